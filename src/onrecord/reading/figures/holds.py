"""When and where a figure holds: the time and the place that its clause names beside it."""

import re
from bisect import bisect_left
from collections.abc import Sequence

import msgspec

from onrecord.reading.contents import Contents
from onrecord.reading.figures.whose import SHARES
from onrecord.reading.model import Entity, Figure, TimeExpression
from onrecord.text.spans import Span

_BREAK = re.compile(
    r"[;:\u2014\u2013\"\u201c\u201d()]|[ \u00a0]--?[ \u00a0]|\n|,[ \u00a0](?:who|which|where|when|and|but|as|while|"
    r"though|although|because|after|before|since|so|with|up|down|compared)\b|[ \u00a0](?:but|while|because|although|"
    r"than|if|who|that|compared)[ \u00a0]"
)
_NOT_AT = re.compile(
    r"\b(?:since|until|till|before|after|from|by|between|following|ago|than|through|starting|beginning|to|of the|and)"
    r"(?:[ \u00a0](?:the|early|late|about))?[ \u00a0]$",
    re.IGNORECASE,
)
_SAID = re.compile(
    r"\b(?:said|says|told[ \u00a0](?:\w+[ \u00a0]){1,4}?|announced|reported|wrote|added|tweeted|testified|warned|"
    r"stated|released|published|conducted)[ \u00a0](?:on[ \u00a0]|in[ \u00a0]|late[ \u00a0]|early[ \u00a0])?$",
    re.IGNORECASE,
)
_ATTRIBUTE = re.compile(r"(?:\b(?:the|an?|his|her|their|its|our|this|that|of)|['\u2019]s)[ \u00a0](?:\w+[ \u00a0])?$")
_NOUN = re.compile(
    r"['\u2019]s?\b|[ \u00a0-](?!(?:and|in|at|on|for|to|by|as|but|or|is|was|were|are|had|has|have|with)\b)[a-z]"
)
_OPENING = re.compile(r"(?:(?:but|and|so|as of|by|in|on|at|during|for)[ \u00a0])*", re.IGNORECASE)
_POLL = re.compile(r"\b(?:polls?|surveys?|surveyed|respondents|interviewed)\b", re.IGNORECASE)
_TAKEN = re.compile(
    r"\b(?:conducted|taken|carried out|released|published|surveyed|out|fielded)\b[^.;]{0,60}$", re.IGNORECASE
)
_EARLIER = re.compile(r"\b(?:last time|earlier|previous|since)\b", re.IGNORECASE)
_UNTIL = re.compile(r"[ \u00a0]?(?:-|\u2013|\u2014|to|and|through)[ \u00a0]?")
_AT = re.compile(
    r"\b(?:in|at|across|throughout|within|inside|around)[ \u00a0](?:the[ \u00a0]|[a-z]+ern[ \u00a0])?$", re.IGNORECASE
)
_CALENDAR = re.compile(r"\d{4}(?:-(?:\d\d(?:-\d\d)?|W\d\d))?")
_REACH = 90
"""Code points between a figure and a time or a place beyond which they are not taken for each other's."""
_SENTENCE = 400
"""Code points from what opens a sentence to a figure in it."""
_POLLED = 1500
"""Code points from the time of a poll to a figure of it."""


def iso(time: TimeExpression) -> str | None:
    """Return a time as ISO 8601: a day, week, month or year, else the interval; None where it has no place.

    >>> iso(TimeExpression(span=(0, 1), type="TIME", value="2024-08-15TEV"))
    '2024-08-15'
    """
    value = (time.value or "").partition("T")[0]
    if _CALENDAR.fullmatch(value):
        return value
    if time.interval is None or time.type not in ("DATE", "TIME"):
        return None
    first, last = time.interval[0][:10], time.interval[1][:10]
    return first if first == last else f"{first}/{last}"


class _Beside:
    """What may stand beside a figure, by where it begins: times or places, each with what is said of the figure."""

    def __init__(
        self, text: str, items: Sequence[tuple[Span, str]], contents: Contents, figures: Sequence[int]
    ) -> None:
        self.text = text
        self._items = sorted(items)
        self._starts = [span[0] for span, _ in self._items]
        self._figures = figures
        self._contents = contents

    def _between(self, left: int, right: int) -> bool:
        """Whether another figure, or the end of a clause, stands between two offsets."""
        return bisect_left(self._figures, right) > bisect_left(self._figures, left) or bool(
            _BREAK.search(self.text, left, right)
        )

    def nearest(self, figure: Figure, sentence: Span) -> str | None:
        """Return what stands nearest in the figure's clause, after it or before it, or opens its sentence."""
        piece = self._contents.piece(figure.start)
        first = bisect_left(self._starts, max(sentence[0], figure.start - _REACH))
        stop = bisect_left(self._starts, min(sentence[1], figure.end + _REACH))
        best: tuple[int, str] | None = None
        for span, said in self._items[first:stop]:
            if self._contents.piece(span[0]) != piece or (span[0] < figure.end and figure.start < span[1]):
                continue
            after = span[0] >= figure.end
            left, right = (figure.end, span[0]) if after else (span[1], figure.start)
            # What stands after a figure is its own rather than what stands before.
            distance = right - left + (0 if after else 20)
            if not self._between(left, right) and (best is None or distance < best[0]):
                best = (distance, said)
        return best[1] if best else self._opening(figure, sentence, piece)

    def _opening(self, figure: Figure, sentence: Span, piece: Span | None) -> str | None:
        """Return what opens the sentence and is set off by a comma: "In Skerry, 40 boats sank"."""
        k = bisect_left(self._starts, sentence[0])
        lead = _OPENING.match(self.text, sentence[0], min(sentence[1], sentence[0] + 40))
        if k == len(self._items) or lead is None:
            return None
        (start, end), said = self._items[k]
        opens = start == lead.end() and self.text[end : end + 1] == "," and end <= figure.start
        return said if opens and self._contents.piece(start) == piece else None


def _near(starts: Sequence[int], at: int) -> bool:
    """Whether a figure begins near an offset, in reach of what stands there or opens its sentence."""
    k = bisect_left(starts, at - _REACH - 40)
    return k < len(starts) and starts[k] <= at + _SENTENCE


def _joined(text: str, dates: Sequence[TimeExpression], k: int) -> str | None:
    """Return the k-th time as ISO 8601, as an interval where the next one is its end: "6-9 December"."""
    time = dates[k]
    value = iso(time) if time.type in ("DATE", "TIME") else None
    last = dates[k + 1] if k + 1 < len(dates) else None
    if value and last and _UNTIL.fullmatch(text, time.span[1], last.span[0]):
        until = iso(last)
        if until and "/" not in value + until and value < until:
            return f"{value}/{until}"
    return value


def _times(text: str, dates: Sequence[TimeExpression], starts: Sequence[int]) -> list[tuple[Span, str]]:
    """Return the times that may say when a number holds: not when something was said, or began, or a noun's own."""
    out = []
    for k, time in enumerate(dates):
        start, end = time.span
        value = _joined(text, dates, k) if _near(starts, start) else None
        if value is None or (k and _UNTIL.fullmatch(text, dates[k - 1].span[1], start)):
            continue
        ahead = text[max(0, start - 48) : start]
        if ("/" not in value and _NOT_AT.search(ahead)) or _SAID.search(ahead):
            continue
        if _NOUN.match(text, end, end + 12) and (_ATTRIBUTE.search(ahead) or text[end : end + 1] in "'\u2019-"):
            continue
        out.append((time.span, value))
    return out


def _places(text: str, entities: Sequence[Entity], starts: Sequence[int]) -> list[tuple[Span, str]]:
    """Return the places named after "in" or the like, each with its entity's id."""
    return [
        (m.span, e.id)
        for e in entities
        if e.type == "place"
        for m in e.mentions
        if m.form == "name" and _near(starts, m.span[0]) and _AT.search(text[max(0, m.span[0] - 24) : m.span[0]])
    ]


def _polled(text: str, dates: Sequence[TimeExpression], paragraphs: Sequence[Span]) -> list[tuple[int, str]]:
    """Return when polls were taken, or else came out, with where that is said: days and months only."""
    taken: list[tuple[int, str]] = []
    out: list[tuple[int, str]] = []
    starts = sorted({start for start, _ in paragraphs})
    for k, time in enumerate(dates):
        value = _joined(text, dates, k)
        ends = k > 0 and _UNTIL.fullmatch(text, dates[k - 1].span[1], time.span[0])
        if value is None or ends or "W" in value or len(value) < 7:
            continue
        at = bisect_left(starts, time.span[0] + 1) - 1
        ahead = text[max(starts[at] if at >= 0 else 0, time.span[0] - 160) : time.span[0]]
        how = _TAKEN.search(ahead)
        if not how or not _POLL.search(ahead) or _EARLIER.search(ahead):
            continue
        (out if how.group().lower().startswith(("released", "published", "out")) else taken).append(
            (time.span[0], value)
        )
    return taken or out


def hold(
    text: str,
    found: Sequence[tuple[Figure, Span, Span]],
    contents: Contents,
    dates: Sequence[TimeExpression],
    entities: Sequence[Entity],
) -> list[Figure]:
    """Return the figures of `found`, each with its sentence and paragraph, with their `as_of` and `place`.

    A time or place counts that stands in the figure's own clause, or that opens its sentence, and that is inside the
    same content as the figure, so that the day on which somebody spoke is not taken for the number's. A share without
    such a time has that of the nearest poll in reach.
    """
    figures = [figure for figure, _, _ in found]
    starts = [figure.start for figure in figures]
    times = _Beside(text, _times(text, dates, starts), contents, starts)
    places = _Beside(text, _places(text, entities, starts), contents, starts)
    shares = any(figure.unit in SHARES for figure in figures)
    polled = _polled(text, dates, [paragraph for _, _, paragraph in found]) if shares else []
    out = []
    for figure, sentence, _ in found:
        as_of = times.nearest(figure, sentence)
        if as_of is None and polled and figure.unit in SHARES:
            near = min(polled, key=lambda p: abs(p[0] - figure.start))
            as_of = near[1] if abs(near[0] - figure.start) <= _POLLED else None
        place = places.nearest(figure, sentence)
        out.append(msgspec.structs.replace(figure, as_of=as_of, place=place) if as_of or place else figure)
    return out
