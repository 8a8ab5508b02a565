"""Whose name a correction is signed with: that of the account, or what this machine's user calls himself."""

from fastapi import Response
from starlette.datastructures import FormData

from onrecord.web.desk.forms import text_of
from onrecord.web.guards.visitors import NAME_COOKIE, Visitor, cookie
from onrecord.web.problems import Problem

NAME = "by"
"""The field of a form in which a person says who he is, where that is not known yet."""
LONGEST = 60
_YEAR = 365 * 24 * 3600


def signature(visitor: Visitor, form: FormData) -> str:
    """Return the name to sign with. Raises `Problem` where nobody said who it is, or what was said is no name."""
    if visitor.name is not None:
        return visitor.name
    given = name_of(form)
    if given is None:
        raise Problem("invalid", "Say who you are: corrections are signed.")
    return given


def name_of(form: FormData) -> str | None:
    """Return the name that a form gives, None for none. Raises `Problem` for what is no name."""
    name = " ".join(text_of(form, NAME, 500).split())
    if not name:
        return None
    if len(name) > LONGEST or not name.isprintable():
        raise Problem("invalid", f"A name has at most {LONGEST} printable characters.")
    return name


def remember(response: Response, visitor: Visitor, name: str | None) -> None:
    """Let the browser keep the name of this machine's user; an account has its own."""
    if visitor.account is None and visitor.local and name != visitor.name:
        seconds = _YEAR if name else 0
        response.headers.append("Set-Cookie", cookie(NAME_COOKIE, name or "", visitor, seconds=seconds))
