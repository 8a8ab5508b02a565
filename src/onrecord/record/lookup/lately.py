"""Who speaks in the newest articles, and how many of them are named: read off a bounded number of statements."""

from typing import Final, NamedTuple

from sqlalchemy import Connection, case, distinct, func, select

from onrecord.reading.model import SourceKind
from onrecord.record import tables

_LOOKED_AT = 20_000
"""About how many statements are looked at, those of the newest days."""
_NAMED: Final[tuple[SourceKind, ...]] = ("named_person", "named_organisation")
_UNNAMED: Final[tuple[SourceKind, ...]] = ("unnamed_person", "unnamed_group")


class Heard(NamedTuple):
    """Somebody who speaks: `key` is the name folded, `name` one of its spellings."""

    key: str
    name: str
    statements: int
    articles: int
    outlets: int


class Unnamed(NamedTuple):
    """Of an outlet's `statements` by people and bodies, how many are by those it does not name."""

    outlet: str
    statements: int
    unnamed: int

    @property
    def share(self) -> float:
        """The share of the unnamed, 0 to 1."""
        return self.unnamed / self.statements if self.statements else 0.0


class Lately(NamedTuple):
    """What is counted, of the days `since` to `until`; both None where no article has a day.

    `outlets` are those with most statements.
    """

    since: str | None
    until: str | None
    statements: int
    heard: list[Heard]
    outlets: list[Unnamed]


def newest(connection: Connection) -> tuple[int, ...]:
    """Return numbers that are others as soon as anything was added, read again or corrected.

    They mark what is kept in memory. Ids are read off their indexes, and a statement's is never used again.
    """
    marks = (tables.statement, tables.capture, tables.reading, tables.correction)
    return tuple(
        int(connection.execute(select(func.coalesce(func.max(table.c.id), 0))).scalar_one()) for table in marks
    )


def lately(connection: Connection, *, limit: int = 24, outlets: int = 12) -> Lately:
    """Count who speaks in the newest statements that have a day: whole days, as many as hold some 20,000 of them."""
    row, party = tables.statement.c, tables.party.c
    days = select(row.day).where(row.day.is_not(None))
    until = connection.execute(select(func.max(row.day))).scalar()
    if until is None:
        return Lately(None, None, 0, [], [])
    since = connection.execute(days.order_by(row.day.desc(), row.id.desc()).offset(_LOOKED_AT).limit(1)).scalar()
    since = since or connection.execute(select(func.min(row.day))).scalar()
    count = func.count()
    by = func.count(distinct(row.outlet_key))
    heard = connection.execute(
        select(party.key, func.min(party.name), count, func.count(distinct(row.capture_id)), by)
        .join_from(tables.statement, tables.party)
        .where(row.day >= since, party.part == "speaker", row.source_kind.in_(_NAMED))
        .group_by(party.key)
        .order_by(count.desc(), party.key)
        .limit(limit)
    )
    shares = connection.execute(
        select(func.min(row.outlet), count, func.sum(case((row.source_kind.in_(_UNNAMED), 1), else_=0)))
        .where(row.day >= since, row.outlet_key.is_not(None), row.source_kind.in_((*_NAMED, *_UNNAMED)))
        .group_by(row.outlet_key)
        .order_by(count.desc(), func.min(row.outlet))
        .limit(outlets)
    )
    total = connection.execute(select(count).where(row.day >= since)).scalar_one()
    return Lately(
        since,
        until,
        int(total),
        [Heard(*one) for one in heard],
        [Unnamed(outlet, int(said), int(unnamed)) for outlet, said, unnamed in shares],
    )
