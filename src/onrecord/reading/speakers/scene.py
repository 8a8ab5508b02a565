"""What is known when a source is resolved: the text's sentences, who was named where, and who spoke before."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from onrecord.reading.entities import Resolved
from onrecord.reading.model import Entity, Statement
from onrecord.reading.passages import Passage
from onrecord.reading.speakers.names import Mentions, Named
from onrecord.reading.speakers.phrase import Party
from onrecord.reading.speakers.words import (
    DEFINITE,
    FEMALE,
    MALE,
    OFFICES,
    PERSON_NOUNS,
    PREPOSITIONS,
    TITLES,
    Gender,
    gender_of,
)
from onrecord.text.sentences import sentence_ends
from onrecord.text.spans import Span

_WORD = re.compile(r"[^\W_][\w'\u2019-]*")
_AFTER = re.compile(r"(?: \([^)\n]{1,30}\))?,? ((?:an?|the|who is|whose)?[^,.;:()\n\u2014\"\u201c]{3,80})")

_OF_WHICH = re.compile(r",| (?:of|that|which|in|for)\b")
"""What follows a description in apposition."""
_TELLING = re.compile(
    r"(?:an?|the|his|her|its|their) (?:[\w'\u2019-]+ ){1,5}?(?:said|says|say|told|tells|added|adds|announced"
    r"|confirmed|reported|reports|claimed|claims|warned|wrote|insisted|explained|noted|continued)\b"
)
"""What stands behind a name and a comma and is no apposition: "he is no kin of Vale, the ministry said"."""


class Phrased(NamedTuple):
    """Someone whom no name tells: the noun phrase as first given, and the entity that stands for it."""

    party: Party
    words: str
    entity: str | None


class Scene:
    """An article while its sources are resolved in order.

    A referent is an int: the number of an entity, or ``-1 - n`` for the nth noun phrase that names nobody.
    """

    def __init__(
        self, text: str, passages: Sequence[Passage], statements: Sequence[Statement], resolved: Resolved
    ) -> None:
        self.text = text
        self.entities: Sequence[Entity] = resolved.entities
        self.mentions = Mentions(text, self.entities)
        self.resolutions = resolved.resolutions
        self.named = self.mentions.named
        self.passages = passages
        self._passage_starts = [p.start for p in passages]
        self.phrased: list[Phrased] = []
        self.places: dict[int, list[int]] = {k: list(starts) for k, starts in enumerate(self.mentions.of)}
        """Where each referent has been mentioned; for noun phrases, in the sources read so far."""
        self.history: list[tuple[int, ...]] = []
        """Who spoke, statement by statement."""
        self.last_said: tuple[int, tuple[int, ...]] | None = None
        """Where the source resolved last stands, and who it is."""
        self.speakers: dict[str, tuple[int, ...]] = {}
        self.contents: list[tuple[int, int, Statement]] = sorted(
            ((s, e, st) for st in statements for s, e in st.content), key=lambda c: (c[0], c[1])
        )
        self._content_starts = [c[0] for c in self.contents]
        self._known: dict[int, int] = {}
        self._genders: dict[int, Gender | None] = {}
        self._called: dict[int, frozenset[str]] = {}

    @cached_property
    def _sentences(self) -> list[int]:
        return [at for p in self.passages for at in (p.start, *sentence_ends(self.text, p.start, p.end))]

    def sentence(self, offset: int) -> int:
        """Return the number of the sentence that holds `offset`."""
        return bisect_right(self._sentences, offset) - 1

    def sentence_start(self, offset: int) -> int:
        """Return where the sentence that holds `offset` begins."""
        k = self.sentence(offset)
        return self._sentences[k] if k >= 0 else 0

    def sentence_end(self, offset: int) -> int:
        """Return where the sentence after that begins."""
        k = self.sentence(offset) + 1
        return self._sentences[k] if k < len(self._sentences) else len(self.text)

    def passage(self, offset: int) -> int:
        """Return the number of the passage that holds `offset`."""
        return bisect_right(self._passage_starts, offset) - 1

    def statement_around(self, span: Span, own: Statement) -> Statement | None:
        """Return the statement in whose content `span` stands, the innermost that is not `own`."""
        best: tuple[int, Statement] | None = None
        k = bisect_right(self._content_starts, span[0])
        for start, end, statement in self.contents[max(0, k - 12) : k]:
            if start <= span[0] and span[1] <= end and statement is not own:
                width = end - start
                if best is None or width < best[0]:
                    best = width, statement
        return best[1] if best else None

    def known_as(self, entity: int) -> int:
        """Return the one named person who holds the office that an unnamed entity is called by; else `entity`.

        Where an article speaks of "the president" and one president is named, he is meant, though the entities do
        not say so.
        """
        if self.named[entity]:
            return entity
        if entity not in self._known:
            self._known[entity] = self._holder(entity)
        return self._known[entity]

    def _holder(self, entity: int) -> int:
        for mention in self.entities[entity].mentions[:4]:  # "the fishing group Seal Watch"
            end = mention.span[1]
            name = (
                next(iter(self.mentions.between(end + 1, end + 2)), None) if self.text[end : end + 1] == " " else None
            )
            if mention.form == "description" and name and name.start == end + 1 and self._is_body(name.entity):
                return name.entity
            if mention.form == "description" and _OF_WHICH.match(self.text, end):  # "Tideline, the parent company of"
                start = mention.span[0]
                before = next((n for n in self.mentions.between(max(0, start - 3), start) if n.end == start - 2), None)
                if before and self.text[before.end : start] == ", " and self._is_body(before.entity):
                    return before.entity
        if self.entities[entity].type != "person":
            return entity
        words = _lower(self.entities[entity].name[-60:])
        noun = words[-1] if words else ""
        held = [
            k
            for k, e in enumerate(self.entities)
            if noun in PERSON_NOUNS and self.named[k] and e.type == "person" and fits_office(noun, self.offices(k))
        ]
        return held[0] if len(held) == 1 else entity

    def _is_body(self, entity: int) -> bool:
        return self.named[entity] and self.entities[entity].type == "organisation"

    def in_content(self, offset: int) -> bool:
        """Whether `offset` stands in what somebody said."""
        k = bisect_right(self._content_starts, offset)
        return any(start <= offset < end for start, end, _ in self.contents[max(0, k - 4) : k])

    def last_before(self, referent: int, offset: int) -> int | None:
        """Return where `referent` was last mentioned before `offset`."""
        places = self.places[referent]
        k = bisect_left(places, offset)
        return places[k - 1] if k else None

    def entity(self, referent: int) -> Entity | None:
        """Return the entity of a referent."""
        return self.entities[referent] if referent >= 0 else None

    def kind(self, referent: int) -> str:
        """Return the type of a referent's entity; `phrase` for a noun phrase that names nobody."""
        return self.entities[referent].type if referent >= 0 else "phrase"

    def called(self, referent: int) -> str:
        """Return the name that a referent goes by."""
        return self.entities[referent].name if referent >= 0 else self.phrased[-1 - referent].words

    def recent(self, offset: int, names: int = 14) -> list[int]:
        """Return the entities named last before `offset`, and those in the rest of its sentence, nearest first."""
        found = sorted(
            [
                *self.mentions.between(max(0, offset - 4000), offset)[-names:],
                *self.mentions.others_between(max(0, offset - 1000), offset)[-names:],
            ]
        )
        ahead = self.mentions.between(offset, min(self.sentence_end(offset), offset + 600))
        out: dict[int, None] = {}
        for named in reversed(found):
            out.setdefault(named.entity)
        for named in ahead[:3]:
            out.setdefault(named.entity)
        return list(out)

    def gender(self, referent: int) -> Gender | None:
        """Return whether a referent is a man or a woman, from title, given name or the noun; None if unknown."""
        if referent not in self._genders:
            self._genders[referent] = self._gender(referent)
        return self._genders[referent]

    def _gender(self, referent: int) -> Gender | None:
        words: set[str] = set()
        if referent >= 0:
            entity = self.entities[referent]
            for mention in entity.mentions[:8]:
                start, end = mention.span
                if mention.form == "description":
                    words.update(self.text[start:end][-60:].lower().split()[-1:])
                words.update(w.lower().rstrip(".") for w in self.text[max(0, start - 24) : start].split()[-1:])
            words |= {w for role in entity.roles for w in role.role.lower().split()[-3:]}
        else:
            words = {self.phrased[-1 - referent].party.head}
        male, female = bool(words & MALE), bool(words & FEMALE)
        if male != female:
            return "male" if male else "female"
        if referent >= 0:
            given = gender_of(self.entities[referent].name)
            if given:
                return given
            called = [
                self.text[slice(*m.span)].lower() for m in self.entities[referent].mentions if m.form == "pronoun"
            ]
            his = sum(w in ("he", "him", "his") for w in called)
            hers = sum(w in ("she", "her", "hers") for w in called)
            if his != hers:
                return "male" if his > hers else "female"
        return None

    def offices(self, referent: int) -> frozenset[str]:
        """Return the words by which the article describes an entity beside its name: titles, roles, appositions."""
        if referent not in self._called:
            self._called[referent] = self._offices(referent)
        return self._called[referent]

    def _offices(self, referent: int) -> frozenset[str]:
        if referent < 0:
            party = self.phrased[-1 - referent].party
            return frozenset((party.head, *party.words))
        entity, text = self.entities[referent], self.text
        words: set[str] = set()
        person = entity.type == "person"
        for role in entity.roles:
            words.update(_lower(role.role))
        for mention in entity.mentions[:24]:
            if mention.form == "description":
                words.update(_lower(text[slice(*mention.span)]))
            if mention.form != "name":
                continue
            start, end = mention.span
            near: list[str] = []
            for word in reversed(text[max(0, start - 60) : start].split()[-6 if person else -1 :]):
                joins = word in PREPOSITIONS and (word != "of" or not near)  # "an aide to Jane Roe" is not she
                if joins or word[-1] in ',;:!?()"\u201c\u201d\u2014\u2013':
                    break
                near.append(word)
            words.update(w.lower().rstrip(".").removesuffix("'s").removesuffix("\u2019s") for w in near)
            if text.startswith((",", " ("), end):
                after = _AFTER.match(text, end, min(len(text), end + 120))
                if after and not _TELLING.match(after.group(1)):
                    words.update(_lower(after.group(1)))
        if not person:
            words.update(_lower(entity.name[:120]))
        return frozenset(words)


def _lower(words: str) -> list[str]:
    return [w.removesuffix("'s").removesuffix("\u2019s") for w in _WORD.findall(words[:200].lower())]


def without_titles(words: str) -> str:
    """Return a name without the titles before it: "Rep. Jim Vale" is Jim Vale."""
    parts = words.split()
    k = 0
    while k < len(parts) - 1 and (parts[k].lower().rstrip(".,") in TITLES | DEFINITE or parts[k][:1].islower()):
        k += 1
    return " ".join(parts[k:])


def fits_office(noun: str, offices: frozenset[str]) -> bool:
    """Whether `noun` is a word, or means one, by which somebody is described."""
    return noun in offices or bool(OFFICES.get(noun, frozenset()) & offices)


def nearest(names: Sequence[Named], kinds: frozenset[str], scene: Scene) -> Named | None:
    """Return the last of `names` whose entity is of one of `kinds`."""
    return next((n for n in reversed(names) if scene.kind(n.entity) in kinds), None)
