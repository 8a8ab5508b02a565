"""Who asks: this machine's own user, or the bearer of a token; and how fast each may."""

from collections import OrderedDict
from collections.abc import Callable
from hashlib import sha256
from ipaddress import IPv6Address, ip_address, ip_network

import anyio.to_thread
import msgspec
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from onrecord.record.tokens import SCOPES, Token
from onrecord.record.tokens import Scope as Permission
from onrecord.web.guards.doors import is_loopback
from onrecord.web.guards.pace import Buckets, retry_after
from onrecord.web.problems import Problem
from onrecord.web.settings import Pace, Settings

_FAILING = Pace(per_second=0.2, burst=20)
"""How often an address may come with a token that is none."""

_LONGEST = 200
"""Characters of what may be a token's secret."""
_GOOD = 1000
"""How many tokens are remembered as good, by their hash; each is looked up again with every request."""

FORWARDED = ("forwarded", "x-forwarded-for", "x-real-ip", "via")
"""Headers by which a proxy tells that it asks for somebody else."""


class Client(msgspec.Struct, frozen=True, kw_only=True):
    """Who asks. `key` is the same for all requests of one client, `name` is what corrections are signed with."""

    key: str
    name: str
    scopes: frozenset[Permission]

    def may(self, scope: str) -> bool:
        """Whether it has `scope`; an administrator has every one."""
        return scope in self.scopes or "admin" in self.scopes


class Clients:
    """Finds out who asks, refuses who may not, and holds each to its pace.

    The client is left in the request's `state`, if it is not there already (`web.guards.visitors`). `verified` looks a
    token's secret up in the archive.
    """

    def __init__(self, app: ASGIApp, settings: Settings, verified: Callable[[str], Token | None]) -> None:
        self._app = app
        self._settings = settings
        self._verified = verified
        self._buckets = Buckets(settings.pace)
        self._local = Buckets(settings.local_pace)
        self._failing = Buckets(_FAILING)
        self._good: OrderedDict[bytes, None] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with its client, or refuse it."""
        if scope["type"] == "http":
            state = scope.setdefault("state", {})
            if "client" not in state:
                state["client"] = await self._client(scope)
        await self._app(scope, receive, send)

    async def _client(self, scope: Scope) -> Client:
        headers = Headers(scope=scope)
        address = scope["client"][0] if scope.get("client") else ""
        given = headers.getlist("authorization")
        if given:
            return await self._bearer(given, network(address))
        if self._settings.tokens or not is_loopback(address) or any(name in headers for name in FORWARDED):
            held(self._buckets, network(address))
            raise _unknown("This server answers nobody without a token (Authorization: Bearer …).")
        held(self._local, "local")
        return Client(key="local", name="local", scopes=frozenset(SCOPES))

    async def _bearer(self, given: list[str], address: str) -> Client:
        scheme, _, secret = given[0].strip().partition(" ")
        digest = sha256(secret.strip().encode("utf-8", "replace")).digest()
        # Whoever tries tokens is held before the archive is asked; whose token was good lately is not held with them,
        # for behind a proxy all have one address.
        known = digest in self._good
        if not known:
            wait = self._failing.take(address)
            if wait:
                detail = "Too many tokens were wrong; try again later."
                raise Problem("too-many-requests", detail, headers=retry_after(wait))
        token = None
        if len(given) == 1 and scheme.lower() == "bearer" and len(secret) <= _LONGEST:
            token = await anyio.to_thread.run_sync(self._verified, secret.strip())
        if token is None:
            self._good.pop(digest, None)
            raise _unknown("The token is not valid: unknown, revoked, or at its end.", invalid=True)
        if not known:
            self._failing.give(address)
            self._good[digest] = None
            if len(self._good) > _GOOD:
                self._good.popitem(last=False)
        held(self._buckets, f"token {token.id}")
        return Client(key=f"token {token.id}", name=token.name, scopes=frozenset(token.scopes))


def held(buckets: Buckets, key: str) -> None:
    """Hold the client `key` to its pace. Raises `Problem` where it asks too fast."""
    wait = buckets.take(key)
    if wait:
        raise Problem(
            "too-many-requests",
            f"Too many requests; the next one is taken in {wait:.1f} seconds.",
            headers=retry_after(wait),
        )


def network(address: str) -> str:
    """Return what counts as one client of an address: an IPv6 network of 64 bits is in one hand.

    >>> network("2001:db8::1"), network("192.0.2.7"), network("")
    ('2001:db8::/64', '192.0.2.7', '')
    """
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped:
            return str(found.ipv4_mapped)
        return str(ip_network((int(found), 64), strict=False))
    return address


def _unknown(detail: str, *, invalid: bool = False) -> Problem:
    challenge = 'Bearer realm="OnRecord"' + (', error="invalid_token"' if invalid else "")
    return Problem("token-needed", detail, headers={"WWW-Authenticate": challenge})
