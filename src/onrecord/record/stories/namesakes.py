"""Rows by which it is found whom somebody may be: identities with a key in common, and what their pages tell."""

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from sqlalchemy import (
    BindParameter,
    Connection,
    Integer,
    Select,
    Text,
    bindparam,
    func,
    literal,
    select,
    text,
    union_all,
)
from sqlalchemy.sql.selectable import CompoundSelect

from onrecord.record.tables import identity, identity_key, identity_member

MEMBERS = 24
"""Members of an identity, those nearest in time, that something new is compared with."""
_EACH = {"n": 24, "k": 8, "s": 12, "b": 8, "i": 8}
"""Identities that are looked at for a key of each kind, those with most captures first."""
_CANDIDATES = 32
_KEYS = 24
SEVERAL = 10_000
_AT_ONCE = 400

_CROWDED = 48
"""Identities with one key, above which only the first of them are taken out of the database."""

# Made once, as all that is asked for every name of a page: to put a query together takes longer than its answer.
_IDS: BindParameter[int] = bindparam("ids", expanding=True)
_FEW_WITH = "SELECT 1 FROM identity_key WHERE identity_key.key = wanted.{0} LIMIT :most"
_COUNTED = {
    dialect: text(f"SELECT wanted.{column}, (SELECT count(*) FROM ({_FEW_WITH.format(column)}) AS few) FROM {wanted}")
    for dialect, column, wanted in (
        ("postgresql", "key", "unnest(CAST(:keys AS text[])) AS wanted(key)"),
        ("sqlite", "value", "json_each(:keys) AS wanted"),
    )
}
_HAVING = (
    select(identity_key.c.key, identity.c.type, identity_key.c.identity_id, identity_key.c.uses, identity.c.articles)
    .join(identity, identity.c.id == identity_key.c.identity_id)
    .where(identity_key.c.key.in_(bindparam("keys", expanding=True)), identity.c.articles > 0)
)
_NAMES = (
    select(identity_key.c.identity_id, identity_key.c.name)
    .where(identity_key.c.identity_id.in_(_IDS), identity_key.c.name.is_not(None))
    .order_by(identity_key.c.uses.desc(), identity_key.c.key)
)
_MEMBERS = (
    select(identity_member.c.identity_id, identity_member.c.seen)
    .where(identity_member.c.identity_id.in_(_IDS))
    .order_by(identity_member.c.day, identity_member.c.capture_id)
)
_DAY: BindParameter[str] = bindparam("day", type_=Text)
_MOST: BindParameter[int] = bindparam("most", type_=Integer)
_MINE = select(identity_member.c.seen).where(identity_member.c.identity_id == bindparam("id")).limit(_MOST)
_BACKWARDS = (identity_member.c.day.desc(), identity_member.c.capture_id.desc())
_LATEST = _MINE.order_by(*_BACKWARDS)
_LATER = _MINE.where(identity_member.c.day >= _DAY).order_by(identity_member.c.day, identity_member.c.capture_id)
_EARLIER = _MINE.where(identity_member.c.day < _DAY).order_by(*_BACKWARDS)
_WITHOUT = _MINE.where(identity_member.c.day.is_(None))
_ARTICLES = select(identity.c.id, identity.c.articles).where(identity.c.id.in_(_IDS))
_RARITY = (
    select(identity_key.c.key, func.sum(identity_key.c.uses), func.count())
    .where(identity_key.c.key.in_(bindparam("keys", expanding=True)))
    .group_by(identity_key.c.key)
)


class Holder(NamedTuple):
    """An identity that has a key: how often, and on how many captures the identity is."""

    identity_id: int
    uses: int
    articles: int


Holders = dict[tuple[str, str], list[Holder]]
"""By the type of identity and a key, those that have it and are looked at for it, the first of them first."""


def holders(connection: Connection, wanted: Iterable[tuple[str, str]]) -> Holders:
    """Return the identities of a type that have a key, for each type and key that is wanted: those with most captures,
    at most as many as are looked at.
    """
    asked = list(dict.fromkeys(wanted))
    out: Holders = {one: [] for one in asked}
    keys = sorted({key for _, key in asked})
    known = _counted(connection, keys)
    few = [key for key, count in known.items() if count <= _CROWDED]
    for start in range(0, len(few), _AT_ONCE):
        for key, type, *row in connection.execute(_HAVING, {"keys": few[start : start + _AT_ONCE]}).all():
            if (type, key) in out:
                out[type, key].append(Holder(*row))
    for one, those in out.items():
        those.sort(key=lambda each: (-each.uses, each.identity_id))
        del those[_EACH[one[1][0]] :]
    crowded = [one for one in asked if known.get(one[1], 0) > _CROWDED]
    for start in range(0, len(crowded), _KEYS):
        some = crowded[start : start + _KEYS]
        values = {f"key{place}": key for place, (_, key) in enumerate(some)}
        values |= {f"type{place}": type for place, (type, _) in enumerate(some)}
        for place, *row in connection.execute(_with_keys("".join(key[0] for _, key in some)), values).all():
            out[some[place]].append(Holder(*row))
    for one in crowded:
        out[one].sort(key=lambda each: (-each.uses, each.identity_id))
    return out


def candidates(keys: Sequence[str], type: str, known: Holders) -> dict[int, int]:
    """Return identities of a type that have one of `keys`, those of the first keys first, and on how many captures
    each is; a bounded number. `known` are the `holders` of each of them.
    """
    found: dict[int, int] = {}
    for key in looked_for(keys):
        for one in known[type, key]:
            found.setdefault(one.identity_id, one.articles)
    return dict(list(found.items())[:_CANDIDATES])


def looked_for(keys: Sequence[str]) -> Sequence[str]:
    """Return the keys of somebody that are looked up."""
    return keys[:_KEYS]


def _counted(connection: Connection, keys: Sequence[str]) -> dict[str, int]:
    """Return how many identities have each key, counted to one more than `_CROWDED`."""
    postgresql = connection.dialect.name == "postgresql"
    out: dict[str, int] = {}
    for start in range(0, len(keys), _AT_ONCE):
        some = keys[start : start + _AT_ONCE]
        values = {"keys": list(some) if postgresql else json.dumps(some), "most": _CROWDED + 1}
        out.update(connection.execute(_COUNTED[connection.dialect.name], values).all())
    return {key: count for key, count in out.items() if count}


@lru_cache(maxsize=256)
def _with_keys(kinds: str) -> CompoundSelect[int, int, int, int]:
    """Return the query for identities that have any of some keys of these kinds, one letter a key."""
    return union_all(*(_with_key(place, kind) for place, kind in enumerate(kinds)))


def _with_key(place: int, kind: str) -> Select[int, int, int, int]:
    some = (
        select(literal(place).label("place"), identity_key.c.identity_id, identity_key.c.uses, identity.c.articles)
        .join(identity, identity.c.id == identity_key.c.identity_id)
        .where(identity_key.c.key == bindparam(f"key{place}"))
        .where(identity.c.type == bindparam(f"type{place}"), identity.c.articles > 0)
        .order_by(identity_key.c.uses.desc(), identity_key.c.identity_id)
        .limit(_EACH[kind])
        .subquery()
    )
    return select(some)


def names_of(connection: Connection, identity_ids: Iterable[int]) -> dict[int, list[str]]:
    """Return all names of identities, those of most captures first."""
    out: dict[int, list[str]] = {}
    ids = sorted(identity_ids)
    for start in range(0, len(ids), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        for identity_id, name in connection.execute(_NAMES, {"ids": some}).all():
            out.setdefault(identity_id, []).append(name)
    return out


def members_near(connection: Connection, those: Mapping[int, int], day: str | None) -> dict[int, list[str]]:
    """Return what is seen (JSON) of identities on the pages nearest to `day`, at most `MEMBERS` of each; `those` says
    on how many captures each is.
    """
    small = [identity_id for identity_id, articles in those.items() if articles <= MEMBERS]
    out: dict[int, list[str]] = {identity_id: [] for identity_id in those}
    for start in range(0, len(small), _AT_ONCE):
        some = small[start : start + _AT_ONCE]
        for identity_id, seen in connection.execute(_MEMBERS, {"ids": some}).all():
            out[identity_id].append(seen)
    for identity_id in those.keys() - set(small):
        out[identity_id] = _nearest(connection, identity_id, day)
    return out


def _nearest(connection: Connection, identity_id: int, day: str | None) -> list[str]:
    mine = {"id": identity_id, "day": day}
    if day is None:
        return list(connection.scalars(_LATEST, {"id": identity_id, "most": MEMBERS}))
    out = list(connection.scalars(_LATER, mine | {"most": MEMBERS // 2}))
    out += connection.scalars(_EARLIER, mine | {"most": MEMBERS - len(out)})
    if len(out) < MEMBERS:
        out += connection.scalars(_WITHOUT, {"id": identity_id, "most": 4})
    return out


def rarity(connection: Connection, names: Iterable[str]) -> dict[str, int]:
    """Return on how many captures each folded name stands; a full name of several identities counts `SEVERAL`
    more, for who is meant by it is not sure.
    """
    out: dict[str, int] = {}
    wanted = [f"n:{name}" for name in names]
    for start in range(0, len(wanted), _AT_ONCE):
        rows = connection.execute(_RARITY, {"keys": wanted[start : start + _AT_ONCE]}).all()
        out.update(
            (str(key)[2:], int(uses) + (SEVERAL if number > 1 and " " in key else 0)) for key, uses, number in rows
        )
    return out


def articles_of(connection: Connection, identity_ids: Iterable[int]) -> dict[int, int]:
    """Return on how many captures identities are."""
    ids = sorted(set(identity_ids))
    return dict(connection.execute(_ARTICLES, {"ids": ids}).all()) if ids else {}
