"""One type for one name throughout an article.

The network sees a window at a time: a name that a heading leaves open, or a line of results, is told by the sentence
that introduces it. What an article says surely of a name therefore decides where the network wavers (an old rule of the
field: Krishnan and Manning, 2006, learn it as features of a second pass).
"""

import re
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
_COMPANY: Final = re.compile(
    r"(?:['\u2019]s)?\s+(?:chief\s+(?:executive|operating|financial)|chairman|chairwoman|chairperson|chair|ceo"
    r"|spokes(?:man|woman|person|people)|boss(?:es)?|shares|shareholders?|employees|staff|headquarters|customers)\b"
    r"|,\s+(?:which|the\s+(?:company|firm|operator|group|charity|agency|union|party|business)|an?\s+(?:\w+\s+)?"
    r"(?:company|firm|charity|agency|union))\b",
    re.IGNORECASE,
)
"""What follows the name of a body and not, but for those with a spokesman of their own, that of a person."""
_TITLE: Final = re.compile(
    r"\b(?:mr|mrs|ms|miss|dr|sir|dame|lord|lady|president|senator|minister|judge)\.?\s+\Z", re.IGNORECASE
)


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
    companies = _companies(text, mentions, names, surnames)
    out = list(mentions)
    for k, name in names.items():
        mention = mentions[k]
        if name in companies:
            out[k] = replace(mention, type="organisation") if mention.type == "person" else mention
            continue
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


def _companies(text: str, mentions: Sequence[Mention], names: dict[int, str], surnames: set[str]) -> set[str]:
    """Return the single words that were taken for a person's name and have what only a body has: "Skerry's staff".

    Whoever is called by title or by a full name anywhere is a person: "Clinton spokesman" after "Hillary Clinton".
    """
    found: set[str] = set()
    persons: set[str] = set(surnames)
    for k, name in names.items():
        mention = mentions[k]
        if mention.type != "person" or " " in name:
            continue
        start, end = mention.span
        if _TITLE.search(text, max(0, start - 12), start):
            persons.add(name)
        elif _COMPANY.match(text, end):
            found.add(name)
    return found - persons
