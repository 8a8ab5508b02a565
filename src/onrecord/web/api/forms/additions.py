"""Adding pages: what is sent, and how far it is."""

from typing import Literal

from pydantic import Field

from onrecord.web.api.forms.common import SHA256, Form, Given


class TextGiven(Given):
    """A page's text, as it was copied or captured."""

    text: str = Field(
        min_length=1,
        max_length=16_000_000,
        description="The text. A capture header at its start is understood (see `docs/cli.md`).",
        examples=["Harbour strike ends\n\nThe talks broke down, the harbour master said on Monday."],
    )
    name: str = Field(
        default="text",
        max_length=200,
        description="What to call it.",
        examples=["clipping-7.txt"],
        pattern=r"^[^\x00-\x1f\x7f]*$",
    )


class UrlGiven(Given):
    """A page's address."""

    url: str = Field(
        min_length=8,
        max_length=8192,
        pattern="^[Hh][Tt][Tt][Pp][Ss]?://",
        description="The address of one page. Only public addresses are asked, redirects included, and robots.txt is "
        "honoured.",
        examples=["https://paper.example/harbour"],
    )


class OutcomeForm(Form):
    """What came of one page."""

    source: str = Field(description="Which page.", examples=["clipping-7.txt"])
    state: Literal["new", "reread", "again", "known", "failed"] = Field(
        description="`new`; `reread`: the archive had it, read by another reader; `again`: it was met at another place "
        "or time; `known`: nothing is new; or `failed`.",
        examples=["new"],
    )
    sha256: str | None = Field(description="The SHA-256 of its bytes, by which it is called.", examples=[SHA256])
    page_kind: str | None = Field(description="What kind of page it is.", examples=["article"])
    message: str | None = Field(description="Why it failed, in one sentence.", examples=[None])


class AdditionForm(Form):
    """Something that is to be added. It is remembered until the server stops, or a thousand others were done since."""

    id: str = Field(description="Its name, for asking again.", examples=["9f2c61d0a8b34e57c1d2e3f4"])
    name: str = Field(description="What was given.", examples=["clipping-7.txt"])
    state: Literal["queued", "reading", "done", "failed"] = Field(
        description="`done` once all its pages are in the archive or were refused; `failed` if none could be tried.",
        examples=["queued"],
    )
    size: int = Field(description="How many bytes were given.", examples=[4711], ge=0)
    made_at: str = Field(description="When it was given, UTC.", examples=["2024-09-01T10:00:00Z"])
    ended_at: str | None = Field(description="When it was done, UTC.", examples=[None])
    message: str | None = Field(description="Why it failed, in one sentence.", examples=[None])
    outcomes: list[OutcomeForm] = Field(description="What came of each page so far.", examples=[[]])
