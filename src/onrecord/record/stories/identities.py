"""Rows of identities: made, given their members, joined, and taken away again."""

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, delete, exists, func, insert, select, text, update

from onrecord.record.stories.identity_pairs import pairs_with, put_pairs
from onrecord.record.stories.members import Member, add
from onrecord.record.tables import identity, identity_key, identity_member, identity_ref, identity_statement

_AT_ONCE = 400
_LENGTHS = 12, 24, 64

# Made once: they are asked for everybody on a page, and to put a query together takes longer than its answer.
_REFS = (
    select(identity_ref.c.ref, identity.c.ref)
    .join(identity, identity.c.id == identity_ref.c.identity_id)
    .where(identity_ref.c.ref.in_(bindparam("refs", expanding=True)))
)
_MAKE = insert(identity).returning(identity.c.id)
_IDS: BindParameter[int] = bindparam("ids", expanding=True)
_ARTICLES = select(identity.c.articles).where(identity.c.id == bindparam("of"))
_ADD_KEY = text(
    "INSERT INTO identity_key (key, identity_id, name, uses) VALUES (:key, :identity_id, :name, :uses)"
    " ON CONFLICT (key, identity_id) DO UPDATE SET uses = identity_key.uses + excluded.uses"
)
_PRUNE = delete(identity).where(identity.c.id.in_(_IDS), identity.c.articles == 0)


def refs_for(member: Member) -> list[str]:
    """Return the refs that an identity may have which a member founds, the one that it gets first.

    A ref is ``p-`` or ``b-`` and 12 hex digits that depend on the capture's bytes and the name alone; more digits
    where another goes by it already.
    """
    digits = sha256(f"{member.type}\0{member.sha256}\0{member.key}".encode()).hexdigest()
    start = "p" if member.type == "person" else "b"
    return [f"{start}-{digits[:length]}" for length in _LENGTHS] + [f"{start}-{digits}-{member.number}"]


def taken(connection: Connection, refs: Sequence[str]) -> dict[str, str]:
    """Return which of some refs name an identity, each with the one that this goes by now."""
    out: dict[str, str] = {}
    for start in range(0, len(refs), _AT_ONCE):
        rows = connection.execute(_REFS, {"refs": refs[start : start + _AT_ONCE]})
        out.update((str(ref), str(own)) for ref, own in rows)
    return out


def found(connection: Connection, member: Member, known: Mapping[str, str]) -> tuple[int, str]:
    """Make an identity for a member that is nobody known, and return its id and its ref; it has no members yet.

    `known` are the refs that are `taken`. One that was joined with another and is parted from it gets back the ref it
    had.
    """
    ref = next(ref for ref in refs_for(member) if known.get(ref) != ref)
    if ref in known:
        connection.execute(delete(identity_ref).where(identity_ref.c.ref == ref))
    counts = {"articles": 0, "said": 0, "about": 0}
    made = connection.execute(_MAKE, {"ref": ref, "type": member.type, "name": member.name} | counts).scalar_one()
    return int(made), ref


def put_refs(connection: Connection, refs: Mapping[str, int]) -> None:
    """Have refs name identities that were made."""
    if refs:
        rows = [{"ref": ref, "identity_id": identity_id} for ref, identity_id in refs.items()]
        connection.execute(insert(identity_ref), rows)


def prune(connection: Connection, identity_ids: Iterable[int]) -> None:
    """Take away those identities that have no members."""
    ids = sorted(set(identity_ids))
    if ids:
        connection.execute(_PRUNE, {"ids": ids})


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
    keys = connection.execute(select(identity_key).where(identity_key.c.identity_id == gone)).mappings().all()
    if keys:
        connection.execute(_ADD_KEY, [dict(key) | {"identity_id": keep} for key in keys])
    totals = connection.execute(
        select(identity.c.articles, identity.c.said, identity.c.about).where(identity.c.id == gone)
    ).one()
    add(connection, {keep: totals})
    connection.execute(update(identity_ref).where(identity_ref.c.identity_id == gone).values(identity_id=keep))
    others = pairs_with(connection, gone)
    connection.execute(update(identity).where(identity.c.id == gone).values(ref=f"gone-{gone}"))
    connection.execute(update(identity).where(identity.c.id == keep).values(ref=ref))
    connection.execute(delete(identity).where(identity.c.id == gone))
    put_pairs(connection, keep, [one for one in others if one.other_id != keep], replace=False)
    refresh(connection, [keep])
    return keep


def _articles(connection: Connection, identity_id: int) -> int:
    return int(connection.execute(_ARTICLES, {"of": identity_id}).scalar() or 0)


def refresh(connection: Connection, identity_ids: Iterable[int]) -> None:
    """Work out the days of identities, and what they are called: as most pages do, of several names the longest."""
    ids = sorted(set(identity_ids))
    if not ids:
        return
    connection.execute(_REFRESH, {"ids": ids})


def _refreshed() -> Any:
    member, named = identity_member.c, identity_key.c
    mine = (member.identity_id == identity.c.id, member.day.is_not(None))
    called = (
        select(named.name)
        .where(named.identity_id == identity.c.id, named.name.is_not(None))
        .order_by(named.uses.desc(), func.length(named.name).desc(), named.name)
        .limit(1)
        .scalar_subquery()
    )
    first = select(func.min(member.day)).where(*mine).scalar_subquery()
    last = select(func.max(member.day)).where(*mine).scalar_subquery()
    values = {"first": first, "last": last, "name": func.coalesce(called, identity.c.name)}
    return update(identity).where(identity.c.id.in_(_IDS)).values(**values)


_REFRESH = _refreshed()
