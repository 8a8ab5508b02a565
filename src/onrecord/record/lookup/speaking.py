"""Who speaks in an archive, how often and in what kinds: counted by the database, however many statements there are."""

from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, distinct, func, select

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

    spoken = (
        select(party.key, func.min(party.name), row.quotation, row.source_kind, nested, func.count())
        .join_from(tables.party, tables.statement)
        .where(party.part == "speaker")
        .group_by(party.key, row.quotation, row.source_kind, nested)
    )
    pages = (
        select(party.key, func.count(distinct(row.capture_id)))
        .join_from(tables.party, tables.statement)
        .where(party.part == "speaker")
        .group_by(party.key)
    )
    kinds = select(row.quotation, row.source_kind, func.count()).group_by(row.quotation, row.source_kind)
    return Speaking(
        captures=int(connection.execute(select(func.count()).select_from(tables.capture)).scalar_one()),
        articles=int(connection.execute(select(func.count()).select_from(tables.article)).scalar_one()),
        statements={(one[0], one[1]): int(one[2]) for one in connection.execute(those(kinds))},
        implicit=count(select(func.count()).where(row.source == "")),
        unresolved=count(select(func.count()).where(row.source != "", row.speaker.is_(None))),
        spoken=[Spoken(*one) for one in connection.execute(those(spoken))],
        pages={str(one[0]): int(one[1]) for one in connection.execute(those(pages))},
    )
