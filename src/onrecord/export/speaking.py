"""Who says a statement, joint speakers included."""

from collections.abc import Iterator

from onrecord.reading.model import Statement


def speakers_of(statement: Statement) -> Iterator[tuple[str | None, str]]:
    """Yield each speaker of `statement`, as the id of an entity (None if none stands for it) and a name.

    Yields nothing where the source is implicit or could not be resolved.
    """
    speaker = statement.speaker
    if speaker is not None and speaker.name:
        yield speaker.entity, speaker.name
        for one in speaker.joint:
            if one.name:
                yield one.entity, one.name


def as_written(description: str) -> str:
    """Return a description as it stands within a sentence.

    >>> as_written("The company"), as_written("Several officials")
    ('the company', 'Several officials')
    """
    first, gap, rest = description.partition(" ")
    return f"{first.lower()}{gap}{rest}" if first in ("The", "A", "An") and rest[:1].islower() else description
