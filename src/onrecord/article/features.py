"""What the block model sees of a page: numbers and hashed words for each raw block.

Counts of characters are taken over the whole page at once in numpy. Features of markup are a group of their own, zero
for plain text, so that one model serves both.
"""

import re
from collections import Counter
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any, Final, NamedTuple
from zlib import crc32

import msgspec
import numpy as np
import numpy.typing as npt

from onrecord.article.html import (
    ARTICLE,
    FIGCAPTION,
    FIGURE,
    FOOTER,
    HEADING,
    HIDDEN,
    LINK,
    MAIN,
    NAV,
    PARAGRAPH,
    Flat,
    RawBlock,
)

WORD_ROWS: Final = 8192
"""Rows of the table of hashed words of the text; row 0 is none."""
MARK_ROWS: Final = 4096
"""Rows of the table of hashed class and id words and tags; row 0 is none."""
WORDS: Final = 18
MARKS: Final = 26
_SEEN: Final = 4000
"""Code points of a block that are counted."""
_CACHED: Final = 200_000

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int32]
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


# Classes of characters.
_OTHER, _LOWER, _UPPER, _DIGIT, _SPACE, _STOP, _COMMA, _QUOTE, _BRACKET, _UNCASED, _DASH, _SIGN, _IDEOGRAPH = range(13)
_CLASSES: Final = 13
_IS_EVEN: Final = np.isin(np.arange(_CLASSES), (_LOWER, _UPPER, _DIGIT, _UNCASED, _IDEOGRAPH))
_HEAD: Final = 240


@cache
def _classes() -> npt.NDArray[np.uint8]:
    """Class of each code point below 0x10000."""
    table = np.zeros(0x10000, np.uint8)
    for code in range(0x10000):
        sign = chr(code)
        if sign.isupper():
            table[code] = _UPPER
        elif sign.islower():
            table[code] = _LOWER
        elif sign.isdigit():
            table[code] = _DIGIT
        elif sign.isspace():
            table[code] = _SPACE
        elif sign.isalpha():
            table[code] = _IDEOGRAPH if 0x2E80 <= code <= 0x9FFF or 0xAC00 <= code <= 0xD7A3 else _UNCASED
    for kind, signs in (
        (_STOP, ".!?…。！？｡؟।"),
        (_COMMA, ",;:、，；："),
        (_QUOTE, "\"'“”„‟‘’‚‛«»‹›「」『』"),
        (_BRACKET, "()[]{}<>（）【】［］〈〉《》"),
        (_DASH, "-–—―‐‑"),
        (_SIGN, "|©@/#•·→▶►+*&=_%$€£¥®™✓…»›"),
    ):
        for sign in signs:
            table[ord(sign)] = kind
    return table


class _Counted(NamedTuple):
    """Blocks as classes of characters."""

    counts: Array
    """Blocks by classes."""
    kinds: npt.NDArray[np.uint8]
    """Class of each character of all blocks."""
    ends: npt.NDArray[np.int64]
    """Where each block's characters end in `kinds`."""
    heads: list[str]
    """The block's first letters and digits, lower case, nothing between them."""


def _counted(slices: list[str]) -> _Counted:
    codes = np.frombuffer("".join(slices).encode("utf-32-le", "surrogatepass"), np.uint32)
    kinds = np.where(codes < 0x10000, _classes()[np.minimum(codes, 0xFFFF)], 0).astype(np.uint8)
    lengths = np.fromiter(map(len, slices), np.int64, len(slices))
    owner = np.repeat(np.arange(len(slices)), lengths)
    counts = np.bincount(owner * _CLASSES + kinds, minlength=len(slices) * _CLASSES)
    counts = counts.reshape(-1, _CLASSES)
    even = codes[_IS_EVEN[kinds]].tobytes().decode("utf-32-le", "replace")
    ends = np.cumsum(counts @ _IS_EVEN.astype(np.int64)).tolist()
    heads = [even[start : min(end, start + _HEAD)].lower() for start, end in zip([0, *ends], ends, strict=False)]
    return _Counted(counts.astype(np.float64), kinds, np.cumsum(lengths), heads)


_words: dict[str, int] = {}


def _row(word: str, rows: int) -> int:
    return crc32(word.encode("utf-8", "replace")) % (rows - 1) + 1


_NO_WORDS: Final = [0] * WORDS
_EDGES: Final = ".,;:!?\"'“”„‟‘’()[]«»|…。"


def _word_rows(text: str) -> list[int]:
    """Rows of the block's first and last words, lower case; of its characters where words are not spaced."""
    if len(text) > 300:
        words = text[:120].lower().split()[:9] + text[-70:].lower().split()[-4:]
    else:
        words = text.lower().split()
        if len(words) > 13:
            words = words[:9] + words[-4:]
    if len(words) < 4 and words and max(map(len, words)) > 11:
        glued = "".join(words)
        words = words[:3] + [glued[i : i + 2] for i in range(0, min(len(glued) - 1, 18), 2)] + [glued[-2:]]
        words = words[:WORDS]
    try:
        return [_words[word] for word in words]
    except KeyError:
        return [_word_row(word) for word in words]


def _word_row(word: str) -> int:
    row = _words.get(word)
    if row is None:
        bare = (word.strip(_EDGES) or word)[:24]
        if not bare.isalpha():
            bare = _DIGITS.sub("0", bare)
        row = _row(bare, WORD_ROWS)
        if len(_words) > _CACHED:
            _words.clear()
        _words[word] = row
    return row


_DIGITS: Final = re.compile(r"\d")


_pieces: dict[str, tuple[int, ...]] = {}
_PIECE: Final = re.compile(r"[a-z]{3,}|[A-Z][a-z]{2,}|[A-Z]{3,}|h[1-6]")


def _mark_rows(attrs: str) -> tuple[int, ...]:
    """Rows of the words in an element's class and id."""
    at = attrs.find(' class="')
    if at < 0:
        rows: tuple[int, ...] = ()
    else:
        value = attrs[at + 8 : min(attrs.find('"', at + 8), at + 90)]
        found = _pieces.get(value)
        rows = found if found is not None else _piece_rows(value)
    at = attrs.find(' id="')
    if at < 0:
        return rows
    value = attrs[at + 5 : min(attrs.find('"', at + 5), at + 60)]
    found = _pieces.get(value)
    return (found if found is not None else _piece_rows(value)) + rows


def _own_rows(attrs: str) -> tuple[int, ...]:
    """As `_mark_rows`, with the names by which a site tests or marks up its pieces."""
    rows = _mark_rows(attrs)
    for name in (' data-testid="', ' itemprop="'):
        at = attrs.find(name)
        if at >= 0:
            at += len(name)
            value = attrs[at : min(attrs.find('"', at), at + 60)]
            found = _pieces.get(value)
            rows = (found if found is not None else _piece_rows(value)) + rows
    return rows


def _piece_rows(value: str) -> tuple[int, ...]:
    pieces = list(dict.fromkeys(piece.lower() for piece in _PIECE.findall(value)))
    rows = tuple(_row(piece, MARK_ROWS) for piece in pieces[:6])
    if len(_pieces) > _CACHED:
        _pieces.clear()
    _pieces[value] = rows
    return rows


class _Said(NamedTuple):
    """What the page's head says, evened out for comparison."""

    titles: list[str]
    descriptions: list[str]
    body: str


_STRING: Final = r'"\s*:\s*("(?:[^"\\]+|\\.)*+")'
_LD: Final = re.compile(r'"(headline|description|articleBody|alternativeHeadline)' + _STRING, re.DOTALL)


def _even(text: str) -> str:
    """Letters and digits only, lower case.

    >>> _even("It's over, again!")
    'itsoveragain'
    """
    return re.sub(r"[\W_]+", "", text).lower()


def _said(flat: Flat) -> _Said:
    titles, descriptions, body = [], [], ""
    for name, content in flat.head.meta:
        if name in ("og:title", "twitter:title", "title", "headline"):
            titles.append(_even(content))
        elif name in ("og:description", "description", "twitter:description"):
            descriptions.append(_even(content))
    for script in flat.head.jsonld:
        for name, value in _LD.findall(script[:2_000_000]):
            try:
                text = msgspec.json.decode(value, type=str)
            except msgspec.MsgspecError:
                text = value
            if name == "articleBody":
                body += _even(text)
            elif name == "description":
                descriptions.append(_even(text))
            else:
                titles.append(_even(text))
    titles.append(_even(flat.head.title))
    return _Said(
        [t for t in dict.fromkeys(titles) if len(t) > 7][:6],
        [d for d in dict.fromkeys(descriptions) if len(d) > 15][:6],
        body,
    )


def _best_run(earned: list[float]) -> tuple[int, int]:
    """Return the stretch (first, end) with the largest sum."""
    best, first, end, total, start = 0.0, 0, 0, 0.0, 0
    for k, value in enumerate(earned):
        if total <= 0:
            total, start = 0.0, k
        total += value
        if total > best:
            best, first, end = total, start, k + 1
    return first, end


def _share(part: Array, whole: Array) -> Array:
    return np.asarray(part / np.maximum(whole, 1.0))


def _window(values: Array, reach: int) -> Array:
    """Mean of `values` over `reach` rows to each side."""
    total = np.concatenate(([0.0], np.cumsum(values)))
    at = np.arange(len(values))
    return np.asarray(
        (total[np.minimum(at + reach + 1, len(values))] - total[np.maximum(at - reach, 0)]) / (2 * reach + 1)
    )


def _dates(texts: list[str], digits: npt.NDArray[np.bool_]) -> Array:
    out = np.zeros(len(texts))
    for i in np.flatnonzero(digits).tolist():
        if len(texts[i]) < 160 and _DATE.search(texts[i]):
            out[i] = 1.0
    return out


def _table(columns: list[Any], rows: int) -> Floats:
    """Return columns side by side, cut off at 3."""
    out = np.empty((len(columns), rows), np.float32)
    for k, column in enumerate(columns):
        out[k] = column
    return np.ascontiguousarray(np.minimum(out, 3.0).T)


_DATE: Final = re.compile(
    r"(?:19|20)\d\d|\d{1,2}[:.]\d\d\b|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d+ ?(?:min|h|hrs?|hours?|std)\b|[年月日]"
)


def shown(flat: Flat) -> list[int]:
    """Return the blocks that the model is shown: all but the short lines of menus and footers that the markup says are.

    Two blocks in five of a news page are such lines, 99% of them of the role `other`; they would cost as much time as
    the rest.
    """
    if not flat.markup:
        return list(range(len(flat.blocks)))
    return [
        i
        for i, block in enumerate(flat.blocks)
        if not block.inside & _MENU or block.inside & _NOT_MENU or block.end - block.start > _MENU_LINE
    ]


_MENU: Final = NAV | FOOTER
_NOT_MENU: Final = ARTICLE | MAIN | FIGURE | PARAGRAPH | HEADING
_MENU_LINE: Final = 60


def features(flat: Flat, indices: list[int]) -> Features:
    """Return what the model sees of blocks `indices` of a page, at least one."""
    blocks = [flat.blocks[i] for i in indices]
    n = len(blocks)
    text = flat.text
    texts = [text[b.start : b.end] for b in blocks]
    slices = [t if len(t) <= _SEEN else t[: _SEEN - 100] + t[-100:] for t in texts]
    counts, kinds, ends, heads = _counted(slices)
    lengths = np.fromiter(map(len, slices), np.float64, n)
    starts = ends - lengths.astype(np.int64)
    letters = counts[:, _LOWER] + counts[:, _UPPER] + counts[:, _UNCASED] + counts[:, _IDEOGRAPH]
    # An ideograph says about as much as two and a half letters.
    chars = lengths + 1.5 * counts[:, _IDEOGRAPH]
    # Whether the block ends like a sentence: a full stop as last sign, closing quotes and brackets aside.
    last = kinds[ends - 1]
    before = kinds[np.maximum(ends - 2, starts)]
    sentence = (last == _STOP) | (((last == _QUOTE) | (last == _BRACKET)) & (before == _STOP))
    sentence = sentence.astype(np.float64)
    first = kinds[starts]
    word_count = counts[:, _SPACE] + 1
    rows = [_word_rows(t) for t in slices]
    padded: list[int] = []
    for row in rows:
        padded += row
        padded += _NO_WORDS[len(row) :]
    words = np.array(padded, np.int32).reshape(n, WORDS)

    # Words that many long blocks of this page share are its grammar: a stop list in any language.
    long = chars > 90
    rows_of_long = [set(rows[i]) for i in np.flatnonzero(long).tolist()]
    common = np.bincount(np.fromiter((r for row in rows_of_long for r in row), np.int64), minlength=WORD_ROWS)
    common[0] = 0
    stop_share = (common >= 3)[words].sum(1) / np.maximum((words > 0).sum(1), 1)

    same = Counter(texts)
    seen: set[str] = set()
    repeats = np.zeros((n, 2))
    for i, t in enumerate(texts):
        repeats[i] = same[t] > 1, t in seen
        seen.add(t)
    near = _near(texts, heads)

    earned = np.where(sentence > 0, chars - 50.0, -50.0)
    run = _best_run(earned.tolist())
    at = np.arange(n, dtype=np.float64)
    in_run = (at >= run[0]) & (at < run[1])
    to_run = np.where(in_run, 0.0, np.where(at < run[0], at - run[0], at - run[1] + 1))

    gaps = np.zeros(n)
    spaced = wrapped = 0.0
    if not flat.markup and n > 1:
        gaps[1:] = [text.count("\n", a.end, b.start) for a, b in pairwise(blocks)]
        spaced = float(np.mean(gaps[1:] > 1))
        wrapped = float(np.mean([("\n" in t) for t in texts]))
    gap_after = np.append(gaps[1:], 0.0)
    log_chars = np.log1p(chars)
    prose = log_chars * sentence
    plain = 0.0 if flat.markup else 1.0
    columns: list[Any] = [
        np.zeros(n),
        log_chars / 5,
        np.log1p(word_count) / 3,
        np.minimum(chars / 300, 2.0),
        sentence,
        last == _COMMA,
        last == _STOP,
        last == _QUOTE,
        last == _DIGIT,
        first == _UPPER,
        first == _LOWER,
        first == _DIGIT,
        first == _QUOTE,
        first == _DASH,
        first == _SIGN,
        _share(counts[:, _UPPER], letters) * 2,
        _share(counts[:, _DIGIT], lengths) * 3,
        _share(counts[:, _SIGN], lengths) * 10,
        _share(counts[:, _COMMA], word_count) * 3,
        _share(counts[:, _STOP], word_count) * 3,
        _share(counts[:, _QUOTE], word_count) * 3,
        _share(counts[:, _BRACKET], word_count) * 3,
        _share(counts[:, _DASH], word_count) * 3,
        _share(letters, lengths),
        _share(counts[:, _IDEOGRAPH] + counts[:, _UNCASED], letters),
        np.minimum(counts[:, _STOP], 6) / 3,
        stop_share * 2,
        repeats[:, 0],
        repeats[:, 1],
        *near.T,
        _dates(texts, counts[:, _DIGIT] > 0),
        [("©" in t or "(c)" in t) for t in texts],
        [("http" in t or "www." in t or "@" in t) for t in texts],
        in_run,
        np.tanh(to_run / 3),
        np.tanh(to_run / 20),
        (at - run[0]) / max(1, run[1] - run[0]) * in_run,
        np.minimum(at, 20) / 10,
        np.minimum(n - 1 - at, 20) / 10,
        at / n,
        np.full(n, np.log1p(n) / 5),
        _window(log_chars, 2) / 5,
        _window(log_chars, 6) / 5,
        _window(prose, 1) / 5,
        _window(prose, 3) / 5,
        _window(prose, 10) / 5,
        plain * np.minimum(gaps, 3) / 2,
        plain * np.minimum(gap_after, 3) / 2,
        np.full(n, plain * spaced),
        np.full(n, plain * (wrapped > 0.03)),
        np.full(n, plain),
    ]
    dense = _table(columns, n)
    if flat.header is not None:
        dense[0, 0] = 3.0
    if not flat.markup:
        return Features(dense, np.zeros((n, MARKUP), np.float32), words, np.zeros((n, MARKS), np.int32))
    return Features(dense, _markup(flat, blocks, heads, chars, sentence), words, _marks_of(flat, blocks))


def _near(texts: list[str], heads: list[str]) -> Array:
    """Whether each block begins like the next, the one before, and so on, as a caption does its alt text."""
    n = len(texts)
    out = np.zeros((n, 4))
    for column, step in enumerate((1, 2)):
        for i, (head, other) in enumerate(zip(heads, heads[step:], strict=False)):
            if head[:4] != other[:4] or not head or not other:
                continue
            j = i + step
            mine, yours = head[:36], other[:36]
            if len(mine) > 4 and (yours.startswith(mine) or (len(yours) > 8 and mine.startswith(yours))):
                out[i, 2 * column] = 1.0 if len(texts[j]) >= len(texts[i]) else 0.5
            if len(yours) > 4 and (mine.startswith(yours) or (len(mine) > 8 and yours.startswith(mine))):
                out[j, 2 * column + 1] = 1.0 if len(texts[i]) >= len(texts[j]) else 0.5
    return out


_BIT_COUNT: Final = 21
MARKUP: Final = _BIT_COUNT + 30
"""Columns of `Features.markup`."""


def _markup(flat: Flat, blocks: list[RawBlock], heads: list[str], chars: Array, sentence: Array) -> Floats:
    n = len(blocks)
    inside = np.fromiter((b.inside for b in blocks), np.int64, n)
    bits = ((inside[:, None] >> np.arange(_BIT_COUNT)) & 1).astype(np.float64)
    lengths = np.fromiter((b.end - b.start for b in blocks), np.float64, n)
    linked = np.minimum(np.fromiter((b.linked for b in blocks), np.float64, n) / lengths, 1.0)
    strong = np.minimum(np.fromiter((b.strong for b in blocks), np.float64, n) / lengths, 1.0)
    links = np.fromiter((b.links for b in blocks), np.float64, n)
    level = np.fromiter((b.level for b in blocks), np.int64, n)
    element = np.fromiter((b.element for b in blocks), np.int64, n)
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
    below = np.zeros(n, bool)
    climb = element.copy()
    steps = np.zeros(n)
    for k in range(10):
        hit = (climb == top) & ~below
        steps[hit] = k
        below |= hit
        climb = parents[climb]
    depth = np.fromiter((b.depth for b in blocks), np.float64, n)
    tags, attrs = flat.tags, flat.attrs
    signature = [(tags[e], attrs[e]) if e >= 0 else ("", "") for e in element.tolist()]
    alike = Counter(signature)
    same = np.array([alike[s] for s in signature], np.float64)
    top_like = signature[int(np.argmax(np.where(below, weight, 0.0)))] if n else ("", "")
    siblings = np.bincount(one % size, minlength=size)[one % size]
    said = _said(flat)
    told = _told(heads, said)
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
    alts = {_even(alt)[:40] for _, alt in flat.alts}
    alts.discard("")
    if alts:
        picture = np.array([len(t) > 6 and t[:40] in alts for t in heads], np.float64)
    columns.append(picture)
    return np.concatenate([bits.astype(np.float32), _table(columns, n)], axis=1)


def _told(heads: list[str], said: _Said) -> Array:
    """How each block stands to title, description and article body as the page's head gives them."""
    out = np.zeros((len(heads), 7))
    titles, descriptions, body = said
    all_titles = "\n".join(titles)
    beginnings = tuple(title[:30] for title in titles)
    all_descriptions = "\n".join(descriptions)
    for i, head in enumerate(heads):
        size = len(head)
        if size < 4:
            continue
        if head[:12] in all_titles or head.startswith(beginnings):
            for title in titles:
                if head == title or (size == _HEAD and title.startswith(head)):
                    out[i, 0] = 1.0
                elif size > 12 and (title.startswith(head) or (len(title) > 15 and head.startswith(title))):
                    out[i, 1] = 1.0
                elif size > 5 and head in title:
                    out[i, 2] = 1.0
        if size > 15 and head[:50] in all_descriptions:
            if any(description.startswith(head[:50]) for description in descriptions):
                out[i, 3] = 1.0
            else:
                out[i, 4] = 1.0
        if body:
            if head[:60] in body:
                out[i, 5] = 1.0
            elif size > 50:
                out[i, 6] = 1.0
    return out


def _marks_of(flat: Flat, blocks: list[RawBlock]) -> Ints:
    """Hashed words of class and id, and tags, of the block's element, its inline element, and those around."""
    tags, attrs, parents = flat.tags, flat.attrs, flat.parents
    above: dict[int, list[int]] = {-1: []}
    mine: dict[int, list[int]] = {}
    cached: dict[tuple[int, int], list[int]] = {}
    out: list[int] = []
    for block in blocks:
        key = (block.element, block.inline)
        rows = cached.get(key)
        if rows is None:
            rows = []
            if block.inline >= 0:
                rows.append(_known_tag(tags[block.inline])[3])
                rows += _mark_rows(attrs[block.inline])[:4]
            element = block.element
            if element >= 0:
                rows.append(_known_tag(tags[element])[0])
                rows += _own_rows(attrs[element])[:6]
                parent = parents[element]
                if parent >= 0:
                    beside = mine.get(parent)
                    if beside is None:
                        beside = mine[parent] = [_known_tag(tags[parent])[1], *_own_rows(attrs[parent])[:5]]
                    rows += beside
                    parent = parents[parent]
                    around = above.get(parent)
                    rows += around if around is not None else _around(parent, flat, above)
            rows = rows[:MARKS]
            rows += _NO_MARKS[len(rows) :]
            cached[key] = rows
        out += rows
    return np.array(out, np.int32).reshape(len(blocks), MARKS)


_NO_MARKS: Final = [0] * MARKS


@lru_cache(maxsize=4096)
def _known_tag(tag: str) -> tuple[int, int, int, int]:
    return (
        _row(f"0 {tag}", MARK_ROWS),
        _row(f"1 {tag}", MARK_ROWS),
        _row(f"2 {tag}", MARK_ROWS),
        _row(f"inline {tag}", MARK_ROWS),
    )


def _around(element: int, flat: Flat, above: dict[int, list[int]]) -> list[int]:
    """Rows of `element` and what is around it, nearest first; kept in `above` for all elements on the way."""
    way = []
    while element not in above:
        way.append(element)
        element = flat.parents[element]
    rows = above[element]
    for element in reversed(way):
        rows = [_known_tag(flat.tags[element])[2], *_mark_rows(flat.attrs[element])[:4], *rows[:8]]
        above[element] = rows
    return rows
