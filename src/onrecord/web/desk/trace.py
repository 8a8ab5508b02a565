"""``/trace/{ref}``: where a statement's words appeared, as a picture and as text."""

from typing import Annotated, Final, NamedTuple

from fastapi import APIRouter, Path, Request
from fastapi.responses import HTMLResponse

from onrecord.pipeline.tracing.following import trace_of
from onrecord.story.appearances import Appearance, Occurrence
from onrecord.story.changes import Change
from onrecord.story.origins import Tie
from onrecord.story.traces import Trace
from onrecord.web.api.asking import Asked
from onrecord.web.desk.drawing import NARROW, WIDE, drawn
from onrecord.web.desk.rendering import page

router = APIRouter()


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
        drawings=[drawn(found, frame) for frame in (WIDE, NARROW)],
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
