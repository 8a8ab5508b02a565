"""Pronouns of news whose antecedent gender alone gives away, for learning what else does.

In "Ada Renn told Mr Vale that she …" there is but one woman. Where the gender of every candidate with a name is known
and just one has the pronoun's, that is the answer (who is only described may be of any); then all genders are hidden
and the network has to find it by what is left: place, distance, who was speaking. After Bergsma, Lin and Goebel,
"Glen, Glenda or Glendale" (CoNLL 2009).
"""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from onrecord.reading.entities import descriptions, pronouns
from onrecord.reading.entities.clusters import Cluster
from onrecord.reading.entities.items import Item
from onrecord.reading.entities.passed import Passed
from onrecord.reading.entities.resolve import Pass
from onrecord.reading.entities.words import Gender
from onrecord.reading.model import Mention
from onrecord.reading.passages import Passage
from onrecord.reading.reader import Reader
from training.attribution.data import load

DATA = Path(__file__).parents[3] / "shared" / "data" / "polnear" / "train"


class Text(NamedTuple):
    """An article with the mentions that the reader finds in it."""

    text: str
    passages: list[Passage]
    mentions: list[Mention]


class _Blind(Pass):
    """A pass that does not know anybody's gender."""

    def _pronoun(self, item: Item, passed: Passed) -> None:
        super()._pronoun(item, passed)
        for cluster in self.clusters:
            if cluster.type == "person":
                cluster.gender = None


def texts(most: int, folder: Path = DATA, weights: Path | None = None) -> list[Text]:
    """Read at most so many articles of PolNeAR's train part for mentions."""
    reader = Reader(weights, threads=1) if weights else Reader(threads=1)
    out = []
    for document in load(folder)[:most]:
        passages = [Passage(*m.span(), "body") for m in re.finditer(r"[^\n]+", document.text)]
        out.append(Text(document.text, passages, reader.mentions(document.text, [p.span for p in passages])))
    return out


def examples(one: Text) -> list[tuple[np.ndarray, np.ndarray]]:
    """Return rows and the right one for each pronoun whose antecedent is given away; see `train.Example`."""
    out: list[tuple[np.ndarray, np.ndarray]] = []
    described: dict[int, Gender | None] = {}
    named: dict[int, Gender | None] = {}

    def gender(cluster: Cluster) -> Gender | None:
        return named.get(cluster.at) or next((described[i.at] for i in cluster.items if described.get(i.at)), None)

    def choose(item: Item, kind: str, found: Sequence[Cluster], rows: np.ndarray) -> int | None:
        if kind != "he":
            return None
        known = [gender(c) for c in found]
        right = np.array([g == item.gender for g in known] + [False])
        told = all(g or not c.named for g, c in zip(known, found, strict=True))
        if len(found) > 1 and told and right.sum() == 1:
            out.append((rows, right))
        scores = [s if known[k] in (None, item.gender) else 0.0 for k, s in enumerate(by_hand(rows)[:-1])]
        best = max(range(len(scores)), key=scores.__getitem__)
        return found[best].at if scores[best] > 0.3 else None

    by_hand = pronouns.ByHand()
    blind = _Blind(one.text, one.passages, one.mentions, by_hand, descriptions.ByHand(), choose)
    for item in blind.items:
        if item.form == "description" and item.type == "person":
            described[item.at], item.gender = item.gender, None
    for cluster in blind.clusters:
        if cluster.type == "person":
            named[cluster.at], cluster.gender = cluster.gender, None
    blind.run()
    return out
