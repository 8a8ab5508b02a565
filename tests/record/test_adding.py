import threading

import msgspec
import pytest
from sqlalchemy import func, select

import onrecord
from onrecord import CaptureError, Reading
from onrecord.record import tables
from onrecord.record.adding import Added, add, known, meet
from onrecord.record.opening import Archive
from onrecord.record.stored import unpack

Readings = tuple[Reading, ...]
VIEWS = (tables.article, tables.statement, tables.party, tables.via, tables.entity, tables.entity_name)


def counts(archive: Archive) -> dict[str, int]:
    with archive.reading() as connection:
        return {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in tables.metadata.sorted_tables
        }


def by(reading: Reading, version: str) -> Reading:
    return msgspec.structs.replace(reading, reader=msgspec.structs.replace(reading.reader, onrecord=version))


def test_what_is_added_can_be_found_in_the_tables(archive: Archive, readings: Readings) -> None:
    added = add(archive, readings)
    assert [one.change for one in added if isinstance(one, Added)] == ["new"] * 4
    assert [one.kind for one in added if isinstance(one, Added)] == [reading.kind for reading in readings]
    with archive.reading() as connection:
        for reading in readings:
            row = connection.execute(
                select(tables.capture).where(tables.capture.c.sha256 == reading.capture.sha256)
            ).one()
            assert unpack(row.packed) == reading.capture.data
        stated = connection.execute(select(func.count()).select_from(tables.statement)).scalar_one()
        assert stated == sum(len(one.statements) + len(one.nested) for one in readings)
        spoken = connection.execute(select(tables.statement).where(tables.statement.c.speaker_key == "anselm duarte"))
        for row in spoken.mappings():
            text = next(one.text for one in readings if one.capture.sha256.startswith(row["ref"][:12]))
            spans = msgspec.json.decode(row["spans"])
            assert next(text[a:b] for a, b in spans["content"]) in row["content"]


def test_adding_the_same_again_changes_nothing(archive: Archive, readings: Readings) -> None:
    add(archive, readings)
    before = counts(archive)
    assert [one.change for one in add(archive, readings) if isinstance(one, Added)] == ["known"] * 4
    assert counts(archive) == before
    assert known(archive, readings[0].capture, readings[0].reader)
    assert not known(archive, readings[0].capture, by(readings[0], "9.0").reader)


def test_bytes_met_elsewhere_are_kept_once(archive: Archive, readings: Readings) -> None:
    add(archive, readings[:1])
    elsewhere = msgspec.structs.replace(readings[0].capture, source="copy.html")
    assert meet(archive, elsewhere).change == "again"
    assert meet(archive, elsewhere).change == "known"
    after = counts(archive)
    assert (after["capture"], after["sighting"], after["reading"]) == (1, 2, 1)


def test_a_newer_reader_supersedes_and_an_older_one_does_not(archive: Archive, readings: Readings) -> None:
    reading = readings[0]
    newer = by(msgspec.structs.replace(reading, statements=reading.statements[:2], nested=[]), "2.0.0")
    older = by(reading, "0.0.1")
    add(archive, [reading])
    (first,) = add(archive, [newer])
    assert isinstance(first, Added)
    assert (first.change, first.statements) == ("reread", 2)
    (second,) = add(archive, [older])
    assert isinstance(second, Added)
    assert (second.change, second.statements) == ("reread", 2)
    after = counts(archive)
    assert (after["capture"], after["reading"], after["statement"]) == (1, 3, 2)


def test_what_cannot_be_read_is_noted_until_it_can(archive: Archive, readings: Readings) -> None:
    source = readings[0].capture.source
    add(archive, [CaptureError(source, "given up after 120 seconds")])
    assert counts(archive)["failure"] == 1
    add(archive, [CaptureError(source, "is empty")])
    assert counts(archive)["failure"] == 1
    add(archive, readings[:1])
    assert counts(archive)["failure"] == 0


def test_a_batch_is_kept_whole_or_not_at_all(archive: Archive, readings: Readings) -> None:
    def broken() -> object:
        yield readings[0]
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        add(archive, broken())  # type: ignore[arg-type]
    assert set(counts(archive).values()) == {0, 1}  # 1: the archive's own id
    assert counts(archive)["capture"] == 0


def test_many_writers_of_the_same_captures_double_nothing(archive: Archive, readings: Readings) -> None:
    faults: list[Exception] = []

    def write() -> None:
        try:
            for reading in readings:
                add(archive, [reading])
        except Exception as error:
            faults.append(error)

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not faults
    after = counts(archive)
    assert (after["capture"], after["reading"], after["sighting"]) == (4, 4, 4)


def test_the_library_reads_what_the_archive_kept(archive: Archive) -> None:
    reading = onrecord.read(text="Rates will stay where they are, the bank said on Monday.")
    (added,) = add(archive, [reading])
    assert isinstance(added, Added)
    assert added.sha256 == reading.capture.sha256
