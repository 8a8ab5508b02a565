"""Who may have said something, the likeliest first: for a person to choose from."""

from typing import NamedTuple

from onrecord.reading.model import Entity, EntityType, Reading, Statement
from onrecord.record.names import key

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

    Near is who was mentioned last before the statement's end; those who have a name come first.
    """
    end = statement.content[-1][1] if statement and statement.content else len(reading.page.text)
    told = _told(statement)
    speaker = statement.speaker.entity if statement and statement.speaker else None

    def rank(entity: Entity) -> tuple[bool, float, bool, bool, int]:
        before = max((m.span[0] for m in entity.mentions if m.span[0] < end), default=-1)
        first = entity.mentions[0].span[0] if entity.mentions else 0
        near = first - end if before < 0 else end - before
        return entity.id != speaker, -told.get(entity.id, 0.0), not _named(entity), before < 0, near

    found: dict[str, Entity] = {}
    for one in sorted((one for one in reading.entities if one.type in _FIRST or one.id in told), key=rank):
        # Of several whom the article calls "crews" nobody can tell one from another: the likeliest stands for them.
        found.setdefault(one.id if _named(one) or one.id in told else key(one.name), one)
    return [
        Candidate(
            id=one.id,
            name=one.name,
            type=one.type,
            role=one.roles[0].role if one.roles else None,
            sure=told.get(one.id),
            now=one.id == speaker,
        )
        for one in list(found.values())[:most]
    ]


def _named(entity: Entity) -> bool:
    """Return whether the article calls it by a name, and not only "the fans" or "her predecessor"."""
    return any(mention.form == "name" for mention in entity.mentions)


def _told(statement: Statement | None) -> dict[str, float]:
    """Return how likely the reader takes each entity to be the speaker."""
    speaker = statement.speaker if statement else None
    if speaker is None:
        return {}
    out = {one.entity: one.confidence for one in (*speaker.joint, *speaker.candidates) if one.entity}
    return out | ({speaker.entity: speaker.confidence} if speaker.entity and speaker.name else {})
