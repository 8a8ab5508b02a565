"""What several forms share."""

from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

SHA256 = "5d3a08f1c2b4e6d7a9f0b1c2d3e4f5061728394a5b6c7d8e9f00112233445566"
REF = f"{SHA256[:12]}-512-604"

OFFSETS = (
    "Offsets count Unicode code points of the page's text from 0 and are half open: `text[start:end]` are the words."
)

Span = Annotated[
    tuple[int, int],
    Field(description=f"Where words stand, as start and end. {OFFSETS}", examples=[[512, 604]]),
]
Confidence = Annotated[float, Field(ge=0, le=1, examples=[0.93]), AfterValidator(lambda value: round(value, 4))]
"""A calibrated probability."""


class Form(BaseModel):
    """A part of an answer. Names may be added in later versions of one schema, never renamed or taken away."""

    model_config = ConfigDict(from_attributes=True)


class Given(BaseModel):
    """A part of a request; names that it does not know are refused."""

    model_config = ConfigDict(extra="forbid")


class PageOf(Form):
    """Some of the items of a list, and where to go on."""

    next: str | None = Field(
        description="The cursor of the next page, for the same query; null after the last item.",
        examples=["eyJkIjoiMjAyNC0wOC0xNiJ9"],
    )


class Words(Form):
    """A span with the words under it: `text[span[0]:span[1]] == quote`, always."""

    span: Span
    quote: str = Field(description="The words under the span, verbatim.", examples=["The talks broke down"])


Json = dict[str, Any]
