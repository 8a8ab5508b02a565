"""Rows of identities of like names that were compared and not joined."""

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import Connection, Integer, bindparam, case, delete, or_, select, text

from onrecord.record.tables import identity_pair

PAIRS = 8
"""Identities of like names that are remembered for one new member."""


class Compared(NamedTuple):
    """An identity that another was compared with: what came of it, the points that speak for it, and why, as JSON."""

    other_id: int
    verdict: str
    points: float
    why: str


# Made once: they are asked for everybody on a page, and to put a query together takes longer than its answer.
_OTHER = case((identity_pair.c.left_id == bindparam("id"), identity_pair.c.right_id), else_=identity_pair.c.left_id)
_LIKELIEST = (
    select(_OTHER.label("other"), identity_pair.c.points)
    .where(or_(identity_pair.c.left_id == bindparam("id"), identity_pair.c.right_id == bindparam("id")))
    .where(identity_pair.c.verdict == "maybe")
    .order_by(identity_pair.c.points.desc(), "other")
    .limit(bindparam("most", type_=Integer))
)
_AMONG = (
    select(_OTHER.label("other"))
    .where(or_(identity_pair.c.left_id == bindparam("id"), identity_pair.c.right_id == bindparam("id")))
    .where(identity_pair.c.verdict == bindparam("verdict"))
    .order_by(identity_pair.c.points.desc(), "other")
    .limit(bindparam("most", type_=Integer))
)


def pairs_of(connection: Connection, identity_id: int, verdict: str, limit: int) -> list[int]:
    """Return the identities that one may be (or must not be) taken for, those with most support first."""
    asked = {"id": identity_id, "verdict": verdict, "most": limit}
    return [int(found) for found in connection.scalars(_AMONG, asked)]


def likeliest(connection: Connection, identity_id: int, most: int) -> dict[int, float]:
    """Return the identities that one may be, with the points that speak for it, at most `most`, the likeliest first."""
    found = connection.execute(_LIKELIEST, {"id": identity_id, "most": most})
    return {int(other): float(points) for other, points in found}


_PUT = (
    "INSERT INTO identity_pair (left_id, right_id, verdict, points, why) VALUES (:left_id, :right_id, :verdict,"
    " :points, :why) ON CONFLICT (left_id, right_id) DO "
)
_PUT_OVER = text(f"{_PUT} UPDATE SET verdict = excluded.verdict, points = excluded.points, why = excluded.why")
_PUT_NEW = text(f"{_PUT} NOTHING")


def put_pairs(connection: Connection, identity_id: int, compared: Iterable[Compared], *, replace: bool = True) -> None:
    """Remember with whom an identity was compared and not joined; with `replace` in the place of what was known."""
    rows = [
        {"left_id": min(identity_id, one.other_id), "right_id": max(identity_id, one.other_id)}
        | {"verdict": one.verdict, "points": one.points, "why": one.why}
        for one in compared
    ]
    if rows:
        connection.execute(_PUT_OVER if replace else _PUT_NEW, rows)


def drop_pair(connection: Connection, left: int, right: int) -> None:
    """Forget that two identities were compared."""
    low, high = sorted((left, right))
    connection.execute(delete(identity_pair).where(identity_pair.c.left_id == low, identity_pair.c.right_id == high))


def pairs_with(connection: Connection, identity_id: int) -> list[Compared]:
    """Return all identities that one was compared with."""
    one = identity_pair.c
    other = case((one.left_id == identity_id, one.right_id), else_=one.left_id)
    rows = connection.execute(
        select(other, one.verdict, one.points, one.why).where(
            or_(one.left_id == identity_id, one.right_id == identity_id)
        )
    )
    return [Compared(*row) for row in rows]
