"""A page's text cut where the marks on it begin and end: statements overlap, and are made inside others' words.

Each piece knows every mark that lies on it, so that none has to be nested in another in the page's markup.
"""

from collections.abc import Iterable, Sequence
from heapq import heappop, heappush
from itertools import islice
from typing import Final, Literal, NamedTuple

from onrecord.reading.model import Quotation
from onrecord.text.spans import Span
from onrecord.web.desk.words import seen

Part = Literal["content", "source", "cue", "at"]
_MOST = 8
"""Marks of one part that a piece tells of; more lie on one another only in a page that was made for it."""


_LIT: Final[tuple[tuple[Part, str], ...]] = (("content", "lit"), ("source", "lit-source"), ("cue", "lit-cue"))


class Mark(NamedTuple):
    """One span of a statement's part. `number` is what the statement is called on the page, `voice` whose colour it has
    (empty: nobody's). The part ``at`` belongs to no statement: it is what a link points to.
    """

    span: Span
    part: Part
    number: str = ""
    voice: str = ""
    quotation: Quotation = "indirect"
    lit: bool = False


class Piece(NamedTuple):
    """Text that lies under the same marks from end to end.

    `start` is in code points of the page's text. `contents`, `sources` and `cues` are the numbers of statements,
    the outer one first; `classes` say how it looks. `opens` are the numbers of the statements whose content begins
    here, `closes` of those whose number is shown behind it.
    """

    start: int
    text: str
    classes: str
    contents: tuple[str, ...]
    sources: tuple[str, ...]
    cues: tuple[str, ...]
    opens: tuple[str, ...]
    closes: tuple[str, ...]
    at: bool


class Numbering(NamedTuple):
    """Where the number of a statement is shown (behind the code point `end`), and where its words begin."""

    number: str
    start: int
    end: int


def pieces(text: str, blocks: Sequence[Span], marks: Iterable[Mark], numbers: Iterable[Numbering]) -> list[list[Piece]]:
    """Return the pieces of each of `blocks`, which are in order and do not overlap.

    Marks are followed in one sweep over the text, so that the work grows with what lies on it and not with its square.
    """
    waiting = sorted((mark for mark in marks if mark.span[0] < mark.span[1]), key=_outer_first)
    opens: dict[int, list[str]] = {}
    closes: dict[int, list[str]] = {}
    for one in numbers:
        opens.setdefault(one.start, []).append(one.number)
        closes.setdefault(one.end, []).append(one.number)
    cuts = sorted({edge for mark in waiting for edge in mark.span} | set(opens) | set(closes))
    active: dict[int, Mark] = {}
    ends: list[tuple[int, int]] = []
    out: list[list[Piece]] = []
    place, cut = 0, 0
    for start, end in blocks:
        found: list[Piece] = []
        here = start
        while here < end:
            while place < len(waiting) and waiting[place].span[0] <= here:
                active[place] = waiting[place]
                heappush(ends, (waiting[place].span[1], place))
                place += 1
            while ends and ends[0][0] <= here:
                del active[heappop(ends)[1]]
            while cut < len(cuts) and cuts[cut] <= here:
                cut += 1
            there = min(end, cuts[cut]) if cut < len(cuts) else end
            found.append(_piece(text, here, there, active, opens, closes))
            here = there
        out.append(found)
    return out


def _outer_first(mark: Mark) -> tuple[int, int, str]:
    return mark.span[0], -mark.span[1], mark.part


def _piece(
    text: str,
    start: int,
    end: int,
    active: dict[int, Mark],
    opens: dict[int, list[str]],
    closes: dict[int, list[str]],
) -> Piece:
    looked_at = list(islice(active.values(), 4 * _MOST))
    by: dict[Part, list[Mark]] = {"content": [], "source": [], "cue": [], "at": []}
    for mark in looked_at:
        if len(by[mark.part]) < _MOST:
            by[mark.part].append(mark)
    contents = by["content"]
    classes = []
    if contents:
        classes += ["said-here", f"v{contents[0].voice}", contents[0].quotation]
    if len(contents) > 1:
        classes += ["inner", f"w{contents[-1].voice}", f"inner-{contents[-1].quotation}"]
    classes += [name for part, name in _LIT if any(mark.lit for mark in by[part])]
    return Piece(
        start,
        seen(text[start:end]),
        " ".join(classes),
        tuple(mark.number for mark in contents),
        tuple(mark.number for mark in by["source"]),
        tuple(mark.number for mark in by["cue"]),
        tuple(opens.get(start, ())),
        tuple(closes.get(end, ())),
        bool(by["at"]),
    )
