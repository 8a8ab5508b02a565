"""What is said of an article, in which order, and that its own words are exactly the article's."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import onrecord
from onrecord.article.model import Article, Block, Page, Role
from onrecord.capture.model import Capture
from onrecord.export.listen import Script, script
from onrecord.export.listen.announcing import announced, who
from onrecord.export.listen.script import LONGEST, PIECE
from onrecord.reading.model import (
    Models,
    Qualifier,
    ReaderInfo,
    Reading,
    Speaker,
    SpeakerName,
    Statement,
    Via,
)

SAMPLES = Path(__file__).parents[3] / "samples"
READER = ReaderInfo(onrecord="0", models=Models(blocks="b", attribution="a", entities="e", speakers="s"))
PARAGRAPHS = (
    ("headline", "Bridge at Orme closed, “not for long”"),
    ("body", "The bridge was closed at noon. “It will open soon,” Mr Vale told the Orme Gazette."),
    ("body", "“We ask for patience."),
    ("body", "“And for boats.”"),
    ("subheading", "Two boats"),
    ("body", "Forty people wait, according to the council-backed ferry office."),
)


def made(paragraphs: tuple[tuple[Role, str], ...] = PARAGRAPHS, statements: tuple[Statement, ...] = ()) -> Reading:
    text, blocks = "", []
    for role, words in paragraphs:
        blocks.append(Block(role=role, start=len(text), end=len(text) + len(words)))
        text += f"{words}\n\n"
    body = [(one.start, one.end) for one in blocks if one.role in ("body", "subheading")]
    headline = next((words for role, words in paragraphs if role == "headline"), None)
    article = Article(headline=headline, body=body, language="en", publisher="The Orme Post", published="2031-02-03")
    page = Page(kind="article", text=text, blocks=blocks, article=article)
    return Reading(
        capture=Capture(source="orme", data=b"", media_type="text/plain", sha256="0" * 64),
        page=page,
        statements=list(statements),
        reader=READER,
    )


def stated(
    words: str, ident: str = "s1", *, more: tuple[str, ...] = (), source: str = "", **others: object
) -> Statement:
    text = made().text
    spans = [(text.index(one), text.index(one) + len(one)) for one in (words, *more)]
    told = [(text.index(source), text.index(source) + len(source))] if source else []
    values: dict[str, object] = {"quotation": "direct", "confidence": 0.9, "cue": [], **others}
    return Statement(id=ident, source=told, content=spans, **values)  # type: ignore[arg-type]


VALE = Speaker(entity=None, name="Ines Vale", confidence=0.95)
QUOTED = stated(
    "“It will open soon,”",
    more=("“We ask for patience.", "“And for boats.”"),
    source="Mr Vale",
    speaker=VALE,
    source_kind="named_person",
    via=[Via(name="Orme Gazette", span=(0, 1), kind="outlet")],
)


def said_of(reading: Reading) -> list[str]:
    return [one.said for one in script(reading).utterances]


def test_the_order_in_which_it_is_said() -> None:
    assert said_of(made(statements=(QUOTED,))) == [
        "The Orme Post, 3 February 2031.",
        "Bridge at Orme closed, “not for long”",
        "The bridge was closed at noon.",
        "Quotation: Ines Vale, by way of Orme Gazette.",
        "“It will open soon,”",
        " Mr Vale told the Orme Gazette.",
        "Ines Vale goes on.",
        "“We ask for patience.",
        "Ines Vale goes on.",
        "“And for boats.”",
        "Two boats",
        "Forty people wait, according to the council-backed ferry office.",
        "End of the article. Who says what was worked out by a program; check it on the page before you rely on it.",
    ]


def test_what_is_told_late_is_announced_before_it() -> None:
    office = "the council-backed ferry office"
    at = made().text.index("council-backed")
    one = stated(
        "Forty people wait",
        source=office,
        quotation="indirect",
        speaker=Speaker(entity=None, name=office, confidence=0.9),
        source_kind="named_organisation",
        qualifiers=[Qualifier(span=(at, at + len("council-backed")), kind="affiliation")],
    )
    said = said_of(made(statements=(one,)))
    assert said[said.index("Forty people wait, according to the council-backed ferry office.") - 1] == (
        "According to the council-backed ferry office."
    )


def test_what_the_sentence_tells_in_time_is_not_announced() -> None:
    one = stated("was closed at noon", source="The bridge", quotation="indirect", speaker=VALE)
    assert all(other.kind != "announcement" for other in script(made(statements=(one,))).utterances)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, "Quotation: Ines Vale."),
        ({"quotation": "mixed"}, "Partly quoted: Ines Vale."),
        ({"quotation": "indirect"}, "According to Ines Vale."),
        ({"channel": "press_conference"}, "Quotation: Ines Vale, at a press conference."),
        (
            {
                "via": [
                    Via(name="Lumen News", span=(0, 1), kind="outlet"),
                    Via(name="Northern Wire", span=(0, 1), kind="agency"),
                ]
            },
            "Quotation: Ines Vale, by way of Lumen News, then Northern Wire.",
        ),
        ({"speaker": Speaker(entity=None, name="Ines Vale", confidence=0.7)}, "Quotation, probably: Ines Vale."),
        (
            {"speaker": Speaker(entity=None, name="Ines Vale", confidence=0.7), "quotation": "indirect"},
            "Probably according to Ines Vale.",
        ),
        (
            {
                "speaker": Speaker(
                    entity=None,
                    name="Ines Vale",
                    confidence=0.9,
                    joint=[SpeakerName(entity=None, name="Tom Arl", confidence=0.9)],
                )
            },
            "Quotation: Ines Vale and Tom Arl.",
        ),
        ({"speaker": Speaker(entity=None, name=None, confidence=0.2)}, "Quotation: Mr Vale."),
        ({"speaker": None, "source": []}, "Quotation: no source named."),
        ({"speaker": None, "source": [], "quotation": "indirect"}, "It is not told by whom."),
        (
            {"speaker": Speaker(entity=None, name="Health ministry", confidence=0.9), "source_kind": "unnamed_group"},
            "Quotation: Health ministry.",
        ),
    ],
)
def test_announcements(changes: dict[str, object], expected: str) -> None:
    import msgspec

    values: dict[str, object] = {"via": [], **changes}
    one = msgspec.structs.replace(QUOTED, **values)
    assert announced(made(), one, frozenset()) == expected


def test_whom_an_entity_describes_gets_its_article() -> None:
    import msgspec

    speaker = Speaker(entity=None, name="health ministry", confidence=0.9)
    assert who(made(), msgspec.structs.replace(QUOTED, speaker=speaker), frozenset()) == "the health ministry"


def test_chapters_are_the_subheadings_or_who_speaks() -> None:
    assert [one.title for one in script(made(statements=(QUOTED,))).chapters] == [
        "Bridge at Orme closed, “not for long”",
        "Two boats",
    ]
    without = tuple(one for one in PARAGRAPHS if one[0] != "subheading")
    found = script(made(without, (QUOTED,)))
    assert [one.title for one in found.chapters][1:] == ["Ines Vale"]
    assert found.utterances[found.chapters[1].first].said.startswith("Quotation")


def test_a_page_that_is_no_article_has_nothing_to_be_said() -> None:
    assert not script(onrecord.read(str(SAMPLES / "not-found.html"))).utterances


@pytest.mark.parametrize(
    "sample", ["harbour-strike.html", "ferry-skerry-fm.txt", "dam-report-blog.html", "seilbahn-latin1.html"]
)
def test_samples_are_said_word_for_word(sample: str) -> None:
    reading = onrecord.read(str(SAMPLES / sample))
    holds(reading, script(reading))


@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=900), max_size=6))
def test_whatever_the_words_offsets_hold(paragraphs: list[str]) -> None:
    reading = made(tuple(("body", words) for words in paragraphs))
    holds(reading, script(reading))


def holds(reading: Reading, found: Script) -> None:
    """Check that the article's words are said once, in order, where they stand, and what is said of them is theirs."""
    ids = {one.id for one in reading.statements}
    covered: set[int] = set()
    for one in found.utterances:
        assert one.said.strip() and "\n" not in one.said
        assert set(one.statements) <= ids
        if one.span is None:
            continue
        start, end = one.span
        assert len(one.said) == end - start <= PIECE
        assert all(
            a == b or b.isspace() or not b.isprintable() for a, b in zip(one.said, reading.text[start:end], strict=True)
        )
        assert one.sentence and one.sentence[0] <= start < end <= one.sentence[1]
        assert covered.isdisjoint(range(start, end))
        covered.update(range(start, end))
    words = {k for start, end in reading.article.body for k in range(start, end) if reading.text[k].isalnum()}
    assert not found.whole or words <= covered
    quotations = [one for one in reading.statements if one.quotation != "indirect" and one.content]
    told = {ident for one in found.utterances for ident in one.statements}
    headlines = {k for one in reading.page.blocks if one.role == "headline" for k in range(one.start, one.end)}
    body = {k for start, end in reading.article.body for k in range(start, end)} - headlines
    assert {one.id for one in quotations if min(one.content)[0] in body} <= told


def test_an_article_that_is_too_long_is_cut_and_says_so() -> None:
    paragraphs = tuple(("body", f"{number} " + "words and words " * 400) for number in range(20))
    found = script(made(paragraphs))  # type: ignore[arg-type]
    assert not found.whole
    assert sum(one.span[1] - one.span[0] for one in found.utterances if one.span) <= LONGEST
    assert "too long" in found.utterances[-1].said


def test_many_statements_and_entities_are_written_in_time() -> None:
    import time

    from onrecord.reading.model import Entity, Mention

    words = "“It is so,” he said. " * 2_500
    reading = made((("body", words),))
    spans = [(k * 21, k * 21 + 11) for k in range(2_500)]
    statements = [
        Statement(id=f"s{k}", source=[], cue=[], content=[span], quotation="direct", confidence=0.9, speaker=VALE)
        for k, span in enumerate(spans)
    ]
    name = [Mention(span=(0, 1), type="person", form="name")]
    entities = [Entity(id=f"e{k}", type="person", name=f"N{k}", mentions=name) for k in range(10_000)]
    import msgspec

    reading = msgspec.structs.replace(reading, statements=statements, entities=entities)
    begun = time.process_time()
    found = script(reading)
    assert sum(one.kind == "announcement" for one in found.utterances) == 2_500
    assert time.process_time() - begun < 5
