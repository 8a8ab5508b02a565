"""Persons and bodies of like names that were not joined, and what people judged of them."""

from typing import Any, Literal

import msgspec
from sqlalchemy import Connection, Select, or_, select

from onrecord.record.lookup.identities import IdentityRow, Value, id_of, named, values_of
from onrecord.record.lookup.pages import Page, by_id, cursor_of, place_of
from onrecord.record.stories.judgements import Anchor, whose
from onrecord.record.tables import capture as _capture
from onrecord.record.tables import identity as _identity
from onrecord.record.tables import identity_member as _member
from onrecord.record.tables import identity_pair as _pair
from onrecord.record.tables import judgement as _judgement


class Pair(msgspec.Struct, frozen=True, kw_only=True):
    """Two of like names that were not joined, and why."""

    left: IdentityRow
    right: IdentityRow
    verdict: Literal["maybe", "conflict"]
    points: float
    values: list[Value]


class Judged(msgspec.Struct, frozen=True, kw_only=True):
    """Whom a judgement is about: the name that an article gives, and whose it is now, if it is anybody's there."""

    article: str
    name: str
    ref: str | None


class Judgement(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody judged of two, or an undoing; `undone_by` is the row that undoes it."""

    id: int
    at: str
    by: str
    why: str
    verdict: Literal["same", "different", "undo"]
    left: Judged | None = None
    right: Judged | None = None
    undoes: int | None = None
    undone_by: int | None = None


def maybe_same(
    connection: Connection,
    *,
    ref: str | None = None,
    conflicts: bool = False,
    limit: int = 20,
    cursor: str | None = None,
) -> Page[Pair]:
    """Return pairs that may be the same, those with most support first; with `conflicts` those of one name that are
    kept apart. Raises `NotFoundError` and `CursorError`.
    """
    one = _pair.c
    query = select(_pair).where(one.verdict == ("conflict" if conflicts else "maybe"))
    if ref is not None:
        mine = id_of(connection, ref)
        query = query.where(or_(one.left_id == mine, one.right_id == mine))
    at = place_of(cursor).id if cursor else 0
    order = (one.points.desc(), one.left_id, one.right_id)
    rows = connection.execute(query.order_by(*order).offset(at).limit(limit + 1)).all()
    items = [
        Pair(
            left=named(connection, row.left_id),
            right=named(connection, row.right_id),
            verdict=row.verdict,
            points=row.points,
            values=values_of(row.why),
        )
        for row in rows[:limit]
    ]
    return Page(items=items, next=cursor_of((None, at + limit)) if len(rows) > limit else None)


def judgements(
    connection: Connection, *, ref: str | None = None, limit: int = 20, cursor: str | None = None
) -> Page[Judgement]:
    """Return what was judged, the latest first; of one identity only those about it as it is now. Raises
    `NotFoundError` and `CursorError`.
    """
    if ref is not None:
        mine = id_of(connection, ref)
        found = [judgement_of(connection, row.id) for row in connection.execute(_about(mine)).all()]
        return Page(items=found)
    rows, following = by_id(connection, select(_judgement), _judgement.c.id, limit, cursor)
    return Page(items=[judgement_of(connection, row.id) for row in rows], next=following)


def _about(number: int) -> Select[Any]:
    one, member = _judgement.c, _member.c
    captures = select(member.capture_id).where(
        member.identity_id == number, member.key.in_((one.left_key, one.right_key))
    )
    return (
        select(one.id)
        .where(or_(one.left_id.in_(captures), one.right_id.in_(captures)))
        .order_by(one.id.desc())
        .limit(200)
    )


def judgement_of(connection: Connection, id: int) -> Judgement:
    """Return a judgement that is there."""
    row = connection.execute(select(_judgement).where(_judgement.c.id == id)).one()
    undone = connection.execute(select(_judgement.c.id).where(_judgement.c.undoes == id)).scalar()
    sides = (row.left_id, row.left_key), (row.right_id, row.right_key)
    left, right = (_judged(connection, *side, row.type) if side[0] is not None else None for side in sides)
    return Judgement(
        id=row.id,
        at=row.at,
        by=row.by,
        why=row.why,
        verdict=row.verdict,
        left=left,
        right=right,
        undoes=row.undoes,
        undone_by=undone,
    )


def _judged(connection: Connection, capture_id: int, key: str, type: str) -> Judged:
    sha = connection.execute(select(_capture.c.sha256).where(_capture.c.id == capture_id)).scalar_one()
    number = whose(connection, Anchor(capture_id, key), type)
    ref = connection.execute(select(_identity.c.ref).where(_identity.c.id == number)).scalar() if number else None
    name = select(_member.c.name).where(_member.c.capture_id == capture_id, _member.c.key == key)
    return Judged(article=sha, name=connection.execute(name).scalar() or key, ref=ref)
