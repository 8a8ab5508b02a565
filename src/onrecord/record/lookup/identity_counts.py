"""How much a person or a body says, when and where, and who speaks about it."""

from functools import cache
from typing import Any, Literal

import msgspec
from sqlalchemy import Connection, Integer, Select, and_, bindparam, func, select

from onrecord.record.lookup.identities import id_of
from onrecord.record.tables import article_topic as _topic
from onrecord.record.tables import identity as _identity
from onrecord.record.tables import identity_statement as _said
from onrecord.record.tables import statement as _statement

By = Literal["day", "month", "outlet", "topic", "source_kind", "quotation"]
Part = Literal["speaker", "about"]


class Count(msgspec.Struct, frozen=True, kw_only=True):
    """How many statements have a value; `value` is None where it is unknown."""

    value: str | None
    statements: int


class About(msgspec.Struct, frozen=True, kw_only=True):
    """Who speaks about somebody, and how often; `ref` is None for those who are not known beyond their name."""

    ref: str | None
    name: str
    statements: int


def identity_counts(connection: Connection, ref: str, by: By, *, part: Part = "speaker") -> list[Count]:
    """Count the statements that somebody makes, or in which they are named, by day or month in time, else by what is
    most; topics are their articles', by code. Raises `NotFoundError`.
    """
    rows = connection.execute(_counted(by), {"id": id_of(connection, ref), "part": part})
    return [Count(value=value, statements=int(number)) for value, number in rows]


@cache
def _counted(by: By) -> Select[Any]:
    mine = (_said.c.identity_id == bindparam("id"), _said.c.part == bindparam("part"))
    if by in ("day", "month"):
        value: Any = _said.c.day if by == "day" else func.substr(_said.c.day, 1, 7)
        return select(value, func.count()).where(*mine).group_by(value).order_by(value)
    column = _topic.c.topic if by == "topic" else _statement.c[by]
    query = select(column, func.count()).join_from(_said, _statement, _statement.c.id == _said.c.statement_id)
    if by == "topic":
        query = query.outerjoin(_topic, _topic.c.capture_id == _statement.c.capture_id)
    return query.where(*mine).group_by(column).order_by(func.count().desc(), column)


_about, _speaks = _said.alias(), _said.alias()
_name = func.coalesce(_identity.c.name, _statement.c.speaker)
_ABOUT = (
    select(_identity.c.ref, _name, func.count())
    .join_from(_about, _statement, _statement.c.id == _about.c.statement_id)
    .join(_speaks, and_(_speaks.c.statement_id == _about.c.statement_id, _speaks.c.part == "speaker"), isouter=True)
    .join(_identity, _identity.c.id == _speaks.c.identity_id, isouter=True)
    .where(_about.c.identity_id == bindparam("id"), _about.c.part == "about", _name.is_not(None))
    .group_by(_identity.c.ref, _name)
    .order_by(func.count().desc(), _name)
    .limit(bindparam("most", type_=Integer))
)


def identity_about(connection: Connection, ref: str, *, limit: int = 20) -> list[About]:
    """Return who speaks about somebody, those who do so most first. Raises `NotFoundError`."""
    found = connection.execute(_ABOUT, {"id": id_of(connection, ref), "most": limit})
    return [About(ref=ref, name=name, statements=int(number)) for ref, name, number in found]
