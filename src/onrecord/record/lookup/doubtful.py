"""Statements that a person should look at first: those that the reader is least sure of."""

from collections.abc import Collection
from typing import Literal

import msgspec
from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from onrecord.record.captures import find_capture
from onrecord.record.lookup.statements import StatementRow, statements_called
from onrecord.record.names import key
from onrecord.record.tables import statement as _statement

Doubt = Literal["words", "speaker"]
SURE = 1.0
"""The confidence of what a person said; whatever has it is not asked for."""
MOST = 200
"""The most statements of one look."""


class Doubtful(msgspec.Struct, frozen=True, kw_only=True):
    """A statement to look at; `doubt` says of what the reader is least sure, and `sure` how sure it is of that.

    `words`: that the source and the content are both right. `speaker`: who the source is.
    """

    row: StatementRow
    doubt: Doubt
    sure: float


class Looking(msgspec.Struct, frozen=True, kw_only=True):
    """Among which statements: of an article (the first digits of its sha256), of an outlet.

    With `unnamed` those whose speaker could not be told: nothing is wrong with them, but a person may know.
    """

    article: str | None = None
    outlet: str | None = None
    unnamed: bool = False


def doubtful(
    connection: Connection, looking: Looking | None = None, *, limit: int = 10, skipped: Collection[str] = ()
) -> list[Doubtful]:
    """Return the statements that the reader is least sure of, the least sure one first, without those `skipped`.

    How sure it is of a statement is the lesser of how sure it is of the words and of the speaker, so that each of the
    two lists is read off its own index. Raises as `lookup.article` for an article that is not there.
    """
    looking = looking or Looking()
    limit = max(1, min(limit, MOST))
    among = _among(connection, looking)
    words, speaker, id = _statement.c.confidence, _statement.c.speaker_confidence, _statement.c.id
    asked = select(_statement.c.ref)
    if looking.unnamed:
        nobody = asked.where(_statement.c.speaker_key.is_(None), _statement.c.speaker.is_(None), speaker < SURE, *among)
        lists = [nobody.order_by(_statement.c.day.desc(), id.desc())]
    else:
        named = asked.where(_statement.c.speaker.is_not(None), speaker < SURE, *among)
        lists = [asked.where(words < SURE, *among).order_by(words, id), named.order_by(speaker, id)]
    refs: dict[str, None] = {}
    for one in lists:
        # As many more as may be left out, so that what is skipped is not asked of the database.
        refs |= dict.fromkeys(connection.execute(one.limit(limit + len(skipped))).scalars())
    rows = [row for row in statements_called(connection, list(refs)) if row.ref not in skipped]
    found = [_doubtful(row, looking.unnamed) for row in rows]
    return (found if looking.unnamed else sorted(found, key=lambda one: (one.sure, one.row.id)))[:limit]


def doubts_left(connection: Connection, article: str) -> int:
    """Return how many statements of an article nobody has confirmed or put right yet. Raises as `doubtful`."""
    here = _statement.c.capture_id == find_capture(connection, article)
    words = _statement.c.confidence < SURE
    speaker = and_(_statement.c.speaker.is_not(None), _statement.c.speaker_confidence < SURE)
    return int(connection.execute(select(func.count()).where(here, or_(words, speaker))).scalar_one())


def _among(connection: Connection, looking: Looking) -> list[ColumnElement[bool]]:
    out: list[ColumnElement[bool]] = []
    if looking.article is not None:
        out.append(_statement.c.capture_id == find_capture(connection, looking.article))
    if looking.outlet is not None:
        out.append(_statement.c.outlet_key == key(looking.outlet))
    return out


def _doubtful(row: StatementRow, unnamed: bool) -> Doubtful:
    speaker = row.speaker_confidence if unnamed or row.speaker is not None else None
    if speaker is not None and (unnamed or speaker < row.confidence):
        return Doubtful(row=row, doubt="speaker", sure=speaker)
    return Doubtful(row=row, doubt="words", sure=row.confidence)
