"""What a relative pronoun follows, and which two "the pair" or "both sides" are."""

import re
from collections import Counter
from collections.abc import Sequence

from onrecord.reading.speakers.names import Named
from onrecord.reading.speakers.phrase import Party, Token, parties, tokens
from onrecord.reading.speakers.scene import Scene, nearest
from onrecord.reading.speakers.words import DEFINITE, INDEFINITE, POSSESSIVE, PREPOSITIONS, PRONOUNS, QUANTIFIERS

_PERSONS = frozenset({"person"})
_BODIES = frozenset({"organisation", "place", "work", "event", "other"})
_PAIR = frozenset({"pair", "duo", "two", "couple", "trio"})
_OFTEN = frozenset({"candidates", "nominees", "rivals", "contenders"})
"""Those who an article is about all along, so that the two named most are meant, not the two named last."""
_COUNTED = frozenset({"two", "both", "three"})
_MEN = frozenset({"men", "women", "leaders", "ministers", "presidents", "senators", "lawmakers", *_OFTEN, *_PAIR})
_LANDS = frozenset({"countries", "nations", "allies", "governments", "states", "neighbours", "neighbors"})
_SIDES = frozenset({"sides", "companies", "parties"})
_JOINED = re.compile(r"(?:'s|\u2019s)?,? (?:and|with|or)(?: [\w.\-]+){0,3} ?\Z")
_TRAILING = (
    PREPOSITIONS | QUANTIFIERS | set(",;\"'\u201d\u2019-\u2014\u2013()") | {"--", "here", "there", "today", "yesterday"}
)
_NEAR = 1500
"""Code points within which the two that a pair is are looked for."""


def antecedent(scene: Scene, party: Party) -> list[Party] | None:
    """Return who stands right before a relative pronoun, or in its apposition; None where nobody does.

    *John Roe, an aide at the ministry who said …* is John Roe; *relatives of victims, many of whom …* the relatives.
    """
    text, start = scene.text, scene.sentence_start(party.start)
    found = tokens(text, (max(start, party.start - 300), party.start), scene.mentions)
    while found and not found[-1].name and found[-1].low in _TRAILING:
        found.pop()
    if not found:
        return None
    named = [t.name for t in found if t.name]
    last = found[-1]
    if party.head in ("who", "whom", "whose"):
        if last.name and scene.kind(last.name.entity) == "person":
            return [_as_party(last.name, text)]
    elif last.name:
        return [_as_party(last.name, text)] if scene.kind(last.name.entity) != "person" else None
    complements = ("of", "at", "on") if party.head not in ("which", "that") else ()
    first = len(found) - 1
    while first > 0:
        token = found[first - 1]
        if not token.name and (
            token.low in ',;:.()"\u201c\u201d\u2014\u2013--'
            or (token.low in PREPOSITIONS and token.low not in complements)
            or (token.low in PRONOUNS and token.low not in POSSESSIVE)
            or (token.low == "and" and not (first > 1 and found[first - 2].low.endswith("s")))
            or token.low in ("but", "or", "said", "says", "is", "are", "was", "were", "has", "have", "had")
            or (token.low.endswith("ed") and len(token.low) > 4 and first < len(found) - 1 and not _led(found, first))
        ):
            break
        first -= 1
        inner = found[first - 1].low in ("of", "at", "on", "in", "for", "with")
        if not found[first].name and not inner and found[first].low in INDEFINITE | {"the"}:
            break
    person = nearest([n for n in named if n.end <= found[first].start], _PERSONS, scene)
    if party.head in ("who", "whom", "whose") and person is not None and first > 0:
        gap = text[person.end : found[first].start]
        apposed = gap.strip() in (",", ", a", "(") or found[first - 1].low == "," or len(gap.split()) == 2
        if apposed and gap.startswith((",", " (")) and gap.count(",") <= 2 and len(gap) < 60:
            return [_as_party(person, text)]
    while first < len(found) - 1 and not found[first].name and found[first].low in PREPOSITIONS:
        first += 1
    if found[first].low.isdigit() and first == len(found) - 1:
        return None
    got = parties(text, (found[first].start, found[-1].end), scene.mentions)
    return got if got and got[0].form != "pronoun" else None


def _led(found: Sequence[Token], k: int) -> bool:
    """Whether a number or an article leads the word before the kth, which is then no verb: "40 retired judges"."""
    return k > 1 and (found[k - 2].low.isdigit() or found[k - 2].low in INDEFINITE | DEFINITE)


def _as_party(named: Named, text: str) -> Party:
    low = text[named.start : named.end].lower()
    return Party("name", named.start, named.end, low, named.end, named)


def pair(scene: Scene, party: Party) -> list[int] | None:
    """Return the two entities that "the pair", "both sides", "each" or "the candidates" are; None if it is no such.

    They are those named last as *A and B*, or else the two of their kind that were named last.
    """
    wanted: frozenset[str] | None = None
    if party.form == "pronoun":
        if party.head in ("each", "both"):
            wanted = _PERSONS | _BODIES
    elif party.definite and party.end == party.head_end and not party.name:
        extra = [w for w in party.words if w not in ("the", "these", "those", *_COUNTED, *QUANTIFIERS)]
        counted = bool(set(party.words) & _COUNTED) or party.head in _PAIR
        if (not extra or party.head in _PAIR) and (counted or party.head in _OFTEN or party.head == "sides"):
            wanted = _wanted(party.head)
    if wanted is None:
        return None
    if party.head in _OFTEN:
        first = next(iter(scene.mentions.between(0, party.start)), None)
        met = Counter(n.entity for n in scene.mentions.between(0, party.start) if scene.kind(n.entity) == "person")
        most = [k for k, _ in met.most_common(2)] if first else []
        return sorted(most, key=lambda k: scene.places[k][0]) if len(most) == 2 else None
    names = [
        n for n in scene.mentions.between(max(0, party.start - _NEAR), party.start) if scene.kind(n.entity) in wanted
    ]
    for left, right in zip(reversed(names[:-1]), reversed(names[1:]), strict=False):
        near = left.entity != right.entity and right.start - left.end < 60
        if near and _JOINED.match(scene.text, left.end, right.start) and _alike(scene, left, right):
            return [left.entity, right.entity]
    last: dict[int, None] = {}
    for name in reversed(names):
        if not last or _alike(scene, names[-1], name):
            last.setdefault(name.entity)
        if len(last) == 2:
            return list(last)[::-1]
    return None


def _wanted(noun: str) -> frozenset[str] | None:
    """Return the types of entity that a plural noun stands for; None for nouns that do not tell."""
    if noun in _MEN:
        return _PERSONS
    if noun in _LANDS:
        return frozenset({"place"})
    return _BODIES if noun in _SIDES else None


def _alike(scene: Scene, one: Named, other: Named) -> bool:
    return (scene.kind(one.entity) == "person") == (scene.kind(other.entity) == "person")
