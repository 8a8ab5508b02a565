"""Adding by the API: queued, read by a worker, kept once."""

import gzip
import hashlib
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from onrecord.capture.model import CaptureError
from onrecord.web import additions
from onrecord.web.settings import Bounds, Settings
from tests.web.conftest import SAMPLES, Serve

API = "/api/v1"
PAGE = "Rates stay\n\nRates will stay where they are, the governor, Ilse Brandt, said on Monday.\n"


def done(api: TestClient, answer: Any) -> dict[str, Any]:
    assert answer.status_code == 202, answer.text
    where = answer.headers["location"]
    assert answer.json()["state"] in ("queued", "reading", "done")
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        found: dict[str, Any] = api.get(where).json()
        if found["ended_at"]:
            return found
        time.sleep(0.05)
    raise AssertionError(f"not done in time: {found}")


def test_a_text_is_added_once(api: TestClient) -> None:
    first = done(api, api.post(f"{API}/add/text", json={"text": PAGE, "name": "clipping.txt"}))
    sha256 = hashlib.sha256(PAGE.encode()).hexdigest()
    assert first["state"] == "done"
    assert first["outcomes"] == [
        {"source": "clipping.txt", "state": "new", "sha256": sha256, "page_kind": "article", "message": None}
    ]
    said = api.get(f"{API}/statements", params={"speaker": "Ilse Brandt"}).json()["items"]
    assert [one["article"] for one in said] == [sha256]
    captures = api.get(f"{API}/stats").json()["captures"]
    second = done(api, api.post(f"{API}/add/text", json={"text": PAGE, "name": "clipping.txt"}))
    assert [one["state"] for one in second["outcomes"]] == ["known"]
    third = done(api, api.post(f"{API}/add/text", json={"text": PAGE, "name": "another.txt"}))
    assert [one["state"] for one in third["outcomes"]] == ["again"]
    assert api.get(f"{API}/stats").json()["captures"] == captures


def test_bytes_of_every_kind(api: TestClient) -> None:
    html = (SAMPLES / "seilbahn-latin1.html").read_bytes()
    url = "https://paper.example/seilbahn"
    query = {"name": "seilbahn.html", "media_type": "text/html", "url": url}
    found = done(api, api.post(f"{API}/add/bytes", params=query, content=html))
    sha256 = hashlib.sha256(html).hexdigest()
    assert found["outcomes"][0]["sha256"] == sha256
    assert api.get(f"{API}/captures/{sha256}").json()["url"] == url
    assert api.get(f"{API}/captures/{sha256}/bytes").content == html
    packed = done(api, api.post(f"{API}/add/bytes", content=gzip.compress(html)))
    assert packed["outcomes"][0]["sha256"] == sha256
    warc = (SAMPLES / "harbour.warc.gz").read_bytes()
    found = done(api, api.post(f"{API}/add/bytes", params={"name": "harbour.warc.gz"}, content=warc))
    assert len(found["outcomes"]) >= 2
    assert all(one["source"].startswith("harbour.warc.gz") for one in found["outcomes"])
    assert {one["state"] for one in found["outcomes"]} <= {"new", "again", "known"}


@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n", b"   ", b"\x1f\x8b\x08\0broken", b"%PDF-1.7"])
def test_what_is_no_page_is_told(api: TestClient, content: bytes) -> None:
    found = done(api, api.post(f"{API}/add/bytes", content=content))
    assert [one["state"] for one in found["outcomes"]] in (["failed"], [])
    assert found["outcomes"] == [] or found["outcomes"][0]["message"]


def test_nothing_and_too_much_are_refused_at_once(served: Serve) -> None:
    api = served(Settings(bounds=Bounds(page=1000)))
    assert api.post(f"{API}/add/bytes", content=b"").status_code == 422
    assert api.post(f"{API}/add/bytes", content=b"a" * 1001).status_code == 413
    assert api.post(f"{API}/add/bytes", content=b"a" * 1_000_000).status_code == 413
    assert api.post(f"{API}/add/text", json={"text": "ä" * 501}).status_code == 413
    assert api.post(f"{API}/add/text", json={"text": ""}).status_code == 422
    assert api.post(f"{API}/add/url", json={"url": "x" * 70_000}).status_code == 413


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Reading stands still until the event is set."""
    free = threading.Event()

    def standing(archive: object, found: Any, work: object) -> Iterator[CaptureError]:
        for _ in found:
            free.wait(30)
            yield CaptureError("x", "was not read")

    monkeypatch.setattr(additions, "add_captures", standing)
    yield free
    free.set()


def test_the_queue_is_bounded_and_answers_fast(served: Serve, held: threading.Event) -> None:
    api = served(Settings(bounds=Bounds(queued=3)))
    start = time.monotonic()
    answers = [api.post(f"{API}/add/text", json={"text": "x"}) for _ in range(8)]
    assert time.monotonic() - start < 30, "it waits for nothing that is read"
    statuses = [one.status_code for one in answers]
    assert statuses[:3] == [202] * 3
    assert statuses[-1] == 503
    assert answers[-1].headers["retry-after"]
    held.set()


def test_the_queue_is_bounded_in_bytes(served: Serve, held: threading.Event) -> None:
    api = served(Settings(bounds=Bounds(queued_bytes=1500)))
    statuses = [api.post(f"{API}/add/bytes", content=b"a" * 1000).status_code for _ in range(4)]
    assert statuses[0] == 202
    assert statuses[-1] == 503
    held.set()


def test_only_so_many_are_remembered(served: Serve, held: threading.Event) -> None:
    held.set()
    api = served(Settings(bounds=Bounds(remembered=3)))
    made = [api.post(f"{API}/add/text", json={"text": "x"}) for _ in range(3)]
    for one in made:
        done(api, one)
    done(api, api.post(f"{API}/add/text", json={"text": "x"}))
    assert api.get(made[0].headers["location"]).status_code == 404


def test_each_client_sees_its_own(served: Serve, bearer: Any, held: threading.Event) -> None:
    held.set()
    api = served(Settings(tokens=True))
    mine, yours, chief = bearer("write"), bearer("write"), bearer("admin")
    where = api.post(f"{API}/add/text", json={"text": "x"}, headers=mine).headers["location"]
    assert [api.get(where, headers=who).status_code for who in (mine, yours, chief)] == [200, 404, 200]


def test_a_fault_ends_the_addition_and_tells_nothing(
    served: Serve, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> Iterator[object]:
        raise RuntimeError("secret words")

    def fails(archive: object, found: Any, work: object) -> Iterator[object]:
        list(found)
        return broken()

    monkeypatch.setattr(additions, "add_captures", fails)
    found = done(api := served(), api.post(f"{API}/add/text", json={"text": "x"}))
    assert found["state"] == "failed"
    assert "secret" not in str(found)
    assert any("RuntimeError" in one.getMessage() for one in caplog.records)


# Fetching


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://localhost:8484/",
        "http://[::1]/",
        "http://[::ffff:10.0.0.1]/",
        "http://169.254.169.254/latest/meta-data/",
        "http://0x7f.1/",
        "http://2130706433/",
        "http://paper.example:22/",
        "http://user@paper.example/",
    ],
)
def test_no_address_within_is_fetched(api: TestClient, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def connect(*_: object) -> None:
        raise AssertionError("a connection was tried")

    monkeypatch.setattr("urllib3.connection.HTTPConnection.connect", connect)
    found = done(api, api.post(f"{API}/add/url", json={"url": url}))
    assert [one["state"] for one in found["outcomes"]] == ["failed"]


def test_what_a_name_leads_to_within_is_not_told_to_others(
    served: Serve, bearer: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("onrecord.capture.network.system_resolver", lambda host, port: ["10.1.2.3"])
    api, header = served(Settings(tokens=True)), bearer("write")
    answer = api.post(f"{API}/add/url", json={"url": "http://intranet.example/"}, headers=header)
    api.headers.update(header)
    found = done(api, answer)
    assert found["outcomes"][0]["state"] == "failed"
    assert "10.1.2.3" not in str(found)


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://paper.example/", "/etc/passwd", "samples/x.html", "-"])
def test_what_is_no_web_address_is_refused(api: TestClient, url: str) -> None:
    assert api.post(f"{API}/add/url", json={"url": url}).status_code == 422


def test_fetching_can_be_turned_off_and_needs_the_scope(served: Serve, bearer: Any) -> None:
    body = {"url": "http://paper.example/"}
    assert served(Settings(fetching=False)).post(f"{API}/add/url", json=body).status_code == 403
    api = served(Settings(tokens=True))
    assert api.post(f"{API}/add/url", json=body, headers=bearer("read", "correct")).status_code == 403
