"""The prose of an article as it is compared with others: its paragraphs, their words, and hashes to find it again by.

Of the hashes of each five words in a row, the least of each `_WINDOW` neighbours is kept (winnowing: Schleimer,
Wilkerson, Aiken, SIGMOD 2003). Two articles that share a run of `_WINDOW` + 4 words share a hash at least, however
much was cut around it or put between.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from hashlib import blake2b
from itertools import pairwise
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
LONGEST: Final = 400
"""Words of one paragraph that are compared."""
_NOTE: Final = re.compile(
    r"\W*(?:(?:editor|publisher|author|writer)s?['’]?s?['’]? notes?|note (?:to|from) (?:the )?(?:readers?|editors?)"
    r"|disclaimer|disclosure|full disclosure)\b\s*[:.–—-]",
    re.IGNORECASE,
)
"""How a paragraph begins that an outlet puts under many articles: it is none of the prose of this one."""
_OUTSIDE: Final = frozenset(("control", "crosslink", "rail_heading", "rail_headline", "topic", "other"))
_LINES: Final = 5
_MOST_LINES: Final = 600
"""Lines outside two articles: how many alike show that they are of one outlet, and how many of a page are looked at."""
_ENDED: Final = re.compile(r"[.!?…:;][\"'”’»)\]]*\Z")
_WORD: Final = re.compile(r"[^\W_]+(?:[.,:'’-][^\W_]+)*")


class Prose:
    """The words of a paragraph, folded (`texts`), and for each whether it stands in quotation marks (`quoted`)."""

    def __init__(self, texts: list[str], quoted: list[bool]) -> None:
        self.texts = texts
        self.quoted = quoted

    @cached_property
    def unquoted(self) -> int:
        """How many of the words that are compared stand outside quotation marks."""
        return self.quoted[:LONGEST].count(False)

    @cached_property
    def grams(self) -> frozenset[tuple[str, ...]]:
        """Each three words in a row, as far as they are compared."""
        texts = self.texts[:LONGEST]
        return frozenset(zip(texts, texts[1:], texts[2:], strict=False))

    @cached_property
    def pairs(self) -> frozenset[tuple[str, str]]:
        """Each two words in a row, as far as they are compared."""
        texts = self.texts[:LONGEST]
        return frozenset(pairwise(texts))


class Paragraph(NamedTuple):
    """A paragraph of an article: its place in the page's text, and its words."""

    span: Span
    prose: Prose


Known = dict[tuple[bool, str], Prose]
"""Paragraphs that were taken apart, by their characters and the one before them, if there is one."""


def paragraphs(reading: Reading, known: Known | None = None) -> list[Paragraph]:
    """Return the paragraphs of the article's body that have words, in order, until there are `MOST_WORDS`.

    Notes of an editor are left out. `known` is for who looks at several articles: what stands there is taken from it,
    other paragraphs are put in, so that copies of one have the same `Prose`.
    """
    known = {} if known is None else known
    out: list[Paragraph] = []
    count = 0
    for start, end in reading.article.body:
        if _NOTE.match(reading.text, start, end):
            continue
        place = start > 0, reading.text[max(0, start - 1) : end]
        prose = known.get(place)
        if prose is None:
            prose = known[place] = _prose(reading.text, (start, end))
        if prose.texts:
            out.append(Paragraph((start, end), prose))
            count += len(prose.texts)
        if count >= MOST_WORDS:
            break
    return out


def sketch(found: Iterable[Paragraph]) -> list[int]:
    """Return the hashes by which an article with these paragraphs is found again, each once: signed, of 64 bits."""
    words = [text for paragraph in found for text in paragraph.prose.texts]
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


def same_furniture(one: Reading, other: Reading) -> bool:
    """Say whether two pages have the furniture of one outlet round their articles: lines that are no part of these.

    Of the lines of either that stand outside its article, short as most of them are, a third or more and five at least
    are the other's, too. Two papers that print one agency's report have its words in common, and not their menus.
    """
    mine, theirs = _furniture(one), _furniture(other)
    common = len(mine & theirs)
    return common >= _LINES and common * 3 >= min(len(mine), len(theirs))


def _furniture(reading: Reading) -> set[str]:
    blocks = [block for block in reading.page.blocks if block.role in _OUTSIDE][:_MOST_LINES]
    lines = {" ".join(reading.text[block.start : block.end].casefold().split()) for block in blocks}
    return {line for line in lines if 4 <= len(line) <= 200}


def _prose(text: str, span: Span) -> Prose:
    marks = [(one.start, one.end) for one in quoted(text, span)]
    if not marks:
        texts = [_folded(word) for word in _WORD.findall(text, *span)]
        return Prose(texts, [False] * len(texts))
    texts, inside, at = [], list[bool](), 0
    for found in _WORD.finditer(text, *span):
        start = found.start()
        while at < len(marks) and marks[at][1] <= start:
            at += 1
        texts.append(_folded(found[0]))
        inside.append(at < len(marks) and marks[at][0] <= start)
    return Prose(texts, inside)


@lru_cache(maxsize=65_536)
def _folded(word: str) -> str:
    return key(word).replace(" ", "") or word.casefold()


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
