"""The versions of an article in time, out of the archive."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import BindParameter, Connection, bindparam, select

from onrecord.record import tables
from onrecord.record.stories import copies as rows
from onrecord.story.compared import Version
from onrecord.story.moments import known_by, stated
from onrecord.story.sketch import Look, same_look

_AT_ONCE = 400
_ARTICLE, _CAPTURE, _SIGHTING = tables.article.c, tables.capture.c, tables.sighting.c
_THESE: BindParameter[int] = bindparam("capture_ids", expanding=True)
_MET = (
    select(_SIGHTING.capture_id, _SIGHTING.captured_at, _SIGHTING.captured_at_from)
    .where(_SIGHTING.captured_at.is_not(None), _SIGHTING.capture_id.in_(_THESE))
    .order_by(_SIGHTING.id)
)
_SAID = (
    select(_ARTICLE.capture_id, _CAPTURE.sha256, _ARTICLE.published, _ARTICLE.updated)
    .join_from(tables.article, tables.capture, _CAPTURE.id == _ARTICLE.capture_id)
    .where(_ARTICLE.capture_id.in_(_THESE))
)


def lines(connection: Connection, capture_ids: Iterable[int]) -> dict[int, list[Version]]:
    """Return the lines that captures are in, by article, each with all its versions, the earliest first.

    A capture that was not compared with the others yet is a line of its own.
    """
    wanted = sorted(set(capture_ids))
    known = rows.editions(connection, wanted)
    by_article = rows.of_articles(connection, {one.article for one in known.values()})
    for capture_id in wanted:
        if capture_id not in known:
            by_article[capture_id] = [rows.Edition(capture_id, capture_id, 0, None, 0, None, None)]
    every = [one.capture_id for ones in by_article.values() for one in ones]
    stated_by, made = _stated(connection, every), met(connection, every)
    return {article: _line(ones, stated_by, made) for article, ones in by_article.items()}


def line_of(connection: Connection, capture_id: int) -> list[Version]:
    """Return the versions of the article that a capture is of, the earliest first."""
    return next(iter(lines(connection, [capture_id]).values()))


def met(connection: Connection, capture_ids: Sequence[int]) -> dict[int, str]:
    """Return when captures were made, as ISO 8601, where that is told; a file's own time only if nothing else does."""
    best: dict[int, tuple[bool, str, str]] = {}
    for start in range(0, len(capture_ids), _AT_ONCE):
        some = capture_ids[start : start + _AT_ONCE]
        for row in connection.execute(_MET, {"capture_ids": some}):
            known = stated(_Dated(row.captured_at)).latest or "9999"
            weight = row.captured_at_from == "file-time", known, row.captured_at
            best[row.capture_id] = min(best.get(row.capture_id, weight), weight)
    return {capture_id: at for capture_id, (_, _, at) in best.items()}


class _Dated(NamedTuple):
    captured_at: str | None
    published: str | None = None
    updated: str | None = None


class _Stated(NamedTuple):
    sha256: str
    published: str | None
    updated: str | None


def _stated(connection: Connection, capture_ids: Sequence[int]) -> dict[int, _Stated]:
    out: dict[int, _Stated] = {}
    for start in range(0, len(capture_ids), _AT_ONCE):
        some = capture_ids[start : start + _AT_ONCE]
        for row in connection.execute(_SAID, {"capture_ids": some}):
            out[row.capture_id] = _Stated(row.sha256, row.published, row.updated)
    return out


def _look(one: rows.Edition) -> Look:
    return Look(one.prose, one.standfirst, one.place)


def _line(ones: Sequence[rows.Edition], said: dict[int, _Stated], made: dict[int, str]) -> list[Version]:
    """Put captures of one article in time: by when they were made, else by when the page says it was changed last."""

    def when(one: rows.Edition) -> tuple[datetime, int]:
        page = said[one.capture_id]
        if one.capture_id in made:
            return known_by(stated(_Dated(made[one.capture_id]))), one.capture_id
        return known_by(stated(_Dated(None, page.updated or page.published))), one.capture_id

    out: list[Version] = []
    before: rows.Edition | None = None
    for one in sorted((one for one in ones if one.capture_id in said), key=when):
        page = said[one.capture_id]
        number = 0 if before is None else out[-1].number + (not same_look(_look(one), _look(before)))
        out.append(
            Version(
                one.capture_id,
                page.sha256,
                one.article,
                number,
                made.get(one.capture_id),
                page.published,
                page.updated,
                one.credit,
                one.address,
            )
        )
        before = one
    return out
