"""What costs too much to be worked out for every request: kept in memory as long as the archive is as it was."""

from collections.abc import Callable
from threading import Lock
from time import monotonic
from typing import Generic, NamedTuple, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import Connection

from onrecord.record.lookup import newest
from onrecord.record.opening import Archive

Made = TypeVar("Made")
_WORTH = 50
_QUICK = 0.1
"""Seconds that making may take to be done at every change."""


class _Kept(NamedTuple, Generic[Made]):
    state: tuple[int, ...]
    until: float
    made: Made


class Remembered(Generic[Made]):
    """The outcome of `make` for an archive, made again once the archive has changed.

    What takes long to make is not made at every change of an archive that grows all the time: it holds for `_WORTH`
    times as long as making it took. While one request makes it again, others get what was there before.
    """

    def __init__(self, make: Callable[[Connection], Made]) -> None:
        self._make = make
        self._kept: WeakKeyDictionary[Archive, _Kept[Made]] = WeakKeyDictionary()
        self._making = Lock()

    def of(self, archive: Archive) -> Made:
        """Return it. Raises `ArchiveError`, and what `make` raises."""
        with archive.reading() as connection:
            state = newest(connection)
        kept = self._kept.get(archive)
        if kept is not None and (kept.state == state or monotonic() < kept.until):
            return kept.made
        if not self._making.acquire(blocking=kept is None):
            assert kept is not None
            return kept.made
        try:
            kept = self._kept.get(archive)
            if kept is not None and kept.state == state:
                return kept.made
            begun = monotonic()
            with archive.reading() as connection:
                state = newest(connection)
                made = self._make(connection)
            took = monotonic() - begun
            self._kept[archive] = _Kept(state, monotonic() + (_WORTH * took if took > _QUICK else 0.0), made)
            return made
        finally:
            self._making.release()
