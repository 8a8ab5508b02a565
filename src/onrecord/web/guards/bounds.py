"""How much a request may send, how long it may take, and how many are worked on at once."""

import asyncio
import logging

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from onrecord.web.guards.pace import retry_after
from onrecord.web.guards.shield import shown
from onrecord.web.problems import Problem
from onrecord.web.settings import Bounds

_log = logging.getLogger("onrecord.web")


class Bodies:
    """Bounds the bytes of a request's body, whatever its headers say; `roomy` paths may send a page."""

    def __init__(self, app: ASGIApp, bounds: Bounds, roomy: frozenset[str]) -> None:
        self._app = app
        self._bounds = bounds
        self._roomy = roomy

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with a body that ends at the limit."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        # JSON may spell each character of a text in six.
        limit = self._bounds.page * 6 + 10_000 if scope["path"] in self._roomy else self._bounds.body
        length = Headers(scope=scope).get("content-length", "0")
        if length.isascii() and length.isdigit() and (len(length) > 15 or int(length) > limit):
            raise too_large(limit)
        total = 0

        async def bounded() -> Message:
            nonlocal total
            message = await receive()
            if message["type"] == "http.request":
                total += len(message.get("body", b""))
                if total > limit:
                    raise too_large(limit)
            return message

        await self._app(scope, bounded, send)


class Turns:
    """Works on a bounded number of requests at once, and answers those that take too long.

    Work in a thread cannot be broken off: its client is answered, and its turn ends when the work does.
    """

    def __init__(self, app: ASGIApp, bounds: Bounds) -> None:
        self._app = app
        self._bounds = bounds
        self._there: set[asyncio.Task[None]] = set()
        self._turns = asyncio.Semaphore(bounds.at_once)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Work on the request when it is its turn, or answer that it takes too long."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if len(self._there) >= self._bounds.waiting:
            raise _busy("The server has as many requests as it takes; try again shortly.")
        answer = _Answer(send)
        task = asyncio.create_task(self._turn(scope, receive, answer))
        self._there.add(task)
        task.add_done_callback(self._over)
        begun = asyncio.create_task(answer.begun.wait())
        try:
            await asyncio.wait({task, begun}, timeout=self._bounds.seconds, return_when="FIRST_COMPLETED")
            if not task.done() and not answer.begun.is_set():
                _log.warning("given up after %g s: %s %s", self._bounds.seconds, scope["method"], shown(scope["path"]))
                raise _busy(f"The answer took more than {self._bounds.seconds:g} seconds; ask for less at once.")
            await asyncio.wait({task}, timeout=self._bounds.sending_seconds)
            if task.done():
                await task
        finally:
            begun.cancel()
            if not task.done():
                answer.closed = True
                task.cancel()

    async def _turn(self, scope: Scope, receive: Receive, send: Send) -> None:
        async with self._turns:
            await self._app(scope, receive, send)

    def _over(self, task: asyncio.Task[None]) -> None:
        self._there.discard(task)
        if not task.cancelled():
            task.exception()  # looked at: nobody asks for that of a task that was given up


class _Answer:
    """Passes an answer on as long as somebody waits for it."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.begun = asyncio.Event()
        self.closed = False

    async def __call__(self, message: Message) -> None:
        if not self.closed:
            self.begun.set()
            await self._send(message)


def too_large(limit: int) -> Problem:
    """Return what is answered to a request of more than `limit` bytes."""
    return Problem("too-large", f"The request has more than the {limit:,} bytes that may be sent here.")


def _busy(detail: str) -> Problem:
    return Problem("busy", detail, headers=retry_after(1))
