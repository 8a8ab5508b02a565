"""Statements as a table (CSV, RFC 4180, UTF-8 without a byte order mark): one row a statement, many pages one table.

Columns are added at the end in later versions, never renamed, moved or taken away. Spans are written ``start..end``,
half open, in code points of the page's text, several with a space between; of lists the items stand with ``; ``
between. A cell that a spreadsheet would take for a formula, and run, gets an apostrophe before it.
"""

import csv
import io
from collections.abc import Sequence

from onrecord.export.page_json import rounded
from onrecord.reading.model import Reading, Statement
from onrecord.text.spans import Span, quote

COLUMNS = (
    "page",
    "sha256",
    "url",
    "publisher",
    "headline",
    "published",
    "captured_at",
    "captured_at_from",
    "statement",
    "within",
    "speaker",
    "joint_speakers",
    "speaker_confidence",
    "candidates",
    "source_kind",
    "source",
    "cue",
    "content",
    "quotation",
    "manner",
    "polarity",
    "channel",
    "via",
    "qualifiers",
    "anonymity",
    "said_at",
    "said_at_words",
    "confidence",
    "source_spans",
    "cue_spans",
    "content_spans",
)
"""The table's columns, in order; `docs/cli.md` says what each holds."""

_FORMULA = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20"
"""What a cell opens with that spreadsheets run, full-width forms included."""


def csv_header() -> bytes:
    """Return the table's first line."""
    return _lines([COLUMNS])


def csv_rows(reading: Reading) -> bytes:
    """Return a row for each statement of `reading`, one made inside another's content after the one around it."""
    inner: dict[str | None, list[Statement]] = {}
    for statement in reading.nested:
        inner.setdefault(statement.within, []).append(statement)
    page = _page(reading)
    rows = []
    for statement in reading.statements:
        rows += [[*page, *_row(reading, one)] for one in (statement, *inner.pop(statement.id, []))]
    rows += [[*page, *_row(reading, one)] for left in inner.values() for one in left]
    return _lines(rows)


def cell(text: str) -> str:
    """Return `text` as a cell that no spreadsheet runs.

    >>> cell("=1+1"), cell("a=1")
    ("'=1+1", 'a=1')
    """
    return f"'{text}" if text.startswith(tuple(_FORMULA)) else text


def _lines(rows: Sequence[Sequence[str]]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows([cell(value) for value in row] for row in rows)
    # A file's name need not be text.
    return out.getvalue().encode("utf-8", "replace")


def _page(reading: Reading) -> list[str]:
    capture, article = reading.capture, reading.article
    return [
        capture.source,
        capture.sha256,
        article.url or capture.url or "",
        article.publisher or "",
        article.headline or "",
        article.published or "",
        capture.captured_at or "",
        capture.captured_at_from or "",
    ]


def _row(reading: Reading, statement: Statement) -> list[str]:
    text, speaker, said_at = reading.text, statement.speaker, statement.said_at
    return [
        statement.id,
        statement.within or "",
        (speaker.name if speaker else None) or "",
        "; ".join(one.name for one in speaker.joint) if speaker else "",
        f"{rounded(speaker.confidence):g}" if speaker else "",
        "; ".join(f"{one.name} {one.confidence:.2f}" for one in speaker.candidates) if speaker else "",
        statement.source_kind,
        quote(text, statement.source),
        quote(text, statement.cue),
        quote(text, statement.content),
        statement.quotation,
        statement.manner,
        statement.polarity,
        statement.channel or "",
        "; ".join(via.name for via in statement.via),
        "; ".join(quote(text, [one.span]) for one in statement.qualifiers),
        quote(text, [statement.anonymity]) if statement.anonymity else "",
        (said_at.value if said_at else None) or "",
        quote(text, [said_at.span]) if said_at else "",
        f"{rounded(statement.confidence):g}",
        _spans(statement.source),
        _spans(statement.cue),
        _spans(statement.content),
    ]


def _spans(spans: Sequence[Span]) -> str:
    return " ".join(f"{start}..{end}" for start, end in spans)
