"""An archive that an older version made brought to this one's tables, or that rehearsed."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Connection

from onrecord.record.backup import copy_file
from onrecord.record.migrate import Step, steps_from, upgrade, version_of
from onrecord.record.model import ArchiveError, NotFoundError
from onrecord.record.opening import Archive, unchecked


def migrate(archive: Archive) -> list[Step]:
    """Bring an archive (`opening.unchecked`) to the newest tables, wholly or not at all; return the steps taken.

    Raises `VersionError` where it is of a newer version, `NotFoundError` where there are no tables of an archive, and
    `ArchiveError` where a step fails: then it is as it was.
    """
    with _whole(archive) as connection:
        return upgrade(connection)


def rehearse(archive: Archive) -> list[Step]:
    """Try what `migrate` would do, change nothing, and return the steps. Raises as `migrate` does.

    An archive in a file is copied to a temporary folder beside it and the copy is migrated, so that room on the disk is
    rehearsed too; in PostgreSQL the steps are taken in a transaction that is rolled back, and writers wait meanwhile.
    """
    with archive.reading() as connection:
        steps = _wanting(archive, connection)
    if not steps:
        return []
    if archive.dialect == "postgresql":
        try:
            with _whole(archive) as connection:
                upgrade(connection)
                raise _Rehearsed
        except _Rehearsed:
            return steps
    path = Path(archive.where)
    try:
        with TemporaryDirectory(prefix=f".{path.name}.", dir=path.parent) as folder:
            copy_file(archive, Path(folder) / path.name, lambda done, of: None)
            with unchecked(Path(folder) / path.name) as copy:
                return migrate(copy)
    except OSError as error:
        raise ArchiveError(f"There can be no copy beside {archive.where} to rehearse on ({error.strerror}).") from error


class _Rehearsed(Exception):  # noqa: N818 - it is no error
    """Raised to take a rehearsal back."""


def _wanting(archive: Archive, connection: Connection) -> list[Step]:
    version = version_of(connection)
    if version is None:
        raise NotFoundError(f"There is no archive at {archive.where} yet; onrecord add makes one.")
    return steps_from(version)


@contextmanager
def _whole(archive: Archive) -> Iterator[Connection]:
    """Let the tables be changed in one transaction, and look afterwards that every row still names what is there.

    SQLite changes a table by making it anew, which its foreign keys have to be off for (its manual, ALTER TABLE, 7).
    """
    sqlite = archive.dialect == "sqlite"
    with archive.writing(foreign_keys=False) as connection:
        _wanting(archive, connection)
        yield connection
        if sqlite and connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
            raise ArchiveError(f"{archive.where} has rows that name what is not there; onrecord doctor tells which.")
