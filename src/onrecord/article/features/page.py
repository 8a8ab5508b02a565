"""All of a page's features, a row a block."""

from itertools import pairwise
from typing import Any

import msgspec
import numpy as np

from onrecord.article.features.characters import (
    BRACKET,
    COMMA,
    DASH,
    DIGIT,
    IDEOGRAPH,
    LOWER,
    QUOTE,
    SEEN,
    SEEN_IN_ALL,
    SIGN,
    SPACE,
    STOP,
    UNCASED,
    UPPER,
    count_characters,
)
from onrecord.article.features.cues import cue_columns, date_columns
from onrecord.article.features.markup import ELEMENT, INLINE, marks_of, markup_columns
from onrecord.article.features.rows import (
    MARKS,
    MARKUP,
    WORD_ROWS,
    Array,
    Features,
    as_table,
    best_run,
    share_of,
    windowed,
)
from onrecord.article.features.words import share_about, shared_words, words_of
from onrecord.article.flat import Flat


def features(flat: Flat, indices: list[int]) -> Features:
    """Return what the model sees of blocks `indices` of a page, at least one."""
    blocks = [flat.blocks[i] for i in indices]
    n = len(blocks)
    text = flat.text
    texts = [text[b.start : b.end] for b in blocks]
    most = SEEN if len(text) <= SEEN_IN_ALL else 200
    slices = [t if len(t) <= most else t[: most - 100] + t[-100:] for t in texts]
    counted = count_characters(slices)
    _, counts, kinds, ends, heads = counted
    lengths = np.fromiter(map(len, slices), np.float64, n)
    starts = ends - lengths.astype(np.int64)
    letters = counts[:, LOWER] + counts[:, UPPER] + counts[:, UNCASED] + counts[:, IDEOGRAPH]
    # An ideograph says about as much as two and a half letters.
    chars = lengths + 1.5 * counts[:, IDEOGRAPH]
    # Whether the block ends like a sentence: a full stop as last sign, closing quotes and brackets aside.
    last = kinds[ends - 1]
    before = kinds[np.maximum(ends - 2, starts)]
    sentence = (last == STOP) | (((last == QUOTE) | (last == BRACKET)) & (before == STOP))
    sentence = sentence.astype(np.float64)
    first = kinds[starts]
    word_count = counts[:, SPACE] + 1
    words, rows, owner = words_of(counted, n)
    # Words that many long blocks of this page share are its grammar: a stop list in any language.
    long = chars > 90
    each = np.sort(words[long], axis=1)
    each[:, 1:][each[:, 1:] == each[:, :-1]] = 0
    common = np.bincount(each.ravel(), minlength=WORD_ROWS)
    common[0] = 0
    stop_share = (common >= 3)[words].sum(1) / np.maximum((words > 0).sum(1), 1)

    place = dict(zip(reversed(texts), range(n - 1, -1, -1), strict=True))
    firsts = np.fromiter(map(place.__getitem__, texts), np.int64, n)
    repeated = np.bincount(firsts, minlength=n)[firsts] > 1
    repeats = firsts != np.arange(n)
    near = _near(texts, heads)

    earned = np.where(sentence > 0, chars - 50.0, -50.0)
    run = best_run(earned.tolist())
    at = np.arange(n, dtype=np.float64)
    in_run = (at >= run[0]) & (at < run[1])
    to_run = np.where(in_run, 0.0, np.where(at < run[0], at - run[0], at - run[1] + 1))

    about = share_about(rows, owner, in_run & (chars > 60), n)

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
        last == COMMA,
        last == STOP,
        last == QUOTE,
        last == DIGIT,
        first == UPPER,
        first == LOWER,
        first == DIGIT,
        first == QUOTE,
        first == DASH,
        first == SIGN,
        share_of(counts[:, UPPER], letters) * 2,
        share_of(counts[:, DIGIT], lengths) * 3,
        share_of(counts[:, SIGN], lengths) * 10,
        share_of(counts[:, COMMA], word_count) * 3,
        share_of(counts[:, STOP], word_count) * 3,
        share_of(counts[:, QUOTE], word_count) * 3,
        share_of(counts[:, BRACKET], word_count) * 3,
        share_of(counts[:, DASH], word_count) * 3,
        share_of(letters, lengths),
        share_of(counts[:, IDEOGRAPH] + counts[:, UNCASED], letters),
        np.minimum(counts[:, STOP], 6) / 3,
        stop_share * 2,
        repeated,
        repeats,
        *near.T,
        *about.T,
        *shared_words(words, common >= 3).T,
        date_columns(texts, counts[:, DIGIT] > 0),
        [("©" in t or "(c)" in t) for t in texts],
        [("http" in t or "www." in t or "@" in t) for t in texts],
        *cue_columns(texts).T,
        in_run,
        np.tanh(to_run / 3),
        np.tanh(to_run / 20),
        (at - run[0]) / max(1, run[1] - run[0]) * in_run,
        np.minimum(at, 20) / 10,
        np.minimum(n - 1 - at, 20) / 10,
        at / n,
        np.full(n, np.log1p(n) / 5),
        windowed(log_chars, 2) / 5,
        windowed(log_chars, 6) / 5,
        windowed(prose, 1) / 5,
        windowed(prose, 3) / 5,
        windowed(prose, 10) / 5,
        plain * np.minimum(gaps, 3) / 2,
        plain * np.minimum(gap_after, 3) / 2,
        np.full(n, plain * spaced),
        np.full(n, plain * (wrapped > 0.03)),
        np.full(n, plain),
    ]
    dense = as_table(columns, n)
    if flat.header is not None:
        dense[0, 0] = 3.0
    if not flat.markup:
        return Features(dense, np.zeros((n, MARKUP), np.float32), words, np.zeros((n, MARKS), np.int32))
    fields = np.array([msgspec.structs.astuple(block) for block in blocks], np.int64).T
    return Features(
        dense,
        markup_columns(flat, fields, heads, chars, sentence),
        words,
        marks_of(flat, fields[ELEMENT], fields[INLINE]),
    )


def _near(texts: list[str], heads: list[str]) -> Array:
    """Whether each block begins like the next, the one before, and so on, as a caption does its alt text."""
    n = len(texts)
    out = np.zeros((n, 4))
    begins = [head[:4] for head in heads]  # most differ there
    for column, step in enumerate((1, 2)):
        for i, (begin, other) in enumerate(zip(begins, begins[step:], strict=False)):
            if begin != other or not begin:
                continue
            j = i + step
            mine, yours = heads[i][:36], heads[j][:36]
            if len(mine) > 4 and (yours.startswith(mine) or (len(yours) > 8 and mine.startswith(yours))):
                out[i, 2 * column] = 1.0 if len(texts[j]) >= len(texts[i]) else 0.5
            if len(yours) > 4 and (mine.startswith(yours) or (len(mine) > 8 and yours.startswith(mine))):
                out[j, 2 * column + 1] = 1.0 if len(texts[i]) >= len(texts[j]) else 0.5
    return out
