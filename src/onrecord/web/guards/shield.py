"""The outermost guard: what every answer bears, and what becomes of a fault."""

import logging

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from onrecord.pipeline import fault
from onrecord.web.problems import Problem

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}
"""What every answer bears, unless it says something of its own."""

PAGE_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "media-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
"""The policy of the desk's own pages: nothing from elsewhere, and no script or style that stands in the page itself."""

_log = logging.getLogger("onrecord.web")


class Shield:
    """Puts `HEADERS` on every answer, and answers a fault of ours in the shape of all problems."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the request, whatever becomes of it."""
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
            return
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = False

        async def shielded(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                headers = MutableHeaders(raw=list(message.get("headers", ())))
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                message = {**message, "headers": headers.raw}
                if message["status"] >= 500:
                    _log.warning("%d %s %s", message["status"], scope["method"], shown(scope["path"]))
            await send(message)

        try:
            await self._app(scope, receive, shielded)
        except Problem as error:
            if started:
                raise
            await error.response()(scope, receive, shielded)
        except Exception as error:
            # A fault of ours must cost this request only, and tell nothing of the inside.
            _log.error("%s %s: %s", scope["method"], shown(scope["path"]), fault(error), exc_info=error)
            if started:
                raise
            problem = Problem("fault", "The server failed at this request; its log says at what.")
            await problem.response()(scope, receive, shielded)


def shown(path: str) -> str:
    """Return a request's path as one safe word of a log's line.

    >>> shown("/a b\\n\\x1b[31m")
    '/a%20b%0A%1B%5B31m'
    """
    from urllib.parse import quote

    return quote(path[:300], safe="/-._~:@!$&'()*+,;=", errors="replace")
