"""``/who``: people and bodies; everything one of them has said, when and where, and what others say about it."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Annotated, NamedTuple
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from onrecord.record import lookup
from onrecord.record.lookup import Count, StatementFilter, StatementRow
from onrecord.record.search import find
from onrecord.record.search.find import Search
from onrecord.record.search.query import QueryError
from onrecord.web.api.asking import Asked
from onrecord.web.api.cursors import checked
from onrecord.web.desk.front import counted
from onrecord.web.desk.rendering import page, who_url
from onrecord.web.desk.words import day as in_words

router = APIRouter()
_ON_A_PAGE = 25
_FOUND = 40
_MOST_BARS = 62
WIDTH, HEIGHT = 640, 120
"""Of the chart, in its own units."""

Day = Annotated[str | None, Query(pattern=r"^(\d{4}-\d\d-\d\d)?$")]


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


@router.get("/who")
def index(request: Request, archive: Asked, name: Annotated[str | None, Query(max_length=200)] = None) -> HTMLResponse:
    """Show who is heard lately, or whoever's name begins so."""
    lately = counted.of(archive).lately
    found = None
    if name and name.strip():
        with archive.reading() as connection:
            found = lookup.entities(connection, name, limit=_FOUND)
    return page(
        request,
        "who_index.html",
        lately=lately,
        results=found.items if found else None,
        more=bool(found and found.more),
        name=name or "",
    )


@router.get("/who/{name}")
def who(
    request: Request,
    archive: Asked,
    name: str,
    outlet: Annotated[str | None, Query(max_length=300)] = None,
    since: Day = None,
    until: Day = None,
    about: bool = False,
    cursor: Annotated[str | None, Query(max_length=300)] = None,
) -> HTMLResponse:
    """Show one of them."""
    with checked(), archive.reading() as connection:
        found = lookup.portrait(connection, name[:300])
        wanted = StatementFilter(speaker=found.key, outlet=outlet or None, since=since or None, until=until or None)
        said = None if about else lookup.statements(connection, wanted, limit=_ON_A_PAGE, cursor=cursor)
    others = _about(archive, found.name) if about else None
    here = who_url(found.key)
    given = {"outlet": wanted.outlet, "since": wanted.since, "until": wanted.until}
    narrowed = {name: value for name, value in given.items() if value}
    return page(
        request,
        "who.html",
        found=found,
        url=here,
        said=said.items if said else [],
        following=f"{here}?{urlencode({**narrowed, 'cursor': said.next})}" if said and said.next else None,
        first=f"{here}?{urlencode(narrowed)}" if cursor else None,
        narrowed=narrowed,
        others=others,
        bars=bars(found.days),
        shares=shares(found.outlets),
        size=(WIDTH, HEIGHT),
    )


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


def _about(archive: Asked, name: str) -> list[StatementRow]:
    """Return the newest statements whose words name somebody, and that are not somebody's own."""
    words = " ".join(name.replace('"', " ").split())
    wanted = Search(query=f'said:"{words}" -speaker:"{words}"', order="newest", limit=_ON_A_PAGE, facets=0)
    try:
        found = find.statements(archive, wanted)
    except QueryError:  # a name without a letter in it
        return []
    with archive.reading() as connection:
        return lookup.statements_called(connection, [one.ref for one in found.hits])


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
