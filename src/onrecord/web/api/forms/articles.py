"""Articles of the archive."""

from pydantic import Field

from onrecord.web.api.forms.annotations import ReadingForm
from onrecord.web.api.forms.captures import SightingForm
from onrecord.web.api.forms.common import SHA256, Form, PageOf


class ArticleRowForm(Form):
    """An article in brief."""

    sha256: str = Field(description="The SHA-256 of its capture, by which it is called.", examples=[SHA256])
    headline: str | None = Field(description="Its headline.", examples=["Harbour strike ends"])
    standfirst: str | None = Field(description="Its standfirst.", examples=["Talks went on all night."])
    authors: list[str] = Field(description="Its authors, as it names them.", examples=[["Mara Hollin"]])
    published: str | None = Field(
        description="When it was published, ISO 8601, as precise as the page says.", examples=["2024-08-16T05:46:00Z"]
    )
    updated: str | None = Field(description="When it was last changed.", examples=[None])
    day: str | None = Field(description="The day it was published, else captured.", examples=["2024-08-16"])
    language: str | None = Field(description="Its language, ISO 639-1.", examples=["en"])
    url: str | None = Field(description="Its web address, if it is known.", examples=["https://paper.example/harbour"])
    outlet: str | None = Field(description="Its outlet.", examples=["Skerry Courier"])
    words: int = Field(description="How many words its body has.", examples=[812], ge=0)
    statements: int = Field(description="How many statements were found in it.", examples=[19], ge=0)
    corrected: bool = Field(description="Whether a person put anything right.", examples=[False])


class ArticlesForm(PageOf):
    """Articles, newest first."""

    items: list[ArticleRowForm] = Field(description="The articles.", examples=[[]])


class ArticleForm(Form):
    """One article with everything that was read from it, a person's corrections applied."""

    summary: ArticleRowForm = Field(description="The article in brief.")
    sightings: list[SightingForm] = Field(description="Where and when its bytes were met.", examples=[[]])
    reading: ReadingForm = Field(description="What was read.")
