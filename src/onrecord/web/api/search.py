"""``/search``: by words, by meaning, and by facets."""

from typing import Annotated

from fastapi import APIRouter, Query

from onrecord.record.opening import Archive
from onrecord.record.search import find
from onrecord.record.search.find import Filters, Search
from onrecord.web.api.asking import Asked, Reads
from onrecord.web.api.cursors import checked
from onrecord.web.api.forms.queries import SearchAsked
from onrecord.web.api.forms.search import ArticlesFoundForm, StatementsFoundForm
from onrecord.web.problems import FieldError, Problem, told

router = APIRouter(prefix="/search", tags=["search"])


@router.get("/statements", operation_id="search_statements", responses=told("archive"))
def statements(archive: Asked, client: Reads, query: Annotated[SearchAsked, Query()]) -> StatementsFoundForm:
    """Search statements, and count the hits by facets.

    With `semantic` those of like meaning are found, the likeliest first: one page, without facets.
    """
    if query.semantic:
        return _alike(archive, query)
    with checked():
        return StatementsFoundForm.model_validate(find.statements(archive, _search(query)))


@router.get("/articles", operation_id="search_articles", responses=told("archive"))
def articles(archive: Asked, client: Reads, query: Annotated[SearchAsked, Query()]) -> ArticlesFoundForm:
    """Search articles: by their own words, and by what is true of their statements."""
    if query.semantic:
        detail = "Only statements can be searched by meaning."
        raise Problem("invalid", detail, errors=[FieldError(where="query.semantic", detail=detail)])
    with checked():
        return ArticlesFoundForm.model_validate(find.articles(archive, _search(query)))


def _alike(archive: Archive, query: SearchAsked) -> StatementsFoundForm:
    if query.cursor or query.order != "relevance":
        detail = "A search by meaning has one page, in the order of likeness."
        raise Problem("invalid", detail, errors=[FieldError(where="query.semantic", detail=detail)])
    with checked():
        found = find.alike(archive, query.q, _filters(query), query.limit)
    return StatementsFoundForm.model_validate(
        {
            "hits": found.hits,
            "total": len(found.hits),
            "more": found.more,
            "since": None,
            "until": None,
            "facets": [],
            "next": None,
            "waiting": found.waiting,
        }
    )


def _search(query: SearchAsked) -> Search:
    return Search(
        query=query.q,
        filters=_filters(query),
        order=query.order,
        limit=query.limit,
        cursor=query.cursor,
        facets=query.facets,
    )


def _filters(query: SearchAsked) -> Filters:
    return Filters(
        speakers=query.speaker,
        organisations=query.organisation,
        source_kinds=list(query.source_kind),
        outlets=query.outlet,
        vias=query.via,
        quotations=list(query.quotation),
        manners=list(query.manner),
        channels=list(query.channel),
        topics=list(query.topic),
        languages=query.language,
        since=query.since,
        until=query.until,
    )
