"""Whether two wordings are the same words, and where they differ."""

import time
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from onrecord.story.align import align
from onrecord.story.words import MOST, grams, spoken, words_of

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


def some_words() -> st.SearchStrategy[str]:
    """Return words that share much, with figures, gaps and brackets, so that many of two are told to be the same."""
    more = ["…", "[the]", "[not]", "5%", "$5", "-5", "5", "never", "tunnel", "chief,", "–"]
    return st.lists(st.sampled_from(LONG.split() + more), max_size=40).map(" ".join)


@given(st.one_of(st.text(max_size=300), some_words()), st.one_of(st.text(max_size=300), some_words()))
@example(LONG, "We told them three winters running … those fans would not last an hour")
def test_any_two_are_compared_alike_from_either_side(one: str, other: str) -> None:
    left, right = words_of(one), words_of(other)
    assert all(one[word.start : word.end] for word in left)
    there, back = align(left, right), align(right, left)
    assert (there is None) == (back is None)
    if there is None or back is None:
        return
    assert (there.kind, there.one, there.other, there.score) == (back.kind, back.other, back.one, back.score)
    assert [(d.one, d.other) for d in there.differences] == [(d.other, d.one) for d in back.differences]
    assert 0 <= there.one[0] < there.one[1] <= len(left)
    assert 0 < there.score <= 1
    assert (there.kind == "altered") == bool(there.differences)
    if there.kind == "verbatim":
        bare = [[word.text for word in words if not word.inserted] for words in (left, right)]
        assert bare[0] == bare[1]


@given(some_words(), st.data())
def test_a_part_that_is_enough_is_never_altered(text: str, data: st.DataObject) -> None:
    tokens = f"{LONG} {text}".split()
    start = data.draw(st.integers(0, len(tokens)))
    part = " ".join(tokens[start : data.draw(st.integers(start, len(tokens)))])
    match = align(words_of(" ".join(tokens)), words_of(part))
    assert match is None or match.kind in ("verbatim", "cut", "ellipsis")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("cost us $5 million last year", "cost us £5 million last year", [("$5", "£5")]),
        ("cost us 5 € each, all told", "cost us €5 each, all told", None),
        ("was up by 5% in the towns", "was up by 5 in the towns", [("5%", "5")]),
        ("was up by 5 % in the towns", "was up by 5% in the towns", None),
        ("fell to -5 degrees overnight", "fell to 5 degrees overnight", [("-5", "5")]),
        ("fell to −5 degrees overnight", "fell to -5 degrees overnight", None),
        ("took 5–10 days to clear", "took 5-10 days to clear", None),
        ("was held – 5 of them – for long", "was held, 5 of them, for long", None),
    ],
)
def test_a_figure_is_its_sign_too(one: str, other: str, expected: list[tuple[str, str]] | None) -> None:
    around = "The repairs to the harbour bridge", "and no engineer objected"
    left, right = (words_of(" ".join((around[0], each, around[1]))) for each in (one, other))
    match = align(left, right)
    assert match is not None
    assert match.kind == ("altered" if expected else "verbatim")
    assert differences(" ".join((around[0], one, around[1])), " ".join((around[0], other, around[1]))) == (
        expected or []
    )
    assert set(grams(left)) == set(grams(right)), "one whose sign was changed is not found"


@pytest.mark.parametrize(
    ("other", "kind"),
    [
        (LONG.replace("not", "…"), "altered"),
        (LONG.replace("would not last", "would last"), "altered"),
        (LONG.replace("winters", "[never] winters"), "altered"),
        (LONG.replace("running", "…"), "ellipsis"),
        (LONG.replace("fans", "[extractor] fans"), "ellipsis"),
    ],
)
def test_no_mark_takes_a_negation_out_or_puts_it_in(other: str, kind: str) -> None:
    match = align(words_of(LONG), words_of(other))
    assert match is not None and match.kind == kind


def test_accents_count_for_nothing_however_they_are_written() -> None:
    text = "Le café de la gare était déjà fermé pendant la grève"
    words = [words_of(unicodedata.normalize(form, text)) for form in ("NFC", "NFD")]
    assert [word.text for word in words[0]] == [word.text for word in words[1]]


def test_what_is_not_looked_at_is_never_word_for_word() -> None:
    text = " ".join(f"{a}{b}ferry" for a in "abcdefghijklmnopqrstu" for b in "abcdefghijklmnopqrstu")
    match = align(words_of(text), words_of(text + " and then he took it back"))
    assert len(words_of(text)) == MOST and match is not None and match.kind == "cut"


def test_words_repeated_without_end_are_not_gone_through() -> None:
    one, other = words_of("ferry harbour " * 200), words_of("harbour ferry ferry " * 134)
    started = time.process_time()
    for _ in range(50):
        align(one, other, same_speaker=True)
    assert time.process_time() - started < 2
    same = align(words_of("ferry harbour " * 150), words_of("Ferry, harbour! " * 150))
    assert same is not None and same.kind == "verbatim"
    assert align(one, other, same_speaker=True) is None


def test_an_ellipsis_may_stand_at_either_of_two_like_words() -> None:
    whole = words_of("I never get the sense that she is the least bit interested in tides")
    shorter = words_of("I never get the … least bit interested in tides")
    for one, other in ((whole, shorter), (shorter, whole)):
        found = align(one, other)
        assert found is not None and found.kind == "ellipsis"


def test_a_month_written_short_is_no_other_word() -> None:
    found = align(
        words_of("The bridge was closed before Oct. 7 of that year"),
        words_of("the bridge was closed before October 7 of that year"),
    )
    assert found is not None and found.kind == "verbatim"
