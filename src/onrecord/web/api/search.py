"""``/search``: by words, by meaning, and by facets."""

from typing import Annotated

from fastapi import APIRouter, Query

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
    """Search statements, and count the hits by facets."""
    if query.semantic:
        where = "query.semantic"
        raise Problem("invalid", "No search by meaning yet.", errors=[FieldError(where=where, detail="not there")])
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


def _search(query: SearchAsked) -> Search:
    filters = Filters(
        speakers=query.speaker,
        organisations=query.organisation,
        source_kinds=list(query.source_kind),
        outlets=query.outlet,
        vias=query.via,
        quotations=list(query.quotation),
        manners=list(query.manner),
        channels=list(query.channel),
        languages=query.language,
        since=query.since,
        until=query.until,
    )
    return Search(
        query=query.q,
        filters=filters,
        order=query.order,
        limit=query.limit,
        cursor=query.cursor,
        facets=query.facets,
    )
