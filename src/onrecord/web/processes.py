"""Pages that take work are made in processes of their own: one process of Python works on one core only.

The server's own process hears every request, decides who may ask and how much (`web.guards`), and holds what must be
there once: additions, logins, how fast each may ask. A worker gets a request that was let in, with who asks, makes its
answer from the archive as it is at that moment, and gives it back whole; it keeps nothing that another has to know.
Where no worker is ready, the server makes the answer itself.
"""

import asyncio
import gc
import logging
import os
import threading
import time
from collections.abc import Callable
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context, parent_process
from typing import TYPE_CHECKING, Any, NamedTuple

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from onrecord.pipeline import fault
from onrecord.web.settings import Settings

if TYPE_CHECKING:
    from pebble import ProcessPool

_log = logging.getLogger("onrecord.web")
_SENT = (
    "http_version",
    "method",
    "scheme",
    "path",
    "raw_path",
    "query_string",
    "root_path",
    "headers",
    "client",
    "server",
)
"""What a worker is told of a request, besides who asks."""
_COLLECTED = (10_000, 20, 50)
"""How often a worker looks for cycles (`gc.set_threshold`): most of what a request leaves goes without that."""
LINES = "%(asctime)s %(levelname)s %(message)s", "%H:%M:%S"
"""How lines of the log look, and the time in them."""
_AGAIN = 10.0
"""Seconds until processes that broke down are started again."""


class Answer(NamedTuple):
    """What a worker gives back: an answer whole, or in `fault` what went wrong."""

    status: int = 0
    headers: tuple[tuple[bytes, bytes], ...] = ()
    body: bytes = b""
    fault: str = ""


class WorkerError(Exception):
    """A request at which a worker failed; the message says how."""


class Processes:
    """Workers that make answers for the archive at `where`, `settings.workers` of them; none until `start`."""

    def __init__(self, where: str, settings: Settings) -> None:
        self._where = where
        self._settings = settings
        self._pool: ProcessPool | None = None
        self._ready = False
        self._not_before = 0.0
        self._lock = threading.Lock()

    def start(self) -> None:
        """Start them, without waiting until they are ready."""
        if not self._settings.workers:
            return
        from pebble import ProcessPool

        count = self._settings.workers
        with self._lock:
            self._ready = False
            try:
                self._pool = ProcessPool(
                    max_workers=count,
                    initializer=_begin,
                    initargs=(self._where, self._settings),
                    context=get_context("spawn"),
                )
                self._pool.schedule(_nothing).add_done_callback(self._begun)
            except (OSError, ImportError) as error:  # a system that lets nobody start or share anything
                _log.warning("the server makes all pages itself: it cannot start workers (%s)", fault(error))
                self._pool = None

    @property
    def ready(self) -> bool:
        """Whether a worker is there to make answers."""
        return self._ready

    def close(self) -> None:
        """End them, whatever they are at."""
        with self._lock:
            pool, self._pool, self._ready = self._pool, None, False
        if pool is not None:
            pool.stop()  # type: ignore[no-untyped-call]
            pool.join()

    async def answer(self, scope: Scope) -> Answer | None:
        """Return what a worker answers; None where none is ready. Raises `WorkerError`."""
        from pebble import ProcessExpired

        pool = self._pool
        if pool is None or not self._ready:
            self._again()
            return None
        seconds = self._settings.bounds.seconds
        asked = {name: scope[name] for name in _SENT if name in scope}
        state = scope.get("state", {})
        who = {name: state[name] for name in ("client", "visitor") if name in state}
        try:
            made = pool.schedule(_answered, (asked, who, time.time() + seconds), timeout=seconds)
            # Whoever gave up waiting does not have the worker ended: it may be at another's request by then.
            found: Answer = await asyncio.shield(asyncio.wrap_future(made))
        except ProcessExpired as error:
            raise WorkerError("the process that made the answer died, most likely for want of memory") from error
        except TimeoutError as error:
            raise WorkerError(f"given up after {seconds:g} seconds") from error
        except (BrokenProcessPool, RuntimeError):  # all of them died, or the server is being closed
            with self._lock:
                if self._pool is pool:
                    self._ready, self._not_before = False, time.monotonic() + _AGAIN
            return None
        if found.fault:
            raise WorkerError(found.fault)
        return found

    def _begun(self, first: Any) -> None:
        error = None if first.cancelled() else first.exception()
        if error is None:
            self._ready = not first.cancelled()
            return
        _log.warning("the server makes all pages itself: its workers did not start (%s)", fault(error))
        self._not_before = time.monotonic() + 6 * _AGAIN

    def _again(self) -> None:
        """Start processes anew that broke down a while ago."""
        with self._lock:
            pool = self._pool
            if pool is None or not self._not_before or time.monotonic() < self._not_before:
                return
            self._not_before = 0.0
        threading.Thread(target=self._restart, args=(pool,), name="workers", daemon=True).start()

    def _restart(self, pool: "ProcessPool") -> None:
        pool.stop()  # type: ignore[no-untyped-call]
        pool.join()
        if self._pool is pool:
            self.start()


class Apart:
    """Has the requests of which `wanted` says so answered by a worker."""

    def __init__(self, app: ASGIApp, processes: Processes, wanted: Callable[[str, bytes], bool]) -> None:
        self._app = app
        self._processes = processes
        self._wanted = wanted

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, to a worker or to the application here."""
        if scope["type"] == "http" and scope["method"] == "GET" and self._wanted(scope["path"], scope["query_string"]):
            found = await self._processes.answer(scope)
            if found is not None:
                await send({"type": "http.response.start", "status": found.status, "headers": list(found.headers)})
                await send({"type": "http.response.body", "body": found.body})
                return
        await self._app(scope, receive, send)


class _Worker(NamedTuple):
    app: ASGIApp
    loop: asyncio.AbstractEventLoop


_here: list[_Worker] = []
"""The one worker that this process is, if it is one."""


def _begin(where: str, settings: Settings) -> None:
    """Make the application of this process."""
    from onrecord.record.opening import open_archive
    from onrecord.web.desk.rendering import environment
    from onrecord.web.pages import pages

    logging.basicConfig(format=LINES[0], datefmt=LINES[1], level=logging.WARNING)
    threading.Thread(target=_end_with_server, name="server", daemon=True).start()
    _here[:] = [_Worker(pages(open_archive(where), settings), asyncio.new_event_loop())]
    for template in environment().list_templates():
        environment().get_template(template)
    # What is there now stays, and is not gone through again and again: that takes a tenth of a second each time.
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_COLLECTED)


def _end_with_server() -> None:
    server = parent_process()
    if server is not None:
        server.join()
        os._exit(1)


def _nothing() -> None:
    """Be done as soon as a worker is ready."""


def _answered(asked: dict[str, Any], who: dict[str, Any], until: float) -> Answer:
    """Answer a request, unless nobody waits for it any more; `until` is a time as `time.time` has it."""
    if time.time() > until:
        return Answer(fault="its turn came too late")
    worker = _here[0]
    try:
        return worker.loop.run_until_complete(_asked(worker.app, {**asked, "type": "http", "state": who}))
    except Exception as error:
        return Answer(fault=fault(error))


async def _asked(app: ASGIApp, scope: Scope) -> Answer:
    status, headers, parts = 500, [], []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        nonlocal status, headers
        if message["type"] == "http.response.start":
            status, headers = message["status"], message.get("headers", ())
        elif message["type"] == "http.response.body":
            parts.append(bytes(message.get("body", b"")))

    await app({**scope, "asgi": {"version": "3.0", "spec_version": "2.3"}, "extensions": {}}, receive, send)
    return Answer(status, tuple((bytes(name), bytes(value)) for name, value in headers), b"".join(parts))
