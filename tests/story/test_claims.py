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
