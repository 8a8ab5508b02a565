"""What a person sees when something is wrong: the same problem that a program is told (RFC 9457), as a page."""

import re
from typing import Any, Final

import msgspec
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from onrecord.export.terminal.layout import listed
from onrecord.web.desk.rendering import page
from onrecord.web.problems import MEDIA_TYPE

_API = "/api/"
_LARGEST = 100_000
_HEADINGS: Final = {
    400: "This request cannot be understood",
    401: "You have to log in",
    403: "You may not do this",
    404: "There is nothing here",
    405: "This cannot be done here",
    409: "This fits several things",
    413: "That is too much at once",
    415: "That is not what this page takes",
    421: "This server goes by another name",
    422: "Something is not filled in right",
    429: "Too many requests",
    500: "Something went wrong here",
    503: "The archive is busy",
}


_IN_ADDRESS: Final = re.compile(r"(query|path)\.")


class _Error(msgspec.Struct):
    where: str = ""
    detail: str = ""


class _Told(msgspec.Struct):
    status: int
    detail: str = ""
    errors: list[_Error] = []


class FaultPages:
    """Turns the answers that tell of a problem into pages, where a browser asked for one outside the API."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and its answer back."""
        if scope["type"] != "http" or scope["path"].startswith(_API) or not _wants_page(scope):
            await self._app(scope, receive, send)
            return
        scope.setdefault("state", {})
        begun: Message | None = None
        body = b""

        async def dressed(message: Message) -> None:
            nonlocal begun, body
            if message["type"] == "http.response.start":
                headers = dict(message.get("headers", ()))
                if headers.get(b"content-type", b"").startswith(MEDIA_TYPE.encode()):
                    begun = message
                    return
            elif begun is not None and message["type"] == "http.response.body":
                body = (body + message.get("body", b""))[:_LARGEST]
                if not message.get("more_body", False):
                    await _send_page(scope, receive, send, begun, body)
                return
            await send(message)

        await self._app(scope, receive, dressed)


async def _send_page(scope: Scope, receive: Receive, send: Send, begun: Message, body: bytes) -> None:
    try:
        told = msgspec.json.decode(body, type=_Told)
    except msgspec.DecodeError:
        told = _Told(status=begun["status"])
    again = next((value.decode("latin-1") for name, value in begun["headers"] if name == b"retry-after"), "")
    address = dict.fromkeys(f"“{one.where.partition('.')[2]}”" for one in told.errors if _IN_ADDRESS.match(one.where))
    if address:  # what a program is told of a query is no sentence for whoever follows a link
        detail = f"What this page’s address has for {listed(list(address))} is not of the form it takes."
        told = msgspec.structs.replace(told, detail=detail, errors=[])
    values: dict[str, Any] = {
        "status_code": told.status,
        "heading": _HEADINGS[400] if address else _HEADINGS.get(told.status, "This did not work"),
        "detail": told.detail,
        "errors": [(one.where, one.detail) for one in told.errors],
        "sent": scope["method"] == "POST" and 400 <= told.status < 500,
        "again": int(again) if again.isascii() and again.isdigit() and len(again) < 6 else None,
    }
    answer = page(Request(scope, receive), "fault.html", status=told.status, **values)
    replaced = {name for name, _ in answer.raw_headers}
    answer.raw_headers += [(name, value) for name, value in begun["headers"] if name not in replaced]
    await answer(scope, receive, send)


def _wants_page(scope: Scope) -> bool:
    return any(name == b"accept" and b"text/html" in value for name, value in scope["headers"])
