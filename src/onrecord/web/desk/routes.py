"""All pages, each a module; whoever may not read gets none of them."""

import re
from functools import cache

from fastapi import APIRouter, Depends

from onrecord.web.desk import (
    account,
    add,
    article,
    articles,
    assets,
    check,
    correct,
    correct_article,
    corrections,
    feeds,
    front,
    help,
    listen,
    login,
    look,
    queue,
    search,
    trace,
    versions,
    who,
)
from onrecord.web.desk.forms import entered

PARTS = (
    look,
    front,
    who,
    help,
    article,
    articles,
    trace,
    versions,
    check,
    search,
    feeds,
    listen,
    add,
    queue,
    correct,
    correct_article,
    corrections,
    account,
    login,
)


_WORK = re.compile(r"/articles(/[^/]+(/ledger|/page|/versions)?)?|/who/[^/]+|/trace/[^/]+|/search")
"""Pages that are read out of the archive and nothing else, and take work."""


def takes_work(path: str, query: bytes) -> bool:
    """Say whether a page may be made in a process of its own (`web.processes`).

    What needs something that the server alone holds may not; nor a search by meaning, which keeps a good part of the
    archive in memory.

    >>> [takes_work(path, b"") for path in ("/search", "/articles/0a1b", "/articles/0a1b/listen", "/add", "/")]
    [True, True, False, False, False]
    >>> takes_work("/search", b"q=harbour&how=meaning")
    False
    """
    if path == "/who":
        return b"name=" in query
    return _WORK.fullmatch(path) is not None and b"how=meaning" not in query


@cache
def router() -> APIRouter:
    """Return the whole desk: one for all applications of a process, for it takes long to make."""
    out = APIRouter(include_in_schema=False)
    inside = APIRouter(dependencies=[Depends(entered)])
    for part in PARTS:
        inside.include_router(part.router)
    out.include_router(assets.router)
    out.include_router(inside)
    return out
