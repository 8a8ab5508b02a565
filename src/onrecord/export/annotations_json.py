"""What a Reading's JSON says of who, what, how much and when: a form for each kind of annotation.

Wherever a person would want the words, they stand beside their span as ``quote``, so that the JSON can be read
without the page: ``text[start:end] == quote``, always.
"""

import math
from typing import Any, Literal

import msgspec

from onrecord.export.page_json import rounded
from onrecord.reading.model import (
    Certainty,
    Channel,
    Entity,
    EntityType,
    Expectation,
    Figure,
    Hedge,
    Manner,
    MentionForm,
    Mod,
    Polarity,
    Quotation,
    SourceKind,
    Speaker,
    SpeakerName,
    Statement,
    TimeExpression,
    TimeType,
)
from onrecord.text.spans import Span, quote

_WHOLE = 2.0**53
"""Up to here a float holds every whole number, which is then written as one."""


class WordsForm(msgspec.Struct, frozen=True, kw_only=True):
    """A span with the words under it."""

    span: Span
    quote: str


class MentionWordsForm(WordsForm, frozen=True, kw_only=True):
    """One mention of an entity, by name, description or pronoun."""

    type: EntityType
    form: MentionForm
    confidence: float


class RoleForm(WordsForm, frozen=True, kw_only=True):
    """An office or affiliation, where the article gives it; `affiliation` is the id of the entity it is held at."""

    role: str
    affiliation: str | None


class EntityForm(msgspec.Struct, frozen=True, kw_only=True):
    """Someone or something the article speaks of.

    `name` is the fullest the article gives, or for the unnamed their fullest description; `variants` are its other
    names.
    """

    id: str
    type: EntityType
    name: str
    variants: list[str]
    roles: list[RoleForm]
    mentions: list[MentionWordsForm]


class SpeakerNameForm(msgspec.Struct, frozen=True, kw_only=True):
    """Someone who may be speaking, or speaks too: an entity's id if there is one, a name, and how likely it is."""

    entity: str | None
    name: str
    confidence: float


class SpeakerForm(msgspec.Struct, frozen=True, kw_only=True):
    """Who a statement's source is.

    `name` is null where that cannot be told surely enough; `candidates` then lists who it may be, likeliest first.
    `joint` are others who say it together with this one.
    """

    entity: str | None
    name: str | None
    confidence: float
    candidates: list[SpeakerNameForm]
    joint: list[SpeakerNameForm]


class ViaForm(WordsForm, frozen=True, kw_only=True):
    """One station of the way the words took to this article."""

    name: str
    kind: Literal["outlet", "agency", "broadcast", "document"]
    entity: str | None


class QualifierForm(WordsForm, frozen=True, kw_only=True):
    """What the article itself says of the source's standing, verbatim."""

    kind: Literal["affiliation", "anonymity", "standing"]


class SaidAtForm(WordsForm, frozen=True, kw_only=True):
    """When it was said: a TIMEX3 value, null where it cannot be told."""

    value: str | None


class QuotesForm(msgspec.Struct, frozen=True, kw_only=True):
    """The words under a statement's spans; pieces of a span list are joined by " … ". Empty where there is
    none.
    """

    source: str
    cue: str
    content: str


class StatementForm(msgspec.Struct, frozen=True, kw_only=True):
    """Who (`source`), how (`cue`), what (`content`), as spans into `text`, and on whose authority.

    A source that the text does not name has no spans, and its `speaker` is null. `via` is in order from the speaker
    outwards.
    """

    id: str
    source: list[Span]
    cue: list[Span]
    content: list[Span]
    quotation: Quotation
    confidence: float
    quotes: QuotesForm
    speaker: SpeakerForm | None
    source_kind: SourceKind
    via: list[ViaForm]
    channel: Channel | None
    manner: Manner
    polarity: Polarity
    qualifiers: list[QualifierForm]
    anonymity: WordsForm | None
    said_at: SaidAtForm | None


class NestedForm(StatementForm, frozen=True, kw_only=True):
    """A statement made inside the content of another, whose id is `within`."""

    within: str


class FigureForm(WordsForm, frozen=True, kw_only=True):
    """A number that claims something about the world.

    `span` is the number with its multiplier word. `value` is null for a range, whose ends are in `range`. `unit` is
    an ISO 4217 code, a unit's singular name, or null for a plain count. `attributed_to` is the id of a statement,
    null for the article itself; `place` the id of an entity.
    """

    value: int | float | None
    range: tuple[int | float, int | float] | None
    unit: str | None
    counted: WordsForm | None
    qualifier: Hedge | None
    vague: bool
    attributed_to: str | None
    as_of: str | None
    place: str | None


class DateForm(WordsForm, frozen=True, kw_only=True):
    """A time expression: its TIMEX3 `value`, `type` and `mod`, and the first and last day (or minute) it covers."""

    value: str | None
    type: TimeType
    interval: tuple[str, str] | None
    mod: Mod | None


class AheadTimeForm(msgspec.Struct, frozen=True, kw_only=True):
    """When something is to happen: a TIMEX3 value, and the words that tell it; each null where there is none."""

    value: str | None
    span: Span | None
    quote: str | None


class ExpectationForm(WordsForm, frozen=True, kw_only=True):
    """Something said to lie ahead: the clause, the words that put it ahead (`cue`), and how sure it is.

    `participants` are ids of entities, `according_to` is the id of a statement, null for the article itself.
    """

    cue: WordsForm
    certainty: Certainty
    participants: list[str]
    time: AheadTimeForm | None
    according_to: str | None


def statement_fields(text: str, statement: Statement) -> dict[str, Any]:
    """Return the fields of a `StatementForm`; `text` is the page's."""
    said_at = statement.said_at
    return {
        "id": statement.id,
        "source": statement.source,
        "cue": statement.cue,
        "content": statement.content,
        "quotation": statement.quotation,
        "confidence": rounded(statement.confidence),
        "quotes": QuotesForm(
            source=quote(text, statement.source),
            cue=quote(text, statement.cue),
            content=quote(text, statement.content),
        ),
        "speaker": statement.speaker and _speaker(statement.speaker),
        "source_kind": statement.source_kind,
        "via": [ViaForm(name=v.name, kind=v.kind, entity=v.entity, **_words(text, v.span)) for v in statement.via],
        "channel": statement.channel,
        "manner": statement.manner,
        "polarity": statement.polarity,
        "qualifiers": [QualifierForm(kind=q.kind, **_words(text, q.span)) for q in statement.qualifiers],
        "anonymity": statement.anonymity and WordsForm(**_words(text, statement.anonymity)),
        "said_at": said_at and SaidAtForm(value=said_at.value, **_words(text, said_at.span)),
    }


def entity_form(text: str, entity: Entity) -> EntityForm:
    """Return what the JSON says of an entity; `text` is the page's."""
    return EntityForm(
        id=entity.id,
        type=entity.type,
        name=entity.name,
        variants=entity.variants,
        roles=[RoleForm(role=r.role, affiliation=r.affiliation, **_words(text, r.span)) for r in entity.roles],
        mentions=[
            MentionWordsForm(type=m.type, form=m.form, confidence=rounded(m.confidence), **_words(text, m.span))
            for m in entity.mentions
        ],
    )


def figure_form(text: str, figure: Figure) -> FigureForm:
    """Return what the JSON says of a figure; `text` is the page's. Raises ValueError for one that is no number."""
    low, high = _number(figure.low), _number(figure.high)
    return FigureForm(
        value=low if low == high else None,
        range=None if low == high else (low, high),
        unit=figure.unit,
        counted=figure.counted and WordsForm(**_words(text, figure.counted)),
        qualifier=figure.qualifier,
        vague=figure.vague,
        attributed_to=figure.attributed_to,
        as_of=figure.as_of,
        place=figure.place,
        **_words(text, figure.span),
    )


def date_form(text: str, date: TimeExpression) -> DateForm:
    """Return what the JSON says of a time expression; `text` is the page's."""
    return DateForm(value=date.value, type=date.type, interval=date.interval, mod=date.mod, **_words(text, date.span))


def expectation_form(text: str, one: Expectation) -> ExpectationForm:
    """Return what the JSON says of something that lies ahead; `text` is the page's."""
    time = None
    if one.time is not None or one.time_span is not None:
        words = quote(text, [one.time_span]) if one.time_span else None
        time = AheadTimeForm(value=one.time, span=one.time_span, quote=words)
    return ExpectationForm(
        cue=WordsForm(**_words(text, one.cue)),
        certainty=one.certainty,
        participants=one.participants,
        time=time,
        according_to=one.according_to,
        **_words(text, one.span),
    )


def _words(text: str, span: Span) -> dict[str, Any]:
    return {"span": span, "quote": text[slice(*span)]}


def _name(one: SpeakerName) -> SpeakerNameForm:
    return SpeakerNameForm(entity=one.entity, name=one.name, confidence=rounded(one.confidence))


def _speaker(speaker: Speaker) -> SpeakerForm:
    return SpeakerForm(
        entity=speaker.entity,
        name=speaker.name,
        confidence=rounded(speaker.confidence),
        candidates=[_name(one) for one in speaker.candidates],
        joint=[_name(one) for one in speaker.joint],
    )


def _number(value: float) -> int | float:
    if not math.isfinite(value):
        raise ValueError(f"a figure must be a number, not {value}")
    return int(value) if value.is_integer() and abs(value) <= _WHOLE else value
