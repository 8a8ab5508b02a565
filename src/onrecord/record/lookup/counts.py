"""How much there is in an archive."""

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


def stats(connection: Connection) -> Stats:
    """Count what is in the archive."""

    def count(table: str) -> int:
        return int(connection.execute(select(func.count()).select_from(tables.metadata.tables[table])).scalar_one())

    day = tables.article.c.day
    first, last = connection.execute(select(func.min(day), func.max(day))).one()
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
        first_day=first,
        last_day=last,
    )
