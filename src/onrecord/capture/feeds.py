"""Feeds: what a site says is new, as RSS, Atom or JSON Feed.

RSS and Atom are read by feedparser, which knows every broken one; JSON Feed as https://www.jsonfeed.org/version/1.1/
has it. A feed is as hostile as a page: its size is bounded, so are its entries, and of each only an http or https
address is kept.
"""

import re
from io import BytesIO
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

import msgspec

from onrecord.capture.limits import Limits, megabytes
from onrecord.capture.manners import Manners
from onrecord.capture.model import CaptureError
from onrecord.capture.network import Asking, Resolver, Visit, status_named

FEEDS = (
    "application/atom+xml,application/rss+xml,application/feed+json,application/json;q=0.9,"
    "application/xml;q=0.8,text/xml;q=0.8,*/*;q=0.1"
)
"""The kinds of answer that are asked for, as HTTP's Accept has them, where a feed is wanted."""
ENTRIES = 1000
"""The most entries that are taken from one feed, the first ones."""
LONGEST = 2000
"""The most bytes of a page's address in a feed, so that a database's index can hold it beside the feed's own."""
_FEED_BYTES = 8_000_000
_TITLE = 300
"""The most characters kept of a title."""
_MARKUP = re.compile(rb"<(?:rss|feed|rdf:RDF)[\s>]", re.IGNORECASE)
_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)
_DTD = re.compile(rb"<!(?:DOCTYPE|ENTITY)[^>]{0,200}\[|<!ENTITY", re.IGNORECASE)


class FeedEntry(NamedTuple):
    """A page that a feed names: its address, absolute, and its title, where it has one."""

    url: str
    title: str | None


class Feed(NamedTuple):
    """A feed as it was answered.

    `unchanged` says that the server has nothing newer than what was known already; there are no entries then. `etag`
    and `modified` are to be sent the next time, `retry_after` is the number of seconds that the server wants to be left
    alone for, where it says so.
    """

    title: str | None
    entries: list[FeedEntry]
    unchanged: bool = False
    etag: str | None = None
    modified: str | None = None
    retry_after: int | None = None


class BusyError(CaptureError):
    """A server that wants to be asked later: in `seconds`, where it says when."""

    def __init__(self, source: str, message: str, seconds: int | None) -> None:
        super().__init__(source, message)
        self.seconds = seconds


def fetch_feed(
    url: str,
    known: Asking | None = None,
    *,
    allow_private: bool = False,
    limits: Limits | None = None,
    manners: Manners | None = None,
    resolver: Resolver | None = None,
) -> Feed:
    """Return the feed at `url`, as it is now, or that it is unchanged since what is `known` of it.

    How the network is asked is told at `onrecord.capture.network.Visit.follow`. Raises `BusyError` where the server
    answers 429 or 503, and `CaptureError` for whatever else keeps the feed from being read.
    """
    limits = limits or Limits()
    asking = (known or Asking())._replace(accept=FEEDS)
    size = min(limits.page_bytes, _FEED_BYTES)
    answer, where = Visit(url, allow_private, limits, resolver, manners).follow(size, asking)
    wait = _seconds(answer.retry_after)
    if answer.status == 304:
        return Feed(None, [], True, answer.etag or asking.etag, answer.modified or asking.modified, wait)
    if answer.status in (429, 503):
        raise BusyError(url, f"the server answered {status_named(answer.status)}; it is asked again later", wait)
    if not 200 <= answer.status < 300:
        raise CaptureError(url, f"the server answered {status_named(answer.status)}")
    if len(answer.body) > size:
        raise CaptureError(url, f"is more than the {megabytes(size)} a feed may have")
    feed = parse_feed(answer.body, source=url, base=where)
    return feed._replace(etag=answer.etag, modified=answer.modified, retry_after=wait)


def parse_feed(data: bytes, *, source: str, base: str) -> Feed:
    """Return what a feed's bytes name; addresses in it are relative to `base`, `source` is what errors speak of.

    Each address comes once, in the feed's order, without its fragment. Raises `CaptureError` where it is no feed.

    >>> feed = parse_feed(b'{"version": "https://jsonfeed.org/version/1.1", "title": "T", "items": [{"url": "/a"}]}',
    ...                   source="feed", base="https://example.org/feed.json")
    >>> feed.entries
    [FeedEntry(url='https://example.org/a', title=None)]
    """
    if data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        title, found = _json_feed(data, source)
    else:
        title, found = _xml_feed(data, source)
    entries: dict[str, FeedEntry] = {}
    for link, name in found:
        address = _address(base, link)
        if address and address not in entries:
            entries[address] = FeedEntry(address, _text(name))
            if len(entries) == ENTRIES:
                break
    return Feed(_text(title), list(entries.values()))


class _Item(msgspec.Struct):
    url: str | None = None
    external_url: str | None = None
    title: str | None = None


class _JsonFeed(msgspec.Struct):
    version: str
    title: str | None = None
    items: list[_Item] = []


def _json_feed(data: bytes, source: str) -> tuple[str | None, list[tuple[str, str | None]]]:
    try:
        feed = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"), type=_JsonFeed)
    except (msgspec.DecodeError, msgspec.ValidationError, RecursionError) as error:
        raise CaptureError(source, "is JSON, but no JSON Feed") from error
    if "jsonfeed.org" not in feed.version:
        raise CaptureError(source, "is JSON, but no JSON Feed")
    return feed.title, [(item.url or item.external_url or "", item.title) for item in feed.items]


def _xml_feed(data: bytes, source: str) -> tuple[str | None, list[tuple[str, str | None]]]:
    if _PAGE.search(data[:4096]) and not _MARKUP.search(data[:4096]):
        raise CaptureError(source, "is a web page, not a feed; give the address of the site's RSS, Atom or JSON Feed")
    if _DTD.search(data[:65536]):
        # No feed needs entities of its own, and they can be made to grow without end.
        raise CaptureError(source, "is a feed that declares entities of its own, which are not read")
    import feedparser

    # A stream, for feedparser fetches a string that looks like an address, and opens what looks like a file's name.
    parsed = feedparser.parse(BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    if not parsed.get("version") and not parsed.get("entries"):
        raise CaptureError(source, "is no feed: neither RSS, Atom nor JSON Feed")
    feed = parsed.get("feed") or {}
    return feed.get("title"), [(entry.get("link") or "", entry.get("title")) for entry in parsed.entries]


def _address(base: str, link: object) -> str | None:
    if not isinstance(link, str) or not link or len(link) > LONGEST:
        return None
    try:
        address = urljoin(base, link.strip())
        parts = urlsplit(address)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname or not address.isprintable() or " " in address:
        return None
    address = parts._replace(fragment="").geturl()
    return address if len(address.encode("utf-8", "replace")) <= LONGEST else None


def _text(value: object) -> str | None:
    if not isinstance(value, str):
        return None
    return " ".join("".join(c if c.isprintable() else " " for c in value[: 4 * _TITLE]).split())[:_TITLE] or None


def _seconds(retry_after: str | None) -> int | None:
    """Return what a Retry-After header asks for, in seconds from now, at most a day; it may be a date, too."""
    from datetime import UTC, datetime
    from email.utils import parsedate_to_datetime

    if not retry_after:
        return None
    if retry_after.isdigit():
        return min(int(retry_after[:9]), 86_400)
    try:
        when = parsedate_to_datetime(retry_after)
    except (ValueError, TypeError):
        return None
    when = when if when.tzinfo else when.replace(tzinfo=UTC)
    return max(0, min(int((when - datetime.now(UTC)).total_seconds()), 86_400))
