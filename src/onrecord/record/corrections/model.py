"""What a correction is. Each carries its evidence: the words it is about, with what stands around them.

Corrections refer to a page by words and places, never by the ids of one reading alone, so that they find what they
mean in any other reading of the same page (`match`). Their JSON has a `form`, the number of the version it is
written in, and a `kind`. The schema is `correction_schema`.
"""

from collections.abc import Callable
from typing import Annotated, Any, Literal, get_args

import msgspec
from msgspec import UNSET, Meta, UnsetType

from onrecord.reading.model import Channel, EntityType, Manner, Polarity, Quotation, SourceKind

FORM = 1
"""The version of the JSON below; one that a reader of form 1 could not read gets another number."""

LONGEST = 20_000
"""Code points that the words of one anchor have at most."""
AROUND = 32
"""Code points of context that are kept on either side."""
PIECES = 64
"""Pieces that a source, a cue or a content has at most."""
NAME_LENGTH = 300
"""Code points that a name given by a person has at most."""

Name = Annotated[str, Meta(min_length=1, max_length=NAME_LENGTH)]
_Position = Annotated[int, Meta(ge=0)]


class Anchor(msgspec.Struct, frozen=True, kw_only=True):
    """Words of a page, by which they are found again: W3C's TextQuoteSelector and TextPositionSelector in one.

    `start` and `end` are code points of the page's text as it was when the anchor was made: ``text[start:end] ==
    exact`` held then. `prefix` and `suffix` are up to 32 code points on either side.
    """

    exact: Annotated[str, Meta(min_length=1, max_length=LONGEST)]
    start: _Position
    end: _Position
    prefix: Annotated[str, Meta(max_length=AROUND)] = ""
    suffix: Annotated[str, Meta(max_length=AROUND)] = ""


Anchors = Annotated[list[Anchor], Meta(max_length=PIECES)]
Some = Annotated[list[Anchor], Meta(min_length=1, max_length=PIECES)]


class EntityEvidence(msgspec.Struct, frozen=True, kw_only=True):
    """By which an entity is known again: some of its mentions, and its name. `id` is what it was called when the
    correction was made, for people to read; nothing is found by it.
    """

    name: Name
    type: EntityType
    mentions: Anchors = []
    id: str = ""


class SpeakerGiven(msgspec.Struct, frozen=True, kw_only=True):
    """Who says it: a name, and the entity of the article that it is, if it is one."""

    name: Name
    entity: EntityEvidence | None = None


class ViaGiven(msgspec.Struct, frozen=True, kw_only=True):
    """A station of the way the words took, and the words that name it."""

    name: Name
    at: Anchor
    kind: Literal["outlet", "agency", "broadcast", "document"] = "outlet"


class Was(msgspec.Struct, frozen=True, kw_only=True):
    """What else was read of a statement when it was corrected, so that it can be put back where another reader does
    not find it, and what was wrong can be told from what is right.
    """

    quotation: Quotation
    source_kind: SourceKind
    manner: Manner
    polarity: Polarity
    channel: Channel | None = None
    confidence: Annotated[float, Meta(ge=0, le=1)] = 1.0
    speakers: Annotated[list[Name], Meta(max_length=16)] = []


class StatementEvidence(msgspec.Struct, frozen=True, kw_only=True):
    """By which a statement is known again: the words of its parts. An implicit source has none.

    `nested` says that it is made inside another's content. `id` is what it was called, for people to read.
    """

    cue: Anchors
    content: Some
    source: Anchors = []
    nested: bool = False
    was: Was | None = None
    id: str = ""


Speakers = Annotated[list[SpeakerGiven], Meta(max_length=16)]
Ways = Annotated[list[ViaGiven], Meta(max_length=16)]


class _Correction(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", forbid_unknown_fields=True):
    form: Literal[1] = 1


class WrongSpeaker(_Correction, frozen=True, kw_only=True, tag="speaker"):
    """Who says it, several if they say it together; none where nobody can tell."""

    statement: StatementEvidence
    speakers: Speakers


class WrongSpan(_Correction, frozen=True, kw_only=True, tag="span"):
    """Where the source, the cue or the content really stands; a part that is left out was right. A source without
    words is implicit.
    """

    statement: StatementEvidence
    source: Anchors | None = None
    cue: Some | None = None
    content: Some | None = None


class WrongKind(_Correction, frozen=True, kw_only=True, tag="kind"):
    """On whose authority and in which way it was said; what is left out was right. A channel of null is none."""

    statement: StatementEvidence
    source_kind: SourceKind | UnsetType = UNSET
    quotation: Quotation | UnsetType = UNSET
    manner: Manner | UnsetType = UNSET
    channel: Channel | UnsetType | None = UNSET
    polarity: Polarity | UnsetType = UNSET
    via: Ways | UnsetType = UNSET


class NotAStatement(_Correction, frozen=True, kw_only=True, tag="not_a_statement"):
    """What was read as a statement is none."""

    statement: StatementEvidence


class MissingStatement(_Correction, frozen=True, kw_only=True, tag="missing"):
    """A statement that was not found, with all that a person says of it; `statement.was` is left out.

    Without `quotation` its form is worked out from the marks; without `source_kind` it is worked out from who
    speaks. No `speakers` at all: nobody was named.
    """

    statement: StatementEvidence
    speakers: Speakers | UnsetType = UNSET
    source_kind: SourceKind | UnsetType = UNSET
    quotation: Quotation | UnsetType = UNSET
    manner: Manner | UnsetType = UNSET
    channel: Channel | UnsetType | None = UNSET
    polarity: Polarity | UnsetType = UNSET
    via: Ways | UnsetType = UNSET


class MergeEntities(_Correction, frozen=True, kw_only=True, tag="merge"):
    """Entities that are one. The first keeps its id, and its name unless another is given."""

    entities: Annotated[list[EntityEvidence], Meta(min_length=2, max_length=64)]
    name: Name | None = None


class SplitEntity(_Correction, frozen=True, kw_only=True, tag="split"):
    """Mentions of an entity that are somebody else's: another entity's (`to`), or those of a new one, which has the
    `name` and `type` given, else those of its mentions.
    """

    entity: EntityEvidence
    mentions: Annotated[list[Anchor], Meta(min_length=1, max_length=1000)]
    to: EntityEvidence | None = None
    name: Name | None = None
    type: EntityType | None = None


class WrongEntity(_Correction, frozen=True, kw_only=True, tag="entity"):
    """What an entity is called, and what it is; what is left out was right."""

    entity: EntityEvidence
    name: Name | None = None
    type: EntityType | None = None


class Checked(_Correction, frozen=True, kw_only=True, tag="checked"):
    """All statements of an article, in all their words, and no others: a person has checked it whole.

    It says nothing of who the sources are, or of kinds.
    """

    statements: Annotated[list[StatementEvidence], Meta(max_length=5000)]


Correction = (
    WrongSpeaker
    | WrongSpan
    | WrongKind
    | NotAStatement
    | MissingStatement
    | MergeEntities
    | SplitEntity
    | WrongEntity
    | Checked
)
Kind = Literal["speaker", "span", "kind", "not_a_statement", "missing", "merge", "split", "entity", "checked"]
KINDS: tuple[Kind, ...] = get_args(Kind)


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """A correction as it is kept: its number in the archive, when it was made (ISO 8601 in UTC), by whom, and why."""

    id: int
    at: str
    by: str
    why: str
    correction: Correction


def kind_of(correction: Correction) -> Kind:
    """Return the kind of a correction, as its JSON names it."""
    tag = type(correction).__struct_config__.tag
    return next(kind for kind in KINDS if kind == tag)


def correction_json(correction: Correction) -> bytes:
    """Return a correction as JSON, on one line."""
    return msgspec.json.encode(correction)


def correction_of(data: bytes | str) -> Correction:
    """Return the correction that JSON holds.

    Raises ValueError, in one sentence, for what is none, or is written in a form that this version does not know.
    """
    try:
        return _decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        try:
            form = msgspec.json.decode(data, type=_Form).form
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            form = FORM
        if form > FORM:
            raise ValueError(
                f"This correction is in form {form}, of a newer version of OnRecord than this one."
            ) from None
        raise ValueError(f"This is no correction: {error}.") from None


_decode: Callable[[bytes | str], Correction] = msgspec.json.Decoder(Correction).decode


class _Form(msgspec.Struct):
    form: int = FORM


def correction_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a correction."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"OnRecord correction, form {FORM}",
        **msgspec.json.schema(Correction),
    }
