"""Who is in an article: people and bodies under their full names, with their roles, and how often each speaks."""

from collections import Counter
from typing import NamedTuple

from rich.console import Console
from rich.text import Text

from onrecord.export.speaking import as_written, speakers_of
from onrecord.export.terminal.layout import parts, print_heading, print_lines, shown
from onrecord.reading.model import Entity, Reading


class _Known(NamedTuple):
    """An entity, or a speaker without one, as it is listed."""

    name: str
    speaks: int
    entity: Entity | None
    paper: bool
    """Whether it is a report, a letter or the like."""


def print_people(reading: Reading, digits: int, console: Console) -> None:
    """Print those who speak, the most often first, then who else is named; nothing where nobody is known.

    `digits` is how wide the numbers in the margin are.
    """
    everyone = _known(reading)
    if not everyone:
        return
    papers = [one for one in everyone if one.paper]
    known = [one for one in everyone if not one.paper]
    told = [one for one in known if one.speaks or (one.entity and one.entity.roles)]
    others = [one for one in known if not one.speaks and not (one.entity and one.entity.roles)]
    names = {entity.id: entity.name for entity in reading.entities}
    print_heading(console, "People and bodies", "how often each speaks" if any(one.speaks for one in told) else "")
    width = max([digits, *(len(str(one.speaks)) + 1 for one in told)])
    for one in told:
        speaks = f"{one.speaks}×" if one.speaks else ""
        margin = Text.assemble((f"{speaks:>{width}}", "dim"), "  ")
        rest = Text(" " * (width + 2))
        named = one.entity.named if one.entity else not one.name[:1].islower()
        line = Text.assemble((shown(one.name), "bold" if named else ""))
        for role in _roles(names, one.entity) if one.entity else []:
            line.append(f", {role}")
        print_lines(console, line, [margin, rest])
        # That "Vell" is Ragna Vell needs no telling.
        variants = [v for v in one.entity.variants if not parts(v) <= parts(one.name)] if one.entity else []
        if variants:
            also = ", ".join(f"“{shown(variant)}”" for variant in variants)
            print_lines(console, Text(f"also {also}", "dim"), [rest])
    if told:
        console.print()
    lists = (
        ("Also named", [one.name for one in others]),
        ("Documents", [f"{one.name} ({one.speaks}×)" for one in papers]),
        ("Places", _places(reading, told)),
    )
    for label, listed in lists:
        if listed:
            words = Text.assemble((f"{label}: ", "dim"), " · ".join(shown(name) for name in listed))
            print_lines(console, words, [Text(""), Text("  ")])
    if any(listed for _, listed in lists):
        console.print()


def _known(reading: Reading) -> list[_Known]:
    """People and bodies, and whatever else speaks, in the order in which they are listed."""
    entities = {entity.id: entity for entity in reading.entities}
    speaks: Counter[str] = Counter()
    papers: set[str] = set()
    for statement in (*reading.statements, *reading.nested):
        # By the entity's id, or by the name of a speaker without an entity.
        keys = {id if id in entities and id else as_written(name) for id, name in speakers_of(statement)}
        speaks.update(keys)
        if statement.source_kind == "document":
            papers |= keys
    out = [
        _Known(entity.name, speaks[id], entity, id in papers)
        for id, entity in entities.items()
        if id in speaks or (entity.named and entity.type in ("person", "organisation"))
    ]
    out += [_Known(name, number, None, name in papers) for name, number in speaks.items() if name not in entities]
    return sorted(out, key=lambda one: (-one.speaks, -len(one.entity.mentions) if one.entity else 0))


def _roles(names: dict[str, str], entity: Entity) -> list[str]:
    """The entity's roles, each once, with where it holds them; `names` are those of all entities, by id."""
    out: dict[str, str] = {}
    for role in entity.roles:
        words, at = shown(role.role), shown(names.get(role.affiliation or "", ""))
        out.setdefault(words.casefold(), f"{words} ({at})" if at and at.casefold() not in words.casefold() else words)
    # "Israeli Prime Minister" tells "Prime Minister" too.
    return [words for role, words in out.items() if not any(o != role and o.endswith(role) for o in out)]


def _places(reading: Reading, told: list[_Known]) -> list[str]:
    shown_already = {one.entity.id for one in told if one.entity}
    places = (one for one in reading.entities if one.type == "place" and one.named and one.id not in shown_already)
    return list(dict.fromkeys(one.name for one in places))
