"""Who and what the articles speak of, over all of them: those of one name and type are taken for one."""

from collections.abc import Collection, Iterable

import msgspec
from sqlalchemy import Connection, Integer, bindparam, func, select

from onrecord.reading.model import EntityType
from onrecord.record.model import NotFoundError
from onrecord.record.names import key
from onrecord.record.tables import entity as _entity
from onrecord.record.tables import entity_name as _name
from onrecord.record.tables import party as _party

_FITTING = 2000
"""How many entities of single articles are looked at for one list: a letter alone fits millions."""
_LOOKED_AT = 5000
"""How many articles are looked at for the names and roles of one: those added last."""
_OF_EACH = 100
"""Articles of each of a list that are looked at for its other names and roles: the ones added last."""
_NAMES = 50
_decoded = msgspec.json.Decoder(list[str]).decode


class EntityFound(msgspec.Struct, frozen=True, kw_only=True):
    """Someone or something under one name. `key` is the name folded for comparison, `name` its commonest spelling.

    `articles` and `mentions` count what speaks of it, `statements` those it makes. `variants` and `roles` are at most
    50 of each, by how many articles have them; in a list, of the 100 articles added last.
    """

    key: str
    type: EntityType
    name: str
    articles: int
    mentions: int
    statements: int
    variants: list[str] = []
    roles: list[str] = []


class EntitiesFound(msgspec.Struct, frozen=True, kw_only=True):
    """Those that fit, most mentioned first; `more` says that there are others, and a longer name would find them."""

    items: list[EntityFound]
    more: bool


def entities(
    connection: Connection,
    name: str,
    *,
    type: EntityType | None = None,
    limit: int = 20,
    besides: Collection[str] = (),
) -> EntitiesFound:
    """Return the entities one of whose names starts with `name`, without regard to case, accents and punctuation.

    Of the first `limit` those whose names, folded, are among `besides` are left out.
    """
    start = key(name)
    if not start:
        return EntitiesFound(items=[], more=False)
    fits = (
        select(_name.c.entity_id)
        .where(_name.c.key >= start, _name.c.key < start + "\U0010ffff")
        .order_by(_name.c.key)
        .limit(_FITTING)
        .subquery()
    )
    query = (
        select(
            _entity.c.key,
            _entity.c.type,
            func.count().label("articles"),
            func.sum(_entity.c.mentions).label("mentions"),
        )
        .where(_entity.c.id.in_(select(fits.c.entity_id)), _entity.c.key != "")
        .group_by(_entity.c.key, _entity.c.type)
        .order_by(func.sum(_entity.c.mentions).desc(), _entity.c.key, _entity.c.type)
        .limit(limit + 1)
    )
    if type is not None:
        query = query.where(_entity.c.type == type)
    looked_at = connection.execute(select(func.count()).select_from(fits)).scalar_one()
    rows = connection.execute(query).all()
    found = [_found(connection, row.key, row.type, _OF_EACH) for row in rows[:limit] if row.key not in besides]
    return EntitiesFound(items=found, more=len(rows) > limit or looked_at >= _FITTING)


def entity(connection: Connection, name: str, type: EntityType | None = None) -> EntityFound:
    """Return the entity called `name`, of the type that most of its mentions have unless one is given.

    Raises `NotFoundError` if no article speaks of one.
    """
    folded = key(name)
    query = (
        select(_entity.c.type)
        .where(_entity.c.key == folded)
        .group_by(_entity.c.type)
        .order_by(func.sum(_entity.c.mentions).desc(), _entity.c.type)
    )
    found = connection.execute(query.where(_entity.c.type == type) if type else query).scalars().first()
    if not folded or found is None:
        raise NotFoundError("No article of this archive speaks of anybody or anything of that name.")
    return _found(connection, folded, found, _LOOKED_AT)


_MINE = (_entity.c.key == bindparam("key"), _entity.c.type == bindparam("type"))
_COUNTED = select(func.count(), func.sum(_entity.c.mentions)).where(*_MINE)
_SAID = select(func.count()).select_from(_party).where(_party.c.key == bindparam("key"), _party.c.part == "speaker")
_ROWS = (
    select(_entity.c.name, _entity.c.variants, _entity.c.roles)
    .where(*_MINE)
    .order_by(_entity.c.id.desc())
    .limit(bindparam("most", type_=Integer))
)


def _found(connection: Connection, folded: str, type: EntityType, most: int) -> EntityFound:
    given = {"key": folded, "type": type}
    counted = connection.execute(_COUNTED, given).one()
    said = connection.execute(_SAID, {"key": folded})
    rows = connection.execute(_ROWS, {**given, "most": most}).all()
    names = _commonest([[row.name] for row in rows])
    return EntityFound(
        key=folded,
        type=type,
        name=names[0],
        articles=counted[0],
        mentions=int(counted[1] or 0),
        statements=said.scalar_one(),
        variants=_commonest([names[1:], *_lists(row.variants for row in rows)]),
        roles=_commonest(_lists(row.roles for row in rows)),
    )


def _lists(cells: Iterable[str]) -> list[list[str]]:
    return [_decoded(cell) for cell in cells if cell != "[]"]


def _commonest(lists: list[list[str]]) -> list[str]:
    counts: dict[str, int] = {}
    for each in lists:
        for one in dict.fromkeys(each):
            counts[one] = counts.get(one, 0) + 1
    return sorted(counts, key=lambda one: (-counts[one], one))[:_NAMES]
