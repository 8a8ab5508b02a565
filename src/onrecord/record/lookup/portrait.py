"""Somebody or some body over all articles: names and roles with their days, and when and where it is quoted."""

from collections.abc import Iterable
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection, bindparam, func, select

from onrecord.record import tables
from onrecord.record.model import NotFoundError
from onrecord.record.names import key

_LOOKED_AT = 2000
"""How many articles are looked at for names and roles, the ones added last."""
_VALUES = 40
_OUTLETS = 40


class Dated(NamedTuple):
    """A name or role: in how many articles, and of which days the first and the last of these are."""

    value: str
    articles: int
    first: str | None
    last: str | None


class Count(NamedTuple):
    """How many statements there are of something: a day, an outlet, a topic by its code."""

    value: str
    statements: int


class Portrait(NamedTuple):
    """All that is counted under one name. `type` is None for those who only speak, and are nothing else's subject.

    `articles` speak of it, `statements` are its own. `days` are in order, without those on which it says nothing;
    `undated` are its statements that have none. `outlets` are those that quote it most, `topics` what the articles are
    about in which it says most; not all have one.
    """

    key: str
    name: str
    type: str | None
    articles: int
    statements: int
    names: list[Dated]
    roles: list[Dated]
    days: list[Count]
    undated: int
    outlets: list[Count]
    topics: list[Count]


_entity, _party, _row, _article = tables.entity.c, tables.party.c, tables.statement.c, tables.article.c
_topic = tables.article_topic.c
_THEIRS = (_party.key == bindparam("key"), _party.part == "speaker")
_OF_DAYS = select(_party.day, func.count()).where(*_THEIRS).group_by(_party.day)
_KINDS = (
    select(_entity.type, func.count())
    .where(_entity.key == bindparam("key"))
    .group_by(_entity.type)
    .order_by(func.sum(_entity.mentions).desc(), _entity.type)
)
_OF_OUTLETS = (
    select(func.min(_row.outlet), func.count())
    .join_from(tables.party, tables.statement)
    .where(*_THEIRS, _row.outlet_key.is_not(None))
    .group_by(_row.outlet_key)
    .order_by(func.count().desc(), func.min(_row.outlet))
    .limit(_OUTLETS)
)
_OF_TOPICS = (
    select(_topic.topic, func.count())
    .join_from(tables.party, tables.statement)
    .join(tables.article_topic, _topic.capture_id == _row.capture_id)
    .where(*_THEIRS)
    .group_by(_topic.topic)
    .order_by(func.count().desc(), _topic.topic)
)
_SPELT = select(func.min(_party.name)).where(*_THEIRS)
_NAMED = (
    select(_entity.name, _entity.variants, _entity.roles, _article.day)
    .join_from(tables.entity, tables.article, _entity.capture_id == _article.capture_id)
    .where(_entity.key == bindparam("key"), _entity.type == bindparam("type"))
    .order_by(_entity.id.desc())
    .limit(_LOOKED_AT)
)


def portrait(connection: Connection, name: str) -> Portrait:
    """Return what is counted of whoever or whatever is called `name`, compared as names are.

    Raises `NotFoundError` if no article speaks of such a one and nobody of that name says anything.
    """
    folded = key(name)
    given = {"key": folded}
    of_days = connection.execute(_OF_DAYS, given).all()
    kinds = connection.execute(_KINDS, given).all()
    if not folded or not (kinds or of_days):
        raise NotFoundError("No article of this archive speaks of anybody or anything of that name.")
    type, articles = (kinds[0][0], int(kinds[0][1])) if kinds else (None, 0)
    names, roles = _values(connection, folded, type) if type else ([], [])
    outlets = connection.execute(_OF_OUTLETS, given)
    topics = connection.execute(_OF_TOPICS, given)
    spelt = names[0].value if names else connection.execute(_SPELT, given).scalar()
    return Portrait(
        key=folded,
        name=spelt or folded,
        type=type,
        articles=articles,
        statements=sum(int(count) for _, count in of_days),
        names=names,
        roles=roles,
        days=sorted(Count(day, int(count)) for day, count in of_days if day),
        undated=sum(int(count) for day, count in of_days if not day),
        outlets=[Count(outlet, int(count)) for outlet, count in outlets],
        topics=[Count(topic, int(count)) for topic, count in topics],
    )


def _values(connection: Connection, folded: str, type: str) -> tuple[list[Dated], list[Dated]]:
    rows = connection.execute(_NAMED, {"key": folded, "type": type}).all()
    names = _dated(([row.name, *msgspec.json.decode(row.variants, type=list[str])], row.day) for row in rows)
    spelt = _dated(([row.name], row.day) for row in rows)
    first = spelt[0].value if spelt else None
    names.sort(key=lambda one: one.value != first)
    return names, _dated((msgspec.json.decode(row.roles, type=list[str]), row.day) for row in rows)


def _dated(lists: Iterable[tuple[list[str], str | None]]) -> list[Dated]:
    found: dict[str, list[str | None]] = {}
    for values, day in lists:
        for value in dict.fromkeys(values):
            found.setdefault(value, []).append(day)
    out = []
    for value, days in found.items():
        known = sorted(day for day in days if day)
        out.append(Dated(value, len(days), known[0] if known else None, known[-1] if known else None))
    return sorted(out, key=lambda one: (-one.articles, one.value))[:_VALUES]
