"""Which statements carry the same words: compared when a page is new, and gathered when a trace is asked for.

Nothing is put into groups for good. Two statements are paired when their words align; what carries the words of one is
what is paired with it, and what is paired with that and shares the same stretch of it. So an utterance cannot drift
from one wording to the next until its ends have nothing in common.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from onrecord.story.align import Kind, Match, align
from onrecord.story.words import Word, grams, spoken, telling, words_of
from onrecord.text.spans import Span

MOST_CANDIDATES: Final = 60
"""Statements with which one is aligned at most, those first with which it shares most."""
_MOST_ALIGNED: Final = 3000
"""Alignments for one page at most: a hostile one has thousands of statements that look like others."""
_FEW: Final = ((6, 1), (14, 2), (1_000_000, 3))
"""Up to how many hashes of its own how many a statement must share with another to be aligned with it."""


_OWN_WORDS: Final = 6
_NEARLY_ALL: Final = 0.8
_MOST_OF_IT: Final = 0.5
"""Of words that a page does not quote: how many must be shared at least, and which part of either statement."""


class Wording(NamedTuple):
    """A statement's words as they are compared; `speaker` is its speaker's key, if it has one. `quoted` says that they
    stand in quotation marks, all that are compared.
    """

    id: int
    words: list[Word]
    grams: list[int]
    speaker: str | None
    quoted: bool = True


class Repeated(NamedTuple):
    """Two statements that carry the same words, and how."""

    one: int
    other: int
    kind: Kind
    score: float


class Joined(NamedTuple):
    """A statement that carries the words of another: how, and how many of them."""

    id: int
    kind: Kind
    score: float


def wording(id: int, content: str, quotation: str, speaker: str | None, *, known: bool = False) -> Wording:
    """Return a statement's words as they are compared; of one that is `known` nothing by which it is found."""
    words = words_of(content, spoken(content, quotation))
    return Wording(id, words, [] if known or not telling(words) else grams(words), speaker, quotation != "indirect")


def candidates(one: Wording, having: Mapping[int, Sequence[int]]) -> list[int]:
    """Return the statements that are worth aligning with `one`, those first that share most of its hashes.

    `having` are the statements that have a hash, by hash.
    """
    counts: Counter[int] = Counter()
    for hash in one.grams:
        counts.update(having.get(hash, ()))
    counts.pop(one.id, None)
    least = next(least for most, least in _FEW if len(one.grams) <= most)
    found = [id for id, count in counts.items() if count >= least]
    return sorted(found, key=lambda id: (-counts[id], id))[:MOST_CANDIDATES]


def repeats(
    new: Sequence[Wording], having: Mapping[int, Sequence[int]], known: Callable[[Iterable[int]], Mapping[int, Wording]]
) -> list[Repeated]:
    """Return the pairs that new statements make with others and with each other.

    `having` are the statements that have one of their hashes, by hash; `known` returns their wordings.
    """
    everything: dict[int, list[int]] = {hash: list(ids) for hash, ids in having.items()}
    for one in new:
        for hash in one.grams:
            everything.setdefault(hash, []).append(one.id)
    wanted = {one.id: candidates(one, everything) for one in new}
    wordings = {one.id: one for one in new}
    wordings |= known({id for ids in wanted.values() for id in ids} - wordings.keys())
    out: dict[tuple[int, int], Repeated] = {}
    aligned = 0
    for one in new:
        for id in wanted[one.id]:
            pair = min(one.id, id), max(one.id, id)
            if pair in out or id not in wordings or aligned >= _MOST_ALIGNED:
                continue
            aligned += 1
            match = matched(one, wordings[id])
            if match is not None:
                out[pair] = Repeated(*pair, match.kind, match.score)
    return list(out.values())


def matched(one: Wording, other: Wording) -> Match | None:
    """Return how two statements carry the same words."""
    same = one.speaker is not None and one.speaker == other.speaker
    match = align(one.words, other.words, same_speaker=same)
    return match if match is not None and _told(one, other, match) else None


def _told(one: Wording, other: Wording, match: Match) -> bool:
    """Say whether what two statements share tells that they carry the same words, and do not only speak of one thing.

    What pages report in their own words shares names and terms with much; it must be nearly all the same.
    """
    parts = ((one, match.one), (other, match.other))
    if one.quoted and other.quoted:
        return True
    shares = [(stretch[1] - stretch[0]) / len(each.words) for each, stretch in parts]
    size = min(stretch[1] - stretch[0] for _, stretch in parts)
    if size < _OWN_WORDS:
        return False
    if not one.quoted and not other.quoted:
        return min(shares) >= _NEARLY_ALL
    said, told = (shares[0], shares[1]) if one.quoted else (shares[1], shares[0])
    return said >= _NEARLY_ALL and told >= _MOST_OF_IT


def gathered(
    asked: Wording, pairs: Iterable[tuple[int, int]], wordings: Mapping[int, Wording], most: int
) -> list[Joined]:
    """Return the statements that carry the words of `asked`, the likest first.

    `pairs` are of those paired with it, and of those paired with these.
    """
    near: dict[int, set[int]] = {}
    for a, b in pairs:
        near.setdefault(a, set()).add(b)
        near.setdefault(b, set()).add(a)
    out: dict[int, Joined] = {}
    stretches: dict[int, Span] = {}
    for id in sorted(near.get(asked.id, ())):
        match = matched(asked, wordings[id]) if id in wordings else None
        if match is not None:
            out[id] = Joined(id, match.kind, match.score)
            stretches[id] = match.other
    for id in list(out):
        for far in sorted(near.get(id, set()) - out.keys() - {asked.id}):
            if far not in wordings:
                continue
            match = matched(wordings[id], wordings[far])
            if match is not None and _overlap(stretches[id], match.one):
                out[far] = Joined(far, "altered", round(out[id].score * match.score, 4))
    return sorted(out.values(), key=lambda one: (-one.score, one.id))[:most]


def _overlap(one: Span, other: Span) -> bool:
    """Say whether two stretches of the same words have at least half of the shorter one in common."""
    common = min(one[1], other[1]) - max(one[0], other[0])
    return common * 2 >= min(one[1] - one[0], other[1] - other[0])
