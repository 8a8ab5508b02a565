"""All pages, each a module; whoever may not read gets none of them."""

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
