import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.capture import CaptureError
from onrecord.capture.feeds import ENTRIES, BusyError, Feed, FeedEntry, fetch_feed, parse_feed
from onrecord.capture.network import Asking

BASE = "https://skerry.example/feeds/all"
RSS = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>Skerry Herald</title>
<item><title>Ferry &amp; crew</title><link>https://skerry.example/ferry#top</link></item>
<item><title>Again</title><link>https://skerry.example/ferry</link></item>
<item><title>Script</title><link>javascript:alert(1)</link></item>
<item><title>Relative</title><link>../harbour</link></item></channel></rss>"""
ATOM = b"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Skerry Herald</title>
<entry><title>Ferry</title><link rel="self" href="https://skerry.example/api/1"/><link href="/ferry"/></entry></feed>"""
JSON = b"""{"version": "https://jsonfeed.org/version/1.1", "title": "Skerry Herald",
"items": [{"id": "1", "url": "https://skerry.example/ferry", "title": "Ferry"}, {"id": "2"}]}"""


def urls(data: bytes) -> list[str]:
    return [entry.url for entry in parse_feed(data, source="feed", base=BASE).entries]


def test_rss_names_its_pages_once_each_and_only_what_can_be_fetched() -> None:
    assert parse_feed(RSS, source="feed", base=BASE) == Feed(
        "Skerry Herald",
        [
            FeedEntry("https://skerry.example/ferry", "Ferry & crew"),
            FeedEntry("https://skerry.example/harbour", "Relative"),
        ],
    )


def test_atom_names_the_page_not_the_entry_itself() -> None:
    assert urls(ATOM) == ["https://skerry.example/ferry"]


def test_json_feed() -> None:
    assert urls(JSON) == ["https://skerry.example/ferry"]
    assert urls(b"\xef\xbb\xbf" + JSON) == ["https://skerry.example/ferry"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is no feed"),
        (b"no feed at all", "is no feed"),
        (b"<!doctype html><html><body><p>News</p></body></html>", "is a web page, not a feed"),
        (b'{"version": "1"}', "is JSON, but no JSON Feed"),
        (b'{"items": [', "is JSON, but no JSON Feed"),
        (b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaa">]><rss><channel/></rss>', "declares entities"),
    ],
)
def test_what_is_no_feed_is_told_in_a_sentence(data: bytes, message: str) -> None:
    with pytest.raises(CaptureError, match=message):
        parse_feed(data, source="feed", base=BASE)


def test_a_name_of_a_file_is_not_opened() -> None:
    with pytest.raises(CaptureError):
        parse_feed(__file__.encode(), source="feed", base=BASE)


def test_entries_are_bounded() -> None:
    items = b"".join(b"<item><link>https://skerry.example/%d</link></item>" % number for number in range(ENTRIES + 50))
    assert len(urls(b"<rss version='2.0'><channel>" + items + b"</channel></rss>")) == ENTRIES


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300) | st.tuples(st.sampled_from([RSS, ATOM, JSON]), st.integers(0, 600)))
def test_no_bytes_raise_anything_but_a_capture_error(made: bytes | tuple[bytes, int]) -> None:
    data = made if isinstance(made, bytes) else made[0][: made[1]]
    try:
        feed = parse_feed(data, source="feed", base=BASE)
    except CaptureError:
        return
    assert all(entry.url.startswith(("http://", "https://")) for entry in feed.entries)


@pytest.fixture
def site() -> Iterator[tuple[str, list[dict[str, str]]]]:
    asked: list[dict[str, str]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path == "/robots.txt":
                self.send_error(404)
                return
            asked.append(dict(self.headers))
            if self.path == "/busy":
                self.send_response(429)
                self.send_header("Retry-After", "120")
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            if self.path == "/endless":
                self.send_response(200)
                self.send_header("Content-Type", "application/rss+xml")
                self.end_headers()
                try:
                    self.wfile.write(b"<rss version='2.0'><channel>")
                    while True:
                        self.wfile.write(b"<item><link>https://skerry.example/1</link></item>" * 1000)
                except OSError:
                    return
            if self.headers.get("If-None-Match") == '"v1"':
                self.send_response(304)
                self.end_headers()
                return
            self.send_response(200)
            self.send_header("Content-Type", "application/rss+xml")
            self.send_header("ETag", '"v1"')
            self.send_header("Last-Modified", "Fri, 16 Aug 2024 05:46:00 GMT")
            self.send_header("Content-Length", str(len(RSS)))
            self.end_headers()
            self.wfile.write(RSS)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    server.server_close()


def test_an_unchanged_feed_is_asked_for_with_what_is_known_of_it(site: tuple[str, list[dict[str, str]]]) -> None:
    where, asked = site
    first = fetch_feed(f"{where}/feed", allow_private=True)
    assert (first.etag, first.modified, first.unchanged) == ('"v1"', "Fri, 16 Aug 2024 05:46:00 GMT", False)
    assert len(first.entries) == 2
    again = fetch_feed(f"{where}/feed", Asking(etag=first.etag, modified=first.modified), allow_private=True)
    assert (again.unchanged, again.entries, again.etag) == (True, [], '"v1"')
    assert asked[1]["If-None-Match"] == '"v1"'
    assert asked[1]["If-Modified-Since"] == "Fri, 16 Aug 2024 05:46:00 GMT"
    assert "application/atom+xml" in asked[1]["Accept"]


def test_a_busy_server_is_left_alone_for_as_long_as_it_asks(site: tuple[str, list[dict[str, str]]]) -> None:
    with pytest.raises(BusyError, match="429 Too Many Requests") as raised:
        fetch_feed(f"{site[0]}/busy", allow_private=True)
    assert raised.value.seconds == 120


def test_an_endless_feed_is_given_up(site: tuple[str, list[dict[str, str]]]) -> None:
    with pytest.raises(CaptureError, match="is more than the 8 MB a feed may have"):
        fetch_feed(f"{site[0]}/endless", allow_private=True)


def test_private_addresses_are_refused(site: tuple[str, list[dict[str, str]]]) -> None:
    with pytest.raises(CaptureError, match="not on the public internet"):
        fetch_feed(f"{site[0]}/feed")
    assert not site[1]
