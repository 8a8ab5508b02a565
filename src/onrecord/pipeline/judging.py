"""What people judge of who is the same: kept, applied at once, and undone; nothing that was kept is ever changed."""

from typing import Literal

import msgspec
from sqlalchemy import Connection, select

from onrecord.pipeline.tracing import identifying
from onrecord.pipeline.tracing.run import Run
from onrecord.record import tables
from onrecord.record.captures import find_capture
from onrecord.record.correcting import BY_LENGTH, WHY_LENGTH
from onrecord.record.lookup.identities import id_of
from onrecord.record.lookup.pairs import Judgement, judgement_of
from onrecord.record.model import ArchiveError, NotFoundError
from onrecord.record.opening import Archive
from onrecord.record.stories import identities as rows
from onrecord.record.stories import identity_pairs, judgements, members
from onrecord.record.stories.judgements import Anchor
from onrecord.story.identities import Seen, Value

_AGAIN = 1_000
"""Captures of an identity that are sorted anew when people part it; of a greater one only whom they named moves."""
_seen = msgspec.json.Decoder(Seen).decode


def judge(
    archive: Archive, left: str, right: str, verdict: Literal["same", "different"], *, by: str, why: str
) -> Judgement:
    """Keep that two are the same, or different, and show it from now on.

    `left` and `right` are refs of identities, or ``REF@ARTICLE`` for whom that article (the first digits of its
    sha256) takes for one: so somebody is parted from an identity. Raises `ArchiveError` for what makes no sense, and
    where the opposite was judged before and is not undone.
    """
    by, why = _signed(by, why)
    with archive.writing() as connection:
        (one, mine), (other, theirs) = _side(connection, left), _side(connection, right)
        if verdict == "same" and one == other:
            raise ArchiveError("They are the same already.")
        if mine == theirs:
            raise ArchiveError("One cannot be compared with itself: name another person, or another article.")
        type = _type(connection, one)
        if _type(connection, other) != type:
            raise ArchiveError("A person and a body cannot be the same; correct what the article's entity is instead.")
        if verdict == "different" and one != other and identifying.judged_apart(connection, one, other):
            raise ArchiveError("They were judged to be different already.")
        if verdict == "same" and identifying.judged_apart(connection, one, other):
            raise ArchiveError("They were judged to be different before; undo that first (onrecord judgements).")
        if verdict == "different":
            _no_contradiction(connection, mine, theirs, type)
        number = judgements.add(connection, verdict, type, mine, theirs, by=by, why=why)
        if verdict == "same":
            said = f"{by} judged them to be the same: {why}"
            value = Value(feature="judgement", left="", right="", verdict="for", said=said)
            rows.join(connection, one, other, msgspec.json.encode([value]).decode())
        elif one == other:
            _sort(connection, [one], (mine, theirs))
        else:
            said = f"{by} judged them to be different: {why}"
            value = Value(feature="judgement", left="", right="", verdict="against", said=said)
            apart = identity_pairs.Compared(other, "conflict", 0.0, msgspec.json.encode([value]).decode())
            identity_pairs.put_pairs(connection, one, [apart])
        return judgement_of(connection, number)


def undo(archive: Archive, id: int, *, by: str, why: str) -> Judgement:
    """Undo a judgement from now on, and return the row that does it; whom it was about is compared anew.

    Raises `NotFoundError` if there is none, and `ArchiveError` if it is undone already.
    """
    by, why = _signed(by, why)
    with archive.writing() as connection:
        rule = judgements.rule(connection, id)
        if rule is None:
            there = connection.execute(select(tables.judgement.c.id).where(tables.judgement.c.id == id)).first()
            if there is None:
                raise NotFoundError(f"There is no judgement {id} in this archive.")
            raise ArchiveError(f"Judgement {id} is an undoing, or undone already.")
        number = judgements.undo(connection, id, by=by, why=why)
        about = [judgements.whose(connection, side, rule.type) for side in (rule.left, rule.right)]
        ids = sorted({one for one in about if one is not None})
        if len(ids) == 2:
            identity_pairs.drop_pair(connection, *ids)
        _sort(connection, ids, (rule.left, rule.right))
        return judgement_of(connection, number)


def _side(connection: Connection, name: str) -> tuple[int, Anchor]:
    """Return an identity and by whom in which capture it is meant: its first one, unless an article is named."""
    ref, at, article = name.partition("@")
    identity_id = id_of(connection, ref.strip())
    member = tables.identity_member.c
    query = select(member.capture_id, member.key).where(member.identity_id == identity_id)
    if at:
        capture_id = find_capture(connection, article.strip())
        row = connection.execute(query.where(member.capture_id == capture_id).order_by(member.number)).first()
        if row is None:
            raise NotFoundError(f"{article.strip()} does not name {ref.strip()}.")
    else:
        row = connection.execute(query.order_by(member.capture_id, member.number).limit(1)).one()
    return identity_id, Anchor(row.capture_id, row.key)


def _type(connection: Connection, identity_id: int) -> str:
    one = tables.identity.c
    return str(connection.execute(select(one.type).where(one.id == identity_id)).scalar_one())


def _no_contradiction(connection: Connection, mine: Anchor, theirs: Anchor, type: str) -> None:
    for rule in judgements.rules(connection, mine.capture_id):
        if rule.verdict == "same" and rule.type == type and {rule.left, rule.right} == {mine, theirs}:
            raise ArchiveError(
                f"They were judged to be the same before; undo that first (onrecord judgements undo {rule.id})."
            )


def _sort(connection: Connection, ids: list[int], anchors: tuple[Anchor, Anchor]) -> None:
    """Find out anew who the members of identities are, as if they came in one after another, judgements applied."""
    going: list[members.Stored] = []
    for one in ids:
        mine = members.of_identity(connection, one, _AGAIN + 1)
        if len(mine) > _AGAIN:
            mine = [member for member in mine if Anchor(member.capture_id, member.key) in anchors[1:]]
        going += mine
    # as they are in the archive: a member of each identity keeps its number, and its ref with it
    left: dict[tuple[str, str], list[int]] = {}
    ready = []
    for stored in sorted(going, key=lambda one: (one.capture_id, one.number)):
        seen = _seen(stored.seen)
        statements = members.statements_of(connection, stored)
        members.drop_statements(connection, stored.identity_id, [id for id, _, _ in statements])
        members.detach(connection, stored.capture_id, stored.number, identifying.keys_of(seen))
        known = left.setdefault((seen.type, stored.key), [])
        if stored.identity_id not in known:
            known.append(stored.identity_id)
        sha = connection.execute(
            select(tables.capture.c.sha256).where(tables.capture.c.id == stored.capture_id)
        ).scalar_one()
        ready.append((identifying.member_of(sha, stored.number, seen, statements), seen))
    run = Run(connection, left)
    run.touched.update(ids)
    run.names(seen for _, seen in ready)
    for member, seen in ready:
        identifying.place(run, member, seen)
    run.done()


def _signed(by: str, why: str) -> tuple[str, str]:
    by, why = " ".join(by.split()), why.strip()
    if not by or not why:
        raise ArchiveError("A judgement needs who makes it, and why, in a sentence.")
    if len(by) > BY_LENGTH or len(why) > WHY_LENGTH:
        raise ArchiveError(f"A name has at most {BY_LENGTH} characters, a reason at most {WHY_LENGTH:,}.")
    return by, why
