"""PolNeAR as windows of word pieces with labels.

The corpus is brat stand-off: `T` lines name spans (discontinuous ones with ``;``), `E` lines tie a Source, a Cue and a
Content together and may stand before the lines they name.
"""

import math
import random
import re
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from onrecord.reading.encode import SEP, Pieces, Window, encode_paragraphs, windows
from onrecord.text.quotes import quoted
from onrecord.text.spans import Span

ROLES = ("source", "cue", "content")
Attribution = dict[str, list[Span]]


@dataclass
class Document:
    """One article and the attributions one annotator marked in it."""

    id: str
    text: str
    attributions: list[Attribution]


@dataclass
class Example:
    """A window with its labels: `tags` for every piece, and for each attribution its pieces by role."""

    window: Window
    tags: np.ndarray
    relations: list[dict[str, np.ndarray]]


def read_brat(path: Path) -> list[Attribution]:
    """Read the attributions of one stand-off file."""
    spans: dict[str, list[Span]] = {}
    events: list[str] = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.startswith("T") and line.count("\t") >= 2:
            key, place, _ = line.split("\t", 2)
            _, _, numbers = place.partition(" ")
            pieces = [part.split() for part in numbers.split(";")]
            if all(len(p) == 2 and p[0].isdigit() and p[1].isdigit() for p in pieces):
                spans[key] = [(int(a), int(b)) for a, b in pieces]
        elif line.startswith("E") and "\t" in line:
            events.append(line.split("\t", 1)[1])
    out = []
    for event in events:
        attribution: Attribution = {role: [] for role in ROLES}
        for part in event.split():
            role, _, key = part.partition(":")
            role = re.sub(r"\d+$", "", role).lower()
            if role in attribution and key in spans:
                attribution[role] += spans[key]
        out.append({role: sorted(found) for role, found in attribution.items()})
    return out


def load(folder: Path, every_annotator: bool = False) -> list[Document]:
    """Load a compartment of the corpus; of several annotators the first in sorted order unless all are asked for."""
    annotations = sorted(p.name for p in (folder / "attributions").iterdir())
    documents = []
    for path in sorted((folder / "text").iterdir()):
        mine = [name for name in annotations if name.startswith(path.stem)]
        with path.open(encoding="utf-8", newline="") as file:
            text = file.read()
        for name in mine if every_annotator else mine[:1]:
            documents.append(Document(path.stem, text, read_brat(folder / "attributions" / name)))
    return documents


def paragraphs_of(text: str) -> list[Span]:
    """Return the lines of a plain article that hold anything."""
    return [m.span() for m in re.finditer(r"[^\r\n]*\S[^\r\n]*", text)]


def encode(document: Document, tokenizer: Tokenizer) -> list[Pieces]:
    """Cut a document's paragraphs into word pieces."""
    paragraphs = paragraphs_of(document.text)
    quotes = [quoted(document.text, paragraph) for paragraph in paragraphs]
    return encode_paragraphs(tokenizer, document.text, paragraphs, quotes)


def vary_marks(rng: random.Random, document: Document) -> Document:
    """Return the document with its double quotation marks as other outlets print them, offsets unchanged.

    A fifth of the time curly marks become straight, straight ones curly, or either becomes single marks.
    """
    draw = rng.random()
    if draw > 0.2:
        return document
    text = document.text
    if draw < 0.1:
        text = text.translate({0x201C: '"', 0x201D: '"'})
    else:
        left, right = ("\u201c", "\u201d") if draw < 0.16 else ("\u2018", "\u2019")
        text = re.sub(r'"(?=\w)', left, text.replace("\u201c", left).replace("\u201d", right)).replace('"', right)
    return replace(document, text=text)


def label(window: Window, attributions: list[Attribution]) -> Example:
    """Label a window's pieces: BIO tags (0 O, then B and I of source, cue, content) and pieces by attribution."""
    starts, ends = window.starts, window.ends
    real = ends > starts
    tags = np.zeros(len(starts), dtype=np.int64)
    relations = []
    low, high = (starts[real].min(), ends[real].max()) if real.any() else (0, 0)
    for attribution in attributions:
        everywhere = [s for role in ROLES for s in attribution[role]]
        if not everywhere or max(b for _, b in everywhere) <= low or min(a for a, _ in everywhere) >= high:
            continue
        relation = {}
        for number, role in enumerate(ROLES):
            mask = np.zeros(len(starts), dtype=bool)
            for a, b in attribution[role]:
                inside = real & (starts < b) & (ends > a)
                if inside.any():
                    tags[inside] = 2 + 2 * number
                    tags[np.argmax(inside)] = 1 + 2 * number
                mask |= inside
            relation[role] = np.flatnonzero(mask)
        if len(relation["cue"]):
            relations.append(relation)
    return Example(window, tags, relations)


def examples(document: Document, pieces: list[Pieces], size: int, offset: int = 0) -> list[Example]:
    """Cut a document into labelled windows; with an `offset` the first window holds only that many pieces.

    Shifting the cut from epoch to epoch shows the model other surroundings of the same sentences.
    """
    first = 0
    if offset:
        used = 0
        while first < len(pieces) and used + len(pieces[first].ids) <= offset:
            used += len(pieces[first].ids) + 1
            first += 1
    cut = windows(pieces[:first], size) + windows(pieces[first:], size)
    return [label(w, document.attributions) for w in cut]


def cue_words(documents: list[Document]) -> list[str]:
    """Words that stand in a cue at least four times and in half of their occurrences, commonest first."""
    everywhere: Counter[str] = Counter()
    in_cue: Counter[str] = Counter()
    for document in documents:
        cue = {i for a in document.attributions for start, end in a["cue"] for i in range(start, end)}
        for match in re.finditer(r"[a-z]{3,}", document.text.lower()):
            everywhere[match.group()] += 1
            in_cue[match.group()] += match.start() in cue
    often = [(n, word) for word, n in in_cue.items() if n >= 4 and n >= 0.5 * everywhere[word]]
    return [word for _, word in sorted(often, key=lambda x: (-x[0], x[1]))]


def content_ends(documents: list[Document], tokenizer: Tokenizer, weight: float = 1.0) -> list[tuple[int, float]]:
    """Word pieces, and how much likelier than elsewhere a content ends before each: `weight` times the log of its odds.

    The network sees the pieces, too, but where it wavers over a dozen words these odds keep a content from ending in
    the middle of a phrase. Pieces that follow content fewer than 40 times are left out.
    """
    follows: Counter[int] = Counter()
    closes: Counter[int] = Counter()
    for document in documents:
        for window in windows(encode(document, tokenizer), 256, 256):
            ids = [*window.ids.tolist(), SEP]
            for relation in label(window, document.attributions).relations:
                content = set(relation["content"].tolist())
                for i in content:
                    follows[ids[i + 1]] += 1
                    closes[ids[i + 1]] += i + 1 not in content
    everywhere = closes.total() / follows.total()
    prior, usual = 20.0, math.log(everywhere / (1 - everywhere))
    out = []
    for piece, n in sorted(follows.items()):
        if n >= 40:
            share = min((closes[piece] + prior * 0.3 * everywhere) / (n + prior), 0.999)
            likelier = weight * (math.log(share / (1 - share)) - usual)
            out.append((piece, round(max(-3.0, min(3.0, likelier)), 2)))
    return out
