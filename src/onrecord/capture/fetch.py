"""A page from the network, as it is now."""

import re
from datetime import UTC, datetime

from onrecord.capture.limits import Limits, megabytes
from onrecord.capture.manners import Manners
from onrecord.capture.model import Capture, CaptureError, MediaType
from onrecord.capture.network import Answer, Resolver, Visit, status_named
from onrecord.capture.sniff import HEAD, sniff

_MEDIA: dict[str, MediaType] = {
    "text/html": "text/html",
    "application/xhtml+xml": "text/html",
    "text/plain": "text/plain",
}


def fetch(
    url: str,
    *,
    allow_private: bool = False,
    limits: Limits | None = None,
    manners: Manners | None = None,
    resolver: Resolver | None = None,
) -> Capture:
    """Return the page at `url`, as it is now.

    How the network is asked, and what is refused, is told at `onrecord.capture.network.Visit.follow`. `manners` are
    shared by the calls that ask for many pages. `resolver` stands in for the system's, in tests. The capture's
    `source` is `url`, its `url` is where the redirects led, its time is now, in UTC. Raises `CaptureError` in one
    sentence for whatever keeps the page from being read.
    """
    limits = limits or Limits()
    answer, where = Visit(url, allow_private, limits, resolver, manners).follow(limits.page_bytes)
    return _page(answer, where, url, limits)


def _page(answer: Answer, where: str, source: str, limits: Limits) -> Capture:
    if not 200 <= answer.status < 300:
        raise CaptureError(source, f"the server answered {status_named(answer.status)}")
    if len(answer.body) > limits.page_bytes:
        raise CaptureError(source, f"is more than the {megabytes(limits.page_bytes)} a page may have")
    if answer.media_type and answer.media_type not in _MEDIA:
        kind = answer.media_type if re.fullmatch(r"[a-z0-9.+*/_-]{1,80}", answer.media_type) else "of no known type"
        raise CaptureError(source, f"is {kind}, not a page")
    looks = sniff(answer.body[:HEAD], source)
    if looks in ("gzip", "warc"):
        raise CaptureError(source, f"looks like a {looks} file, not a page")
    usual: MediaType = "text/html" if looks == "html" else "text/plain"
    return Capture.of(
        answer.body,
        source=source,
        media_type=_MEDIA.get(answer.media_type, usual),
        captured_at=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        captured_at_from="fetch",
        url=where,
        charset=answer.charset,
    )
