"""Whether two are one: their names, what speaks for it, what speaks against it, and how much is needed."""

from collections.abc import Mapping, Sequence
from typing import Final, Literal

import msgspec

from onrecord.reading.entities.known import canonical
from onrecord.story.identities.bodies import Body, BodyLikeness, body, body_likeness
from onrecord.story.identities.people import LIKENESSES, Called, Likeness, called, likeness
from onrecord.story.identities.seen import Seen, Value
from onrecord.story.identities.support import against, support

Verdict = Literal["same", "maybe", "conflict", "apart"]
"""One and the same; perhaps; of one name but surely two; nothing in common."""

NEEDED: Final[dict[Likeness, float]] = {
    "same": 1.5,
    "longer": 2.0,
    "short form": 2.0,
    "spelling": 2.5,
    "order": 2.5,
    "initials": 3.0,
    "one word": 3.0,
}
"""Points of support that names of this likeness need beside them; those that are not here are never enough."""
NEEDED_OF_BODIES: Final[dict[BodyLikeness, float]] = {"known": 0.0, "same": 1.0, "reordered": 1.5, "abbreviation": 2.0}
_OF_NOTE: Final = ((150, 1.5), (40, 1.0), (8, 0.5))
"""Pages on which somebody is so called, and what that is worth."""
_CROWDED: Final = 1.0
"""What is needed more where several of one name are known to be apart."""
_WORTH_A_LOOK: Final[dict[str, float]] = {
    "surname": 2.0,
    "suffix": 1.0,
    "further": 1.0,
    "initials": 1.0,
    "one word": 1.0,
    "order": 1.0,
}
"""From how many points on a weak likeness is worth a person's judgement; others are with none at all."""


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """What came of comparing two: `points` of support of which `needed` were needed, and the values behind them."""

    verdict: Verdict
    likeness: str | None = None
    points: float = 0.0
    needed: float = 0.0
    values: list[Value] = []


def compare(
    left: Sequence[Seen],
    right: Sequence[Seen],
    *,
    rarity: Mapping[str, int] | None = None,
    crowded: bool = False,
) -> Comparison:
    """Say whether `left` and `right`, each what some pages tell of one person or body, are the same one.

    `rarity` has on how many pages a folded name stands, for those named beside them; `crowded` says that several of
    this name are known to be apart. Neither side may be empty.
    """
    if left[0].type != right[0].type:
        return Comparison(verdict="apart")
    person = left[0].type == "person"
    found = _people(left, right) if person else _bodies(left, right)
    if found is None:
        return Comparison(verdict="apart")
    like, needed, named = found
    faults = against(left, right)
    if faults:
        return Comparison(verdict="conflict", likeness=like, needed=needed or 0.0, values=[named, *faults])
    given = support(left, right, rarity or {})
    points = sum(one.points for one in given)
    values = [named, *given]
    if needed is None:
        worth = points >= _WORTH_A_LOOK.get(like, 0.0)
        return Comparison(verdict="maybe" if worth else "apart", likeness=like, points=points, values=values)
    needed += _CROWDED if crowded and needed else 0.0
    if points >= needed:
        verdict: Verdict = "same"
    else:
        verdict = "maybe" if points >= _WORTH_A_LOOK.get(like, 0.0) else "apart"
    return Comparison(verdict=verdict, likeness=like, points=points, needed=needed, values=values)


def of_note(found: Comparison, pages: int) -> Comparison:
    """Return a comparison with what it says that one of the two is so called on many `pages`, and nobody else is.

    A name that a whole archive has for one person alone is rarely another's: the prior of record linkage, which for a
    name on few pages is none.
    """
    points = next((points for least, points in _OF_NOTE if pages >= least), 0.0)
    if not points or found.likeness not in ("same", "known") or found.verdict not in ("same", "maybe"):
        return found
    said = f"So called on {pages} pages here, and nobody else who is known to be another."
    value = Value(feature="name", left="", right="", verdict="for", points=points, said=said)
    points += found.points
    verdict: Verdict = "same" if points >= found.needed else found.verdict
    return msgspec.structs.replace(found, verdict=verdict, points=points, values=[*found.values, value])


def may_be(left: Sequence[Seen], right: Sequence[Seen]) -> bool:
    """Say whether the names of two agree in some way: without that, `compare` need not be asked."""
    if left[0].type != right[0].type:
        return False
    return (_people(left, right) if left[0].type == "person" else _bodies(left, right)) is not None


def _people(left: Sequence[Seen], right: Sequence[Seen]) -> tuple[Likeness, float | None, Value] | None:
    best: tuple[int, Likeness, str, str] | None = None
    further: tuple[int, Likeness, str, str] | None = None
    theirs = [(called(name), name) for name in _names(right)]
    for name in _names(left):
        mine = called(name)
        for his, other in theirs:
            found = likeness(mine, his)
            if found is None:
                if mine.full and his.full and _contradict(mine, his):
                    return None
                continue
            rank = LIKENESSES.index(found)
            if found == "further":
                further = rank, found, name, other
            if best is None or rank < best[0]:
                best = rank, found, name, other
    # Who is known by other further names is not made one by what both are called for short.
    best = further or best
    if best is None:
        return None
    _, like, name, other = best
    return like, NEEDED.get(like), _named(like, name, other)


def _contradict(one: Called, other: Called) -> bool:
    """Whether two full names of otherwise the same words have different further names, or different suffixes."""
    ends = one.words[0] == other.words[0] and one.words[-1] == other.words[-1]
    return ends and ((len(one.words) > 2 and len(other.words) > 2) or one.suffix != other.suffix)


_OF_PEOPLE: Final[dict[str, str]] = {
    "same": "Both are called {0}.",
    "longer": "{0} and {1} differ by a further name.",
    "short form": "{0} and {1}: one first name is a form of the other.",
    "spelling": "{0} and {1} may be one name in two spellings.",
    "order": "{0} and {1} are the same words in another order.",
    "initials": "{0} and {1} have the same surname and initials.",
    "one word": "Both are called {0}, a single word.",
    "surname": "{0} and {1} share a surname.",
    "suffix": "{0} and {1} differ by “Jr.” or the like.",
    "further": "{0} and {1} do not have the same further names.",
    "known": "{0} and {1} are known to be names of one body.",
    "reordered": "{0} and {1} are the same words in another order.",
    "abbreviation": "A page gives {0} and {1} as names of one body.",
}


def _named(like: str, name: str, other: str) -> Value:
    said = _OF_PEOPLE[like].format(name, other)
    return Value(feature="name", left=name, right=other, verdict="neutral", said=said)


def _names(seen: Sequence[Seen]) -> list[str]:
    return list(dict.fromkeys(name for one in seen for name in one.names))[:12]


def _bodies(left: Sequence[Seen], right: Sequence[Seen]) -> tuple[str, float, Value] | None:
    mine, theirs = [body(name) for name in _names(left)], [body(name) for name in _names(right)]
    best: tuple[float, BodyLikeness, Body, Body] | None = None
    for one in mine:
        for other in theirs:
            found = body_likeness(one, other)
            if found is None:
                continue
            if one.abbreviation and other.abbreviation and (found != "known" or not _known_by(one, mine, theirs)):
                found = "abbreviation"
            if found == "known" and not (_meant(one, mine) and _meant(other, theirs)):
                continue  # "RNC" on a page where it is short for a convention
            if found == "reordered" and one.places != other.places and not _all_places(left, right):
                continue  # a party, and its branch in one state
            rank = NEEDED_OF_BODIES[found]
            if best is None or rank < best[0]:
                best = rank, found, one, other
    if best is None:
        return None
    needed, like, one, other = best
    if like == "abbreviation" and _spelled_out(mine) and _spelled_out(theirs):
        return None  # two bodies with one abbreviation, each with a name of its own
    if like in ("same", "reordered"):
        needed += 0.5 if one.distinct == 1 and len(one.words) == 1 else 0.0
        needed = needed if one.distinct and other.distinct else 2.0
    return like, needed, _named(like, one.shown, other.shown)


def _known_by(short: Body, *sides: Sequence[Body]) -> bool:
    """Whether the names that pages give beside a known abbreviation are those that it is known for."""
    longer = [one for side in sides for one in side if not one.abbreviation]
    return all(one.known and canonical(one.key) == canonical(short.key) for one in longer)


def _meant(one: Body, side: Sequence[Body]) -> bool:
    """Whether a known abbreviation stands for what it is known for, as far as its own pages spell it out."""
    return not one.abbreviation or _known_by(one, side)


def _all_places(left: Sequence[Seen], right: Sequence[Seen]) -> bool:
    """Whether the pages of both tie them to the same place, by name or by what stands beside it."""
    mine, theirs = (
        {place for one in seen for place in (*one.places, *(at for name in one.names for at in body(name).places))}
        for seen in (left, right)
    )
    return bool(mine & theirs)


def _spelled_out(names: Sequence[Body]) -> bool:
    return any(not one.abbreviation for one in names)
