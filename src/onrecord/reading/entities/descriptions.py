"""Descriptions: to whom "the foreign secretary", "the ministry" or "the officials" refers, where that is sure."""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np

from onrecord.reading.entities.clusters import Cluster
from onrecord.reading.entities.items import Item
from onrecord.reading.entities.passed import TOLD, Passed
from onrecord.reading.entities.roles import Role
from onrecord.reading.entities.weigh import Rows
from onrecord.reading.entities.words import BODIES, PAIRS, listed

REACH: Final = 6
"""How many sentences back is looked for what the words themselves do not show."""
_HELD = 10
"""How many sentences an office's holder may be back to be "the president" without more."""
_MOST = 8
"""How many candidates are weighed."""
_KEPT = 6
"""How many of the latest entities with one head noun are looked at."""
_LOOSE: Final = frozenset(
    listed("former top senior new several some many few other two three first last same own chief")
)
"""Modifiers that a second mention may have or lack without speaking of another."""
_EQUAL: Final[dict[str, str]] = {
    **dict.fromkeys(("spokesman", "spokeswoman", "spokesperson"), "spokesperson"),
    **dict.fromkeys(("chairman", "chairwoman", "chair", "chairperson"), "chair"),
    **dict.fromkeys(("congressman", "congresswoman"), "representative"),
    **dict.fromkeys(("adviser", "advisor"), "adviser"),
    **dict.fromkeys(("mp", "lawmaker", "legislator"), "lawmaker"),
    **dict.fromkeys(("organisation", "organization"), "organisation"),
    **dict.fromkeys(("rep", "representative"), "representative"),
    **dict.fromkeys(("sen", "senator"), "senator"),
    **dict.fromkeys(("gov", "governor"), "governor"),
    **dict.fromkeys(("pm", "premier"), "premier"),
}


_OF: Final = frozenset(listed("of for on"))


class Candidate(NamedTuple):
    """An entity that a description may be of, its latest mention, and how it was found.

    `how` is 0 for an office held, 1 for a body's name, 2 for the same noun before, 3 for nearness alone.
    """

    cluster: Cluster
    last: Item
    how: int


def _equal(noun: str) -> str:
    return _EQUAL.get(noun, noun)


class Descriptions:
    """What the text has named and described so far, by head noun."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.offices: dict[str, list[tuple[Cluster, Role]]] = defaultdict(list)
        self.bodies: dict[str, list[Cluster]] = defaultdict(list)
        self.unnamed: dict[str, list[tuple[Cluster, Item]]] = defaultdict(list)

    def saw_role(self, cluster: Cluster, role: Role) -> None:
        """Remember an office, under each of its nouns that could name its holder."""
        for noun in {
            _equal(role.head),
            *(_equal(w) for w in role.words if w in ("president", "minister", "secretary")),
        }:
            self.offices[noun].append((cluster, role))

    def saw_name(self, cluster: Cluster, item: Item) -> None:
        """Remember a body by the common nouns in its name."""
        if item.type in ("organisation", "place") and len(item.tokens) > 1:
            # the noun that heads the name: its last, or the last before "of" or "for"
            end = next((k for k, t in enumerate(item.tokens) if k and t in _OF), len(item.tokens))
            for word in {item.tokens[-1], item.tokens[end - 1]} & BODIES:
                held = self.bodies[word]
                if not held or held[-1] is not cluster:
                    held.append(cluster)

    def saw_description(self, cluster: Cluster, item: Item) -> None:
        """Remember a description."""
        self.unnamed[item.head].append((cluster, item))

    def candidates(self, item: Item, passed: Passed) -> list[Candidate]:
        """Return what `item` may refer back to, the latest first; nothing for what introduces someone new."""
        if not item.tokens or not (item.definite or item.owner):
            return []
        latest = passed.latest(item, REACH)
        clusters = passed.clusters
        near = latest if item.number == "s" and not item.owner else ()
        found: dict[int, Candidate] = {}
        for cluster, how in (
            *((c, 0) for c in self._holders(item)),
            *((c, 1) for c in self._bodies(item)),
            *((c, 2) for c in self._described(item)),
            *((clusters[at], 3) for at in near if _agree(item, clusters[at])),
        ):
            last = latest.get(cluster.at) or cluster.last
            if last is not None and cluster.at not in found and len(found) < _MOST:
                found[cluster.at] = Candidate(cluster, last, how)
        return sorted(found.values(), key=lambda c: -c.last.at)

    @staticmethod
    def plain(item: Item, found: Sequence[Candidate]) -> Cluster | None:
        """Return the only holder of the office that `item` says in full: "the foreign secretary"."""
        holders = [c for c in found if c.how == 0]
        if not item.definite or len(holders) != 1:
            return None
        said = set(item.tokens[:-1]) - _LOOSE
        near = item.sentence - holders[0].last.sentence <= _HELD
        return holders[0].cluster if said or (near and holders[0].cluster.named) else None

    def _bodies(self, item: Item) -> list[Cluster]:
        return [] if item.type == "person" or item.number == "p" else self.bodies[item.head][: -_KEPT - 1 : -1]

    def _holders(self, item: Item) -> list[Cluster]:
        """Persons whose office has all that the description says, latest first."""
        if item.type != "person" or item.number == "p" or item.owner:
            return []
        wanted = {w.removesuffix("'s") for w in item.tokens[:-1]} - _LOOSE
        out: list[Cluster] = []
        for cluster, role in reversed(self.offices[_equal(item.head)][-_KEPT:]):
            if (
                cluster not in out
                and wanted <= role.words
                and (item.gender is None or cluster.gender in (None, item.gender))
            ):
                out.append(cluster)
        return out

    def _described(self, item: Item) -> list[Cluster]:
        """What was described by the same noun with nothing that tells it apart, latest first."""
        out: list[Cluster] = []
        mine = set(item.tokens[:-1]) - _LOOSE
        for cluster, earlier in reversed(self.unnamed[item.head][-_KEPT:]):
            theirs = set(earlier.tokens[:-1]) - _LOOSE
            if earlier.number == item.number and earlier.type == item.type and cluster not in out and mine <= theirs:
                out.append(cluster)
        return out


def _agree(item: Item, cluster: Cluster) -> bool:
    if item.type == "person":
        return (
            cluster.type == "person"
            and cluster.number == item.number
            and (item.gender is None or cluster.gender in (None, item.gender))
        )
    return cluster.type in ("organisation", "place") and cluster.number == item.number


def features(item: Item, found: Sequence[Candidate], passed: Passed) -> Rows:
    """Return a row of numbers for each candidate, and a last one for none; see `pronouns.features`."""
    mine = passed.told(item)
    counts = passed.counts
    wanted = set(item.tokens[:-1]) - _LOOSE
    own = [
        item.type == "person",
        item.type == "organisation",
        item.type == "place",
        item.number == "p",
        item.owner,
        len(item.tokens) == 1,
        len(wanted) / 3,
        mine[2],
        mine[3],
        mine[6],
        mine[7],
        mine[9],
    ]
    sure = sum(c.how < 3 for c in found)
    most = max((counts.get(c.cluster.at, 0) for c in found), default=0)
    top = max((c.cluster.number_of_names for c in found), default=0)
    rows = []
    for rank, (cluster, last, how) in enumerate(found):
        apart = item.sentence - last.sentence
        count = counts.get(cluster.at, 0)
        rows.append(
            [
                *own,
                *passed.told(last),
                how == 0,
                how == 1,
                how == 2,
                how < 3 and sure == 1,
                how < 3,
                sure > 0,
                len(wanted & cluster.words) / 3,
                len(wanted - cluster.words) / 3,
                item.head in cluster.words,
                cluster.type == item.type,
                cluster.named,
                bool(cluster.roles),
                apart == 0,
                apart == 1,
                apart == 2,
                apart > 4,
                item.paragraph == last.paragraph,
                rank == 0,
                1.0 / (1 + rank),
                math.log1p(count) / 3,
                count == most,
                item.quoted == last.quoted,
                math.log1p(cluster.number_of_names) / 3,
                cluster.number_of_names == top and top > 1,
                len(found) == 1,
                0.0,
            ]
        )
    width = len(own) + TOLD + 26
    none = [*own, *([0.0] * (width - len(own) - 3)), sure > 0, len(found) == 1, 1.0]
    return np.array([*rows, none], dtype=np.float32)


class ByHand:
    """Weights set by hand, the baseline: only what the words themselves show, and only where it is the only one."""

    threshold: Mapping[str, float] = {"person": 0.5, "organisation": 0.5, "place": 0.5}

    def __call__(self, rows: Rows) -> list[float]:
        """Return a probability for each row."""
        at = 12 + TOLD
        sure = [0.9 if row[at + 3] or (row[at + 2] and not row[at + 10]) else 0.0 for row in rows[:-1]]
        best = max(range(len(sure)), key=lambda k: (sure[k], rows[k][at + 18]))
        out = [0.1 * float(s > 0) / len(sure) for s in sure]
        if sure[best]:
            out[best] = 0.85
        return [*out, 1 - sum(out)]


def pair(text: str, item: Item) -> bool:
    """Whether `item` speaks of exactly two persons just named: "the pair", "the two ministers", "both men"."""
    words = text[item.start : item.end].lower().split()
    return (
        bool(words)
        and item.type in ("person", "group", "other")
        and (
            words[-1] in PAIRS
            or (len(words) > 1 and (words[0] == "both" or (words[0] in ("the", "these") and words[1] == "two")))
        )
    )


def members(item: Item, passed: Passed) -> list[Cluster]:
    """The two persons of the latest sentence, at most six back, that speaks of two; none where it speaks of more."""
    sentence = -1
    seen: list[Cluster] = []
    for earlier in reversed(passed.items[-80:]):
        if item.sentence - earlier.sentence > 6:
            break
        if earlier.sentence != sentence:
            if len(seen) == 2:
                break
            sentence, seen = earlier.sentence, []
        cluster = passed.clusters[earlier.cluster] if earlier.cluster >= 0 else None
        if cluster is not None and cluster.type == "person" and cluster.named and cluster not in seen:
            seen.append(cluster)
    return seen[::-1] if len(seen) == 2 else []
