"""``/add``: pages given as text, as files or by their address; how far each is, and what failed and why."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import UploadFile

from onrecord.capture.model import CaptureError
from onrecord.capture.network import parsed
from onrecord.web.additions import Addition, Additions, Given
from onrecord.web.api.asking import Queue, SetUp
from onrecord.web.desk.forms import Posted, files_of, permitted, text_of
from onrecord.web.desk.rendering import page
from onrecord.web.guards.bounds import too_large
from onrecord.web.problems import Problem

router = APIRouter()
ROOMY = frozenset({"/add/files", "/add/text"})
"""Where a request's body may be a page, or several."""
_SHOWN = 30
"""Additions that are listed at most."""
_FEW = 20
"""Pages of one addition that are listed at most."""
_NAME = 300


@router.get("/add")
def add(request: Request, queue: Queue, settings: SetUp) -> Response:
    """Ask for pages, and show how far those are that were given."""
    permitted(request.state.client, "write", "Adding pages")
    return page(request, "add.html", **_listed(request, queue), fetching=settings.fetching, wrong=None, given={})


@router.get("/add/progress")
def progress(request: Request, queue: Queue) -> Response:
    """Show how far additions are, as a part of a page."""
    permitted(request.state.client, "write", "Adding pages")
    return page(request, "additions.html", **_listed(request, queue))


@router.post("/add/text")
def add_text(request: Request, queue: Queue, settings: SetUp, form: Posted) -> Response:
    """Add a page's text."""
    permitted(request.state.client, "write", "Adding pages")
    text = text_of(form, "text", settings.bounds.page)
    name = " ".join(text_of(form, "name", _NAME).split())
    if not text.strip():
        return _asked_again(request, queue, settings, "Paste the text of a page.", {})
    data = text.encode("utf-8", "replace")
    if len(data) > settings.bounds.page:
        raise too_large(settings.bounds.page)
    first = next(line for line in text.splitlines() if line.strip())
    given = Given(name=name or f"text: {first.strip()[:80]}", data=data, media_type="text/plain", charset="utf-8")
    return _queued(request, queue, [given])


@router.post("/add/files")
def add_files(request: Request, queue: Queue, settings: SetUp, form: Posted) -> Response:
    """Add files: pages, texts, or WARCs with many pages."""
    permitted(request.state.client, "write", "Adding pages")
    files = files_of(form, "file")
    if not files:
        return _asked_again(request, queue, settings, "Choose one file at least.", {})
    return _queued(request, queue, [_given(one, settings.bounds.page) for one in files])


@router.post("/add/url")
def add_url(request: Request, queue: Queue, settings: SetUp, form: Posted) -> Response:
    """Fetch a page and add it, unless this server fetches nothing."""
    permitted(request.state.client, "write", "Adding pages")
    if not settings.fetching:
        raise Problem("not-permitted", "This server fetches no pages; give their files or their text.")
    url = text_of(form, "url").strip()
    try:
        parsed(url, url)
    except CaptureError as error:
        wrong = f"That address {error.message}." if url else "Give the address of a page."
        return _asked_again(request, queue, settings, wrong, {"url": url})
    return _queued(request, queue, [Given(name=url, url=url, fetched=True)])


def _given(one: UploadFile, most: int) -> Given:
    data = one.file.read(most + 1)
    if len(data) > most:
        raise too_large(most)
    name = " ".join((one.filename or "file").replace("\\", "/").rpartition("/")[2].split())
    return Given(name="".join(c for c in name if c.isprintable())[:_NAME] or "file", data=data)


def _queued(request: Request, queue: Additions, given: list[Given]) -> Response:
    for one in given:
        queue.submit(one, request.state.client)
    if request.headers.get("x-form-token") is not None:
        return page(request, "additions.html", **_listed(request, queue))
    return RedirectResponse("/add#additions", status_code=303)


def _asked_again(request: Request, queue: Additions, settings: SetUp, wrong: str, given: dict[str, str]) -> Response:
    values = {**_listed(request, queue), "fetching": settings.fetching, "wrong": wrong, "given": given}
    return page(request, "add.html", status=422, **values)


def _listed(request: Request, queue: Additions) -> dict[str, Any]:
    found: list[Addition] = queue.of(request.state.client, _SHOWN)
    unfinished = any(one.ended_at is None for one in found)
    return {"additions": found, "unfinished": unfinished, "few": _FEW}
