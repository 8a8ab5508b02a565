from collections.abc import Sequence

import pytest
from msgspec.structs import replace
from sqlalchemy import text, update

import onrecord
from onrecord.record import correcting, tables
from onrecord.record.corrections.asked import Asked
from onrecord.record.lookup import Looking, doubtful, doubts_left, statement
from onrecord.record.model import NotFoundError
from onrecord.record.opening import Archive


@pytest.fixture
def filled(samples: Archive) -> Archive:
    return samples


def test_what_the_reader_is_least_sure_of_comes_first(filled: Archive) -> None:
    with filled.reading() as connection:
        found = doubtful(connection, limit=50)
        few = doubtful(connection, limit=5)
        rest = doubtful(connection, limit=5, skipped={one.row.ref for one in few})
    assert len(found) > 15
    assert [one.sure for one in found] == sorted(one.sure for one in found)
    assert [one.row.ref for one in (*few, *rest)] == [one.row.ref for one in found[:10]]
    for one in found:
        row = one.row
        both = [row.confidence, *([row.speaker_confidence] if row.speaker is not None else [])]
        assert one.sure == min(value for value in both if value is not None) < 1
        assert one.sure == (row.confidence if one.doubt == "words" else row.speaker_confidence)
    assert {one.doubt for one in found} == {"words", "speaker"}


def test_among_those_of_an_article_or_an_outlet(filled: Archive, readings: Sequence[onrecord.Reading]) -> None:
    sha = readings[0].capture.sha256
    with filled.reading() as connection:
        here = doubtful(connection, Looking(article=sha[:12]), limit=200)
        assert {one.row.article for one in here} == {sha}
        assert len(here) == doubts_left(connection, sha[:12]) <= len(readings[0].statements) + len(readings[0].nested)
        outlet = here[0].row.outlet
        assert outlet is not None
        assert {one.row.outlet for one in doubtful(connection, Looking(outlet=outlet.upper()))} == {outlet}
        assert doubtful(connection, Looking(outlet="Nobody’s Gazette")) == []
        with pytest.raises(NotFoundError):
            doubtful(connection, Looking(article="000000"))


def test_what_a_person_confirmed_is_not_asked_for_again(filled: Archive) -> None:
    with filled.reading() as connection:
        first = doubtful(connection, limit=1)[0].row
        left = doubts_left(connection, first.article)
    done = correcting.confirm(filled, first.ref, by="Ada")
    assert {one.kind for one in done} <= {"span", "speaker"}
    assert {one.state for one in done} == {"already_so"}
    with filled.reading() as connection:
        assert first.ref not in {one.row.ref for one in doubtful(connection, limit=200)}
        assert doubts_left(connection, first.article) == left - 1
        now = statement(connection, first.ref).row
    assert now.confidence == 1
    assert not now.corrected, "it says what it said"
    assert (now.source, now.content, now.speaker) == (first.source, first.content, first.speaker)
    for one in done:
        correcting.undo(filled, one.id, by="Ada", why="A slip.")
    with filled.reading() as connection:
        now = doubtful(connection, limit=1)[0].row
    assert replace(now, id=first.id) == first


def test_every_statement_can_be_confirmed(filled: Archive) -> None:
    with filled.reading() as connection:
        asked = [one.row.ref for one in doubtful(connection, limit=200)]
    for ref in asked[::4]:
        assert {one.state for one in correcting.confirm(filled, ref, by="Ada")} == {"already_so"}


def test_the_right_speaker_confirms_the_words(filled: Archive) -> None:
    with filled.reading() as connection:
        first = next(one.row for one in doubtful(connection, limit=50) if one.row.speaker)
    done = correcting.confirm(filled, first.ref, by="Ada", asked=Asked(speaker=["Somebody Else"]))
    assert [one.state for one in done if one.kind == "speaker"] == ["applied"]
    with filled.reading() as connection:
        now = statement(connection, first.ref).row
        assert (now.speaker, now.speaker_confidence, now.confidence) == ("Somebody Else", 1, 1)
        assert first.ref not in {one.row.ref for one in doubtful(connection, limit=200)}


def test_those_whose_speaker_could_not_be_told(filled: Archive) -> None:
    with filled.writing() as connection:
        refs = [one.row.ref for one in doubtful(connection, limit=3)]
        table = tables.statement
        connection.execute(
            update(table).where(table.c.ref.in_(refs)).values(speaker=None, speaker_key=None, speaker_confidence=0.4)
        )
        found = doubtful(connection, Looking(unnamed=True), limit=200)
    assert set(refs) <= {one.row.ref for one in found}
    assert {one.doubt for one in found} == {"speaker"}
    assert all(one.row.speaker is None for one in found)


def test_each_list_is_read_off_its_index(filled: Archive) -> None:
    if filled.dialect != "sqlite":
        pytest.skip("a small table is read whole by PostgreSQL, whatever its indexes")
    for query, index in (
        ("SELECT ref FROM statement WHERE confidence < 1 ORDER BY confidence, id LIMIT 5", "ix_statement_confidence"),
        (
            "SELECT ref FROM statement WHERE speaker IS NOT NULL AND speaker_confidence < 1 "
            "ORDER BY speaker_confidence, id LIMIT 5",
            "ix_statement_speaker_confidence",
        ),
    ):
        with filled.reading() as connection:
            plan = str(connection.execute(text(f"EXPLAIN QUERY PLAN {query}")).all())
        assert index in plan and "TEMP B-TREE" not in plan
