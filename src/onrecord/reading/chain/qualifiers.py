"""What the article says of a source's standing, in its own words, and why a source is not named."""

import re
from collections.abc import Iterator
from typing import Final

from onrecord.reading.model import Qualifier
from onrecord.text.spans import Span

_AFFILIATION: Final = re.compile(
    r"\b(?:[\w.\u2019'-]+-(?:linked|backed|run|owned|controlled|affiliated|aligned|funded|led|appointed|sponsored"
    r"|allied"
    r"|leaning|friendly|supported|dominated|installed|supporting|financed)|(?:pro|anti)-[\w-]+|(?:close|loyal"
    r"|sympathetic) to [^,;.\x00]{2,60}"
    r"|(?:aligned|affiliated|allied) with [^,;.\x00]{2,60}|linked to [^,;.\x00]{2,60})",
    re.IGNORECASE,
)
_STANDING: Final = re.compile(
    r"\b(?:self-(?:described|proclaimed|styled|declared|appointed|identified)|independent|non-?partisan|bipartisan"
    r"|(?:far|hard|centre|center)-(?:right|left)|(?:right|left)-wing|(?:right|left)-leaning"
    r"|ultra-?\w*(?:conservative|nationalist)"
    r"|unofficial|semi-official|so-called|disgraced|exiled|outspoken|longtime critic|influential|hard-?line"
    r"|(?:familiar with|briefed on|with (?:direct |first-?hand )?knowledge of|involved in"
    r"|close to) [^,;.\x00]{2,60})",
    re.IGNORECASE,
)
_ANONYMOUS: Final = re.compile(
    r"\b(?:(?:speaking|spoke|spoken|speaks|told \w+|talked|granted|given|interviewed|asked|requested|requesting)?\s?"
    r"(?:on|under) (?:the )?condition (?:of anonymity|that (?:he|she|they|his|her|their)[^,;.\x00]{2,60})"
    r"|anonymously|(?:an )?anonymous|unnamed|unidentified|(?:granted|requested|requesting|given) anonymity"
    r"|(?:who )?(?:ask|declin|refus|request|want|prefer|wish)(?:s|ed|ing)? (?:that (?:his|her|their) names? )?"
    r"(?:not )?(?:to )?(?:not )?(?:be )?(?:named|identified|quoted by name|used)"
    r"|(?:could|can|may|would) not be (?:named|identified)|on background|off the record)\b",
    re.IGNORECASE,
)
_REASON: Final = re.compile(
    r"\b(?:because|since|as|citing|for fear of|out of fear|fearing|due to|to (?:discuss|describe|speak|talk|comment"
    r"|share|reveal"
    r"|disclose|avoid|protect|preserve|be able)|in order to|for (?:security|safety) reasons"
    r"|given)\b[^.;\x00\n]{3,200}"
    r"|\b(?:who|which) (?:was|were|is|are)(?: not|n['\u2019]t) (?:authori[sz]ed|allowed|permitted"
    r"|supposed) to [^,.;\x00\n]{3,120}"
    r"|\b(?:was|were|is|are)(?: not|n['\u2019]t) (?:authori[sz]ed|allowed|permitted) to [^,.;\x00\n]{3,120}"
    r"|\b(?:not |un)authori[sz]ed to [^,.;\x00\n]{3,120}",
    re.IGNORECASE,
)
_NOT_AUTHORISED: Final = re.compile(
    r"\b(?:not |un)authori[sz]ed to|\b(?:not|n['\u2019]t) (?:allowed|permitted) to", re.IGNORECASE
)
_HINT: Final = re.compile(
    r"-|close |loyal |sympath|aligned|affiliated|allied|linked|independent|nonpartisan|bipartisan|unofficial"
    r"|so-called|disgraced"
    r"|exiled|outspoken|influential|ultra|longtime|familiar|briefed|knowledge|involved|hardline",
    re.IGNORECASE,
)
_ANONYMITY_HINT: Final = re.compile(
    r"anonym|unnamed|unidentified|named|identified|background|off the record|authori[sz]ed|condition|permitted"
    r"|allowed",
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
        if start >= taken:
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
    reason = None
    if found:
        reason = _REASON.search(words, found.end()) or _REASON.search(words)
    elif _NOT_AUTHORISED.search(words):
        reason = _REASON.search(words)
    stated = None
    if found:
        low = found.start() + len(found.group()) - len(found.group().lstrip())
        stated = (start + low, start + found.end())
    why = None
    if reason:
        end = reason.start() + len(reason.group().rstrip(' ,\u201d"'))
        why = (start + reason.start(), start + end)
    return stated, why
