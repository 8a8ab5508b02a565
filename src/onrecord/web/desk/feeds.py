"""``/search.atom``, ``/search.json`` and ``/search.csv``: a search kept as a feed, or taken away as a table.

Atom is RFC 4287, the other feed JSON Feed 1.1. Both hold the newest hits; of a search by meaning, the likeliest.
"""

import csv
import io
from collections.abc import Iterator
from typing import Final
from xml.etree import ElementTree

import msgspec
from fastapi import APIRouter, Request
from fastapi.responses import Response

from onrecord.export.statements_csv import cell
from onrecord.record.opening import Archive
from onrecord.record.search import find
from onrecord.record.search.hits import StatementHit
from onrecord.record.search.query import QueryError
from onrecord.web.api.asking import Asked
from onrecord.web.desk import words
from onrecord.web.desk.asking import Wanted, wanted
from onrecord.web.desk.rendering import statement_url
from onrecord.web.problems import Problem

router = APIRouter()
IN_A_FEED: Final = 50
"""Hits of a feed."""
IN_A_TABLE: Final = 5_000
"""Hits of a table."""
_ATOM = "http://www.w3.org/2005/Atom"
_UNDATED = "1970-01-01T00:00:00Z"
COLUMNS: Final = (
    "ref",
    "link",
    "day",
    "outlet",
    "headline",
    "url",
    "speaker",
    "source",
    "cue",
    "content",
    "source_kind",
    "quotation",
    "manner",
    "channel",
    "polarity",
    "confidence",
    "speaker_confidence",
    "corrected",
)
"""The table's columns; later ones are added at the end."""


@router.get("/search.atom")
def atom(request: Request, archive: Asked) -> Response:
    """Return a search's newest hits as an Atom feed."""
    it = wanted(request.query_params)
    hits = _hits(archive, it, IN_A_FEED)
    base = _base(request)
    ElementTree.register_namespace("", _ATOM)
    feed = ElementTree.Element(f"{{{_ATOM}}}feed")
    _put(feed, "title", f"OnRecord: {it.told()}")
    _put(feed, "id", f"{base}{it.address('/search.atom')}")
    _put(feed, "updated", max((_stamp(hit) for hit in hits), default=_UNDATED))
    _put(feed, "link", rel="self", type="application/atom+xml", href=f"{base}{it.address('/search.atom')}")
    _put(feed, "link", rel="alternate", type="text/html", href=f"{base}{it.address()}")
    for hit in hits:
        entry = _put(feed, "entry")
        _put(entry, "title", title(hit))
        _put(entry, "id", f"urn:x-onrecord:statement:{hit.ref}")
        _put(entry, "updated", _stamp(hit))
        _put(entry, "link", rel="alternate", type="text/html", href=f"{base}{statement_url(hit.ref)}")
        _put(_put(entry, "author"), "name", _of(hit))
        _put(entry, "content", _body(hit), type="text")
    body = ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return Response(body, media_type="application/atom+xml")


@router.get("/search.json")
def json_feed(request: Request, archive: Asked) -> Response:
    """Return a search's newest hits as a JSON Feed."""
    it = wanted(request.query_params)
    base = _base(request)
    items = [
        {
            "id": f"urn:x-onrecord:statement:{hit.ref}",
            "url": f"{base}{statement_url(hit.ref)}",
            "title": title(hit),
            "content_text": _body(hit),
            **({"external_url": hit.place.url} if (hit.place.url or "").startswith(("http://", "https://")) else {}),
            **({"date_published": _stamp(hit)} if hit.place.day else {}),
            "authors": [{"name": _of(hit)}],
        }
        for hit in _hits(archive, it, IN_A_FEED)
    ]
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": f"OnRecord: {it.told()}",
        "home_page_url": f"{base}{it.address()}",
        "feed_url": f"{base}{it.address('/search.json')}",
        "items": items,
    }
    return Response(msgspec.json.encode(feed), media_type="application/feed+json")


@router.get("/search.csv")
def table(request: Request, archive: Asked) -> Response:
    """Return a search's hits as a table, newest first: at most `IN_A_TABLE` of them."""
    it = wanted(request.query_params)
    base = _base(request)
    out = io.StringIO()
    write = csv.writer(out, lineterminator="\r\n")
    write.writerow(COLUMNS)
    for hit in _hits(archive, it, IN_A_TABLE):
        write.writerow([cell(one) for one in _row(hit, base)])
    headers = {"Content-Disposition": 'attachment; filename="search.csv"'}
    return Response(out.getvalue().encode("utf-8", "replace"), media_type="text/csv; charset=utf-8", headers=headers)


def title(hit: StatementHit) -> str:
    """Return a hit in a line: who, and what."""
    who = hit.speaker.text if hit.speaker else words.kind(hit.source_kind)
    return words.short(f"{who}: {hit.content.text}", 140)


def _hits(archive: Archive, it: Wanted, most: int) -> list[StatementHit]:
    """Return the newest hits of a search. Raises `Problem` where it cannot be asked."""
    try:
        if it.how == "meaning":
            return find.alike(archive, it.q, it.filters(), min(most, find.MOST_HITS)).hits
        return list(_pages(archive, it._replace(order="newest", what="statements"), most))
    except QueryError as error:
        raise Problem("invalid", str(error)) from error


def _pages(archive: Archive, it: Wanted, most: int) -> Iterator[StatementHit]:
    cursor: str | None = None
    left = most
    while left > 0:
        found = find.statements(archive, it.search(limit=min(left, find.MOST_HITS), cursor=cursor))
        yield from found.hits
        left -= len(found.hits)
        cursor = found.next
        if cursor is None or not found.hits:
            return


def _row(hit: StatementHit, base: str) -> list[str]:
    place = hit.place
    return [
        hit.ref,
        f"{base}{statement_url(hit.ref)}",
        place.day or "",
        place.outlet.text if place.outlet else "",
        place.headline.text if place.headline else "",
        place.url or "",
        hit.speaker.text if hit.speaker else "",
        hit.source.text,
        hit.cue.text,
        hit.content.text,
        hit.source_kind,
        hit.quotation,
        hit.manner,
        hit.channel or "",
        hit.polarity,
        f"{hit.confidence:.3f}",
        "" if hit.speaker_confidence is None else f"{hit.speaker_confidence:.3f}",
        "yes" if hit.corrected else "no",
    ]


def _body(hit: StatementHit) -> str:
    said = " ".join(part for part in (hit.source.text, hit.cue.text) if part)
    where = ", ".join(part for part in (_of(hit), words.day(hit.place.day)) if part)
    return words.one_line(f"{hit.content.text} ({said}) {where}")


def _of(hit: StatementHit) -> str:
    return words.one_line(hit.place.outlet.text) if hit.place.outlet else "no outlet named"


def _stamp(hit: StatementHit) -> str:
    return f"{hit.place.day}T00:00:00Z" if words.is_day(hit.place.day) else _UNDATED


def _base(request: Request) -> str:
    return str(request.base_url).rstrip("/")


def _put(parent: ElementTree.Element, name: str, text: str | None = None, **attributes: str) -> ElementTree.Element:
    """Put an element below `parent`; characters that XML has no place for are shown as U+FFFD."""
    made = ElementTree.SubElement(parent, f"{{{_ATOM}}}{name}", {k: words.seen(v) for k, v in attributes.items()})
    made.text = words.seen(text) if text is not None else None
    return made
