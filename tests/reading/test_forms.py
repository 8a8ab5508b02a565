"""Attributions without a verb: transcripts, signed quotations, fears that nobody owns."""

import pytest

from onrecord.reading.forms import signed_quotations, transcript_turns, unowned_fears
from onrecord.text.quotes import quoted
from onrecord.text.spans import Span


def lines(text: str) -> list[Span]:
    at, out = 0, []
    for line in text.split("\n"):
        out.append((at, at + len(line)))
        at += len(line) + 1
    return out


def test_turns_of_a_transcript() -> None:
    text = 'Partial transcript:\n"VALE: Is it over?\nMR. ORR: It goes on, and on.\nMs Vale left.'
    found = transcript_turns(text, lines(text))
    assert [(text[slice(*c.source[0])], text[slice(*c.content[0])]) for c in found] == [
        ("VALE", "Is it over?"),
        ("MR. ORR", "It goes on, and on."),
    ]


@pytest.mark.parametrize(
    "text", ["BREAKING: the port is shut.", "Note: one.\nNote: two.", "At 10:30 it began.\nAt 11:30 it ended."]
)
def test_what_is_no_transcript(text: str) -> None:
    assert transcript_turns(text, lines(text)) == []


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("“We had no warning.” — Ana Vale, harbour master", "Ana Vale, harbour master"),
        ('"It was dark." -Commissioner Orr', "Commissioner Orr"),
        ("“It was dark.” ― Pell O'Hara.", "Pell O'Hara"),
        ("“It was dark.” ― Pell G. O'Hara", "Pell G. O'Hara"),
        ("“It was dark,” Orr said — twice", None),
        ("“It was dark” – and it stayed so until noon, when the lamps were lit again", None),
    ],
)
def test_signed_quotations(text: str, source: str | None) -> None:
    paragraphs = lines(text)
    found = signed_quotations(text, paragraphs, [quoted(text, p) for p in paragraphs])
    assert [text[slice(*c.source[0])] for c in found] == ([source] if source else [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They met as fears of a wider strike in Orland grow.", ["a wider strike in Orland"]),
        ("It comes amid fears of a flood in retaliation for the dam, he said.", ["a flood"]),
        ("There are growing concerns that the U.S. ship will sink. It did.", ["that the U.S. ship will sink"]),
        ("His fears of a flood were shared.", []),
        ("The mayor fears a flood.", []),
    ],
)
def test_fears_without_an_owner(text: str, expected: list[str]) -> None:
    found = unowned_fears(text, [(0, len(text))])
    assert [text[slice(*c.content[0])] for c in found] == expected
