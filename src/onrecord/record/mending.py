"""What is shown made anew where it is not what was read: after damage, or when rules that it follows have changed.

Only views and the index are mended, for they can be worked out again. What was collected, read or put right by people
is never touched; where that is damaged, a backup helps.
"""

from collections.abc import Callable

from sqlalchemy import select

from onrecord.record import tables, views
from onrecord.record.doctor import amiss
from onrecord.record.model import ArchiveError
from onrecord.record.opening import Archive
from onrecord.record.search import checking

_AT_ONCE = 50


def mend(archive: Archive, *, progress: Callable[[int, int], None] | None = None) -> int:
    """Make anew what is shown of each capture where it is not as it should be; return of how many captures that was.

    It may be stopped at any point and run again, and others may read meanwhile. `progress` is told how many captures
    are done, and of how many. Raises `ArchiveError` where the database cannot be written.
    """
    with archive.writing() as connection:
        checking.mend(connection)
    with archive.reading() as connection:
        ids = connection.scalars(select(tables.capture.c.id).order_by(tables.capture.c.id)).all()
    mended = 0
    for start in range(0, len(ids), _AT_ONCE):
        wrong = [one for one in ids[start : start + _AT_ONCE] if _is_amiss(archive, one)]
        for one in wrong:
            with archive.writing() as connection:
                views.rebuild(connection, one)
        mended += len(wrong)
        if progress is not None:
            progress(min(start + _AT_ONCE, len(ids)), len(ids))
    return mended


def _is_amiss(archive: Archive, capture_id: int) -> bool:
    """Say whether a capture's views are to be made again; not where its reading itself is damaged."""
    try:
        with archive.reading() as connection:
            found = views.effective(connection, capture_id)
            return found is not None and any(amiss(connection, capture_id, found))
    except ArchiveError:
        return False
