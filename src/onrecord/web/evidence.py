"""What lets a person check a statement: the words around it, and a link that finds it in the page as it is today."""

from typing import NamedTuple
from urllib.parse import quote

from onrecord.export.identify import page_url
from onrecord.reading.model import Reading, Statement

AROUND = 300
"""Code points of the page's text on either side of a statement."""
_FEW = 6
"""Words at either end of a long quotation that a text fragment names."""


class Context(NamedTuple):
    """A passage of a page's text, ``text[start:end]``, in code points."""

    start: int
    end: int
    text: str


def context(text: str, start: int, end: int, around: int = AROUND) -> Context:
    """Return the passage around ``text[start:end]``, cut between words where it does not end by itself."""
    first, last = max(0, start - around), min(len(text), end + around)
    if first > 0:
        gap = next((k for k in range(first, start) if text[k].isspace()), None)
        first = gap + 1 if gap is not None else first
    if last < len(text):
        gap = next((k for k in range(last, end, -1) if text[k - 1].isspace()), None)
        last = gap - 1 if gap is not None else last
    return Context(first, last, text[first:last])


def link_to(reading: Reading, statement: Statement) -> str | None:
    """Return the page's address with a text fragment (W3C, Text Fragments) for the statement's content.

    None where the page has no proper address.
    """
    url = page_url(reading)
    if url is None or not statement.content:
        return None
    start, end = statement.content[0]
    words = reading.text[start:end].split()
    if not words:
        return None
    if len(words) <= 2 * _FEW:
        fragment = _escaped(" ".join(words))
    else:
        fragment = f"{_escaped(' '.join(words[:_FEW]))},{_escaped(' '.join(words[-_FEW:]))}"
    return f"{url.partition('#')[0]}#:~:text={fragment}"


def _escaped(words: str) -> str:
    return quote(words, safe="", errors="replace").replace("-", "%2D")
