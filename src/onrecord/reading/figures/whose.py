"""Whose a figure is: the statement it stands in, the source its sentence names, the poll its passage is about."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

import msgspec

from onrecord.reading.contents import Contents
from onrecord.reading.model import Figure, Statement
from onrecord.text.spans import Span

_POLL = re.compile(r"\b(?:polls?|polling|surveys?)\b", re.IGNORECASE)
_TEXT = re.compile(
    r"\b(?:polls?|polling|surveys?|reports?|study|studies|analysis|figures|data|records|documents?|statistics|filings?|"
    r"estimates?|census|index|audit)\b",
    re.IGNORECASE,
)
_SAMPLE = re.compile(
    r"\b(?:polls?|surveyed|surveying|respondents|subsamples?|samples?|margins? of (?:sampling )?error|conducted)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<=\w )[A-Z]|[A-Z]\w*[ /][A-Z]")
_ACCORDING = re.compile(r"\baccording to\b", re.IGNORECASE)
SHARES = frozenset({"percent", "percentage_point", "point"})
"""Units in which polls and votes are told."""
_ASIDE = re.compile(r",[ \u00a0](?:where|which|who|whose)\b")
_ASIDE_LENGTH = 300
_PASSAGE = 2500
"""Code points from one share of a poll to the next beyond which the passage is taken to have left it."""


def _share(figure: Figure) -> bool:
    return figure.unit in SHARES or (figure.unit is None and 0 < figure.high < 1)


def _aside(text: str, statement: Statement, figure: Figure) -> bool:
    """Whether a figure stands in a relative clause after what a source says: the article's own aside."""
    end = max((end for _, end in statement.content), default=0)
    return 0 < end <= figure.start <= end + _ASIDE_LENGTH and _ASIDE.search(text, end, figure.start) is not None


def attribute(
    text: str, found: Sequence[tuple[Figure, Span, Span]], statements: Sequence[Statement], contents: Contents
) -> list[Figure]:
    """Return the figures of `found`, each with its sentence and paragraph, with the statement each one rests on.

    In this order: the innermost statement in whose content the number stands; one in the same sentence whose source
    is a report or poll, or that says "according to"; the poll that the passage is about, for percentages. The first
    poll with a name holds on through the paragraphs after it, any other through its own paragraph.
    """
    sourced = sorted((s for s in statements if s.source), key=lambda s: (s.source[0], s.id))
    starts = [s.source[0][0] for s in sourced]
    heads = [text[slice(*s.source[0])] for s in sourced]
    polls = [k for k, head in enumerate(heads) if _POLL.search(head)]
    poll_starts = [starts[k] for k in polls]
    out = []
    last = -_PASSAGE
    for figure, sentence, paragraph in found:
        owner = contents.around(figure.start)
        in_source, aside = None, False
        first, stop = bisect_left(starts, sentence[0]), bisect_left(starts, sentence[1])
        if owner is None:
            for k in range(first, min(stop, first + 20)):
                source = sourced[k].source[0]
                if source[0] <= figure.start < source[1]:
                    in_source = sourced[k]
                elif not _share(figure) and _aside(text, sourced[k], figure):
                    aside = True
                elif _TEXT.search(heads[k]) or _ACCORDING.search(text, max(sentence[0], source[0] - 16), source[0]):
                    owner = sourced[k]
                    break
        if (
            polls
            and not aside
            and (_share(figure) or _SAMPLE.search(text, sentence[0], min(sentence[1], sentence[0] + 400)))
        ):
            before = bisect_right(poll_starts, figure.start)
            named = next((k for k in polls[:before] if _NAME.search(heads[k])), polls[0])
            near = next((k for k in reversed(polls[:before]) if starts[k] >= paragraph[0]), None)
            poll = sourced[near if near is not None else named] if before and named is not None else None
            begun = poll is not None and (near is not None or figure.start - max(last, poll.source[0][0]) <= _PASSAGE)
            if begun and owner is None:
                owner = poll
            if begun:
                last = figure.end
        if owner is None and in_source is not None and _POLL.search(text[slice(*in_source.source[0])]):
            owner = in_source
        out.append(msgspec.structs.replace(figure, attributed_to=owner.id) if owner else figure)
    return out
