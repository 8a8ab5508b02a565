"""Rows of identities of like names that were compared and not joined."""

from sqlalchemy import Connection, Integer, bindparam, case, delete, insert, or_, select, update

from onrecord.record.tables import identity_pair

PAIRS = 8
"""Identities of like names that are remembered for one new member."""


def pairs_of(connection: Connection, identity_id: int, verdict: str, limit: int) -> list[int]:
    """Return the identities that one may be (or must not be) taken for, those with most support first."""
    one = identity_pair.c
    other = case((one.left_id == identity_id, one.right_id), else_=one.left_id).label("other")
    query = select(other).where(or_(one.left_id == identity_id, one.right_id == identity_id), one.verdict == verdict)
    return [int(found) for found in connection.scalars(query.order_by(one.points.desc(), other).limit(limit))]


_OTHER = case((identity_pair.c.left_id == bindparam("id"), identity_pair.c.right_id), else_=identity_pair.c.left_id)
_LIKELIEST = (
    select(_OTHER.label("other"), identity_pair.c.points)
    .where(or_(identity_pair.c.left_id == bindparam("id"), identity_pair.c.right_id == bindparam("id")))
    .where(identity_pair.c.verdict == "maybe")
    .order_by(identity_pair.c.points.desc(), "other")
    .limit(bindparam("most", type_=Integer))
)


def likeliest(connection: Connection, identity_id: int, most: int) -> dict[int, float]:
    """Return the identities that one may be, with the points that speak for it, at most `most`, the likeliest first."""
    found = connection.execute(_LIKELIEST, {"id": identity_id, "most": most})
    return {int(other): float(points) for other, points in found}


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


def pairs_with(connection: Connection, identity_id: int) -> list[tuple[int, str, float, str]]:
    """Return all identities that one was compared with: the verdict, the points and the reasons of each."""
    one = identity_pair.c
    other = case((one.left_id == identity_id, one.right_id), else_=one.left_id)
    rows = connection.execute(
        select(other, one.verdict, one.points, one.why).where(
            or_(one.left_id == identity_id, one.right_id == identity_id)
        )
    )
    return [(int(a), str(b), float(c), str(d)) for a, b, c, d in rows]
