"""Corrections kept in the archive: made, listed, undone. Nothing that was kept is ever changed.

What is written is a row, and in the same transaction the views of its capture are made again, so that a correction is
seen everywhere at once or not at all.
"""

from collections.abc import Sequence
from typing import Literal, NamedTuple

import msgspec
from msgspec import structs
from sqlalchemy import Connection, bindparam, func, insert, select

from onrecord.reading.model import Reading
from onrecord.record import tables, views
from onrecord.record.adding import now
from onrecord.record.captures import find_capture
from onrecord.record.corrections.apply import Outcome
from onrecord.record.corrections.asked import Asked, corrections_for, same_speaker
from onrecord.record.corrections.check import fault
from onrecord.record.corrections.model import Correction, Kind, correction_json, correction_of, kind_of
from onrecord.record.corrections.rows import UNDO, kept_of, last_of, undone_of
from onrecord.record.corrections.told import told
from onrecord.record.lookup.pages import Page, by_id
from onrecord.record.model import ArchiveError, NotFoundError
from onrecord.record.opening import Archive
from onrecord.record.refs import REF, SHORT

MOST = 5000
"""Corrections, undoings included, that one capture may have."""
BY_LENGTH = 100
"""Characters of the name of who makes a correction."""
WHY_LENGTH = 2000
"""Characters of the reason for a correction."""

_OF_CAPTURE = (
    select(tables.correction)
    .where(tables.correction.c.capture_id == bindparam("capture_id"))
    .order_by(tables.correction.c.id)
)

Standing = Literal["applied", "already_so", "lost", "overridden", "undone"]


class Correcting(msgspec.Struct, frozen=True, kw_only=True):
    """A correction, or an undoing, in the archive, and how it stands against the current reading.

    `article` is the capture's short name; `ref` the statement it is about as it stands now, if there is one. `said`
    tells it in a few words. `state` is what became of it (`corrections.apply.Outcome`), or ``undone``; `reason` and
    `overridden_by` go with it. An undoing has what it `undoes`, and no `correction`; it is ``applied`` unless it is
    undone itself. `undone_by` is the row that undoes this one, whether or not that is undone again.
    """

    id: int
    at: str
    by: str
    why: str
    kind: Kind | Literal["undo"]
    article: str
    headline: str | None
    said: str
    state: Standing
    ref: str | None = None
    reason: str | None = None
    overridden_by: int | None = None
    undoes: int | None = None
    undone_by: int | None = None
    correction: Correction | None = None


class Listing(msgspec.Struct, frozen=True, kw_only=True):
    """Which corrections are asked for; those that fit all that is given.

    `article` begins a capture's sha256. `since` and `until` are days or times, the first and the last included.
    """

    article: str | None = None
    by: str | None = None
    kind: Kind | Literal["undo"] | None = None
    since: str | None = None
    until: str | None = None
    state: Standing | None = None


def correct(
    archive: Archive, where: str, asked: Asked | Sequence[Correction], *, by: str, why: str
) -> list[Correcting]:
    """Keep what a person puts right, and show it from now on; all that is asked, or nothing.

    `where` is a statement's ref, or the beginning of a capture's sha256. Corrections that are given as such have to
    fit the page word for word. Raises `ArchiveError`, in one sentence, for what cannot be kept: no author or reason,
    words that are not there, what would find nothing to put right.
    """
    by, why = _signed(by, why)
    with archive.writing() as connection:
        capture_id, number = _place(connection, where)
        found = views.effective(connection, capture_id)
        if found is None or found.reading.kind != "article":
            raise ArchiveError(f"{where} is no article, so there is nothing to put right in it.")
        wanted = corrections_for(found.reading, asked, number) if isinstance(asked, Asked) else list(asked)
        if not wanted:
            raise ArchiveError("Nothing was asked to be put right.")
        _room(connection, capture_id, len(wanted))
        ids = []
        for one in wanted:
            row = {"kind": kind_of(one), "body": _body(found.reading, one)}
            ids.append(_append(connection, row | {"capture_id": capture_id, "by": by, "why": why}))
        done = _shown(connection, capture_id, ids)
        lost = next((one for one in done if one.state == "lost"), None)
        if lost is not None:
            raise ArchiveError(f"Nothing was kept: {lost.reason}")
        views.rebuild(connection, capture_id)
        return _shown(connection, capture_id, ids)


def confirm(
    archive: Archive, ref: str, *, by: str, why: str = "Looked at.", asked: Asked | None = None
) -> list[Correcting]:
    """Keep that a person looked at the statement `ref`: it is right as it stands, but for what is `asked`.

    Its words and its speaker are kept as that person's, one correction for each, so that they are certain from now on
    and hold against another reading; a speaker that could not be told stays so. Raises as `correct`.
    """
    with archive.reading() as connection:
        capture_id, number = _place(connection, ref)
        found = views.effective(connection, capture_id)
    whole = found and next((s for s in (*found.reading.statements, *found.reading.nested) if s.id == number), None)
    if not found or not whole:
        raise NotFoundError(f"There is no statement {ref} in the archive.")
    given = structs.asdict(asked or Asked())
    for part in ("source", "cue", "content"):
        if not given[part]:
            given[part] = [f"{start}-{end}" for start, end in getattr(whole, part)]
    given["no_source"] = given["no_source"] or not given["source"]
    wanted = corrections_for(found.reading, Asked(**given), number)
    if not given["speaker"] and not given["unknown_speaker"]:
        wanted += same_speaker(found.reading, whole)
    return correct(archive, ref, wanted, by=by, why=why)


def undo(archive: Archive, id: int, *, by: str, why: str) -> Correcting:
    """Undo a correction, or an undoing, from now on, and return the row that does it.

    Raises `NotFoundError` if there is none, and `ArchiveError` if it is undone already.
    """
    return _turn(archive, id, by, why, undone=True)


def redo(archive: Archive, id: int, *, by: str, why: str) -> Correcting:
    """Let a correction that was undone hold again, and return the row that does it. Raises as `undo`."""
    return _turn(archive, id, by, why, undone=False)


def corrections(
    connection: Connection, listing: Listing | None = None, *, limit: int = 20, cursor: str | None = None
) -> Page[Correcting]:
    """List corrections and undoings, the latest first. Raises `CursorError` for a cursor that no page gave."""
    wanted = listing or Listing()
    table = tables.correction
    query = select(table.c.id, table.c.capture_id)
    if wanted.article is not None:
        query = query.where(table.c.capture_id == find_capture(connection, wanted.article))
    for column, value in ((table.c.by, wanted.by), (table.c.kind, wanted.kind)):
        if value is not None:
            query = query.where(column == value)
    if wanted.since is not None:
        query = query.where(table.c.at >= wanted.since)
    if wanted.until is not None:
        query = query.where(table.c.at <= (f"{wanted.until}T23:59:59Z" if len(wanted.until) == 10 else wanted.until))
    items: list[Correcting] = []
    cache: dict[int, dict[int, Correcting]] = {}
    while True:
        rows, cursor = by_id(connection, query, table.c.id, limit - len(items), cursor)
        for row in rows:
            if row.capture_id not in cache:
                cache.clear()  # a list goes through captures mostly one after another
                cache[row.capture_id] = {one.id: one for one in _shown(connection, row.capture_id)}
            one = cache[row.capture_id][row.id]
            if wanted.state in (None, one.state):
                items.append(one)
        if cursor is None or len(items) >= limit:
            return Page(items=items, next=cursor)


def corrections_of(connection: Connection, capture_id: int) -> list[Correcting]:
    """Return a capture's corrections and undoings, the latest first."""
    return _shown(connection, capture_id)[::-1]


def correction(connection: Connection, id: int) -> Correcting:
    """Return one correction or undoing. Raises `NotFoundError`."""
    return next(one for one in _shown(connection, _capture_of(connection, id)) if one.id == id)


class _Row(NamedTuple):
    state: Standing
    outcome: Outcome | None = None


def _turn(archive: Archive, id: int, by: str, why: str, *, undone: bool) -> Correcting:
    by, why = _signed(by, why)
    with archive.writing() as connection:
        capture_id = _capture_of(connection, id)
        rows = connection.execute(
            select(tables.correction.c.id, tables.correction.c.undoes).where(
                tables.correction.c.capture_id == capture_id
            )
        ).all()
        undoes = {row.id: row.undoes for row in rows}
        if (id in undone_of(undoes)) == undone:
            raise ArchiveError(f"Correction {id} is {'undone already' if undone else 'not undone'}.")
        _room(connection, capture_id, 1)
        row = {"kind": UNDO, "body": "{}", "undoes": last_of(id, undoes)}
        new = _append(connection, row | {"capture_id": capture_id, "by": by, "why": why})
        views.rebuild(connection, capture_id)
        return _shown(connection, capture_id, [new])[0]


def _shown(connection: Connection, capture_id: int, ids: Sequence[int] | None = None) -> list[Correcting]:
    """Return a capture's corrections, or those with the numbers `ids`, as they stand."""
    rows = connection.execute(_OF_CAPTURE, {"capture_id": capture_id}).all()
    if not rows:
        return []
    undoes = {row.id: row.undoes for row in rows}
    undone = undone_of(undoes)
    by_undone = {of: one for one, of in undoes.items() if of is not None}
    found = views.effective(connection, capture_id)
    outcomes = {one.correction: one for one in found.outcomes} if found else {}
    sha256 = connection.execute(select(tables.capture.c.sha256).where(tables.capture.c.id == capture_id)).scalar_one()
    shown = tables.statement
    numbers = select(shown.c.number, shown.c.ref).where(shown.c.capture_id == capture_id)
    refs = {str(number): str(name) for number, name in connection.execute(numbers)}
    out = []
    for row in rows:
        if ids is not None and row.id not in ids:
            continue
        kept = None if row.kind == UNDO else kept_of(row)
        outcome = outcomes.get(row.id)
        out.append(
            Correcting(
                id=row.id,
                at=row.at,
                by=row.by,
                why=row.why,
                kind=row.kind,
                article=str(sha256)[:SHORT],
                headline=found.reading.article.headline if found else None,
                said=told(kept.correction) if kept else f"undo {row.undoes}",
                state="undone" if row.id in undone else outcome.state if outcome else "applied",
                ref=refs.get(outcome.statement or "") if outcome else None,
                reason=outcome.reason if outcome else None,
                overridden_by=outcome.by if outcome else None,
                undoes=row.undoes,
                undone_by=by_undone.get(row.id),
                correction=kept.correction if kept else None,
            )
        )
    return out


def _place(connection: Connection, where: str) -> tuple[int, str | None]:
    """Return the capture that `where` names, and the id of the statement, if it names one."""
    if not REF.fullmatch(where):
        return find_capture(connection, where), None
    shown = tables.statement
    row = connection.execute(select(shown.c.capture_id, shown.c.number).where(shown.c.ref == where)).one_or_none()
    if row is None:
        raise NotFoundError(f"There is no statement {where} in the archive.")
    return int(row[0]), str(row[1])


def _capture_of(connection: Connection, id: int) -> int:
    found = (
        connection.execute(
            select(tables.correction.c.capture_id).where(tables.correction.c.id == id)
        ).scalar_one_or_none()
        if 0 < id < 2**63
        else None
    )
    if found is None:
        raise NotFoundError(f"There is no correction {id} in the archive.")
    return int(found)


def _append(connection: Connection, row: dict[str, object]) -> int:
    done = connection.execute(insert(tables.correction).values(row | {"at": now()}).returning(tables.correction.c.id))
    return int(done.scalar_one())


def _signed(by: str, why: str) -> tuple[str, str]:
    by, why = " ".join(by.split()), why.strip()
    if not by or len(by) > BY_LENGTH or not by.isprintable():
        raise ArchiveError(f"Say who corrects, in 1 to {BY_LENGTH} printable characters.")
    if not why or len(why) > WHY_LENGTH or not why.replace("\n", " ").isprintable():
        raise ArchiveError(f"Say why, in 1 to {WHY_LENGTH} printable characters.")
    return by, why


def _room(connection: Connection, capture_id: int, more: int) -> None:
    table = tables.correction
    there = connection.execute(select(func.count()).where(table.c.capture_id == capture_id)).scalar_one()
    if there + more > MOST:
        raise ArchiveError(f"This page has {there} corrections already; {MOST} is the most.")


def _body(reading: Reading, one: Correction) -> str:
    """Return a correction as it is kept. Raises `ArchiveError` for one that does not fit the page, or its own form."""
    try:
        body = correction_json(one)
        wrong = fault(reading, correction_of(body))
    except ValueError as error:  # a name too long, or with characters that are none
        raise ArchiveError(str(error)) from error
    if wrong:
        raise ArchiveError(wrong)
    return body.decode()
