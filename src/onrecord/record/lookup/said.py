"""Everything somebody has said: first who is meant by a name, then their statements in time."""

from typing import NamedTuple

import msgspec
from sqlalchemy import Connection, func, select

from onrecord.record import tables
from onrecord.record.lookup.pages import Page
from onrecord.record.lookup.statements import StatementFilter, StatementRow, statements
from onrecord.record.names import key

_MOST = 20


class Namesake(msgspec.Struct, frozen=True, kw_only=True):
    """Someone whom a name may mean: the fullest name, and how many statements are theirs."""

    key: str
    name: str
    statements: int


class Said(NamedTuple):
    """What was said by whoever is meant by a name.

    `speaker` is None where nobody speaks under that name, or where it is not clear who is meant; `others` are those
    whom it may mean too, those who say most first.
    """

    speaker: Namesake | None
    others: list[Namesake]
    page: Page[StatementRow]


def said_by(
    connection: Connection,
    name: str,
    wanted: StatementFilter | None = None,
    *,
    limit: int = 20,
    cursor: str | None = None,
    oldest_first: bool = True,
) -> Said:
    """Return the statements of the one whom `name` means, in time.

    That is whoever speaks under this very name; else, where articles have it as another name of one speaker only, that
    one. Where it may be several ("Hollin" of two families), none is chosen. Raises `CursorError`.
    """
    asked = key(name)
    also = _namesakes(connection, asked)
    exact = next((one for one in also if one.key == asked), None)
    speaker = exact or (also[0] if len(also) == 1 else None)
    others = [one for one in also if one is not speaker]
    if speaker is None:
        return Said(None, others, Page(items=[]))
    wanted = msgspec.structs.replace(wanted or StatementFilter(), speaker=speaker.name)
    page = statements(connection, wanted, limit=limit, cursor=cursor, oldest_first=oldest_first)
    return Said(speaker, others, page)


def _namesakes(connection: Connection, asked: str) -> list[Namesake]:
    """Return the speakers who have this name, as their own or as another, those who say most first."""
    if not asked:
        return []
    called = (
        select(tables.entity.c.key)
        .join(tables.entity_name, tables.entity_name.c.entity_id == tables.entity.c.id)
        .where(tables.entity_name.c.key == asked)
        .distinct()
        .limit(10 * _MOST)
    )
    keys = sorted({asked, *connection.execute(called).scalars()})
    party = tables.party
    query = (
        select(party.c.key, func.min(party.c.name).label("name"), func.count().label("statements"))
        .where(party.c.part == "speaker", party.c.key.in_(keys))
        .group_by(party.c.key)
        .order_by(func.count().desc(), party.c.key)
        .limit(_MOST)
    )
    return [Namesake(**row._mapping) for row in connection.execute(query)]
