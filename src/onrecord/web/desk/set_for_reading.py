"""An article's text as it is set: its blocks in order, each with the statements that stand beside it."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import groupby
from math import ceil
from typing import Final, Literal, NamedTuple

from onrecord.article.model import Block, Role
from onrecord.record.lookup import Article
from onrecord.text.spans import Span, merge
from onrecord.web.desk.ledger import Entry, marks, numberings
from onrecord.web.desk.marking import Mark, Numbering, Piece, pieces

Density = Literal["roomy", "tight", "dense"]

_LINE: Final[dict[str, tuple[int, float]]] = {"headline": (34, 2.9), "standfirst": (56, 2.0), "subheading": (50, 2.0)}
"""Characters of a line of each role, and the line's height in rem, in the wide setting of ``article.css``."""
_BODY: Final = (66, 1.85)
_HEIGHTS: Final[tuple[tuple[Density, float], ...]] = (("roomy", 4.6), ("tight", 3.1), ("dense", 1.9))
"""How high an entry of the ledger is in rem, by how much of it is shown."""
_BETWEEN = 1.1


class Set(NamedTuple):
    """A block as it is set. `start` is where it begins in the page's text, in code points; `entries` are what stands
    beside it, with as much shown of each as the block is high.
    """

    role: Role
    start: int
    pieces: list[Piece]
    entries: list[Entry]
    density: Density


class Line(NamedTuple):
    """A block of the page as captured. `number` counts the page's blocks from 1, `again` is an earlier one that has the
    same words; `own` says that it is of the page's own article.
    """

    number: int
    role: Role
    start: int
    pieces: list[Piece]
    confidence: float
    again: int | None
    own: bool


class Run(NamedTuple):
    """Blocks that stand together: those of one rail, or of none."""

    rail: int | None
    lines: list[Line]


class Layout(NamedTuple):
    """The page as captured. `counts` has how many blocks there are of each role, the commonest first."""

    runs: list[Run]
    counts: list[tuple[Role, int]]


def setting(found: Article, ledger: Sequence[Entry], chosen: str | None, at: Span | None) -> list[Set]:
    """Return an article's blocks as they are set: its own words, and whatever else of the page a statement stands in.

    The statement whose ref is `chosen` is lit, and the stretch `at` marked; a block that `at` points into is shown too.
    """
    reading = found.reading
    marked = [*marks(ledger, chosen), *([Mark(at, "at")] if at else [])]
    blocks = _shown(reading.page.blocks, set(reading.article.body), marked)
    spans = [(block.start, block.end) for block in blocks]
    cut = pieces(reading.text, spans, marked, numberings(ledger))
    starts = [start for start, _ in spans]
    beside: list[list[Entry]] = [[] for _ in blocks]
    for one in ledger:
        if beside:
            beside[max(0, bisect_right(starts, max(one.start, one.end - 1)) - 1)].append(one)
    return [
        Set(block.role, block.start, parts, there, _density(block, len(there)))
        for block, parts, there in zip(blocks, cut, beside, strict=True)
    ]


def captured(found: Article, at: Span | None) -> Layout:
    """Return the whole page in blocks, with the stretch `at` marked."""
    page = found.reading.page
    body = set(found.reading.article.body)
    spans = [(block.start, block.end) for block in page.blocks]
    none: list[Numbering] = []
    cut = pieces(page.text, spans, [Mark(at, "at")] if at else [], none)
    lines = [
        (rail, _line(number, block, parts, body))
        for number, (block, parts, rail) in enumerate(zip(page.blocks, cut, _rails(page.blocks), strict=True), 1)
    ]
    counts: dict[Role, int] = {}
    for block in page.blocks:
        counts[block.role] = counts.get(block.role, 0) + 1
    runs = [Run(rail, [line for _, line in those]) for rail, those in groupby(lines, key=lambda one: one[0])]
    return Layout(runs, sorted(counts.items(), key=lambda one: -one[1]))


def _rails(blocks: Sequence[Block]) -> list[int | None]:
    """Return the rail in which each block stands: pictures and controls between two of its headlines are in it too."""
    out = [block.rail for block in blocks]
    last: int | None = None
    for place, rail in enumerate(out):
        if rail is None:
            continue
        if last is not None and out[last] == rail:
            out[last:place] = [rail] * (place - last)
        last = place
    return out


def _shown(blocks: Sequence[Block], body: set[Span], marked: Sequence[Mark]) -> list[Block]:
    """Return the blocks of the article itself, and those in which something is marked."""
    touched: set[int] = set()
    starts = [block.start for block in blocks]
    for start, end in merge(mark.span for mark in marked if mark.part in ("content", "at")):
        place = max(0, bisect_right(starts, start) - 1)
        while place < len(blocks) and blocks[place].start < end:
            if blocks[place].end > start:
                touched.add(place)
            place += 1
    headed = False
    out = []
    for place, block in enumerate(blocks):
        first = block.role == "headline" and not headed
        headed = headed or first
        if first or block.role == "standfirst" or (block.start, block.end) in body or place in touched:
            out.append(block)
    return out


def _density(block: Block, count: int) -> Density:
    """Return how much of each of `count` entries there is room for beside a block."""
    across, high = _LINE.get(block.role, _BODY)
    room = ceil((block.end - block.start) / across) * high + _BETWEEN
    return next((density for density, height in _HEIGHTS if count * height <= max(room, height)), "dense")


def _line(number: int, block: Block, parts: list[Piece], body: set[Span]) -> Line:
    return Line(
        number,
        block.role,
        block.start,
        parts,
        block.confidence,
        block.repeats + 1 if block.repeats is not None else None,
        (block.start, block.end) in body or block.role in ("headline", "standfirst"),
    )
