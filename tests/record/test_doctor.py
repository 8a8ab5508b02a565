"""What an examination finds, on both databases: nothing in a whole archive, and every kind of damage."""

import sqlite3
import zlib
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import Connection, delete, select, text, update

from onrecord import Reading
from onrecord.record import tables
from onrecord.record.adding import add
from onrecord.record.correcting import correct
from onrecord.record.corrections.asked import Asked
from onrecord.record.doctor import Report, examine
from onrecord.record.opening import Archive, open_archive, unchecked
from onrecord.record.spans import dangling, outside, spans_of
from onrecord.record.stored import pack, pack_reading


@pytest.fixture
def filled(samples: Archive) -> Archive:
    return samples


def checks(report: Report) -> set[str]:
    return {one.check for one in report.findings}


def test_a_whole_archive_has_no_findings(filled: Archive, readings: tuple[Reading, ...]) -> None:
    seen: list[tuple[int, int]] = []
    report = examine(filled, progress=lambda done, of: seen.append((done, of)))
    assert report.findings == []
    assert report.whole
    assert (report.captures, report.readings) == (4, 4)
    assert report.bytes == sum(len(one.capture.data) for one in readings)
    assert report.statements == sum(len(one.statements) + len(one.nested) for one in readings)
    assert report.offsets == sum(1 for one in readings for _ in spans_of(one))
    assert seen[-1] == (4, 4)


def test_an_empty_archive_is_whole(archive: Archive) -> None:
    assert examine(archive).whole


def test_an_archive_with_corrections_is_whole(filled: Archive) -> None:
    with filled.reading() as connection:
        ref = connection.execute(select(tables.statement.c.ref).where(tables.statement.c.speaker.is_not(None))).scalar()
    correct(filled, str(ref), Asked(speaker=["Ada Renn"]), by="desk", why="the caption says so")
    assert examine(filled).findings == []


def shorten(connection: Connection) -> None:
    packed = connection.execute(select(tables.capture.c.packed).where(tables.capture.c.id == 1)).scalar_one()
    connection.execute(update(tables.capture).where(tables.capture.c.id == 1).values(packed=packed[:-9]))


def swap(connection: Connection) -> None:
    connection.execute(update(tables.capture).where(tables.capture.c.id == 1).values(packed=pack(b"other bytes")))


def first_statement(connection: Connection) -> int:
    return int(connection.execute(select(tables.statement.c.id).order_by(tables.statement.c.id)).scalars().first() or 0)


def misquote(connection: Connection) -> None:
    mine = tables.statement.c.id == first_statement(connection)
    connection.execute(update(tables.statement).where(mine).values(content="other words"))


def lose_statement(connection: Connection) -> None:
    id = first_statement(connection)
    connection.execute(delete(tables.party).where(tables.party.c.statement_id == id))
    connection.execute(delete(tables.via).where(tables.via.c.statement_id == id))
    connection.execute(delete(tables.statement).where(tables.statement.c.id == id))


def lose_from_index(connection: Connection) -> None:
    key = "id" if connection.dialect.name == "postgresql" else "rowid"
    connection.execute(text(f"DELETE FROM statement_index WHERE {key} = {first_statement(connection)}"))


def lose_current(connection: Connection) -> None:
    connection.execute(update(tables.reading).where(tables.reading.c.capture_id == 2).values(current=False))


def lose_sighting(connection: Connection) -> None:
    connection.execute(delete(tables.sighting).where(tables.sighting.c.capture_id == 2))


def damage_reading(connection: Connection) -> None:
    wrong = zlib.compress(b'{"capture": {}}')
    connection.execute(update(tables.reading).where(tables.reading.c.capture_id == 3).values(packed=wrong))


def strange_correction(connection: Connection) -> None:
    row = {"at": "2031-01-01T00:00:00Z", "by": "a", "why": "b", "kind": "speaker", "body": "{}"}
    connection.execute(tables.correction.insert().values(capture_id=1, **row))


def another_version(connection: Connection) -> None:
    connection.execute(text("UPDATE alembic_version SET version_num = '0000'"))


@pytest.mark.parametrize(
    ("damage", "found"),
    [
        (shorten, {"capture"}),
        (swap, {"capture"}),
        (misquote, {"view", "index"}),
        (lose_statement, {"view", "index"}),
        (lose_from_index, {"index"}),
        (lose_current, {"reading"}),
        (lose_sighting, {"capture"}),
        (damage_reading, {"reading"}),
        (strange_correction, {"correction"}),
        (another_version, {"version"}),
    ],
)
def test_damage_is_found(filled: Archive, damage: Callable[[Connection], None], found: set[str]) -> None:
    with filled.writing() as connection:
        damage(connection)
    report = examine(filled)
    assert checks(report) == found
    assert all(one.message.endswith(".") for one in report.findings)
    assert not report.whole


def test_offsets_and_ids_are_looked_at(archive: Archive, readings: tuple[Reading, ...]) -> None:
    reading = readings[0]
    said = msgspec.structs.replace(reading.statements[0], content=[(5, len(reading.text) + 1)], within="s999")
    odd = msgspec.structs.replace(reading, statements=[said, *reading.statements[1:]])
    assert [path for path, _ in outside(odd)] == ["statements.content"]
    assert list(dangling(odd)) == [("statements.within", "s999")]
    assert not list(outside(reading))
    assert not list(dangling(reading))
    add(archive, [reading])
    with archive.writing() as connection:
        connection.execute(update(tables.reading).values(packed=pack_reading(odd)))
    report = examine(archive)
    assert {"offset", "view"} <= checks(report)
    assert any("statements.content" in one.message for one in report.findings)


def test_rows_that_name_what_is_not_there(tmp_path: Path, readings: tuple[Reading, ...]) -> None:
    with open_archive(tmp_path / "a.db", make=True) as archive:
        add(archive, readings)
    with sqlite3.connect(tmp_path / "a.db") as raw:  # foreign keys are off unless they are asked for
        raw.execute("DELETE FROM reader")
    with open_archive(tmp_path / "a.db") as archive:
        assert "reference" in checks(examine(archive))


def test_a_damaged_file_is_told(tmp_path: Path, readings: tuple[Reading, ...]) -> None:
    path = tmp_path / "a.db"
    with open_archive(path, make=True) as archive:
        add(archive, readings)
    with sqlite3.connect(path) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    data = bytearray(path.read_bytes())
    for start in range(60 * 4096, len(data) - 4096, 5 * 4096):
        data[start : start + 4096] = b"\xff" * 4096
    path.write_bytes(bytes(data))
    with unchecked(path) as archive:
        assert "database" in checks(examine(archive))


def test_many_findings_are_counted_and_some_told(filled: Archive) -> None:
    with filled.writing() as connection:
        connection.execute(update(tables.capture).values(packed=pack(b"other bytes")))
    report = examine(filled, most=2)
    assert (len(report.findings), report.found) == (2, 4)
