"""``/corrections``: what people put right."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Path, Query
from sqlalchemy.exc import SQLAlchemyError

from onrecord.record import correcting
from onrecord.record.correcting import Correcting, Listing
from onrecord.record.corrections.asked import Asked as AskedFor
from onrecord.record.corrections.model import Correction
from onrecord.record.model import AmbiguousError, ArchiveError, NotFoundError, VersionError
from onrecord.web.api.asking import Asked, Corrects, Queue, Reads
from onrecord.web.api.cursors import checked
from onrecord.web.api.forms.corrections import (
    CorrectedForm,
    CorrectingForm,
    CorrectingsForm,
    CorrectionGiven,
    UndoGiven,
)
from onrecord.web.api.forms.queries import CorrectionsAsked
from onrecord.web.guards.clients import Client
from onrecord.web.problems import FieldError, Problem, told

router = APIRouter(prefix="/corrections", tags=["corrections"])

Number = Annotated[int, Path(ge=1, le=2**53, description="The correction's number.", examples=[7])]


@router.get("", operation_id="corrections", responses=told("not-found", "ambiguous", "archive"))
def corrections(archive: Asked, client: Reads, query: Annotated[CorrectionsAsked, Query()]) -> CorrectingsForm:
    """List corrections and undoings, latest first, with how they stand."""
    wanted = Listing(**query.model_dump(exclude={"limit", "cursor"}))
    with checked(), archive.reading() as connection:
        found = correcting.corrections(connection, wanted, limit=query.limit, cursor=query.cursor)
    return CorrectingsForm.model_validate({"items": [_shown(one) for one in found.items], "next": found.next})


@router.get("/{id}", operation_id="correction", responses=told("not-found", "archive"))
def correction(archive: Asked, client: Reads, id: Number) -> CorrectingForm:
    """Return one correction or undoing."""
    with archive.reading() as connection:
        return CorrectingForm.model_validate(_shown(correcting.correction(connection, id)))


@router.post(
    "", operation_id="correct", status_code=201, responses=told("not-found", "ambiguous", "conflict", "archive")
)
def correct(archive: Asked, client: Corrects, queue: Queue, given: CorrectionGiven) -> CorrectedForm:
    """Put something right: all that is asked, or nothing. It is shown everywhere from now on, and can be undone."""
    if (given.right is None) == (not given.corrections):
        raise Problem("invalid", "Give either what is right, or corrections in their own JSON.")
    with _refused():
        asked = _corrections(given.corrections) if given.right is None else AskedFor(**given.right.model_dump())
        done = correcting.correct(archive, given.where, asked, by=_signature(client, given.by), why=given.why)
    queue.catch_up()
    return CorrectedForm.model_validate({"items": [_shown(one) for one in done]})


@router.post("/{id}/undo", operation_id="undo", responses=told("not-found", "conflict", "archive"))
def undo(archive: Asked, client: Corrects, queue: Queue, id: Number, given: UndoGiven) -> CorrectingForm:
    """Take a correction back, or an undoing; it stays in the list. Answers with the row that does it."""
    with _refused("conflict"):
        done = correcting.undo(archive, id, by=_signature(client, given.by), why=given.why)
    queue.catch_up()
    return CorrectingForm.model_validate(_shown(done))


@router.post("/{id}/redo", operation_id="redo", responses=told("not-found", "conflict", "archive"))
def redo(archive: Asked, client: Corrects, queue: Queue, id: Number, given: UndoGiven) -> CorrectingForm:
    """Let a correction that was undone hold again."""
    with _refused("conflict"):
        done = correcting.redo(archive, id, by=_signature(client, given.by), why=given.why)
    queue.catch_up()
    return CorrectingForm.model_validate(_shown(done))


def _signature(client: Client, by: str | None) -> str:
    """Return who signs: the bearer of the token always, with the name of whoever it says it acts for before it."""
    if by is None:
        return client.name
    return by if client.key == "local" else f"{by} ({client.name[:36]})"


def _corrections(given: list[dict[str, Any]]) -> list[Correction]:
    try:
        return msgspec.json.decode(msgspec.json.encode(given), type=list[Correction])
    except (msgspec.ValidationError, UnicodeError, RecursionError) as error:
        detail = "One of these is no correction; onrecord schema correction tells their form."
        told = str(error)[:300] if isinstance(error, msgspec.ValidationError) else "It holds what is no text."
        errors = [FieldError(where="body.corrections", detail=told)]
        raise Problem("invalid", detail, errors=errors) from error


@contextmanager
def _refused(status: str = "invalid") -> Iterator[None]:
    """Answer what cannot be kept for the request's own fault; the archive's troubles pass."""
    try:
        yield
    except (NotFoundError, AmbiguousError, VersionError):
        raise
    except ArchiveError as error:
        if isinstance(error.__cause__, SQLAlchemyError):
            raise
        raise Problem("conflict" if status == "conflict" else "invalid", str(error)) from error


def _shown(one: Correcting) -> dict[str, Any]:
    found: dict[str, Any] = msgspec.to_builtins(one)
    return found
