"""The guards around an application that does nothing: who is let in, what answers bear, what requests may cost."""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from onrecord.record.tokens import Token
from onrecord.web.guards.bounds import Bodies, Turns
from onrecord.web.guards.clients import Client, Clients
from onrecord.web.guards.doors import Doors
from onrecord.web.guards.pace import Buckets
from onrecord.web.guards.shield import HEADERS, Shield
from onrecord.web.settings import Bounds, Pace, Settings

SECRET = "onrecord_" + "a" * 43
HERE = ("127.0.0.1", 50000)
THERE = ("192.0.2.7", 50000)


async def whoami(request: Request) -> Response:
    client: Client = request.state.client
    return JSONResponse({"name": client.name, "scopes": sorted(client.scopes)})


async def length(request: Request) -> Response:
    return JSONResponse(len(await request.body()))


def broken(request: Request) -> Response:
    raise RuntimeError("secret words of the inside")


def slow(request: Request) -> Response:
    time.sleep(0.6)
    return JSONResponse("at last")


def stuck(request: Request) -> Response:
    request.app.state.free.wait(30)
    return JSONResponse("at last")


def stream(request: Request) -> Response:
    def pieces() -> Iterator[bytes]:
        for _ in range(5):
            time.sleep(0.1)
            yield b"a"

    return StreamingResponse(pieces())


def verified(secret: str) -> Token | None:
    if secret != SECRET:
        return None
    return Token(id=1, name="desk", scopes=("read",), made_at="2024-08-16T00:00:00Z", ends_at=None, revoked_at=None)


Guarded = Callable[..., TestClient]


@pytest.fixture
def guarded() -> Iterator[Guarded]:
    with ExitStack() as stack:

        def make(
            settings: Settings | None = None, client: tuple[str, int] = HERE, host: str = "localhost"
        ) -> TestClient:
            settings = settings or Settings()
            app = Starlette(
                routes=[
                    Route("/", whoami, methods=["GET", "POST"]),
                    Route("/length", length, methods=["POST"]),
                    Route("/roomy", length, methods=["POST"]),
                    Route("/broken", broken),
                    Route("/slow", slow),
                    Route("/stuck", stuck),
                    Route("/stream", stream),
                    Route("/{rest:path}", broken, methods=["PUT"]),
                ],
                middleware=[
                    Middleware(Shield),
                    Middleware(Doors, settings=settings),
                    Middleware(Clients, settings=settings, verified=verified),
                    Middleware(Bodies, bounds=settings.bounds, roomy=frozenset({"/roomy"})),
                    Middleware(Turns, bounds=settings.bounds),
                ],
            )
            return stack.enter_context(TestClient(app, base_url=f"http://{host}", client=client))

        yield make


def kind(answer: object) -> str:
    assert answer.headers["content-type"] == "application/problem+json"  # type: ignore[attr-defined]
    return str(answer.json()["type"]).rpartition(":")[2]  # type: ignore[attr-defined]


# Headers


@pytest.mark.parametrize("path", ["/", "/nothing", "/broken", "/stream"])
def test_every_answer_bears_the_security_headers(guarded: Guarded, path: str) -> None:
    answer = guarded().get(path)
    for name, value in HEADERS.items():
        assert answer.headers[name] == value
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    assert "access-control-allow-origin" not in answer.headers


def test_refusals_bear_them_too(guarded: Guarded) -> None:
    refused = [
        guarded(host="evil.example").get("/"),
        guarded(client=THERE).get("/"),
        guarded(Settings(bounds=Bounds(body=3))).post("/length", content=b"1234"),
    ]
    assert [one.status_code for one in refused] == [421, 401, 413]
    for answer in refused:
        assert all(answer.headers[name] == value for name, value in HEADERS.items())


def test_a_fault_tells_nothing_of_the_inside(guarded: Guarded, caplog: pytest.LogCaptureFixture) -> None:
    answer = guarded().get("/broken")
    assert (answer.status_code, kind(answer)) == (500, "fault")
    assert "secret words" not in answer.text
    assert "RuntimeError" not in answer.text
    assert any("RuntimeError at test_guards.py" in one.getMessage() for one in caplog.records)


def test_a_log_line_is_one_line(guarded: Guarded, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        guarded(Settings(bounds=Bounds(seconds=0.1))).get("/slow", params={"q": "private"})
        guarded().put("/%0A1:00:00 a line of its own")
    for one in caplog.records:
        assert "\n" not in one.getMessage()
        assert "private" not in one.getMessage()


# Names and sites


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "LOCALHOST",
        "localhost:8484",
        "desk.localhost",
        "127.0.0.1",
        "127.0.0.1:9",
        "127.8.9.1",
        "[::1]",
        "[::1]:8484",
    ],
)
def test_this_machines_own_names_are_answered(guarded: Guarded, host: str) -> None:
    assert guarded().get("/", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "evil.example:8484",
        "localhost@evil.example",
        "evil.example#localhost",
        "192.168.1.5",
        "0.0.0.0",
        "127.1",
        "2130706433",
        "0x7f000001",
        "[::]",
        "[fe80::1]",
        "localhost:port",
        "localhost:99999",
        "[::1",
        "",
    ],
)
def test_a_name_that_leads_here_from_elsewhere_is_refused(guarded: Guarded, host: str) -> None:
    """DNS rebinding: the browser sends the name of the page it shows."""
    answer = guarded().get("/", headers={"Host": host})
    assert (answer.status_code, kind(answer)) == (421, "wrong-host")


def test_names_that_the_server_was_told(guarded: Guarded) -> None:
    settings = Settings(hosts=("archive.example",))
    assert guarded(settings, host="archive.example").get("/").status_code == 200
    assert guarded(settings, host="Archive.Example:443").get("/").status_code == 200
    assert guarded(settings, host="other.example").get("/").status_code == 421


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Origin": "http://localhost"}, 200),
        ({"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}, 200),
        ({"Origin": "http://localhost:3000"}, 403),
        ({"Origin": "http://127.0.0.1"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "file://"}, 403),
        ({"Origin": "http://localhost.evil.example"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
    ],
)
def test_no_other_site_changes_anything(guarded: Guarded, headers: dict[str, str], status: int) -> None:
    assert guarded().post("/", headers=headers).status_code == status


def test_no_site_is_let_in_by_cors(guarded: Guarded) -> None:
    asked = {"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"}
    answer = guarded().options("/", headers=asked)
    assert answer.status_code == 405
    assert not [name for name in answer.headers if name.startswith("access-control")]


# Who asks


def test_this_machine_needs_no_token(guarded: Guarded) -> None:
    assert guarded().get("/").json() == {"name": "local", "scopes": ["admin", "correct", "read", "write"]}


@pytest.mark.parametrize("address", ["192.0.2.7", "10.0.0.5", "2001:db8::1", "testclient", ""])
def test_another_machine_needs_one_whatever_the_settings(guarded: Guarded, address: str) -> None:
    """Behind any server that lets others in, `create_app` still does not."""
    answer = guarded(client=(address, 50000)).get("/")
    assert (answer.status_code, kind(answer)) == (401, "token-needed")
    assert answer.headers["www-authenticate"].startswith("Bearer")


@pytest.mark.parametrize("header", ["Forwarded", "X-Forwarded-For", "X-Real-IP", "Via"])
def test_whoever_comes_through_a_proxy_needs_one(guarded: Guarded, header: str) -> None:
    assert guarded().get("/", headers={header: "192.0.2.7"}).status_code == 401


def test_where_tokens_are_needed_this_machine_needs_one_too(guarded: Guarded) -> None:
    client = guarded(Settings(tokens=True))
    for path in ("/", "/nothing", "/openapi.json"):
        assert client.get(path).status_code == 401
    answer = client.get("/", headers={"Authorization": f"Bearer {SECRET}"})
    assert answer.json() == {"name": "desk", "scopes": ["read"]}


@pytest.mark.parametrize(
    "given",
    [
        "Bearer wrong",
        f"Basic {SECRET}",
        SECRET,
        "Bearer",
        "",
        f"Bearer {SECRET}x",
        f"Bearer {'a' * 5000}",
        f"Bearer\t{SECRET}",
    ],
)
def test_a_wrong_token_is_refused_even_here(guarded: Guarded, given: str) -> None:
    answer = guarded().get("/", headers={"Authorization": given})
    assert (answer.status_code, kind(answer)) == (401, "token-needed")
    assert SECRET not in answer.text


def test_two_tokens_are_none(guarded: Guarded) -> None:
    given = [("Authorization", f"Bearer {SECRET}")] * 2
    assert guarded().get("/", headers=given).status_code == 401


# Pace


def test_a_client_that_asks_too_fast_is_held(guarded: Guarded) -> None:
    client = guarded(Settings(tokens=True, pace=Pace(per_second=0.5, burst=3)), client=THERE)
    bearer = {"Authorization": f"Bearer {SECRET}"}
    assert [client.get("/", headers=bearer).status_code for _ in range(4)] == [200, 200, 200, 429]
    held = client.get("/", headers=bearer)
    assert kind(held) == "too-many-requests"
    assert 1 <= int(held.headers["retry-after"]) <= 2


def test_tokens_cannot_be_guessed_fast(guarded: Guarded) -> None:
    client = guarded(Settings(tokens=True), client=THERE)
    wrong = {"Authorization": "Bearer wrong"}
    answers = [client.get("/", headers=wrong).status_code for _ in range(25)]
    assert answers[:20] == [401] * 20
    assert answers[-1] == 429
    right = {"Authorization": f"Bearer {SECRET}"}
    assert client.get("/", headers=right).status_code == 429, "not even the right one, if it comes from there now"


def test_whose_token_was_good_is_not_held_with_those_who_guess(guarded: Guarded) -> None:
    """Behind a proxy all have one address."""
    client = guarded(Settings(tokens=True), client=THERE)
    right = {"Authorization": f"Bearer {SECRET}"}
    assert [client.get("/", headers=right).status_code for _ in range(30)] == [200] * 30
    assert [client.get("/", headers={"Authorization": f"Bearer {n}"}).status_code for n in range(25)][-1] == 429
    assert client.get("/", headers=right).status_code == 200


def test_a_bucket_fills_with_time() -> None:
    now = [0.0]
    buckets = Buckets(Pace(per_second=2, burst=2), clock=lambda: now[0])
    assert [buckets.take("a"), buckets.take("a"), buckets.take("a")] == [0, 0, 0.5]
    assert buckets.take("b") == 0, "each client has its own"
    now[0] = 0.5
    assert buckets.take("a") == 0
    now[0] = 100
    assert [buckets.take("a"), buckets.take("a"), buckets.take("a")] == [0, 0, 0.5], "no more than the burst"


def test_buckets_are_bounded() -> None:
    buckets = Buckets(Pace(per_second=1, burst=1))
    for number in range(10_050):
        buckets.take(str(number))
    assert len(buckets._levels) == 10_000


# Bounds


def test_a_body_is_bounded_by_its_length_and_by_what_comes(guarded: Guarded) -> None:
    client = guarded(Settings(bounds=Bounds(body=1000, page=500)))
    assert client.post("/length", content=b"a" * 1000).json() == 1000
    told = client.post("/length", content=b"a" * 1001)
    untold = client.post("/length", content=iter([b"a" * 600] * 2))
    assert [kind(told), kind(untold)] == ["too-large", "too-large"]
    assert client.post("/roomy", content=b"a" * 3000).json() == 3000
    assert kind(client.post("/roomy", content=b"a" * 20_000)) == "too-large"


@pytest.mark.parametrize("length", ["9" * 400, "99999999999"])
def test_a_length_that_is_a_lie(guarded: Guarded, length: str) -> None:
    answer = guarded().post("/length", content=b"a", headers={"Content-Length": length})
    assert kind(answer) == "too-large"


def test_an_answer_that_takes_too_long_is_given_up(guarded: Guarded) -> None:
    client = guarded(Settings(bounds=Bounds(seconds=0.1)))
    client.app.state.free = threading.Event()  # type: ignore[attr-defined]
    start = time.monotonic()
    try:
        answer = client.get("/stuck")
        assert (answer.status_code, kind(answer)) == (503, "busy")
        assert time.monotonic() - start < 15, "half of what it would have taken"
        assert client.get("/").status_code == 200
    finally:
        client.app.state.free.set()  # type: ignore[attr-defined]


def test_only_so_many_requests_are_there_at_once(guarded: Guarded) -> None:
    client = guarded(Settings(bounds=Bounds(at_once=1, waiting=2)))
    with ThreadPoolExecutor(6) as pool:
        start = time.monotonic()
        answers = list(pool.map(lambda _: client.get("/slow"), range(6)))
        took = time.monotonic() - start
    statuses = [one.status_code for one in answers]
    assert set(statuses) == {200, 503}
    assert took >= 0.6 * statuses.count(200), "one after the other"
    assert client.get("/").status_code == 200


def test_a_long_answer_may_go_on_for_a_while(guarded: Guarded) -> None:
    assert guarded(Settings(bounds=Bounds(seconds=0.3))).get("/stream").text == "aaaaa"


def test_a_websocket_is_refused(guarded: Guarded) -> None:
    from starlette.websockets import WebSocketDisconnect

    with pytest.raises(WebSocketDisconnect), guarded().websocket_connect("/"):
        pass
