"""The words that somebody is reported to have used: what of a content is compared, and by what it is found again.

Words are folded: case, accents, quotation marks, dashes and all other punctuation do not count. Numbers keep their
digits, their currency, their minus and their percent sign, so that a figure that was changed is a word that was
changed; an ellipsis and square brackets are remembered, for they say that a page left out or put in something.
"""

import re
from collections.abc import Iterator, Sequence, Set
from functools import cached_property, lru_cache
from hashlib import blake2b
from itertools import pairwise
from typing import Final, NamedTuple, overload

from onrecord.record.names import key
from onrecord.text.listed import listed
from onrecord.text.quotes import quoted
from onrecord.text.spans import Span

MOST: Final = 400
"""Words of one content that are compared; what follows them is left alone."""
_CURRENCY: Final = "$¢£¤¥֏৳฿៛\u20a0-\u20c0"
_MINUS: Final = "-‐‑‒–−"
_MARKS: Final = "\u0300-\u036f"
"""Accents that stand as characters of their own behind their letter."""
_WORD = re.compile(
    rf"(?:(?<![^\s(\[“\"«„])[{_MINUS}])?(?:[{_CURRENCY}]\s?)?\d+(?:[.,]\d+)*(?:\s?[%‰]|\s?[{_CURRENCY}](?!\s?\d))?"
    rf"|(?:[^\W\d_][{_MARKS}]*)+(?:['’ʼ](?:[^\W\d_][{_MARKS}]*)+)*"
)
_FIGURE = re.compile(rf"([{_MINUS}]?)([{_CURRENCY}]?)([\d.,]+)([%‰{_CURRENCY}]?)")
_SIGNS: Final = "-%‰$¢£¤¥֏৳฿៛" + "".join(map(chr, range(0x20A0, 0x20C1)))
"""What is left of a figure for finding it again: one whose sign was changed is looked at, too."""
_GAP = re.compile(r"…|\.\s?\.\s?\.|\[\s*(?:…|\.{3})\s*\]")
_BRACKETS = re.compile(r"\[[^\[\]]{1,80}\]")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}\b)")
MONTHS: Final = {
    "Jan": "january", "Feb": "february", "Aug": "august", "Sept": "september", "Sep": "september", "Oct": "october",
    "Nov": "november", "Dec": "december",
}  # fmt: skip
"""Months as one paper writes them and another does not: "Oct. 7" is no other word than "October 7"."""
_SMALL: Final = listed(
    """a about after all also am an and any are as at be because been before being but by can could did do does for from
    had has have he her here him his how i if in into is it its just like me more most my no not of on one or our out
    over said say she should so some than that the their them then there these they this those to up us very was we
    were what when which who will with would you your never ever yes well now very much only too i'm it's that's we're
    they're don't im its thats were theyre dont mr mrs ms"""
)
"""Words that alone tell one utterance from another hardly ever."""
_NEGATIONS: Final = listed(
    """no not never none nothing nobody nowhere neither nor without cannot cant dont doesnt didnt wont wouldnt shouldnt
    couldnt isnt arent wasnt werent hasnt havent hadnt mustnt neednt aint"""
)
_LONG: Final = 24
"""Grams that a content keeps whole; of a longer one every third or so is kept (winnowing)."""
_WINDOW: Final = 3


class Word(NamedTuple):
    """A word, folded, and its place in the content. `after_gap` says that the page marks something left out before it,
    `inserted` that it stands in square brackets: the page's own.
    """

    text: str
    start: int
    end: int
    after_gap: bool = False
    inserted: bool = False

    @property
    def small(self) -> bool:
        """Whether it is one of those that stand in any sentence."""
        return self.text in _SMALL

    @property
    def negates(self) -> bool:
        """Whether what is said without it may be the contrary."""
        return self.text in _NEGATIONS


class Words(Sequence[Word]):
    """The words of a content: `texts` are the folded ones alone, which is all that most comparisons ask for; with their
    places they are worked out when one of them is. `marked` says that something may be left out of it, or put in.
    """

    def __init__(self, content: str, spans: Sequence[Span] | None = None) -> None:
        self._content = content
        self._spans = spans
        self.texts = _texts(content, spans)
        self.marked = len(spans or ()) > 1 or _GAP.search(content) is not None or "[" in content

    @cached_property
    def _each(self) -> list[Word]:
        return words_of(self._content, self._spans)

    def __len__(self) -> int:
        return len(self.texts)

    @overload
    def __getitem__(self, at: int) -> Word: ...

    @overload
    def __getitem__(self, at: slice) -> list[Word]: ...

    def __getitem__(self, at: int | slice) -> Word | list[Word]:
        return self._each[at]

    def __iter__(self) -> Iterator[Word]:
        return iter(self._each)


def words_of(content: str, spans: Sequence[Span] | None = None) -> list[Word]:
    """Return the words of a content, or of places in it, in order, at most `MOST`.

    >>> [word.text for word in words_of("“We don’t [yet] have 1,200 … men,”")]
    ['we', 'dont', 'yet', 'have', '1200', 'men']
    """
    gaps = [found.start() for found in _GAP.finditer(content)]
    brackets = [found.span() for found in _BRACKETS.finditer(content)] if "[" in content else []
    out: list[Word] = []
    last = 0
    for start, end in spans or [(0, len(content))]:
        for found in _WORD.finditer(content, start, end):
            if len(out) == MOST:
                return out
            at, after = found.span()
            gap = bool(out) and start > last
            if gaps and not gap:
                gap = any(last <= a < at for a in gaps)
            inserted = bool(brackets) and any(a < at < b for a, b in brackets)
            out.append(Word(_folded(found[0]), at, after, gap, inserted))
            last = after
    return out


def _texts(content: str, spans: Sequence[Span] | None) -> list[str]:
    out: list[str] = []
    for start, end in spans or [(0, len(content))]:
        out += map(_folded, _WORD.findall(content, start, end))
        if len(out) >= MOST:
            return out[:MOST]
    return out


def spoken(content: str, quotation: str) -> list[Span]:
    """Return where a content gives words as they were used: what is quoted of a mixed one, else all of it.

    Titles are nobody's words.

    >>> content = "that crews “should not be briefed” at all"
    >>> [content[start:end] for start, end in spoken(content, "mixed")]
    ['should not be briefed']
    """
    if quotation != "mixed":
        return [(0, len(content))]
    found = [(one.start, one.end) for one in quoted(content, (0, len(content))) if one.end > one.start]
    return [span for span in found if not _title(content[slice(*span)])] or [(0, len(content))]


def _title(quotation: str) -> bool:
    """Whether what stands in quotation marks is the title of a book, a film or the like, and nobody's words."""
    words = [found[0] for found in _WORD.finditer(quotation) if found[0][0].isalpha()]
    lower = [word for word in words if word[0].islower()]
    return len(words) > 2 and len(words) - len(lower) > 2 and all(len(word) < 5 and word in _SMALL for word in lower)


def grams(words: Sequence[Word]) -> list[int]:
    """Return the hashes by which other statements with these words are found, each once: signed numbers of 64 bits.

    A content's hashes are of each three words in a row, and of each two in a row of those that are not small, so that
    one word in three may be changed. Of many the least of each few neighbours is kept, by which two contents that share
    a stretch keep the same ones: Schleimer, Wilkerson, Aiken, *Winnowing* (SIGMOD 2003).
    """
    texts = [word.text.strip(_SIGNS) or word.text for word in words if not word.inserted]
    telling = [text for text in texts if text not in _SMALL]
    whole = [_hash(three) for three in zip(texts, texts[1:], texts[2:], strict=False) if not _SMALL.issuperset(three)]
    pairs = [_hash(two) for two in pairwise(telling)]
    kept = [*_winnowed(whole), *_winnowed(pairs)]
    return list(dict.fromkeys(kept))


def telling(words: Sequence[Word]) -> int:
    """Return how many different words are not small: how much words say."""
    return tellings({word.text for word in words})


def tellings(texts: Set[str]) -> int:
    """Return how many of some different words are not small."""
    return len(texts - _SMALL)


def _winnowed(hashes: list[int]) -> list[int]:
    if len(hashes) <= _LONG:
        return hashes
    return [min(hashes[at : at + _WINDOW]) for at in range(len(hashes) - _WINDOW + 1)]


def _hash(words: Sequence[str]) -> int:
    digest = blake2b(" ".join(words).encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


@lru_cache(maxsize=32_768)
def _folded(word: str) -> str:
    if word.isascii() and word.isalpha():
        return MONTHS.get(word, word.casefold())
    figure = _FIGURE.fullmatch("".join(word.split()))
    if figure is None:
        return key(word).replace(" ", "") or word
    minus, before, digits, after = figure.groups()
    percent, currency = (after, before) if after in ("%", "‰") else ("", before + after)
    return ("-" if minus else "") + currency + _THOUSANDS.sub("", digits) + percent
