"""Pronouns: which of the entities spoken of a moment ago one stands for, or that it cannot be told."""

import math
import re
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from onrecord.reading.entities.clusters import Cluster
from onrecord.reading.entities.items import Item
from onrecord.reading.entities.passed import TOLD, Passed
from onrecord.reading.entities.weigh import Rows
from onrecord.reading.entities.words import POSSESSIVE, REFLEXIVE

REACH: Final = 5
"""How many sentences back an antecedent may stand."""
_MOST = 6
"""How many candidates are weighed."""
_EMPTY: Final = re.compile(
    r" (?:is|was|'s|’s|would be|will be|has been|may be|might be|seems|appears|turns out|comes|takes|took|makes|made)"
    r"(?: not| n't)?(?: [a-z]+){0,3}? (?:that|to|as|for|if|when|whether|why|how)\b| (?:rains|rained|snows|snowed)\b"
)
_BE: Final = re.compile(r"(?: is| was| are| were| be| has been|'s|’s|'re|’re)\b")
_MODAL: Final = re.compile(r" (?:has|have|had|will|would|can|could|may|might|must|should|did|does|do)\b")
_SUBORDINATE: Final = re.compile(
    r"\b(?:that|when|if|as|because|while|after|before|since|whether|what|how|but|and|so) $"
)


OWN: Final = 16
"""How many numbers tell of the pronoun itself."""


def candidates(item: Item, passed: Passed) -> list[tuple[Cluster, Item]]:
    """Return entities that agree with a pronoun in gender and number, with their latest mention, latest first."""
    out: list[tuple[Cluster, Item]] = []
    for at, last in passed.latest(item, REACH).items():
        if _agree(item, passed.clusters[at]):
            out.append((passed.clusters[at], last))
            if len(out) == _MOST:
                break
    return out


def kind_of(item: Item) -> str:
    """Which kind of pronoun it is: "he" (or "she"), "they" or "it"."""
    return "it" if item.gender == "n" else "they" if item.number == "p" else "he"


def _agree(item: Item, cluster: Cluster) -> bool:
    if item.number == "p":
        return cluster.type != "place" or cluster.named
    if item.gender == "n":
        return cluster.type != "person" and cluster.number == "s"
    return cluster.type == "person" and cluster.number == "s" and cluster.gender in (None, item.gender)


def _own(text: str, item: Item, kind: str, mine: Sequence[float]) -> list[float]:
    """What a pronoun and the words around it tell."""
    head, after, stop = item.head, item.end, item.end + 60
    return [
        kind == "he",
        kind == "they",
        kind == "it",
        head in POSSESSIVE,
        head in REFLEXIVE,
        head in ("him", "them"),
        mine[3],
        mine[4],
        mine[6],
        mine[7],
        mine[9],
        mine[2],
        kind == "it" and bool(_EMPTY.match(text, after, stop)),
        bool(_BE.match(text, after, stop)),
        bool(_MODAL.match(text, after, stop)),
        bool(_SUBORDINATE.search(text, max(0, item.start - 9), item.start)),
    ]


def features(item: Item, found: Sequence[tuple[Cluster, Item]], passed: Passed) -> Rows:
    """Return a row of numbers for each candidate, and a last one for none."""
    head, kind = item.head, kind_of(item)
    own = _own(passed.text, item, kind, passed.told(item))
    starts, says = own[6], own[8]
    # a pronoun that opens its sentence has not been passed, so the sentence before is still the open one
    opening, subject = (-1, passed.opening) if item.first else (passed.opening, passed.subject)
    counts = passed.counts
    same = passed.before.get(kind + str(item.gender))
    rows = []
    most = max((counts.get(c.at, 0) for c, _ in found), default=0)
    top = max((c.number_of_names for c, _ in found), default=0)
    for rank, (cluster, last) in enumerate(found):
        theirs = passed.shown(last)
        apart = item.sentence - last.sentence
        count = counts.get(cluster.at, 0)
        rows.append(
            [
                *own,
                *theirs,
                apart == 0,
                apart == 1,
                apart == 2,
                apart > 2,
                item.paragraph == last.paragraph,
                item.paragraph - last.paragraph > 1,
                rank == 0,
                rank == 1,
                1.0 / (1 + rank),
                math.log1p(item.start - last.end) / 5,
                math.log1p(count) / 3,
                count == most,
                cluster.gender == item.gender and item.gender is not None,
                cluster.type == "person",
                cluster.type == "organisation",
                cluster.type == "place",
                cluster.type == "group",
                cluster.number == "p",
                cluster.named,
                bool(cluster.roles),
                same == cluster.at,
                last.head == head,
                item.quoted and last.quoted,
                item.quoted and not last.quoted,
                item.quoted and theirs[6],
                apart == 1 and theirs[3] and starts,
                math.log1p(cluster.number_of_names) / 3,
                cluster.number_of_names == top and top > 1,
                cluster.at == passed.speaker,
                says and cluster.at == passed.speaker,
                item.quoted and cluster.at == passed.speaker,
                item.quoted and cluster.at == passed.speaker and item.paragraph == last.paragraph,
                cluster.at == subject,
                cluster.at == opening,
                len(found) == 1,
                0.0,
            ]
        )
    width = len(own) + TOLD + 36
    none = [*own, *([0.0] * (width - len(own) - 2)), len(found) == 1, 1.0]
    return np.array([*rows, none], dtype=np.float32)


class ByHand:
    """Weights set by hand, the baseline: the latest that agrees, subjects and the much-mentioned before others."""

    threshold: Mapping[str, float] = {"he": 0.5, "they": 0.6, "it": 0.7}

    def __call__(self, rows: Rows) -> list[float]:
        """Return a probability for each row."""
        own = OWN
        logits = []
        for row in rows:
            if row[-1]:
                logits.append(1.0 if row[0] else 2.0)
                continue
            theirs = row[own : own + TOLD]
            rest = row[own + TOLD :]
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
