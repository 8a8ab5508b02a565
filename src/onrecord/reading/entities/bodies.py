"""Which single words that were read as persons are bodies, by what the article says beside them."""

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from onrecord.reading.entities.items import Item

_NOUNS: Final = (
    r"(?:company|operator|firm|airline|carrier|retailer|bank|charity|agency|supplier|regulator|contractor|manufacturer"
    r"|maker|insurer|utility|consortium|conglomerate|start-?up|brewer|lender|watchdog|publisher|broadcaster|developer)"
)
_BEFORE: Final = re.compile(
    rf"\b{_NOUNS} \Z|\b(?:shares (?:in|of)|(?:chief executive|chairman|chairwoman|president|director|boss|head|founder"
    r"|owner|CEO|headquarters) of|employees (?:of|at)|works (?:for|at)|worked (?:for|at)) (?:the )?\Z"
)
_BEHIND: Final = re.compile(
    rf", (?:which\b|(?:the|an?|one of the|\w+['\u2019]s)(?: [\w'\u2019-]+){{0,4}}? {_NOUNS}\b)"
    r"|['\u2019]s? (?:boss|chief executive|chairman|chairwoman|CEO|shares|shareholders|headquarters|management"
    r"|customers|workforce|share price|profits|fleet)\b"
)
_TITLED: Final = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Lord|Lady|Judge|Justice|Gen|Sen|Rep|Gov)\.? \Z")
_FAR: Final = 60
"""Code points beside a name in which it is said what it is."""
_MOST: Final = 12
"""Mentions of a name that are looked at."""


def settle_bodies(text: str, items: Sequence[Item]) -> None:
    """Make bodies of persons of one word that the article calls a company, or of which it names boss or shares.

    *Tideline, which runs the ferries*; *the boss of Tideline*. A word by which somebody with a longer name or a title
    goes is left alone.
    """
    single: dict[str, list[Item]] = defaultdict(list)
    bodies: dict[str, list[Item]] = defaultdict(list)
    taken: set[str] = set()
    for item in items:
        if item.form == "name" and item.type == "organisation":
            bodies[item.key].append(item)
        elif item.form == "name" and item.type == "person":
            words = text[item.start : item.end].split()
            if len(words) == 1:
                single[item.key].append(item)
            else:
                taken.update(word.casefold() for word in words)
    for mentions in single.values():
        first = mentions[0]
        word = text[first.start : first.end].casefold()
        if word in taken or any(_TITLED.search(text, max(0, i.start - 8), i.start) for i in mentions[:_MOST]):
            continue
        read_so = bodies.get(first.key, [])
        if len(read_so) >= len(mentions) or any(
            _BEFORE.search(text, max(0, i.start - _FAR), i.start) or _BEHIND.match(text, i.end, i.end + _FAR)
            for i in [*mentions[:_MOST], *read_so[:_MOST]]
        ):
            for item in mentions:
                item.type = "organisation"
                item.gender = "n"
