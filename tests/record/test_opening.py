import os
import sqlite3
import stat
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import func, insert, select, text

from onrecord.record.backup import backup
from onrecord.record.model import ArchiveError, NotFoundError, VersionError
from onrecord.record.opening import Archive, open_archive
from onrecord.record.tables import failure


def fail(connection, source: str) -> None:
    connection.execute(insert(failure).values(source=source, message="is empty", at="2031-01-01T00:00:00Z"))


def count(archive: Archive) -> int:
    with archive.reading() as connection:
        return connection.execute(select(func.count()).select_from(failure)).scalar_one()


def test_an_archive_is_made_where_asked_and_opened_again(where: str) -> None:
    with pytest.raises(NotFoundError, match="There is no archive"):
        open_archive(where)
    with open_archive(where, make=True) as archive, archive.writing() as connection:
        fail(connection, "a")
    with open_archive(where) as archive:
        assert count(archive) == 1


def test_what_is_written_is_kept_whole_or_not_at_all(archive: Archive) -> None:
    with pytest.raises(ZeroDivisionError), archive.writing() as connection:
        fail(connection, "a")
        fail(connection, str(1 // 0))
    assert count(archive) == 0


def test_readers_see_the_archive_as_it_was_when_they_began(archive: Archive) -> None:
    with archive.reading() as reader:
        assert reader.execute(select(func.count()).select_from(failure)).scalar() == 0
        with archive.writing() as writer:
            fail(writer, "a")
        assert reader.execute(select(func.count()).select_from(failure)).scalar() == 0
    assert count(archive) == 1


def test_writers_wait_for_each_other(archive: Archive) -> None:
    def write(number: int) -> None:
        with archive.writing() as connection:
            known = connection.execute(select(func.count()).select_from(failure)).scalar_one()
            fail(connection, str(known))

    threads = [threading.Thread(target=write, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert count(archive) == 12


def test_an_archive_of_another_version_is_not_touched(where: str) -> None:
    open_archive(where, make=True).close()
    for version, message in (("0000", "run: onrecord migrate"), ("9999", "newer OnRecord")):
        with open_archive_raw(where) as archive, archive.writing() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = :v"), {"v": version})
        with pytest.raises(VersionError, match=message):
            open_archive(where)


def open_archive_raw(where: str) -> Archive:
    from onrecord.record.opening import unchecked

    return unchecked(where)


def test_what_is_no_archive_is_told(tmp_path: Path) -> None:
    (tmp_path / "text.db").write_text("no database " * 100)
    with pytest.raises(ArchiveError, match="is no archive of OnRecord"):
        open_archive(tmp_path / "text.db")
    with sqlite3.connect(tmp_path / "other.db") as other:
        other.execute("CREATE TABLE bookmarks (url TEXT)")
    with pytest.raises(ArchiveError, match="a database of another program"):
        open_archive(tmp_path / "other.db", make=True)
    with pytest.raises(ArchiveError, match="is a folder"):
        open_archive(tmp_path)
    with pytest.raises(ArchiveError, match="does not exist; make it first"):
        open_archive(tmp_path / "no" / "a.db", make=True)
    with pytest.raises(ArchiveError, match="not mysql"):
        open_archive("mysql://a:b@c/d")


def test_other_tables_in_a_database_are_left_alone(postgresql: str) -> None:
    import psycopg

    with psycopg.connect(postgresql, autocommit=True) as connection:
        connection.execute("CREATE TABLE bookmarks (url TEXT)")
    with pytest.raises(ArchiveError, match="holds other tables"):
        open_archive(postgresql, make=True)


def test_a_server_that_cannot_be_reached_is_told_without_the_password() -> None:
    with pytest.raises(ArchiveError, match="cannot be reached") as raised:
        open_archive("postgresql://someone:secret@127.0.0.1:9/archive")
    assert "secret" not in str(raised.value)


def test_a_locked_archive_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.record.opening.PATIENCE", 0.2)
    first, second = open_archive(tmp_path / "a.db", make=True), open_archive(tmp_path / "a.db")
    with first, second, first.writing(), pytest.raises(ArchiveError, match="in use by another"), second.writing():
        pass


def test_a_full_disk_is_told_and_nothing_is_half_there(tmp_path: Path) -> None:
    with open_archive(tmp_path / "a.db", make=True) as archive:
        with archive.engine.connect() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        with pytest.raises(ArchiveError, match="no room left"), archive.writing() as connection:
            connection.exec_driver_sql(f"PRAGMA max_page_count={pages + 1}")
            for number in range(5000):
                fail(connection, f"{number} {'x' * 500}")
        archive.engine.dispose()
        assert count(archive) == 0


def told_to_nobody(do: Callable[[], object]) -> str:
    """Return what a user without rights is told: root may write to what is read-only, so another process tries."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:  # pragma: no cover - in the other process
        message = "nothing"
        try:
            if os.geteuid() == 0:
                os.setgid(65534)
                os.setuid(65534)
            do()
        except ArchiveError as error:
            message = str(error)
        except BaseException as error:
            message = repr(error)
        finally:
            os.write(write, message.encode())
            os._exit(0)
    os.close(write)
    with os.fdopen(read, encoding="utf-8") as told:
        message = told.read()
    os.waitpid(child, 0)
    return message


def test_what_is_read_only_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    open_archive(path, make=True).close()
    for folder in (tmp_path, *tmp_path.parents[:2]):
        folder.chmod(0o755)
    path.chmod(stat.S_IRUSR | stat.S_IRGRP | stat.S_IROTH)
    tmp_path.chmod(0o555)

    def write() -> None:
        with open_archive(path) as archive, archive.writing() as connection:
            fail(connection, "a")

    try:
        for do in (
            write,
            lambda: open_archive(tmp_path / "b.db", make=True),
            lambda: backup(open_archive(path), "/b.db"),
        ):
            message = told_to_nobody(do)
            assert "cannot be" in message
            assert message.endswith(".")
            assert "\n" not in message
    finally:
        tmp_path.chmod(0o755)
    with open_archive(path) as archive:
        assert count(archive) == 0
