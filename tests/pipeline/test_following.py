"""The sample story in an archive: what is found in it is what is true of it (tests/story/tunnel.py)."""

from collections.abc import Iterator

import pytest

import onrecord
from onrecord.pipeline import tracing
from onrecord.pipeline.tracing import following
from onrecord.pipeline.tracing.lineage import line_of
from onrecord.record.adding import add
from onrecord.record.captures import find_capture
from onrecord.record.lookup import StatementFilter, statements
from onrecord.record.model import NotFoundError
from onrecord.record.names import key
from onrecord.record.opening import Archive, open_archive
from onrecord.record.search import vectors
from onrecord.story.appearances import Page
from onrecord.story.traces import Trace
from tests.story.tunnel import SAME, UTTERANCES, VERSIONS, readings


@pytest.fixture
def filled(storied: Archive) -> Archive:
    """An archive with the story in it, compared, that may be written to."""
    return storied


def names() -> dict[str, str]:
    return {one.capture.sha256: name for name, one in readings().items()}


def ref_of(archive: Archive, page: str, words: str) -> str:
    with archive.reading() as connection:
        found = statements(connection, StatementFilter(article=readings()[page].capture.sha256), limit=1000)
    rows = [row for row in found.items if words in key(row.content) and row.source_kind != "outlet"]
    return max(rows, key=lambda row: len(row.content)).ref


def told(found: Trace) -> tuple[list[str], list[str], list[str], list[str], list[str]]:
    page = {one.ref: names()[one.page.sha256] for one in found.appearances}
    origins = sorted(str(one.outlet) for one in found.origins.origins)
    lists = found.origins.undetermined, found.withheld, found.rivals
    return [page[one.ref] for one in found.appearances], origins, *([page[ref] for ref in refs] for refs in lists)


def test_every_utterance_is_traced_from_wherever_one_begins(story: Archive) -> None:
    for name, truth in UTTERANCES.items():
        expected = (
            list(truth.pages),
            sorted(truth.origins),
            list(truth.undetermined),
            list(truth.withheld),
            list(truth.rivals),
        )
        for page in truth.pages:
            ref = ref_of(story, page, truth.words)
            with story.reading() as connection:
                found = following.trace_of(connection, ref)
            assert told(found) == expected, f"{name}, from {page}"
            assert found.origins.independent == truth.independent


def test_words_find_their_utterance(story: Archive) -> None:
    with story.reading() as connection:
        for truth in UTTERANCES.values():
            found = following.trace(connection, truth.words)
            assert told(found.trace)[0] == list(truth.pages)
        with pytest.raises(NotFoundError):
            following.trace(connection, "nobody ever said anything of the kind in any tunnel")
        with pytest.raises(NotFoundError):
            following.trace(connection, "0" * 12 + "-1-2")


def test_a_name_that_is_withheld_is_inferred_with_both_pages(story: Archive) -> None:
    with story.reading() as connection:
        found = following.trace(connection, "three winters running that those fans would not last an hour").trace
    first, second = found.inferences
    assert (first.name, first.basis, first.withheld.name) == ("Anders Falk", "same_origin", None)
    assert (second.name, second.basis) == ("Anders Falk", "same_words")
    assert [change.after for change in found.changes if change.what == "words"] == ["in a row", "never"]


def test_the_same_claim_in_other_words_is_kept_apart(filled: Archive) -> None:
    vectors.catch_up(filled)
    ref = ref_of(filled, "record-1-falk", "in each of his last three winters")
    with filled.reading() as connection:
        found = following.trace_of(connection, ref)
        quoted = following.trace_of(connection, ref_of(filled, "record-1-falk", UTTERANCES["fans"].words))
        words = statements(connection, StatementFilter(speaker="Pellmouth Infirmary"), limit=100).items
        deaths = next(row for row in words if row.content.startswith("Seven people have now died"))
        others = following.trace_of(connection, deaths.ref).claims
    assert [names()[one.page.sha256].removesuffix("-later") for one in found.claims] == ["skerry-2-warned"]
    assert found.origins.independent == 1
    assert quoted.claims == []
    assert others and all("even people" in one.content for one in others), "six dead are no seven"


def test_versions_are_in_line_and_furniture_is_no_version(story: Archive) -> None:
    with story.reading() as connection:
        for chain, numbers in [*((one, [0, 1]) for one in VERSIONS), *((one, [0, 0]) for one in SAME)]:
            line = line_of(connection, find_capture(connection, readings()[chain[0]].capture.sha256))
            assert [names()[one.sha256] for one in line] == list(chain)
            assert [one.number for one in line] == numbers


def test_whose_reporting_an_article_is(story: Archive) -> None:
    with story.reading() as connection:
        post = following.share_of(connection, readings()["post-1-six-die"].capture.sha256)
        skerry = following.share_of(connection, readings()["skerry-3-strike"].capture.sha256)
        late = following.share_of(connection, readings()["post-3-judge"].capture.sha256)
    assert (post.own, post.another > 8) == (0, True)
    assert {one.outlet for one in skerry.statements if one.whose == "another"} == {
        "Lumen News",
        "Kessen Courier",
        "Northern Wire",
    }
    assert [one.whose for one in late.statements if "three winters" in one.why] == []
    assert "Meridian Record" in [one.outlet for one in late.statements if one.whose == "untraceable"]


@pytest.fixture(scope="module")
def backwards(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """The story as one has it who began at its end."""
    with open_archive(tmp_path_factory.mktemp("other") / "archive.db", make=True) as other:
        add(other, list(reversed(list(readings().values()))))
        tracing.catch_up(other)
        yield other


def test_the_order_of_adding_changes_nothing(story: Archive, backwards: Archive) -> None:
    for truth in UTTERANCES.values():
        with story.reading() as one, backwards.reading() as two:
            assert told(following.trace(one, truth.words).trace) == told(following.trace(two, truth.words).trace)


def test_what_is_gone_is_in_no_trace(filled: Archive) -> None:
    page = onrecord.read(text="“A wholly different thing is said here now,” said Ana Vale.")
    assert page.kind in ("article", "other")
    with filled.writing() as connection:
        capture_id = find_capture(connection, readings()["post-3-judge"].capture.sha256)
        tracing.repeating.update(connection, capture_id, None)
    with filled.reading() as connection:
        found = following.trace(connection, UTTERANCES["fans"].words).trace
    assert "post-3-judge" not in told(found)[0]


def test_the_same_paper_is_the_one_that_the_page_named_before() -> None:
    reading = onrecord.read(
        text="Harbour chief speaks\n\nIda Vail told the Kessen Courier: “The crane was tested in May.”\n\n"
        "Oda Ferrin, a crane driver, told the same paper that nobody had tested it since the winter.\n"
    )
    page = Page(capture=1, sha256=reading.capture.sha256, article=1)
    last = next(one for one in reading.statements if "winter" in reading.quote(one.content))
    assert [via.name for via in following.occurrence(reading, last, page, "r").via] == ["Kessen Courier"]
