"""What a reading tells of each person and body it names."""

import re
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from typing import Final, Literal

from onrecord.reading.entities.known import CANONICAL
from onrecord.reading.entities.words import FEMALE, MALE, PRONOUNS, TITLES, listed
from onrecord.reading.model import Entity, Reading
from onrecord.record.names import key
from onrecord.story.identities.bodies import Body, stem
from onrecord.story.identities.offices import KNOWN_HEADS
from onrecord.story.identities.people import Called, likeness
from onrecord.story.identities.seen import Office, Seen

_MENTIONS: Final = 40
"""Mentions of one that are looked around; what a page says of somebody it says early."""
_BESIDE: Final = 16
_WORDS: Final = 12
_SHORTEST: Final = 7
"""Words of a quoted sentence that is somebody's own; shorter ones are said by many."""
_AGE: Final = re.compile(r",? (?:\(|who is |aged |age )?(?:aged )?(\d{1,3})(?= ?[,.;:)—–]|-year-old| and | who |, )")
_AGE_BEFORE: Final = re.compile(r"(\d{1,3})-year-old (?:[\w-]+ ){0,4}$")
_OFFICE: Final = re.compile(
    r",? (?:\(?\d{1,3}\)?, )?(?:(?:an?|the|our|its|his|her) )?"
    r"((?:[\w’'-]+ ){0,5}?[\w’'-]+(?: (?:of|for|at|in|from|with) [^,.;:()\n“”\"]{2,60})?)"
    r"(?=[,.;:)\n—–]| who | said| says| told)"
)
_LED: Final = re.compile(r", who (?:was|is|has been|became) (?:an?|the)?\s?([^,.;:()\n“”\"]{3,80})")
_BORN_AS: Final = re.compile(
    r" \(?(?:née|nee|born|formerly|previously known as) ([A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,3})"
)
_FROM: Final = re.compile(r"\b(?:of|from|in) ((?:[A-Z][\w’'-]+ ?){1,3})")
_SENTENCE: Final = re.compile(r"[.!?…]+[\"”’')]*\s+|[\n“”\"]+")
_PLATFORMS: Final = frozenset(
    listed("facebook twitter x instagram youtube telegram whatsapp tiktok linkedin reddit google")
)
_KINDS: Final = frozenset(("pac", "pacs", "super pac", "super pacs", "committee", "board", "police"))
"""What a body is, and not its name, though pages write it with capitals."""
_AROUND: Final = 120


def tell(reading: Reading, *, capture: int = 0, day: str | None = None, outlet: str | None = None) -> dict[str, Seen]:
    """Return what an article tells of each person and body that it names, by their entity's id."""
    text = reading.text
    speaking = _speaking(reading)
    ours = [one for one in reading.entities if one.named and key(one.name) and (_told_of(one) or one.id in speaking)]
    papers = _papers(reading, outlet)
    beside = {
        one.id: k if one.type == "person" else f"b:{k}"
        for one in sorted(ours, key=lambda one: (-len(one.mentions), one.id))  # whom the page speaks of most
        if _beside_key(k := _key(one)) and k not in papers
    }
    quoted = _quoted(reading)
    by_id = {one.id: one for one in reading.entities}
    out: dict[str, Seen] = {}
    for one in ours:
        mine = _key(one)
        person = one.type == "person"
        others = list(dict.fromkeys(k for id, k in beside.items() if id != one.id and k.removeprefix("b:") != mine))
        out[one.id] = Seen(
            type="person" if person else "organisation",
            names=_person_names(text, one) if person else _body_names(one),
            offices=_offices(text, one, by_id) if person else [],
            gender=_gender(text, one) if person else None,
            born=_born(text, one, day) if person else None,
            places=_from(text, one) if person else _places(text, one, reading.entities),
            words=quoted.get(one.id, [])[:_WORDS],
            beside=others[:_BESIDE],
            day=day,
            outlet=outlet,
            capture=capture,
        )
    return out


def _told_of(one: Entity) -> bool:
    return one.type in ("person", "organisation") and key(one.name) not in _KINDS


def _speaking(reading: Reading) -> set[str]:
    """Return those that speak as bodies: a country, a hospital that is named as a place."""
    bodies = [one for one in (*reading.statements, *reading.nested) if one.source_kind == "named_organisation"]
    return {one.speaker.entity for one in bodies if one.speaker and one.speaker.entity}


def _key(one: Entity) -> str:
    return key(one.name) if one.type == "person" else Body(one.name).key


def _beside_key(folded: str) -> bool:
    return len(folded) > 2 and folded not in _PLATFORMS and folded not in CANONICAL


def _papers(reading: Reading, outlet: str | None) -> set[str]:
    """Return the folded names of outlets on the page: that they are named says nothing of who else is."""
    stations = [via for one in (*reading.statements, *reading.nested) for via in one.via]
    names = [via.name for via in stations] + [outlet or "", reading.article.publisher or ""]
    names += [entity.name for entity in reading.entities if any(via.entity == entity.id for via in stations)]
    return {Body(name).key for name in names if name} | {key(name) for name in names}


def _spots(one: Entity) -> list[tuple[int, int]]:
    return [m.span for m in one.mentions if m.form == "name"][:_MENTIONS]


def _person_names(text: str, one: Entity) -> list[str]:
    """Return its full names: other ones only where they can be one person's, or the page says so ("née")."""
    first = Called(one.name)
    names = [one.name]
    for other in one.variants[:12]:
        called = Called(other)
        if called.full and first.full and likeness(first, called) in ("same", "longer", "short form", "spelling"):
            names.append(other)
    for _, end in _spots(one):
        found = _BORN_AS.match(text, end, min(len(text), end + 60))
        if found and first.full:
            was = found.group(1)
            names.append(was if " " in was else " ".join((*one.name.split()[:-1], was)))
    return list(dict.fromkeys(names))[:6]


def _body_names(one: Entity) -> list[str]:
    names = [one.name, *(other for other in one.variants[:12] if Body(other).abbreviation)]
    return list(dict.fromkeys(names))[:4]


def _offices(text: str, one: Entity, by_id: dict[str, Entity]) -> list[Office]:
    found: dict[str, Office] = {}
    for role in one.roles[:8]:
        at = by_id.get(role.affiliation or "")
        words = " ".join(role.role.split())
        place = at.name if at is not None and at.named else None
        found.setdefault(words.casefold(), Office(words[:120], place))
    for start, end in _spots(one)[:6]:
        for more in (_before(text, start), _after(text, end)):
            folded = (more or "").casefold()
            if more and not any(folded in other or other in folded for other in found):
                found[folded] = Office(more[:120])
    return list(found.values())[:6]


def _after(text: str, end: int) -> str | None:
    if text[end : end + 1] != ",":
        return None
    for pattern in (_LED, _OFFICE):
        found = pattern.match(text, end, min(len(text), end + _AROUND))
        if found and _says_what(found.group(1)):
            return " ".join(found.group(1).split())
    return None


def _before(text: str, start: int) -> str | None:
    """Return a trade that stands before a name ("lorry driver Alexander Grigorenko")."""
    words = text[max(0, start - 60) : start].replace("\n", " . ").split(" ")
    if len(words) < 2 or words[-1]:
        return None
    words = [word for word in words[:-1] if word]
    if not words or words[-1].strip('.,;:“”"').lower() not in KNOWN_HEADS or not words[-1].isalpha():
        return None
    taken = [words[-1]]
    for word in reversed(words[:-1]):
        if not word.replace("-", "").isalpha() or word.lower() in (
            "the",
            "a",
            "an",
            "and",
            "by",
            "told",
            "said",
            "to",
            "of",
        ):
            break
        if len(taken) > 2:
            break
        taken.append(word)
    return " ".join(reversed(taken))


def _says_what(words: str) -> bool:
    head = re.split(r" (?:of|for|at|in|from|with) ", words)[0].split()
    return bool(head) and head[-1].lower() in KNOWN_HEADS and not words[:1].isdigit()


def _gender(text: str, one: Entity) -> Literal["m", "f"] | None:
    """Return the gender that titles and nouns tell, else pronouns that were resolved to it, where all agree."""
    told: list[str] = []
    for start, _ in _spots(one):
        before = text[max(0, start - 16) : start].split()
        title = TITLES.get(before[-1].lower().rstrip(".")) if before else None
        if title in ("m", "f"):
            told.append(str(title))
    for role in one.roles[:8]:
        words = set(role.role.lower().split())
        told += ["m"] * bool(words & MALE) + ["f"] * bool(words & FEMALE)
    if not told:
        for m in one.mentions[:200]:
            if m.form == "pronoun":
                known = PRONOUNS.get(text[slice(*m.span)].lower())
                if known and known[0] in ("m", "f"):
                    told.append(str(known[0]))
        if told.count("m") and told.count("f"):
            return None
        if len(told) < 2:  # a single pronoun is not sure enough to keep two apart
            return None
    if len(set(told)) != 1:
        return None
    return "m" if told[0] == "m" else "f"


def _born(text: str, one: Entity, day: str | None) -> tuple[int, int] | None:
    if not day or not day[:4].isdigit():
        return None
    for start, end in _spots(one)[:6]:
        found = _AGE.match(text, end, min(len(text), end + 24)) or _AGE_BEFORE.search(text, max(0, start - 60), start)
        if found and 0 < int(found.group(1)) < 120:
            year = int(day[:4]) - int(found.group(1))
            return year - 1, year
    return None


def _from(text: str, one: Entity) -> list[str]:
    """Return where the page says somebody is from, right after the name: "a plumber from Quay Street"."""
    out: list[str] = []
    for _, end in _spots(one)[:3]:
        if text[end : end + 1] != ",":
            continue
        stop = min((at for at in (text.find(mark, end + 1) for mark in ".;:\n“”") if at >= 0), default=len(text))
        piece = text[end : min(stop, end + _AROUND)]
        found = re.search(r"\bfrom ((?:[A-Z][\w’'-]+ ?){1,3})", piece)
        if found:
            out.append(key(found.group(1)))
    return list(dict.fromkeys(out))[:2]


def _places(text: str, one: Entity, entities: Sequence[Entity]) -> list[str]:
    """Return the places that a body's name or the words right around it tie it to, as stems."""
    out = {place for name in (one.name,) for place in Body(name).places}
    spots = {m.span: entity for entity in entities if entity.type in ("place", "group") for m in entity.mentions[:200]}
    ends = {span[1]: entity for span, entity in spots.items()}
    starts = {span[0]: entity for span, entity in spots.items()}
    for start, end in _spots(one)[:12]:
        before = text[max(0, start - 3) : start]
        gap = 3 if before.endswith(("'s ", "’s ")) else 1 if before.endswith(" ") else 0
        owner = ends.get(start - gap) if gap else None
        owner = owner or (ends.get(start - 1) if gap == 3 else None)
        if owner is not None:
            out.add(stem(key(owner.name)))
        for link in (" of ", " in ", ", ", " ("):
            if text.startswith(link, end):
                after = starts.get(end + len(link)) or starts.get(end + len(link) + 4)
                if after is not None and (link in (" of ", " in ") or after.type == "place"):
                    out.add(stem(key(after.name)))
    return sorted(place for place in out if place)[:3]


def _quoted(reading: Reading) -> dict[str, list[str]]:
    """Return hashes of the sentences quoted from each entity, by its id."""
    out: dict[str, list[str]] = {}
    for one in (*reading.statements, *reading.nested):
        if one.speaker is None or one.speaker.entity is None or one.quotation != "direct" or one.speaker.joint:
            continue
        mine = out.setdefault(one.speaker.entity, [])
        if len(mine) < _WORDS:
            mine += hashes(reading.quote(one.content))
    return out


def hashes(words: str) -> Iterable[str]:
    """Return a hash of each sentence of some length, folded."""
    for sentence in _SENTENCE.split(words[:4000]):
        folded = key(sentence)
        if folded.count(" ") + 1 >= _SHORTEST:
            yield blake2b(folded.encode(), digest_size=6).hexdigest()
