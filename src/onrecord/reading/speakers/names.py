"""Where an article's entities are mentioned, for looking up by place."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from onrecord.reading.model import Entity
from onrecord.reading.speakers.words import (
    BUILT_NOUNS,
    DEFINITE,
    HONORIFICS,
    INDEFINITE,
    OFFICE_WORDS,
    PRONOUNS,
    Gender,
    gender_of,
)
from onrecord.text.spans import Span

_STATE = re.compile(r"[RDI]-[A-Z][\w.]*")
_SHARED = frozenset({"court", "department", "ministry", "committee", "party", "office", "government", "police", "post"})
"""What many bodies of one place or another are called."""
_WHERE = re.compile(r"\b(?:in|at|to|from|near|of|for|across|outside|around|the|city|town)\s\Z", re.IGNORECASE)
_OFFICES = frozenset({"commissioner", "ombudsman", "chancellor", "spokesman", "spokeswoman", "spokesperson"})
"""Offices that are no part of a name, whatever else is called by capitals."""
_INITIALS = re.compile(r"[A-Z]{2,4}")
_TURN = re.compile(r" ?:\s")
_NO_NAMES = HONORIFICS | OFFICE_WORDS | DEFINITE | INDEFINITE | PRONOUNS.keys()


class Named(NamedTuple):
    """A name's place in the text, the number of its entity, and how sure it is that it is a name."""

    start: int
    end: int
    entity: int
    confidence: float = 1.0


class Mentions:
    """An article's entities by the places of their mentions: names apart from descriptions and pronouns."""

    def __init__(self, text: str, entities: Sequence[Entity]) -> None:
        self.text = text
        self.entities = entities
        names: list[Named] = []
        others: list[Named] = []
        self.of: list[list[int]] = []
        """Where each entity is mentioned, in order."""
        for k, entity in enumerate(entities):
            starts = []
            for mention in entity.mentions:
                start, end = mention.span
                if 0 <= start < end <= len(text) and not (mention.form == "name" and no_name(entity.name)):
                    (names if mention.form == "name" else others).append(Named(start, end, k, mention.confidence))
                    starts.append(start)
            self.of.append(sorted(starts))
        names.sort(key=lambda n: (n.start, -n.end))
        self.named = [e.named for e in entities]
        """Whether each entity has a name in the article."""
        full = _full_names(text, entities, self.named)
        if full:
            names = [n._replace(entity=full.get(n.entity, n.entity)) for n in names]
            others = [n._replace(entity=full.get(n.entity, n.entity)) for n in others]
        for short, known in full.items():
            self.of[known] = sorted({*self.of[known], *self.of[short]})
        self.names: list[Named] = []
        for name in names:  # of names within one another the widest
            if not self.names or name.start >= self.names[-1].end:
                self.names.append(name)
        self._starts = [n.start for n in self.names]
        self._others = sorted(others)
        self._other_starts = [n.start for n in self._others]
        self._ends = {n.end: n.entity for n in reversed(self._others)}
        self._by_words: dict[str, int | None] | None = None
        self._bodies: list[tuple[int, str]] | None = None

    def _main(self, known: list[int]) -> int | None:
        """Return the one of several that is mentioned twice as often as any other."""
        often = sorted(known, key=lambda k: -len(self.of[k]))
        if len(often) > 1 and len(self.of[often[0]]) < 2 * len(self.of[often[1]]):
            return None
        return often[0]

    def between(self, start: int, end: int) -> list[Named]:
        """Return the names that begin between `start` and `end`, the one that `start` stands in included."""
        k = bisect_right(self._starts, start) - 1
        first = k if k >= 0 and self.names[k].end > start else k + 1
        return self.names[first : bisect_left(self._starts, end, lo=first)]

    def others_between(self, start: int, end: int) -> list[Named]:
        """Return the descriptions and pronouns that begin between `start` and `end`."""
        return self._others[bisect_left(self._other_starts, start) : bisect_left(self._other_starts, end)]

    def described(self, end: int) -> int | None:
        """Return the entity of which a description or pronoun ends at `end`."""
        return self._ends.get(end)

    def bodies(self, core: str, owner: str = "") -> list[int]:
        """Return the bodies whose names end in the lower-case words `core`, or hold them beside their owner's.

        *Board of Fisheries* ends "Skerry Board of Fisheries"; *fisheries authority*, which is Skerry's, stands in
        "Fisheries Authority of Skerry".
        """
        if self._bodies is None:
            self._bodies = [
                (k, f" {name.lower()} ")
                for k, e in enumerate(self.entities)
                if self.named[k] and e.type == "organisation"
                for name in (e.name, *e.variants)
                if " " in name
            ]
        held = f" {core} "
        found = dict.fromkeys(
            k for k, name in self._bodies if held in name and (owner in name if owner else name.endswith(held))
        )
        return list(found)

    def by_words(self, words: str) -> int | None:
        """Return the only entity one of whose names is `words` or ends in it; None if none does, or
        several of which none is mentioned far more than the others."""
        if self._by_words is None:
            found: dict[str, list[int]] = {}
            for k, entity in enumerate(self.entities):
                if self.named[k]:
                    for form in {f for name in (entity.name, *entity.variants) for f in _endings(name)}:
                        found.setdefault(form, []).append(k)
            self._by_words = {form: self._main(known) for form, known in found.items()}
        return self._by_words.get(words.lower())

    def turn_of(self, start: int, end: int) -> int | None:
        """Return whose initials begin a turn of a transcript at `start` ("AV: …"), if they are only one's."""
        words = self.text[start:end].replace(".", "")
        if not _INITIALS.fullmatch(words) or not _TURN.match(self.text, end):
            return None
        found = [
            k
            for k, entity in enumerate(self.entities)
            if self.named[k] and "".join(re.findall(r"\b[^\W\d_]", entity.name[:100])).upper() == words
        ]
        return found[0] if len(found) == 1 else None


def no_name(words: str) -> bool:
    """Whether what was taken for a name cannot be one: a title, an article, a party and state ("R-Ohio")."""
    return (
        sum(map(str.isalnum, words)) < 2
        or (" " in words and words.lower().rpartition(" ")[2] in _OFFICES)
        or (words != "US" and words.lower() in _NO_NAMES)
        or bool(_STATE.fullmatch(words))
    )


def is_built(name: str) -> bool:
    """Whether a place's name says that it is a building, a road or a water: nobody's country."""
    return name.lower().rpartition(" ")[2] in BUILT_NOUNS


def _full_names(text: str, entities: Sequence[Entity], named: Sequence[bool]) -> dict[int, int]:
    """Return, of persons known by one word only, the one whose full name ends in it; of bodies by several words.

    Where several persons do, it is the one that is mentioned twice as often as any other, if there is one.
    """
    last: dict[str, list[int]] = {}
    for k, entity in enumerate(entities):
        if not named[k] or entity.type != "person":
            continue
        words = entity.name[:100].lower().split()
        if len(words) > 1:
            last.setdefault(words[-1], []).append(k)
    out = {}
    for k, entity in enumerate(entities):
        found = last.get(entity.name.lower(), []) if named[k] else []
        addressed = _addressed(text, entity) if found else None
        if addressed:
            found = [j for j in found if gender_of(entities[j].name) in (None, addressed)]
        if found and (entity.type in ("person", "organisation", "other") or _no_place(text, entity)):
            often = sorted(found, key=lambda j: -len(entities[j].mentions))
            if len(often) == 1 or len(entities[often[0]].mentions) >= 2 * len(entities[often[1]].mentions):
                out[k] = often[0]
    spelt = {e.name.lower(): k for k, e in enumerate(entities) if named[k] and e.type == "organisation"}
    for k, entity in enumerate(entities):
        other = spelt.get(entity.name.lower(), k) if named[k] and entity.type != "organisation" else k
        if k not in out and other != k and len(entities[other].mentions) >= len(entity.mentions):
            out[k] = other
    bodies = {k: e.name[:100].lower().split() for k, e in enumerate(entities) if named[k] and e.type == "organisation"}
    for k, words in bodies.items():
        if len(words) > 1 and words[-1] not in _SHARED:
            longer = [j for j, more in bodies.items() if len(more) > len(words) and more[-len(words) :] == words]
            if len(longer) == 1:
                out[k] = longer[0]
    return {k: out.get(known, known) for k, known in out.items()}


def _no_place(text: str, entity: Entity) -> bool:
    """Whether nothing is said to be in, from or near what was taken for a place, so that it may be a surname."""
    starts = [m.span[0] for m in entity.mentions[:12] if m.form == "name"]
    return entity.type == "place" and not any(_WHERE.search(text, max(0, at - 12), at) for at in starts)


def _addressed(text: str, entity: Entity) -> Gender | None:
    """Return whether an entity is called Mr, or Mrs or Ms; None if neither."""
    for mention in entity.mentions[:12]:
        start = mention.span[0]
        title = text[max(0, start - 5) : start].lower().strip().rstrip(".").split(" ")[-1]
        if title in ("mr", "mrs", "ms", "miss"):
            return "male" if title == "mr" else "female"
    return None


def _endings(name: str) -> list[str]:
    words = re.findall(r"\S+", name.lower())[:8]
    return [" ".join(words), words[-1]] if words else []


def span_of(named: Named) -> Span:
    """Return where a name stands."""
    return named.start, named.end
