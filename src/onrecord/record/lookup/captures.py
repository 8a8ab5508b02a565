"""Captures: the bytes, and where and when they were met."""

from typing import Any

import msgspec
from sqlalchemy import Connection, Row, Select, bindparam, func, select

from onrecord.record.captures import find_capture
from onrecord.record.lookup.pages import Page, by_id, page_of
from onrecord.record.stored import unpack
from onrecord.record.tables import capture as _capture
from onrecord.record.tables import reading as _reading
from onrecord.record.tables import sighting as _sighting


class Sighting(msgspec.Struct, frozen=True, kw_only=True):
    """An occasion on which the bytes of a capture were met. Times are as in `onrecord.capture.model.Capture`."""

    source: str
    url: str | None
    captured_at: str | None
    captured_at_from: str | None
    added_at: str


class CaptureRow(msgspec.Struct, frozen=True, kw_only=True):
    """A capture without its bytes; `size` is in bytes, `page_kind` what its current reading found.

    `source`, `url`, `captured_at` and `added_at` are those of the first sighting.
    """

    id: int
    sha256: str
    media_type: str
    charset: str | None
    size: int
    page_kind: str | None
    readings: int
    sightings: int
    source: str
    url: str | None
    captured_at: str | None
    added_at: str


def captures(connection: Connection, *, limit: int = 20, cursor: str | None = None) -> Page[CaptureRow]:
    """Return captures, those added last first. Raises `CursorError`."""
    return page_of(by_id(connection, _rows(), _capture.c.id, limit, cursor), _row)


def capture(connection: Connection, ident: str) -> CaptureRow:
    """Return the capture whose sha256 starts with `ident`; raises as `find_capture`."""
    return _row(connection.execute(_ONE, {"id": find_capture(connection, ident)}).one())


def bytes_of(connection: Connection, ident: str) -> bytes:
    """Return the bytes of a capture, as they were collected; raises as `find_capture`."""
    packed = connection.execute(select(_capture.c.packed).where(_capture.c.id == find_capture(connection, ident)))
    return unpack(packed.scalar_one())


def sightings(connection: Connection, capture_id: int) -> list[Sighting]:
    """Return where and when a capture was met, first one first."""
    rows = connection.execute(_MET, {"capture_id": capture_id})
    return [
        Sighting(
            source=row.source,
            url=row.url,
            captured_at=row.captured_at,
            captured_at_from=row.captured_at_from,
            added_at=row.added_at,
        )
        for row in rows
    ]


def _rows() -> Select[Any]:
    first = (
        select(func.min(_sighting.c.id)).where(_sighting.c.capture_id == _capture.c.id).correlate(_capture)
    ).scalar_subquery()
    kind = select(_reading.c.page_kind).where(_reading.c.capture_id == _capture.c.id, _reading.c.current)
    readings = select(func.count()).where(_reading.c.capture_id == _capture.c.id)
    met = _sighting.alias("met")
    sighted = select(func.count()).where(met.c.capture_id == _capture.c.id)
    return select(
        _capture.c.id,
        _capture.c.sha256,
        _capture.c.media_type,
        _capture.c.charset,
        _capture.c.size,
        _sighting.c.source,
        _sighting.c.url,
        _sighting.c.captured_at,
        _sighting.c.added_at,
        kind.scalar_subquery().label("page_kind"),
        readings.scalar_subquery().label("readings"),
        sighted.scalar_subquery().label("sightings"),
    ).join(_sighting, _sighting.c.id == first)


_ONE = _rows().where(_capture.c.id == bindparam("id"))
_MET = select(_sighting).where(_sighting.c.capture_id == bindparam("capture_id")).order_by(_sighting.c.id)


def _row(row: Row[Any]) -> CaptureRow:
    return CaptureRow(**row._mapping)
