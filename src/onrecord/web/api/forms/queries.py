"""What a list can be asked for, as query parameters; names that are not known are refused."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from onrecord.reading.model import Channel, EntityType, Manner, Polarity, Quotation, SourceKind

Name = Annotated[str, Field(min_length=1, max_length=300, pattern=r"^[^\x00]*$")]
Day = Annotated[str, Field(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$")]
_Ref = Annotated[str, Field(pattern=r"^[pb]-[0-9a-f-]{12,40}$")]
Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]
_SINCE = "Published, else captured, on this day or later (ISO 8601)."
_UNTIL = "Published, else captured, on this day or earlier (ISO 8601)."


class _Query(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Paged(_Query):
    """A page of a list."""

    limit: int = Field(default=20, ge=1, le=100, description="The most items of one answer.", examples=[20])
    cursor: str | None = Field(
        default=None,
        max_length=600,
        pattern=r"^[A-Za-z0-9_-]*$",
        description="Where to go on: `next` of the answer before, for the same filters and order.",
        examples=[None],
    )


class ArticlesAsked(Paged):
    """Which articles."""

    outlet: Name | None = Field(
        default=None, description="Of this outlet, however it is spelled.", examples=["Skerry Courier"]
    )
    since: Day | None = Field(default=None, description=_SINCE, examples=["2024-08-01"])
    until: Day | None = Field(default=None, description=_UNTIL, examples=["2024-08-31"])
    language: Language | None = Field(default=None, description="In this language (ISO 639-1).", examples=["en"])
    corrected: bool | None = Field(
        default=None, description="Those that a person put right, or the others.", examples=[False]
    )
    order: Literal["newest", "oldest"] = Field(default="newest", description="Which come first.", examples=["newest"])


class StatementsFiltered(_Query):
    """Which statements. Names are compared without case, accents and punctuation."""

    speaker: Name | None = Field(
        default=None, description="One of those who say it has this name.", examples=["Ilse Brandt"]
    )
    identity: _Ref | None = Field(
        default=None,
        description="One of those who say it is this person or body, under any name: a ref, as `/identities` has them.",
        examples=["p-3f9a1c2e7b04"],
    )
    about: _Ref | None = Field(
        default=None,
        description="Its content names this person or body: a ref.",
        examples=["b-5c07be19d2aa"],
    )
    organisation: Name | None = Field(
        default=None, description="It speaks, or a speaker belongs to it.", examples=["Skerry Port Authority"]
    )
    via: Name | None = Field(
        default=None, description="The words passed through this outlet.", examples=["Coast News Agency"]
    )
    outlet: Name | None = Field(default=None, description="The article's outlet.", examples=["Skerry Courier"])
    source_kind: SourceKind | None = Field(default=None, description="The kind of source.", examples=["named_person"])
    quotation: Quotation | None = Field(default=None, description="Whether it is quoted.", examples=["direct"])
    manner: Manner | None = Field(default=None, description="The manner, by the cue.", examples=["says"])
    channel: Channel | None = Field(default=None, description="The occasion.", examples=["interview"])
    polarity: Polarity | None = Field(default=None, description="Affirmed or denied.", examples=["affirms"])
    language: Language | None = Field(default=None, description="The article's language (ISO 639-1).", examples=["en"])
    since: Day | None = Field(default=None, description=_SINCE, examples=["2024-08-01"])
    until: Day | None = Field(default=None, description=_UNTIL, examples=["2024-08-31"])
    article: Annotated[str, Field(pattern="^[0-9a-f]{6,64}$")] | None = Field(
        default=None, description="The first digits of its article's SHA-256.", examples=["5d3a08f1c2b4"]
    )
    corrected: bool | None = Field(
        default=None, description="Those that a person put right, or the others.", examples=[False]
    )


class StatementsAsked(StatementsFiltered, Paged):
    """Which statements, and in which order."""

    order: Literal["newest", "oldest"] = Field(
        default="newest", description="Those of which articles come first.", examples=["newest"]
    )


class EntitiesAsked(_Query):
    """Which entities."""

    name: Name = Field(
        description="What one of its names starts with, without regard to case, accents and punctuation.",
        examples=["brandt"],
    )
    type: EntityType | None = Field(default=None, description="What it is.", examples=["person"])
    limit: int = Field(default=20, ge=1, le=50, description="The most of them.", examples=[20])


class EntityAsked(_Query):
    """Which entity of a name."""

    type: EntityType | None = Field(
        default=None, description="What it is; else what most of its mentions are of.", examples=["person"]
    )


class IdentitiesAsked(_Query):
    """Which people and bodies."""

    name: Name = Field(
        description="What one of their names starts with, without regard to case, accents and punctuation.",
        examples=["brandt"],
    )
    type: Literal["person", "organisation"] | None = Field(
        default=None, description="What they are.", examples=["person"]
    )
    limit: int = Field(default=20, ge=1, le=50, description="The most of them.", examples=[20])


class SaidAsked(Paged):
    """Which statements of a person or body, and in which order."""

    since: Day | None = Field(default=None, description=_SINCE, examples=["2024-08-01"])
    until: Day | None = Field(default=None, description=_UNTIL, examples=["2024-08-31"])
    order: Literal["newest", "oldest"] = Field(
        default="oldest", description="Those of which articles come first.", examples=["newest"]
    )


class JudgementsAsked(Paged):
    """Which judgements or pairs."""

    of: _Ref | None = Field(
        default=None, description="Only with this person or body: a ref.", examples=["p-3f9a1c2e7b04"]
    )


class NamesakesAsked(JudgementsAsked):
    """Which pairs."""

    apart: bool = Field(default=False, description="Those of one name that are kept apart, and why.", examples=[False])


_Names = Annotated[list[Name], Field(max_length=20)]


class SearchAsked(Paged):
    """A search. Of each facet that is given, hits have one of the values."""

    q: str = Field(
        default="",
        max_length=1000,
        description='What to look for: words (in any of their forms), `"exact phrases"`, `prefix*`, `AND`, `OR`, '
        "`NOT`, brackets, and `speaker:`, `outlet:` and the like; see `docs/search.md`. Empty for everything.",
        examples=['talks "broke down" -harbour'],
    )
    semantic: bool = Field(
        default=False,
        description="Look for statements of like meaning instead of like words; `q` is then plain words.",
        examples=[False],
    )
    speaker: _Names = Field(default=[], description="Names of speakers.", examples=[["Ilse Brandt"]])
    organisation: _Names = Field(
        default=[], description="Names of organisations that speak, or to which speakers belong.", examples=[[]]
    )
    source_kind: list[SourceKind] = Field(default=[], max_length=20, description="Kinds of source.", examples=[[]])
    outlet: _Names = Field(default=[], description="Outlets.", examples=[[]])
    via: _Names = Field(default=[], description="Outlets that the words passed through.", examples=[[]])
    quotation: list[Quotation] = Field(default=[], max_length=20, description="Whether quoted.", examples=[[]])
    manner: list[Manner] = Field(default=[], max_length=30, description="Manners.", examples=[[]])
    channel: list[Channel] = Field(default=[], max_length=20, description="Occasions.", examples=[[]])
    topic: list[str] = Field(
        default=[], max_length=20, description="Topics of articles, codes of IPTC Media Topics.", examples=[[]]
    )
    language: Annotated[list[Language], Field(max_length=20)] = Field(
        default=[], description="Languages of articles (ISO 639-1).", examples=[["en"]]
    )
    since: Day | None = Field(default=None, description=_SINCE, examples=["2024-08-01"])
    until: Day | None = Field(default=None, description=_UNTIL, examples=["2024-08-31"])
    order: Literal["relevance", "newest", "oldest"] = Field(
        default="relevance", description="Which hits come first.", examples=["relevance"]
    )
    facets: int = Field(
        default=10, ge=0, le=50, description="How many values of each facet to count, on the first page.", examples=[10]
    )


class AdditionAsked(_Query):
    """What is said of bytes that are added."""

    name: str = Field(
        default="upload",
        min_length=1,
        max_length=200,
        pattern=r"^[^\x00-\x1f\x7f]+$",
        description="What to call them, such as the name of the file.",
        examples=["harbour.html"],
    )
    media_type: Literal["text/html", "text/plain"] | None = Field(
        default=None,
        description="What they are. If it is not given they show it themselves: a page (HTML, text), or many of them "
        "(WARC, WET), each also packed with gzip.",
        examples=["text/html"],
    )
    url: str | None = Field(
        default=None,
        max_length=2000,
        pattern=r"^https?://[!-~]+$",
        description="The address they were captured from, if they do not tell it themselves.",
        examples=["https://paper.example/harbour"],
    )


Format = Literal["csv", "jsonl", "jsonld", "webannotation"]
"""`csv`: a row a statement; `jsonl`: OnRecord's own JSON, schema version 2, a line a page; `jsonld`: schema.org, a
line a page; `webannotation`: W3C Web Annotation, a line a page.
"""


class ArticlesExported(_Query):
    """Which articles are exported."""

    outlet: Name | None = Field(default=None, description="Of this outlet.", examples=["Skerry Courier"])
    since: Day | None = Field(default=None, description=_SINCE, examples=["2024-08-01"])
    until: Day | None = Field(default=None, description=_UNTIL, examples=["2024-08-31"])
    language: Language | None = Field(default=None, description="In this language (ISO 639-1).", examples=["en"])
    corrected: bool | None = Field(default=None, description="Corrected ones, or the others.", examples=[False])
    limit: int = Field(default=100, ge=1, le=1000, description="The most articles, newest first.", examples=[100])


class StatementsExported(StatementsFiltered):
    """Which statements are exported."""

    limit: int = Field(default=1000, ge=1, le=10_000, description="The most statements, newest first.", examples=[100])


class CorrectionsAsked(Paged):
    """Which corrections."""

    article: Annotated[str, Field(pattern="^[0-9a-f]{6,64}$")] | None = Field(
        default=None, description="Of the article whose SHA-256 starts so.", examples=["5d3a08f1c2b4"]
    )
    by: Name | None = Field(default=None, description="By whom, letter for letter.", examples=["desk"])
    kind: (
        Literal["speaker", "span", "kind", "not_a_statement", "missing", "merge", "split", "entity", "checked", "undo"]
        | None
    ) = Field(default=None, description="What they put right.", examples=["speaker"])
    since: Day | None = Field(default=None, description="Made on this day or later.", examples=["2024-09-01"])
    until: Day | None = Field(default=None, description="Made on this day or earlier.", examples=["2024-09-30"])
    state: Literal["applied", "already_so", "lost", "overridden", "undone"] | None = Field(
        default=None, description="How they stand.", examples=["lost"]
    )
