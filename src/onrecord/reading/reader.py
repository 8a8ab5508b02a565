"""The reader: an article's paragraphs in, its statements out."""

from collections.abc import Sequence
from pathlib import Path

from onrecord.article.model import Page
from onrecord.reading.assemble import Layout, statements_of
from onrecord.reading.decode import Candidate, candidates
from onrecord.reading.encode import encode_paragraphs, windows
from onrecord.reading.model import Statement
from onrecord.reading.network import WEIGHTS, Network
from onrecord.text.spans import Span

READ_ROLES = frozenset({"headline", "standfirst", "body", "subheading"})
"""Blocks that are read for statements; captions, cross-links and rails carry none."""


def read_paragraphs(page: Page) -> list[Span]:
    """Return the spans of a page that are read for statements, in order, repeats of what is read already left out."""
    read: set[int] = set()
    out = []
    for number, block in enumerate(page.blocks):
        if block.role in READ_ROLES and block.end > block.start and block.repeats not in read:
            read.add(number)
            out.append((block.start, block.end))
    return out


class Reader:
    """Reads articles for attributions with one set of weights, loaded on first use.

    The same page and the same weights give the same statements, whatever the number of `threads`.
    """

    def __init__(self, weights: Path = WEIGHTS, threads: int | None = None) -> None:
        self._network = Network(weights, threads)

    @property
    def name(self) -> str:
        """Name and version of the attribution weights."""
        return self._network.name

    def statements(self, page: Page) -> list[Statement]:
        """Read the headline, standfirst and body of `page`."""
        return self.read(page.text, read_paragraphs(page))

    def read(self, text: str, paragraphs: Sequence[Span]) -> list[Statement]:
        """Read `paragraphs`, spans of `text` in order that do not overlap."""
        config = self._network.config
        layout = Layout(text, paragraphs)
        return statements_of(layout, self.candidates(text, paragraphs), config["confidence"], config["threshold"])

    def candidates(self, text: str, paragraphs: Sequence[Span]) -> list[Candidate]:
        """Return everything the network takes for a possible attribution, before selection."""
        config = self._network.config
        cut = windows(encode_paragraphs(self._network.tokenizer, text, paragraphs), config["window"], context=32)
        return candidates(cut, self._network.score(cut, config["cue_threshold"]))
