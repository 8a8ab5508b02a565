"""What else an article tells, each with the place that shows it: figures, people and bodies, what lies ahead."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from onrecord.export.terminal.figures import in_words
from onrecord.export.terminal.layout import timed, timex
from onrecord.reading.model import Certainty, Entity, Figure, Reading
from onrecord.record.lookup import Article
from onrecord.text.spans import Span
from onrecord.web.desk.ledger import Entry
from onrecord.web.desk.words import one_line

MOST = 60
"""How many of each are shown; a longer list is told to be."""


class Whose(NamedTuple):
    """Who a figure or an expectation rests on: `entry` is None for the article itself."""

    entry: Entry | None

    @property
    def words(self) -> str:
        """In a few words."""
        one = self.entry
        return "the article itself" if one is None else " and ".join(one.names) or one.source or "nobody named"


class FigureTold(NamedTuple):
    """A figure in the page's words."""

    words: str
    place: str
    when: str
    whose: Whose
    span: Span


class AheadTold(NamedTuple):
    """Something said to lie ahead, in the page's words."""

    words: str
    certainty: Certainty
    when: str
    whose: Whose
    span: Span


class PersonTold(NamedTuple):
    """Somebody or some body that an article names, or that speaks in it; `said` counts the statements."""

    id: str
    name: str
    type: str
    named: bool
    roles: tuple[str, ...]
    others: tuple[str, ...]
    mentions: int
    said: int
    span: Span


class About(NamedTuple):
    """All of it. Each list has at most `MOST`; the counts are of all there are."""

    figures: list[FigureTold]
    ahead: list[AheadTold]
    people: list[PersonTold]
    figure_count: int
    ahead_count: int
    people_count: int


def about(found: Article, ledger: Sequence[Entry]) -> About:
    """Return what an article tells beside its statements."""
    reading = found.reading
    by = {one.statement.id: one for one in ledger}
    names = {one.id: one.name for one in reading.entities}
    said: dict[str | None, int] = {}
    for one in ledger:
        if one.statement.speaker:
            speaker = one.statement.speaker
            for entity in {speaker.entity, *(joint.entity for joint in speaker.joint)}:
                said[entity] = said.get(entity, 0) + 1
    people = [
        one
        for one in reading.entities
        if one.type in ("person", "organisation") and one.mentions and (one.named or said.get(one.id))
    ]
    people.sort(key=lambda one: (-one.named, -said.get(one.id, 0), -len(one.mentions), one.mentions[0].span))
    return About(
        figures=[_figure(reading, one, by, names) for one in reading.figures[:MOST]],
        ahead=[
            AheadTold(
                one_line(reading.quote([one.span])),
                one.certainty,
                timed(reading.quote([one.time_span]) if one.time_span else "", one.time),
                Whose(by.get(one.according_to or "")),
                one.span,
            )
            for one in reading.expectations[:MOST]
        ],
        people=[_person(one, said.get(one.id, 0)) for one in people[:MOST]],
        figure_count=len(reading.figures),
        ahead_count=len(reading.expectations),
        people_count=len(people),
    )


def _figure(reading: Reading, one: Figure, by: Mapping[str, Entry], names: Mapping[str, str]) -> FigureTold:
    return FigureTold(
        in_words(reading, one).plain,
        one_line(names.get(one.place or "")),
        timex(one.as_of),
        Whose(by.get(one.attributed_to or "")),
        one.span,
    )


def _person(one: Entity, said: int) -> PersonTold:
    roles = tuple(dict.fromkeys(one_line(role.role) for role in one.roles))
    others = tuple(one_line(name) for name in one.variants)
    return PersonTold(
        one.id,
        one_line(one.name),
        one.type,
        one.named,
        roles[:4],
        others[:6],
        len(one.mentions),
        said,
        one.mentions[0].span,
    )
