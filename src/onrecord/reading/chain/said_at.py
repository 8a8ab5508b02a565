"""When something was said: the time expression that belongs to the saying, not to what was said."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from onrecord.reading.chain.frames import Frame
from onrecord.reading.model import SaidAt, TimeExpression
from onrecord.text.spans import Span

_ELSEWHERE: Final = re.compile(
    r"\b(?:of|for|since|until|till|from|after|before|ahead of|between|by|about|than|to)(?: the| a| an)? *\Z",
    re.IGNORECASE,
)
"""Prepositions whose time is not when it was said: *asked about Monday*, *the vote of 4 May*."""
_OWNED: Final = re.compile(
    r"['\u2019]s? (?:\w+ ){0,2}?(?:interview|speech|debate|rally|address|briefing|statement|conference|broadcast"
    r"|edition"
    r"|show|episode|tweet|post|letter|call|remarks|report)\b"
)
_ISSUED: Final = re.compile(r"\b(?:released|published|issued|posted|sent|dated|aired|written) (?:\w+ )?\Z")
_NOUN: Final = re.compile(
    r" (?!interview|speech|address|briefing|statement|press|news|broadcast|edition|show|episode|tweet|post|letter"
    r"|call|remarks"
    r"|report|rally|in|on|at|to|that|and|but|by|for|of|with|as|after|before|from|the|an?|it|he|she|they|we|said"
    r"|says)[a-z]"
)
_DETERMINED: Final = re.compile(r"\b(?:the|an?|this|his|her|their|its|that) \Z", re.IGNORECASE)
_FAR: Final = 160
"""Code points from a cue beyond which a time is not taken for the saying's."""


def said_at(
    frame: Frame, dates: Sequence[TimeExpression], starts: Sequence[int], names: Sequence[Span]
) -> SaidAt | None:
    """Return when the statement of `frame` was made, the nearest time to its cue in its clause; None if untold.

    `starts` are the first code points of `dates`, which are in order; a time in one of `names`, of outlets, is none.
    """
    best: tuple[int, TimeExpression] | None = None
    for k in range(bisect_left(starts, frame.start), min(bisect_left(starts, frame.end), len(dates))):
        date = dates[k]
        start, end = date.span
        if date.type not in ("DATE", "TIME") or (date.value or "").endswith("_REF") or frame.blank(start, end):
            continue
        if any(a <= start and end <= b for a, b in names):
            continue
        before = frame.words[max(0, start - frame.start - 24) : start - frame.start]
        after = frame.words[end - frame.start : end - frame.start + 40]
        if after[:1] in ("'", "\u2019") and not _OWNED.match(after):
            continue
        if _DETERMINED.search(before) and _NOUN.match(after):
            continue
        inside = any(a <= start and end <= b for a, b in frame.statement.source)
        if inside and not _ISSUED.search(before):
            continue
        if not inside and _ELSEWHERE.search(before):
            continue
        far = 0 if inside else frame.distance(start, end)
        if far is not None and far <= _FAR and (best is None or far < best[0]):
            best = far, date
    return SaidAt(value=best[1].value, span=best[1].span) if best else None
