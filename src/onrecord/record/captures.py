"""Captures taken out of the archive again, as they were collected."""

from collections.abc import Iterator
from hashlib import sha256

from sqlalchemy import Connection, Select, func, select

from onrecord.capture.model import Capture
from onrecord.reading.model import ReaderInfo
from onrecord.record import tables
from onrecord.record.adding import reader_key
from onrecord.record.model import AmbiguousError, ArchiveError, NotFoundError
from onrecord.record.opening import Archive
from onrecord.record.refs import SHORTEST, is_prefix
from onrecord.record.stored import unpack


def find_capture(connection: Connection, ident: str) -> int:
    """Return the row of the capture whose sha256 begins with `ident`.

    Raises `NotFoundError` where there is none, and `AmbiguousError` where there are several.
    """
    if not is_prefix(ident):
        raise NotFoundError(f"{ident!r} names no capture: that takes {SHORTEST} or more of its sha256's digits.")
    sha = tables.capture.c.sha256
    rows = connection.execute(
        select(tables.capture.c.id, sha).where(sha >= ident, sha <= ident + "g").order_by(sha).limit(9)
    ).all()
    if not rows:
        raise NotFoundError(f"There is no capture {ident} in the archive.")
    if len(rows) > 1:
        raise AmbiguousError(f"{ident} fits several captures; name more of it.", [str(row[1]) for row in rows])
    return int(rows[0][0])


def capture_again(connection: Connection, capture_id: int) -> Capture:
    """Return a capture as it was first met. Raises `ArchiveError` where its bytes are no longer what they were."""
    row = connection.execute(select(tables.capture).where(tables.capture.c.id == capture_id)).one()
    met = connection.execute(
        select(tables.sighting)
        .where(tables.sighting.c.capture_id == capture_id)
        .order_by(tables.sighting.c.id)
        .limit(1)
    ).one()
    data = unpack(row.packed)
    if sha256(data).hexdigest() != row.sha256:
        raise ArchiveError(
            f"The bytes of capture {row.sha256[:12]} are not what they were; onrecord doctor tells more."
        )
    return Capture.of(
        data,
        source=met.source,
        media_type=row.media_type,
        captured_at=met.captured_at,
        captured_at_from=met.captured_at_from,
        url=met.url,
        charset=row.charset,
    )


def unread(archive: Archive, reader: ReaderInfo) -> Iterator[Capture]:
    """Yield the captures that `reader` has not read, those added first first."""
    last = 0
    while True:
        with archive.reading() as connection:
            found = connection.execute(_unread(reader).where(tables.capture.c.id > last).limit(1)).scalar()
            if found is None:
                return
            capture = capture_again(connection, int(found))
        last = int(found)
        yield capture


def count_unread(archive: Archive, reader: ReaderInfo) -> int:
    """Return how many captures `reader` has not read."""
    with archive.reading() as connection:
        return connection.execute(select(func.count()).select_from(_unread(reader).subquery())).scalar_one()


def _unread(reader: ReaderInfo) -> "Select[int]":
    """Select the ids of captures without a reading by `reader`, in order."""
    read = (
        select(tables.reading.c.id)
        .join(tables.reader)
        .where(tables.reading.c.capture_id == tables.capture.c.id, tables.reader.c.key == reader_key(reader))
    )
    return select(tables.capture.c.id).where(~read.exists()).order_by(tables.capture.c.id)
