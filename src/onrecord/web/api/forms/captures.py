"""Captures: bytes as collected, with where and when."""

from typing import Literal

from pydantic import Field

from onrecord.web.api.forms.common import SHA256, Form, PageOf


class SightingForm(Form):
    """One occasion on which the bytes of a capture were met."""

    source: str = Field(
        description="What was read: a path, a URL, `path#record` inside a WARC, or the name an upload was given.",
        examples=["harbour.warc.gz#urn:uuid:1"],
    )
    url: str | None = Field(
        description="The web address the bytes came from, if it is known.", examples=["https://paper.example/harbour"]
    )
    captured_at: str | None = Field(
        description="When they were captured, ISO 8601, as far as it is known.", examples=["2024-08-16T05:46:00Z"]
    )
    captured_at_from: Literal["warc-date", "header", "fetch", "file-time"] | None = Field(
        description="What told the time: the WARC, a header in the text, our own fetch, or as a last resort the file's "
        "time of change.",
        examples=["warc-date"],
    )
    added_at: str = Field(description="When the archive took it in, UTC.", examples=["2024-09-01T10:00:00Z"])


class CaptureForm(Form):
    """The bytes of one page as collected, kept once and never changed."""

    sha256: str = Field(description="The SHA-256 of the bytes, in hexadecimal digits.", examples=[SHA256])
    media_type: str = Field(description="What the bytes are.", examples=["text/html"])
    charset: str | None = Field(description="The encoding that the server declared, if it did.", examples=["utf-8"])
    size: int = Field(description="How many bytes they are.", examples=[48213], ge=0)
    page_kind: str | None = Field(
        description="What kind of page its current reading found; only an `article` has statements.",
        examples=["article"],
    )
    readings: int = Field(description="By how many readers it was read.", examples=[1], ge=0)
    sightings: int = Field(description="How often the bytes were met.", examples=[1], ge=0)
    source: str = Field(description="What was read when they were first met.", examples=["samples/harbour-strike.html"])
    url: str | None = Field(
        description="The web address of the first sighting.", examples=["https://paper.example/harbour"]
    )
    captured_at: str | None = Field(
        description="When they were first captured, ISO 8601, as far as it is known.", examples=["2024-08-16T05:46:00Z"]
    )
    added_at: str = Field(description="When they were added, UTC.", examples=["2024-09-01T10:00:00Z"])


class CapturesForm(PageOf):
    """Captures, newest addition first."""

    items: list[CaptureForm] = Field(description="The captures.", examples=[[]])


class SightingsForm(Form):
    """Where and when the bytes of one capture were met, first one first; its readings went by the first."""

    items: list[SightingForm] = Field(description="The sightings.", examples=[[]])
