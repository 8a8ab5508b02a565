"""What was read from one article, in full: the parts of a reading's JSON, schema version 2 (`docs/schema`)."""

from typing import Literal

from pydantic import Field

from onrecord.article.model import PageKind, Role
from onrecord.reading.model import (
    Certainty,
    Channel,
    EntityType,
    Hedge,
    Manner,
    MentionForm,
    Mod,
    Polarity,
    Quotation,
    SourceKind,
    TimeType,
)
from onrecord.web.api.forms.common import Confidence, Form, Span, Words

ENTITY = "The id of the entity within this article, if one stands for it."


class BlockForm(Form):
    """One block of the page, set aside or kept."""

    role: Role = Field(description="What the block is there for.", examples=["body"])
    start: int = Field(description="Where it starts, in code points of the text.", examples=[120], ge=0)
    end: int = Field(description="Where it ends, exclusive.", examples=[480], ge=0)
    rail: int | None = Field(description="Which rail of other stories it belongs to, from 0.", examples=[None])
    confidence: Confidence = Field(description="How sure the block model is of the role.")
    repeats: int | None = Field(description="The index of an earlier block with the same words.", examples=[None])


class CaptionForm(Form):
    """A picture's caption."""

    start: int = Field(description="Where it starts, in code points of the text.", examples=[900], ge=0)
    end: int = Field(description="Where it ends, exclusive.", examples=[960], ge=0)
    credit: str | None = Field(description="The credit printed with it.", examples=["Mara Hollin/Coast News"])


class ArticleViewForm(Form):
    """The page's own article. Times are ISO 8601, as precise as the page says them."""

    headline: str | None = Field(description="Its headline.", examples=["Harbour strike ends"])
    standfirst: str | None = Field(description="Its standfirst.", examples=["Talks went on all night."])
    authors: list[str] = Field(description="Its authors, as it names them.", examples=[["Mara Hollin"]])
    dateline: str | None = Field(description="Its dateline.", examples=["PORT SKERRY"])
    published: str | None = Field(description="When it was published.", examples=["2024-08-16T05:46:00Z"])
    updated: str | None = Field(description="When it was last changed.", examples=[None])
    language: str | None = Field(description="Its language, ISO 639-1.", examples=["en"])
    body: list[Span] = Field(description="The body's paragraphs and subheadings, in order.", examples=[[[120, 480]]])
    captions: list[CaptionForm] = Field(description="Its captions.", examples=[[]])
    url: str | None = Field(description="Its address, as it says.", examples=["https://paper.example/harbour"])
    publisher: str | None = Field(description="Its outlet, as it says.", examples=["Skerry Courier"])


class QuotesForm(Form):
    """The words under a statement's spans, pieces joined by ` … `; empty where there is none."""

    source: str = Field(description="Who, in the article's words.", examples=["the harbour master"])
    cue: str = Field(description="How.", examples=["said"])
    content: str = Field(description="What.", examples=["The talks broke down"])


class NameForm(Form):
    """Someone who may be speaking, or speaks too."""

    entity: str | None = Field(description=ENTITY, examples=["e3"])
    name: str = Field(description="The name.", examples=["Ilse Brandt"])
    confidence: Confidence = Field(description="How likely it is.")


class SpeakerForm(Form):
    """Who a statement's source is."""

    entity: str | None = Field(description=ENTITY, examples=["e3"])
    name: str | None = Field(
        description="The fullest name the article gives, or for the unnamed their noun phrase; null where it cannot be "
        "told surely enough.",
        examples=["Ilse Brandt"],
    )
    confidence: Confidence = Field(description="How sure that is; calibrated.")
    candidates: list[NameForm] = Field(
        description="Who it may be, likeliest first, where `name` is null.", examples=[[]]
    )
    joint: list[NameForm] = Field(description="Others who say it together with this one.", examples=[[]])


class ViaForm(Words):
    """One station of the way that the words took to this article."""

    name: str = Field(description="Its name.", examples=["Coast News Agency"])
    kind: Literal["outlet", "agency", "broadcast", "document"] = Field(description="What it is.", examples=["agency"])
    entity: str | None = Field(description=ENTITY, examples=[None])


class QualifierForm(Words):
    """What the article itself says of a source's standing, verbatim."""

    kind: Literal["affiliation", "anonymity", "standing"] = Field(
        description="What it tells.", examples=["affiliation"]
    )


class SaidAtForm(Words):
    """When something was said."""

    value: str | None = Field(
        description="The time as a TIMEX3 value; null where it cannot be told.", examples=["2024-08-15"]
    )


class StatementForm(Form):
    """Who, how, what and on whose authority, as spans into the article's `text`."""

    ref: str | None = Field(
        description="The statement's permanent name in this archive.", examples=["5d3a08f1c2b4-512-604"]
    )
    corrected: bool = Field(description="Whether a person put it right.", examples=[False])
    id: str = Field(description="Its id within the reading.", examples=["s4"])
    within: str | None = Field(
        default=None, description="The id of the statement in whose content it is made.", examples=[None]
    )
    source: list[Span] = Field(
        description="Who, in the article's words, as pieces in order; none where the text does not name a source.",
        examples=[[[490, 508]]],
    )
    cue: list[Span] = Field(description="How: the words that tie source and content.", examples=[[[606, 610]]])
    content: list[Span] = Field(description="What was said, as pieces in order.", examples=[[[512, 604]]])
    quotation: Quotation = Field(
        description="Whether the content is quoted: all of it, a part of it, or none of it.", examples=["direct"]
    )
    confidence: Confidence = Field(description="How likely source and content are both right; calibrated.")
    quotes: QuotesForm = Field(description="The words under the spans.")
    speaker: SpeakerForm | None = Field(description="Who the source is; null for a source that is implicit.")
    source_kind: SourceKind = Field(description="What kind of source it is.", examples=["named_person"])
    via: list[ViaForm] = Field(description="The way the words took, from the speaker outwards.", examples=[[]])
    channel: Channel | None = Field(
        description="On which occasion it was said, if that is told.", examples=["interview"]
    )
    manner: Manner = Field(description="In which manner, by the cue.", examples=["says"])
    polarity: Polarity = Field(description="Whether the source affirms or denies the content.", examples=["affirms"])
    qualifiers: list[QualifierForm] = Field(
        description="What the article says of the source's standing.", examples=[[]]
    )
    anonymity: Words | None = Field(description="The stated reason for not naming the source.", examples=[None])
    said_at: SaidAtForm | None = Field(description="When it was said, if that is told.", examples=[None])


class MentionWordsForm(Words):
    """One mention of an entity."""

    type: EntityType = Field(description="What is mentioned.", examples=["person"])
    form: MentionForm = Field(description="By name, description or pronoun.", examples=["name"])
    confidence: Confidence = Field(description="How sure the mention is.")


class RoleForm(Words):
    """An office or affiliation, where the article gives it."""

    role: str = Field(description="Its words.", examples=["harbour master"])
    affiliation: str | None = Field(description="The id of the entity it is held at.", examples=["e5"])


class EntityInArticleForm(Form):
    """Someone or something that the article speaks of."""

    id: str = Field(description="Its id within the reading.", examples=["e3"])
    type: EntityType = Field(description="What it is.", examples=["person"])
    name: str = Field(
        description="The fullest name that the article gives, or for the unnamed the fullest description.",
        examples=["Ilse Brandt"],
    )
    variants: list[str] = Field(description="Its other names.", examples=[["Brandt"]])
    roles: list[RoleForm] = Field(description="Its offices and affiliations.", examples=[[]])
    mentions: list[MentionWordsForm] = Field(description="Its mentions, in text order.", examples=[[]])


class FigureForm(Words):
    """A number that claims something about the world; its span is the number with its multiplier word."""

    value: int | float | None = Field(description="Its value; null for a range.", examples=[1200])
    range: tuple[int | float, int | float] | None = Field(description="The ends of a range.", examples=[None])
    unit: str | None = Field(
        description="An ISO 4217 code, a unit's singular name, or null for a plain count.", examples=["EUR"]
    )
    counted: Words | None = Field(description="What is counted.", examples=[None])
    qualifier: Hedge | None = Field(description="How the text hedges it.", examples=["at_least"])
    vague: bool = Field(description="Whether it is a word such as dozens.", examples=[False])
    attributed_to: str | None = Field(
        description="The id of the statement it rests on; null for the article itself.", examples=["s4"]
    )
    as_of: str | None = Field(description="The time for which it holds, ISO 8601.", examples=[None])
    place: str | None = Field(description="The id of the entity where it holds.", examples=[None])


class DateForm(Words):
    """A time expression."""

    value: str | None = Field(description="Its TIMEX3 value.", examples=["2024-08-15"])
    type: TimeType = Field(description="Its TIMEX3 type.", examples=["DATE"])
    interval: tuple[str, str] | None = Field(
        description="The first and the last day or minute it covers, both included.",
        examples=[["2024-08-15", "2024-08-15"]],
    )
    mod: Mod | None = Field(description="TIMEX3's modifier.", examples=[None])


class AheadTimeForm(Form):
    """When something is to happen."""

    value: str | None = Field(description="The time as a TIMEX3 value.", examples=["2024-08-20"])
    span: Span | None = Field(description="Where the text tells it, in code points.", examples=[[700, 712]])
    quote: str | None = Field(description="The words that tell it.", examples=["next Tuesday"])


class ExpectationForm(Words):
    """Something said to lie ahead; its span is the clause that says it."""

    cue: Words = Field(description="The words that put it ahead of now.")
    certainty: Certainty = Field(description="How sure it is.", examples=["planned"])
    participants: list[str] = Field(description="The ids of the entities in it.", examples=[["e3"]])
    time: AheadTimeForm | None = Field(description="When.", examples=[None])
    according_to: str | None = Field(
        description="The id of the statement it rests on; null for the article itself.", examples=["s4"]
    )


class ModelsForm(Form):
    """The names and versions of the models behind a reading."""

    blocks: str = Field(description="That of block roles.", examples=["blocks-3"])
    attribution: str = Field(description="That of statements and mentions.", examples=["attribution-3"])
    entities: str = Field(description="That of entities.", examples=["entities-1"])
    speakers: str = Field(description="That of speakers.", examples=["speakers-2"])


class ReaderForm(Form):
    """What made a reading: same capture and same reader, same reading."""

    onrecord: str = Field(description="OnRecord's version.", examples=["0.1.0"])
    models: ModelsForm = Field(description="The models.")


class ReadingForm(Form):
    """Everything that was read from one page, a person's corrections applied."""

    page_kind: PageKind = Field(description="What kind of page it is.", examples=["article"])
    text: str = Field(
        description="The page's text in reading order; every offset of this answer points into it.",
        examples=["Harbour strike ends\n…"],
    )
    blocks: list[BlockForm] = Field(description="The page's blocks, in order, without overlap.", examples=[[]])
    article: ArticleViewForm = Field(description="The page's own article.")
    statements: list[StatementForm] = Field(
        description="What the article reports, and what is reported within that (`within`).", examples=[[]]
    )
    entities: list[EntityInArticleForm] = Field(description="Whom and what it speaks of.", examples=[[]])
    figures: list[FigureForm] = Field(description="Its figures.", examples=[[]])
    dates: list[DateForm] = Field(description="Its time expressions.", examples=[[]])
    expectations: list[ExpectationForm] = Field(description="What is said to lie ahead.", examples=[[]])
    reader: ReaderForm = Field(description="What read it.")
