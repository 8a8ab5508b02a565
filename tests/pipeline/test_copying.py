"""Which pages are versions of one article, which are copies and whom they come from, in an archive."""

import random
from itertools import permutations

import pytest

from onrecord import Reading
from onrecord.capture.find import capture_of
from onrecord.pipeline import read_captures
from onrecord.pipeline.tracing import copying
from onrecord.pipeline.tracing.lineage import line_of
from onrecord.record.adding import add
from onrecord.record.captures import find_capture
from onrecord.record.opening import Archive
from onrecord.record.stories import copies as rows
from onrecord.record.stories.copies import CopyRow
from onrecord.record.tables import copies as tables
from tests.story.newspapers import CRANE, MADE_UP_WORDS, SQUARE, page

BEACON = "https://www.beacon.example"
AGENCY = page(
    CRANE, "Crane falls on barges in Port Ostrey, killing three", url="https://coastalpress.example/w/1",
    outlet="Coastal Press", at="2031-03-04T07:00:00Z",
)  # fmt: skip


def beacon(
    paragraphs: tuple[str, ...] = CRANE,
    headline: str = "Three dead as harbour crane falls",
    where: str = "/news/harbour/crane-12",
    at: str | None = "2031-03-04T08:00:00Z",
    **more: object,
) -> Reading:
    """Return a page of the Ostrey Beacon."""
    return page(paragraphs, headline, url=BEACON + where, outlet="Ostrey Beacon", at=at, **more)  # type: ignore[arg-type]


def compared(archive: Archive, *found: Reading) -> list[int]:
    """Add pages and compare each as it comes; return their captures."""
    add(archive, found)
    with archive.writing() as connection:
        ids = [find_capture(connection, one.capture.sha256) for one in found]
        for capture_id, one in zip(ids, found, strict=True):
            copying.update(connection, capture_id, one)
    return ids


def line(archive: Archive, capture_id: int) -> list[tuple[int, int]]:
    with archive.reading() as connection:
        return [(one.capture_id, one.number) for one in line_of(connection, capture_id)]


def copied(archive: Archive, capture_id: int) -> list[CopyRow]:
    with archive.reading() as connection:
        return rows.copies_of(connection, [capture_id])


def test_the_same_article_two_hours_later_and_longer(archive: Archive) -> None:
    later = beacon((*CRANE[:1], SQUARE[0], *CRANE[1:], *MADE_UP_WORDS), "Port director under fire over fallen crane",
                   at="2031-03-04T10:00:00Z")  # fmt: skip
    one, other = compared(archive, beacon(), later)
    assert line(archive, one) == line(archive, other) == [(one, 0), (other, 1)]
    assert copied(archive, one) == []


@pytest.mark.parametrize(
    "address",
    [
        "/amp/news/harbour/crane-12",
        "/news/harbour/crane-12/amp/",
        "/news/harbour/crane-12?utm_source=feed&fbclid=7#comments",
        "/harbour/2031/crane-falls",
    ],
    ids=["amp before", "amp behind", "tracked", "elsewhere"],
)
def test_a_mirror_of_it_is_no_new_version(archive: Archive, address: str) -> None:
    ids = compared(
        archive, beacon(), beacon(where=address, at="2031-03-04T09:00:00Z", rail=("Quite another rail here",))
    )
    assert line(archive, ids[0]) == [(ids[0], 0), (ids[1], 0)]


def test_the_address_that_the_page_itself_gives_counts(archive: Archive) -> None:
    mirror = page(
        CRANE[:4], "Something else on top", url="https://m.beacon.example/x?id=9", outlet="Ostrey Beacon",
        at="2031-03-04T09:00:00Z", canonical=f"{BEACON}/news/harbour/crane-12",
    )  # fmt: skip
    ids = compared(archive, beacon(), mirror)
    assert line(archive, ids[0]) == [(ids[0], 0), (ids[1], 1)]


def test_a_live_blog_grows_over_a_day_until_little_of_its_start_is_left(archive: Archive) -> None:
    posts = [f"{9 + n // 4}.{n % 4}5am {text}" for n, text in enumerate((*CRANE, *SQUARE, *MADE_UP_WORDS))]
    hours = [posts[: 4 + 3 * n][::-1][:10] for n in range(5)]
    pages = [
        beacon(tuple(shown), f"Port Ostrey crane: live, part {n}", "/live/crane", f"2031-03-04T{9 + n:02}:00:00Z")
        for n, shown in enumerate(hours)
    ]
    assert not set(hours[0]) & set(hours[-1])
    ids = compared(archive, *pages)
    assert line(archive, ids[2]) == [(one, n) for n, one in enumerate(ids)]


def test_versions_are_in_the_order_in_which_they_were_captured_not_added(archive: Archive) -> None:
    pages = [beacon((*CRANE, *SQUARE[:n]), at=f"2031-03-04T{8 + n:02}:00:00Z") for n in range(4)]
    ids = compared(archive, *(pages[n] for n in (2, 0, 3, 1)))
    assert line(archive, ids[0]) == [(ids[1], 0), (ids[3], 1), (ids[0], 2), (ids[2], 3)]


def test_another_article_of_the_outlet_with_the_same_background_is_no_version(archive: Archive) -> None:
    ids = compared(
        archive,
        beacon(),
        beacon((*SQUARE, *CRANE[4:8]), "Dockers march through Port Ostrey", "/news/harbour/march-14"),
        beacon((*SQUARE[:2], *CRANE[1:3]), "Port Ostrey: what we know", "/news/harbour/what-we-know"),
    )
    assert [line(archive, one) for one in ids] == [[(one, 0)] for one in ids]


def test_a_column_with_another_article_each_day_at_one_address(archive: Archive) -> None:
    ids = compared(
        archive,
        beacon(CRANE, "The Beacon’s morning letter", "/letter"),
        beacon((*SQUARE, *MADE_UP_WORDS), "Dockers in the old town", "/letter", "2031-03-06T08:00:00Z"),
    )
    assert [line(archive, one) for one in ids] == [[(one, 0)] for one in ids]


@pytest.mark.parametrize(
    ("paragraphs", "whole"),
    [
        (CRANE, True),
        (CRANE[:4], True),
        ((*CRANE[:5], *MADE_UP_WORDS), True),
        ((*CRANE[:2], MADE_UP_WORDS[0], *CRANE[3:7]), True),
        ((*SQUARE, *CRANE[3:5], *MADE_UP_WORDS), False),
    ],
    ids=["all", "cut at the end", "with a paragraph of its own", "with one in the middle", "two in another article"],
)
def test_agency_copy_in_another_paper(archive: Archive, paragraphs: tuple[str, ...], whole: bool) -> None:
    plain = tuple(one.replace("PORT OSTREY (Coastal Press) — ", "") for one in paragraphs)
    paper = beacon(plain, "Tragedy in the eastern basin", byline="Coastal Press" if whole else None)
    agency, other = compared(archive, AGENCY, paper)
    (found,) = copied(archive, agency)
    assert (found.capture_id, found.other_id, found.whole) == (agency, other, whole)
    expected = {" ".join(one.split()) for one in plain} & {
        one.replace("PORT OSTREY (Coastal Press) — ", "") for one in CRANE
    }
    theirs = {paper.text[start:end] for start, end in found.other_spans}
    assert theirs == expected
    for (a, b), (c, d) in zip(found.spans, found.other_spans, strict=True):
        assert paper.text[c:d] in AGENCY.text[a:b]
    assert (found.credited, found.origin) == (("Coastal Press", agency) if whole else (None, None))
    assert line(archive, agency) == [(agency, 0)]


@pytest.mark.parametrize(
    "shown",
    [
        {"byline": "By Coastal Press"},
        {"byline": "From Coastal Press in Port Ostrey"},
        {"below": ("Source: Coastal Press",)},
        {"below": ("This article was first published by Coastal Press.",)},
        {"paragraphs": CRANE[:6]},
    ],
    ids=["by", "from", "source", "published by", "dateline"],
)
def test_whom_a_copy_comes_from_as_the_page_says(archive: Archive, shown: dict[str, object]) -> None:
    bare = (CRANE[0].partition("— ")[2], *CRANE[1:])
    paper = beacon(**({"paragraphs": bare} | shown))  # type: ignore[arg-type]
    other = page(bare[:6], "Crane disaster", url="https://ledger.example/1", outlet="The Norrin Ledger")
    _, ledger = compared(archive, paper, other)
    (found,) = copied(archive, ledger)
    assert (found.credited, found.origin) == ("Coastal Press", None)


def test_two_reporters_at_one_press_conference(archive: Archive) -> None:
    said = [one[one.index("“") : one.index("”") + 1] for one in CRANE if "“" in one]
    about = (
        "Ostrey’s dockers gathered at the seamen’s hall on Tuesday to hear what was known of the collapse, and left it "
        "knowing little more than they had before.",
        f"Mr Ebrel, who owns one of the barges, told the meeting: {said[0]} He had a bandage over one eye.",
        f"Ms Marquand was in no mood to wait for the inquiry. {said[1]} she told those present, to loud applause.",
        "A collection for the families stands at 12,000 crowns, and the hall will stay open through the night.",
    )
    ids = compared(archive, AGENCY, beacon(about, "“The whole sky came down on us”"))
    assert copied(archive, ids[0]) == []


def test_words_that_any_two_reports_have_in_common_prove_nothing(archive: Archive) -> None:
    about = (
        "Three dock workers were killed early on Tuesday when a harbour crane fell in Port Ostrey, officials said.",
        "The eastern basin was closed to shipping and the port authority said that it would stay closed for days.",
        "According to the harbour office, inspectors had found cracks in the crane, built by Vantermann Lifting.",
        "The port authority declined to say whether the director, Pauwel Grint, would resign before the inquiry ends.",
        "A magistrate opened an inquiry, and traders expect grain prices to rise in the coming weeks.",
    )
    ids = compared(archive, AGENCY, beacon(about, "Crane falls in Port Ostrey, killing three"))
    assert copied(archive, ids[0]) == []


def test_an_editor_s_note_that_stands_under_many_articles_is_no_prose(archive: Archive) -> None:
    note = (
        "Editor’s note: The company that runs the port of Ostrey has bought advertisements in this newspaper for many "
        "years, and two members of its board sit on ours; neither has any say in what we write about the port or those "
        "who work there, and none of it was shown to them before it was printed."
    )
    other = page((*SQUARE, note), "March of the coffins", url="https://ledger.example/1", outlet="The Norrin Ledger")
    ids = compared(archive, beacon((*CRANE, note)), other)
    assert copied(archive, ids[0]) == []


def test_a_copy_rewritten_by_another_hand(archive: Archive) -> None:
    swaps = {"early on": "in the early hours of", "fell across": "toppled on to", "killing": "leaving dead",
             "closing": "shutting", "had been taken": "was taken", "Divers searched": "Frogmen combed",
             "later found": "found later", "said that it had": "says it", "declined to say": "would not say",
             "examine": "look at", "handles": "moves", "if the basin": "should the basin"}  # fmt: skip
    text = "\n".join(CRANE)
    for before, after in swaps.items():
        assert before in text
        text = text.replace(before, after)
    ids = compared(archive, AGENCY, beacon(tuple(text.split("\n")[:7]), "Dockers die under crane"))
    (found,) = copied(archive, ids[0])
    assert found.whole
    assert len(found.spans) == 7


def test_ten_mastheads_are_copies_each_of_the_others(archive: Archive) -> None:
    chance = random.Random(4)
    papers = [
        page(
            CRANE[: chance.randrange(4, 8)], f"Paper number {n} on the crane", url=f"https://paper{n}.example/crane",
            outlet=f"Paper {'ABCDEFGHIJ'[n]}", byline="Coastal Press",
        )
        for n in range(10)
    ]  # fmt: skip
    ids = compared(archive, AGENCY, *papers)
    found = copied(archive, ids[0])
    assert sorted(one.other_id for one in found) == ids[1:]
    assert all(one.whole and one.origin == ids[0] for one in found)
    with archive.reading() as connection:
        assert len(rows.copies_of(connection, ids)) == 11 * 10 // 2


def test_the_order_of_adding_changes_no_finding(archive: Archive) -> None:
    pages = [AGENCY, beacon(), beacon((*CRANE, SQUARE[0]), at="2031-03-04T11:00:00Z"), beacon(SQUARE, where="/march")]
    outcomes = set()
    for order in list(permutations(pages))[::5]:
        ids = compared(archive, *order)
        names = {one: pages.index(page) for one, page in zip(ids, order, strict=True)}
        lines = tuple(
            sorted({tuple((names[one], number) for one, number in line(archive, capture_id)) for capture_id in ids})
        )
        with archive.reading() as connection:
            pairs = {frozenset((names[one.capture_id], names[one.other_id])) for one in rows.copies_of(connection, ids)}
        outcomes.add((lines, frozenset(pairs)))
        with archive.writing() as connection:
            for capture_id in ids:
                copying.update(connection, capture_id, None)
    assert outcomes == {((((0, 0),), ((1, 0), (2, 1)), ((3, 0),)), frozenset({frozenset({0, 1}), frozenset({0, 2})}))}


def test_what_is_compared_again_or_gone_leaves_nothing_behind(archive: Archive) -> None:
    pages = [AGENCY, beacon(), beacon((*CRANE, SQUARE[0]), at="2031-03-04T11:00:00Z")]
    ids = compared(archive, *pages)
    before = [line(archive, ids[1]), copied(archive, ids[0])]
    with archive.writing() as connection:
        for capture_id, one in zip(ids, pages, strict=True):
            copying.update(connection, capture_id, one)
    assert [line(archive, ids[1]), copied(archive, ids[0])] == before
    with archive.writing() as connection:
        copying.update(connection, ids[1], None)
    assert line(archive, ids[2]) == [(ids[2], 0)]
    with archive.writing() as connection:
        for capture_id in ids:
            copying.update(connection, capture_id, None)
    with archive.reading() as connection:
        for table in (tables.shingle, tables.edition, tables.copy):
            assert connection.execute(table.select()).all() == []


def test_what_stands_on_every_page_is_neither_evidence_nor_slow(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rows, "FURNITURE", 5)
    with archive.writing() as connection:
        for capture_id in range(1_000, 1_010):
            rows.put(connection, rows.Edition(capture_id, capture_id, 0, None, 0, None, None), [1, 2, 3])
        for capture_id in range(2_000, 2_003):
            rows.put(connection, rows.Edition(capture_id, capture_id, 0, None, 0, None, None), [4, 5])
        assert rows.sharing(connection, [1, 2, 3, 4], 2_000, 40) == [(2_001, 1), (2_002, 1)]


def test_a_page_whose_own_address_is_another_outlet_s_is_a_copy_of_that(archive: Archive) -> None:
    lent = page(
        CRANE, "Three dead as crane falls", url="https://www.lumen.example/news/crane", outlet="Lumen News",
        at="2031-03-04T10:00:00Z", canonical="https://www.beacon.example/news/harbour/crane-12",
    )  # fmt: skip
    mirror = beacon(where="/mirror", canonical="https://www.beacon.example/news/harbour/crane-12")
    first, copy, second = compared(archive, beacon(), lent, mirror)
    assert [one for one, _ in line(archive, first)] == [first, second]
    assert line(archive, copy) == [(copy, 0)]
    found = copied(archive, copy)
    assert {(one.other_id, one.whole, one.credited, one.origin) for one in found if one.other_id == first} == {
        (first, True, "beacon.example", first)
    }
    with archive.reading() as connection:
        assert rows.editions(connection, [copy])[copy].credit == "beacon.example"


MENU = (
    "Ferries",
    "Harbour",
    "Opinion",
    "Puzzles and games",
    "Letters to the editor",
    "Weather for Port Ostrey",
    "Tides",
)


def plain(paragraphs: tuple[str, ...], headline: str, menu: tuple[str, ...], at: str) -> Reading:
    """Return a page as a text alone, which does not say whose it is."""
    text = "\n\n".join((f"date {at}", *menu, headline, "By Ana Vale", *paragraphs, "Most read", *menu[::-1]))
    (found,) = read_captures([capture_of(text.encode(), source="page.txt")], jobs=0)
    assert isinstance(found, Reading)
    return found


def test_texts_that_do_not_say_whose_they_are_are_told_by_their_furniture(archive: Archive) -> None:
    one = plain(CRANE, "Three dead as crane falls in Port Ostrey", MENU, "2031-03-04")
    later = plain((*CRANE[:-1], SQUARE[0]), "Crane kills three in Port Ostrey", MENU, "2031-03-05")
    other = plain(CRANE, "Dockers die as crane falls on barges", ("Farming", "Grain prices", "Auctions"), "2031-03-05")
    first, second, third = compared(archive, one, later, other)
    assert [capture for capture, _ in line(archive, first)] == [first, second]
    assert {row.other_id for row in copied(archive, third)} == {first, second}
