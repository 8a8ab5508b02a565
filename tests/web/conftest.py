"""An archive of the samples, and clients of the server that serves it."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from onrecord.pipeline.catching_up import catch_up
from onrecord.record.opening import open_archive
from onrecord.record.tokens import Scope, make_token
from onrecord.web.app import create_app
from onrecord.web.settings import Settings
from tests.stock import Files, settle

SAMPLES = Path(__file__).parents[2] / "samples"
HERE = ("127.0.0.1", 50000)

Serve = Callable[..., TestClient]


@pytest.fixture(scope="session")
def _filled(files: Files, tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = files.copy("samples", tmp_path_factory.mktemp("web") / "archive.db")
    with open_archive(where) as archive:
        while catch_up(archive):  # once here, so that not every server of every test does it
            pass
        settle(archive)
    return where


@pytest.fixture
def where(_filled: Path, tmp_path: Path) -> Path:
    """An archive of four samples, which a test may change."""
    return Path(shutil.copy(_filled, tmp_path / "archive.db"))


@pytest.fixture
def served(where: Path) -> Iterator[Serve]:
    """Make clients of the archive's server, by default one on this machine."""
    with ExitStack() as stack:

        def make(settings: Settings | None = None, client: tuple[str, int] = HERE) -> TestClient:
            app = create_app(where, settings)
            return stack.enter_context(TestClient(app, base_url="http://localhost", client=client))

        yield make


@pytest.fixture
def api(served: Serve) -> TestClient:
    """A client on this machine."""
    return served()


@pytest.fixture
def bearer(where: Path) -> Callable[..., dict[str, str]]:
    """Make the header of a token with some scopes."""

    def make(*scopes: Scope) -> dict[str, str]:
        with open_archive(where) as archive, archive.writing() as connection:
            return {"Authorization": f"Bearer {make_token(connection, 'desk', scopes)[1]}"}

    return make
