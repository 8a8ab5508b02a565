"""Who is the same person or body across captures."""

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection, delete, select

from onrecord.reading.model import Reading, Statement
from onrecord.record import tables
from onrecord.record.names import key
from onrecord.record.stories import identities as rows
from onrecord.record.stories import judgements
from onrecord.record.views import day_of, outlet_of
from onrecord.story.identities import Comparison, Seen, Value, compare, tell
from onrecord.story.identities.bodies import body_keys
from onrecord.story.identities.people import keys as person_keys
from onrecord.text.spans import Span

_MARGIN = 1.0
"""Points by which the best of several has to lead, where it may be several."""
_NEWLY = 4
"""Others of like names that an identity is compared with anew when it gets a member."""
_EXACT = ("same", "known")
_encode = msgspec.json.Encoder().encode
_seen = msgspec.json.Decoder(Seen).decode


class _Choice(NamedTuple):
    identity_id: int
    found: Comparison


def update(connection: Connection, capture_id: int, reading: Reading | None) -> None:
    """Compare a capture's article with the others, anew; None where it is no article any more."""
    left = _drop(connection, capture_id)
    if reading is not None:
        article = _article(connection, capture_id)
        told = tell(reading, capture=capture_id, day=day_of(reading), outlet=outlet_of(reading))
        said = _statements(connection, capture_id, reading, set(told))
        for number, seen in told.items():
            one = msgspec.structs.replace(seen, article=article)
            place(connection, member_of(capture_id, number, one, said.get(number, [])), one, left)
    rows.prune(connection, left.values())


def member_of(capture_id: int, number: str, seen: Seen, statements: Sequence[tuple[int, str, str]]) -> rows.Member:
    """Return what a capture tells of someone as it is kept."""
    return rows.Member(
        capture_id=capture_id,
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


def place(connection: Connection, member: rows.Member, seen: Seen, left: dict[tuple[str, str], int]) -> int:
    """Find out who a capture's person or body is, keep it, and return the identity.

    `left` has identities that have no members any more, by type and folded name: a new one takes the place of the one
    it was. Where it may be several, it is none of them.
    """
    forced, barred = _judged(connection, member)
    here = {one.identity_id for one in rows.of_capture(connection, member.capture_id)}
    found = [one for one in rows.candidates(connection, member.keys, member.type) if one != forced]
    rarity = rows.rarity(connection, [name.removeprefix("b:") for name in seen.beside])
    choices: list[_Choice] = []
    for identity_id in found:
        theirs = _members(connection, identity_id, member.day)
        if theirs:
            choices.append(_Choice(identity_id, compare([seen], theirs, rarity=rarity)))
    choices = [_kept_apart(one, here, barred) for one in choices if one.found.verdict != "apart"]
    if forced is not None and forced not in here:
        chosen: int | None = forced
        why: list[Value] = [_by_judgement("A person judged them to be the same.")]
    else:
        best = _best(connection, choices)
        chosen = best.identity_id if best else None
        why = best.found.values if best else []
    if chosen is None:
        before = left.get((member.type, member.key))
        chosen = before if before is not None and _empty(connection, before) else rows.found(connection, member)
    rows.attach(connection, chosen, member, _encode(why).decode())
    _remember(connection, chosen, choices)
    return _join_more(connection, chosen)


def _members(connection: Connection, identity_id: int, day: str | None) -> list[Seen]:
    return [_seen(one) for one in rows.members_near(connection, identity_id, day)]


def _empty(connection: Connection, identity_id: int) -> bool:
    one = tables.identity.c
    return connection.execute(select(one.articles).where(one.id == identity_id)).scalar() == 0


def _kept_apart(choice: _Choice, here: set[int], barred: set[int]) -> _Choice:
    """Return a comparison with what stands against it besides the values themselves."""
    if choice.identity_id in barred:
        reason = _by_judgement("A person judged them to be different.", against=True)
        return _Choice(choice.identity_id, _conflict(choice.found, reason))
    if choice.identity_id in here:
        said = "One page names both, and tells them apart."
        reason = Value(feature="page", left="", right="", verdict="against", said=said)
        return _Choice(choice.identity_id, _conflict(choice.found, reason))
    return choice


def _conflict(found: Comparison, reason: Value) -> Comparison:
    return msgspec.structs.replace(found, verdict="conflict", values=[*found.values, reason])


def _by_judgement(said: str, *, against: bool = False) -> Value:
    return Value(feature="judgement", left="", right="", verdict="against" if against else "for", said=said)


def _best(connection: Connection, choices: Sequence[_Choice]) -> _Choice | None:
    """Return the one that it is, if there is one only."""
    crowded = any(one.found.verdict == "conflict" and one.found.likeness in _EXACT for one in choices)
    more = 1.0 if crowded else 0.0
    same = [
        one
        for one in choices
        if one.found.verdict == "same" and (not one.found.needed or one.found.points >= one.found.needed + more)
    ]
    same.sort(key=lambda one: (-one.found.points, one.identity_id))
    if len(same) < 2 or same[0].found.points - same[1].found.points >= _MARGIN:
        return same[0] if same else None
    one, other = same[0].identity_id, same[1].identity_id
    return None if _in_conflict(connection, one, other) else same[0]


def _in_conflict(connection: Connection, left: int, right: int) -> bool:
    if right in rows.pairs_of(connection, left, "conflict", 1000):
        return True
    found = compare(_members(connection, left, None), _members(connection, right, None))
    return found.verdict in ("conflict", "apart") or rows.share_a_capture(connection, left, right) is not None


def _remember(connection: Connection, identity_id: int, choices: Sequence[_Choice]) -> None:
    """Keep those of like names that it was not taken for."""
    ranked = sorted(choices, key=lambda one: (-one.found.points, one.identity_id))
    for other, found in ranked[: rows.PAIRS]:
        if other != identity_id:
            verdict = "conflict" if found.verdict == "conflict" else "maybe"
            rows.put_pair(connection, identity_id, other, verdict, found.points, _encode(found.values).decode())


def _join_more(connection: Connection, identity_id: int) -> int:
    """Join an identity that got a member with others that it may be, if that decides it; return what it is now."""
    for other in rows.pairs_of(connection, identity_id, "maybe", _NEWLY):
        mine, theirs = _members(connection, identity_id, None), _members(connection, other, None)
        names = {name.removeprefix("b:") for one in mine for name in one.beside}
        rarity = rows.rarity(connection, sorted(names)[:64])
        crowded = any(rows.pairs_of(connection, one, "conflict", 1) for one in (identity_id, other))
        found = compare(mine, theirs, rarity=rarity, crowded=crowded)
        why = _encode(found.values).decode()
        apart = rows.share_a_capture(connection, identity_id, other) is not None
        if found.verdict == "same" and not apart and not _rivals(connection, identity_id, other):
            identity_id = rows.join(connection, identity_id, other, why)
        elif found.verdict in ("maybe", "conflict", "same"):
            kind = "conflict" if found.verdict == "conflict" or apart else "maybe"
            rows.put_pair(connection, identity_id, other, kind, found.points, why)
        else:
            rows.drop_pair(connection, identity_id, other)
    return identity_id


def _rivals(connection: Connection, left: int, right: int) -> bool:
    """Whether what keeps one of two from a third would be broken by joining them."""
    mine = set(rows.pairs_of(connection, left, "conflict", 1000))
    theirs = set(rows.pairs_of(connection, right, "conflict", 1000))
    return right in mine or left in theirs or judged_apart(connection, left, right)


def judged_apart(connection: Connection, left: int, right: int) -> bool:
    """Whether people judged that somebody of one identity is not somebody of the other."""
    return any(rule.verdict == "different" for rule in judgements.between(connection, left, right))


def _judged(connection: Connection, member: rows.Member) -> tuple[int | None, set[int]]:
    """Return the identity that people judged a member to be, the latest judgement first, and those it is not."""
    forced: int | None = None
    barred: set[int] = set()
    for rule in judgements.rules(connection, member.capture_id):
        if rule.type != member.type:
            continue
        for mine, theirs in ((rule.left, rule.right), (rule.right, rule.left)):
            if mine != judgements.Anchor(member.capture_id, member.key):
                continue
            other = judgements.whose(connection, theirs, rule.type)
            if other is None:
                continue
            if rule.verdict == "same":
                forced = other
                barred.discard(other)
            else:
                barred.add(other)
                forced = None if forced == other else forced
    return forced, barred


def _drop(connection: Connection, capture_id: int) -> dict[tuple[str, str], int]:
    """Take away what a capture tells, and return which identity each was of, by type and folded name."""
    left: dict[tuple[str, str], int] = {}
    for one in rows.of_capture(connection, capture_id):
        seen = _seen(one.seen)
        rows.detach(connection, capture_id, one.number, keys_of(seen))
        left[seen.type, one.key] = one.identity_id
    said = tables.identity_statement.c.statement_id
    mine = select(tables.statement.c.id).where(tables.statement.c.capture_id == capture_id)
    connection.execute(delete(tables.identity_statement).where(said.in_(mine)))
    return left


def _article(connection: Connection, capture_id: int) -> int | None:
    one = tables.edition.c
    found = connection.execute(select(one.article).where(one.capture_id == capture_id)).scalar()
    return None if found is None else int(found)


def _statements(
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
