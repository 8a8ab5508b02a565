"""``/captures``: the bytes behind the articles."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from onrecord.record import lookup
from onrecord.web.api.asking import Asked, Ident, Reads
from onrecord.web.api.cursors import checked
from onrecord.web.api.forms.captures import CaptureForm, CapturesForm, SightingsForm
from onrecord.web.api.forms.queries import Paged
from onrecord.web.problems import told

router = APIRouter(prefix="/captures", tags=["captures"])


@router.get("", operation_id="captures", responses=told("archive"))
def captures(archive: Asked, client: Reads, query: Annotated[Paged, Query()]) -> CapturesForm:
    """List captures, those added last first."""
    with checked(), archive.reading() as connection:
        return CapturesForm.model_validate(lookup.captures(connection, limit=query.limit, cursor=query.cursor))


@router.get("/{ident}", operation_id="capture", responses=told("not-found", "ambiguous", "archive"))
def capture(archive: Asked, client: Reads, ident: Ident) -> CaptureForm:
    """Return one capture, without its bytes."""
    with archive.reading() as connection:
        return CaptureForm.model_validate(lookup.capture(connection, ident))


@router.get("/{ident}/sightings", operation_id="sightings", responses=told("not-found", "ambiguous", "archive"))
def sightings(archive: Asked, client: Reads, ident: Ident) -> SightingsForm:
    """Return where and when a capture was met, first one first."""
    with archive.reading() as connection:
        found = lookup.sightings(connection, lookup.capture(connection, ident).id)
        return SightingsForm.model_validate({"items": found})


@router.get(
    "/{ident}/bytes",
    operation_id="bytes",
    response_class=Response,
    responses={
        200: {
            "description": "The bytes",
            "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
        },
        **told("not-found", "ambiguous", "archive"),
    },
)
def download(archive: Asked, client: Reads, ident: Ident) -> Response:
    """Return the bytes of a capture, as they were collected.

    Always as a download of bytes, whatever they are: a captured page is never shown by this server.
    """
    with archive.reading() as connection:
        found = lookup.capture(connection, ident)
        data = lookup.bytes_of(connection, found.sha256)
    headers = {
        "Content-Disposition": f'attachment; filename="{found.sha256}.bin"',
        "Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
        "X-Content-Type-Options": "nosniff",
    }
    return Response(data, media_type="application/octet-stream", headers=headers)
