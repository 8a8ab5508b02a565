"""Who may have said something, the likeliest first: for a person to choose from."""

from typing import NamedTuple

from onrecord.reading.model import Entity, EntityType, Reading, Statement

SPEAK: tuple[EntityType, ...] = ("person", "organisation", "group", "work", "other")
"""Kinds of what can be the source of a statement, those that mostly are first."""
_FIRST: tuple[EntityType, ...] = ("person", "organisation", "group")


class Candidate(NamedTuple):
    """Someone or something of the article; `sure` is how likely the reader takes it to be the speaker, if it says.

    `now` says that it is the speaker already. `role` is what the article says of it, if it does.
    """

    id: str
    name: str
    type: EntityType
    role: str | None = None
    sure: float | None = None
    now: bool = False


def candidates(reading: Reading, statement: Statement | None = None, most: int = 9) -> list[Candidate]:
    """Return up to `most` of those that may have said `statement`: who is taken to, who was thought of, who is near.

    Near is who was mentioned last before the statement's end; people, bodies and groups come first.
    """
    end = statement.content[-1][1] if statement and statement.content else len(reading.page.text)
    told = _told(statement)
    speaker = statement.speaker.entity if statement and statement.speaker else None

    def rank(entity: Entity) -> tuple[bool, float, bool, int]:
        before = max((m.span[0] for m in entity.mentions if m.span[0] < end), default=-1)
        first = entity.mentions[0].span[0] if entity.mentions else 0
        return entity.id != speaker, -told.get(entity.id, 0.0), before < 0, first - end if before < 0 else end - before

    found = [one for one in reading.entities if one.type in _FIRST or one.id in told]
    return [
        Candidate(
            id=one.id,
            name=one.name,
            type=one.type,
            role=one.roles[0].role if one.roles else None,
            sure=told.get(one.id),
            now=one.id == speaker,
        )
        for one in sorted(found, key=rank)[:most]
    ]


def _told(statement: Statement | None) -> dict[str, float]:
    """Return how likely the reader takes each entity to be the speaker."""
    speaker = statement.speaker if statement else None
    if speaker is None:
        return {}
    out = {one.entity: one.confidence for one in (*speaker.joint, *speaker.candidates) if one.entity}
    return out | ({speaker.entity: speaker.confidence} if speaker.entity and speaker.name else {})
