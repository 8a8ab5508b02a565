"""Topics: given where they are sure, kept and counted in the archive, and gone with what they were worked out from."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from safetensors.numpy import load_file
from sqlalchemy import Connection, delete, insert, select, text

import onrecord
from onrecord.pipeline import tracing
from onrecord.pipeline.catching_up import catch_up
from onrecord.record import lookup
from onrecord.record.adding import add
from onrecord.record.captures import find_capture
from onrecord.record.doctor import examine
from onrecord.record.lookup import ArticleFilter, StatementFilter
from onrecord.record.lookup.identity_counts import identity_counts
from onrecord.record.opening import Archive
from onrecord.record.search import find
from onrecord.record.search.find import Filters, Search
from onrecord.record.search.meaning import Meaning
from onrecord.record.tables import article_topic, identity, party, statement
from onrecord.record.topics import THRESHOLD, TOPICS, shared
from onrecord.record.topics.assign import WEIGHTS, text_of
from onrecord.record.views import rebuild

SAMPLES = Path(__file__).parents[3] / "samples"
PLAIN = {
    "15000000": (
        "Vale wins the cup in extra time",
        "The striker scored twice as Orme beat Kessen 3-2 in the final of the league.",
    ),
    "04000000": (
        "Shares fall as bank cuts rates",
        "The central bank cut interest rates; the company's profits and stock fell.",
    ),
    "17000000": (
        "Heavy snow and frost forecast",
        "The weather service expects a cold wave, snowfall and freezing temperatures.",
    ),
    "07000000": (
        "New vaccine against fever",
        "Hospitals and doctors treat patients with the disease; the drug cut infections.",
    ),
    "16000000": (
        "Shelling kills twelve soldiers",
        "The army fought rebels near the border; an air strike hit the town in the war.",
    ),
}


def test_the_weights_are_of_the_topics() -> None:
    tensors = load_file(WEIGHTS / "topics.safetensors")
    assert {name: one.shape for name, one in tensors.items()} == {
        "weights": (384, len(TOPICS)),
        "offsets": (len(TOPICS),),
    }
    assert len(TOPICS) == 17


@pytest.mark.parametrize("topic", PLAIN)
def test_plain_cases(topic: str) -> None:
    from onrecord.record.search.meaning import shared as meaning

    scores = shared().scores(meaning().vectors([text_of(*PLAIN[topic])]))[0]
    assert list(TOPICS)[int(scores.argmax())] == topic
    assert scores.sum() == pytest.approx(1, abs=1e-4)


def test_it_abstains() -> None:
    topics = shared()
    assert topics.of(onrecord.read(str(SAMPLES / "seilbahn-latin1.html"))) is None  # German
    assert topics.of(onrecord.read(str(SAMPLES / "not-found.html"))) is None
    given = topics.of(onrecord.read(str(SAMPLES / "budget-bare.txt")))
    assert given is not None and given.topic == "04000000" and given.confidence >= THRESHOLD


def test_an_archive_keeps_and_counts_them(archive: Archive) -> None:
    names = ("budget-bare.txt", "dam-report-blog.html", "seilbahn-latin1.html", "not-found.html")
    readings = [onrecord.read(str(SAMPLES / name)) for name in names]
    add(archive, readings)
    with archive.reading() as connection:
        assert lookup.topics(connection) == []
    catch_up(archive)
    with archive.reading() as connection:
        counted = lookup.topics(connection)
        assert sum(one.articles for one in counted) == 2
        assert all(one.name == TOPICS[one.topic] for one in counted)
        budget = lookup.topic_of(connection, readings[0].capture.sha256)
        assert budget is not None and budget.name == "Economy, business and finance"
        assert lookup.topic_of(connection, readings[2].capture.sha256) is None
        listed = lookup.articles(connection, ArticleFilter(topic="04000000")).items
        assert [one.sha256 for one in listed] == [readings[0].capture.sha256]
        assert not lookup.articles(connection, ArticleFilter(topic="nothing")).items
        numbers = connection.scalars(select(article_topic.c.capture_id)).all()
    with archive.writing() as connection:
        rebuild(connection, numbers[0])
    with archive.reading() as connection:
        assert connection.scalars(select(article_topic.c.capture_id)).all() == numbers[1:]
    catch_up(archive)
    with archive.reading() as connection:
        assert sorted(connection.scalars(select(article_topic.c.capture_id))) == sorted(numbers)


def test_a_search_counts_them_and_is_narrowed_to_one(archive: Archive) -> None:
    names = ("budget-bare.txt", "dam-report-blog.html", "seilbahn-latin1.html")
    readings = [onrecord.read(str(SAMPLES / name)) for name in names]
    budget = readings[0].capture.sha256[:12]
    add(archive, readings)
    asked = Search(filters=Filters(topics=["04000000"]), limit=100)
    assert find.statements(archive, asked).total == 0  # not yet worked out
    catch_up(archive)
    mine = find.statements(archive, asked)
    assert mine.total == len(readings[0].statements) + len(readings[0].nested) > 0
    assert {one.place.article for one in mine.hits} == {budget}
    assert [one.place.article for one in find.articles(archive, asked).hits] == [budget]
    for found in (find.articles(archive, Search()), find.statements(archive, Search())):
        facet = next(one for one in found.facets if one.facet == "topic")
        assert facet.different == 2
        assert ("04000000", TOPICS["04000000"]) in {(one.value, one.label) for one in facet.values}
    counted = next(one for one in find.articles(archive, Search()).facets if one.facet == "topic")
    assert {one.count for one in counted.values} == {1}
    with archive.reading() as connection:
        due = connection.execute(text("SELECT count(*) FROM meaning_due")).scalar_one()
        vectors = connection.execute(text("SELECT count(*) FROM meaning")).scalar_one()
        statements = connection.execute(text("SELECT count(*) FROM statement")).scalar_one()
    assert (due, vectors) == (0, statements)  # indexed again, and no vector lost
    assert examine(archive).findings == []
    with archive.reading() as connection:
        number = connection.scalars(select(article_topic.c.capture_id).where(article_topic.c.topic == "04000000")).one()
    with archive.writing() as connection:
        rebuild(connection, number)
    assert find.statements(archive, asked).total == 0
    catch_up(archive)
    assert find.statements(archive, asked).total == mine.total


def test_no_writer_waits_for_the_model(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    add(archive, [onrecord.read(str(SAMPLES / "budget-bare.txt"))])
    shared().told.cache_clear()
    inside: list[bool] = []
    writing, vectors, open_ones = archive.writing, Meaning.vectors, [0]

    @contextmanager
    def noted() -> Iterator[Connection]:
        with writing() as connection:
            open_ones[0] += 1
            yield connection
            open_ones[0] -= 1

    def asked(self: Meaning, texts: Sequence[str]) -> Any:
        inside.append(open_ones[0] > 0)
        return vectors(self, texts)

    monkeypatch.setattr(archive, "writing", noted)
    monkeypatch.setattr(Meaning, "vectors", asked)
    assert tracing.catch_up(archive) == 1
    assert inside == [False]


def test_what_somebody_says_by_topic(storied: Archive) -> None:
    with storied.writing() as connection:
        captures = connection.scalars(select(statement.c.capture_id).distinct().order_by(statement.c.capture_id)).all()
        connection.execute(delete(article_topic))
        topics = dict(zip(captures[1:], cycle(("09000000", "11000000")), strict=False))  # the first one has none
        given = [{"capture_id": id, "topic": topic, "confidence": 0.9, "model": "t"} for id, topic in topics.items()]
        connection.execute(insert(article_topic), given)
    with storied.reading() as connection:
        refs = dict(connection.execute(select(identity.c.ref, identity.c.said).where(identity.c.said > 1)).all())
        assert refs
        for ref, said in refs.items():
            counts = {one.value: one.statements for one in identity_counts(connection, ref, "topic")}
            assert sum(counts.values()) == said
            for topic in ("09000000", "11000000"):
                wanted = StatementFilter(identity=ref, topic=topic)
                rows = lookup.statements(connection, wanted, limit=200).items
                assert len(rows) == counts.get(topic, 0)
                assert all(topics[find_capture(connection, row.article)] == topic for row in rows)
        names = connection.scalars(select(party.c.name).where(party.c.part == "speaker").distinct()).all()
        for name in names:
            found = lookup.portrait(connection, name)
            for one in found.topics:
                rows = lookup.statements(connection, StatementFilter(speaker=name, topic=one.value), limit=200).items
                assert len(rows) == one.statements
            of_first = [capture for capture in captures if capture not in topics]
            spoken = lookup.statements(connection, StatementFilter(speaker=name), limit=200).items
            without = sum(find_capture(connection, row.article) in of_first for row in spoken)
            assert found.statements - sum(one.statements for one in found.topics) == without
