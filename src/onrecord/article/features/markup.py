"""What the markup around a block tells: its elements, and the words of its classes and ids."""

from collections import Counter
from functools import lru_cache
from typing import Any
from zlib import crc32

import numpy as np
import numpy.typing as npt

from onrecord.article.features.rows import BIT_COUNT, MARK_ROWS, Array, Floats, Ints, Ints64, as_table
from onrecord.article.features.said import evened, said_by_page, told_by_page
from onrecord.article.features.words import hash_words, pick_words
from onrecord.article.flat import FIGCAPTION, HIDDEN, LINK, NAV, Flat

ELEMENT, INLINE = 2, 3
"""Places of the fields of a `RawBlock`."""


def markup_columns(flat: Flat, fields: Ints64, heads: list[str], chars: Array, sentence: Array) -> Floats:
    """Return the numbers that only blocks from markup have; `fields` are those of `RawBlock`, a row each."""
    n = fields.shape[1]
    start, end, element, _, inside, linked, links, strong, level, depth = fields
    bits = ((inside[:, None] >> np.arange(BIT_COUNT)) & 1).astype(np.float32)
    lengths = (end - start).astype(np.float64)
    linked = np.minimum(linked / lengths, 1.0)
    strong = np.minimum(strong / lengths, 1.0)
    parents = np.array([*flat.parents, -1], np.int64)  # index -1 stays -1
    one = parents[element]
    two = parents[one]
    three = parents[two]

    # The container of the most prose: paragraphs' own parent, half as much for the one above.
    weight = chars * (1 - linked) * (sentence + 0.2) * ((inside & (NAV | FIGCAPTION | HIDDEN | LINK)) == 0)
    size = len(flat.parents) + 1
    mass = np.bincount(one % size, weights=weight, minlength=size) + 0.5 * np.bincount(
        two % size, weights=weight, minlength=size
    )
    mass[-1] = 0.0
    top = int(np.argmax(mass))
    most = max(float(mass[top]), 1.0)
    climb = [element, one, two, three]
    while len(climb) < 10:
        climb.append(parents[climb[-1]])
    hits = np.stack(climb) == top
    below = hits.any(0)
    steps = hits.argmax(0).astype(np.float64)
    tags, attrs = flat.tags, flat.attrs
    signature = [(tags[e], attrs[e]) if e >= 0 else ("", "") for e in element.tolist()]
    alike = Counter(signature)
    same = np.array([alike[s] for s in signature], np.float64)
    top_like = signature[int(np.argmax(np.where(below, weight, 0.0)))] if n else ("", "")
    siblings = np.bincount(one % size, minlength=size)[one % size]
    said = said_by_page(flat)
    told = told_by_page(heads, said)
    columns: list[Any] = [
        linked,
        linked > 0.8,
        np.minimum(links, 4) / 2,
        strong,
        np.log1p(depth) / 3,
        *[level == k for k in (1, 2, 3, 4)],
        level > 4,
        mass[one % size] / most,
        mass[two % size] / most,
        mass[three % size] / most,
        below,
        below * (steps <= 1),
        below * (steps == 2),
        np.minimum(steps, 8) / 4,
        np.log1p(same) / 4,
        [s == top_like for s in signature],
        np.log1p(siblings) / 4,
        *told.T,
        np.full(n, 1.0),
        np.full(n, float(bool(said.body))),
    ]
    picture = np.zeros(n)
    alts = {evened(alt)[:40] for _, alt in flat.alts}
    alts.discard("")
    if alts:
        picture = np.array([len(t) > 6 and t[:40] in alts for t in heads], np.float64)
    columns.append(picture)
    return np.concatenate([bits, as_table(columns, n)], axis=1)


def marks_of(flat: Flat, own: npt.NDArray[np.int64], inline: npt.NDArray[np.int64]) -> Ints:
    """Hashed words of class and id, and tags, of the block's element, its inline element, and those around."""
    parents = np.array([*flat.parents, -1], np.int64)
    one = parents[own]
    two = parents[one]
    three = parents[two]
    is_used = np.zeros(len(parents), bool)
    for element in (own, inline, one, two, three):
        is_used[element] = True
    used = np.flatnonzero(is_used[:-1])
    elements = used.tolist()
    attrs = flat.attrs
    # Many elements have the same attributes; their names are read once, a line each, and hashed all at once.
    alike: dict[str, int] = {}
    lines = np.array([alike.setdefault(attrs[e], len(alike)) for e in elements] + [-1], np.int64)
    joined = "\n".join(map(_names, alike))
    # Their words are of the letters A to Z.
    codes = np.frombuffer(joined.encode("latin-1", "replace"), np.uint8)
    capital = (codes >= 65) & (codes <= 90)
    letter = capital | ((codes >= 97) & (codes <= 122))
    begins = np.zeros(len(codes), bool)
    begins[1:] = capital[1:] & ~capital[:-1]
    at, lengths, rows = hash_words(codes, letter, begins, MARK_ROWS)
    kept = lengths > 2
    line_of = np.cumsum(codes == 10)
    named = pick_words(line_of[at[kept]] if len(at) else at, rows[kept], len(alike), 6, 0)
    named = np.concatenate([named, np.zeros((1, 6), np.int32)])[lines]
    tags = flat.tags
    tagged = np.array([_tag_number(tags[e]) for e in elements] + [0], np.int64)

    def tag(place: npt.NDArray[np.int64], depth: int) -> Ints:
        number = tagged[place]
        row = (number * (2 * depth + 3) % (MARK_ROWS - 1) + 1) * (number > 0)
        return row.astype(np.int32)[:, None]

    place = np.cumsum(is_used) - 1
    place[-1] = len(elements)
    mine, within, over, above, beyond = (place[e] for e in (own, inline, one, two, three))
    return np.concatenate(
        [
            tag(within, 3), named[within, :3], tag(mine, 0), named[mine], tag(over, 1), named[over, :4],
            tag(above, 2), named[above, :3], tag(beyond, 2), named[beyond, :3],
        ],
        axis=1,
    )  # fmt: skip


def _names(attrs: str) -> str:
    """The class and id of an element, and the name by which a site tests it."""
    out = ""
    at = attrs.find(' class="') + 8
    if at >= 8:
        end = attrs.find('"', at, at + 82)
        out = attrs[at : end if end >= 0 else at + 82]
    at = attrs.find(' id="') + 5
    if at >= 5:
        end = attrs.find('"', at, at + 45)
        out = attrs[at : end if end >= 0 else at + 45] + " " + out
    at = attrs.find(' data-testid="') + 14
    if at >= 14:
        end = attrs.find('"', at, at + 46)
        out = attrs[at : end if end >= 0 else at + 46] + " " + out
    return out.replace("\n", " ") if "\n" in out else out


@lru_cache(maxsize=2048)
def _tag_number(tag: str) -> int:
    return crc32(tag.encode("utf-8", "replace")) % 100_003 + 1
