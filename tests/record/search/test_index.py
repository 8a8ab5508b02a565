from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

import onrecord
from onrecord.record.adding import add
from onrecord.record.opening import Archive
from onrecord.record.search import index
from onrecord.record.search.find import Filters, Search, articles, statements
from onrecord.record.search.words import LONGEST, folds, stem, words
from tests.record.search.filling import Piece, Said, fill

TABLES = ("statement_index", "article_index", "meaning", "meaning_due")


def rows(archive: Archive) -> Iterator[int]:
    with archive.reading() as connection:
        for table in TABLES:
            yield connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()


def test_readings_that_are_added_are_found(archive: Archive, readings: tuple[onrecord.Reading, ...]) -> None:
    add(archive, readings)
    found = articles(archive, Search(query="harbour strike"))
    assert found.hits and "strike" in (found.hits[0].place.headline or found.hits[0].passages[0]).text.lower()
    assert any(hit.passages and hit.passages[0].marks for hit in found.hits)
    said = statements(archive, Search(limit=200))
    whole = {hit.ref for hit in said.hits}
    count = sum(len(one.statements) + len(one.nested) for one in readings)
    assert said.total == len(whole) == count
    speaker = next(one for facet in said.facets if facet.facet == "speaker" for one in facet.values)
    only = statements(archive, Search(filters=Filters(speakers=[speaker.value]), limit=200))
    assert only.total == speaker.count and {hit.ref for hit in only.hits} <= whole


def test_what_is_dropped_leaves_nothing(archive: Archive) -> None:
    fill(archive, [Piece(body="a b", said=[Said(content="c"), Said(content="d")]), Piece(said=[Said(content="e")])])
    assert list(rows(archive)) == [3, 2, 0, 3]
    with archive.writing() as connection:
        index.drop(connection, 1)
    assert list(rows(archive)) == [1, 1, 0, 1]
    assert [hit.ref for hit in statements(archive, Search()).hits] == ["2-0"]
    with archive.writing() as connection:
        index.clear(connection)
    assert list(rows(archive)) == [0, 0, 0, 0]


def test_texts_of_any_length_and_any_characters_are_taken(archive: Archive) -> None:
    body = "harbour " * 400 + "x" * 5_000 + " " + " ".join(f"word{k}" for k in range(20_000)) + " \ud800'\\:&|!<->\""
    fill(
        archive, [Piece(headline="' OR 1=1 -- \\ : * \"", body=body, said=[Said(content="it's \\ 'odd' : 5* & (so)")])]
    )
    assert [hit.ref for hit in statements(archive, Search(query='"odd so"')).hits] == []
    assert [hit.ref for hit in statements(archive, Search(query="odd -even")).hits] == ["1-0"]
    with archive.reading() as connection:
        from onrecord.record.search.gather import Gatherer
        from onrecord.record.search.query import read

        for query, there in [
            ("harbour", 1),
            ('"harbour harbour"', 1),
            ("word9000", 1),
            ("word19000", 0),
            ("x" * 999, 1),
        ]:
            assert len(Gatherer(connection, "article", read(query)).cards()) == there, query


@settings(max_examples=300)
@given(st.text(alphabet=st.one_of(st.sampled_from("abs’'1,2 .-_é日½ÀßİK\u0301t"), st.characters())))
def test_words_in_place_are_the_words(given_text: str) -> None:
    each = list(words(given_text))
    assert [one.folded for one in each] == folds(given_text)
    places = [place for one in each for place in (one.start, one.end)]
    assert places == sorted(places) and all(one.folded.isalnum() and len(one.folded) <= LONGEST for one in each)


@pytest.mark.parametrize(
    ("given_text", "expected"),
    [
        ("Israel's envoys won’t", ["israel", "envoys", "wont"]),
        ("O'Brien, l’eau", ["o", "brien", "l", "eau"]),
        ("1,200 or 1,20 or 3.5", ["1200", "or", "1", "20", "or", "3", "5"]),
        ("Łódź Ærø naïve STRASSE Straße", ["lodz", "aero", "naive", "strasse", "strasse"]),
        ("日本の東京", ["日", "本", "の", "東", "京"]),
        ("cease-fire — 'now'", ["cease", "fire", "now"]),
        ("", []),
    ],
)
def test_words(given_text: str, expected: list[str]) -> None:
    assert folds(given_text) == expected


def test_stems_go_by_language() -> None:
    assert stem("negotiations", "en") == stem("negotiated", "en") != stem("negotiations", "xx") == "negotiations"
    assert stem("hafens", "de") == "haf" or stem("hafens", "de") == stem("hafen", "de")
