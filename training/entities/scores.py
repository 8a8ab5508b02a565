"""Scores of coreference: MUC, B³ and CEAFe with their mean, after Pradhan et al. (ACL 2014)."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping
from typing import NamedTuple

import numpy as np

Clusters = list[frozenset[Hashable]]


class Score(NamedTuple):
    """What precision and recall are made of; scores of documents add up."""

    right: float = 0.0
    found: float = 0.0
    covered: float = 0.0
    wanted: float = 0.0

    def plus(self, other: "Score") -> "Score":
        """Add the counts of another document."""
        return Score(*(a + b for a, b in zip(self, other, strict=True)))

    @property
    def precision(self) -> float:
        """Share of what was found that is right."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Share of what is wanted that was found."""
        return self.covered / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def clusters(of: Mapping[Hashable, Hashable], singletons: bool = False) -> Clusters:
    """Return mentions by entity; those that stand alone only if asked for."""
    out: dict[Hashable, set[Hashable]] = defaultdict(set)
    for mention, entity in of.items():
        out[entity].add(mention)
    return [frozenset(c) for c in out.values() if singletons or len(c) > 1]


def _links(mine: Clusters, theirs: Clusters) -> tuple[float, float]:
    where = {m: k for k, c in enumerate(theirs) for m in c}
    right = total = 0
    for cluster in mine:
        parts = Counter(where.get(m, (m,)) for m in cluster)
        right += len(cluster) - len(parts)
        total += len(cluster) - 1
    return right, total


def muc(gold: Clusters, found: Clusters) -> Score:
    """Links between mentions (Vilain et al. 1995)."""
    return Score(*_links(found, gold), *_links(gold, found))


def _shares(mine: Clusters, theirs: Clusters) -> tuple[float, float]:
    where = {m: c for c in theirs for m in c}
    right = sum(len(c & where.get(m, frozenset())) / len(c) for c in mine for m in c)
    return right, sum(len(c) for c in mine)


def b_cubed(gold: Clusters, found: Clusters) -> Score:
    """Mentions by the share of their cluster that is right (Bagga and Baldwin 1998)."""
    return Score(*_shares(found, gold), *_shares(gold, found))


def _assign(gain: np.ndarray) -> float:
    """The greatest sum with one entry a row and a column (Kuhn and Munkres, by shortest augmenting paths)."""
    cost = -(gain if gain.shape[0] <= gain.shape[1] else gain.T)
    n, m = cost.shape
    u, v = np.zeros(n + 1), np.zeros(m + 1)
    match = np.zeros(m + 1, dtype=int)
    for i in range(1, n + 1):
        match[0], j = i, 0
        least, way, used = np.full(m + 1, np.inf), np.zeros(m + 1, dtype=int), np.zeros(m + 1, dtype=bool)
        while True:
            used[j] = True
            free = ~used
            free[0] = False
            reach = cost[match[j] - 1] - u[match[j]] - v[1:]
            better = free[1:] & (reach < least[1:])
            least[1:][better], way[1:][better] = reach[better], j
            k = int(np.where(free, least, np.inf).argmin())
            step = least[k]
            u[match[used]] += step
            v[used] -= step
            least[~used] -= step
            j = k
            if not match[j]:
                break
        while j:
            match[j], j = match[way[j]], way[j]
    return float(-sum(cost[match[j] - 1, j - 1] for j in range(1, m + 1) if match[j]))


def ceaf_e(gold: Clusters, found: Clusters) -> Score:
    """Entities put against entities one to one, alike as their shared mentions (Luo 2005, φ4)."""
    if not gold or not found:
        return Score(0.0, len(found), 0.0, len(gold))
    gain = np.array([[2 * len(g & f) / (len(g) + len(f)) for f in found] for g in gold])
    right = _assign(gain)
    return Score(right, len(found), right, len(gold))


MEASURES = {"MUC": muc, "B3": b_cubed, "CEAFe": ceaf_e}


def measure(pairs: Iterable[tuple[Clusters, Clusters]]) -> dict[str, Score]:
    """Score documents, each as gold and found clusters, together."""
    pairs = list(pairs)
    out = {}
    for name, function in MEASURES.items():
        total = Score()
        for gold, found in pairs:
            total = total.plus(function(gold, found))
        out[name] = total
    return out


def conll(scores: Mapping[str, Score]) -> float:
    """Return the mean F1 of the three."""
    return sum(s.f1 for s in scores.values()) / len(scores)
