"""Time expressions: one table of texts and what they mean, seen from a Friday in August 2024."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.corpora import SHARED
from onrecord.reading.times import times
from onrecord.reading.times.find import find
from onrecord.reading.times.words import tokens

PUBLISHED = "2024-08-16T05:46:00+01:00"


def read(text: str, published: str | None = PUBLISHED) -> list[tuple[str, str | None]]:
    found = times(text, [(0, len(text))], published)
    return [(text[slice(*t.span)], t.value) for t in found]


MEANINGS = [
    # days, British and American
    ("The ferry sank on 7 June 2024.", [("7 June 2024", "2024-06-07")]),
    ("The ferry sank on June 7, 2024, off Skerry.", [("June 7, 2024", "2024-06-07")]),
    ("It closed on Monday, Aug. 12.", [("Monday, Aug. 12", "2024-08-12")]),
    ("They meet on the 5th of November.", [("the 5th of November", "2024-11-05")]),
    ("It was signed on 30 January last year.", [("30 January last year", "2023-01-30")]),
    ("He was shot on the night of last Oct. 23.", [("last Oct. 23", "2023-10-23")]),
    ("The talks of June 3-5 failed.", [("June 3", "2024-06-03"), ("5", "2024-06-05")]),
    ("They met from 10 to 12 August.", [("10", "2024-08-10"), ("12 August", "2024-08-12")]),
    ("Logged 2024-06-04 and 25/12/2023.", [("2024-06-04", "2024-06-04"), ("25/12/2023", "2023-12-25")]),
    ("Logged 04/06/2024.", [("04/06/2024", None)]),
    ("On 31 February 2024 nothing happened.", [("31 February 2024", None)]),
    ("They held it before October 7.", [("October 7", "2023-10-07")]),
    ("The raid of 7 October 2023 stunned them; on October 7 they wept.",
     [("7 October 2023", "2023-10-07"), ("October 7", "2023-10-07")]),
    ("It was said by several members of the board to be unlike October 7.", [("October 7", "XXXX-10-07")]),
    ("The fee, which was raised, is payable on 1 December.", [("1 December", "2024-12-01")]),
    # weekdays, by the tense around them
    ("The council met on Thursday.", [("Thursday", "2024-08-15")]),
    ("The council will meet on Thursday.", [("Thursday", "2024-08-22")]),
    ("Police said on Friday that it was over.", [("Friday", "2024-08-16")]),
    ("She said on Monday it would open on Tuesday.", [("Monday", "2024-08-12"), ("Tuesday", "2024-08-20")]),
    ("It could end as soon as Sunday.", [("Sunday", "2024-08-18")]),
    ("They spoke last Friday.", [("last Friday", "2024-08-09")]),
    ("They will speak next Friday.", [("next Friday", "2024-08-23")]),
    ("It burned on Thursday evening.", [("Thursday evening", "2024-08-15TEV")]),
    # relative to the publication
    ("He left yesterday and returns tomorrow.", [("yesterday", "2024-08-15"), ("tomorrow", "2024-08-17")]),
    ("The storm struck last night.", [("last night", "2024-08-15TNI")]),
    ("Rents rose last month, earlier this week and in 10 days.",
     [("last month", "2024-07"), ("earlier this week", "2024-W33"), ("10 days", "P10D")]),
    ("She left 10 months ago, almost three years ago, a decade ago.",
     [("10 months ago", "2023-10"), ("almost three years ago", "2021"), ("a decade ago", "2014")]),
    ("It came an hour ago.", [("an hour ago", "2024-08-16T04:46")]),
    ("He went several years ago.", [("several years ago", "PAST_REF")]),
    # relative to the time last named
    ("She fell on 1 June. Two days later she died.", [("1 June", "2024-06-01"), ("Two days later", "2024-06-03")]),
    ("It opened in 1998 and closed the following year.", [("1998", "1998"), ("the following year", "1999")]),
    ("They met on 1 June and parted the next day.", [("1 June", "2024-06-01"), ("the next day", "2024-06-02")]),
    ("Two days later she died.", [("Two days later", None)]),
    # months, seasons, quarters, years and more
    ("He was freed in March and will vote in October.", [("March", "2024-03"), ("October", "2024-10")]),
    ("In late November 1999 it rained.", [("late November 1999", "1999-11")]),
    ("They wed last summer and in the winter of 1994.",
     [("last summer", "2023-SU"), ("the winter of 1994", "1994-WI")]),
    ("The third quarter of 2023 was poor, Q1 2024 was not.",
     [("The third quarter of 2023", "2023-Q3"), ("Q1 2024", "2024-Q1")]),
    ("The second-quarter loss grew from a year earlier.",
     [("second-quarter", "2024-Q2"), ("a year earlier", "2023-Q2")]),
    ("In the first half of 2024 it paid.", [("the first half of 2024", "2024-H1")]),
    ("From 1998 to 2001, and in 1994-98.", [("1998", "1998"), ("2001", "2001"), ("1994", "1994"), ("98", "1998")]),
    ("In the late 1980s and the early '90s.", [("the late 1980s", "198"), ("the early '90s", "199")]),
    ("A 20th-century hall.", [("20th-century", "19")]),
    ("The budget for fiscal 2025.", [("fiscal 2025", "2025")]),
    ("It was in nineteen ninety-four.", [("nineteen ninety-four", "1994")]),
    ("It ends by the end of the year.", [("the end of the year", "2024")]),
    ("It is shut over Christmas, as last Easter.", [("Christmas", "2024-12-25"), ("last Easter", "2024-03-31")]),
    # clock times
    ("It left at 9.30am on 7 June.", [("9.30am on 7 June", "2024-06-07T09:30")]),
    ("He spoke at 7 p.m. on Wednesday.", [("7 p.m. on Wednesday", "2024-08-14T19:00")]),
    ("It fell silent at noon on Thursday.", [("noon on Thursday", "2024-08-15T12:00")]),
    # durations and repetitions
    ("A 16-hour flight, two and a half years, half an hour.",
     [("16-hour", "PT16H"), ("two and a half years", "P2Y6M"), ("half an hour", "PT30M")]),
    ("Over the past two weeks and for months.", [("the past two weeks", "P2W"), ("months", "PXM")]),
    ("Every Friday, each year, daily, on Sundays.",
     [("Every Friday", "XXXX-WXX-5"), ("each year", "P1Y"), ("daily", "P1D"), ("Sundays", "XXXX-WXX-7")]),
    ("For the first nine months of 1997.", [("the first nine months", "P9M"), ("1997", "1997")]),
    ("It costs £300 a week.", [("a week", "P1W")]),
    # now and then
    ("It is now shut and was recently sold.", [("now", "PRESENT_REF"), ("recently", "PAST_REF")]),
    ("In the past and in the future.", [("the past", "PAST_REF"), ("the future", "FUTURE_REF")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), MEANINGS, ids=[text[:40] for text, _ in MEANINGS])
def test_meaning(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The 42-year-old baker, aged 42, is 13 years old.",
        "More than 2,000 people and 2000 troops came, 1990 of them by sea.",
        "It cost $2000 and scored 2:1.",
        "Mrs May may march with April Quill and June Sparrow.",
        "He read it in the Daily Anchor.",
        "The second man sat in the sun.",
        "Three quarters of voters saw the fall of Norland.",
        "",
    ],
)
def test_no_time(text: str) -> None:
    assert read(text) == []


def test_types() -> None:
    text = "On 7 June at 9 p.m. for two hours every day"
    assert [t.type for t in times(text, [(0, len(text))], PUBLISHED)] == ["DATE", "TIME", "DURATION", "SET"]


@pytest.mark.parametrize(
    ("text", "interval"),
    [
        ("this month", ("2024-08-01", "2024-08-31")),
        ("late August", ("2024-08-21", "2024-08-31")),
        ("the 1990s", ("1990-01-01", "1999-12-31")),
        ("the 20th century", ("1900-01-01", "1999-12-31")),
        ("last week", ("2024-08-05", "2024-08-11")),
        ("over the past two years", ("2022-08-16", "2024-08-16")),
        ("the next three days", ("2024-08-16", "2024-08-19")),
        ("on Thursday evening", ("2024-08-15T18:00", "2024-08-15T23:59")),
        ("at 7 p.m. EDT on Wednesday", ("2024-08-14T19:00-04:00", "2024-08-14T19:00-04:00")),
        ("in fiscal 2025", None),
        ("three days", None),
        ("now", None),
    ],
)
def test_interval(text: str, interval: tuple[str, str] | None) -> None:
    [found] = times(text, [(0, len(text))], PUBLISHED)
    assert found.interval == interval


def test_modifiers() -> None:
    text = "more than two years, nearly 3 months, at least 72 hours, up to 180 days, early 1990"
    found = times(text, [(0, len(text))], None)
    assert [t.mod for t in found] == ["MORE_THAN", "APPROX", "EQUAL_OR_MORE", "EQUAL_OR_LESS", "START"]


def test_without_a_publication_only_what_tells_itself() -> None:
    text = "On 7 June 2023, 8 June, Friday, in March, last week, two days ago, now"
    assert [value for _, value in read(text, None)] == [
        "2023-06-07", "XXXX-06-08", "XXXX-WXX-5", "XXXX-03", None, None, "PRESENT_REF",
    ]  # fmt: skip


def test_the_day_is_counted_in_the_publications_own_zone() -> None:
    assert read("today", "2024-08-16T00:30:00+09:00") == [("today", "2024-08-16")]


def test_unreadable_publication_is_none() -> None:
    assert read("yesterday", "a while back") == [("yesterday", None)]


def test_spans_count_code_points_into_the_whole_text() -> None:
    text = "🛥️ first\n\nÉlan sank on 7 June."
    start = text.index("Élan")
    [found] = times(text, [(start, len(text))], PUBLISHED)
    assert text[slice(*found.span)] == "7 June"


@pytest.mark.parametrize("text", ["99999 years ago", "900,000 weeks ago", "9999 centuries from now", "in 999999 weeks"])
@pytest.mark.parametrize("published", ["0001-01-01", "9999-12-31T23:59", PUBLISHED])
def test_years_out_of_range_have_no_date(text: str, published: str) -> None:
    assert all(value is None or value[0] == "P" for _, value in read(text, published))


PIECES = """
the a last next this May March 5 31 99 1998 2024 5th of , . - / : ' s 's 1990s half two hundred a.m. p.m. noon GMT years
year day days ago later Friday weekend quarter third second century Easter Q3 every 1/2 2.5 1,000 0 in on to and from
early mid late end will said 0000 9999 Thanksgiving Day morning EDT $ % é ６
"""
PIECE = st.sampled_from(PIECES.split())


@given(st.lists(PIECE, max_size=25).map(" ".join) | st.lists(PIECE, max_size=12).map("".join) | st.text(max_size=80),
       st.sampled_from([None, "", PUBLISHED, "0001-01-01", "9999-12-31T23:59:59", "2024-02-29"]))  # fmt: skip
def test_no_text_raises(text: str, published: str | None) -> None:
    end = 0
    for found in times(text, [(0, len(text))], published):
        assert end <= found.span[0] < found.span[1] <= len(text)
        end = found.span[1]
        assert found.value is None or re.fullmatch(r"[-\dA-Z:.]+", found.value)
        assert found.interval is None or found.interval[0] <= found.interval[1]


@pytest.mark.parametrize("piece", ["9", "last ", "Friday, ", "two hundred ", "0.", "1,000,", "the ", "Easter ", ", "])
def test_time_is_in_proportion_to_the_text(piece: str) -> None:
    def spent(size: int) -> float:
        text = piece * (size // len(piece))
        start = time.process_time()
        list(find(tokens(text, (0, len(text)))))
        return time.process_time() - start

    assert spent(400_000) < 40 * spent(20_000) + 1


def test_timebank_stays_good() -> None:
    if not (SHARED / "data" / "timebank").is_dir():
        pytest.skip("needs data/timebank in ../shared, which is not there")
    from training.times.data import documents
    from training.times.evaluate import measure

    score = measure(list(documents("check")))
    assert score.f1(score.values) >= 0.70
    assert score.f1(score.overlapping) >= 0.90
