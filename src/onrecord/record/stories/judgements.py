"""What people judged of who is the same: rows that are only ever added."""

from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, insert, or_, select

from onrecord.record.adding import now
from onrecord.record.tables import identity, identity_member, judgement


class Anchor(NamedTuple):
    """Someone as a capture names them, which holds whatever becomes of identities."""

    capture_id: int
    key: str


class Rule(NamedTuple):
    """A judgement in effect."""

    id: int
    verdict: str
    type: str
    left: Anchor
    right: Anchor
    by: str
    why: str


def add(connection: Connection, verdict: str, type: str, left: Anchor, right: Anchor, *, by: str, why: str) -> int:
    """Keep a judgement and return its number."""
    row = {"left_id": left.capture_id, "left_key": left.key, "right_id": right.capture_id, "right_key": right.key}
    values = row | {"at": now(), "by": by, "why": why, "verdict": verdict, "type": type}
    return int(connection.execute(insert(judgement).values(values).returning(judgement.c.id)).scalar_one())


def undo(connection: Connection, id: int, *, by: str, why: str) -> int:
    """Keep that a judgement holds no more, and return the row's number."""
    values = {"at": now(), "by": by, "why": why, "verdict": "undo", "undoes": id}
    return int(connection.execute(insert(judgement).values(values).returning(judgement.c.id)).scalar_one())


def rules(connection: Connection, capture_id: int) -> list[Rule]:
    """Return the judgements in effect about whom a capture names, the earliest first."""
    one = judgement.c
    return _rules(connection, or_(one.left_id == capture_id, one.right_id == capture_id))


def rule(connection: Connection, id: int) -> Rule | None:
    """Return a judgement that is in effect."""
    return next(iter(_rules(connection, judgement.c.id == id)), None)


def _rules(connection: Connection, those: ColumnElement[bool]) -> list[Rule]:
    one = judgement.c
    undone = select(one.undoes).where(one.undoes.is_not(None))
    rows = connection.execute(
        select(judgement).where(those, one.verdict.in_(("same", "different")), one.id.not_in(undone)).order_by(one.id)
    )
    return [
        Rule(
            row.id,
            row.verdict,
            row.type,
            Anchor(row.left_id, row.left_key),
            Anchor(row.right_id, row.right_key),
            row.by,
            row.why,
        )
        for row in rows
    ]


def whose(connection: Connection, anchor: Anchor, type: str) -> int | None:
    """Return the identity of whom a capture calls by a folded name; None where it names nobody so any more."""
    member = identity_member.c
    found = connection.execute(
        select(member.identity_id)
        .join(identity, identity.c.id == member.identity_id)
        .where(member.capture_id == anchor.capture_id, member.key == anchor.key, identity.c.type == type)
        .order_by(member.number)
    ).scalar()
    return None if found is None else int(found)


def between(connection: Connection, left: int, right: int) -> list[Rule]:
    """Return the judgements in effect that are about two identities, the earliest first."""
    one = judgement.c
    mine, theirs = identity_member.alias(), identity_member.alias()
    ways = []
    for low, high in ((left, right), (right, left)):
        ways.append(
            select(one.id)
            .join(mine, (mine.c.capture_id == one.left_id) & (mine.c.key == one.left_key))
            .join(theirs, (theirs.c.capture_id == one.right_id) & (theirs.c.key == one.right_key))
            .where(mine.c.identity_id == low, theirs.c.identity_id == high)
        )
    ids = sorted({int(id) for way in ways for id in connection.scalars(way)})
    return _rules(connection, one.id.in_(ids)) if ids else []
