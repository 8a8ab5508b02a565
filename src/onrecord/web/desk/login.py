"""``/login`` and ``/logout``: how people come in where the desk listens beyond its own machine."""

import threading
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from onrecord.record.accounts import NAME_LENGTH, Account, account_of, has_account
from onrecord.record.logins import HOLDS, begin_login, end_login
from onrecord.record.names import key
from onrecord.record.opening import Archive
from onrecord.web.api.asking import Asked
from onrecord.web.desk.forms import Posted, Visits, text_of
from onrecord.web.desk.look import back_to
from onrecord.web.desk.rendering import page
from onrecord.web.guards.clients import network
from onrecord.web.guards.pace import Buckets, retry_after
from onrecord.web.guards.visitors import LOGIN_COOKIE, cookie
from onrecord.web.problems import Problem
from onrecord.web.settings import Pace

router = APIRouter()

NAME_PACE = Pace(per_second=1 / 30, burst=8)
"""How often a password may be tried for one name from one address: eight times, then every half minute."""
ADDRESS_PACE = Pace(per_second=1 / 5, burst=30)
"""How often any password may be tried from one address."""
_AT_ONCE = 2
"""Passwords that are compared at the same time: each takes 64 MB and a processor."""
_PATIENCE = 5.0
"""Seconds that somebody waits for that."""
_LONGEST = 1000


class Gate:
    """Lets passwords be tried, so often and so many at once; one for each server."""

    def __init__(self) -> None:
        self._names = Buckets(NAME_PACE)
        self._addresses = Buckets(ADDRESS_PACE)
        self._turns = threading.BoundedSemaphore(_AT_ONCE)

    def opened(self, archive: Archive, address: str, name: str, password: str) -> Account | None:
        """Return the account that the password opens. Raises `Problem` for who tries too often."""
        # A password that fits costs nothing, so that whoever knows theirs may come and go.
        for buckets, who in ((self._addresses, address), (self._names, f"{address} {key(name)}")):
            wait = buckets.take(who)
            if wait:
                raise Problem(
                    "too-many-requests", "Too many passwords were tried; try again later.", headers=retry_after(wait)
                )
        if not self._turns.acquire(timeout=_PATIENCE):
            raise Problem("busy", "Many people are logging in at once; try again.", headers=retry_after(_PATIENCE))
        try:
            account = account_of(archive, name, password)
        finally:
            self._turns.release()
        if account is not None:
            self._addresses.give(address)
            self._names.give(f"{address} {key(name)}")
        return account


@router.get("/login")
def ask(request: Request, archive: Asked, visitor: Visits, next: str = "/") -> Response:
    """Ask who it is."""
    if visitor.account is not None or visitor.local:
        return RedirectResponse(back_to(next), status_code=303)
    return _form(request, archive, next)


@router.post("/login")
def enter(request: Request, archive: Asked, visitor: Visits, form: Posted) -> Response:
    """Let somebody in whose password fits."""
    name, password = text_of(form, "name", _LONGEST).strip(), text_of(form, "password", _LONGEST)
    wanted = text_of(form, "next")
    gate: Gate = request.app.state.gate
    address = network(request.client.host if request.client else "")
    account = gate.opened(archive, address, name[:NAME_LENGTH], password) if name and password else None
    if account is None:
        return _form(request, archive, wanted, name=name, wrong=True)
    with archive.writing() as connection:
        secret = begin_login(connection, account)
    answer = RedirectResponse(back_to(wanted), status_code=303)
    seconds = int(HOLDS.total_seconds())
    answer.headers.append("Set-Cookie", cookie(LOGIN_COOKIE, secret, visitor, seconds=seconds))
    return answer


@router.post("/logout")
def leave(archive: Asked, visitor: Visits) -> RedirectResponse:
    """End this login."""
    if visitor.login is not None:
        with archive.writing() as connection:
            end_login(connection, visitor.secret)
    answer = RedirectResponse("/login", status_code=303)
    answer.headers.append("Set-Cookie", cookie(LOGIN_COOKIE, "", visitor, seconds=0))
    return answer


def _form(request: Request, archive: Archive, wanted: str, *, name: str = "", wrong: bool = False) -> Response:
    with archive.reading() as connection:
        anybody = has_account(connection)
    values: dict[str, Any] = {"wanted": back_to(wanted), "name": name[:NAME_LENGTH], "wrong": wrong, "anybody": anybody}
    return page(request, "login.html", status=403 if wrong else 200, **values)
