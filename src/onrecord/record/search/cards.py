"""Cards: what order and facets need to know of a statement or an article, in a few bytes beside the index.

A search has to look at thousands of hits to count and rank them, and rows are far too slow for that. A card is 16 bytes
(id, day, length in words, number of codes) and then a code of 8 bytes for each value that the statement has in a facet.
A code is a hash of facet and value; its last four bits tell the facet. All are little-endian.
"""

import struct
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

FACETS = (
    "speaker",
    "organisation",
    "source_kind",
    "outlet",
    "via",
    "quotation",
    "manner",
    "language",
    "channel",
    "topic",
)
"""What hits are counted by, besides months. Codes hold places in this list: add at its end, up to 16 in all."""
_HEAD = struct.Struct("<qiHH")
_HEAD_DTYPE = np.dtype([("id", "<i8"), ("day", "<i4"), ("length", "<u2"), ("codes", "<u2")])
_MOST = 65_535

Codes = npt.NDArray[np.uint64]


@lru_cache(maxsize=65_536)
def code(facet: str, value: str) -> int:
    """Return the code of `value` in `facet`: 60 bits of a hash, and the facet."""
    digest = blake2b(f"{facet}\0{value}".encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest, "little") & ~15 | FACETS.index(facet)


def day_number(day: str | None) -> int:
    """Return an ISO day's ordinal in the calendar; 0 for none."""
    try:
        return date.fromisoformat(day[:10]).toordinal() if day else 0
    except ValueError:
        return 0


def day_of(number: int) -> str | None:
    """Return the ISO day with this ordinal; None for 0."""
    return date.fromordinal(number).isoformat() if number > 0 else None


def pack(ident: int, day: str | None, length: int, codes: Iterable[int]) -> bytes:
    """Return a card; `length` is in words."""
    each = sorted(set(codes))[:_MOST]
    return _HEAD.pack(ident, day_number(day), min(length, _MOST), len(each)) + struct.pack(f"<{len(each)}Q", *each)


class Cards(NamedTuple):
    """Many cards as columns: an element a card of each array, but `codes`, which has those of all of them in order.

    `owner` says for each code whose it is, as an index into the other arrays.
    """

    id: npt.NDArray[np.int64]
    day: npt.NDArray[np.int32]
    length: npt.NDArray[np.uint16]
    codes: Codes
    owner: npt.NDArray[np.int64]

    def only(self, which: npt.NDArray[np.int64]) -> "Cards":
        """Return the cards at `which`, whose places are in rising order."""
        place = np.full(len(self.id), -1, np.int64)
        place[which] = np.arange(len(which))
        kept = place[self.owner] >= 0
        return Cards(self.id[which], self.day[which], self.length[which], self.codes[kept], place[self.owner][kept])


def unpack(cards: Sequence[bytes]) -> Cards:
    """Return `cards` as columns."""
    sizes = np.fromiter(map(len, cards), np.int64, len(cards)) // 8
    cells = np.frombuffer(b"".join(cards), "<u8")
    starts = np.cumsum(sizes) - sizes
    is_head = np.zeros(len(cells), bool)
    is_head[starts] = is_head[starts + 1] = True
    heads = cells[is_head].view(_HEAD_DTYPE)
    return Cards(
        heads["id"].copy(),
        heads["day"].copy(),
        heads["length"].copy(),
        cells[~is_head],
        np.repeat(np.arange(len(cards)), sizes - 2),
    )


def counted(codes: Codes, facet: str, most: int) -> tuple[list[tuple[int, int]], int]:
    """Return the commonest codes of `facet` with how often each occurs, at most `most`, and how many there are."""
    values, counts = np.unique(codes[(codes & np.uint64(15)) == FACETS.index(facet)], return_counts=True)
    order = np.lexsort((values, -counts))[:most]
    return [(int(values[k]), int(counts[k])) for k in order], len(values)


def months(days: npt.NDArray[np.int32]) -> list[tuple[str, int]]:
    """Return the months of `days` that occur, in order, with how often each does; the undated are left out."""
    dated = days[days > 0].astype(np.int64) - 719_163  # the ordinal of 1970-01-01
    values, counts = np.unique(dated.astype("datetime64[D]").astype("datetime64[M]"), return_counts=True)
    return [(str(value), int(count)) for value, count in zip(values, counts, strict=True)]
