"""What may be asked of an archive, the desk's pages and the API, without those who watch who asks (`web.guards`)."""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware

from onrecord.record.model import ArchiveError
from onrecord.record.opening import Archive
from onrecord.web.api import document, faults
from onrecord.web.desk import routes as desk
from onrecord.web.problems import Problem, of_http, of_problem, of_validation
from onrecord.web.settings import Settings


def pages(
    archive: Archive,
    settings: Settings,
    middleware: Sequence[Middleware] = (),
    lifespan: Callable[[FastAPI], AbstractAsyncContextManager[None]] | None = None,
) -> FastAPI:
    """Return the application of an archive that is open; each request has to bring who asks in its state."""
    app = document.bare(
        lifespan=lifespan,
        middleware=middleware,
        exception_handlers={
            Problem: of_problem,
            HTTPException: of_http,
            RequestValidationError: of_validation,
            ArchiveError: faults.of_archive,
        },
    )
    app.include_router(desk.router())
    app.state.archive = archive
    app.state.settings = settings
    return app
