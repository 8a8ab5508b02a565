"""What an article has spoken of up to a point, for telling what a word there refers back to."""

import re
from typing import Final

from onrecord.reading.entities.clusters import Cluster
from onrecord.reading.entities.items import Item, Layout
from onrecord.reading.entities.words import POSSESSIVE, TITLES, listed

LOOKED: Final = 48
"""How many mentions back are looked through."""
TOLD: Final = 12
"""How many numbers tell of a mention's surroundings."""
_SAYS: Final = listed(
    "said says say added adds told tells wrote writes argued argues warned warns insisted insists",
    "explained explains claimed claims noted notes stated states stating replied replies announced",
    "announces declared declares continued continues stressed stresses asked asks called calls tweeted",
    "tweets admitted admits acknowledged acknowledges believes believed thinks thought hopes hoped",
    "slammed accused accuses criticised criticized denounced urged urges urging suggested suggests denied",
    "denies confirmed confirms predicted vowed pledged promised described describes recalled concluded",
    "remarked complained testified responded responds countered blamed praised condemned",
)
_SAY: Final = frozenset(_SAYS)
_VERBS: Final = _SAY | frozenset(
    listed("has have had is was were are will would can could may might did does do must should")
)
_ADVERBS: Final = frozenset(listed("also then later now"))
_PREPOSITIONS: Final = frozenset(
    listed(
        "of for with to by in at from on about against between under over into than like as after before near",
        "behind toward towards via among",
    )
)
_ARTICLES: Final = frozenset(listed("the a an"))
_INSERTED: Final = re.compile(r", [^,.;:]{1,60}, ([a-z]+)")


class Passed:
    """The mentions passed so far, and how often each entity was spoken of."""

    def __init__(self, text: str, layout: Layout, clusters: list[Cluster]) -> None:
        self.text = text
        self.layout = layout
        self.clusters = clusters
        self.items: list[Item] = []
        self.counts: dict[int, int] = {}
        self.before: dict[str, int] = {}
        """What each kind of pronoun last stood for."""
        self.speaker = -1
        """Who spoke last, as far as a verb of saying beside a mention tells."""
        self.subject = -1
        """Whom the last sentence spoke of first."""
        self._told: dict[int, list[float]] = {}
        self._together: dict[int, tuple[int, list[float]]] = {}
        self.opening = -1
        """Whom this sentence spoke of first, -1 if that is not known."""

    def add(self, item: Item) -> None:
        """Go past `item`, which may be in an entity by now."""
        if item.first:
            self.subject, self.opening = self.opening, -1
        self.items.append(item)
        if item.cluster >= 0:
            cluster = self.clusters[item.cluster]
            cluster.last = item
            if item.form == "description":
                cluster.words.update(item.tokens)
                cluster.words.add(item.head)
            self.counts[item.cluster] = self.counts.get(item.cluster, 0) + 1
            if cluster.type in ("person", "organisation", "group"):
                told = self.told(item)
                if told[6]:
                    self.speaker = item.cluster
                earlier = self._together.get(item.cluster)
                if earlier is not None and earlier[0] == item.sentence:
                    # what one of its mentions in a sentence shows holds for the others there
                    told = [a or b for a, b in zip(told, earlier[1], strict=True)]
                self._together[item.cluster] = item.sentence, told
            if item.first:
                self.opening = item.cluster

    def latest(self, item: Item, reach: int) -> dict[int, Item]:
        """Return the entities of at most `reach` sentences back with their latest mention, the latest first."""
        out: dict[int, Item] = {}
        for earlier in reversed(self.items[-LOOKED:]):
            if item.sentence - earlier.sentence > reach:
                break
            if earlier.cluster >= 0 and earlier.end <= item.start and earlier.cluster not in out:
                out[earlier.cluster] = earlier
        return out

    def shown(self, last: Item) -> list[float]:
        """Return what the surroundings of an entity's latest mention, and of others in that sentence, tell."""
        together = self._together.get(last.cluster)
        return together[1] if together is not None and together[0] == last.sentence else self.told(last)

    def told(self, item: Item) -> list[float]:
        """Return what a mention's surroundings tell about it, whatever it is compared with."""
        if item.at not in self._told:
            self._told[item.at] = _surroundings(self.text, self.layout, item)
        return self._told[item.at]


def _surroundings(text: str, layout: Layout, item: Item) -> list[float]:
    start = layout.sentence_start(item)
    gap = item.start - start
    end = item.end
    before = text[max(start, item.start - 30) : item.start].split()
    word = before[-1].lower() if before else ""
    earlier = before[-2].lower() if len(before) > 1 else ""
    if word in _ARTICLES:
        word, earlier = earlier, before[-3].lower() if len(before) > 2 else ""
    after = ""
    if text.startswith(" ", end):
        words = text[end : end + 24].split(None, 2)
        after = words[0] if words else ""
        if after in _ADVERBS and len(words) > 1:
            after = words[1]
    elif text.startswith(", ", end):
        inserted = _INSERTED.match(text, end)
        after = inserted.group(1) if inserted else ""
    says = after in _SAY or word in _SAY or (word == "to" and earlier == "according")
    verb = after in _VERBS or (after.endswith("ed") and after.islower())
    titled = word[:-1] in TITLES if word.endswith(".") else word in TITLES
    return [
        item.form == "name",
        item.form == "pronoun",
        item.first,
        gap < 4,
        gap < 40,
        verb,
        says,
        word in _PREPOSITIONS or (titled and earlier in _PREPOSITIONS),
        text.startswith(("'s", "’s"), end) or item.head in POSSESSIVE,
        item.quoted,
        item.inner,
        bool(item.title),
    ]
