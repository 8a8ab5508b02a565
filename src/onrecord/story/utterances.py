"""Which statements carry the same words: compared when a page is new, and gathered when a trace is asked for.

Nothing is put into groups for good. Two statements are paired when their words align; what carries the words of one is
what is paired with it, and what is paired with that and shares the same stretch of it. So an utterance cannot drift
from one wording to the next until its ends have nothing in common.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Final, Literal, NamedTuple, Protocol

from onrecord.story.align import Kind, Match, align
from onrecord.story.words import Words, grams, spoken, telling, tellings
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

Speakers = Literal["same", "other", "unknown"]
_NAMED: Final = {"named_person": "person", "named_organisation": "body"}
_WEEK, _MONTH = 7, 30


class Wording(NamedTuple):
    """A statement's words as they are compared; `speaker` is its speaker's key, if it has one, and `kind` the kind of
    its source. `quoted` says that they stand in quotation marks, all that are compared. `day` is its page's, counted
    from whatever day, None where that is not known.
    """

    id: int
    words: Words
    grams: list[int]
    speaker: str | None
    quoted: bool = True
    kind: str | None = None
    day: int | None = None


class Told(Protocol):
    """A statement as it is kept."""

    @property
    def id(self) -> int:
        """Its number."""

    @property
    def content(self) -> str:
        """The page's words for what was said."""

    @property
    def quotation(self) -> str:
        """Whether they are quoted, as `Statement.quotation`."""

    @property
    def speaker_key(self) -> str | None:
        """Its speaker's key."""

    @property
    def source_kind(self) -> str:
        """The kind of its source, as `Statement.source_kind`."""

    @property
    def day(self) -> str | None:
        """Its page's day, ``YYYY-MM-DD``."""


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


Same = dict[tuple[str, str], Words]
"""Words that were worked out, by the content and how it is quoted: many captures have the same ones."""
_Lined = dict[tuple[int, int, bool], Match | None]
"""Words that were lined up, as they are in memory, and whether they are the same speaker's."""


def wording(one: Told, *, known: bool = False, same: Same | None = None) -> Wording:
    """Return a statement's words as they are compared; of one that is `known` nothing by which it is found.

    `same` is for who looks at many: words that stand there are taken from it, others are put in.
    """
    made = (same or {}).get((one.content, one.quotation))
    words = made or Words(one.content, spoken(one.content, one.quotation))
    if same is not None:
        same[one.content, one.quotation] = words
    hashes = [] if known or not tellings(set(words.texts)) else grams(words)
    quoted = one.quotation != "indirect"
    return Wording(one.id, words, hashes, one.speaker_key, quoted, one.source_kind, _number(one.day))


def _number(day: str | None) -> int | None:
    try:
        return date.fromisoformat((day or "")[:10]).toordinal()
    except ValueError:
        return None


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
    lined: _Lined = {}
    for one in new:
        for id in wanted[one.id]:
            pair = min(one.id, id), max(one.id, id)
            if pair in out or id not in wordings or aligned >= _MOST_ALIGNED:
                continue
            aligned += 1
            match = _matched(one, wordings[id], lined)
            if match is not None:
                out[pair] = Repeated(*pair, match.kind, match.score)
    return list(out.values())


def matched(one: Wording, other: Wording) -> Match | None:
    """Return how two statements carry the same words."""
    return _matched(one, other, {})


def _matched(one: Wording, other: Wording, lined: _Lined) -> Match | None:
    whose = speakers(one, other)
    these = id(one.words), id(other.words), whose == "same"
    if these not in lined:
        lined[these] = align(one.words, other.words, same_speaker=whose == "same")
    match = lined[these]
    if match is None:
        return None
    told = _quoted if one.quoted and other.quoted else _reported
    return match if told(one, other, match, whose) else None


def speakers(one: Wording, other: Wording) -> Speakers:
    """Say whether two statements are given to the same speaker.

    A name in full and a part of it are one person's; a page that withholds a name may mean whomever another names, and
    a body may speak through a person.
    """
    if not one.speaker or not other.speaker:
        return "unknown"
    if one.speaker == other.speaker:
        return "same"
    kinds = _NAMED.get(one.kind or ""), _NAMED.get(other.kind or "")
    mine, theirs = one.speaker.split(), other.speaker.split()
    part = set(mine) <= set(theirs) or set(theirs) <= set(mine)
    if kinds == ("person", "person"):
        return "same" if part or (mine[-1] == theirs[-1] and mine[0][0] == theirs[0][0]) else "other"
    if part or kinds in (("person", "body"), ("body", "person")) or (kinds[0] is None) != (kinds[1] is None):
        return "unknown"
    return "other"


def _quoted(one: Wording, other: Wording, match: Match, whose: Speakers) -> bool:
    """Say whether what two quotations share tells that they are of one utterance, and not two that use one phrase.

    A phrase that several people use ("to serve as president", "the angels of our nature") stands in the midst of what
    each of them says, and a slogan is said on many days: the further apart two pages are, the more they must share.
    """
    size, said = _shared(one, match)
    days = _days(one, other)
    whole = any(stretch[1] - stretch[0] == len(each.words) for each, stretch in _sides(one, other, match))
    if whose == "unknown" and not whole and size < 12 and (days > 3 or match.differences):
        return False
    if whose == "other":
        if not whole and (size < 14 or said < 5):
            return False
        if (days > _WEEK and (size < 8 or said < 5)) or (days > _MONTH and size < 12):
            return False
    if days > _MONTH and (size < 8 or (said < 5 and match.differences)):
        return False
    return days <= 3 or size > 4 or said > 2


def _reported(one: Wording, other: Wording, match: Match, whose: Speakers) -> bool:
    """Say whether what two statements share tells that they carry the same words, and do not only speak of one thing.

    What pages report in their own words shares names and terms with much; it must be nearly all the same, and of one
    time; if it is not the same speaker's, it must be long.
    """
    size, said = _shared(one, match)
    days = _days(one, other)
    sides = _sides(one, other, match)
    shares = [(stretch[1] - stretch[0]) / len(each.words) for each, stretch in sides]
    if min(stretch[1] - stretch[0] for _, stretch in sides) < _OWN_WORDS:
        return False
    if not one.quoted and not other.quoted:
        if min(shares) < _NEARLY_ALL or (days > 2 * _WEEK and size < 12):
            return False
        if whose == "same" or (whose == "unknown" and days <= 3 and size >= 7 and said >= 4 and not match.differences):
            return True
        return size >= 12 and said >= 6 and days <= _MONTH
    mine, theirs = (shares[0], shares[1]) if one.quoted else (shares[1], shares[0])
    if mine < _NEARLY_ALL or theirs < _MOST_OF_IT or (days > _MONTH and size < 8):
        return False
    return whose != "other" or (size >= 8 and said >= 5)


def _sides(one: Wording, other: Wording, match: Match) -> tuple[tuple[Wording, Span], tuple[Wording, Span]]:
    return (one, match.one), (other, match.other)


def _shared(one: Wording, match: Match) -> tuple[int, int]:
    """Return how many words both have, and how many different ones of them are not small."""
    changed = {at for each in match.differences for at in range(*each.one)}
    words = [one.words[at] for at in range(*match.one) if at not in changed]
    return len(words), telling(words)


def _days(one: Wording, other: Wording) -> int:
    return abs(one.day - other.day) if one.day is not None and other.day is not None else 0


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
