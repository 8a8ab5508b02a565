"""Names of one bearer: people by surname and first name, the rest by abbreviation, short form and known equals."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from onrecord.reading.entities.items import Item, fold
from onrecord.reading.entities.known import canonical
from onrecord.reading.entities.words import BODIES, ENDINGS, TITLES, Gender, alike, listed
from onrecord.reading.model import EntityType

_MOST = 24
"""How many people of one name are told apart."""
_SUFFIXES: Final = frozenset(listed("jr sr ii iii iv junior senior"))
_BRACKETED: Final = re.compile(r"['’]?s? \(?(?:the |or |hereafter )?[\"“'‘]?([A-Z][A-Za-z&.-]{1,9})[\"”'’]?[),]")
_OF: Final = frozenset(listed("of for on"))
_SMALL: Final = frozenset(listed("of the and for to in on de la du des et & al und fur der"))


class Bearer:
    """A person as the full names of an article show them: first, middle and last names, suffix, gender."""

    def __init__(self, tokens: list[str]) -> None:
        self.suffix = tokens[-1] if len(tokens) > 2 and tokens[-1] in _SUFFIXES else ""
        if self.suffix:
            tokens = tokens[:-1]
        while len(tokens) > 2 and tokens[0] in TITLES:
            tokens = tokens[1:]
        self.tokens = tokens
        self.forms = [tokens]
        self.first = 0
        self.gender: Gender | None = None

    def agrees(self, gender: Gender | None) -> bool:
        """Whether nothing is known against this gender."""
        return gender is None or self.gender is None or self.gender == gender

    def same(self, other: "Bearer") -> bool:
        """Whether two full names can be one person's."""
        if self.suffix != other.suffix or not self.agrees(other.gender):
            return False
        mine, theirs = sorted((self.tokens, other.tokens), key=len)
        if mine == theirs[-len(mine) :] or mine == theirs[: len(mine)]:
            return True
        if mine[-1] != theirs[-1] or not alike(mine[0], theirs[0]):
            return False
        middle, more = mine[1:-1], theirs[1:-1]
        return not middle or all(any(alike(m, t) for t in more) for m in middle)


def _full(keys: dict[tuple[str, ...], tuple[int, Gender | None]]) -> list[Bearer]:
    """Join full names into bearers, the longest first; a name that could be two people's joins neither."""
    out: list[Bearer] = []
    sharing: dict[str, list[Bearer]] = defaultdict(list)
    for tokens in sorted(keys, key=lambda t: -len(t)):
        new = Bearer(list(tokens))
        new.first, new.gender = keys[tokens]
        # one person's names have their first or their last word in common
        near = {id(b): b for end in (new.tokens[0], new.tokens[-1]) for b in sharing[end][:_MOST]}
        same = [b for b in near.values() if b.same(new)]
        if len(same) > 1:
            exact = [b for b in same if b.tokens[-1] == new.tokens[-1] and b.tokens[0] == new.tokens[0]]
            same = exact or same
        if len(same) == 1:
            same[0].forms.append(list(tokens))
            same[0].first = min(same[0].first, new.first)
            same[0].gender = same[0].gender or new.gender
        else:
            new.forms = [list(tokens)]
            out.append(new)
            for end in {new.tokens[0], new.tokens[-1]}:
                sharing[end].append(new)
    return out


def _who(tokens: list[str], gender: Gender | None, bearers: list[Bearer]) -> list[Bearer]:
    """Whose short name this can be: a surname's bearers before a first name's, those without "Jr." before others."""
    part = tokens[-1]
    found = [b for b in bearers if part in b.tokens[1:] and b.agrees(gender)]
    if not found and len(tokens) == 1:
        found = [b for b in bearers if part == b.tokens[0] and b.agrees(gender)]
    found = [b for b in found if not b.suffix] or found
    return [b for b in found if b.tokens[-1] == part] or found


def _shared(item: Item, bearers: Sequence[Bearer], latest: Mapping[int, Item]) -> Bearer | None:
    """Whose surname this is of several who bear it: the first one's whom the article names in full.

    Newspapers call by surname alone whom they are about and name relatives in full. But where a relative was the last
    named, in this paragraph or the sentence before, it cannot be told.
    """
    if len(bearers) > _MOST:
        return None
    first = min(bearers, key=lambda b: b.first)
    named = [(latest[id(b)], b) for b in bearers if id(b) in latest]
    if named:
        last, who = max(named, key=lambda n: n[0].at)
        near = last.paragraph == item.paragraph or item.sentence - last.sentence <= 1
        if who is not first and near:
            return None
    return first


def people(items: Sequence[Item]) -> list[list[Item]]:
    """Put the names of persons together, one list a person.

    Two full names are one person's where the surname is the same and the first names can be; a suffix ("Jr.") or a
    title of another gender keeps them apart. A short name is the person's whose surname it is, else whose first
    name; where several bear it, see `_shared`.
    """
    full: dict[tuple[str, ...], tuple[int, Gender | None]] = {}
    for item in items:
        if len(item.tokens) > 1:
            key = tuple(item.tokens)
            at, gender = full.get(key, (item.at, None))
            full[key] = at, gender or item.gender
    bearers = _full(full)
    owner = {tuple(form): bearer for bearer in bearers for form in bearer.forms}
    by_part: dict[str, list[Bearer]] = defaultdict(list)
    for bearer in bearers:
        for part in {t for form in bearer.forms for t in form}:
            by_part[part].append(bearer)
    groups: dict[object, list[Item]] = defaultdict(list)
    memo: dict[tuple[tuple[str, ...], Gender | None], list[Bearer]] = {}
    latest: dict[int, Item] = {}
    for item in items:
        tokens = tuple(item.tokens)
        who: object = owner.get(tokens)
        if who is None:
            if (tokens, item.gender) not in memo:
                memo[tokens, item.gender] = _who(item.tokens, item.gender, by_part[tokens[-1]])
            possible = memo[tokens, item.gender]
            who = possible[0] if len(possible) == 1 else _shared(item, possible, latest) if possible else None
        if isinstance(who, Bearer):
            latest[id(who)] = item
        # without a full name, a surname under titles of two genders is two people's
        groups[who or (tokens[-1], item.gender)].append(item)
    for part in {k[0] for k in groups if isinstance(k, tuple)}:
        genders = [g for g in ("m", "f") if (part, g) in groups]
        if (part, None) in groups and len(genders) == 1:
            groups[part, genders[0]] += groups.pop((part, None))
    return [sorted(group, key=lambda i: i.at) for group in groups.values()]


def initials(words: str) -> set[str]:
    """Return the abbreviations that a name's capitals could make, folded.

    >>> sorted(initials("Quarvian Institute of Trade"))
    ['qiot', 'qit']
    """
    parts = [w for w in re.split(r"[\s/-]+", words) if w]
    every = "".join(w[0] for w in parts).lower()
    return {every, "".join(w[0] for w in parts if w.lower() not in _SMALL).lower()}


def _introduced(text: str, items: Iterable[Item]) -> dict[str, str]:
    """Abbreviations that the article introduces after a name, with that name, both folded."""
    out: dict[str, str] = {}
    for item in items:
        if text[item.end : item.end + 2] not in (" (", ", ") and text[item.end : item.end + 4] not in ("'s (", "’s ("):
            continue
        found = _BRACKETED.match(text, item.end)
        if found:
            short = fold(found.group(1)).replace("-", "")
            letters = iter(item.key.replace(" ", ""))
            if short[:1] == item.key[:1] and short != item.key and all(c in letters for c in short):
                out.setdefault(short, item.key)
    return out


def _short_forms(keys: dict[str, str]) -> dict[str, str]:
    """Which short name of a body is which longer one's: its last words, or all but its last common nouns."""
    owners: dict[str, set[str]] = defaultdict(set)
    for key in keys:
        words = key.split(" ")[:12]
        for k in range(1, len(words)):
            tail = " ".join(words[k:])
            if tail in keys:
                owners[tail].add(key)
            if all(w in ENDINGS for w in words[k:]) or (words[k] in _OF and words[k - 1] in BODIES):
                head = " ".join(words[:k])
                if head in keys:
                    owners[head].add(key)
    # of several, those that are one another's short forms count once
    out = {}
    for short, longer in owners.items():
        longest = max(longer, key=len)
        if all(other == longest or other in longest for other in longer):
            out[short] = longest
    return out


def others(text: str, items: Sequence[Item]) -> list[list[Item]]:
    """Put the names of all but persons together.

    One bearer have: the same words (accents, case, dots, "the" apart); forms known to be equal; an abbreviation and
    the name that it follows in brackets, or whose capitals it has; a body's name and its end, or it without its last
    common nouns ("Quarvian Press Agency": "the Press Agency", "Quarvian Press"). A name that fits two is left apart.
    """
    kinds: dict[str, Counter[EntityType]] = defaultdict(Counter)
    shown: dict[str, str] = {}
    for item in items:
        kinds[item.key][item.type] += 1
        shown.setdefault(item.key, text[item.start : item.end])
    parent = {key: key for key in kinds}

    def root(key: str) -> str:
        while parent[key] != key:
            key = parent[key]
        return key

    def join(short: str, full: str) -> None:
        if root(short) != root(full):
            parent[root(short)] = root(full)

    known: dict[str, str] = {}
    for key in kinds:
        name = canonical(key)
        join(key, known.setdefault(name, key))
    for short, full in _introduced(text, items).items():
        if short in parent:
            join(short, full)
    by_initials: dict[str, set[str]] = defaultdict(set)
    for key, words in shown.items():
        if " " in key:
            for letters in initials(words):
                by_initials[letters].add(root(key))
    for key, words in shown.items():
        if " " not in key and 2 <= len(key) <= 7 and words.replace(".", "").isupper():
            owners = by_initials.get(key, set()) - {root(key)}
            if len(owners) == 1 and root(key) == key:
                join(key, owners.pop())
    for kind in ("organisation", "event", "work"):
        mine = {k: k for k, c in kinds.items() if c.most_common(1)[0][0] == kind}
        for short, full in _short_forms(mine).items():
            if canonical(short) == short:
                join(short, full)
    groups: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        groups[root(item.key)].append(item)
    return list(groups.values())
