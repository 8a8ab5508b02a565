"""Whether two statements seem to claim the same in other words: weaker than the same words, and never counted as them.

Nearness in meaning proposes; numbers, names, negation and speaker must not speak against it.
"""

import re
from typing import Final

from onrecord.story.appearances import Occurrence, same_speaker
from onrecord.text.listed import listed

LIKE: Final = 0.72
"""Likeness (the cosine of their vectors) from which on two statements are looked at."""
_NO_CLAIM: Final = frozenset({"asks", "declines"})
"""Manners in which nothing is claimed."""
_NUMBER: Final = re.compile(r"\d+(?:[.,]\d+)*")
_NAME: Final = re.compile(r"(?<=[\w,;:’'-] )[A-Z][\w’'-]+")
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_NEGATION: Final = listed("not never no none nobody nothing neither nor without cannot hardly")
_WRITTEN: Final = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
)
_COUNTS: Final = {word: str(number) for number, word in enumerate(_WRITTEN.split()) if number != 1}
"""Numbers written out; "one" is left aside, for it mostly counts nothing."""


def same_claim(one: Occurrence, other: Occurrence, likeness: float) -> bool:
    """Say whether nothing speaks against two statements' claiming the same, their likeness being high enough.

    They must have the same numbers, a name in common if both have names, the same polarity and as much negation, and
    not be given to two different people that are named.
    """
    if likeness < LIKE or one.polarity != other.polarity or {one.manner, other.manner} & _NO_CLAIM:
        return False
    if numbers(one.content) != numbers(other.content) or negated(one.content) != negated(other.content):
        return False
    if one.naming == "named" and other.naming == "named" and not same_speaker(one, other):
        return False
    mine, theirs = names(one.content), names(other.content)
    return bool(mine & theirs) or not (mine and theirs)


def numbers(content: str) -> frozenset[str]:
    """Return the numbers in a content, as digits.

    >>> sorted(numbers("Seven people, 31 of 1,200 hurt"))
    ['1200', '31', '7']
    """
    digits = {found[0].replace(",", "") for found in _NUMBER.finditer(content)}
    return frozenset(digits | {_COUNTS[word] for word in map(str.casefold, _WORD.findall(content)) if word in _COUNTS})


def names(content: str) -> frozenset[str]:
    """Return the capitalised words of a content that do not begin a sentence.

    >>> sorted(names("The fire in the Sund Tunnel"))
    ['sund', 'tunnel']
    """
    return frozenset(found[0].casefold().removesuffix("’s").removesuffix("'s") for found in _NAME.finditer(content))


def negated(content: str) -> bool:
    """Say whether a content has an odd number of negations.

    >>> negated("It was not so"), negated("It was never not so")
    (True, False)
    """
    words = [word.casefold() for word in _WORD.findall(content)]
    count = sum(1 for word in words if word in _NEGATION or word.endswith(("n't", "n’t")))
    return count % 2 == 1
