"""Lists in pages: the next page starts after the last item, wherever that stands by then (keyset pagination)."""

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any, Generic, NamedTuple, TypeVar

import msgspec
from sqlalchemy import (
    BigInteger,
    BindParameter,
    ColumnElement,
    Connection,
    Integer,
    Row,
    Select,
    Text,
    bindparam,
    tuple_,
)

MOST = 1000
"""The most items of one page."""
_LAST_ID = 2**63 - 1
_ROWS: BindParameter[int] = bindparam("rows", type_=Integer)
_AT_ID: BindParameter[int] = bindparam("at_id", type_=BigInteger)

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


class ByDay:
    """A list in order of days, put together once: that takes far longer than to have it answered.

    `query` may leave values open (`bindparam`). Those that have a day and those that have none are asked for apart, so
    that an index on the day serves on either database, which put nothing at different ends.
    """

    def __init__(self, query: Select[Any], order: Order) -> None:
        self.query, self.order = query, order

    def rows(
        self, connection: Connection, values: Mapping[str, Any], limit: int, cursor: str | None
    ) -> tuple[list[Row[Any]], str | None]:
        """Return up to `limit` rows after `cursor`, and the cursor of what follows. Raises `CursorError`."""
        limit = max(1, min(limit, MOST))
        at = place_of(cursor) if cursor else None
        given = {**values, "at_day": at.day, "at_id": at.id} if at else values
        rows: list[Row[Any]] = []
        if at is None or at.day is not None:
            query = self._dated_after if at else self._dated
            rows += connection.execute(query, {**given, "rows": limit + 1}).all()
        if len(rows) <= limit and not self.order.dated:
            query = self._undated_after if at and at.day is None else self._undated
            rows += connection.execute(query, {**given, "rows": limit + 1 - len(rows)}).all()
        if len(rows) <= limit:
            return rows, None
        last = rows[limit - 1]._mapping
        return rows[:limit], cursor_of((last[str(self.order.day.key)], last[str(self.order.id.key)]))

    @cached_property
    def _dated(self) -> Select[Any]:
        day, id, ascending, _ = self.order
        columns = (day.asc(), id.asc()) if ascending else (day.desc(), id.desc())
        return self.query.where(day.is_not(None)).order_by(*columns).limit(_ROWS)

    @cached_property
    def _dated_after(self) -> Select[Any]:
        day, id, ascending, _ = self.order
        here, there = tuple_(day, id), tuple_(bindparam("at_day", type_=Text), _AT_ID)
        return self._dated.where(here > there if ascending else here < there)

    @cached_property
    def _undated(self) -> Select[Any]:
        day, id, ascending, _ = self.order
        return self.query.where(day.is_(None)).order_by(id.asc() if ascending else id.desc()).limit(_ROWS)

    @cached_property
    def _undated_after(self) -> Select[Any]:
        id = self.order.id
        return self._undated.where(id > _AT_ID if self.order.oldest_first else id < _AT_ID)


def by_id(
    connection: Connection, query: Select[Any], column: ColumnElement[Any], limit: int, cursor: str | None
) -> tuple[list[Row[Any]], str | None]:
    """Return up to `limit` rows of `query`, those with the highest `column` first; otherwise as `ByDay.rows`."""
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
