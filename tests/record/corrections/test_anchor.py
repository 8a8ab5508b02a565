import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.record.corrections.anchor import Finder, anchor, folded
from onrecord.record.corrections.model import LONGEST, Anchor

TEXT = (
    "Dam report kept from voters\n\nThe minister said the wall was safe. “It will hold,” she said. "
    "Engineers said it would not.\n\nLater, she said that nobody had asked."
)


def at(words: str, nth: int = 0) -> tuple[int, int]:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return start, start + len(words)


def found(text: str, wanted: Anchor) -> str | None:
    span = Finder(text).find(wanted).span
    return text[slice(*span)] if span else None


def test_words_are_found_where_they_stood() -> None:
    for words in ("said", "she", "“It will hold,”"):
        wanted = anchor(TEXT, at(words))
        assert Finder(TEXT).find(wanted) == (at(words), "there")


def test_an_anchor_has_what_stands_around_it() -> None:
    wanted = anchor(TEXT, at("“It will hold,”"))
    assert wanted.exact == "“It will hold,”"
    assert TEXT[wanted.start - len(wanted.prefix) : wanted.end + len(wanted.suffix)] == (
        wanted.prefix + wanted.exact + wanted.suffix
    )
    assert len(wanted.prefix) == len(wanted.suffix) == 32


def test_words_that_moved_are_found_by_what_stands_around_them() -> None:
    more = "Port Vale, Tuesday. He said nothing, she said.\n\n" + TEXT
    for nth in range(4):
        start, end = at("said", nth)
        place = Finder(more).find(anchor(TEXT, (start, end)))
        assert place.how == "moved"
        assert place.span == (start + len(more) - len(TEXT), end + len(more) - len(TEXT))


def test_words_are_found_through_other_white_space_and_marks() -> None:
    other = TEXT.replace(" ", "\n ").replace("“", '"').replace("”", '"')
    wanted = anchor(TEXT, at("“It will hold,”"))
    assert found(other, wanted) == '"It\n will\n hold,"'
    assert Finder(other).find(wanted).how == "folded"


def test_words_that_changed_a_little_are_found_by_their_ends() -> None:
    before = "The council says the wall is safe and that every stone of it was looked at before the winter storms."
    after = "Indeed. " + before.replace("every", "each")
    place = Finder(after).find(anchor(before, (4, len(before) - 1)))
    assert place.how == "close"
    assert place.span and after[slice(*place.span)].startswith("council says the wall")


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("Nothing of the kind was printed here.", "gone"),
        ("A dog. It said woof. A cat that said miaow.", "ambiguous"),
    ],
)
def test_words_without_their_place_are_given_up(text: str, how: str) -> None:
    assert Finder(text).find(anchor(TEXT, at("said", 1))) == (None, how)


def test_short_words_elsewhere_are_not_taken_for_those_meant() -> None:
    assert found("Two boats came in. He laughed at she-wolves.", anchor(TEXT, at("she"))) is None


def test_a_block_that_stands_twice_is_told_apart_by_its_place_only() -> None:
    twice = "Ferries stay in port.\n" * 2
    wanted = anchor(twice, (22, 43))
    assert Finder(twice).find(wanted).span == (22, 43)
    assert Finder("Listen.\n" + twice).find(wanted).how in ("moved", "ambiguous")


@pytest.mark.parametrize("span", [(-1, 3), (3, 3), (0, len(TEXT) + 1), (5, 2)])
def test_spans_that_are_no_words_have_no_anchor(span: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="no words"):
        anchor(TEXT, span)


def test_a_piece_may_not_be_too_long() -> None:
    with pytest.raises(ValueError, match="too long"):
        anchor("a" * (LONGEST + 1), (0, LONGEST + 1))


WORDS = st.lists(st.sampled_from(["he", "said", "“no”", "it", "harbour", "wall", "\n", "of"]), min_size=1, max_size=60)


@given(WORDS, st.data())
def test_on_the_same_text_every_anchor_finds_its_place(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assert Finder(text).find(anchor(text, (start, end))).span == (start, end)


@given(WORDS, WORDS, st.data())
def test_what_is_found_elsewhere_has_the_same_letters(words: list[str], others: list[str], data: st.DataObject) -> None:
    text, other = " ".join(words), "  ".join(others).replace("“", '"')
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    wanted = anchor(text, (start, end))
    place = Finder(other).find(wanted)
    if place.span and place.how != "close":
        assert folded(other[slice(*place.span)]) == folded(wanted.exact)


@pytest.mark.parametrize("piece", ["a ", "said the harbour master of Port Vale on Monday. "])
def test_a_page_of_five_million_characters_costs_bounded_time(piece: str) -> None:
    text = piece * (5_000_000 // len(piece))
    other = "x" + text.replace(" ", "\n")
    began = time.process_time()
    finder = Finder(other)
    for k in range(5):
        finder.find(anchor(text, (1000 * k, 1000 * k + 4000)))
    assert time.process_time() - began < 20
