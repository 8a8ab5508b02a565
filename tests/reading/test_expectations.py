"""Expectations: what of a text lies ahead, in which words, when, how surely and according to whom."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.reading.expectations import expectations
from onrecord.reading.expectations.cues import READERS
from onrecord.reading.model import Entity, Expectation, Mention, Statement
from onrecord.reading.passages import Passage
from onrecord.reading.times import times
from onrecord.text.spans import Span

PUBLISHED = "2024-08-16T10:00:00+00:00"  # a Friday


def found(
    text: str, *statements: Statement, entities: list[Entity] | None = None, role: str = "body"
) -> list[Expectation]:
    passages = [Passage(0, len(text), role)]  # type: ignore[arg-type]
    dates = times(text, [(0, len(text))], PUBLISHED)
    return expectations(text, passages, statements, entities or [], dates, PUBLISHED)


def shown(text: str) -> list[tuple[str, str, str]]:
    return [(text[slice(*e.span)], text[slice(*e.cue)], e.certainty) for e in found(text)]


AHEAD = [
    ("It won’t be the last strike.", "It won’t be the last strike", "won’t", "certain"),
    ("She'll meet the dockers.", "She'll meet the dockers", "ll", "certain"),
    ("He is going to win.", "He is going to win", "is going to", "certain"),
    ("Ministers are expected to agree.", "Ministers are expected to agree", "are expected to", "expected"),
    ("A ruling is expected by Thursday.", "A ruling is expected by Thursday", "is expected", "expected"),
    ("Talks are due on Tuesday.", "Talks are due on Tuesday", "are due", "planned"),
    ("The port is set to close.", "The port is set to close", "is set to", "planned"),
    ("The minister is to visit Skerry.", "The minister is to visit Skerry", "is to", "planned"),
    ("Skerry is unlikely to sign.", "Skerry is unlikely to sign", "is unlikely to", "expected"),
    ("Vale plans to sell the ferry.", "Vale plans to sell the ferry", "plans to", "planned"),
    ("It has no plans to close.", "It has no plans to close", "no plans to", "planned"),
    ("The union vowed to strike.", "The union vowed to strike", "vowed to", "planned"),
    ("The union vowed revenge.", "The union vowed revenge", "vowed", "planned"),
    ("They threatened to strike.", "They threatened to strike", "threatened to", "threatened"),
    ("The mayor has agreed to resign.", "The mayor has agreed to resign", "has agreed to", "planned"),
    ("Vale expects the port to reopen.", "Vale expects the port to reopen", "expects", "expected"),
    ("Vale urged the council to act.", "Vale urged the council to act", "urged", "demanded"),
    ("A strike could cost the town millions.", "A strike could cost the town millions", "could", "possible"),
    ("Prices may rise.", "Prices may rise", "may", "possible"),
    ("If talks fail, Vale will go.", "If talks fail, Vale will go", "will", "conditional"),
    ("Any deal would include a quay.", "Any deal would include a quay", "would", "conditional"),
    ("It comes amid fears of a war in Skerry.", "fears of a war in Skerry", "fears of", "possible"),
    ("He prepares for the upcoming summit.", "the upcoming summit", "upcoming", "planned"),
    ("The trial opens on Monday.", "The trial opens on Monday", "opens", "planned"),
    ("Next week's vote is close.", "Next week's vote", "Next week's", "planned"),
    ("Vale is flying to Skerry to hold talks.", "Vale is flying to Skerry to hold talks", "is flying", "planned"),
    ("While Vale stays, Quill will go.", "Quill will go", "will", "certain"),
    ("Vale left, but Quill will stay, the mayor said.", "Quill will stay", "will", "certain"),
    ("A plan that would add a quay was unveiled.", "that would add a quay", "would", "conditional"),
    ("He would not say whether it will close.", "it will close", "will", "possible"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "clause", "cue", "certainty"), AHEAD)
def test_what_lies_ahead(text: str, clause: str, cue: str, certainty: str) -> None:
    assert shown(text) == [(clause, cue, certainty)]


NONE = [
    "The delay was due to the storm.",
    "Vale had planned to sell the ferry.",
    "The mayor agreed to resign in 1998.",
    "Had she won, she would have resigned.",
    "If I were mayor, I would close the port.",
    "He would often walk by the quay.",
    "He will usually walk by the quay.",
    "He would go on to win the cup.",
    "It was the will of the people.",
    "The political will is lacking.",
    "Then Will Quill ran the port.",
    "Will the port close?",
    "He spoke of May Quill.",
    "The firm could not be reached for comment.",
    "The governor would not comment.",
    "As expected, she won.",
    "Fewer boats sank than expected.",
    "He is going to the port.",
    "The goal is to build a quay.",
    "He might be right.",
    "I would like to thank the dockers.",
    "She was expected to arrive on Tuesday but cancelled.",
    "The hearing was scheduled for last Monday.",
    "When you are tired you will make mistakes.",
]


@pytest.mark.parametrize("text", NONE)
def test_what_does_not(text: str) -> None:
    assert shown(text) == []


def test_clauses_of_one_sentence_are_parted() -> None:
    text = "The pair will meet Quill and will see the quay, and Marr will stay, the office said."
    assert [s for s, _, _ in shown(text)] == ["The pair will meet Quill", "will see the quay", "Marr will stay"]
    text = "The bill, which could pass this week, would ban ferries."
    assert [s for s, _, _ in shown(text)] == ["which could pass this week", "The bill, which could pass this week, would ban ferries"]  # fmt: skip # noqa: E501


def test_time_is_that_of_the_clause_and_not_over() -> None:
    (ahead,) = found("After Tuesday's talks, the council will vote on 20 August.")
    assert ahead.time == "2024-08-20"
    assert ahead.time_span is not None
    (ahead,) = found("The council will look at what was said on 2 August.")
    assert ahead.time is None


def test_participants_are_the_entities_in_the_clause() -> None:
    def entity(text: str, id_: str, name: str) -> Entity:
        at = text.index(name)
        mention = Mention(span=(at, at + len(name)), type="person", form="name")
        return Entity(id=id_, type="person", name=name, mentions=[mention])

    text = "Marr left, but Vale will meet Quill."
    entities = [entity(text, f"e{k}", name) for k, name in enumerate(["Marr", "Quill", "Vale"])]
    assert [e.participants for e in found(text, entities=entities)] == [["e2", "e1"]]
    text = "Vale was not at sea but will meet Quill, who will bring Marr."
    entities = [entity(text, f"e{k}", name) for k, name in enumerate(["Marr", "Quill", "Vale"])]
    assert [e.participants for e in found(text, entities=entities)] == [["e2", "e1"], ["e1", "e0"]]


def test_a_nationality_before_a_noun_takes_no_part() -> None:
    text = "The Skerric minister will meet the Orrish, and the Vallic will wait."
    entities = [
        Entity(
            id=name, type="group", name=name, mentions=[Mention(span=(at, at + len(name)), type="group", form="name")]
        )
        for name in ("Skerric", "Orrish", "Vallic")
        if (at := text.index(name))
    ]
    assert [e.participants for e in found(text, entities=entities)] == [["Orrish"], ["Vallic"]]


def statement(text: str, id_: str, source: str, cue: str, content: str, within: str | None = None) -> Statement:
    def place(words: str) -> list[Span]:
        return [(text.index(words), text.index(words) + len(words))] if words else []

    return Statement(
        id=id_,
        source=place(source),
        cue=place(cue),
        content=place(content),
        quotation="indirect",
        confidence=1.0,
        within=within,
    )


def test_it_rests_on_the_innermost_statement_with_a_source() -> None:
    text = "Officials told the paper that Vale said the port would close. The mayor will resign."
    outer = statement(text, "s1", "Officials", "told", "Vale said the port would close")
    inner = statement(text, "s1.1", "Vale", "said", "the port would close", "s1")
    one, other = found(text, outer, inner)
    assert (one.according_to, other.according_to) == ("s1.1", None)
    assert (text[slice(*one.span)], one.certainty) == ("the port would close", "certain")

    text = "The ministry said Vale is expected to raise the matter."
    outer = statement(text, "s1", "The ministry", "said", "Vale is expected to raise the matter")
    implicit = statement(text, "s1.1", "", "is expected to", "raise the matter", "s1")
    assert [e.according_to for e in found(text, outer, implicit)] == ["s1"]

    text = "The union vowed it would strike."
    (ahead,) = found(text, statement(text, "s1", "The union", "vowed", "it would strike"))
    assert (ahead.certainty, ahead.according_to) == ("planned", "s1")


def test_captions_are_not_read() -> None:
    assert found("The council will vote.", role="caption") == []


PIECES = [
    *sorted(READERS),
    "to",
    "the",
    "be",
    "have",
    "that",
    "if",
    "and",
    ",",
    '"',
    "—",
    "on Monday",
    "’ll",
    "?",
    ".",
    "İ",
]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=40), st.booleans())
def test_nothing_is_raised_and_spans_hold(pieces: list[str], spaced: bool) -> None:
    text = (" " if spaced else "").join(pieces)
    for ahead in found(text):
        assert 0 <= ahead.span[0] <= ahead.cue[0] < ahead.cue[1] <= ahead.span[1] <= len(text)
        assert text[slice(*ahead.span)].strip()


@pytest.mark.parametrize("piece", ["will ", "is to ", "plan to be ", "a, ", "will be and ", "fears of ", "as ", "was ed ", "urge ", '"', "—"])  # fmt: skip # noqa: E501
def test_a_megabyte_of_anything_ends(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    started = time.process_time()
    expectations(text, [Passage(0, len(text), "body")], [], [], [], PUBLISHED)
    assert time.process_time() - started < 20
