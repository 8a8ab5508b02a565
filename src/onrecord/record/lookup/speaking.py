"""Who speaks in an archive, how often and in what kinds: counted by the database, however many statements there are.

Speakers count by identity (`lookup.identities`), and by their name where they have none.
"""

from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, and_, func, select

from onrecord.reading.model import Quotation, SourceKind
from onrecord.record import tables
from onrecord.record.lookup.articles import ArticleFilter
from onrecord.record.names import key


class Spoken(NamedTuple):
    """How many statements of one form a speaker makes; `name` is one of the spellings of `key`."""

    key: str
    name: str
    quotation: Quotation
    source_kind: SourceKind
    nested: bool
    statements: int


class Speaking(NamedTuple):
    """All that is counted. `pages` has on how many each speaker speaks, by key."""

    captures: int
    articles: int
    statements: dict[tuple[Quotation, SourceKind], int]
    implicit: int
    unresolved: int
    spoken: list[Spoken]
    pages: dict[str, int]


def speaking(connection: Connection, wanted: ArticleFilter | None = None) -> Speaking:
    """Count who speaks in the articles that are `wanted`."""
    wanted = wanted or ArticleFilter()
    row, party = tables.statement.c, tables.party.c
    nested = row.within.is_not(None)

    def those(query: "Select[Any]") -> "Select[Any]":
        for column, value in (
            (row.outlet_key, key(wanted.outlet) if wanted.outlet else None),
            (row.language, wanted.language),
        ):
            if value is not None:
                query = query.where(column == value)
        if wanted.since is not None:
            query = query.where(row.day >= wanted.since)
        return query.where(row.day <= wanted.until) if wanted.until is not None else query

    def count(query: "Select[Any]") -> int:
        return int(connection.execute(those(query)).scalar_one())

    whose = tables.identity_statement.c

    def speakers(*columns: "ColumnElement[Any]") -> "Select[Any]":
        mine = (whose.statement_id == party.statement_id, whose.part == party.part, whose.key == party.key)
        joined = select(party.key, whose.identity_id, *columns).join_from(tables.party, tables.statement)
        return joined.join(tables.identity_statement, and_(*mine), isouter=True).where(party.part == "speaker")

    spoken = speakers(func.min(party.name), row.quotation, row.source_kind, nested, func.count()).group_by(
        party.key, whose.identity_id, row.quotation, row.source_kind, nested
    )
    pages = speakers(row.capture_id).distinct()
    kinds = select(row.quotation, row.source_kind, func.count()).group_by(row.quotation, row.source_kind)
    rows = connection.execute(those(spoken)).all()
    who = _who(connection, {one[1] for one in rows if one[1] is not None})
    counted: dict[str, set[int]] = {}
    for one in connection.execute(those(pages)):
        counted.setdefault(who[one[1]][0] if one[1] in who else str(one[0]), set()).add(one[2])
    return Speaking(
        captures=int(connection.execute(select(func.count()).select_from(tables.capture)).scalar_one()),
        articles=int(connection.execute(select(func.count()).select_from(tables.article)).scalar_one()),
        statements={(one[0], one[1]): int(one[2]) for one in connection.execute(those(kinds))},
        implicit=count(select(func.count()).where(row.source == "")),
        unresolved=count(select(func.count()).where(row.source != "", row.speaker.is_(None))),
        spoken=[Spoken(*who.get(one[1], (one[0], one[2])), *one[3:]) for one in rows],
        pages={name: len(captures) for name, captures in counted.items()},
    )


def _who(connection: Connection, ids: set[int]) -> dict[int, tuple[str, str]]:
    """Return the key and the name that each identity counts under: those of one name together, unless two of them are
    known to be apart; each then has its ref behind its name.
    """
    known: dict[int, tuple[str, str]] = {}
    named: dict[str, list[int]] = {}
    for start in range(0, len(wanted := sorted(ids)), 500):
        some = wanted[start : start + 500]
        one = tables.identity.c
        for id, ref, name in connection.execute(select(one.id, one.ref, one.name).where(one.id.in_(some))):
            known[id] = str(ref), str(name)
            named.setdefault(key(name), []).append(id)
    out: dict[int, tuple[str, str]] = {}
    for folded, some in named.items():
        apart = len(some) > 1 and _apart(connection, some)
        for id in some:
            ref, name = known[id]
            out[id] = (ref, f"{name} ({ref})") if apart else (folded, name)
    return out


def _apart(connection: Connection, ids: list[int]) -> bool:
    pair = tables.identity_pair.c
    mine = (pair.left_id.in_(ids[:500]), pair.right_id.in_(ids[:500]))
    return connection.execute(select(pair.left_id).where(pair.verdict == "conflict", *mine)).first() is not None
