"""What a reading says: statements, each tied to exact characters of the page."""

from typing import Literal

import msgspec

from onrecord.text.spans import Span

Quotation = Literal["direct", "indirect", "mixed"]


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """An attribution: who (`source`), how (`cue`), what (`content`), as spans into the page's text, in order.

    A source that is implicit ("is expected to") has no spans. `confidence` is a calibrated probability that the
    source and the content are both right.
    """

    id: str
    source: list[Span]
    cue: list[Span]
    content: list[Span]
    quotation: Quotation
    confidence: float
