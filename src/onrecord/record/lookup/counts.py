"""How much there is in an archive, and who says most."""

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


class SpeakerCount(msgspec.Struct, frozen=True, kw_only=True):
    """A speaker under one name; `statements` counts those of the whole archive that bear it."""

    key: str
    name: str
    statements: int


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


def who(
    connection: Connection, *, since: str | None = None, until: str | None = None, limit: int = 20
) -> list[SpeakerCount]:
    """Return who says most, in articles of the days `since` to `until`, both included.

    Those of one name are taken for one, whoever they are; those without a name are counted by the words for them.
    """
    party = tables.party
    query = (
        select(party.c.key, func.min(party.c.name).label("name"), func.count().label("statements"))
        .where(party.c.part == "speaker")
        .group_by(party.c.key)
        .order_by(func.count().desc(), party.c.key)
        .limit(limit)
    )
    if since is not None:
        query = query.where(party.c.day >= since)
    if until is not None:
        query = query.where(party.c.day <= until)
    return [SpeakerCount(**row._mapping) for row in connection.execute(query)]
