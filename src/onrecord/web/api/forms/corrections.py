"""Corrections: what a person asks to be put right, and how it stands."""

from typing import Annotated, Any, Literal

from pydantic import Field

from onrecord.reading.model import Channel, EntityType, Manner, Polarity, Quotation, SourceKind
from onrecord.web.api.forms.common import REF, SHA256, Form, Given, PageOf

_Words = Annotated[str, Field(min_length=1, max_length=20_000)]
_Name = Annotated[str, Field(min_length=1, max_length=300)]
_Several = Annotated[list[_Words], Field(max_length=64)]
_Names = Annotated[list[_Name], Field(max_length=64)]


class PutRight(Given):
    """What is right; what is not given was right.

    Words are those of the page, piece by piece; ` … ` parts pieces too. Words that occur several times are told apart
    by what is around them, the meant ones in double brackets (`after [[he]] left`), or given as offsets (`120-122`).
    """

    speaker: _Names = Field(
        default=[],
        description="Who says it: names, or ids of the article's entities; several who say it together.",
        examples=[["Ilse Brandt"]],
    )
    unknown_speaker: bool = Field(default=False, description="Nobody can tell who says it.", examples=[False])
    source: _Several = Field(default=[], description="The words that name the source.", examples=[["Mrs Brandt"]])
    no_source: bool = Field(default=False, description="No words name the source.", examples=[False])
    cue: _Several = Field(default=[], description="The words that tie source and content.", examples=[["said"]])
    content: _Several = Field(default=[], description="What was said.", examples=[["The talks broke down"]])
    source_kind: SourceKind | None = Field(
        default=None, description="What kind of source it is.", examples=["document"]
    )
    quotation: Quotation | None = Field(default=None, description="Whether it is quoted.", examples=["indirect"])
    manner: Manner | None = Field(default=None, description="In which manner.", examples=["claims"])
    channel: Channel | None = Field(default=None, description="On which occasion.", examples=["speech"])
    no_channel: bool = Field(default=False, description="The occasion is not told.", examples=[False])
    polarity: Polarity | None = Field(default=None, description="Affirmed or denied.", examples=["denies"])
    via: _Names = Field(
        default=[],
        description="The way the words took: names that stand in the text, with `(outlet)`, `(agency)`, `(broadcast)` "
        "or `(document)` behind them.",
        examples=[["Coast News Agency (agency)"]],
    )
    no_via: bool = Field(default=False, description="The words took no way that is told.", examples=[False])
    not_a_statement: bool = Field(default=False, description="It is no statement.", examples=[False])
    add: bool = Field(
        default=False, description="The article has a statement that was missed: the values above.", examples=[False]
    )
    merge: _Names = Field(
        default=[], description="Entities of the article that are one: ids or names.", examples=[["e1", "e4"]]
    )
    split: _Name | None = Field(
        default=None, description="An entity some of whose mentions are another's.", examples=["e1"]
    )
    mention: _Several = Field(default=[], description="Those mentions.", examples=[["Brandt"]])
    to: _Name | None = Field(default=None, description="The entity whose they are.", examples=["e4"])
    entity: _Name | None = Field(default=None, description="An entity whose name or type is wrong.", examples=["e1"])
    name: _Name | None = Field(default=None, description="The right name.", examples=["Ilse Brandt"])
    type: EntityType | None = Field(default=None, description="The right type.", examples=["person"])
    checked: bool = Field(
        default=False, description="All statements of the article are right, and none is missing.", examples=[False]
    )


class CorrectionGiven(Given):
    """A correction: of a statement or of an article, by whom and why."""

    where: str = Field(
        pattern=r"^([0-9a-f]{6,64}|[0-9a-f]{12}-[0-9]{1,9}-[0-9]{1,9}n?(\.[0-9]{1,4})?)$",
        description="The `ref` of a statement, or the first digits of an article's SHA-256.",
        examples=[REF],
    )
    why: str = Field(min_length=1, max_length=2000, description="Why.", examples=["She was quoting the report."])
    by: str | None = Field(
        default=None,
        min_length=1,
        max_length=60,
        description="Who corrects, if it is somebody else than the token's bearer; its name is put behind.",
        examples=["Mara Hollin"],
    )
    right: PutRight | None = Field(default=None, description="What is right, in plain words.")
    corrections: Annotated[list[dict[str, Any]], Field(max_length=100)] = Field(
        default=[],
        description="Instead: corrections in their own JSON, as lists and exports of corrections have them "
        "(`onrecord schema correction`). They have to fit the page word for word.",
        examples=[[]],
    )


class UndoGiven(Given):
    """Why a correction is taken back, or holds again."""

    why: str = Field(min_length=1, max_length=2000, description="Why.", examples=["It was right after all."])
    by: str | None = Field(
        default=None, min_length=1, max_length=60, description="As with a correction.", examples=["Mara Hollin"]
    )


class CorrectingForm(Form):
    """A correction, or an undoing, and how it stands against the current reading."""

    id: int = Field(description="Its number in the archive.", examples=[7], ge=1)
    at: str = Field(description="When it was made, UTC.", examples=["2024-09-01T10:00:00Z"])
    by: str = Field(description="Who made it.", examples=["desk"])
    why: str = Field(description="Why.", examples=["She was quoting the report."])
    kind: Literal[
        "speaker", "span", "kind", "not_a_statement", "missing", "merge", "split", "entity", "checked", "undo"
    ] = Field(description="What it puts right.", examples=["speaker"])
    article: str = Field(description="The first digits of its article's SHA-256.", examples=[SHA256[:12]])
    headline: str | None = Field(description="Its article's headline.", examples=["Harbour strike ends"])
    said: str = Field(description="What it puts right, in a few words.", examples=["the speaker is Ilse Brandt"])
    state: Literal["applied", "already_so", "lost", "overridden", "undone"] = Field(
        description="`applied`; `already_so`: the reader gets it right now; `lost`: its words are not found any more; "
        "`overridden` by a later one; or `undone`.",
        examples=["applied"],
    )
    ref: str | None = Field(description="The statement it is about, as it stands now.", examples=[REF])
    reason: str | None = Field(description="Why it does not hold, in a sentence.", examples=[None])
    overridden_by: int | None = Field(description="The correction that overrides it.", examples=[None])
    undoes: int | None = Field(description="The one that an undoing undoes.", examples=[None])
    undone_by: int | None = Field(description="The undoing that undoes it.", examples=[None])
    correction: dict[str, Any] | None = Field(
        description="The correction in its own JSON, with the words it is about; null for an undoing.", examples=[None]
    )


class CorrectingsForm(PageOf):
    """Corrections, latest first."""

    items: list[CorrectingForm] = Field(description="The corrections.", examples=[[]])


class CorrectedForm(Form):
    """What was kept: a request may put several things right at once."""

    items: list[CorrectingForm] = Field(description="The corrections, as they stand now.", examples=[[]])
