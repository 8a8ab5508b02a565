"""``/statements``: who said what, and the evidence."""

from typing import Annotated

from fastapi import APIRouter, Query

from onrecord.record import lookup
from onrecord.record.lookup import StatementFilter
from onrecord.web.api.articles import statement_of
from onrecord.web.api.asking import Asked, Reads, Ref
from onrecord.web.api.cursors import checked
from onrecord.web.api.forms.queries import StatementsAsked
from onrecord.web.api.forms.statements import EvidenceForm, StatementsForm
from onrecord.web.evidence import context, link_to
from onrecord.web.problems import told

router = APIRouter(prefix="/statements", tags=["statements"])


@router.get("", operation_id="statements", responses=told("not-found", "ambiguous", "archive"))
def statements(archive: Asked, client: Reads, query: Annotated[StatementsAsked, Query()]) -> StatementsForm:
    """List statements, by the day of their articles. For words, use the search."""
    wanted = StatementFilter(**query.model_dump(exclude={"limit", "cursor", "order"}))
    with checked(), archive.reading() as connection:
        found = lookup.statements(
            connection, wanted, limit=query.limit, cursor=query.cursor, oldest_first=query.order == "oldest"
        )
    return StatementsForm.model_validate(found)


@router.get("/{ref}", operation_id="statement", responses=told("not-found", "archive"))
def statement(archive: Asked, client: Reads, ref: Ref) -> EvidenceForm:
    """Return one statement with its evidence: the exact words, what is around them, where and when they were met."""
    with archive.reading() as connection:
        found = lookup.statement(connection, ref)
    page = found.page
    return EvidenceForm.model_validate(
        {
            "statement": found.row,
            "detail": statement_of(page, found.statement),
            "context": context(page.reading.text, found.row.start, found.row.end),
            "headline": page.reading.article.headline,
            "published": page.reading.article.published,
            "url": page.row.url if page.row else None,
            "link": link_to(page.reading, found.statement),
            "capture": page.capture.sha256,
            "sightings": page.sightings,
            "reader": page.reading.reader,
        }
    )
