"""Feeds watched: asked when they are due, each new page that they name fetched once, politely, and added."""

import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from onrecord.capture.feeds import BusyError, fetch_feed
from onrecord.capture.fetch import fetch
from onrecord.capture.manners import Manners
from onrecord.capture.model import Capture, CaptureError
from onrecord.capture.network import Asking
from onrecord.pipeline.archiving import Work, add_captures
from onrecord.record.feeds import WatchedFeed, answered, due, next_due, stamp, tried, unanswered, waiting

if TYPE_CHECKING:
    from onrecord.record.adding import Added
    from onrecord.record.opening import Archive

EVERY = 900.0
"""Seconds until a feed is asked again, where nothing else is said."""
_ROUND = 200
"""The most pages that are fetched between two looks at the feeds."""
_NAP = 5.0
"""The longest sleep, in seconds, between two looks at whether a feed is due: another process may add one."""


class Asked(NamedTuple):
    """A feed that was asked: how many pages it named, how many of them are new, or why it could not be read."""

    feed: WatchedFeed
    pages: int = 0
    new: int = 0
    failed: str | None = None

    @property
    def source(self) -> str:
        """The feed's address."""
        return self.feed.url


class Manner(NamedTuple):
    """How feeds are watched: seconds between two looks at one, and whether private addresses may be asked."""

    every: float = EVERY
    allow_private: bool = False
    manners: Manners = Manners()


def watch_once(archive: "Archive", manner: Manner, work: Work) -> "Iterator[Asked | Added | CaptureError]":
    """Ask each feed that is due, then fetch and add the pages that feeds named; yield what came of each.

    Pages that fail are asked for again in later rounds, `record.feeds.TRIES` times in all. Raises `ArchiveError`.
    """
    with archive.reading() as connection:
        feeds = due(connection, stamp())
    for one in feeds:
        yield _ask(archive, one, manner)
    with archive.reading() as connection:
        urls = waiting(connection, stamp(), _ROUND)
    for outcome in add_captures(archive, _fetched(urls, manner), work):
        source = outcome.source
        with archive.writing() as connection:
            tried(connection, source, added=not isinstance(outcome, CaptureError))
        yield outcome


def watch(
    archive: "Archive", manner: Manner, work: Work, sleep: Callable[[float], None] = time.sleep
) -> "Iterator[Asked | Added | CaptureError]":
    """Watch the archive's feeds without end; otherwise as `watch_once`."""
    while True:
        yield from watch_once(archive, manner, work)
        with archive.reading() as connection:
            at, more = next_due(connection), waiting(connection, stamp(), 1)
        if not more and (at is None or at > stamp()):
            sleep(_NAP)


def _ask(archive: "Archive", one: WatchedFeed, manner: Manner) -> Asked:
    known = Asking(etag=one.etag, modified=one.modified)
    try:
        found = fetch_feed(one.url, known, allow_private=manner.allow_private, manners=manner.manners)
    except CaptureError as error:
        every = max(manner.every, error.seconds or 0) if isinstance(error, BusyError) else manner.every
        with archive.writing() as connection:
            unanswered(connection, one, error.message, every)
        return Asked(one, failed=error.message)
    title = one.title if found.unchanged else found.title
    now = msgspec.structs.replace(one, title=title, etag=found.etag, modified=found.modified)
    urls = [entry.url for entry in found.entries]
    with archive.writing() as connection:
        new = answered(connection, now, urls, max(manner.every, found.retry_after or 0))
    return Asked(now, len(urls), new)


def _fetched(urls: list[str], manner: Manner) -> Iterator[Capture | CaptureError]:
    for url in urls:
        try:
            yield fetch(url, allow_private=manner.allow_private, manners=manner.manners)
        except CaptureError as error:
            yield error
