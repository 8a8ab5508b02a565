"""A reading while corrections are laid over it: what stands, what a person set, and by which correction.

Statements and entities keep the ids that the reader gave them; added ones get the next free numbers.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, Literal, NamedTuple

from msgspec.structs import replace

from onrecord.reading.model import Entity, Reading, Speaker, SpeakerName, Statement
from onrecord.record.corrections.anchor import Finder
from onrecord.record.corrections.match import Located, Lost, Mentions, called, find_entity, likeliest, overlap
from onrecord.record.corrections.model import EntityEvidence, Kept, SpeakerGiven
from onrecord.text.spans import Span

Part = Literal[
    "source", "cue", "content", "quotation", "speaker", "source_kind", "via", "channel", "manner", "polarity"
]
"""What of a statement a person may set: the fields of `Statement` of these names."""
SPANS: Final[tuple[Part, ...]] = ("source", "cue", "content")

_CELL = 1024
"""Code points of the cells by which statements are looked up."""
_TOLD = 0.9
"""Confidence in the one whose name opens a source that a person has marked, where the person did not say who it is."""


class Hand(NamedTuple):
    """A part of a statement that a person set or confirmed: by which correction, and by whom."""

    part: Part
    correction: int
    by: str


State = Literal["applied", "already_so", "lost", "overridden"]


class Effect(NamedTuple):
    """What a correction did to a draft, with the fields of `corrections.apply.Outcome`."""

    state: State
    reason: str | None = None
    statement: str | None = None
    entity: str | None = None
    restored: bool = False
    by: int | None = None


class Draft:
    """A working copy of a reading; `corrections.apply` changes it, `corrections.settle` makes a reading of it."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.text = reading.page.text
        self.finder = Finder(self.text)
        self.statements: dict[str, Statement] = {}
        self.entities: dict[str, Entity] = {entity.id: entity for entity in reading.entities}
        self.hands: dict[str, dict[Part, Hand]] = {}
        self.moved: set[str] = set()
        """Statements that were added, or whose parts stand elsewhere than the reader found them."""
        self.dropped: dict[str, Statement] = {}
        self.drops: dict[int, Statement] = {}
        """What was dropped by which correction, as long as nobody put it back."""
        self.derive: dict[str, set[str]] = {}
        """Fields that are to be worked out anew, by statement."""
        self.renamed: dict[str, str] = {}
        """Entities that went into others."""
        self.overridden: dict[int, int] = {}
        """Corrections of which nothing is left, by the one that came last over them."""
        self._holds: dict[int, int] = {}
        """How many parts stand as a correction set them."""
        self._cells: dict[int, dict[str, None]] = {}
        self._mentions: Mentions | None = None
        for statement in (*reading.statements, *reading.nested):
            self._put(statement)
        self._next = 1 + max(map(_number, self.statements), default=0)
        self._next_entity = 1 + max(map(_number, self.entities), default=0)

    # Statements

    def near(self, content: Sequence[Span]) -> list[Statement]:
        """Return the statements whose contents stand in the same stretches of the text, in a fixed order."""
        found = {id: None for cell in _cells(content) for id in self._cells.get(cell, ())}
        return [self.statements[id] for id in found]

    def meant(self, found: Located) -> Statement | Lost | None:
        """Return the statement whose parts stand where `found` says; None if there is none."""
        return likeliest(found, self.near(found.content))

    def set(self, kept: Kept, id: str, changes: Mapping[Part, Any]) -> bool:
        """Set parts of a statement by a correction, and return whether anything is now other than it was."""
        statement = self.statements[id]
        changes = dict(changes)
        source = changes.get("source", statement.source)
        if "source" in changes and not source and statement.source and "speaker" not in changes:
            changes["speaker"] = None  # nobody in particular is left
        differing = {part for part, value in changes.items() if not _same(getattr(statement, part), value)}
        hands = self.hands.setdefault(id, {})
        told = "speaker" in changes or "speaker" in hands
        if "source" in differing and not told and not overlap(source, statement.source):
            statement = replace(statement, speaker=self.source_speaker(source))
        for part in changes:
            if part not in hands or part in differing:
                self._release(kept, id, part)
                hands[part] = Hand(part, kept.id, kept.by)
                self._holds[kept.id] = self._holds.get(kept.id, 0) + 1
        self._put(replace(statement, **changes))
        if differing & set(SPANS):
            self.moved.add(id)
        again = self.derive.setdefault(id, set())
        if "content" in differing:
            again.add("quotation")
        if "source" in differing:
            again |= {"source_kind", "qualifiers", "anonymity"}
        if "cue" in differing:
            again |= {"manner", "polarity"}
        if "speaker" in differing:
            again.add("source_kind")
        if {"source", "content"} <= hands.keys():
            self._put(replace(self.statements[id], confidence=1.0))
        return bool(differing)

    def add(self, kept: Kept, statement: Statement) -> str:
        """Add a statement, nothing of it confirmed yet, under the next free number, and return that."""
        id = f"s{self._next}"
        self._next += 1
        self._put(replace(statement, id=id, within=None))
        self.moved.add(id)
        found = Located(statement.source, statement.cue, statement.content, True)
        for correction, dropped in list(self.drops.items()):
            if likeliest(found, [dropped]) is not None:
                self.overridden[correction] = kept.id
                del self.drops[correction]
        return id

    def drop(self, kept: Kept, id: str) -> None:
        """Take a statement out, with all that corrections before said of it."""
        statement = self.statements.pop(id)
        for cell in _cells(statement.content):
            del self._cells[cell][id]
        self.dropped[id] = self.drops[kept.id] = statement
        for part in list(self.hands.get(id, {})):
            self._release(kept, id, part)
        self.hands.pop(id, None)
        self.moved.discard(id)
        self.derive.pop(id, None)

    def dropped_by(self, found: Located) -> int | None:
        """Return the correction by which what stands where `found` says was taken out, if one did."""
        return next((k for k, s in self.drops.items() if likeliest(found, [s]) is not None), None)

    # Who

    @property
    def mentions(self) -> Mentions:
        """The mentions of all entities."""
        if self._mentions is None:
            self._mentions = Mentions(self.entities.values())
        return self._mentions

    def entity(self, evidence: EntityEvidence) -> Entity | None:
        """Return the entity that is meant, if it is there."""
        return find_entity(self.finder, evidence, self.entities, self.mentions)

    def put_entity(self, entity: Entity) -> None:
        """Set what an entity is."""
        self.entities[entity.id] = entity
        self._mentions = None

    def new_entity(self) -> str:
        """Return an id for one more entity."""
        self._next_entity += 1
        return f"e{self._next_entity - 1}"

    def drop_entity(self, id: str, into: str) -> None:
        """Take an entity out that another one stands for now."""
        del self.entities[id]
        self.renamed = {was: into if now == id else now for was, now in self.renamed.items()} | {id: into}
        self._mentions = None

    def speaker(self, given: Sequence[SpeakerGiven]) -> Speaker:
        """Return the speakers that a person named; none named is nobody known, and that surely."""
        names = [self._name(one) for one in given]
        if not names:
            return Speaker(entity=None, name=None, confidence=1.0)
        first, *joint = names
        return Speaker(entity=first.entity, name=first.name, confidence=1.0, joint=joint)

    def speaker_called(self, names: Sequence[str]) -> Speaker | None:
        """Return those that a reader called `names` as speakers, None for no names."""
        if not names:
            return None
        return replace(self.speaker([SpeakerGiven(name=name) for name in names]), confidence=_TOLD)

    def source_speaker(self, source: Sequence[Span]) -> Speaker | None:
        """Return who a source is whose words a person has marked, as far as a name in it tells; None without words."""
        if not source:
            return None
        for span in source:
            for id, mention in self.mentions.at(span):
                entity = self.entities[id]
                if entity.type not in ("person", "organisation", "group"):
                    continue
                if mention.form == "name":
                    return Speaker(entity=id, name=entity.name, confidence=_TOLD)
                candidate = SpeakerName(entity=id, name=entity.name, confidence=0.5)
                return Speaker(entity=None, name=None, confidence=0.5, candidates=[candidate])
        return Speaker(entity=None, name=None, confidence=0.0)

    def _name(self, given: SpeakerGiven) -> SpeakerName:
        entity = self.entity(given.entity) if given.entity else None
        entity = entity or called(given.name, self.entities.values())
        if entity is None:
            return SpeakerName(entity=None, name=given.name, confidence=1.0)
        # Who is never named is told apart by how each statement describes them ("a spokesman for the ministry").
        return SpeakerName(entity=entity.id, name=entity.name if entity.named else given.name, confidence=1.0)

    # Inside

    def _put(self, statement: Statement) -> None:
        before = self.statements.get(statement.id)
        if before is None or before.content != statement.content:
            for cell in _cells(before.content) if before else ():
                self._cells[cell].pop(statement.id, None)
            for cell in _cells(statement.content):
                self._cells.setdefault(cell, {})[statement.id] = None
        self.statements[statement.id] = statement

    def _release(self, kept: Kept, id: str, part: Part) -> None:
        """Let `kept` come over the correction that set a part before; once nothing of it is left it is overridden."""
        hand = self.hands.get(id, {}).get(part)
        if hand and hand.correction != kept.id:
            self._holds[hand.correction] -= 1
            if not self._holds[hand.correction]:
                self.overridden[hand.correction] = kept.id


def said_alike(one: Speaker | None, other: Speaker | None) -> bool:
    """Whether two speakers are the same, however sure."""
    if one is None or other is None:
        return one is other
    return _names(one) == _names(other)


def _names(speaker: Speaker) -> list[tuple[str | None, str | None]]:
    return [(speaker.entity, speaker.name), *((one.entity, one.name) for one in speaker.joint)]


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, Speaker | None) and isinstance(other, Speaker | None):
        return said_alike(one, other)
    return bool(one == other)


def _cells(content: Iterable[Span]) -> list[int]:
    found = {cell: None for start, end in content for cell in range(start // _CELL, max(start, end - 1) // _CELL + 1)}
    return list(found)


def _number(id: str) -> int:
    """Return the number of an id, ``s7`` or ``s7.2``; 0 for one of another kind."""
    first = id[1:].partition(".")[0]
    return int(first) if first.isascii() and first.isdigit() and len(first) < 10 else 0
