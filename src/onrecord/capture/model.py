"""What a capture is: bytes as collected, with where they come from and when."""

from hashlib import sha256
from typing import Literal, Self

import msgspec

MediaType = Literal["text/html", "text/plain"]
CapturedAtFrom = Literal["warc-date", "header", "fetch", "file-time"]


class CaptureError(Exception):
    """An input that cannot be read, told in one sentence: what, where, what to do.

    `source` names the input as the user gave it (a path, a URL, ``-``, or ``path#record`` inside a WARC).
    """

    def __init__(self, source: str, message: str) -> None:
        super().__init__(f"{source}: {message}")
        self.source = source
        self.message = message


class Capture(msgspec.Struct, frozen=True, kw_only=True):
    """The bytes of one page as collected; never changed.

    `source` is where the bytes were found: a path, a URL, ``-`` for standard input, ``path#id`` for a record of
    a WARC or WET. `captured_at` is ISO 8601 as far as it is known (a day, or a time with its zone), and
    `captured_at_from` says what told it; a file's own time is the last resort and says so.
    """

    source: str
    media_type: MediaType
    data: bytes
    sha256: str
    captured_at: str | None = None
    captured_at_from: CapturedAtFrom | None = None
    url: str | None = None
    charset: str | None = None
    """The encoding that the transport declared (HTTP header or WARC record), if it declared one."""

    @classmethod
    def of(
        cls,
        data: bytes,
        *,
        source: str,
        media_type: MediaType,
        captured_at: str | None = None,
        captured_at_from: CapturedAtFrom | None = None,
        url: str | None = None,
        charset: str | None = None,
    ) -> Self:
        """Make a capture of `data`, its hash computed."""
        return cls(
            source=source,
            media_type=media_type,
            data=data,
            sha256=sha256(data).hexdigest(),
            captured_at=captured_at,
            captured_at_from=captured_at_from,
            url=url,
            charset=charset,
        )
