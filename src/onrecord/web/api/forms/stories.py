"""What is given to be followed across captures."""

from pydantic import Field

from onrecord.web.api.forms.common import Given

LONGEST = 15_000
"""Characters of a draft; of any script they fit into a request's body."""


class DraftGiven(Given):
    """A text whose quotations are to be checked. Nothing of it is kept."""

    text: str = Field(
        max_length=LONGEST,
        description="The draft, as plain text. Paragraphs are parted by lines; quotations stand in quotation marks.",
        examples=["“The doors opened late,” she said."],
    )
