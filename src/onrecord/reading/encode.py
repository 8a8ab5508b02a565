"""From the paragraphs of an article to what the reader's encoder takes: windows of word pieces with features.

The pretrained encoder is uncased and blind to typography, so two features are given back to it for each piece: the
shape of the word it belongs to (capitals, digits), and whether it stands between quotation marks.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from onrecord.text.quotes import Quoted
from onrecord.text.spans import Span

if TYPE_CHECKING:
    from tokenizers import Encoding, Tokenizer

IntArray = npt.NDArray[np.int64]

SHAPES = 7
"""0 none, 1 lower case, 2 capitalised, 3 all capitals, 4 mixed case, 5 with a digit, 6 no letter or digit."""
QUOTE_STATES = 5
"""0 outside, 1 between double marks, 2 a double mark, 3 between single marks, 4 a single mark."""

CLS, SEP, COLON = 101, 102, 1024
"""Ids of the word pieces that mean something to the code."""


class Pieces(NamedTuple):
    """One paragraph as word pieces; `starts` and `ends` are code points into the article's text."""

    ids: list[int]
    starts: list[int]
    ends: list[int]
    shapes: list[int]
    quotes: list[int]


class Window(NamedTuple):
    """Whole paragraphs (or parts of a very long one) read at once, each closed by a separator.

    All sequences have one entry a piece; `starts` and `ends` are equal at separators, which stand for no text.
    `paragraph` is the index of the paragraph each piece comes from.
    """

    ids: IntArray
    shapes: IntArray
    quotes: IntArray
    starts: IntArray
    ends: IntArray
    paragraph: IntArray


@lru_cache(maxsize=1 << 16)
def word_shape(word: str) -> int:
    """Return the shape class of `word`, an index below `SHAPES`.

    >>> [word_shape(w) for w in ("the", "The", "NATO", "iPhone", "F-16", "—")]
    [1, 2, 3, 4, 5, 6]
    """
    if word.islower() and word.isalpha():
        return 1
    if any(c.isdigit() for c in word):
        return 5
    letters = [c for c in word if c.isalpha()]
    if not letters:
        return 6
    if word.islower():
        return 1
    if word.isupper():
        return 3 if len(letters) > 1 else 2
    return 2 if letters[0].isupper() and not any(c.isupper() for c in letters[1:]) else 4


def _shapes_of(encoding: "Encoding", text: str) -> list[int]:
    """Shapes of all pieces: those of the words (runs without white space or punctuation) they are cut from."""
    out: list[int] = []
    offsets = encoding.offsets
    words = encoding.word_ids
    first = 0
    n = len(words)
    while first < n:
        last = first
        word_id = words[first]
        while last + 1 < n and words[last + 1] == word_id:
            last += 1
        shape = word_shape(text[offsets[first][0] : offsets[last][1]])
        out.extend([shape] * (last - first + 1))
        first = last + 1
    return out


def _quote_states(regions: Sequence[Quoted], starts: Sequence[int]) -> list[int]:
    out = [0] * len(starts)
    if not regions:
        return out
    at = np.asarray(starts)
    state = np.zeros(len(starts), dtype=np.int64)
    for region in regions:
        extra = 2 if region.single else 0
        i, j, k, m = np.searchsorted(at, (region.outer_start, region.start, region.end, region.outer_end))
        state[i:j] = 2 + extra
        state[j:k] = np.where(state[j:k] == 0, 1 + extra, state[j:k])
        state[k:m] = 2 + extra
    result: list[int] = state.tolist()
    return result


def encode_paragraphs(
    tokenizer: "Tokenizer", text: str, paragraphs: Sequence[Span], quotes: Sequence[Sequence[Quoted]]
) -> list[Pieces]:
    """Cut each paragraph of `text` into word pieces with their features; `quotes` is what is quoted in each."""
    encodings = tokenizer.encode_batch([text[a:b] for a, b in paragraphs], add_special_tokens=False)
    out = []
    for (start, end), regions, encoding in zip(paragraphs, quotes, encodings, strict=True):
        offsets = encoding.offsets
        starts = [start + a for a, _ in offsets]
        shapes = _shapes_of(encoding, text[start:end])
        out.append(
            Pieces(encoding.ids, starts, [start + b for _, b in offsets], shapes, _quote_states(regions, starts))
        )
    return out


def windows(paragraphs: Sequence[Pieces], size: int, longest: int | None = None, context: int = 0) -> list[Window]:
    """Pack paragraphs in order into windows of at most `size` pieces, separators included.

    A paragraph that is longer gets a window of its own, up to `longest` pieces (by default `size`); beyond that it is
    cut, with `context` pieces of overlap. A paragraph that ends with a colon shares its window with the next, for
    there its content stands, even where the two have more than `size` pieces, if not more than `longest`.
    """
    longest = max(size, longest or size)
    out: list[Window] = []
    pending: list[tuple[int, Pieces]] = []
    used = 1
    for index, pieces in enumerate(paragraphs):
        if not pieces.ids:
            continue
        need = len(pieces.ids) + 1
        if pending and used + need > size:
            announced = pending[-1][1]
            keep = announced.ids[-1] == COLON and len(announced.ids) + 2 + need <= longest
            if len(pending) > keep:
                out.append(_window(pending[:-1] if keep else pending))
            pending = pending[-1:] if keep else []
            used = 1 + sum(len(p.ids) + 1 for _, p in pending)
        if need + 1 > longest:
            out.extend(_window([(index, part)]) for part in _cut(pieces, longest - 2, context))
            continue
        pending.append((index, pieces))
        used += need
    if pending:
        out.append(_window(pending))
    return out


def _cut(pieces: Pieces, size: int, overlap: int) -> Iterable[Pieces]:
    step = max(1, size - overlap)
    for start in range(0, max(1, len(pieces.ids) - overlap), step):
        yield Pieces(*(part[start : start + size] for part in pieces))


def _window(parts: Sequence[tuple[int, Pieces]]) -> Window:
    ids, shapes, quotes, starts, ends, paragraph = [CLS], [0], [0], [0], [0], [-1]
    for index, pieces in parts:
        ids += [*pieces.ids, SEP]
        shapes += [*pieces.shapes, 0]
        quotes += [*pieces.quotes, 0]
        starts += [*pieces.starts, 0]
        ends += [*pieces.ends, 0]
        paragraph += [index] * len(pieces.ids) + [-1]
    return Window(*(np.asarray(part, dtype=np.int64) for part in (ids, shapes, quotes, starts, ends, paragraph)))
