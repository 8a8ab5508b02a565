"""Which paragraphs two articles share, proved word by word.

A paragraph of one is held against those of the other that it has the most words in a row in common with; the words
that both have in the same order are counted (difflib's matching blocks, after Ratcliff and Obershelp). What stands in
quotation marks proves nothing: two reporters who heard the same man quote the same words.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Final

import msgspec

from onrecord.story.sketch import Paragraph
from onrecord.text.spans import Span

_GRAM: Final = 3
_CANDIDATES: Final = 3
_LONGEST: Final = 400
"""Words of a paragraph that are compared."""
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


def shared(one: Sequence[Paragraph], other: Sequence[Paragraph]) -> Shared:
    """Return which paragraphs two articles share. Each paragraph is in one pair at most."""
    where = _index(other)
    fits: list[tuple[float, int, int, Pair]] = []
    for place, paragraph in enumerate(one):
        for candidate in _candidates(paragraph, where):
            pair = _pair(paragraph, other[candidate])
            if pair is not None:
                fits.append((-pair.words, place, candidate, pair))
    mine: set[int] = set()
    theirs: set[int] = set()
    pairs = []
    for _, place, candidate, pair in sorted(fits, key=lambda fit: fit[:3]):
        if place not in mine and candidate not in theirs:
            mine.add(place)
            theirs.add(candidate)
            pairs.append(pair)
    pairs.sort(key=lambda pair: pair.one)
    common = sum(pair.unquoted for pair in pairs)
    return Shared(pairs, common / max(1, _unquoted(one)), common / max(1, _unquoted(other)))


def _index(found: Sequence[Paragraph]) -> dict[tuple[str, ...], list[int]]:
    where: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for place, paragraph in enumerate(found):
        for gram in set(_grams(paragraph)):
            where[gram].append(place)
    return where


def _grams(paragraph: Paragraph) -> list[tuple[str, ...]]:
    texts = paragraph.texts[:_LONGEST]
    return [tuple(texts[at : at + _GRAM]) for at in range(len(texts) - _GRAM + 1)]


def _candidates(paragraph: Paragraph, where: dict[tuple[str, ...], list[int]]) -> list[int]:
    counts: Counter[int] = Counter()
    for gram in set(_grams(paragraph)):
        places = where.get(gram, ())
        if len(places) <= _COMMON:
            counts.update(places)
    return [place for place, _ in counts.most_common(_CANDIDATES)]


def _pair(one: Paragraph, other: Paragraph) -> Pair | None:
    mine, theirs = one.words[:_LONGEST], other.words[:_LONGEST]
    matcher = SequenceMatcher(None, [word.text for word in mine], [word.text for word in theirs], autojunk=False)
    words = unquoted = 0
    for block in matcher.get_matching_blocks():
        if block.size >= _RUN:
            words += block.size
            unquoted += sum(not word.quoted for word in mine[block.a : block.a + block.size])
    pair = Pair(one.span, other.span, words, unquoted, len(mine), len(theirs))
    return pair if pair.alike >= _SAME else None


def _unquoted(found: Sequence[Paragraph]) -> int:
    return sum(not word.quoted for paragraph in found for word in paragraph.words[:_LONGEST])
