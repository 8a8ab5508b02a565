"""What is followed across captures, for the archive of `benchmarks.scale`: the rows that catching up would make.

To catch up a hundred thousand captures one by one takes hours. Here each is looked at once, by two processes, with the
functions that catching up uses, and the rows are written in the order of their keys. What is left out of comparing:

- The varied articles have nothing in common but small words and templates, so none is compared with another; the last
  `ALIKE` captures are copies of some of them by other outlets, and later versions, and their rows are as of such.
- Whoever has one folded name on several pages is one identity: the values are not weighed.
- Topics are drawn.
"""

import hashlib
import multiprocessing
import random
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import islice
from typing import Any, NamedTuple

import msgspec
import numpy as np
from sqlalchemy import bindparam, delete, insert, select, text, update

from benchmarks import scale
from benchmarks.entity_filling import fill_entities
from benchmarks.varied import Words
from onrecord.pipeline.tracing import identifying
from onrecord.reading.model import Reading
from onrecord.record import tables, views
from onrecord.record.opening import Archive, open_archive
from onrecord.record.search import vectors
from onrecord.record.stories import members as people
from onrecord.record.stories import utterances as rows
from onrecord.record.topics import NAME, TOPICS
from onrecord.story import versions
from onrecord.story.identities import tell
from onrecord.story.shared import shared
from onrecord.story.sketch import Look, look, paragraphs, sketch
from onrecord.story.utterances import wording

ALIKE = 5_000
"""Captures that are versions or copies of another."""
_VERSIONS = 0.3
_MOST_COPIED = 12
_BATCH = 200


class Alike(NamedTuple):
    """Which capture another was made from, and whether it is a version of it, by the same outlet."""

    capture_id: int
    origin: int
    version: bool


class Looked(NamedTuple):
    """What catching up asks of one capture."""

    capture_id: int
    look: Look
    address: str | None
    hashes: list[int]
    grams: dict[int, list[int]]
    members: list[people.Member]


def fill(archive: Archive) -> None:
    """Add what is alike to an archive that `scale.fill` filled, and what is followed; nothing if that is there."""
    with archive.reading() as connection:
        if connection.execute(select(tables.edition.c.capture_id).limit(1)).first() is not None:
            return
        count = int(connection.execute(text("SELECT max(id) FROM capture")).scalar_one())
    alike = list(_add_alike(archive, count))
    started = time.perf_counter()
    kept = _Kept(archive)
    ids = range(1, count + len(alike) + 1)
    parts = [list(ids[at : at + _BATCH]) for at in range(0, len(ids), _BATCH)]
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        for number, found in enumerate(pool.imap(partial(_looked_at, archive.where), parts), 1):
            kept.put(found)
            if number % 25 == 0:
                print(f"  {number * _BATCH:,} captures followed, {time.perf_counter() - started:.0f} s", flush=True)
    kept.end(alike)
    fill_entities(archive)
    print(f"  followed in {time.perf_counter() - started:.0f} s", flush=True)


def later(reading: Reading, number: int, *, version: bool, draw: random.Random) -> Reading:
    """Return the same words as another capture has them: a day later at the same address, or with another outlet."""
    page = msgspec.to_builtins(msgspec.structs.replace(reading, capture=_empty(reading)))
    article = page["page"]["article"]
    if not version:
        outlet = f"{Words(5, 60).draw(7, draw).title()} Courier"
        article |= {"publisher": outlet, "url": f"https://{outlet.lower().replace(' ', '-')}.example/{number}"}
    out = msgspec.convert(page, Reading)
    data = reading.capture.data + f"\n{number}".encode()
    capture = msgspec.structs.replace(
        reading.capture,
        data=data,
        sha256=hashlib.sha256(data).hexdigest(),
        url=article["url"],
        source=f"{number}.html",
    )
    return msgspec.structs.replace(out, capture=capture)


def _empty(reading: Reading) -> Any:
    return msgspec.structs.replace(reading.capture, data=b"")


def _add_alike(archive: Archive, count: int) -> Iterator[Alike]:
    draw = random.Random(7)
    out: list[Alike] = []
    while len(out) < ALIKE:
        origin, version = draw.randint(1, count), draw.random() < _VERSIONS
        for _ in range(1 if version else draw.randint(1, _MOST_COPIED)):
            out.append(Alike(count + len(out) + 1, origin, version))
    each = iter(out)
    while some := list(islice(each, _BATCH)):
        with archive.reading() as connection:
            known = {one.origin: _reading(connection, one.origin) for one in some}
        readings = [later(known[one.origin], one.capture_id, version=one.version, draw=draw) for one in some]
        with archive.writing() as connection:
            scale.add(connection, readings, some[0].capture_id - 1)
    return iter(out)


def _reading(connection: Any, capture_id: int) -> Reading:
    found = views.effective(connection, capture_id)
    if found is None:
        raise RuntimeError(f"capture {capture_id} of the archive has no reading")
    return found.reading


def _looked_at(where: str, ids: list[int]) -> list[Looked]:
    with open_archive(where) as archive, archive.reading() as connection:
        return [_look(connection, one) for one in ids]


def _look(connection: Any, capture_id: int) -> Looked:
    reading = _reading(connection, capture_id)
    told = tell(reading, capture=capture_id, day=views.day_of(reading), outlet=views.outlet_of(reading))
    said = identifying.statements_by(connection, capture_id, reading, set(told))
    members = [
        identifying.member_of(
            reading.capture.sha256, number, msgspec.structs.replace(seen, article=capture_id), said.get(number, [])
        )
        for number, seen in told.items()
    ]
    worded = [wording(one) for one in rows.of_capture(connection, capture_id)]
    return Looked(
        capture_id,
        look(reading),
        versions.address(reading.article.url),
        sketch(paragraphs(reading)),
        {one.id: one.grams for one in worded if one.grams},
        members,
    )


class _Kept:
    """Rows while they are gathered: those found by hashes are kept back, to be written in the order of their keys."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.shingles: list[tuple[int, int]] = []
        self.grams: list[np.ndarray[Any, np.dtype[np.int64]]] = []
        self.looked: dict[int, tuple[Look, str | None, list[int]]] = {}
        self.identities: dict[tuple[str, str], int] = {}
        self.first: dict[int, people.Member] = {}
        self.uses: Counter[tuple[str, int]] = Counter()
        self.names: dict[tuple[str, int], str | None] = {}
        self.totals: dict[int, list[int]] = {}
        self.days: dict[int, list[str]] = {}
        self.written = 0
        self.draw = random.Random(9)

    def put(self, found: list[Looked]) -> None:
        """Take what was seen of some captures, and write what needs no order."""
        worded, members, said, topics = [], [], [], []
        for one in found:
            self.looked[one.capture_id] = one.look, one.address, one.hashes
            self.shingles += [(hash, one.capture_id) for hash in one.hashes]
            for id, hashes in one.grams.items():
                packed = np.array(hashes, ">i8").tobytes()
                worded.append({"statement_id": id, "capture_id": one.capture_id, "grams": packed})
                self.grams.append(np.array([hashes, [id] * len(hashes)], np.int64))
            here: set[int] = set()
            for member in one.members:
                identity = self._identity(member)
                if identity not in here:  # one page, one mention of each
                    here.add(identity)
                    members.append(self._member(identity, member))
                    said += self._said(identity, member)
            if self.draw.random() < 0.7:
                topic = list(TOPICS)[int(len(TOPICS) * self.draw.random() ** 2)]
                topics.append({"capture_id": one.capture_id, "topic": topic, "confidence": 0.8, "model": NAME})
        new = self._identities(self.written)
        self.written += len(new)
        with self.archive.writing() as connection:
            for table, each in (
                (tables.worded, worded),
                (tables.identity, new),
                (tables.identity_member, members),
                (tables.identity_statement, said),
                (tables.article_topic, topics),
            ):
                if each:
                    connection.execute(insert(table), each)

    def _identity(self, member: people.Member) -> int:
        known = self.identities.setdefault((member.type, member.key), len(self.identities) + 1)
        self.first.setdefault(known, member)
        for key in dict.fromkeys(member.keys):
            self.uses[key, known] += 1
            self.names.setdefault((key, known), member.names.get(key))
        return known

    def _member(self, identity: int, member: people.Member) -> dict[str, Any]:
        parts = [part for _, part, _ in member.statements]
        said, about = parts.count("speaker"), parts.count("about")
        totals = self.totals.setdefault(identity, [0, 0, 0])
        for at, more in enumerate((1, said, about)):
            totals[at] += more
        if member.day:
            days = self.days.setdefault(identity, [member.day, member.day])
            days[:] = min(days[0], member.day), max(days[1], member.day)
        kept = {name: getattr(member, name) for name in ("capture_id", "number", "key", "name", "day", "seen")}
        return kept | {"identity_id": identity, "said": said, "about": about, "why": "[]"}

    def _said(self, identity: int, member: people.Member) -> Iterable[dict[str, Any]]:
        each = {(id, part): key for id, part, key in member.statements}
        for (id, part), key in each.items():
            yield {"statement_id": id, "part": part, "identity_id": identity, "key": key, "day": member.day}

    def end(self, alike: list[Alike]) -> None:
        """Write the rest."""
        with self.archive.writing() as connection:
            named = [{"of": one["id"]} | one for one in self._identities()]
            wanted = {name: bindparam(name) for name in ("articles", "said", "about", "first", "last")}
            connection.execute(
                update(tables.identity).where(tables.identity.c.id == bindparam("of")).values(wanted), named
            )
            for table, each in self._rest(alike):
                while some := list(islice(each, 20_000)):
                    connection.execute(insert(table), some)
            connection.execute(delete(tables.trace_due))
            connection.execute(text("DELETE FROM meaning_due"))
            connection.execute(delete(tables.setting).where(tables.setting.c.name == "meaning"))
            connection.execute(insert(tables.setting).values(name="meaning", value=vectors.NAME))
            connection.execute(text("ANALYZE"))

    def _rest(self, alike: list[Alike]) -> Iterator[tuple[Any, Iterator[dict[str, Any]]]]:
        yield tables.identity_ref, iter([{"ref": one["ref"], "identity_id": one["id"]} for one in self._identities()])
        keys = sorted((key, id, uses) for (key, id), uses in self.uses.items())
        yield (
            tables.identity_key,
            ({"key": key, "identity_id": id, "name": self.names[key, id], "uses": uses} for key, id, uses in keys),
        )
        self.shingles.sort()
        yield tables.shingle, ({"hash": hash, "capture_id": id} for hash, id in dict.fromkeys(self.shingles))
        yield tables.edition, self._editions(alike)
        yield tables.copy, self._copies(alike)
        yield tables.repeat, self._repeats(alike)
        both = np.concatenate(self.grams, axis=1)
        order = np.lexsort((both[1], both[0]))
        both = both[:, order]
        same = np.all(both[:, 1:] == both[:, :-1], axis=0)
        both = both[:, np.concatenate([[True], ~same])]
        print(f"  {both.shape[1]:,} grams of statements, {len(self.shingles):,} of articles", flush=True)
        yield tables.gram, ({"hash": int(hash), "statement_id": int(id)} for hash, id in both.T)

    def _identities(self, after: int = 0) -> list[dict[str, Any]]:
        out = []
        for id, member in islice(self.first.items(), after, None):
            digits = hashlib.sha256(f"{member.type}{member.key}".encode()).hexdigest()[:12]
            articles, said, about = self.totals.get(id, [0, 0, 0])
            first, last = self.days.get(id, [None, None])
            ref = f"{'p' if member.type == 'person' else 'b'}-{digits}"
            row = {"id": id, "ref": ref, "type": member.type, "name": member.name, "first": first, "last": last}
            out.append(row | {"articles": articles, "said": said, "about": about})
        return out

    def _editions(self, alike: list[Alike]) -> Iterator[dict[str, Any]]:
        article = {one.capture_id: one.origin for one in alike if one.version}
        for capture_id, (seen, address, hashes) in sorted(self.looked.items()):
            kept = {"capture_id": capture_id, "article": article.get(capture_id, capture_id), "address": address}
            yield kept | seen._asdict() | {"credit": None, "hashes": np.array(hashes, "<i8").tobytes()}

    def _copies(self, alike: list[Alike]) -> Iterator[dict[str, Any]]:
        with self.archive.reading() as connection:
            for group in _groups(alike):
                body = paragraphs(_reading(connection, group[0]))
                pairs = msgspec.json.encode([(pair.one, pair.other) for pair in shared(body, body).pairs]).decode()
                for at, one in enumerate(group):
                    for other in group[:at]:
                        row = {"capture_id": one, "other_id": other, "whole": True, "share": 1.0, "other_share": 1.0}
                        yield row | {"spans": pairs, "credited": None, "origin": None}

    def _repeats(self, alike: list[Alike]) -> Iterator[dict[str, Any]]:
        statement = tables.statement.c
        with self.archive.reading() as connection:
            for group in _groups(alike, versions=True):
                query = select(statement.number, statement.id).where(statement.capture_id.in_(group))
                each: dict[str, list[int]] = {}
                for number, id in connection.execute(query.order_by(statement.id)):
                    each.setdefault(number, []).append(id)
                for ids in each.values():
                    for at, high in enumerate(ids):
                        for low in ids[:at]:
                            yield {"statement_id": low, "other_id": high, "kind": "verbatim", "score": 1.0}


def _groups(alike: list[Alike], *, versions: bool = False) -> Iterator[list[int]]:
    """Yield captures of the same words, in order; those of one article only with `versions`."""
    each: dict[int, list[int]] = {}
    for one in alike:
        if versions or not one.version:
            each.setdefault(one.origin, [one.origin]).append(one.capture_id)
    yield from each.values()
