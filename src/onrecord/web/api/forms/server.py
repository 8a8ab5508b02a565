"""How the archive and its server are."""

from typing import Literal

from pydantic import Field

from onrecord.web.api.forms.annotations import ReaderForm
from onrecord.web.api.forms.common import Form


class HealthForm(Form):
    """The server answers, and its archive can be read."""

    status: Literal["ok"] = Field(
        description="Always `ok`; an archive that cannot be read is a problem.", examples=["ok"]
    )
    reader: ReaderForm = Field(description="What would read pages that are added now.")


class StatsForm(Form):
    """How much there is in the archive."""

    captures: int = Field(description="Captures.", examples=[1000], ge=0)
    bytes: int = Field(description="The bytes of all captures, unpacked.", examples=[48213000], ge=0)
    sightings: int = Field(description="Occasions on which captures were met.", examples=[1034], ge=0)
    readers: int = Field(description="Readers that made readings.", examples=[1], ge=0)
    readings: int = Field(description="Readings.", examples=[1000], ge=0)
    articles: int = Field(description="Articles: captures whose page is one.", examples=[903], ge=0)
    statements: int = Field(description="Statements.", examples=[14211], ge=0)
    entities: int = Field(description="Entities, counted in each article.", examples=[20114], ge=0)
    corrections: int = Field(description="Corrections, undoings included.", examples=[5], ge=0)
    failures: int = Field(description="Inputs that could not be read.", examples=[2], ge=0)
    feeds: int = Field(description="Feeds that are watched.", examples=[3], ge=0)
    first_day: str | None = Field(description="The day of the oldest article.", examples=["2019-01-02"])
    last_day: str | None = Field(description="The day of the newest.", examples=["2024-08-16"])
