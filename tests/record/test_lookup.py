"""What is asked of an archive, on both databases."""

from collections import Counter
from collections.abc import Callable
from itertools import pairwise

import pytest
from msgspec import structs
from sqlalchemy import select

import onrecord
from onrecord.record import lookup
from onrecord.record.adding import add
from onrecord.record.lookup import ArticleFilter, CursorError, Page, StatementFilter
from onrecord.record.model import AmbiguousError, NotFoundError
from onrecord.record.opening import Archive
from onrecord.record.tables import entity


@pytest.fixture
def filled(samples: Archive) -> Archive:
    return samples


def whole(ask: Callable[[str | None], Page[object]]) -> list[object]:
    """Everything a list has, page by page."""
    out, cursor = [], None
    while True:
        page = ask(cursor)
        out += page.items
        cursor = page.next
        if cursor is None:
            return out


def test_an_empty_archive(archive: Archive) -> None:
    with archive.reading() as connection:
        assert lookup.articles(connection) == Page(items=[])
        assert lookup.statements(connection) == Page(items=[])
        assert lookup.captures(connection) == Page(items=[])
        assert lookup.entities(connection, "a").items == []
        assert lookup.speaking(connection).spoken == []
        assert lookup.stats(connection).statements == 0


def spoken(counted: lookup.Speaking) -> dict[str, int]:
    """How many statements each speaker makes."""
    out: Counter[str] = Counter()
    for one in counted.spoken:
        out[one.key] += one.statements
    assert set(out) == set(counted.pages)
    return out


def test_pages_hold_everything_once_and_in_order(filled: Archive) -> None:
    with filled.reading() as connection:
        for limit in (1, 3, 7):
            for oldest_first in (False, True):
                found = whole(
                    lambda cursor, limit=limit, oldest=oldest_first: lookup.statements(
                        connection, limit=limit, cursor=cursor, oldest_first=oldest
                    )
                )
                assert len({one.ref for one in found}) == len(found) == lookup.stats(connection).statements
                days = [one.day for one in found if one.day]
                assert days == sorted(days, reverse=not oldest_first)
                assert [one.day for one in found] == [*days, *[None] * (len(found) - len(days))]
        assert len(whole(lambda cursor: lookup.articles(connection, limit=1, cursor=cursor))) == 3
        assert len(whole(lambda cursor: lookup.captures(connection, limit=1, cursor=cursor))) == 4


def test_a_page_goes_on_where_it_was_though_more_is_added(
    archive: Archive, readings: tuple[onrecord.Reading, ...]
) -> None:
    add(archive, readings[:2])
    with archive.reading() as connection:
        first = lookup.statements(connection, limit=4)
        rest = [one.ref for one in whole(lambda cursor: lookup.statements(connection, cursor=cursor or first.next))]
    add(archive, readings[2:])
    with archive.reading() as connection:
        later = [one.ref for one in whole(lambda cursor: lookup.statements(connection, cursor=cursor or first.next))]
    assert [ref for ref in later if ref in rest] == rest
    assert not {one.ref for one in first.items} & set(later)


@pytest.mark.parametrize("cursor", ["x", "====", "bnVsbA", "WzEsMl0", "W251bGwsLTFd", "🙂", "WyIyMDI0IiwiYSJd"])
def test_cursors_that_no_page_gave(filled: Archive, cursor: str) -> None:
    with filled.reading() as connection:
        for ask in (lookup.statements, lookup.articles, lookup.captures):
            with pytest.raises(CursorError, match="none that a page gave"):
                ask(connection, cursor=cursor)


def test_every_statement_says_what_stands_there(filled: Archive) -> None:
    with filled.reading() as connection:
        for row in lookup.statements(connection, limit=1000).items:
            evidence = lookup.statement(connection, row.ref)
            assert evidence.row == row
            text = evidence.page.reading.text
            assert row.content == " … ".join(text[start:end] for start, end in row.spans.content)
            assert (row.source, row.cue) == tuple(
                " … ".join(text[start:end] for start, end in spans) for spans in (row.spans.source, row.spans.cue)
            )
            assert evidence.page.refs[row.number] == row.ref
            assert evidence.page.capture.sha256 == row.article
            assert evidence.statement.id == row.number


def test_filters_take_what_fits_and_leave_the_rest(filled: Archive) -> None:
    with filled.reading() as connection:
        everything = lookup.statements(connection, limit=1000).items
        for name in ("source_kind", "quotation", "manner", "channel", "polarity", "language", "outlet"):
            for value in {getattr(one, name) for one in everything} - {None}:
                found = lookup.statements(connection, StatementFilter(**{name: value}), limit=1000).items
                assert found == [one for one in everything if getattr(one, name) == value]
        for one in {one.article for one in everything}:
            found = lookup.statements(connection, StatementFilter(article=one[:12]), limit=1000).items
            assert found == [each for each in everything if each.article == one]
        day = max(one.day for one in everything if one.day)
        found = lookup.statements(connection, StatementFilter(since=day, until=day), limit=1000).items
        assert found == [one for one in everything if one.day == day]
        assert lookup.statements(connection, StatementFilter(corrected=True)).items == []
        assert lookup.statements(connection, StatementFilter(outlet="Nowhere Times")).items == []


def test_what_somebody_said(filled: Archive) -> None:
    with filled.reading() as connection:
        for key, statements in spoken(lookup.speaking(connection)).items():
            found = whole(
                lambda cursor, key=key: lookup.statements(
                    connection, StatementFilter(speaker=key.upper()), limit=2, cursor=cursor
                )
            )
            assert len(found) == statements
            assert all(one.speaker for one in found)
            dated = [(one.day, one.id) for one in found if one.day]
            assert all(before > after for before, after in pairwise(dated))
        for way in {via.name for one in lookup.statements(connection, limit=1000).items for via in one.via}:
            found = lookup.statements(connection, StatementFilter(via=way), limit=1000).items
            assert found
            assert all(way in [via.name for via in one.via] for one in found)


def test_articles_by_outlet_and_day(filled: Archive) -> None:
    with filled.reading() as connection:
        everything = lookup.articles(connection).items
        for one in everything:
            for wanted in (
                ArticleFilter(outlet=one.outlet and one.outlet.upper()),
                ArticleFilter(since=one.day, until=one.day, language=one.language),
            ):
                assert one in lookup.articles(connection, wanted).items
        assert lookup.articles(connection, ArticleFilter(since="2999-01-01")).items == []
        assert lookup.articles(connection, ArticleFilter(corrected=True)).items == []


def test_an_article_is_called_by_the_first_digits_of_its_hash(filled: Archive) -> None:
    with filled.reading() as connection:
        for one in lookup.captures(connection).items:
            for digits in (6, 12, 63, 64):
                found = lookup.article(connection, one.sha256[:digits])
                assert found.capture == one
                assert found.reading.capture.sha256 == one.sha256
                assert lookup.bytes_of(connection, one.sha256[:digits]).__len__() == one.size
            assert (found.row is None) == (one.page_kind != "article")
            assert len(found.refs) == (found.row.statements if found.row else 0)
        for wrong in ("", "abc", one.sha256[:5], "zzzzzz", "ABCDEF", "000000", one.sha256 + "0", "'; --", "%" * 8):
            with pytest.raises(NotFoundError):
                lookup.article(connection, wrong)


def test_digits_that_fit_two(archive: Archive, readings: tuple[onrecord.Reading, ...]) -> None:
    for last in "9a":
        capture = structs.replace(readings[0].capture, sha256="5d3a08" + last + "0" * 57, source=last)
        add(archive, [structs.replace(readings[0], capture=capture)])
    with archive.reading() as connection:
        with pytest.raises(AmbiguousError) as caught:
            lookup.article(connection, "5d3a08")
        assert len(caught.value.candidates) == 2
        for last in "9a":
            assert lookup.article(connection, "5d3a08" + last + "0" * 57).sightings[0].source == last


@pytest.mark.parametrize("ref", ["", "0" * 12, "000000000000-1-2", "x" * 200, "000000000000-1-2n.3", "0-1-2"])
def test_no_evidence_for_what_is_not_there(filled: Archive, ref: str) -> None:
    with filled.reading() as connection, pytest.raises(NotFoundError):
        lookup.statement(connection, ref)


def test_entities_by_the_beginning_of_a_name(filled: Archive, readings: tuple[onrecord.Reading, ...]) -> None:
    with filled.reading() as connection:
        for reading in readings:
            for one in reading.entities:
                if not one.named:
                    continue
                found = lookup.entities(connection, one.name.upper()[:8], limit=100)
                same = [each for each in found.items if (each.type, each.name) == (one.type, one.name)]
                assert same or any(one.name in each.variants for each in found.items)
        assert lookup.entities(connection, "%").items == []
        assert lookup.entities(connection, "zzzz").items == []
        assert len(lookup.entities(connection, "the", limit=1).items) <= 1


def test_an_entity_of_the_archive(filled: Archive) -> None:
    with filled.reading() as connection:
        for key, statements in spoken(lookup.speaking(connection)).items():
            try:
                found = lookup.entity(connection, key)
            except NotFoundError:
                continue
            assert (found.key, found.statements) == (key, statements)
            assert found.articles >= 1
        with pytest.raises(NotFoundError):
            lookup.entity(connection, "Nobody At All")


def test_counts(filled: Archive) -> None:
    with filled.reading() as connection:
        found = lookup.stats(connection)
        assert (found.captures, found.readings, found.articles, found.readers) == (4, 4, 3, 1)
        assert found.bytes == sum(one.size for one in lookup.captures(connection).items)
        assert sum(one.statements for one in lookup.articles(connection).items) == found.statements
        assert lookup.speaking(connection, ArticleFilter(since="2999-01-01")).spoken == []


def test_related_articles_share_two_names_at_least(story: Archive) -> None:
    with story.reading() as connection:
        rows = connection.execute(
            select(entity.c.capture_id, entity.c.key, entity.c.type, entity.c.name, entity.c.mentions, entity.c.id)
            .where(entity.c.named, entity.c.type.in_(("person", "organisation", "event", "work")), entity.c.key != "")
            .order_by(entity.c.capture_id, entity.c.mentions.desc(), entity.c.id)
        ).all()
        shas = {row.sha256: row.id for row in lookup.captures(connection, limit=100).items}
        every = {(row.key, row.type, row.capture_id) for row in rows}
        found = 0
        for capture in shas.values():
            mine = [row for row in rows if row.capture_id == capture][:8]
            wanted = {
                other: {row.name for row in mine if (row.key, row.type, other) in every}
                for other in shas.values()
                if other != capture
            }
            wanted = {other: names for other, names in wanted.items() if len(names) > 1}
            got = lookup.related(connection, capture, limit=100)
            assert {shas[one.row.sha256]: set(one.shared) for one in got} == wanted
            found += len(got)
    assert found, "those of one story speak of the same"
