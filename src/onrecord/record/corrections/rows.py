"""Corrections as the archive has them: one row each, never changed, and which of them are in effect."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select

from onrecord.record.corrections.model import Kept, correction_of
from onrecord.record.model import ArchiveError
from onrecord.record.tables import correction as table

UNDO = "undo"
"""The kind of a row that undoes the row it names."""
_OF_CAPTURE = select(table).where(table.c.capture_id == bindparam("capture_id")).order_by(table.c.id)


def in_effect(connection: Connection, capture_id: int) -> list[Kept]:
    """Return a capture's corrections that are not undone, in order of their numbers.

    Raises `ArchiveError` for one that this version cannot read.
    """
    rows = connection.execute(_OF_CAPTURE, {"capture_id": capture_id}).all()
    undone = undone_of({row.id: row.undoes for row in rows})
    return [kept_of(row) for row in rows if row.kind != UNDO and row.id not in undone]


def undone_of(undoes: Mapping[int, int | None]) -> set[int]:
    """Return which rows are undone; `undoes` has for every row of a capture the row that it undoes, if it is such.

    An undoing may be undone itself, and that again.

    >>> sorted(undone_of({1: None, 2: None, 3: 1, 4: 2, 5: 4}))
    [1, 4]
    """
    out: set[int] = set()
    for id in sorted(undoes, reverse=True):
        undone = undoes[id]
        if undone is not None and id not in out:
            out.add(undone)
    return out


def last_of(id: int, undoes: Mapping[int, int | None]) -> int:
    """Return the last of the undoings that begin at the row `id`; `id` itself if it was never undone."""
    by = {undone: one for one, undone in undoes.items() if undone is not None}
    while id in by:
        id = by[id]
    return id


def kept_of(row: Row[Any]) -> Kept:
    """Return the correction of a row. Raises `ArchiveError` where this version cannot read it."""
    try:
        correction = correction_of(row.body)
    except ValueError as error:
        raise ArchiveError(f"Correction {row.id} cannot be read: {error}") from error
    return Kept(id=row.id, at=row.at, by=row.by, why=row.why, correction=correction)
