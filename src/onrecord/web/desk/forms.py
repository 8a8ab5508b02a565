"""What a page's form brings back: proof that it came with one of our own pages, and then its values."""

from typing import Annotated

from fastapi import Depends, Request
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException

from onrecord.record.tokens import Scope
from onrecord.web.guards.clients import Client
from onrecord.web.guards.visitors import Visitor
from onrecord.web.problems import Problem
from onrecord.web.settings import Settings

FORM_TOKEN = "form_token"
"""The hidden field of every form that changes something."""
FORM_HEADER = "x-form-token"
"""Where a script sends the same."""
FILES = 200
"""Files of one form at most."""
_FIELDS = 400
_OPEN = ("/login", "/look", "/static/")
_SAFE = frozenset(("GET", "HEAD", "OPTIONS"))


async def entered(request: Request) -> None:
    """Let a request into the desk: of who may read, and where it changes something, with proof of its form.

    Raises `Problem`. It stands before every page, so that none can forget it.
    """
    client: Client = request.state.client
    visitor: Visitor = request.state.visitor
    if not client.may("read") and not request.url.path.startswith(_OPEN):
        raise Problem("not-permitted", "Reading here is not among what you may do.")
    if request.method in _SAFE:
        return
    sent = request.headers.get(FORM_HEADER)
    if not visitor.sent((await posted(request)).get(FORM_TOKEN) if sent is None else sent):
        raise Problem(
            "not-permitted", "This form is not one of ours, or older than your login: load its page again, and send it."
        )


async def posted(request: Request) -> FormData:
    """Return the values of a form, within the bounds of the server. Raises `Problem` for what is none."""
    settings: Settings = request.app.state.settings
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in ("application/x-www-form-urlencoded", "multipart/form-data"):
        raise Problem("unsupported-media", "This address takes what its page's form sends.")
    try:
        return await request.form(max_files=FILES, max_fields=_FIELDS, max_part_size=settings.bounds.page)
    except MultiPartException as error:
        raise Problem("bad-request", f"The form cannot be read: {error.message}") from error


Posted = Annotated[FormData, Depends(posted)]


async def _visitor(request: Request) -> Visitor:
    found: Visitor = request.state.visitor
    return found


Visits = Annotated[Visitor, Depends(_visitor)]
"""Who sits at the browser."""


def permitted(client: Client, scope: Scope, doing: str) -> None:
    """Raise `Problem` if `client` has not `scope`, which `doing` needs ("Correcting")."""
    if not client.may(scope):
        raise Problem("not-permitted", f"{doing} is not among what you may do; ask who administers this archive.")


def text_of(form: FormData, name: str, limit: int = 2000) -> str:
    """Return the field `name` as text, empty if there is none. Raises `Problem` for more than `limit` characters."""
    value = form.get(name)
    if not isinstance(value, str):
        return ""
    if len(value) > limit:
        raise Problem("invalid", f"“{name}” has more than the {limit:,} characters that it may have.")
    return value.replace("\r\n", "\n")


def texts_of(form: FormData, name: str, limit: int = 2000, most: int = 64) -> list[str]:
    """Return all fields `name` that are not blank. Raises `Problem` for too many or too long ones."""
    values = [value.replace("\r\n", "\n") for value in form.getlist(name) if isinstance(value, str) and value.strip()]
    if len(values) > most or any(len(value) > limit for value in values):
        raise Problem("invalid", f"“{name}” has more than it may have.")
    return values


def files_of(form: FormData, name: str) -> list[UploadFile]:
    """Return the files that came as `name`; an empty choice of files is none."""
    return [one for one in form.getlist(name) if isinstance(one, UploadFile) and one.filename]


def choice_of(form: FormData, name: str, choices: tuple[str, ...]) -> str | None:
    """Return the field `name` if it is one of `choices`; None for an empty one. Raises `Problem` for another."""
    value = text_of(form, name, 100)
    if value and value not in choices:
        raise Problem("invalid", f"“{name}” is none of its choices.")
    return value or None
