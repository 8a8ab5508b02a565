"""What kinds of characters each block has, counted over the whole page at once."""

from functools import cache
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from onrecord.article.features.rows import Array

SEEN: Final = 1000
"""Code points of a block that are counted."""

SEEN_IN_ALL: Final = 3_000_000

# Classes of characters.
_OTHER, LOWER, UPPER, DIGIT, SPACE, STOP, COMMA, QUOTE, BRACKET, UNCASED, DASH, SIGN, IDEOGRAPH = range(13)

_CLASSES: Final = 13

IS_EVEN: Final = np.isin(np.arange(_CLASSES), (LOWER, UPPER, DIGIT, UNCASED, IDEOGRAPH))

HEAD: Final = 240


@cache
def _classes() -> npt.NDArray[np.uint8]:
    """Class of each code point below 0x10000."""
    table = np.zeros(0x10000, np.uint8)
    for code in range(0x10000):
        sign = chr(code)
        if sign.isupper():
            table[code] = UPPER
        elif sign.islower():
            table[code] = LOWER
        elif sign.isdigit():
            table[code] = DIGIT
        elif sign.isspace():
            table[code] = SPACE
        elif sign.isalpha():
            table[code] = IDEOGRAPH if 0x2E80 <= code <= 0x9FFF or 0xAC00 <= code <= 0xD7A3 else UNCASED
    for kind, signs in (
        (STOP, ".!?…。！？｡؟।"),
        (COMMA, ",;:、，；："),
        (QUOTE, "\"'“”„‟‘’‚‛«»‹›「」『』"),
        (BRACKET, "()[]{}<>（）【】［］〈〉《》"),
        (DASH, "-–—―‐‑"),
        (SIGN, "|©@/#•·→▶►+*&=_%$€£¥®™✓…»›"),
    ):
        for sign in signs:
            table[ord(sign)] = kind
    return table


class Counted(NamedTuple):
    """Blocks as classes of characters."""

    codes: npt.NDArray[np.uint32]
    counts: Array
    """Blocks by classes."""
    kinds: npt.NDArray[np.uint8]
    """Class of each character of all blocks."""
    ends: npt.NDArray[np.int64]
    """Where each block's characters end in `kinds`."""
    heads: list[str]
    """The block's first letters and digits, lower case, nothing between them."""


def looked_up(table: npt.NDArray[Any], codes: npt.NDArray[Any], beyond: npt.NDArray[Any] | int) -> npt.NDArray[Any]:
    """Return the entry of each code point in a table of those below 0x10000, `beyond` for others."""
    if not len(codes) or codes.max() < len(table):
        return np.asarray(table[codes])
    return np.where(codes < len(table), table[np.minimum(codes, len(table) - 1)], beyond).astype(table.dtype)


def count_characters(slices: list[str]) -> Counted:
    """Count the kinds of characters of each of `slices`, all at once."""
    codes = np.frombuffer("".join(slices).encode("utf-32-le", "surrogatepass"), np.uint32)
    kinds = looked_up(_classes(), codes, beyond=0)
    lengths = np.fromiter(map(len, slices), np.int64, len(slices))
    owner = np.repeat(np.arange(len(slices)), lengths)
    counts = np.bincount(owner * _CLASSES + kinds, minlength=len(slices) * _CLASSES)
    counts = counts.reshape(-1, _CLASSES)
    even = codes[IS_EVEN[kinds]].tobytes().decode("utf-32-le", "replace")
    ends = np.cumsum(counts @ IS_EVEN.astype(np.int64)).tolist()
    heads = [even[start : min(end, start + HEAD)].lower() for start, end in zip([0, *ends], ends, strict=False)]
    return Counted(codes, counts.astype(np.float64), kinds, np.cumsum(lengths), heads)
