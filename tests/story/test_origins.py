"""What appearances are tied to, case by case."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.story.appearances import Occurrence, Page, Station, appearances
from onrecord.story.moments import stated
from onrecord.story.origins import Copy, Origins, origins
from onrecord.story.outlets import one_outlet, outlet_is, own_outlet, same_outlet
from onrecord.story.traces import trace


def said(number: int, outlet: str | None, *via: str, hour: int | None = None, **more: Any) -> Occurrence:
    """Return an occurrence on a page of its own, an hour after the one before."""
    at = f"2031-10-14T{number if hour is None else hour:02d}:00:00Z"
    page = Page(
        capture=number,
        sha256=f"{number:064x}",
        article=more.pop("article", number),
        version=more.pop("version", 0),
        outlet=outlet,
        captured_at=at,
        published=more.pop("published", None),
        updated=more.pop("updated", None),
        credit=more.pop("credit", None),
    )
    words = more.pop("content", "“The bridge will hold,”")
    return Occurrence(
        ref=f"{number:012x}-10-30",
        page=page,
        content=words,
        content_spans=[(10, 10 + len(words))],
        speaker=more.pop("speaker", "Ana Vale"),
        source_kind=more.pop("source_kind", "named_person"),
        via=[Station(name=name, kind="outlet") for name in via],
        **more,
    )


def of(*ones: Occurrence, copies: tuple[Copy, ...] = ()) -> Origins:
    return origins(appearances(ones), copies)


def reasons(made: Origins) -> list[str]:
    return [tie.reason for tie in made.ties]


@pytest.mark.parametrize(
    ("ones", "independent", "undetermined", "expected"),
    [
        # Two that say nothing of any way stand on their own word.
        ([said(1, "The Orrmouth Herald"), said(2, "Anchor News")], 2, 0, ["own", "own"]),
        # Who cites is no origin, though its page was there first.
        ([said(1, "Anchor News", "Herald of Orrmouth"), said(2, "Herald of Orrmouth")], 1, 0, ["cites", "own"]),
        # Two that cite what is not in the archive have one origin.
        ([said(1, "Anchor News", "Radio Quarv"), said(2, "The Post", "Radio Quarv")], 1, 0, ["cites", "cites"]),
        # Two that cite different outlets have two.
        ([said(1, "Anchor News", "Radio Quarv"), said(2, "The Post", "Quarv Times")], 2, 0, ["cites", "cites"]),
        # A chain ends where it ends.
        (
            [said(1, "Quarv Times"), said(2, "Anchor News", "Quarv Times"), said(3, "The Post", "Anchor News")],
            1,
            0,
            ["own", "cites", "cites"],
        ),
        # An outlet's second article is no other witness.
        ([said(1, "Anchor News"), said(2, "Anchor News")], 1, 0, ["own", "same_outlet"]),
        # To whom the words were given, by its own page.
        ([said(1, "The Post", "Post"), said(2, "Anchor News", "The Post")], 1, 0, ["own", "cites"]),
        # Given to the Post; later somebody has them and does not say from where.
        ([said(1, "The Post", "Post"), said(2, "Anchor News")], 1, 1, ["own", "unstated"]),
        # Before the Post had them it cannot be from the Post.
        ([said(1, "Anchor News"), said(2, "The Post", "Post")], 2, 0, ["own", "own"]),
        # Whoever was at the news conference could hear them.
        ([said(1, "The Post", "Post"), said(2, "Anchor News", channel="press_conference")], 2, 0, ["own", "own"]),
        # Credited to an agency as a whole.
        ([said(1, "The Post", credit="Quarv Wire"), said(2, "Anchor News", credit="Quarv Wire")], 1, 0, ["credit"] * 2),
        # An agency's own byline is no credit to another.
        ([said(1, "Quarv Wire", credit="Quarv Wire")], 1, 0, ["own"]),
        # Two that cite each other: one origin, and nobody's.
        ([said(1, "The Post", "Anchor News"), said(2, "Anchor News", "The Post")], 1, 0, ["cites", "cites"]),
    ],
)
def test_appearances_are_tied(ones: list[Occurrence], independent: int, undetermined: int, expected: list[str]) -> None:
    made = of(*ones)
    assert (made.independent, len(made.undetermined), reasons(made)) == (independent, undetermined, expected)


def test_versions_of_one_article_count_once() -> None:
    first = said(1, "The Post", article=7)
    second = said(3, "The Post", article=7, version=1)
    made = trace([second, first, said(2, "Anchor News")])
    assert [one.page.capture for one in made.appearances] == [1, 2]
    assert made.appearances[0].again == [second]
    assert made.origins.independent == 2


def test_what_a_later_version_leaves_out_is_told() -> None:
    first = said(1, "The Post", article=7)
    later = said(3, "The Post", article=7, version=1).page
    made = trace([first], versions={7: [first.page, later]})
    assert made.appearances[0].gone == later
    assert [change.what for change in made.changes] == ["gone"]


def test_what_a_later_version_puts_in_dates_from_then() -> None:
    early = said(1, "The Post", article=7, published="2031-10-14T00:30:00Z").page
    late = said(4, "The Post", article=7, version=1, published="2031-10-14T00:30:00Z", updated="2031-10-14T03:00:00Z")
    made = trace([late], versions={7: [early, late.page]})
    (one,) = made.appearances
    assert (one.when.at, one.when.by, one.since) == ("2031-10-14T03:00:00Z", "updated", "2031-10-14T01:00:00Z")


def test_a_copied_paragraph_is_no_other_witness_but_what_stands_beside_it_is() -> None:
    wire, post = said(1, "Quarv Wire"), said(2, "The Post")
    here = Copy(capture=2, other=1, spans=[(0, 50)], other_spans=[(0, 50)], origin=1, credited="Quarv Wire")
    elsewhere = Copy(capture=2, other=1, spans=[(60, 90)], other_spans=[(0, 50)], origin=1)
    assert reasons(of(wire, post, copies=(here,))) == ["own", "copy"]
    assert of(wire, post, copies=(here,)).independent == 1
    assert of(wire, post, copies=(elsewhere,)).independent == 2


def test_a_copy_of_unknown_direction_comes_from_the_earlier() -> None:
    copy = Copy(capture=2, other=1, spans=[(0, 50)], other_spans=[(0, 50)])
    assert reasons(of(said(1, "The Post"), said(2, "Anchor News"), copies=(copy,))) == ["own", "copy"]
    late = of(said(1, "The Post", hour=9), said(2, "Anchor News", hour=3), copies=(copy,))
    assert {tie.ref[:12]: tie.reason for tie in late.ties} == {f"{1:012x}": "copy", f"{2:012x}": "own"}


def test_a_programme_stands_for_its_outlet() -> None:
    show = Station(name="Harbour Tonight", kind="broadcast")
    radio = Station(name="Anchor Radio", kind="outlet")
    ones = [said(1, "The Post"), said(2, "Quarv Times", "Anchor Radio")]
    shown = Occurrence(**{f: getattr(ones[0], f) for f in ones[0].__struct_fields__ if f != "via"}, via=[show, radio])
    assert of(shown, ones[1]).independent == 1


def test_inner_statement_counts_and_not_what_reports_it() -> None:
    outer = said(1, "The Post", "Anchor News", source_kind="outlet", speaker="Anchor News")
    inner = said(1, "The Post", "Anchor News", within="s1")
    inner = Occurrence(**{f: getattr(inner, f) for f in inner.__struct_fields__ if f != "ref"}, ref="inner")
    (one,) = appearances([outer, inner])
    assert one.ref == "inner"
    assert one.again == []


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("The Kessen Courier", "Kessen Courier", True),
        ("Lumen News", "Lumen", True),
        ("skerryfm.example", "Skerry FM", True),
        ("www.anchor.example", "Anchor", True),
        ("Meridian Record", "Meridian Wire", False),
        ("Radio Estrand", "Estrand TV", False),
        ("The", "Times", False),
        ("", "", False),
    ],
)
def test_outlets_are_told_by_their_names(one: str, other: str, *, same: bool) -> None:
    assert same_outlet(one, other) is same
    assert same_outlet(other, one) is same


def test_a_short_name_is_a_page_s_own_outlet_and_no_other_s() -> None:
    assert own_outlet("the Post", "Pellmouth Evening Post")
    assert not outlet_is("the Post", "Pellmouth Evening Post")
    assert outlet_is("Evening Post", None, "https://www.eveningpost.example/a")
    assert not one_outlet("The Post", "https://host.example/a", "The Record", "https://host.example/b")


@given(st.lists(st.tuples(st.integers(0, 5), st.lists(st.integers(0, 5), max_size=2)), min_size=1, max_size=12))
def test_every_appearance_goes_back_to_one_origin_or_is_left_open(pages: list[tuple[int, list[int]]]) -> None:
    ones = [said(n, f"Paper {outlet}", *(f"Paper {via}" for via in vias)) for n, (outlet, vias) in enumerate(pages)]
    made = of(*ones)
    placed = [ref for origin in made.origins for ref in origin.refs] + made.undetermined
    assert sorted(placed) == sorted(one.ref for one in ones)
    assert made.independent == len(made.origins)
    assert made == of(*reversed(ones))


@given(st.text(max_size=40), st.text(max_size=40), st.text(max_size=40))
def test_no_date_is_too_odd(captured: str, published: str, updated: str) -> None:
    page = Page(capture=1, sha256="", article=1, captured_at=captured, published=published, updated=updated)
    assert stated(page, new=True).by in ("published", "updated", "captured", "unknown")
    trace([said(1, None, published=published, updated=updated)])


def test_nothing_traced_is_nothing() -> None:
    made = trace([])
    assert (made.first, made.wording, made.origins.independent) == (None, "", 0)


@pytest.mark.parametrize(
    ("name", "outlet", "url"),
    [
        ("Upper Tarn Times", None, "https://www.uttimes.example/a"),
        ("Guardian of Kessen", None, "https://www.theguardianofkessen.example/x"),
        ("Quay Street Journal", None, "https://www.qsj.example"),
        ("Kessen Post", None, "https://www.kpost.example"),
        ("Skerry News", None, "https://news.skerry.example"),
        ("Lumen", None, "https://edition.lumen.example/1"),
        ("QBC", "Quarvian Broadcasting Company", None),
        ("QBC", "QBC International", None),
        ("Agence Quarve-Presse", "AQP", None),
        ("AP", None, "https://apnews.com/x"),
        ("NYT", "The New York Times", None),
    ],
)
def test_an_outlet_is_known_by_its_host_and_for_short(name: str, outlet: str | None, url: str | None) -> None:
    assert outlet_is(name, outlet, url)


@pytest.mark.parametrize(
    ("name", "outlet", "url"),
    [
        ("Post", "The Kessen Post", None),
        ("Times", None, "https://www.uttimes.example"),
        ("Upper Tarn Times", "Upper Tarn Post", None),
        ("Sunday Record", "The Record", None),
        ("Skerry", "Skerry 35", None),
        ("News", None, "https://news.skerry.example"),
        ("QBC", "QNC", None),
    ],
)
def test_another_outlet_is_not_taken_for_it(name: str, outlet: str | None, url: str | None) -> None:
    assert not outlet_is(name, outlet, url)


def test_two_names_of_one_outlet_that_is_not_here_are_one_origin() -> None:
    made = of(said(1, "Anchor News", "AFP"), said(2, "The Record", "Agence France-Presse"), said(3, "The Bell", "AP"))
    assert [origin.refs for origin in made.origins] == [
        ["000000000001-10-30", "000000000002-10-30"],
        [made.ties[2].ref],
    ]


def test_an_outlet_that_is_called_for_short_is_found_if_there_is_one_only() -> None:
    mirror = said(1, "Daily Mirror")
    assert of(mirror, said(2, "Anchor News", "the Mirror")).ties[1].of == mirror.ref
    two = of(mirror, said(2, "Evening Mirror"), said(3, "Anchor News", "the Mirror"))
    assert two.ties[2].of is None


@pytest.mark.parametrize("name", ["<.>", "….…", "\u202e.\u202e", ".."])
def test_a_name_without_a_letter_is_no_outlets(name: str) -> None:
    assert not one_outlet(name, None, "The Post", None) and not outlet_is("Evening Post", name)
    assert not own_outlet(name, "The Post", None) and not own_outlet("The Post", name, None)
