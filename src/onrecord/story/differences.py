"""What was changed between two versions of one article: its headline, its paragraphs, who said what, its figures."""

import re
from collections.abc import Sequence
from typing import Final, Literal, NamedTuple

import msgspec

from onrecord.reading.model import Figure, Reading
from onrecord.record.names import key
from onrecord.story.notices import Notice, notices
from onrecord.story.restated import StatementChange, restated
from onrecord.story.rewording import Run, aligned, moved, runs
from onrecord.text.spans import Span, quote

_MOST_PARAGRAPHS: Final = 1_500
"""Paragraphs of one article that are compared, from the first."""


class Reworded(msgspec.Struct, frozen=True, kw_only=True):
    """A line or paragraph in both versions; either is None, with its span, where only the other version has it.

    `runs` has the words of both in order, where it was reworded.
    """

    old: str | None
    new: str | None
    old_span: Span | None = None
    new_span: Span | None = None
    runs: list[Run] = []


class FigureChange(msgspec.Struct, frozen=True, kw_only=True):
    """A number that another one stands for now: the words of each, what is counted, and their spans."""

    old: str
    new: str
    counted: str
    old_span: Span
    new_span: Span


class Differences(msgspec.Struct, frozen=True, kw_only=True):
    """All that differs between an older and a newer version. `notices` are those that the newer alone has."""

    headline: Reworded | None = None
    standfirst: Reworded | None = None
    paragraphs: list[Reworded] = []
    statements: list[StatementChange] = []
    figures: list[FigureChange] = []
    notices: list[Notice] = []

    @property
    def any(self) -> bool:
        """Whether anything differs."""
        return bool(self.headline or self.standfirst or self.paragraphs or self.statements or self.notices)


def differences(old: Reading, new: Reading) -> Differences:
    """Return what was changed from `old` to `new`. Spans are code points of each one's own text."""
    told = {" ".join(quote(old.text, [one.span]).split()) for one in notices(old)}
    paired = _paired_paragraphs(old, new)
    return Differences(
        headline=_line(old, new, "headline"),
        standfirst=_line(old, new, "standfirst"),
        paragraphs=[one.told for one in paired if one.told is not None],
        statements=restated(old, new),
        figures=_figures(old, new, paired),
        notices=[one for one in notices(new) if " ".join(quote(new.text, [one.span]).split()) not in told],
    )


class _Paired(NamedTuple):
    """Paragraphs of two versions that are one, or one that has no other; and what is told of it, if anything."""

    old: Span | None
    new: Span | None
    told: Reworded | None


def _line(old: Reading, new: Reading, role: Literal["headline", "standfirst"]) -> Reworded | None:
    one, other = (" ".join((getattr(each.article, role) or "").split()) for each in (old, new))
    if one == other:
        return None
    return Reworded(
        old=one or None,
        new=other or None,
        old_span=_span(old, role, one),
        new_span=_span(new, role, other),
        runs=runs(one, other) if one and other else [],
    )


def _span(reading: Reading, role: str, words: str) -> Span | None:
    """Return where a line stands; None where the page gives it out of sight only."""
    spans = [(one.start, one.end) for one in reading.page.blocks if one.role == role]
    return next((span for span in spans if " ".join(reading.text[slice(*span)].split()) == words), None)


def _body(reading: Reading) -> tuple[list[Span], list[str]]:
    """Return the paragraphs that are compared: what tells of a change itself is told as a notice."""
    told = {one.span for one in notices(reading)}
    spans = [span for span in reading.article.body if tuple(span) not in told][:_MOST_PARAGRAPHS]
    return spans, [" ".join(reading.text[start:end].split()) for start, end in spans]


def _paired_paragraphs(old: Reading, new: Reading) -> list[_Paired]:
    mine, one = _body(old)
    theirs, other = _body(new)
    out: list[_Paired] = []
    places = moved(aligned(one, other), one, other)
    for left, right in places:
        span = mine[left] if left is not None else None
        newer = theirs[right] if right is not None else None
        before = one[left] if left is not None else None
        after = other[right] if right is not None else None
        told = None
        if before != after:
            words = runs(before, after) if before is not None and after is not None else []
            told = Reworded(old=before, new=after, old_span=span, new_span=newer, runs=words)
        out.append(_Paired(span, newer, told))
    return out


def _figures(old: Reading, new: Reading, paired: Sequence[_Paired]) -> list[FigureChange]:
    """Return the numbers that stand for others now, in paragraphs that both versions have, and in the headline."""
    out: list[FigureChange] = []
    spans: list[tuple[Span | None, Span | None]] = [(one.old, one.new) for one in paired if one.told is not None]
    spans.append((_headline_span(old), _headline_span(new)))
    for before, after in spans:
        if before is None or after is None:
            continue
        theirs = [one for one in new.figures if after[0] <= one.start and one.end <= after[1]]
        for figure in (one for one in old.figures if before[0] <= one.start and one.end <= before[1]):
            counted = _counted(old, figure)
            match = next((one for one in theirs if _counted(new, one) == counted and one.unit == figure.unit), None)
            if match is None or not (counted or figure.unit):
                continue
            theirs.remove(match)
            if (match.low, match.high, match.qualifier) != (figure.low, figure.high, figure.qualifier):
                out.append(
                    FigureChange(
                        old=quote(old.text, [figure.span]),
                        new=quote(new.text, [match.span]),
                        counted=quote(new.text, [match.counted]) if match.counted else _unit(new, match),
                        old_span=figure.span,
                        new_span=match.span,
                    )
                )
    return out


def _headline_span(reading: Reading) -> Span | None:
    return next(((one.start, one.end) for one in reading.page.blocks if one.role == "headline"), None)


def _counted(reading: Reading, figure: Figure) -> str:
    return key(quote(reading.text, [figure.counted])) if figure.counted else ""


def _unit(reading: Reading, figure: Figure) -> str:
    """Return a figure's unit as the page has it behind the number ("crowns"), else its name."""
    if not figure.unit:
        return ""
    behind = reading.text[figure.end : figure.end + len(figure.unit) + 4]
    found = re.match(rf"[\s-]?({re.escape(figure.unit)}\w*)", behind, re.IGNORECASE)
    return found[1] if found else figure.unit
