"""Who sits at the browser: this machine's own user, somebody who logged in, or nobody yet.

The API is for programs, which bear tokens (`web.guards.clients`); a login opens the desk and nothing else, so that no
cookie alone ever lets a request reach the API. A form has to bring back what only the page it came with can know
(`Visitor.form_token`), besides coming from this site (`web.guards.doors`).
"""

import hashlib
import hmac
import re
import secrets
from collections.abc import Callable
from http.cookies import CookieError, SimpleCookie
from urllib.parse import quote, unquote

import anyio.to_thread
import msgspec
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from onrecord.record.accounts import Account
from onrecord.record.logins import Login
from onrecord.web.guards.clients import FORWARDED, Client, held, network
from onrecord.web.guards.doors import is_loopback
from onrecord.web.guards.pace import Buckets
from onrecord.web.problems import Problem
from onrecord.web.settings import Settings

LOGIN = "/login"
LOGIN_COOKIE, FORM_COOKIE, NAME_COOKIE = "onrecord_login", "onrecord_form", "onrecord_name"
_OPEN = re.compile(r"/login|/look|/static/.*")
"""What everybody may see: the way in, and what it looks like."""
_API = "/api/"
_SECRET = re.compile(r"[A-Za-z0-9_-]{43}")
_COOKIES = 8_000
"""Characters of all cookies of a request together, above which none is looked at."""

Found = tuple[Login, Account]


class Visitor(msgspec.Struct, frozen=True, kw_only=True):
    """A person at a browser.

    `secret` is known to the person's browser and this server alone. `name` is what corrections are signed with: that
    of the account, or what this machine's user calls himself; None where that was not said yet. `https` says that the
    browser came by way of TLS.
    """

    secret: str
    name: str | None = None
    account: Account | None = None
    login: Login | None = None
    local: bool = False
    https: bool = False

    @property
    def form_token(self) -> str:
        """What a form of this visitor brings back, to prove that it came with one of our own pages."""
        return hmac.new(self.secret.encode(), b"form", hashlib.sha256).hexdigest()

    def sent(self, token: object) -> bool:
        """Whether `token` is the one that this visitor's forms bring back."""
        return isinstance(token, str) and hmac.compare_digest(
            token.encode("utf-8", "replace"), self.form_token.encode()
        )


class Visitors:
    """Finds out who sits at the browser and leaves that in the request's `state`; who has to log in is sent there.

    `logged_in` looks a login's secret up in the archive.
    """

    def __init__(self, app: ASGIApp, settings: Settings, logged_in: Callable[[str], Found | None]) -> None:
        self._app = app
        self._settings = settings
        self._logged_in = logged_in
        self._buckets = Buckets(settings.pace)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with its visitor, or send it to the login."""
        if scope["type"] != "http" or scope["path"].startswith(_API):
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        cookies = _cookies(headers)
        state = scope.setdefault("state", {})
        visitor, client = await self._visitor(scope, headers, cookies)
        if client is None and not visitor.local and "authorization" not in headers:
            address = network(scope["client"][0] if scope.get("client") else "")
            held(self._buckets, address)
            if not _OPEN.fullmatch(scope["path"]):
                await self._to_login(scope, receive, send)
                return
            client = Client(key=f"nobody {address}", name="nobody", scopes=frozenset())
        if client is not None:
            state["client"] = client
        state["visitor"] = visitor
        await self._app(scope, receive, send if FORM_COOKIE in cookies else _with_cookie(send, visitor))

    async def _visitor(self, scope: Scope, headers: Headers, cookies: dict[str, str]) -> tuple[Visitor, Client | None]:
        address = scope["client"][0] if scope.get("client") else ""
        direct = is_loopback(address) and not any(name in headers for name in FORWARDED)
        https = headers.get("origin", "").startswith("https:") or headers.get("x-forwarded-proto") == "https"
        form = cookies.get(FORM_COOKIE, "")
        secret = form if _SECRET.fullmatch(form) else secrets.token_urlsafe(32)
        if FORM_COOKIE in cookies and secret != form:
            del cookies[FORM_COOKIE]
        proof = cookies.get(LOGIN_COOKIE, "")
        if _SECRET.fullmatch(proof) and not scope["path"].startswith("/static/"):
            found = await anyio.to_thread.run_sync(self._logged_in, proof)
            if found is not None:
                login, account = found
                client = Client(key=f"account {account.id}", name=account.name, scopes=frozenset(account.scopes))
                held(self._buckets, client.key)
                # Tied to the login, so that a form that was made for somebody else is refused.
                return Visitor(secret=proof, name=account.name, account=account, login=login, https=https), client
        local = direct and not self._settings.tokens and "authorization" not in headers
        return Visitor(secret=secret, name=_own_name(cookies) if local else None, local=local, https=https), None

    @staticmethod
    async def _to_login(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] not in ("GET", "HEAD"):
            raise Problem("token-needed", "Your login has ended: log in, and send it again.")
        query = scope.get("query_string", b"").decode("latin-1")
        back = scope["path"] + (f"?{query}" if query else "")
        wanted = "" if back == "/" else f"?next={quote(back[:2000], safe='')}"
        await RedirectResponse(LOGIN + wanted, status_code=303)(scope, receive, send)


def _cookies(headers: Headers) -> dict[str, str]:
    given = "; ".join(headers.getlist("cookie"))
    if not given or len(given) > _COOKIES:
        return {}
    try:
        return {name: one.value for name, one in SimpleCookie(given).items()}
    except CookieError:
        return {}


def _own_name(cookies: dict[str, str]) -> str | None:
    name = " ".join(unquote(cookies.get(NAME_COOKIE, "")).split())
    return name if 0 < len(name) <= 60 and name.isprintable() else None


def _with_cookie(send: Send, visitor: Visitor) -> Send:
    """Let an answer that is a page give the browser the secret that its forms are proved by."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(raw=list(message.get("headers", ())))
            if headers.get("content-type", "").startswith("text/html") and visitor.login is None:
                headers.append("Set-Cookie", cookie(FORM_COOKIE, visitor.secret, visitor))
            message = {**message, "headers": headers.raw}
        await send(message)

    return sending


def cookie(name: str, value: str, visitor: Visitor, *, seconds: int | None = None) -> str:
    """Return the header that has the browser keep `value`, out of reach of scripts and of other sites' forms.

    It holds for `seconds`, 0 to have it forgotten, or until the browser is closed.
    """
    lasting = "" if seconds is None else f"; Max-Age={seconds}"
    return (
        f"{name}={quote(value, safe='')}; Path=/; HttpOnly; SameSite=Lax{lasting}{'; Secure' if visitor.https else ''}"
    )
