"""Who says a statement, joint speakers included."""

from collections.abc import Iterator

from onrecord.reading.model import SourceKind, Statement

_NAMED: frozenset[SourceKind] = frozenset(("named_person", "named_organisation", "outlet"))
_COMMON = frozenset(
    ("the", "a", "an", "its", "his", "her", "their", "our", "my", "this", "that", "these", "those", "some", "one")
)
"""What opens a sentence, and with a capital, without being of a name."""


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


def is_name(words: str, kind: SourceKind) -> bool:
    """Whether `words` for a source of this kind are a name of its own, by their form, where no entity tells.

    >>> is_name("Israel's foreign ministry", "named_organisation"), is_name("Its owner", "named_organisation")
    (True, False)
    """
    own = (word for word in words.split() if word.casefold() not in _COMMON)
    return kind in _NAMED and any(not word[0].islower() for word in own)


def as_written(description: str) -> str:
    """Return a description as it stands within a sentence.

    >>> as_written("The company"), as_written("Several officials")
    ('the company', 'Several officials')
    """
    first, gap, rest = description.partition(" ")
    return f"{first.lower()}{gap}{rest}" if first in ("The", "A", "An") and rest[:1].islower() else description
