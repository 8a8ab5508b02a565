"""The vectors of an archive's statements: given to those that have none yet, and searched for the nearest.

A vector is kept as 384 small integers. To search all of them, a process keeps one bit of each (48 bytes a statement),
scans these for those that differ in the fewest places, and compares the vectors of the best `RESCORED` themselves.
"""

import threading
from collections.abc import Sequence
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection, bindparam, select, text

from onrecord.record.opening import Archive
from onrecord.record.search.meaning import NAME, WIDTH, Meaning, Vectors, shared
from onrecord.record.tables import article, setting, statement

RESCORED = 1_000
_BATCH = 256
_LOADED = 20_000
_OVERLAP = 5_000
"""Ids before the last one that are looked at again: writers need not end in the order in which they began."""
_CELLS = WIDTH // 64
_ONES = np.array([bin(byte).count("1") for byte in range(256)], np.uint8)


def catch_up(archive: Archive, limit: int | None = None, model: Meaning | None = None) -> int:
    """Give a vector to statements that have none, at most to `limit`, and return to how many.

    It may be stopped at any point, and run beside other writers: the work is done outside their lock, and a batch is
    kept or not. Raises `ArchiveError`.
    """
    model = model or shared()
    _claim(archive)
    done = 0
    while limit is None or done < limit:
        size = _BATCH if limit is None else min(_BATCH, limit - done)
        with archive.reading() as connection:
            due = list(connection.execute(text("SELECT id FROM meaning_due ORDER BY id LIMIT :size"), {"size": size}))
            ids = [one.id for one in due]
            query = select(statement.c.id, statement.c.content, article.c.headline).join(
                article, article.c.capture_id == statement.c.capture_id
            )
            rows = connection.execute(query.where(statement.c.id.in_(ids))).all()
        if not ids:
            break
        found = kept(model.of_statements([row.content for row in rows], [row.headline for row in rows]))
        with archive.writing() as connection:
            still = set(connection.execute(_STILL_DUE, {"ids": ids}).scalars())
            values = [
                {"id": row.id, "vector": vector.tobytes()}
                for row, vector in zip(rows, found, strict=True)
                if row.id in still
            ]
            if values:
                connection.execute(text("INSERT INTO meaning (id, vector) VALUES (:id, :vector)"), values)
            connection.execute(_NOT_DUE, {"ids": ids})
        done += len(values)
    return done


_STILL_DUE = text("SELECT id FROM meaning_due WHERE id IN :ids").bindparams(bindparam("ids", expanding=True))
_NOT_DUE = text("DELETE FROM meaning_due WHERE id IN :ids").bindparams(bindparam("ids", expanding=True))
_SOME = text("SELECT id, vector FROM meaning WHERE id IN :ids").bindparams(bindparam("ids", expanding=True))


def waiting(connection: Connection, most: int) -> int:
    """Return how many statements have no vector of this model yet; `most` if there are that many or more."""
    table = "meaning_due" if _model(connection) in (NAME, None) else "statement"
    count = text(f"SELECT count(*) FROM (SELECT id FROM {table} LIMIT :most) AS counted")
    return int(connection.execute(count, {"most": most}).scalar_one())


def kept(vectors: Vectors) -> npt.NDArray[np.int8]:
    """Return vectors as they are kept: each scaled so that its largest part is 127."""
    largest = np.maximum(np.abs(vectors).max(axis=1, keepdims=True), 1e-9)
    return np.asarray(np.rint(vectors * (127 / largest)), np.int8)


def nearest(archive: Archive, connection: Connection, vector: Vectors, most: int) -> list[tuple[int, float]]:
    """Return ids of the statements nearest to `vector`, at most `most`, with their likeness (the cosine)."""
    if _model(connection) != NAME:
        return []
    return among(connection, _codes(archive).nearest(connection, vector, max(RESCORED, most)), vector)[:most]


def among(connection: Connection, ids: Sequence[int], vector: Vectors) -> list[tuple[int, float]]:
    """Return those of `ids` that have a vector, nearest to `vector` first, with their likeness."""
    if _model(connection) != NAME:
        return []
    rows: list[tuple[int, bytes]] = []
    for start in range(0, len(ids), 5_000):
        rows += [(one.id, one.vector) for one in connection.execute(_SOME, {"ids": list(ids[start : start + 5_000])})]
    if not rows:
        return []
    rows.sort()
    each = np.frombuffer(b"".join(row[1] for row in rows), np.int8).reshape(-1, WIDTH).astype(np.float32)
    likeness = each @ vector / np.maximum(np.linalg.norm(each, axis=1), 1e-9)
    order = np.argsort(-likeness, kind="stable")
    return [(rows[k][0], float(likeness[k])) for k in order]


def like(connection: Connection, id: int, ids: Sequence[int]) -> list[tuple[int, float]]:
    """Return those of `ids` that have a vector, nearest to that of statement `id` first; none if it has none yet."""
    row = connection.execute(_SOME, {"ids": [id]}).one_or_none() if _model(connection) == NAME else None
    if row is None:
        return []
    vector = np.frombuffer(row.vector, np.int8).astype(np.float32)
    return among(connection, ids, vector / max(float(np.linalg.norm(vector)), 1e-9))


class _Codes:
    """One bit of each number of every vector in an archive, kept by this process: `WIDTH` / 8 bytes a statement."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.parts: list[tuple[npt.NDArray[np.int64], npt.NDArray[np.uint64]]] = []
        self.last = 0

    def nearest(self, connection: Connection, vector: Vectors, most: int) -> list[int]:
        """Return the ids of those that differ least from `vector`, at most `most`."""
        with self.lock:
            self._load(connection)
            parts = list(self.parts)
        if not parts:
            return []
        asked = _bits(vector[None, :])
        differ = np.concatenate([_differences(codes, asked) for _, codes in parts])
        ids = np.concatenate([part for part, _ in parts])
        if len(ids) > most:
            per = np.cumsum(np.bincount(differ, minlength=WIDTH + 1))
            ids = ids[differ <= int(np.searchsorted(per, most))]
        return [int(one) for one in ids[: 4 * most]]

    def _load(self, connection: Connection) -> None:
        """Take in what was added since the last time."""
        last = connection.execute(text("SELECT max(id) FROM meaning")).scalar() or 0
        if last == self.last:
            return
        known = np.concatenate([ids for ids, _ in self.parts]) if self.parts else np.zeros(0, np.int64)
        start = max(0, self.last - _OVERLAP)
        while True:
            query = text("SELECT id, vector FROM meaning WHERE id > :start ORDER BY id LIMIT :most")
            rows = connection.execute(query, {"start": start, "most": _LOADED}).all()
            if not rows:
                break
            ids = np.array([row[0] for row in rows], np.int64)
            each = np.frombuffer(b"".join(row[1] for row in rows), np.int8).reshape(-1, WIDTH)
            new = ~np.isin(ids, known) if start < self.last else np.ones(len(ids), bool)
            if new.any():
                self.parts.append((ids[new], _bits(each[new])))
            start = int(ids[-1])
        self.last = last
        self._join()

    def _join(self) -> None:
        """Make one part of the small ones at the end, so that many small additions do not slow the search."""
        small: list[tuple[npt.NDArray[np.int64], npt.NDArray[np.uint64]]] = []
        while self.parts and len(self.parts[-1][0]) < _LOADED:
            small.insert(0, self.parts.pop())
        if small:
            joined = (np.concatenate([ids for ids, _ in small]), np.concatenate([bits for _, bits in small], axis=1))
            self.parts.append(joined)


_kept: WeakKeyDictionary[Archive, _Codes] = WeakKeyDictionary()
_kept_lock = threading.Lock()


def _codes(archive: Archive) -> _Codes:
    with _kept_lock:
        return _kept.setdefault(archive, _Codes())


def _bits(vectors: npt.NDArray[np.int8] | Vectors) -> npt.NDArray[np.uint64]:
    """Return which numbers of each vector are above 0, a column of `_CELLS` cells a vector."""
    packed = np.packbits(vectors > 0, axis=1)
    return np.ascontiguousarray(packed.view(np.uint64).T)


def _differences(codes: npt.NDArray[np.uint64], asked: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint16]:
    """Return in how many places each code differs from the one asked for."""
    out = np.zeros(codes.shape[1], np.uint16)
    for cell in range(_CELLS):
        other = codes[cell] ^ asked[cell, 0]
        if hasattr(np, "bitwise_count"):
            out += np.bitwise_count(other)
        else:  # before numpy 2
            out += _ONES[other.view(np.uint8)].reshape(-1, 8).sum(axis=1, dtype=np.uint16)
    return out


def _model(connection: Connection) -> str | None:
    return connection.execute(select(setting.c.value).where(setting.c.name == "meaning")).scalar()


def _claim(archive: Archive) -> None:
    """Make the archive's vectors this model's: those of another are thrown away, and all statements are due again."""
    with archive.reading() as connection:
        if _model(connection) == NAME:
            return
    with archive.writing() as connection:
        if _model(connection) == NAME:
            return
        connection.execute(text("DELETE FROM meaning"))
        connection.execute(text("DELETE FROM meaning_due"))
        connection.execute(text("INSERT INTO meaning_due (id) SELECT id FROM statement"))
        connection.execute(setting.delete().where(setting.c.name == "meaning"))
        connection.execute(setting.insert().values(name="meaning", value=NAME))
