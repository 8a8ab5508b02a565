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
    "said says say added adds told tells wrote writes argued warned insisted explained claimed noted stated replied",
    "announced declared continued stressed asked called tweeted admitted acknowledged believes thinks hopes",
)
_SAY: Final = frozenset(_SAYS)
_VERBS: Final = _SAY | frozenset(
    listed("has have had is was were are will would can could may might did does do must should")
)
_ADVERBS: Final = frozenset(listed("also then later now"))
_PREPOSITIONS: Final = frozenset(
    listed(
        "of for with to by in at from on about against between under over into than like as after before near behind",
        "toward towards via among",
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
        self._told: dict[int, list[float]] = {}

    def add(self, item: Item) -> None:
        """Go past `item`, which may be in an entity by now."""
        self.items.append(item)
        if item.cluster >= 0:
            cluster = self.clusters[item.cluster]
            cluster.last = item
            if item.form == "description":
                cluster.words.update(item.tokens)
                cluster.words.add(item.head)
            self.counts[item.cluster] = self.counts.get(item.cluster, 0) + 1

    def latest(self, item: Item, reach: int) -> dict[int, Item]:
        """Return the entities of at most `reach` sentences back with their latest mention, the latest first."""
        out: dict[int, Item] = {}
        for earlier in reversed(self.items[-LOOKED:]):
            if item.sentence - earlier.sentence > reach:
                break
            if earlier.cluster >= 0 and earlier.end <= item.start and earlier.cluster not in out:
                out[earlier.cluster] = earlier
        return out

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
