"""A real Chromium for the tests of the desk, and what it must not find on any page.

Every page that is opened here is watched: a script that fails or shows a dialog, a report of the Content Security
Policy, a request to anywhere but the server, an answer with a fault of the server. Any of them fails the test.
"""

import os
import re
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from importlib import resources
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from onrecord.web.settings import Settings

CHROMIUM = os.environ.get("ONRECORD_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
SCREENS = Path(__file__).parents[2] / "build" / "screens"
"""Where screenshots are kept: a folder a test, a file a look. Nothing here is in git."""
WIDTHS = {390: 844, 1024: 768, 1440: 900}
"""Widths of windows in CSS pixels, and their heights: a phone, a small and a wide desk."""
PATIENCE = 30_000
"""Milliseconds that anything in a page may take before the test fails."""
_CALM = (
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--force-color-profile=srgb",
    "--font-render-hinting=none",
    "--disable-background-networking",
    # Nothing but this machine's own address is ever looked up, whatever a page asks for.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)


class Look(NamedTuple):
    """How a page is looked at: the window's width in CSS pixels, the colour scheme, and whether scripts run."""

    width: int = 1024
    dark: bool = False
    js: bool = True

    def __str__(self) -> str:
        return f"{self.width}-{'dark' if self.dark else 'light'}{'' if self.js else '-nojs'}"


LOOKS = tuple(Look(width, dark, js) for width in WIDTHS for dark in (False, True) for js in (True, False))
"""Every width in both schemes, with and without scripts."""

_WATCH = """
addEventListener('securitypolicyviolation', event => console.error(
  'CSP-REPORT ' + event.violatedDirective + ' ' + event.blockedURI + ' ' + (event.sample || '')));
"""


class Seen:
    """What went on in a browser's pages that must not."""

    def __init__(self, base: str) -> None:
        self._base = base
        self.wrong: list[str] = []

    def watch(self, context: Any) -> None:
        """Watch every page of `context` from its first byte."""
        context.add_init_script(_WATCH)
        context.on("request", self._request)
        context.on("response", self._response)
        context.on("console", self._console)
        context.on("weberror", lambda error: self.wrong.append(f"script failed: {error.error}"))
        context.on("dialog", self._dialog)
        context.on("page", self._page)

    def _page(self, page: Any) -> None:
        # The browser's own list of issues holds reports of the policy where no script may listen for them.
        tools = page.context.new_cdp_session(page)
        tools.on("Audits.issueAdded", self._issue)
        tools.send("Audits.enable")

    def _issue(self, event: dict[str, Any]) -> None:
        if event["issue"]["code"] == "ContentSecurityPolicyIssue":
            told = event["issue"]["details"].get("contentSecurityPolicyIssueDetails", {})
            self.wrong.append(f"policy: {told.get('violatedDirective')} {told.get('blockedURL', 'inline')} {told}")

    def _request(self, request: Any) -> None:
        if not request.url.startswith((f"{self._base}/", "data:,")):
            self.wrong.append(
                f"asked elsewhere: {request.url[:300]} from {request.frame.url if request.frame else '?'}"
            )

    def _response(self, response: Any) -> None:
        needed = response.request.resource_type in ("stylesheet", "script", "font", "image")
        if response.status >= 500:
            self.wrong.append(f"answered {response.status}: {response.url[:300]}")
        elif response.status >= 400 and needed and not response.url.endswith("/favicon.ico"):
            self.wrong.append(f"missing, {response.status}: {response.url[:300]}")

    def _console(self, message: Any) -> None:
        if re.search(r"CSP-REPORT|Content.Security.Policy", message.text):
            self.wrong.append(f"policy: {message.text[:500]}")

    def _dialog(self, dialog: Any) -> None:
        self.wrong.append(f"a script of the page ran: {dialog.type} {dialog.message[:200]}")
        dialog.dismiss()


class Site:
    """A server under test, and windows on it. `base` is its address, without a slash at the end."""

    def __init__(self, chromium: Any, base: str, where: Path, shots: Path) -> None:
        self.base = base
        self.where = where
        """The archive that is served."""
        self._chromium = chromium
        self._shots = shots
        self._seen: list[Seen] = []
        self._contexts: list[Any] = []

    def window(self, look: Look | None = None, **more: Any) -> Any:
        """Open a browser of its own, without cookies, and return its page (a Playwright `Page`).

        `more` goes to Playwright's `new_context` (`accept_downloads`, `extra_http_headers`, …).
        """
        look = look or Look()
        context = self._chromium.new_context(
            base_url=self.base,
            viewport={"width": look.width, "height": WIDTHS[look.width]},
            color_scheme="dark" if look.dark else "light",
            java_script_enabled=look.js,
            reduced_motion="reduce",
            **more,
        )
        context.set_default_timeout(PATIENCE)
        seen = Seen(self.base)
        seen.watch(context)
        self._seen.append(seen)
        self._contexts.append(context)
        page = context.new_page()
        page.onrecord_look = look
        return page

    @property
    def wrong(self) -> list[str]:
        """What went wrong in any window so far."""
        return [one for seen in self._seen for one in seen.wrong]

    def forgive(self, *patterns: str) -> None:
        """Take back what is meant to go wrong in this test: all that fits one of `patterns`."""
        for seen in self._seen:
            seen.wrong = [one for one in seen.wrong if not any(re.search(pattern, one) for pattern in patterns)]

    def shot(self, page: Any, name: str) -> Path:
        """Keep a screenshot of the whole page under `name` and the look, and return where."""
        self._shots.mkdir(parents=True, exist_ok=True)
        path = self._shots / f"{name}-{page.onrecord_look}.jpg"  # made in half the time of a PNG
        page.screenshot(path=path, type="jpeg", quality=90, full_page=True, animations="disabled")
        return path

    def check(self, page: Any, *, without: tuple[str, ...] = ()) -> None:
        """Fail on what a person would trip over in `page` as it is now.

        axe-core finds nothing serious or critical (`without` names rules that are left out, with a reason beside
        the call); the page is no wider than its window; it has one first heading and a title.
        """
        assert page.title().strip(), "the page has no title"
        assert page.locator("h1").count() == 1, "the page has not one first heading"
        wide, window = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert wide <= window, f"the page is {wide} pixels wide in a window of {window}"
        found = axe(page, without)
        assert not found, "\n".join(found)

    def end(self) -> None:
        """Close all windows, and fail if anything went wrong in one."""
        for context in self._contexts:
            context.close()
        wrong, self._seen = self.wrong, []
        assert not wrong, "\n".join(dict.fromkeys(wrong))


def axe(page: Any, without: tuple[str, ...] = ()) -> list[str]:
    """Return what axe-core finds in `page` that is serious or critical, a line a place."""
    source = (resources.files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
    page.evaluate(f"if (!window.axe) {{ {source} }}")
    rules = {name: {"enabled": False} for name in without}
    result = page.evaluate("rules => axe.run(document, {resultTypes: ['violations'], rules})", rules)
    return [
        f"{found['impact']}: {found['id']}: {node['html'][:200]} {node.get('failureSummary', '')[:300]}"
        for found in result["violations"]
        if found["impact"] in ("serious", "critical")
        for node in found["nodes"]
    ]


@contextmanager
def launched() -> Iterator[Any]:
    """Run Chromium without a window; skips the test where there is none."""
    try:
        from playwright.sync_api import Error, sync_playwright
    except ImportError as error:
        pytest.skip(f"no browser test: {error}; pip install 'onrecord[dev]'")
    if CHROMIUM is None:
        pytest.skip("no browser test: there is no Chromium here; install it or name one in ONRECORD_CHROMIUM")
    with sync_playwright() as playwright:
        try:
            chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=list(_CALM))
        except Error as error:
            pytest.skip(f"no browser test: {CHROMIUM} does not start: {str(error).splitlines()[0]}")
        yield chromium
        chromium.close()


@contextmanager
def serving(where: Path, settings: Settings | None = None) -> Iterator[str]:
    """Serve the archive at `where` on a free port of this machine, by uvicorn, and give the address."""
    import uvicorn

    from onrecord.web.app import create_app

    listening = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(
        create_app(where, settings),
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        ws="none",
        timeout_graceful_shutdown=1,
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    until = time.monotonic() + 30
    while not server.started and thread.is_alive() and time.monotonic() < until:
        time.sleep(0.01)
    assert server.started, "the server does not start"
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(30)
        with suppress(OSError):
            listening.close()


def folder_of(node: str) -> Path:
    """Return where the screenshots of the test called `node` are kept."""
    return SCREENS / re.sub(r"[^\w.-]+", "-", node.rpartition("/")[2]).strip("-")[:100]


Opened = Callable[..., Site]
