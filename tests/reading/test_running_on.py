"""Quotations that stand in a paragraph of their own, after one that tells of who says them."""

import pytest

from onrecord.reading.assemble import statements_of
from onrecord.reading.decode import Candidate
from onrecord.reading.layout import Layout
from onrecord.text.spans import Span

QUOTED = "“We waited three winters for that lock, and nobody came.”"


def read(text: str, *told: tuple[str, str, str], bias: float = 3.0) -> list[list[str]]:
    """Return the contents of the statements told by source, cue and content, in `text` with a paragraph a line."""

    def find(words: str) -> list[Span]:
        at = text.index(words)
        return [(at, at + len(words))]

    at, paragraphs = 0, []
    for line in text.split("\n"):
        paragraphs.append((at, at + len(line)))
        at += len(line) + 1
    each = [Candidate(find(a) if a else [], find(b), find(c), 0.9, 0.9, 0.9, 0.9) for a, b, c in told]
    return [
        [text[a:b] for a, b in one.content]
        for one in statements_of(Layout(text, paragraphs), each, {"bias": bias}, 0.2)
    ]


@pytest.mark.parametrize(
    ("before", "source", "cue", "content"),
    [
        ("Ada Vale accused the port of sleeping.", "Ada Vale", "accused", "the port of sleeping"),
        ("He added that the lock was old.", "He", "added", "that the lock was old"),
        ("Another villager, Piet Orr, 78, said it was late.", "Another villager, Piet Orr, 78,", "said", "it was late"),
        ("The lock, the spokesman for the trust said, was old.", "the spokesman for the trust", "said", "was old"),
        ("The lock was old, Mrs Vale said.", "Mrs Vale", "said", "The lock was old"),
    ],
)
@pytest.mark.parametrize(
    "after", ["", "\nThe lock was built by hand.", "\nIt is now shut.\nMaria Hook said she would go."]
)
def test_whoever_is_told_of_to_the_end_says_what_follows(
    before: str, source: str, cue: str, content: str, after: str
) -> None:
    assert read(f"{before}\n{QUOTED}{after}", (source, cue, content)) == [[content, QUOTED]]


def test_it_goes_on_through_several_paragraphs_and_past_their_own_words() -> None:
    more = "“And nobody ever will, as far as I can see.”"
    text = f"Ada Vale said the lock was old.\n{QUOTED}\n{more}\nShe added that it leaks."
    found = read(text, ("Ada Vale", "said", "the lock was old"), ("She", "added", "that it leaks"))
    assert found == [["the lock was old", QUOTED, more], ["that it leaks"]]


@pytest.mark.parametrize(
    ("before", "source"),
    [
        ("They said the lock was old.", "They"),
        ("Several officials said the lock was old.", "Several officials"),
        ("Ada Vale and Piet Orr said the lock was old.", "Ada Vale and Piet Orr"),
        ("Coast Republicans said the lock was old.", "Coast Republicans"),
        ("It is said the lock was old.", ""),
        ("Ada Vale said the lock was old. The port was quiet that day.", "Ada Vale"),
        ("Ada Vale said the lock was old:", "Ada Vale"),
    ],
)
def test_nothing_follows_from_many_from_nobody_or_from_further_back(before: str, source: str) -> None:
    assert read(f"{before}\n{QUOTED}", (source, "said", "the lock was old")) == [["the lock was old"]]


@pytest.mark.parametrize(
    "after",
    [
        "Maria Hook, 42, who lives nearby, said she had heard it.",
        "- Maria Hook.",
        "— Maria Hook, who lives nearby.",
        "Maria Hook, the Harbour Trust",
    ],
)
def test_a_quotation_whose_speaker_follows_is_nobody_elses(after: str) -> None:
    told = [("Ada Vale", "accused", "the port of sleeping")]
    if "said" in after:
        told.append(("Maria Hook, 42, who lives nearby,", "said", "she had heard it"))
    found = read(f"Ada Vale accused the port of sleeping.\n{QUOTED}\n{after}", *told)
    assert found[0] == ["the port of sleeping"]


@pytest.mark.parametrize(
    "said",
    [
        "“A LOCK THAT NOBODY WANTED AT ALL.”",
        "“Too late.”",
        "“The lock that came too late”",
        "“Orr: We waited for that lock.”",
    ],
)
def test_headings_titles_and_turns_of_a_transcript_are_nobodys_words(said: str) -> None:
    assert read(f"Ada Vale said it was late.\n{said}", ("Ada Vale", "said", "it was late")) == [["it was late"]]


def test_the_unsure_give_nothing_on() -> None:
    text = f"Ada Vale said it was late.\n{QUOTED}"
    assert read(text, ("Ada Vale", "said", "it was late"), bias=0.5) == [["it was late"]]
