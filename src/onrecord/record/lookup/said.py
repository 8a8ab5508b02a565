"""Everything somebody has said: first who is meant by a name, then their statements in time."""

from collections.abc import Sequence
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection, func, select

from onrecord.record import tables
from onrecord.record.lookup.identities import IdentityRow, id_of, identities_named, is_ref, named
from onrecord.record.lookup.pages import Page, place_of
from onrecord.record.lookup.statements import StatementFilter, StatementRow, statements
from onrecord.record.names import key

_MOST = 20


class Namesake(msgspec.Struct, frozen=True, kw_only=True):
    """Someone whom a name may mean: the fullest name, and how many statements are theirs.

    `ref` is their identity's; None where the name alone is gone by. `roles` are at most 3.
    """

    key: str
    name: str
    statements: int
    ref: str | None = None
    roles: list[str] = []


class Said(NamedTuple):
    """What was said by whoever is meant by a name.

    `speaker` is None where nobody speaks under that name, or where it is not clear who is meant; `others` are those
    whom it may mean too, those who say most first. A speaker without a ref may be several of the others, of one name,
    of whom it is not known whether they are the same.
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
    """Return the statements of the one whom `name`, or an identity's ref, means, in time.

    That is the person or body of this very name (`lookup.identities`). Of several who may be one, all that is said
    under the name; of several who are known to be apart, none is chosen. Where nobody has the name, it is whoever
    articles give it to as another name, if that is one only. Raises `CursorError`, and `NotFoundError` for a ref.
    """
    if is_ref(name):
        speaker: Namesake | None = _of(named(connection, id_of(connection, name)))
        others: list[Namesake] = []
    else:
        speaker, others = _meant(connection, name)
    if speaker is None:
        if cursor:
            place_of(cursor)  # one that no page gave is told of here too
        return Said(None, others, Page(items=[]))
    wanted = wanted or StatementFilter()
    if speaker.ref is not None:
        wanted = msgspec.structs.replace(wanted, identity=speaker.ref)
    else:
        wanted = msgspec.structs.replace(wanted, speaker=speaker.name)
    page = statements(connection, wanted, limit=limit, cursor=cursor, oldest_first=oldest_first)
    return Said(speaker, others, page)


def _meant(connection: Connection, name: str) -> tuple[Namesake | None, list[Namesake]]:
    asked = key(name)
    also = _namesakes(connection, asked)
    exact = next((one for one in also if one.key == asked), None)
    speaker = exact or (also[0] if len(also) == 1 else None)
    others = [one for one in also if one is not speaker]
    known = [_of(one) for one in identities_named(connection, speaker.name if speaker else name) if one.statements]
    if len(known) == 1 and (speaker is None or known[0].statements >= speaker.statements):
        return known[0], [one for one in others if one.key != known[0].key]
    if len(known) < 2:
        return speaker, others
    rest = [one for one in others if one.key not in {key(one.name) for one in known}]
    return (None if _apart(connection, known) else speaker), [*known, *rest]


def _of(one: IdentityRow) -> Namesake:
    return Namesake(key=key(one.name), name=one.name, statements=one.statements, ref=one.ref, roles=one.roles)


def _apart(connection: Connection, known: Sequence[Namesake]) -> bool:
    """Whether two of those of one name are known to be apart."""
    ids = [id_of(connection, one.ref) for one in known if one.ref]
    pair = tables.identity_pair.c
    query = select(pair.left_id).where(pair.verdict == "conflict", pair.left_id.in_(ids), pair.right_id.in_(ids))
    return connection.execute(query.limit(1)).first() is not None


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
