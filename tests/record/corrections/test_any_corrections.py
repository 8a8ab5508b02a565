"""Whatever is put right, in whatever order: everything fits together, and undone it was never there."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

import onrecord
from onrecord.reading.model import Reading
from onrecord.record import tables
from onrecord.record.adding import add
from onrecord.record.correcting import correct, corrections, redo, undo
from onrecord.record.corrections.apply import corrected
from onrecord.record.corrections.asked import Asked, corrections_for
from onrecord.record.corrections.model import Kept
from onrecord.record.model import ArchiveError
from onrecord.record.opening import Archive
from tests.export.made import told_reading
from tests.record.corrections.readers import other_reader, whole

TOLD = told_reading()
STATED = [one.id for one in (*TOLD.statements, *TOLD.nested)]
ENTITIES = [one.id for one in TOLD.entities]
WORDS = [
    "Ragna Vell",
    "told",
    "said",
    "He",
    "the inquiry",
    "two dozen warnings",
    "Hundreds",
    "at least 27 people had died",
]
STARTS = [(at, at + len(word)) for word in TOLD.text.split() for at in [TOLD.text.index(word)]]

places = st.sampled_from(STARTS).map(lambda span: f"{span[0]}-{span[1]}") | st.sampled_from(WORDS)
names = st.sampled_from([*ENTITIES, "Ragna Vell", "Odd Verrin", "Askill"])
speaking = st.fixed_dictionaries({"speaker": st.lists(names, min_size=1, max_size=2)}) | st.just(
    {"unknown_speaker": True}
)
spans = st.fixed_dictionaries(
    {}, optional={part: st.lists(places, min_size=1, max_size=2) for part in ("source", "cue", "content")}
)
kinds = st.fixed_dictionaries(
    {},
    optional={
        "source_kind": st.sampled_from(["named_person", "document", "implicit"]),
        "quotation": st.sampled_from(["direct", "mixed"]),
        "no_channel": st.just(True),
        "polarity": st.just("denies"),
        "no_via": st.just(True),
    },
)
of_statement = speaking | spans | kinds | st.just({"not_a_statement": True}) | st.just({"no_source": True})
of_article = st.one_of(
    st.tuples(spans, speaking | st.just({})).map(lambda both: {"add": True, **both[0], **both[1]}),
    st.lists(st.sampled_from(ENTITIES), min_size=2, max_size=3).map(lambda ids: {"merge": ids}),
    st.fixed_dictionaries(
        {"split": st.sampled_from(ENTITIES), "mention": st.lists(places, min_size=1, max_size=2)},
        optional={"to": st.sampled_from(ENTITIES)},
    ),
    st.fixed_dictionaries(
        {"entity": st.sampled_from(ENTITIES)},
        optional={"name": st.just("Odd Verrin"), "type": st.sampled_from(["person", "organisation"])},
    ),
    st.just({"checked": True}),
)
steps = st.lists(
    st.tuples(st.none() | st.sampled_from(STATED), of_statement, of_article).map(
        lambda s: (s[0], s[1] if s[0] else s[2])
    ),
    max_size=8,
)
Steps = list[tuple[str | None, dict[str, Any]]]


@settings(max_examples=60, deadline=None)
@given(steps, st.integers(0, 50))
def test_whatever_is_put_right_fits_together_with_any_reader(steps: Steps, seed: int) -> None:
    kept: list[Kept] = []
    seen: Reading = TOLD
    for number, asked in steps:
        try:
            wanted = corrections_for(seen, Asked(**asked), number)
        except ArchiveError:
            continue
        for one in wanted:
            kept.append(Kept(id=len(kept) + 1, at="", by="Ada", why="so", correction=one))
        done = corrected(TOLD, kept)
        whole(done.reading)
        assert done.outcomes[-1].state in ("applied", "already_so", "overridden", "lost")
        assert [one.correction for one in done.outcomes] == [one.id for one in kept]
        assert corrected(TOLD, list(reversed(kept))) == done
        seen = done.reading
    for other in (other_reader(TOLD, seed), other_reader(TOLD, seed, loses=0.5)):
        whole(corrected(other, kept).reading)
    assert {one.state for one in corrected(seen, kept).outcomes} <= {"already_so", "applied", "overridden", "lost"}


def views(archive: Archive) -> dict[str, list[tuple[Any, ...]]]:
    """Everything that the views hold, but the numbers of rows, which are never given twice."""
    out: dict[str, list[tuple[Any, ...]]] = {}
    s, e = tables.statement, tables.entity
    with archive.reading() as connection:
        for table, of in (
            (tables.article, None),
            (s, None),
            (e, None),
            (tables.party, s),
            (tables.via, s),
            (tables.entity_name, e),
        ):
            numbers = {"id", "statement_id", "entity_id"} if table is not tables.article else set()
            columns = [column for column in table.c if column.name not in numbers]
            query = select(*columns)
            if of is not None:
                query = select(of.c.number, *columns).join(of)
            out[table.name] = sorted(map(tuple, connection.execute(query).all()), key=repr)
    return out


@pytest.fixture
def told(archive: Archive) -> Archive:
    add(archive, [TOLD])
    return archive


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps, st.data())
def test_whatever_is_put_right_undone_it_was_never_there(told: Archive, steps: Steps, data: st.DataObject) -> None:
    before = views(told)
    article = TOLD.capture.sha256
    made: list[int] = []
    for number, asked in steps:
        with told.reading() as connection:
            rows = connection.execute(select(tables.statement.c.number, tables.statement.c.ref)).all()
            refs = {str(number): str(name) for number, name in rows}
        if number is not None and number not in refs:
            continue
        try:
            made += [
                one.id for one in correct(told, refs[number] if number else article, Asked(**asked), by="A", why="w")
            ]
        except ArchiveError:
            continue
    after = views(told)
    order = data.draw(st.permutations(made))
    for id in order:
        undo(told, id, by="B", why="not so")
    assert views(told) == before
    for id in data.draw(st.permutations(made)):
        redo(told, id, by="B", why="but so")
    assert views(told) == after
    for id in made:
        undo(told, id, by="C", why="not so")
    assert views(told) == before
    with told.reading() as connection:
        mine = [one for one in corrections(connection, limit=1000).items if one.id in made]
    assert {one.state for one in mine} <= {"undone"}


def test_the_samples_checked_stay_as_they_are() -> None:
    reading = onrecord.read(text="Rates will stay, the bank said on Monday. It will act, she said.")
    checked = corrections_for(reading, Asked(checked=True))[0]
    done = corrected(reading, [Kept(id=1, at="", by="A", why="w", correction=checked)])
    assert done.outcomes[0].state == "already_so"
    assert not done.changed
