"""Which paragraphs two articles share, proved word by word.

A paragraph of one is held against those of the other that it has the most words in a row in common with; the words
that both have in the same order are counted (difflib's matching blocks, after Ratcliff and Obershelp). What stands in
quotation marks proves nothing: two reporters who heard the same man quote the same words.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence, Set
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Final, NamedTuple

import msgspec

from onrecord.story.sketch import LONGEST, Paragraph, Prose
from onrecord.text.spans import Span

_CANDIDATES: Final = 3
_SURE: Final = 0.8
"""Of the shorter paragraph's words in a row, the share from which no other candidate is looked at."""
_RUN: Final = 2
"""Words in a row that count; single ones in common stand in any two texts."""
_SAME: Final = 0.5
"""Of the words of the shorter paragraph, the share that both must have."""
_COMMON: Final = 40
"""Paragraphs with the same three words in a row, above which these three tell nothing."""


class Pair(msgspec.Struct, frozen=True):
    """A paragraph of each article: where they stand, words that both have in the same order, those unquoted among
    them, and the words of each.
    """

    one: Span
    other: Span
    words: int
    unquoted: int
    one_words: int
    other_words: int

    @property
    def alike(self) -> float:
        """Return the share of the shorter one's words that both have."""
        return self.words / max(1, min(self.one_words, self.other_words))


class Shared(msgspec.Struct, frozen=True):
    """What two articles share: their paragraphs in pairs, in the order of the first; and of the words of each, those
    outside quotation marks alone counted, the share that both have, 0 to 1.
    """

    pairs: list[Pair]
    one: float
    other: float

    @property
    def unquoted(self) -> int:
        """Return how many words outside quotation marks both have."""
        return sum(pair.unquoted for pair in self.pairs)


class _Fit(NamedTuple):
    """Which paragraph of an article one of another is like, and the words that both have, as in `Pair`."""

    place: int
    words: int
    unquoted: int


class Index:
    """Where the words of an article stand, and what it has in common with paragraphs that were looked at, each once:
    many have printed those of an agency.
    """

    def __init__(self, found: Sequence[Paragraph]) -> None:
        self._all = found
        self._where: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for place, paragraph in enumerate(found):
            for gram in paragraph.prose.grams:
                self._where[gram].append(place)
        self._fits: dict[Prose, list[_Fit]] = {}

    def fits(self, prose: Prose) -> list[_Fit]:
        """Return the paragraphs of the article that one of another is like."""
        if prose not in self._fits:
            places = self._candidates(prose)
            fits = (_fit(place, self._all[place].prose, prose) for place in places)
            self._fits[prose] = [fit for fit in fits if fit is not None]
        return self._fits[prose]

    def _candidates(self, prose: Prose) -> list[int]:
        """Return the places of paragraphs with the most words in a row in common with one, the most first."""
        counts: Counter[int] = Counter()
        for gram in prose.grams:
            places = self._where.get(gram)
            if places is not None and len(places) <= _COMMON:
                for place in places:
                    counts[place] += 1
        best = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:_CANDIDATES]
        if best and best[0][1] >= _SURE * min(len(prose.grams), len(self._all[best[0][0]].prose.grams)):
            best = [one for one in best if one[1] == best[0][1]]
        return [place for place, _ in best]


def shared(one: Sequence[Paragraph], other: Sequence[Paragraph], index: Index | None = None) -> Shared:
    """Return which paragraphs two articles share. Each paragraph is in one pair at most.

    `index` is that of `one`, for who compares one article with many.
    """
    index = Index(one) if index is None else index
    fits = sorted(
        (-fit.words, fit.place, place, fit) for place, each in enumerate(other) for fit in index.fits(each.prose)
    )
    mine: set[int] = set()
    theirs: set[int] = set()
    pairs = []
    for _, left, right, fit in fits:
        if left not in mine and right not in theirs:
            mine.add(left)
            theirs.add(right)
            pairs.append(_pair(one[left], other[right], fit))
    pairs.sort(key=lambda pair: pair.one)
    common = sum(pair.unquoted for pair in pairs)
    return Shared(pairs, common / max(1, _unquoted(one)), common / max(1, _unquoted(other)))


def _fit(place: int, one: Prose, other: Prose) -> _Fit | None:
    mine, theirs = one.texts[:LONGEST], other.texts[:LONGEST]
    if mine == theirs:
        return _Fit(place, len(mine), one.unquoted)
    least = _SAME * max(1, min(len(mine), len(theirs)))
    if _in_runs(mine, other.pairs) < least or _in_runs(theirs, one.pairs) < least:
        return None
    matcher = SequenceMatcher(None, mine, theirs, autojunk=False)
    words = unquoted = 0
    for block in matcher.get_matching_blocks():
        if block.size >= _RUN:
            words += block.size
            unquoted += one.quoted[block.a : block.a + block.size].count(False)
    return _Fit(place, words, unquoted) if words >= least else None


def _in_runs(texts: Sequence[str], pairs: Set[tuple[str, str]]) -> int:
    """Return how many words are in a run of `_RUN` at least that stands among `pairs`: no more can be lined up."""
    count, covered = 0, -1
    for at, pair in enumerate(pairwise(texts)):
        if pair in pairs:
            count += 1 if at == covered else 2
            covered = at + 1
    return count


def _pair(one: Paragraph, other: Paragraph, fit: _Fit) -> Pair:
    mine, theirs = (min(len(each.prose.texts), LONGEST) for each in (one, other))
    return Pair(one.span, other.span, fit.words, fit.unquoted, mine, theirs)


def _unquoted(found: Sequence[Paragraph]) -> int:
    return sum(paragraph.prose.unquoted for paragraph in found)
