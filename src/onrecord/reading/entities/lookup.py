"""Which entity a stretch of the text speaks of."""

import bisect
import re
from typing import Final, NamedTuple

from onrecord.reading.model import Entity, Mention
from onrecord.text.spans import Span

_PHRASE_END: Final = re.compile(
    r"[,(\u2013\u2014]|--| (?:of|for|at|in|from|with|to|on|by|who|which|that|whose|and|or|close|near|like|such) "
)
_PART: Final = re.compile(
    r"(?:(?:a |the )?(?:one|two|some|many|most|several|all|none|each|number|group|majority|couple|dozens) of )+",
    re.IGNORECASE,
)
_GOES_ON: Final = re.compile(r"(?:['\u2019]s?)? *[^\W\d_]")
_GOVERNED: Final = re.compile(
    r"(?:^|\b(?:of|for|at|in|from|with|to|on|by|and|or|like|as|than|about|against) |[(\u2014] ?)$"
)


class Antecedent(NamedTuple):
    """An entity that a mention may refer to, by its id, and how likely that is, 0 to 1."""

    entity: str
    score: float


class Resolution(NamedTuple):
    """What a pronoun or a description that refers back may stand for, likeliest first.

    `entity` is the one it was taken for, None where that was not sure enough; the scores of `candidates` sum to at
    most 1, the rest being that it is none of them.
    """

    span: Span
    entity: str | None
    candidates: list[Antecedent]


class Resolved:
    """The entities of an article, and which of them stands where."""

    def __init__(self, text: str, entities: list[Entity], resolutions: list[Resolution]) -> None:
        self.text = text
        self.entities = entities
        self.resolutions = {r.span: r for r in resolutions}
        """Pronouns and descriptions that refer back, by their span, unresolved ones too."""
        self.by_id = {e.id: e for e in entities}
        self._mentions = sorted(
            ((m.span, m, e.id) for e in entities for m in e.mentions), key=lambda m: (m[0][0], -m[0][1])
        )
        self._starts = [m[0][0] for m in self._mentions]

    def mentions_in(self, span: Span) -> list[tuple[Mention, str]]:
        """Return the mentions inside `span` with the ids of their entities, in text order, outer before inner."""
        k = bisect.bisect_left(self._starts, span[0])
        out = []
        while k < len(self._mentions) and self._mentions[k][0][0] < span[1]:
            if self._mentions[k][0][1] <= span[1]:
                out.append((self._mentions[k][1], self._mentions[k][2]))
            k += 1
        return out

    def head(self, span: Span) -> Resolution:
        """Return what a noun phrase refers to: the entity of the mention that heads it.

        That is the mention that reaches the phrase's first preposition, comma or relative pronoun ("Renn" in
        "Quarvian foreign minister Ada Renn", the spokesman in "a spokesman for Renn"), or the person whose name ends
        the phrase in apposition ("the minister of trade, Ada Renn"). A pronoun has its candidates; where no mention
        heads the phrase ("the Renn campaign") they are empty.
        """
        start, end = span
        while end > start and self.text[end - 1] in " ,;:":
            end -= 1
        if end - start > 2 and self.text[end - 2 : end] in ("'s", "’s"):
            end -= 2
        if (start, end) in self.resolutions:
            return self.resolutions[start, end]
        part = _PART.match(self.text, start, end)
        inside = self.mentions_in((start, end))
        head = self._head(inside, part.end() if part else start, end)
        last = inside[-1] if inside else None
        if last is not None and (head is None or not self.by_id[head[1]].named):
            head = self._apposed(start, last, end) or head
        if head is None:
            return Resolution(span, None, [])
        mention, entity = head
        return self.resolutions.get(mention.span) or Resolution(
            mention.span, entity, [Antecedent(entity, mention.confidence)]
        )

    def _head(self, inside: list[tuple[Mention, str]], start: int, end: int) -> tuple[Mention, str] | None:
        cut = _PHRASE_END.search(self.text, start, end)
        stop = cut.start() if cut else end
        best: tuple[Mention, str] | None = None
        for mention, entity in inside:
            if mention.span[0] >= stop:
                break
            if best is None or mention.span[1] > best[0].span[1]:
                best = mention, entity
        if best is None or _GOES_ON.match(self.text, best[0].span[1], max(stop, best[0].span[1])):
            return None
        return best

    def _apposed(self, start: int, last: tuple[Mention, str], end: int) -> tuple[Mention, str] | None:
        """The person whose name follows what says who that is."""
        mention, entity = last
        if mention.type != "person" or mention.form != "name" or _GOES_ON.match(self.text, mention.span[1], end):
            return None
        before = self.text[max(start, mention.span[0] - 12) : mention.span[0]]
        return None if _GOVERNED.search(before) else (mention, entity)
