"""Rows by which it is found whom somebody may be: identities with a key in common, and what their pages tell."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection, func, literal, select, union_all

from onrecord.record.tables import identity, identity_key, identity_member

MEMBERS = 24
"""Members of an identity, those nearest in time, that something new is compared with."""
_EACH = {"n": 24, "k": 8, "s": 12, "b": 8, "i": 8}
"""Identities that are looked at for a key of each kind, those with most captures first."""
_CANDIDATES = 32
_KEYS = 24
SEVERAL = 10_000
_AT_ONCE = 400


def candidates(connection: Connection, keys: Sequence[str], type: str) -> dict[int, int]:
    """Return identities of a type that have one of `keys`, those of the first keys first, and on how many captures
    each is; a bounded number.
    """
    if not keys:
        return {}
    each = []
    for place, key in enumerate(keys[:_KEYS]):
        some = (
            select(identity_key.c.identity_id, identity.c.articles, literal(place).label("place"), identity_key.c.uses)
            .join(identity, identity.c.id == identity_key.c.identity_id)
            .where(identity_key.c.key == key, identity.c.type == type, identity.c.articles > 0)
            .order_by(identity_key.c.uses.desc(), identity_key.c.identity_id)
            .limit(_EACH[key[0]])
            .subquery()
        )
        each.append(select(some))
    rows = connection.execute(union_all(*each)).all()
    found: dict[int, int] = {}
    for row in sorted(rows, key=lambda one: (one.place, -one.uses, one.identity_id)):
        found.setdefault(row.identity_id, row.articles)
    return dict(list(found.items())[:_CANDIDATES])


def names_of(connection: Connection, identity_ids: Iterable[int]) -> dict[int, list[str]]:
    """Return all names of identities, those of most captures first."""
    out: dict[int, list[str]] = {}
    one = identity_key.c
    query = select(one.identity_id, one.name).where(one.identity_id.in_(sorted(identity_ids)), one.name.is_not(None))
    for identity_id, name in connection.execute(query.order_by(one.uses.desc(), one.key)):
        out.setdefault(identity_id, []).append(name)
    return out


def members_near(connection: Connection, those: Mapping[int, int], day: str | None) -> dict[int, list[str]]:
    """Return what is seen (JSON) of identities on the pages nearest to `day`, at most `MEMBERS` of each; `those` says
    on how many captures each is.
    """
    one = identity_member.c
    small = [identity_id for identity_id, articles in those.items() if articles <= MEMBERS]
    out: dict[int, list[str]] = {identity_id: [] for identity_id in those}
    if small:
        rows = select(one.identity_id, one.seen).where(one.identity_id.in_(small))
        for identity_id, seen in connection.execute(rows.order_by(one.day, one.capture_id)):
            out[identity_id].append(seen)
    for identity_id in those.keys() - set(small):
        out[identity_id] = _nearest(connection, identity_id, day)
    return out


def _nearest(connection: Connection, identity_id: int, day: str | None) -> list[str]:
    one = identity_member.c
    mine = select(one.seen).where(one.identity_id == identity_id)
    if day is None:
        return list(connection.scalars(mine.order_by(one.day.desc(), one.capture_id.desc()).limit(MEMBERS)))
    later = mine.where(one.day >= day).order_by(one.day, one.capture_id).limit(MEMBERS // 2)
    out = list(connection.scalars(later))
    earlier = mine.where(one.day < day).order_by(one.day.desc(), one.capture_id.desc()).limit(MEMBERS - len(out))
    out += connection.scalars(earlier)
    if len(out) < MEMBERS:
        out += connection.scalars(mine.where(one.day.is_(None)).limit(4))
    return out


def rarity(connection: Connection, names: Iterable[str]) -> dict[str, int]:
    """Return on how many captures each folded name stands; a full name of several identities counts `SEVERAL`
    more, for who is meant by it is not sure.
    """
    out: dict[str, int] = {}
    wanted = [f"n:{name}" for name in names]
    for start in range(0, len(wanted), _AT_ONCE):
        rows = connection.execute(
            select(identity_key.c.key, func.sum(identity_key.c.uses), func.count())
            .where(identity_key.c.key.in_(wanted[start : start + _AT_ONCE]))
            .group_by(identity_key.c.key)
        )
        out.update(
            (str(key)[2:], int(uses) + (SEVERAL if number > 1 and " " in key else 0)) for key, uses, number in rows
        )
    return out


def articles_of(connection: Connection, identity_ids: Iterable[int]) -> dict[int, int]:
    """Return on how many captures identities are."""
    ids = sorted(set(identity_ids))
    query = select(identity.c.id, identity.c.articles).where(identity.c.id.in_(ids))
    return {int(id): int(articles) for id, articles in connection.execute(query)} if ids else {}
