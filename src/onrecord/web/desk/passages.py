"""The words of a page around a statement, with its parts marked, for a person to judge it by."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from onrecord.reading.model import Reading, Statement
from onrecord.text.spans import Span, trim

_AROUND = 500
"""Code points that are shown on either side of a statement, of a paragraph that has three times as many or more."""
SHORT = 220
"""How many are enough to judge a statement by, one after another."""
_MOST = 12
"""Paragraphs that a passage has at most: a statement may be resumed far below."""


class Piece(NamedTuple):
    """Words that belong to the same parts of a statement: ``source``, ``cue``, ``content``, or none."""

    text: str
    parts: tuple[str, ...] = ()


class Paragraph(NamedTuple):
    """A paragraph of a page, or what is shown of it; `start` is its first code point in the page's text.

    The texts of its pieces, one after another, are the page's own from there on. `beside` marks one that is there only
    to be understood by; `cut` says at which ends more would follow.
    """

    start: int
    pieces: list[Piece]
    beside: bool = False
    cut: tuple[bool, bool] = (False, False)

    @property
    def text(self) -> str:
        """Return its words."""
        return "".join(piece.text for piece in self.pieces)


def passage(
    reading: Reading, statement: Statement | None, *, near: Span | None = None, around: int = _AROUND
) -> list[Paragraph]:
    """Return the paragraphs that a statement stands in, or those of `near`, and the one before them.

    Of a paragraph of more than three times `around` code points only as many on either side are shown.
    """
    text = reading.page.text
    marks = _marks(statement) if statement else []
    spans = [(start, end) for start, end, _ in marks] or ([near] if near else [])
    if not spans:
        return []
    blocks = [trim(text, (block.start, block.end)) for block in reading.page.blocks]
    here = [k for k, block in enumerate(blocks) if any(a < block[1] and b > block[0] for a, b in spans)]
    out = [_paragraph(text, blocks[k], marks, around) for k in here[:_MOST]]
    before = (
        next((blocks[k] for k in range(here[0] - 1, -1, -1) if blocks[k][0] < blocks[k][1]), None) if here else None
    )
    return ([_paragraph(text, before, [], around)._replace(beside=True)] if before else []) + out


def _marks(statement: Statement) -> list[tuple[int, int, str]]:
    parts = (("source", statement.source), ("cue", statement.cue), ("content", statement.content))
    return sorted((start, end, part) for part, spans in parts for start, end in spans)


def _paragraph(text: str, line: Span, marks: Sequence[tuple[int, int, str]], around: int) -> Paragraph:
    first, last = line
    here = [(max(a, first), min(b, last), part) for a, b, part in marks if a < last and b > first]
    start, end = first, last
    if last - first > 3 * around:
        low = min((a for a, _, _ in here), default=last)
        high = max((b for _, b, _ in here), default=last)
        start, end = max(first, low - around), min(last, max(high, low + around) + around)
        start = _word(text, start, first)
        gap = text.rfind(" ", max(start, high, end - 40), end) if end < last and high < end else -1
        end = end if gap < 0 else gap
    edges = sorted({start, end, *(edge for a, b, _ in here for edge in (max(a, start), min(b, end)))})
    pieces = [
        Piece(text[a:b], tuple(dict.fromkeys(part for low, high, part in here if low <= a and b <= high)))
        for a, b in pairwise(edges)
    ]
    return Paragraph(start, pieces, cut=(start > first, end < last))


def _word(text: str, at: int, first: int) -> int:
    """Return where a word begins, at `at` or somewhat after it."""
    gap = text.find(" ", at, at + 40)
    return at if at == first or gap < 0 else gap + 1
