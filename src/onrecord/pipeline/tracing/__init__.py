"""Across captures: each one that changed is compared with those it may share words, a story or people with.

What comes of it (`record.tables.stories` and the tables beside it) is worked out from the views and can be made again.
"""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, delete, func, select

from onrecord.pipeline.tracing import copying, identifying, repeating, sorting
from onrecord.reading.model import Reading
from onrecord.record import views
from onrecord.record.model import ArchiveError
from onrecord.record.opening import Archive
from onrecord.record.tables import trace_due

Step = Callable[[Connection, int, Reading | None], None]

STEPS: tuple[Step, ...] = (copying.update, repeating.update, identifying.update, sorting.update)
"""In this order: what is a version or a copy is known before it is asked what was said, and by whom."""
_BATCH = 100


def catch_up(archive: Archive, limit: int | None = None) -> int:
    """Compare captures whose views changed with the others, at most `limit`, and return how many it were.

    Each is compared in a transaction of its own: it may be stopped at any point, and run beside other writers. Raises
    `ArchiveError`.
    """
    done = 0
    while limit is None or done < limit:
        with archive.reading() as connection:
            query = select(trace_due.c.capture_id).order_by(trace_due.c.capture_id)
            due = connection.scalars(query.limit(_BATCH if limit is None else min(_BATCH, limit - done))).all()
        if not due:
            break
        for capture_id in due:
            with archive.reading() as connection:
                reading = _reading(connection, capture_id)
            sorting.ahead(reading)
            with _without_collecting(), archive.writing() as connection:
                _compare(connection, capture_id)
        done += len(due)
    return done


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Leave it for afterwards to look for cycles: hardly any are made here, and to go through all that is in memory
    takes half as long as a capture does.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def waiting(connection: Connection) -> int:
    """Return how many captures are still to be compared with the others."""
    return int(connection.execute(select(func.count()).select_from(trace_due)).scalar_one())


def _compare(connection: Connection, capture_id: int) -> None:
    taken = connection.execute(delete(trace_due).where(trace_due.c.capture_id == capture_id))
    if not taken.rowcount:  # somebody else was faster
        return
    reading = _reading(connection, capture_id)
    for update in STEPS:
        update(connection, capture_id, reading)


def _reading(connection: Connection, capture_id: int) -> Reading | None:
    """Return a capture's article as it stands; a damaged one is the doctor's to tell, and stops no other."""
    try:
        found = views.effective(connection, capture_id)
    except ArchiveError:
        return None
    return found.reading if found is not None and found.reading.kind == "article" else None
