"""The application: an archive, its guards, and what may be asked of it."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

from fastapi import FastAPI
from starlette.middleware import Middleware

from onrecord.record.logins import login_of
from onrecord.record.opening import Archive, open_archive
from onrecord.record.tokens import Token, token_of
from onrecord.web.additions import Additions
from onrecord.web.api import routes
from onrecord.web.desk import add, check
from onrecord.web.desk.faults import FaultPages
from onrecord.web.desk.front import counted
from onrecord.web.desk.login import Gate
from onrecord.web.desk.routes import takes_work
from onrecord.web.guards.bounds import Bodies, Turns
from onrecord.web.guards.clients import Clients
from onrecord.web.guards.doors import Doors
from onrecord.web.guards.heads import Heads
from onrecord.web.guards.shield import Shield
from onrecord.web.guards.visitors import Found, Visitors
from onrecord.web.pages import pages
from onrecord.web.processes import Apart, Processes
from onrecord.web.settings import Settings


def create_app(where: str | os.PathLike[str], settings: Settings | None = None) -> FastAPI:
    """Return the application that serves the archive at `where`; see `onrecord.web.serve` for what listens.

    The archive is opened now, and closed when the application is shut down; `settings.workers` live as long as it runs.
    Raises `ArchiveError`.
    """
    settings = settings or Settings()
    archive = open_archive(where)
    additions = Additions(archive, settings)
    processes = Processes(os.fspath(where), settings)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        processes.start()
        additions.catch_up()
        counted.begin(archive)
        try:
            yield
        finally:
            processes.close()
            additions.close()
            archive.close()

    app = pages(
        archive,
        settings,
        [
            Middleware(Heads),
            Middleware(FaultPages),
            Middleware(Shield),
            Middleware(Doors, settings=settings),
            Middleware(Visitors, settings=settings, logged_in=partial(_logged_in, archive)),
            Middleware(Clients, settings=settings, verified=partial(_verified, archive)),
            Middleware(Bodies, bounds=settings.bounds, roomy=routes.ROOMY | add.ROOMY | check.ROOMY),
            Middleware(Turns, bounds=settings.bounds),
            Middleware(Apart, processes=processes, wanted=takes_work),
        ],
        lifespan,
    )
    app.state.additions = additions
    app.state.processes = processes
    app.state.gate = Gate()
    return app


def _verified(archive: Archive, secret: str) -> Token | None:
    with archive.reading() as connection:
        return token_of(connection, secret)


def _logged_in(archive: Archive, secret: str) -> Found | None:
    with archive.reading() as connection:
        return login_of(connection, secret)
