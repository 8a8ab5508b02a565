"""Statements of the whole archive, and the evidence for one."""

from typing import Literal

from pydantic import Field

from onrecord.reading.model import Channel, Manner, Polarity, Quotation, SourceKind
from onrecord.web.api.forms.annotations import ReaderForm, StatementForm
from onrecord.web.api.forms.captures import SightingForm
from onrecord.web.api.forms.common import REF, SHA256, Confidence, Form, PageOf, Span


class ViaRowForm(Form):
    """One station of a statement's way."""

    name: str = Field(description="Its name.", examples=["Coast News Agency"])
    kind: Literal["outlet", "agency", "broadcast", "document"] = Field(description="What it is.", examples=["agency"])


class SpansForm(Form):
    """Where a statement's parts stand in its page's text, in pieces."""

    source: list[Span] = Field(description="Who; empty for a source that is implicit.", examples=[[[490, 508]]])
    cue: list[Span] = Field(description="How.", examples=[[[606, 610]]])
    content: list[Span] = Field(description="What.", examples=[[[512, 604]]])


class StatementRowForm(Form):
    """A statement as it stands after corrections."""

    ref: str = Field(
        description="Its permanent name: the first digits of its capture's SHA-256 and the code points between which "
        "its content stands.",
        examples=[REF],
    )
    article: str = Field(description="The SHA-256 of the capture whose article makes it.", examples=[SHA256])
    number: str = Field(description="Its id within the reading.", examples=["s4"])
    within: str | None = Field(
        description="The id, in the same article, of the statement in whose content it is made.", examples=[None]
    )
    speaker: str | None = Field(
        description="Who says it, by the fullest name of the article; null where that cannot be told surely enough.",
        examples=["Ilse Brandt"],
    )
    speaker_confidence: Confidence | None = Field(description="How sure the speaker is; calibrated.", examples=[0.97])
    source: str = Field(description="Who, in the article's words; empty where it names none.", examples=["Mrs Brandt"])
    cue: str = Field(description="How, in the article's words.", examples=["said"])
    content: str = Field(
        description="What, in the article's words; pieces are joined by ` … `.", examples=["The talks broke down"]
    )
    start: int = Field(description="Where the content starts, in code points of the page's text.", examples=[512], ge=0)
    end: int = Field(description="Where its last piece ends, exclusive.", examples=[604], ge=0)
    spans: SpansForm = Field(description="Where its parts stand, in pieces.")
    quotation: Quotation = Field(description="Whether the content is quoted.", examples=["direct"])
    source_kind: SourceKind = Field(description="What kind of source it is.", examples=["named_person"])
    via: list[ViaRowForm] = Field(description="The way the words took, from the speaker outwards.", examples=[[]])
    channel: Channel | None = Field(
        description="On which occasion it was said, if that is told.", examples=["interview"]
    )
    manner: Manner = Field(description="In which manner, by the cue.", examples=["says"])
    polarity: Polarity = Field(description="Whether the source affirms or denies the content.", examples=["affirms"])
    said_at: str | None = Field(description="When it was said, as a TIMEX3 value.", examples=["2024-08-15"])
    confidence: Confidence = Field(description="How likely source and content are both right; calibrated.")
    corrected: bool = Field(description="Whether a person put it right.", examples=[False])
    day: str | None = Field(description="The day its article was published, else captured.", examples=["2024-08-16"])
    outlet: str | None = Field(description="Its article's outlet.", examples=["Skerry Courier"])
    language: str | None = Field(description="Its article's language, ISO 639-1.", examples=["en"])


class StatementsForm(PageOf):
    """Statements, newest article first."""

    items: list[StatementRowForm] = Field(description="The statements.", examples=[[]])


class BearerForm(Form):
    """Somebody whom a name may mean."""

    ref: str | None = Field(
        description="The ref of the person or body, as `/identities` has them; null where the name alone is gone by.",
        examples=["p-3f9a1c2e7b04"],
    )
    name: str = Field(description="The fullest name.", examples=["Ilse Brandt"])
    roles: list[str] = Field(description="Offices, at most 3.", examples=[["harbour master"]])
    statements: int = Field(description="How many statements are theirs.", examples=[23], ge=0)


class SaidByForm(StatementsForm):
    """What somebody said, newest article first, and who that is."""

    speaker: BearerForm | None = Field(
        description="Whose the statements are: a person or body under any name, or, with a null `ref`, all who are "
        "called so. Null where nobody is, or where several are who are known to be apart: then there are no items.",
        examples=[None],
    )
    others: list[BearerForm] = Field(
        description="Whom the name may mean too. Ask for one of them by `ref`.", examples=[[]]
    )


class ContextForm(Form):
    """The words around a statement, so that it can be read where it was made."""

    start: int = Field(description="Where the passage starts, in code points of the page's text.", examples=[312], ge=0)
    end: int = Field(description="Where it ends, exclusive.", examples=[804], ge=0)
    text: str = Field(
        description="The passage, verbatim: the statement with up to 300 code points on either side.",
        examples=["… “The talks broke down”, Mrs Brandt said …"],
    )


class EvidenceForm(Form):
    """One statement with all that proves it."""

    statement: StatementRowForm = Field(description="The statement.")
    detail: StatementForm = Field(description="All that was read of it, candidates and qualifiers included.")
    context: ContextForm = Field(description="The words around it.")
    headline: str | None = Field(description="Its article's headline.", examples=["Harbour strike ends"])
    published: str | None = Field(description="When its article was published.", examples=["2024-08-16T05:46:00Z"])
    url: str | None = Field(
        description="The article's web address, if it is known.", examples=["https://paper.example/harbour"]
    )
    link: str | None = Field(
        description="That address with a text fragment, at which browsers show the words in the page as it is today.",
        examples=["https://paper.example/harbour#:~:text=The%20talks%20broke%20down"],
    )
    capture: str = Field(description="The SHA-256 of the captured bytes.", examples=[SHA256])
    sightings: list[SightingForm] = Field(description="Where and when those bytes were met.", examples=[[]])
    reader: ReaderForm = Field(description="What read it.")
