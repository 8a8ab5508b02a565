"""Statements as a Parquet file: the table of `export.statements_csv` with its columns' own types.

Read by pandas, polars, DuckDB, Spark and R. Spans are lists of pairs, half open, in code points of the page's text.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, BinaryIO

from onrecord.reading.model import Reading, Statement
from onrecord.text.spans import Span, quote

if TYPE_CHECKING:
    import pyarrow as pa

_ROWS = 20_000
"""Rows of one group: what is held in memory at a time."""


class MissingPartError(Exception):
    """A part of OnRecord that is not installed, told in one sentence."""


def write_parquet(readings: Iterable[Reading], stream: BinaryIO) -> int:
    """Write a row for each statement of `readings` and return how many there were.

    Raises `MissingPartError` where pyarrow is not installed.
    """
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise MissingPartError("Parquet needs a library that is not here: pip install 'onrecord[parquet]'.") from error
    written, rows = 0, []
    schema = _schema(pa)
    with pq.ParquetWriter(stream, schema, compression="zstd") as writer:
        for reading in readings:
            rows += [_row(reading, one) for one in (*reading.statements, *reading.nested)]
            if len(rows) >= _ROWS:
                writer.write_table(pa.Table.from_pylist(rows, schema))
                written, rows = written + len(rows), []
        if rows:
            writer.write_table(pa.Table.from_pylist(rows, schema))
    return written + len(rows)


def _schema(pa: Any) -> "pa.Schema":
    text, number = pa.string(), pa.float64()
    texts, spans = pa.list_(text), pa.list_(pa.list_(pa.int64(), 2))
    fields = {
        "page": text,
        "sha256": text,
        "url": text,
        "publisher": text,
        "headline": text,
        "published": text,
        "captured_at": text,
        "statement": text,
        "within": text,
        "speaker": text,
        "joint_speakers": texts,
        "speaker_confidence": number,
        "source_kind": text,
        "source": text,
        "cue": text,
        "content": text,
        "quotation": text,
        "manner": text,
        "polarity": text,
        "channel": text,
        "via": texts,
        "qualifiers": texts,
        "anonymity": text,
        "said_at": text,
        "confidence": number,
        "source_spans": spans,
        "cue_spans": spans,
        "content_spans": spans,
    }
    return pa.schema(list(fields.items()))


def _row(reading: Reading, one: Statement) -> dict[str, object]:
    capture, article, text, speaker = reading.capture, reading.article, reading.text, one.speaker
    return {
        "page": capture.source,
        "sha256": capture.sha256,
        "url": article.url or capture.url,
        "publisher": article.publisher,
        "headline": article.headline,
        "published": article.published,
        "captured_at": capture.captured_at,
        "statement": one.id,
        "within": one.within,
        "speaker": speaker.name if speaker else None,
        "joint_speakers": [other.name for other in speaker.joint] if speaker else [],
        "speaker_confidence": speaker.confidence if speaker else None,
        "source_kind": one.source_kind,
        "source": quote(text, one.source) or None,
        "cue": quote(text, one.cue) or None,
        "content": quote(text, one.content),
        "quotation": one.quotation,
        "manner": one.manner,
        "polarity": one.polarity,
        "channel": one.channel,
        "via": [via.name for via in one.via],
        "qualifiers": [quote(text, [qualifier.span]) for qualifier in one.qualifiers],
        "anonymity": quote(text, [one.anonymity]) if one.anonymity else None,
        "said_at": one.said_at.value if one.said_at else None,
        "confidence": one.confidence,
        "source_spans": _pairs(one.source),
        "cue_spans": _pairs(one.cue),
        "content_spans": _pairs(one.content),
    }


def _pairs(spans: list[Span]) -> list[list[int]]:
    return [list(span) for span in spans]
