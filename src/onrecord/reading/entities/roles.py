"""Offices and affiliations that an article gives people: before the name, in apposition after it or before it."""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from onrecord.reading.entities.items import Item, Layout
from onrecord.reading.entities.words import HEADS, MODIFIERS, TITLES, lemma, listed
from onrecord.text.spans import Span

_FAR = 100
"""How many code points around a name are looked at for what it is."""
_WORD_BACK: Final = re.compile(r"[^\W_][\w&.'’/-]*|[^\w\s]")
_AFTER: Final = re.compile(
    r",? \(?(?:aged? )?\d\d,? ?|, (?:who (?:is|was|became|serves as|has been) |now )?|"
    r" (?:is|was|becomes|became|serves as) (?=(?:the|an?|also|now|then) )(?:also |now |then )?"
)
_DETERMINER: Final = re.compile(r"(?:(?:the|an?|his|her|its|their|one of|another|then)\b[- ]?|[A-Z][\w.]*['’]s? )+")
_CUT: Final = re.compile(
    r"[,.;:!?()\n\"“”–—]|(?<= )and (?:the|an?|his|her|its) |"
    r"(?<= )(?:who|which|that|said|says|told|where|when|will|has|had|is|was|were)\b"
)
_TAIL: Final = re.compile(r"(?<= )(?:of|for|at|in|with|to|from|on|under|behind|and|since|during)(?= )")
_BEFORE: Final = re.compile(
    r"(?:\b(?:the|an?|its|his|her|their|our|then)|['’]s?) "
    r"((?:(?!(?:the|an?|that|who|which|when|said|says|told)\b)[\w.'’-]+ ){0,5}?)([a-z-]+)"
    r"((?: (?:of|for|at|in|to) [^,;:.()\n\"“”]{1,70})?), $",
    re.IGNORECASE,
)
_UNSAID: Final = frozenset(listed("new current fellow fellow- now-"))


_NOT_BEFORE: Final = frozenset(listed("guard rep major fellow"))
_POLITE: Final = frozenset(listed("mr mrs ms miss"))
_PREFIXES: Final = frozenset(listed("ex vice then co"))
_STOPS: Final = frozenset(listed("the a an as by with and for when while but mr mrs ms"))


class Role(NamedTuple):
    """What a person is: where it is said and its words, folded, with their singular head."""

    span: Span
    words: frozenset[str]
    head: str


def _role(text: str, start: int, end: int, head: str) -> Role:
    words = frozenset(w.strip(".'’,").removesuffix("'s") for w in text[start:end].lower().replace("’", "'").split())
    return Role((start, end), words, lemma(head)[0])


def _office(word: str) -> str:
    """The office that a word before a name says, singular; empty if it is none."""
    low = word.lower().rstrip(".")
    single, number = lemma(low if low in HEADS else low.rsplit("-", 1)[-1])
    if number == "s" and single in HEADS and low not in _NOT_BEFORE:
        return single
    return low if low in TITLES and word[0].isupper() and low not in _POLITE else ""


def _before(text: str, item: Item, first: int, names: dict[int, Item]) -> Role | None:
    """What stands directly before the name: "Quarvian foreign minister", "Sen.", "the bank's chief economist"."""
    start = max(first, item.start - _FAR)
    if start >= item.start or text[item.start - 1] not in " \u00a0":
        return None
    words = list(_WORD_BACK.finditer(text, start, item.start))
    head = _office(words[-1].group()) if words else ""
    if not head:
        return None
    named: set[int] = set()
    until = 0
    for word in words:
        if word.start() in names:
            until = names[word.start()].end
        if word.start() < until:
            named.add(word.start())
    at, end = words[-1].start(), words[-1].end()
    for word in reversed(words[:-1]):
        shown = word.group()
        low = shown.lower().rstrip(".").replace("’", "'")
        if low.endswith(("'s", "s'")) or shown in "'’" or low in _STOPS:
            break
        capital = shown[0].isupper() and word.start() > first and len(shown) > 1
        belongs = low in MODIFIERS or low in HEADS or low in TITLES or low.split("-")[0] in _PREFIXES
        if not (belongs or capital or word.start() in named):
            break
        at = word.start()
    while text[at:end].split(" ", 1)[0].lower() in _UNSAID and " " in text[at:end]:
        at += text[at:end].index(" ") + 1
    return _role(text, at, end, head)


def _head_of(text: str, start: int, end: int) -> tuple[str, int]:
    """The noun that heads ``text[start:end]`` and where it ends: the last word before "of", "for", …"""
    tail = _TAIL.search(text, start, end)
    stop = tail.start() - 1 if tail else end
    words = text[start:stop].split()
    return (words[-1].lower() if words else ""), stop


def _after(text: str, item: Item, last: int) -> Role | None:
    """What stands after the name: ", the minister of trade", ", 41, a nurse in Orvel", "is the head of …"."""
    opened = _AFTER.match(text, item.end, min(last, item.end + 24))
    if not opened:
        return None
    start = opened.end()
    copular = text[item.end] == " " and "," not in opened.group() and "(" not in opened.group()
    determiner = _DETERMINER.match(text, start, last)
    if determiner:
        start = determiner.end()
    stop = min(last, start + _FAR)
    cut = _CUT.search(text, start, stop)
    end = cut.start() if cut else stop
    while end > start and text[end - 1] in " .":
        end -= 1
    head, _ = _head_of(text, start, end)
    single, number = lemma(head)
    if single.rsplit("-", 1)[-1] not in HEADS or number == "p" or end - start < 3:
        return None
    if not determiner and not (copular or text[start].islower() or single in HEADS):
        return None
    return _role(text, start, end, head)


def _preceding(text: str, item: Item, first: int, last: int) -> Role | None:
    """What a name follows in apposition: "the minister of trade of Quarvia, Ada Renn," ."""
    start = max(first, item.start - _FAR - 20)
    if text[item.start - 2 : item.start] != ", " or (item.end < last and text[item.end] not in ",.;:?!)\n"):
        return None
    found = _BEFORE.search(text, start, item.start)
    if not found or lemma(found.group(2).lower())[0] not in HEADS or lemma(found.group(2).lower())[1] == "p":
        return None
    return _role(text, found.start(1), found.end(3), found.group(2).lower())


def roles_of(text: str, layout: Layout, items: Sequence[Item]) -> dict[int, list[Role]]:
    """Return the roles given at names of persons, by the place of the name in `items`."""
    names = {i.start: i for i in items if i.form == "name" and i.type != "person"}
    out: dict[int, list[Role]] = {}
    for item in items:
        if item.form != "name" or item.type != "person":
            continue
        first, last = layout.sentence_start(item), layout.sentence_end(item)
        found = (
            _before(text, item, first, names),
            _preceding(text, item, first, last),
            _after(text, item, last),
        )
        roles = [r for r in found if r is not None]
        if roles:
            out[item.at] = roles
    return out
