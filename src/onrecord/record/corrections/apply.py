"""Corrections laid over a reading: a pure function, whichever reader made the reading.

They are laid on in the order in which they were made, so that a later one comes over an earlier one. Each finds what it
is about by its evidence (`match`). What a person put right of a statement that this reader did not find at all puts
that statement back, unless another stands in its place; what finds no place is reported, and changes nothing.
"""

from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from onrecord.reading.model import Reading
from onrecord.record.corrections import people, statements
from onrecord.record.corrections.draft import Draft, Effect, Hand, State
from onrecord.record.corrections.match import find_spans
from onrecord.record.corrections.model import (
    Checked,
    Kept,
    MergeEntities,
    MissingStatement,
    NotAStatement,
    SplitEntity,
    WrongEntity,
    WrongKind,
    WrongSpan,
    WrongSpeaker,
)
from onrecord.record.corrections.settle import changed, settled


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a correction: `applied`; `already_so`, the reading says so by itself; `lost`, with the reason in
    one sentence; `overridden`, all it set was set otherwise by the later correction `by`.

    `statement` and `entity` are the ids, in the corrected reading, of what it was about. `restored` says that the
    reader did not find the statement, and that it was put back.
    """

    correction: int
    state: State
    reason: str | None = None
    by: int | None = None
    statement: str | None = None
    entity: str | None = None
    restored: bool = False


class Corrected(NamedTuple):
    """A reading with corrections laid over it.

    `outcomes` are in the order of the corrections. `hands` tells which parts of a statement a person set or confirmed,
    by the statement's id; `changed` are the statements that say something else than the reader's.
    """

    reading: Reading
    outcomes: list[Outcome]
    hands: dict[str, list[Hand]]
    changed: frozenset[str]

    @property
    def altered(self) -> bool:
        """Whether any correction changed anything."""
        return any(outcome.state == "applied" for outcome in self.outcomes)


def corrected(reading: Reading, corrections: Sequence[Kept]) -> Corrected:
    """Lay `corrections` over `reading`, in order of their numbers.

    Nothing raises; `reading` itself is returned in the result where there are no corrections, or none changes anything.
    What a person set has the confidence 1: a speaker, and a statement whose source and content were both set.
    """
    if not corrections:
        return Corrected(reading, [], {}, frozenset())
    draft = Draft(reading)
    effects = [(kept.id, _lay(draft, kept)) for kept in sorted(corrections, key=lambda kept: kept.id)]
    done = settled(draft)
    outcomes = [_outcome(draft, id, effect) for id, effect in effects]
    hands = {id: list(parts.values()) for id, parts in draft.hands.items() if parts}
    return Corrected(done, outcomes, hands, changed(draft, done))


def _outcome(draft: Draft, id: int, effect: Effect) -> Outcome:
    by = draft.overridden.get(id) if effect.state in ("applied", "already_so") else effect.by
    return Outcome(
        correction=id,
        state="overridden" if by is not None else effect.state,
        reason=effect.reason,
        by=by,
        statement=effect.statement if effect.statement in draft.statements else None,
        entity=draft.renamed.get(effect.entity or "", effect.entity),
        restored=effect.restored and by is None,
    )


def _lay(draft: Draft, kept: Kept) -> Effect:
    match kept.correction:
        case WrongSpeaker() as it:
            return statements.wrong_speaker(draft, kept, it)
        case WrongKind() as it:
            return statements.wrong_kind(draft, kept, it)
        case WrongSpan() as it:
            return statements.wrong_span(draft, kept, it)
        case NotAStatement() as it:
            return statements.not_a_statement(draft, kept, it)
        case MissingStatement() as it:
            return statements.missing(draft, kept, it)
        case Checked() as it:
            return statements.checked(draft, kept, it)
        case MergeEntities() as it:
            return _merge(draft, it)
        case SplitEntity() as it:
            return _split(draft, it)
        case WrongEntity() as it:
            return _entity(draft, it)


def _merge(draft: Draft, it: MergeEntities) -> Effect:
    found = [draft.entity(evidence) for evidence in it.entities]
    lost = next((e for e, one in zip(it.entities, found, strict=True) if one is None), None)
    if lost is not None:
        return _unknown(lost.name)
    ids = list(dict.fromkeys(one.id for one in found if one))
    if len(ids) == 1 and it.name in (None, draft.entities[ids[0]].name):
        return Effect("already_so", entity=ids[0])
    people.merge(draft, ids, it.name)
    return Effect("applied", entity=ids[0])


def _split(draft: Draft, it: SplitEntity) -> Effect:
    spans = find_spans(draft.finder, it.mentions)
    if len(spans) < len(it.mentions):
        return Effect("lost", "Words of the mentions no longer find their place in the text.")
    goal = draft.entity(it.to) if it.to else None
    if it.to and goal is None:
        return _unknown(it.to.name)
    mine = [(id, m.span) for span in spans for id, m in draft.mentions.at(span) if m.span == span]
    if len(mine) < len(spans):
        return Effect("lost", "The current reading takes other words for mentions.")
    owners = {id for id, _ in mine}
    if goal and owners <= {goal.id}:
        return Effect("already_so", entity=goal.id)
    was = draft.entity(it.entity)
    if goal is None and len(owners) == 1:
        owner = draft.entities[next(iter(owners))]
        others = {m.span for m in owner.mentions} - set(spans)
        if owner is not was and not others & set(find_spans(draft.finder, it.entity.mentions)):
            return Effect("already_so", entity=owner.id)
    if len(owners - ({goal.id} if goal else set())) > 1:
        return Effect("lost", "The current reading gives these mentions to several entities.")
    owner_id = next(id for id, _ in mine if not goal or id != goal.id)
    going = [span for id, span in mine if id == owner_id]
    return Effect("applied", entity=people.split(draft, owner_id, going, goal.id if goal else None, it.name, it.type))


def _entity(draft: Draft, it: WrongEntity) -> Effect:
    found = draft.entity(it.entity)
    if found is None:
        return _unknown(it.entity.name)
    if it.name in (None, found.name) and it.type in (None, found.type):
        return Effect("already_so", entity=found.id)
    people.rename(draft, found.id, it.name, it.type)
    return Effect("applied", entity=found.id)


def _unknown(name: str) -> Effect:
    return Effect("lost", f"The current reading knows nobody and nothing that could be “{name}”.")
