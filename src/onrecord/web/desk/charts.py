"""Charts of when and where somebody is quoted, worked out here and drawn by the template; each is a table too."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from onrecord.record.lookup import Count
from onrecord.web.desk.words import day as in_words

WIDTH, HEIGHT = 640, 120
"""Of a chart in time, in its own units."""
_MOST_BARS = 62


class Bar(NamedTuple):
    """A stretch of time in the chart: its words, how many statements, its place in the chart, and its days."""

    label: str
    statements: int
    x: float
    y: float
    width: float
    height: float
    since: str
    until: str


class Share(NamedTuple):
    """A row of the chart of outlets; `width` is a part of 100."""

    value: str
    statements: int
    width: float


def bars(days: Sequence[Count]) -> list[Bar]:
    """Return a chart of counts by day: bars of days, months or years, so that there are not too many of them."""
    dated = [(day, count) for day, count in ((_date(one.value), one.statements) for one in days) if day]
    if not dated:
        return []
    first, last = min(day for day, _ in dated), max(day for day, _ in dated)
    form = 10 if (last - first).days < _MOST_BARS else 7 if (last - first).days < 31 * _MOST_BARS else 4
    counts: dict[str, int] = {}
    for day, count in dated:
        counts[day.isoformat()[:form]] = counts.get(day.isoformat()[:form], 0) + count
    labels = _between(first, last, form)
    most = max(counts.values())
    step = WIDTH / len(labels)
    out = []
    for place, label in enumerate(labels):
        count = counts.get(label, 0)
        height = round(HEIGHT * count / most, 2)
        since, until = _days_of(label)
        out.append(
            Bar(
                in_words(label),
                count,
                round(place * step, 2),
                round(HEIGHT - height, 2),
                round(min(step * 0.8, 48), 2),
                height,
                since,
                until,
            )
        )
    return out


def shares(outlets: Sequence[Count]) -> list[Share]:
    """Return the outlets with the length of their bars."""
    most = max((one.statements for one in outlets), default=1)
    return [Share(one.value, one.statements, round(100 * one.statements / most, 1)) for one in outlets]


def _between(first: date, last: date, form: int) -> list[str]:
    """Return all days, months or years (10, 7 or 4 characters of an ISO day) from `first` to `last`."""
    if form == 10:
        return [(first + timedelta(days)).isoformat() for days in range((last - first).days + 1)]
    if form == 4:
        return [f"{year:04}" for year in range(first.year, last.year + 1)][-400:]
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return [f"{month // 12:04}-{month % 12 + 1:02}" for month in months]


def _days_of(label: str) -> tuple[str, str]:
    if len(label) == 10:
        return label, label
    if len(label) == 4:
        return f"{label}-01-01", f"{label}-12-31"
    year, month = int(label[:4]), int(label[5:])
    following = date(year + month // 12, month % 12 + 1, 1) if (year, month) != (9999, 12) else date(9999, 12, 31)
    return f"{label}-01", (following - timedelta(1)).isoformat()


def _date(day: str) -> date | None:
    try:
        return date.fromisoformat(day)
    except ValueError:
        return None
