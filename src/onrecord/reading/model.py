"""What a reading says: statements, each tied to exact characters of the page."""

from typing import Literal

import msgspec

from onrecord.article.model import Article, Page, PageKind
from onrecord.capture.model import Capture
from onrecord.text.spans import Span, quote

Quotation = Literal["direct", "indirect", "mixed"]


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """An attribution: who (`source`), how (`cue`), what (`content`), as spans into the page's text, in order.

    A source that is implicit ("is expected to") has no spans. `confidence` is a calibrated probability that the
    source and the content are both right. `within` is the id of the statement in whose content this one is made
    ("officials told the paper that *the bank feared a run*"); None for what the article itself reports.
    """

    id: str
    source: list[Span]
    cue: list[Span]
    content: list[Span]
    quotation: Quotation
    confidence: float
    within: str | None = None


class Models(msgspec.Struct, frozen=True, kw_only=True):
    """The names and versions of the models behind a reading."""

    blocks: str
    attribution: str


class ReaderInfo(msgspec.Struct, frozen=True, kw_only=True):
    """What made a reading: OnRecord's version and its models'. Same capture and same reader, same reading."""

    onrecord: str
    models: Models


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """One page read: the capture it comes from, the page, what was stated on it, and the reader that found it.

    `statements` are those that the article itself reports; `nested` are those made inside their contents.
    """

    capture: Capture
    page: Page
    statements: list[Statement]
    nested: list[Statement] = []
    reader: ReaderInfo

    @property
    def text(self) -> str:
        """The page's text, into which every offset of the reading points."""
        return self.page.text

    @property
    def kind(self) -> PageKind:
        """What kind of page it is; only an ``"article"`` has statements."""
        return self.page.kind

    @property
    def article(self) -> Article:
        """The page's own article."""
        return self.page.article

    def quote(self, spans: list[Span]) -> str:
        """Return the page's words under `spans`, pieces joined by an ellipsis; empty for no spans."""
        return quote(self.page.text, spans)
