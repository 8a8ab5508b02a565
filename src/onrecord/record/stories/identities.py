"""Rows of identities: found by keys, made, given their members, joined, and taken away again."""

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Any, NamedTuple

from sqlalchemy import Connection, case, delete, exists, func, insert, literal, or_, select, union_all, update

from onrecord.record.tables import (
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
_KEYS = 24
PAIRS = 8
"""Identities of like names that are remembered for one new member."""
SEVERAL = 10_000
_AT_ONCE = 400


class Member(NamedTuple):
    """What one capture tells of someone: `statements` are (statement id, part, folded name)."""

    capture_id: int
    sha256: str
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


def found(connection: Connection, member: Member) -> int:
    """Make an identity for a member that is nobody known, and return its id; it has no members yet.

    Its ref is ``p-`` or ``b-`` and 12 hex digits that depend on the capture's bytes and the name alone; more digits
    where another goes by it already. One that was joined with another and is parted from it gets back the ref it had.
    """
    digits = sha256(f"{member.type}\0{member.sha256}\0{member.key}".encode()).hexdigest()
    start = "p" if member.type == "person" else "b"
    refs = [f"{start}-{digits[:length]}" for length in (12, 24, 64)] + [f"{start}-{digits}-{member.number}"]
    known = select(identity_ref.c.ref, identity.c.ref).join(identity, identity.c.id == identity_ref.c.identity_id)
    taken = {str(ref): str(own) for ref, own in connection.execute(known.where(identity_ref.c.ref.in_(refs)))}
    ref = next(ref for ref in refs if taken.get(ref) != ref)
    if ref in taken:
        connection.execute(delete(identity_ref).where(identity_ref.c.ref == ref))
    made = connection.execute(
        insert(identity)
        .values(ref=ref, type=member.type, name=member.name, articles=0, said=0, about=0)
        .returning(identity.c.id)
    ).scalar_one()
    connection.execute(insert(identity_ref).values(ref=ref, identity_id=made))
    return int(made)


def attach(connection: Connection, identity_id: int, member: Member, why: str) -> None:
    """Give an identity a member; `refresh` it afterwards."""
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
    _count(connection, identity_id, member.keys, member.names)
    _sum(connection, identity_id, 1, parts.count("speaker"), parts.count("about"))


def detach(connection: Connection, capture_id: int, number: str, keys: Sequence[str]) -> None:
    """Take a member from its identity; `refresh` that afterwards. Its rows of statements stay."""
    one = identity_member.c
    row = connection.execute(
        select(one.identity_id, one.said, one.about).where(one.capture_id == capture_id, one.number == number)
    ).one()
    connection.execute(delete(identity_member).where(one.capture_id == capture_id, one.number == number))
    _count_down(connection, row.identity_id, keys)
    _sum(connection, row.identity_id, -1, -row.said, -row.about)


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
    ids = sorted(set(identity_ids))
    if ids:
        connection.execute(delete(identity).where(identity.c.id.in_(ids), identity.c.articles == 0))


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
    refresh(connection, [keep])
    return keep


def _others(connection: Connection, identity_id: int) -> list[tuple[int, str, float, str]]:
    one = identity_pair.c
    other = case((one.left_id == identity_id, one.right_id), else_=one.left_id)
    rows = connection.execute(
        select(other, one.verdict, one.points, one.why).where(
            or_(one.left_id == identity_id, one.right_id == identity_id)
        )
    )
    return [(int(a), str(b), float(c), str(d)) for a, b, c, d in rows]


def pairs_of(connection: Connection, identity_id: int, verdict: str, limit: int) -> list[int]:
    """Return the identities that one may be (or must not be) taken for, those with most support first."""
    one = identity_pair.c
    other = case((one.left_id == identity_id, one.right_id), else_=one.left_id).label("other")
    query = select(other).where(or_(one.left_id == identity_id, one.right_id == identity_id), one.verdict == verdict)
    return [int(found) for found in connection.scalars(query.order_by(one.points.desc(), other).limit(limit))]


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


def _count(connection: Connection, identity_id: int, keys: Sequence[str], names: Mapping[str, str]) -> None:
    one = identity_key.c
    mine = (one.identity_id == identity_id, one.key.in_(keys))
    known = set(connection.scalars(select(one.key).where(*mine)))
    if known:
        connection.execute(update(identity_key).where(*mine).values(uses=one.uses + 1))
    new = [key for key in dict.fromkeys(keys) if key not in known]
    if new:
        row = {"identity_id": identity_id, "uses": 1}
        connection.execute(insert(identity_key), [row | {"key": key, "name": names.get(key)} for key in new])


def _count_down(connection: Connection, identity_id: int, keys: Sequence[str]) -> None:
    one = identity_key.c
    mine = (one.identity_id == identity_id, one.key.in_(keys))
    connection.execute(delete(identity_key).where(*mine, one.uses <= 1))
    connection.execute(update(identity_key).where(*mine).values(uses=one.uses - 1))


def _put_key(connection: Connection, identity_id: int, key: str, name: str | None, uses: int) -> None:
    one = identity_key.c
    mine = (one.key == key, one.identity_id == identity_id)
    done = connection.execute(update(identity_key).where(*mine).values(uses=one.uses + uses))
    if not done.rowcount:
        connection.execute(insert(identity_key).values(key=key, identity_id=identity_id, name=name, uses=uses))


def _sum(connection: Connection, identity_id: int, articles: int, said: int, about: int) -> None:
    one = identity.c
    connection.execute(
        update(identity)
        .where(one.id == identity_id)
        .values(articles=one.articles + articles, said=one.said + said, about=one.about + about)
    )


def refresh(connection: Connection, identity_ids: Iterable[int]) -> None:
    """Work out the days of identities, and what they are called: as most pages do, of several names the longest."""
    ids = sorted(set(identity_ids))
    if not ids:
        return
    member, named = identity_member.c, identity_key.c
    mine = (member.identity_id == identity.c.id, member.day.is_not(None))
    name = (
        select(named.name)
        .where(named.identity_id == identity.c.id, named.name.is_not(None))
        .order_by(named.uses.desc(), func.length(named.name).desc(), named.name)
        .limit(1)
        .scalar_subquery()
    )
    first = select(func.min(member.day)).where(*mine).scalar_subquery()
    last = select(func.max(member.day)).where(*mine).scalar_subquery()
    values = {"first": first, "last": last, "name": func.coalesce(name, identity.c.name)}
    connection.execute(update(identity).where(identity.c.id.in_(ids)).values(**values))
