"""Articles: in brief by the day, and one with all that was read from it."""

from functools import lru_cache
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, Select, bindparam, select

from onrecord.reading.model import Reading
from onrecord.record.lookup.captures import CaptureRow, Sighting, capture, sightings
from onrecord.record.lookup.editions import is_latest
from onrecord.record.lookup.pages import ByDay, Order, Page, page_of
from onrecord.record.model import NotFoundError
from onrecord.record.names import key
from onrecord.record.tables import article as _article
from onrecord.record.tables import article_topic as _topic
from onrecord.record.tables import capture as _capture
from onrecord.record.tables import statement as _statement
from onrecord.record.views import effective


class ArticleRow(msgspec.Struct, frozen=True, kw_only=True):
    """An article in brief, as it stands after corrections; the columns of the table `article`."""

    sha256: str
    headline: str | None
    standfirst: str | None
    authors: list[str]
    published: str | None
    updated: str | None
    day: str | None
    language: str | None
    url: str | None
    outlet: str | None
    words: int
    statements: int
    corrected: bool


class ArticleFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Which articles: of an outlet, of the days `since` to `until` (``YYYY-MM-DD``, both included), in a language
    (ISO 639-1), corrected or not, with a topic (a code of IPTC Media Topics); with `latest`, of the captures of one
    article the latest one alone.
    """

    outlet: str | None = None
    since: str | None = None
    until: str | None = None
    language: str | None = None
    corrected: bool | None = None
    latest: bool = False
    topic: str | None = None


class Article(msgspec.Struct, frozen=True, kw_only=True):
    """A page with all that was read from it, a person's corrections applied.

    `row` is None for a page that is no article. `reading` has no bytes in its capture. `refs` are the names of its
    statements, by their ids in the reading; `changed` the ids of those that a correction touched.
    """

    row: ArticleRow | None
    capture: CaptureRow
    sightings: list[Sighting]
    reading: Reading
    refs: dict[str, str]
    changed: frozenset[str]


def articles(
    connection: Connection,
    wanted: ArticleFilter | None = None,
    *,
    limit: int = 20,
    cursor: str | None = None,
    oldest_first: bool = False,
) -> Page[ArticleRow]:
    """Return articles, newest first unless `oldest_first`. Raises `CursorError`."""
    wanted = wanted or ArticleFilter()
    values = {name: value for name, value in msgspec.structs.asdict(wanted).items() if value is not None}
    if not values["latest"]:
        del values["latest"]
    listed = _listed(tuple(values), oldest_first)
    if "outlet" in values:
        values["outlet"] = key(values["outlet"])
    return page_of(listed.rows(connection, values, limit, cursor), article_row)


@lru_cache(maxsize=256)
def _listed(given: tuple[str, ...], oldest_first: bool) -> ByDay:
    """Return the list of articles that have what the fields `given` of a filter ask for."""
    query = _rows()
    topical = select(_topic.c.capture_id).where(_topic.c.topic == bindparam("topic"))
    asked = {
        "outlet": _article.c.outlet_key == bindparam("outlet"),
        "since": _article.c.day >= bindparam("since"),
        "until": _article.c.day <= bindparam("until"),
        "language": _article.c.language == bindparam("language"),
        "corrected": _article.c.corrected == bindparam("corrected"),
        "topic": _article.c.capture_id.in_(topical),
        "latest": is_latest(),
    }
    for name in given:
        query = query.where(asked[name])
    dated = "since" in given or "until" in given
    return ByDay(query, Order(_article.c.day, _article.c.capture_id, oldest_first, dated))


def article(connection: Connection, ident: str) -> Article:
    """Return the page that `ident` calls, the first digits of its capture's sha256.

    Raises `NotFoundError` if there is none or it was never read, and `AmbiguousError` if several fit.
    """
    found = capture(connection, ident)
    read = effective(connection, found.id)
    if read is None:
        raise NotFoundError(f"The capture {ident} was never read; onrecord reread does so.")
    row = connection.execute(_ONE, {"capture_id": found.id}).one_or_none()
    refs = connection.execute(_REFS, {"capture_id": found.id})
    return Article(
        row=article_row(row) if row else None,
        capture=found,
        sightings=sightings(connection, found.id),
        reading=read.reading,
        refs={str(number): str(ref) for number, ref in refs},
        changed=read.changed,
    )


def article_row(row: Row[Any]) -> ArticleRow:
    """Return a row of `_rows` as a struct."""
    values = dict(row._mapping)
    values["authors"] = msgspec.json.decode(values["authors"], type=list[str])
    del values["capture_id"]
    return ArticleRow(**values)


def _rows() -> Select[Any]:
    fields = [name for name in ArticleRow.__struct_fields__ if name != "sha256"]
    columns = [_article.c[name] for name in fields]
    return select(_article.c.capture_id, _capture.c.sha256, *columns).join(
        _capture, _capture.c.id == _article.c.capture_id
    )


_ONE = _rows().where(_article.c.capture_id == bindparam("capture_id"))
_REFS = select(_statement.c.number, _statement.c.ref).where(_statement.c.capture_id == bindparam("capture_id"))
