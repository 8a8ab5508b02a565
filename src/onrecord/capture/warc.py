"""The captures in a WARC or WET file, record by record."""

import http.client
import io
import re
import zlib
from collections import Counter
from collections.abc import Iterator

from fastwarc.stream_io import ChunkedReader
from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from onrecord.capture.inflate import ByteStream, read_up_to, unpacked
from onrecord.capture.limits import Limits, megabytes
from onrecord.capture.model import Capture, CaptureError
from onrecord.capture.sniff import HEAD, sniff

_CHUNK = 64 * 1024
_TAIL = 64
_END = (b"\r\n\r\n", b"\n\n")
_HTML = ("text/html", "application/xhtml+xml")
_UNSURE = ("", "application/octet-stream", "unknown/unknown", "application/xml", "text/xml")
"""Declared types that say nothing of whether a response is a page: its bytes decide."""


def warc_captures(
    stream: ByteStream, source: str, *, limits: Limits | None = None, skipped: Counter[str] | None = None
) -> Iterator[Capture | CaptureError]:
    """Yield the pages of the WARC or WET that `stream` gives, unpacked, in their order.

    Pages are HTML in `response` records (chunked transfer and gzip, deflate or Brotli packing undone) and in
    `resource` records, and the plain text of `conversion` records (WET). Everything else is left out and
    counted by kind in `skipped`: revisits, requests, metadata, images, redirects. `source` of a capture is
    ``path#uuid``, the uuid that of its WARC-Record-ID; `captured_at` is its WARC-Date, to the second, in UTC.

    A record that cannot be read (too large, packing damaged) yields a `CaptureError` and the next one is
    read. A file that breaks off or turns to rubbish yields what came before and then one `CaptureError`.
    Memory is bounded by `Limits.page_bytes`, not by the file. Nothing is raised.
    """
    limits = limits or Limits()
    skipped = Counter() if skipped is None else skipped
    watched = _Watched(stream)
    whole = 0
    tail = b""
    try:
        # fastwarc finds the records. Its own decoding of HTTP is left off: in 2.0 it ends the iteration
        # after the first packed response, and it does not tell a record that is cut short from a whole one.
        for record in ArchiveIterator(watched, parse_http=False, stream_detect=False):
            body, size, tail = _body(record, limits.page_bytes)
            if size < record.content_length or "Content-Length" not in record.headers:
                yield _cut(source, whole) if watched.ended else _damaged(source, "no length", whole)
                return
            found = _capture(record, body, size, source, limits, skipped, whole + 1)
            whole += 1
            if found is not None:
                yield found
    except CaptureError as error:  # from the stream below: a cut or damaged gzip, a bomb
        yield CaptureError(source, f"{error.message}; {_before(whole)}")
        return
    except (OSError, ValueError, OverflowError) as error:
        if watched.ended and not watched.tail.endswith(_END):
            yield _cut(source, whole)
        else:
            reason = str(error).split(":")[0].strip().rstrip(".") or type(error).__name__
            yield _damaged(source, reason, whole)
        return
    if not whole:
        yield CaptureError(source, "is a WARC file without a single whole record")
    elif not (watched.tail.rstrip(b"\r\n").endswith(tail.rstrip(b"\r\n")) if tail else watched.tail.endswith(_END)):
        yield _cut(source, whole)


class _Watched:
    """A stream that remembers how it ended, as fastwarc does not tell."""

    def __init__(self, stream: ByteStream) -> None:
        self._stream = stream
        self.tail = b""
        self.ended = False

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(_CHUNK if size < 0 else size)
        if data:
            self.tail = (self.tail + data[-4 * _TAIL :])[-4 * _TAIL :]
        elif size:
            self.ended = True
        return data

    def tell(self) -> int:
        return 0

    def seek(self, offset: int, whence: int = 0) -> int:
        raise OSError("a stream is read once, in order")

    def close(self) -> None:
        """Leave the stream open: it is its opener's."""


def _before(whole: int) -> str:
    if not whole:
        return "no record was read"
    return f"the {whole} records before were read" if whole > 1 else "the record before was read"


def _cut(source: str, whole: int) -> CaptureError:
    return CaptureError(source, f"is a WARC file that breaks off in record {whole + 1}; {_before(whole)}")


def _damaged(source: str, reason: str, whole: int) -> CaptureError:
    return CaptureError(source, f"is a damaged WARC file ({reason}); {_before(whole)}")


def _body(record: WarcRecord, keep: int) -> tuple[bytes, int, bytes]:
    """Read the whole of a record; return its first `keep` bytes (with room for HTTP headers), size and
    end."""
    kept = bytearray()
    size = 0
    tail = b""
    keep += _CHUNK
    while size < record.content_length:
        data = record.reader.read(min(_CHUNK, record.content_length - size))
        if not data:
            break
        size += len(data)
        tail = (tail + data[-_TAIL:])[-_TAIL:]
        if len(kept) < keep:
            kept += data[: keep - len(kept)]
    return bytes(kept), size, tail


def _capture(
    record: WarcRecord,
    body: bytes,
    size: int,
    source: str,
    limits: Limits,
    skipped: Counter[str],
    number: int,
) -> Capture | CaptureError | None:
    """Return the page in `record`, or what is wrong with it; None, and a count, where it holds no page."""
    kind = record.record_type
    declared = _media_type(record.headers.get("Content-Type") or "")
    where = f"{source}#{_name(record, number)}"
    charset: str | None = None
    if kind == WarcRecordType.conversion:
        if declared not in ("", "text/plain"):
            skipped[f"{declared} conversion record"] += 1
            return None
        charset = _charset(record.headers.get("Content-Type") or "") or "utf-8"
    elif kind == WarcRecordType.response:
        if declared != "application/http":  # DNS answers, FTP
            skipped[f"{declared or 'untyped'} response record"] += 1
            return None
        try:
            response = _http(body)
        except (http.client.HTTPException, ValueError) as error:
            return CaptureError(where, f"holds no HTTP response that can be read ({type(error).__name__})")
        if response.status < 200 or response.status in (204, 205) or 300 <= response.status < 400:
            skipped["redirect" if 300 <= response.status < 400 else "response without a page"] += 1
            return None
        declared, charset = response.media_type, response.charset
        if declared not in _HTML and declared not in _UNSURE:
            skipped[f"{declared} response"] += 1
            return None
        if size - (len(body) - len(response.body)) > limits.page_bytes:
            return _too_large(where, size, limits)
        try:
            body = _unpacked(response, limits.page_bytes)
        except (OSError, ValueError, zlib.error):
            packing = response.encoding or "chunks"
            return CaptureError(where, f"has a body that cannot be unpacked (declared as {packing})")
        size = len(body)
    elif kind == WarcRecordType.resource:
        if declared not in _HTML and declared not in _UNSURE:
            skipped[f"{declared} resource record"] += 1
            return None
        charset = _charset(record.headers.get("Content-Type") or "")
    else:
        skipped[f"{str(kind).rpartition('.')[2]} record"] += 1
        return None
    if size > limits.page_bytes:
        return _too_large(where, size, limits)
    plain = kind == WarcRecordType.conversion
    try:
        looks = sniff(body[:HEAD], where)
    except CaptureError as error:
        if not body.strip():
            skipped["empty record"] += 1
            return None
        if declared in _UNSURE:
            skipped[f"{declared or 'untyped'} record, not HTML"] += 1
            return None
        return error
    if looks in ("gzip", "warc") or (declared in _UNSURE and looks != "html" and not plain):
        skipped[f"{declared or 'untyped'} record, not HTML"] += 1
        return None
    at = _date(record)
    return Capture.of(
        body,
        source=where,
        media_type="text/plain" if plain else "text/html",
        captured_at=at,
        captured_at_from="warc-date" if at else None,
        url=_url(record),
        charset=charset,
    )


def _too_large(where: str, size: int, limits: Limits) -> CaptureError:
    return CaptureError(
        where, f"is {megabytes(size)} or more, beyond the {megabytes(limits.page_bytes)} a page may have"
    )


def _name(record: WarcRecord, number: int) -> str:
    name = (record.record_id or "").strip("<> ").removeprefix("urn:uuid:")
    return name if re.fullmatch(r"[!-~]{1,200}", name) else f"record-{number}"


def _date(record: WarcRecord) -> str | None:
    """Return the WARC-Date to the second; WARC 1.1 allows fractions and bare days, kept no more exact than
    that."""
    stated = (record.headers.get("WARC-Date") or "").strip()
    found = re.fullmatch(r"(\d{4}(?:-\d\d){0,2})|(\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?)(?:\.\d{1,9})?Z", stated)
    if not found:
        return None
    return found[1] or f"{found[2]}Z"


def _url(record: WarcRecord) -> str | None:
    stated = (record.headers.get("WARC-Target-URI") or "").strip().strip("<>")
    return stated if stated and stated.isprintable() and len(stated) <= 8192 else None


def _media_type(stated: str) -> str:
    kind = stated.partition(";")[0].strip().lower()
    return kind if re.fullmatch(r"[a-z0-9.+*_-]{1,60}/[a-z0-9.+*_-]{1,80}", kind) else ""


def _charset(stated: str) -> str | None:
    found = re.search(r"""charset\s{0,9}=\s{0,9}["']?([A-Za-z0-9._:-]{2,40})""", stated, re.IGNORECASE)
    return found[1] if found else None


class _Response:
    """An HTTP response as recorded: its status, what it declares, and its body as it went over the wire."""

    def __init__(self, status: int, headers: http.client.HTTPMessage, body: bytes) -> None:
        self.status = status
        stated = str(headers.get("Content-Type") or "")
        self.media_type = _media_type(stated)
        self.charset = _charset(stated)
        self.encoding = str(headers.get("Content-Encoding") or "").strip().lower()
        self.chunked = "chunked" in str(headers.get("Transfer-Encoding") or "").lower()
        self.body = body


def _http(block: bytes) -> _Response:
    """Return the HTTP response in a record's block. Raises `HTTPException` or ValueError where there is
    none."""
    stream = io.BytesIO(block)
    line = stream.readline(4096)
    found = re.match(rb"HTTP/\d(?:\.\d)?\s+(\d{3})\b", line)
    if not found:
        raise http.client.BadStatusLine("no status line")
    headers = http.client.parse_headers(stream)
    return _Response(int(found[1]), headers, block[stream.tell() :])


def _unpacked(response: _Response, limit: int) -> bytes:
    """Return up to `limit` + 1 bytes of a response's body, its chunks joined and its packing undone.

    Crawlers often store a body already joined under the headers it came with: where the bytes are plainly
    not chunks, they are taken as they stand. Raises OSError, ValueError or `zlib.error`.
    """
    body = response.body
    if response.chunked and re.match(rb"[0-9A-Fa-f]{1,8}[ \t]{0,8}(?:;[^\r\n]{0,200})?\r?\n", body):
        body = read_up_to(ChunkedReader(io.BytesIO(body)), limit)
    return unpacked(body, response.encoding, limit)
