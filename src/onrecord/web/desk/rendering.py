"""How a page is made: Jinja templates in ``templates/``, in which every value is text and stays text.

Every template gets, besides what its page gives: `visitor` (`web.guards.visitors.Visitor`) and `client`
(`web.guards.clients.Client`), `look` (``light``, ``dark`` or empty), `here` (the request's path with its query), and
the functions and filters below.
"""

from collections.abc import Iterable
from functools import cache
from typing import Any, Final, Literal, get_args
from urllib.parse import quote

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from onrecord.export.identify import page_url
from onrecord.record.names import key
from onrecord.web.desk import words
from onrecord.web.desk.assets import asset
from onrecord.web.guards.shield import PAGE_POLICY

LOOK_COOKIE = "onrecord_look"
Look = Literal["light", "dark"]
LOOKS: Final[tuple[Look, ...]] = get_args(Look)


def page(
    request: Request, template: str, /, *, status: int = 200, headers: dict[str, str] | None = None, **values: Any
) -> HTMLResponse:
    """Return the page that `template` makes of `values`."""
    # What a page names and Unicode has no place for would break the answer.
    body = environment().get_template(template).render(_common(request) | values).encode("utf-8", "replace")
    all_headers = {
        "Content-Security-Policy": PAGE_POLICY,
        # Without any referrer a browser says of its own forms that they come from nowhere (Origin: null).
        "Referrer-Policy": "same-origin",
        "Vary": "Cookie",
        **(headers or {}),
    }
    return HTMLResponse(body, status_code=status, headers=all_headers)


@cache
def environment() -> Environment:
    """Return Jinja's environment: everything escaped always, and a name that is not there an error."""
    made = Environment(
        loader=PackageLoader("onrecord.web.desk", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.globals |= {
        "asset": asset,
        "who_url": who_url,
        "statement_url": statement_url,
        "article_url": article_url,
        "dict_of": dict_of,
        "identity_url": identity_url,
    }
    made.filters |= words.FILTERS | {"web_address": page_url}
    return made


def look_of(request: Request) -> Look | Literal[""]:
    """Return the colours that a reader chose, empty for those of the reader's own system."""
    chosen = request.cookies.get(LOOK_COOKIE, "")
    return next((look for look in LOOKS if look == chosen), "")


def here(request: Request) -> str:
    """Return a request's path and query, as a link on this site."""
    query = request.url.query
    return request.url.path + (f"?{query}" if query else "")


def who_url(name: str) -> str:
    """Return the address of the page about whoever is called `name`."""
    return f"/who/{quote(key(name) or '-', safe='')}"


def identity_url(ref: str) -> str:
    """Return the address of the page about an identity."""
    return f"/who/{quote(ref, safe='')}"


def article_url(sha256: str) -> str:
    """Return the address of an article's page."""
    return f"/articles/{sha256[:12]}"


def statement_url(ref: str) -> str:
    """Return the permanent address of a statement."""
    return f"/statements/{quote(ref, safe='')}"


def dict_of(things: Iterable[Any], name: str, value: str) -> dict[Any, Any]:
    """Return an attribute of things by another one."""
    return {getattr(one, name): getattr(one, value) for one in things}


def _common(request: Request) -> dict[str, Any]:
    state = request.state
    return {
        "visitor": getattr(state, "visitor", None),
        "client": getattr(state, "client", None),
        "look": look_of(request),
        "here": here(request),
        "path": request.url.path,
    }
