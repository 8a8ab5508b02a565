"""Lists of other stories: which blocks make a rail, and which lines only name what a rail's pictures show.

Archives that keep a page as text print a picture's alternative text as a line of its own before the headline that
goes with it. Line by line the two look alike; that they come in pairs which share their words tells them apart.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import numpy as np
import numpy.typing as npt

from onrecord.article.model import Role

_IN_RAILS: Final = frozenset(("rail_heading", "rail_headline", "alt_text", "control", "topic", "timestamp", "credit"))
_AROUND: Final = ("other", "caption", "crosslink", "byline")
"""Roles that a line among rails may get beside `_IN_RAILS`."""
_ARTICLE: Final = frozenset(("body", "headline", "standfirst", "subheading", "caption"))
_LEAST: Final = 6
"""Lines of a run of rails, below which no pairs are looked for."""
_STRAY: Final = 3
"""Lines of another role within a run that do not end it."""
_SHARED: Final = 0.3
"""Share of words from which two lines are a pair."""
_WORD: Final = re.compile(r"\w{3,}")
_PROSE: Final = re.compile(r"[.。]$")
_FLOOR: Final = 0.01
_PICTURED, _ALONE, _PER_WORD, _MORE_OF = 2.5, 1.0, 4.0, 4.0
"""What pairing counts against the logarithm of the model's probabilities."""


def pair_pictures(
    texts: Sequence[str], roles: list[Role], chances: npt.NDArray[np.float32], names: Sequence[Role]
) -> None:
    """Give the lines of picture texts among the rails of a plain-text page the role `alt_text`.

    `chances` are the model's probabilities, blocks by `names`. `roles` is changed in place: in each run of rails whose
    lines come in pairs the likeliest sequence is taken in which every picture's text is followed by its headline. Runs
    without such pairs are left alone.
    """
    for start, end in _runs(roles):
        words = [frozenset(_WORD.findall(text.casefold())) for text in texts[start:end]]
        shared = [_overlap(a, b) for a, b in pairwise(words)]
        if _are_pictured(texts[start:end], shared):
            roles[start:end] = _likeliest(texts[start:end], shared, chances[start:end], names)


def _runs(roles: Sequence[Role]) -> list[tuple[int, int]]:
    runs = []
    start = last = -1
    for i, role in enumerate([*roles, "body"]):
        if role in _IN_RAILS and i < len(roles):
            if start < 0:
                start = i
            last = i
        elif start >= 0 and (i - last > _STRAY or i == len(roles)):
            if last + 1 - start >= _LEAST:
                runs.append((start, last + 1))
            start = -1
    return runs


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0


def _are_pictured(texts: Sequence[str], shared: Sequence[float]) -> bool:
    """Whether lines come in pairs, the second of which is no sentence, as what stands under a headline would be."""
    pairs = prose = 0
    i = 0
    while i < len(shared):
        if shared[i] >= _SHARED and not texts[i + 1].startswith(("See ", "More ")):
            pairs += 1
            prose += bool(_PROSE.search(texts[i + 1]))
            i += 2
        else:
            i += 1
    return pairs >= max(3, len(texts) // 8) and prose <= 0.3 * pairs


def _likeliest(
    texts: Sequence[str], shared: Sequence[float], chances: npt.NDArray[np.float32], names: Sequence[Role]
) -> list[Role]:
    labels = [name for name in names if name in _IN_RAILS or name in _AROUND]
    columns = [names.index(label) for label in labels]
    logs = np.log(np.maximum(chances[:, columns], _FLOOR))
    picture, headline = labels.index("alt_text"), labels.index("rail_headline")
    heading, control = labels.index("rail_heading"), labels.index("control")
    score = logs[0].copy()
    score[headline] -= _ALONE
    back = np.zeros(logs.shape, np.int64)
    for i in range(1, len(texts)):
        step = np.zeros((len(labels), len(labels)))
        # A picture's text is followed by its headline, and a headline stands after one.
        step[picture, :] = -np.inf
        step[picture, headline] = _PICTURED + _PER_WORD * shared[i - 1]
        step[:, headline] -= _ALONE * (np.arange(len(labels)) != picture)
        if texts[i].endswith(texts[i - 1]) and len(texts[i]) > len(texts[i - 1]):
            step[heading, control] += _MORE_OF
        total = score[:, None] + step
        back[i] = total.argmax(0)
        score = total.max(0) + logs[i]
    score[picture] = -np.inf
    at = int(score.argmax())
    out = [labels[at]]
    for i in range(len(texts) - 1, 0, -1):
        at = int(back[i, at])
        out.append(labels[at])
    return out[::-1]


_BESIDE: Final = 12
"""Blocks of no rail role after which a rail is over."""


def number(roles: Sequence[Role]) -> list[int | None]:
    """Return each block's rail, counted from 0 in page order; None outside rails.

    A rail begins with its heading, or with its first headline where it has none, and is over where the article goes on
    or nothing of it comes for 12 blocks.
    """
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
        elif role in _ARTICLE:
            current = False
        else:
            since += 1
            if since > _BESIDE:
                current = False
    return out
