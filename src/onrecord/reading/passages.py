"""The parts of a page that are read: for statements the article's own words, for names its captions too."""

from typing import NamedTuple

from onrecord.article.model import Page, Role
from onrecord.text.spans import Span

STATED: frozenset[Role] = frozenset({"headline", "standfirst", "body", "subheading"})
"""Blocks that are read for statements; captions, cross-links and rails carry none."""
NAMED: frozenset[Role] = STATED | {"caption"}
"""Blocks that are read for who and what the article speaks of."""


class Passage(NamedTuple):
    """A block that is read, by what it is on the page; `start` and `end` are code points into the page's text."""

    start: int
    end: int
    role: Role

    @property
    def span(self) -> Span:
        """Return where it stands."""
        return self.start, self.end

    @property
    def stated(self) -> bool:
        """Whether it is read for statements."""
        return self.role in STATED


def passages(page: Page) -> list[Passage]:
    """Return the blocks of `page` that are read, in order, repeats of what is read already left out."""
    read: set[int] = set()
    out = []
    for number, block in enumerate(page.blocks):
        if block.role in NAMED and block.end > block.start and block.repeats not in read:
            # What a caption says first may still be said by the article; a repeat of the article's own words is none.
            if block.role in STATED:
                read.add(number)
            out.append(Passage(block.start, block.end, block.role))
    return out
