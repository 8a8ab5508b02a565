"""Who is the same person or body across captures."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection, delete, select

from onrecord.reading.model import Reading, Statement
from onrecord.record import tables
from onrecord.record.names import key
from onrecord.record.stories import identities as rows
from onrecord.record.stories import identity_pairs, judgements, namesakes
from onrecord.record.views import day_of, outlet_of
from onrecord.story.identities import Comparison, Seen, Value, compare, may_be, of_note, tell
from onrecord.story.identities.bodies import body_keys
from onrecord.story.identities.people import keys as person_keys
from onrecord.text.spans import Span

_MARGIN = 1.0
"""Points by which the best of several has to lead, where it may be several."""
_NEWLY = 4
"""Others of like names that an identity is compared with anew when it gets a member."""
_FEW = 20
"""Of captures with one of two who have a name, the part that is too little to make it a name of several."""
_EXACT = ("same", "known")
_encode = msgspec.json.Encoder().encode
_seen = msgspec.json.Decoder(Seen).decode


Left = Mapping[tuple[str, str], Sequence[int]]
"""Identities by type and folded name; several where namesakes lost their members together."""


class Run:
    """What is known while the people and bodies of one capture, or of some identities, find their places.

    `left` has identities that lost members, by type and folded name: a new one of that name takes the place of one
    that has none any more. `here` are those that the capture names already, `touched` those that changed.
    """

    def __init__(self, connection: Connection, left: Left | None = None) -> None:
        self.connection = connection
        self.left = left or {}
        self.rarity: dict[str, int] = {}
        self.touched: set[int] = {one for each in self.left.values() for one in each}
        self._rules: dict[int, list[judgements.Rule]] = {}
        self._here: dict[int, set[int]] = {}

    def names(self, seen: Iterable[Seen]) -> None:
        """Look up how rare the names are that stand beside someone."""
        wanted = {name.removeprefix("b:") for one in seen for name in one.beside} - self.rarity.keys()
        self.rarity |= dict.fromkeys(wanted, 0) | namesakes.rarity(self.connection, sorted(wanted))

    def rules(self, capture_id: int) -> list[judgements.Rule]:
        """Return what people judged of whom a capture names."""
        if capture_id not in self._rules:
            self._rules[capture_id] = judgements.rules(self.connection, capture_id)
        return self._rules[capture_id]

    def here(self, capture_id: int) -> set[int]:
        """Return the identities that a capture names so far."""
        if capture_id not in self._here:
            self._here[capture_id] = {one.identity_id for one in rows.of_capture(self.connection, capture_id)}
        return self._here[capture_id]

    def joined(self, both: tuple[int, int], now: int) -> None:
        """Take note that two identities are one."""
        self.touched.add(now)
        for here in self._here.values():
            if here & set(both):
                here.add(now)

    def done(self) -> None:
        """Bring the identities that changed up to date, and take away those that have nobody left."""
        rows.refresh(self.connection, self.touched)
        rows.prune(self.connection, self.touched)


class _Choice(NamedTuple):
    """Somebody compared with an identity that is on so many captures."""

    identity_id: int
    found: Comparison
    articles: int


def update(connection: Connection, capture_id: int, reading: Reading | None) -> None:
    """Compare a capture's article with the others, anew; None where it is no article any more."""
    run = Run(connection, _drop(connection, capture_id))
    if reading is not None:
        article = _article(connection, capture_id)
        told = tell(reading, capture=capture_id, day=day_of(reading), outlet=outlet_of(reading))
        said = statements_by(connection, capture_id, reading, set(told))
        run.names(told.values())
        for number, seen in told.items():
            one = msgspec.structs.replace(seen, article=article)
            place(run, member_of(reading.capture.sha256, number, one, said.get(number, [])), one)
    run.done()


def member_of(sha256: str, number: str, seen: Seen, statements: Sequence[tuple[int, str, str]]) -> rows.Member:
    """Return what a capture tells of someone as it is kept."""
    return rows.Member(
        capture_id=seen.capture,
        sha256=sha256,
        number=number,
        type=seen.type,
        key=key(seen.name),
        name=seen.name,
        day=seen.day,
        seen=_encode(seen).decode(),
        keys=keys_of(seen),
        names=_spelled(seen),
        statements=statements,
    )


def keys_of(seen: Seen) -> list[str]:
    """Return the keys by which someone is found."""
    return person_keys(seen.names) if seen.type == "person" else body_keys(seen.names)


def _spelled(seen: Seen) -> dict[str, str]:
    """Return the spelling of each name by its key."""
    out: dict[str, str] = {}
    for name in seen.names:
        for one in person_keys([name]) if seen.type == "person" else body_keys([name]):
            if one.startswith("n:"):
                out.setdefault(one, name)
    return out


def place(run: Run, member: rows.Member, seen: Seen) -> int:
    """Find out who a capture's person or body is, keep it, and return the identity.

    Where it may be several, it is none of them.
    """
    connection, here = run.connection, run.here(member.capture_id)
    forced, barred = _judged(run, member)
    those = namesakes.candidates(connection, member.keys, member.type)
    those.pop(forced or 0, None)
    those = _of_like_names(connection, those, seen)
    choices: list[_Choice] = []
    for identity_id, theirs in _members(connection, those, member.day).items():
        found = compare([seen], theirs, rarity=run.rarity)
        if found.verdict != "apart":
            choices.append(_kept_apart(_Choice(identity_id, found, those[identity_id]), here, barred))
    if forced is not None and forced not in here:
        chosen: int | None = forced
        why: list[Value] = [_by_judgement("A person judged them to be the same.")]
    else:
        choices = [_of_note(connection, one, choices) for one in choices]
        best = _best(connection, choices)
        chosen = best.identity_id if best else None
        why = best.found.values if best else []
    known = chosen is not None
    if chosen is None:
        left = run.left.get((member.type, member.key), [])
        before = next((one for one in left if _empty(connection, one)), None)
        chosen = rows.found(connection, member) if before is None else before
    rows.attach(connection, chosen, member, _encode(why).decode())
    _remember(connection, chosen, choices)
    if known:
        chosen = _join_more(run, chosen)
    here.add(chosen)
    run.touched.add(chosen)
    return chosen


def _of_like_names(connection: Connection, those: dict[int, int], seen: Seen) -> dict[int, int]:
    """Return those identities whose names agree with somebody's in some way: most that sound alike do not."""
    named = namesakes.names_of(connection, those)
    return {
        one: articles
        for one, articles in those.items()
        if one in named and may_be([seen], [Seen(type=seen.type, names=named[one])])
    }


def _members(connection: Connection, those: Mapping[int, int], day: str | None) -> dict[int, list[Seen]]:
    near = namesakes.members_near(connection, those, day)
    return {identity_id: [_seen(one) for one in near[identity_id]] for identity_id in those if near[identity_id]}


def _latest(connection: Connection, identity_id: int) -> list[Seen]:
    articles = connection.execute(
        select(tables.identity.c.articles).where(tables.identity.c.id == identity_id)
    ).scalar()
    return _members(connection, {identity_id: int(articles or 0)}, None).get(identity_id, [])


def _empty(connection: Connection, identity_id: int) -> bool:
    one = tables.identity.c
    return connection.execute(select(one.articles).where(one.id == identity_id)).scalar() == 0


def _kept_apart(choice: _Choice, here: set[int], barred: set[int]) -> _Choice:
    """Return a comparison with what stands against it besides the values themselves."""
    if choice.identity_id in barred:
        reason = _by_judgement("A person judged them to be different.", against=True)
        return choice._replace(found=_conflict(choice.found, reason))
    if choice.identity_id in here:
        said = "One page names both, and tells them apart."
        reason = Value(feature="page", left="", right="", verdict="against", said=said)
        return choice._replace(found=_conflict(choice.found, reason))
    return choice


def _of_note(connection: Connection, one: _Choice, choices: Sequence[_Choice]) -> _Choice:
    """Return a comparison with what it says that the identity is on many captures, and no other of its name is."""
    found = of_note(one.found, one.articles)
    if found is one.found or _crowded(one, choices):
        return one
    apart = identity_pairs.pairs_of(connection, one.identity_id, "conflict", _NEWLY)
    others = namesakes.articles_of(connection, apart)
    return one if any(count * _FEW >= one.articles for count in others.values()) else one._replace(found=found)


def _crowded(one: _Choice, choices: Sequence[_Choice]) -> bool:
    """Whether another of the same name is known to be apart, and not on a few captures only beside it: what is read
    wrongly once makes nobody two.
    """
    return any(
        each.found.verdict == "conflict" and each.found.likeness in _EXACT and each.articles * _FEW >= one.articles
        for each in choices
    )


def _conflict(found: Comparison, reason: Value) -> Comparison:
    return msgspec.structs.replace(found, verdict="conflict", values=[*found.values, reason])


def _by_judgement(said: str, *, against: bool = False) -> Value:
    return Value(feature="judgement", left="", right="", verdict="against" if against else "for", said=said)


def _best(connection: Connection, choices: Sequence[_Choice]) -> _Choice | None:
    """Return the one that it is, if there is one only."""
    same = [
        one
        for one in choices
        if one.found.verdict == "same"
        and (not one.found.needed or one.found.points >= one.found.needed + (1.0 if _crowded(one, choices) else 0.0))
    ]
    same.sort(key=lambda one: (-one.found.points, one.identity_id))
    if len(same) < 2 or same[0].found.points - same[1].found.points >= _MARGIN:
        return same[0] if same else None
    one, other = same[0].identity_id, same[1].identity_id
    return None if _in_conflict(connection, one, other) else same[0]


def _in_conflict(connection: Connection, left: int, right: int) -> bool:
    if right in identity_pairs.pairs_of(connection, left, "conflict", 1000):
        return True
    found = compare(_latest(connection, left), _latest(connection, right))
    return found.verdict in ("conflict", "apart") or rows.share_a_capture(connection, left, right) is not None


def _remember(connection: Connection, identity_id: int, choices: Sequence[_Choice]) -> None:
    """Keep those of like names that it was not taken for."""
    ranked = sorted(choices, key=lambda one: (-one.found.points, one.identity_id))
    for other, found, _ in ranked[: identity_pairs.PAIRS]:
        if other != identity_id:
            verdict = "conflict" if found.verdict == "conflict" else "maybe"
            identity_pairs.put_pair(
                connection, identity_id, other, verdict, found.points, _encode(found.values).decode()
            )


def _join_more(run: Run, identity_id: int) -> int:
    """Join an identity that got a member with others that it may be, if that decides it; return what it is now."""
    connection = run.connection
    others = identity_pairs.likeliest(connection, identity_id, _NEWLY)
    if not others:
        return identity_id
    pages = namesakes.articles_of(connection, (identity_id, *others))
    mine = _members(connection, {identity_id: pages.get(identity_id, 0)}, None).get(identity_id, [])
    for other, points in others.items():
        theirs = _members(connection, {other: pages.get(other, 0)}, None).get(other, [])
        if not mine or not theirs:
            continue
        run.names([*mine[:4], *theirs[:4]])
        found = compare(mine, theirs, rarity=run.rarity)
        if found.verdict == "apart":
            identity_pairs.drop_pair(connection, identity_id, other)
            continue
        most = max(pages[identity_id], pages[other])
        apart = found.verdict == "conflict"
        if of_note(found, most).verdict == "same":
            found = _decided(run, (identity_id, other), found, most)
            apart = rows.share_a_capture(connection, identity_id, other) is not None
            if found.verdict == "same" and not apart and not _rivals(connection, identity_id, other):
                both = identity_id, other
                identity_id = rows.join(connection, *both, _encode(found.values).decode())
                run.joined(both, identity_id)
                pages[identity_id] = sum(pages[one] for one in both)
                mine = _latest(connection, identity_id)
                continue
        if apart or found.points != points:
            kind, why = "conflict" if apart else "maybe", _encode(found.values).decode()
            identity_pairs.put_pair(connection, identity_id, other, kind, found.points, why)
    return identity_id


def _decided(run: Run, both: tuple[int, int], found: Comparison, most: int) -> Comparison:
    """Return what came of comparing two, where others of the name are known to be apart, or none is; `most` is on how
    many captures the better known is.
    """
    connection = run.connection
    against = {one for each in both for one in identity_pairs.pairs_of(connection, each, "conflict", _NEWLY)}
    if not any(count * _FEW >= most for count in namesakes.articles_of(connection, against).values()):
        return of_note(found, most)
    needed = found.needed + 1.0 if found.needed else found.needed
    return msgspec.structs.replace(found, verdict="same" if found.points >= needed else "maybe", needed=needed)


def _rivals(connection: Connection, left: int, right: int) -> bool:
    """Whether what keeps one of two from a third would be broken by joining them."""
    mine = set(identity_pairs.pairs_of(connection, left, "conflict", 1000))
    theirs = set(identity_pairs.pairs_of(connection, right, "conflict", 1000))
    return right in mine or left in theirs or judged_apart(connection, left, right)


def judged_apart(connection: Connection, left: int, right: int) -> bool:
    """Whether people judged that somebody of one identity is not somebody of the other."""
    return any(rule.verdict == "different" for rule in judgements.between(connection, left, right))


def _judged(run: Run, member: rows.Member) -> tuple[int | None, set[int]]:
    """Return the identity that people judged a member to be, the latest judgement first, and those it is not."""
    forced: int | None = None
    barred: set[int] = set()
    for rule in run.rules(member.capture_id):
        if rule.type != member.type:
            continue
        for mine, theirs in ((rule.left, rule.right), (rule.right, rule.left)):
            if mine != judgements.Anchor(member.capture_id, member.key):
                continue
            other = judgements.whose(run.connection, theirs, rule.type)
            if other is None:
                continue
            if rule.verdict == "same":
                forced = other
                barred.discard(other)
            else:
                barred.add(other)
                forced = None if forced == other else forced
    return forced, barred


def _drop(connection: Connection, capture_id: int) -> Left:
    """Take away what a capture tells, and return which identity each was of, by type and folded name."""
    left: dict[tuple[str, str], list[int]] = {}
    for one in rows.of_capture(connection, capture_id):
        seen = _seen(one.seen)
        rows.detach(connection, capture_id, one.number, keys_of(seen))
        left.setdefault((seen.type, one.key), []).append(one.identity_id)
    said = tables.identity_statement.c.statement_id
    mine = select(tables.statement.c.id).where(tables.statement.c.capture_id == capture_id)
    connection.execute(delete(tables.identity_statement).where(said.in_(mine)))
    return left


def _article(connection: Connection, capture_id: int) -> int | None:
    one = tables.edition.c
    found = connection.execute(select(one.article).where(one.capture_id == capture_id)).scalar()
    return None if found is None else int(found)


def statements_by(
    connection: Connection, capture_id: int, reading: Reading, ours: set[str]
) -> dict[str, list[tuple[int, str, str]]]:
    """Return, for each entity that is told of, the statements it makes and those whose content names it."""
    one = tables.statement.c
    ids = {
        str(number): int(id)
        for id, number in connection.execute(select(one.id, one.number).where(one.capture_id == capture_id))
    }
    names = {entity.id: key(entity.name) for entity in reading.entities}
    spots = sorted((m.span, entity.id) for entity in reading.entities if entity.id in ours for m in entity.mentions)
    out: dict[str, list[tuple[int, str, str]]] = {}
    for statement in (*reading.statements, *reading.nested):
        id = ids.get(statement.id)
        if id is None:
            continue
        speakers = _speakers(statement)
        for number in speakers & ours:
            out.setdefault(number, []).append((id, "speaker", names[number]))
        for number in _named_in(statement.content, spots) - speakers:
            out.setdefault(number, []).append((id, "about", names[number]))
    return out


def _speakers(statement: Statement) -> set[str]:
    if statement.speaker is None or statement.speaker.name is None:
        return set()
    joint = {one.entity for one in statement.speaker.joint}
    return {one for one in (statement.speaker.entity, *joint) if one}


def _named_in(spans: Sequence[Span], spots: Sequence[tuple[Span, str]]) -> set[str]:
    """Return who is mentioned inside `spans`; `spots` are in order."""
    out: set[str] = set()
    for start, end in spans:
        at = bisect_left(spots, ((start, start), ""))
        while at < len(spots) and spots[at][0][0] < end:
            if spots[at][0][1] <= end:
                out.add(spots[at][1])
            at += 1
    return out
