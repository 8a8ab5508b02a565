"""``/articles/{ident}/versions``: how an article changed, and which articles of other outlets share its prose."""

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from onrecord.pipeline.tracing.comparing import copies, line
from onrecord.record import lookup
from onrecord.web.api.asking import Asked, Ident
from onrecord.web.desk.rendering import article_url, page

router = APIRouter()


@router.get("/articles/{ident}/versions")
def versions(request: Request, archive: Asked, ident: Ident) -> Response:
    """Show the versions of an article with what was changed from each to the next, and its copies."""
    with archive.reading() as connection:
        found = lookup.article(connection, ident)
        base = article_url(found.capture.sha256)
        if found.row is None:
            return RedirectResponse(f"{base}/page", status_code=303)
        history = line(connection, found.capture.id)
        shared = copies(connection, found.capture.id)
    return page(request, "versions.html", row=found.row, line=history, shared=shared, base=base)
