"""``/search``: statements or articles, by words or by meaning, with counts of what the hits are."""

from typing import Any, NamedTuple

from fastapi import APIRouter, Request
from fastapi.responses import Response

from onrecord.record.media_topics import name_of
from onrecord.record.opening import Archive
from onrecord.record.search import find
from onrecord.record.search.facets import Facet
from onrecord.record.search.find import Alike, Articles, Statements
from onrecord.record.search.query import QueryError
from onrecord.web.api.asking import Asked
from onrecord.web.desk import words
from onrecord.web.desk.asking import FACETS, FEW, MANY, ORDERS, Wanted, wanted
from onrecord.web.desk.rendering import page

router = APIRouter()
ON_A_PAGE = 20
_MONTHS = 36
"""Months that the chart of hits shows at most: the last ones."""


class Choice(NamedTuple):
    """A value of a facet: how many hits have it, and the search with it, or without it where it is `chosen`."""

    label: str
    hits: int | None
    address: str
    chosen: bool


class Shelf(NamedTuple):
    """A facet as it is shown; `more` leads to more of its values, if there are."""

    name: str
    label: str
    choices: list[Choice]
    more: str | None


class Bar(NamedTuple):
    """A month's hits; `height` is its share of the largest month's, in hundredths."""

    month: str
    hits: int
    height: int
    address: str


@router.get("/search")
def search(request: Request, archive: Asked) -> Response:
    """Search, and show what the hits are."""
    it = wanted(request.query_params)
    cursor = request.query_params.get("cursor") or None
    wide = request.query_params.get("more", "")
    values: dict[str, Any] = {"it": it, "found": None, "hits": [], "shelves": [], "bars": [], "wrong": None}
    values |= {"following": None, "waiting": 0}
    if it.anything:
        try:
            found = _found(archive, it, cursor, wide)
        except QueryError as error:
            values["wrong"] = str(error)
        else:
            values |= {"found": found, "hits": found.hits, "waiting": getattr(found, "waiting", 0)}
            if not isinstance(found, Alike):
                values |= {"shelves": shelves(found.facets, it, wide), "bars": bars(found.facets, it)}
                values["following"] = it.address(cursor=found.next) if found.next else None
    values |= {"orders": ORDERS, "first": it.address() if cursor else None, "chosen": chosen(it, values["shelves"])}
    return page(request, "search.html", status=422 if values["wrong"] else 200, **values)


def shelves(found: list[Facet], it: Wanted, wide: str = "") -> list[Shelf]:
    """Return facets as they are shown, those that tell nothing apart left out."""
    counted = {one.facet: one for one in found}
    out = []
    for name, label in FACETS.items():
        facet = counted.get(name)
        if facet is None or not facet.values:
            continue
        held = set(it.chosen.get(name, ()))
        most = MANY if wide == name else FEW
        choices = [
            Choice(
                said(name, one.label),
                one.count,
                (it.without if one.value in held else it.with_value)(name, one.value).address(),
                one.value in held,
            )
            for one in facet.values[:most]
        ]
        if len(choices) < 2 and facet.different < 2 and not held:
            continue
        more = it.address(more=name) if facet.different > len(choices) and wide != name else None
        out.append(Shelf(name, label, choices, more))
    return out


def bars(found: list[Facet], it: Wanted) -> list[Bar]:
    """Return the hits by month, the last ones, each with the search for it alone; none where there is one month."""
    months = next((one.values for one in found if one.facet == "month"), [])[-_MONTHS:]
    most = max((one.count for one in months), default=0)
    if len(months) < 2:
        return []
    out = []
    for one in months:
        alone = it._replace(since=f"{one.value}-01", until=_last_day(one.value))
        out.append(Bar(one.value, one.count, max(2, round(100 * one.count / most)), alone.address()))
    return out


def chosen(it: Wanted, shown: list[Shelf]) -> list[Choice]:
    """Return what the hits are held to, each with the search without it, by the names on the shelves shown."""
    names = {one.address: one.label for shelf in shown for one in shelf.choices if one.chosen}
    out = [
        Choice(
            names.get(it.without(facet, value).address(), said(facet, value)),
            None,
            it.without(facet, value).address(),
            True,
        )
        for facet in FACETS
        for value in it.chosen.get(facet, ())
    ]
    if it.since:
        out.append(Choice(f"from {it.since}", None, it._replace(since="").address(), True))
    if it.until:
        out.append(Choice(f"to {it.until}", None, it._replace(until="").address(), True))
    return out


def said(facet: str, value: str) -> str:
    """Return a value of a facet in words.

    >>> said("source_kind", "unnamed_group"), said("speaker", "Mara Hollin"), said("topic", "15000000")
    ('unnamed group', 'Mara Hollin', 'Sport')
    """
    if facet == "source_kind":
        return words.kind(value)
    if facet == "quotation":
        return words.quotation(value)
    if facet == "topic":
        return name_of(value)
    return words.channel(value) if facet == "channel" else words.plain(value) if facet == "manner" else value


def _found(archive: Archive, it: Wanted, cursor: str | None, wide: str) -> Statements | Articles | Alike:
    if it.how == "meaning":
        return find.alike(archive, it.q, it.filters(), ON_A_PAGE * 2)
    asked = it.search(limit=ON_A_PAGE, cursor=cursor, facets=MANY if wide in FACETS else FEW + 1)
    return find.articles(archive, asked) if it.what == "articles" else find.statements(archive, asked)


def _last_day(month: str) -> str:
    from calendar import monthrange

    year, number = int(month[:4]), int(month[5:7])
    return f"{month}-{monthrange(year, number)[1]:02}"
