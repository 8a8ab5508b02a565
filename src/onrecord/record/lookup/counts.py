"""How much there is in an archive."""

from typing import NamedTuple

import msgspec
from sqlalchemy import Connection, func, select

from onrecord.record import tables


class Stats(msgspec.Struct, frozen=True, kw_only=True):
    """How much there is. `bytes` are those of the captures, unpacked; `first_day` and `last_day` are articles'."""

    captures: int
    bytes: int
    sightings: int
    readers: int
    readings: int
    articles: int
    statements: int
    entities: int
    corrections: int
    failures: int
    feeds: int
    first_day: str | None
    last_day: str | None


class Size(NamedTuple):
    """How much there is, in what is read off indexes alone, however large the archive is."""

    articles: int
    statements: int
    first_day: str | None
    last_day: str | None


_day = tables.article.c.day
_DAYS = select(_day).where(_day.is_not(None)).limit(1)
_FIRST, _LAST = _DAYS.order_by(_day), _DAYS.order_by(_day.desc())
_ARTICLES, _STATEMENTS = (select(func.count()).select_from(one) for one in (tables.article, tables.statement))


def size(connection: Connection) -> Size:
    """Count articles and statements."""
    return Size(
        articles=int(connection.execute(_ARTICLES).scalar_one()),
        statements=int(connection.execute(_STATEMENTS).scalar_one()),
        first_day=connection.execute(_FIRST).scalar(),
        last_day=connection.execute(_LAST).scalar(),
    )


def stats(connection: Connection) -> Stats:
    """Count what is in the archive."""

    def count(table: str) -> int:
        return int(connection.execute(select(func.count()).select_from(tables.metadata.tables[table])).scalar_one())

    return Stats(
        captures=count("capture"),
        bytes=int(connection.execute(select(func.coalesce(func.sum(tables.capture.c.size), 0))).scalar_one()),
        sightings=count("sighting"),
        readers=count("reader"),
        readings=count("reading"),
        articles=count("article"),
        statements=count("statement"),
        entities=count("entity"),
        corrections=count("correction"),
        failures=count("failure"),
        feeds=count("feed"),
        first_day=connection.execute(_FIRST).scalar(),
        last_day=connection.execute(_LAST).scalar(),
    )
