"""What a page and what is on it are called outside OnRecord: IRIs that depend on the capture's bytes alone."""

import re
from urllib.parse import quote

from onrecord.reading.model import Reading

_URL = re.compile(r"https?://[^\s/?#<>\"{}|\\^`\x00-\x20\x7f]+(?:[/?#][^\s<>\"{}|\\^`\x00-\x20\x7f]*)?", re.IGNORECASE)


def page_iri(reading: Reading, part: str = "") -> str:
    """Return the IRI of a reading's capture, by its hash, or of a `part` of it: a statement's or an entity's id.

    Two captures of one address differ, as they may in what they say.
    """
    iri = f"urn:sha256:{reading.capture.sha256}"
    # An id is ours, but an IRI with a space in it is none, and a processor would drop the whole node.
    return f"{iri}#{quote(part, safe='.', errors='replace')}" if part else iri


def page_url(reading: Reading) -> str | None:
    """Return the web address of a reading's article, or of its capture; None where neither is a proper one."""
    for url in (reading.article.url, reading.capture.url):
        if url and _URL.fullmatch(url):
            return url
    return None
