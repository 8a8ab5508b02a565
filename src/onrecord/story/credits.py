"""Whom a page credits with its words: the agency or paper in its byline or dateline, or below its text."""

import re
from typing import Final

import msgspec

from onrecord.reading.chain.outlets import kind_of_name
from onrecord.reading.model import Reading
from onrecord.text.spans import Span

_NAME: Final = r"[A-Z0-9][\w.&'’-]*(?: (?:of |the |and )?[A-Z0-9][\w.&'’-]*){0,4}"
_BYLINE: Final = re.compile(rf"(?:\b(?i:by|from|and|with|via|source:?)\s+|^\s*|[,/|·•–—-]\s*)(?:[Tt]he )?({_NAME})")
_DATELINE: Final = re.compile(
    rf"\s*(?:[A-Z][\w.'’-]*[ ,/]{{1,2}}){{1,6}}(?:\d{{1,2}} )?(?:[A-Z][a-z]{{2,8}}\.? ?)?(?:\d{{1,2}} ?)?"
    rf"\(({_NAME})\)\s*[-–—:]"
)
_REPORTING: Final = (
    r"(?:additional |further |some )?(?:reporting|material|copy|text) (?:by|from)"
    r"|with (?:additional )?(?:reporting|material|files|agencies?|copy)(?: (?:by|from))?"
    r"|source:?|©|copyright"
    r"|this (?:article|story|report) (?:was )?(?:first |originally )?(?:appeared|published|ran|comes|is)"
    r" (?:in|by|on|from)"
)
_LAST: Final = re.compile(rf"\s*[(\[]?(?i:{_REPORTING})\s+(?:\d{{4}}\s+)?(?:[Tt]he )?({_NAME})")
_PART: Final = re.compile(r"\s*[(\[]?(?:additional|further|some|with)\b", re.IGNORECASE)
_AGENCY: Final = re.compile(r"(?:Wire|Newswire|Press|Agency|Agencies|News|Service|Association|Media)\Z")
"""Last words of a name that is no person's, where it stands in a byline."""
_SHORT: Final = 240
_TAIL: Final = 6
"""Blocks of the page's own, from its end, among which a credit below the text is looked for."""
_OWN: Final = ("byline", "credit", "dateline", "body", "other", "standfirst")


class Credit(msgspec.Struct, frozen=True, kw_only=True):
    """An outlet that a page credits, where it names it, and whether with all of the article (`whole`) or some of it."""

    name: str
    span: Span
    whole: bool


def credits(reading: Reading) -> list[Credit]:
    """Return the outlets that a page credits, in the order in which they stand, each once.

    A byline with a person or the outlet's own desk beside the agency credits it with a part only.
    """
    text, out = reading.text, list[Credit]()
    blocks = [block for block in reading.page.blocks if block.role in _OWN]
    for block in blocks:
        if block.role == "byline" and block.end - block.start <= _SHORT:
            out += _in_byline(text, (block.start, block.end))
    if reading.article.body:
        start, end = reading.article.body[0]
        found = _DATELINE.match(text, start, min(end, start + _SHORT))
        if found and kind_of_name(found[1]):
            out.append(Credit(name=found[1], span=found.span(1), whole=True))
    last = reading.article.body[-1][1] if reading.article.body else 0
    near = [block for block in blocks if block.end >= last - _SHORT][:_TAIL]
    for block in near:
        if block.role == "byline" or block.end - block.start > _SHORT:
            continue
        found = _LAST.match(text, block.start, block.end)
        if found and kind_of_name(found[1].strip(" .")):
            whole = not _PART.match(text, block.start, block.end)
            out.append(Credit(name=found[1].strip(" ."), span=found.span(1), whole=whole))
    return list({one.name.casefold(): one for one in reversed(out)}.values())[::-1]


def _is_outlet(name: str) -> bool:
    """Whether a byline's name is an outlet's: a person may be called Star or Post."""
    kind = kind_of_name(name)
    return kind is not None and (kind[0] == "agency" or kind[1] or bool(_AGENCY.search(name)))


def _in_byline(text: str, span: Span) -> list[Credit]:
    names = [(found[1].strip(" .,"), found.span(1)) for found in _BYLINE.finditer(text, *span)]
    found = [(name, at) for name, at in names if _is_outlet(name)]
    others = [name for name, _ in names if name not in {one for one, _ in found}]
    alone = not any(" " in name and not name.isupper() for name in others)
    return [Credit(name=name, span=at, whole=alone) for name, at in found]
