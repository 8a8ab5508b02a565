"""What two statements must share to be taken for one utterance, and what is only a phrase that both use."""

from typing import NamedTuple

import pytest

from onrecord.story.utterances import Speakers, matched, speakers, wording


class Told(NamedTuple):
    """A statement as it is kept."""

    content: str
    speaker_key: str | None = "ana vale"
    day: str | None = "2031-10-14"
    source_kind: str = "named_person"
    quotation: str = "direct"
    id: int = 1


def same(one: Told, other: Told) -> bool:
    return matched(wording(one), wording(other)._replace(id=2)) is not None


BRIDGE = "“The bridge was closed in April because two of its four bearings had cracked, and nobody was told,”"
CUT = "“two of its four bearings had cracked, and nobody was told”"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Told(BRIDGE), Told(CUT, speaker_key="bo renn")),
        (Told(BRIDGE), Told(CUT, speaker_key="a former engineer", source_kind="unnamed_person", day="2032-03-01")),
        (Told(BRIDGE), Told(BRIDGE, speaker_key=None, day="2033-01-01", source_kind="implicit")),
        (Told("“Close it for good,”"), Told("“Close it for good,” she said, “or rebuild it.”", day="2031-10-16")),
        # In a page's own words, by the same speaker.
        (
            Told("that two of the four bearings had cracked", quotation="indirect"),
            Told("two of the four bearings had cracked", speaker_key="vale", quotation="indirect", day="2031-10-20"),
        ),
    ],
)
def test_the_same_words(one: Told, other: Told) -> None:
    assert same(one, other)
    assert same(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # A phrase in the midst of what two people say.
        (
            Told(
                "“The inquiry into the harbour board’s use of a private contractor found three breaches of its rules,”"
            ),
            Told(
                "“I spoke to those who led the inquiry into the harbour board’s use of a private contractor,”",
                speaker_key="bo renn",
            ),
        ),
        # A slogan, months apart.
        (Told("“make Pellmouth proud again”"), Told("“We will make Pellmouth proud again,”", day="2032-02-01")),
        # Few words, not on the same days.
        (Told("“very weak on harbours”"), Told("“Orme is very weak on harbours and always was,”", day="2031-10-24")),
        # What pages report of different people, in words that both need.
        (
            Told("to ban heavy lorries from crossing the bridge", quotation="indirect"),
            Told("banning heavy lorries from crossing the bridge", speaker_key="bo renn", quotation="indirect"),
        ),
        # The same position, weeks later.
        (
            Told("to ban heavy lorries from crossing the bridge", quotation="indirect"),
            Told("to ban heavy lorries from crossing the bridge", quotation="indirect", day="2031-12-01"),
        ),
    ],
)
def test_only_a_phrase(one: Told, other: Told) -> None:
    assert not same(one, other)
    assert not same(other, one)


def test_the_title_of_a_book_is_nobody_s_words() -> None:
    one = Told("her book “The Harbour and Its Masters” had sold out", quotation="mixed", speaker_key="skerry books")
    other = Told("copies of “The Harbour and Its Masters” at the quay", quotation="mixed", speaker_key="dockers")
    assert not same(one, other)
    assert same(one, one)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (Told(""), Told("", speaker_key="vale"), "same"),
        (Told(""), Told("", speaker_key="anna vale"), "same"),
        (Told(""), Told("", speaker_key="bo renn"), "other"),
        (Told(""), Told("", speaker_key="a former minister", source_kind="unnamed_person"), "unknown"),
        (Told(""), Told("", speaker_key="the harbour board", source_kind="named_organisation"), "unknown"),
        (Told(""), Told("", speaker_key=None), "unknown"),
    ],
)
def test_who_may_be_one_speaker(one: Told, other: Told, expected: Speakers) -> None:
    assert speakers(wording(one), wording(other)) == expected
