"""Which captures are versions of one article, for lists that show an article once."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, bindparam, exists, func, select, tuple_

from onrecord.record.tables import article as _article
from onrecord.record.tables import capture as _capture
from onrecord.record.tables import edition as _edition


class Edition(NamedTuple):
    """A capture among those of its article: the article's number, and how many captures of it there are."""

    article: int
    versions: int


_other = _edition.alias("other")
_count = select(func.count()).where(_other.c.article == _edition.c.article).scalar_subquery()
_THESE = (
    select(_capture.c.sha256, _edition.c.article, _count)
    .join(_edition, _edition.c.capture_id == _capture.c.id)
    .where(_capture.c.sha256.in_(bindparam("sha256s", expanding=True)))
)


def editions(connection: Connection, sha256s: Sequence[str]) -> dict[str, Edition]:
    """Return, by their sha256, of which article captures are; those not compared with others yet are left out."""
    out: dict[str, Edition] = {}
    for start in range(0, len(sha256s), 500):
        rows = connection.execute(_THESE, {"sha256s": list(dict.fromkeys(sha256s[start : start + 500]))})
        out.update((sha256, Edition(int(article), int(versions))) for sha256, article, versions in rows)
    return out


def is_latest() -> ColumnElement[bool]:
    """Return the condition on rows of `article` that no other capture of the same article is later.

    Later is the one of the later day, then the one that the page says was changed later, then the one added later.
    """
    mine, theirs, there = _edition.alias("mine"), _edition.alias("theirs"), _article.alias("there")
    later = tuple_(func.coalesce(there.c.day, ""), func.coalesce(there.c.updated, ""), there.c.capture_id) > tuple_(
        func.coalesce(_article.c.day, ""), func.coalesce(_article.c.updated, ""), _article.c.capture_id
    )
    return ~exists(
        select(1)
        .select_from(mine)
        .join(theirs, theirs.c.article == mine.c.article)
        .join(there, there.c.capture_id == theirs.c.capture_id)
        .where(mine.c.capture_id == _article.c.capture_id, theirs.c.capture_id != _article.c.capture_id, later)
        .correlate(_article)
    )
