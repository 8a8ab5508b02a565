"""Feeds that are watched: when each is due, what a conditional request needs, and which pages it named.

Times are the archive's (ISO 8601 in UTC, `record.tables`), so that they compare as text.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, func, insert, literal_column, select, update

from onrecord.record.tables import feed, feed_entry

TRIES = 3
"""How often a page that a feed named is asked for before it is left alone."""
_AGAIN = 900.0
"""Seconds until a page that failed is asked for again; each further time four times as long."""
_SHORTEST, _LONGEST = 60, 86_400
"""Bounds, in seconds, of the time until a feed is asked again."""


class WatchedFeed(msgspec.Struct, frozen=True, kw_only=True):
    """A feed, with how it went when it was last asked.

    `message` says what was wrong then, None where all was well, and `failures` how often in a row it was. `pages`
    counts those it named, `waiting` those of them that are still to be added, `failed` those given up.
    """

    url: str
    title: str | None = None
    etag: str | None = None
    modified: str | None = None
    checked_at: str | None = None
    next_at: str | None = None
    failures: int = 0
    message: str | None = None
    pages: int = 0
    waiting: int = 0
    failed: int = 0


def stamp(after: float = 0.0, now: datetime | None = None) -> str:
    """Return the time `after` seconds from now, as the archive writes times."""
    when = (now or datetime.now(UTC)) + timedelta(seconds=after)
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def watch_feed(connection: Connection, url: str) -> None:
    """Watch a feed from now on; one that is watched already stays as it is."""
    if not connection.execute(select(feed.c.url).where(feed.c.url == url)).first():
        connection.execute(insert(feed).values(url=url, failures=0))


def forget_feed(connection: Connection, url: str) -> bool:
    """Watch a feed no longer, and say whether it was watched; what it brought stays in the archive."""
    connection.execute(delete(feed_entry).where(feed_entry.c.feed_url == url))
    return connection.execute(delete(feed).where(feed.c.url == url)).rowcount > 0


def watched(connection: Connection) -> list[WatchedFeed]:
    """Return the feeds that are watched, by address."""
    counts: dict[str, dict[str, int]] = {}
    # A literal, for PostgreSQL takes two parameters of one value for two.
    again_in_turn = feed_entry.c.tries < literal_column(str(TRIES))
    entries = select(feed_entry.c.feed_url, feed_entry.c.state, again_in_turn, func.count()).group_by(
        feed_entry.c.feed_url, feed_entry.c.state, again_in_turn
    )
    for url, state, again, number in connection.execute(entries):
        of = counts.setdefault(url, {"pages": 0, "waiting": 0, "failed": 0})
        of["pages"] += number
        if state != "added":
            of["waiting" if again else "failed"] += number
    rows = connection.execute(select(feed).order_by(feed.c.url)).mappings()
    return [WatchedFeed(**(dict(row) | counts.get(row["url"], {}))) for row in rows]


def due(connection: Connection, now: str) -> list[WatchedFeed]:
    """Return the feeds that may be asked at `now`, those that waited longest first."""
    rows = connection.execute(
        select(feed)
        .where((feed.c.next_at.is_(None)) | (feed.c.next_at <= now))
        .order_by(func.coalesce(feed.c.next_at, ""), feed.c.url)
    ).mappings()
    return [WatchedFeed(**dict(row)) for row in rows]


def next_due(connection: Connection) -> str | None:
    """Return when the next feed may be asked; None where none is watched."""
    return connection.execute(select(func.min(func.coalesce(feed.c.next_at, "")))).scalar()


def answered(connection: Connection, asked: WatchedFeed, urls: list[str], every: float) -> int:
    """Keep that a feed answered, with what `asked` now holds of it, and the pages it named; return how many are new.

    It may be asked again in `every` seconds.
    """
    connection.execute(
        update(feed)
        .where(feed.c.url == asked.url)
        .values(
            title=asked.title,
            etag=asked.etag,
            modified=asked.modified,
            checked_at=stamp(),
            next_at=stamp(_within(every)),
            failures=0,
            message=None,
        )
    )
    known = set(
        connection.execute(
            select(feed_entry.c.url).where(feed_entry.c.feed_url == asked.url, feed_entry.c.url.in_(urls))
        ).scalars()
    )
    new = [url for url in urls if url not in known]
    rows: list[dict[str, Any]] = [
        {"feed_url": asked.url, "url": url, "seen_at": stamp(), "tries": 0, "state": "new"} for url in new
    ]
    if rows:
        connection.execute(insert(feed_entry), rows)
    return len(new)


def unanswered(connection: Connection, asked: WatchedFeed, message: str, every: float) -> None:
    """Keep that a feed could not be read, and why; it is left alone longer each time this happens in a row."""
    failures = asked.failures + 1
    connection.execute(
        update(feed)
        .where(feed.c.url == asked.url)
        .values(
            checked_at=stamp(),
            next_at=stamp(_within(every * 2 ** min(failures - 1, 10))),
            failures=failures,
            message=message,
        )
    )


def waiting(connection: Connection, now: str, limit: int = 100) -> list[str]:
    """Return pages that feeds named and that are to be fetched at `now`, those named first first."""
    rows = connection.execute(
        select(feed_entry.c.url, func.min(feed_entry.c.seen_at).label("seen"))
        .where(
            feed_entry.c.state != "added",
            feed_entry.c.tries < TRIES,
            feed_entry.c.again_at.is_(None) | (feed_entry.c.again_at <= now),
        )
        .group_by(feed_entry.c.url)
        .order_by("seen", feed_entry.c.url)
        .limit(limit)
    )
    return [str(row[0]) for row in rows]


def tried(connection: Connection, url: str, *, added: bool) -> None:
    """Keep whether a page that feeds named was added or has failed once more; then it is left alone for some time."""
    tries = connection.execute(select(func.max(feed_entry.c.tries)).where(feed_entry.c.url == url)).scalar() or 0
    connection.execute(
        update(feed_entry)
        .where(feed_entry.c.url == url)
        .values(
            tries=tries + 1,
            state="added" if added else "failed",
            again_at=None if added else stamp(_AGAIN * 4**tries),
        )
    )


def _within(seconds: float) -> float:
    return min(max(seconds, _SHORTEST), _LONGEST)
