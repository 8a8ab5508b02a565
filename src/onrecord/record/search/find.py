"""Search an archive: statements or articles, by words and by facets, by relevance or in time.

Hits are ranked and counted among at most `gather.BOUND` of them. Where there are more, `Found.more` says so; then those
of the newest days are ranked, but in time every hit can be reached, page after page.
"""

from collections.abc import Sequence
from datetime import date
from hashlib import blake2b
from typing import Literal

import msgspec
import numpy as np
import numpy.typing as npt

from onrecord.record.names import key
from onrecord.record.opening import Archive
from onrecord.record.search.cards import day_of
from onrecord.record.search.facets import Facet, faceted
from onrecord.record.search.gather import Gatherer, Place, gather, in_time, languages
from onrecord.record.search.hits import ArticleHit, StatementHit, article_hits, statement_hits
from onrecord.record.search.index import Kind
from onrecord.record.search.matching import Matcher
from onrecord.record.search.meaning import Meaning, shared
from onrecord.record.search.query import LONGEST, All, AnyOf, Days, Node, QueryError, Value, Word, read
from onrecord.record.search.ranking import ranked
from onrecord.record.search.vectors import among, nearest, waiting
from onrecord.record.search.words import folds

Order = Literal["relevance", "newest", "oldest"]
MOST_HITS = 200
"""Hits on one page of results."""
LEAST_LIKE = 0.2
"""Cosine below which two texts have nothing in common, or near enough."""
MOST_WAITING = 100_000


class Filters(msgspec.Struct, frozen=True, kw_only=True):
    """Facets that hits must have: one of the values of each facet that has any.

    Speakers, organisations, outlets and stations (`vias`) are names, however spelt, or their keys. `topics` are codes
    of IPTC Media Topics. `since` and `until` are ISO days, both included.
    """

    speakers: list[str] = []
    organisations: list[str] = []
    source_kinds: list[str] = []
    outlets: list[str] = []
    vias: list[str] = []
    quotations: list[str] = []
    manners: list[str] = []
    channels: list[str] = []
    languages: list[str] = []
    topics: list[str] = []
    since: str | None = None
    until: str | None = None


class Search(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked for: a query in the language of `search.query`, filters, and how the hits are wanted.

    `cursor` is `Found.next` of the page before; all else must then be as it was. `facets` says how many values of each
    facet to count; 0 for none.
    """

    query: str = ""
    filters: Filters = Filters()
    order: Order = "relevance"
    limit: int = 20
    cursor: str | None = None
    facets: int = 10


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """A page of hits.

    `total` is how many hits there are; with `more`, how many are ranked and counted, for there are more than `BOUND`:
    those from `since` on (or up to `until`, the oldest first). `facets` and the like are of the first page only. `next`
    is the cursor of the next page, None on the last.
    """

    total: int
    more: bool = False
    since: str | None = None
    until: str | None = None
    facets: list[Facet] = []
    next: str | None = None


class Statements(Found, frozen=True, kw_only=True):
    """A page of statements found."""

    hits: list[StatementHit]


class Articles(Found, frozen=True, kw_only=True):
    """A page of articles found."""

    hits: list[ArticleHit]


class Alike(msgspec.Struct, frozen=True, kw_only=True):
    """Statements like a text in meaning, the likeliest first.

    `waiting` is how many statements have no vector yet and so cannot be found (`MOST_WAITING` stands for that many or
    more). With filters, `more` says that only some of what they leave was compared, the newest.
    """

    hits: list[StatementHit]
    waiting: int = 0
    more: bool = False


class _Cursor(msgspec.Struct, frozen=True, array_like=True):
    search: str
    total: int
    more: bool
    seen: int
    day: int
    last: int


def statements(archive: Archive, search: Search) -> Statements:
    """Search for statements. Raises `QueryError` for what cannot be asked, `ArchiveError` for what goes wrong."""
    with archive.reading() as connection:
        gatherer = Gatherer(connection, "statement", _node(search))
        matcher = Matcher(gatherer.node, gatherer.asked.languages)
        found, ids = _page(gatherer, search, matcher)
        hits = statement_hits(connection, ids, matcher)
    return Statements(hits=hits, **msgspec.structs.asdict(found))


def articles(archive: Archive, search: Search) -> Articles:
    """Search for articles, by their words, and by what is true of their statements. Raises as `statements` does."""
    with archive.reading() as connection:
        gatherer = Gatherer(connection, "article", _node(search))
        matcher = Matcher(gatherer.node, gatherer.asked.languages)
        found, ids = _page(gatherer, search, matcher)
        hits = article_hits(connection, ids, matcher)
    return Articles(hits=hits, **msgspec.structs.asdict(found))


def alike(
    archive: Archive, asked: str, filters: Filters | None = None, limit: int = 20, model: Meaning | None = None
) -> Alike:
    """Search for statements that mean what `asked` means, in whatever words.

    Raises `QueryError` for what cannot be asked, `ArchiveError` for what goes wrong.
    """
    if not asked.strip():
        raise QueryError("There is nothing to compare with; write what was said, in words of your own.")
    if len(asked) > LONGEST:
        raise QueryError(f"The text to compare with is longer than {LONGEST:,} characters.")
    node = _node(Search(filters=filters or Filters(), limit=limit))
    vector = (model or shared()).vectors([asked])[0]
    more = False
    with archive.reading() as connection:
        if node == All():
            found = nearest(archive, connection, vector, limit)
        else:
            some, ended = gather(Gatherer(connection, "statement", node))
            found, more = among(connection, some.id.tolist(), vector)[:limit], not ended
        likeness = {ident: round(like, 4) for ident, like in found if like >= LEAST_LIKE}
        marking = Matcher(
            AnyOf(tuple(Word(one) for one in dict.fromkeys(folds(asked)) if len(one) > 3)), languages(connection)
        )
        hits = statement_hits(connection, list(likeness), marking, likeness)
        left = waiting(connection, MOST_WAITING)
    return Alike(hits=hits, waiting=left, more=more)


def _node(search: Search) -> Node:
    """Return the tree of a search: its query, and what its filters ask for."""
    if not 0 < search.limit <= MOST_HITS:
        raise QueryError(f"A page has from 1 to {MOST_HITS} hits, not {search.limit}.")
    given = search.filters
    nodes: list[Node] = [read(search.query)]
    named = (
        ("speaker", [key(one) for one in given.speakers]),
        ("organisation", [key(one) for one in given.organisations]),
        ("outlet", [key(one) for one in given.outlets]),
        ("via", [key(one) for one in given.vias]),
        ("source_kind", given.source_kinds),
        ("quotation", given.quotations),
        ("manner", given.manners),
        ("channel", given.channels),
        ("language", given.languages),
        ("topic", given.topics),
    )
    for facet, values in named:
        if len(values) > 64:
            raise QueryError(f"A search may name 64 values of {facet} at most.")
        if values:
            nodes.append(AnyOf(tuple(Value(facet, one) for one in dict.fromkeys(values))))
    first, last = _day(given.since), _day(given.until)
    if first or last:
        nodes.append(Days(first, last))
    return All(tuple(part for one in nodes for part in (one.nodes if isinstance(one, All) else (one,))))


def _page(gatherer: Gatherer, search: Search, matcher: Matcher) -> tuple[Found, list[int]]:
    """Return a page without its hits, and the ids of these in order."""
    name = _name(gatherer.kind, search)
    cursor = _read_cursor(search.cursor, name) if search.cursor else None
    newest = search.order != "oldest"
    timed = search.order != "relevance"
    after: Place | None = (cursor.day, cursor.last) if cursor and timed else None
    found, ended = gather(gatherer, newest=newest, after=after, enough=search.limit if after else None)
    order = in_time(found, newest) if timed or not matcher.leaves else ranked(gatherer, found, matcher)
    start = 0
    if cursor and not timed:
        place = np.flatnonzero(found.id[order] == cursor.last)
        start = int(place[0]) + 1 if len(place) else cursor.seen
    shown = order[start : start + search.limit]
    total = cursor.total if cursor else len(order)
    more = cursor.more if cursor else not ended
    going_on = len(order) > start + len(shown) or (timed and not ended)
    out = Found(
        total=total,
        more=more,
        since=_edge(found.day, newest) if more and newest and not cursor else None,
        until=_edge(found.day, newest) if more and not newest and not cursor else None,
        facets=faceted(gatherer, found, search.facets) if search.facets and not cursor else [],
        next=None,
    )
    if going_on and len(shown):
        last = shown[-1]
        seen = (cursor.seen if cursor else 0) + len(shown)
        out = msgspec.structs.replace(
            out, next=_written(_Cursor(name, total, more, seen, int(found.day[last]), int(found.id[last])))
        )
    return out, found.id[shown].tolist()


def _edge(days: npt.NDArray[np.int32], newest: bool) -> str | None:
    dated: Sequence[int] = days[days > 0].tolist()
    return day_of(min(dated) if newest else max(dated)) if dated else None


def _day(given: str | None) -> date | None:
    if given is None:
        return None
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise QueryError(f"“{given}” is no day; write 2024-08-16.") from None


def _name(kind: Kind, search: Search) -> str:
    """Return a short name of all that the pages of one search have in common."""
    same = msgspec.json.encode((kind, search.query, search.filters, search.order))
    return blake2b(same, digest_size=6).hexdigest()


def _written(cursor: _Cursor) -> str:
    return msgspec.msgpack.encode(cursor).hex()


def _read_cursor(given: str, name: str) -> _Cursor:
    try:
        cursor = msgspec.msgpack.decode(bytes.fromhex(given), type=_Cursor)
        date.fromordinal(cursor.day or 1)
    except (ValueError, OverflowError, msgspec.DecodeError):
        raise QueryError("The cursor is none that a search here gave; begin again without one.") from None
    if cursor.search != name or not 0 <= cursor.last < 2**62 or cursor.seen < 0:
        raise QueryError("The cursor belongs to another search; begin again without one.")
    return cursor
