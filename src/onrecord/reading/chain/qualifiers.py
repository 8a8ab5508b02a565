"""What the article says of a source's standing, in its own words, and why a source is not named."""

import re
from collections.abc import Iterator
from typing import Final

from onrecord.reading.model import Qualifier
from onrecord.text.spans import Span

_REST: Final = r"(?:(?! (?:who|which|that) )[^,;.\x00]|(?<=\bMr)\.|(?<=\bMrs)\.|(?<=\bDr)\.|(?<=\b[A-Z])\.){2,60}"
"""What a qualifier runs on with, up to a relative clause or the next mark that is not an abbreviation's."""
_AFFILIATION: Final = re.compile(
    r"\b(?:(?:[\w.\u2019'-]+-(?:linked|backed|run|owned|controlled|affiliated|aligned|funded|led|appointed|sponsored"
    r"|allied|leaning|friendly|supported|dominated|installed|supporting|financed|held|occupied|based (?=rebel"
    r"|militia))"
    r"|(?:pro|anti)-[\w-]+)(?![\w-])"
    rf"|(?:close|loyal|sympathetic) to {_REST}|(?:aligned|affiliated|allied) with {_REST}|linked to {_REST}"
    r"|(?<=, )(?:an? |the )?(?:[a-z-]+ ){0,2}(?:ally|supporter|critic|opponent|confidant|associate|friend) of "
    rf"{_REST}|government-(?:run|owned))",
    re.IGNORECASE,
)
_LABEL: Final = (
    r"(?:(?:far|hard|centre|center)-(?:right|left)|(?:right|left)-(?:wing|leaning)|ultra-?\w*(?:conservative"
    r"|nationalist)"
    r"|hard-?line|non-?partisan|bipartisan|independent|conservative|liberal|progressive|libertarian|leftist|Islamist"
    r"|nationalist|populist|militant|moderate|separatist|secular|unofficial|semi-official|opposition)"
)
"""What is put before a body or a person to say where they stand."""
_STANDING: Final = re.compile(
    r"\b(?:self-(?:described|proclaimed|styled|declared|appointed|identified)(?![\w-])"
    r"|so-called|disgraced|exiled|outspoken|controversial|longtime critic|influential"
    rf"|{_LABEL}(?= (?!and |or |who |in |of |from |voters?\b|party\b|counsel\b|prosecutor|inquiry\b|base\b"
    rf"|movement\b|wave\b|thought\b|to |for "
    rf"|senator|candidate)(?-i:[a-z])|,? {_LABEL} )"
    rf"|(?:familiar with|briefed on|(?:with|who (?:has|have|had)) (?:(?:direct|first-?hand|intimate|personal|some) )?"
    rf"knowledge of|involved in|close to) {_REST})",
    re.IGNORECASE,
)
_NAMES: Final = re.compile(r"[A-Z][\w-]* (?:of )?[A-Z]")
"""A qualifier's word as the beginning of a proper name: "Anti-Silting League"."""
_ANONYMOUS: Final = re.compile(
    r"\b(?:(?:speaking|spoke|spoken|speaks|told \w+|talked|granted|given|interviewed|asked|requested|requesting)?\s?"
    r"(?:on|under) (?:the |strict )?(?:condition|cover) (?:of (?:strict )?anonymity|that (?:he|she|they|his|her"
    r"|their)[^,;.\x00]{2,60})"
    r"|(?:who )?(?:wish|want|prefer|ask|choos|request|insist)\w* (?:to (?:remain|stay) anonymous|(?:for"
    r"|on) anonymity)"
    r"|anonymously|anonymous|unnamed|unidentified|(?:granted|requested|requesting|given|seeking|sought) anonymity"
    r"|(?:who )?(?:ask|declin|refus|request|want|prefer|wish)(?:s|ed|ing)? (?:that (?:his|her|their) names? )?"
    r"(?:not )?(?:to )?(?:not )?(?:be )?(?:named|identified|quoted by name|used)"
    r"|(?:could|can|may|would) not be (?:named|identified)|on (?:deep )?background(?! check)|off the record"
    r"|(?:who )?(?:gave|giving|using|provided) only (?:his|her|their|a) (?:first|last|given|family) names?"
    r"|whose names? (?:was|were|is|are|has been|have been|is being) (?:withheld|changed))\b",
    re.IGNORECASE,
)
_WHY: Final = (
    r"(?:because|since|as|citing|for fear of|out of (?:fear|concern)|fearing|due to|over (?:fears?|concerns?)"
    r"|amid fears"
    r"|(?:so as |in order )?(?:to|so (?:that )?(?:he|she|they) (?:can|could|might)) (?:discuss|describe|speak|talk"
    r"|comment"
    r"|share|reveal|disclose|avoid|protect|preserve|be able|offer|detail|explain|give|provide|recount|preview|relate)"
    r"|in order to|for (?:security|safety|privacy|legal|diplomatic|personal|the sake) |given"
    r"|(?:in (?:line|keeping|accordance) with|under|per|following) (?=[^.;\x00\n]{0,60}\b(?:rules?|regulations?"
    r"|protocols?"
    r"|polic(?:y|ies)|customs?|practices?|guidelines)\b))"
)
"""How a reason for not being named begins."""
_STOP: Final = (
    r",? (?:said|says|told|added|adding|saying|noted|confirmed|described)\b|[.;\x00\n]"
    r"|, (?:that|who|which|but)\b|\Z"
)
"""Where such a reason ends."""
_REASON: Final = re.compile(
    r"[,]?(?: (?:also|only|and|in an interview|with \w+|to reporters|by (?:tele)?phone)){0,2},? {0,2}"
    rf"(?P<why>\b{_WHY}[^.;\x00\n]{{3,200}}?)(?={_STOP})",
    re.IGNORECASE,
)
_NOT_AUTHORISED: Final = re.compile(
    r"(?P<why>\b(?:(?:because|as|since) (?:he|she|they|the \w+) |(?:who|which) )?(?:(?:was|were|is|are|has|have|had)"
    r"(?: not|n['\u2019]t)(?: been)? (?:authori[sz]ed|allowed|permitted|supposed|cleared|empowered)"
    rf"|(?:not |un)authori[sz]ed) to [^.;\x00\n]{{3,120}}?)(?=,|{_STOP})",
    re.IGNORECASE,
)
_FEARED: Final = re.compile(
    r"\bwho (?P<why>(?:fear(?:s|ed)|(?:is|are|was|were) (?:afraid|worried|concerned)|worr(?:ies"
    r"|ied))[^,;.\x00\n]{3,120}?)"
    r"(?=,? and (?:\w+ )?(?:ask|request|spoke|speak|declin|wish|want|insist))",
    re.IGNORECASE,
)
"""A reason told before the wish not to be named."""
_HINT: Final = re.compile(
    r"-|close |loyal |sympath|aligned|affiliated|allied|linked|independent|nonpartisan|bipartisan|unofficial"
    r"|so-called|disgraced|exiled|outspoken|influential|ultra|longtime|familiar|briefed|knowledge|involved|hardline"
    r"|conservative|liberal|progressive|libertarian|leftist|islamist|nationalist|populist|militant|moderate"
    r"|separatist"
    r"|secular|opposition|controversial|ally|supporter|critic|opponent|confidant|associate|friend|state ",
    re.IGNORECASE,
)
_ANONYMITY_HINT: Final = re.compile(
    r"anonym|unnamed|unidentified|named|identified|background|off the record|authori[sz]ed|condition|permitted"
    r"|allowed|only h|only t|only a|whose name|cleared|empowered|supposed",
    re.IGNORECASE,
)


def qualifiers(text: str, source: Span) -> Iterator[Qualifier]:
    """Yield what qualifies a source within its own span, in order, not what it says about its anonymity."""
    if not _HINT.search(text, *source):
        return
    taken = -1
    found = [(m.span(), "affiliation") for m in _AFFILIATION.finditer(text, *source)]
    found += [(m.span(), "standing") for m in _STANDING.finditer(text, *source)]
    for (start, end), kind in sorted(found):
        proper = _NAMES.match(text, start, min(source[1], end + 30)) and (
            start > source[0] or text[end : end + 2].istitle()
        )
        if start >= taken and not proper:
            taken = end
            while end > start and text[end - 1].isspace():
                end -= 1
            yield Qualifier(span=(start, end), kind="affiliation" if kind == "affiliation" else "standing")


def anonymity(words: str, start: int) -> tuple[Span | None, Span | None]:
    """Return where `words`, which begin at `start` in the text, say that a source is not named, and the reason.

    Words without either give None twice.

    >>> words = "said an aide on condition of anonymity because she was not allowed to speak"
    >>> [words[a:b] for a, b in anonymity(words, 0)]
    ['on condition of anonymity', 'because she was not allowed to speak']
    """
    if not _ANONYMITY_HINT.search(words):
        return None, None
    found = _ANONYMOUS.search(words)
    reason = _REASON.match(words, found.end()) if found else None
    reason = reason or _NOT_AUTHORISED.search(words) or (_FEARED.search(words) if found else None)
    stated = None
    if found:
        low = found.start() + len(found.group()) - len(found.group().lstrip())
        stated = (start + low, start + found.end())
    why = None
    if reason:
        end = reason.start("why") + len(reason["why"].rstrip(' ,\u201d"'))
        why = (start + reason.start("why"), start + end)
    return stated, why
