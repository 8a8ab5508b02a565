"""Sources cut short, and whom words are only about."""

import pytest

from onrecord.reading.sources import only_about, only_nameless, same_sentence, whole_source
from onrecord.text.spans import Span


def at(text: str, words: str) -> Span:
    start = text.index(words)
    return start, start + len(words)


@pytest.mark.parametrize(
    ("text", "found", "cue", "whole"),
    [
        ("Ada Renn and Jonas Vale, who met, said so.", "Ada Renn and Jonas", "said", "Ada Renn and Jonas Vale"),
        ("Divers at the Skerry Institute said so.", "Divers at the", "said", "Divers at the Skerry Institute"),
        ("The head of the port said so.", "The head of", "said", "The head of the port"),
        ("Mr. Orr said so.", "Mr", "said", "Mr. Orr"),
        ("The harbour court this month ruled so.", "The harbour court this", "ruled", "The harbour court"),
        ("The firm, which in March left, said so.", "The firm, which", "said", "The firm"),
        ("Docks, some of which said so.", "some of which", "said", "some of which"),
        ("Ada Renn on Monday said so.", "Ada Renn", "said", "Ada Renn"),
        ("Ada Renn Monday said so.", "Ada Renn", "said", "Ada Renn"),
        ("Vale Vows To Sue Over Port", "Vale", "Sue", "Vale"),
        ("Piet Orr Jr. said so.", "Piet Orr Jr", "said", "Piet Orr Jr."),
        ("They said so.", "They", "said", "They"),
    ],
)
def test_whole_source(text: str, found: str, cue: str, whole: str) -> None:
    (span,) = whole_source(text, [at(text, found)], [at(text, cue)])
    assert text[slice(*span)] == whole


@pytest.mark.parametrize("text", ["", "the", "Mr.", "A", ".", "X of"])
def test_whole_source_of_anything(text: str) -> None:
    for start in range(len(text)):
        for end in range(start + 1, len(text) + 1):
            for low, high in whole_source(text, [(start, end)], []):
                assert 0 <= low < high <= len(text)


@pytest.mark.parametrize(
    ("text", "source", "cue", "about"),
    [
        ("Vale has been harshly criticised for delays", "Vale", "has been harshly criticised for", True),
        ("Vale was once asked how it would end", "Vale", "was once asked", True),
        ("The port drew sharp criticism for delays", "The port", "drew sharp criticism for", True),
        ("Vale was convinced it would end", "Vale", "was convinced", False),
        ("Vale criticised the delays", "Vale", "criticised", False),
        ("Vale, who's called for delays", "who", "'s called for", False),
        ("The plan was criticised by Vale", "Vale", "was criticised by", False),
    ],
)
def test_only_about(text: str, source: str, cue: str, about: bool) -> None:
    assert only_about(text, [at(text, source)], [at(text, cue)]) is about


@pytest.mark.parametrize(
    ("text", "cue", "content", "nameless"),
    [
        ("who asked not to be named", "asked", "not to be named", True),
        ("who declined to be identified", "declined", "to be identified", True),
        ("who spoke on condition of anonymity to speak freely", "spoke", "on condition of anonymity", True),
        ("who requested anonymity to discuss plans", "requested", "anonymity to discuss plans", True),
        ("who asked that the port be closed", "asked", "that the port be closed", False),
        ("who refused to say who was named", "refused", "to say who was named", False),
    ],
)
def test_only_nameless(text: str, cue: str, content: str, nameless: bool) -> None:
    assert only_nameless(text, [at(text, cue)], [at(text, content)]) is nameless


@pytest.mark.parametrize(
    ("text", "source", "cue", "expected"),
    [
        ("A new poll is out. It is close, reported Reuters.", "A new poll", "reported", ["Reuters"]),
        ("A new poll is out. It is close, it was reported.", "A new poll", "reported", []),
        ("Mr. Orr came. He spoke.", "He", "spoke", ["He"]),
        ("Ada Renn, who was late, said so.", "Ada Renn, who was late", "said", ["Ada Renn, who was late"]),
    ],
)
def test_same_sentence(text: str, source: str, cue: str, expected: list[str]) -> None:
    assert [text[slice(*s)] for s in same_sentence(text, [at(text, source)], [at(text, cue)])] == expected
