"""How many hits have which value of each facet: counted on cards, named by looking at one hit of each."""

from collections.abc import Iterable
from typing import get_args

import msgspec
import numpy as np
from sqlalchemy import ColumnElement, Table, select

from onrecord.reading.model import Channel, Manner, Quotation, SourceKind
from onrecord.record.media_topics import TOPICS
from onrecord.record.search.cards import FACETS, Cards, code, counted, months
from onrecord.record.search.gather import Gatherer
from onrecord.record.tables import party, statement, via

_FIXED = {
    code(facet, value): (value, value)
    for facet, values in (
        ("source_kind", get_args(SourceKind)),
        ("quotation", get_args(Quotation)),
        ("manner", get_args(Manner)),
        ("channel", get_args(Channel)),
    )
    for value in values
} | {code("topic", topic): (topic, name) for topic, name in TOPICS.items()}
_MOST_MONTHS = 1_200


class FacetValue(msgspec.Struct, frozen=True, kw_only=True):
    """One value: what to filter by (`value`), its spelling in one of the hits (`label`), and how many hits have it."""

    value: str
    label: str
    count: int


class Facet(msgspec.Struct, frozen=True, kw_only=True):
    """A facet's commonest values, the commonest first (months: in time), and how many values there are in all."""

    facet: str
    values: list[FacetValue]
    different: int


def faceted(gatherer: Gatherer, found: Cards, most: int) -> list[Facet]:
    """Return the facets of `found`, `most` values of each; months, all that occur."""
    each = {facet: counted(found.codes, facet, most) for facet in FACETS}
    unknown = {one for values, _ in each.values() for one, _ in values if one not in _FIXED}
    named = _named(gatherer, found, unknown) if unknown else {}
    out = []
    for facet, (values, different) in each.items():
        rows = []
        for one, count in values:
            value, label = _FIXED.get(one) or named.get(one, ("", ""))
            if value:
                rows.append(FacetValue(value=value, label=label, count=count))
        out.append(Facet(facet=facet, values=rows, different=different))
    by_month = months(found.day)
    recent = [FacetValue(value=month, label=month, count=count) for month, count in by_month[-_MOST_MONTHS:]]
    return [*out, Facet(facet="month", values=recent, different=len(by_month))]


def _named(gatherer: Gatherer, found: Cards, unknown: set[int]) -> dict[int, tuple[str, str]]:
    """Return value and label of each code, from the rows of one hit that has it: the last added."""
    wanted = np.array(sorted(unknown), np.uint64)
    some = np.flatnonzero(np.isin(found.codes, wanted))
    order = some[np.argsort(found.codes[some], kind="stable")]
    last = np.searchsorted(found.codes[order], wanted, "right") - 1
    ids = sorted({int(one) for one in found.id[found.owner[order[last]]]})
    connection, row = gatherer.connection, statement.c
    mine = row.id.in_(ids) if gatherer.kind == "statement" else row.capture_id.in_(ids)

    def of(table: Table) -> ColumnElement[bool]:
        """Whether a row of `table` is of one of the hits: by its own column, for no more has to be read then."""
        return table.c.statement_id.in_(ids if gatherer.kind == "statement" else select(row.id).where(mine))

    out: dict[int, tuple[str, str]] = {}

    def tell(facet: str, rows: Iterable[tuple[str, str]]) -> None:
        for value, label in rows:
            out.setdefault(code(facet, value), (value, label))

    about = connection.execute(select(row.outlet_key, row.outlet, row.language).where(mine).distinct()).all()
    tell("outlet", ((key, name) for key, name, _ in about if key))
    tell("language", ((language, language) for *_, language in about if language))
    people = connection.execute(
        select(party.c.part, party.c.key, party.c.name).where(of(party)).order_by(party.c.statement_id.desc())
    ).all()
    for facet in ("speaker", "organisation"):
        tell(facet, ((key, name) for part, key, name in people if part == facet))
    stations = select(via.c.key, via.c.name).where(of(via)).order_by(via.c.statement_id.desc())
    tell("via", ((key, name) for key, name in connection.execute(stations)))
    return out
