"""Rows of identities: made, given their members, joined, and taken away again."""

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, delete, exists, func, insert, select, update

from onrecord.record.stories.identity_pairs import pairs_with, put_pair
from onrecord.record.tables import (
    identity,
    identity_key,
    identity_member,
    identity_ref,
    identity_statement,
    statement,
)

_AT_ONCE = 400

# Made once: they are asked for everybody on a page, and to put a query together takes longer than its answer.
_KEYS_HERE = (identity_key.c.identity_id == bindparam("of"), identity_key.c.key.in_(bindparam("keys", expanding=True)))
_KNOWN_KEYS = select(identity_key.c.key).where(*_KEYS_HERE)
_ONE_MORE = update(identity_key).where(*_KEYS_HERE).values(uses=identity_key.c.uses + 1)
_SUM = (
    update(identity)
    .where(identity.c.id == bindparam("of"))
    .values({name: identity.c[name] + bindparam(f"more_{name}") for name in ("articles", "said", "about")})
)


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
    others = pairs_with(connection, gone)
    connection.execute(update(identity).where(identity.c.id == gone).values(ref=f"gone-{gone}"))
    connection.execute(update(identity).where(identity.c.id == keep).values(ref=ref))
    connection.execute(delete(identity).where(identity.c.id == gone))
    for other, verdict, points, values in others:
        if other != keep:
            put_pair(connection, keep, other, verdict, points, values, replace=False)
    refresh(connection, [keep])
    return keep


def _articles(connection: Connection, identity_id: int) -> int:
    return int(connection.execute(select(identity.c.articles).where(identity.c.id == identity_id)).scalar() or 0)


def _count(connection: Connection, identity_id: int, keys: Sequence[str], names: Mapping[str, str]) -> None:
    mine = {"of": identity_id, "keys": list(keys)}
    known = set(connection.scalars(_KNOWN_KEYS, mine))
    if known:
        connection.execute(_ONE_MORE, mine)
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
    more = {"more_articles": articles, "more_said": said, "more_about": about}
    connection.execute(_SUM, {"of": identity_id} | more)


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
