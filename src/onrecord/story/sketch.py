"""The prose of an article as it is compared with others: its paragraphs, their words, and hashes to find it again by.

Of the hashes of each five words in a row, the least of each `_WINDOW` neighbours is kept (winnowing: Schleimer,
Wilkerson, Aiken, SIGMOD 2003). Two articles that share a run of `_WINDOW` + 4 words share a hash at least, however
much was cut around it or put between.
"""

import re
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from typing import Final, NamedTuple

from onrecord.reading.model import Reading
from onrecord.record.names import key
from onrecord.text.quotes import quoted
from onrecord.text.spans import Span

SHINGLE: Final = 5
"""Words in a row that are hashed together."""
_WINDOW: Final = 20
MOST_WORDS: Final = 20_000
"""Words of one article that are compared; the rest of a longer one is left alone."""
_ENDED: Final = re.compile(r"[.!?…:;][\"'”’»)\]]*\Z")
_WORD: Final = re.compile(r"[^\W_]+(?:[.,:'’-][^\W_]+)*")


class Word(NamedTuple):
    """A word of an article, folded, its place in the page's text, and whether it stands in quotation marks."""

    text: str
    start: int
    end: int
    quoted: bool


class Paragraph(NamedTuple):
    """A paragraph of an article: its place in the page's text and its words."""

    start: int
    end: int
    words: tuple[Word, ...]

    @property
    def span(self) -> Span:
        """Return where it stands."""
        return self.start, self.end

    @property
    def texts(self) -> list[str]:
        """Return its words, folded."""
        return [word.text for word in self.words]


def paragraphs(reading: Reading) -> list[Paragraph]:
    """Return the paragraphs of the article's body that have words, in order, until there are `MOST_WORDS`."""
    out: list[Paragraph] = []
    count = 0
    for start, end in reading.article.body:
        words = tuple(_words(reading.text, (start, end)))
        if words:
            out.append(Paragraph(start, end, words))
            count += len(words)
        if count >= MOST_WORDS:
            break
    return out


def sketch(found: Iterable[Paragraph]) -> list[int]:
    """Return the hashes by which an article with these paragraphs is found again, each once: signed, of 64 bits."""
    words = [word.text for paragraph in found for word in paragraph.words]
    hashes = [_hash(words[at : at + SHINGLE]) for at in range(len(words) - SHINGLE + 1)]
    return list(dict.fromkeys(_winnowed(hashes)))


class Look(NamedTuple):
    """Hashes of what a reader sees of an article: its headline and prose; its standfirst, None where it has none; and
    of where it was, for elsewhere it has another template.
    """

    prose: int
    standfirst: int | None
    place: int


def look(reading: Reading) -> Look:
    """Return what a reader sees of the article, to tell an edit of it from one of the furniture.

    Of its paragraphs those count that end as a sentence does: a caption or a credit that a template puts into the text
    is furniture, and so are subheadings.
    """
    article, text = reading.article, reading.text
    parts = [article.headline or ""]
    for start, end in article.body:
        words = " ".join(text[start:end].split())
        if _ENDED.search(words):
            parts.append(words)
    standfirst = " ".join((article.standfirst or "").split())
    where = (reading.capture.url or "").partition("?")[0].partition("://")[2]
    return Look(_hash(parts), _hash([standfirst]) if standfirst else None, _hash([where]))


def same_look(one: Look, other: Look) -> bool:
    """Say whether two captures of one article show the same: another template may have no standfirst, or a caption."""
    if one.prose != other.prose:
        return False
    return one.standfirst == other.standfirst or None in (one.standfirst, other.standfirst) or one.place != other.place


def _words(text: str, span: Span) -> Iterable[Word]:
    marks = [(one.start, one.end) for one in quoted(text, span)]
    at = 0
    for found in _WORD.finditer(text, *span):
        start, end = found.span()
        while at < len(marks) and marks[at][1] <= start:
            at += 1
        inside = at < len(marks) and marks[at][0] <= start
        yield Word(key(found[0]).replace(" ", "") or found[0].casefold(), start, end, inside)


def _winnowed(hashes: Sequence[int]) -> Iterable[int]:
    if not hashes:
        return
    last = -1
    for start in range(max(1, len(hashes) - _WINDOW + 1)):
        window = hashes[start : start + _WINDOW]
        if last >= start and hashes[start + len(window) - 1] >= hashes[last]:
            continue
        if last < start:
            last = start + min(range(len(window)), key=lambda k: (window[k], -k))
        else:
            last = start + len(window) - 1
        yield hashes[last]


def _hash(words: Sequence[str]) -> int:
    data = "\x1f".join(words).encode("utf-8", "replace")
    return int.from_bytes(blake2b(data, digest_size=8).digest(), "big", signed=True)
