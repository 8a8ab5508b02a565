"""``/corrections``: what was put right, by whom and why, and how it stands; undone and redone here."""

from typing import Annotated, Any, Final, Literal, NamedTuple, get_args
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy import Connection

from onrecord.record import correcting
from onrecord.record.correcting import Correcting, Listing, Standing
from onrecord.record.corrections.model import KINDS, Kind
from onrecord.record.lookup import CursorError
from onrecord.web.api.asking import Asked, Queue
from onrecord.web.desk.forms import Posted, Visits, permitted, text_of
from onrecord.web.desk.look import back_to
from onrecord.web.desk.refusing import refused
from onrecord.web.desk.rendering import page
from onrecord.web.desk.signing import remember, signature
from onrecord.web.problems import Problem

router = APIRouter()
_ON_A_PAGE = 30
_NOTES = 1_000
"""Corrections of one article that are told beside its statements, the latest."""
_AT_ONCE = 20
"""Corrections that are undone together at most."""

STATES: Final[dict[Standing, str]] = {
    "applied": "in effect",
    "already_so": "as the reader has it",
    "lost": "its words are not found any more",
    "overridden": "a later one says otherwise",
    "undone": "undone",
}
KIND_WORDS: Final[dict[str, str]] = {
    "speaker": "who says it",
    "span": "the words",
    "kind": "how it was said",
    "not_a_statement": "no statement",
    "missing": "a missing statement",
    "merge": "two are one",
    "split": "one is two",
    "entity": "a name or type",
    "checked": "a whole article checked",
    "undo": "an undoing",
}
_KINDS: Final[tuple[Kind | Literal["undo"], ...]] = (*KINDS, "undo")


class Note(NamedTuple):
    """A correction of a statement as it is told beside it."""

    id: int
    by: str
    at: str
    why: str
    said: str


@router.get("/corrections")
def corrections(
    request: Request,
    archive: Asked,
    article: Annotated[str | None, Query(pattern="^([0-9a-f]{6,64})?$")] = None,
    by: Annotated[str | None, Query(max_length=100)] = None,
    kind: Annotated[str | None, Query(max_length=30)] = None,
    state: Annotated[str | None, Query(max_length=30)] = None,
    cursor: Annotated[str | None, Query(max_length=300)] = None,
) -> Response:
    """List corrections and undoings, the latest first."""
    wanted = Listing(
        article=article or None,
        by=by or None,
        kind=next((one for one in _KINDS if one == kind), None),
        state=next((one for one in get_args(Standing) if one == state), None),
    )
    with archive.reading() as connection:
        try:
            found = correcting.corrections(connection, wanted, limit=_ON_A_PAGE, cursor=cursor)
        except CursorError as error:
            raise Problem("bad-request", "This is no page of this list; begin at its first.") from error
    asked = {"article": wanted.article, "by": wanted.by, "kind": wanted.kind, "state": wanted.state}
    given = {name: value for name, value in asked.items() if value}
    shown: dict[str, Any] = {
        "rows": found.items,
        "given": asked,
        "filtered": bool(given),
        "following": f"/corrections?{urlencode({**given, 'cursor': found.next})}" if found.next else None,
        "first": None if cursor is None else f"/corrections?{urlencode(given)}",
        "kinds": KIND_WORDS,
        "states": STATES,
        "done": request.query_params.get("done", ""),
    }
    return page(request, "corrections.html", **shown)


@router.post("/corrections/undo")
def undo(request: Request, archive: Asked, additions: Queue, visitor: Visits, form: Posted) -> Response:
    """Undo corrections, the latest first."""
    return _turn(request, archive, additions, visitor, form, undone=True)


@router.post("/corrections/redo")
def redo(request: Request, archive: Asked, additions: Queue, visitor: Visits, form: Posted) -> Response:
    """Let corrections that were undone hold again."""
    return _turn(request, archive, additions, visitor, form, undone=False)


def notes(connection: Connection, capture_id: int) -> dict[str, list[Note]]:
    """Return the corrections in effect of an article's statements, by the statement's ref, the latest first."""
    found: dict[str, list[Note]] = {}
    for one in correcting.corrections_of(connection, capture_id)[:_NOTES]:
        if one.ref and one.kind != "undo" and one.state in ("applied", "already_so"):
            found.setdefault(one.ref, []).append(Note(one.id, one.by, one.at, one.why, one.said))
    return found


def _turn(
    request: Request, archive: Asked, additions: Queue, visitor: Visits, form: Posted, *, undone: bool
) -> Response:
    permitted(request.state.client, "correct", "Correcting")
    by = signature(visitor, form)
    ids = sorted({int(one) for one in text_of(form, "ids", 400).split() if one.isascii() and one.isdigit()})
    if not 0 < len(ids) <= _AT_ONCE:
        raise Problem("invalid", "Say which correction is meant.")
    why = text_of(form, "why").strip() or ("Taken back." if undone else "It holds after all.")
    made: list[Correcting] = []
    with refused():
        for id in reversed(ids) if undone else ids:
            turn = correcting.undo if undone else correcting.redo
            made.append(turn(archive, id, by=by, why=why))
    additions.catch_up()
    if request.headers.get("x-form-token") is not None:
        answer: Response = page(request, "decided.html", made=made)
    else:
        answer = RedirectResponse(back_to(text_of(form, "next") or "/corrections"), status_code=303)
    remember(answer, visitor, by)
    return answer
