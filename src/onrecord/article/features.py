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

from onrecord.article.flat import (
    ARTICLE,
    FIGCAPTION,
    FIGURE,
    FOOTER,
    HEADER,
    HIDDEN,
    LINK,
    LIST,
    MAIN,
    NAV,
    Flat,
    RawBlock,
)

WORD_ROWS: Final = 8192
"""Rows of the table of hashed words of the text; row 0 is none."""
MARK_ROWS: Final = 4096
"""Rows of the table of hashed class and id words and tags; row 0 is none."""
WORDS: Final = 13
MARKS: Final = 24
_SEEN: Final = 1000
"""Code points of a block that are counted."""
_SEEN_IN_ALL: Final = 3_000_000

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

    codes: npt.NDArray[np.uint32]
    counts: Array
    """Blocks by classes."""
    kinds: npt.NDArray[np.uint8]
    """Class of each character of all blocks."""
    ends: npt.NDArray[np.int64]
    """Where each block's characters end in `kinds`."""
    heads: list[str]
    """The block's first letters and digits, lower case, nothing between them."""


def _looked_up(table: npt.NDArray[Any], codes: npt.NDArray[Any], beyond: npt.NDArray[Any] | int) -> npt.NDArray[Any]:
    """Return the entry of each code point in a table of those below 0x10000, `beyond` for others."""
    if not len(codes) or codes.max() < len(table):
        return np.asarray(table[codes])
    return np.where(codes < len(table), table[np.minimum(codes, len(table) - 1)], beyond).astype(table.dtype)


def _counted(slices: list[str]) -> _Counted:
    codes = np.frombuffer("".join(slices).encode("utf-32-le", "surrogatepass"), np.uint32)
    kinds = _looked_up(_classes(), codes, beyond=0)
    lengths = np.fromiter(map(len, slices), np.int64, len(slices))
    owner = np.repeat(np.arange(len(slices)), lengths)
    counts = np.bincount(owner * _CLASSES + kinds, minlength=len(slices) * _CLASSES)
    counts = counts.reshape(-1, _CLASSES)
    even = codes[_IS_EVEN[kinds]].tobytes().decode("utf-32-le", "replace")
    ends = np.cumsum(counts @ _IS_EVEN.astype(np.int64)).tolist()
    heads = [even[start : min(end, start + _HEAD)].lower() for start, end in zip([0, *ends], ends, strict=False)]
    return _Counted(codes, counts.astype(np.float64), kinds, np.cumsum(lengths), heads)


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


def _hashed(
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
    values = _looked_up(_folded(), own, beyond=own) * _PLACES.take(place, mode="clip")
    sums = np.add.reduceat(values, starts)
    found = ((sums ^ (sums >> np.uint64(31))) * np.uint64(0xBF58476D1CE4E5B9)) >> np.uint64(20)
    return at[starts], lengths, (found % np.uint64(rows - 1)).astype(np.int64) + 1


def _picked(owner: npt.NDArray[np.int64], rows: npt.NDArray[np.int64], n: int, first: int, last: int) -> Ints:
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


def _words_of(counted: "_Counted", n: int) -> tuple[Ints, npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Rows of each block's first and last words, and rows and blocks of all words; an ideograph is a word."""
    kinds = counted.kinds
    ideograph = kinds == _IDEOGRAPH
    begins = ideograph.copy()
    begins[1:] |= ideograph[:-1]
    begins[counted.ends[:-1]] = True
    at, _, rows = _hashed(counted.codes, _IS_EVEN[kinds], begins, WORD_ROWS)
    owner = np.searchsorted(counted.ends, at, side="right")
    return _picked(owner, rows, n, WORDS - 4, 4), rows, owner


def _shared(words: Ints, grammar: npt.NDArray[np.bool_]) -> Array:
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


def _about(rows: npt.NDArray[np.int64], owner: npt.NDArray[np.int64], told: npt.NDArray[np.bool_], n: int) -> Array:
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


class _Said(NamedTuple):
    """What the page's head says, evened out for comparison."""

    titles: list[str]
    descriptions: list[str]
    body: str


_STRING: Final = r'"\s*:\s*("(?:[^"\\]+|\\.)*+")'
_LD: Final = re.compile(r'"(headline|description|articleBody|alternativeHeadline)' + _STRING, re.DOTALL)


_EVEN: Final = re.compile(r"[^\W_]+")
_LONG_TEXT: Final = 500
"""Code points from which a text is faster evened out in numpy."""


@cache
def _is_letter() -> npt.NDArray[np.bool_]:
    """Whether each code point below 0x10000 is a letter or digit."""
    return np.array([chr(code).isalnum() for code in range(0x10000)], bool)


def _even(text: str) -> str:
    """Letters and digits only, lower case.

    >>> _even("It's over, again!")
    'itsoveragain'
    """
    if len(text) >= _LONG_TEXT:
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
        if codes.max() < 0x10000:
            return codes[_is_letter()[codes]].tobytes().decode("utf-32-le").lower()
    return "".join(_EVEN.findall(text)).lower()


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


_CUES: Final = (
    # Another story is named.
    re.compile(
        r"(?:read (?:more|also|next)|also read|related|watch|see also|more(?: on this)?|don't miss|lesen sie auch"
        r"|mehr (?:zum|dazu|lesen)|auch interessant|lire aussi|à lire|voir aussi|lee también|le puede interesar"
        r"|leggi anche|lees ook|leia (?:também|mais)|läs (?:mer|också)|les også|læs også|ayrıca|çok okunan"
        r"|czytaj także)\b.{0,12}[:|–—-]\s*\S"
    ),
    # More of a list is offered.
    re.compile(
        r"(?:see|show|view|read|load|discover|explore|all|more|mehr|alle|weitere|zum|voir|plus|tous|ver|leer|más"
        r"|todas?|leggi|vedi|tutt[ie]|meer|alles|visa|fler|vis|flere|tümü|daha)\b.{0,8}\b(?:more|all|mehr|alle"
        r"|anzeigen|laden|plus|tout|toutes|más|todo|todas|altro|tutto|meer|mer|flere|fazla)\b"
    ),
    # The reader may do something.
    re.compile(
        r"(?:listen|play|pause|share|print|save|copy|subscribe|sign|log|register|follow|comment|loading|download"
        r"|advert|skip|close|accept|teilen|drucken|merken|speichern|anhören|abspielen|kommentar|anmelden|abonnieren"
        r"|folgen|anzeige|partager|écouter|imprimer|s'abonner|se connecter|publicité|compartir|escuchar|suscr"
        r"|publicidad|condividi|ascolta|abbonati|pubblicità|paylaş|dinle|delen|luister|dela|lyssna|del |annons"
        r"|whatsapp|facebook|twitter|telegram|e-?mail|linkedin)"
    ),
)
_CREDITED: Final = re.compile(
    r"(?:picture|photo|photograph|foto|bild|image|credit|crédit|imagen|fotografía|fotograf|photographie|immagine|quelle"
    r"|source|fotó|kuva|zdjęcie|фото)s?\s*(?:by|von|par|[:/])|©|copyright"
    r"|[/(\[|]\s?(?:ap|afp|dpa|reuters|getty|epa|pa|imago|efe|ansa|shutterstock|keystone|apa|tass|xinhua|bloomberg|alamy"
    r"|archiv|ritzau|ntb|belga|anp|lusa|handout)\b"
    r"|\b(?:getty images|ap photo|file photo|archiv(?:bild|foto)|symbol(?:bild|foto)|shutterstock|unsplash|pexels"
    r"|pixabay|istock|picture alliance|courtesy of)\b|写真|사진"
)
_SIGNED: Final = re.compile(r"(?:by|von|par|por|di|door|av|af|van|text|texte|reporting by|written by|interview)\b:? \S")


# What every match of the expressions has: most blocks are done with at a glance.
_MAY_BEGIN: Final = re.compile("|".join(cue.pattern for cue in (*_CUES, _SIGNED)))
# Its alternatives begin with a letter each, and none is a class: so the engine looks for those letters alone at first.
_MAY_CREDIT: Final = re.compile(
    r":|©|/|\(|\[|\||写|사|by|von|par|getty|copyright|photo|archiv|symbol|shutterstock|unsplash|pexels|pixabay|istock"
    r"|alliance|courtesy"
)


def _cues(texts: list[str]) -> Array:
    """Whether a short block begins as links, lists and controls do, or has the form of a credit or a byline."""
    out = np.zeros((len(texts), 5))
    for i, text in enumerate(texts):
        size = len(text)
        if size > 400:
            continue
        small = text.lower()
        if size < 160 and _MAY_BEGIN.match(small):
            for column, cue in enumerate(_CUES):
                if cue.match(small):
                    out[i, column] = 1.0
            if _SIGNED.match(small):
                out[i, 4] = 1.0
        tail = max(0, len(small) - 80)
        if _MAY_CREDIT.search(small, tail) and _CREDITED.search(small, tail):
            out[i, 3] = 1.0
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

    Half the blocks of a news page are such lines, 99% of them of the role `other`; they would cost as much time as
    the rest.
    """
    if not flat.markup:
        return list(range(len(flat.blocks)))
    return [i for i, block in enumerate(flat.blocks) if not _is_of_menu(block)]


_MENU_LINE: Final = 60
_HEADER_LINE: Final = 40
"""Code points of a line in a list of the page's header; longer ones are often headlines."""


def _is_of_menu(block: RawBlock) -> bool:
    """Whether a block is a short line of a menu or footer, or of a list in the page's header."""
    inside = block.inside
    if inside & (ARTICLE | MAIN | FIGURE) or block.level == 1:
        return False
    if inside & (NAV | FOOTER):
        return block.end - block.start <= _MENU_LINE
    return bool(inside & HEADER and inside & LIST) and block.end - block.start <= _HEADER_LINE


def features(flat: Flat, indices: list[int]) -> Features:
    """Return what the model sees of blocks `indices` of a page, at least one."""
    blocks = [flat.blocks[i] for i in indices]
    n = len(blocks)
    text = flat.text
    texts = [text[b.start : b.end] for b in blocks]
    most = _SEEN if len(text) <= _SEEN_IN_ALL else 200
    slices = [t if len(t) <= most else t[: most - 100] + t[-100:] for t in texts]
    counted = _counted(slices)
    _, counts, kinds, ends, heads = counted
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
    words, rows, owner = _words_of(counted, n)
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
    run = _best_run(earned.tolist())
    at = np.arange(n, dtype=np.float64)
    in_run = (at >= run[0]) & (at < run[1])
    to_run = np.where(in_run, 0.0, np.where(at < run[0], at - run[0], at - run[1] + 1))

    about = _about(rows, owner, in_run & (chars > 60), n)

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
        repeated,
        repeats,
        *near.T,
        *about.T,
        *_shared(words, common >= 3).T,
        _dates(texts, counts[:, _DIGIT] > 0),
        [("©" in t or "(c)" in t) for t in texts],
        [("http" in t or "www." in t or "@" in t) for t in texts],
        *_cues(texts).T,
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
    fields = np.array([msgspec.structs.astuple(block) for block in blocks], np.int64).T
    return Features(
        dense, _markup(flat, fields, heads, chars, sentence), words, _marks_of(flat, fields[_ELEMENT], fields[_INLINE])
    )


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


_ELEMENT, _INLINE = 2, 3
"""Places of the fields of a `RawBlock`."""
_BIT_COUNT: Final = 21
MARKUP: Final = _BIT_COUNT + 30
"""Columns of `Features.markup`."""


def _markup(flat: Flat, fields: Ints64, heads: list[str], chars: Array, sentence: Array) -> Floats:
    n = fields.shape[1]
    start, end, element, _, inside, linked, links, strong, level, depth = fields
    bits = ((inside[:, None] >> np.arange(_BIT_COUNT)) & 1).astype(np.float32)
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
    return np.concatenate([bits, _table(columns, n)], axis=1)


def _told(heads: list[str], said: _Said) -> Array:
    """How each block stands to title, description and article body as the page's head gives them."""
    out = np.zeros((len(heads), 7))
    titles, descriptions, body = said
    all_titles = "\n".join(titles)
    beginnings = tuple(title[:30] for title in titles)
    all_descriptions = "\n".join(descriptions)
    if body:
        out[:, 6] = np.fromiter(map(len, heads), np.int64, len(heads)) > 50
    after = 0
    for i in _which_may(heads, "\n".join((all_titles, all_descriptions, body))):
        head = heads[i]
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
            # Most paragraphs stand there right after the one before.
            found = after if body.startswith(head[:60], after) else body.find(head[:60])
            if found >= 0:
                out[i, 5] = 1.0
                out[i, 6] = 0.0
                after = found + size
    return out


_BEGUN: Final = 16
"""Signs of a head that are looked at before it is looked for."""


def _which_may(heads: list[str], texts: str) -> list[int]:
    """Return the heads whose first signs, eight and eight, stand in `texts`, and those of fewer signs.

    Most others are furniture, and to look for each in a long article takes as long as all else that is seen of a page.
    """
    codes = np.frombuffer(texts.encode("utf-32-le", "surrogatepass"), np.uint32)
    bits = min(max(16, (4 * len(codes)).bit_length()), 22)
    table = np.zeros(1 << bits, bool)
    if len(codes) >= 8:
        table[_eights(codes, bits)] = True
    begun = np.array([head[:_BEGUN] for head in heads], f"U{_BEGUN}").view(np.uint32).reshape(-1, _BEGUN)
    kept = np.ones(len(heads), bool)
    for at in (0, 8):
        signs = begun[:, at : at + 8]
        kept &= table[_eights(signs.ravel(), bits)[::8]] | (signs[:, -1] == 0)
    found: list[int] = np.flatnonzero(kept).tolist()
    return found


def _eights(codes: npt.NDArray[np.uint32], bits: int) -> npt.NDArray[np.uint32]:
    """Hash each code point with the seven after it to a number of so many bits."""
    twos = codes[:-1] + codes[1:] * np.uint32(0x9E3779B1)
    fours = twos[:-2] + twos[2:] * np.uint32(0x85EBCA77)
    eights = (fours[:-4] + fours[4:] * np.uint32(0xC2B2AE3D)) * np.uint32(0x27D4EB2F)
    return np.asarray(eights >> np.uint32(32 - bits))


def _marks_of(flat: Flat, own: npt.NDArray[np.int64], inline: npt.NDArray[np.int64]) -> Ints:
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
    at, lengths, rows = _hashed(codes, letter, begins, MARK_ROWS)
    kept = lengths > 2
    line_of = np.cumsum(codes == 10)
    named = _picked(line_of[at[kept]] if len(at) else at, rows[kept], len(alike), 6, 0)
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
