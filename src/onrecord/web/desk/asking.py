"""What a search on the desk asks for: its address says all of it, so that an address kept is a search kept."""

from collections.abc import Mapping, Sequence
from typing import Final, Literal, NamedTuple, get_args
from urllib.parse import urlencode

from starlette.datastructures import QueryParams

from onrecord.record.search.find import Filters, Order, Search

How = Literal["words", "meaning"]
What = Literal["statements", "articles"]
ORDERS: Final[tuple[Order, ...]] = get_args(Order)
FACETS: Final[dict[str, str]] = {
    "speaker": "Who says it",
    "organisation": "For which body",
    "outlet": "Outlet",
    "topic": "Topic of the article",
    "source_kind": "Kind of source",
    "quotation": "Quoted",
    "manner": "Said how",
    "channel": "Where it was said",
    "via": "By way of",
    "language": "Language",
}
"""The facets that hits are counted by, and what they are called; their names are the ones of the addresses."""
FEW: Final = 6
"""Values of each facet that are shown."""
MANY: Final = 40
"""Values of the one facet of which more were asked for."""
_LONGEST = 1_000
_NAME = 300
_MOST = 20


class Wanted(NamedTuple):
    """A search: words in the language of `docs/search.md`, or a text whose meaning is looked for.

    `chosen` are the values of each facet of which hits have one. `since` and `until` are days, both included. Without
    any of them nothing is asked for, unless `everything` is.
    """

    q: str = ""
    what: What = "statements"
    how: How = "words"
    chosen: Mapping[str, Sequence[str]] = {}
    since: str = ""
    until: str = ""
    order: Order = "relevance"
    everything: bool = False

    @property
    def anything(self) -> bool:
        """Whether anything is asked for at all."""
        return bool(self.everything or self.q.strip() or any(self.chosen.values()) or self.since or self.until)

    def filters(self) -> Filters:
        """Return its facets as a search takes them."""
        plural = {f"{facet}s": list(self.chosen.get(facet, ())) for facet in FACETS}
        return Filters(**plural, since=self.since or None, until=self.until or None)

    def search(self, *, limit: int, cursor: str | None = None, facets: int = 0) -> Search:
        """Return it as a search takes it."""
        return Search(query=self.q, filters=self.filters(), order=self.order, limit=limit, cursor=cursor, facets=facets)

    def query(self, **more: str) -> str:
        """Return it as the query of an address."""
        given: list[tuple[str, str]] = [("q", self.q)] if self.q else []
        given += [("what", self.what)] if self.what != "statements" else []
        given += [("how", self.how)] if self.how != "words" else []
        given += [(facet, value) for facet in FACETS for value in self.chosen.get(facet, ())]
        given += [(name, value) for name, value in (("since", self.since), ("until", self.until)) if value]
        given += [("all", "1")] if self.everything else []
        given += [("order", self.order)] if self.order != "relevance" else []
        return urlencode([*given, *((name, value) for name, value in more.items() if value)])

    def address(self, path: str = "/search", **more: str) -> str:
        """Return its address."""
        query = self.query(**more)
        return f"{path}?{query}" if query else path

    def with_value(self, facet: str, value: str) -> "Wanted":
        """Return the search with one value of a facet more."""
        return self._replace(chosen={**self.chosen, facet: [*self.chosen.get(facet, ()), value]})

    def without(self, facet: str, value: str) -> "Wanted":
        """Return the search with one value of a facet less."""
        return self._replace(chosen={**self.chosen, facet: [v for v in self.chosen.get(facet, ()) if v != value]})

    def told(self) -> str:
        """Return it in a line, for the title of a list or a feed."""
        parts = [f"“{self.q}”"] if self.q else []
        parts += [value for facet in FACETS for value in self.chosen.get(facet, ())]
        parts += [f"from {self.since}"] if self.since else []
        parts += [f"to {self.until}"] if self.until else []
        return ", ".join(parts) or "everything"


def wanted(params: QueryParams) -> Wanted:
    """Return the search that an address asks for; what makes no sense in it is left out, but for the words."""
    chosen = {}
    for facet in FACETS:
        values = dict.fromkeys(value[:_NAME] for value in params.getlist(facet) if value.strip())
        if values:
            chosen[facet] = list(values)[:_MOST]
    order: Order = next((one for one in ORDERS if one == params.get("order")), ORDERS[0])
    return Wanted(
        q=params.get("q", "").strip()[: _LONGEST + 1],
        what="articles" if params.get("what") == "articles" else "statements",
        how="meaning" if params.get("how") == "meaning" else "words",
        chosen=chosen,
        since=params.get("since", "").strip()[:20],
        until=params.get("until", "").strip()[:20],
        order=order,
        everything=params.get("all") == "1",
    )
