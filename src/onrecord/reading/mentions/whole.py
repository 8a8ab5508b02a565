"""Names that the network broke off: *Committee* of *the Committee for a Safe Harbour*; and what it took too much."""

import re
from collections.abc import Sequence

from msgspec.structs import replace

from onrecord.reading.entities.items import first_names
from onrecord.reading.entities.words import TITLES
from onrecord.reading.mentions.kinds import kind_for_sure
from onrecord.reading.model import Mention
from onrecord.text.listed import listed

_BODIES = listed(
    "academy agency alliance assembly association authority board brotherhood bureau campaign centre center chamber",
    "coalition college commission committee confederation conference congress corporation council department",
    "federation fellowship force foundation front fund institute institution league ministry mission movement network",
    "office organisation organization party partnership project school service society task team trust union",
    "university",
)
"""Nouns of bodies whose names go on behind them."""
_DAY = (
    r"(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|October"
)
_DAY += r"|November|December)"
_ON = re.compile(
    r" (?:of|for|to|against|on)(?: (?:an?|the))?"
    rf"(?: (?:(?:and|of|for|the|&) ){{0,2}}{_DAY}[A-Z](?:[^\W_]|[.'\u2019&-](?=[^\W_]))*)+"
)
_ENDOWED = re.compile(
    r" (?:Foundation|Institute|Committee|Campaign|Commission|Council|Association|University|Library|Fund|Academy|Museum"
    r"|Administration|Organi[sz]ation|Corporation|Ministry|Department)\Z"
)
"""How the names of bodies end that begin with a person's."""
_GIVEN = re.compile(r"[\w,][ \u00a0](?!Will |May |Mark |Grant |Chase |Bill |Rob )([A-Z][a-z]+)[ \u00a0]\Z")
"""A word in capitals before a surname, not the sentence's first, that may be the name given with it."""
_COUPLE = re.compile(r"\b([A-Z][a-z]+) (?:and|&) \Z")
"""Whose name a body bears beside another's: "the *Jo and* Ada Renn Foundation"."""
_LEAD = 30
_LONGEST = 100
"""Code points that a name goes on for at most."""
_LED = re.compile(r"(?:[^\w(\u201c\"'\u2018]+|[a-z]+-(?:[a-z]+(?:ed|ing)|run|led|wing|based|right|left) (?=[A-Z]))")
_LINKED = re.compile(
    r"-(?:affiliated|aligned|allied|backed|based|born|controlled|funded|held|led|linked|occupied|owned|ruled|run"
    r"|sponsored|supported)\Z"
)
"""What ties something else to whom it follows ("Skerry-backed"); only what stands before it is a name."""


def whole(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """Return `mentions`, in text order, with the names of bodies made whole and stray words before names cut off.

    Names that stand in what a body's name goes on with are its parts and fall away.

    >>> text = "The Committee for a Safe Harbour met."
    >>> (found,) = whole(text, [Mention(span=(4, 13), type="organisation", form="name")])
    >>> text[slice(*found.span)]
    'Committee for a Safe Harbour'
    """
    out: list[Mention] = []
    over = 0
    for mention in mentions:
        start, end = mention.span
        if mention.form == "name":
            if start < over:
                continue
            tied = _LINKED.search(text[start:end])
            if tied and tied.start():
                end = start + tied.start()
                kind = kind_for_sure(text[start:end])
                mention = replace(mention, span=(start, end), type=kind or mention.type)
                if kind is None and mention.type not in ("person", "organisation", "place", "group"):
                    continue
            led = _LED.match(text, start, end)
            start = led.end() if led and led.end() < end else start
            if (
                mention.type == "organisation"
                and text[max(start, text.rfind(" ", start, end) + 1) : end].lower() in _BODIES
            ):
                goes_on = _ON.match(text, end, end + _LONGEST) if text[start].isupper() else None
                over = end = goes_on.end() if goes_on else end
            if mention.type == "person" and " " in text[start:end] and _ENDOWED.search(text, start, end):
                mention = replace(mention, type="organisation")  # named after somebody
            start = _from_given(text, (start, end), mention, out)
            if (start, end) != mention.span:
                mention = replace(mention, span=(start, end))
        out.append(mention)
    return out


def _from_given(text: str, span: tuple[int, int], mention: Mention, out: list[Mention]) -> int:
    """Return where a name begins with what the network read as another's, or as nobody's: "Jo" of "Jo Renn".

    That other is taken from the end of `out`.
    """
    start, end = span
    if mention.type == "person" and " " not in text[start:end]:
        found = _GIVEN.search(text, max(0, start - _LEAD), start)
    elif mention.type == "organisation" and _ENDOWED.search(text, start, end):
        found = _COUPLE.search(text, max(0, start - _LEAD), start)
    else:
        return start
    if not found or found[1].lower() not in first_names() or found[1].lower() in TITLES:
        return start
    before = out[-1] if out else None
    if before is not None and before.span[1] > found.start(1):
        if before.span != found.span(1) or before.form != "name" or before.type != "person":
            return start
        out.pop()
    return found.start(1)
