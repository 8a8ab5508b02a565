"""Plain text to raw blocks."""

# ruff: noqa: E501 - paragraphs as they come

import textwrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.article.html import MAX_BLOCKS
from onrecord.article.plaintext import cut
from tests.article.test_html import check_tiles

PARAGRAPHS = [
    "The ferry to Marrow Island will not sail before Thursday, the harbour board said on Tuesday, after a crack was found "
    "in its bow door during a routine inspection at the yard in Port Ellery.",
    "Short line.",
    '"We are not going to take a chance with four hundred people on board," said Ann Hill, who chairs the board and used '
    'to be the ship\'s first officer. "It is a well-known fault and a quick repair."',
    "About 1,200 islanders depend on the crossing for work and school. The board has hired two smaller boats, which take "
    "foot passengers only, from a company in Skerry Sound.",
    "Hoteliers were angry. They said bookings for the weekend of the regatta had been cancelled within an hour of the news "
    "and that nobody from the board had called them.",
]


def texts(text: str) -> list[str]:
    flat = cut(text)
    assert flat.text == text
    check_tiles(flat)
    return [" ".join(flat.quote(i).split()) for i in range(len(flat.blocks))]


@pytest.mark.parametrize(
    ("width", "between"), [(60, "\n\n"), (72, "\n\n"), (80, "\n\n"), (100, "\n\n"), (72, "\n"), (80, "\n")]
)
def test_wrapped_paragraphs_are_joined(width: int, between: str) -> None:
    wrapped = between.join("\n".join(textwrap.wrap(p, width)) for p in PARAGRAPHS)
    assert texts(wrapped) == PARAGRAPHS


def test_lines_that_are_not_wrapped_stay_lines() -> None:
    menu = ["Home", "News", "Sport and leisure", "Weather for the weekend", "More from the island", "Contact us"] * 3
    assert texts("\n".join(menu)) == menu
    assert texts("\n".join(PARAGRAPHS)) == PARAGRAPHS


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("\n \n", []),
        ("one\r\ntwo\rthree\x0cfour", ["one", "two", "three", "four"]),
        (" date 2024-03-09 Ferry late\n\nIt is.", ["date 2024-03-09", "Ferry late", "It is."]),
        ("date 2024-03-09\nFerry late", ["date 2024-03-09", "Ferry late"]),
        (PARAGRAPHS[0] + PARAGRAPHS[3], [PARAGRAPHS[0], PARAGRAPHS[3]]),
        ("“" + PARAGRAPHS[0] + '" he added.The last month has been hard, they said.',
         ["“" + PARAGRAPHS[0] + '" he added.', "The last month has been hard, they said."]),
        # No two paragraphs: an address, initials, a name.
        ("x " * 60 + "see www.tide.example.The Editor is there", ["x " * 60 + "see www.tide.example.The Editor is there"]),
        ("x " * 60 + "made for U.S.Steel by them", ["x " * 60 + "made for U.S.Steel by them"]),
    ],
)  # fmt: skip
def test_blocks(text: str, expected: list[str]) -> None:
    assert texts(text) == expected


def test_long_inputs_are_bounded() -> None:
    assert len(cut("word " * 2_000_000).blocks) == 1
    for lines in (50_000, 500_000):
        flat = cut("a\n" * lines)
        assert len(flat.blocks) == MAX_BLOCKS
        assert flat.truncated
        check_tiles(flat)


@settings(deadline=None, max_examples=150)
@given(st.text(alphabet=st.sampled_from('ab. \n\r\tA"“é\u2028\x00\ud800日-'), max_size=400))
def test_any_text_is_tiled(text: str) -> None:
    texts(text)
