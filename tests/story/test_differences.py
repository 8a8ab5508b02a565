"""What was changed between two versions of one article, told with spans in both, and nothing that was not."""

import time

import pytest

from onrecord import Reading
from onrecord.story.differences import Differences, differences
from onrecord.story.notices import notices
from onrecord.story.versions import address
from tests.story.newspapers import CRANE, MADE_UP_WORDS, page

NOTICE = "This article was amended on 5 March 2031. An earlier version said that three dock workers had died."


def crane(*paragraphs: str, headline: str = "Three dead as harbour crane falls", **more: object) -> Reading:
    return page(paragraphs, headline, url="https://beacon.example/1", outlet="Ostrey Beacon", **more)  # type: ignore[arg-type]


OLD = crane(*CRANE, standfirst="The eastern basin of Port Ostrey is closed for a week")
NEW = crane(
    CRANE[0].replace("killing three", "killing four"),
    MADE_UP_WORDS[0],
    CRANE[1],
    CRANE[2].replace("whole sky", "sky"),
    CRANE[4].replace("Vantermann Lifting said", "A manager at Vantermann Lifting said"),
    CRANE[5].replace("said Ilse Marquand, who leads the dockers’ union", "said Oda Ferrin, a crane driver"),
    CRANE[6],
    CRANE[7].replace("4 percent", "6 percent"),
    headline="Four dead as harbour crane falls",
    standfirst="The eastern basin of Port Ostrey is closed for two weeks",
    below=(NOTICE,),
    rail=("Another rail", "altogether"),
)


@pytest.fixture(scope="module")
def found() -> Differences:
    return differences(OLD, NEW)


def test_headline_and_standfirst(found: Differences) -> None:
    assert found.headline is not None
    assert found.standfirst is not None
    assert [(run.edit, run.text) for run in found.headline.runs] == [
        ("removed", "Three"), ("added", "Four"), ("same", "dead as harbour crane falls"),
    ]  # fmt: skip
    assert [run.text for run in found.standfirst.runs if run.edit != "same"] == ["a week", "two weeks"]


def test_paragraphs_added_removed_and_reworded(found: Differences) -> None:
    told = [
        ("added" if one.old is None else "removed" if one.new is None else "reworded", one.new or one.old)
        for one in found.paragraphs
    ]
    assert sorted(kind for kind, _ in told) == ["added", "removed", *["reworded"] * 5]
    assert ("added", MADE_UP_WORDS[0]) in told
    assert ("removed", CRANE[3]) in told


def test_every_span_is_of_the_words_told(found: Differences) -> None:
    lines = [*found.paragraphs, found.headline, found.standfirst]
    for one in lines:
        assert one is not None
        for reading, words, span in ((OLD, one.old, one.old_span), (NEW, one.new, one.new_span)):
            assert (words is None) == (span is None)
            if span is not None:
                assert reading.text[slice(*span)] == words
    for figure in found.figures:
        assert (OLD.text[slice(*figure.old_span)], NEW.text[slice(*figure.new_span)]) == (figure.old, figure.new)


def test_figures(found: Differences) -> None:
    assert {(one.old, one.new, one.counted) for one in found.figures} == {
        ("three", "four", "dock workers"), ("Three", "Four", "dead"), ("4", "6", "percent"),
    }  # fmt: skip


def test_statements(found: Differences) -> None:
    olds = {one.id: OLD.quote(one.content) for one in OLD.statements}
    news = {one.id: NEW.quote(one.content) for one in NEW.statements}
    told = {(olds.get(one.old or "", "")[:12], news.get(one.new or "", "")[:12]): one for one in found.statements}
    assert told["“We heard a ", "“We heard a "].aspects == ["words"]
    assert told["“Nobody here", "“Nobody here"].aspects == ["speaker"]
    assert told["that it had ", "that it had "].aspects == ["speaker", "source_kind"]
    assert told["prices to ri", "prices to ri"].aspects == ["words"]
    assert not [one for one in news.values() if "three dock workers" in one and ("", one[:12]) in told]


def test_a_notice_is_told_as_a_notice_and_not_as_a_paragraph(found: Differences) -> None:
    assert [(one.kind, NEW.text[slice(*one.span)]) for one in found.notices] == [("correction", NOTICE)]
    assert NOTICE not in [one.new for one in found.paragraphs]
    assert differences(NEW, NEW).notices == []


def test_nothing_changed_is_nothing_told() -> None:
    furniture = crane(
        *CRANE, standfirst="The eastern basin of Port Ostrey is closed for a week", rail=("Quite another", "rail now")
    )
    for one in (OLD, furniture):
        assert differences(OLD, one) == Differences()


def test_a_paragraph_moved_is_not_changed() -> None:
    moved = differences(crane(*CRANE), crane(*CRANE[:2], *CRANE[3:], CRANE[2]))
    assert moved.paragraphs == []
    assert not [one for one in moved.statements if one.old and one.new]


def test_pages_made_to_take_long_do_not() -> None:
    old = crane(*(f"Line {n % 7} of the same few words again and again." for n in range(3000)))
    new = crane(*(f"Line {n % 5} of the same few words again and again." for n in range(3000)))
    began = time.process_time()
    differences(old, new)
    assert time.process_time() - began < 10


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Correction: The crane is 60 metres high, not 80.", "correction"),
        ("CORRECTION (March 5, 2031): The name of the skipper was misspelled.", "correction"),
        ("• This article was amended on 5 March 2031 to correct the year.", "correction"),
        ("This article was amended on 5 March 2031.", "correction"),
        ("An earlier version of this article misstated the age of the crane.", "correction"),
        ("Editor’s note: A previous version of this story gave a wrong year.", "correction"),
        ("A correction was made on March 5, 2031: An earlier version gave a wrong year.", "correction"),
        ("This article originally stated that four had died. It was three.", "correction"),
        ("(This March 5 story has been corrected to fix the age in paragraph 3)", "correction"),
        ("The headline of this article has been amended.", "correction"),
        ("(Corrects the price of the sale in paragraph 3)", "correction"),
        ("(Refiles to fix the spelling of the skipper’s name.)", "correction"),
        ("(Adds what the port says, paragraphs 4 to 6)", "update"),
        ("(Corrects? He never corrects anybody, a docker said.) The crane fell.", None),
        ("Clarification: The port is run by the town, not by the state.", "clarification"),
        ("UPDATE: This story has been updated with a reply from the port.", "update"),
        ("Update (5pm): The port has replied.", "update"),
        ("This story has been updated.", "update"),
        ("Correction officers found the men in the harbour office.", None),
        ("The update came too late for those on the quay.", None),
        ("Update your browser to see this picture.", None),
        ("The earlier version of the bill was better, dockers say.", None),
        ("The article was amended by parliament in 2029, and dockers have had to pay since.", None),
        ("Updated 5 March 2031, 17.00", None),
    ],
)
def test_notices(line: str, kind: str | None) -> None:
    assert [one.kind for one in notices(crane(*CRANE, below=(line,)))] == ([kind] if kind else [])


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("http://beacon.example/a", "https://www.beacon.example/a/", True),
        ("https://beacon.example/a", "https://m.beacon.example/amp/a?utm_medium=x&gclid=1#top", True),
        ("https://beacon.example/a.amp", "https://beacon.example/a", True),
        ("https://beacon.example/story?id=1", "https://beacon.example/story?id=2", False),
        ("https://beacon.example/story?id=1&page=2", "https://beacon.example/story?page=2&id=1", True),
        ("https://beacon.example/a", "https://ledger.example/a", False),
        ("https://beacon.example/camp/a", "https://beacon.example/c/a", False),
        ("https://beacon.example:8080/a", "https://beacon.example/a", False),
    ],
)
def test_addresses_of_one_article(one: str, other: str, same: bool) -> None:
    assert (address(one) == address(other)) is same


@pytest.mark.parametrize(
    "url", [None, "", "file:///a.html", "https://", "https://[::1", "http://a:b/", "//x", "a" * 9000]
)
def test_what_is_no_address(url: str | None) -> None:
    assert address(url) is None


def test_who_is_named_later_is_told_where_both_versions_say_he() -> None:
    said = "contradicted the company. “We were sent below that crane every morning for a month,” he said."
    old = crane(*CRANE[:2], f"A former foreman at the yard {said}")
    new = crane(*CRANE[:2], f"Peder Holm, a former foreman at the yard, {said}")
    told = {one.old: set(one.aspects) for one in differences(old, new).statements}
    quoted = next(one for one in old.statements if one.quotation == "direct" and "foreman" in (one.speaker.name or ""))  # type: ignore[union-attr]
    assert told[quoted.id] >= {"speaker", "source_kind"}
    assert not [one for one in differences(old, old).statements if one.aspects]


def test_a_sum_is_told_with_the_unit_as_the_page_writes_it() -> None:
    old, new = (crane(*CRANE[:2], f"The crane was sold in June for {n} million crowns.") for n in (41, 38))
    assert [(one.old, one.new, one.counted) for one in differences(old, new).figures] == [
        ("41 million", "38 million", "crowns")
    ]
