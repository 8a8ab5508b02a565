"""Articles that speak of the same people and bodies as one does."""

from collections.abc import Sequence
from functools import cache
from math import log
from typing import Any

import msgspec
from sqlalchemy import CompoundSelect, Connection, Integer, bindparam, literal, select, union_all

from onrecord.record.lookup.articles import ArticleRow, _rows, article_row
from onrecord.record.tables import article as _article
from onrecord.record.tables import entity as _entity

_NAMES = 8
"""How many of an article's people and bodies are looked for elsewhere: those it speaks of most."""
_LOOKED_AT = 200
"""How many articles are looked at for each: the ones added last."""
_TYPES = ("person", "organisation", "event", "work")
_LEAST = 2
"""Names that articles share at least to be called related; one alone is chance too often."""

_NAMED = (
    select(_entity.c.key, _entity.c.type, _entity.c.name)
    .where(
        _entity.c.capture_id == bindparam("capture_id"),
        _entity.c.named,
        _entity.c.type.in_(_TYPES),
        _entity.c.key != "",
    )
    .order_by(_entity.c.mentions.desc(), _entity.c.id)
    .limit(_NAMES)
)
_THESE = _rows().where(_article.c.capture_id.in_(bindparam("capture_ids", expanding=True)))


class Related(msgspec.Struct, frozen=True, kw_only=True):
    """An article, and the names that it shares with another, the one that tells most first."""

    row: ArticleRow
    shared: list[str]


def related(connection: Connection, capture_id: int, *, limit: int = 6) -> list[Related]:
    """Return articles that share at least two of the names that an article speaks of most.

    A name counts the more, the fewer articles have it (as in inverse document frequency: Spärck Jones 1972). Each is
    read off its index, for a bounded number of articles, so that the time does not grow with the archive.
    """
    mine = connection.execute(_NAMED, {"capture_id": capture_id}).all()
    found: dict[int, dict[str, float]] = {}
    having = _having(connection, capture_id, [(key, type) for key, type, _ in mine])
    for (_, _, name), articles in zip(mine, having, strict=True):
        for other in articles:
            found.setdefault(other, {})[name] = 1 / log(2 + len(articles))
    fits = [(sum(names.values()), other) for other, names in found.items() if len(names) >= _LEAST]
    best = [other for _, other in sorted(fits, reverse=True)[:limit]]
    if not best:
        return []
    rows = {row.capture_id: row for row in connection.execute(_THESE, {"capture_ids": best})}
    return [
        Related(row=article_row(rows[other]), shared=sorted(found[other], key=lambda name: -found[other][name]))
        for other in best
        if other in rows
    ]


def _having(connection: Connection, capture_id: int, names: Sequence[tuple[str, str]]) -> list[set[int]]:
    """Return the other captures that have each name of a type, the last `_LOOKED_AT` of each: all asked for at once."""
    out: list[set[int]] = [set() for _ in names]
    if not names:
        return out
    given: dict[str, str | int] = {"capture_id": capture_id}
    for place, (key, type) in enumerate(names):
        given |= {f"key{place}": key, f"type{place}": type}
    for place, other in connection.execute(_others(len(names)), given).all():
        out[place].add(other)
    return out


@cache
def _others(count: int) -> CompoundSelect[Any]:
    """Return the query for the captures that have each of so many names, with the name's place before each."""
    each = []
    for place in range(count):
        those = (
            select(_entity.c.capture_id)
            .where(
                _entity.c.key == bindparam(f"key{place}"),
                _entity.c.type == bindparam(f"type{place}"),
                _entity.c.capture_id != bindparam("capture_id"),
            )
            .order_by(_entity.c.id.desc())
            .limit(_LOOKED_AT)
            .subquery()
        )
        each.append(select(literal(place, Integer), those.c.capture_id))
    return union_all(*each)
