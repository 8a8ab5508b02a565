"""WARC records made by hand, byte for byte, for the tests."""

import gzip

HTML = b"<!doctype html><html><head><title>Ferry</title></head><body><p>The harbour is shut.</p></body></html>"


def record(
    kind: str,
    block: bytes,
    *,
    number: int = 1,
    content_type: str = "application/http; msgtype=response",
    url: str = "https://paper.example/ferry",
    date: str = "2031-03-09T08:00:00Z",
) -> bytes:
    """Return one WARC record, its end included."""
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{uuid(number)}>\r\n"
        f"WARC-Date: {date}\r\nWARC-Target-URI: {url}\r\nContent-Type: {content_type}\r\n"
        f"Content-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def uuid(number: int) -> str:
    return f"00000000-0000-4000-8000-{number:012d}"


def response(
    body: bytes = HTML, *headers: str, number: int = 1, status: str = "200 OK", media: str = "text/html"
) -> bytes:
    """Return a response record; `headers` come after the Content-Type."""
    lines = [f"HTTP/1.1 {status}", *([f"Content-Type: {media}"] if media else []), *headers]
    return record("response", "\r\n".join([*lines, "", ""]).encode() + body, number=number)


def conversion(text: str, *, number: int = 1) -> bytes:
    return record("conversion", text.encode(), number=number, content_type="text/plain")


def chunked(body: bytes, size: int = 40) -> bytes:
    pieces = [body[at : at + size] for at in range(0, len(body), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


def members(*records: bytes) -> bytes:
    """Return `records` packed as WARCs are: each a gzip member of its own."""
    return b"".join(gzip.compress(each, mtime=0) for each in records)
