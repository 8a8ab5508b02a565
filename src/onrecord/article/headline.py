"""The headline: what the page prints and what it tells machines, put to the vote.

Pages name their headline in up to five places, which differ in a site's name at the end, a kicker in front, or
altogether (a heading for readers, another for search engines). Forms that are one after folding vote together.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from onrecord.article.facts import PageFacts
from onrecord.article.structured import Story, clean

_PRINTED, _LINKED_DATA, _OPEN_GRAPH, _TITLE, _TWITTER, _OTHER = 1.15, 1.05, 1.0, 0.55, 0.25, 0.2
"""What a source's vote weighs, from how often it is right on publishers of the training part."""

_BREAK: Final = re.compile(r"\s+[|｜–—\-·•»«:/]+\s+|\s*[|｜：]\s*|\s+[–—-]\s*$")
_KICKED: Final = re.compile(r":\s+|\s+[-–—|]\s+")
_KICKER: Final = re.compile(r"[:：|–—.\-]\s*$")
_KICKER_MOST: Final = 60
"""Code points that a kicker may have."""
_TOLD: Final = (_LINKED_DATA, _OPEN_GRAPH)
"""The sources whose form shows what part of another is a kicker: what is printed leaves kickers out too often."""
_SHOWN: Final = 2.0
"""What is added where a form told to machines is printed beside a heading that differs from it: such a heading
is there for search engines, and the other one is what readers see.
"""
_LONGEST: Final = 600
"""Code points beyond which nothing is a headline."""
_CORE_LEAST: Final = 16
"""Code points below which a form is too short to be the core of another."""


@lru_cache(maxsize=1024)  # a page's few titles and names are compared over and over
def fold(text: str) -> str:
    """Return the words of `text`, without case, marks and forms of letters, for comparing.

    >>> fold("Ferry “late” – again!")
    'ferry late again'
    """
    return " ".join(re.findall(r"\w+", unicodedata.normalize("NFKC", text[:2_000]).casefold()))


def headline_of(
    facts: PageFacts, story: Story, printed: Sequence[str], beside: Sequence[str], sites: Iterable[str]
) -> str | None:
    """Return the headline: the form printed where the vote falls on one that is.

    `printed` are the texts of the headline blocks in page order, `beside` those of the blocks around the first
    of them; `sites` are names of the site, which are cut off where they stand at an end.

    >>> facts = PageFacts(title="Ferry late | Gazette", meta=[("og:title", "Ferry late - Gazette")])
    >>> headline_of(facts, Story(), ["Ferry late"], [], ["Gazette"])
    'Ferry late'
    """
    names = {key for site in sites if (key := letters(site))}
    votes: list[tuple[str, float]] = [(text, _PRINTED / (1 + i)) for i, text in enumerate(printed[:3])]
    first = fold(printed[0]) if printed else ""
    votes += [(heading.text, _OTHER) for heading in facts.headings[:8] if fold(heading.text) != first]
    votes += [(text, _LINKED_DATA if i == 0 else _OTHER) for i, text in enumerate(story.headlines[:3])]
    for names_of_source, weight in (
        (("og:title",), _OPEN_GRAPH),
        (("twitter:title",), _TWITTER),
        (("dc.title", "dcterms.title", "parsely-title", "sailthru.title", "title", "headline"), _OTHER),
    ):
        found = facts.first(*names_of_source)
        if found:
            votes.append((found, weight))
    votes += [(value, _OTHER) for prop, value in facts.props if prop == "headline"][:2]
    if facts.title:
        votes.append((clean(facts.title), _TITLE))
    forms = [(cut_site(text.strip(), names), w) for text, w in votes if len(text) <= _LONGEST and fold(text)]
    ranked = {fold(heading.text) for heading in facts.headings}
    shown = _shown(forms, printed, beside, ranked)
    if shown:
        forms.append((shown, _SHOWN))
    keys = [fold(text) for text, _ in forms]
    cores = _cores(forms, keys)
    totals: dict[str, float] = {}
    for (_, weight), key in zip(forms, keys, strict=True):
        target = cores.get(key, key)
        if letters(target) in names and len(set(keys)) > 1:
            weight *= 0.05
        totals[target] = totals.get(target, 0.0) + weight
    if not totals:
        return None
    best = max(totals, key=lambda k: totals[k])
    for text, _ in forms:
        if fold(text) == best:
            return text
    for text, _ in forms:
        if cores.get(fold(text)) == best and (at := _place(text, best)) is not None:
            return text[_opening(text, at) :]
    return None


def _shown(
    forms: list[tuple[str, float]], printed: Sequence[str], beside: Sequence[str], ranked: set[str]
) -> str | None:
    """Return the form told to machines that is printed beside the first heading, and not as a heading: `ranked`."""
    heading = fold(printed[0]) if printed else ""
    for text, weight in forms:
        if weight < _OPEN_GRAPH or len(text) < _CORE_LEAST or text in printed:
            continue
        key = fold(text)
        if key == heading or heading.endswith(key):
            continue
        for line in beside:
            line_key = fold(line)
            if line_key == heading or line_key in ranked:
                continue
            if line_key == key or (line_key.endswith(" " + key) and len(line_key) - len(key) <= _KICKER_MOST):
                return text
            if len(line) >= _CORE_LEAST and key.endswith(" " + line_key):
                at = _place(text, line)
                if at is not None and at <= _KICKER_MOST and _KICKER.search(text[:at]):
                    return line
    return None


def _cores(forms: list[tuple[str, float]], keys: list[str]) -> dict[str, str]:
    """Map forms to the form that they are with a kicker before it, or with a site's name after it.

    Where two forms have different kickers before the same words, those words are the core of both.
    """
    out: dict[str, str] = {}
    bare: dict[str, dict[str, None]] = {}
    for (text, source), key in zip(forms, keys, strict=True):
        for (other, weight), other_key in zip(forms, keys, strict=True):
            if weight < _OPEN_GRAPH or len(other) < _CORE_LEAST or other_key == key:
                continue
            if key.endswith(" " + other_key):
                at = _place(text, other) if weight in (*_TOLD, _SHOWN) else None
                if at is None or at > _KICKER_MOST:
                    continue
                if source == _PRINTED or _KICKER.search(text[: _opening(text, at)]):
                    out[key] = other_key
                    break
            elif key.startswith(other_key + " ") and text.startswith(other) and _BREAK.match(text[len(other) :]):
                out[key] = other_key
                break
        for found in _KICKED.finditer(text[: _KICKER_MOST + 3]):
            rest = fold(text[found.end() :])
            if len(rest) >= _CORE_LEAST:
                bare.setdefault(rest, {})[key] = None
    for rest, kicked in bare.items():
        kickers = [set(k.removesuffix(rest).split()) for k in kicked]
        if len(kicked) > 1 and not set.intersection(*kickers) and not any(k in out for k in kicked):
            out.update(dict.fromkeys(kicked, rest))
    return out


def _opening(text: str, at: int) -> int:
    """Return where the quotation marks and brackets that open before `at` begin."""
    while at and text[at - 1] in "\"'“„«‘‚»(¿¡「『":
        at -= 1
    return at


def _place(text: str, end: str) -> int | None:
    """Return where the words of `end` begin at the end of `text`."""
    count = len(re.findall(r"\w+", end))
    words = list(re.finditer(r"\w+", text))
    return words[-count].start() if 0 < count <= len(words) else None


def letters(text: str) -> str:
    """Return only the letters and digits of `text`, folded."""
    return fold(text).replace(" ", "")


def cut_site(text: str, names: set[str]) -> str:
    """Cut names of the site off the ends of a title; `names` are folded by `letters`.

    >>> cut_site("Ferry late - Sport | The Gazette", {"gazette"})
    'Ferry late - Sport'
    """
    before, colon, rest = text.partition(": ")
    if colon and letters(before) in names and len(letters(rest)) >= 12:
        text = rest.lstrip()
    for _ in range(3):
        pieces = list(_BREAK.finditer(text))
        if not pieces:
            break
        last = pieces[-1]
        if _is_site(text[last.end() :], names) and len(letters(text[: last.start()])) >= 6:
            text = text[: last.start()].rstrip()
            continue
        first = pieces[0]
        if _is_site(text[: first.start()], names) and len(letters(text[first.end() :])) >= 12:
            text = text[first.end() :].lstrip()
            continue
        break
    return text


def _is_site(text: str, names: set[str]) -> bool:
    key = letters(text)
    if not key:
        return True
    if key in names:
        return True
    if len(key) < 3:
        return False
    bare = key.removeprefix("the")
    for name in names:
        if len(bare) >= 4 and (
            bare in name or (len(name) >= 4 and name.removeprefix("the") in bare and len(bare) <= len(name) + 12)
        ):
            return True
    return False
