"""A quotation held against statements: what a page leaves out vouches for nothing."""

import pytest

from onrecord.story.check import Kept, Quotation, checked

WHOLE = "The pipes under the hill have leaked since the spring, and nobody upstairs wanted to know"
SHORT = "The pipes under the hill have leaked … and nobody upstairs wanted to know"


def kept(ref: str, content: str) -> Kept:
    return Kept(ref=ref, content=content, quotation="direct", speaker="Ruth Orme", named=True)


@pytest.mark.parametrize(
    ("words", "verdict", "best"),
    [
        (WHOLE, "verbatim", "whole"),
        (SHORT, "verbatim", "short"),
        (SHORT.replace("under the hill ", ""), "altered", "short"),
        (WHOLE.replace("spring", "winter"), "altered", "whole"),
        (WHOLE.replace("since the spring", "since the day of the flood"), "altered", "whole"),
    ],
)
def test_a_page_that_leaves_words_out_vouches_for_none_in_their_place(words: str, verdict: str, best: str) -> None:
    finding = checked(Quotation(span=(0, len(words)), text=words), [kept("short", SHORT), kept("whole", WHOLE)])
    assert (finding.verdict, finding.matches[0].ref) == (verdict, best)


def test_where_only_the_shortened_words_are_known_a_longer_quotation_is_partly_found() -> None:
    finding = checked(Quotation(span=(0, len(WHOLE)), text=WHOLE), [kept("short", SHORT)])
    assert finding.verdict == "partly"
    assert not finding.holds
