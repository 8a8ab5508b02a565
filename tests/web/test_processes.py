"""Pages made in processes beside the server's own: the same pages, as fresh, and none lost with a worker."""

import os
import re
import signal
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pebble
import pytest
from starlette.testclient import TestClient

import onrecord
from onrecord.record import lookup
from onrecord.record.adding import add
from onrecord.record.opening import open_archive
from onrecord.web.app import create_app
from onrecord.web.desk import article as article_page
from onrecord.web.desk import search as search_page
from onrecord.web.settings import Settings
from tests.web.conftest import HERE
from tests.web.test_serve import running

HTML = {"Accept": "text/html"}
_TOKEN = re.compile(r'name="form_token" value="[0-9a-f]*"')
pytestmark = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="counts processes as Linux tells them")


@pytest.fixture
def client(where: Path) -> Iterator[TestClient]:
    with TestClient(create_app(where, Settings(workers=1)), base_url="http://localhost", client=HERE) as made:
        _until_ready(made)
        yield made


def _until_ready(client: TestClient) -> None:
    until = time.monotonic() + 60
    while not client.app.state.processes.ready:  # type: ignore[attr-defined]
        assert time.monotonic() < until, "no worker became ready"
        time.sleep(0.05)


def _children(server: int) -> list[int]:
    """The workers that a process started."""
    lists = [one / "children" for one in Path(f"/proc/{server}/task").iterdir()]
    every = {int(pid) for one in lists if one.exists() for pid in one.read_text().split()}
    return [pid for pid in every if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()]


def _an_article(where: Path) -> str:
    with sqlite3.connect(where) as database:
        (sha,) = database.execute("SELECT sha256 FROM capture JOIN article ON capture_id = capture.id").fetchone()
    return f"/articles/{sha[:12]}"


def _paths(where: Path) -> list[str]:
    with open_archive(where) as archive, archive.reading() as connection:
        sha = lookup.articles(connection, limit=1).items[0].sha256[:12]
        said = lookup.statements(connection, limit=20).items
    name = next(one.speaker for one in said if one.speaker)
    return [
        f"/articles/{sha}",
        f"/articles/{sha}/ledger",
        f"/articles/{sha}/page",
        f"/articles/{sha}/versions",
        "/articles",
        f"/trace/{said[0].ref}",
        f"/who/{name}",
        "/who?name=a",
        "/search?q=harbour",
        "/search?all=1&what=articles",
        "/search?q=%22",
        "/articles/ffffffffffff",
        "/articles/zz",
        "/trace/none",
    ]


def test_a_worker_makes_the_same_pages_as_the_server(where: Path, client: TestClient) -> None:
    with TestClient(create_app(where), base_url="http://localhost", client=HERE) as alone:
        for path in _paths(where):
            here, there = (each.get(path, headers=HTML) for each in (alone, client))
            assert here.status_code == there.status_code, path
            assert _TOKEN.sub("", here.text) == _TOKEN.sub("", there.text), path
            wanted, found = (
                {name: value for name, value in each.headers.items() if name != "set-cookie"} for each in (here, there)
            )
            assert wanted == found, path
            assert ("set-cookie" in here.headers) == ("set-cookie" in there.headers)


def test_a_worker_reads_a_database_server_as_well(
    postgresql: str, readings: tuple[onrecord.Reading, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_archive(postgresql, make=True) as archive:
        add(archive, readings)
        with archive.reading() as connection:
            sha = lookup.articles(connection, limit=1).items[0].sha256[:12]
    app = create_app(postgresql, Settings(workers=1))
    with TestClient(app, base_url="http://localhost", client=HERE) as client:
        _until_ready(client)
        monkeypatch.setattr(article_page, "entries", None)
        for path in (f"/articles/{sha}", "/search?q=said"):
            answer = client.get(path, headers=HTML)
            assert answer.status_code == 200 and "<article" in answer.text


def test_it_is_a_worker_that_makes_them(where: Path, client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any, **__: Any) -> Any:
        raise AssertionError("made by the server itself")

    monkeypatch.setattr(article_page, "entries", broken)
    monkeypatch.setattr(search_page, "shelves", broken)
    assert client.get(_paths(where)[0], headers=HTML).status_code == 200
    assert client.get("/search?q=harbour", headers=HTML).status_code == 200


def test_what_is_corrected_shows_at_once(where: Path, client: TestClient) -> None:
    path = _paths(where)[0]
    page = client.get(path, headers=HTML).text
    ref = re.findall(r'data-ref="([^"]+)"', page)[0]
    token = re.findall(r'name="form_token" value="([0-9a-f]+)"', page)[0]
    form = {"form_token": token, "by": "Ada", "do": "not"}
    assert 'class="note"' not in page
    answer = client.post(f"/statements/{ref}/correct", data=form, headers=HTML, follow_redirects=False)
    assert answer.status_code in (200, 303), answer.text[-1500:]
    assert f'data-ref="{ref}"' not in client.get(path, headers=HTML).text


def test_a_worker_that_dies_costs_its_own_request_at_most(where: Path, client: TestClient) -> None:
    path = _paths(where)[0]
    (worker,) = _children(os.getpid())
    os.kill(worker, signal.SIGKILL)
    until = time.monotonic() + 60
    good = 0
    while good < 5:
        assert time.monotonic() < until
        good = good + 1 if client.get(path, headers=HTML).status_code == 200 else 0
        time.sleep(0.1)


def test_where_no_worker_can_be_started_the_server_makes_all_pages(
    where: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refused(*_: Any, **__: Any) -> Any:
        raise OSError("no semaphores here")

    monkeypatch.setattr(pebble, "ProcessPool", refused)
    with TestClient(create_app(where, Settings(workers=2)), base_url="http://localhost", client=HERE) as client:
        assert client.get("/search?q=harbour", headers=HTML).status_code == 200
    assert "cannot start workers" in caplog.text


def test_a_worker_that_fails_tells_nobody_but_the_log(
    where: Path, client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    with sqlite3.connect(where) as database:
        database.execute("ALTER TABLE article RENAME COLUMN headline TO gone")
    answer = client.get(_an_article(where), headers=HTML)
    assert answer.status_code in (500, 503) and "gone" not in answer.text and "headline" not in answer.text
    assert caplog.text


def test_workers_end_with_the_server(where: Path) -> None:
    with TestClient(create_app(where, Settings(workers=2)), base_url="http://localhost", client=HERE) as client:
        _until_ready(client)
        assert _children(os.getpid())
    assert not _children(os.getpid())


def test_workers_end_where_the_server_is_killed(where: Path) -> None:
    with running(where, workers=1) as (process, address):
        until = time.monotonic() + 60
        while not (found := _children(process.pid)):
            assert time.monotonic() < until
            time.sleep(0.1)
        assert address
        process.kill()
        process.wait()
        while any(Path(f"/proc/{pid}").exists() for pid in found):
            assert time.monotonic() < until, "a worker outlives its server"
            time.sleep(0.1)


def test_who_may_not_read_gets_none_from_a_worker_either(where: Path) -> None:
    settings = Settings(workers=1, tokens=True)
    with TestClient(create_app(where, settings), base_url="http://localhost", client=HERE) as client:
        _until_ready(client)
        for path in _paths(where):
            answer = client.get(path, headers=HTML, follow_redirects=False)
            assert answer.status_code == 303, path
            assert answer.headers["location"].startswith("/login")
