"""The headline out of the forms that a page gives."""
# ruff: noqa: E501 - pages and tables

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.article.facts import Heading, PageFacts
from onrecord.article.headline import cut_site, fold, headline_of
from onrecord.article.structured import Story

SITES = ["The Skerry Gazette", "gazette.example"]
LATE = "Ferry to Skerry is late for the third time this week"
OTHER = "Skerry ferry: why the boat never comes when it should"


@pytest.mark.parametrize(
    ("printed", "beside", "linked", "graph", "title", "headline"),
    [
        ([LATE], [LATE], LATE, LATE, LATE + " | The Skerry Gazette", LATE),
        ([], [], None, LATE + " - Skerry Gazette", LATE + " - Skerry Gazette", LATE),
        ([], [], LATE + " | News | The Skerry Gazette", None, "", LATE + " | News"),
        # What is printed is kept where it is the same after folding.
        (["‘Late’ ferry to Skerry – again"], [], "'Late' ferry to Skerry - again", None, "", "‘Late’ ferry to Skerry – again"),
        # A kicker that one of the forms told to machines does without.
        (["Harbour: " + LATE], [], "Harbour: " + LATE, LATE, "Harbour: " + LATE, LATE),
        (["Travel news " + LATE], [], "Travel news: " + LATE, LATE, "", LATE),
        # Two kickers before the same words.
        (["Harbour - «It is late», they say"], [], None, "On the pier: «It is late», they say", "",
         "«It is late», they say"),
        # A heading for search engines with the display heading beside it.
        ([OTHER], [OTHER, "Harbour " + LATE, "By Ada Quill"], OTHER, LATE, OTHER, LATE),
        ([OTHER], [OTHER, "By Ada Quill"], OTHER, LATE, OTHER, OTHER),
        # A site's name is not a headline.
        (["The Skerry Gazette"], [], None, LATE, LATE, LATE),
        ([], [], None, None, "The Skerry Gazette", "The Skerry Gazette"),
        ([], [], None, None, "", None),
        ([" ", "…"], [], None, None, "", None),
    ],
)  # fmt: skip
def test_the_vote(
    printed: list[str], beside: list[str], linked: str | None, graph: str | None, title: str, headline: str | None
) -> None:
    facts = PageFacts(title=title, meta=[("og:title", graph)] if graph else [])
    story = Story(headlines=[linked] if linked else [])
    assert headline_of(facts, story, printed, beside, SITES) == headline


@pytest.mark.parametrize(
    ("title", "cut"),
    [
        ("Ferry late | The Skerry Gazette", "Ferry late"),
        ("Ferry late - Skerry Gazette", "Ferry late"),
        ("Ferry late – gazette.example", "Ferry late"),
        ("Ferry late：gazette.example", "Ferry late"),
        ("The Skerry Gazette: Ferry is late for the third time", "Ferry is late for the third time"),
        ("Ferry late - again", "Ferry late - again"),
        ("Gazette", "Gazette"),
    ],
)
def test_site_names_are_cut_off(title: str, cut: str) -> None:
    assert cut_site(title, {fold(s).replace(" ", "") for s in SITES}) == cut


@given(
    st.lists(st.text(alphabet="ab Z-|:«»'\u3042", max_size=30), max_size=4), st.text(max_size=30), st.text(max_size=30)
)
def test_any_forms(printed: list[str], graph: str, title: str) -> None:
    facts = PageFacts(title=title, meta=[("og:title", graph)], headings=[Heading(t, 0) for t in printed])
    found = headline_of(facts, Story(headlines=printed), printed, printed, [title])
    assert found is None or found.strip()
