"""From candidates to statements: whole quotations, conflicts, quotations over paragraphs."""

import pytest

from onrecord.reading.assemble import statements_of
from onrecord.reading.confidence import confidence
from onrecord.reading.decode import Candidate
from onrecord.reading.layout import Layout, quotation_of
from onrecord.reading.tidy import whole_quotations, whole_words, without_gaps
from onrecord.text.spans import Span

SURE = {"bias": 2.0}


def layout(text: str) -> Layout:
    at, paragraphs = 0, []
    for line in text.split("\n"):
        paragraphs.append((at, at + len(line)))
        at += len(line) + 1
    return Layout(text, paragraphs)


def candidate(text: str, source: str, cue: str, *content: str, p: float = 0.9) -> Candidate:
    def find(words: str) -> list[Span]:
        at = text.index(words)
        return [(at, at + len(words))]

    return Candidate(find(source) if source else [], find(cue), [s for c in content for s in find(c)], p, p, p, p)


@pytest.mark.parametrize(
    ("text", "content", "expected"),
    [
        ("“All of it,” she said", "“All of it,”", "direct"),
        ("She said it was “over” by then", "it was “over” by then", "mixed"),
        ("She said it was over", "it was over", "indirect"),
        ("Port is 'unsafe', mayor says", "Port is 'unsafe'", "mixed"),
        ("'Port is unsafe', mayor says", "'Port is unsafe'", "direct"),
    ],
)
def test_quotation(text: str, content: str, expected: str) -> None:
    at = text.index(content)
    assert quotation_of(layout(text), [(at, at + len(content))]) == expected


def test_content_takes_in_the_quotation_it_mostly_covers() -> None:
    text = 'She said: "We will go on, come what may."'
    at = text.index("We will go on")
    (span,) = whole_quotations(layout(text), [(at, at + 20)])
    assert text[slice(*span)] == '"We will go on, come what may."'


def test_words_are_never_cut() -> None:
    assert whole_words("unnamed officials", (9, 12)) == (8, 17)


@pytest.mark.parametrize(
    ("text", "cut", "whole"),
    [
        ("It cost $2,700 then.", "cost $2", "cost $2,700"),
        ("It cost $2,700 then.", "cost $2,", "cost $2,700"),
        ("It cost $2, then less.", "cost $2", "cost $2"),
        ("Until 10.30 they wait.", "30 they", "10.30 they"),
        ("Ports of the U.S. wait.", "of the U.S", "of the U.S."),
        ("Ports of the U.S. wait.", "of the U", "of the U.S."),
        ("It is over. She left.", "It is over", "It is over"),
        ("Vale's port waits.", "Vale", "Vale"),
    ],
)
def test_numbers_and_abbreviations_are_never_cut(text: str, cut: str, whole: str) -> None:
    start = text.index(cut)
    assert text[slice(*whole_words(text, (start, start + len(cut))))] == whole


def test_a_quotation_over_paragraphs_is_one_content() -> None:
    text = "“We go on,” Ms Vale said. “Always.\n“Whatever comes.\n“And longer.”\nThe harbour was quiet."
    found = statements_of(layout(text), [candidate(text, "Ms Vale", "said", "“We go on,”", "“Always.")], SURE, 0.5)
    assert [text[a:b] for a, b in found[0].content] == ["“We go on,”", "“Always.", "“Whatever comes.", "“And longer.”"]
    assert found[0].quotation == "direct"


def test_a_paragraph_that_others_claim_is_not_taken() -> None:
    text = "“We go on,” Ms Vale said. “Always.\n“Not with me,” Mr Orr said."
    found = statements_of(
        layout(text),
        [candidate(text, "Ms Vale", "said", "“We go on,”"), candidate(text, "Mr Orr", "Orr said", "“Not with me,”")],
        SURE,
        0.5,
    )
    assert [text[a:b] for s in found for a, b in s.content] == ["“We go on,”", "“Not with me,”"]


def test_the_surer_of_two_that_claim_the_same_words_stays() -> None:
    text = "Ms Vale said the port was closed"
    weights = {"cue": 1.0, "bias": 1.0}
    found = statements_of(
        layout(text),
        [
            candidate(text, "Ms Vale", "said", "the port was closed", p=0.9),
            candidate(text, "", "was", "the port was closed", p=0.6),
        ],
        weights,
        0.1,
    )
    assert [text[slice(*s.cue[0])] for s in found] == ["said"]


def test_what_is_too_unsure_is_left_out() -> None:
    text = "Ms Vale said the port was closed"
    assert (
        statements_of(layout(text), [candidate(text, "Ms Vale", "said", "the port was closed")], {"bias": -3.0}, 0.5)
        == []
    )


def test_confidence_is_a_probability() -> None:
    assert confidence({}, {"bias": 1.0}) == 0.5
    assert 0.99 < confidence({"bias": 9.0}, {"bias": 1.0}) < 1


def test_a_content_that_spans_two_paragraphs_takes_neither_twice() -> None:
    text = "“We go on,” Ms Vale said.\n“The port is shut.\n“The road is shut.\n“So we wait.”"
    long = "“The port is shut.\n“The road is shut."
    found = statements_of(layout(text), [candidate(text, "Ms Vale", "said", "“We go on,”", long)], SURE, 0.5)
    assert [text[a:b] for a, b in found[0].content] == ["“We go on,”", long, "“So we wait.”"]


def test_a_short_gap_in_a_content_is_closed_but_not_over_cue_or_parenthesis() -> None:
    text = "The officials told the Herald that rain, she said, was (so far) unlikely"
    told, rain, was, unlikely = (0, 18), (30, 39), (51, 54), (64, 72)
    assert without_gaps(text, [told, rain], []) == [(0, 39)]
    assert without_gaps(text, [rain, was], [(45, 49)]) == [rain, was]
    assert without_gaps(text, [was, unlikely], []) == [was, unlikely]


def test_a_that_before_a_quotation_is_no_part_of_it() -> None:
    text = 'She said that "it is over". He said that "it" is.'
    layout = Layout(text, [(0, len(text))])
    assert quotation_of(layout, [(9, 26)]) == "direct"
    assert quotation_of(layout, [(36, 48)]) == "mixed"


def test_a_quotation_of_another_is_not_run_on_from_a_word_inside_it() -> None:
    text = (
        '"Her papers told of unrest. A doctor had typed “anxious” on a form that nobody read for years.\n'
        '"She was anxious, and no more than that, she thought."'
    )
    (made,) = statements_of(layout(text), [candidate(text, "A doctor", "had typed", "“anxious”")], SURE, 0.5)
    assert [text[slice(*span)] for span in made.content] == ["“anxious”"]


def test_who_allegedly_did_it_is_no_source() -> None:
    text = "Police shot at Vale after he allegedly took the boat."
    (made,) = statements_of(layout(text), [candidate(text, "he", "allegedly took", "the boat")], SURE, 0.5)
    assert made.source == []
    assert [text[slice(*span)] for span in made.cue] == ["allegedly"]
    assert [text[slice(*span)] for span in made.content] == ["he", "took the boat"]


def test_a_quotation_that_goes_on_takes_in_the_beginning_of_its_sentence() -> None:
    text = 'It rained. A closed harbour, Vale said, "would be the end of it." Still, she told, "we go on."'
    made = statements_of(
        layout(text),
        [
            candidate(text, "Vale", "said", '"would be the end of it."'),
            candidate(text, "she", "told", '"we go on."'),
        ],
        SURE,
        0.5,
    )
    assert [[text[slice(*span)] for span in s.content] for s in made] == [
        ["A closed harbour", '"would be the end of it."'],
        ['"we go on."'],
    ]
