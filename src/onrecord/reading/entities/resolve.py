"""Mentions in, entities out: names first, over the whole article; then descriptions and pronouns as the text runs."""

import bisect
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from typing import Final

from onrecord.reading.entities.bodies import settle_bodies
from onrecord.reading.entities.clusters import Cluster
from onrecord.reading.entities.descriptions import Descriptions, members, pair
from onrecord.reading.entities.descriptions import features as description_features
from onrecord.reading.entities.finish import entity_of
from onrecord.reading.entities.items import Item, Layout, items_of
from onrecord.reading.entities.lookup import Antecedent, Resolution, Resolved
from onrecord.reading.entities.names import others, people
from onrecord.reading.entities.passed import Passed
from onrecord.reading.entities.pronouns import candidates, features, kind_of
from onrecord.reading.entities.roles import roles_of
from onrecord.reading.entities.weigh import Rows, Weigh, shipped
from onrecord.reading.model import Entity, Mention
from onrecord.reading.passages import Passage

Choose = Callable[[Item, str, list[Cluster], Rows], int | None]
_PLAIN = 0.9
"""How likely a description is of the only holder of the office that it names."""
_PAIR: Final = re.compile(r"\b(?:[Tt]he (?:pair|duo)|[Bb]oth (?:men|women|leaders|ministers|candidates))\b")


def _settle_types(items: Sequence[Item]) -> None:
    """Give the same name one type where nearly all its mentions have it: what was read is wrong here and there."""
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    for item in items:
        if item.form == "name":
            kinds[item.key][item.type] += 1
    for item in items:
        if item.form == "name" and len(kinds[item.key]) > 1:
            kind, count = kinds[item.key].most_common(1)[0]
            if item.type != kind and count >= 3 * kinds[item.key][item.type]:
                item.type = kind  # type: ignore[assignment]
                item.gender = None if kind == "person" else item.gender or "n"


class Pass:
    """One pass through an article's mentions in text order."""

    def __init__(
        self,
        text: str,
        passages: Sequence[Passage],
        mentions: Sequence[Mention],
        weigh_pronouns: Weigh,
        weigh_descriptions: Weigh,
        chooser: Choose | None = None,
    ) -> None:
        self.text = text
        self.weigh_pronouns = weigh_pronouns
        self.weigh_descriptions = weigh_descriptions
        self.chooser = chooser
        """Decides in the place of the weights while these are being made."""
        self.layout = Layout(text, passages)
        taken = [m.span for m in mentions]
        extra = []
        for passage in passages:
            for match in _PAIR.finditer(text, passage.start, passage.end):
                k = bisect.bisect_right(taken, match.span())
                if not any(a < match.end() and match.start() < b for a, b in taken[max(0, k - 3) : k + 3]):
                    extra.append(Mention(span=match.span(), type="group", form="description"))
        self.items = items_of(text, self.layout, [*mentions, *extra])
        _settle_types(self.items)
        settle_bodies(text, self.items)
        self.clusters: list[Cluster] = []
        self.roles = roles_of(text, self.layout, self.items)
        self.weighed: dict[int, list[tuple[Cluster, float]]] = {}
        names = [i for i in self.items if i.form == "name"]
        for group in people([i for i in names if i.type == "person"]):
            self._named(group)
        for group in others(text, [i for i in names if i.type != "person"]):
            self._named(group)
        self._apposed()

    def _new(self, item: Item) -> Cluster:
        cluster = Cluster(len(self.clusters), item.type)
        self.clusters.append(cluster)
        cluster.add(item)
        return cluster

    def _named(self, group: list[Item]) -> None:
        kind = Counter(i.type for i in group).most_common(1)[0][0]
        cluster = Cluster(len(self.clusters), kind)
        self.clusters.append(cluster)
        for item in group:
            cluster.add(item)
            for role in self.roles.get(item.at, ()):
                cluster.roles.append(role)
                cluster.words |= role.words
        if kind == "person" and cluster.gender is None:
            genders = {i.gender for i in group if i.gender}
            for role in cluster.roles:
                if role.head.endswith(("woman", "ess")):
                    genders.add("f")
                elif role.head.endswith("man"):
                    genders.add("m")
            cluster.gender = genders.pop() if len(genders) == 1 else None

    def _apposed(self) -> None:
        """Put descriptions in apposition with the name they stand at."""
        starts = {}
        for at, roles in self.roles.items():
            for role in roles:
                starts[role.span] = self.items[at].cluster
        spans = sorted(starts)
        for item in self.items:
            if item.form == "description" and item.type == "person":
                k = bisect.bisect_left(spans, (item.start, 0))
                if k < len(spans) and spans[k][0] < item.end and item.cluster < 0:
                    self.clusters[starts[spans[k]]].add(item)

    def run(self) -> None:
        """Resolve descriptions and pronouns as the text runs."""
        known = Descriptions(self.text)
        passed = Passed(self.text, self.layout, self.clusters)
        for item in self.items:
            if item.form == "pronoun":
                self._pronoun(item, passed)
            elif item.form == "description":
                if item.cluster < 0 and not self._pair(item, passed):
                    self._description(item, known, passed)
                if not self.clusters[item.cluster].named:
                    known.saw_description(self.clusters[item.cluster], item)
            else:
                cluster = self.clusters[item.cluster]
                known.saw_name(cluster, item)
                for role in self.roles.get(item.at, ()):
                    known.saw_role(cluster, role)
            passed.add(item)

    def _pair(self, item: Item, passed: Passed) -> bool:
        """Make an entity of two, or find it again, if `item` speaks of two that are known."""
        two = self._both(item)
        if not two and pair(self.text, item):
            two = sorted(c.at for c in members(item, passed))
        if not two:
            return False
        for earlier in reversed(passed.items[-40:]):
            if earlier.cluster >= 0 and self.clusters[earlier.cluster].members == two:
                self.clusters[earlier.cluster].add(item)
                return True
        cluster = self._new(item)
        cluster.type, cluster.number, cluster.members = "group", "p", two
        return True

    def _both(self, item: Item) -> list[int]:
        """The two persons whose names follow: "the two ministers Ada Renn and Bo Tarn"."""
        next_two = self.items[item.at + 1 : item.at + 3]
        if item.number != "p" or len(next_two) < 2 or any(i.form != "name" or i.type != "person" for i in next_two):
            return []
        between = self.text[item.end : next_two[0].start], self.text[next_two[0].end : next_two[1].start]
        two = sorted({i.cluster for i in next_two})
        return two if between in ((" ", " and "), (", ", " and ")) and len(two) == 2 else []

    def _description(self, item: Item, known: Descriptions, passed: Passed) -> None:
        found = known.candidates(item, passed)
        plain = known.plain(item, found)
        chosen = None
        if plain is not None:
            chosen = plain.at
            self.weighed[item.at] = [(plain, _PLAIN)]
        elif found:
            rows = description_features(item, found, passed)
            chosen = self._choose(item, item.type, [c.cluster for c in found], rows, self.weigh_descriptions)
        if chosen is None:
            self._new(item)
        else:
            self.clusters[chosen].add(item)

    def _pronoun(self, item: Item, passed: Passed) -> None:
        found = candidates(item, passed)
        if not found:
            return
        kind = kind_of(item)
        chosen = self._choose(item, kind, [c for c, _ in found], features(item, found, passed), self.weigh_pronouns)
        if chosen is not None:
            cluster = self.clusters[chosen]
            cluster.add(item)
            if cluster.gender is None and kind == "he":
                cluster.gender = item.gender
            passed.before[kind + str(item.gender)] = chosen

    def _choose(self, item: Item, kind: str, found: list[Cluster], rows: Rows, weigh: Weigh) -> int | None:
        """Return which of the candidates it is, None where that is not sure enough."""
        if self.chooser is not None:
            return self.chooser(item, kind, found, rows)
        scores = weigh(rows)
        ranked = sorted(range(len(found)), key=lambda k: -scores[k])
        self.weighed[item.at] = [(found[k], scores[k]) for k in ranked if scores[k] >= 0.02]
        return found[ranked[0]].at if scores[ranked[0]] >= weigh.threshold.get(kind, 2.0) else None


def resolve(
    text: str,
    passages: Sequence[Passage],
    mentions: Sequence[Mention],
    weigh_pronouns: Weigh | None = None,
    weigh_descriptions: Weigh | None = None,
) -> Resolved:
    """Return the entities of `passages` (spans of `text` in order) and which stands where; see `entities`.

    Other weights than those that come with the package are for measuring.
    """
    weights = weigh_pronouns or shipped("pronouns"), weigh_descriptions or shipped("descriptions")
    one = Pass(text, passages, mentions, weights[0], weights[1])
    one.run()
    order = sorted((c for c in one.clusters if c.items), key=lambda c: min(i.at for i in c.items))
    ids = {cluster.at: f"e{number}" for number, cluster in enumerate(order, 1)}
    found = [entity_of(text, cluster, ids, one.clusters, one.items) for cluster in order]
    resolutions = [
        Resolution(
            one.items[at].span,
            ids[one.items[at].cluster] if one.items[at].cluster >= 0 else None,
            [Antecedent(ids[c.at], round(score, 3)) for c, score in weighed],
        )
        for at, weighed in one.weighed.items()
    ]
    return Resolved(text, found, resolutions)


def entities(text: str, passages: Sequence[Passage], mentions: Sequence[Mention]) -> list[Entity]:
    """Put the `mentions` of an article together, pronouns found here too, into entities, ids in order of appearance.

    `passages` are spans of `text` in order; mentions are half-open spans of code points with type and form. Each
    mention is in one entity; a pronoun that cannot be told is in none. Raises nothing.
    """
    return resolve(text, passages, mentions).entities
