"""What one more capture costs: no more questions to the database the more captures carry its words and its names."""

import hashlib

import msgspec
import pytest
from sqlalchemy import Engine, event

from onrecord import Reading
from onrecord.pipeline import tracing
from onrecord.pipeline.tracing import identifying, repeating
from onrecord.record.adding import add
from onrecord.record.opening import Archive

_MANY, _MORE = 26, 30
"""More than the members of an identity that are looked at."""


def again(reading: Reading, number: int) -> Reading:
    """Return the same article as fetched from another outlet."""
    data = reading.capture.data + f"\n{number}".encode()
    address = f"https://outlet-{number}.example/{number}"
    capture = msgspec.structs.replace(
        reading.capture, data=data, sha256=hashlib.sha256(data).hexdigest(), url=address, source=f"{number}.html"
    )
    article = msgspec.structs.replace(reading.article, url=address, publisher=f"Outlet {number}")
    page = msgspec.structs.replace(reading.page, article=article)
    return msgspec.structs.replace(reading, capture=capture, page=page, entities=reading.entities[:4])


def test_one_more_capture_asks_no_more_of_a_larger_archive(
    archive: Archive, readings: tuple[Reading, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tracing, "STEPS", (repeating.update, identifying.update))
    monkeypatch.setattr(tracing.sorting, "ahead", lambda reading: None)
    one = min((each for each in readings if each.kind == "article"), key=lambda each: len(each.text))
    asked = 0

    def count(*_: object) -> None:
        nonlocal asked
        asked += 1

    add(archive, [again(one, number) for number in range(_MORE)])
    costs = []
    event.listen(Engine, "before_cursor_execute", count)
    try:
        for _ in range(_MORE):
            asked = 0
            assert tracing.catch_up(archive, 1) == 1
            costs.append(asked)
    finally:
        event.remove(Engine, "before_cursor_execute", count)
    assert costs[0] > 1
    assert max(costs[_MANY:]) <= costs[_MANY - 1] + 2, costs
    assert max(costs) <= 20 + 20 * 4, costs
