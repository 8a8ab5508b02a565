"""Recorded captures give the readings that are expected of them (make cases writes those anew)."""

from pathlib import Path

import pytest

from tests.cases import CASES, CONFIDENCE, confidences, expected, read


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_recorded_capture(case: Path) -> None:
    found, wanted = read(case), expected(case)
    assert confidences(found) == pytest.approx(confidences(wanted), abs=CONFIDENCE)
    assert found == wanted
