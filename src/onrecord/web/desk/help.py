"""``/help``: what each word on the screen means, how sure the reader is, and how that was measured."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from onrecord.web.desk.rendering import page
from onrecord.web.desk.words import STEPS

router = APIRouter()


@router.get("/help")
def help(request: Request) -> HTMLResponse:
    """Show it."""
    return page(request, "help.html", steps=STEPS)
