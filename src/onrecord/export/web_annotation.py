"""A Reading's statements as W3C Web Annotations: what was said is the target, who said it the body.

One AnnotationCollection a page, on one line, with all its annotations in its first page. Each piece of a content is
a target of its own, found by position and by quotation; what is said of one holds for each.
"""

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from onrecord.export.identify import page_iri, page_url
from onrecord.export.speaking import speakers_of
from onrecord.reading.model import Reading, Statement
from onrecord.text.spans import Span, quote

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
"""The context that the recommendation asks for; processors know it."""

AROUND = 32
"""Code points of text that a quotation selector has before and after its quotation, at most."""

_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")


def web_annotations(reading: Reading) -> bytes:
    """Return `reading` as one AnnotationCollection, one line of JSON-LD without a newline at its end."""
    items = [_annotation(reading, statement) for statement in (*reading.statements, *reading.nested)]
    collection = page_iri(reading, "annotations")
    out: dict[str, Any] = {
        "@context": CONTEXT,
        "id": collection,
        "type": "AnnotationCollection",
        "label": reading.article.headline or "Statements",
        "generator": {"type": "Software", "name": f"OnRecord {reading.reader.onrecord}"},
        "total": len(items),
    }
    if items:
        page = page_iri(reading, "annotations.1")
        out["first"] = {
            "id": page,
            "type": "AnnotationPage",
            "partOf": collection,
            "startIndex": 0,
            "items": items,
        }
    return msgspec.json.encode(out)


def selectors(text: str, span: Span) -> list[dict[str, Any]]:
    """Return the two selectors of `span`: by position, in code points of `text`, and by quotation with what is
    around it.
    """
    start, end = span
    return [
        {"type": "TextPositionSelector", "start": start, "end": end},
        {
            "type": "TextQuoteSelector",
            "exact": text[start:end],
            "prefix": text[max(0, start - AROUND) : start],
            "suffix": text[end : end + AROUND],
        },
    ]


def _annotation(reading: Reading, statement: Statement) -> dict[str, Any]:
    speaker = statement.speaker
    bodies = [
        *_speakers(statement),
        *(_evidence(reading, span, "identifying") for span in statement.source),
        *(_evidence(reading, span, "describing") for span in statement.cue),
        *({"type": "TextualBody", "purpose": "tagging", "value": value} for value in _tags(statement)),
        {"type": "TextualBody", "purpose": "describing", "format": "text/plain", "value": _told(reading, statement)},
    ]
    return {
        "id": page_iri(reading, statement.id),
        "type": "Annotation",
        "motivation": "identifying" if speaker and speaker.name else "describing",
        "body": bodies,
        "target": [_part(reading, span) for span in statement.content],
    }


def _part(reading: Reading, span: Span) -> dict[str, Any]:
    out: dict[str, Any] = {
        "type": "SpecificResource",
        "source": page_url(reading) or page_iri(reading),
        "selector": selectors(reading.text, span),
    }
    captured_at = reading.capture.captured_at
    if captured_at and _INSTANT.fullmatch(captured_at) and reading.capture.captured_at_from != "file-time":
        out["state"] = {"type": "TimeState", "sourceDate": captured_at}
    return out


def _evidence(reading: Reading, span: Span, purpose: str) -> dict[str, Any]:
    return _part(reading, span) | {"purpose": purpose}


def _speakers(statement: Statement) -> Iterator[dict[str, Any]]:
    for _, name in speakers_of(statement):
        yield {"type": "TextualBody", "purpose": "identifying", "format": "text/plain", "value": name}


def _tags(statement: Statement) -> Iterator[str]:
    yield statement.source_kind
    yield statement.quotation
    yield statement.manner
    if statement.polarity == "denies":
        yield "denies"
    if statement.channel:
        yield statement.channel
    for via in statement.via:
        yield f"via {via.name}"


def _told(reading: Reading, statement: Statement) -> str:
    """One sentence for whoever reads the annotation beside the page."""
    speaker = statement.speaker
    who = quote(reading.text, statement.source)
    names = [name for _, name in speakers_of(statement)]
    if names:
        who = ", ".join(names) if who in names or not who else f"{', '.join(names)} (“{who}”)"
    elif speaker and speaker.candidates:
        maybe = ", ".join(f"{one.name} {one.confidence:.2f}" for one in speaker.candidates)
        who = f"“{who}” (speaker not resolved: {maybe})"
    how = quote(reading.text, statement.cue)
    return " · ".join(part for part in (who or "not named in the text", how, statement.quotation) if part)
