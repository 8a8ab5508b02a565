"""Articles as their pages have them, without what was stated there: a tenth of the time that a whole reading takes."""

from collections.abc import Iterable

from sqlalchemy import Connection, bindparam, select

from onrecord.reading.model import Reading
from onrecord.record import tables
from onrecord.record.model import ArchiveError
from onrecord.record.stored import unpack_page
from onrecord.record.views import effective

_AT_ONCE = 400
_PACKED = select(tables.reading.c.packed, tables.reading.c.form).where(
    tables.reading.c.capture_id == bindparam("capture_id"), tables.reading.c.current
)
_CORRECTED = (
    select(tables.correction.c.capture_id)
    .where(tables.correction.c.capture_id.in_(bindparam("ids", expanding=True)))
    .distinct()
)


class Pages:
    """The articles of some captures."""

    def __init__(self, connection: Connection, capture_ids: Iterable[int]) -> None:
        self._connection = connection
        self._corrected: set[int] = set()
        ids = sorted(set(capture_ids))
        for start in range(0, len(ids), _AT_ONCE):
            self._corrected.update(connection.scalars(_CORRECTED, {"ids": ids[start : start + _AT_ONCE]}))

    def of(self, capture_id: int) -> Reading | None:
        """Return a capture's page with its corrections, as a reading in which nothing is stated; None where it is no
        article, or damaged: that is the doctor's to tell.
        """
        try:
            found = self._effective(capture_id)
        except ArchiveError:
            return None
        return found if found is not None and found.kind == "article" else None

    def _effective(self, capture_id: int) -> Reading | None:
        if capture_id in self._corrected:
            found = effective(self._connection, capture_id)
            return found.reading if found is not None else None
        row = self._connection.execute(_PACKED, {"capture_id": capture_id}).one_or_none()
        return unpack_page(row.packed, row.form) if row is not None else None
