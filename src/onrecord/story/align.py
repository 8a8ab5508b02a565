"""Whether two contents carry the same words, and where they differ.

The longest stretches that both have, in order, are taken together as long as what lies between them is less than they
are (difflib's matching blocks, after Ratcliff and Obershelp); what is outside them was cut off, what is between them
was changed, put in or left out. Words that everybody uses are too little to go by: see `_enough`.
"""

from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Final, Literal, NamedTuple

from onrecord.story.words import MOST, Word, Words, tellings
from onrecord.text.spans import Span

Kind = Literal["verbatim", "cut", "ellipsis", "altered"]

_MOST_CHANGED: Final = 0.34
"""Of the words in the stretch that both have, the share that may be otherwise."""
_SHARE: Final = 0.6
"""Of the shorter content, the share that a stretch must be of, unless it is `_LONG`."""
_LONG: Final = 10
"""Words in a row that are told by their number alone to be of one passage."""
_MOST_EQUAL: Final = 6000
"""Pairs of equal words in two contents. News has a few hundred, 400 words of it against 400 some two thousand; more are
words repeated to take time.
"""
_REVERSES: Final = 6
"""Words left out or put in with a mark, among which a negation makes it another statement rather than a shorter one."""


class _Least(NamedTuple):
    """How many shared words, and telling ones among them, are enough; `lost` is how many may be otherwise."""

    words: int
    telling: int
    lost: int = 0
    contained: bool = False
    equal: bool = False
    same_speaker: bool = False


_LEAST: Final = (
    _Least(6, 4, lost=1),
    _Least(7, 5, lost=99),
    _Least(5, 3, contained=True),
    _Least(7, 2, contained=True),
    _Least(5, 2, contained=True, equal=True),
    _Least(6, 3, lost=1, same_speaker=True),
    _Least(6, 4, lost=99, same_speaker=True),
    _Least(4, 2, lost=1, contained=True, same_speaker=True),
    _Least(6, 2, lost=2, contained=True, same_speaker=True),
    _Least(4, 1, contained=True, equal=True, same_speaker=True),
)
"""Chosen on the quotations of PolNeAR's training articles (benchmarks/quotations.py)."""


class Difference(NamedTuple):
    """A place where the words differ: numbers of words, half open, in either content."""

    one: Span
    other: Span


class Match(NamedTuple):
    """How two contents carry the same words.

    `kind` is ``verbatim`` (all words of both), ``cut`` (one has more at an end), ``ellipsis`` (what is left out between
    is marked), or ``altered``. `one` and `other` are the stretches, in numbers of words; `differences` lie in them.
    `score`, 0 to 1, is the share of their words that both have.
    """

    kind: Kind
    one: Span
    other: Span
    differences: list[Difference]
    score: float


def align(one: Sequence[Word], other: Sequence[Word], *, same_speaker: bool = False) -> Match | None:
    """Return how two contents carry the same words, None if they do not; the same whichever comes first.

    Contents as long as words are compared at all (`MOST`) go on unseen, so that they are never ``verbatim``.
    """
    left, right = _texts(one), _texts(other)
    if _too_little(left, right, same_speaker=same_speaker):
        return None
    if (len(left), left) > (len(right), right):
        found = align(other, one, same_speaker=same_speaker)
        return found and found._replace(
            one=found.other, other=found.one, differences=[Difference(d.other, d.one) for d in found.differences]
        )
    blocks = _together(_blocks(left, right))
    if not blocks:
        return None
    a, b = (blocks[0][0], blocks[-1][0] + blocks[-1][2]), (blocks[0][1], blocks[-1][1] + blocks[-1][2])
    a, b = _to_ends(a, b, len(left), len(right))
    size, said = (
        _size(blocks),
        tellings({left[at] for block in blocks for at in range(block.one, block.one + block.size)}),
    )
    gaps = _gaps(blocks, a, b)
    changed = [gap for gap in gaps if not _told(one, other, gap, a, b)] if _marks(one) or _marks(other) else gaps
    marked = len(changed) < len(gaps)
    lost = sum(max(d.one[1] - d.one[0], d.other[1] - d.other[0]) for d in changed)
    if not _enough(size, said, lost, (len(left), len(right)), same_speaker=same_speaker):
        return None
    whole = a == (0, len(left)) and b == (0, len(right)) and len(right) < MOST
    kind: Kind = "altered" if changed else "ellipsis" if marked else "verbatim" if whole else "cut"
    return Match(kind, a, b, changed, round(size / (size + lost), 4))


def _texts(words: Sequence[Word]) -> list[str]:
    return words.texts if isinstance(words, Words) else [word.text for word in words]


def _too_little(left: list[str], right: list[str], *, same_speaker: bool) -> bool:
    """Say whether two contents have too few words in common for `_enough`, in whatever order these stand: most that
    are looked at have, and to see that takes a tenth of the time in which they are lined up.
    """
    if len(left) > len(right):
        left, right = right, left
    both = set(left).intersection(right)
    size = sum(map(both.__contains__, left))
    lost = size * _MOST_CHANGED / (1 - _MOST_CHANGED) + 0.001  # no more may be otherwise, but for rounding
    contained = size + lost >= len(left)
    if not size or (not contained and size + lost < _SHARE * len(left) and size < _LONG):
        return True
    said = tellings(both)
    return not any(
        least.same_speaker <= same_speaker
        and least.contained <= contained
        and size >= least.words
        and said >= least.telling
        for least in _LEAST
    )


class _Block(NamedTuple):
    one: int
    other: int
    size: int


def _blocks(left: list[str], right: list[str]) -> list[tuple[int, int, int]]:
    """Return the stretches that both have, in order. Words that are repeated without end are the same only as a whole:
    to look for stretches among them would take more than quadratic time.
    """
    if left == right:
        return [(0, 0, len(left))]
    counts = Counter(left)
    if sum(counts[word] for word in right) > _MOST_EQUAL:
        return []
    found = SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks()[:-1]
    return [(one, other, size) for one, other, size in found]


def _together(found: Sequence[tuple[int, int, int]]) -> list[_Block]:
    """Return the blocks that belong together: from the longest one outwards, as far as gaps are smaller than blocks."""
    blocks = [_Block(*block) for block in found if block[2]]
    if not blocks:
        return []
    at = max(range(len(blocks)), key=lambda n: blocks[n].size)
    first = last = at
    while last + 1 < len(blocks) and _near(blocks[last], blocks[last + 1], _size(blocks[first : last + 1])):
        last += 1
    while first > 0 and _near(blocks[first - 1], blocks[first], _size(blocks[first : last + 1])):
        first -= 1
    return blocks[first : last + 1]


def _size(blocks: Sequence[_Block]) -> int:
    return sum(block.size for block in blocks)


def _near(before: _Block, after: _Block, held: int) -> bool:
    """Say whether the gap between two blocks is small beside what lies on both sides of it."""
    gap = max(after.one - before.one - before.size, after.other - before.other - before.size)
    least = min(
        gap_size for gap_size in (after.one - before.one - before.size, after.other - before.other - before.size)
    )
    beside = min(held, max(before.size, after.size)) if held else 0
    return gap <= 3 or (least == 0 and min(before.size, after.size) >= 3) or gap < min(before.size, after.size, beside)


def _to_ends(a: Span, b: Span, left: int, right: int) -> tuple[Span, Span]:
    """Take in words at the ends that stand in each other's place: the first or last word may be changed too."""
    before = min(a[0], b[0])
    if 0 < before <= 2 and (a[0] == before or b[0] == before) and a[0] == b[0]:
        a, b = (a[0] - before, a[1]), (b[0] - before, b[1])
    after_a, after_b = left - a[1], right - b[1]
    if 0 < after_a <= 2 and after_a == after_b:
        a, b = (a[0], left), (b[0], right)
    return a, b


def _gaps(blocks: Sequence[_Block], a: Span, b: Span) -> list[Difference]:
    """Return the places between blocks, and before and behind them in either stretch, where the words differ."""
    out: list[Difference] = []
    at, there = a[0], b[0]
    for block in (*blocks, _Block(a[1], b[1], 0)):
        gap = Difference((at, block.one), (there, block.other))
        at, there = block.one + block.size, block.other + block.size
        if gap.one[0] < gap.one[1] or gap.other[0] < gap.other[1]:
            out.append(gap)
    return out


def _marks(words: Sequence[Word]) -> bool:
    return words.marked if isinstance(words, Words) else True


def _told(one: Sequence[Word], other: Sequence[Word], gap: Difference, a: Span, b: Span) -> bool:
    """Say whether a page marks that something is left out or put in at a place, and it is not the contrary then."""
    (p, q), (r, s) = gap
    more = (*one[p:q], *other[r:s])
    told = (p == q and _marked(one, p, a, other[r:s])) or (r == s and _marked(other, r, b, one[p:q]))
    told = told or ((p == q or r == s) and all(word.inserted for word in more))
    return told and not (len(more) <= _REVERSES and any(word.negates for word in more))


def _marked(words: Sequence[Word], at: int, stretch: Span, left_out: Sequence[Word]) -> bool:
    """Say whether a page marks that words are left out at a place, or at one where leaving them out comes to the same:
    of "the bridge, the old bridge" with "the old … bridge" either "bridge" may be the one that is left.
    """
    texts = [word.text for word in left_out]
    back, turned = at, list(texts)
    while stretch[0] < back <= stretch[1] and back - at > -len(texts):
        if back < len(words) and back < stretch[1] and words[back].after_gap:
            return True
        if words[back - 1].text != turned[-1]:
            break
        turned = [turned[-1], *turned[:-1]]
        back -= 1
    ahead, turned = at, list(texts)
    while ahead < stretch[1] and ahead - at < len(texts) and words[ahead].text == turned[0]:
        turned = [*turned[1:], turned[0]]
        ahead += 1
        if stretch[0] < ahead < stretch[1] and words[ahead].after_gap:
            return True
    return False


def _enough(size: int, said: int, lost: int, lengths: tuple[int, int], *, same_speaker: bool) -> bool:
    """Say whether what two contents share is enough to take them for the same words: how many, and how many telling.

    The whole of the shorter one in the other says more than a stretch of each; so does the same speaker.
    """
    if lost / (size + lost) > _MOST_CHANGED:
        return False
    contained = size + lost >= min(lengths)
    if not contained and size + lost < _SHARE * min(lengths) and size < _LONG:
        return False
    for least in _LEAST:
        if least.same_speaker <= same_speaker and least.contained <= contained and lost <= least.lost:
            if least.equal and len(set(lengths)) > 1:
                continue
            if size >= least.words and said >= least.telling:
                return True
    return False
