"""Who speaks in the newest articles, and how many of them are named: read off a bounded number of statements."""

from typing import Final, NamedTuple

from sqlalchemy import BigInteger, Connection, Integer, Text, bindparam, case, distinct, func, select, tuple_

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


_MARKS = (tables.statement, tables.capture, tables.reading, tables.correction)
_NEWEST = select(*(select(func.coalesce(func.max(table.c.id), 0)).scalar_subquery() for table in _MARKS))


def newest(connection: Connection) -> tuple[int, ...]:
    """Return numbers that are others as soon as anything was added, read again or corrected.

    They mark what is kept in memory. Ids are read off their indexes, and a statement's is never used again.
    """
    return tuple(map(int, connection.execute(_NEWEST).one()))


_row, _party = tables.statement.c, tables.party.c
_place = tuple_(_row.day, _row.id)
_DOWN = select(_row.day, _row.id).where(_row.day.is_not(None)).order_by(_row.day.desc(), _row.id.desc()).limit(1)
_NTH = _DOWN.offset(bindparam("n", type_=Integer))
_OLDEST = select(_row.day).where(_row.day.is_not(None)).order_by(_row.day).limit(1)
_LATE = _place > tuple_(bindparam("since", type_=Text), bindparam("after", type_=BigInteger))
_SAID = func.count()
_HEARD = (
    select(
        _party.key,
        func.min(_party.name),
        _SAID,
        func.count(distinct(_row.capture_id)),
        func.count(distinct(_row.outlet_key)),
    )
    .join_from(tables.statement, tables.party)
    .where(_LATE, _party.part == "speaker", _row.source_kind.in_(_NAMED))
    .group_by(_party.key)
    .order_by(_SAID.desc(), _party.key)
    .limit(bindparam("most", type_=Integer))
)
_SHARES = (
    select(func.min(_row.outlet), _SAID, func.sum(case((_row.source_kind.in_(_UNNAMED), 1), else_=0)))
    .where(_LATE, _row.outlet_key.is_not(None), _row.source_kind.in_((*_NAMED, *_UNNAMED)))
    .group_by(_row.outlet_key)
    .order_by(_SAID.desc(), func.min(_row.outlet))
    .limit(bindparam("most", type_=Integer))
)
_TOTAL = select(_SAID).where(_LATE)


def lately(connection: Connection, *, limit: int = 24, outlets: int = 12) -> Lately:
    """Count who speaks in the newest statements that have a day: whole days, as many as hold some 20,000 of them.

    Of a day that alone holds more than twice as many, those that were added last are looked at.
    """
    last = connection.execute(_NTH, {"n": 0}).first()
    if last is None:
        return Lately(None, None, 0, [], [])
    nth = connection.execute(_NTH, {"n": _LOOKED_AT}).first()
    since = str(nth.day) if nth else str(connection.execute(_OLDEST).scalar_one())
    most = connection.execute(_NTH, {"n": 2 * _LOOKED_AT}).first() if nth else None
    given = {"since": since, "after": most.id if most and most.day == since else 0}
    heard = connection.execute(_HEARD, {**given, "most": limit})
    shares = connection.execute(_SHARES, {**given, "most": outlets})
    total = connection.execute(_TOTAL, given).scalar_one()
    return Lately(
        since,
        str(last.day),
        int(total),
        [Heard(*one) for one in heard],
        [Unnamed(outlet, int(said), int(unnamed)) for outlet, said, unnamed in shares],
    )
