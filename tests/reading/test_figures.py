"""Figures: which numbers of a text claim something about the world, their values, and whose they are."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.reading.figures import figures
from onrecord.reading.figures.find import MOST
from onrecord.reading.model import Entity, Figure, Mention, Statement
from onrecord.reading.times import times
from onrecord.text.spans import Span


def found(text: str) -> list[Figure]:
    return figures(text, [(0, len(text))], [])


def shown(text: str) -> list[tuple[object, ...]]:
    return [(text[f.start : f.end], f.low if f.low == f.high else (f.low, f.high), f.unit) for f in found(text)]


VALUES = [
    ("The flood has already killed 40,000, Vale said.", [("40,000", 40000, None)]),
    ("Some 1.2 million people live in Orrmouth.", [("1.2 million", 1_200_000, None)]),
    ("The port lost $3.5bn and 5m tonnes.", [("3.5bn", 3.5e9, "USD"), ("5m", 5e6, "tonne")]),
    ("It cost £2-3 million.", [("2-3 million", (2e6, 3e6), "GBP")]),
    ("It raised EUR 40 and US$5.", [("40", 40, "EUR"), ("5", 5, "USD")]),
    ("A survey of 1709 schoolchildren cost NZ $ 26 million.", [("1709", 1709, None), ("26 million", 26e6, "NZD")]),
    ("Two dozen boats sank; half a dozen returned.", [("Two dozen", 24, None), ("half a dozen", 6, None)]),
    (
        "Half a million crowns and a quarter of a million more.",
        [("Half a million", 5e5, "crown"), ("a quarter of a million", 250000, None)],
    ),
    (
        "Two hundred and six boats, twenty-five thousand nets.",
        [("Two hundred and six", 206, None), ("twenty-five thousand", 25000, None)],
    ),
    (
        "She owns two and a half million acres and 3½ boats.",
        [("two and a half million", 2.5e6, "acre"), ("3½", 3.5, None)],
    ),
    (
        "Nearly two-thirds of them and a third of the rest left.",
        [("two-thirds", 2 / 3, None), ("a third", 1 / 3, None)],
    ),
    (
        "One in five nets is torn, and three out of four boats.",
        [("One in five", 0.2, None), ("three out of four", 0.75, None)],
    ),
    ("Fewer than half of them voted.", [("half", 0.5, None)]),
    ("Less than one-half of 1 percent.", [("one-half of 1", 0.5, "percent")]),
    ("Prices rose 4.5% and rents 7 per cent.", [("4.5", 4.5, "percent"), ("7", 7, "percent")]),
    ("Vale leads by seven points, or 2 percentage points.", [("seven", 7, "point"), ("2", 2, "percentage_point")]),
    ("By 5 and 10 percentage points.", [("5", 5, "percentage_point"), ("10", 10, "percentage_point")]),
    ("Between 10 and 15 percent drowned.", [("10 and 15", (10, 15), "percent")]),
    ("It rose from 30 to 40 percent.", [("30", 30, "percent"), ("40", 40, "percent")]),
    ("A vote of 52-48 and a 5-4 ruling.", [("52", 52, None), ("48", 48, None), ("5", 5, None), ("4", 4, None)]),
    ("Vale beat Orr, 1,428 to 1,153.", [("1,428", 1428, None), ("1,153", 1153, None)]),
    ("They back it by 43%-41%.", [("43", 43, "percent"), ("41", 41, "percent")]),
    ("About 40 to 50 boats and 10-15 nets.", [("40 to 50", (40, 50), None), ("10-15", (10, 15), None)]),
    ("He spoke for two decades, for 45 minutes.", [("two decades", 20, "year"), ("45", 45, "minute")]),
    ("A 1.4-square-mile town with a 35-year history.", [("1.4", 1.4, "square_mile"), ("35", 35, "year")]),
    ("A rating of -11 points.", [("-11", -11, "point")]),
    ("In 2014, 300 boats sank.", [("300", 300, None)]),
    ("They paid 100 grand.", [("100 grand", 100000, "USD")]),
    ("٤٠ boats", [("٤٠", 40, None)]),
]


@pytest.mark.parametrize(("text", "expected"), VALUES)
def test_values(text: str, expected: list[tuple[object, ...]]) -> None:
    got = shown(text)
    assert [(g[0], g[2]) for g in got] == [(e[0], e[2]) for e in expected]
    assert [g[1] for g in got] == [pytest.approx(e[1]) for e in expected]


NONE = [
    "On March 11-13, in 2014, on 8 May and in the 1990s, since 9/11.",
    "It opened at 10:30, at 5pm, at 7 a.m. and at six o'clock.",
    "Three years ago, two weeks later and four months before the vote.",
    "It grew in the last ten years and will end in two weeks.",
    "Vale, 44, a baker, met Orr (52) and a 9-year-old.",
    "She was six so they moved; children aged 8–10 years, one at the age of four months, and Vale, now at 86, stayed.",
    "The film 13 Hours opened on the Cup 2018 day one, from 6 to 9 May.",
    "She was 25 when it began; those aged 18 to 34 and those over 60 left.",
    "The 2nd boat, the 46th parade, No. 1 and number two.",
    "One man and one of the boats, and no one else; both left.",
    "The two candidates and these three, all four of them.",
    "He has twice as many; they doubled, by nearly 2-1.",
    "If we went to $15, said Vale.",
    "Under Article 5, Section 8 and Title IX, on page 12 of Chapter 4.",
    "Call 555-0100 or 0800 555 0100.",
    "A Boeing 737, an F-16, the G7, Covid-19 and Channel 4.",
    "At 10 Downing Street and 14 Harbour Road.",
    "A six-figure sum, a double-digit lead, a three-phase plan, a two-state solution.",
    "1. The port.\n2) The quay.",
    "Write to vale92@example.org or see https://example.org/2/3 and #1000boats.",
    "World War Two and the Gang of Eight.",
    "We are 100 percent sure; it is fifty-fifty, 24/7.",
    "He scored a direct hit and saw a third person, a fifth time.",
    "She is 5-foot-11, he 6'2\".",
]


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_figure(text: str) -> None:
    assert [line for line in text.split("\n") if shown(line)] == [], shown(text)


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("At least 40 boats", "at_least"),
        ("no fewer than 40 boats", "at_least"),
        ("40 or more boats", "at_least"),
        ("more than 40 boats", "more_than"),
        ("over 40 boats", "more_than"),
        ("it topped 40 boats", "more_than"),
        ("in excess of 40 boats", "more_than"),
        ("fewer than 40 boats", "less_than"),
        ("no more than 40 boats", "at_most"),
        ("as many as 40 boats", "up_to"),
        ("up to $40", "up_to"),
        ("nearly 40 boats", "approximately"),
        ("an estimated 40 boats", "approximately"),
        ("some 40 boats", "approximately"),
        ("40 or so boats", "approximately"),
        ("just 40 boats", None),
        ("it adds up to 40 boats", None),
        ("they handed over 40 boats", None),
        ("they worry about 40 boats", None),
        ("eight hours plus, he said", "at_least"),
        ("dozens of boats", "at_least"),
    ],
)
def test_qualifiers(text: str, qualifier: str | None) -> None:
    assert [f.qualifier for f in found(text)] == [qualifier]


@pytest.mark.parametrize(
    ("text", "base", "unit"),
    [
        ("dozens of boats", 12, None),
        ("scores of boats", 20, None),
        ("hundreds of boats", 100, None),
        ("tens of thousands of boats", 10_000, None),
        ("hundreds of millions of dollars", 100_000_000, "USD"),
        ("several hundred boats", 100, None),
        ("a few thousand boats", 1000, None),
        ("it ruled for decades", 10, "year"),
    ],
)
def test_vague_numbers_keep_their_base(text: str, base: float, unit: str | None) -> None:
    assert [(f.vague, f.low, f.unit, f.qualifier) for f in found(text)] == [(True, base, unit, "at_least")]


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("two other harbour pilots left", "other harbour pilots"),
        ("40 percent of likely voters", "likely voters"),
        ("1.2 million people", "people"),
        ("half of the fishing boats", "fishing boats"),
        ("a 45-minute meeting with Vale", "meeting"),
        ("$3 million in grants", "grants"),
        ("already killed 40,000", None),
        ("$15 an hour", None),
        ("4.9 percent in January", None),
    ],
)
def test_what_is_counted(text: str, counted: str | None) -> None:
    [figure] = found(text)
    assert (text[slice(*figure.counted)] if figure.counted else None) == counted


def statement(text: str, key: str, source: str, content: str) -> Statement:
    def spans(words: str) -> list[Span]:
        return [(text.index(words), text.index(words) + len(words))] if words else []

    return Statement(id=key, source=spans(source), cue=[], content=spans(content), quotation="indirect", confidence=1.0)


def whose(text: str, *statements: Statement) -> dict[str, str | None]:
    at, paragraphs = 0, []
    for line in text.split("\n"):
        paragraphs.append((at, at + len(line)))
        at += len(line) + 1
    return {text[f.start : f.end]: f.attributed_to for f in figures(text, paragraphs, statements)}


def test_a_figure_is_the_innermost_statements() -> None:
    text = "Officials said the ministry counted 400 dead. There were 30 boats."
    outer = statement(text, "s1", "Officials", "the ministry counted 400 dead")
    inner = statement(text, "s1.1", "the ministry", "400 dead")
    assert whose(text, outer, inner) == {"400": "s1.1", "30": None}


def test_a_source_named_in_the_sentence_counts_only_as_a_document_or_by_according_to() -> None:
    text = "Vale, who owns 30 boats, said it was over."
    assert whose(text, statement(text, "s1", "Vale", "it was over")) == {"30": None}
    text = "The port lost money, according to Vale, and 30 jobs."
    assert whose(text, statement(text, "s1", "Vale", "The port lost money")) == {"30": "s1"}


def test_a_poll_holds_on_through_its_passage() -> None:
    text = "A Skerry Herald poll shows Vale ahead.\nOf men, 41% back her; 38% do not.\nThe quay has 12 berths."
    poll = statement(text, "s1", "A Skerry Herald poll", "Vale ahead")
    assert whose(text, poll) == {"41": "s1", "38": "s1", "12": None}


HOLD = [
    ("In 2019, 40 boats sank and 12 burnt.", {"40": ("2019", None), "12": ("2019", None)}),
    ("Some 40 boats sank in May 2020, 12 of them in Skerry.", {"40": ("2020-05", None), "12": ("2020-05", "Skerry")}),
    ("In Orrmouth, 40 boats sank.", {"40": (None, "Orrmouth")}),
    ("About 300 people in northern Skerry fled.", {"300": (None, "Skerry")}),
    ("Vale said on 5 May 2020 that 40 boats sank.", {"40": (None, None)}),
    ("The port has lost 40 boats since 2019.", {"40": (None, None)}),
    ("Vale won 40 votes after the 2019 flood.", {"40": (None, None)}),
    ("Vale won 40 votes in the 2019 flood.", {"40": (None, None)}),
    ("It sold 40 boats, but in 2019 it closed.", {"40": (None, None)}),
    ("As of 14 August 2024, 40,000 had died in Skerry.", {"40,000": ("2024-08-14", "Skerry")}),
    (
        "The poll was conducted from 6 to 9 December 2015. Vale has 41% and Orr 38%.",
        {"41": ("2015-12-06/2015-12-09", None), "38": ("2015-12-06/2015-12-09", None)},
    ),
]


@pytest.mark.parametrize(("text", "expected"), HOLD)
def test_when_and_where_it_holds(text: str, expected: dict[str, tuple[str | None, str | None]]) -> None:
    places = [
        Entity(
            id=name, type="place", name=name, mentions=[Mention(span=(at, at + len(name)), type="place", form="name")]
        )
        for name in ("Skerry", "Orrmouth")
        if (at := text.find(name)) >= 0
    ]
    span = (0, len(text))
    read = figures(text, [span], [], times(text, [span], "2024-08-16"), places)
    assert {text[f.start : f.end]: (f.as_of, f.place) for f in read} == expected


def test_a_time_outside_the_content_is_not_the_numbers() -> None:
    text = "In May 2020, officials said 40 boats sank in 2019."
    said = statement(text, "s1", "officials", "40 boats sank in 2019")
    (figure,) = figures(text, [(0, len(text))], [said], times(text, [(0, len(text))], None))
    assert figure.as_of == "2019"
    text = "In May 2020, officials said 40 boats sank."
    said = statement(text, "s1", "officials", "40 boats sank")
    (figure,) = figures(text, [(0, len(text))], [said], times(text, [(0, len(text))], None))
    assert figure.as_of is None


WORDS = (
    "a an half two dozen dozens hundred and million of in to percent points one third 2014 March years ago last the if"
)
SIGNS = "- -to- or $ £ % 1 2,000 3.5 1/2 ½ ( ) ’ \" at 5pm 6' ٣ . ,"
PIECES = [*WORDS.split(), *SIGNS.split(), "\n"]


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.text(max_size=6),
            st.sampled_from(PIECES),
        ),
        max_size=40,
    ),
    st.booleans(),
)
def test_nothing_is_raised_and_spans_hold(pieces: list[str], spaced: bool) -> None:
    text = (" " if spaced else "").join(pieces)
    last = 0
    for figure in found(text):
        assert last <= figure.start < figure.end <= len(text)
        assert figure.low <= figure.high
        if figure.counted:
            assert figure.counted[0] < figure.counted[1] <= len(text)
        last = figure.end


@pytest.mark.parametrize("piece", ["1", "1,", "111,", "5-", "1/2", "two-", "half a ", "$5 ", "in 5 days ", "one in "])
def test_a_megabyte_of_anything_ends(piece: str) -> None:
    assert len(found(piece * (1_000_000 // len(piece)))) <= 2 * MOST
