"""An archive copied while it is in use: as it was at one moment, to a file or to the other database.

From SQLite to a file the pages of the database are copied; in all other cases its rows are, and the index is made
again. What is copied can be opened as it is, so a backup is restored by using it, or by copying it back.
"""

import contextlib
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
from sqlalchemy import Connection, Table, func, insert, select, text
from sqlalchemy.exc import SQLAlchemyError

from onrecord.record import tables, views
from onrecord.record.model import ArchiveError
from onrecord.record.opening import Archive, open_archive, told, unchecked
from onrecord.record.search import index

Progress = Callable[[int, int], None]
_PAGES = 2000
"""Pages of a SQLite file that are copied between two words of progress."""
_ROWS = {"capture": 16, "reading": 16}
_MANY_ROWS = 1000
"""Rows that are copied at once, of tables that hold whole pages and of others: memory is bounded."""


class Backup(msgspec.Struct, frozen=True, kw_only=True):
    """A copy that was made: where, its size in bytes if it is a file, and how many captures it holds."""

    where: str
    size: int | None
    captures: int


def backup(archive: Archive, to: str | os.PathLike[str], *, progress: Progress | None = None) -> Backup:
    """Copy an archive, as it is now, to a new file at `to`, or into an empty database at a ``postgresql://`` URL.

    It may be written to meanwhile. A file is there when it is whole, and not before; a database is filled in one
    transaction. `progress` is told how much is done, and of how much. Raises `ArchiveError` where something is at `to`
    already, and for what goes wrong on either side; then nothing is left there.
    """
    tell = progress or (lambda done, of: None)
    name = os.fspath(to)
    if "://" in name:
        with open_archive(name, make=True) as target:
            captures = _copy(archive, target, tell)
        return Backup(where=target.where, size=None, captures=captures)
    path = Path(name)
    with new_file(path) as part:
        if archive.dialect == "sqlite":
            copy_file(archive, part, tell)
        else:
            with open_archive(part, make=True) as target:
                _copy(archive, target, tell)
        with unchecked(part) as made, made.reading() as connection:
            captures = connection.execute(select(func.count()).select_from(tables.capture)).scalar_one()
    return Backup(where=name, size=path.stat().st_size, captures=captures)


@contextmanager
def new_file(path: Path) -> Iterator[Path]:
    """Let a SQLite file be made beside `path`, and put it there once it is whole; on any error leave nothing."""
    part = path.with_name(f".{path.name}.part")
    if path.exists():
        raise ArchiveError(f"{path} is there already; name another file.")
    if not path.parent.is_dir():
        raise ArchiveError(f"The folder of {path} does not exist; make it first.")
    try:
        _remove(part)
        yield part
        with part.open("rb") as file:
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        raise ArchiveError(f"{path} cannot be written ({error.strerror}).") from error
    finally:
        with contextlib.suppress(OSError):
            _remove(part)


def copy_file(archive: Archive, to: Path, progress: Progress) -> None:
    """Copy the pages of an archive in SQLite to the file `to`, as they are at one moment. Raises `ArchiveError`."""
    with archive.reading() as connection:
        connection.execute(text("SELECT count(*) FROM sqlite_master")).scalar()  # from now on it is this moment
        source = connection.connection.driver_connection
        assert isinstance(source, sqlite3.Connection)
        try:
            target = sqlite3.connect(to)
        except sqlite3.Error as error:
            raise told(error, str(to)) from error
        try:
            source.backup(target, pages=_PAGES, progress=lambda _, left, of: progress(of - left, of))
            target.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except sqlite3.Error as error:
            raise told(error, str(to)) from error
        finally:
            target.close()


def _copy(archive: Archive, target: Archive, progress: Progress) -> int:
    """Copy all rows of `archive` into `target`, which has none, and return how many captures they are of."""
    with archive.reading() as source, _writing(target) as sink:
        for table in tables.metadata.sorted_tables:
            if table is not tables.setting and sink.execute(select(table).limit(1)).first() is not None:
                raise ArchiveError(f"{target.where} is no empty database; name another.")
        articles = int(source.execute(select(func.count()).select_from(tables.article)).scalar_one())
        captures = int(source.execute(select(func.count()).select_from(tables.capture)).scalar_one())
        of = captures + articles
        done = 0
        sink.execute(tables.setting.delete())
        for table in tables.metadata.sorted_tables:
            for rows in _rows(source, table):
                sink.execute(insert(table), rows)
                done += len(rows) if table is tables.capture else 0
                progress(done, of)
        if target.dialect == "postgresql":
            _count_on(sink)
        for capture_id in _articles(source):
            found = views.effective(source, capture_id)
            if found is not None:
                rows_of = views.rows_of(found, capture_id)
                index.put(sink, capture_id, rows_of.body)
            done += 1
            progress(done, of)
        _copy_vectors(source, sink)
        return captures


@contextmanager
def _writing(target: Archive) -> Iterator[Connection]:
    """Write to the target of a copy; what goes wrong there is told of the target, not of what is copied."""
    with target.writing() as connection:
        try:
            yield connection
        except (SQLAlchemyError, sqlite3.Error) as error:
            raise told(error, target.where) from error


def _rows(source: Connection, table: Table) -> Iterator[list[dict[str, object]]]:
    size = _ROWS.get(table.name, _MANY_ROWS)
    query = select(table).order_by(*table.primary_key)
    found = source.execution_options(yield_per=size).execute(query)
    for rows in found.mappings().partitions(size):
        yield [dict(row) for row in rows]


def _articles(source: Connection) -> Iterator[int]:
    at = 0
    query = select(tables.article.c.capture_id).order_by(tables.article.c.capture_id).limit(_MANY_ROWS)
    while ids := source.execute(query.where(tables.article.c.capture_id > at)).scalars().all():
        yield from map(int, ids)
        at = int(ids[-1])


def _copy_vectors(source: Connection, sink: Connection) -> None:
    """Take the vectors along, which cost most to make; the rest stays due for one."""
    found = source.execution_options(yield_per=_MANY_ROWS).execute(text("SELECT id, vector FROM meaning"))
    for rows in found.mappings().partitions(_MANY_ROWS):
        values = [{"id": row["id"], "vector": bytes(row["vector"])} for row in rows]
        sink.execute(text("INSERT INTO meaning (id, vector) VALUES (:id, :vector)"), values)
    sink.execute(text("DELETE FROM meaning_due WHERE id IN (SELECT id FROM meaning)"))


def _count_on(sink: Connection) -> None:
    """Let PostgreSQL number new rows after those that were copied with their numbers."""
    for table in tables.metadata.sorted_tables:
        name = (
            sink.execute(text("SELECT pg_get_serial_sequence(:table, 'id')"), {"table": table.name}).scalar()
            if "id" in table.c
            else None
        )
        if name is not None:
            last = sink.execute(select(func.max(table.c.id))).scalar()
            if last is not None:
                sink.execute(text("SELECT setval(CAST(:name AS regclass), :last)"), {"name": name, "last": last})


def _remove(part: Path) -> None:
    for ending in ("", "-wal", "-shm", "-journal"):
        part.with_name(part.name + ending).unlink(missing_ok=True)
