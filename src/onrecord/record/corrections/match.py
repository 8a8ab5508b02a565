"""From evidence to what a reading has: which statement, which entity a correction is about.

Readers differ in where a statement ends and whether a sentence holds one or two, so that a statement is told by how
much of its words it shares with the evidence. A cue is the surest sign: two statements with other cues are two.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from onrecord.reading.model import Entity, Mention, Statement
from onrecord.record.corrections.anchor import Finder, anchor
from onrecord.record.corrections.model import NAME_LENGTH, Anchor, EntityEvidence, StatementEvidence, Was
from onrecord.record.names import key
from onrecord.text.spans import Span, covered, merge

_MENTIONS: Final = 12
"""Mentions that are kept of an entity; names, which are surest, come first."""
_LONG: Final = 500
"""Code points of the longest mention that is kept."""
_SAME: Final = 0.8
"""Share of the content from which a statement by another cue, but of the same source, is taken for the same."""
_PART: Final = 0.2
"""Share of the content that two statements by the same cue have in common at least."""
_APART: Final = 0.05
"""Likeness by which the likeliest statement is ahead of the next, or neither is taken."""
_FOUND: Final = 0.5
"""Share of a content's letters that have to be found."""


class Located(NamedTuple):
    """Where the parts of a statement stand now. `whole` says that all their pieces were found."""

    source: list[Span]
    cue: list[Span]
    content: list[Span]
    whole: bool


class Lost(NamedTuple):
    """Why evidence leads to nothing, in one sentence."""

    reason: str


def anchors(text: str, spans: Iterable[Span]) -> list[Anchor]:
    """Return an anchor for each span. Raises ValueError as `anchor` does."""
    return [anchor(text, span) for span in spans]


def statement_evidence(text: str, statement: Statement) -> StatementEvidence:
    """Return the evidence by which `statement` is known again. Raises ValueError if a piece of it is too long."""
    speaker = statement.speaker
    names = [speaker.name, *(one.name for one in speaker.joint)] if speaker else []
    return StatementEvidence(
        id=statement.id,
        source=anchors(text, statement.source),
        cue=anchors(text, statement.cue),
        content=anchors(text, statement.content),
        nested=statement.within is not None,
        was=Was(
            quotation=statement.quotation,
            source_kind=statement.source_kind,
            manner=statement.manner,
            polarity=statement.polarity,
            channel=statement.channel,
            confidence=statement.confidence,
            speakers=[name[:NAME_LENGTH] for name in names if name][:16],
        ),
    )


def entity_evidence(text: str, entity: Entity) -> EntityEvidence:
    """Return the evidence by which `entity` is known again."""
    forms = ("name", "description", "pronoun")
    short = [m for m in entity.mentions if 0 < m.span[1] - m.span[0] <= _LONG]
    surest = sorted(short, key=lambda m: (forms.index(m.form), m.span))[:_MENTIONS]
    spans = sorted({m.span for m in surest})
    return EntityEvidence(
        name=entity.name[:NAME_LENGTH] or "?", type=entity.type, mentions=anchors(text, spans), id=entity.id
    )


def find_spans(finder: Finder, wanted: Sequence[Anchor], shift: int | None = None) -> list[Span]:
    """Return where those of `wanted` stand that are found, in order, overlaps made one.

    What stands in several places is looked for `shift` code points from where it stood, if that is known.
    """
    found = []
    for one in wanted:
        span = finder.find(one).span
        if span is None and shift is not None and one.start + shift >= 0:
            here = one.start + shift, one.start + shift + len(one.exact)
            span = here if finder.text[slice(*here)] == one.exact else None
        if span is not None:
            found.append(span)
    return merge(found, -1)


def locate(finder: Finder, evidence: StatementEvidence) -> Located | Lost:
    """Return where a statement's parts stand in a text; `Lost` where less than half of its content is found."""
    content, found, shift = [], 0, None
    for one in evidence.content:
        place = finder.find(one)
        if place.span:
            content.append(place.span)
            found += len(one.exact)
            shift = place.span[0] - one.start
    if found < _FOUND * sum(len(one.exact) for one in evidence.content) or not content:
        words = " ".join(evidence.content[0].exact.split())
        return Lost(f"The words “{_short(words)}” no longer find their place in the text.")
    cue = find_spans(finder, evidence.cue, shift)
    source = find_spans(finder, evidence.source, shift)
    counts = (len(content), len(cue), len(source))
    whole = counts == (len(evidence.content), len(evidence.cue), len(evidence.source))
    return Located(source, cue, merge(content, -1), whole)


def likeness(found: Located, statement: Statement) -> float:
    """Return how surely `statement` is the one whose parts stand where `found` says, 0 where it is another."""
    shared = overlap(found.content, statement.content)
    if not shared:
        return 0.0
    one, other = covered(found.content), covered(statement.content)
    part = 2 * shared / (one + other)
    by_cue = overlap(found.cue, statement.cue) > 0
    source = _alike(found.source, statement.source)
    if by_cue:
        taken = part >= _PART or 2 * shared >= min(one, other)
    else:
        taken = part >= _SAME and source >= _FOUND and bool(found.source or not found.cue)
    return part + by_cue / 2 + source / 4 if taken else 0.0


def likeliest(found: Located, statements: Iterable[Statement]) -> Statement | Lost | None:
    """Return the statement that is meant, None if there is none, `Lost` where nothing tells two apart."""
    statements = list(statements)
    same = [s for s in statements if (s.source, s.cue, s.content) == (found.source, found.cue, found.content)]
    if len(same) == 1:
        return same[0]
    ranked = sorted(((likeness(found, s), s.id, s) for s in statements), reverse=True, key=lambda r: r[:2])
    if not ranked or not ranked[0][0]:
        return None
    if len(ranked) > 1 and ranked[0][0] - ranked[1][0] < _APART:
        return Lost("Two statements of the current reading may be meant, and nothing tells which.")
    return ranked[0][2]


def overlap(one: Sequence[Span], other: Sequence[Span]) -> int:
    """Return how many code points two lists of spans, each in order, have in common.

    >>> overlap([(0, 4), (8, 9)], [(3, 9)])
    2
    """
    shared = i = j = 0
    while i < len(one) and j < len(other):
        shared += max(0, min(one[i][1], other[j][1]) - max(one[i][0], other[j][0]))
        if one[i][1] <= other[j][1]:
            i += 1
        else:
            j += 1
    return shared


def _alike(one: Sequence[Span], other: Sequence[Span]) -> float:
    if not one or not other:
        return float(not one and not other)
    return 2 * overlap(one, other) / (covered(one) + covered(other))


class Mentions:
    """The mentions of a reading's entities in order, to tell whose a span is."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        found = [(m.span, e.id, m) for e in entities for m in e.mentions if m.span[0] < m.span[1]]
        self._all: list[tuple[Span, str, Mention]] = sorted(found, key=lambda m: m[:2])
        self._longest = max((end - start for (start, end), _, _ in found), default=0)

    def at(self, span: Span) -> list[tuple[str, Mention]]:
        """Return the mentions that share a code point with `span`, each with its entity's id, in order."""
        first = bisect_left(self._all, span[0] - self._longest, key=lambda m: m[0][0])
        last = bisect_left(self._all, span[1], key=lambda m: m[0][0])
        return [(id, m) for (_, end), id, m in self._all[first:last] if end > span[0]]


def find_entity(
    finder: Finder, evidence: EntityEvidence, entities: Mapping[str, Entity], mentions: Mentions
) -> Entity | None:
    """Return the entity that has most of the mentions of the evidence; where none is found, the one of its name."""
    votes: Counter[str] = Counter()
    for span in find_spans(finder, evidence.mentions):
        for id, mention in mentions.at(span):
            votes[id] += 2 if mention.span == span else 1
    wanted = key(evidence.name)
    ranked = sorted(votes, key=lambda id: (votes[id], key(entities[id].name) == wanted), reverse=True)
    if len(ranked) > 1 and votes[ranked[0]] == votes[ranked[1]] and key(entities[ranked[0]].name) != wanted:
        return None
    return entities[ranked[0]] if ranked else called(evidence.name, entities.values())


def called(name: str, entities: Iterable[Entity]) -> Entity | None:
    """Return the only entity that is called `name`, spelling and accents aside, else the only one also called so."""
    wanted = key(name)
    listed = list(entities) if wanted else []
    for names in (lambda e: [e.name], lambda e: e.variants):
        found = [e for e in listed if any(key(n) == wanted for n in names(e))]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _short(words: str, most: int = 60) -> str:
    return words if len(words) <= most else words[:most].rsplit(" ", 1)[0] + " …"
