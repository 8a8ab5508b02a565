"""Whether two statements seem to claim the same in other words: weaker than the same words, and never counted as them.

Nearness in meaning proposes; numbers, names, negation and speaker must not speak against it.
"""

import re
from typing import Final

from onrecord.story.appearances import Occurrence, same_speaker
from onrecord.story.words import words_of
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


_SURE: Final = 0.86
"""Likeness from which on two claims need no words in common."""
_COMMON: Final = 0.3
_COMMON_OF_TWO: Final = 0.6
"""Of the words of the shorter one that are no names and not small, the share that both must have else: of one speaker,
and of two pages that do not name the same.
"""
_STEM: Final = 5
"""Letters by which two forms of a word are taken for one."""


def same_claim(one: Occurrence, other: Occurrence, likeness: float) -> bool:
    """Say whether nothing speaks against two statements' claiming the same, their likeness being high enough.

    They must have the same numbers, a name in common if both have names, the same polarity and as much negation, and
    not be given to two different people that are named. A name or a term alone ("the nomination") claims nothing; and
    what is near in meaning because it speaks of the same people must have some other words or a number in common.
    """
    if likeness < LIKE or one.polarity != other.polarity or {one.manner, other.manner} & _NO_CLAIM:
        return False
    if numbers(one.content) != numbers(other.content) or negated(one.content) != negated(other.content):
        return False
    if one.naming == "named" and other.naming == "named" and not same_speaker(one, other):
        return False
    mine, theirs = names(one.content), names(other.content)
    if not mine & theirs and mine and theirs:
        return False
    left, right = _said(one.content), _said(other.content)
    if min(len(left), len(right)) < 2:
        return False
    common = len(left & right) / min(len(left), len(right))
    least = _COMMON if one.naming == other.naming == "named" else _COMMON_OF_TWO
    return likeness >= _SURE or common >= least or bool(numbers(one.content))


def _said(content: str) -> set[str]:
    """Return the words of a content that are no names and not small, by their stems."""
    known = names(content)
    words = (word for word in words_of(content) if not word.small and not word.text[0].isdigit())
    first = content[:1].isupper()
    plain = [word for place, word in enumerate(words) if word.text not in known and not (first and not place)]
    return {word.text[:_STEM] for word in plain}


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
