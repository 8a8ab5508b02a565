"""The harness itself: a page that does what none may is found out, or every other test here proves nothing."""

import http.server
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.desk.browser import Look, Site, axe

POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'"
PLAIN = "<!doctype html><html lang=en><title>Words</title><h1>Words</h1>"


@contextmanager
def _says(body: str, policy: str = POLICY, status: int = 200) -> Iterator[str]:
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status if self.path == "/" else 200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Security-Policy", policy)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


Shown = Callable[..., list[str]]


@pytest.fixture
def shown(chromium: Any, tmp_path: Path) -> Shown:
    """Open a page that is given as text and return what was seen to be wrong with it."""

    def show(body: str, look: Look | None = None, **how: Any) -> list[str]:
        with _says(body, **how) as base:
            site = Site(chromium, base, tmp_path, tmp_path)
            page = site.window(look)
            page.goto("/")
            page.wait_for_timeout(300)
            wrong = site.wrong
            site.forgive(".")
            site.end()
            return wrong

    return show


def test_a_page_that_does_nothing_is_fine(shown: Shown) -> None:
    assert shown(PLAIN + '<img src="/a.png" alt="">') == []


@pytest.mark.parametrize("js", [True, False])
def test_a_report_of_the_policy_is_seen_with_and_without_scripts(shown: Shown, js: bool) -> None:
    assert any("policy" in one for one in shown(PLAIN + "<p style='color: red'>red</p>", Look(js=js)))
    assert any("policy" in one for one in shown(PLAIN + "<style>p {color: red}</style>", Look(js=js)))


def test_a_script_that_the_policy_stops_is_seen(shown: Shown) -> None:
    assert any("policy" in one for one in shown(PLAIN + "<script>alert(1)</script>"))


def test_a_script_that_runs_is_seen(shown: Shown) -> None:
    loose = "default-src 'unsafe-inline'"
    assert any("alert 7" in one for one in shown(PLAIN + "<img src=x onerror='alert(7)'>", policy=loose + " 'self'"))
    assert any("script failed" in one for one in shown(PLAIN + "<script>nothing.at.all</script>", policy=loose))


@pytest.mark.parametrize("js", [True, False])
def test_a_request_elsewhere_is_seen(shown: Shown, js: bool) -> None:
    away = PLAIN + '<img src="http://elsewhere.invalid/a.png" alt="">'
    assert any("elsewhere.invalid" in one for one in shown(away, Look(js=js), policy="img-src *"))
    moved = PLAIN + '<meta http-equiv="refresh" content="0;url=http://127.0.0.2:9/x">'
    assert any("127.0.0.2" in one for one in shown(moved, Look(js=js)))


def test_a_fault_of_the_server_is_seen(shown: Shown) -> None:
    assert any("answered 500" in one for one in shown(PLAIN, status=500))


def test_axe_and_the_width_are_checked(chromium: Any, tmp_path: Path) -> None:
    body = (
        '<!doctype html><html lang=en><title>Words</title><main><h1>Words</h1><img src="/a.png"><p class=pale>Pale</p>'
        '<div class=wide>wide</div></main><link rel=stylesheet href="/s.css">'
    )
    with _says(body) as base:
        site = Site(chromium, base, tmp_path, tmp_path)
        page = site.window(Look(390))
        page.goto("/")
        assert any("image-alt" in one for one in axe(page))
        with pytest.raises(AssertionError, match="image-alt"):
            site.check(page)
        page.locator(".wide").evaluate("one => one.style.width = '2000px'")
        with pytest.raises(AssertionError, match="pixels wide"):
            site.check(page)
        assert site.shot(page, "words").stat().st_size > 1000
        site.forgive(".")
        site.end()
