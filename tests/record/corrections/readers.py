"""Other readers of the same page, made from a reading: what a newer model may do to every part of it."""

import random

from msgspec.structs import replace

from onrecord.reading.model import Entity, Reading, Speaker, Statement
from onrecord.text.spans import Span

OTHER = "9.9.9"


def whole(reading: Reading) -> None:
    """Assert that everything in a reading fits together."""
    text = reading.text
    stated = [*reading.statements, *reading.nested]
    ids = [one.id for one in stated]
    entities = {one.id for one in reading.entities}
    assert len(set(ids)) == len(ids)
    assert len(entities) == len(reading.entities)
    assert all(one.within is None for one in reading.statements)
    assert all(one.within in ids for one in reading.nested)
    for one in stated:
        seen = {one.id}
        up = one.within
        while up is not None:
            assert up not in seen
            seen.add(up)
            up = next(s.within for s in stated if s.id == up)
        for part in (one.source, one.cue, one.content):
            assert part == sorted(part)
            assert all(0 <= start < end <= len(text) for start, end in part)
        assert one.content
        assert 0 <= one.confidence <= 1
        if one.speaker:
            named = [one.speaker.entity, *(s.entity for s in (*one.speaker.joint, *one.speaker.candidates))]
            assert set(named) <= entities | {None}
        assert {via.entity for via in one.via} <= entities | {None}
    for entity in reading.entities:
        assert entity.name
        assert entity.name not in entity.variants
        assert set(entity.members) <= entities
        assert {role.affiliation for role in entity.roles} <= entities | {None}
        assert [m.span for m in entity.mentions] == sorted({m.span for m in entity.mentions})
    assert {figure.attributed_to for figure in reading.figures} <= {*ids, None}
    assert {figure.place for figure in reading.figures} <= entities | {None}
    assert {one.according_to for one in reading.expectations} <= {*ids, None}
    assert all(set(one.participants) <= entities for one in reading.expectations)


def other_reader(reading: Reading, seed: int, *, loses: float = 0.0) -> Reading:
    """Read the page as another model might: contents end elsewhere, one is cut in two, all is numbered anew.

    `loses` is the share of statements that it does not find. Who speaks, it mostly does not know.
    """
    rng = random.Random(seed)
    entities = {one.id: f"e{k}" for k, one in enumerate(reversed(reading.entities), 101)}
    outer = [_restated(reading, one, rng, entities) for one in reading.statements if rng.random() >= loses]
    numbers = {one.id: f"s{k}" for k, one in enumerate(outer, 11)}
    nested = [
        replace(_restated(reading, one, rng, entities), id=f"{numbers[one.within]}.7", within=numbers[one.within])
        for one in reading.nested
        if one.within in numbers
    ][:1]
    known = set(numbers)
    return replace(
        reading,
        statements=[replace(one, id=numbers[one.id]) for one in outer],
        nested=nested,
        entities=[_renumbered(one, entities) for one in reversed(reading.entities)],
        figures=[
            replace(
                f,
                attributed_to=numbers[f.attributed_to] if f.attributed_to in known else None,
                place=entities[f.place] if f.place else None,
            )
            for f in reading.figures
        ],
        expectations=[
            replace(
                e,
                according_to=numbers[e.according_to] if e.according_to in known else None,
                participants=[entities[p] for p in e.participants],
            )
            for e in reading.expectations
        ],
        reader=replace(reading.reader, onrecord=OTHER),
    )


def _restated(reading: Reading, one: Statement, rng: random.Random, entities: dict[str, str]) -> Statement:
    content = list(one.content)
    start, end = content[-1]
    words = reading.text[start:end].split(" ")
    if len(words) > 4 and rng.random() < 0.5:  # it ends a word or two earlier
        end -= len(" ".join(words[-rng.randint(1, 2) :])) + 1
        content[-1] = (start, end)
    via = [replace(v, entity=entities.get(v.entity or "")) for v in one.via]
    return replace(
        one, content=content, speaker=_unsure(one.speaker), via=via, confidence=round(one.confidence * 0.9, 3)
    )


def _unsure(speaker: Speaker | None) -> Speaker | None:
    return Speaker(entity=None, name=None, confidence=0.2) if speaker else None


def _renumbered(one: Entity, entities: dict[str, str]) -> Entity:
    return replace(
        one,
        id=entities[one.id],
        members=[entities[m] for m in one.members],
        roles=[replace(r, affiliation=entities[r.affiliation] if r.affiliation else None) for r in one.roles],
    )


def moved(reading: Reading, before: str) -> Reading:
    """Return the reading of a page that has more in front, everything else moved with it."""
    by = len(before)

    def span(at: Span) -> Span:
        return at[0] + by, at[1] + by

    def spans(all: list[Span]) -> list[Span]:
        return [span(one) for one in all]

    page = reading.page
    blocks = [replace(b, start=b.start + by, end=b.end + by) for b in page.blocks]
    return replace(
        reading,
        page=replace(page, text=before + page.text, blocks=blocks),
        statements=[
            replace(s, source=spans(s.source), cue=spans(s.cue), content=spans(s.content), via=[], qualifiers=[])
            for s in reading.statements
        ],
        nested=[],
        entities=[
            replace(e, roles=[], mentions=[replace(m, span=span(m.span)) for m in e.mentions]) for e in reading.entities
        ],
        figures=[],
        dates=[],
        expectations=[],
    )
