"""What the block model sees."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.article import features as f
from onrecord.article.features.rows import MARKS, WORDS
from onrecord.article.features.said import Said, evened, told_by_page
from onrecord.article.flat import Flat
from onrecord.article.html import flatten
from onrecord.article.plaintext import cut


def seen(flat: Flat) -> f.Features:
    return f.features(flat, list(range(len(flat.blocks))))


def test_shapes_and_groups() -> None:
    markup = seen(flatten("<h1 class='head'>Ferry late</h1><p>It will not sail, they said."))
    text = seen(cut("Ferry late\n\nIt will not sail, they said."))
    assert markup.text.shape == text.text.shape
    assert markup.markup.shape == text.markup.shape == (2, f.MARKUP)
    assert markup.words.shape == (2, WORDS)
    assert markup.marks.shape == (2, MARKS)
    # The words are the same whatever they came from; plain text has nothing of markup.
    assert (markup.words == text.words).all()
    assert markup.marks.any() and not text.marks.any() and not text.markup.any()


def test_words_are_hashed_without_case_digits_or_marks() -> None:
    one = seen(cut("Updated 12:30, “Monday”"))
    two = seen(cut("updated 09:45 (monday)"))
    assert (one.words == two.words).all()
    assert one.words[0, :4].all() and not one.words[0, 4:].any()
    # First nine and last four of a long block; an ideograph is a word.
    long = seen(cut(" ".join(chr(97 + i % 26) * (3 + i // 26) for i in range(30))))
    assert long.words.all()
    assert len(set(long.words[0].tolist())) == WORDS
    assert np.count_nonzero(seen(cut("港で船が")).words) == 4


def test_rows_are_the_same_everywhere() -> None:
    """Weights are of rows: how words are hashed must never change."""
    assert seen(cut("Ferry late")).words[0, :2].tolist() == FERRY_LATE
    assert seen(flatten("<p class='lead intro'>x</p>")).marks[0].tolist() == LEAD_INTRO


FERRY_LATE = [7106, 5191]
LEAD_INTRO = [0, 0, 0, 0, 3109, 204, 2889, 0, 0, 0, 0, 2546, 0, 0, 0, 0, 3571, 0, 0, 0, 0, 0, 0, 0]


def test_menus_are_not_shown() -> None:
    flat = flatten(
        "<nav><a>News</a></nav><header><ul><li>Sport</ul><h1>Ferry late</h1></header><main><nav><a>In</a></nav></main>"
        "<footer><p>Imprint</p><p>A paragraph that is much too long to be nothing but a line of the footer</p></footer>"
    )
    assert [flat.quote(i)[:11] for i in f.shown(flat)] == ["Ferry late", "In", "A paragraph"]


@pytest.mark.parametrize(
    ("attrs", "expected"),
    [
        ('<p class="a-b C">x', True),
        ("<p>x", False),
        ('<p id="lead">x', True),
    ],
)
def test_names_of_elements(attrs: str, expected: bool) -> None:
    own = seen(flatten(attrs)).marks[0, 5:11]
    assert bool(own.any()) is (expected and "a-b" not in attrs)


@settings(deadline=None, max_examples=80)
@given(st.text(max_size=200), st.booleans())
def test_numbers_are_finite(text: str, markup: bool) -> None:
    flat = flatten(text) if markup else cut(text)
    if flat.blocks:
        found = seen(flat)
        assert np.isfinite(found.text).all() and np.isfinite(found.markup).all()
        assert found.words.min() >= 0
        assert found.words.max() < f.WORD_ROWS
        assert found.marks.min() >= 0
        assert found.marks.max() < f.MARK_ROWS


def test_a_long_text_is_evened_out_like_a_short_one() -> None:
    text = "It’s ½ over, Ärger_1 und 東京 ٣٤ again! "
    assert evened(text * 40) == evened(text) * 40
    assert evened(text * 40 + "\U0001d49c") == evened(text) * 40 + "𝒜"


def test_what_a_head_says_is_found_wherever_it_stands() -> None:
    said = Said(["ferrylateagain"], ["theferrywaslatetheysaid"], "abcdefghijklmnopqrstuvwxyz" * 9)
    heads = [
        "ferrylateagain",
        "late",
        "theferrywaslatetheysaid",
        "xyzabcdefghijklmnopq",
        "nothingofit" * 6,
        "abcdefghij",
        "",
    ]
    told = told_by_page(heads, said)
    assert [row.nonzero()[0].tolist() for row in told] == [[0], [], [3], [5], [6], [5], []]
