"""By which name a server was asked, and from which site: against DNS rebinding and forged requests.

A page of any site may make a visitor's browser send requests to this machine. It cannot choose the Host header, which
holds the name that the browser believes to be talking to, nor the Origin header of a request that changes something.
"""

from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from onrecord.web.problems import Problem
from onrecord.web.settings import Settings

_SAFE = frozenset(("GET", "HEAD", "OPTIONS"))


class Doors:
    """Refuses requests that came by a name that is not the server's, and changes that another site asked for."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._settings = settings
        self._hosts = frozenset(host.lower() for host in settings.hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on if it came the right way."""
        if scope["type"] == "http":
            self._check(scope["method"], Headers(scope=scope))
        await self._app(scope, receive, send)

    def _check(self, method: str, headers: Headers) -> None:
        hosts = headers.getlist("host")
        if len(hosts) != 1 or not self._is_ours(hosts[0]):
            raise Problem("wrong-host", "The server is not known by the name in the Host header; it is told its names.")
        if method in _SAFE:
            return
        origins = headers.getlist("origin")
        if any(not _is_same(origin, hosts[0]) for origin in origins):
            raise Problem("not-permitted", "A page of another site may not change anything here.")
        if headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
            raise Problem("not-permitted", "A page of another site may not change anything here.")

    def _is_ours(self, host: str) -> bool:
        host = host.lower()
        name = _name(host)
        if name is None:
            return False
        if host in self._hosts or name in self._hosts:
            return True
        if self._settings.tokens and not self._hosts:
            return True
        return is_loopback(name)


def is_loopback(name: str) -> bool:
    """Whether `name` is this machine's own: ``localhost``, or an address that never leaves it.

    >>> [is_loopback(name) for name in ("localhost", "127.0.0.1", "::1", "127.0.0.1.x.example", "0.0.0.0", "127.1")]
    [True, True, True, False, False, False]
    """
    if name.rstrip(".") == "localhost" or name.endswith(".localhost"):  # RFC 6761: never looked up elsewhere
        return True
    try:
        address = ip_address(name)
    except ValueError:
        return False
    return (getattr(address, "ipv4_mapped", None) or address).is_loopback


def _name(host: str) -> str | None:
    """Return the name or address in a Host header, without its port; None for what is no host."""
    if any(char in host for char in "@/\\?#,% \t") or not host.isascii():
        return None
    try:
        parts = urlsplit(f"//{host}")
        _ = parts.port  # raises for what is no port
    except ValueError:
        return None
    return parts.hostname or None


def _is_same(origin: str, host: str) -> bool:
    try:
        parts = urlsplit(origin)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and parts.netloc.lower() == host.lower()
