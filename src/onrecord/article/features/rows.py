"""What the block model is given: its tables, their sizes, and how they are put together."""

from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

WORD_ROWS: Final = 8192
"""Rows of the table of hashed words of the text; row 0 is none."""

MARK_ROWS: Final = 4096
"""Rows of the table of hashed class and id words and tags; row 0 is none."""

WORDS: Final = 13
MARKS: Final = 24
Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int32]
Ints64 = npt.NDArray[np.int64]
Array = npt.NDArray[np.float64]


class Features(NamedTuple):
    """One row a block."""

    text: Floats
    """Numbers that any block has."""
    markup: Floats
    """Numbers that only blocks from markup have; zero for plain text."""
    words: Ints
    """Hashed first and last words of the block; rows of a table of `WORD_ROWS`."""
    marks: Ints
    """Hashed class and id words and tags around the block; rows of a table of `MARK_ROWS`."""


def best_run(earned: list[float]) -> tuple[int, int]:
    """Return the stretch (first, end) with the largest sum."""
    best, first, end, total, start = 0.0, 0, 0, 0.0, 0
    for k, value in enumerate(earned):
        if total <= 0:
            total, start = 0.0, k
        total += value
        if total > best:
            best, first, end = total, start, k + 1
    return first, end


def share_of(part: Array, whole: Array) -> Array:
    """Return `part` by `whole`, of nothing none."""
    return np.asarray(part / np.maximum(whole, 1.0))


def windowed(values: Array, reach: int) -> Array:
    """Mean of `values` over `reach` rows to each side."""
    total = np.concatenate(([0.0], np.cumsum(values)))
    at = np.arange(len(values))
    return np.asarray(
        (total[np.minimum(at + reach + 1, len(values))] - total[np.maximum(at - reach, 0)]) / (2 * reach + 1)
    )


def as_table(columns: list[Any], rows: int) -> Floats:
    """Return columns side by side, cut off at 3."""
    out = np.empty((len(columns), rows), np.float32)
    for k, column in enumerate(columns):
        out[k] = column
    return np.ascontiguousarray(np.minimum(out, 3.0).T)


BIT_COUNT: Final = 21
MARKUP: Final = BIT_COUNT + 30
"""Columns of `Features.markup`."""
