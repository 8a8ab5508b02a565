"""What is told of an article beside others: its versions with what was changed, and who shares its prose."""

from typing import NamedTuple

import msgspec

from onrecord.story.differences import Differences
from onrecord.story.notices import Notice
from onrecord.story.restated import StatementChange
from onrecord.text.spans import Span


class Version(NamedTuple):
    """A capture in the line of its article.

    `article` numbers the line, `number` counts what a reader saw from 0: captures in which only the furniture differs
    have one number. Times are ISO 8601, as page and capture state them. `credit` is whom the page credits with all of
    it, None where nobody else. `address` is where its outlet has it, as addresses are compared.
    """

    capture_id: int
    sha256: str
    article: int
    number: int
    captured_at: str | None
    published: str | None
    updated: str | None
    credit: str | None
    address: str | None = None


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """A page in brief."""

    sha256: str
    outlet: str | None
    headline: str | None
    url: str | None
    day: str | None


class Changed(msgspec.Struct, frozen=True, kw_only=True):
    """A statement that was changed: its refs and words in the older and the newer version, and whose they were."""

    change: StatementChange
    old_ref: str | None
    new_ref: str | None
    old: str | None
    new: str | None
    old_speaker: str | None
    new_speaker: str | None


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """A capture in the line of its article.

    `same` says that a reader saw the same as in the capture before; then there is nothing in `changes`, nor is there
    for the first. `said` are the statements among the changes, `noticed` the words of the notices that are new, or of
    the first version all its notices.
    """

    version: Version
    page: Told
    same: bool
    changes: Differences | None
    said: list[Changed]
    noticed: list[tuple[Notice, str]]


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """The versions of one article, the earliest first; `left_out` is how many older ones are not among `steps`."""

    asked: str
    steps: list[Step]
    left_out: int = 0

    @property
    def versions(self) -> int:
        """Return how many versions differ for a reader."""
        return len({step.version.number for step in self.steps})


class Shared(msgspec.Struct, frozen=True, kw_only=True):
    """An article that shares prose with the one asked for.

    `share` is of the words of the one asked for, `other_share` of this one's; quotations aside. `passages` are the
    paragraphs that both have, in the words of the one asked for, with their spans in either page. `credited` is the
    outlet that one of the pages names for it; `from_here` whether it comes from the page asked for, None if unknown.
    """

    page: Told
    whole: bool
    share: float
    other_share: float
    credited: str | None
    from_here: bool | None
    passages: list[tuple[str, Span, Span]]


class Copies(msgspec.Struct, frozen=True, kw_only=True):
    """The articles that share prose with one. `credit` is whom its own page credits with all of it."""

    page: Told
    credit: str | None
    copies: list[Shared]
