"""How many independent origins an utterance has: who heard it, and who has it from somebody else.

Each appearance is tied to what it comes from, by what the pages themselves show, the surest first: it is a copy; it
cites an outlet; it is credited to one; its outlet had the words before. What is tied to nothing stands on the word of
its own outlet and is an origin. Only one thing is left open: words that another page says were given to one outlet,
carried later by a page that does not say where it has them from. Such a page is counted neither way.

A copy and a citation are no other witness, however many of them there are; two reporters at one press conference are
two. See C. Silverman (ed.), *Verification Handbook* (2014), on tracing content to its origin.
"""

from collections.abc import Iterable, Sequence
from typing import Literal

import msgspec

from onrecord.story.appearances import Appearance, Occurrence, Station
from onrecord.story.moments import known_by, may_precede
from onrecord.story.outlets import may_be_outlet, one_outlet, outlet_is, own_outlet, same_outlet
from onrecord.text.spans import Span

Reason = Literal["own", "copy", "cites", "credit", "same_outlet", "unstated"]

PUBLIC = ("press_conference", "social_post", "speech", "debate", "statement", "court_filing", "report")
"""Channels that are open to whoever listens."""
_MOST_STEPS = 100


class Copy(msgspec.Struct, frozen=True, kw_only=True):
    """Two captures that share paragraphs, proved by alignment.

    `spans` and `other_spans` are the shared places in their texts, in pairs. `origin` is the capture from which the
    other was copied, if that is known; `credited` the outlet that a page names for it.
    """

    capture: int
    other: int
    whole: bool = False
    spans: list[Span] = []
    other_spans: list[Span] = []
    origin: int | None = None
    credited: str | None = None


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """Where a page shows something: the statement, and the places in that page's text, in code points."""

    ref: str
    spans: list[Span] = []


class Tie(msgspec.Struct, frozen=True, kw_only=True):
    """Where an appearance has the words from, as far as the pages show it.

    `reason` is ``own`` (its page gives them on its own authority), ``copy``, ``cites`` (its page names another outlet
    as the way), ``credit`` (its page is credited to another), ``same_outlet`` (its outlet had them before), or
    ``unstated`` (they were given to one outlet, and the page does not say whence it has them). `of` is the appearance
    that it comes from, if the archive has it, and `outlet` the one that the page names. `why` says it in a sentence.
    """

    ref: str
    reason: Reason
    of: str | None = None
    outlet: str | None = None
    evidence: list[Evidence] = []
    why: str


class Origin(msgspec.Struct, frozen=True, kw_only=True):
    """One independent origin and all that comes from it.

    `outlet` is whose word it rests on; `first` the appearance in which that outlet itself has the words, None where
    the archive has no such page and only others name it. `refs` are the appearances that go back to it, in time.
    """

    outlet: str | None
    first: str | None
    refs: list[str]


class Origins(msgspec.Struct, frozen=True, kw_only=True):
    """An utterance's independent origins; `undetermined` are the appearances that do not show where they have it."""

    independent: int
    origins: list[Origin]
    undetermined: list[str]
    ties: list[Tie]


def origins(found: Sequence[Appearance], copies: Iterable[Copy] = ()) -> Origins:
    """Return the origins of an utterance that appears in `found`, in time, where `copies` are of their captures."""
    shared = _shared(found, copies)
    ties: list[Tie] = []
    for place, one in enumerate(found):
        tie = _copied(one, found, shared) or _cites(one, found) or _credited(one, found)
        ties.append(tie or _outlet_before(one, found[:place]) or _own(one))
    ties = [_open(one, tie, found, ties) for one, tie in zip(found, ties, strict=True)]
    return _collapsed(found, ties)


_Pairs = dict[int, list[tuple[int, Copy]]]


def _shared(found: Sequence[Appearance], copies: Iterable[Copy]) -> _Pairs:
    """Return the copies between captures of the appearances, by either of their captures."""
    captures = {one.page.capture for each in found for one in each.all}
    out: _Pairs = {}
    for copy in copies:
        if copy.capture in captures and copy.other in captures:
            out.setdefault(copy.capture, []).append((copy.other, copy))
            out.setdefault(copy.other, []).append((copy.capture, copy))
    return out


def _copied(one: Appearance, found: Sequence[Appearance], copies: _Pairs) -> Tie | None:
    """Tie an appearance to the one whose paragraph it stands in, word for word."""
    there = {theirs.page.capture: (other, theirs) for other in found for theirs in reversed(other.all)}
    fits = []
    for mine in one.all:
        for capture, copy in copies.get(mine.page.capture, ()):
            other, theirs = there[capture]
            if other.page.article == one.page.article or not _holds(copy, mine, theirs):
                continue
            if _came_after(mine, theirs, copy, one, other):
                fits.append((copy.origin == capture, other, mine, theirs, copy))
    if not fits:
        return None
    _, other, mine, theirs, copy = max(fits, key=lambda fit: fit[0])
    credit = copy.credited or mine.page.credit
    named = f", which its page credits to {credit}" if credit else ""
    return Tie(
        ref=one.ref,
        reason="copy",
        of=other.ref,
        outlet=credit,
        evidence=[
            Evidence(ref=mine.ref, spans=mine.content_spans),
            Evidence(ref=theirs.ref, spans=theirs.content_spans),
        ],
        why=f"It stands in a paragraph copied from {_who(other)}{named}.",
    )


def _holds(copy: Copy, mine: Occurrence, theirs: Occurrence) -> bool:
    """Say whether both occurrences stand in what two captures share."""
    spans, others = copy.spans, copy.other_spans
    if copy.capture != mine.page.capture:
        spans, others = others, spans
    return _covered(mine.content_spans, spans) and _covered(theirs.content_spans, others)


def _covered(content: Sequence[Span], shared: Sequence[Span]) -> bool:
    return bool(content) and all(any(a < end and start < b for start, end in shared) for a, b in content)


def _came_after(mine: Occurrence, theirs: Occurrence, copy: Copy, one: Appearance, other: Appearance) -> bool:
    if copy.origin is not None:
        return copy.origin == theirs.page.capture
    credit = mine.page.credit or copy.credited
    if credit is not None:
        if outlet_is(credit, theirs.page.outlet, theirs.page.url):
            return True
        if outlet_is(credit, mine.page.outlet, mine.page.url):
            return False
    return (known_by(other.when), other.page.capture) < (known_by(one.when), one.page.capture)


def _cites(one: Appearance, found: Sequence[Appearance]) -> Tie | None:
    """Tie an appearance to the outlet that its page names as the way; to its own if it names that nearest."""
    if any(_nearest_own(each) for each in one.all):
        return None
    cited = next(((each, stations) for each in one.all if (stations := _others(each))), None)
    if cited is None:
        return None
    each, stations = cited
    station = stations[1] if stations[0].kind == "broadcast" and len(stations) > 1 else stations[0]
    evidence = [Evidence(ref=each.ref, spans=[station.span] if station.span else [])]
    other = _has(station.name, one, found)
    there = "whose page is in this archive" if other else "of which this archive has no page with these words"
    return Tie(
        ref=one.ref,
        reason="cites",
        of=other.ref if other else None,
        outlet=station.name,
        evidence=evidence,
        why=f"Its page says that the words came by way of {station.name}, {there}.",
    )


def _others(one: Occurrence) -> list[Station]:
    return [station for station in one.via if not own_outlet(station.name, one.page.outlet, one.page.url)]


def _nearest_own(one: Occurrence) -> bool:
    """Say whether the page says that the words were given to its own outlet."""
    return bool(one.via) and own_outlet(one.via[0].name, one.page.outlet, one.page.url)


def _has(name: str, one: Appearance, found: Sequence[Appearance]) -> Appearance | None:
    """Return the first appearance of the outlet called so; one that is called so for short if no other is."""
    others = [other for other in found if other.page.article != one.page.article]
    for other in others:
        if outlet_is(name, other.page.outlet, other.page.url):
            return other
    short = [other for other in others if may_be_outlet(name, other.page.outlet)]
    alone = len({other.page.outlet for other in short}) == 1
    return short[0] if alone else None


def _credited(one: Appearance, found: Sequence[Appearance]) -> Tie | None:
    page = one.page
    if page.credit is None or own_outlet(page.credit, page.outlet, page.url):
        return None
    other = _has(page.credit, one, found)
    return Tie(
        ref=one.ref,
        reason="credit",
        of=other.ref if other else None,
        outlet=page.credit,
        evidence=[Evidence(ref=one.ref)],
        why=f"Its page is credited to {page.credit}.",
    )


def _outlet_before(one: Appearance, before: Sequence[Appearance]) -> Tie | None:
    for other in before:
        if one_outlet(one.page.outlet, one.page.url, other.page.outlet, other.page.url):
            return Tie(
                ref=one.ref,
                reason="same_outlet",
                of=other.ref,
                outlet=one.page.outlet,
                evidence=[Evidence(ref=other.ref, spans=other.occurrence.content_spans)],
                why=f"{_who(one)} had these words before{_headed(other)}.",
            )
    return None


def _own(one: Appearance) -> Tie:
    given = next((each for each in one.all if _nearest_own(each)), None)
    evidence = Evidence(ref=one.ref, spans=one.occurrence.source_spans)
    why = "Its page names no other outlet, and is no copy."
    if given is not None:
        station = given.via[0]
        evidence = Evidence(ref=given.ref, spans=[station.span] if station.span else [])
        why = f"Its page says that the words were given to {one.page.outlet or station.name} itself."
    return Tie(ref=one.ref, reason="own", outlet=one.page.outlet, evidence=[evidence], why=why)


def _open(one: Appearance, tie: Tie, found: Sequence[Appearance], ties: Sequence[Tie]) -> Tie:
    """Leave an appearance open that says nothing of its way, where others show that the words were given elsewhere."""
    if tie.reason != "own" or any(_nearest_own(each) for each in one.all):
        return tie
    before = [(other, theirs) for other, theirs in zip(found, ties, strict=True) if other.ref != one.ref]
    if any(each.channel in PUBLIC for each in one.all) or any(
        theirs.reason == "own" and any(each.channel in PUBLIC for each in other.all) for other, theirs in before
    ):
        return tie  # whoever listened could hear it
    for other, theirs in before:
        if (known_by(other.when), other.page.capture) > (known_by(one.when), one.page.capture):
            continue
        given = next((each for each in other.all if _nearest_own(each)), None)
        if given is not None and theirs.reason == "own":
            outlet, evidence = other.page.outlet or given.via[0].name, Evidence(ref=given.ref)
        elif theirs.reason == "cites" and theirs.outlet and not outlet_is(theirs.outlet, one.page.outlet, one.page.url):
            outlet, evidence = theirs.outlet, theirs.evidence[0]
        else:
            continue
        given_to = f"{_who(other)} says that these words were given to {outlet}"
        return Tie(
            ref=one.ref,
            reason="unstated",
            outlet=outlet,
            evidence=[evidence],
            why=f"{given_to}; this later page does not say where it has them.",
        )
    return tie


def _collapsed(found: Sequence[Appearance], ties: Sequence[Tie]) -> Origins:
    by_ref = {tie.ref: tie for tie in ties}
    groups: dict[str, list[Appearance]] = {}
    named: list[str] = []
    undetermined = []
    for one in found:
        root = _root(by_ref[one.ref], by_ref, named)
        if root is None:
            undetermined.append(one.ref)
        else:
            groups.setdefault(root, []).append(one)
    out = []
    for root, ones in groups.items():
        own = next((one for one in ones if f"ref:{one.ref}" == root), None)
        outlet = own.page.outlet if own else by_ref[_last(by_ref[ones[0].ref], by_ref)].outlet
        out.append(Origin(outlet=outlet, first=own.ref if own else None, refs=[one.ref for one in ones]))
    return Origins(independent=len(out), origins=out, undetermined=undetermined, ties=list(ties))


def _root(tie: Tie, by_ref: dict[str, Tie], named: list[str]) -> str | None:
    """Return what an appearance goes back to: an appearance, or an outlet that is only named; None if that is open.

    `named` are the outlets that are only named, as far as they were met: "AP" and "Associated Press" are one of them.
    """
    last = by_ref[_last(tie, by_ref)]
    if last.reason == "unstated":
        return None
    if last.reason in ("cites", "credit") and last.of is None:
        name = last.outlet or ""
        known = next((other for other in named if same_outlet(name, other)), None)
        if known is None:
            named.append(name)
        return f"outlet:{known or name}"
    return f"ref:{last.ref}"


def _last(tie: Tie, by_ref: dict[str, Tie]) -> str:
    """Follow ties to their end; pages that name each other end at the one that has the least ref."""
    seen = [tie.ref]
    while tie.of is not None and len(seen) < _MOST_STEPS:
        if tie.of in seen:
            return min(seen[seen.index(tie.of) :])
        tie = by_ref[tie.of]
        seen.append(tie.ref)
    return tie.ref


def _headed(one: Appearance) -> str:
    return f", in “{one.page.headline}”" if one.page.headline else ""


def _who(one: Appearance) -> str:
    return one.page.outlet or one.page.url or one.page.sha256[:12]


def first_of(found: Sequence[Appearance], made: Origins) -> tuple[Appearance | None, list[Appearance]]:
    """Return the first known appearance, and the others that may be as early by all that is stated.

    What comes from the first cannot be before it, whatever its page leaves out.
    """
    if not found:
        return None, []
    first = found[0]
    ties = {tie.ref: tie for tie in made.ties}
    rivals = []
    for one in found[1:]:
        tie, seen = ties[one.ref], {one.ref}
        while tie.of is not None and tie.of not in seen:
            seen.add(tie.of)
            tie = ties[tie.of]
        if first.ref not in seen and may_precede(one.when, first.when):
            rivals.append(one)
    return first, rivals
