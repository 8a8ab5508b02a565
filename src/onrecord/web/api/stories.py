"""What is followed across captures: traces of words, quotations checked, versions of an article, copies of it.

The answers are the documents that the command writes with ``--json`` (`forms.written`).
"""

from typing import Annotated

from fastapi import APIRouter, Path, Query
from fastapi.responses import Response

from onrecord.export.check_json import CheckForm
from onrecord.export.trace_json import TraceForm
from onrecord.export.versions_json import CopiesForm, VersionsForm
from onrecord.pipeline.checking import check
from onrecord.pipeline.drafting import draft_of
from onrecord.pipeline.tracing import comparing
from onrecord.pipeline.tracing.following import trace, trace_of
from onrecord.record.captures import find_capture
from onrecord.web.api.asking import Asked, Ident, Reads
from onrecord.web.api.forms.stories import DraftGiven
from onrecord.web.api.forms.written import answers_with, sent
from onrecord.web.problems import told

router = APIRouter(tags=["stories"])

_LONGEST = 1000
Ref = Annotated[str, Path(max_length=100, description="The statement's name.", examples=["0f3a5c7e9b1d-120-180"])]
Words = Annotated[
    str,
    Query(min_length=1, max_length=_LONGEST, description="Words that were said.", examples=["The doors opened late"]),
]


@router.get(
    "/statements/{ref}/trace",
    operation_id="trace",
    response_class=Response,
    responses=answers_with(TraceForm) | told("not-found", "archive"),
)
def statement_trace(archive: Asked, client: Reads, ref: Ref) -> Response:
    """Return where a statement's words appeared, in time: who names their source, and their independent origins."""
    with archive.reading() as connection:
        return sent(TraceForm.of(ref, trace_of(connection, ref), []))


@router.get(
    "/traces",
    operation_id="traceWords",
    response_class=Response,
    responses=answers_with(TraceForm) | told("not-found", "archive"),
)
def words_trace(archive: Asked, client: Reads, words: Words) -> Response:
    """Return the trace of words, whoever said them; `others` names statements that they may mean as well."""
    with archive.reading() as connection:
        found = trace(connection, words)
        return sent(TraceForm.of(words, found.trace, found.others))


@router.post(
    "/check",
    operation_id="check",
    response_class=Response,
    responses=answers_with(CheckForm) | told("archive"),
)
def checked(archive: Asked, client: Reads, given: DraftGiven) -> Response:
    """Hold each quotation of a draft against the archive: verbatim, cut, altered, another's, or not found."""
    with archive.reading() as connection:
        return sent(CheckForm.of("text", check(connection, draft_of(given.text))))


@router.get(
    "/articles/{ident}/versions",
    operation_id="versions",
    response_class=Response,
    responses=answers_with(VersionsForm) | told("not-found", "ambiguous", "archive"),
)
def versions(archive: Asked, client: Reads, ident: Ident) -> Response:
    """Return the versions of an article, and what was changed from each to the next."""
    with archive.reading() as connection:
        return sent(VersionsForm.of(comparing.line(connection, find_capture(connection, ident))))


@router.get(
    "/articles/{ident}/copies",
    operation_id="copies",
    response_class=Response,
    responses=answers_with(CopiesForm) | told("not-found", "ambiguous", "archive"),
)
def copies(archive: Asked, client: Reads, ident: Ident) -> Response:
    """Return the articles of other outlets that share an article's prose, and which comes from which."""
    with archive.reading() as connection:
        return sent(CopiesForm.of(comparing.copies(connection, find_capture(connection, ident))))
