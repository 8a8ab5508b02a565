"""Captures and their readings added: each once, however often it comes, and wholly or not at all."""

from collections.abc import Iterable
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Any, Literal

import msgspec
from sqlalchemy import Connection, Table, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from onrecord.capture.model import Capture, CaptureError
from onrecord.reading.model import ReaderInfo, Reading
from onrecord.record import tables, views
from onrecord.record.opening import Archive
from onrecord.record.stored import FORM, pack, pack_reading, storable

Change = Literal["new", "reread", "again", "known"]
"""What adding a capture came to: the first of its bytes; read by another reader than before; met at another place or
time; nothing that was not there already.
"""
_LONGEST_MESSAGE = 2000
_LONGEST_KEY = 500
"""Characters of a source by which a failure is known: PostgreSQL's indexes take no long ones."""


class Added(msgspec.Struct, frozen=True, kw_only=True):
    """A capture that is in the archive now; `statements` counts those of its current reading."""

    source: str
    sha256: str
    change: Change
    kind: str
    headline: str | None = None
    statements: int = 0


def now() -> str:
    """Return the time, as the archive writes times."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def known(archive: Archive, capture: Capture, reader: ReaderInfo) -> bool:
    """Say whether the archive has these bytes, read by this very reader."""
    with archive.reading() as connection:
        found = connection.execute(
            select(tables.reading.c.id)
            .join(tables.capture)
            .join(tables.reader)
            .where(tables.capture.c.sha256 == capture.sha256, tables.reader.c.key == reader_key(reader))
        ).first()
    return found is not None


def meet(archive: Archive, capture: Capture) -> Added:
    """Keep that a capture which is `known` was met, where and when; return what the archive has of it."""
    capture = _named(capture)
    with archive.writing() as connection:
        capture_id = _capture(connection, capture)[0]
        first = _sighting(connection, capture_id, capture)
        return _added(connection, capture_id, capture, "again" if first else "known")


def add(archive: Archive, outcomes: Iterable[Reading | CaptureError]) -> list[Added | CaptureError]:
    """Add readings with their captures, and note what could not be read, all in one transaction.

    When it returns, all of it is kept for good; when it raises (`ArchiveError`), nothing is. Adding the same again
    changes nothing. A reading becomes its capture's current one unless one of a newer OnRecord is.
    """
    with archive.writing() as connection:
        return [
            _failed(connection, one) if isinstance(one, CaptureError) else _add(connection, one) for one in outcomes
        ]


def reader_key(reader: ReaderInfo) -> str:
    """Return what a reader is known by in the archive: a hash of its version and its models' names."""
    return blake2b(msgspec.json.encode(reader), digest_size=16).hexdigest()


def insert_once(connection: Connection, table: Table, row: dict[str, Any]) -> bool:
    """Insert `row` unless one that may not be there twice is there, and say whether it was inserted."""
    make = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    once = make(table).values(row).on_conflict_do_nothing().returning(*table.primary_key)
    return connection.execute(once).first() is not None


def _named(capture: Capture) -> Capture:
    """Return a capture whose names can be kept, whatever bytes a path is made of."""
    url = storable(capture.url) if capture.url is not None else None
    if (storable(capture.source), url) == (capture.source, capture.url):
        return capture
    return msgspec.structs.replace(capture, source=storable(capture.source), url=url)


def _add(connection: Connection, reading: Reading) -> Added:
    capture = _named(reading.capture)
    if capture is not reading.capture:
        reading = msgspec.structs.replace(reading, capture=capture)
    capture_id, new = _capture(connection, capture)
    again = _sighting(connection, capture_id, capture)
    reader_id = _reader(connection, reading.reader)
    row = {
        "capture_id": capture_id,
        "reader_id": reader_id,
        "read_at": now(),
        "page_kind": reading.kind,
        "form": FORM,
        "packed": pack_reading(reading),
        "current": new,
    }
    read = insert_once(connection, tables.reading, row)
    if read and (new or _supersedes(connection, capture_id, reading.reader)):
        if not new:
            _make_current(connection, capture_id, reader_id)
        views.rebuild(connection, capture_id)
    connection.execute(delete(tables.failure).where(tables.failure.c.source == _failure_key(capture.source)))
    change: Change = "new" if new else "reread" if read else "again" if again else "known"
    return _added(connection, capture_id, capture, change)


def _capture(connection: Connection, capture: Capture) -> tuple[int, bool]:
    """Return the row of a capture's bytes, and whether they are new."""
    found = connection.execute(select(tables.capture.c.id).where(tables.capture.c.sha256 == capture.sha256)).scalar()
    if found is not None:
        return int(found), False
    row = {
        "sha256": capture.sha256,
        "media_type": capture.media_type,
        "charset": capture.charset,
        "size": len(capture.data),
        "packed": pack(capture.data),
    }
    done = connection.execute(insert(tables.capture).values(row).returning(tables.capture.c.id))
    return int(done.scalar_one()), True


def _sighting(connection: Connection, capture_id: int, capture: Capture) -> bool:
    """Keep where and when a capture was met, and say whether that is new."""
    where = (capture.source, capture.url, capture.captured_at, capture.captured_at_from)
    row = {
        "capture_id": capture_id,
        "key": blake2b(msgspec.json.encode(where), digest_size=16).hexdigest(),
        "source": capture.source,
        "url": capture.url,
        "captured_at": capture.captured_at,
        "captured_at_from": capture.captured_at_from,
        "added_at": now(),
    }
    return insert_once(connection, tables.sighting, row)


def _reader(connection: Connection, reader: ReaderInfo) -> int:
    row = {
        "key": reader_key(reader),
        "onrecord": reader.onrecord,
        "models": msgspec.json.encode(reader.models).decode(),
    }
    query = select(tables.reader.c.id).where(tables.reader.c.key == row["key"])
    found = connection.execute(query).scalar()
    if found is None:
        insert_once(connection, tables.reader, row)
        found = connection.execute(query).scalar_one()
    return int(found)


def _supersedes(connection: Connection, capture_id: int, reader: ReaderInfo) -> bool:
    current = connection.execute(
        select(tables.reader.c.onrecord)
        .join(tables.reading)
        .where(tables.reading.c.capture_id == capture_id, tables.reading.c.current)
    ).scalar()
    return current is None or _version(reader.onrecord) >= _version(str(current))


def _version(name: str) -> tuple[int, ...]:
    return tuple(int(part) for part in name.split("+")[0].split(".") if part.isdigit())


def _make_current(connection: Connection, capture_id: int, reader_id: int) -> None:
    mine = tables.reading.c.capture_id == capture_id
    connection.execute(update(tables.reading).where(mine, tables.reading.c.current).values(current=False))
    connection.execute(update(tables.reading).where(mine, tables.reading.c.reader_id == reader_id).values(current=True))


def _added(connection: Connection, capture_id: int, capture: Capture, change: Change) -> Added:
    kind = connection.execute(
        select(tables.reading.c.page_kind).where(tables.reading.c.capture_id == capture_id, tables.reading.c.current)
    ).scalar()
    shown = connection.execute(
        select(tables.article.c.headline, tables.article.c.statements).where(tables.article.c.capture_id == capture_id)
    ).one_or_none()
    return Added(
        source=capture.source,
        sha256=capture.sha256,
        change=change,
        kind=str(kind or "other"),
        headline=shown.headline if shown else None,
        statements=shown.statements if shown else 0,
    )


def _failed(connection: Connection, error: CaptureError) -> CaptureError:
    source = _failure_key(error.source)
    connection.execute(delete(tables.failure).where(tables.failure.c.source == source))
    message = storable(error.message[:_LONGEST_MESSAGE])
    connection.execute(insert(tables.failure).values(source=source, message=message, at=now()))
    return error


def _failure_key(source: str) -> str:
    plain = storable(source)
    if len(plain) <= _LONGEST_KEY:
        return plain
    return f"{plain[:_LONGEST_KEY]}… ({blake2b(plain.encode(), digest_size=8).hexdigest()})"
