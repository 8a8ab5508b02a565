"""Copies of an archive in use: to a file and to the other database, whole or not at all."""

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import select, text

from onrecord import Reading
from onrecord.record import lookup, tables
from onrecord.record.adding import Added, add
from onrecord.record.backup import backup
from onrecord.record.correcting import correct
from onrecord.record.corrections.asked import Asked
from onrecord.record.doctor import examine
from onrecord.record.model import ArchiveError
from onrecord.record.opening import Archive, open_archive
from onrecord.record.search import find


@pytest.fixture
def filled(samples: Archive) -> Archive:
    with samples.reading() as connection:
        ref = connection.execute(select(tables.statement.c.ref).where(tables.statement.c.speaker.is_not(None))).scalar()
    correct(samples, str(ref), Asked(speaker=["Ada Renn"]), by="desk", why="the caption says so")
    with samples.writing() as connection:
        first = connection.execute(text("SELECT min(id) FROM statement")).scalar_one()
        connection.execute(text(f"DELETE FROM meaning_due WHERE id = {first}"))
        connection.execute(text("INSERT INTO meaning (id, vector) VALUES (:id, :v)"), {"id": first, "v": b"\1" * 384})
    return samples


def everything(archive: Archive) -> dict[str, list[tuple[object, ...]]]:
    with archive.reading() as connection:
        out = {
            table.name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key))]
            for table in tables.metadata.sorted_tables
        }
        for name in ("meaning", "meaning_due"):
            out[name] = [tuple(row) for row in connection.execute(text(f"SELECT * FROM {name} ORDER BY id"))]
        return out


def same(one: Archive, other: Archive) -> None:
    assert everything(one) == everything(other)
    assert examine(other).findings == []
    asked = find.Search(query="said OR strike", limit=50)
    assert [hit.ref for hit in find.statements(one, asked).hits] == [
        hit.ref for hit in find.statements(other, asked).hits
    ]


def test_a_copy_in_a_file_is_the_archive_itself(filled: Archive, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    path = tmp_path / "copy.db"
    made = backup(filled, path, progress=lambda done, of: seen.append((done, of)))
    assert (made.where, made.captures, made.size) == (str(path), 4, path.stat().st_size)
    assert seen[-1][0] == seen[-1][1]
    assert not list(tmp_path.glob(".copy*"))
    with open_archive(path) as copy:
        same(filled, copy)


def test_a_copy_goes_on_by_itself(filled: Archive, tmp_path: Path, readings: tuple[Reading, ...]) -> None:
    backup(filled, tmp_path / "copy.db")
    with open_archive(tmp_path / "copy.db") as copy:
        assert [one.change for one in add(copy, readings) if isinstance(one, Added)] == ["known"] * 4
        correct(copy, readings[0].capture.sha256, Asked(checked=True), by="desk", why="read twice")
        assert examine(copy).whole


def test_a_copy_in_postgresql_is_the_archive_itself(
    filled: Archive, postgresql: str, readings: tuple[Reading, ...]
) -> None:
    if filled.dialect == "postgresql":
        pytest.skip("one empty database is not two")
    made = backup(filled, postgresql)
    assert (made.size, made.captures) == (None, 4)
    with open_archive(postgresql) as copy:
        same(filled, copy)
        add(copy, [Reading(**{n: getattr(readings[0], n) for n in readings[0].__struct_fields__})])
        correct(copy, readings[0].capture.sha256, Asked(checked=True), by="desk", why="read twice")
        assert examine(copy).whole
    with pytest.raises(ArchiveError, match="is no empty database"):
        backup(filled, postgresql)


def test_a_copy_is_of_one_moment(filled: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.record.backup._PAGES", 5)
    monkeypatch.setattr("onrecord.record.backup._MANY_ROWS", 5)
    with filled.reading() as connection:
        before = lookup.stats(connection)
    with open_archive(filled.where) if filled.dialect == "sqlite" else filled as other:

        def meanwhile(done: int, of: int) -> None:
            with other.writing() as connection:
                connection.execute(tables.failure.delete())
                connection.execute(tables.failure.insert().values(source=f"{done}", message="m", at="2031"))

        backup(filled, tmp_path / "copy.db", progress=meanwhile)
    with open_archive(tmp_path / "copy.db") as copy:
        with copy.reading() as connection:
            assert lookup.stats(connection) == before
        assert examine(copy).whole


def test_what_is_there_is_not_written_over(filled: Archive, tmp_path: Path) -> None:
    (tmp_path / "copy.db").write_text("mine")
    with pytest.raises(ArchiveError, match="is there already"):
        backup(filled, tmp_path / "copy.db")
    with pytest.raises(ArchiveError, match="does not exist; make it first"):
        backup(filled, tmp_path / "no" / "copy.db")
    assert (tmp_path / "copy.db").read_text() == "mine"


def test_a_copy_that_fails_leaves_nothing(filled: Archive, tmp_path: Path) -> None:
    def stop(done: int, of: int) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    with pytest.raises(ArchiveError, match="no room left"):
        backup(filled, tmp_path / "copy.db", progress=stop)
    assert not [path for path in tmp_path.iterdir() if "copy" in path.name]
