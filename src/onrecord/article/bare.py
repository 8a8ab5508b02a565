"""Pages that are only an article: telling them, and keeping all that they say.

The block model learned its roles on pages full of furniture. Shown an article with nothing around it, it takes a line
here and there for the furniture it expects: a short answer, a place name over a letter, a note at the end. So the page
as a whole is judged first, and where it is bare its lines may only be what an article is made of.

Three signs tell a bare page, each enough alone. Of the 121 pages of training and tuning publishers, furniture and
all, they hold for three, which are little but an article; bare articles that show none of them are fewer still:

- the model itself takes next to no line for furniture;
- next to all lines end as sentences do, or are too long for a menu;
- prose stands within a few lines of both ends, as no page with a menu and a footer has it.
"""

import re
from typing import Final

import numpy as np
import numpy.typing as npt

from onrecord.article.byline import is_byline, is_person, names_in
from onrecord.article.dates import stamps
from onrecord.article.flat import FIGURE, Flat, RawBlock
from onrecord.article.metadata import dateline_in
from onrecord.article.model import NUMBER

SENTENCE: Final = re.compile(r"[.!?…。！？।؟۔][\"'”’“‘»«›‹)\]」』]*$")
"""How a sentence ends, brackets and marks of quotation included."""
_STOP: Final = re.compile(r"[.!?…][\"'”’»)\]]*\s+\S|[。！？।]")
_OPEN_ENDED: Final = re.compile(r"[:;,؛、،：；—–\"”“’‘»«」』]$|--$")
"""How a line ends that announces something, is interrupted, or is somebody's words without a stop."""

_HEADLINE: Final = NUMBER["headline"]
_OWN: Final = [NUMBER[role] for role in ("headline", "standfirst", "body", "subheading")]
_FURNITURE: Final = [
    NUMBER[role] for role in ("control", "crosslink", "rail_heading", "rail_headline", "topic", "alt_text", "other")
]
_PICTURES: Final = [NUMBER[role] for role in ("caption", "credit", "alt_text")]

_FEW: Final = 0.2
"""Share of the lines that the model may take for furniture on a bare page; one in any case."""
_LOOSE: Final = 0.25
"""Share of short lines without an end, up to which a page is only prose; one in any case."""
_SHORT: Final = 60
"""Code points below which a line that does not end like a sentence may be a line of furniture."""
_EDGE: Final = 5
"""Short lines without an end that may stand before the first paragraph of a bare page, and after its last."""
_MOSTLY: Final = 0.4
"""Share of a bare page's characters that the model takes for an article's, however it doubts single lines."""
_SOME: Final = 0.2
"""How sure the model must be at least that a paragraph near an end of the page is of the article."""
_SURE_ABOVE, _SURE_FIRST, _SURE_WITHIN, _SURE_BELOW = 0.5, 0.985, 0.97, 0.95
"""How sure the model must be that a short line on a bare page is furniture: above a headline, on the first line (a
title may be one word), between paragraphs, and below the last.
"""
_LABEL: Final = 40
"""Code points that a line of furniture on a bare page has at most."""
_PARAGRAPH: Final = 80
"""Code points from which a block is a paragraph: no heading, byline or time."""
_HEADLINE_MOST: Final = 200
_HEADED: Final = 0.5
"""How sure the model must be of a headline that is not the first line."""
_NAMED: Final = 0.9
"""How sure the model must be of a byline that only a name shows."""
_RIGHTS: Final = re.compile(
    r"^(?:copyright\s+)?(?:©|\(c\))|^copyright\s+\d{4}|^copyright\b[^.!?:]*$|\ball rights reserved\.?$", re.IGNORECASE
)
_ADDRESS: Final = re.compile(r"\w[.@]\w")
_CREDITED: Final = re.compile(
    r"(?:\b(?:picture|photo|photograph|image|foto|bild|imagen|immagine|crédit|credit)s?(?: by| von|:)|©|写真|사진)",
    re.IGNORECASE,
)


def is_bare(flat: Flat, indices: list[int], chances: npt.NDArray[np.float32]) -> bool:
    """Whether the page is only an article.

    `indices` are the blocks that the model was shown, `chances` its probabilities for them, by `ROLES`; all other
    blocks are furniture.
    """
    first = 0 if flat.header is None else 1
    count = len(flat.blocks) - first
    shown = len(indices) - first
    hidden = count - shown
    if shown <= 0 or hidden > max(1, _LOOSE * count):
        return False  # most pages, and all that is left to ask is dear
    chances = chances[first:]
    sizes = np.fromiter((flat.blocks[i].end - flat.blocks[i].start for i in indices[first:]), np.float64, shown)
    linked = np.fromiter((flat.blocks[i].linked for i in indices[first:]), np.float64, shown) > 0.8 * sizes
    if 2 * linked.sum() > shown:
        return False
    own = chances[:, _OWN].sum(-1)
    is_mostly = float((sizes * own).sum() / sizes.sum()) >= _MOSTLY
    if not is_mostly and (hidden or linked.any()):
        return False
    closed = np.fromiter((_is_closed(flat, i) for i in indices[first:]), bool, shown)
    is_loose = ((sizes < _SHORT) & ~closed) | linked
    loose = int(is_loose.sum()) + hidden
    # Sentences and nothing else, but for a title.
    if not hidden and not linked.any() and closed[1:].all() and (shown > 1 or closed[0]):
        return True
    if not is_mostly:
        return False
    apart = int(np.isin(chances.argmax(-1), _FURNITURE).sum()) + hidden
    if apart <= max(1, _FEW * count) or loose <= max(1, _LOOSE * count):
        return True
    prose = np.flatnonzero(closed & (sizes >= _SHORT) & (own > _SOME))
    if hidden or len(prose) < 2:
        return False
    return bool(is_loose[: prose[0]].sum() <= _EDGE and is_loose[prose[-1] :].sum() <= _EDGE)


def _is_closed(flat: Flat, i: int) -> bool:
    """Whether a block ends as sentences do, is cut off where more was to come, or has sentences in it."""
    text = flat.quote(i)
    tail = text[-20:]
    if SENTENCE.search(tail) or _OPEN_ENDED.search(tail):
        return True
    return len(text) >= 2 * _PARAGRAPH and _STOP.search(text, 0, 2_000) is not None


def keep_all(flat: Flat, indices: list[int], chances: npt.NDArray[np.float32]) -> list[int]:
    """Return the number of the role, into `ROLES`, of each block of a bare page that the model was shown.

    Headline, standfirst, byline, time and place stand before the first paragraph. What names a picture's maker is a
    caption. A short line without an end stays furniture only where the model is sure of it, or where it is a notice
    of rights. Everything else is body or a subheading. `chances` is changed to the chance of the picked role among
    those the block may have.
    """
    picked: list[int] = []
    begun = False
    head: int | None = None
    sure = _needed(flat, indices, chances)
    for at, i in enumerate(indices):
        row = chances[at]
        if flat.header is not None and i == 0:
            row[:] = 0
            row[NUMBER["capture_header"]] = 1
            picked.append(NUMBER["capture_header"])
            continue
        text = " ".join(flat.quote(i)[: 4 * _HEADLINE_MOST].split())
        size = flat.blocks[i].end - flat.blocks[i].start
        aside = _set_aside(text, size, row, sure[at])
        if aside is not None:
            picked.append(aside)
            continue
        allowed = _within(flat.blocks[i], text)
        if not begun and _is_dateline(text):
            allowed = [NUMBER["dateline"]]
        elif not begun:
            allowed += _openings(text, size, row, first=i == (flat.header is not None))
        role = max(allowed, key=lambda k: row[k])
        if role == _HEADLINE:
            if head is None or row[role] > chances[head, role]:
                if head is not None:
                    picked[head] = NUMBER["subheading"]
                head = at
            else:
                role = NUMBER["subheading"]
        begun = begun or (role == NUMBER["body"] and (size >= _PARAGRAPH or SENTENCE.search(text) is not None))
        total = float(row[allowed].sum())
        if total > 0:
            row /= total
        picked.append(role)
    return picked


def _needed(flat: Flat, indices: list[int], chances: npt.NDArray[np.float32]) -> list[float]:
    """Return how sure the model must be of each block to set it aside."""
    start = int(flat.header is not None)
    out = [_SURE_WITHIN] * len(indices)
    paragraphs = [at for at, i in enumerate(indices) if _is_paragraph(flat, i)]
    first, last = (paragraphs[0], paragraphs[-1]) if paragraphs else (len(out), len(out))
    out[last + 1 :] = [_SURE_BELOW] * len(out[last + 1 :])
    out[start] = _SURE_FIRST
    head = start + int(chances[start : max(first, start) + 1, _HEADLINE].argmax())
    if chances[head, _HEADLINE] > _HEADED:
        out[:head] = [_SURE_ABOVE] * head
    return out


def _is_paragraph(flat: Flat, i: int) -> bool:
    block = flat.blocks[i]
    return block.end - block.start >= _PARAGRAPH and _is_closed(flat, i)


def _set_aside(text: str, size: int, row: npt.NDArray[np.float32], sure: float) -> int | None:
    """Return the role of a line of which the model is `sure` that it is furniture; None for any other."""
    if size < 2 * _SHORT and _RIGHTS.search(text):
        return NUMBER["other"]
    if size > _LABEL or not any(c.isalpha() for c in text):
        return None
    if SENTENCE.search(text) or _OPEN_ENDED.search(text) or _ADDRESS.search(text):
        return None
    if float(row[_FURNITURE].sum()) < sure:
        return None
    return max(_FURNITURE, key=lambda k: row[k])


def _within(block: RawBlock, text: str) -> list[int]:
    """Return what a block anywhere in a bare page may be."""
    size = block.end - block.start
    out = [NUMBER["body"]]
    if size < _PARAGRAPH:
        out.append(NUMBER["subheading"])
    if block.inside & FIGURE:
        out += _PICTURES
    elif size < 2 * _HEADLINE_MOST and _CREDITED.search(text):
        out.append(NUMBER["caption"])
    return out


def _openings(text: str, size: int, row: npt.NDArray[np.float32], *, first: bool) -> list[int]:
    """Return what a block before the first paragraph may be, beside body and subheading.

    A sentence set over the text is no headline if it is as long as a paragraph; nor is what follows another line, if
    the model doubts it.
    """
    closed = SENTENCE.search(text)
    out = []
    if size >= _LABEL:
        out.append(NUMBER["standfirst"])
    if size <= _HEADLINE_MOST and not (closed and size > _PARAGRAPH) and (first or row[_HEADLINE] > _HEADED):
        out.append(_HEADLINE)
    if size > _PARAGRAPH:
        return out
    if any(stamps(text)):
        out.append(NUMBER["timestamp"])
    if is_byline(text) or (row[NUMBER["byline"]] > _NAMED and not closed and _is_name(text)):
        out.append(NUMBER["byline"])
    return out


def _is_dateline(text: str) -> bool:
    """Whether a line is a place, perhaps with a day and an agency, and the dash before the first sentence."""
    place = text.rstrip(" _-–—")
    return place != text and len(text) < _PARAGRAPH and dateline_in(f"{place} — x") is not None


def _is_name(text: str) -> bool:
    return not text.isupper() and any(is_person(name) for name in names_in(text, printed=True))
