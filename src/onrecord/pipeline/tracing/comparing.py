"""Out of the archive: an article's versions, what was changed between them, and the articles that share its prose."""

from collections.abc import Iterable, Sequence
from hashlib import sha256
from pathlib import Path

import msgspec
from sqlalchemy import Connection, select

from onrecord.pipeline.tracing.lineage import Version, line_of
from onrecord.reading.model import Reading
from onrecord.record import tables, views
from onrecord.record.captures import find_capture
from onrecord.record.model import ArchiveError, NotFoundError
from onrecord.record.stories import copies as rows
from onrecord.story import versions as addresses
from onrecord.story.differences import Differences, StatementChange, differences
from onrecord.story.notices import Notice, notices
from onrecord.text.spans import Span

MOST = 50
"""Versions of one article that are compared; of a line with more the latest."""


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


def page_called(connection: Connection, name: str) -> int:
    """Return the capture of a page called by the first digits of its sha256, its address, or a file with its bytes.

    Of several captures at one address it is the latest added. Raises `NotFoundError` and `AmbiguousError`.
    """
    if name.startswith(("http://", "https://")):
        found = rows.at_address(connection, addresses.address(name) or "", 0, 1)
        if not found:
            raise NotFoundError(f"There is no page from {name} in the archive, or none compared with the others yet.")
        return found[0]
    try:
        data = Path(name).read_bytes() if len(name) < 1000 and Path(name).is_file() else None
    except (OSError, ValueError):
        data = None
    return find_capture(connection, sha256(data).hexdigest() if data is not None else name)


def line(connection: Connection, capture_id: int) -> Line:
    """Return the versions of the article that a capture is of, and what was changed from each to the next.

    Raises `NotFoundError` where the capture is no article.
    """
    every = line_of(connection, capture_id)
    found = every[-MOST:]
    told = _told(connection, [one.capture_id for one in found])
    if capture_id not in {one.capture_id for one in every}:
        raise NotFoundError("This page is no article; it has no versions.")
    steps: list[Step] = []
    before: Reading | None = None
    number: int | None = None
    for one in found:
        same = number == one.number
        reading = before if same else _reading(connection, one.capture_id)
        changes, said, noticed = None, list[Changed](), list[tuple[Notice, str]]()
        if not same and reading is not None:
            if before is not None:
                changes = differences(before, reading)
                said = _said(connection, changes, (steps[-1].version.capture_id, before), (one.capture_id, reading))
            new = changes.notices if changes is not None else notices(reading)
            noticed = [(each, " ".join(reading.quote([each.span]).split())) for each in new]
        steps.append(
            Step(version=one, page=told[one.capture_id], same=same, changes=changes, said=said, noticed=noticed)
        )
        before, number = reading or before, one.number
    asked = next(one.sha256 for one in every if one.capture_id == capture_id)
    return Line(asked=asked, steps=steps, left_out=len(every) - len(found))


def copies(connection: Connection, capture_id: int) -> Copies:
    """Return the articles that share prose with a capture's, most of it first; of each the capture that has most of it.

    Raises `NotFoundError` where the capture is no article.
    """
    reading = _reading(connection, capture_id)
    if reading is None:
        raise NotFoundError("This page is no article; nothing is copied from it.")
    found = rows.copies_of(connection, [capture_id])
    known = rows.editions(connection, [capture_id, *(one.other_id for one in found)])
    best: dict[int, rows.CopyRow] = {}
    for one in sorted(found, key=lambda one: (-max(one.share, one.other_share), one.other_id)):
        best.setdefault(known[one.other_id].article if one.other_id in known else one.other_id, one)
    told = _told(connection, [capture_id, *(one.other_id for one in best.values())])
    shared = [
        Shared(
            page=told[one.other_id],
            whole=one.whole,
            share=one.share,
            other_share=one.other_share,
            credited=one.credited,
            from_here=None if one.origin is None else one.origin == capture_id,
            passages=[
                (" ".join(reading.quote([mine]).split()), mine, theirs)
                for mine, theirs in zip(one.spans, one.other_spans, strict=True)
            ],
        )
        for one in best.values()
        if one.other_id in told
    ]
    mine = known.get(capture_id)
    return Copies(page=told[capture_id], credit=mine.credit if mine else None, copies=shared)


def _reading(connection: Connection, capture_id: int) -> Reading | None:
    try:
        found = views.effective(connection, capture_id)
    except ArchiveError:  # the doctor's to tell
        return None
    return found.reading if found is not None and found.reading.kind == "article" else None


def _told(connection: Connection, capture_ids: Sequence[int]) -> dict[int, Told]:
    article, capture = tables.article.c, tables.capture.c
    query = select(
        article.capture_id, capture.sha256, article.outlet, article.headline, article.url, article.day
    ).join_from(tables.article, tables.capture, capture.id == article.capture_id)
    found = connection.execute(query.where(article.capture_id.in_(capture_ids)))
    return {
        row.capture_id: Told(sha256=row.sha256, outlet=row.outlet, headline=row.headline, url=row.url, day=row.day)
        for row in found
    }


_Side = tuple[int, Reading]


def _said(connection: Connection, changes: Differences, old: _Side, new: _Side) -> list[Changed]:
    sides = [_Statements(connection, old), _Statements(connection, new)]
    out = []
    for one in changes.statements:
        before, after = (side.told(number) for side, number in zip(sides, (one.old, one.new), strict=True))
        out.append(
            Changed(
                change=one,
                old_ref=before[0],
                new_ref=after[0],
                old=before[1],
                new=after[1],
                old_speaker=before[2],
                new_speaker=after[2],
            )
        )
    return out


class _Statements:
    """A capture's statements by their ids in its reading: ref, words, speaker."""

    def __init__(self, connection: Connection, side: _Side) -> None:
        capture_id, reading = side
        one = tables.statement.c
        rows_of: Iterable[tuple[str, str]] = (
            (row.number, row.ref)
            for row in connection.execute(select(one.number, one.ref).where(one.capture_id == capture_id))
        )
        self._refs = dict(rows_of)
        self._by_id = {each.id: each for each in (*reading.statements, *reading.nested)}
        self._reading = reading

    def told(self, number: str | None) -> tuple[str | None, str | None, str | None]:
        """Return what the statement of this id is called, its words, and its speaker; None where there is none."""
        one = self._by_id.get(number or "")
        if one is None:
            return None, None, None
        words = " ".join(self._reading.quote(one.content or one.cue).split())
        source = " ".join(self._reading.quote(one.source).split())
        return self._refs.get(one.id), words, (one.speaker.name if one.speaker else None) or source or None
