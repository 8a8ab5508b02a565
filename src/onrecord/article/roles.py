"""From raw blocks to blocks with roles: the block model's judgement, tidied.

The model is a small recurrent network over the page's blocks, run by onnxruntime; `training/blocks` makes it, and
docs/models/blocks.md is its card.
"""

import re
from functools import cache
from importlib.resources import files
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from onrecord.article.bare import SENTENCE, is_bare, keep_all
from onrecord.article.features import Features, features, shown
from onrecord.article.flat import Flat
from onrecord.article.model import NUMBER, ROLES, Block
from onrecord.article.rails import number, pair_pictures

MODEL: Final = "blocks-2"
"""Name and version of the block model."""

_PIECE: Final = 4000
"""Blocks read at once; longer pages are read in pieces that overlap by `_OVERLAP`."""
_OVERLAP: Final = 100


@cache
def _session() -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    # One thread: a page is small, workers run side by side, and sums come out in the same order everywhere.
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    weights = files("onrecord.article").joinpath("weights/blocks.onnx").read_bytes()
    return onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])


def probabilities(seen: Features) -> npt.NDArray[np.float32]:
    """Return the model's probabilities, blocks by `ROLES`."""
    session = _session()
    n = len(seen.text)
    out = np.zeros((n, len(ROLES)), np.float32)
    start = 0
    while start < n:
        first = max(0, start - _OVERLAP)
        end = min(n, start + _PIECE)
        last = min(n, end + _OVERLAP)
        piece = {name: np.ascontiguousarray(getattr(seen, name)[first:last]) for name in Features._fields}
        out[start:end] = session.run(None, piece)[0][start - first : end - first]
        start = end
    return out


def with_roles(flat: Flat, *, selectors: bool = True) -> list[Block]:
    """Return the page's blocks, each with its role, how sure the model is, its rail, its path, and what it repeats.

    Without `selectors` the paths are left out, which take as long as the metadata.

    There is at most one headline; a rail begins with its heading, and the headlines up to the next heading or the
    next stretch of other text are of that rail.
    """
    if not flat.blocks:
        return []
    picked, sure = judged(flat)
    roles = [ROLES[k] for k in picked]
    rails = number(roles)
    text = flat.text
    first: dict[str, int] = {}
    out = []
    for i, (raw, role) in enumerate(zip(flat.blocks, roles, strict=True)):
        words = text[raw.start : raw.end]
        if not flat.markup:
            words = " ".join(words.split())
        earlier = first.setdefault(words, i)
        out.append(
            Block(
                role=role,
                start=raw.start,
                end=raw.end,
                rail=rails[i],
                confidence=sure[i],
                repeats=earlier if earlier != i else None,
                path=flat.path(i) if selectors else None,
            )
        )
    return out


def judged(flat: Flat) -> tuple[list[int], list[float]]:
    """Return the number of the role picked for each block, into `ROLES`, and its probability."""
    picked = [NUMBER["other"]] * len(flat.blocks)
    sure = [_MENU_LINE] * len(flat.blocks)
    indices = shown(flat)
    if indices:
        chances = probabilities(features(flat, indices))
        if is_bare(flat, indices, chances):
            best = keep_all(flat, indices, chances)
        else:
            best = _tidied(flat, indices, chances)
            _set_apart(flat, indices, chances, best)
            _tell_alt_texts(flat, indices, best)
            if not flat.markup:
                best = _with_pictures(flat, chances, best)
        certain = np.round(chances[np.arange(len(best)), best].astype(np.float64), 4).tolist()
        for i, k, p in zip(indices, best, certain, strict=True):
            picked[i], sure[i] = k, p
    return picked, sure


def _with_pictures(flat: Flat, chances: npt.NDArray[np.float32], picked: list[int]) -> list[int]:
    roles = [ROLES[k] for k in picked]
    pair_pictures([flat.quote(i) for i in range(len(roles))], roles, chances, ROLES)
    return [NUMBER[role] for role in roles]


_MENU_LINE: Final = 0.99
"""How sure it is that a short line of a menu or footer has no other role, on pages labelled by hand."""


def _tidied(flat: Flat, indices: list[int], chances: npt.NDArray[np.float32]) -> list[int]:
    """Pick the likeliest role of each block, but one headline at most and a capture header only where one stands.

    `chances` is changed to say so.
    """
    header = NUMBER["capture_header"]
    chances[:, header] = 0
    if flat.header is not None:
        chances[0] = 0
        chances[0, header] = 1
    # First whether a block is the article's prose, then what it is: the roles on either side are near each other.
    columns = sorted(_PROSE)
    chance = chances[:, columns].sum(-1)
    prose = chance >= _IS_PROSE_UNENDED
    for at in np.flatnonzero(prose & (chance < _IS_PROSE)).tolist():
        prose[at] = not SENTENCE.search(flat.quote(indices[at])[-20:])
    among = chances.copy()
    among[:, columns] = np.where(prose[:, None], among[:, columns] + 1, -1)
    picked = among.argmax(-1)
    headline = NUMBER["headline"]
    heads = np.flatnonzero(picked == headline)
    if len(heads) > 1:
        best = heads[np.argmax(chances[heads, headline])]
        for i in heads:
            if i != best:
                chances[i, headline] = 0
                picked[i] = chances[i].argmax()
    return [int(k) for k in picked.tolist()]


_IS_PROSE, _IS_PROSE_UNENDED = 0.6, 0.5
"""Probability from which a block is the article's prose, where it ends like a sentence and where it does not."""
_PROSE: Final = frozenset(NUMBER[role] for role in ("standfirst", "body", "subheading"))
_WITHIN: Final = frozenset(
    NUMBER[role] for role in ("caption", "credit", "alt_text", "byline", "timestamp", "headline", "dateline")
)
_APART: Final = 15
"""Blocks of other roles that end an article; measured on pages held out of training."""
_NEXT_TO: Final = 0.5
"""Share of the longest stretch's characters from which another stretch is the article's, too."""


def _tell_alt_texts(flat: Flat, indices: list[int], picked: list[int]) -> None:
    """Tell the caption from the `alt_text` of two blocks side by side: it says more, or says the same first."""
    caption, alt_text = NUMBER["caption"], NUMBER["alt_text"]
    for at in range(len(picked) - 1):
        pair = (picked[at], picked[at + 1])
        if caption in pair and {*pair} <= {caption, alt_text} and indices[at + 1] == indices[at] + 1:
            one, other = (" ".join(flat.quote(indices[k]).split()).rstrip(".") for k in (at, at + 1))
            if min(len(one), len(other)) >= _REPEATED:
                if one.startswith(other):
                    picked[at], picked[at + 1] = caption, alt_text
                elif other.startswith(one):
                    picked[at], picked[at + 1] = alt_text, caption


_REPEATED: Final = 12
"""Code points that two captions have to share to be two of one picture."""

_WORD: Final = re.compile(r"\w{5,}")
_ABOUT: Final = 0.35
"""Share of its longer words that another stretch has of the longest, from which it is about the same story."""


def _set_apart(flat: Flat, indices: list[int], chances: npt.NDArray[np.float32], picked: list[int]) -> None:
    """Take for furniture what reads like body but stands far from the article, is much shorter and about other things.

    Comments, teasers and texts about cookies are prose; that they come after a long stretch of other things, or before
    one, shows that they are not the article's.
    """
    stretches: list[list[int]] = []
    gap = _APART + 1
    last = -1
    for at, (i, k) in enumerate(zip(indices, picked, strict=True)):
        gap += i - last - 1  # menu lines, which the model is not shown
        last = i
        if k in _PROSE:
            if gap > _APART:
                stretches.append([])
            stretches[-1].append(at)
            gap = 0
        elif k not in _WITHIN:
            gap += 1
    if len(stretches) < 2:
        return
    blocks = flat.blocks
    words = [
        frozenset(word for at in stretch for word in _WORD.findall(flat.quote(indices[at]).lower()))
        for stretch in stretches
    ]
    mass = [
        sum((blocks[indices[at]].end - blocks[indices[at]].start) * float(chances[at, picked[at]]) for at in stretch)
        for stretch in stretches
    ]
    own = words[mass.index(max(mass))]
    for stretch, size, said in zip(stretches, mass, words, strict=True):
        if size < _NEXT_TO * max(mass) and len(said & own) < _ABOUT * len(said):
            for at in stretch:
                chances[at, list(_PROSE)] = 0
                chances[at, NUMBER["headline"]] = 0
                picked[at] = int(chances[at].argmax())
