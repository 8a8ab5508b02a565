"""Listening: on this machine only, or elsewhere for those who bear a token or log in."""

import errno
import logging
import os
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ipaddress import ip_address
from typing import TYPE_CHECKING

import msgspec

from onrecord.record.accounts import has_account
from onrecord.record.opening import open_archive
from onrecord.record.tokens import has_token
from onrecord.web.app import create_app
from onrecord.web.processes import LINES
from onrecord.web.settings import Settings

if TYPE_CHECKING:
    import uvicorn

HOST = "127.0.0.1"
PORT = 8484
_HEADERS_BYTES = 16_384
_GRACE = 10
_BACKLOG = 128


class ServeError(Exception):
    """Why a server cannot start, told in one sentence: what, where, what to do."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def serve(
    where: str | os.PathLike[str],
    host: str = HOST,
    port: int = PORT,
    settings: Settings | None = None,
    *,
    ready: Callable[[str], None] | None = None,
) -> None:
    """Serve the archive at `where` until SIGINT or SIGTERM; port 0 takes any that is free.

    `ready` is called with the server's address once it listens. On any other address than this machine's own, every
    request needs a token or a login, and a server for whose archive there is neither does not start. What is under way
    at the end is finished, for ten seconds at most. Raises `ServeError`, and `ArchiveError` if the archive cannot be
    opened.
    """
    import uvicorn

    if not 0 <= port <= 65_535:
        raise ServeError(f"A port is a number from 0 to 65535, not {port}.")
    listening = _bound(host, port)
    try:
        settings = settings or Settings()
        if not all(ip_address(each.getsockname()[0].partition("%")[0]).is_loopback for each in listening):
            settings = msgspec.structs.replace(settings, tokens=True)
        if settings.tokens:
            _check_tokens(where, host)
        app = create_app(where, settings)
        config = uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            ws="none",
            lifespan="on",
            h11_max_incomplete_event_size=_HEADERS_BYTES,
            timeout_graceful_shutdown=_GRACE,
        )
        server = uvicorn.Server(config)
        with _log_lines(), _ends_quietly(server):
            if ready is not None:
                ready(_address(listening[0]))
            server.run(sockets=listening)
    finally:
        for each in listening:
            each.close()


def default_workers() -> int:
    """Return how many processes make pages where nobody says: one for each core, four at most, none on a single one."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(4, cores) if cores > 1 else 0


def _check_tokens(where: str | os.PathLike[str], host: str) -> None:
    archive = open_archive(where)
    try:
        with archive.reading() as connection:
            if not has_account(connection) and not has_token(connection):
                raise ServeError(
                    f"Whoever can reach {host} could read and change this archive: make an account for people first "
                    "(onrecord accounts add NAME --role administer) or a token for programs (onrecord tokens add NAME "
                    "--scope read), or listen on 127.0.0.1."
                )
    finally:
        archive.close()


def _bound(host: str, port: int) -> list[socket.socket]:
    """Return sockets that listen on each address of `host`. Raises `ServeError`."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except (OSError, UnicodeError, OverflowError) as error:
        raise ServeError(f"{host}:{port} is no address to listen on.") from error
    listening: list[socket.socket] = []
    try:
        for family, kind, protocol, _, address in dict.fromkeys(found):
            each = socket.socket(family, kind, protocol)
            listening.append(each)
            each.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if family == socket.AF_INET6:
                each.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            if port == 0 and len(listening) > 1:
                address = (address[0], listening[0].getsockname()[1], *address[2:])  # one port for all addresses
            try:
                each.bind(address)
            except OSError as error:
                if error.errno != errno.EADDRNOTAVAIL or len(found) == 1:
                    raise
                listening.remove(each)  # "localhost" has an IPv6 address where the machine has none
                each.close()
                continue
            each.listen(_BACKLOG)
        if not listening:
            raise ServeError(f"{host} is no address of this machine.")
    except OSError as error:
        for each in listening:
            each.close()
        raise ServeError(f"OnRecord cannot listen on {host}:{port} ({error.strerror}); choose another port.") from error
    return listening


def _address(listening: socket.socket) -> str:
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


@contextmanager
def _log_lines() -> Iterator[None]:
    """Write a line for what goes wrong, and none for what does not; leave logging as it was if somebody set it up."""
    root = logging.getLogger()
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter(*LINES))
    handler.setLevel(logging.WARNING)
    handler.addFilter(lambda record: "WebSocket" not in record.getMessage())  # advice to install what is left out
    own = not root.handlers
    if own:
        root.addHandler(handler)
    try:
        yield
    finally:
        if own:
            root.removeHandler(handler)


@contextmanager
def _ends_quietly(server: "uvicorn.Server") -> Iterator[None]:
    """Let the server's end by SIGINT or SIGTERM be an ordinary end.

    uvicorn shuts down at these signals and then sends them on, to whom the process had for them before.
    """

    def end(number: int, frame: object) -> None:
        server.should_exit = True

    try:
        before = {each: signal.signal(each, end) for each in (signal.SIGINT, signal.SIGTERM)}
    except ValueError:  # not in the main thread, where no signal comes
        yield
        return
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
