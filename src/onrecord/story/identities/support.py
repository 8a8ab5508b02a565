"""What speaks for two of one name being the same, in points, and what speaks against it and so decides."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import islice
from typing import Final

from onrecord.record.names import key
from onrecord.story.identities.bodies import body
from onrecord.story.identities.offices import Agreement, Post, agreement, post
from onrecord.story.identities.seen import Office, Seen, Value

_POINTS: Final[dict[Agreement, float]] = {"same place": 3.0, "same": 1.5, "alike": 0.5}
_SINGLE_ALIKE: Final = frozenset(
    ("minister", "president", "premier", "executive", "chief", "mayor", "mp", "king", "queen")
)
_COMMON: Final = 50
"""A name on more pages than this says little of who is named beside it."""
_OFFICES: Final = 24
"""Different offices of one side that are compared."""
_NEVER_BESIDE: Final = 120
"""Days between two pages, from which on those named on both tell nothing."""


def against(left: Sequence[Seen], right: Sequence[Seen]) -> list[Value]:
    """Return what keeps two apart: ages, genders, offices and trades that one person does not have at a time, and
    for bodies their places.
    """
    out = [value for value in (_ages(left, right), _genders(left, right), _places(left, right)) if value]
    if left[0].type == "person":
        for one, other, days in _pairs(left, right):
            how = agreement(one[1], other[1], days)
            if how in ("other place", "other office", "other walk of life"):
                mine, theirs = one[0], other[0]
                what = {"other place": "an office of two places", "other office": "two offices"}.get(
                    how, "two walks of life"
                )
                said = _capital(f"{_told(mine)} on the one page, {_told(theirs)} on the other, {_apart(days)}: {what}.")
                out.append(Value(feature="office", left=_told(mine), right=_told(theirs), verdict="against", said=said))
                break
    return out


def support(left: Sequence[Seen], right: Sequence[Seen], rarity: Mapping[str, int]) -> list[Value]:
    """Return what speaks for two being one, beside their names; `rarity` as in `compare`."""
    found = (_office(left, right), _born(left, right), _article(left, right), _words(left, right))
    out = [value for value in found if value]
    out += _beside(left, right, rarity)
    if left[0].type == "organisation":
        out += [value for value in (_same_place(left, right),) if value]
    else:
        out += [value for value in (_whereabouts(left, right), _held_at(left, right)) if value]
    outlet = _outlet(left, right)
    return [*out, outlet] if outlet else out


def _pairs(
    left: Sequence[Seen], right: Sequence[Seen]
) -> list[tuple[tuple[Office, Post], tuple[Office, Post], int | None]]:
    """Return each pair of different offices, with the fewest days between pages that have them."""
    mine, theirs = _offices(left), _offices(right)
    return [
        (one, other, _fewest(days, more)) for one, days in mine.values() for other, more in theirs.values()
    ]  # at most _OFFICES squared


def _offices(seen: Sequence[Seen]) -> dict[tuple[str, str | None], tuple[tuple[Office, Post], list[str]]]:
    out: dict[tuple[str, str | None], tuple[tuple[Office, Post], list[str]]] = {}
    for one in seen:
        for office in one.offices:
            name = office.words.casefold(), office.at
            if name not in out:
                if len(out) >= _OFFICES:
                    continue
                out[name] = (office, post(office)), []
            if one.day:
                out[name][1].append(one.day)
    return out


def _fewest(days: Sequence[str], others: Sequence[str]) -> int | None:
    """Return the fewest days between two lists of days; None where either is empty."""
    mine = sorted(day for day in (_date(one) for one in days) if day)
    theirs = sorted(day for day in (_date(one) for one in others) if day)
    if not mine or not theirs:
        return None
    return min(abs((a - b).days) for a in _ends(mine) for b in _ends(theirs))


def _ends(days: list[date]) -> list[date]:
    return days if len(days) <= 12 else [*days[:4], *days[len(days) // 2 : len(days) // 2 + 4], *days[-4:]]


def _date(day: str) -> date | None:
    try:
        return date.fromisoformat(day)
    except ValueError:
        return None


def _office(left: Sequence[Seen], right: Sequence[Seen]) -> Value | None:
    best: Value | None = None
    for one, other, days in _pairs(left, right):
        how = agreement(one[1], other[1], days)
        points = _POINTS.get(how, 0.0) if how else 0.0
        if how == "alike" and one[1].head in _SINGLE_ALIKE:
            points = 1.0
        if not points or (best and best.points >= points):
            continue
        mine, theirs = _told(one[0]), _told(other[0])
        said = (
            f"{mine} on both."
            if mine.casefold() == theirs.casefold()
            else f"{mine} on the one page, {theirs} on the other."
        )
        best = Value(feature="office", left=mine, right=theirs, verdict="for", points=points, said=_capital(said))
    return best


def _held_at(left: Sequence[Seen], right: Sequence[Seen]) -> Value | None:
    """Return whether the body that somebody's office is at is named on the other's page."""
    for seen, others in ((left, right), (right, left)):
        known = {name for one in seen for name in one.beside}
        beside = {name.removeprefix("b:") for one in others for name in one.beside if name not in known}
        for office, _ in (kept for kept, _ in _offices(seen).values()):
            words = key(f"{office.words} {office.at or ''}")
            at = next((name for name in sorted(beside) if f" {name} " in f" {words} "), None)
            if at is not None:
                said = f"{_capital(_told(office))} on the one page; the other names {at.title()}."
                return Value(feature="office", left=_told(office), right=at, verdict="for", points=1.0, said=said)
    return None


def _told(office: Office) -> str:
    if office.at and office.at.casefold() not in office.words.casefold():
        return f"{office.words} ({office.at})"
    return office.words


def _capital(said: str) -> str:
    return said[:1].upper() + said[1:]


def _years(seen: Sequence[Seen]) -> tuple[int, int] | None:
    known = [one.born for one in seen if one.born]
    return (max(low for low, _ in known), min(high for _, high in known)) if known else None


def _ages(left: Sequence[Seen], right: Sequence[Seen]) -> Value | None:
    mine, theirs = _years(left), _years(right)
    if mine is None or theirs is None or max(mine[0], theirs[0]) <= min(mine[1], theirs[1]) + 1:
        return None
    one, other = _born_in(mine), _born_in(theirs)
    return Value(
        feature="age", left=one, right=other, verdict="against", said=f"By the ages given, born {one} and born {other}."
    )


def _born(left: Sequence[Seen], right: Sequence[Seen]) -> Value | None:
    mine, theirs = _years(left), _years(right)
    if mine is None or theirs is None or max(mine[0], theirs[0]) > min(mine[1], theirs[1]):
        return None
    one = _born_in(mine)
    return Value(
        feature="age",
        left=one,
        right=_born_in(theirs),
        verdict="for",
        points=1.0,
        said=f"The ages given agree: born {one}.",
    )


def _born_in(years: tuple[int, int]) -> str:
    low, high = min(years), max(years)
    return f"in {low}" if low == high else f"about {low}"


def _genders(left: Sequence[Seen], right: Sequence[Seen]) -> Value | None:
    mine, theirs = ({one.gender for one in seen if one.gender} for seen in (left, right))
    if len(mine) != 1 or len(theirs) != 1 or mine == theirs:
        return None
    words = {"m": "a man", "f": "a woman"}
    one, other = words[next(iter(mine))], words[next(iter(theirs))]
    said = f"Spoken of as {one} on the one page, as {other} on the other."
    return Value(feature="gender", left=one, right=other, verdict="against", said=said)


def _places(left: Sequence[Seen], right: Sequence[Seen]) -> Value | None:
    if left[0].type == "person":
        return None
    mine, theirs = _all_places(left), _all_places(right)
    if not mine or not theirs or mine & theirs:
        return None
    one, other = ", ".join(sorted(mine)), ", ".join(sorted(theirs))
    return Value(
        feature="place",
        left=one,
        right=other,
        verdict="against",
        said=f"Of {_shown(one)} here, of {_shown(other)} there.",
    )


def _same_place(left: Sequence[Seen], right: Sequence[Seen]) -> Value | None:
    both = sorted(_all_places(left) & _all_places(right))
    if not both:
        return None
    where = _shown(both[0])
    return Value(feature="place", left=where, right=where, verdict="for", points=2.0, said=f"Of {where} on both.")


def _whereabouts(left: Sequence[Seen], right: Sequence[Seen]) -> Value | None:
    mine, theirs = _all_places(left), _all_places(right)
    if not mine or not theirs:
        return None
    both = sorted(mine & theirs)
    if both:
        where = _shown(both[0])
        return Value(feature="place", left=where, right=where, verdict="for", points=1.0, said=f"Of {where} on both.")
    one, other = _shown(sorted(mine)[0]), _shown(sorted(theirs)[0])
    said = f"Of {one} on the one page, of {other} on the other."
    return Value(feature="place", left=one, right=other, verdict="neutral", points=-1.5, said=said)


def _all_places(seen: Sequence[Seen]) -> set[str]:
    out = {place for one in seen for place in one.places}
    if seen[0].type == "organisation":
        for name in dict.fromkeys(name for one in seen for name in one.names):
            out |= body(name).places
    return out


def _shown(place: str) -> str:
    return place.title()


def _article(left: Sequence[Seen], right: Sequence[Seen]) -> Value | None:
    both = {one.article for one in left if one.article is not None} & {one.article for one in right}
    if not both:
        return None
    said = "Named so in versions or copies of one article."
    return Value(feature="article", left="", right="", verdict="for", points=4.0, said=said)


def _words(left: Sequence[Seen], right: Sequence[Seen]) -> Value | None:
    if not {word for one in left for word in one.words} & {word for one in right for word in one.words}:
        return None
    said = "The same words are quoted from both."
    return Value(feature="words", left="", right="", verdict="for", points=3.0, said=said)


def _beside(left: Sequence[Seen], right: Sequence[Seen], rarity: Mapping[str, int]) -> list[Value]:
    """Return who is named beside both, on pages not too far apart in time: few names are worth much, famous ones
    little; at most 3 points.
    """
    near = _near_in_time(left, right)
    shared: dict[str, None] = {}
    for one, other in near:
        mine = set(one.beside)
        shared.update(dict.fromkeys(name for name in other.beside if name in mine))
        if len(shared) > 12:
            break
    few = [name for name in shared if rarity.get(name.removeprefix("b:"), 0) <= _COMMON]
    points = min(3.0, sum(1.5 if " " in name and not name.startswith("b:") else 1.0 for name in few))
    famous = [name for name in shared if name not in few]
    points = min(3.0, points + min(1.0, 0.5 * len(famous)))
    if not points:
        return []
    names = ", ".join(name.removeprefix("b:").title() for name in islice((*few, *famous), 4))
    said = f"Named beside {names} on both."
    return [Value(feature="beside", left=names, right=names, verdict="for", points=points, said=said)]


def _near_in_time(left: Sequence[Seen], right: Sequence[Seen]) -> list[tuple[Seen, Seen]]:
    theirs = [(other, _date(other.day) if other.day else None) for other in right if other.beside]
    out = []
    for one in left:
        mine = _date(one.day) if one.day else None
        for other, day in theirs:
            if not mine or not day or abs((mine - day).days) <= _NEVER_BESIDE:
                out.append((one, other))
    return out


def _outlet(left: Sequence[Seen], right: Sequence[Seen]) -> Value | None:
    """Return whether one outlet names both within a week; of bodies at any time: a paper has one “the hospital”."""
    body = left[0].type == "organisation"
    for one in left:
        for other in right:
            if not one.outlet or one.outlet != other.outlet:
                continue
            days = _fewest([one.day or ""], [other.day or ""])
            close = days is not None and days <= 7
            if close or body:
                said = f"Both in {one.outlet}" + (", within a week." if close else ".")
                points = (1.0 if close else 0.5) if body else 0.5
                return Value(
                    feature="outlet", left=one.outlet, right=one.outlet, verdict="for", points=points, said=said
                )
    return None


def _apart(days: int | None) -> str:
    if days is None:
        return "days unknown"
    return "on one day" if not days else f"{days} day{'s' * (days != 1)} apart"
