"""Descriptions: to whom "the foreign secretary", "the ministry" or "the officials" refers, where that is sure."""

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from onrecord.reading.entities.clusters import Cluster
from onrecord.reading.entities.items import Item
from onrecord.reading.entities.roles import Role
from onrecord.reading.entities.words import BODIES, PAIRS, lemma, listed

_KEPT = 12
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
_SAID_TWO: Final = re.compile(r"(?:the|these|those|both) (?:pair|duo|couple|two)\b|both (?!of)", re.IGNORECASE)


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
            for word in {lemma(t)[0] for t in item.tokens[-8:]} & BODIES:
                held = self.bodies[word]
                if not held or held[-1] is not cluster:
                    held.append(cluster)

    def saw_description(self, cluster: Cluster, item: Item) -> None:
        """Remember a description."""
        self.unnamed[item.head].append((cluster, item))

    def antecedent(self, item: Item) -> tuple[Cluster | None, list[Cluster]]:
        """Return what `item` refers back to if that is sure, and all that it may refer to, latest first."""
        if not item.tokens or (item.number == "p" and _SAID_TWO.match(self.text, item.start, item.end)):
            return None, []
        if not (item.definite or item.owner):
            return None, []
        found = self._holders(item)
        if item.type == "organisation":
            found += [c for c in reversed(self.bodies[item.head][-_KEPT:]) if c not in found]
        if not item.owner:
            found += [c for c in self._described(item) if c not in found]
        found = found[:_KEPT]
        if len(found) == 1 or (found and not found[0].named and item.definite):
            return found[0], found
        return None, found

    def _holders(self, item: Item) -> list[Cluster]:
        """Persons whose office has all that the description says, latest first."""
        if item.type != "person" or item.number == "p":
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


def pair(text: str, item: Item) -> bool:
    """Whether `item` speaks of exactly two persons just named: "the pair", "the two ministers", "both men"."""
    words = text[item.start : item.end].lower().split()
    return item.type in ("person", "group", "other") and (
        words[-1] in PAIRS
        or (len(words) > 1 and (words[0] == "both" or (words[0] in ("the", "these") and words[1] == "two")))
    )


def members(item: Item, passed: Sequence[Item], clusters: Sequence[Cluster]) -> list[Cluster]:
    """The two persons of the latest sentence, at most six back, that speaks of two; none where it speaks of more."""
    sentence = -1
    seen: list[Cluster] = []
    for earlier in reversed(passed[-80:]):
        if item.sentence - earlier.sentence > 6:
            break
        if earlier.sentence != sentence:
            if len(seen) == 2:
                break
            sentence, seen = earlier.sentence, []
        cluster = clusters[earlier.cluster] if earlier.cluster >= 0 else None
        if cluster is not None and cluster.type == "person" and cluster.named and cluster not in seen:
            seen.append(cluster)
    return seen[::-1] if len(seen) == 2 else []
