"""Names folded for comparison: one key for all spellings that differ in case, accents, marks or spaces alone."""

import re
import unicodedata
from functools import lru_cache

_APART = re.compile(r"[\W_]+")
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"})
"""Letters that Unicode does not take apart into a letter and a mark."""
_LONGEST = 200
"""The most characters of a key, so that an index can hold it."""


@lru_cache(maxsize=16_384)
def key(name: str) -> str:
    """Return `name` without case, accents, punctuation and needless spaces; empty if nothing is left.

    >>> key("Stéphane  Séjourné"), key("O’Brien & Sons"), key("SKERRY-LINE")
    ('stephane sejourne', 'obrien sons', 'skerry line')
    """
    plain = unicodedata.normalize("NFKD", name[: 4 * _LONGEST]).casefold()
    folded = unicodedata.normalize("NFKD", plain).translate(_LETTERS)
    bare = "".join(c for c in folded if not unicodedata.combining(c) and c not in "'’‘`ʼ.")
    out = _APART.sub(" ", unicodedata.normalize("NFKC", bare)).strip()
    return out[:_LONGEST].rstrip()
