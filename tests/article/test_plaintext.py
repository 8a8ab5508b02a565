"""Plain text to raw blocks."""

# ruff: noqa: E501 - paragraphs as they come

import textwrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.article.flat import MAX_BLOCKS
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


def wrapped(width: int = 72, between: str = "\n\n", **how: str) -> str:
    return between.join("\n".join(textwrap.wrap(p, width, **how)) for p in PARAGRAPHS)  # type: ignore[arg-type]


@pytest.mark.parametrize("end", ["\r\n", "\r", "\u2028"])
def test_line_ends_of_other_systems(end: str) -> None:
    if end == "\u2028":  # ends a line for good: no program wraps with it
        assert len(texts(wrapped().replace("\n", end))) > len(PARAGRAPHS)
    else:
        assert texts(wrapped().replace("\n", end)) == PARAGRAPHS


@pytest.mark.parametrize("indent", ["  ", "    ", "\t", "\u3000\u3000"])
def test_an_indent_begins_a_paragraph(indent: str) -> None:
    assert (
        texts(wrapped(between="\n", initial_indent=indent.replace("\t", " " * 8)).replace(" " * 8, "\t")) == PARAGRAPHS
    )
    # A text that is further in as a whole has no such paragraphs.
    assert texts(wrapped(initial_indent=indent, subsequent_indent=indent)) == PARAGRAPHS


@pytest.mark.parametrize("mark", ["• ", "* ", "- ", "– ", "1. ", "a) "])
def test_items_of_a_list_are_blocks(mark: str) -> None:
    inside = " " * len(mark)
    assert texts(wrapped(between="\n", initial_indent=mark, subsequent_indent=inside)) == [mark + p for p in PARAGRAPHS]


def test_a_dash_within_a_sentence_begins_no_item() -> None:
    sentence = "The board - which has not met since the spring - said that the boat - the only one it has - will not sail again."
    for width in range(60, 82):
        blocks = [wrapped(width), *["\n".join(textwrap.wrap(sentence, width))] * 3]
        assert texts("\n\n".join(blocks)) == [*PARAGRAPHS, *[sentence] * 3]


@pytest.mark.parametrize("hyphens", [True, False])
def test_words_with_hyphens_may_be_broken_or_not(hyphens: bool) -> None:
    sentence = "The 400-seat, blue-and-white, 30-year-old A-38 is a roll-on, roll-off ferry of the so-called E-Type, built pre-Covid-19."
    for width in range(60, 90):
        lines = "\n".join(textwrap.wrap(f"{sentence} {sentence} {sentence}", width, break_on_hyphens=hyphens))
        assert "".join(texts(f"{lines}\n\n{lines}")).replace(" ", "") == f"{sentence * 6}".replace(" ", "")
        assert len(texts(f"{lines}\n\n{lines}")) == 2


def test_words_cut_at_the_end_of_a_line_stay_cut() -> None:
    text = "The harbour board of Port Ellery has said again that the fer-\nry will not sail before the end of the week, and that is-\nlanders must use the smaller boats of the mail, which leave at\nnoon and in the evening from the old pier of the fishermen and\ntake no cars."
    assert texts(text) == [text.replace("\n", " ")]
    assert cut(text).text == text


@pytest.mark.parametrize("lines", [2, 3])
def test_a_short_text_may_be_wrapped(lines: int) -> None:
    text = " ".join(["the ferry to the island is late again"] * 6)[: 70 * lines - 20] + "."
    assert texts("\n".join(textwrap.wrap(text, 72))) == [text]


CHINESE = "港务局周二表示，在例行检查中发现船首门出现裂缝后，开往马罗岛的渡轮将在周四之前停航。约有一千二百名岛民依靠这条航线上班和上学，港务局已租用两艘较小的船只。"


def test_scripts_without_spaces() -> None:
    # A line is a paragraph, however many of them there are and whatever they begin with.
    lines = [
        CHINESE[:45],
        CHINESE[45:],
        "2031年3月9日",
        CHINESE[:33],
        "ABC 船",
        CHINESE[3:50],
        CHINESE[7:52],
        CHINESE[9:51],
    ] * 3
    assert texts("\n".join(lines)) == lines
    # Wrapped, all lines but the last are full.
    rows = [CHINESE[i : i + 38] for i in range(0, len(CHINESE), 38)]
    found = texts("\n\n".join("\n".join(rows) for _ in range(4)))
    assert [p.replace(" ", "") for p in found] == [CHINESE] * 4


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
