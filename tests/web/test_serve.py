"""A server as a process: where it listens, for whom, and how it ends."""

import json
import signal
import socket
import subprocess
import sys
import textwrap
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from onrecord.record.model import ArchiveError, NotFoundError
from onrecord.record.opening import open_archive
from onrecord.record.tokens import make_token, revoke_token
from onrecord.web.app import create_app
from onrecord.web.serve import ServeError, serve

NO_PROXY = urllib.request.build_opener(urllib.request.ProxyHandler({}))


@contextmanager
def running(where: Path, host: str = "127.0.0.1", workers: int = 0) -> Iterator[tuple[subprocess.Popen[str], str]]:
    program = textwrap.dedent(f"""
        from onrecord.web.serve import serve
        from onrecord.web.settings import Settings
        if __name__ == "__main__":
            settings = Settings(workers={workers})
            serve({str(where)!r}, {host!r}, 0, settings, ready=lambda address: print(address, flush=True))
    """)
    started = subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        assert started.stdout is not None
        yield started, started.stdout.readline().strip()
    finally:
        started.kill()
        started.wait()
        for stream in (started.stdout, started.stderr):
            if stream:
                stream.close()


def asked(url: str, **headers: str) -> tuple[int, dict[str, object]]:
    try:
        with NO_PROXY.open(urllib.request.Request(url, headers=headers), timeout=30) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, json.load(error)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_until_it_is_told_to_stop(where: Path, number: int) -> None:
    with running(where) as (process, address):
        assert address.startswith("http://127.0.0.1:")
        assert asked(f"{address}/api/v1/stats")[0] == 200
        assert asked(f"{address}/api/v1/stats", Host="evil.example")[0] == 421
        process.send_signal(number)
        assert process.wait(20) == 0
        assert process.stderr is not None
        assert process.stderr.read() == "", "nothing to say where nothing is wrong"


def test_whoever_asks_is_told_nothing_of_the_server(where: Path) -> None:
    with running(where) as (_, address), NO_PROXY.open(f"{address}/api/v1/health", timeout=30) as answer:
        assert answer.headers["server"] is None
        assert answer.headers["x-powered-by"] is None


@pytest.mark.parametrize("host", ["0.0.0.0", "::"])
def test_it_does_not_listen_elsewhere_without_a_token(where: Path, host: str) -> None:
    if host == "::" and not socket.has_ipv6:
        pytest.skip("no IPv6 here")
    with pytest.raises(ServeError, match="make an account for people first") as caught:
        serve(where, host, 0)
    assert caught.value.message.count(". ") == 0, "one sentence"


def test_a_revoked_token_is_none(where: Path) -> None:
    with open_archive(where) as archive, archive.writing() as connection:
        made, _ = make_token(connection, "desk", ("read",))
        revoke_token(connection, made.id)
    with pytest.raises(ServeError, match="make an account for people first"):
        serve(where, "0.0.0.0", 0)


def test_elsewhere_everybody_needs_a_token_this_machine_too(where: Path) -> None:
    with open_archive(where) as archive, archive.writing() as connection:
        _, secret = make_token(connection, "desk", ("read",))
    with running(where, "0.0.0.0") as (_, address):
        here = address.replace("0.0.0.0", "127.0.0.1")
        for path in ("/api/v1/stats", "/api/v1/health", "/api/v1/openapi.json"):
            assert asked(here + path)[0] == 401
        assert asked(f"{here}/api/v1/stats", Authorization=f"Bearer {secret}")[0] == 200


def test_a_port_that_is_taken(where: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(ServeError, match=f"cannot listen on 127.0.0.1:{port}"):
            serve(where, "127.0.0.1", port)


@pytest.mark.parametrize("host", ["no such host", "192.0.2.1", "999.1.1.1", ""])
def test_an_address_that_is_not_here(where: Path, host: str) -> None:
    with pytest.raises(ServeError):
        serve(where, host, 0)


def test_an_archive_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="no archive"):
        create_app(tmp_path / "none.db")
    (tmp_path / "text.db").write_text("this is no database, though it is long enough to be one" * 50)
    with pytest.raises(ArchiveError):
        create_app(tmp_path / "text.db")
