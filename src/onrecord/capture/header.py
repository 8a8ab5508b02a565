"""The line with which an archive heads a plain-text capture, and the day it names."""

import re
from typing import NamedTuple

from onrecord.text.spans import Span

_WITHIN = 1000
"""Code points from the start of the text within which a header lies."""

_DAY = r"(?P<day>(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))"
_CLOCK = r"(?P<time>[01]\d:[0-5]\d|2[0-3]:[0-5]\d)(?P<seconds>:[0-5]\d)?(?:\.\d{1,6})?"
_ZONE = r"(?:[ ]?(?P<zone>Z|UTC|GMT|[+-]\d\d:?\d\d))?"
_TIME = rf"(?:[T ]{_CLOCK}{_ZONE})?"
_NAME = r"(?:url|source|src|outlet|site|link|id|lang|language)"
_LINK = r"https?://\S{1,400}"
_BEFORE = rf"(?:{_NAME}[ \t]*[:=]?[ \t]*(?!(?:date|captured)\b)\S{{1,400}}|{_LINK})"
_AFTER = rf"(?:{_NAME}[ \t]*[:=][ \t]*\S{{1,400}}|(?:{_NAME}[ \t]+)?{_LINK})"
_HEADER = re.compile(
    rf"""
    [\s\ufeff]{{0,80}}
    (?P<header>
      (?: {_BEFORE} \s{{1,9}} ){{0,4}}
      (?: date | captured(?:[ _-]?(?:at|on))? | crawled(?:[ _-]?(?:at|on))? | retrieved )
      [ \t]*[:=]?[ \t]* {_DAY}{_TIME} (?![\w-])
      (?: \s{{1,9}} {_AFTER} ){{0,4}}
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)


class CaptureHeader(NamedTuple):
    """What a capture header says and where it stands."""

    captured_at: str
    """ISO 8601: the day, or the time to the minute or second, with its zone only if one is stated."""
    span: Span
    """Code points of the decoded text, white space around it left out. A headline may follow on the same
    line."""
    url: str | None = None


def capture_header(text: str) -> CaptureHeader | None:
    """Return the capture header that `text`, a decoded plain-text capture, starts with, or None.

    A header is ``date`` (or ``captured``, ``crawled``, ``retrieved``) and an ISO day, perhaps with a time,
    perhaps beside fields such as ``source`` or a URL. What follows it, on the same line or the next, is the
    page.

    >>> header = capture_header(" date 2024-03-09 Ferry 'will not sail'")
    >>> header.captured_at, header.span
    ('2024-03-09', (1, 16))
    """
    found = _HEADER.match(text[:_WITHIN])
    if not found:
        return None
    at = found["day"]
    if found["time"]:
        zone = (found["zone"] or "").upper()
        if zone in ("UTC", "GMT", "+0000", "+00:00"):
            zone = "Z"
        elif zone and zone != "Z" and ":" not in zone:
            zone = f"{zone[:3]}:{zone[3:]}"
        at += f"T{found['time']}{found['seconds'] or ''}{zone}"
    start, end = found.span("header")
    url = re.search(r"https?://\S+", found["header"], re.IGNORECASE)
    return CaptureHeader(at, (start, end), url[0] if url else None)
