"""A trace as it is drawn: time across, outlets down, each mark with whom its page names and which words it changed.

Drawn twice: wide, with the outlets' names beside their lines, and narrow, with the names above them, for a phone.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import pairwise
from typing import Final, NamedTuple

from onrecord.story.appearances import Appearance
from onrecord.story.changes import Change
from onrecord.story.picture import Lane, Mark, Picture, picture
from onrecord.story.traces import Trace
from onrecord.web.desk.words import day, short


class Frame(NamedTuple):
    """How much room there is, in units of the picture: where time begins and ends, where the first line lies, and how
    far down the next. `above` says that an outlet's name stands over its line.
    """

    name: str
    width: int
    left: int
    right: int
    top: int
    row: int
    above: bool


WIDE: Final = Frame("wide", 1000, 225, 960, 56, 84, False)
NARROW: Final = Frame("narrow", 360, 24, 336, 84, 112, True)
_LETTER: Final = 6.4
"""About how wide a letter of a note is."""
_FEWEST: Final = 9
"""Letters below which a note says nothing."""
_MOST: Final = 44
_LABEL: Final = 78
"""How far apart days are written at least."""


class Dot(NamedTuple):
    """A mark as it is drawn: its place, what is said of it aloud, and the notes under it.

    `who` is the source as its page gives it, `words` what it changed; either is empty where there is no room or no
    need. `anchor` is SVG's ``text-anchor`` of both.
    """

    mark: Mark
    x: int
    y: int
    label: str
    who: str
    words: str
    anchor: str


class Row(NamedTuple):
    """An outlet's line."""

    outlet: str
    here: bool
    y: int
    dots: list[Dot]


class Line(NamedTuple):
    """From an article to what it has the words from, as an SVG path, and how that is known."""

    path: str
    reason: str


class Scale(NamedTuple):
    """A day or an hour, and where it begins; `ruled` unless it only says when the picture begins."""

    x: int
    label: str
    ruled: bool = True


class Drawing(NamedTuple):
    """A trace as it is drawn in a frame."""

    frame: Frame
    height: int
    rows: list[Row]
    lines: list[Line]
    scale: list[Scale]


def drawn(trace: Trace, frame: Frame) -> Drawing:
    """Return the picture of a trace, placed."""
    made = picture(trace)
    by_ref = {one.ref: one for one in trace.appearances}
    rows: list[Row] = []
    for number, lane in enumerate(made.lanes):
        y = frame.top + number * frame.row
        rows.append(Row(short(lane.outlet, 28), lane.here, y, _dots(lane, y, by_ref, trace.changes, frame)))
    places = {dot.mark.ref: dot for row in rows for dot in row.dots}
    lines = []
    for arrow in made.arrows:
        start = places[arrow.ref]
        end = places[arrow.of] if arrow.of else next(iter(rows[arrow.lane].dots), None)
        to = (end.x, end.y) if end else (frame.left, rows[arrow.lane].y)
        lines.append(Line(_path((start.x, start.y), to), arrow.reason))
    height = frame.top + (len(rows) - 1) * frame.row + 62
    return Drawing(frame, height, rows, lines, _scale(made, trace.appearances, frame))


def _dots(lane: Lane, y: int, by_ref: dict[str, Appearance], changes: Iterable[Change], frame: Frame) -> list[Dot]:
    at = [frame.right if mark.x is None else _x(mark.x, frame) for mark in lane.marks]
    changes = list(changes)
    # Notes end in the middle between two marks, and at the picture's edges.
    edges = [0 if frame.above else frame.left - 20, *(sum(pair) // 2 for pair in pairwise(at)), frame.width]
    out: list[Dot] = []
    for number, (mark, x) in enumerate(zip(lane.marks, at, strict=True)):
        one = by_ref[mark.ref]
        before, behind = x - edges[number], edges[number + 1] - x
        who = _who(one, mark)
        words = _changed(one, changes)
        anchor, room = _room(before, behind, max(len(who), len(words)))
        out.append(Dot(mark, x, y, _label(one, mark), _fitted(who, room), _fitted(words, room), anchor))
    return out


def _room(before: int, behind: int, letters: int) -> tuple[str, int]:
    """Return how a note of so many letters stands to its mark, and how many letters there is room for."""
    middle = int(2 * min(before, behind) / _LETTER)
    if middle >= min(letters, _MOST):
        return "middle", middle
    beginning, end = int((behind + 8) / _LETTER), int((before + 8) / _LETTER)
    return max(("middle", middle), ("start", beginning), ("end", end), key=lambda one: one[1])


def _fitted(note: str, room: int) -> str:
    return "" if room < min(_FEWEST, len(note)) else short(note, min(_MOST, room))


def _who(one: Appearance, mark: Mark) -> str:
    return mark.speaker or one.occurrence.speaker or one.occurrence.source


def _changed(one: Appearance, changes: Iterable[Change]) -> str:
    """Return which words a page has otherwise, and instead of which."""
    refs = {each.ref for each in one.all}
    told = []
    for change in changes:
        if change.ref in refs and change.what in ("words", "figure"):
            after, before = short(change.after, 24), short(change.before, 24)
            instead = f"“{after}” for “{before}”" if after and before else ""
            told.append(instead or (f"+ “{after}”" if after else f"− “{before}”"))
        elif change.ref in refs and change.what == "polarity":
            told.append(f"{change.after}, not {change.before}")
    return ", ".join(dict.fromkeys(told))


def _scale(made: Picture, found: Sequence[Appearance], frame: Frame) -> list[Scale]:
    """Return the days or hours to be written, the day with which the picture begins first."""
    first = min((one.when.latest for one in found if one.when.latest), default=None)
    out = [Scale(_x(0.03, frame), day(first), ruled=False)] if first and made.ticks else []
    years = {tick.at[:4] for tick in made.ticks} | ({first[:4]} if first else set())
    for tick in made.ticks:
        x = _x(tick.x, frame)
        label = " ".join(day(tick.at).split()[: 3 if len(years) > 1 else 2]) if _midnight(tick.at) else tick.at[11:16]
        near = bool(out) and x - out[-1].x < (_LABEL if out[-1].ruled else 120)
        out.append(Scale(x, "" if near else label))
    return [one for one in out if one.ruled or one.label]


def _midnight(at: str) -> bool:
    return datetime.fromisoformat(at).hour == 0


def _x(part: float, frame: Frame) -> int:
    return round(frame.left + part * (frame.right - frame.left))


def _path(start: tuple[int, int], end: tuple[int, int]) -> str:
    """Return a curve that leaves and arrives beside the marks, not on them."""
    (x, y), (to_x, to_y) = start, end
    if y == to_y:
        return f"M{x} {y - 9}C{x} {y - 26} {to_x} {y - 26} {to_x} {y - 11}"
    down = 1 if to_y > y else -1
    middle = (y + to_y) // 2
    return f"M{x} {y + 9 * down}C{x} {middle} {to_x} {middle} {to_x} {to_y - 11 * down}"


def _label(one: Appearance, mark: Mark) -> str:
    who = short(_who(one, mark), 60)
    naming = {
        "named": f"names {who}",
        "withheld": f"does not name the source: {who}",
        "document": f"from a document: {who}" if who else "from a document",
        "outlet": f"from an outlet: {who}",
        "unresolved": "a source that was not identified",
    }.get(mark.naming, "names no source")
    more = ", with other words" if mark.altered else ""
    first = ", first known here" if mark.first else ""
    return f"{one.page.outlet or 'no outlet named'}, {day(one.when.at)}: {naming}{more}{first}"
