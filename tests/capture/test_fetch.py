import gzip
import shutil
import ssl
import subprocess
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from onrecord.capture import Capture, CaptureError, Limits, captures, fetch, network
from tests.capture.records import HTML

Reply = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    """Answers from a table of paths; remembers what was asked."""

    pages: dict[str, Reply]
    asked: list[tuple[str, str, str]]

    def do_GET(self) -> None:
        self.asked.append((self.path, self.headers["Host"], self.headers["User-Agent"]))
        self.pages.get(self.path, reply(b"not here", status=404))(self)

    def log_message(self, *_: object) -> None:
        pass


def reply(body: bytes = HTML, *headers: tuple[str, str], status: int = 200, media: str = "text/html") -> Reply:
    def answer(handler: Handler) -> None:
        handler.send_response(status)
        if media:
            handler.send_header("Content-Type", media)
        handler.send_header("Content-Length", str(len(body)))
        for name, value in headers:
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def raw(data: bytes) -> Reply:
    def answer(handler: Handler) -> None:
        handler.wfile.write(data)

    return answer


def redirect(to: str, status: int = 302) -> Reply:
    return reply(b"", ("Location", to), status=status)


class Site:
    """A web server on this machine; its names resolve to it."""

    def __init__(self) -> None:
        self.pages: dict[str, Reply] = {}
        self.asked: list[tuple[str, str, str]] = []
        self.looked_up: list[str] = []
        handler = type("Bound", (Handler,), {"pages": self.pages, "asked": self.asked})
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    def url(self, path: str = "/ferry", host: str = "paper.example") -> str:
        return f"http://{host}:{self.port}{path}"

    def resolve(self, host: str, port: int) -> list[str]:
        self.looked_up.append(host)
        if host == "nowhere.example":
            raise OSError("unknown")
        return ["127.0.0.1"]

    def fetch(self, url: str = "", **limits: float) -> Capture:
        bounds = Limits(**limits)  # type: ignore[arg-type]
        return fetch(url or self.url(), allow_private=True, limits=bounds, resolver=self.resolve)


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()
    yield made
    made.server.shutdown()
    made.server.server_close()


def test_a_page(site: Site) -> None:
    site.pages["/ferry"] = reply(media="text/html; charset=iso-8859-1")
    found = site.fetch(site.url("/ferry#top"))
    assert (found.source, found.url) == (site.url("/ferry#top"), site.url())
    assert (found.data, found.media_type, found.charset) == (HTML, "text/html", "iso-8859-1")
    assert found.captured_at_from == "fetch"
    assert found.captured_at is not None
    assert found.captured_at.endswith("Z")
    assert [(path, host) for path, host, _ in site.asked] == [
        ("/robots.txt", f"paper.example:{site.port}"),
        ("/ferry", f"paper.example:{site.port}"),
    ]
    assert all(agent.startswith("onrecord/") for _, _, agent in site.asked)
    assert site.looked_up == ["paper.example"] * 2  # once a request


@pytest.mark.parametrize(
    ("body", "encoding"),
    [(gzip.compress(HTML), "gzip"), (zlib.compress(HTML), "deflate"), (HTML, "identity"), (HTML, "gzip")],
)
def test_a_packed_page(site: Site, body: bytes, encoding: str) -> None:
    site.pages["/ferry"] = reply(body, ("Content-Encoding", encoding))
    assert site.fetch().data == HTML


@pytest.mark.parametrize(
    ("media", "body", "expected"),
    [
        ("", HTML, "text/html"),
        ("", b"Just words", "text/plain"),
        ("text/plain; charset=utf-8", b"Just words", "text/plain"),
        ("application/xhtml+xml", HTML, "text/html"),
    ],
)
def test_types_of_pages(site: Site, media: str, body: bytes, expected: str) -> None:
    site.pages["/ferry"] = reply(body, media=media)
    assert site.fetch().media_type == expected


def test_redirects_are_followed_and_checked_one_by_one(site: Site) -> None:
    site.pages["/ferry"] = redirect("/more/../b?x=1", 301)
    site.pages["/b?x=1"] = redirect(site.url("/c", "other.example"), 307)
    site.pages["/c"] = redirect("/grüße", 308)
    site.pages["/gr%C3%BC%C3%9Fe"] = reply()
    found = site.fetch()
    assert found.url == site.url("/gr%C3%BC%C3%9Fe", "other.example")
    assert found.source == site.url()
    assert site.looked_up == ["paper.example"] * 4 + ["other.example"] * 4  # robots.txt each time


@pytest.mark.parametrize(
    ("page", "words"),
    [
        (reply(status=404), "the server answered 404 Not Found"),
        (reply(status=299, body=b""), "is empty"),
        (reply(status=304, body=b""), "the server answered 304 Not Modified"),
        (reply(status=503), "the server answered 503 Service Unavailable"),
        (reply(status=777), "the server answered 777"),
        (reply(media="image/png"), "is image/png, not a page"),
        (reply(media="\x1b[31m/x"), "is of no known type, not a page"),
        (reply(b"\x89PNG\r\n\x1a\n"), "looks like a PNG image, not a page"),
        (reply(b"a" * 200_000), "is more than the 0.1 MB a page may have"),
        (reply(gzip.compress(b"a" * 9_000_000), ("Content-Encoding", "gzip")), "is more than the 0.1 MB"),
        (reply(b"\x1f\x8b\x08\0" + b"\xff" * 30, ("Content-Encoding", "gzip")), "cannot be unpacked"),
        (reply(b"??", ("Content-Encoding", "zstd")), "cannot be unpacked"),
        (raw(b"rubbish\r\n\r\n"), "something other than HTTP"),
        (raw(b"HTTP/1.1 200 OK\r\nX: " + b"a" * 99_999), "other than HTTP"),
        (raw(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\na"), "broke off"),
        (raw(b""), "broke off"),
        (redirect("/ferry"), "redirects more than 10 times"),
        (redirect("file:///etc/passwd"), "which is neither http nor https"),
        (redirect("http://user:secret@paper.example/"), "a user name in it, which is never sent"),
        (redirect("http://2130706433/"), "2130706433 is no address in its usual spelling"),
        (redirect("http://nowhere.example/"), "the host nowhere.example is not known"),
        (redirect("http://[::1/"), "no URL that can be understood"),
    ],
)
def test_what_is_no_page(site: Site, page: Reply, words: str) -> None:
    site.pages["/ferry"] = page
    with pytest.raises(CaptureError) as caught:
        site.fetch(page_bytes=100_000)
    assert words in caught.value.message
    assert caught.value.source == site.url()
    assert caught.value.message.isprintable()
    assert "secret@" not in caught.value.message.replace("user:secret@", "", 1)


@pytest.mark.parametrize(
    ("robots", "allowed"),
    [
        (reply(b"User-agent: *\nDisallow: /private", media="text/plain"), True),
        (reply(b"User-agent: *\nDisallow: /", media="text/plain"), False),
        (
            reply(b"User-agent: OnRecord\nDisallow: /fer\n\nUser-agent: *\nAllow: /", media="text/plain"),
            False,
        ),
        (
            reply(b"User-agent: *\nDisallow: /\n\nUser-agent: onrecord\nAllow: /ferry", media="text/plain"),
            True,
        ),
        (reply(status=403), True),
        (reply(status=429), True),
        (reply(status=500), False),
        (reply(status=503), False),
        (reply(b"\0\xff rubbish \r\n" * 99), True),
        (reply(b"#" * 600_000 + b"\nUser-agent: *\nDisallow: /"), True),
        (redirect("/robots.txt"), True),
        (redirect("/moved"), False),
        (raw(b""), False),
    ],
)
def test_robots_txt_is_honoured(site: Site, robots: Reply, allowed: bool) -> None:
    site.pages["/ferry"] = reply()
    site.pages["/robots.txt"] = robots
    site.pages["/moved"] = reply(b"User-agent: *\nDisallow: /ferry")
    if allowed:
        assert site.fetch().data == HTML
        return
    with pytest.raises(CaptureError, match=r"robots\.txt"):
        site.fetch()
    assert "/ferry" not in [path for path, _, _ in site.asked]


def test_robots_txt_of_where_a_redirect_leads_is_honoured(site: Site) -> None:
    def robots(handler: Handler) -> None:
        rule = b"/" if handler.headers["Host"].startswith("other") else b""
        reply(b"User-agent: *\nDisallow: " + rule)(handler)

    site.pages["/robots.txt"] = robots
    site.pages["/ferry"] = redirect(site.url("/b", "other.example"))
    site.pages["/b"] = reply()
    with pytest.raises(CaptureError, match=r"robots\.txt forbids"):
        site.fetch()


@pytest.mark.parametrize("trickle", [b"HTTP/1.1 200 OK\r\nX: ", b"HTTP/1.1 200 OK\r\n\r\n<html>", b""])
def test_time_is_bounded_though_bytes_keep_coming(site: Site, trickle: bytes) -> None:
    def drip(handler: Handler) -> None:
        handler.wfile.write(trickle)
        for _ in range(1000):
            time.sleep(0.02)
            try:
                handler.wfile.write(b"a" if trickle else b"")
                handler.wfile.flush()
            except OSError:
                return

    site.pages["/ferry"] = drip
    start = time.monotonic()
    with pytest.raises(CaptureError, match=r"took more than 0\.5 seconds"):
        site.fetch(fetch_seconds=0.5)
    assert time.monotonic() - start < 10, "half of what it would have taken"


def test_time_is_bounded_though_names_are_slow() -> None:
    free = threading.Event()

    def slow(host: str, port: int) -> list[str]:
        free.wait(20)
        return ["93.184.215.14"]

    start = time.monotonic()
    try:
        with pytest.raises(CaptureError, match=r"took more than 0\.2 seconds"):
            fetch("http://paper.example/", limits=Limits(fetch_seconds=0.2), resolver=slow)
        assert time.monotonic() - start < 10, "half of what it would have taken"
    finally:
        free.set()


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]:80/",
        "http://169.254.169.254/latest/meta-data/",
        "http://0.0.0.0/",
        "http://10.1.2.3/",
        "http://localhost/",
        "http://localhost./",
        "http://metadata.example/",
        "http://mixed.example/",
        "http://nat64.example/",
        "https://metadata.example/",
    ],
)
def test_addresses_off_the_public_internet_are_refused(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    known = {
        "localhost": ["127.0.0.1"],
        "localhost.": ["127.0.0.1"],
        "metadata.example": ["169.254.169.254"],
        "mixed.example": ["93.184.215.14", "10.0.0.1"],
        "nat64.example": ["64:ff9b::7f00:1"],
    }
    monkeypatch.setattr("socket.socket.connect", no_network)
    with pytest.raises(CaptureError, match="is not on the public internet, not asked"):
        fetch(url, resolver=lambda host, port: known[host])


@pytest.mark.parametrize("port", [1, 22, 25, 111, 445, 587, 1023])
def test_ports_of_other_services_are_refused(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("socket.socket.connect", no_network)
    with pytest.raises(CaptureError, match=f"port {port} is no web server's, not asked"):
        fetch(f"http://paper.example:{port}/", resolver=lambda host, port: ["93.184.215.14"])


@pytest.mark.parametrize(
    "host",
    ["①②⑦.⓪.⓪.①", "127。0。0。1", "%31%32%37.0.0.1", "127.0.0.1.", "[0:0:0:0:0:ffff:127.0.0.1]", "[64:ff9b::7f00:1]"],
)
def test_other_spellings_of_a_private_address_are_refused(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("socket.socket.connect", no_network)
    with pytest.raises(CaptureError, match="is not on the public internet, not asked"):
        fetch(f"http://{host}/")


def no_network(*_: object) -> None:
    raise AssertionError("a connection was tried")


@pytest.mark.parametrize(
    "url",
    ["http://0x7f.1/", "http://2130706433/", "http://017700000001/", "http://127.1/", "http://0x7f000001/"],
)
def test_odd_spellings_are_refused_even_where_private_is_allowed(url: str) -> None:
    with pytest.raises(CaptureError, match="is no address in its usual spelling"):
        fetch(url, allow_private=True)


@pytest.mark.parametrize(
    "url",
    [
        "ftp://paper.example/",
        "file:///etc/passwd",
        "gopher://paper.example/",
        "http://",
        "http:///x",
        "http://user@paper.example/",
        "http://user:pw@paper.example/",
        "http://paper.example:0/",
        "http://paper.example:99999/",
        "http://paper.example\\@127.0.0.1/",
        "http://paper.example/a b",
        "http://paper.example/\r\nHost: x",
        "http://paper.example/" + "a" * 9000,
        "http://[::1",
        "http://[fe80::1%25eth0]/",
        "http://" + "ü" * 90 + ".example/",
    ],
)
def test_urls_that_are_not_asked(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("socket.socket.connect", no_network)
    with pytest.raises(CaptureError):
        fetch(url, resolver=lambda host, port: ["127.0.0.1"])


def test_a_name_that_changes_its_address_gains_nothing(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rebinding: the name is public when robots.txt is asked for, and private after."""
    answers = iter([["127.0.0.1"], ["10.0.0.1"]])
    site.pages["/ferry"] = reply()
    monkeypatch.setattr(network, "is_public", lambda address: str(address) == "127.0.0.1")
    with pytest.raises(CaptureError, match=r"paper\.example \(10\.0\.0\.1\) is not on the public internet"):
        fetch(site.url(), resolver=lambda host, port: next(answers))
    assert [path for path, _, _ in site.asked] == ["/robots.txt"]


def test_a_redirect_inward_is_refused(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.pages["/ferry"] = redirect("http://inside.example/")
    monkeypatch.setattr(network, "is_public", lambda address: str(address) == "127.0.0.1")
    known = {"paper.example": ["127.0.0.1"], "inside.example": ["10.0.0.1"]}
    with pytest.raises(CaptureError, match=r"inside\.example \(10\.0\.0\.1\) is not on the public internet"):
        fetch(site.url(), resolver=lambda host, port: known[host])


def test_the_next_address_is_tried_where_one_is_dead(site: Site) -> None:
    site.pages["/ferry"] = reply()
    found = fetch(site.url(), allow_private=True, resolver=lambda host, port: ["127.0.0.9", "127.0.0.1"])
    assert found.data == HTML


def test_a_proxy_of_the_environment_is_not_used(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    site.pages["/ferry"] = reply()
    assert site.fetch().data == HTML


def test_nobody_listens() -> None:
    with pytest.raises(CaptureError, match=r"paper\.example refused the connection"):
        fetch("http://paper.example:1/", allow_private=True, resolver=lambda host, port: ["127.0.0.1"])


def test_a_server_without_tls(site: Site) -> None:
    with pytest.raises(CaptureError, match=r"no secure connection to paper\.example"):
        site.fetch(site.url().replace("http:", "https:"))


@pytest.fixture
def secure(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A site that proves to be secure.example, to whoever trusts the certificate made for this test."""
    openssl = shutil.which("openssl")
    if not openssl:
        pytest.skip("no openssl command to make a certificate with")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    names = "subjectAltName=DNS:secure.example"
    made = [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=secure.example"]
    subprocess.run([*made, "-addext", names, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    site.server.socket = context.wrap_socket(site.server.socket, server_side=True)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    return site


def test_a_certificate_is_checked_against_the_name_not_the_address(secure: Site) -> None:
    secure.pages["/ferry"] = reply()
    url = secure.url(host="secure.example").replace("http:", "https:")
    assert secure.fetch(url).data == HTML
    with pytest.raises(CaptureError, match=r"the certificate of paper\.example is not valid for that name"):
        secure.fetch(url.replace("secure.", "paper."))


def test_a_certificate_nobody_trusts(secure: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    with pytest.raises(CaptureError, match=r"the certificate of secure\.example is not valid"):
        secure.fetch(secure.url(host="secure.example").replace("http:", "https:"))


def test_urls_among_inputs(site: Site) -> None:
    site.pages["/ferry"] = reply()
    urls = [site.url(host="127.0.0.1"), site.url("/none", "127.0.0.1")]
    good, bad = captures(urls, allow_private=True)
    assert isinstance(good, Capture)
    assert good.data == HTML
    assert str(bad) == f"{urls[1]}: the server answered 404 Not Found"
    refused = list(captures(urls))
    assert all("not on the public internet" in str(each) for each in refused)
