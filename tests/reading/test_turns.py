"""Turns of a transcript, some of which the network found."""

from itertools import pairwise

from onrecord.reading.assemble import statements_of
from onrecord.reading.decode import Candidate
from onrecord.reading.layout import Layout

TALK = [
    "Transcript: The council on the lock",
    "HARBOUR MASTER VALE: The gates were cast in 1911. Nobody makes such castings any more.",
    "ORR: So you said in June that it was safe.",
    "(APPLAUSE)",
    "VALE: I did not. I said then that the engineers had doubts.",
    "ORR: (LAUGHTER)",
    "ORR: The people deserve an apology.",
]


def read(lines: list[str], *told: tuple[str, str, str]) -> list[tuple[str, str]]:
    """Return source and content of the statements in `lines`, a paragraph each, of those told by their three parts."""
    text, at, paragraphs = "\n".join(lines), 0, []
    for line in lines:
        paragraphs.append((at, at + len(line)))
        at += len(line) + 1
    each = []
    for whole in told:
        start = text.index("".join(whole))
        ends = [start := start + len(part) for part in ("", *whole)]
        each.append(Candidate(*([pair] for pair in pairwise(ends)), 0.9, 0.9, 0.9, 0.9))  # type: ignore[arg-type]
    found = statements_of(Layout(text, paragraphs), each, {"bias": 2.0}, 0.2)
    return [(text[slice(*one.source[0])], " … ".join(text[a:b] for a, b in one.content)) for one in found]


TURNS = [
    ("HARBOUR MASTER VALE", ":", " The gates were cast in 1911."),
    ("ORR", ":", " So you said"),
    ("VALE", ":", " I did not."),
    ("I", " said", " then that the engineers had doubts"),
]


def test_every_turn_is_said_to_its_end_where_some_are_found() -> None:
    assert read(TALK, *TURNS) == [
        ("HARBOUR MASTER VALE", "The gates were cast in 1911. Nobody makes such castings any more."),
        ("ORR", "So you said in June that it was safe."),
        ("VALE", "I did not. I said then that the engineers had doubts."),
        ("ORR", "The people deserve an apology."),
    ]


def test_two_turns_are_no_transcript() -> None:
    assert read(TALK, *TURNS[1:3]) == [("ORR", "So you said"), ("VALE", "I did not.")]


def test_names_with_figures_and_turns_among_prose_are_none() -> None:
    lines = [f"{name}: {count}" for name, count in (("Vale", "2,383"), ("Orr", "1,569"), ("Vale", "12"))]
    assert read([*TALK[1:3], *lines], TURNS[0], TURNS[1]) == [
        ("HARBOUR MASTER VALE", "The gates were cast in 1911."),
        ("ORR", "So you said"),
    ]
    prose = ["The lock was shut. Rain fell on the port.", "Nobody came."]
    spread = [line for turn in (TALK[1], TALK[2], TALK[4]) for line in (turn, *prose)]
    assert len(read(spread, *TURNS[:3])[0][1]) == len("The gates were cast in 1911.")
