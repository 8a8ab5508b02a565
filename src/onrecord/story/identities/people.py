"""Names of persons: how two may be one person's, and by which keys they are found."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final, Literal

from onrecord.reading.entities.words import TITLES
from onrecord.story.identities.spelling import given, near, near_given, sound, words_of

Likeness = Literal[
    "same", "longer", "short form", "spelling", "order", "initials", "one word", "surname", "suffix", "further"
]  # fmt: skip
"""How two names agree, the surest first: the same words; one with a further name; a short form of the first name;
another spelling; another order; initials only; one word that is all there is; one word that is the other's surname;
"Jr." or "Sr." on one side only; a further name or initial more, where both have some.
"""
LIKENESSES: Final[tuple[Likeness, ...]] = (
    "same", "longer", "short form", "spelling", "order", "initials", "one word", "surname", "suffix", "further",
)  # fmt: skip
_INITIALS: Final = re.compile(r"\b([A-Z])\.(?=[A-Z]\.)")
_SUFFIXES: Final = {"jr": "jr", "junior": "jr", "sr": "sr", "senior": "sr", "ii": "ii", "iii": "iii", "iv": "iv"}
_ARTICLES: Final = frozenset(("al", "el", "ul", "as", "ash", "ad", "an", "ar", "at"))
"""The Arabic article in its forms, which one page writes and another leaves out; not at the beginning of a name."""


class Called:
    """A person's name, taken apart: `words` without title and suffix, folded."""

    def __init__(self, name: str) -> None:
        words = words_of(_INITIALS.sub(r"\1. ", name))
        while len(words) > 2 and words[0] in TITLES:
            words = words[1:]
        self.suffix = _SUFFIXES.get(words[-1], "") if len(words) > 2 else ""
        if self.suffix:
            words = words[:-1]
        bare = [
            word for place, word in enumerate(words) if not (place and word in _ARTICLES and place + 1 < len(words))
        ]
        self.words = bare[:8]

    @property
    def full(self) -> bool:
        """Whether there is more than one word, and the last is no initial."""
        return len(self.words) > 1 and len(self.words[-1]) > 1


@lru_cache(maxsize=16_384)
def called(name: str) -> Called:
    """Return a name taken apart."""
    return Called(name)


def likeness(one: Called, other: Called) -> Likeness | None:
    """Return how two names may be one person's; None where they cannot, or nothing speaks for it."""
    a, b = one.words, other.words
    if not a or not b:
        return None
    if len(a) == 1 or len(b) == 1:
        if len(a) == len(b):
            return "one word" if a == b else None
        short, full = (a, b) if len(a) == 1 else (b, a)
        return "surname" if short[0] == full[-1] else None
    if one.suffix and other.suffix and one.suffix != other.suffix:
        return None
    found = _full(a, b)
    if found in ("same", "longer", "short form") and one.suffix != other.suffix:
        return "suffix"
    return found


def _full(a: Sequence[str], b: Sequence[str]) -> Likeness | None:
    if list(a) == list(b):
        return "same"
    short, long = sorted((a, b), key=len)
    initial = any(len(word) == 1 for word in (short[0], long[0]))
    if short[-1] == long[-1]:
        if not _middle(short[1:-1], long[1:-1]):
            return None
        if short[0] == long[0] and not initial:
            return "longer" if len(short) == 2 or len(short) == len(long) else "further"
        if initial:
            return "initials" if short[0][0] == long[0][0] else None
        if given(short[0]) == given(long[0]) or near_given(short[0], long[0]):
            return "short form" if given(short[0]) == given(long[0]) else "spelling"
        return None
    if not initial and len(short) < len(long) and list(short) == list(long[: len(short)]):
        return "longer"
    if len(short) == len(long) and sorted(short) == sorted(long):
        return "order"
    if initial or not near(short[-1], long[-1]) or not _middle(short[1:-1], long[1:-1]):
        return None
    return "spelling" if near_given(short[0], long[0]) else None


def _middle(few: Sequence[str], many: Sequence[str]) -> bool:
    """Whether the further names of the one are among the other's, initials counted for names."""
    left = list(many)
    for word in few:
        hit = next((one for one in left if _one(word, one)), None)
        if hit is None:
            return False
        left.remove(hit)
    return True


def _one(word: str, other: str) -> bool:
    if len(word) == 1 or len(other) == 1:
        return word[0] == other[0]
    return word == other or near(word, other)


def keys(names: Iterable[str]) -> list[str]:
    """Return the keys by which someone of these names is looked for, the most exact first.

    >>> keys(["Anders Falk"])
    ['n:anders falk', 's:antrs flk', 'i:flk a']
    """
    out: dict[str, None] = {}
    for name in names:
        called = Called(name)
        words = called.words
        if not words:
            continue
        out["n:" + " ".join(words)] = None
        if len(words) > 1:
            out["s:" + " ".join(sorted(sound(word) for word in (given(words[0]), words[-1])))] = None
            out[f"i:{sound(words[-1])} {sound(given(words[0]))[:1]}"] = None
    return list(out)
