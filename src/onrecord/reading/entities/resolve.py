"""Mentions in, entities out: names first, over the whole article; then descriptions and pronouns as the text runs."""

import bisect
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from onrecord.reading.entities.clusters import Cluster
from onrecord.reading.entities.descriptions import Descriptions, members, pair
from onrecord.reading.entities.finish import entity_of
from onrecord.reading.entities.items import Item, Layout, items_of
from onrecord.reading.entities.names import others, people
from onrecord.reading.entities.pronouns import candidates, describe, features, scorer
from onrecord.reading.entities.roles import Role, roles_of
from onrecord.reading.model import Entity, Mention
from onrecord.reading.passages import Passage
from onrecord.text.spans import Span

Weigh = Callable[[npt.NDArray[np.float32]], list[float]]
Choose = Callable[[Item, list[Cluster], npt.NDArray[np.float32]], int | None]
_PAIR: Final = re.compile(r"\b(?:[Tt]he (?:pair|duo)|[Bb]oth (?:men|women|leaders|ministers|candidates))\b")


class Antecedent(NamedTuple):
    """An entity that a mention may refer to, by its id, and how likely that is, 0 to 1."""

    entity: str
    score: float


class Resolution(NamedTuple):
    """What a pronoun or a description that refers back may stand for, likeliest first.

    `entity` is the one it was taken for, None where that was not sure enough; the scores of `candidates` sum to at
    most 1, the rest being that it is none of them.
    """

    span: Span
    entity: str | None
    candidates: list[Antecedent]


class Resolved:
    """The entities of an article, and which of them stands where."""

    def __init__(self, text: str, entities: list[Entity], resolutions: list[Resolution]) -> None:
        self.text = text
        self.entities = entities
        self.resolutions = {r.span: r for r in resolutions}
        """Pronouns and descriptions that refer back, by their span, unresolved ones too."""
        self.by_id = {e.id: e for e in entities}
        self._mentions = sorted(
            ((m.span, m, e.id) for e in entities for m in e.mentions), key=lambda m: (m[0][0], -m[0][1])
        )
        self._unresolved = sorted(r.span for r in resolutions if r.entity is None)
        self._starts = [m[0][0] for m in self._mentions]

    def mentions_in(self, span: Span) -> list[tuple[Mention, str]]:
        """Return the mentions inside `span` with the ids of their entities, in text order, outer before inner."""
        k = bisect.bisect_left(self._starts, span[0])
        out = []
        while k < len(self._mentions) and self._mentions[k][0][0] < span[1]:
            if self._mentions[k][0][1] <= span[1]:
                out.append((self._mentions[k][1], self._mentions[k][2]))
            k += 1
        return out

    def head(self, span: Span) -> Resolution:
        """Return what a noun phrase refers to: the entity of the mention that heads it.

        That is the mention of the whole of it; else the last that is not inside another, before the phrase's first
        preposition, comma or relative pronoun: Renn in "Quarvian foreign minister Ada Renn", the spokesman in "a
        spokesman for Renn". A pronoun has its candidates; for nothing found they are empty.
        """
        start, end = span
        while end > start and self.text[end - 1] in " ,;:":
            end -= 1
        if (start, end) in self.resolutions:
            return self.resolutions[start, end]
        cut = _PHRASE_END.search(self.text, start, end)
        stop = cut.start() if cut else end
        best: tuple[Mention, str] | None = None
        for mention, name in self.mentions_in((start, end)):
            if mention.span[0] >= stop and best is not None:
                break
            if mention.span[0] >= stop and not self.text[start:stop].strip():
                stop = mention.span[1]
            if mention.span[0] < stop and (best is None or mention.span[1] > best[0].span[1]):
                best = mention, name
        if best is None or best[0].span[0] >= stop or self._headless(best[0].span[1], min(stop, end)):
            for unresolved in self._unresolved[bisect.bisect_left(self._unresolved, (start, 0)) :]:
                if unresolved[0] >= end:
                    break
                if unresolved[1] >= min(stop, end):
                    return self.resolutions[unresolved]
            return Resolution(span, None, [])
        mention, name = best
        return self.resolutions.get(mention.span) or Resolution(
            mention.span, name, [Antecedent(name, mention.confidence)]
        )

    def _headless(self, start: int, end: int) -> bool:
        """Whether words follow the mention that the phrase goes on with: "Quarvia" in "Quarvia officials"."""
        return bool(re.search(r"^(?:['’]s?)? +[^\W\d_]", self.text[start:end]))


_PHRASE_END: Final = re.compile(
    r",| (?:of|for|at|in|from|with|to|on|by|who|which|that|whose|and|close|near|familiar|like) "
)


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

    def __init__(self, text: str, passages: Sequence[Passage], mentions: Sequence[Mention]) -> None:
        self.text = text
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
        self.clusters: list[Cluster] = []
        self.roles = roles_of(text, self.layout, self.items)
        self.unresolved: list[tuple[Item, list[tuple[Cluster, float]]]] = []
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
            cluster.roles += self.roles.get(item.at, ())
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

    def run(self, weigh: Weigh, choose: Choose | None = None) -> None:
        """Resolve descriptions and pronouns; `choose` decides in the place of `weigh` while training."""
        known = Descriptions(self.text)
        passed: list[Item] = []
        counts: dict[int, int] = {}
        before: dict[str, int] = {}
        static: dict[int, list[float]] = {}
        sentence, outer_end = -1, -1
        for item in self.items:
            first = item.sentence != sentence
            inner = item.start < outer_end
            sentence, outer_end = item.sentence, max(outer_end, item.end)
            static[item.at] = describe(self.text, self.layout, item, first, inner)
            if item.form == "pronoun":
                self._pronoun(item, passed, static, counts, before, weigh, choose)
            elif item.form == "description":
                if item.cluster < 0:
                    self._description(item, known, passed)
                if not self.clusters[item.cluster].named:
                    known.saw_description(self.clusters[item.cluster], item)
            else:
                cluster = self.clusters[item.cluster]
                known.saw_name(cluster, item)
                for role in self.roles.get(item.at, ()):
                    known.saw_role(cluster, role)
            passed.append(item)
            if item.cluster >= 0:
                counts[item.cluster] = counts.get(item.cluster, 0) + 1

    def _description(self, item: Item, known: Descriptions, passed: list[Item]) -> None:
        if pair(self.text, item):
            two = members(item, passed, self.clusters)
            if two:
                wanted = sorted(c.at for c in two)
                for earlier in reversed(passed[-40:]):
                    if earlier.cluster >= 0 and self.clusters[earlier.cluster].members == wanted:
                        self.clusters[earlier.cluster].add(item)
                        return
                cluster = self._new(item)
                cluster.type, cluster.number, cluster.members = "group", "p", wanted
                return
        found, possible = known.antecedent(item)
        if found is not None:
            found.add(item)
            self.weighed[item.at] = [(found, 0.9)]
        else:
            own = self._new(item)
            if possible:
                share = 0.6 / len(possible)
                self.weighed[item.at] = [(own, 0.4), *((c, share) for c in possible)]

    def _pronoun(
        self,
        item: Item,
        passed: list[Item],
        static: dict[int, list[float]],
        counts: dict[int, int],
        before: dict[str, int],
        weigh: Weigh,
        choose: Choose | None,
    ) -> None:
        found = [(c, last, static[last.at]) for c, last in candidates(item, passed, self.clusters)]
        kind = "it" if item.gender == "n" else "they" if item.number == "p" else "he"
        chosen: int | None = None
        if choose is not None:
            chosen = choose(item, [c for c, _, _ in found], features(item, static[item.at], found, counts, before))
        elif found:
            scores = weigh(features(item, static[item.at], found, counts, before))
            ranked = sorted(range(len(found)), key=lambda k: -scores[k])
            self.weighed[item.at] = [(found[k][0], scores[k]) for k in ranked if scores[k] >= 0.02]
            if scores[ranked[0]] >= weigh.threshold[kind]:  # type: ignore[attr-defined]
                chosen = found[ranked[0]][0].at
        if chosen is not None:
            cluster = self.clusters[chosen]
            cluster.add(item)
            if cluster.gender is None and kind == "he":
                cluster.gender = item.gender
            before[kind + str(item.gender)] = chosen


def resolve(
    text: str, passages: Sequence[Passage], mentions: Sequence[Mention], weigh: Weigh | None = None
) -> Resolved:
    """Return the entities of `passages` (spans of `text` in order) and which stands where; see `entities`."""
    one = Pass(text, passages, mentions)
    one.run(weigh or scorer())
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


__all__ = ["Antecedent", "Resolution", "Resolved", "Role", "entities", "resolve"]
