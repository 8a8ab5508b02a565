"""Rows by which it is found whom somebody may be: identities with a key in common, and what their pages tell."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

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

# Made once, as all that is asked for every name of a page: to put a query together takes longer than its answer.
_IDS: BindParameter[int] = bindparam("ids", expanding=True)
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
_RARITY = (
    select(identity_key.c.key, func.sum(identity_key.c.uses), func.count())
    .where(identity_key.c.key.in_(bindparam("keys", expanding=True)))
    .group_by(identity_key.c.key)
)


def candidates(connection: Connection, keys: Sequence[str], type: str) -> dict[int, int]:
    """Return identities of a type that have one of `keys`, those of the first keys first, and on how many captures
    each is; a bounded number.
    """
    if not keys:
        return {}
    some = list(keys[:_KEYS])
    values = {f"key{place}": key for place, key in enumerate(some)}
    query = _with_keys("".join(key[0] for key in some))
    rows = connection.execute(query, values | {"type": type}).all()
    found: dict[int, int] = {}
    for row in sorted(rows, key=lambda one: (one.place, -one.uses, one.identity_id)):
        found.setdefault(row.identity_id, row.articles)
    return dict(list(found.items())[:_CANDIDATES])


@lru_cache(maxsize=256)
def _with_keys(kinds: str) -> CompoundSelect[int, int, int, int]:
    """Return the query for identities that have any of some keys of these kinds, one letter a key."""
    return union_all(*(_with_key(place, kind) for place, kind in enumerate(kinds)))


def _with_key(place: int, kind: str) -> Select[int, int, int, int]:
    some = (
        select(identity_key.c.identity_id, identity.c.articles, literal(place).label("place"), identity_key.c.uses)
        .join(identity, identity.c.id == identity_key.c.identity_id)
        .where(identity_key.c.key == bindparam(f"key{place}"))
        .where(identity.c.type == bindparam("type"), identity.c.articles > 0)
        .order_by(identity_key.c.uses.desc(), identity_key.c.identity_id)
        .limit(_EACH[kind])
        .subquery()
    )
    return select(some)


def names_of(connection: Connection, identity_ids: Iterable[int]) -> dict[int, list[str]]:
    """Return all names of identities, those of most captures first."""
    out: dict[int, list[str]] = {}
    for identity_id, name in connection.execute(_NAMES, {"ids": sorted(identity_ids)}):
        out.setdefault(identity_id, []).append(name)
    return out


def members_near(connection: Connection, those: Mapping[int, int], day: str | None) -> dict[int, list[str]]:
    """Return what is seen (JSON) of identities on the pages nearest to `day`, at most `MEMBERS` of each; `those` says
    on how many captures each is.
    """
    small = [identity_id for identity_id, articles in those.items() if articles <= MEMBERS]
    out: dict[int, list[str]] = {identity_id: [] for identity_id in those}
    if small:
        for identity_id, seen in connection.execute(_MEMBERS, {"ids": small}):
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
        rows = connection.execute(_RARITY, {"keys": wanted[start : start + _AT_ONCE]})
        out.update(
            (str(key)[2:], int(uses) + (SEVERAL if number > 1 and " " in key else 0)) for key, uses, number in rows
        )
    return out


def articles_of(connection: Connection, identity_ids: Iterable[int]) -> dict[int, int]:
    """Return on how many captures identities are."""
    ids = sorted(set(identity_ids))
    query = select(identity.c.id, identity.c.articles).where(identity.c.id.in_(ids))
    return {int(id): int(articles) for id, articles in connection.execute(query)} if ids else {}
