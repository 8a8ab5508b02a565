"""Words as the index knows them: cut, folded and stemmed here, so that every database is given the same ones.

A folded word has no case, no accents and no marks: letters and digits of any script, nothing else. "Israel's" is the
word ``israel``, "don't" ``dont``, "O'Brien" two words; "1,200" is ``1200``. Scripts that are written without spaces
(Chinese, Japanese, Thai …) give a word for each character. Stemming is Snowball's, by the language of the article;
words of other languages are left as they are.
"""

import re
import sys
import threading
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

import Stemmer

LONGEST = 64
"""Characters of a word that count; the rest of a longer one is dropped."""

_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"
)
_APOSTROPHE = "'\u2019\u02bc\uff07"
_MERGED = frozenset(("t", "re", "ve", "ll", "d", "m"))
_ALGORITHMS = {
    "ar": "arabic",
    "ca": "catalan",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "eu": "basque",
    "fi": "finnish",
    "fr": "french",
    "ga": "irish",
    "hi": "hindi",
    "hu": "hungarian",
    "hy": "armenian",
    "id": "indonesian",
    "it": "italian",
    "lt": "lithuanian",
    "nb": "norwegian",
    "ne": "nepali",
    "nl": "dutch",
    "nn": "norwegian",
    "no": "norwegian",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
    "yi": "yiddish",
}
"""Snowball's algorithm by ISO 639-1 code, those that every release of PyStemmer from 3.0 has."""


class Word(NamedTuple):
    """A word of a text: where it stands, in code points and half open, and its folded form."""

    start: int
    end: int
    folded: str


@cache
def _pattern() -> re.Pattern[str]:
    marks = []
    first = None
    for code in range(0x300, 0x20000):
        mark = unicodedata.category(chr(code))[0] == "M"
        if mark and first is None:
            first = code
        elif not mark and first is not None:
            marks.append(f"{chr(first)}-{chr(code - 1)}")
            first = None
    letter = rf"[^\W_{_UNSPACED}]"
    run = rf"{letter}(?:{letter}|[{''.join(marks)}])*"
    return re.compile(rf"[{_UNSPACED}]|(?<!\d)\d{{1,3}}(?:,\d{{3}})+(?![,\d]|{letter})|{run}(?:[{_APOSTROPHE}]{run})*")


@lru_cache(maxsize=65_536)
def folded(word: str) -> str:
    """Return `word` without case, accents, and all that is neither letter nor digit; it may be empty.

    >>> folded("Über"), folded("İstanbul"), folded("ﬁne")
    ('uber', 'istanbul', 'fine')
    """
    if word.isascii():
        kept = word.lower()
        return (kept if kept.isalnum() else "".join(filter(str.isalnum, kept)))[:LONGEST]
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", word).casefold())
    return "".join(c for c in plain if c.isalnum())[:LONGEST]


def words(text: str, most: int = sys.maxsize) -> Iterator[Word]:
    """Yield the words of `text` in order, at most `most` of them.

    >>> [w.folded for w in words("Israel's envoy won't meet O'Brien's 1,200 men")]
    ['israel', 'envoy', 'wont', 'meet', 'o', 'brien', '1200', 'men']
    """
    count = 0
    for match in _pattern().finditer(text):
        found, start = match.group(), match.start()
        parts = [found] if found.isalnum() else re.split(f"[{_APOSTROPHE}]", found)
        pending: Word | None = None
        for part in parts:
            end = start + len(part)
            form = folded(part)
            if pending is not None and part.lower() in ("s", ""):
                pending = pending._replace(end=end)
            elif pending is not None and form in _MERGED:
                pending = Word(pending.start, end, (pending.folded + form)[:LONGEST])
            elif form:
                if pending is not None:
                    yield pending
                    count += 1
                    if count >= most:
                        return
                pending = Word(start, end, form)
            start = end + 1
        if pending is not None:
            yield pending
            count += 1
            if count >= most:
                return


_here = threading.local()


@lru_cache(maxsize=262_144)
def stem(word: str, language: str | None) -> str:
    """Return the stem of a folded word in `language` (ISO 639-1); the word itself where that has no stemmer here.

    >>> stem("negotiations", "en"), stem("verhandlungen", "de"), stem("negotiations", None)
    ('negoti', 'verhandl', 'negotiations')
    """
    algorithm = _ALGORITHMS.get(language or "")
    if algorithm is None:
        return word
    stemmers: dict[str, Stemmer.Stemmer] = _here.__dict__  # a Stemmer must not be used by two threads at once
    stemmer = stemmers.get(algorithm)
    if stemmer is None:
        stemmer = stemmers[algorithm] = Stemmer.Stemmer(algorithm, 0)
    return folded(stemmer.stemWord(word)) or word


def stemmed(language: str | None) -> str:
    """Return `language` if words of it are stemmed, else an empty text: all others are alike to the index."""
    return language if language in _ALGORITHMS else ""
