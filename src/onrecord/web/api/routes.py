"""All that may be asked, under one prefix."""

from functools import cache

from fastapi import APIRouter

from onrecord.web.api import (
    additions,
    articles,
    captures,
    corrections,
    entities,
    exports,
    identities,
    search,
    server,
    statements,
    stories,
)

PREFIX = "/api/v1"
ROOMY = frozenset({f"{PREFIX}/add/bytes", f"{PREFIX}/add/text"})
"""Where a request's body may be a page."""
PARTS = (
    articles,
    statements,
    entities,
    identities,
    search,
    captures,
    additions,
    stories,
    corrections,
    exports,
    server,
)


@cache
def router() -> APIRouter:
    """Return the whole API: one for all applications of a process, for it takes long to make."""
    out = APIRouter(prefix=PREFIX)
    for part in PARTS:
        out.include_router(part.router)
    return out
