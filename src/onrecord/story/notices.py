"""Notices by which a page says itself that it was changed: corrections, clarifications, updates."""

import re
from typing import Final, Literal

import msgspec

from onrecord.reading.model import Reading
from onrecord.text.spans import Span

NoticeKind = Literal["correction", "clarification", "update"]

_LONGEST: Final = 1_000
_THIS: Final = r"(?:article|story|report|piece|page|post|headline|version|dispatch|column|caption|live ?blog)"
_CORRECTED: Final = re.compile(
    rf"\s*(?:corrections?\b(?: and clarifications?)?(?: \(.{{1,40}}\))?\s*[:.–—-]|correction\s*$"
    rf"|(?:editor['’]s |editors['’] )?note\s*[:.–—-].{{0,200}}\b(?:an? (?:earlier|previous) version|incorrectly"
    rf"|misstated|wrongly|corrected|amended)"
    rf"|(?:an? |the )?(?:earlier|previous|original) version of this {_THIS}\b"
    rf"|[(\[•*]?\s*(?:the (?:headline|standfirst|text|caption) (?:of|to|on|in) )?this (?:\w+ \d{{1,2}} )?{_THIS}"
    rf" (?:was|has been|is being) (?:\w+ )?(?:amended|corrected|edited|changed|revised)"
    rf"|this {_THIS} (?:originally|initially|previously|earlier) (?:said|stated|gave|reported|misstated|named|used)"
    rf"|(?:a|the following) corrections? (?:was|were|has been) made"
    rf"|we have (?:amended|corrected) "
    r"|\((?:refiles to )?(?:corrects?|corrected|corrections?|fix(?:es)?)\b[^()]{3,400}\)\s*$)",
    re.IGNORECASE,
)
_CLARIFIED: Final = re.compile(
    rf"\s*(?:clarifications?\b\s*[:.–—-]|this {_THIS} (?:was|has been) clarified|\((?:refiles to )?clarif(?:y|ies)\b)",
    re.IGNORECASE,
)
_UPDATED: Final = re.compile(
    rf"\s*(?:updates?\b(?: \(.{{1,40}}\)| \d.{{0,30}}?)?\s*[:–—-]|this {_THIS} (?:was|has been) (?:\w+ )?updated"
    rf"(?: (?:to|with|after|on|throughout)|\s*\.?\s*\Z)|this is a developing story"
    rf"|this {_THIS} (?:is being|will be) updated"
    r"|\((?:adds|updates|recasts|updated)\b[^()]{3,400}\)\s*$)",
    re.IGNORECASE,
)
_SAYS: Final = re.compile(
    r"\ban? (?:earlier|previous) version\b|\bincorrectly\b|\bmisstated\b|\bwrongly\b", re.IGNORECASE
)


class Notice(msgspec.Struct, frozen=True, kw_only=True):
    """A notice and where it stands in the page's text, in code points."""

    kind: NoticeKind
    span: Span


def notices(reading: Reading) -> list[Notice]:
    """Return the notices of a page, in order: wherever they stand, but in lines of other articles.

    An update that says what was wrong before is a correction.
    """
    out = []
    for block in reading.page.blocks:
        if (
            block.role in ("rail_headline", "rail_heading", "crosslink", "alt_text")
            or block.end - block.start > _LONGEST
        ):
            continue
        kind = _kind(reading.text[block.start : block.end])
        if kind is not None:
            out.append(Notice(kind=kind, span=(block.start, block.end)))
    return out


def _kind(line: str) -> NoticeKind | None:
    if _CORRECTED.match(line):
        return "correction"
    if _CLARIFIED.match(line):
        return "clarification"
    if _UPDATED.match(line):
        return "correction" if _SAYS.search(line) else "update"
    return None
