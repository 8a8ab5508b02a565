"""Whether a correction fits the page that it is about: its words are there, in order, and say something."""

from collections.abc import Iterator, Sequence

from msgspec import UNSET

from onrecord.reading.model import Reading
from onrecord.record.corrections.model import (
    AROUND,
    Anchor,
    Checked,
    Correction,
    EntityEvidence,
    MergeEntities,
    MissingStatement,
    NotAStatement,
    SplitEntity,
    StatementEvidence,
    WrongEntity,
    WrongKind,
    WrongSpan,
    WrongSpeaker,
)


def fault(reading: Reading, correction: Correction) -> str | None:
    """Return what is wrong with `correction` for the page of `reading`, in one sentence; None if nothing is.

    Every anchor has to hold ``text[start:end] == exact``, and what stands around it there.
    """
    for pieces in _anchors(correction):
        last = -1
        for one in pieces:
            wrong = _unfit(reading.page.text, one)
            if wrong:
                return wrong
            if one.start < last:
                return f"The pieces at {one.start} and before overlap, or are not in the order of the text."
            last = one.end
    for name in _names(correction):
        if not name.strip() or not name.isprintable():
            return f"{name!r} is no name; that takes printable characters."
    return _empty(correction)


def _names(correction: Correction) -> Iterator[str]:
    """Yield the names that a person gave."""
    match correction:
        case WrongSpeaker() as it:
            yield from (one.name for one in it.speakers)
        case MissingStatement() as it:
            yield from (one.name for one in (it.speakers if it.speakers is not UNSET else []))
            yield from (one.name for one in (it.via if it.via is not UNSET else []))
        case WrongKind() as it:
            yield from (one.name for one in (it.via if it.via is not UNSET else []))
        case MergeEntities(name=str(name)) | SplitEntity(name=str(name)) | WrongEntity(name=str(name)):
            yield name


def _empty(correction: Correction) -> str | None:
    match correction:
        case WrongSpan(source=None, cue=None, content=None):
            return "Say where the source, the cue or the content really stands."
        case WrongKind() as it:
            kinds = (it.source_kind, it.quotation, it.manner, it.channel, it.polarity, it.via)
            return "Say which kind is the right one." if all(kind is UNSET for kind in kinds) else None
        case MissingStatement() as it:
            return None if it.statement.cue else "A statement has a cue, the words that say how."
        case WrongEntity(name=None, type=None):
            return "Say what the entity is called, or what it is."
        case _:
            return None


def _unfit(text: str, one: Anchor) -> str | None:
    if one.end > len(text) or text[one.start : one.end] != one.exact:
        return f"The page does not have the words “{one.exact[:60]}” from {one.start} to {one.end}."
    before, after = text[max(0, one.start - AROUND) : one.start], text[one.end : one.end + AROUND]
    if not before.endswith(one.prefix) or not after.startswith(one.suffix):
        return f"What stands around “{one.exact[:60]}” is not what stands there in the page."
    return None


def _anchors(correction: Correction) -> Iterator[Sequence[Anchor]]:
    """Yield the lists of anchors of a correction, each of which is to be in order."""
    match correction:
        case WrongSpeaker() as it:
            yield from _statement(it.statement)
            for speaker in it.speakers:
                yield from _entity(speaker.entity)
        case WrongSpan() as it:
            yield from _statement(it.statement)
            yield from (part for part in (it.source, it.cue, it.content) if part is not None)
        case WrongKind() as it:
            yield from _statement(it.statement)
            yield from ([via.at] for via in (it.via if it.via is not UNSET else []))
        case NotAStatement() as it:
            yield from _statement(it.statement)
        case MissingStatement() as it:
            yield from _statement(it.statement)
            yield from ([via.at] for via in (it.via if it.via is not UNSET else []))
            for speaker in it.speakers if it.speakers is not UNSET else []:
                yield from _entity(speaker.entity)
        case MergeEntities() as it:
            for entity in it.entities:
                yield from _entity(entity)
        case SplitEntity() as it:
            yield from _entity(it.entity)
            yield from _entity(it.to)
            yield it.mentions
        case WrongEntity() as it:
            yield from _entity(it.entity)
        case Checked() as it:
            for statement in it.statements:
                yield from _statement(statement)


def _statement(evidence: StatementEvidence) -> Iterator[Sequence[Anchor]]:
    yield from (evidence.source, evidence.cue, evidence.content)


def _entity(evidence: EntityEvidence | None) -> Iterator[Sequence[Anchor]]:
    if evidence is not None:
        # Mentions may stand inside one another ("the bank's chair"), so that only each for itself has to fit.
        yield from ([one] for one in evidence.mentions)
