"""Unpacking, as a stream and never further than asked."""

import io
import zlib
from typing import Protocol

from fastwarc.stream_io import BrotliReader

from onrecord.capture.limits import Limits, megabytes
from onrecord.capture.model import CaptureError

_CHUNK = 64 * 1024


class ByteStream(Protocol):
    """What is read from: bytes, in order."""

    def read(self, size: int = -1, /) -> bytes:
        """Return up to `size` bytes; none only at the end."""
        ...


class Gunzip(io.RawIOBase):
    """The unpacked bytes of a gzip stream of one member or many, read as they are asked for.

    Python's own `gzip` would do but for three things a stranger's file needs: what was unpacked before the
    file breaks off is still delivered, the error then names the input, and a stream that unpacks beyond all
    proportion (`Limits.expansion`) is stopped. Zero bytes after the last member are padding, as gzip has it.

    Raises `CaptureError` from `read` where the stream is cut, damaged, or a bomb.
    """

    def __init__(self, packed: ByteStream, source: str, limits: Limits) -> None:
        self._packed = packed
        self._source = source
        self._limits = limits
        self._member = zlib.decompressobj(wbits=31)
        self._pending = b""
        self._fresh = True
        """True between members, where the stream may end."""
        self._members = 0
        self._in = 0
        self._out = 0

    def readable(self) -> bool:
        """Return True: this is a reader."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill some of `buffer`; 0 only at the end of the last member."""
        data = self._next(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def _next(self, size: int) -> bytes:
        while size:
            if not self._pending:
                self._pending = self._packed.read(_CHUNK)
                self._in += len(self._pending)
                if not self._pending and not self._fresh:
                    raise CaptureError(self._source, "is a gzip file that breaks off before its end")
            if self._fresh:
                if self._members:
                    self._pending = self._pending.lstrip(b"\0")
                if not self._pending:
                    if self._in and (more := self._packed.read(_CHUNK)):
                        self._in += len(more)
                        self._pending = more
                        continue
                    return b""
            try:
                data = self._member.decompress(self._pending, size)
            except zlib.error as error:
                if self._members and self._fresh and not self._pending.startswith(b"\x1f\x8b"):
                    what = "holds something other than gzip after its packed part"
                else:
                    what = "is a damaged gzip file"
                raise CaptureError(self._source, what) from error
            self._fresh = False
            self._pending = self._member.unconsumed_tail
            if self._member.eof:
                self._pending = self._member.unused_data
                self._member = zlib.decompressobj(wbits=31)
                self._fresh = True
                self._members += 1
            self._out += len(data)
            self._check()
            if data:
                return data
        return b""

    def _check(self) -> None:
        if self._out > self._limits.page_bytes and self._out > self._limits.expansion * self._in:
            raise CaptureError(
                self._source,
                f"unpacks out of all proportion ({megabytes(self._in)} to more than {megabytes(self._out)}): "
                "a gzip bomb, not read further",
            )


class UnknownPackingError(ValueError):
    """A Content-Encoding that is not undone here."""


def unpacked(body: bytes, encoding: str, limit: int) -> bytes:
    """Return up to `limit` + 1 bytes of an HTTP body, the packing that `encoding` (Content-Encoding) names
    undone.

    gzip, deflate (bare or in its zlib wrapping) and Brotli are known. A body that is plainly not packed is
    taken as it stands: crawlers store bodies unpacked under the headers they came with. Raises OSError,
    ValueError or `zlib.error` for what cannot be unpacked; a body that breaks off gives what there is of it.
    """
    encodings = [part.strip() for part in encoding.lower().split(",")]
    for each in reversed([part for part in encodings if part not in ("", "identity")][:3]):
        if body.startswith(b"\x1f\x8b") and each in ("gzip", "x-gzip", "deflate"):
            body = _inflate(body, 31, limit)
        elif each in ("gzip", "x-gzip") or _looks_plain(body):
            continue
        elif each == "deflate":
            try:
                body = _inflate(body, 15, limit)
            except zlib.error:  # many servers send it bare
                body = _inflate(body, -15, limit)
        elif each == "br":
            body = read_up_to(BrotliReader(io.BytesIO(body)), limit)
        else:
            raise UnknownPackingError(each)
    return body


def read_up_to(stream: ByteStream, limit: int) -> bytes:
    """Return the rest of `stream`, or its first `limit` + 1 bytes: more than `limit` says there was more."""
    out = bytearray()
    while len(out) <= limit and (data := stream.read(min(_CHUNK, limit + 1 - len(out)))):
        out += data
    return bytes(out)


def _looks_plain(body: bytes) -> bool:
    return body[:200].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


def _inflate(data: bytes, wbits: int, limit: int) -> bytes:
    """Return up to `limit` + 1 bytes of zlib-packed `data`; `wbits` is zlib's (31 gzip, 15 zlib, -15 bare).

    Members of gzip after the first are unpacked too. Raises `zlib.error` where the start is not what `wbits`
    says.
    """
    out: list[bytes] = []
    size = 0
    rest = data
    while rest and size <= limit:
        member = zlib.decompressobj(wbits=wbits)
        try:
            piece = member.decompress(rest, limit + 1 - size)
        except zlib.error:
            if not out:
                raise
            break  # bytes that belong to nobody after the packed part
        out.append(piece)
        size += len(piece)
        rest = member.unused_data if member.eof and wbits == 31 else b""
    return b"".join(out)
