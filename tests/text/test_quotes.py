"""Pairing of quotation marks: one row a printer's custom."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.text.quotes import quoted

MARKS = "\u201c\u201d\u2018\u2019\"'\u201e\u00ab\u00bb\u300c\u300d abcs.,\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said: “It is" over.', ["It is"]),
        ('"A," he said. "B."', ["A,", "B."]),
        ("“There can be no delays.", ["There can be no delays."]),
        ('"There can be no delays.', ["There can be no delays."]),
        ('a 6" pipe and "so on"', ["so on"]),
        ('x "unclosed in the middle', []),
        ('She said: "It goes on.', ["It goes on."]),
        ("„Das ist gut“, sagte er.", ["Das ist gut"]),
        ("«Oui», dit-elle.", ["Oui"]),
        ("‘favouring unions’ as GPs ‘next’", ["favouring unions", "next"]),
        (
            "Port 'can't achieve any more', as X flies out to 'prevent a strike'",
            ["can't achieve any more", "prevent a strike"],
        ),
        ("the officials' view and the Joneses' dog", []),
        ("It’s the port’s, she’d said", []),
        ("“He told me ‘never’ twice”", ["He told me ‘never’ twice"]),
        ("“What he calls “rain” is hail.” — Ida Orr", ["What he calls “rain” is hail."]),
        ('“I told them "no way" and left,” she said. “Yes.”', ['I told them "no way" and left,', "Yes."]),
        ('“It is" over “yes"', ["It is", "yes"]),
        ("“Never closed “but this”", ["Never closed ", "but this"]),
        ("”Opened the wrong way.” — Ida Orr", ["Opened the wrong way."]),
        ("", []),
    ],
)
def test_quoted(text: str, expected: list[str]) -> None:
    assert [text[q.start : q.end] for q in quoted(text, (0, len(text)))] == expected


def test_an_unclosed_quotation_says_so() -> None:
    text = "“We will not stop."
    assert [q.closed for q in quoted(text, (0, len(text)))] == [False]


@given(st.text(alphabet=MARKS, max_size=60), st.integers(0, 20), st.integers(0, 60))
def test_regions_lie_in_the_paragraph_and_do_not_cross(text: str, start: int, length: int) -> None:
    start = min(start, len(text))
    end = min(start + length, len(text))
    found = quoted(text, (start, end))
    for q in found:
        assert start <= q.outer_start < q.start <= q.end <= q.outer_end <= end
    for a, b in combinations(found, 2):  # single marks may hold double ones
        assert a.outer_end <= b.outer_start or b.outer_end <= a.end
