"""Who publishes a page of plain text."""

import pytest

from onrecord.article.imprint import imprint
from onrecord.article.model import Block

TOP = ["Coastwatch Radio", "News | Weather | Tides"]


def page(*lines: str) -> tuple[str, list[Block]]:
    text, blocks = "", []
    for line in lines:
        blocks.append(Block(role="body" if line.endswith("said.") else "other", start=len(text), end=len(text + line)))
        text += line + "\n"
    return text, blocks


@pytest.mark.parametrize(
    "rights",
    [
        "© Coastwatch Radio",
        "© 2031 Coastwatch Radio. All rights reserved.",
        "Copyright © 2019-2031 Coastwatch Radio Ltd",
        "Terms | (c) COASTWATCH RADIO 2031 | Privacy",
        "Copyright by Coastwatch Radio, 2031",
    ],
)
def test_the_name_at_the_top_that_holds_the_rights(rights: str) -> None:
    assert imprint(*page(*TOP, "It fell, she said.", rights)) == "Coastwatch Radio"


@pytest.mark.parametrize(
    "lines",
    [
        [*TOP, "It fell, she said."],
        [*TOP, "It fell, she said.", "© Skerry Media Group 2031"],
        ["News", "It fell, she said.", "© Coastwatch Radio 2031"],
        ["It fell, she said.", "© Coastwatch Radio 2031", "Coastwatch Radio said."],
        [],
    ],
)
def test_one_of_the_two_is_too_little(lines: list[str]) -> None:
    assert imprint(*page(*lines)) is None
