"""What a search finds."""

from typing import Annotated, Literal

from pydantic import Field

from onrecord.reading.model import Channel, Manner, Polarity, Quotation, SourceKind
from onrecord.web.api.forms.common import REF, SHA256, Confidence, Form, PageOf


class ShownForm(Form):
    """A text of the archive, or the piece of it around the words found."""

    text: str = Field(description="The words, verbatim.", examples=["The talks broke down"])
    marks: list[Annotated[tuple[int, int], Field(examples=[[4, 9]])]] = Field(
        description="The words found, as start and end in code points of this `text`, half open.", examples=[[[4, 9]]]
    )
    before: bool = Field(description="Whether there is more before it.", examples=[False])
    after: bool = Field(description="Whether there is more after it.", examples=[False])


class PlaceForm(Form):
    """The article that a hit is in."""

    article: str = Field(description="The first digits of its capture's SHA-256.", examples=[SHA256[:12]])
    headline: ShownForm | None = Field(description="Its headline.", examples=[None])
    outlet: ShownForm | None = Field(description="Its outlet.", examples=[None])
    day: str | None = Field(description="The day it was published, else captured.", examples=["2024-08-16"])
    language: str | None = Field(description="Its language, ISO 639-1.", examples=["en"])
    url: str | None = Field(description="Its web address, if it is known.", examples=["https://paper.example/harbour"])


class StatementHitForm(Form):
    """A statement found."""

    ref: str = Field(description="Its permanent name; `/statements/{ref}` is the evidence.", examples=[REF])
    place: PlaceForm = Field(description="Where it is made.")
    speaker: ShownForm | None = Field(description="Who says it, if that can be told.", examples=[None])
    source: ShownForm = Field(description="Who, in the article's words.")
    cue: ShownForm = Field(description="How, in the article's words.")
    content: ShownForm = Field(description="What, in the article's words.")
    quotation: Quotation = Field(description="Whether the content is quoted.", examples=["direct"])
    source_kind: SourceKind = Field(description="What kind of source it is.", examples=["named_person"])
    manner: Manner = Field(description="In which manner, by the cue.", examples=["says"])
    polarity: Polarity = Field(description="Whether the source affirms or denies it.", examples=["affirms"])
    channel: Channel | None = Field(description="On which occasion, if that is told.", examples=["interview"])
    said_at: str | None = Field(description="When it was said, as a TIMEX3 value.", examples=["2024-08-15"])
    nested: bool = Field(description="Whether it is made within another's statement.", examples=[False])
    confidence: Confidence = Field(description="How likely source and content are both right; calibrated.")
    speaker_confidence: Confidence | None = Field(description="How sure the speaker is; calibrated.", examples=[0.97])
    corrected: bool = Field(description="Whether a person put it right.", examples=[False])
    likeness: float | None = Field(
        description="How like in meaning it is to what was asked for, from -1 to 1; null for a search by words.",
        examples=[None],
    )


class FacetValueForm(Form):
    """One value of a facet."""

    value: str = Field(description="What to filter by.", examples=["ilse brandt"])
    label: str = Field(description="How one of the hits spells it.", examples=["Ilse Brandt"])
    count: int = Field(description="How many hits have it.", examples=[7], ge=0)


class FacetForm(Form):
    """A facet, counted over all hits."""

    facet: Literal[
        "speaker",
        "organisation",
        "source_kind",
        "outlet",
        "via",
        "quotation",
        "manner",
        "language",
        "channel",
        "topic",
        "month",
    ] = Field(description="Which one.", examples=["speaker"])
    values: list[FacetValueForm] = Field(
        description="Its commonest values; months, all that occur, in time.", examples=[[]]
    )
    different: int = Field(description="How many values there are.", examples=[31], ge=0)


class _FoundForm(PageOf):
    total: int = Field(
        description="How many hits there are, or with `more`, how many were ranked.", examples=[42], ge=0
    )
    more: bool = Field(
        description="Whether there are more hits than are ranked and counted, some ten thousand.", examples=[False]
    )
    since: str | None = Field(
        description="With `more`: the day from which on hits were ranked and counted.", examples=[None]
    )
    until: str | None = Field(
        description="With `more`, the oldest first: the day up to which hits were counted.", examples=[None]
    )
    facets: list[FacetForm] = Field(description="The facets, on the first page only.", examples=[[]])


class StatementsFoundForm(_FoundForm):
    """Statements found."""

    hits: list[StatementHitForm] = Field(description="The statements.", examples=[[]])
    waiting: int = Field(
        default=0,
        description="Of a search by meaning: how many statements are too new to be found by it yet.",
        examples=[0],
        ge=0,
    )


class ArticleHitForm(Form):
    """An article found."""

    place: PlaceForm = Field(description="The article.")
    standfirst: ShownForm | None = Field(description="Its standfirst.", examples=[None])
    passages: list[ShownForm] = Field(description="Those of its paragraphs that have most of the words.", examples=[[]])
    authors: list[str] = Field(description="Its authors.", examples=[["Mara Hollin"]])
    words: int = Field(description="How many words its body has.", examples=[812], ge=0)
    statements: int = Field(description="How many statements it has.", examples=[19], ge=0)
    corrected: bool = Field(description="Whether a person put anything right.", examples=[False])


class ArticlesFoundForm(_FoundForm):
    """Articles found."""

    hits: list[ArticleHitForm] = Field(description="The articles.", examples=[[]])
