"""``POST /look``: light or dark, kept in a cookie; without a choice, as the reader's own system has it."""

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse

from onrecord.web.desk.forms import Posted, Visits, choice_of, text_of
from onrecord.web.desk.rendering import LOOK_COOKIE, LOOKS
from onrecord.web.guards.visitors import cookie

router = APIRouter()
_YEAR = 31_536_000


@router.post("/look")
def look(request: Request, visitor: Visits, form: Posted) -> RedirectResponse:
    """Keep the look that was chosen, and go back to where it was chosen."""
    chosen = choice_of(form, "look", LOOKS)
    answer = RedirectResponse(back_to(text_of(form, "next")), status_code=303)
    kept = cookie(LOOK_COOKIE, chosen or "", visitor, seconds=_YEAR if chosen else 0)
    answer.headers.append("Set-Cookie", kept)
    return answer


def back_to(wanted: str) -> str:
    """Return `wanted` if it is a path of this site, else the front page.

    >>> back_to("/who/a?b=c"), back_to("//elsewhere.example"), back_to("/\\\\elsewhere.example")
    ('/who/a?b=c', '/', '/')
    """
    path = wanted if wanted.isprintable() and wanted.isascii() else "/"
    return path if path.startswith("/") and not path.startswith("//") and "\\" not in path else "/"
