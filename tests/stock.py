"""Archives that are made once in a run of the tests, on either database, and handed out as copies.

To lay out the tables and to read, add and compare pages takes a hundred times as long as to copy what came of it.
"""

import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path
from uuid import uuid4

import psycopg
from psycopg import sql
from sqlalchemy.engine import make_url

import onrecord
from onrecord.record.adding import add
from onrecord.record.opening import Archive, open_archive

SAMPLES = Path(__file__).parents[1] / "samples"


@cache
def sample_readings() -> tuple[onrecord.Reading, ...]:
    """Three articles and a page that is none, read once."""
    names = ("harbour-strike.html", "ferry-skerry-fm.txt", "budget-bare.txt", "not-found.html")
    return tuple(onrecord.read(str(SAMPLES / name)) for name in names)


def _blank(archive: Archive) -> None:
    """Nothing but its tables."""


def _samples(archive: Archive) -> None:
    """`sample_readings`, and nothing done with them yet."""
    add(archive, sample_readings())


def _story(archive: Archive) -> None:
    """The story of `tests.story.tunnel`, compared."""
    from onrecord.pipeline import tracing
    from tests.story.tunnel import readings

    add(archive, readings().values())
    tracing.catch_up(archive)


KINDS: dict[str, Callable[[Archive], None]] = {"blank": _blank, "samples": _samples, "story": _story}


class Files:
    """Archives in SQLite files. A kind of `KINDS` is made in `folder` when it is first asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def copy(self, kind: str, to: Path) -> Path:
        """Make a copy of that kind at `to`, and return it."""
        kept = self._folder / f"{kind}.db"
        if not kept.exists():
            making = kept.with_suffix(".making")
            with open_archive(making, make=True) as archive:
                KINDS[kind](archive)
                settle(archive)
            making.rename(kept)
        return Path(shutil.copy(kept, to))


class Server:
    """A PostgreSQL server for tests, and the databases on it. `url` is that of its first database."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._connection = psycopg.connect(url, autocommit=True)
        self._kept: dict[str, str] = {}
        # What is made here outlasts nothing, and no test asks what a power cut would leave.
        for setting in ("fsync", "synchronous_commit", "full_page_writes", "autovacuum"):
            self._connection.execute(sql.SQL("ALTER SYSTEM SET {} = off").format(sql.Identifier(setting)))
        self._connection.execute("SELECT pg_reload_conf()")

    def make(self, kind: str | None = None) -> str:
        """Make a database, empty or with an archive of that kind, and return its URL."""
        step = sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name := f"test_{uuid4().hex}"))
        if kind is not None:
            step += sql.SQL(" TEMPLATE {} STRATEGY file_copy").format(sql.Identifier(self._template(kind)))
        self._connection.execute(step)
        return self._url(name)

    def drop(self, url: str) -> None:
        """Remove the database at `url`, whoever is still connected to it."""
        name = make_url(url).database or ""
        self._connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

    def close(self) -> None:
        """Let go of the server, which goes on."""
        self._connection.close()

    def _template(self, kind: str) -> str:
        if kind not in self._kept:
            name = f"kept_{kind}"
            self._connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
            with open_archive(self._url(name), make=True) as archive:
                KINDS[kind](archive)
            self._kept[kind] = name
        return self._kept[kind]

    def _url(self, name: str) -> str:
        return self.url.replace("/postgres?", f"/{name}?")


def settle(archive: Archive) -> None:
    """Bring all that a SQLite archive holds into its one file, so that the file can be copied."""
    with archive.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
