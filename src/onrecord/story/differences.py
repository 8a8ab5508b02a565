"""What was changed between two versions of one article: its headline, its paragraphs, who said what, its figures.

Paragraphs that both have are found first; of the rest, those most alike are taken for one that was reworded (difflib's
ratio over words). Statements are told to be the same by their words, and compared by what the reader made of them.
"""

from collections import defaultdict, deque
from collections.abc import Hashable, Sequence
from difflib import SequenceMatcher
from typing import Final, Literal, NamedTuple

import msgspec

from onrecord.reading.model import Figure, Reading, Statement
from onrecord.record.names import key
from onrecord.story.notices import Notice, notices
from onrecord.text.spans import Span, quote

Edit = Literal["same", "added", "removed"]
Aspect = Literal["speaker", "source_kind", "via", "quotation", "words"]

_REWORDED: Final = 0.5
"""How alike two paragraphs, or the words of two statements, must be for one to be the other reworded."""
_MOST_PARAGRAPHS: Final = 1_500
"""Paragraphs of one article that are compared, from the first."""
_MOST_ALIKE: Final = 120
"""Paragraphs or statements of one kind that are held against each other; more are told as added and removed."""
_LONGEST: Final = 600
"""Words of a paragraph that are compared."""


class Run(msgspec.Struct, frozen=True):
    """Words in a row of a text that was reworded: kept (`same`), `added` in the newer or `removed` from the older."""

    edit: Edit
    text: str


class Reworded(msgspec.Struct, frozen=True, kw_only=True):
    """A line or paragraph in both versions; either is None, with its span, where only the other version has it.

    `runs` has the words of both in order, where it was reworded.
    """

    old: str | None
    new: str | None
    old_span: Span | None = None
    new_span: Span | None = None
    runs: list[Run] = []


class StatementChange(msgspec.Struct, frozen=True, kw_only=True):
    """A statement that only one version has, or that differs in `aspects`. Ids are those of its version's reading."""

    old: str | None
    new: str | None
    aspects: list[Aspect] = []
    runs: list[Run] = []


class FigureChange(msgspec.Struct, frozen=True, kw_only=True):
    """A number that another one stands for now: the words of each, what is counted, and their spans."""

    old: str
    new: str
    counted: str
    old_span: Span
    new_span: Span


class Differences(msgspec.Struct, frozen=True, kw_only=True):
    """All that differs between an older and a newer version. `notices` are those that the newer alone has."""

    headline: Reworded | None = None
    standfirst: Reworded | None = None
    paragraphs: list[Reworded] = []
    statements: list[StatementChange] = []
    figures: list[FigureChange] = []
    notices: list[Notice] = []

    @property
    def any(self) -> bool:
        """Whether anything differs."""
        return bool(self.headline or self.standfirst or self.paragraphs or self.statements or self.notices)


def differences(old: Reading, new: Reading) -> Differences:
    """Return what was changed from `old` to `new`. Spans are code points of each one's own text."""
    told = {" ".join(quote(old.text, [one.span]).split()) for one in notices(old)}
    paired = _paired_paragraphs(old, new)
    return Differences(
        headline=_line(old, new, "headline"),
        standfirst=_line(old, new, "standfirst"),
        paragraphs=[one.told for one in paired if one.told is not None],
        statements=_statements(old, new),
        figures=_figures(old, new, paired),
        notices=[one for one in notices(new) if " ".join(quote(new.text, [one.span]).split()) not in told],
    )


def runs(old: str, new: str) -> list[Run]:
    """Return the words of both texts in order, each with what became of it.

    >>> [(run.edit, run.text) for run in runs("Four people died.", "Six people died.")]
    [('removed', 'Four'), ('added', 'Six'), ('same', 'people died.')]
    """
    one, other = old.split()[:_LONGEST], new.split()[:_LONGEST]
    out: list[Run] = []
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    for what, a, b, c, d in matcher.get_opcodes():
        if what == "equal":
            out.append(Run("same", " ".join(one[a:b])))
            continue
        if a < b:
            out.append(Run("removed", " ".join(one[a:b])))
        if c < d:
            out.append(Run("added", " ".join(other[c:d])))
    return out


class _Paired(NamedTuple):
    """Paragraphs of two versions that are one, or one that has no other; and what is told of it, if anything."""

    old: Span | None
    new: Span | None
    told: Reworded | None


def _line(old: Reading, new: Reading, role: Literal["headline", "standfirst"]) -> Reworded | None:
    one, other = (" ".join((getattr(each.article, role) or "").split()) for each in (old, new))
    if one == other:
        return None
    return Reworded(
        old=one or None,
        new=other or None,
        old_span=_span(old, role, one),
        new_span=_span(new, role, other),
        runs=runs(one, other) if one and other else [],
    )


def _span(reading: Reading, role: str, words: str) -> Span | None:
    """Return where a line stands; None where the page gives it out of sight only."""
    spans = [(one.start, one.end) for one in reading.page.blocks if one.role == role]
    return next((span for span in spans if " ".join(reading.text[slice(*span)].split()) == words), None)


def _body(reading: Reading) -> tuple[list[Span], list[str]]:
    """Return the paragraphs that are compared: what tells of a change itself is told as a notice."""
    told = {one.span for one in notices(reading)}
    spans = [span for span in reading.article.body if tuple(span) not in told][:_MOST_PARAGRAPHS]
    return spans, [" ".join(reading.text[start:end].split()) for start, end in spans]


def _paired_paragraphs(old: Reading, new: Reading) -> list[_Paired]:
    mine, one = _body(old)
    theirs, other = _body(new)
    out: list[_Paired] = []
    places = _moved(_aligned(one, other), one, other)
    for left, right in places:
        span = mine[left] if left is not None else None
        newer = theirs[right] if right is not None else None
        before = one[left] if left is not None else None
        after = other[right] if right is not None else None
        told = None
        if before != after:
            words = runs(before, after) if before is not None and after is not None else []
            told = Reworded(old=before, new=after, old_span=span, new_span=newer, runs=words)
        out.append(_Paired(span, newer, told))
    return out


def _moved(
    places: Sequence[tuple[int | None, int | None]], one: Sequence[str], other: Sequence[str]
) -> list[tuple[int | None, int | None]]:
    """Pair what was taken out with what was put in elsewhere, word for word: it was moved, not changed."""
    gone: dict[str, deque[int]] = defaultdict(deque)
    for left, right in places:
        if left is not None and right is None:
            gone[one[left]].append(left)
    out: list[tuple[int | None, int | None]] = []
    moved: set[int] = set()
    for left, right in places:
        before = left
        if right is not None and left is None and gone.get(other[right]):
            before = gone[other[right]].popleft()
            moved.add(before)
        out.append((before, right))
    return [(left, right) for left, right in out if right is not None or left not in moved]


def _aligned(one: Sequence[str], other: Sequence[str]) -> list[tuple[int | None, int | None]]:
    """Pair equal texts in order, then those between that are alike; return the places, in the order of the newer."""
    out: list[tuple[int | None, int | None]] = []
    for what, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if what == "equal":
            out += [(a + k, c + k) for k in range(b - a)]
            continue
        left, right = list(range(a, b)), list(range(c, d))
        pairs = _alike([one[k] for k in left], [other[k] for k in right])
        taken = {left[i]: right[j] for i, j in pairs}
        of_new = {new: old for old, new in taken.items()}
        out += [(k, None) for k in left if k not in taken]
        out += [(of_new.get(k), k) for k in right]
    return out


def _alike(one: Sequence[str], other: Sequence[str]) -> list[tuple[int, int]]:
    """Return the places of texts that are alike, the most alike first, each in one pair."""
    if not one or not other or max(len(one), len(other)) > _MOST_ALIKE:
        return []
    fits = []
    words = [text.split()[:_LONGEST] for text in one]
    for j, text in enumerate(other):
        matcher = SequenceMatcher(None, autojunk=False)
        matcher.set_seq2(text.split()[:_LONGEST])
        for i, mine in enumerate(words):
            matcher.set_seq1(mine)
            if matcher.real_quick_ratio() < _REWORDED or matcher.quick_ratio() < _REWORDED:
                continue
            ratio = matcher.ratio()
            if ratio >= _REWORDED:
                fits.append((-ratio, i, j))
    out: list[tuple[int, int]] = []
    for _, i, j in sorted(fits):
        if all(i != a and j != b for a, b in out):
            out.append((i, j))
    return out


def _statements(old: Reading, new: Reading) -> list[StatementChange]:
    one, other = _stated(old), _stated(new)
    mine = [_content(old, each) for each in one]
    theirs = [_content(new, each) for each in other]
    free = _Free([(text, _told(new, each)) for text, each in zip(theirs, other, strict=True)])
    pairs: list[tuple[int, int]] = []
    for exactly in (True, False):
        done = {i for i, _ in pairs}
        for i, each in enumerate(one):
            j = free.take(mine[i], _told(old, each), exactly=exactly) if i not in done else None
            if j is not None:
                pairs.append((i, j))
    paired, taken = {i for i, _ in pairs}, {j for _, j in pairs}
    left = [i for i in range(len(one)) if i not in paired]
    right = [j for j in range(len(other)) if j not in taken]
    pairs += [(left[a], right[b]) for a, b in _alike([mine[i] for i in left], [theirs[j] for j in right])]
    out: list[StatementChange] = []
    paired_old = {a for a, _ in pairs}
    of_new = {b: a for a, b in pairs}
    out += [StatementChange(old=one[i].id, new=None) for i in range(len(one)) if i not in paired_old]
    for j, each in enumerate(other):
        if j not in of_new:
            out.append(StatementChange(old=None, new=each.id))
            continue
        i = of_new[j]
        aspects = _aspects(_Said(old, one[i]), _Said(new, each))
        if mine[i] != theirs[j]:
            aspects.append("words")
        if aspects:
            changed = runs(mine[i], theirs[j]) if mine[i] != theirs[j] else []
            out.append(StatementChange(old=one[i].id, new=each.id, aspects=aspects, runs=changed))
    return out


class _Free:
    """Statements that were not paired yet, by their words, and by these and how they are attributed."""

    def __init__(self, said: Sequence[tuple[str, tuple[object, ...]]]) -> None:
        self._taken: set[int] = set()
        self._where: dict[Hashable, deque[int]] = defaultdict(deque)
        for place, (text, told) in enumerate(said):
            self._where[text].append(place)
            self._where[text, told].append(place)

    def take(self, text: str, told: tuple[object, ...], *, exactly: bool) -> int | None:
        """Take the first one left with these words, attributed so if `exactly`; None if there is none."""
        places = self._where.get((text, told) if exactly else text)
        while places:
            place = places.popleft()
            if place not in self._taken:
                self._taken.add(place)
                return place
        return None


def _stated(reading: Reading) -> list[Statement]:
    """Return the statements that are compared; a notice makes none."""
    told = [one.span for one in notices(reading)]
    return [
        one
        for one in (*reading.statements, *reading.nested)
        if not any(a <= start and end <= b for start, end in (one.content or one.cue)[:1] for a, b in told)
    ]


def _content(reading: Reading, one: Statement) -> str:
    return " ".join(reading.quote(one.content or one.cue).split())


def _told(reading: Reading, one: Statement) -> tuple[object, ...]:
    speaker = key(one.speaker.name) if one.speaker and one.speaker.name else None
    return speaker, one.source_kind, tuple(key(via.name) for via in one.via), one.quotation


def _aspects(old: "_Said", new: "_Said") -> list[Aspect]:
    """Return in what a statement is attributed otherwise now.

    Where the same words name the source and the way, nothing is: the reader may understand them better in one version.
    But "he" is somebody else where the page has the name of only one of the two. Nor is anything where a name is only
    given more fully.
    """
    out: list[Aspect] = []
    if old.source != new.source or _renamed(old, new):
        fuller = old.speaker <= new.speaker or new.speaker <= old.speaker
        if old.speaker != new.speaker and not (fuller and old.one.source_kind == new.one.source_kind):
            out.append("speaker")
        if old.one.source_kind != new.one.source_kind:
            out.append("source_kind")
    if old.via != new.via:
        out.append("via")
    if old.one.quotation != new.one.quotation:
        out.append("quotation")
    return out


def _renamed(old: "_Said", new: "_Said") -> bool:
    """Whether somebody is named for a statement whom the other version does not know."""
    if not old.name or not new.name:
        return False
    return old.name not in new.text or new.name not in old.text


class _Said:
    """A statement, as far as its attribution is compared."""

    def __init__(self, reading: Reading, one: Statement) -> None:
        self.one = one
        self.source = key(reading.quote(one.source))
        self.text = reading.text
        self.name = one.speaker.name if one.speaker and one.speaker.name else ""
        self.speaker = frozenset(key(self.name).split())
        self.via = tuple(key(via.name) for via in one.via)


def _figures(old: Reading, new: Reading, paired: Sequence[_Paired]) -> list[FigureChange]:
    """Return the numbers that stand for others now, in paragraphs that both versions have, and in the headline."""
    out: list[FigureChange] = []
    spans: list[tuple[Span | None, Span | None]] = [(one.old, one.new) for one in paired if one.told is not None]
    spans.append((_headline_span(old), _headline_span(new)))
    for before, after in spans:
        if before is None or after is None:
            continue
        theirs = [one for one in new.figures if after[0] <= one.start and one.end <= after[1]]
        for figure in (one for one in old.figures if before[0] <= one.start and one.end <= before[1]):
            counted = _counted(old, figure)
            match = next((one for one in theirs if _counted(new, one) == counted and one.unit == figure.unit), None)
            if match is None or not (counted or figure.unit):
                continue
            theirs.remove(match)
            if (match.low, match.high, match.qualifier) != (figure.low, figure.high, figure.qualifier):
                out.append(
                    FigureChange(
                        old=quote(old.text, [figure.span]),
                        new=quote(new.text, [match.span]),
                        counted=quote(new.text, [match.counted]) if match.counted else match.unit or "",
                        old_span=figure.span,
                        new_span=match.span,
                    )
                )
    return out


def _headline_span(reading: Reading) -> Span | None:
    return next(((one.start, one.end) for one in reading.page.blocks if one.role == "headline"), None)


def _counted(reading: Reading, figure: Figure) -> str:
    return key(quote(reading.text, [figure.counted])) if figure.counted else ""
