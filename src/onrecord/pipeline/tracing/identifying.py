"""Who is the same person or body across captures."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection, delete, select

from onrecord.pipeline.tracing.run import Left, Run
from onrecord.reading.model import Reading, Statement
from onrecord.record import tables
from onrecord.record.names import key
from onrecord.record.stories import identities as rows
from onrecord.record.stories import identity_pairs, judgements, members
from onrecord.record.stories.identity_pairs import Compared
from onrecord.record.stories.members import Member
from onrecord.record.views import day_of, outlet_of
from onrecord.story.identities import Comparison, Seen, Value, compare, of_note, tell
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
        those = []
        for number, seen in told.items():
            one = msgspec.structs.replace(seen, article=article)
            those.append((member_of(reading.capture.sha256, number, one, said.get(number, [])), one))
        run.look_ahead(those)
        for member, one in those:
            place(run, member, one)
    run.done()


def member_of(sha256: str, number: str, seen: Seen, statements: Sequence[tuple[int, str, str]]) -> Member:
    """Return what a capture tells of someone as it is kept."""
    return Member(
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


def place(run: Run, member: Member, seen: Seen) -> int:
    """Find out who a capture's person or body is, keep it, and return the identity.

    Where it may be several, it is none of them.
    """
    connection, here = run.connection, run.here(member.capture_id)
    forced, barred = _judged(run, member)
    those = run.candidates(member, seen, forced)
    choices: list[_Choice] = []
    for identity_id, theirs in run.near(those, member.day).items():
        found = compare([seen], theirs, rarity=run.rarity)
        if found.verdict != "apart":
            choices.append(_kept_apart(_Choice(identity_id, found, those[identity_id]), here, barred))
    if forced is not None and forced not in here:
        chosen: int | None = forced
        why: list[Value] = [_by_judgement("A person judged them to be the same.")]
    else:
        choices = [_of_note(run, one, choices) for one in choices]
        best = _best(run, choices)
        chosen = best.identity_id if best else None
        why = best.found.values if best else []
    known = chosen is not None
    if chosen is None:
        left = run.left.get((member.type, member.key), [])
        before = next((one for one in left if not run.articles([one]).get(one, 1)), None)
        chosen = run.found(member) if before is None else before
    run.attach(chosen, member, seen, _encode(why).decode())
    _remember(connection, chosen, choices)
    return _join_more(run, chosen) if known else chosen


def _latest(run: Run, identity_id: int, articles: Mapping[int, int]) -> list[Seen]:
    return run.near({identity_id: articles.get(identity_id, 0)}, None).get(identity_id, [])


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


def _of_note(run: Run, one: _Choice, choices: Sequence[_Choice]) -> _Choice:
    """Return a comparison with what it says that the identity is on many captures, and no other of its name is."""
    found = of_note(one.found, one.articles)
    if found is one.found or _crowded(one, choices):
        return one
    others = run.articles(identity_pairs.pairs_of(run.connection, one.identity_id, "conflict", _NEWLY))
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


def _best(run: Run, choices: Sequence[_Choice]) -> _Choice | None:
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
    return None if _in_conflict(run, one, other) else same[0]


def _in_conflict(run: Run, left: int, right: int) -> bool:
    if right in identity_pairs.pairs_of(run.connection, left, "conflict", 1000):
        return True
    pages = run.articles((left, right))
    found = compare(_latest(run, left, pages), _latest(run, right, pages))
    if found.verdict in ("conflict", "apart"):
        return True
    run.write()
    return rows.share_a_capture(run.connection, left, right) is not None


def _remember(connection: Connection, identity_id: int, choices: Sequence[_Choice]) -> None:
    """Keep those of like names that it was not taken for."""
    ranked = sorted(choices, key=lambda one: (-one.found.points, one.identity_id))
    compared = [
        Compared(
            other, "conflict" if found.verdict == "conflict" else "maybe", found.points, _encode(found.values).decode()
        )
        for other, found, _ in ranked[: identity_pairs.PAIRS]
        if other != identity_id
    ]
    identity_pairs.put_pairs(connection, identity_id, compared)


def _join_more(run: Run, identity_id: int) -> int:
    """Join an identity that got a member with others that it may be, if that decides it; return what it is now."""
    connection = run.connection
    others = identity_pairs.likeliest(connection, identity_id, _NEWLY)
    if not others:
        return identity_id
    pages = run.articles((identity_id, *others))
    mine = _latest(run, identity_id, pages)
    for other, points in others.items():
        theirs = _latest(run, other, pages)
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
            run.write()
            apart = rows.share_a_capture(connection, identity_id, other) is not None
            if found.verdict == "same" and not apart and not _rivals(connection, identity_id, other):
                both = identity_id, other
                identity_id = rows.join(connection, *both, _encode(found.values).decode())
                run.joined(both, identity_id)
                pages[identity_id] = sum(pages[one] for one in both)
                mine = _latest(run, identity_id, pages)
                continue
        if apart or found.points != points:
            kind, why = "conflict" if apart else "maybe", _encode(found.values).decode()
            identity_pairs.put_pairs(connection, identity_id, [Compared(other, kind, found.points, why)])
    return identity_id


def _decided(run: Run, both: tuple[int, int], found: Comparison, most: int) -> Comparison:
    """Return what came of comparing two, where others of the name are known to be apart, or none is; `most` is on how
    many captures the better known is.
    """
    connection = run.connection
    against = {one for each in both for one in identity_pairs.pairs_of(connection, each, "conflict", _NEWLY)}
    if not any(count * _FEW >= most for count in run.articles(against).values()):
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


def _judged(run: Run, member: Member) -> tuple[int | None, set[int]]:
    """Return the identity that people judged a member to be, the latest judgement first, and those it is not."""
    forced: int | None = None
    barred: set[int] = set()
    for rule in run.rules(member.capture_id):
        if rule.type != member.type:
            continue
        for mine, theirs in ((rule.left, rule.right), (rule.right, rule.left)):
            if mine != judgements.Anchor(member.capture_id, member.key):
                continue
            run.write()
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
    for one in members.of_capture(connection, capture_id):
        seen = _seen(one.seen)
        members.detach(connection, capture_id, one.number, keys_of(seen))
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
