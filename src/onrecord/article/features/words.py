"""The words of each block: hashed for the model, shared with others, and what they are about."""

from functools import cache
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from onrecord.article.features.characters import IDEOGRAPH, IS_EVEN, Counted, looked_up
from onrecord.article.features.rows import WORD_ROWS, WORDS, Array, Ints

# Hashes of words are sums of their letters, each times a number that goes with its place: they can be taken of all
# words at once, and are the same everywhere.
_PLACES: Final = np.array([pow(0x9E3779B97F4A7C15, k + 1, 1 << 64) | 1 for k in range(24)] + [0], np.uint64)


@cache
def _folded() -> npt.NDArray[np.uint64]:
    """What each code point below 0x10000 is hashed as: small letters, and one sign for all digits."""
    table = np.arange(0x10000, dtype=np.uint64)
    for code in range(0x10000):
        sign = chr(code)
        small = sign.lower()
        if len(small) == 1 and small != sign:
            table[code] = ord(small)
        elif sign.isdigit():
            table[code] = ord("0")
    return table


def hash_words(
    codes: npt.NDArray[Any], part: npt.NDArray[np.bool_], begins: npt.NDArray[np.bool_], rows: int
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Hash the words of a text: where each starts, its length, and its row of a table of `rows`.

    `part` says which code points belong to words, `begins` where one starts although one stands before it.
    """
    at = np.flatnonzero(part)
    if not len(at):
        none = np.zeros(0, np.int64)
        return none, none, none
    first = np.empty(len(at), bool)
    first[0] = True
    np.not_equal(np.diff(at), 1, out=first[1:])
    first |= begins[at]
    starts = np.flatnonzero(first)
    lengths = np.diff(np.append(starts, len(at)))
    place = np.arange(len(at)) - np.repeat(starts, lengths)
    own = codes[at]
    values = looked_up(_folded(), own, beyond=own) * _PLACES.take(place, mode="clip")
    sums = np.add.reduceat(values, starts)
    found = ((sums ^ (sums >> np.uint64(31))) * np.uint64(0xBF58476D1CE4E5B9)) >> np.uint64(20)
    return at[starts], lengths, (found % np.uint64(rows - 1)).astype(np.int64) + 1


def pick_words(owner: npt.NDArray[np.int64], rows: npt.NDArray[np.int64], n: int, first: int, last: int) -> Ints:
    """Put the first and last rows of each owner side by side, 0 where it has fewer; owners are in order."""
    count = np.bincount(owner, minlength=n)
    begin = np.cumsum(count) - count
    padded = np.append(rows, 0)
    place = np.arange(first)
    head = np.where(place < count[:, None], begin[:, None] + place, len(rows))
    if not last:
        return np.asarray(padded[head], np.int32)
    place = count[:, None] - last + np.arange(last)
    tail = np.where(place >= first, begin[:, None] + place, len(rows))
    return np.asarray(padded[np.concatenate([head, tail], axis=1)], np.int32)


def words_of(counted: "Counted", n: int) -> tuple[Ints, npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Rows of each block's first and last words, and rows and blocks of all words; an ideograph is a word."""
    kinds = counted.kinds
    ideograph = kinds == IDEOGRAPH
    begins = ideograph.copy()
    begins[1:] |= ideograph[:-1]
    begins[counted.ends[:-1]] = True
    at, _, rows = hash_words(counted.codes, IS_EVEN[kinds], begins, WORD_ROWS)
    owner = np.searchsorted(counted.ends, at, side="right")
    return pick_words(owner, rows, n, WORDS - 4, 4), rows, owner


def shared_words(words: Ints, grammar: npt.NDArray[np.bool_]) -> Array:
    """How much of each block's words the next block has, and the one before; a picture's text shares its headline's."""
    n = len(words)
    out = np.zeros((n, 2))
    if n > 1:
        told = (words > 0) & ~grammar[words]
        mine, yours = np.where(told, words, -1)[:-1], np.where(told, words, -2)[1:]
        same = np.zeros(mine.shape, bool)
        for column in range(words.shape[1]):
            same |= mine == yours[:, column, None]
        count = told.sum(1)
        share = same.sum(1) / np.maximum(np.minimum(count[:-1], count[1:]), 1)
        out[:-1, 0] = share
        out[1:, 1] = share
    return out


def share_about(
    rows: npt.NDArray[np.int64], owner: npt.NDArray[np.int64], told: npt.NDArray[np.bool_], n: int
) -> Array:
    """How much of each block is said in words of blocks `told` (itself aside) that few other blocks use.

    Two columns: the share of such words among the block's, and how many there are. It tells what is about the
    page's story from what is about others, in any language.
    """
    pairs = np.sort(owner * WORD_ROWS + rows)
    pairs = pairs[np.append(True, pairs[1:] != pairs[:-1])[: len(pairs)]]
    block, row = pairs // WORD_ROWS, pairs % WORD_ROWS
    inside = np.bincount(row[told[block]], minlength=WORD_ROWS)
    outside = np.bincount(row[~told[block]], minlength=WORD_ROWS)
    among = max(1, int(told.sum()))
    # A word of every third paragraph is grammar; so is one that stands all over the page.
    rare = (inside <= max(2.0, 0.3 * among)) & (outside <= max(2.0, 0.05 * n))
    known = (inside[row] - told[block] > 0) & rare[row]
    hits = np.bincount(block, weights=known, minlength=n)
    asked = np.bincount(block, weights=rare[row], minlength=n)
    return np.stack([hits / np.maximum(asked, 1.0), np.log1p(hits) / 2], axis=1)
