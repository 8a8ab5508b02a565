"""When a page shows that its words were there: as the page states it, never later than its capture."""

from datetime import UTC, datetime, timedelta
from typing import Literal, Protocol

import msgspec

_WIDEST_EAST, _WIDEST_WEST = timedelta(hours=14), timedelta(hours=12)
"""How far a clock whose zone is not stated may be ahead of UTC, and behind it."""
_NEVER = datetime.max.replace(tzinfo=UTC)


class Dated(Protocol):
    """What states when a page was made and met, in ISO 8601."""

    @property
    def captured_at(self) -> str | None:
        """When it was captured."""

    @property
    def published(self) -> str | None:
        """When it says it was published."""

    @property
    def updated(self) -> str | None:
        """When it says it was changed last."""


class Moment(msgspec.Struct, frozen=True, kw_only=True):
    """A time, as a page or its capture states it (`at`, ISO 8601; None if neither does), and which of them does.

    `earliest` and `latest` are the bounds that this leaves, in UTC: a day has 24 hours, a clock without a zone may
    stand anywhere in the world, and nothing can be on a page after it was captured.
    """

    at: str | None
    by: Literal["published", "updated", "captured", "unknown"]
    earliest: str | None = None
    latest: str | None = None


def stated(page: Dated, *, new: bool = False, since: str | None = None) -> Moment:
    """Return when a page says that it has what it has.

    That is when it was published; for what an earlier version did not have yet (`new`) when it was changed last. Where
    it says nothing, or a time after its capture, it is the capture's. `since` is when the version before was captured,
    which did not have it.
    """
    captured, before = _bounds(page.captured_at), _bounds(since)
    order: tuple[tuple[Literal["published", "updated"], str | None], ...] = (
        (("updated", page.updated),) if new else (("published", page.published), ("updated", page.updated))
    )
    for by, value in order:
        bounds = _bounds(value)
        if bounds is None or (captured and bounds[0] > captured[1]):
            continue
        latest = min(bounds[1], captured[1]) if captured else bounds[1]
        first = max(bounds[0], before[0]) if before else bounds[0]
        return Moment(at=value, by=by, earliest=_iso(min(first, latest)), latest=_iso(latest))
    if captured is None:
        return Moment(at=None, by="unknown")
    earliest = _iso(before[0]) if before and before[0] <= captured[1] else None
    return Moment(at=page.captured_at, by="captured", earliest=earliest, latest=_iso(captured[1]))


def known_by(moment: Moment) -> datetime:
    """Return by what moments are put in order: the instant at which the words are known to have been there."""
    return _read(moment.latest) or _NEVER


def may_precede(one: Moment, other: Moment) -> bool:
    """Say whether `one` may be before `other`, by all that is stated.

    >>> day = stated(_Page(captured_at="2031-10-14T11:30:00Z", published="2031-10-14"))
    >>> hour = stated(_Page(captured_at="2031-10-14T09:50:00Z", published="2031-10-14T10:35:00+01:00"))
    >>> may_precede(day, hour), may_precede(hour, hour)
    (True, False)
    """
    if one.latest is None or other.latest is None:
        return True
    start = _read(one.earliest)
    end = _read(other.latest)
    return start is None or (end is not None and start < end)


class _Page(msgspec.Struct, frozen=True, kw_only=True):
    captured_at: str | None = None
    published: str | None = None
    updated: str | None = None


def _bounds(value: str | None) -> tuple[datetime, datetime] | None:
    """Return the first and last instant that `value` may mean; None where it is no ISO 8601."""
    at = _parsed(value)
    if at is None or value is None:
        return None
    whole_day = len(value) <= len("2031-10-14")
    if at.tzinfo is not None:
        return at.astimezone(UTC), at.astimezone(UTC)
    local = at.replace(tzinfo=UTC)
    end = local + timedelta(days=1) if whole_day else local
    return _within(local, -_WIDEST_EAST), _within(end, _WIDEST_WEST)


def _within(at: datetime, by: timedelta) -> datetime:
    try:
        return at + by
    except OverflowError:
        return at


def _read(value: str | None) -> datetime | None:
    at = _parsed(value)
    if at is None:
        return None
    return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)


def _parsed(value: str | None) -> datetime | None:
    try:
        at = datetime.fromisoformat(value or "")
        if at.tzinfo is not None:
            at.astimezone(UTC)  # years at either end of the calendar do not fit
    except (ValueError, OverflowError):
        return None
    return at


def _iso(at: datetime) -> str:
    return at.isoformat(timespec="seconds").replace("+00:00", "Z")
