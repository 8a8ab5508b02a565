"""Whatever is asked, and however wrongly: no fault, and no answer that the document does not tell of."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis import Case
from schemathesis.specs.openapi.checks import positive_data_acceptance
from starlette.types import ASGIApp, Receive, Scope, Send

from onrecord.capture import network
from onrecord.pipeline.archiving import Work, add_captures
from onrecord.record.opening import open_archive
from onrecord.record.tokens import make_token
from onrecord.web import additions
from onrecord.web.api import document
from onrecord.web.app import create_app
from onrecord.web.guards import clients
from onrecord.web.settings import Bounds, Pace, Settings
from tests.web.conftest import HERE

EXAMPLES = 8
"""Requests for each operation, beside those that its schema's edges give."""


class Asked:
    """The application that is asked: at first one that only describes itself, then one with an archive."""

    def __init__(self) -> None:
        self.app: ASGIApp = document.bare()
        self.headers: dict[str, str] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":  # each request would bring one, and end the server with it
            await receive()
            await send({"type": "lifespan.startup.complete"})
            await receive()
            await send({"type": "lifespan.shutdown.complete"})
            return
        await self.app({**scope, "client": HERE}, receive, send)


asked = Asked()
schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", asked)


@pytest.fixture(scope="module", autouse=True)
def _server(_filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    where = shutil.copy(_filled, tmp_path_factory.mktemp("any") / "archive.db")
    unlimited = Pace(per_second=1e6, burst=10**6)
    with open_archive(where) as archive, archive.writing() as connection:
        asked.headers = {"Authorization": f"Bearer {make_token(connection, 'any', ('admin',))[1]}"}
    app = create_app(where, Settings(tokens=True, pace=unlimited, bounds=Bounds(body=10**7, queued=10**5)))

    def no_names(host: str, port: int) -> list[str]:
        raise OSError("no network in tests")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(network, "system_resolver", no_names)
        patch.setattr(
            additions, "add_captures", lambda archive, found, work: add_captures(archive, found, Work(jobs=0))
        )
        patch.setattr(clients, "_FAILING", unlimited)
        patch.setattr(asked, "app", app)
        yield
        app.state.additions.close()
        app.state.archive.close()


@schema.parametrize()
@settings(
    max_examples=EXAMPLES, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), database=None
)
def test_every_answer_is_one_that_the_document_tells_of(case: Case) -> None:
    # A query may be refused though it has the right form: words in it, or what the archive holds, are wrong.
    case.call_and_validate(headers=asked.headers, excluded_checks=[positive_data_acceptance])
