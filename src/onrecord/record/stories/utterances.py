"""Rows by which statements with the same words are found, and of those that were found."""

import struct
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import BindParameter, Connection, Integer, bindparam, delete, insert, or_, select

from onrecord.record.stories.hashes import at_once, counted
from onrecord.record.tables import gram, repeat, statement, worded

COMMON = 300
"""A few words in a row that more statements have than this tell nothing of them: nobody is looked for by them."""
_RAREST, _FIRST = 3, 60
"""How many of the hashes of a statement that has only common ones are looked up, and how many who have them."""


class Said(NamedTuple):
    """A statement as it is compared: its row's number, its words, whose it is, and its page's day."""

    id: int
    ref: str
    capture_id: int
    content: str
    quotation: str
    speaker_key: str | None
    source_kind: str
    day: str | None


class Repeat(NamedTuple):
    """Two statements that carry the same words."""

    statement_id: int
    other_id: int
    kind: str
    score: float


# Made once, as all that is asked for every page: to put a query together takes far longer than to have it answered.
_IDS: BindParameter[int] = bindparam("ids", expanding=True)
_SAID = select(*(statement.c[name] for name in Said._fields))
_THESE = _SAID.where(statement.c.id.in_(_IDS))
_CALLED = _SAID.where(statement.c.ref == bindparam("ref"))
_WORDED = select(worded.c.statement_id, worded.c.grams).where(worded.c.capture_id == bindparam("capture_id"))
_OF_CAPTURE = _SAID.where(statement.c.capture_id == bindparam("capture_id")).order_by(statement.c.id)
_HAVING = select(gram.c.hash, gram.c.statement_id).where(gram.c.hash.in_(bindparam("hashes", expanding=True)))
_FIRST_WITH = (
    select(gram.c.statement_id).where(gram.c.hash == bindparam("hash")).order_by(gram.c.statement_id).limit(_FIRST)
)
_REPEATS = [
    select(repeat)
    .where(column.in_(_IDS))
    .order_by(repeat.c.score.desc(), repeat.c.other_id)
    .limit(bindparam("most", type_=Integer))
    for column in (repeat.c.statement_id, repeat.c.other_id)
]
_REPEATED = [
    select(mine)
    .join(worded, worded.c.statement_id == other)
    .where(mine.in_(_IDS), worded.c.capture_id.not_in(bindparam("besides", expanding=True)))
    .distinct()
    for mine, other in ((repeat.c.statement_id, repeat.c.other_id), (repeat.c.other_id, repeat.c.statement_id))
]


def drop(connection: Connection, capture_id: int) -> None:
    """Take out all that is kept of a capture's statements, those too that are no longer there."""
    rows = connection.execute(_WORDED, {"capture_id": capture_id}).all()
    for row in rows:
        for hashes in at_once(_unpacked(row.grams)):
            connection.execute(delete(gram).where(gram.c.hash.in_(hashes), gram.c.statement_id == row.statement_id))
    for ids in at_once([row.statement_id for row in rows]):
        connection.execute(delete(repeat).where(or_(repeat.c.statement_id.in_(ids), repeat.c.other_id.in_(ids))))
    if rows:
        connection.execute(delete(worded).where(worded.c.capture_id == capture_id))


def put(connection: Connection, capture_id: int, grams: Mapping[int, Sequence[int]], repeats: Iterable[Repeat]) -> None:
    """Keep by which hashes a capture's statements are found, and which others carry the same words."""
    rows = [
        {"statement_id": id, "capture_id": capture_id, "grams": struct.pack(f">{len(hashes)}q", *hashes)}
        for id, hashes in grams.items()
    ]
    if rows:
        connection.execute(insert(worded), rows)
    postings = [{"hash": one, "statement_id": id} for id, hashes in grams.items() for one in hashes]
    if postings:
        connection.execute(insert(gram), sorted(postings, key=lambda row: (row["hash"], row["statement_id"])))
    found = {(min(one[:2]), max(one[:2])): one for one in repeats}
    if found:
        connection.execute(
            insert(repeat),
            [
                {"statement_id": low, "other_id": high, "kind": one.kind, "score": one.score}
                for (low, high), one in found.items()
            ],
        )


def of_capture(connection: Connection, capture_id: int) -> list[Said]:
    """Return the statements of a capture."""
    rows = connection.execute(_OF_CAPTURE, {"capture_id": capture_id})
    return [Said(*row) for row in rows]


def said(connection: Connection, ids: Collection[int]) -> dict[int, Said]:
    """Return statements by their numbers; those that are gone are left out."""
    out: dict[int, Said] = {}
    for some in at_once(sorted(set(ids))):
        rows = connection.execute(_THESE, {"ids": some}).all()
        out.update((row[0], Said(*row)) for row in rows)
    return out


def called(connection: Connection, ref: str) -> Said | None:
    """Return the statement whose ref is `ref`."""
    row = connection.execute(_CALLED, {"ref": ref}).one_or_none()
    return Said(*row) if row else None


def sharing(connection: Connection, wanted: Collection[Sequence[int]]) -> dict[int, list[int]]:
    """Return which statements have the hashes that are among `wanted`, by hash.

    What many statements have is not looked up; of one that has nothing else the first few that have its rarest hashes
    are: words that everybody carries lead to those who carried them first.
    """
    counts = counted(connection, "gram", (hash for hashes in wanted for hash in hashes), COMMON + 1)
    out: dict[int, list[int]] = {}
    for some in at_once(sorted(hash for hash, count in counts.items() if count <= COMMON)):
        for hash, id in connection.execute(_HAVING, {"hashes": some}).all():
            out.setdefault(hash, []).append(id)
    common: set[int] = set()
    for hashes in wanted:
        known = sorted((hash for hash in hashes if hash in counts), key=lambda hash: (counts[hash], hash))
        if known and counts[known[0]] > COMMON:
            common.update(known[:_RAREST])
    for hash in sorted(common):
        out[hash] = list(connection.scalars(_FIRST_WITH, {"hash": hash}))
    return out


def repeats_of(connection: Connection, ids: Collection[int], most: int) -> list[Repeat]:
    """Return the pairs that any of `ids` is in, at most `most`, those of which most is shared first."""
    out: list[Repeat] = []
    for some in at_once(sorted(set(ids))):
        for query in _REPEATS:
            out += [Repeat(*row) for row in connection.execute(query, {"ids": some, "most": most})]
    return sorted(set(out), key=lambda one: (-one.score, one.statement_id, one.other_id))[:most]


def repeated(connection: Connection, ids: Collection[int], besides: Collection[int] = ()) -> set[int]:
    """Return those of `ids` whose words a statement of a capture that is not among `besides` carries, too."""
    out: set[int] = set()
    for some in at_once(sorted(set(ids))):
        for query in _REPEATED:
            out.update(connection.scalars(query, {"ids": some, "besides": list(besides)}))
    return out


def _unpacked(packed: bytes) -> list[int]:
    return list(struct.unpack(f">{len(packed) // 8}q", packed))
