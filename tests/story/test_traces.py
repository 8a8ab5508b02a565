"""Traces of the sample story, with what is a version, a copy and the same words given: the truth is in `tunnel`."""

from functools import cache

import pytest

from onrecord.story.appearances import Occurrence, Page, same_speaker
from onrecord.story.changes import between
from onrecord.story.traces import Trace, trace
from tests.story import made
from tests.story.tunnel import UTTERANCES


@cache
def traced(name: str) -> Trace:
    return trace(made.occurrences(UTTERANCES[name]), made.copies(), made.versions())


@cache
def names() -> dict[int, str]:
    return {page.capture: name for name, page in made.pages().items()}


def page_of(found: Trace, ref: str) -> str:
    return next(names()[one.page.capture] for one in found.appearances if one.ref == ref)


@pytest.mark.parametrize("name", UTTERANCES)
def test_it_appears_where_it_appears_in_time(name: str) -> None:
    found = traced(name)
    assert tuple(names()[one.page.capture] for one in found.appearances) == UTTERANCES[name].pages
    assert found.first == found.appearances[0].ref
    assert tuple(page_of(found, ref) for ref in found.rivals) == UTTERANCES[name].rivals


@pytest.mark.parametrize("name", UTTERANCES)
def test_its_independent_origins_are_counted_right(name: str) -> None:
    truth, found = UTTERANCES[name], traced(name)
    assert found.origins.independent == truth.independent == len(found.origins.origins)
    assert sorted(str(one.outlet) for one in found.origins.origins) == sorted(truth.origins)
    assert tuple(page_of(found, ref) for ref in found.origins.undetermined) == truth.undetermined
    assert {ref for one in found.origins.origins for ref in one.refs} | set(found.origins.undetermined) == {
        one.ref for one in found.appearances
    }


@pytest.mark.parametrize("name", UTTERANCES)
def test_who_names_the_source(name: str) -> None:
    truth, found = UTTERANCES[name], traced(name)
    assert tuple(page_of(found, ref) for ref in found.withheld) == truth.withheld
    assert bool(found.named) is not truth.no_person
    assert len(found.named) + len(found.withheld) + len(found.other) == len(found.appearances)


def test_the_pages_own_words_around_a_partial_quotation_are_no_change() -> None:
    page = made.Page(capture=1, sha256="a", article=1)
    old = made.Occurrence(ref="a", page=page, content="Tunnel crews ‘should not be briefed’ on it", quotation="mixed")
    new = made.Occurrence(ref="b", page=page, content="that crews “should never be briefed”", quotation="mixed")
    assert [(one.what, one.before, one.after) for one in between(old, new)] == [("words", "not", "never")]


def test_another_pronoun_in_reported_speech_is_no_change() -> None:
    page = made.Page(capture=1, sha256="a", article=1)
    old = made.Occurrence(ref="a", page=page, content="“We heard the wall go and we ran,”")
    new = made.Occurrence(
        ref="b", page=page, content="that they heard the wall fall and they ran", quotation="indirect"
    )
    told = [(one.what, one.before, one.after) for one in between(old, new)]
    assert told == [("words", "go", "fall"), ("form", "direct", "indirect")]


def test_a_headline_withholds_nobody_whom_the_text_below_it_names() -> None:
    page = Page(capture=1, sha256="a" * 64, article=1, outlet="The Beacon")
    headline = Occurrence(
        ref="h",
        page=page,
        content="‘Nobody was sent there’",
        source_kind="unnamed_person",
        speaker="Yard boss",
        content_spans=[(0, 9)],
    )
    body = Occurrence(
        ref="b",
        page=page,
        content="“Nobody was sent there, and nobody will be”",
        source_kind="named_person",
        speaker="Ida Vail",
        likeness="cut",
        content_spans=[(90, 99)],
    )
    found = trace([headline, body])
    assert (found.named, found.withheld, found.inferences) == (["b"], [], [])


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("a memo", "an internal memo", True), ("the memo", "a letter", False), ("Ida Vail", "Vail", True)],
)
def test_articles_before_a_source_make_it_no_other(one: str, other: str, same: bool) -> None:
    page = Page(capture=1, sha256="a" * 64, article=1)
    left, right = (Occurrence(ref=name, page=page, content="x", speaker=name) for name in (one, other))
    assert same_speaker(left, right) is same


def test_whom_a_page_withholds_is_told_by_its_words_for_him_and_not_by_he() -> None:
    pages = [Page(capture=n, sha256=f"{n}" * 64, article=n, outlet=f"Paper {n}") for n in (1, 2)]
    said = "“We were sent below that crane every morning for a month”"
    withheld = Occurrence(
        ref="a", page=pages[0], content=said, source="he", source_kind="unnamed_person", speaker="A former foreman"
    )
    named = Occurrence(
        ref="b", page=pages[1], content=said, source="Peder Holm", source_kind="named_person", speaker="Peder Holm"
    )
    (inference,) = trace([withheld, named]).inferences
    assert inference.name == "Peder Holm" and "(“A former foreman”)" in inference.why
