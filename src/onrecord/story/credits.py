"""Whom a page credits with its words: the agency or paper in its byline or dateline, or below its text."""

import re
from typing import Final, NamedTuple

import msgspec

from onrecord.reading.chain.outlets import kind_of_name
from onrecord.reading.model import Reading
from onrecord.story.versions import address, published_elsewhere
from onrecord.text.spans import Span

_NAME: Final = r"[A-Z0-9][\w.&'’-]*(?: (?:of |the |and )?[A-Z0-9][\w.&'’-]*){0,4}"
_JOINT: Final = re.compile(
    r"\s*(?:\band\b|\bwith\b(?: (?:reporting|files|material) (?:by|from)\b)?|&|\+)\s*"
    r"|\s*(?:^|(?<![\w-])(?:by|from|via|for|of|source|sources)\b:?|[,;/|·•\n]|\s[–—-]\s|^[–—-])\s*(?:the\s+)?",
    re.IGNORECASE,
)
"""What stands between the names of a byline."""
_BESIDE: Final = re.compile(r"\b(?:and|with)\b|[&+]")
_FOR: Final = re.compile(r"\b(?:via|for|of)\b|\|")
"""Behind a person's name: what follows is whom they write for."""
_DESK: Final = re.compile(
    r"\s+(?:in\s+[A-Z].*|(?:staff|reporters?|correspondents?|writers?|news\s*desk|news\s*room|team)\b.*)\Z",
    re.IGNORECASE,
)
_DATELINE: Final = re.compile(rf"\s*(?:[A-Z][^()\n]{{0,80}} )?(?:\(({_NAME}|dpa)\)|/([A-Z]{{3,}})/)\s*[-–—:.]")
_REPORTING: Final = (
    r"(?:additional |further |some )?(?:reporting|material|copy|text) (?:by|from)"
    r"|with (?:additional )?(?:reporting|material|files|agencies?|copy)(?: (?:by|from))?"
    r"|source:?|©|copyright(?: ©)?"
    r"|this (?:article|story|report) (?:was )?(?:first |originally )?(?:appeared|published|ran|comes|is)"
    r" (?:in|by|on|from)"
)
_LAST: Final = re.compile(rf"\s*[(\[–—-]*\s*(?i:{_REPORTING})\s+(?:\d{{4}}\s+)?(?:[Tt]he )?({_NAME})")
_HELPED: Final = re.compile(
    rf"\s*[(\[–—-]*\s*(?:[Tt]he )?({_NAME}) (?:also )?contributed (?:\w+ )?to this (?:report|story|article)"
)
_PART: Final = re.compile(r"\s*[(\[–—-]*\s*(?:additional|further|some|with)\b", re.IGNORECASE)
_RIGHTS: Final = re.compile(r"\s*[(\[–—-]*\s*(?:©|copyright)", re.IGNORECASE)
_AGENCY: Final = re.compile(r"(?:Wire|Newswire|Press|Agency|Agencies|News|Service|Association|Media)\Z")
"""Last words of a name that is no person's, where it stands in a byline."""
_SECTION: Final = re.compile(
    r"(?:in |all |more |the )*(?:(?:local|world|national|international|breaking|latest|regional|travel|business|sports?"
    r"|political|politics|uk|us|europe|european|home|city|health|science|tech|technology|entertainment|celebrity|crime"
    r"|court|general|today|daily|money|tv|football) (?:and )?)*(?:news|today|stories)",
    re.IGNORECASE,
)
"""A section of the page's own outlet."""
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

    A byline with a person or the outlet's own desk beside the agency credits it with a part only. A canonical link to
    another outlet credits that with all of it, by its host; it has no place in the text.
    """
    text, out = reading.text, list[Credit]()
    article = reading.article
    if published_elsewhere(article.url, reading.capture.url, article.publisher):
        host = (address(article.url) or "").partition("/")[0]
        out.append(Credit(name=host, span=(0, 0), whole=True))
    blocks = [block for block in reading.page.blocks if block.role in _OWN]
    for block in blocks:
        if block.role == "byline" and block.end - block.start <= _SHORT:
            out += _in_byline(text, (block.start, block.end))
    if reading.article.body:
        start, end = reading.article.body[0]
        found = _DATELINE.match(text, start, min(end, start + _SHORT))
        if found and kind_of_name(found[found.lastindex or 1]):
            name, at = found[found.lastindex or 1], found.span(found.lastindex or 1)
            out.append(Credit(name=name, span=at, whole=True))
    last = reading.article.body[-1][1] if reading.article.body else 0
    near = [block for block in blocks if block.end >= last - _SHORT][:_TAIL]
    for block in near:
        if block.role == "byline" or block.end - block.start > _SHORT:
            continue
        helped = _HELPED.match(text, block.start, block.end)
        found = helped or _LAST.match(text, block.start, block.end)
        if found is None:
            continue
        name = found[1].partition(". ")[0].strip(" .")
        kind = kind_of_name(name)
        # Whose the rights are is often the company's behind the outlet; only of an agency is it whose the words are.
        if kind and (kind[0] == "agency" or not _RIGHTS.match(text, block.start, block.end)):
            whole = helped is None and not _PART.match(text, block.start, block.end)
            out.append(Credit(name=name, span=(found.start(1), found.start(1) + len(name)), whole=whole))
    return list({one.name.casefold(): one for one in reversed(out)}.values())[::-1]


def _is_outlet(name: str) -> bool:
    """Whether a byline's name is an outlet's: a person may be called Star or Post, and a section World News."""
    if _SECTION.fullmatch(name):
        return False
    kind = kind_of_name(name)
    return kind is not None and (kind[0] == "agency" or kind[1] or bool(_AGENCY.search(name)))


def _of_theirs(name: str) -> bool:
    return not _SECTION.fullmatch(name) and kind_of_name(name) is not None


class _Part(NamedTuple):
    """A name in a byline: where it stands, and what stands between it and the one before."""

    name: str
    place: int
    before: str


def _in_byline(text: str, span: Span) -> list[Credit]:
    """Return the outlets of a byline: "By Ana Vale, Coastal Press" is all the agency's, "Ana Vale and AFP" is not."""
    line = text[slice(*span)]
    names: list[_Part] = []
    at, before = 0, ""
    for start, end in [*((one.start(), one.end()) for one in _JOINT.finditer(line)), (len(line), len(line))]:
        part = _DESK.sub("", line[at:start]).strip(" .,()[]")
        if part:
            names.append(_Part(part, line.index(part, at), before))
            before = ""
        at, before = end, before + line[start:end].casefold()
    out: list[Credit] = []
    shared = any(_BESIDE.search(before) for _, _, before in names)
    for part, place, before in names:
        theirs = bool(names[0].before != before and _FOR.search(before))
        name = next((one for one in _endings(part) if _is_outlet(one) or (theirs and _of_theirs(one))), None)
        if name is not None:
            begins = span[0] + place + len(part) - len(name)
            out.append(Credit(name=name, span=(begins, begins + len(name)), whole=not shared))
    return out


def _endings(part: str) -> list[str]:
    """Return a name, and what may be an agency's at the end of it: "ANA VALE Associated Press"."""
    words = part.split(" ")
    beginnings = [at for at in range(1, len(words) - 1) if words[at - 1].isupper() and not words[at].isupper()]
    return [*(" ".join(words[at:]) for at in beginnings), part]
