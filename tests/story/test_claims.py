"""What speaks against two statements' claiming the same."""

from typing import Any

import pytest

from onrecord.story.appearances import Occurrence, Page
from onrecord.story.claims import same_claim

SEVEN = "Seven people died in the fire in the Sund Tunnel"


def claim(content: str, **more: Any) -> Occurrence:
    page = Page(capture=1, sha256="", article=1)
    given = {"speaker": "the infirmary", "source_kind": "named_organisation", "quotation": "indirect"} | more
    return Occurrence(ref="r", page=page, content=content, **given)


@pytest.mark.parametrize(
    ("other", "likeness", "same"),
    [
        (claim("7 have been killed by the fire under the Sund"), 0.8, True),
        (claim("7 have been killed by the fire under the Sund"), 0.6, False),
        (claim("Six people died in the fire in the Sund Tunnel"), 0.95, False),
        (claim("Seven people did not die in the fire in the Sund Tunnel"), 0.95, False),
        (claim(SEVEN, polarity="denies"), 0.95, False),
        (claim(SEVEN, manner="asks"), 0.95, False),
        (claim(SEVEN, speaker="the police"), 0.95, False),
        (claim(SEVEN, speaker="officials", source_kind="unnamed_group"), 0.95, True),
        (claim("Seven people died in the fire in the Tarn Pass"), 0.95, False),
    ],
)
def test_what_speaks_against_it(other: Occurrence, likeness: float, *, same: bool) -> None:
    assert same_claim(claim(SEVEN), other, likeness) is same
    assert same_claim(other, claim(SEVEN), likeness) is same


@pytest.mark.parametrize(
    ("one", "other", "likeness", "same"),
    [
        # A name or a term claims nothing.
        ("Marquardt", "Marquardt", 0.95, False),
        ("the inquiry", "the inquiry", 0.95, False),
        # Of the same people, but another matter.
        ("that the port paid for the repair of the crane", "a strike of the port’s own ferrymen", 0.8, False),
        # In other words.
        ("that the crane was not repaired in time", "the repair of the crane was never finished", 0.8, True),
        ("that the fans were of no use", "nobody could rely on the ventilation", 0.8, False),
        ("that the fans were of no use", "nobody could rely on the ventilation", 0.9, True),
    ],
)
def test_what_is_only_of_the_same_matter(one: str, other: str, likeness: float, *, same: bool) -> None:
    assert same_claim(claim(one), claim(other), likeness) is same


def test_pages_that_do_not_name_the_same_source_must_share_more() -> None:
    one, other = claim("the ad will be shown as part of a costly campaign"), "the ad will be shown on cable stations"
    assert same_claim(one, claim(other), 0.8)
    assert not same_claim(one, claim(other, speaker="officials", source_kind="unnamed_group"), 0.8)
