"""Names of bodies: how two may be one body's, and what in them says nothing of whose it is."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Final, Literal

from onrecord.reading.chain.known import AGENCIES, ALSO_WORDS, OUTLETS
from onrecord.reading.entities.known import CANONICAL, PLACE_OF, canonical
from onrecord.reading.entities.words import BODIES, listed
from onrecord.record.names import key
from onrecord.story.identities.spelling import words_of

BodyLikeness = Literal["known", "same", "reordered", "abbreviation"]
"""How two names agree: a body that readers of news know under either; the same words; the same words about an "of";
an abbreviation that one page explains.
"""
_SMALL: Final = frozenset(listed("the of for on and in at to a an de la le du des der die das und et el y"))
_LEGAL: Final = frozenset(listed("inc ltd plc llc corp co ag sa gmbh nv limited incorporated corporation"))
_MANY: Final = frozenset(
    (
        "department of justice", "justice department", "treasury department", "department of defense",
        "defense department",
        "republican party", "american broadcasting company", "abc", "doj", "dod", "gop", "la", "nyc", "ft", "sec",
        "fed",
        "state department", "department of state", "national health service", "nhs", "los angeles", "new york city",
    )
)  # fmt: skip
"""Names on the reader's list of known bodies that several countries have, or that name no body."""
_SEVERAL: Final = frozenset(
    listed(
        "bloomberg fusion punch kan observer nos dr tt ntv tvn rtl ctv cna pap mti srf sbs rai vrt ard liberation salon"
        " slate ebony"
    )
)
_ONE_ONLY: Final = (
    frozenset(
        name
        for name in map(key, (OUTLETS | AGENCIES) - ALSO_WORDS)
        if " " in name or len(name) > 4 or name in listed("cnn cbs nbc cnbc bbc hbo espn npr pbs afp dpa itv")
    )
    - _SEVERAL
) | frozenset(listed("facebook twitter instagram youtube telegram whatsapp tiktok linkedin reddit google"))
"""Outlets and platforms that readers of news know by their name alone, where not all its words are those of many."""
GENERIC: Final = BODIES | frozenset(
    listed(
        "national federal central supreme high general public state royal international united first new old grand",
        "health education defence defense foreign interior home justice finance transport trade agriculture labour",
        "labor environment energy culture economy treasury economic security social affairs development housing works",
        "police fire rescue ambulance emergency services armed army navy air coast guard border customs revenue tax",
        "people peoples popular democratic democrats democracy liberal conservative socialist communist republican",
        "progressive progress green reform workers christian nationalist independence freedom liberty unity justice",
        "patriotic front party alliance youth young women league movement coalition opposition",
        "county city district municipal metropolitan regional provincial local town borough",
        "appeal appeals constitutional criminal electoral election elections audit statistics weather meteorological",
        "competition human rights intelligence secret medical science sciences arts technology research",
        "stock exchange reserve chamber commerce industry lower upper house commons lords deputies representatives",
        "st saint mary marys john johns trinity queen king elizabeth victoria george",
        "post mail times herald daily evening morning sunday weekly express star sun mirror observer courier record",
        "tribune chronicle gazette standard telegraph journal news press radio television tv broadcasting",
        "inspectorate ombudsman registry treasury prosecutor prosecutors attorney office officers bureau",
        "teachers nurses doctors farmers miners rail railway football cricket olympic",
    )
)
"""Words that bodies of many places have in their names: alone they say what a body is, not which."""


class Body:
    """A body's name, taken apart: `words` folded, in order; `core` without small words, forms of company and places."""

    def __init__(self, name: str) -> None:
        self.shown = name
        self.key = " ".join(word for word in words_of(name) if word != "the")[:200] or " ".join(words_of(name))
        words = [word.removesuffix("'s") for word in self.key.split()][:16]
        while len(words) > 1 and words[-1] in _LEGAL:
            words = words[:-1]
        self.words = [word for word in words if word not in _SMALL] or words
        where = {word for word in self.words if word in PLACE_OF or word in _PLACES}
        own = [word for word in self.words if word not in GENERIC and word not in where]
        if len(own) == 1 and len(self.words) > 1 and own[0].endswith(("ian", "ese", "ish", "ean")):
            where.add(own[0])  # the adjective of a place that is not on the list
        self.places = frozenset(stem(word) for word in where)
        self.core = tuple(sorted(word for word in self.words if word not in where))
        known = self.key in CANONICAL and self.key not in _MANY and CANONICAL[self.key] not in _MANY
        self.known = known or (self.key in _ONE_ONLY and bool(self.distinct))

    @property
    def abbreviation(self) -> bool:
        """Whether it is capitals alone, as ``WHO``."""
        letters = self.shown.replace(".", "").replace("-", "")
        return " " not in letters and 2 <= len(letters) <= 7 and letters.isupper()

    @property
    def distinct(self) -> int:
        """How many of its words say which body it is; those of places do."""
        return sum(word not in GENERIC for word in self.words)


_PLACES: Final = frozenset(name for name in PLACE_OF.values() if " " not in name)


@lru_cache(maxsize=8192)
def stem(place: str) -> str:
    """Return what a place and its adjective have in common.

    >>> stem("quarvian") == stem("quarvia"), stem("french") == stem("france"), stem("kessen") == stem("pellmouth")
    (True, True, False)
    """
    known = PLACE_OF.get(place, place)
    for ending in ("ians", "ian", "ans", "an", "ese", "ish", "ia", "ic", "i", "a", "s"):
        if known == place and place.endswith(ending) and len(place) - len(ending) >= 4:
            return place.removesuffix(ending)
        if known != place and known.endswith(ending) and len(known) - len(ending) >= 4:
            return known.removesuffix(ending)
    return known


@lru_cache(maxsize=16_384)
def body(name: str) -> Body:
    """Return a name taken apart."""
    return Body(name)


def body_likeness(one: Body, other: Body) -> BodyLikeness | None:
    """Return how two names may be one body's; None where they are not. A name that has a word more is another's."""
    if one.known and other.known and canonical(one.key) == canonical(other.key):
        return "known"
    if one.key == other.key or one.words == other.words:
        return "same"
    return "reordered" if one.core and one.core == other.core and len(one.core) > 1 and _agree(one, other) else None


def _agree(one: Body, other: Body) -> bool:
    """Whether names that differ in order alone have the places that either names; "health ministry" has none yet."""
    return not (one.places and other.places) or one.places == other.places


def body_keys(names: Iterable[str]) -> list[str]:
    """Return the keys by which a body of these names is looked for.

    >>> body_keys(["the Quarvian Health Ministry", "UN"])
    ['n:quarvian health ministry', 'b:health ministry', 'n:un', 'k:un']
    """
    out: dict[str, None] = {}
    for name in names:
        one = body(name)
        if not one.key:
            continue
        out[f"n:{one.key}"] = None
        if one.known:
            out[f"k:{canonical(one.key)}"] = None
        if len(one.core) > 1:
            out["b:" + " ".join(one.core)] = None
    return list(out)
