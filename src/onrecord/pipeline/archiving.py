"""Into the archive: captures read in workers, and kept in batches, each batch whole or not at all."""

import time
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from onrecord.capture.model import Capture, CaptureError
from onrecord.pipeline.catching_up import catch_up
from onrecord.pipeline.info import reader_info
from onrecord.pipeline.one import Done, reading_of
from onrecord.pipeline.workers import TIME_LIMIT, each
from onrecord.reading.model import Reading
from onrecord.record.adding import Added, add, known, meet
from onrecord.record.captures import unread
from onrecord.record.opening import Archive

_STATEMENTS = 100
"""Statements of a page, more than most have."""
_MOST = 1000
"""Statements, and captures, that are seen to after each batch, at most (`catching_up`); the rest at the end."""


class Work(NamedTuple):
    """How captures are worked through: worker processes (None: as many as serve), and seconds that one may take.

    So many readings are kept in one transaction, `batch`, unless `seconds` pass before.
    """

    jobs: int | None = None
    time_limit: float = TIME_LIMIT
    batch: int = 32
    seconds: float = 2.0


def add_captures(
    archive: Archive, found: Iterable[Capture | CaptureError], work: Work | None = None
) -> Iterator[Added | CaptureError]:
    """Read what was found and add it, in order; what this reader has read already is not read again.

    An outcome is yielded once it is kept for good. So it can be stopped at any moment, and run again to go on. Raises
    `ArchiveError` where the archive cannot take more; what was yielded before is kept.
    """
    work = work or Work()
    reader = reader_info()

    def fresh() -> Iterator[Capture | CaptureError | Added]:
        for one in found:
            if isinstance(one, Capture) and known(archive, one, reader):
                yield meet(archive, one)
            else:
                yield one

    return _kept(archive, each(fresh(), work.jobs, work.time_limit, annotate=True), work)


def reread(archive: Archive, work: Work | None = None) -> Iterator[Added | CaptureError]:
    """Read again whatever this reader has not read; the readings there are stay beside the new ones."""
    work = work or Work()
    return _kept(archive, each(unread(archive, reader_info()), work.jobs, work.time_limit, annotate=True), work)


def _kept(
    archive: Archive, outcomes: Iterable[Done | CaptureError | Added], work: Work
) -> Iterator[Added | CaptureError]:
    batch: list[Reading | CaptureError] = []
    since = time.monotonic()
    done = 0
    for outcome in outcomes:
        done += 1
        if isinstance(outcome, Added):
            yield from _add(archive, batch)
            batch = []
            yield outcome
            continue
        if not batch:
            since = time.monotonic()
        batch.append(reading_of(outcome) if isinstance(outcome, Done) else outcome)
        if len(batch) >= work.batch or time.monotonic() - since >= work.seconds:
            yield from _add(archive, batch)
            batch = []
    yield from _add(archive, batch)
    # Not all that an older version left undone: who adds a page waits for that page.
    catch_up(archive, _STATEMENTS * done + _MOST)


def _add(archive: Archive, batch: list[Reading | CaptureError]) -> list[Added | CaptureError]:
    """Keep a batch; and see to what was stated in the one before, so that it is found by its meaning, too."""
    if not batch:
        return []
    done = add(archive, batch)
    if len(batch) > 1:
        catch_up(archive, _MOST)
    return done
