"""Traces of the sample story, with what is a version, a copy and the same words given: the truth is in `tunnel`."""

from functools import cache

import pytest

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
