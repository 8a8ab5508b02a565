"""From raw blocks to blocks with roles: the block model's judgement, tidied.

The model is a small recurrent network over the page's blocks, run by onnxruntime; `training/blocks` makes it, and
docs/models/blocks.md is its card.
"""

from functools import cache
from importlib.resources import files
from typing import Any, Final, get_args

import numpy as np
import numpy.typing as npt

from onrecord.article.features import Features, features, shown
from onrecord.article.html import Flat
from onrecord.article.model import Block, Role

MODEL: Final = "blocks-1"
"""Name and version of the block model."""

ROLES: Final[tuple[Role, ...]] = get_args(Role)
_N: Final = {role: k for k, role in enumerate(ROLES)}
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


def with_roles(flat: Flat) -> list[Block]:
    """Return the page's blocks, each with its role, how sure the model is, its rail, its path, and what it repeats.

    There is at most one headline; a rail begins with its heading, and the headlines up to the next heading or the
    next stretch of other text are of that rail.
    """
    if not flat.blocks:
        return []
    picked, sure = judged(flat)
    roles = [ROLES[k] for k in picked]
    rails = _rails(roles)
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
                path=flat.path(i),
            )
        )
    return out


def judged(flat: Flat) -> tuple[list[int], list[float]]:
    """Return the number of the role picked for each block, into `ROLES`, and its probability."""
    picked = [_N["other"]] * len(flat.blocks)
    sure = [_MENU_LINE] * len(flat.blocks)
    indices = shown(flat)
    if indices:
        chances = probabilities(features(flat, indices))
        best = _tidied(flat, chances)
        certain = np.round(chances[np.arange(len(best)), best].astype(np.float64), 4).tolist()
        for i, k, p in zip(indices, best, certain, strict=True):
            picked[i], sure[i] = k, p
    return picked, sure


_MENU_LINE: Final = 0.99
"""How sure it is that a short line of a menu or footer has no other role, on pages labelled by hand."""


def _tidied(flat: Flat, chances: npt.NDArray[np.float32]) -> list[int]:
    """Pick the likeliest role of each block, but one headline at most and a capture header only where one stands.

    `chances` is changed to say so.
    """
    header = _N["capture_header"]
    chances[:, header] = 0
    if flat.header is not None:
        chances[0] = 0
        chances[0, header] = 1
    picked = chances.argmax(-1)
    headline = _N["headline"]
    heads = np.flatnonzero(picked == headline)
    if len(heads) > 1:
        best = heads[np.argmax(chances[heads, headline])]
        for i in heads:
            if i != best:
                chances[i, headline] = 0
                picked[i] = chances[i].argmax()
    return [int(k) for k in picked.tolist()]


_OUTSIDE: Final = frozenset(("body", "headline", "standfirst", "subheading", "caption"))
_BESIDE: Final = 12
"""Blocks of no rail role after which a rail is over."""


def _rails(roles: list[Role]) -> list[int | None]:
    out: list[int | None] = [None] * len(roles)
    rail = -1
    current = False
    since = 0
    for i, role in enumerate(roles):
        if role == "rail_heading":
            rail, current, since = rail + 1, True, 0
            out[i] = rail
        elif role == "rail_headline":
            if not current:
                rail, current = rail + 1, True
            out[i], since = rail, 0
        elif role in _OUTSIDE:
            current = False
        else:
            since += 1
            if since > _BESIDE:
                current = False
    return out
