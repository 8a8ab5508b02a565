"""Articles as training data for attribution, in the form of the corpus that OnRecord's model learns from.

That is PolNeAR's: a plain text, and brat stand-off beside it. A ``T`` line names the span of a Source, a Cue or a
Content (pieces parted by ``;``) and of an Attribution, which stands where its cue does; an ``E`` line ties them
together. Like the corpus, it leaves out what is said inside another's content.
"""

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from onrecord.reading.model import Reading
from onrecord.reading.passages import passages
from onrecord.text.spans import Span, trim

_GAP = "\n\n"
_ROLES = ("Source", "Cue", "Content")


class Annotated(NamedTuple):
    """An article's text as it is read, a paragraph a line, and its attributions as brat stand-off (`ann`)."""

    text: str
    ann: str
    statements: int


def annotated(reading: Reading) -> Annotated:
    """Return the headline, standfirst and body of an article, and where its statements stand in them.

    A statement of which the cue or all of the content stands elsewhere, as in a caption, is left out.
    """
    text, places = _text(reading)
    lines: list[str] = []
    events: list[str] = []
    spans = 0
    for one in reading.statements:
        parts = {role: _moved(reading.page.text, getattr(one, role.lower()), places) for role in _ROLES}
        if not parts["Cue"] or not parts["Content"]:
            continue
        event = []
        for role, pieces in (("Attribution", parts["Cue"]), *parts.items()):
            if pieces:
                spans += 1
                at = ";".join(f"{start} {end}" for start, end in pieces)
                lines.append(f"T{spans}\t{role} {at}\t{' '.join(text[start:end] for start, end in pieces)}")
                event.append(f"{role}:T{spans}")
        events.append(f"E{len(events) + 1}\t{' '.join(event)}")
        lines.append(events[-1])
    return Annotated(text, "".join(f"{line}\n" for line in lines), len(events))


def _text(reading: Reading) -> tuple[str, list[tuple[Span, int]]]:
    """Return what is read of a page as one text, and each line of it: its span in the page, and how far it moved."""
    out, at = [], 0
    places: list[tuple[Span, int]] = []
    page = reading.page.text
    for passage in passages(reading.page):
        if not passage.stated:
            continue
        for start, end in _lines(page, passage.span):
            places.append(((start, end), at - start))
            out.append(page[start:end] + _GAP)
            at += end - start + len(_GAP)
    return "".join(out).rstrip("\n") + "\n" if out else "", places


def _lines(text: str, span: Span) -> list[Span]:
    """Return the lines of a block that hold anything; most blocks are one line."""
    out, start = [], span[0]
    for line in text[slice(*span)].splitlines(keepends=True):
        one = trim(text, (start, start + len(line)))
        start += len(line)
        if one[0] < one[1]:
            out.append(one)
    return out


def _moved(text: str, spans: Sequence[Span], places: Sequence[tuple[Span, int]]) -> list[Span]:
    """Return where `spans` of the page stand in what is read, cut at the ends of its lines."""
    out = []
    ends = [line[1] for line, _ in places]
    for start, end in spans:
        for line, by in places[bisect_right(ends, start) :]:
            if line[0] >= end:
                break
            a, b = trim(text, (max(start, line[0]), min(end, line[1])))
            if a < b:
                out.append((a + by, b + by))
    return sorted(out)
