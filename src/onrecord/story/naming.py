"""Who is named where and withheld where; and what follows when one page names whom another withholds.

That is an inference and stays one: both pieces of evidence are shown, and no reading is changed by it.
"""

from collections.abc import Sequence
from typing import Literal

import msgspec

from onrecord.record.names import key
from onrecord.story.appearances import Appearance, Occurrence
from onrecord.story.origins import Origins
from onrecord.text.spans import Span

_PRONOUNS = frozenset(("he", "she", "they", "who", "it"))


class Named(msgspec.Struct, frozen=True, kw_only=True):
    """A page's own words for the source: where they stand, and the name that the reading gives it there."""

    ref: str
    outlet: str | None
    words: str
    name: str | None
    spans: list[Span]


class Inference(msgspec.Struct, frozen=True, kw_only=True):
    """A page withholds a name, and others give one for the same words.

    `basis` is ``same_origin`` where both pages show that they have the words from the same place, ``same_words`` where
    only the words agree. `name` is None where those who name the source name different people: then `naming` has them
    all, and nothing follows.
    """

    name: str | None
    basis: Literal["same_origin", "same_words"]
    withheld: Named
    naming: list[Named]
    why: str


def inferences(found: Sequence[Appearance], made: Origins) -> list[Inference]:
    """Return what may be inferred of the sources that pages withhold, in time.

    Only words in quotation marks say enough for it: a claim in a page's own words may be anybody's.
    """
    said = [one for each in found for one in each.all if one.quotation != "indirect"]
    naming = [one for one in said if one.naming == "named"]
    if not naming:
        return []
    origin = {ref: number for number, group in enumerate(made.origins) for ref in group.refs}
    article = {one.ref: each.ref for each in found for one in each.all}
    out = []
    for one in said:
        if one.naming != "withheld" or one.page.capture not in _first_captures(found):
            continue
        if any(other.page.capture == one.page.capture for other in naming):
            continue  # a headline withholds what the text below it tells
        at = origin.get(article[one.ref])
        near = [other for other in naming if at is not None and origin.get(article[other.ref]) == at]
        basis: Literal["same_origin", "same_words"] = "same_origin" if near else "same_words"
        by = _once(near or naming)
        names = _names(by)
        out.append(
            Inference(
                name=names[0] if len(names) == 1 else None,
                basis=basis,
                withheld=_named(one),
                naming=[_named(other) for other in by],
                why=_why(one, by, names, basis),
            )
        )
    return out


def _first_captures(found: Sequence[Appearance]) -> set[int]:
    return {each.page.capture for each in found}


def _once(ones: Sequence[Occurrence]) -> list[Occurrence]:
    """Keep the first of each article."""
    return list({one.page.article: one for one in reversed(ones)}.values())[::-1]


def _names(ones: Sequence[Occurrence]) -> list[str]:
    """Return the different people that are named, each by the fullest name."""
    out: list[tuple[str | None, str]] = []
    for one in ones:
        name = one.speaker or ""
        words = set(key(name).split())
        for number, (identity, other) in enumerate(out):
            theirs = set(key(other).split())
            if (identity and identity == one.identity) or words <= theirs or theirs <= words:
                out[number] = (identity or one.identity, max(other, name, key=len))
                break
        else:
            out.append((one.identity, name))
    return [name for _, name in out]


def _named(one: Occurrence) -> Named:
    return Named(
        ref=one.ref,
        outlet=one.page.outlet,
        words=one.source,
        name=one.speaker if one.naming == "named" else None,
        spans=one.source_spans,
    )


def _why(one: Occurrence, by: Sequence[Occurrence], names: list[str], basis: str) -> str:
    outlets = list(dict.fromkeys(other.page.outlet or other.page.sha256[:12] for other in by))
    where = " and ".join([", ".join(outlets[:-1]), outlets[-1]] if len(outlets) > 1 else outlets)
    source = one.speaker if one.speaker and key(one.source) in _PRONOUNS else one.source
    withheld = f"{one.page.outlet or one.page.sha256[:12]} withholds the name (“{source}”)"
    if len(names) > 1:
        return f"{withheld}; others name different people for these words: {', '.join(names)}. Nothing follows."
    ground = "both go back to the same origin" if basis == "same_origin" else "only the words agree"
    give = "gives" if len(outlets) == 1 else "give"
    return f"{withheld}; {where} {give} these words to {names[0]}, and {ground}. An inference, not a reading."
