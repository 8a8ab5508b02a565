"""Time expressions in English news: where they stand (`find`) and what they mean (`resolve`), as TimeML's TIMEX3."""

from collections.abc import Iterable

from onrecord.reading.model import TimeExpression
from onrecord.reading.times.anchor import Anchor
from onrecord.reading.times.find import find
from onrecord.reading.times.resolve import resolve
from onrecord.reading.times.words import tokens
from onrecord.text.spans import Span

__all__ = ["times"]

MOST = 10_000
"""Expressions read in one article; what has more is a table or worse, and its rest is left unread."""


def times(text: str, paragraphs: Iterable[Span], published: str | None) -> list[TimeExpression]:
    """Return the time expressions in an article's paragraphs, in order and without overlaps.

    `paragraphs` and the spans that come back are code points into `text`. `published` is the article's publication
    time in ISO 8601, from whose day (in its own zone) relative expressions are counted; without it they keep
    values only as far as they tell by themselves (``XXXX-08-07``), else None. No text makes it raise, and it takes
    time in proportion to the text.

    >>> [(t.value, t.interval) for t in times("They met on Thursday evening.", [(0, 29)], "2024-08-16T05:46+01:00")]
    [('2024-08-15TEV', ('2024-08-15T18:00', '2024-08-15T23:59'))]
    """
    anchor = Anchor(published)
    out: list[TimeExpression] = []
    for span in paragraphs:
        if len(out) >= MOST:
            break
        cut = tokens(text, span)
        for found in find(cut):
            if len(out) >= MOST:
                break
            for meaning in resolve(cut, found, anchor):
                out.append(
                    TimeExpression(
                        span=(cut.starts[meaning.first], cut.ends[meaning.end - 1]),
                        type=meaning.type,
                        value=meaning.value,
                        interval=meaning.interval,
                        mod=meaning.mod,
                    )
                )
    return out
