"""Statements of two versions of one article: which are one, and in what it is given otherwise now.

They are told to be the same by their words, and compared by what the reader made of them.
"""

from collections import defaultdict, deque
from collections.abc import Hashable, Sequence
from typing import Literal

import msgspec

from onrecord.reading.model import Reading, Statement
from onrecord.record.names import key
from onrecord.story.notices import notices
from onrecord.story.rewording import Run, alike, runs

Aspect = Literal["speaker", "source_kind", "via", "quotation", "words"]


class StatementChange(msgspec.Struct, frozen=True, kw_only=True):
    """A statement that only one version has, or that differs in `aspects`. Ids are those of its version's reading."""

    old: str | None
    new: str | None
    aspects: list[Aspect] = []
    runs: list[Run] = []


def restated(old: Reading, new: Reading) -> list[StatementChange]:
    """Return the statements that only one version has, or that are given otherwise in the newer."""
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
    pairs += [(left[a], right[b]) for a, b in alike([mine[i] for i in left], [theirs[j] for j in right])]
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
