"""Words as the index knows them: cut, folded and stemmed here, so that every database is given the same ones.

A folded word has no case, no accents and no marks: letters and digits of any script, nothing else. "Israel's" is the
word ``israel``, "don't" ``dont``, "O'Brien" two words; "1,200" is ``1200``. Scripts that are written without spaces
(Chinese, Japanese, Thai …) give a word for each character. Stemming is Snowball's, by the language of the article;
words of other languages are left as they are.
"""

import re
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


_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"})
"""Letters that Unicode does not take apart into a letter and a mark."""


class Word(NamedTuple):
    """A word of a text: where it stands, in code points and half open, and its folded form."""

    start: int
    end: int
    folded: str


@cache
def _pattern(ascii_only: bool) -> re.Pattern[str]:
    number = r"(?<!\d)\d{1,3}(?:,\d{3})+(?![\w,])"
    if ascii_only:
        return re.compile(rf"{number}|[A-Za-z0-9]+(?:'[A-Za-z0-9]+)*")
    marks = []
    first = None
    for character in range(0x300, 0x20000):
        mark = unicodedata.category(chr(character))[0] == "M"
        if mark and first is None:
            first = character
        elif not mark and first is not None:
            marks.append(f"{chr(first)}-{chr(character - 1)}")
            first = None
    letter = rf"[^\W_{_UNSPACED}]"
    run = rf"{letter}(?:{letter}|[{''.join(marks)}])*"
    return re.compile(rf"[{_UNSPACED}]|{number}|{run}(?:[{_APOSTROPHE}]{run})*")


@lru_cache(maxsize=65_536)
def folded(word: str) -> str:
    """Return `word` without case, accents, and all that is neither letter nor digit; it may be empty.

    >>> folded("Über"), folded("İstanbul"), folded("ﬁne")
    ('uber', 'istanbul', 'fine')
    """
    if word.isascii():
        kept = word.lower()
        return (kept if kept.isalnum() else "".join(filter(str.isalnum, kept)))[:LONGEST]
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", word).casefold()).translate(_LETTERS)
    return "".join(c for c in plain if c.isalnum())[:LONGEST]


def words(text: str) -> Iterator[Word]:
    """Yield the words of `text` in order, with their places.

    >>> [text[w.start : w.end] for text in ["Israel's 1,200"] for w in words(text)]
    ["Israel's", '1,200']
    """
    for match in _pattern(text.isascii()).finditer(text):
        found, start = match.group(), match.start()
        if found.isalnum():
            if form := folded(found):
                yield Word(start, match.end(), form)
            continue
        pending: Word | None = None
        for part, form, joins in _parts(found):
            end = start + len(part)
            if pending is not None and joins:
                pending = Word(pending.start, end, (pending.folded + form)[:LONGEST])
            elif form:
                if pending is not None:
                    yield pending
                pending = Word(start, end, form)
            start = end + 1
        if pending is not None:
            yield pending


def folds(text: str) -> list[str]:
    """Return the folded words of `text` in order: those of `words`, sooner.

    >>> folds("Israel's envoy won't meet O'Brien's 1,200 men")
    ['israel', 'envoy', 'wont', 'meet', 'o', 'brien', '1200', 'men']
    """
    return [form for run in runs(text) for form in forms(run)]


def runs(text: str) -> list[str]:
    """Return the runs of characters that `text` is cut into, each with the apostrophes and commas inside it.

    >>> runs("Israel's envoy")
    ["Israel's", 'envoy']
    """
    return _pattern(text.isascii()).findall(text)


@lru_cache(maxsize=65_536)
def forms(run: str) -> tuple[str, ...]:
    """Return the folded words that a run of characters stands for.

    >>> forms("Israel's"), forms("O'Brien's"), forms("won't")
    (('israel',), ('o', 'brien'), ('wont',))
    """
    if run.isalnum():
        return (form,) if (form := folded(run)) else ()
    out: list[str] = []
    for _, form, joins in _parts(run):
        if joins and out:
            out[-1] = (out[-1] + form)[:LONGEST]
        elif form:
            out.append(form)
    return tuple(out)


def _parts(found: str) -> Iterator[tuple[str, str, bool]]:
    """Yield the parts of a word with apostrophes or commas: as it stands, folded, whether it joins the one before."""
    if found[0].isdigit() and "," in found:
        yield found, folded(found), False
        return
    for part in re.split(f"[{_APOSTROPHE}]", found):
        form = folded(part)
        ending = form in ("s", "")
        yield part, "" if ending and part else form, ending or form in _MERGED


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
