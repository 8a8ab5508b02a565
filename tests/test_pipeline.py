"""Many pages through worker processes: order, bounds, and what happens when a worker dies."""

import os
import signal
import time
from collections.abc import Iterator

import pytest

from onrecord import pipeline
from onrecord.article.model import Article, Block, Page
from onrecord.capture.model import Capture, CaptureError
from onrecord.pipeline import one, workers
from onrecord.reading.model import Statement


def capture(words: str) -> Capture:
    return Capture.of(words.encode(), source=words, media_type="text/plain")


def work(capture: Capture, statements: bool) -> tuple[Page, list[Statement]] | str:
    """Stand in for the reading of a page, and for all that can go wrong with it."""
    words = capture.data.decode()
    if "dies" in words:
        os.kill(os.getpid(), signal.SIGKILL)
    if "hangs" in words:
        time.sleep(60)
    if "fails" in words:
        return "cannot be read"
    if "slow" in words:
        time.sleep(0.3)
    block = Block(role="body", start=0, end=len(words))
    return Page(kind="article", text=words, blocks=[block], article=Article()), []


def told(outcomes: Iterator[tuple[Capture, Page] | CaptureError]) -> list[str]:
    return [str(one) if isinstance(one, CaptureError) else one[1].text for one in outcomes]


@pytest.fixture(autouse=True)
def stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "work", work)


def test_outcomes_come_in_the_order_of_inputs_whatever_the_workers() -> None:
    found = [
        capture("slow one"),
        CaptureError("two", "is empty"),
        capture("three"),
        capture("fails"),
        capture("five"),
    ]
    expected = ["slow one", "two: is empty", "three", "fails: cannot be read", "five"]
    for jobs in (0, 1, 2, None):
        assert told(pipeline.pages_of(found, jobs=jobs)) == expected


def test_a_page_that_kills_its_worker_costs_only_itself() -> None:
    found = [capture("one"), capture("dies"), capture("three"), capture("four")]
    outcomes = told(pipeline.pages_of(found, jobs=2))
    assert outcomes[1].startswith("dies: the process that read it died")
    assert [outcomes[0], *outcomes[2:]] == ["one", "three", "four"]


def test_a_page_that_takes_too_long_is_given_up() -> None:
    found = [capture("hangs"), capture("two")]
    for jobs in (0, 1):
        outcomes = told(pipeline.pages_of(found, jobs=jobs, time_limit=0.5))
        assert outcomes == ["hangs: given up after 0.5 seconds", "two"]


def test_inputs_are_not_taken_far_ahead_of_what_is_read() -> None:
    taken = 0

    def endless() -> Iterator[Capture]:
        nonlocal taken
        while True:
            taken += 1
            yield capture(f"page {taken}")

    outcomes = pipeline.pages_of(endless(), jobs=2)
    assert told(iter([next(outcomes)])) == ["page 1"]
    assert taken < 10
    outcomes.close()  # type: ignore[attr-defined]


def test_a_fault_of_ours_on_one_page_is_a_failure_of_that_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    monkeypatch.setattr(one, "page_from", lambda capture, **_: 1 // 0)
    (outcome,) = pipeline.pages_of([capture("one")], jobs=0)
    assert isinstance(outcome, CaptureError)
    assert "ZeroDivisionError" in outcome.message


def test_jobs_are_not_negative() -> None:
    with pytest.raises(ValueError, match="negative"):
        list(pipeline.pages_of([], jobs=-1))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [({}, "either"), ({"source": "x.txt", "text": "x"}, "either")],
)
def test_one_input_is_wanted(arguments: dict[str, str], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        pipeline.one_capture(**arguments)


def test_what_is_not_there_cannot_be_read() -> None:
    with pytest.raises(CaptureError, match="no such file"):
        pipeline.one_capture("no/such/page.html")


def test_text_keeps_its_line_ends() -> None:
    assert pipeline.one_capture(text="one\r\ntwo\n").data == b"one\r\ntwo\n"
