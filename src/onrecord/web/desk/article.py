"""``/articles/{ident}``: an article set for reading, with the ledger of its statements beside it."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from sqlalchemy import Connection

from onrecord.pipeline.tracing import following
from onrecord.record import correcting, lookup
from onrecord.record.correcting import Correcting
from onrecord.record.lookup.identities import identities_in
from onrecord.record.model import NotFoundError
from onrecord.web.api import exports
from onrecord.web.api.asking import Asked, Ident
from onrecord.web.api.forms.queries import Format
from onrecord.web.desk.corrections import notes
from onrecord.web.desk.ledger import entries, voices
from onrecord.web.desk.rendering import article_url, page
from onrecord.web.desk.set_for_reading import captured, setting
from onrecord.web.desk.told import about

router = APIRouter()
_REF = 100
_AT = r"^\d{1,9}-\d{1,9}$"

Chosen = Annotated[str | None, Query(alias="s", max_length=_REF)]
At = Annotated[str | None, Query(pattern=_AT)]


@router.get("/articles/{ident}")
def article(request: Request, archive: Asked, ident: Ident, s: Chosen = None, at: At = None) -> Response:
    """Show an article; `s` is the statement that is chosen in it, `at` a stretch of its text that a link points to."""
    with archive.reading() as connection:
        found = lookup.article(connection, ident)
        if found.row is None:
            return RedirectResponse(f"{article_url(found.capture.sha256)}/page", status_code=303)
        put_right = notes(connection, found.capture.id)
        people = identities_in(connection, found.capture.id)
        others = lookup.related(connection, found.capture.id)
        latest = _latest(connection, request)
        share, traced = following.shared_of(connection, found.capture.id, found.reading)
    ledger = entries(found)
    chosen = next((one for one in ledger if one.ref == s), None) if s else None
    return page(
        request,
        "article.html",
        **_heading(found),
        blocks=setting(found, ledger, chosen.ref if chosen else None, _span(at)),
        ledger=ledger,
        voices=voices(ledger),
        chosen=chosen,
        lost=s is not None and chosen is None,
        notes=put_right,
        told=about(found, ledger),
        related=others,
        identities=people,
        latest=latest,
        share=share,
        traced=traced,
    )


@router.get("/articles/{ident}/ledger")
def ledger(request: Request, archive: Asked, ident: Ident) -> Response:
    """Show all statements of an article as a list, without its text."""
    with archive.reading() as connection:
        found = lookup.article(connection, ident)
        people = identities_in(connection, found.capture.id)
    if found.row is None:
        return RedirectResponse(f"{article_url(found.capture.sha256)}/page", status_code=303)
    return page(request, "ledger.html", **_heading(found), ledger=entries(found), identities=people)


@router.get("/articles/{ident}/page")
def as_captured(request: Request, archive: Asked, ident: Ident, at: At = None) -> HTMLResponse:
    """Show the whole page as captured: its text in blocks, each with what it is there for."""
    with archive.reading() as connection:
        found = lookup.article(connection, ident)
    return page(request, "page.html", **_heading(found), identities={}, layout=captured(found, _span(at)))


@router.get("/articles/{ident}/export/{format}")
def export(archive: Asked, ident: Ident, format: Format) -> Response:
    """Send what was read from an article, in the formats of `web.api.exports`."""
    return exports.exported(archive, format, ident)


@router.get("/statements/{ref}")
def statement(archive: Asked, ref: str) -> RedirectResponse:
    """Lead to the article in which a statement stands, with the statement chosen. Raises `NotFoundError`."""
    with archive.reading() as connection:
        found = lookup.statements_called(connection, [ref[:_REF]])
    if not found:
        raise NotFoundError(
            "There is no such statement in this archive. It may have been taken back by a correction, or the page was "
            "read again and its words are not there."
        )
    row = found[0]
    return RedirectResponse(f"{article_url(row.article)}?s={row.ref}#s-{row.ref}", status_code=302)


def _latest(connection: Connection, request: Request) -> list[Correcting]:
    """Return the corrections that were just made, as the address to which their form led says."""
    named = [one for one in request.query_params.get("done", "").split() if one.isascii() and one.isdigit()]
    try:
        return [correcting.correction(connection, int(one)) for one in named[:8] if len(one) < 16]
    except NotFoundError:
        return []


def _heading(found: lookup.Article) -> dict[str, Any]:
    return {
        "row": found.row,
        "capture": found.capture,
        "reading": found.reading,
        "sightings": found.sightings,
        "base": article_url(found.capture.sha256),
    }


def _span(at: str | None) -> tuple[int, int] | None:
    if at is None:
        return None
    start, _, end = at.partition("-")
    return int(start), int(end)
