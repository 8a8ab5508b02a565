"""The paragraphs an article is read in, and what stands in quotation marks there."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from onrecord.reading.model import Quotation
from onrecord.text.quotes import Quoted, quoted
from onrecord.text.spans import Span

_WORD = re.compile(r"[^\W_]+")
_THAT = re.compile(r"that,? (?=[\"\u201c\u2018\u00ab])", re.IGNORECASE)


class Layout:
    """The paragraphs an article is read in, and what is quoted in each."""

    def __init__(self, text: str, paragraphs: Sequence[Span]) -> None:
        self.text = text
        self.paragraphs = list(paragraphs)
        self._starts = [start for start, _ in paragraphs]
        self._ends = [end for _, end in paragraphs]
        self.quotes: list[list[Quoted]] = [quoted(text, p) for p in paragraphs]

    def paragraph_of(self, offset: int) -> int:
        """Return the index of the paragraph that holds `offset`, -1 if none does."""
        k = bisect_right(self._ends, offset)
        return k if k < len(self.paragraphs) and self.paragraphs[k][0] <= offset else -1

    def quotes_in(self, start: int, end: int) -> list[Quoted]:
        """Return the quotations that share a code point with the span from `start` to `end`."""
        first, last = bisect_right(self._ends, start), bisect_left(self._starts, end)
        return [q for found in self.quotes[first:last] for q in found if q.start < end and q.end > start]

    def doubles(self, paragraph: int) -> list[Quoted]:
        """Return what stands between double marks in a paragraph."""
        return [q for q in self.quotes[paragraph] if not q.single]


def quotation_of(layout: Layout, content: Sequence[Span]) -> Quotation:
    """Say how much of the content stands in quotation marks: all of its words, none, or some.

    A "that" before an opening mark only leads up to the quotation.
    """
    quotes = [[(q.start, q.end) for q in layout.quotes_in(start, end)] for start, end in content]
    if not any(quotes):
        return "indirect"
    inside = outside = False
    for (start, end), near in zip(content, quotes, strict=True):
        led = _THAT.match(layout.text, start, end)
        if led:
            start = led.end()
        if not near:
            outside = outside or _WORD.search(layout.text, start, end) is not None
        elif any(low <= start and end <= high for low, high in near):
            inside = inside or _WORD.search(layout.text, start, end) is not None
        else:
            for word in _WORD.finditer(layout.text, start, end):
                a, b = word.span()
                if any(low <= a and b <= high for low, high in near):
                    inside = True
                else:
                    outside = True
    if not inside:
        return "indirect"
    return "mixed" if outside else "direct"
