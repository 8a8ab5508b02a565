"""An archive opened: a SQLite file or a PostgreSQL database, with the same promises.

What is written in one `Archive.writing` is kept whole or not at all, and once that has ended it outlasts a power cut.
Writers wait for each other, on SQLite by its own lock, on PostgreSQL by one that a transaction takes; readers see the
archive as it was when they began, and wait for nobody. Every fault of a database comes out as an `ArchiveError`.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self
from uuid import uuid4

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.pool import QueuePool

from onrecord.record.migrate import HEAD, lay_out, version_of
from onrecord.record.model import ArchiveError, NotFoundError, VersionError

APPLICATION = 0x4F4E5243
"""What marks a SQLite file as an archive of OnRecord: its application_id, "ONRC"."""
PATIENCE = 30.0
"""Seconds that a writer waits for others before it gives up."""
_LOCK = 0x4F4E5243
"""The advisory lock on PostgreSQL that one writer holds at a time."""
_SCHEMES = ("postgresql", "postgres", "sqlite")


class Archive:
    """An open archive; `where` is what people know it by: a path, or a URL without its password.

    It may be shared between threads. Close it when done, or use it as a context manager.
    """

    def __init__(self, engine: Engine, where: str) -> None:
        self.engine = engine
        self.where = where

    @property
    def dialect(self) -> str:
        """Which database it is: ``sqlite`` or ``postgresql``."""
        return self.engine.dialect.name

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Read from the archive as it is now, whatever is written meanwhile. Raises `ArchiveError`."""
        with self._told(), self.engine.connect() as connection:
            if self.dialect == "postgresql":
                connection = connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                yield connection

    @contextmanager
    def writing(self, *, foreign_keys: bool = True) -> Iterator[Connection]:
        """Write to the archive: all of it is kept at the end, or on any error nothing. Raises `ArchiveError`.

        Only one writer is let in at a time, over all processes; others wait up to `PATIENCE`. Without `foreign_keys`
        SQLite does not look at them meanwhile: for those who change tables.
        """
        with self._told(), self.engine.connect() as connection, _keys(connection, foreign_keys):
            connection = connection.execution_options(onrecord_writing=True)
            with connection.begin():
                if self.dialect == "postgresql":
                    connection.execute(text(f"SET LOCAL lock_timeout = '{int(PATIENCE)}s'"))
                    connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
                yield connection

    def close(self) -> None:
        """Close what is open of it."""
        self.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (SQLAlchemyError, sqlite3.Error) as error:
            raise told(error, self.where) from error
        except UnicodeEncodeError as error:
            raise ArchiveError(f"{self.where} cannot keep or find half characters (lone surrogates).") from error


def open_archive(where: str | os.PathLike[str], *, make: bool = False) -> Archive:
    """Open the archive at `where`, a path or a ``postgresql://`` URL; with `make`, one that is not there is made.

    Raises `NotFoundError` where there is none, `VersionError` where it is of another version, and `ArchiveError` for
    whatever else keeps it from being opened. No message contains a password.
    """
    archive = unchecked(where, make=make)
    try:
        _check(archive, make)
    except BaseException:
        archive.close()
        raise
    return archive


def unchecked(where: str | os.PathLike[str], *, make: bool = False) -> Archive:
    """As `open_archive`, but of whatever version it is, and perhaps empty: for migrations and for doctor."""
    name = os.fspath(where)
    if not name or "\0" in name:
        raise ArchiveError(f"{name!r} is no name an archive can have.")
    if "://" in name or name.partition(":")[0] in _SCHEMES[:2]:
        url = _url(name)
        if url.get_backend_name() == "sqlite":
            name = url.database or ""
        else:
            return Archive(_postgresql(url), url.render_as_string(hide_password=True).replace("+psycopg", ""))
    path = Path(name)
    if path.is_dir():
        raise ArchiveError(f"{name} is a folder, not an archive; name a file in it.")
    if not path.exists():
        if not make:
            raise NotFoundError(f"There is no archive at {name}; onrecord add makes one, or name another: --archive.")
        if not path.parent.is_dir():
            raise ArchiveError(f"The folder of {name} does not exist; make it first.")
    return Archive(_sqlite(path), name)


def told(error: SQLAlchemyError | sqlite3.Error, where: str) -> ArchiveError:
    """Return what went wrong with the database of `where`, in one sentence."""
    cause = error.orig if isinstance(error, DBAPIError) else error if isinstance(error, sqlite3.Error) else None
    reason = " ".join(str(cause or error).split("\n")[0].split())
    if isinstance(cause, sqlite3.Error):
        low = reason.casefold()
        for sign, sentence in _SQLITE:
            if sign in low:
                return ArchiveError(sentence.format(where=where))
    state = getattr(cause, "sqlstate", None)
    if state in _POSTGRESQL:
        return ArchiveError(_POSTGRESQL[state].format(where=where))
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return ArchiveError(f"The connection to {where} broke off ({reason}); nothing of the last step was kept.")
    if cause is not None and state is None and type(cause).__module__.startswith("psycopg"):
        return ArchiveError(f"{where} cannot be reached ({_brief(reason)}).")
    return ArchiveError(f"The database of {where} refused a step ({type(cause or error).__name__}: {_brief(reason)}).")


_SQLITE = (
    ("locked", "{where} has been in use by another program for too long; try again when that is done."),
    (
        "disk is full",
        "There is no room left for {where}; nothing of the last step was kept. Make room and try again.",
    ),
    ("readonly", "{where} cannot be written to; look at its permissions and those of its folder."),
    ("unable to open", "{where} cannot be opened; look at its permissions and those of its folder."),
    ("not a database", "{where} is no archive of OnRecord; name another file."),
    ("malformed", "{where} is damaged; restore a backup, or ask onrecord doctor what is left."),
    ("disk i/o", "{where} cannot be read or written (an error of the disk); nothing of the last step was kept."),
)
"""What SQLite says, and what that means."""

_POSTGRESQL = {
    "53100": "There is no room left for {where}; nothing of the last step was kept. Make room and try again.",
    "55P03": "{where} has been in use by another writer for too long; try again when that is done.",
    "25006": "{where} cannot be written to: the database takes no changes.",
    "42501": "{where} does not let this user do that; look at the user's rights in the database.",
    "28P01": "{where} does not take the password given.",
    "3D000": "{where} is no database on that server; create it first: createdb.",
    "57P01": "The server of {where} is being shut down; nothing of the last step was kept.",
    "40001": "{where} was changed by somebody else in the same moment; run it again.",
}
"""PostgreSQL's SQLSTATE codes (Appendix A of its manual), and what they mean."""


def _brief(reason: str) -> str:
    return reason if len(reason) <= 200 else f"{reason[:200]}…"


def _url(name: str) -> URL:
    try:
        url = make_url(name)
    except (ArgumentError, ValueError):
        raise ArchiveError("The archive's address is no URL that can be understood.") from None
    backend = url.get_backend_name()
    if backend not in _SCHEMES:
        raise ArchiveError(f"An archive is a SQLite file or a postgresql:// URL, not {backend}.")
    return url if backend == "sqlite" else url.set(drivername="postgresql+psycopg")


def _postgresql(url: URL) -> Engine:
    if "connect_timeout" not in url.query:
        url = url.update_query_dict({"connect_timeout": "10"})  # seconds; a host may answer nothing at all
    try:
        return create_engine(url, pool_pre_ping=True)
    except (ImportError, NoSuchModuleError):
        raise ArchiveError(
            "PostgreSQL needs a driver that is not installed: pip install 'onrecord[postgres]'."
        ) from None


def _sqlite(path: Path) -> Engine:
    def connect() -> sqlite3.Connection:
        return sqlite3.connect(path, timeout=PATIENCE, isolation_level=None, check_same_thread=False)

    engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool, pool_size=8, max_overflow=32)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _: object) -> None:
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={int(PATIENCE * 1000)}")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA temp_store=MEMORY")
    cursor.execute("PRAGMA cache_size=-32768")
    cursor.execute("PRAGMA mmap_size=1073741824")
    cursor.close()


@contextmanager
def _keys(connection: Connection, wanted: bool) -> Iterator[None]:
    """Have SQLite's foreign keys off for the next transaction, unless they are `wanted`."""
    raw = connection.connection.driver_connection
    if wanted or not isinstance(raw, sqlite3.Connection):
        yield
        return
    raw.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        raw.execute("PRAGMA foreign_keys=ON")


def _begin(connection: Connection) -> None:
    writing = connection.get_execution_options().get("onrecord_writing")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _check(archive: Archive, make: bool) -> None:
    with archive._told(), archive.engine.connect() as connection:
        if archive.dialect == "sqlite":
            _check_file(connection, archive.where)
        found = version_of(connection)
        strange = found is None and bool(inspect(connection).get_table_names())
    if strange:
        raise ArchiveError(f"{archive.where} holds other tables than an archive's; name another database.")
    if found is None:
        if not make:
            raise NotFoundError(f"There is no archive at {archive.where} yet; onrecord add makes one.")
        _make(archive)
    elif found != HEAD:
        if found < HEAD:
            raise VersionError(f"{archive.where} was made by an older OnRecord; run: onrecord migrate")
        raise VersionError(f"{archive.where} was made by a newer OnRecord (tables of version {found}); use that.")


def _check_file(connection: Connection, where: str) -> None:
    application = connection.exec_driver_sql("PRAGMA application_id").scalar()
    pages = connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar()
    if pages and application != APPLICATION:
        raise ArchiveError(f"{where} is a database of another program, not an archive of OnRecord; name another file.")


def _make(archive: Archive) -> None:
    if archive.dialect == "sqlite":
        with archive._told(), archive.engine.connect() as connection:
            raw = connection.connection.driver_connection
            assert isinstance(raw, sqlite3.Connection)
            connection.rollback()
            raw.execute("PRAGMA journal_mode=WAL")
    with archive.writing() as connection:
        if version_of(connection) is not None:
            return  # another process made it while this one waited
        if archive.dialect == "sqlite":
            connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION}")
        lay_out(connection)
        connection.execute(text("INSERT INTO setting (name, value) VALUES ('id', :id)"), {"id": str(uuid4())})
