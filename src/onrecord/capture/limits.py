"""How much one input may cost before it is refused."""

import msgspec


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """Bounds on what the readers take in; every one of them ends in a `CaptureError`, never in a crash.

    Sizes are in bytes, times in seconds. The page bound is far above any news page met (the largest are near
    10 MB) and low enough that parsing what passes it stays well inside a gigabyte. A WARC as a whole may be
    of any length: it is streamed, and the page bound holds for each record.
    """

    page_bytes: int = 16_000_000
    """The most bytes of one page, unpacked."""
    expansion: int = 200
    """The most bytes that one packed byte may unpack to, once more than `page_bytes` came out (WARC
    streams)."""
    fetch_seconds: float = 30.0
    """The most time one URL may take, robots.txt and redirects included."""
    redirects: int = 10
    """The most redirects followed for one URL."""


def megabytes(size: int) -> str:
    """Return `size` bytes as people say it.

    >>> megabytes(200_000_000), megabytes(1_500_000), megabytes(20)
    ('200 MB', '1.5 MB', '0.1 MB')
    """
    return f"{max(size / 1e6, 0.1):.1f}".removesuffix(".0") + " MB"
