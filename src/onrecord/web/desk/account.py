"""``/account``: who one is here; and for who administers, who else may come in."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from onrecord.record.accounts import (
    ROLES,
    SHORTEST,
    Role,
    accounts,
    close_account,
    make_account,
    set_password,
    set_role,
)
from onrecord.record.logins import HOLDS, begin_login, end_logins, logins
from onrecord.record.model import ArchiveError, NotFoundError
from onrecord.record.opening import Archive
from onrecord.web.api.asking import Asked
from onrecord.web.desk.forms import Posted, Visits, choice_of, permitted, text_of
from onrecord.web.desk.login import Gate
from onrecord.web.desk.look import back_to
from onrecord.web.desk.rendering import page
from onrecord.web.desk.signing import name_of, remember
from onrecord.web.guards.clients import network
from onrecord.web.guards.visitors import LOGIN_COOKIE, Visitor, cookie
from onrecord.web.problems import Problem

router = APIRouter()
_LONGEST = 1000


@router.get("/account")
def account(request: Request, archive: Asked, visitor: Visits) -> Response:
    """Show who one is, and what one may do."""
    return _shown(request, archive, visitor)


@router.post("/account/name")
def name(visitor: Visits, form: Posted) -> RedirectResponse:
    """Keep what this machine's user calls himself; accounts have their names."""
    if visitor.account is not None or not visitor.local:
        raise Problem("not-permitted", "An account keeps its name, for corrections are signed with it.")
    answer = RedirectResponse(back_to(text_of(form, "next") or "/account"), status_code=303)
    remember(answer, visitor, name_of(form))
    return answer


@router.post("/account/password")
def password(request: Request, archive: Asked, visitor: Visits, form: Posted) -> Response:
    """Change one's own password; every other login of the account ends."""
    if visitor.account is None:
        raise Problem("not-permitted", "Only an account has a password.")
    gate: Gate = request.app.state.gate
    address = network(request.client.host if request.client else "")
    if gate.opened(archive, address, visitor.account.name, text_of(form, "old", _LONGEST)) is None:
        return _shown(request, archive, visitor, wrong="The password you have now is another one.")
    try:
        set_password(archive, visitor.account.name, text_of(form, "new", _LONGEST))
    except ArchiveError as error:
        return _shown(request, archive, visitor, wrong=str(error))
    with archive.writing() as connection:
        secret = begin_login(connection, visitor.account)
    answer = RedirectResponse("/account?done=password", status_code=303)
    seconds = int(HOLDS.total_seconds())
    answer.headers.append("Set-Cookie", cookie(LOGIN_COOKIE, secret, visitor, seconds=seconds))
    return answer


@router.post("/account/logins")
def end_others(archive: Asked, visitor: Visits) -> RedirectResponse:
    """End all other logins of one's account."""
    if visitor.login is None:
        raise Problem("not-permitted", "Only an account has logins.")
    with archive.writing() as connection:
        end_logins(connection, visitor.login.account_id, but=visitor.login.id)
    return RedirectResponse("/account?done=logins", status_code=303)


@router.post("/account/people")
def people(request: Request, archive: Asked, visitor: Visits, form: Posted) -> Response:
    """Make, change or close somebody's account."""
    permitted(request.state.client, "admin", "Managing accounts")
    who, doing = text_of(form, "name", _LONGEST), text_of(form, "do")
    chosen = choice_of(form, "role", ROLES)
    role: Role = next((one for one in ROLES if one == chosen), "read")
    try:
        if doing == "add":
            make_account(archive, who, text_of(form, "new", _LONGEST), role)
        elif doing == "role":
            set_role(archive, who, role)
        elif doing == "password":
            set_password(archive, who, text_of(form, "new", _LONGEST))
        elif doing == "close":
            close_account(archive, who)
        else:
            raise Problem("invalid", "This is nothing that can be done with an account.")
    except NotFoundError:
        raise
    except ArchiveError as error:
        return _shown(request, archive, visitor, wrong=str(error))
    return RedirectResponse("/account?done=people#people", status_code=303)


def _shown(request: Request, archive: Archive, visitor: Visitor, wrong: str | None = None) -> Response:
    administers = request.state.client.may("admin")
    with archive.reading() as connection:
        mine = logins(connection, visitor.login.account_id) if visitor.login else []
        everybody = accounts(connection) if administers else []
    values: dict[str, Any] = {
        "logins": mine,
        "people": everybody,
        "administers": administers,
        "roles": ROLES,
        "shortest": SHORTEST,
        "wrong": wrong,
        "done": request.query_params.get("done", ""),
    }
    return page(request, "account.html", status=422 if wrong else 200, **values)
