"""A served archive of the samples, and Chromium to look at it with; `tests.desk.browser` says what it watches for."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

import onrecord
from onrecord.pipeline.catching_up import catch_up
from onrecord.record.adding import add
from onrecord.record.opening import open_archive
from onrecord.web.settings import Settings
from tests.desk.browser import Opened, Site, folder_of, launched, serving
from tests.stock import Files, settle

SAMPLES = Path(__file__).parents[2] / "samples"
PAGES = (
    "harbour-strike.html",
    "ferry-skerry-fm.txt",
    "budget-bare.txt",
    "corrane-80-columns.txt",
    "dam-report-blog.html",
    "seilbahn-latin1.html",
    "not-found.html",
)


@pytest.fixture(scope="package")
def chromium() -> Iterator[Any]:
    """Chromium, for the tests of this folder only: while it runs, no test in this thread may start an event loop."""
    with launched() as found:
        yield found


@pytest.fixture(scope="package")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of the samples; copy it before you change it (`archive`)."""
    where = tmp_path_factory.mktemp("desk") / "archive.db"
    with open_archive(where, make=True) as archive:
        add(archive, [onrecord.read(str(SAMPLES / name)) for name in PAGES])
        while catch_up(archive):  # once here, so that not every server of every test does it
            pass
        settle(archive)
    return where


@pytest.fixture(scope="package")
def tunnel(files: Files, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of the story in `tests.story.tunnel`, compared: only to be read."""
    return files.copy("story", tmp_path_factory.mktemp("tunnel") / "archive.db")


@pytest.fixture
def archive(filled: Path, tmp_path: Path) -> Path:
    """An archive of the samples that a test may change."""
    return Path(shutil.copy(filled, tmp_path / "archive.db"))


@pytest.fixture(scope="package")
def _served(filled: Path) -> Iterator[str]:
    with serving(filled) as base:
        yield base


@pytest.fixture
def site(chromium: Any, _served: str, filled: Path, request: pytest.FixtureRequest) -> Iterator[Site]:
    """The samples, served to this machine: to read only. What goes wrong in a window fails the test at its end."""
    found = Site(chromium, _served, filled, folder_of(request.node.nodeid.partition("[")[0]))
    yield found
    found.end()


@pytest.fixture
def opened(chromium: Any, archive: Path, request: pytest.FixtureRequest) -> Iterator[Opened]:
    """Serve an archive of its own, or one that is given, with any settings: `opened(settings, where)`."""
    with ExitStack() as stack:

        def make(settings: Settings | None = None, where: Path = archive) -> Site:
            base = stack.enter_context(serving(where, settings))
            found = Site(chromium, base, where, folder_of(request.node.nodeid.partition("[")[0]))
            stack.callback(found.end)
            return found

        yield make


@pytest.fixture
def own(opened: Opened) -> Site:
    """As `site`, of an archive that the test may change."""
    return opened()
