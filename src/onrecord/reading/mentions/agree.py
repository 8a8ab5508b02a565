"""One type for one name throughout an article.

The network sees a window at a time: a name that a heading leaves open, or a line of results, is told by the sentence
that introduces it. What an article says surely of a name therefore decides where the network wavers (an old rule of the
field: Krishnan and Manning, 2006, learn it as features of a second pass).
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from onrecord.reading.mentions.kinds import kind_for_sure
from onrecord.reading.model import EntityType, Mention

_WAVERS: Final = 0.9
"""Confidence below which the other mentions of a name are heard."""
_OUTWEIGHS: Final = 1.2
"""How many times the confidence in a mention's own type, summed over the article, that in another must be."""
_FULL_NAME: Final = 0.8
"""Confidence from which a person's full name tells that its last word alone is the person."""


def agreed(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """Return `mentions` of `text` with the types of wavering names as the rest of the article has them.

    Spans, order and confidence stay; descriptions are not touched. Both numbers above were chosen on CoNLL-2003 dev.
    """
    weight: dict[str, dict[EntityType, float]] = defaultdict(lambda: defaultdict(float))
    surnames: set[str] = set()
    names = {k: text[slice(*m.span)].casefold() for k, m in enumerate(mentions) if m.form == "name"}
    for k, name in names.items():
        weight[name][mentions[k].type] += mentions[k].confidence
        if mentions[k].type == "person" and mentions[k].confidence > _FULL_NAME and " " in name:
            surnames.add(name.rpartition(" ")[2])
    out = list(mentions)
    for k, name in names.items():
        mention = mentions[k]
        if mention.confidence >= _WAVERS or kind_for_sure(name):
            continue
        own, heard = weight[name], mention.type
        if heard != "person" and name in surnames:
            heard = "person"
        else:
            likeliest = max(own, key=own.__getitem__)
            if own[likeliest] >= _OUTWEIGHS * own[heard]:
                heard = likeliest
        out[k] = replace(mention, type=heard)
    return out
