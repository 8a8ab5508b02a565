"""What a person sees, compared whole with shown/ (python -m tests.export.test_terminal writes it anew)."""

import io
from pathlib import Path

import msgspec
import pytest
from rich.console import Console

from onrecord.article.model import Article, Block, Page
from onrecord.export.terminal import print_page, print_reading, print_who, shown, when
from onrecord.export.who import Tally
from tests.export.made import made_reading, told_reading

SHOWN = Path(__file__).with_name("shown")
WIDTHS = (40, 60, 80, 200)
VIEWS = ("reading", "page", "told", "who")


def printed(view: str, width: int, colour: bool = False) -> str:
    reading = made_reading()
    file = io.StringIO()
    console = Console(
        file=file,
        width=width,
        highlight=False,
        force_terminal=colour,
        color_system="standard" if colour else None,
        legacy_windows=False,
    )
    if view == "reading":
        print_reading(reading, console)
    elif view == "told":
        print_reading(told_reading(), console)
    elif view == "who":
        tally = Tally()
        tally.add(told_reading())
        tally.add(made_reading())
        print_who(tally.form(), console)
    else:
        print_page(reading.capture, reading.page, console)
    return file.getvalue()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("view", VIEWS)
def test_whole_output(view: str, width: int) -> None:
    out = printed(view, width)
    assert out == (SHOWN / f"{view}-{width}.txt").read_text(encoding="utf-8")
    assert max(map(len, out.splitlines())) <= width


def test_colour_changes_no_words() -> None:
    import re

    for view in VIEWS:
        coloured = printed(view, 80, colour=True)
        assert "\x1b[" in coloured
        assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == printed(view, 80)


def test_an_unnamed_source_is_said_to_be_unnamed() -> None:
    assert "not named in the text · is expected" in printed("reading", 80)


def test_a_speaker_who_is_not_resolved_is_said_to_be_none() -> None:
    assert "— speaker not resolved: Tom Askill 0.41, A senior official 0.33 · " in " ".join(
        printed("told", 200).split("\n")
    )


def test_a_speaker_is_shown_by_name_with_the_words_that_differ() -> None:
    out = printed("told", 200)
    assert "Ragna Vell (she) · said" in out
    assert "Ragna Vell, the transport minister · told" in out
    assert "Ragna Vell and Tom Askill (Vell and the shipowner Tom Askill) · said" in out


@pytest.mark.parametrize(
    ("kind", "words"),
    [("index", "an index of other pages"), ("error", "an error page"), ("consent", "a consent wall")],
)
def test_a_page_without_an_article_is_said_to_have_none(kind: str, words: str) -> None:
    text = "Bakery reopens after flood"
    block = Block(role="rail_headline", start=0, end=len(text), rail=0)
    page = Page(kind=kind, text=text, blocks=[block], article=Article())  # type: ignore[arg-type]
    file = io.StringIO()
    reading = msgspec.structs.replace(made_reading(), page=page, statements=[])
    print_reading(reading, Console(file=file, width=80))
    assert f"No article here: this looks like {words}." in file.getvalue()
    assert "It lists 1 headline" in file.getvalue()


def test_a_page_in_another_language_is_said_to_be_one() -> None:
    reading = made_reading()
    article = msgspec.structs.replace(reading.article, language="de")
    page = msgspec.structs.replace(reading.page, article=article)
    file = io.StringIO()
    print_reading(msgspec.structs.replace(reading, page=page, statements=[]), Console(file=file, width=80))
    assert "language is de; OnRecord reads English. Do not rely" in file.getvalue()
    assert "No statement found." in file.getvalue()


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("\x1b]0;owned\x07", "␛]0;owned␇"),
        ("a\u202eb\u2066c", "abc"),
        ("\x9b31m", "�31m"),
        ("a\r\n\tb\x00", "a b␀"),
        ("\udc80", "�"),
    ],
)
def test_nothing_reaches_the_terminal_raw(text: str, safe: str) -> None:
    assert shown(text) == safe


@pytest.mark.parametrize(
    ("stamp", "words"),
    [
        ("2025-03-03T07:10", "3 March 2025, 07:10"),
        ("2025-03-03T07:10:59Z", "3 March 2025, 07:10 UTC"),
        ("2025-03-03T07:10:59.123+01:00", "3 March 2025, 07:10 +01:00"),
        ("2025-03-03", "3 March 2025"),
        ("2025-03", "March 2025"),
        ("2025", "2025"),
        ("2025-13-03", "2025-13-03"),
        ("yesterday", "yesterday"),
    ],
)
def test_times_as_people_write_them(stamp: str, words: str) -> None:
    assert when(stamp) == words


if __name__ == "__main__":
    for view in VIEWS:
        for width in WIDTHS:
            (SHOWN / f"{view}-{width}.txt").write_text(printed(view, width), encoding="utf-8")


def test_words_before_the_marks_stay_before_them() -> None:
    """What the article says itself is not put between a speaker's marks."""
    reading = made_reading()
    said = next(one for one in reading.statements if one.quotation == "direct")
    words = 'said that "the wall will hold"'
    text = f"{words}\n\n{reading.text}"
    moved = msgspec.structs.replace(said, content=[(5, len(words))])
    page = msgspec.structs.replace(reading.page, text=text)
    file = io.StringIO()
    made = msgspec.structs.replace(reading, page=page, statements=[moved], nested=[], entities=[], figures=[])
    print_reading(made, Console(file=file, width=80))
    assert '   that "the wall will hold"\n' in file.getvalue()
