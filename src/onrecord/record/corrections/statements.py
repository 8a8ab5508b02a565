"""What each kind of correction of a statement does to a draft."""

from typing import Any

from msgspec import UNSET
from msgspec.structs import replace

from onrecord.reading.model import Statement, Via
from onrecord.record.corrections.draft import SPANS, Draft, Effect, Part
from onrecord.record.corrections.match import Located, Lost, find_spans, locate, overlap
from onrecord.record.corrections.model import (
    Anchor,
    Checked,
    Kept,
    MissingStatement,
    NotAStatement,
    StatementEvidence,
    WrongKind,
    WrongSpan,
    WrongSpeaker,
)
from onrecord.text.spans import covered

_KINDS: tuple[Part, ...] = ("source_kind", "quotation", "manner", "channel", "polarity")
_CHAIN = frozenset({"source_kind", "via", "channel", "manner", "polarity", "qualifiers", "anonymity", "said_at"})


def wrong_speaker(draft: Draft, kept: Kept, it: WrongSpeaker) -> Effect:
    """Set who speaks."""
    return _change(draft, kept, it.statement, {"speaker": draft.speaker(it.speakers)})


def wrong_kind(draft: Draft, kept: Kept, it: WrongKind) -> Effect:
    """Set on whose authority and in which way it was said."""
    changes = _kinds(draft, it)
    return Effect("lost", changes.reason) if isinstance(changes, Lost) else _change(draft, kept, it.statement, changes)


def wrong_span(draft: Draft, kept: Kept, it: WrongSpan) -> Effect:
    """Set where parts of it stand: of the statement that stands there already, else of the one that stood as read."""
    changes: dict[Part, Any] = {}
    given: dict[Part, list[Anchor] | None] = {"source": it.source, "cue": it.cue, "content": it.content}
    for part, wanted in given.items():
        if wanted is not None:
            changes[part] = find_spans(draft.finder, wanted)
            if len(changes[part]) < len(wanted):
                return Effect("lost", f"The words of the right {part} no longer find their place in the text.")
    old = locate(draft.finder, it.statement)
    was = Located([], [], [], False) if isinstance(old, Lost) else old
    right = was._replace(**changes)
    meant = draft.meant(right) if right.content else None
    if not isinstance(meant, Statement) and not isinstance(old, Lost):
        return _change(draft, kept, it.statement, changes)
    if not isinstance(meant, Statement):
        return Effect("lost", next(one.reason for one in (meant, old) if isinstance(one, Lost)))
    told = draft.set(kept, meant.id, changes)
    return Effect("applied" if told else "already_so", statement=meant.id)


def not_a_statement(draft: Draft, kept: Kept, it: NotAStatement) -> Effect:
    """Take it out, if the reader found it."""
    found = locate(draft.finder, it.statement)
    if isinstance(found, Lost):
        return Effect("lost", found.reason)
    meant = draft.meant(found)
    if isinstance(meant, Lost):
        return Effect("lost", meant.reason)
    if meant is None:
        return Effect("already_so")
    draft.drop(kept, meant.id)
    return Effect("applied")


def missing(draft: Draft, kept: Kept, it: MissingStatement) -> Effect:
    """Add it, or set what a person said of it where the reader found it by itself."""
    found = locate(draft.finder, it.statement)
    if isinstance(found, Lost):
        return Effect("lost", found.reason)
    if not found.whole:
        return Effect("lost", "Some of its words no longer find their place in the text.")
    changes = _kinds(draft, it)
    if isinstance(changes, Lost):
        return Effect("lost", changes.reason)
    if it.speakers is not UNSET and found.source:
        changes["speaker"] = draft.speaker(it.speakers)
    meant = draft.meant(found)
    if isinstance(meant, Lost):
        return Effect("lost", meant.reason)
    known = meant is not None
    id = meant.id if meant else _add(draft, kept, found)
    told = draft.set(kept, id, _spans_of(found) | changes)
    return Effect("applied" if told or not known else "already_so", statement=id)


def checked(draft: Draft, kept: Kept, it: Checked) -> Effect:
    """Let these statements stand, in all their words, and no others; all of them or, where one is lost, none."""
    places = [locate(draft.finder, evidence) for evidence in it.statements]
    lost = sum(isinstance(found, Lost) or not found.whole for found in places)
    if lost:
        return Effect("lost", f"{lost} of {len(places)} statements no longer find their place in the text.")
    told, right = False, set()
    for evidence, found in zip(it.statements, places, strict=True):
        assert isinstance(found, Located)
        meant = draft.meant(found)
        if isinstance(meant, Statement) and meant.id not in right:
            id = meant.id
        else:
            id, told = _add(draft, kept, found, evidence), True
        told |= draft.set(kept, id, _spans_of(found))
        right.add(id)
    for id in [id for id in draft.statements if id not in right]:
        draft.drop(kept, id)
        told = True
    return Effect("applied" if told else "already_so")


def _spans_of(found: Located) -> dict[Part, Any]:
    return {part: getattr(found, part) for part in SPANS}


def _change(draft: Draft, kept: Kept, evidence: StatementEvidence, changes: dict[Part, Any]) -> Effect:
    found = locate(draft.finder, evidence)
    if isinstance(found, Lost):
        return Effect("lost", found.reason)
    meant = draft.meant(found)
    if isinstance(meant, Lost):
        return Effect("lost", meant.reason)
    if meant is not None:
        told = draft.set(kept, meant.id, changes)
        return Effect("applied" if told else "already_so", statement=meant.id)
    by = draft.dropped_by(found)
    if by is not None:
        return Effect("overridden", by=by)
    taken = any(not _apart(s, found, evidence.nested) for s in draft.near(found.content))
    if taken or not found.whole or evidence.was is None:
        return Effect("lost", "The current reading does not have this statement, and others where it stood.")
    id = _add(draft, kept, found, evidence)
    draft.set(kept, id, changes)
    return Effect("applied", statement=id, restored=True)


def _add(draft: Draft, kept: Kept, found: Located, evidence: StatementEvidence | None = None) -> str:
    """Add a statement that stands where `found` says, with what was read of it before, if that is known."""
    one = Statement(id="", confidence=1.0, quotation="indirect", **_spans_of(found))
    was = evidence.was if evidence else None
    speaker = draft.source_speaker(found.source)
    if was and found.source:
        speaker = draft.speaker_called(was.speakers) or speaker
    one = replace(one, speaker=speaker, source_kind="other" if found.source else "implicit")
    fields = {*_CHAIN, "quotation"}
    if was:
        kept_fields = ("quotation", "source_kind", "manner", "polarity", "channel", "confidence")
        one = replace(one, **{name: getattr(was, name) for name in kept_fields})
        fields -= set(kept_fields)
    id = draft.add(kept, one)
    draft.derive[id] = fields
    return id


def _apart(statement: Statement, found: Located, nested: bool) -> bool:
    """Whether a statement leaves room for the one that stood where `found` says: they share no words, or one is made
    inside the other's content.
    """
    if not overlap(statement.content, found.content):
        return True
    if nested:
        return all(overlap(part, statement.content) == covered(part) for part in (found.cue, found.content))
    return all(overlap(part, found.content) == covered(part) for part in (statement.cue, statement.content))


def _kinds(draft: Draft, it: WrongKind | MissingStatement) -> dict[Part, Any] | Lost:
    changes: dict[Part, Any] = {part: getattr(it, part) for part in _KINDS if getattr(it, part) is not UNSET}
    if it.via is UNSET:
        return changes
    via = []
    for given in it.via:
        span = draft.finder.find(given.at).span
        if span is None:
            return Lost(f"The words “{given.at.exact}” no longer find their place in the text.")
        entity = next((id for id, _ in draft.mentions.at(span)), None)
        via.append(Via(name=given.name, span=span, kind=given.kind, entity=entity))
    return changes | {"via": via}
