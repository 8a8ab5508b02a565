"""Rows of identities: found by keys, made, given their members, joined, and taken away again."""

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Any, NamedTuple

from sqlalchemy import Connection, case, delete, exists, func, insert, select, update

from onrecord.record.tables import (
    capture,
    identity,
    identity_key,
    identity_member,
    identity_pair,
    identity_ref,
    identity_statement,
    statement,
)

MEMBERS = 24
"""Members of an identity, those nearest in time, that something new is compared with."""
_EACH = {"n": 24, "k": 8, "s": 12, "b": 8, "i": 8}
"""Identities that are looked at for a key of each kind, those with most captures first."""
_CANDIDATES = 32
PAIRS = 8
"""Identities of like names that are remembered for one new member."""
SEVERAL = 10_000
_AT_ONCE = 400


class Member(NamedTuple):
    """What one capture tells of someone: `statements` are (statement id, part, folded name)."""

    capture_id: int
    number: str
    type: str
    key: str
    name: str
    day: str | None
    seen: str
    keys: Sequence[str]
    names: Mapping[str, str]
    statements: Sequence[tuple[int, str, str]]


class Stored(NamedTuple):
    """A member as it is kept: `seen` is JSON."""

    capture_id: int
    number: str
    identity_id: int
    key: str
    name: str
    day: str | None
    seen: str


class Gone(NamedTuple):
    """A member that was taken away: which identity it was of, and whether that has none left."""

    identity_id: int
    type: str
    key: str


def candidates(connection: Connection, keys: Sequence[str], type: str) -> list[int]:
    """Return identities of a type that have one of `keys`, those of the first keys first; a bounded number."""
    found: dict[int, None] = {}
    for key in keys:
        query = (
            select(identity_key.c.identity_id)
            .join(identity, identity.c.id == identity_key.c.identity_id)
            .where(identity_key.c.key == key, identity.c.type == type, identity.c.articles > 0)
            .order_by(identity_key.c.uses.desc(), identity_key.c.identity_id)
            .limit(_EACH[key[0]])
        )
        found.update(dict.fromkeys(connection.scalars(query)))
        if len(found) >= _CANDIDATES:
            break
    return list(found)[:_CANDIDATES]


def members_near(connection: Connection, identity_id: int, day: str | None) -> list[str]:
    """Return what is seen (JSON) of an identity on the pages nearest to `day`, at most `MEMBERS`."""
    one = identity_member.c
    mine = select(one.seen).where(one.identity_id == identity_id)
    if day is None:
        return list(connection.scalars(mine.order_by(one.day.desc(), one.capture_id.desc()).limit(MEMBERS)))
    half = MEMBERS // 2
    later = mine.where(one.day >= day).order_by(one.day, one.capture_id).limit(half)
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


def _ref(connection: Connection, capture_id: int, type: str, key: str) -> str:
    """Return the ref that an identity first met there under a folded name has: ``p-`` or ``b-`` and 12 hex digits.

    It depends on the capture's bytes and the name alone; where another goes by it already, it has more digits.
    """
    sha = connection.execute(select(capture.c.sha256).where(capture.c.id == capture_id)).scalar_one()
    digits = sha256(f"{type}\0{sha}\0{key}".encode()).hexdigest()
    refs = [f"{'p' if type == 'person' else 'b'}-{digits[:length]}" for length in (12, 24, 64)]
    taken = set(connection.scalars(select(identity.c.ref).where(identity.c.ref.in_(refs))))
    free = next((ref for ref in refs if ref not in taken), None)
    return free or f"{refs[-1]}-{capture_id}-{len(taken)}"


def found(connection: Connection, member: Member) -> int:
    """Make an identity for a member that is nobody known, and return its id; it has no members yet.

    One that was joined with another and is parted from it again gets back the ref it had.
    """
    ref = _ref(connection, member.capture_id, member.type, member.key)
    made = connection.execute(
        insert(identity)
        .values(ref=ref, type=member.type, name=member.name, articles=0, said=0, about=0)
        .returning(identity.c.id)
    ).scalar_one()
    connection.execute(delete(identity_ref).where(identity_ref.c.ref == ref))
    connection.execute(insert(identity_ref).values(ref=ref, identity_id=made))
    return int(made)


def attach(connection: Connection, identity_id: int, member: Member, why: str) -> None:
    """Give an identity a member."""
    parts = [part for _, part, _ in member.statements]
    connection.execute(
        insert(identity_member).values(
            capture_id=member.capture_id,
            number=member.number,
            identity_id=identity_id,
            key=member.key,
            name=member.name,
            day=member.day,
            said=parts.count("speaker"),
            about=parts.count("about"),
            seen=member.seen,
            why=why,
        )
    )
    if member.statements:
        rows = {(id, part): key for id, part, key in member.statements}
        connection.execute(
            insert(identity_statement),
            [
                {"statement_id": id, "part": part, "identity_id": identity_id, "key": key, "day": member.day}
                for (id, part), key in rows.items()
            ],
        )
    _count(connection, identity_id, member.keys, member.names, 1)
    _sum(connection, identity_id, 1, parts.count("speaker"), parts.count("about"))
    _days(connection, identity_id)
    _rename(connection, identity_id)


def detach(connection: Connection, capture_id: int, number: str, keys: Sequence[str]) -> None:
    """Take a member from its identity; its rows of statements stay for who takes it next."""
    one = identity_member.c
    row = connection.execute(
        select(one.identity_id, one.said, one.about).where(one.capture_id == capture_id, one.number == number)
    ).one()
    connection.execute(delete(identity_member).where(one.capture_id == capture_id, one.number == number))
    _count(connection, row.identity_id, keys, {}, -1)
    _sum(connection, row.identity_id, -1, -row.said, -row.about)
    _days(connection, row.identity_id)
    _rename(connection, row.identity_id)


def of_capture(connection: Connection, capture_id: int) -> list[Stored]:
    """Return what a capture tells of identities."""
    return _stored(connection, identity_member.c.capture_id == capture_id)


def of_identity(connection: Connection, identity_id: int, limit: int) -> list[Stored]:
    """Return the first members of an identity, those added first, at most `limit`."""
    return _stored(connection, identity_member.c.identity_id == identity_id, limit)


def _stored(connection: Connection, those: Any, limit: int | None = None) -> list[Stored]:
    one = identity_member.c
    query = select(one.capture_id, one.number, one.identity_id, one.key, one.name, one.day, one.seen).where(those)
    rows = connection.execute(query.order_by(one.capture_id, one.number).limit(limit))
    return [Stored(*row) for row in rows]


def statements_of(connection: Connection, stored: Stored) -> list[tuple[int, str, str]]:
    """Return the statements of a member, as `Member.statements`."""
    one = identity_statement.c
    rows = connection.execute(
        select(one.statement_id, one.part, one.key)
        .join(statement, statement.c.id == one.statement_id)
        .where(statement.c.capture_id == stored.capture_id, one.identity_id == stored.identity_id)
    )
    return [(int(id), str(part), str(key)) for id, part, key in rows]


def drop_statements(connection: Connection, identity_id: int, ids: Sequence[int]) -> None:
    """Take statements from an identity."""
    one = identity_statement.c
    for start in range(0, len(ids), _AT_ONCE):
        some = list(ids)[start : start + _AT_ONCE]
        connection.execute(delete(identity_statement).where(one.identity_id == identity_id, one.statement_id.in_(some)))


def prune(connection: Connection, identity_ids: Iterable[int]) -> None:
    """Take away those identities that have no members."""
    for identity_id in sorted(set(identity_ids)):
        one = identity.c
        mine = connection.execute(select(one.articles).where(one.id == identity_id)).scalar()
        if mine == 0:
            connection.execute(delete(identity).where(one.id == identity_id))


def share_a_capture(connection: Connection, left: int, right: int) -> int | None:
    """Return a capture that names both identities, if there is one."""
    few, many = sorted((left, right), key=lambda one: _articles(connection, one))
    one, other = identity_member.alias(), identity_member.alias()
    query = select(one.c.capture_id).where(
        one.c.identity_id == few,
        exists().where(other.c.capture_id == one.c.capture_id, other.c.identity_id == many),
    )
    both = connection.execute(query.limit(1)).scalar()
    return None if both is None else int(both)


def join(connection: Connection, left: int, right: int, why: str) -> int:
    """Make two identities one and return its id: that of the one with more members, under the older one's ref.

    What is written for the joined members is `why`, beside the reasons they have.
    """
    keep, gone = sorted((left, right), key=lambda one: (-_articles(connection, one), one))
    older = min(left, right)
    ref = connection.execute(select(identity.c.ref).where(identity.c.id == older)).scalar_one()
    member, said = identity_member.c, identity_statement.c
    first = connection.execute(
        select(member.capture_id, member.number)
        .where(member.identity_id == gone)
        .order_by(member.day, member.capture_id)
        .limit(1)
    ).one_or_none()
    if first is not None:
        mine = (member.capture_id == first.capture_id, member.number == first.number)
        connection.execute(update(identity_member).where(*mine).values(why=why))
    connection.execute(update(identity_member).where(member.identity_id == gone).values(identity_id=keep))
    twice = select(said.statement_id).where(said.identity_id == keep, said.part == "about")
    connection.execute(
        delete(identity_statement).where(said.identity_id == gone, said.part == "about", said.statement_id.in_(twice))
    )
    twice = select(said.statement_id).where(said.identity_id == keep, said.part == "speaker")
    connection.execute(
        delete(identity_statement).where(said.identity_id == gone, said.part == "speaker", said.statement_id.in_(twice))
    )
    connection.execute(update(identity_statement).where(said.identity_id == gone).values(identity_id=keep))
    for row in connection.execute(select(identity_key).where(identity_key.c.identity_id == gone)).all():
        _put_key(connection, keep, row.key, row.name, row.uses)
    totals = connection.execute(
        select(identity.c.articles, identity.c.said, identity.c.about).where(identity.c.id == gone)
    ).one()
    _sum(connection, keep, *totals)
    connection.execute(update(identity_ref).where(identity_ref.c.identity_id == gone).values(identity_id=keep))
    others = _others(connection, gone)
    connection.execute(update(identity).where(identity.c.id == gone).values(ref=f"gone-{gone}"))
    connection.execute(update(identity).where(identity.c.id == keep).values(ref=ref))
    connection.execute(delete(identity).where(identity.c.id == gone))
    for other, verdict, points, values in others:
        if other != keep:
            put_pair(connection, keep, other, verdict, points, values, replace=False)
    _days(connection, keep)
    _rename(connection, keep)
    return keep


def _others(connection: Connection, identity_id: int) -> list[tuple[int, str, float, str]]:
    one = identity_pair.c
    other = case((one.left_id == identity_id, one.right_id), else_=one.left_id)
    rows = connection.execute(
        select(other, one.verdict, one.points, one.why).where(
            (one.left_id == identity_id) | (one.right_id == identity_id)
        )
    )
    return [(int(a), str(b), float(c), str(d)) for a, b, c, d in rows]


def pairs_of(connection: Connection, identity_id: int, verdict: str, limit: int) -> list[int]:
    """Return the identities that one may be (or must not be) taken for, those with most support first."""
    found = [(points, other) for other, kind, points, _ in _others(connection, identity_id) if kind == verdict]
    return [other for _, other in sorted(found, key=lambda one: (-one[0], one[1]))[:limit]]


def put_pair(
    connection: Connection, left: int, right: int, verdict: str, points: float, why: str, *, replace: bool = True
) -> None:
    """Remember that two identities were compared and not joined."""
    low, high = sorted((left, right))
    mine = (identity_pair.c.left_id == low, identity_pair.c.right_id == high)
    if connection.execute(select(identity_pair.c.left_id).where(*mine)).first() is None:
        row = {"left_id": low, "right_id": high, "verdict": verdict, "points": points, "why": why}
        connection.execute(insert(identity_pair).values(row))
    elif replace:
        connection.execute(update(identity_pair).where(*mine).values(verdict=verdict, points=points, why=why))


def drop_pair(connection: Connection, left: int, right: int) -> None:
    """Forget that two identities were compared."""
    low, high = sorted((left, right))
    connection.execute(delete(identity_pair).where(identity_pair.c.left_id == low, identity_pair.c.right_id == high))


def _articles(connection: Connection, identity_id: int) -> int:
    return int(connection.execute(select(identity.c.articles).where(identity.c.id == identity_id)).scalar() or 0)


def _count(
    connection: Connection, identity_id: int, keys: Sequence[str], names: Mapping[str, str], change: int
) -> None:
    for key in keys:
        _put_key(connection, identity_id, key, names.get(key), change)


def _put_key(connection: Connection, identity_id: int, key: str, name: str | None, change: int) -> None:
    one = identity_key.c
    mine = (one.key == key, one.identity_id == identity_id)
    uses = connection.execute(select(one.uses).where(*mine)).scalar()
    if uses is None:
        if change > 0:
            connection.execute(insert(identity_key).values(key=key, identity_id=identity_id, name=name, uses=change))
    elif uses + change > 0:
        connection.execute(update(identity_key).where(*mine).values(uses=uses + change))
    else:
        connection.execute(delete(identity_key).where(*mine))


def _sum(connection: Connection, identity_id: int, articles: int, said: int, about: int) -> None:
    one = identity.c
    connection.execute(
        update(identity)
        .where(one.id == identity_id)
        .values(articles=one.articles + articles, said=one.said + said, about=one.about + about)
    )


def _days(connection: Connection, identity_id: int) -> None:
    one = identity_member.c
    mine = (one.identity_id == identity_id, one.day.is_not(None))
    first = select(func.min(one.day)).where(*mine).scalar_subquery()
    last = select(func.max(one.day)).where(*mine).scalar_subquery()
    connection.execute(update(identity).where(identity.c.id == identity_id).values(first=first, last=last))


def _rename(connection: Connection, identity_id: int) -> None:
    """Let an identity be called as most pages call it, of several the longest."""
    one = identity_key.c
    name = connection.execute(
        select(one.name)
        .where(one.identity_id == identity_id, one.name.is_not(None))
        .order_by(one.uses.desc(), func.length(one.name).desc(), one.name)
        .limit(1)
    ).scalar()
    if name:
        connection.execute(update(identity).where(identity.c.id == identity_id).values(name=name))
