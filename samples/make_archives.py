"""Make `harbour.warc.gz`, `harbour.warc.wet.gz` and `tunnel.warc.gz` from the sample pages, the same bytes every time.

    python samples/make_archives.py [FOLDER]    writes into FOLDER, by default beside the pages

The WARC is what a crawler keeps: a page sent in chunks and packed, a page as it is, one in windows-1252, a
page not found, a redirect, a revisit, an image, requests and metadata. The WET is what Common Crawl makes of
such a file: the text of each page, line by line, with nothing left out. The third holds the pages in
`story/` that are HTML, as six outlets had them on three days in October 2031; those that are text say
themselves when they were captured.
"""

import base64
import gzip
import hashlib
import re
import struct
import sys
import uuid
import zlib
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


class Page(NamedTuple):
    """A sample page, where it was and when it was captured."""

    file: str
    url: str
    date: str


STRIKE = Page(
    "harbour-strike.html",
    "https://courier.example/politics/2031/03/11/harbour-strike-fuel-rationing",
    "2031-03-11T08:30:00Z",
)
DAM = Page("dam-report-blog.html", "http://tarnvalleynotes.example/2031/04/dam-report.html", "2031-04-18T05:01:07Z")
CABLE_CAR = Page("seilbahn-latin1.html", "https://bote.example/lokal/seilbahn", "2031-06-02T17:45:12Z")
LOST = Page("not-found.html", "https://courier.example/politics/gone", "2031-06-02T17:45:14Z")
FRONT = Page("front-page.html", "https://record.example/", "2031-05-14T19:00:00Z")
STORY = (
    Page("courier-1-four-dead", "https://courier.example/news/2031/10/14/fire-sund-tunnel-shuttle", "14T05:40"),
    Page("wire-1-six-dead", "https://northernwire.example/2031/10/14/six-dead-sund-tunnel", "14T09:50"),
    Page("lumen-1-nine-dead", "https://lumen.example/news/sund-tunnel-fire", "14T10:05"),
    Page("courier-1-six-dead", "https://courier.example/news/2031/10/14/fire-sund-tunnel-shuttle", "14T10:35"),
    Page("post-1-six-die", "http://eveningpost.example/news/2031/10/14/sund-tunnel.htm", "14T11:30"),
    Page("lumen-1-amended", "https://lumen.example/news/sund-tunnel-fire", "14T12:40"),
    Page("record-1-falk", "https://record.example/transport/2031/10/14/sund-tunnel-fans-warning", "14T16:25"),
    Page("record-1-falk-later", "https://record.example/transport/2031/10/14/sund-tunnel-fans-warning", "14T21:00"),
    Page("lumen-2-memo", "https://lumen.example/news/sund-tunnel-memo", "15T05:20"),
    Page(
        "courier-2-memo", "https://courier.example/news/2031/10/15/sund-tunnel-memo-fans?utm_source=ripple", "15T06:55"
    ),
    Page("courier-2-memo-amp", "https://courier.example/amp/news/2031/10/15/sund-tunnel-memo-fans", "15T07:15"),
    Page("lumen-2-memo-noon", "https://lumen.example/news/sund-tunnel-memo", "15T11:00"),
    Page("record-2-memo", "https://record.example/transport/2031/10/15/sund-tunnel-memo", "15T11:45"),
    Page("wire-2-vesterholt", "https://northernwire.example/2031/10/15/sundlink-chief-apologises", "15T14:30"),
    Page("post-2-hallam", "http://eveningpost.example/news/2031/10/15/survivor.htm", "15T16:40"),
    Page("lumen-3-hallam", "https://lumen.example/news/sund-tunnel-fans-expert", "15T19:30"),
    Page("post-3-judge", "http://eveningpost.example/news/2031/10/16/judge.htm", "16T08:00"),
    Page("lumen-4-judge", "https://lumen.example/news/sund-tunnel-inquiry-judge", "16T12:35"),
    Page("courier-3-judge", "https://courier.example/news/2031/10/16/judge-vesterholt-sund-tunnel-inquiry", "16T13:50"),
    Page("record-3-inquiry", "https://record.example/transport/2031/10/16/vesterholt-inquiry", "16T14:15"),
)


def main() -> None:
    """Write the archives."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    (folder / "harbour.warc.gz").write_bytes(packed(warc()))
    (folder / "harbour.warc.wet.gz").write_bytes(packed(wet()))
    (folder / "tunnel.warc.gz").write_bytes(packed(story()))


def packed(records: Iterator[bytes]) -> bytes:
    """Return `records` as archives keep them: each a gzip member of its own, without a time."""
    return b"".join(gzip.compress(record, 9, mtime=0) for record in records)


def warc() -> Iterator[bytes]:
    """Yield the records of the WARC."""
    yield warcinfo("harbour.warc.gz", STRIKE.date)
    yield request(STRIKE)
    html = "Content-Type: text/html; charset=utf-8"
    body = chunked(stored_gzip(read(STRIKE)))
    yield response(STRIKE, body, html, "Content-Encoding: gzip", "Transfer-Encoding: chunked")
    yield record("metadata", STRIKE, b"fetchTimeMs: 212\r\n", "application/warc-fields")
    yield response(STRIKE._replace(url="https://courier.example/cranes.jpg"), PIXEL, "Content-Type: image/png")
    yield request(DAM)
    yield response(DAM, read(DAM), "Content-Type: text/html")
    again = STRIKE._replace(date="2031-03-11T10:30:00Z")
    yield record("revisit", again, b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n")
    moved = CABLE_CAR._replace(url="http://bote.example/lokal/seilbahn")
    yield response(moved, b"", f"Location: {CABLE_CAR.url}", "Content-Type: text/html", status="301 Moved Permanently")
    yield response(CABLE_CAR, read(CABLE_CAR), "Content-Type: text/html; charset=ISO-8859-1")
    yield response(LOST, read(LOST), html, status="404 Not Found")


def wet() -> Iterator[bytes]:
    """Yield the records of the WET."""
    yield warcinfo("harbour.warc.wet.gz", STRIKE.date)
    for page in (STRIKE, DAM, FRONT):
        text = "\n".join(lines(read(page).decode("utf-8"))) + "\n"
        yield record("conversion", page, text.encode("utf-8"), "text/plain")


def story() -> Iterator[bytes]:
    """Yield the records of the WARC that holds the story."""
    pages = [page._replace(file=f"story/{page.file}.html", date=f"2031-10-{page.date}:00Z") for page in STORY]
    yield warcinfo("tunnel.warc.gz", pages[0].date)
    for page in pages:
        yield request(page)
        yield response(page, read(page), "Content-Type: text/html; charset=utf-8")


def read(page: Page) -> bytes:
    """Return a sample page's bytes."""
    return (HERE / page.file).read_bytes()


def warcinfo(name: str, date: str) -> bytes:
    """Return the record that heads an archive."""
    block = f"software: samples/make_archives.py\r\nformat: WARC File Format 1.0\r\nfilename: {name}\r\n"
    return record("warcinfo", Page(name, "", date), block.encode(), "application/warc-fields")


def request(page: Page) -> bytes:
    """Return the record of what was asked."""
    host, path = re.fullmatch(r"https?://([^/]+)(/.*)", page.url).groups()  # type: ignore[union-attr]
    block = f"GET {path} HTTP/1.1\r\nHost: {host}\r\nUser-Agent: sample-crawler\r\n\r\n"
    return record("request", page, block.encode(), "application/http; msgtype=request")


def response(page: Page, body: bytes, *headers: str, status: str = "200 OK") -> bytes:
    """Return the record of what was answered."""
    head = "\r\n".join([f"HTTP/1.1 {status}", *headers, "", ""])
    return record("response", page, head.encode() + body)


def record(kind: str, page: Page, block: bytes, content_type: str = "application/http; msgtype=response") -> bytes:
    """Return one record, its ID made from what it says so that it never changes."""
    name = uuid.uuid5(uuid.NAMESPACE_URL, f"{kind} {page.url} {page.date}")
    digest = base64.b32encode(hashlib.sha1(block, usedforsecurity=False).digest()).decode()
    fields = {
        "WARC-Type": kind,
        "WARC-Record-ID": f"<urn:uuid:{name}>",
        "WARC-Date": page.date,
        "WARC-Target-URI": page.url,
        "WARC-Block-Digest": f"sha1:{digest}",
        "Content-Type": content_type,
        "Content-Length": str(len(block)),
    }
    if kind == "revisit":
        fields["WARC-Profile"] = "http://netpreserve.org/warc/1.0/revisit/server-not-modified"
    head = "".join(f"{field}: {value}\r\n" for field, value in fields.items() if value)
    return b"WARC/1.0\r\n" + head.encode() + b"\r\n" + block + b"\r\n\r\n"


def chunked(body: bytes, size: int = 4096) -> bytes:
    """Return `body` as HTTP sends it in chunks."""
    pieces = [body[at : at + size] for at in range(0, len(body), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


def stored_gzip(body: bytes) -> bytes:
    """Return `body` as a gzip member that packs nothing, so that no version of zlib makes other bytes of
    it."""
    pieces = [body[at : at + 0xFFFF] for at in range(0, len(body), 0xFFFF)]
    blocks = b"".join(
        struct.pack("<BHH", number == len(pieces), len(piece), 0xFFFF ^ len(piece)) + piece
        for number, piece in enumerate(pieces, start=1)
    )
    return b"\x1f\x8b\x08\0\0\0\0\0\0\xff" + blocks + struct.pack("<II", zlib.crc32(body), len(body))


class lines(HTMLParser):  # noqa: N801 (used as a function)
    """The lines of text in an HTML page, a new one at each block."""

    INLINE = frozenset(
        ("a", "b", "button", "em", "font", "i", "label", "small", "span", "strong", "sub", "sup", "time")
    )
    SILENT = frozenset(("head", "noscript", "script", "style"))

    def __init__(self, page: str) -> None:
        super().__init__()
        self._silent = 0
        self._text: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Break the line at a block; say nothing inside what is not shown."""
        self._silent += tag in self.SILENT
        if tag not in self.INLINE:
            self._text.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """As at the start."""
        self._silent -= tag in self.SILENT
        if tag not in self.INLINE:
            self._text.append("\n")

    def handle_data(self, data: str) -> None:
        """Keep what is shown."""
        if not self._silent:
            self._text.append(re.sub(r"\s+", " ", data))

    def __iter__(self) -> Iterator[str]:
        for line in "".join(self._text).split("\n"):
            words = " ".join(line.split())
            if words:
                yield words


if __name__ == "__main__":
    main()
