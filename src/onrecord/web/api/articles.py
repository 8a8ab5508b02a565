"""``/articles``: in brief, and one with everything that was read from it."""

from typing import Annotated, Any

from fastapi import APIRouter, Query
from msgspec import structs

from onrecord.export.annotations_json import (
    date_form,
    entity_form,
    expectation_form,
    figure_form,
    statement_fields,
)
from onrecord.reading.model import Statement
from onrecord.record import lookup
from onrecord.record.lookup import Article, ArticleFilter
from onrecord.web.api.asking import Asked, Ident, Reads
from onrecord.web.api.cursors import checked
from onrecord.web.api.forms.articles import ArticleForm, ArticlesForm
from onrecord.web.api.forms.queries import ArticlesAsked
from onrecord.web.problems import Problem, told

router = APIRouter(prefix="/articles", tags=["articles"])


@router.get("", operation_id="articles", responses=told("archive"))
def articles(archive: Asked, client: Reads, query: Annotated[ArticlesAsked, Query()]) -> ArticlesForm:
    """List articles, by the day they were published, else captured."""
    wanted = ArticleFilter(**query.model_dump(exclude={"limit", "cursor", "order"}))
    with checked(), archive.reading() as connection:
        found = lookup.articles(
            connection, wanted, limit=query.limit, cursor=query.cursor, oldest_first=query.order == "oldest"
        )
    return ArticlesForm.model_validate(found)


@router.get("/{ident}", operation_id="article", responses=told("not-found", "ambiguous", "archive"))
def article(archive: Asked, client: Reads, ident: Ident) -> ArticleForm:
    """Return one article: its text in blocks, who said what in it, figures, people, and what lies ahead."""
    with archive.reading() as connection:
        found = lookup.article(connection, ident)
    if found.row is None:
        raise Problem("not-found", f"The capture {ident} holds no article; it is of the kind {found.reading.kind}.")
    return ArticleForm.model_validate({"summary": found.row, "sightings": found.sightings, "reading": _reading(found)})


def statement_of(page: Article, one: Statement) -> dict[str, Any]:
    """Return what the API says of a statement of `page`."""
    return {
        **statement_fields(page.reading.text, one),
        "ref": page.refs.get(one.id),
        "corrected": one.id in page.changed,
        "within": one.within,
    }


def _reading(page: Article) -> dict[str, Any]:
    reading = page.reading
    text = reading.text
    return {
        "page_kind": reading.kind,
        "text": text,
        "blocks": reading.page.blocks,
        "article": reading.article,
        "statements": [statement_of(page, one) for one in (*reading.statements, *reading.nested)],
        "entities": [entity_form(text, one) for one in reading.entities],
        "figures": [figure_form(text, one) for one in reading.figures],
        "dates": [date_form(text, one) for one in reading.dates],
        "expectations": [expectation_form(text, one) for one in reading.expectations],
        "reader": structs.asdict(reading.reader),
    }
