"""Which feeds are due, which pages they named, and how failures are waited out: the same on both databases."""

from datetime import UTC, datetime

import msgspec

from onrecord.record.feeds import (
    TRIES,
    answered,
    due,
    forget_feed,
    next_due,
    stamp,
    tried,
    unanswered,
    waiting,
    watch_feed,
    watched,
)
from onrecord.record.opening import Archive

LATER = stamp(10 * 86_400)
FIRST, SECOND = "https://a.example/feed", "https://b.example/feed"


def test_times_compare_as_text() -> None:
    assert stamp(61.0, datetime(2031, 5, 4, 23, 59, tzinfo=UTC)) == "2031-05-05T00:00:01Z"


def test_a_feed_is_due_until_it_answered(archive: Archive) -> None:
    with archive.writing() as connection:
        watch_feed(connection, SECOND)
        watch_feed(connection, FIRST)
        watch_feed(connection, FIRST)
        assert next_due(connection) == ""
        assert [one.url for one in due(connection, stamp())] == [FIRST, SECOND]
        first = msgspec.structs.replace(watched(connection)[0], title="A", etag="x")
        assert answered(connection, first, ["https://a.example/1", "https://a.example/2"], 900.0) == 2
        assert answered(connection, first, ["https://a.example/2", "https://a.example/3"], 900.0) == 1
        assert [one.url for one in due(connection, stamp())] == [SECOND]
        assert [one.url for one in due(connection, LATER)] == [SECOND, FIRST], "never asked comes first"
        (kept, _) = watched(connection)
    assert (kept.title, kept.etag, kept.pages, kept.waiting, kept.failed) == ("A", "x", 3, 3, 0)


def test_failures_in_a_row_are_left_alone_longer(archive: Archive) -> None:
    with archive.writing() as connection:
        watch_feed(connection, FIRST)
        ends = []
        for _ in range(3):
            unanswered(connection, watched(connection)[0], "it is a page", 900.0)
            ends.append(watched(connection)[0].next_at)
        assert ends == sorted(set(ends))
        assert (watched(connection)[0].failures, watched(connection)[0].message) == (3, "it is a page")
        answered(connection, watched(connection)[0], [], 900.0)
        assert (watched(connection)[0].failures, watched(connection)[0].message) == (0, None)


def test_a_page_is_asked_for_a_few_times(archive: Archive) -> None:
    page = "https://a.example/1"
    with archive.writing() as connection:
        for url in (FIRST, SECOND):
            watch_feed(connection, url)
            answered(connection, next(one for one in watched(connection) if one.url == url), [page], 900.0)
        assert waiting(connection, LATER) == [page], "once, though two feeds named it"
        for _ in range(TRIES):
            tried(connection, page, added=False)
            assert waiting(connection, stamp()) == []
        assert waiting(connection, LATER) == []
        assert [(one.waiting, one.failed) for one in watched(connection)] == [(0, 1), (0, 1)]
        tried(connection, page, added=True)
        assert [(one.waiting, one.failed) for one in watched(connection)] == [(0, 0), (0, 0)]
        assert forget_feed(connection, FIRST)
        assert not forget_feed(connection, FIRST)
        assert [one.url for one in watched(connection)] == [SECOND]
