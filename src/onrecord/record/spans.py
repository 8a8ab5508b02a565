"""Whether a reading holds together: every span inside its text, every id that is named there."""

from collections.abc import Callable, Iterator
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import msgspec

from onrecord.reading.model import Reading
from onrecord.text.spans import Span

Path = tuple[str, ...]
_Walk = Callable[[Any, Path], Iterator[tuple[Path, Span]]]


def spans_of(reading: Reading) -> Iterator[tuple[str, Span]]:
    """Yield every span of a reading with the names of the fields that lead to it, as ``statements.content``."""
    for path, span in _struct(reading, ()):
        yield ".".join(path), span


def outside(reading: Reading) -> Iterator[tuple[str, Span]]:
    """Yield the spans that do not lie in the reading's text, as `spans_of` does."""
    end = len(reading.text)
    for path, span in _struct(reading, ()):
        if not 0 <= span[0] <= span[1] <= end:
            yield ".".join(path), span


def dangling(reading: Reading) -> Iterator[tuple[str, str]]:
    """Yield the ids that a reading names without having them, with where it names them; and ids that it has twice."""
    stated = [one.id for one in (*reading.statements, *reading.nested)]
    spoken_of = [one.id for one in reading.entities]
    for name, ids in (("statements.id", stated), ("entities.id", spoken_of)):
        yield from ((name, one) for one in dict.fromkeys(ids) if ids.count(one) > 1)
    statements, entities = set(stated), set(spoken_of)
    for name, id in _entities_named(reading):
        if id not in entities:
            yield name, id
    for name, id in _statements_named(reading):
        if id not in statements:
            yield name, id


def _entities_named(reading: Reading) -> Iterator[tuple[str, str]]:
    for one in (*reading.statements, *reading.nested):
        if one.speaker is not None:
            ids = (one.speaker.entity, *(each.entity for each in (*one.speaker.candidates, *one.speaker.joint)))
            yield from (("statements.speaker", id) for id in ids if id is not None)
        yield from (("statements.via", via.entity) for via in one.via if via.entity is not None)
    for entity in reading.entities:
        yield from (("entities.roles", role.affiliation) for role in entity.roles if role.affiliation is not None)
        yield from (("entities.members", member) for member in entity.members)
    yield from (("figures.place", figure.place) for figure in reading.figures if figure.place is not None)
    for ahead in reading.expectations:
        yield from (("expectations.participants", one) for one in ahead.participants)


def _statements_named(reading: Reading) -> Iterator[tuple[str, str]]:
    for one in (*reading.statements, *reading.nested):
        if one.within is not None:
            yield "statements.within", one.within
    for figure in reading.figures:
        if figure.attributed_to is not None:
            yield "figures.attributed_to", figure.attributed_to
    for ahead in reading.expectations:
        if ahead.according_to is not None:
            yield "expectations.according_to", ahead.according_to


def _struct(value: Any, path: Path) -> Iterator[tuple[Path, Span]]:
    for name, walk in _plan(value.__class__):
        if name:
            cell = getattr(value, name)
            if cell is not None:
                yield from walk(cell, (*path, name))
        else:
            yield path, (value.start, value.end)


def _span(value: Any, path: Path) -> Iterator[tuple[Path, Span]]:
    yield path, value


def _each(walk: _Walk) -> _Walk:
    def through(value: Any, path: Path) -> Iterator[tuple[Path, Span]]:
        for one in value:
            yield from walk(one, path)

    return through


@cache
def _plan(kind: type[Any]) -> list[tuple[str, _Walk]]:
    """Return how to go through a struct: each field that may hold spans; an empty name stands for its own extent."""
    hints = get_type_hints(kind)
    plan: list[tuple[str, _Walk]] = []
    if "start" in hints and "end" in hints:
        plan.append(("", _span))
    for name in kind.__struct_fields__:
        walk = _walk(hints[name])
        if walk is not None:
            plan.append((name, walk))
    return plan


def _walk(hint: Any) -> _Walk | None:
    if hint == Span:
        return _span
    if get_origin(hint) in (Union, UnionType):
        return next((walk for walk in map(_walk, get_args(hint)) if walk), None)
    if get_origin(hint) is list:
        walk = _walk(get_args(hint)[0])
        return _each(walk) if walk else None
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct) and _plan(hint):
        return _struct
    return None
