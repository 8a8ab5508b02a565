"""``/trace/{ref}``: where a statement's words appeared, as a picture and as text."""

from typing import Annotated, Final, NamedTuple

from fastapi import APIRouter, Path, Request
from fastapi.responses import HTMLResponse

from onrecord.pipeline.tracing.following import trace_of
from onrecord.story.appearances import Appearance, Occurrence
from onrecord.story.changes import Change
from onrecord.story.origins import Tie
from onrecord.story.picture import Mark, picture
from onrecord.story.traces import Trace
from onrecord.web.api.asking import Asked
from onrecord.web.desk.rendering import page
from onrecord.web.desk.words import day, short

router = APIRouter()

WIDTH: Final = 1000
_LEFT, _RIGHT = 210, 975
"""Where time begins and ends, in units of the picture."""
_TOP, _ROW = 46, 54


class Dot(NamedTuple):
    """A mark as it is drawn: its place, and what is said of it aloud."""

    mark: Mark
    x: int
    y: int
    label: str


class Row(NamedTuple):
    """An outlet's line."""

    outlet: str
    here: bool
    y: int
    dots: list[Dot]


class Line(NamedTuple):
    """From an article to what it has the words from, as an SVG path; `sure` unless that is only what is left open."""

    path: str
    reason: str


class Scale(NamedTuple):
    """A day or an hour, and where it begins."""

    x: int
    label: str


class Drawing(NamedTuple):
    """A trace as it is drawn, in units of a picture 1000 wide."""

    height: int
    rows: list[Row]
    lines: list[Line]
    scale: list[Scale]


class Told(NamedTuple):
    """An appearance with where it has the words from, and what is otherwise on it."""

    one: Appearance
    tie: Tie
    changes: list[Change]
    number: int


@router.get("/trace/{ref}")
def trace(request: Request, archive: Asked, ref: Annotated[str, Path(max_length=120)]) -> HTMLResponse:
    """Show the trace of one statement's words."""
    with archive.reading() as connection:
        found = trace_of(connection, ref)
    return page(
        request,
        "trace.html",
        ref=ref,
        trace=found,
        drawing=drawn(found),
        told=told(found),
        outlets=len({one.page.outlet or one.page.url or one.page.sha256 for one in found.appearances}),
        by_ref={one.ref: one for one in found.appearances},
        pieces=pieces,
        change_words=change_words,
    )


def pieces(said: Occurrence, changes: list[Change]) -> list[tuple[str, bool]]:
    """Return an occurrence's words in pieces, each with whether it is otherwise than where it comes from.

    >>> change = Change(what="words", ref="r", against="s", before="is", after="was", after_span=(3, 6))
    >>> from onrecord.story.appearances import Page
    >>> page = Page(capture=1, sha256="", article=1)
    >>> pieces(Occurrence(ref="r", page=page, content="It was so"), [change])
    [('It ', False), ('was', True), (' so', False)]
    """
    spans = sorted(one.after_span for one in changes if one.ref == said.ref and one.after_span is not None)
    out, last = [], 0
    for start, end in spans:
        if start >= last:
            out += [(said.content[last:start], False), (said.content[start:end], True)]
            last = end
    return [piece for piece in (*out, (said.content[last:], False)) if piece[0]]


def change_words(change: Change) -> str:
    """Return what sort of change it is, in words."""
    return _CHANGES.get(change.what, change.what)


_CHANGES: Final = {
    "words": "Words changed:",
    "figure": "A figure changed:",
    "cut": "Left out:",
    "fuller": "More than there:",
    "naming": "Source:",
    "speaker": "Another speaker:",
    "form": "Form:",
    "manner": "How it was said:",
    "polarity": "Affirmed or denied:",
    "channel": "Channel:",
    "qualifier": "What the page says of the source:",
    "gone": "A later version has it no more:",
}


def told(trace: Trace) -> list[Told]:
    """Return the appearances, in time, each with what belongs to it."""
    out = []
    for number, (one, tie) in enumerate(zip(trace.appearances, trace.origins.ties, strict=True), start=1):
        refs = {each.ref for each in one.all}
        out.append(Told(one, tie, [change for change in trace.changes if change.ref in refs], number))
    return out


def drawn(trace: Trace) -> Drawing:
    """Return the picture of a trace, placed."""
    made = picture(trace)
    by_ref = {one.ref: one for one in trace.appearances}
    rows: list[Row] = []
    places: dict[str, Dot] = {}
    for number, lane in enumerate(made.lanes):
        y = _TOP + number * _ROW
        dots = []
        for mark in lane.marks:
            x = _RIGHT if mark.x is None else _x(mark.x)
            places[mark.ref] = dot = Dot(mark, x, y, _label(by_ref[mark.ref], mark))
            dots.append(dot)
        rows.append(Row(short(lane.outlet, 28), lane.here, y, dots))
    lines = []
    for arrow in made.arrows:
        start = places[arrow.ref]
        end = places[arrow.of] if arrow.of else None
        there = rows[arrow.lane]
        end = end or next(iter(there.dots), None)
        to = (end.x, end.y) if end else (_LEFT, there.y)
        lines.append(Line(_path((start.x, start.y), to), arrow.reason))
    scale = [Scale(_x(tick.x), _tick(tick.at)) for tick in made.ticks]
    return Drawing(_TOP + len(rows) * _ROW, rows, lines, _apart(scale))


def _x(part: float) -> int:
    return round(_LEFT + part * (_RIGHT - _LEFT))


def _tick(at: str) -> str:
    return " ".join(day(at).split()[:2]) if "T00:00" in at else at[11:16]


def _apart(scale: list[Scale]) -> list[Scale]:
    out: list[Scale] = []
    for one in scale:
        if not out or one.x - out[-1].x >= 70:
            out.append(one)
    return out


def _path(start: tuple[int, int], end: tuple[int, int]) -> str:
    """Return a curve that leaves and arrives beside the marks, not on them."""
    (x, y), (to_x, to_y) = start, end
    if y == to_y:
        return f"M{x} {y - 9}C{x} {y - 26} {to_x} {y - 26} {to_x} {y - 11}"
    down = 1 if to_y > y else -1
    middle = (y + to_y) // 2
    return f"M{x} {y + 9 * down}C{x} {middle} {to_x} {middle} {to_x} {to_y - 11 * down}"


def _label(one: Appearance, mark: Mark) -> str:
    who = short(mark.speaker or one.occurrence.source, 60)
    naming = {
        "named": f"names {who}",
        "withheld": f"does not name the source: {who}",
        "document": f"from a document: {who}" if who else "from a document",
        "outlet": f"from an outlet: {who}",
        "unresolved": "a source that was not identified",
    }.get(mark.naming, "names no source")
    first = ", first known here" if mark.first else ""
    return f"{one.page.outlet or 'no outlet named'}, {day(one.when.at)}: {naming}{first}"
