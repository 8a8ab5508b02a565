"""A trace as a picture: time across, outlets down, a mark for each article, an arrow for whence it has the words.

Only positions and words: whoever draws it (the web, a terminal) decides how it looks.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec

from onrecord.story.appearances import Appearance, Naming
from onrecord.story.moments import known_by
from onrecord.story.origins import Reason, Tie
from onrecord.story.outlets import outlet_is, same_outlet
from onrecord.story.traces import Trace

_MARGIN = 0.03
_GAP = 0.035
"""How close two marks in one lane may come, as a part of the whole width."""
_MOST_TICKS = 8


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """An article that carries the utterance, at `x` from 0 to 1 in time; None where its time is not known.

    `naming` says whether it names the source, `speaker` whom; `altered` whether its words are otherwise than those it
    comes from; `undetermined` that it does not show where it has them, `first` that it is the first known. `gone` says
    that a later version has the words no more.
    """

    ref: str
    x: float | None
    naming: Naming
    speaker: str | None
    altered: bool
    undetermined: bool
    first: bool
    gone: bool = False


class Lane(msgspec.Struct, frozen=True, kw_only=True):
    """An outlet and its articles; `here` is False where it is only named by others and the archive has no such page."""

    outlet: str
    here: bool
    marks: list[Mark]


class Arrow(msgspec.Struct, frozen=True, kw_only=True):
    """From what a mark comes: another mark (`of`), or the outlet in the lane numbered `lane`, and how that is known."""

    ref: str
    of: str | None
    lane: int
    reason: Reason


class Tick(msgspec.Struct, frozen=True, kw_only=True):
    """The beginning of a day, or of an hour where all is within one, in UTC (ISO 8601), at `x` from 0 to 1."""

    x: float
    at: str


class Picture(msgspec.Struct, frozen=True, kw_only=True):
    """What is drawn of a trace, lanes in the order in which their outlets had the words."""

    lanes: list[Lane]
    arrows: list[Arrow]
    ticks: list[Tick]


def picture(trace: Trace) -> Picture:
    """Return the picture of a trace."""
    scale = _Scale(trace.appearances)
    lanes: list[Lane] = []
    for one in trace.appearances:
        if not any(lane.outlet == _outlet(one) for lane in lanes):
            ones = [other for other in trace.appearances if _outlet(other) == _outlet(one)]
            lanes.append(Lane(outlet=_outlet(one), here=True, marks=_marks(ones, trace, scale)))
    arrows = []
    for tie in trace.origins.ties:
        arrow = _arrow(tie, trace.appearances, lanes)
        if arrow is not None:
            arrows.append(arrow)
    return Picture(lanes=lanes, arrows=arrows, ticks=scale.ticks())


class _Scale:
    """Where a time stands between the first and the last."""

    def __init__(self, found: Sequence[Appearance]) -> None:
        times = [known_by(one.when) for one in found if one.when.latest]
        self._first = min(times, default=None)
        self._last = max(times, default=None)

    def x(self, at: datetime) -> float:
        """Return the place of a time."""
        if self._first is None or self._last is None or self._first == self._last:
            return 0.5
        part = (at - self._first) / (self._last - self._first)
        return round(_MARGIN + min(1.0, max(0.0, part)) * (1 - 2 * _MARGIN), 4)

    def ticks(self) -> list[Tick]:
        """Return where days begin, hours if all is within a day and a half."""
        if self._first is None or self._last is None or self._first == self._last:
            return []
        length = self._last - self._first
        step = timedelta(days=1) if length > timedelta(hours=36) else timedelta(hours=1)
        while length / step > _MOST_TICKS:
            step *= 2
        at = self._first.replace(hour=0, minute=0, second=0, microsecond=0)
        out = []
        while at <= self._last:
            if at >= self._first:
                out.append(Tick(x=self.x(at), at=at.isoformat(timespec="minutes").replace("+00:00", "Z")))
            try:
                at += step
            except OverflowError:
                break
        return out


def _marks(ones: Sequence[Appearance], trace: Trace, scale: _Scale) -> list[Mark]:
    altered = {change.ref for change in trace.changes if change.what in ("words", "figure", "speaker", "polarity")}
    out: list[Mark] = []
    last = -1.0
    for one in ones:
        x = scale.x(known_by(one.when)) if one.when.latest else None
        if x is not None:
            x = last = round(min(1.0, max(x, last + _GAP)) if last >= 0 else x, 4)
        out.append(
            Mark(
                ref=one.ref,
                x=x,
                naming=one.occurrence.naming,
                speaker=one.occurrence.speaker,
                altered=any(each.ref in altered for each in one.all),
                undetermined=one.ref in trace.origins.undetermined,
                first=one.ref == trace.first,
                gone=one.gone is not None,
            )
        )
    return out


def _arrow(tie: Tie, found: Sequence[Appearance], lanes: list[Lane]) -> Arrow | None:
    if tie.of is not None:
        number = next(n for n, lane in enumerate(lanes) if any(mark.ref == tie.of for mark in lane.marks))
        return Arrow(ref=tie.ref, of=tie.of, lane=number, reason=tie.reason)
    if tie.reason == "own" or tie.outlet is None:
        return None
    for number, lane in enumerate(lanes):
        pages = [one.page for one in found if _outlet(one) == lane.outlet]
        named = not lane.here and same_outlet(tie.outlet, lane.outlet)
        if named or any(outlet_is(tie.outlet, page.outlet, page.url) for page in pages):
            return Arrow(ref=tie.ref, of=None, lane=number, reason=tie.reason)
    lanes.append(Lane(outlet=tie.outlet, here=False, marks=[]))
    return Arrow(ref=tie.ref, of=None, lane=len(lanes) - 1, reason=tie.reason)


def _outlet(one: Appearance) -> str:
    return one.page.outlet or one.page.url or one.page.sha256[:12]
