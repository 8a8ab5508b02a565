"""``/add`` and ``/additions``: pages to be read and kept."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response

from onrecord.web.additions import Addition, Given
from onrecord.web.api.asking import Queue, SetUp, Writes
from onrecord.web.api.forms.additions import AdditionForm, TextGiven, UrlGiven
from onrecord.web.api.forms.queries import AdditionAsked
from onrecord.web.guards.bounds import too_large
from onrecord.web.problems import Problem, told

router = APIRouter(tags=["additions"])

_BINARY = {"schema": {"type": "string", "format": "binary", "minLength": 1}}
_BODY = {
    "requestBody": {
        "required": True,
        "description": "The bytes, as they were collected.",
        "content": dict.fromkeys(("application/octet-stream", "text/html", "text/plain"), _BINARY),
    }
}


@router.post(
    "/add/bytes", operation_id="add_bytes", status_code=202, openapi_extra=_BODY, responses=told("unsupported-media")
)
async def add_bytes(
    request: Request,
    response: Response,
    client: Writes,
    queue: Queue,
    settings: SetUp,
    query: Annotated[AdditionAsked, Query()],
) -> AdditionForm:
    """Add a page, or a WARC with many, as bytes.

    Answers at once; the pages are read one after the other. What is added twice is there once.
    """
    data = bytearray()
    async for piece in request.stream():
        data += piece
        if len(data) > settings.bounds.page:
            raise too_large(settings.bounds.page)
    if not data:
        raise Problem("invalid", "There are no bytes in the request.")
    given = Given(name=query.name, data=bytes(data), media_type=query.media_type, url=query.url)
    return _queued(queue.submit(given, client), request, response)


@router.post("/add/text", operation_id="add_text", status_code=202)
async def add_text(
    request: Request, response: Response, client: Writes, queue: Queue, settings: SetUp, given: TextGiven
) -> AdditionForm:
    """Add a page's text."""
    data = given.text.encode("utf-8", "replace")
    if len(data) > settings.bounds.page:
        raise too_large(settings.bounds.page)
    wanted = Given(name=given.name or "text", data=data, media_type="text/plain", charset="utf-8")
    return _queued(queue.submit(wanted, client), request, response)


@router.post("/add/url", operation_id="add_url", status_code=202)
async def add_url(
    request: Request, response: Response, client: Writes, queue: Queue, settings: SetUp, given: UrlGiven
) -> AdditionForm:
    """Fetch a page and add it, unless this server fetches nothing."""
    if not settings.fetching:
        raise Problem("not-permitted", "This server fetches no pages; send their bytes.")
    return _queued(queue.submit(Given(name=given.url, url=given.url, fetched=True), client), request, response)


@router.get("/additions/{id}", operation_id="addition", responses=told("not-found"))
async def addition(
    client: Writes,
    queue: Queue,
    id: Annotated[
        str, Path(pattern="^[0-9a-f]{24}$", description="The addition's name.", examples=["9f2c61d0a8b34e57c1d2e3f4"])
    ],
) -> AdditionForm:
    """Return how far an addition is. Each client sees its own."""
    return AdditionForm.model_validate(queue.one(id, client))


def _queued(made: Addition, request: Request, response: Response) -> AdditionForm:
    response.headers["Location"] = request.app.url_path_for("addition", id=made.id)
    return AdditionForm.model_validate(made)
