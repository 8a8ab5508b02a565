"""Whether two wordings are the same words, and where they differ."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.story.align import align
from onrecord.story.words import grams, spoken, words_of

LONG = "We told them three winters running that those fans would not last an hour in a real fire."


def differences(one: str, other: str) -> list[tuple[str, str]]:
    left, right = words_of(one), words_of(other)
    match = align(left, right)
    assert match is not None
    return [
        (" ".join(w.text for w in left[slice(*d.one)]), " ".join(w.text for w in right[slice(*d.other)]))
        for d in match.differences
    ]


@pytest.mark.parametrize(
    ("one", "other", "same_speaker", "kind"),
    [
        (LONG, LONG.upper().replace(".", "»"), False, "verbatim"),
        (
            LONG,
            "«We told them – three winters running – that those fans would not last an hour in a real fire»",
            0,
            "verbatim",
        ),
        (LONG, "those fans would not last an hour in a real fire", False, "cut"),
        (LONG, "We told them three winters running … those fans would not last an hour", False, "ellipsis"),
        (
            LONG,
            "We told them three winters [in a row] running that those fans would not last an hour",
            False,
            "ellipsis",
        ),
        (LONG, LONG.replace("not ", ""), False, "altered"),
        (LONG, LONG.replace("three", "four"), False, "altered"),
        ("It killed 40,000 people in the towns", "It killed 40000 people in the towns", False, "verbatim"),
        (
            "It killed 40,000 people in towns on the river",
            "It killed 14,000 people in towns on the river",
            0,
            "altered",
        ),
        ("We are ready.", "We are ready.", False, None),
        ("We are ready to go.", "We are ready to go.", True, "verbatim"),
        ("No comment", "No comment", True, None),
        ("I do not think that this is so", "I do think that it was not so", False, None),
        (
            "The minister said that trains will run on time",
            "Buses will run late, the minister of trains said",
            False,
            None,
        ),
        ("", LONG, False, None),
    ],
)
def test_words_are_the_same_or_not(one: str, other: str, same_speaker: bool, kind: str | None) -> None:
    for left, right in ((one, other), (other, one)):
        match = align(words_of(left), words_of(right), same_speaker=bool(same_speaker))
        assert (match.kind if match else None) == kind


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (LONG.replace("not", "never"), [("not", "never")]),
        (LONG.replace("running", "in a row"), [("running", "in a row")]),
        (LONG.replace("real ", ""), [("real", "")]),
        (LONG.replace("an hour", "half an hour"), [("", "half")]),
        (LONG.replace("We", "They").replace("hour", "day"), [("we", "they"), ("hour", "day")]),
    ],
)
def test_altered_words_are_pointed_at(other: str, expected: list[tuple[str, str]]) -> None:
    assert differences(LONG, other) == expected


def test_only_what_is_quoted_of_a_mixed_content_is_compared() -> None:
    content = "that crews “should not be briefed on the fans until further notice” was the rule"
    (span,) = spoken(content, "mixed")
    assert content[slice(*span)] == "should not be briefed on the fans until further notice"
    assert spoken("“unclosed and", "indirect") == [(0, 13)]


def test_a_stretch_that_two_share_is_found_by_their_grams() -> None:
    around = "Nobody came to the meeting. " * 6
    assert set(grams(words_of(LONG))) & set(grams(words_of(f"{around}{LONG} {around}")))


@given(st.text(max_size=300), st.text(max_size=300))
def test_any_text_is_compared(one: str, other: str) -> None:
    left, right = words_of(one), words_of(other)
    assert all(one[word.start : word.end] for word in left)
    there, back = align(left, right), align(right, left)
    assert (there is None) == (back is None) or there is None or back is None
    for match in (there,):
        if match is not None:
            assert 0 <= match.one[0] < match.one[1] <= len(left)
            assert 0 < match.score <= 1


@given(st.lists(st.sampled_from(LONG.split()), min_size=1, max_size=600))
def test_much_repetition_takes_no_time(words: list[str]) -> None:
    many = words_of(" ".join(words * 5))
    align(many, many[::-1], same_speaker=True)
