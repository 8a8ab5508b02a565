"""Which captures are compared with the others, and when: once after each change, however it is interrupted."""

import threading

import pytest
from sqlalchemy import Connection, select, update

from onrecord import Reading
from onrecord.pipeline import tracing
from onrecord.pipeline.catching_up import catch_up
from onrecord.record import tables
from onrecord.record.adding import add
from onrecord.record.correcting import correct, undo
from onrecord.record.corrections.asked import Asked
from onrecord.record.opening import Archive
from onrecord.record.stored import pack


class Steps:
    """What was compared, instead of comparing it."""

    def __init__(self) -> None:
        self.seen: list[tuple[int, bool]] = []
        self.fail_at: int | None = None

    def __call__(self, connection: Connection, capture_id: int, reading: Reading | None) -> None:
        if capture_id == self.fail_at:
            raise KeyboardInterrupt
        self.seen.append((capture_id, reading is not None))


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> Steps:
    found = Steps()
    monkeypatch.setattr(tracing, "STEPS", (found,))
    return found


def due(archive: Archive) -> int:
    with archive.reading() as connection:
        return tracing.waiting(connection)


def test_each_capture_is_compared_once(archive: Archive, readings: tuple[Reading, ...], steps: Steps) -> None:
    add(archive, readings)
    assert due(archive) == 3, "a page that is no article is nothing to compare"
    assert tracing.catch_up(archive, 2) == 2
    assert tracing.catch_up(archive) == 1
    assert steps.seen == [(1, True), (2, True), (3, True)]
    assert tracing.catch_up(archive) == 0


def test_what_is_interrupted_is_compared_again(archive: Archive, readings: tuple[Reading, ...], steps: Steps) -> None:
    add(archive, readings)
    steps.fail_at = 2
    with pytest.raises(KeyboardInterrupt):
        tracing.catch_up(archive)
    assert due(archive) == 2
    steps.fail_at = None
    assert tracing.catch_up(archive) == 2
    assert [one for one, _ in steps.seen] == [1, 2, 3]


def test_a_correction_and_its_undoing_are_changes(
    archive: Archive, readings: tuple[Reading, ...], steps: Steps
) -> None:
    add(archive, readings)
    catch_up(archive)
    with archive.reading() as connection:
        ref = connection.execute(select(tables.statement.c.ref).where(tables.statement.c.capture_id == 2)).scalar()
    (done,) = correct(archive, str(ref), Asked(speaker=["Ada Renn"]), by="desk", why="the caption says so")
    assert due(archive) == 1
    undo(archive, done.id, by="desk", why="it does not")
    assert due(archive) == 1
    catch_up(archive)
    assert [one for one, _ in steps.seen] == [1, 2, 3, 2]


def test_a_damaged_reading_stops_no_other(archive: Archive, readings: tuple[Reading, ...], steps: Steps) -> None:
    add(archive, readings)
    with archive.writing() as connection:
        mine = tables.reading.c.capture_id == 2
        connection.execute(update(tables.reading).where(mine).values(packed=pack(b'{"capture": {}}')))
    assert tracing.catch_up(archive) == 3
    assert steps.seen == [(1, True), (2, False), (3, True)]


def test_two_at_once_compare_each_once(archive: Archive, readings: tuple[Reading, ...], steps: Steps) -> None:
    add(archive, readings)
    both = [threading.Thread(target=tracing.catch_up, args=(archive,)) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join(60)
    assert sorted(steps.seen) == [(1, True), (2, True), (3, True)]
    assert due(archive) == 0
