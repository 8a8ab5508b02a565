"""What the archive's own errors become as answers."""

import logging

from fastapi import Request
from fastapi.responses import Response

from onrecord.record.model import AmbiguousError, NotFoundError
from onrecord.web.guards.pace import retry_after
from onrecord.web.problems import FieldError, Problem

_log = logging.getLogger("onrecord.web")


async def of_archive(request: Request, error: Exception) -> Response:
    """Answer an `ArchiveError`. What the archive suffers from is told to the log, for it may name places."""
    if isinstance(error, NotFoundError):
        return Problem("not-found", str(error)).response()
    if isinstance(error, AmbiguousError):
        fits = [FieldError(where="path", detail=f"It fits {one}.") for one in error.candidates[:20]]
        return Problem("ambiguous", str(error), errors=fits).response()
    _log.error("the archive: %s", error)
    problem = Problem("archive", "The archive cannot do this now; the server's log says why.", headers=retry_after(5))
    return problem.response()
