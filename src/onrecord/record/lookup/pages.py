"""Lists in pages: the next page starts after the last item, wherever that stands by then (keyset pagination)."""

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

import msgspec
from sqlalchemy import ColumnElement, Connection, Row, Select, tuple_

MOST = 1000
"""The most items of one page."""
_LAST_ID = 2**63 - 1

Item = TypeVar("Item")


class Page(msgspec.Struct, Generic[Item], frozen=True, kw_only=True):
    """Some items of a list; `next` is the cursor of the page after it, None after the last."""

    items: list[Item]
    next: str | None = None


class CursorError(ValueError):
    """A cursor that no page gave."""


class Place(NamedTuple):
    """Where an item stands: its day, if it has one, and its row's number."""

    day: str | None
    id: int


class Order(NamedTuple):
    """By which columns a list is in order; the undated come last either way, and none is looked for if `dated`."""

    day: ColumnElement[Any]
    id: ColumnElement[Any]
    oldest_first: bool = False
    dated: bool = False


def cursor_of(place: Sequence[str | int | None]) -> str:
    """Return the cursor that stands for a place in a list."""
    return urlsafe_b64encode(msgspec.json.encode(place)).decode().rstrip("=")


def place_of(cursor: str) -> Place:
    """Return the place that a cursor stands for. Raises `CursorError`."""
    try:
        day, number = msgspec.json.decode(
            urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)), type=tuple[str | None, int]
        )
    except (ValueError, binascii.Error, msgspec.DecodeError) as error:
        raise CursorError("This cursor is none that a page gave.") from error
    if not 0 <= number <= _LAST_ID or (day is not None and (len(day) > 32 or "\0" in day)):
        raise CursorError("This cursor is none that a page gave.")
    return Place(day, number)


def by_day(
    connection: Connection, query: Select[Any], order: Order, limit: int, cursor: str | None
) -> tuple[list[Row[Any]], str | None]:
    """Return up to `limit` rows of `query` in `order` after `cursor`, and the cursor of what follows.

    Those that have a day and those that have none are asked for apart, so that an index on the day serves on either
    database, which put nothing at different ends. Raises `CursorError`.
    """
    limit = max(1, min(limit, MOST))
    at = place_of(cursor) if cursor else None
    ascending = order.oldest_first
    rows: list[Row[Any]] = []
    if at is None or at.day is not None:
        dated = query.where(order.day.is_not(None))
        if at is not None:
            here, there = tuple_(order.day, order.id), tuple_(at.day, at.id)
            dated = dated.where(here > there if ascending else here < there)
        columns = (order.day.asc(), order.id.asc()) if ascending else (order.day.desc(), order.id.desc())
        rows += connection.execute(dated.order_by(*columns).limit(limit + 1)).all()
    if len(rows) <= limit and not order.dated:
        undated = query.where(order.day.is_(None))
        if at is not None and at.day is None:
            undated = undated.where(order.id > at.id if ascending else order.id < at.id)
        column = order.id.asc() if ascending else order.id.desc()
        rows += connection.execute(undated.order_by(column).limit(limit + 1 - len(rows))).all()
    if len(rows) <= limit:
        return rows, None
    last = rows[limit - 1]._mapping
    return rows[:limit], cursor_of((last[str(order.day.key)], last[str(order.id.key)]))


def by_id(
    connection: Connection, query: Select[Any], column: ColumnElement[Any], limit: int, cursor: str | None
) -> tuple[list[Row[Any]], str | None]:
    """Return up to `limit` rows of `query`, those with the highest `column` first; otherwise as `by_day`."""
    limit = max(1, min(limit, MOST))
    if cursor:
        query = query.where(column < place_of(cursor).id)
    rows = list(connection.execute(query.order_by(column.desc()).limit(limit + 1)).all())
    if len(rows) <= limit:
        return rows, None
    return rows[:limit], cursor_of((None, rows[limit - 1]._mapping[str(column.key)]))


def page_of(found: tuple[list[Row[Any]], str | None], make: Callable[[Row[Any]], Item]) -> Page[Item]:
    """Return rows as a page of items."""
    return Page(items=[make(row) for row in found[0]], next=found[1])
