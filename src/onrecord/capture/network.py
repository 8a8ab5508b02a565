"""The network: the only code that touches it. One answer of one server, within bounds of time, size and address."""

import re
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from http import HTTPStatus
from http.client import HTTPException
from importlib.metadata import PackageNotFoundError, version
from ipaddress import ip_address
from typing import TYPE_CHECKING, NamedTuple
from zlib import error as ZlibError  # noqa: N812 (an exception by any other name)

from onrecord.capture.addresses import Address, is_public, literal
from onrecord.capture.inflate import UnknownPackingError, read_up_to, unpacked
from onrecord.capture.limits import Limits
from onrecord.capture.manners import Manners
from onrecord.capture.model import CaptureError

if TYPE_CHECKING:
    from protego import Protego
    from urllib3.connection import HTTPConnection
    from urllib3.response import BaseHTTPResponse

Resolver = Callable[[str, int], list[str]]
"""From a host name and a port to the addresses it has, best first; raises OSError where it has none."""

_AGENT = "onrecord"
_ROBOTS_BYTES = 500 * 1024
_ROBOTS_REDIRECTS = 5
_ADDRESSES = 4
"""How many of a host's addresses are tried."""
_WEB_PORTS = frozenset({80, 443, 591})
_UNRESERVED = 1024
"""Ports below belong to services of their own (mail, remote logins), some of which obey whoever speaks to them."""
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
PAGES = "text/html,application/xhtml+xml;q=0.9,text/plain;q=0.8,*/*;q=0.1"
"""The kinds of answer that are asked for, as HTTP's Accept has them, where a page is wanted."""


class Place(NamedTuple):
    """A URL taken apart; `host` is a name or an address, without brackets."""

    scheme: str
    host: str
    port: int
    target: str
    """Path and query, as asked for."""

    @property
    def origin(self) -> str:
        """Return scheme, host and port, as a URL has them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        usual = 443 if self.scheme == "https" else 80
        return f"{self.scheme}://{host}" + ("" if self.port == usual else f":{self.port}")

    @property
    def url(self) -> str:
        """Return the whole URL."""
        return self.origin + self.target


class Asking(NamedTuple):
    """What a request says beyond where it goes: the kinds wanted, and what is had already (RFC 9110, section 13)."""

    accept: str = PAGES
    etag: str | None = None
    modified: str | None = None


class Answer(NamedTuple):
    """What a server answered. `etag`, `modified` and `retry_after` are headers as sent, in printable ASCII only."""

    status: int
    location: str | None
    media_type: str
    charset: str | None
    body: bytes
    """Unpacked; one byte longer than allowed where there was more."""
    etag: str | None = None
    modified: str | None = None
    retry_after: str | None = None


def parsed(url: str, source: str) -> Place:
    """Return `url` taken apart once, by the parser whose parts are then used. Raises `CaptureError`."""
    from urllib3.exceptions import LocationParseError
    from urllib3.util import parse_url

    named = "is" if url == source else f"redirects to {url[:200]!r}, which is"
    if not url.isprintable() or re.search(r"[\s\\]", url) or len(url) > 8192:
        raise CaptureError(source, f"{named} no URL (white space, backslashes or beyond 8,192 characters)")
    try:
        parts = parse_url(_ascii_host(url))
    except (LocationParseError, UnicodeError, ValueError) as error:
        raise CaptureError(source, f"{named} no URL that can be understood") from error
    if parts.scheme not in ("http", "https"):
        raise CaptureError(source, f"{named} neither http nor https")
    if parts.auth is not None:
        raise CaptureError(source, f"{named} a URL with a user name in it, which is never sent")
    if not parts.host or parts.port == 0:
        raise CaptureError(source, f"{named} a URL without a host")
    host = parts.host.removeprefix("[").removesuffix("]")
    port = parts.port or (443 if parts.scheme == "https" else 80)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query is not None else "")
    return Place(parts.scheme, host, port, target)


def _ascii_host(url: str) -> str:
    """Return `url` with a host in letters beyond ASCII spelled as the name system wants it."""
    found = re.match(r"([A-Za-z][A-Za-z0-9+.-]*://)([^/?#]*)", url)
    if not found or found[2].isascii():
        return url
    return found[1] + found[2].encode("idna").decode("ascii") + url[found.end() :]


def joined(base: str, location: str, source: str) -> str:
    """Return where `location` leads from `base`. Raises `CaptureError` where that is no URL."""
    from urllib.parse import urljoin

    with suppress(UnicodeError):
        # Servers send letters beyond ASCII as UTF-8, which the protocol's library reads as latin-1.
        location = location.encode("latin-1").decode("utf-8")
    try:
        return urljoin(base, location.strip())
    except ValueError as error:
        raise CaptureError(source, "redirects to no URL that can be understood") from error


def system_resolver(host: str, port: int) -> list[str]:
    """Return the addresses that the system knows for a host, best first. Raises OSError where it has none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class Visit:
    """One thing asked of the network: what is left of its time, and the robots.txt it has seen.

    `source` is the URL that a person or a feed named; errors speak of it. `manners` are kept where many pages are asked
    for; waiting for a host's turn does not count as time. `resolver` stands in for the system's, in tests.
    """

    def __init__(
        self,
        source: str,
        allow_private: bool,
        limits: Limits,
        resolver: Resolver | None = None,
        manners: Manners | None = None,
    ) -> None:
        self._source = source
        self._manners = manners
        self._allow_private = allow_private
        self._limits = limits
        self._resolver = resolver or system_resolver
        self._deadline = time.monotonic() + limits.fetch_seconds
        self._asked: set[str] = set()

    def follow(self, limit: int, asking: Asking | None = None) -> tuple[Answer, str]:
        """Return what the source's server answers, up to `limit` + 1 bytes of its body, and from which URL.

        Only http and https are spoken, nothing is retried, no cookie and no proxy is used. Redirects are followed
        (`Limits.redirects`), and for every one of them everything is checked anew: the host is looked up once, each
        address it has must be public unless private ones are allowed, the connection goes to the very address that was
        checked (the certificate is still checked against the name), and the host's robots.txt must allow `onrecord`
        (RFC 9309: no robots.txt allows, a failing server forbids). Size as sent and as unpacked and time as a whole
        are bounded. Raises `CaptureError` in one sentence for whatever keeps the answer from coming.
        """
        where = parsed(self._source, self._source)
        for _ in range(self._limits.redirects + 1):
            self.ask_robots(where)
            answer = self.get(where, limit, asking)
            if answer.status in _REDIRECTS and answer.location:
                where = parsed(joined(where.url, answer.location, self._source), self._source)
                continue
            return answer, where.url
        raise CaptureError(self._source, f"redirects more than {self._limits.redirects} times")

    def _left(self) -> float:
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise self._late()
        return left

    def _late(self) -> CaptureError:
        return CaptureError(self._source, f"took more than {self._limits.fetch_seconds:g} seconds")

    def ask_robots(self, place: Place) -> None:
        """Raise `CaptureError` unless the robots.txt of `place` lets us in. Asked once for each URL."""
        if place.url in self._asked:
            return
        self._asked.add(place.url)
        known = self._manners.rules(place.origin) if self._manners else None
        rules = known[0] if known else self._robots(place)
        if self._manners and not known:
            self._manners.remember(place.origin, rules)
        if rules and not rules.can_fetch(place.url, _AGENT):
            raise CaptureError(self._source, "may not be read: the site's robots.txt forbids it")

    def _robots(self, place: Place) -> "Protego | None":
        """Return what the robots.txt of `place` says, None where there is none."""
        where = place._replace(target="/robots.txt")
        for _ in range(_ROBOTS_REDIRECTS + 1):
            try:
                answer = self.get(where, _ROBOTS_BYTES)
            except RefusedError:
                raise
            except CaptureError as error:
                self._left()
                raise CaptureError(self._source, f"{error.message} (asking for robots.txt)") from error
            if answer.status in _REDIRECTS and answer.location:
                where = parsed(joined(where.url, answer.location, self._source), self._source)
                continue
            break
        else:
            return None  # RFC 9309 takes endless redirects for a robots.txt that is not there
        if answer.status >= 500:
            raise CaptureError(
                self._source,
                f"may not be read: robots.txt answers {status_named(answer.status)}, which forbids all",
            )
        if not 200 <= answer.status < 300:
            return None
        from protego import Protego

        return Protego.parse(answer.body[:_ROBOTS_BYTES].decode("utf-8", "replace"))

    def get(self, place: Place, limit: int, asking: Asking | None = None) -> Answer:
        """Return what the server at `place` answers, up to `limit` + 1 bytes of its body. Raises
        `CaptureError`."""
        from urllib3.exceptions import HTTPError

        if self._manners:
            self._deadline += self._manners.wait(place.host)
        addresses = self._addresses(place)
        for tried, address in enumerate(addresses, start=1):
            connection = self._connection(place, str(address))
            # Timeouts of a socket start again with every byte that trickles in; this one does not.
            held: list[socket.socket] = []
            watch = threading.Timer(self._left(), _hang_up, (connection, held))
            watch.daemon = True
            watch.start()
            try:
                connection.connect()
                if connection.sock:
                    held.append(connection.sock)  # the connection lets go of it once it has the headers
            except (HTTPError, HTTPException, OSError, ValueError) as error:
                watch.cancel()
                connection.close()
                self._left()
                if tried == len(addresses):
                    raise CaptureError(self._source, _why(error, place.host)) from error
                continue
            try:
                return self._exchange(connection, place, limit, asking or Asking())
            except (HTTPError, HTTPException, OSError, ValueError, ZlibError) as error:
                self._left()
                raise CaptureError(self._source, _why(error, place.host)) from error
            finally:
                watch.cancel()
                connection.close()
        raise CaptureError(self._source, f"{place.host} has no address")

    def _addresses(self, place: Place) -> list[Address]:
        """Return the addresses of a host, each of them checked. They are looked up only here, once a
        request."""
        try:
            spelled = literal(place.host)
        except ValueError as error:
            raise RefusedError(self._source, f"{place.host} is no address in its usual spelling") from error
        addresses = [spelled] if spelled else self._looked_up(place)
        if not self._allow_private:
            if place.port < _UNRESERVED and place.port not in _WEB_PORTS:
                raise RefusedError(self._source, f"port {place.port} is no web server's, not asked")
            for address in addresses:
                if not is_public(address):
                    named = place.host if spelled else f"{place.host} ({address})"
                    raise RefusedError(self._source, f"{named} is not on the public internet, not asked")
        return addresses[:_ADDRESSES]

    def _looked_up(self, place: Place) -> list[Address]:
        found: list[str] = []
        wrong: list[Exception] = []

        def look() -> None:
            try:
                found.extend(self._resolver(place.host, place.port))
            except (OSError, UnicodeError, ValueError) as error:
                wrong.append(error)

        # The system's resolver knows no timeout of ours; left behind, it harms nobody.
        thread = threading.Thread(target=look, daemon=True)
        thread.start()
        thread.join(self._left())
        self._left()
        try:
            addresses = [ip_address(each) for each in found]
        except ValueError as error:
            raise RefusedError(self._source, f"{place.host} has an address that cannot be understood") from error
        if wrong or not addresses:
            raise CaptureError(self._source, f"the host {place.host} is not known")
        return addresses

    def _connection(self, place: Place, address: str) -> "HTTPConnection":
        from urllib3.connection import HTTPConnection, HTTPSConnection

        if place.scheme == "https":
            return HTTPSConnection(
                address,
                place.port,
                timeout=self._left(),
                server_hostname=place.host,
                assert_hostname=place.host,
                cert_reqs="CERT_REQUIRED",
            )
        return HTTPConnection(address, place.port, timeout=self._left())

    def _exchange(self, connection: "HTTPConnection", place: Place, limit: int, asking: Asking) -> Answer:
        headers = {
            "Host": place.origin.partition("://")[2],
            "User-Agent": f"{_AGENT}/{_version()} (reads news pages; robots.txt: {_AGENT})",
            "Accept": asking.accept,
            "Accept-Encoding": "gzip, deflate, br",
            "Connection": "close",
        }
        if asking.etag:
            headers["If-None-Match"] = asking.etag
        if asking.modified:
            headers["If-Modified-Since"] = asking.modified
        connection.request("GET", place.target, headers=headers, preload_content=False, decode_content=False)
        response = connection.getresponse()
        stated = response.headers.get("Content-Type") or ""
        charset = re.search(r"""charset\s{0,9}=\s{0,9}["']?([A-Za-z0-9._:-]{2,40})""", stated, re.IGNORECASE)
        status = response.status
        body = b""
        if 200 <= status < 300:
            body = read_up_to(_Timed(response, self._left), limit)
            self._left()  # a body without a length may end because we hung up
            if len(body) <= limit:
                body = unpacked(body, response.headers.get("Content-Encoding") or "", limit)
        return Answer(
            status,
            response.headers.get("Location"),
            stated.partition(";")[0].strip().lower(),
            charset[1] if charset else None,
            body,
            *(_header(response, name) for name in ("ETag", "Last-Modified", "Retry-After")),
        )


def _header(response: "BaseHTTPResponse", name: str) -> str | None:
    value = (response.headers.get(name) or "").strip()
    return value if re.fullmatch(r"[ -~]{1,500}", value) else None


class RefusedError(CaptureError):
    """An address that is not asked, not even for its robots.txt."""


class _Timed:
    """A response's body, as sent, read in pieces as they come and only while there is time."""

    def __init__(self, response: "BaseHTTPResponse", left: Callable[[], float]) -> None:
        self._response = response
        self._left = left

    def read(self, size: int = -1) -> bytes:
        self._left()
        return self._response.read(size, decode_content=False)


def _hang_up(connection: "HTTPConnection", held: list[socket.socket]) -> None:
    """Break off `connection`, from another thread: whoever waits for it gets an error or the end."""
    for sock in (connection.sock, *held):
        if sock is not None:
            with suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)


def status_named(status: int) -> str:
    """Return an HTTP status with its name.

    >>> status_named(404)
    '404 Not Found'
    """
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)


def _why(error: Exception, host: str) -> str:
    """Return what went wrong, without the server's words in it."""
    import ssl

    from urllib3 import exceptions
    from urllib3.util.ssl_match_hostname import CertificateError

    cause: BaseException | None = error
    seen: list[BaseException] = []
    while cause is not None and len(seen) < 5:
        seen.append(cause)
        cause = cause.__cause__ or cause.__context__
    for each in seen:
        if isinstance(each, ssl.SSLCertVerificationError):
            return f"the certificate of {host} is not valid ({each.verify_message})"
    for kinds, what in (
        ((CertificateError,), f"the certificate of {host} is not valid for that name"),
        ((ssl.SSLError, exceptions.SSLError), f"no secure connection to {host} could be made"),
        ((ConnectionRefusedError,), f"{host} refused the connection"),
        ((TimeoutError,), f"{host} did not answer in time"),
        ((exceptions.NewConnectionError,), f"{host} cannot be reached"),
        ((exceptions.TimeoutError,), f"{host} did not answer in time"),
        ((ZlibError, UnknownPackingError), f"{host} sent a page that cannot be unpacked"),
    ):
        if any(isinstance(each, kinds) for each in seen):
            return what
    return f"{host} broke off or answered something other than HTTP ({type(error).__name__})"


def _version() -> str:
    try:
        return version("onrecord")
    except PackageNotFoundError:  # run from a folder that was never installed
        return "0"
