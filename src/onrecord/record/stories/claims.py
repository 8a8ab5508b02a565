"""Statements that may claim the same as one: near in time, by the same speaker or about the same people and bodies."""

from collections import Counter
from datetime import date, timedelta

from sqlalchemy import Connection, select

from onrecord.record.tables import entity, statement

_DAYS = 4
"""How far apart two articles may be."""
_NAMES = 8
_ARTICLES = 100
_STATEMENTS = 400
_SHARED = 2
"""Names that two articles must share."""


def near(connection: Connection, statement_id: int) -> list[int]:
    """Return statements of other captures that may claim what this one does; bounded, however large the archive is."""
    one = connection.execute(select(statement).where(statement.c.id == statement_id)).one_or_none()
    if one is None:
        return []
    window = _window(one.day)
    base = select(statement.c.id).where(statement.c.capture_id != one.capture_id)
    if window is not None:
        base = base.where(statement.c.day.between(*window))
    out: list[int] = []
    if one.speaker_key:
        query = base.where(statement.c.speaker_key == one.speaker_key).order_by(statement.c.day.desc())
        out += connection.scalars(query.limit(_STATEMENTS)).all()
    captures = _alike(connection, one.capture_id)
    if captures:
        out += connection.scalars(base.where(statement.c.capture_id.in_(captures)).limit(_STATEMENTS)).all()
    return list(dict.fromkeys(out))


def _alike(connection: Connection, capture_id: int) -> list[int]:
    """Return captures that share names with one, those that share most first."""
    mine = connection.scalars(
        select(entity.c.key)
        .where(entity.c.capture_id == capture_id, entity.c.named, entity.c.key != "")
        .order_by(entity.c.mentions.desc(), entity.c.id)
        .limit(_NAMES)
    ).all()
    counts: Counter[int] = Counter()
    for key in dict.fromkeys(mine):
        others = select(entity.c.capture_id).where(entity.c.key == key, entity.c.capture_id != capture_id)
        counts.update(set(connection.scalars(others.order_by(entity.c.id.desc()).limit(_ARTICLES))))
    return [other for other, count in counts.most_common(_ARTICLES) if count >= _SHARED]


def _window(day: str | None) -> tuple[str, str] | None:
    try:
        middle = date.fromisoformat((day or "")[:10])
        return (middle - timedelta(days=_DAYS)).isoformat(), (middle + timedelta(days=_DAYS)).isoformat()
    except (ValueError, OverflowError):
        return None
