"""Captures and readings taken out of the archive again, one after another, however many there are."""

from collections.abc import Iterator
from hashlib import sha256

from sqlalchemy import Connection, Select, bindparam, select

from onrecord.capture.model import Capture
from onrecord.reading.model import ReaderInfo, Reading
from onrecord.record import tables
from onrecord.record.adding import reader_key
from onrecord.record.model import AmbiguousError, ArchiveError, NotFoundError
from onrecord.record.opening import Archive
from onrecord.record.refs import SHORTEST, is_prefix
from onrecord.record.stored import unpack
from onrecord.record.views import effective

_DIGITS = "0123456789abcdefg"
_AT_ONCE = 16
"""Readings that are taken out in one transaction: none holds on to an old state of the archive for long."""
_sha = tables.capture.c.sha256
# Made once, as all that is asked for every page: to put a query together takes far longer than to have it answered.
_CALLED = (
    select(tables.capture.c.id, _sha)
    .where(_sha >= bindparam("ident"), _sha < bindparam("after"))
    .order_by(_sha)
    .limit(9)
)


def find_capture(connection: Connection, ident: str) -> int:
    """Return the row of the capture whose sha256 begins with `ident`, at least six digits of it.

    Raises `NotFoundError` where there is none, and `AmbiguousError` where there are several.
    """
    if not is_prefix(ident):
        raise NotFoundError(f"An article is called by {SHORTEST} or more of the first digits of its capture's sha256.")
    # The next digit, in whatever order the database has them: a colon comes after 9 in few.
    after = ident[:-1] + _DIGITS[_DIGITS.index(ident[-1]) + 1]
    rows = connection.execute(_CALLED, {"ident": ident, "after": after}).all()
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


def readings(archive: Archive) -> Iterator[Reading]:
    """Yield the current reading of each capture, corrections applied, those added first first."""
    last = 0
    query = select(tables.reading.c.capture_id).where(tables.reading.c.current).order_by(tables.reading.c.capture_id)
    while True:
        with archive.reading() as connection:
            ids = connection.execute(query.where(tables.reading.c.capture_id > last).limit(_AT_ONCE)).scalars().all()
            found = [effective(connection, int(one)) for one in ids]
        if not ids:
            return
        last = int(ids[-1])
        for one in found:
            if one is not None:
                yield one.reading


def _unread(reader: ReaderInfo) -> "Select[int]":
    """Select the ids of captures without a reading by `reader`, in order."""
    read = (
        select(tables.reading.c.id)
        .join(tables.reader)
        .where(tables.reading.c.capture_id == tables.capture.c.id, tables.reader.c.key == reader_key(reader))
    )
    return select(tables.capture.c.id).where(~read.exists()).order_by(tables.capture.c.id)
