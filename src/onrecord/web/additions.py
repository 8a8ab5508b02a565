"""Adding by way of the API: a bounded queue, and one thread that has its pages read by a worker process.

An addition that waits is in memory only: it is in the archive when its state says so, and not before. Who lost one
sends it again, for what is added twice is there once.
"""

import io
import logging
import secrets
import threading
from collections import OrderedDict, deque
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from typing import Literal

import msgspec

from onrecord.capture.fetch import fetch
from onrecord.capture.find import capture_of, captures
from onrecord.capture.manners import Manners
from onrecord.capture.model import Capture, CaptureError, MediaType
from onrecord.capture.network import RefusedError
from onrecord.pipeline import fault
from onrecord.pipeline.archiving import Work, add_captures
from onrecord.pipeline.catching_up import catch_up
from onrecord.record.adding import Added, Change
from onrecord.record.model import ArchiveError
from onrecord.record.opening import Archive
from onrecord.web.guards.clients import Client
from onrecord.web.guards.pace import retry_after
from onrecord.web.problems import Problem
from onrecord.web.settings import Settings

State = Literal["queued", "reading", "done", "failed"]
_PAGES = 1000
"""The most pages of one addition: a WARC may hold many."""
_AT_ONCE = 200
"""Statements and captures that are caught up with between two looks at whether something is to be added."""

_log = logging.getLogger("onrecord.web")


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What came of one page of an addition: it failed, or is in the archive, as `record.adding.Change` has it."""

    source: str
    state: Change | Literal["failed"]
    sha256: str | None = None
    page_kind: str | None = None
    message: str | None = None


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be added: the bytes of a page or a WARC, or the address of a page. `name` tells it from others."""

    name: str
    data: bytes = b""
    url: str | None = None
    media_type: MediaType | None = None
    charset: str | None = None
    fetched: bool = False


class Addition(msgspec.Struct, kw_only=True):
    """Something to be added, and how far it is. Times are ISO 8601 in UTC."""

    id: str
    name: str
    client: str
    size: int
    made_at: str
    state: State = "queued"
    ended_at: str | None = None
    outcomes: list[Outcome] = []
    message: str | None = None
    pages: int = 0
    """How many pages were found in it so far."""
    found: bool = False
    """Whether that is all of them."""


class Additions:
    """The queue, in the order of arrival. Its thread starts with the first one, and ends at `close`.

    The thread also does what can wait, whenever no addition does.
    """

    def __init__(self, archive: Archive, settings: Settings) -> None:
        self._archive = archive
        self._settings = settings
        self._lock = threading.Condition()
        self._waiting: deque[tuple[Addition, Given]] = deque()
        self._all: OrderedDict[str, Addition] = OrderedDict()
        self._thread: threading.Thread | None = None
        self._closed = False
        self._behind = False
        self._manners = Manners()

    def submit(self, given: Given, client: Client) -> Addition:
        """Queue `given`; raises `Problem` if the queue is full or closed."""
        bounds = self._settings.bounds
        addition = Addition(
            id=secrets.token_hex(12), name=given.name, client=client.key, size=len(given.data), made_at=_now()
        )
        with self._lock:
            held = sum(one.size for one, _ in self._waiting)
            if self._closed or len(self._waiting) >= bounds.queued or held + addition.size > bounds.queued_bytes:
                raise Problem("busy", "As much as this server takes waits to be added.", headers=retry_after(10))
            self._waiting.append((addition, given))
            self._all[addition.id] = addition
            self._forget()
            self._wake()
        return addition

    def catch_up(self) -> None:
        """See, beside the requests, to what can wait (`onrecord.pipeline.catching_up`)."""
        with self._lock:
            if not self._closed:
                self._behind = True
                self._wake()

    def one(self, id: str, client: Client) -> Addition:
        """Return the addition called `id`, as it is now. Raises `Problem` if this client has none of that name."""
        with self._lock:
            found = self._all.get(id)
            if found is None or not (found.client == client.key or client.may("admin")):
                raise Problem("not-found", "There is no such addition; only the last ones are remembered.")
            return msgspec.structs.replace(found, outcomes=list(found.outcomes))

    def of(self, client: Client, most: int) -> list[Addition]:
        """Return the last additions of a client, the latest first, as they are now."""
        with self._lock:
            found = [one for one in reversed(self._all.values()) if one.client == client.key]
            return [msgspec.structs.replace(one, outcomes=list(one.outcomes)) for one in found[:most]]

    def close(self) -> None:
        """End after the page that is being read, and drop what waits."""
        with self._lock:
            self._closed = True
            dropped = len(self._waiting)
            self._waiting.clear()
            self._lock.notify()
        if dropped:
            _log.warning("%d additions were dropped: the server stops", dropped)
        if self._thread is not None:
            self._thread.join(self._settings.bounds.reading_seconds)

    def _wake(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="additions", daemon=True)
            self._thread.start()
        self._lock.notify()

    def _forget(self) -> None:
        """Forget the oldest of those that are done, where there are too many."""
        for id in [id for id, one in self._all.items() if one.ended_at]:
            if len(self._all) <= self._settings.bounds.remembered:
                return
            del self._all[id]

    def _work(self) -> None:
        while True:
            with self._lock:
                while not self._waiting and not self._behind and not self._closed:
                    self._lock.wait()
                if self._closed:
                    return
                self._behind = False
            try:
                if self._waiting:
                    self._batch()
                # A part at a time, for the next addition waits.
                while not self._waiting and not self._closed and catch_up(self._archive, _AT_ONCE):
                    pass
            except ArchiveError as error:
                self._fail(str(error))
                _log.error("an addition failed: %s", error)
            except Exception as error:
                self._fail("The server failed at this addition; its log says at what.")
                _log.error("an addition failed: %s", fault(error), exc_info=error)

    def _batch(self) -> None:
        """Add what waits, without a break, so that one worker process reads all of it."""
        order: deque[Addition] = deque()
        work = Work(jobs=1, time_limit=self._settings.bounds.reading_seconds)
        for outcome in add_captures(self._archive, self._found(order), work):
            with self._lock:
                addition = order.popleft()
                addition.outcomes.append(_outcome(outcome, tell=not self._settings.tokens))
                self._end(addition)

    def _found(self, order: deque[Addition]) -> Iterator[Capture | CaptureError]:
        """Yield the captures of what waits, and note in `order` whose each is."""
        while True:
            with self._lock:
                if not self._waiting or self._closed:
                    return
                addition, given = self._waiting.popleft()
                addition.state = "reading"
            for found in islice(_captures(given, self._settings.private, self._manners), _PAGES):
                order.append(addition)
                addition.pages += 1
                yield found
            with self._lock:
                addition.found = True
                if not addition.pages:
                    addition.message = "It holds no page."
                self._end(addition)

    def _end(self, addition: Addition) -> None:
        """End `addition` if all its pages were found and something came of each."""
        if addition.found and len(addition.outcomes) == addition.pages:
            addition.state = "done" if addition.pages else "failed"
            addition.ended_at = _now()

    def _fail(self, message: str) -> None:
        """End what was under way when something went wrong that concerns no single page."""
        with self._lock:
            for addition in self._all.values():
                if addition.state == "reading":
                    addition.state, addition.message, addition.ended_at = "failed", message, _now()


def _captures(given: Given, private: bool, manners: Manners) -> Iterator[Capture | CaptureError]:
    """Yield the pages of what was given, under the name that it was given."""
    try:
        if given.fetched and given.url:
            yield fetch(given.url, allow_private=private, manners=manners)
        elif given.media_type:
            yield _known(
                capture_of(given.data, source=given.name, media_type=given.media_type, charset=given.charset), given
            )
        else:
            for found in captures(["-"], stdin=io.BytesIO(given.data)):
                source = given.name + found.source.removeprefix("-")
                if isinstance(found, CaptureError):
                    yield CaptureError(source, found.message)
                else:
                    yield _known(msgspec.structs.replace(found, source=source), given)
    except CaptureError as error:
        yield error


def _known(capture: Capture, given: Given) -> Capture:
    """Return `capture` with the address that was given for it, if its bytes tell none."""
    return capture if capture.url or not given.url else msgspec.structs.replace(capture, url=given.url)


def _outcome(outcome: Added | CaptureError, *, tell: bool) -> Outcome:
    if isinstance(outcome, CaptureError):
        # What a name resolves to inside a network is not for whoever asks from outside of it.
        hidden = isinstance(outcome, RefusedError) and not tell
        message = "is not on the public internet, not asked" if hidden else outcome.message
        return Outcome(source=outcome.source, state="failed", message=message)
    return Outcome(source=outcome.source, state=outcome.change, sha256=outcome.sha256, page_kind=outcome.kind)


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
