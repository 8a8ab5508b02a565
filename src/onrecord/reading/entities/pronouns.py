"""Pronouns: which of the entities spoken of a moment ago one stands for, or that it cannot be told."""

import json
import math
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from onrecord.reading.entities.clusters import Cluster
from onrecord.reading.entities.items import Item, Layout
from onrecord.reading.entities.words import POSSESSIVE, REFLEXIVE, listed

WEIGHTS: Final = Path(__file__).parent / "weights" / "pronouns.json"
REACH: Final = 5
"""How many sentences back an antecedent may stand."""
_MOST = 10
"""How many candidates are weighed."""
_LOOKED = 48
"""How many mentions back are looked through."""
_SAYS: Final = listed(
    "said says say added adds told tells wrote writes argued warned insisted explained claimed noted stated replied",
    "announced declared continued stressed asked called tweeted admitted acknowledged believes thinks hopes",
)
_VERB_AFTER: Final = re.compile(
    rf"(?:, [^,.;:]{{1,60}},)? (?:(?:also|then|later|now|has|have|had|is|was|were|are|will|would|can|could|may|might|"
    rf"did|does|do|must|should|{'|'.join(_SAYS)})\b|[a-z]{{2,}}ed\b)"
)
_SAYS_AFTER: Final = re.compile(rf"(?:, [^,.;:]{{1,60}},)? (?:also |then |later |has |had )?(?:{'|'.join(_SAYS)})\b")
_SAYS_BEFORE: Final = re.compile(rf"\b(?:{'|'.join(_SAYS)}) (?:the |a |an |by )?$|according to (?:the |a |an )?$")
_PREPOSITION: Final = re.compile(
    r"\b(?:of|for|with|to|by|in|at|from|on|about|against|between|under|over|into|than|like|as|after|before|near|"
    r"behind|toward|towards|via|among) (?:the |a |an |(?:[A-Z][a-z]+\.? ){0,2})$"
)


def describe(text: str, layout: Layout, item: Item, first_of_sentence: bool, inner: bool) -> list[float]:
    """What a mention's surroundings tell about it, whatever it is compared with."""
    start = layout.sentence_start(item)
    gap = item.start - start
    after, stop = item.end, item.end + 80
    says = bool(_SAYS_AFTER.match(text, after, stop)) or bool(
        _SAYS_BEFORE.search(text, max(start, item.start - 30), item.start)
    )
    return [
        float(item.form == "name"),
        float(item.form == "pronoun"),
        float(first_of_sentence),
        float(gap < 4),
        float(gap < 40),
        float(bool(_VERB_AFTER.match(text, after, stop))),
        float(says),
        float(bool(_PREPOSITION.search(text, max(start, item.start - 40), item.start))),
        float(text.startswith(("'s", "’s"), after) or item.head in POSSESSIVE),
        float(item.quoted),
        float(inner),
        float(bool(item.title)),
    ]


STATIC: Final = 12
"""How many numbers `describe` gives."""


def candidates(item: Item, passed: Sequence[Item], clusters: Sequence[Cluster]) -> list[tuple[Cluster, Item]]:
    """Return entities that agree with a pronoun in gender and number, with their latest mention, latest first."""
    out: list[tuple[Cluster, Item]] = []
    seen: set[int] = set()
    for earlier in reversed(passed[-_LOOKED:]):
        if item.sentence - earlier.sentence > REACH:
            break
        if earlier.cluster < 0 or earlier.cluster in seen or earlier.end > item.start:
            continue
        seen.add(earlier.cluster)
        cluster = clusters[earlier.cluster]
        if _agree(item, cluster):
            out.append((cluster, earlier))
            if len(out) == _MOST:
                break
    return out


def _agree(item: Item, cluster: Cluster) -> bool:
    if item.number == "p":
        return cluster.type != "place" or cluster.named
    if item.gender == "n":
        return cluster.type != "person" and cluster.number == "s"
    return cluster.type == "person" and cluster.number == "s" and cluster.gender in (None, item.gender)


def features(
    item: Item,
    mine: Sequence[float],
    found: Sequence[tuple[Cluster, Item, Sequence[float]]],
    passed: dict[int, int],
    before: dict[str, int],
) -> npt.NDArray[np.float32]:
    """Return a row of numbers for each candidate, and a last one for none.

    `mine` and the third of each candidate are from `describe`; `passed` counts each entity's mentions so far, and
    `before` holds what each kind of pronoun last stood for.
    """
    head = item.head
    kind = "it" if item.gender == "n" else "they" if item.number == "p" else "he"
    person = float(kind == "he")
    own = [
        person,
        float(kind == "they"),
        float(kind == "it"),
        float(head in POSSESSIVE),
        float(head in REFLEXIVE),
        float(head in ("him", "them")),
        mine[3],
        mine[4],
        mine[6],
        mine[7],
        mine[9],
        float(mine[2]),
    ]
    rows = []
    most = max((passed.get(c.at, 0) for c, _, _ in found), default=0)
    for rank, (cluster, last, theirs) in enumerate(found):
        apart = item.sentence - last.sentence
        count = passed.get(cluster.at, 0)
        rows.append(
            [
                *own,
                *theirs,
                float(apart == 0),
                float(apart == 1),
                float(apart == 2),
                float(apart > 2),
                float(item.paragraph == last.paragraph),
                float(item.paragraph - last.paragraph > 1),
                float(rank == 0),
                float(rank == 1),
                1.0 / (1 + rank),
                math.log1p(item.start - last.end) / 5,
                math.log1p(count) / 3,
                float(count == most),
                float(cluster.gender == item.gender and item.gender is not None),
                float(cluster.type == "person"),
                float(cluster.type == "organisation"),
                float(cluster.type == "place"),
                float(cluster.type == "group"),
                float(cluster.number == "p"),
                float(cluster.named),
                float(bool(cluster.roles)),
                float(before.get(kind + str(item.gender)) == cluster.at),
                float(last.head == head),
                float(item.quoted and last.quoted),
                float(item.quoted and not last.quoted),
                float(item.quoted and theirs[6]),
                float(apart == 1 and theirs[3] and mine[3]),
                float(len(found) == 1),
                0.0,
            ]
        )
    width = len(own) + STATIC + 28
    none = [*own, *([0.0] * (width - len(own) - 2)), float(len(found) == 1), 1.0]
    return np.array([*rows, none], dtype=np.float32)


class Scorer:
    """A small network that weighs candidates; its numbers stand in a JSON file."""

    def __init__(self, weights: dict[str, Any]) -> None:
        self.layers = [
            (np.array(layer["weight"], dtype=np.float32).T, np.array(layer["bias"], dtype=np.float32))
            for layer in weights["layers"]
        ]
        self.temperature = float(weights["temperature"])
        self.threshold: dict[str, float] = weights["threshold"]

    def __call__(self, rows: npt.NDArray[np.float32]) -> list[float]:
        """Return how likely each row is."""
        for number, (weight, bias) in enumerate(self.layers):
            rows = rows @ weight + bias
            if number + 1 < len(self.layers):
                rows = np.maximum(rows, 0.0)
        logits = rows[:, 0] / self.temperature
        odds = np.exp(logits - logits.max())
        return (odds / odds.sum()).tolist()  # type: ignore[no-any-return]


class _ByHand:
    """Weights set by hand, the baseline: the latest that agrees, subjects and the much-mentioned before others."""

    threshold: Final = {"he": 0.5, "they": 0.6, "it": 0.7}

    def __call__(self, rows: npt.NDArray[np.float32]) -> list[float]:
        own = 12
        logits = []
        for row in rows:
            if row[-1]:
                logits.append(1.0 if row[0] else 2.0)
                continue
            theirs = row[own : own + STATIC]
            rest = row[own + STATIC :]
            logits.append(
                float(
                    3.0 * rest[8]
                    - 0.6 * (rest[2] + 2 * rest[3])
                    + 0.8 * theirs[2]
                    + 0.8 * theirs[5]
                    - 0.9 * theirs[7]
                    + 1.0 * rest[20]
                    + 0.8 * rest[12]
                    + 0.5 * rest[11]
                    - 1.0 * theirs[10]
                    - 1.5 * rest[24]
                    + 1.5 * rest[17] * row[1]
                    - 1.5 * rest[13] * row[1] * (1 - rest[17])
                )
            )
        odds = np.exp(np.array(logits) - max(logits))
        return (odds / odds.sum()).tolist()  # type: ignore[no-any-return]


BY_HAND: Final = _ByHand()


@cache
def scorer() -> "Scorer | _ByHand":
    """Return the shipped weights."""
    return Scorer(json.loads(WEIGHTS.read_text(encoding="ascii"))) if WEIGHTS.exists() else BY_HAND
