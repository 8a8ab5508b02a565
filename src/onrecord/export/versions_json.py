"""An article's versions, and the articles that share its prose, as JSON: one document each."""

from typing import Self

import msgspec

from onrecord.story.compared import Changed, Copies, Line, Step, Told
from onrecord.story.differences import FigureChange, Reworded
from onrecord.story.restated import Aspect
from onrecord.story.rewording import Run
from onrecord.text.spans import Span


class NoticeForm(msgspec.Struct, frozen=True, kw_only=True):
    """A notice by which the page says that it was changed: ``correction``, ``clarification`` or ``update``."""

    kind: str
    text: str
    span: Span


class StatementChangeForm(msgspec.Struct, frozen=True, kw_only=True):
    """A statement that was added (no `old_ref`), removed (no `new_ref`), or changed in `aspects`.

    `words` among them means that it was reworded; `runs` then has the words of both, in order.
    """

    old_ref: str | None
    new_ref: str | None
    old: str | None
    new: str | None
    old_speaker: str | None
    new_speaker: str | None
    aspects: list[Aspect]
    runs: list[Run]

    @classmethod
    def of(cls, one: Changed) -> Self:
        """Return the form of a changed statement."""
        same = {name: getattr(one, name) for name in cls.__struct_fields__ if hasattr(one, name)}
        return cls(aspects=one.change.aspects, runs=one.change.runs, **same)


class ChangesForm(msgspec.Struct, frozen=True, kw_only=True):
    """What was changed from the version before. Spans are code points of either page's own text."""

    headline: Reworded | None
    standfirst: Reworded | None
    paragraphs: list[Reworded]
    statements: list[StatementChangeForm]
    figures: list[FigureChange]


class VersionForm(msgspec.Struct, frozen=True, kw_only=True):
    """A capture of the article. `number` counts versions from 0; captures with one number show a reader the same.

    `changes` are from the version before; None for the first, and where nothing but the furniture is otherwise.
    """

    page: Told
    number: int
    captured_at: str | None
    published: str | None
    updated: str | None
    credit: str | None
    changes: ChangesForm | None
    notices: list[NoticeForm]

    @classmethod
    def of(cls, step: Step) -> Self:
        """Return the form of a capture in its line."""
        version, changes = step.version, step.changes
        told = None
        if changes is not None:
            told = ChangesForm(
                headline=changes.headline,
                standfirst=changes.standfirst,
                paragraphs=changes.paragraphs,
                statements=[StatementChangeForm.of(one) for one in step.said],
                figures=changes.figures,
            )
        return cls(
            page=step.page,
            number=version.number,
            captured_at=version.captured_at,
            published=version.published,
            updated=version.updated,
            credit=version.credit,
            changes=told,
            notices=[NoticeForm(kind=one.kind, text=text, span=one.span) for one, text in step.noticed],
        )


class VersionsForm(msgspec.Struct, frozen=True, kw_only=True):
    """The versions of one article that are in the archive, the earliest first.

    `asked` is the sha256 of the page asked for, `different` how many versions differ for a reader, `left_out` how many
    older captures are not listed.
    """

    schema_version: int = 1
    asked: str
    different: int
    left_out: int
    versions: list[VersionForm]

    @classmethod
    def of(cls, line: Line) -> Self:
        """Return the form of a line of versions."""
        versions = [VersionForm.of(step) for step in line.steps]
        return cls(asked=line.asked, different=line.versions, left_out=line.left_out, versions=versions)


class PassageForm(msgspec.Struct, frozen=True, kw_only=True):
    """A paragraph that both pages have, in the words of the one asked for, and where it stands in either."""

    text: str
    span: Span
    other_span: Span


class CopyForm(msgspec.Struct, frozen=True, kw_only=True):
    """An article that shares prose with the one asked for.

    `whole` says that it is all of the shorter of the two, but for cuts and rewording. `share` is of the words of the
    one asked for, `other_share` of this one's, quotations aside. `credited` is the outlet that one of the pages names;
    `from_here` whether this one comes from the page asked for, null where no page says so.
    """

    page: Told
    whole: bool
    share: float
    other_share: float
    credited: str | None
    from_here: bool | None
    passages: list[PassageForm]


class CopiesForm(msgspec.Struct, frozen=True, kw_only=True):
    """The articles of other outlets that share prose with one, most of it first."""

    schema_version: int = 1
    page: Told
    credit: str | None
    copies: list[CopyForm]

    @classmethod
    def of(cls, found: Copies) -> Self:
        """Return the form of what shares prose with a page."""
        copies = [
            CopyForm(
                page=one.page,
                whole=one.whole,
                share=one.share,
                other_share=one.other_share,
                credited=one.credited,
                from_here=one.from_here,
                passages=[PassageForm(text=text, span=mine, other_span=theirs) for text, mine, theirs in one.passages],
            )
            for one in found.copies
        ]
        return cls(page=found.page, credit=found.credit, copies=copies)
