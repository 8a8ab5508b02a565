"""Out of the archive: an article's versions, what was changed between them, and the articles that share its prose."""

from collections.abc import Iterable, Sequence
from hashlib import sha256
from pathlib import Path

from sqlalchemy import Connection, select

from onrecord.pipeline.tracing.lineage import line_of
from onrecord.reading.model import Reading
from onrecord.record import tables, views
from onrecord.record.captures import find_capture
from onrecord.record.model import ArchiveError, NotFoundError
from onrecord.record.stories import copies as rows
from onrecord.story import versions as addresses
from onrecord.story.compared import Changed, Copies, Line, Shared, Step, Told
from onrecord.story.differences import Differences, differences
from onrecord.story.notices import Notice, notices

MOST = 50
"""Versions of one article that are compared; of a line with more the latest."""


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
