"""Anchors: words of a page with what stands around them, made from a span and found again in another text of it.

Found in this order, the first that gives one place:

1. the same words in the same place, with the same words around them;
2. the same words elsewhere: all that stood around them stands around them still, or more of it than in any other place;
3. the same letters, white space and the style of quotation marks and dashes aside, in the same way;
4. for longer words, what begins and ends like them, is about as long, and has most words in common.

What is found nowhere, or in several places that nothing tells apart, is given up. Time is linear in the text for each
step, and the number of places that are weighed is bounded.
"""

import re
from bisect import bisect_right
from collections import Counter
from functools import cached_property
from itertools import accumulate
from typing import Literal, NamedTuple

from onrecord.record.corrections.model import AROUND, LONGEST, Anchor
from onrecord.text.spans import Span

How = Literal["there", "moved", "folded", "close", "gone", "ambiguous"]

_PLACES = 500
"""Places of the same words that are weighed; of words that are more frequent the others are not seen."""
_ALONE = 12
"""Letters of words that need nothing around them to be sure of, where they stand in one place only."""
_KNOWN = 6
"""Letters around shorter words, or around one of several places, that have to agree."""
_HANDLE = 24
"""Letters at either end by which words that have changed in between are found."""
_LIKE = 0.8
"""Share of words in common from which changed words are taken for the same."""
_PRINT = {
    **dict.fromkeys(map(ord, "\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033"), '"'),
    **dict.fromkeys(map(ord, "\u2018\u2019\u201a\u201b\u2039\u203a\u2032\u0060\u00b4"), "'"),
    **dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"), "-"),
}
"""Marks that are printed in several styles, each one code point for one."""
_WORD = re.compile(r"\S+")


class Place(NamedTuple):
    """Where an anchor's words stand now, if they do, and how they were found."""

    span: Span | None
    how: How


def anchor(text: str, span: Span) -> Anchor:
    """Return an anchor for ``text[start:end]``. Raises ValueError for a span outside the text, empty or too long."""
    start, end = span
    if not 0 <= start < end <= len(text):
        raise ValueError(f"There are no words from {start} to {end} in a text of {len(text)} characters.")
    if end - start > LONGEST:
        raise ValueError(f"A piece of {end - start} characters is too long; {LONGEST} is the most.")
    return Anchor(
        exact=text[start:end],
        start=start,
        end=end,
        prefix=text[max(0, start - AROUND) : start],
        suffix=text[end : end + AROUND],
    )


def folded(words: str) -> str:
    """Return the letters of `words`: without white space, marks in one style.

    >>> folded("“It  is over” –\\nhe said")
    '"Itisover"-hesaid'
    """
    return "".join(words.translate(_PRINT).split())


class Finder:
    """Finds anchors in one text; what it works out of the text it works out once."""

    def __init__(self, text: str) -> None:
        self.text = text

    def find(self, wanted: Anchor) -> Place:
        """Return where the words of `wanted` stand; see the top of the module."""
        text, exact = self.text, wanted.exact
        whole = wanted.prefix + exact + wanted.suffix
        here = wanted.start - len(wanted.prefix)
        if here >= 0 and text.startswith(whole, here):
            return Place((wanted.start, wanted.start + len(exact)), "there")
        if wanted.prefix or wanted.suffix:
            at = text.find(whole)
            if at >= 0 and text.find(whole, at + 1) < 0:
                return Place((at + len(wanted.prefix), at + len(wanted.prefix) + len(exact)), "moved")
        found = self._likeliest(wanted, _places(text, exact))
        if found.how == "gone":
            found = self._likeliest(wanted, self._folded_places(exact))
            found = found._replace(how="folded") if found.span else found
        return self._close(wanted) if found.how == "gone" else found

    def places(self, words: str) -> list[Span]:
        """Return where `words` stand, white space and the style of marks aside: the first 500 places, in order."""
        return _places(self.text, words) or self._folded_places(words)

    @cached_property
    def _letters(self) -> "_Letters":
        return _Letters(self.text)

    def _folded_places(self, words: str) -> list[Span]:
        letters = folded(words)
        return [self._letters.span(first, last) for first, last in _places(self._letters.text, letters)]

    def _agreement(self, wanted: Anchor, span: Span) -> int:
        """Return how many letters around `span` are those around the anchor, from the words outwards."""
        before = folded(self.text[max(0, span[0] - 2 * AROUND) : span[0]])
        after = folded(self.text[span[1] : span[1] + 2 * AROUND])
        return _shared(before[::-1], folded(wanted.prefix)[::-1]) + _shared(after, folded(wanted.suffix))

    def _likeliest(self, wanted: Anchor, places: list[Span]) -> Place:
        if not places:
            return Place(None, "gone")
        around = len(folded(wanted.prefix)) + len(folded(wanted.suffix))
        if len(places) == 1 and (len(folded(wanted.exact)) >= _ALONE or not around):
            return Place(places[0], "moved")
        ranked = sorted(((self._agreement(wanted, place), place) for place in places), reverse=True)
        best = ranked[0][0]
        if best < min(_KNOWN, around):
            return Place(None, "ambiguous" if len(places) > 1 else "gone")
        first = [place for agrees, place in ranked if agrees == best]
        # A page may hold the same words twice with the same around them: then only the place tells them apart.
        first = [place for place in first if place[0] == wanted.start] or first
        return Place(first[0], "moved") if len(first) == 1 else Place(None, "ambiguous")

    def _close(self, wanted: Anchor) -> Place:
        """Find words that changed a little, by their beginning and their end."""
        letters = folded(wanted.exact)
        if len(letters) < 2 * _HANDLE:
            return Place(None, "gone")
        heads = [first for first, _ in _places(self._letters.text, letters[:_HANDLE])[:8]]
        tails = [last for _, last in _places(self._letters.text, letters[-_HANDLE:])]
        words = Counter(wanted.exact.translate(_PRINT).split())
        found: list[tuple[float, Span]] = []
        for head in heads:
            for tail in [t for t in tails if 0.8 * len(letters) <= t - head <= 1.25 * len(letters)][:4]:
                span = self._letters.span(head, tail)
                now = Counter(self.text[slice(*span)].translate(_PRINT).split())
                found.append((2 * (words & now).total() / (words.total() + now.total()), span))
        found = sorted((f for f in found if f[0] >= _LIKE), reverse=True)
        if not found:
            return Place(None, "gone")
        if len(found) > 1 and found[1][0] == found[0][0]:
            return Place(None, "ambiguous")
        return Place(found[0][1], "close")


class _Letters:
    """A text without white space and in one style of marks, and where each of its letters stands."""

    def __init__(self, text: str) -> None:
        words = list(_WORD.finditer(text.translate(_PRINT)))
        self.text = "".join([word.group() for word in words])
        self._starts = [word.start() for word in words]
        self._firsts = list(accumulate((word.end() - word.start() for word in words), initial=0))

    def span(self, first: int, last: int) -> Span:
        """Return the span of the text from the letter `first` up to before the letter `last`."""
        return self._place(first), self._place(last - 1) + 1

    def _place(self, letter: int) -> int:
        word = bisect_right(self._firsts, letter) - 1
        return self._starts[word] + letter - self._firsts[word]


def _places(text: str, words: str) -> list[Span]:
    """Return the first places of `words` in `text`, at most 500, in order."""
    out: list[Span] = []
    at = text.find(words) if words else -1
    while at >= 0 and len(out) < _PLACES:
        out.append((at, at + len(words)))
        at = text.find(words, at + 1)
    return out


def _shared(one: str, other: str) -> int:
    for k, (a, b) in enumerate(zip(one, other, strict=False)):
        if a != b:
            return k
    return min(len(one), len(other))
