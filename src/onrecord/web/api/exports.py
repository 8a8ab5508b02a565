"""``/export``: what was read, in the formats that other programs read."""

from collections.abc import Callable, Iterator
from typing import Annotated, Any, NamedTuple

from fastapi import APIRouter, Path, Query
from fastapi.responses import Response, StreamingResponse
from msgspec import structs

from onrecord.export.jsonld import jsonld
from onrecord.export.reading_json import reading_json
from onrecord.export.statements_csv import csv_header, csv_rows
from onrecord.export.web_annotation import web_annotations
from onrecord.reading.model import Reading
from onrecord.record import lookup
from onrecord.record.lookup import ArticleFilter, StatementFilter
from onrecord.record.opening import Archive
from onrecord.web.api.asking import Asked, Ident, Reads
from onrecord.web.api.forms.queries import ArticlesExported, Format, StatementsExported
from onrecord.web.problems import told

router = APIRouter(prefix="/export", tags=["articles", "statements"])


class _Kind(NamedTuple):
    one: Callable[[Reading], bytes]
    media_type: str
    many: str
    suffix: str


_TABLE = "text/csv; charset=utf-8; header=present"
_LINES = "application/x-ndjson"
_KINDS: dict[Format, _Kind] = {
    "csv": _Kind(csv_rows, _TABLE, _TABLE, "csv"),
    "jsonl": _Kind(reading_json, "application/json", _LINES, "jsonl"),
    "jsonld": _Kind(jsonld, "application/ld+json", _LINES, "jsonld"),
    "webannotation": _Kind(
        web_annotations, 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"', _LINES, "jsonld"
    ),
}
_CONTENT = {
    name: {"schema": {"type": "string", "format": "binary"}}
    for name in ("text/csv", "application/json", "application/ld+json", _LINES)
}
_ANSWER: dict[int | str, dict[str, Any]] = {200: {"description": "The export, as a download", "content": _CONTENT}}

Wanted = Annotated[
    Format,
    Path(
        description="`csv`: a row a statement; `jsonl`: OnRecord's own JSON, version 2, a line a page; `jsonld`: "
        "schema.org, a line a page; `webannotation`: W3C Web Annotation, a line a page.",
        examples=["csv"],
    ),
]


@router.get(
    "/{format}/article/{ident}",
    operation_id="export_article",
    response_class=Response,
    responses=_ANSWER | told("not-found", "ambiguous", "archive"),
)
def article(archive: Asked, client: Reads, format: Wanted, ident: Ident) -> Response:
    """Export one article, with a person's corrections."""
    return exported(archive, format, ident)


def exported(archive: Archive, format: Format, ident: str) -> Response:
    """Return one article in a format, as a download. Raises as `lookup.article`."""
    kind = _KINDS[format]
    with archive.reading() as connection:
        reading = lookup.article(connection, ident).reading
    head = csv_header() if format == "csv" else b""
    headers = _headers(f"{reading.capture.sha256[:12]}.{kind.suffix}")
    return Response(head + kind.one(reading), media_type=kind.media_type, headers=headers)


@router.get(
    "/{format}/articles",
    operation_id="export_articles",
    response_class=StreamingResponse,
    responses=_ANSWER | told("archive"),
)
def articles(
    archive: Asked, client: Reads, format: Wanted, query: Annotated[ArticlesExported, Query()]
) -> StreamingResponse:
    """Export articles, newest first."""
    wanted = ArticleFilter(**query.model_dump(exclude={"limit"}))
    with archive.reading() as connection:
        found = lookup.articles(connection, wanted, limit=query.limit).items
    return _streamed(format, _whole(archive, [one.sha256 for one in found]))


@router.get(
    "/{format}/statements",
    operation_id="export_statements",
    response_class=StreamingResponse,
    responses=_ANSWER | told("not-found", "ambiguous", "archive"),
)
def statements(
    archive: Asked, client: Reads, format: Wanted, query: Annotated[StatementsExported, Query()]
) -> StreamingResponse:
    """Export statements, those of the newest articles first, each with its article's own fields."""
    wanted = StatementFilter(**query.model_dump(exclude={"limit"}))
    numbers: dict[str, set[str]] = {}
    cursor, left = None, query.limit
    with archive.reading() as connection:
        while left:
            page = lookup.statements(connection, wanted, limit=min(left, lookup.MOST), cursor=cursor)
            for one in page.items:
                numbers.setdefault(one.article, set()).add(one.number)
            left -= len(page.items)
            cursor = page.next
            if cursor is None:
                break
    return _streamed(format, _parts(archive, numbers))


def _whole(archive: Archive, found: list[str]) -> Iterator[Reading]:
    for sha256 in found:
        with archive.reading() as connection:
            reading = lookup.article(connection, sha256).reading
        yield reading


def _parts(archive: Archive, numbers: dict[str, set[str]]) -> Iterator[Reading]:
    """Yield the readings of captures, each with those of its statements whose ids are given."""
    for reading in _whole(archive, list(numbers)):
        wanted = numbers[reading.capture.sha256]
        yield structs.replace(
            reading,
            statements=[one for one in reading.statements if one.id in wanted],
            nested=[one for one in reading.nested if one.id in wanted],
        )


def _streamed(format: Format, readings: Iterator[Reading]) -> StreamingResponse:
    kind = _KINDS[format]

    def pieces() -> Iterator[bytes]:
        if format == "csv":
            yield csv_header()
        for reading in readings:
            yield kind.one(reading) + (b"" if format == "csv" else b"\n")

    return StreamingResponse(pieces(), media_type=kind.many, headers=_headers(f"onrecord.{kind.suffix}"))


def _headers(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"'}
