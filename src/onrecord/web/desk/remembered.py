"""What costs too much to be worked out for every request: kept in memory as long as the archive is as it was."""

import logging
from collections.abc import Callable
from threading import Lock, Thread
from time import monotonic
from typing import Generic, NamedTuple, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import Connection

from onrecord.record.lookup import newest
from onrecord.record.model import ArchiveError
from onrecord.record.opening import Archive

Made = TypeVar("Made")
_WORTH = 50
_QUICK = 0.05
"""Seconds that making may take to be done at every change, while somebody waits for it."""

_log = logging.getLogger("onrecord.web")


class _Kept(NamedTuple, Generic[Made]):
    state: tuple[int, ...]
    until: float
    slow: bool
    made: Made


class Remembered(Generic[Made]):
    """The outcome of `make` for an archive, made again once the archive has changed.

    What takes long to make is not made at every change of an archive that grows all the time: it holds for `_WORTH`
    times as long as making it took. Nobody waits for it but who asks first of all: others get what was there before,
    while it is made again beside the requests.
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
        if kept is not None and kept.slow:
            Thread(target=self._again, args=(archive,), name="remembered", daemon=True).start()
            return kept.made
        try:
            return self._made(archive, state)
        finally:
            self._making.release()

    def begin(self, archive: Archive) -> None:
        """Make it beside the requests, so that the first of them does not wait for it."""
        if archive not in self._kept and self._making.acquire(blocking=False):
            Thread(target=self._again, args=(archive,), name="remembered", daemon=True).start()

    def _again(self, archive: Archive) -> None:
        try:
            self._made(archive, None)
        except ArchiveError as error:
            _log.warning("what the front page counts was not counted: %s", error)
        finally:
            self._making.release()

    def _made(self, archive: Archive, state: tuple[int, ...] | None) -> Made:
        """Return it as it is kept, if it is of `state`, else made now."""
        kept = self._kept.get(archive)
        if kept is not None and kept.state == state:
            return kept.made
        begun = monotonic()
        with archive.reading() as connection:
            state = newest(connection)
            made = self._make(connection)
        took = monotonic() - begun
        slow = took > _QUICK
        self._kept[archive] = _Kept(state, monotonic() + (_WORTH * took if slow else 0.0), slow, made)
        return made
