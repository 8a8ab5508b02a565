"""Entities: who is the same, by name, description and pronoun."""

import re

from onrecord.reading.entities import Resolved, resolve
from onrecord.reading.model import EntityType, Mention
from onrecord.reading.passages import Passage

TYPES: dict[str, EntityType] = {
    "p": "person",
    "o": "organisation",
    "l": "place",
    "g": "group",
    "w": "work",
    "x": "other",
}
MARK = re.compile(r"\[([plogwx])(d?) |\]")


def read(marked: str) -> Resolved:
    """Resolve a text in which names stand as ``[p Ada Renn]`` and descriptions as ``[pd the minister]``."""
    text, opened, mentions = "", [], []
    at = 0
    for match in MARK.finditer(marked):
        text += marked[at : match.start()]
        at = match.end()
        if match.group() != "]":
            opened.append((len(text), TYPES[match.group(1)], "description" if match.group(2) else "name"))
            continue
        start, kind, form = opened.pop()
        mentions.append(Mention(span=(start, len(text)), type=kind, form=form))  # type: ignore[arg-type]
    text += marked[at:]
    passages = [Passage(*m.span(), "body") for m in re.finditer(r"[^\n]+", text)]
    return resolve(text, passages, sorted(mentions, key=lambda m: (m.span[0], -m.span[1])))


def named(found: Resolved, name: str) -> list[str]:
    """The mentions of the entity of this name, in text order."""
    one = next(e for e in found.entities if e.name == name)
    return [found.text[slice(*m.span)] for m in one.mentions]


def test_a_person_is_found_again_by_surname_title_and_pronoun() -> None:
    found = read("[p Ada Renn] resigned. Ms [p Renn] said she was tired.\nIt was over, [p Renn] said.")
    assert named(found, "Ada Renn") == ["Ada Renn", "Renn", "she", "Renn"]
    assert [e.id for e in found.entities] == ["e1"]
    assert found.entities[0].variants == ["Renn"]
