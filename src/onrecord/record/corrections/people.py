"""Entities put right in a draft: made one, parted, called otherwise; and all that refers to them with them."""

from collections.abc import Callable, Sequence
from typing import Any

from msgspec.structs import replace

from onrecord.reading.model import Entity, EntityRole, EntityType, Mention, Speaker, SpeakerName, Statement
from onrecord.record.corrections.draft import Draft
from onrecord.record.names import key
from onrecord.text.spans import Span


def merge(draft: Draft, ids: Sequence[str], name: str | None) -> None:
    """Make the entities `ids` one, the first of them. It keeps its name unless one is given."""
    first, *others = (draft.entities[id] for id in ids)
    gone = {one.id for one in others}
    called = name or first.name
    names = [first.name] if first.named else []
    for one in (first, *others):
        names += [one.name, *one.variants] if one.named else one.variants
    roles = [role for one in (first, *others) for role in one.roles]
    mentions = {m.span: replace(m, type=first.type) for one in (*reversed(others), first) for m in one.mentions}
    whole = replace(
        first,
        name=called,
        variants=[n for n in dict.fromkeys(names) if n != called],
        roles=list({key(role.role): role for role in reversed(roles)}.values())[::-1],
        mentions=sorted(mentions.values(), key=lambda m: m.span),
        members=list(dict.fromkeys(m for one in (first, *others) for m in one.members if m not in {first.id, *gone})),
    )
    for one in others:
        draft.drop_entity(one.id, first.id)
    draft.put_entity(whole)
    known = {one.id: {one.name, *one.variants} for one in (first, *others)}
    _follow(draft, lambda id: first.id if id in gone else id)
    _rename(draft, first.id, set().union(*known.values()), called)


def rename(draft: Draft, id: str, name: str | None, type: EntityType | None) -> None:
    """Call an entity `name`, and take it for a `type`; what was its name stays one of its other names."""
    was = draft.entities[id]
    now = was
    if name and name != was.name:
        names = [was.name, *was.variants] if was.named else was.variants
        now = replace(now, name=name, variants=[n for n in names if n != name])
    if type and type != was.type:
        now = replace(now, type=type, mentions=[replace(m, type=type) for m in now.mentions])
    draft.put_entity(now)
    _rename(draft, id, {was.name, *was.variants}, now.name)
    if now.type != was.type:
        for one in draft.statements.values():
            if one.speaker and one.speaker.entity == id:
                draft.derive.setdefault(one.id, set()).add("source_kind")


def split(
    draft: Draft, id: str, spans: Sequence[Span], to: str | None, name: str | None, type: EntityType | None
) -> str:
    """Give the mentions of an entity at `spans` to the entity `to`, or to a new one, and return its id.

    Sources, ways and expectations that are told by these mentions go with them, unless a person said who speaks.
    """
    was = draft.entities[id]
    going = [m for m in was.mentions if m.span in set(spans)]
    staying = [m for m in was.mentions if m.span not in set(spans)]
    roles = [r for r in was.roles if _nearest(r, was.mentions) in going]
    if to is None:
        to = draft.new_entity()
        kind = type or (going[0].type if going else was.type)
        called = name or _name(draft.text, going) or was.name
        draft.put_entity(Entity(id=to, type=kind, name=called))
    goal = draft.entities[to]
    found = {m.span: m for m in (*(replace(m, type=goal.type) for m in going), *goal.mentions)}
    names = [goal.name, *goal.variants, *_names(draft.text, going)]
    draft.put_entity(
        replace(
            goal,
            variants=[n for n in dict.fromkeys(names) if key(n) != key(goal.name)],
            mentions=sorted(found.values(), key=lambda m: m.span),
            roles=[*goal.roles, *roles],
        )
    )
    if not staying:
        draft.drop_entity(id, to)
        _follow(draft, lambda one: to if one == id else one)
        _rename(draft, to, {was.name, *was.variants}, goal.name)
        return to
    left = _names(draft.text, staying)
    mine, theirs = {key(n) for n in left}, {key(n) for n in _names(draft.text, going)}
    kept = [n for n in (was.name, *was.variants) if key(n) in mine or key(n) not in theirs]
    now = kept[0] if kept else (_name(draft.text, staying) or was.name)
    draft.put_entity(
        replace(
            was,
            name=now,
            variants=[n for n in dict.fromkeys((*kept, *left)) if key(n) != key(now)],
            mentions=staying,
            roles=[r for r in was.roles if r not in roles],
        )
    )
    _rename(draft, id, {was.name}, now)
    _told_by(draft, id, to, [m.span for m in going])
    return to


def _told_by(draft: Draft, id: str, to: str, spans: Sequence[Span]) -> None:
    """Let what is told by mentions at `spans` refer to the entity `to` instead of `id`."""
    called = draft.entities[to].name

    def mine(within: Sequence[Span]) -> bool:
        return any(a < d and c < b for a, b in spans for c, d in within)

    for one in list(draft.statements.values()):
        changes: dict[str, Any] = {}
        speaker = one.speaker
        told = speaker is not None and "speaker" not in draft.hands.get(one.id, {}) and mine(one.source)
        if speaker is not None and told and speaker.entity == id:
            changes["speaker"] = replace(speaker, entity=to, name=called)
            draft.derive.setdefault(one.id, set()).add("source_kind")
        via = [replace(v, entity=to) if v.entity == id and mine([v.span]) else v for v in one.via]
        if via != one.via:
            changes["via"] = via
        if changes:
            draft.statements[one.id] = replace(one, **changes)


def _follow(draft: Draft, now: Callable[[str], str]) -> None:
    """Let all that refers to an entity refer to what `now` says stands for it."""

    def other(id: str | None) -> str | None:
        return None if id is None else now(id)

    for entity in list(draft.entities.values()):
        roles = [replace(r, affiliation=other(r.affiliation)) for r in entity.roles]
        members = [m for m in dict.fromkeys(map(now, entity.members)) if m != entity.id]
        if roles != entity.roles or members != entity.members:
            draft.put_entity(replace(entity, roles=roles, members=members))
    for one in list(draft.statements.values()):
        via = [replace(v, entity=other(v.entity)) for v in one.via]
        speaker = one.speaker and _followed(one.speaker, now)
        if via != one.via or speaker != one.speaker:
            _say(draft, one, speaker=speaker, via=via)


def _followed(speaker: Speaker, now: Callable[[str], str]) -> Speaker:
    entity = speaker.entity and now(speaker.entity)
    joint = _once(speaker.joint, now)
    return replace(
        speaker,
        entity=entity,
        joint=[one for one in joint if one.entity is None or one.entity != entity],
        candidates=_once(speaker.candidates, now),
    )


def _once(names: Sequence[SpeakerName], now: Callable[[str], str]) -> list[SpeakerName]:
    """Return `names` with those that have become one counted together."""
    out: dict[object, SpeakerName] = {}
    for place, one in enumerate(names):
        entity = one.entity and now(one.entity)
        known = out.get(entity or place)
        sure = one.confidence if known is None else min(1.0, known.confidence + one.confidence)
        out[entity or place] = replace(known or one, entity=entity, confidence=sure)
    return list(out.values())


def _rename(draft: Draft, id: str, names: set[str], now: str) -> None:
    """Let speakers that are the entity `id` under one of `names` be called `now`."""

    def called(one: SpeakerName) -> SpeakerName:
        return replace(one, name=now) if one.entity == id and one.name in names else one

    for one in list(draft.statements.values()):
        speaker = one.speaker
        if speaker is None:
            continue
        new = replace(
            speaker,
            name=now if speaker.entity == id and speaker.name in names else speaker.name,
            joint=[called(other) for other in speaker.joint],
            candidates=[called(other) for other in speaker.candidates],
        )
        if new != speaker:
            _say(draft, one, speaker=new)


def _say(draft: Draft, statement: Statement, **changes: Any) -> None:
    speaker = changes.get("speaker")
    if speaker and statement.speaker and speaker.entity != statement.speaker.entity:
        draft.derive.setdefault(statement.id, set()).add("source_kind")
    draft.statements[statement.id] = replace(statement, **changes)


def _nearest(role: EntityRole, mentions: Sequence[Mention]) -> Mention | None:
    return min(mentions, key=lambda m: max(m.span[0] - role.span[1], role.span[0] - m.span[1], 0), default=None)


def _words(text: str, mention: Mention) -> str:
    words = " ".join(text[slice(*mention.span)].split())
    return words.removesuffix("'s").removesuffix("’s")


def _names(text: str, mentions: Sequence[Mention]) -> list[str]:
    return list(dict.fromkeys(_words(text, m) for m in mentions if m.form == "name"))


def _name(text: str, mentions: Sequence[Mention]) -> str | None:
    """Return the longest name among mentions, else the longest description; pronouns call nobody anything."""
    for form in ("name", "description"):
        found = [_words(text, m) for m in mentions if m.form == form]
        if found:
            return max(found, key=len)
    return None
