"""What was collected and read, and what people put right in it: these rows never change."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from onrecord.record.tables.base import Id, metadata

capture = Table(
    "capture",
    metadata,
    Column("id", Id, primary_key=True),
    Column("sha256", Text, nullable=False, unique=True),
    Column("media_type", Text, nullable=False),
    Column("charset", Text),
    Column("size", BigInteger, nullable=False),
    Column("packed", LargeBinary, nullable=False),
)
"""Bytes as collected, each once: `packed` is their zlib form, `size` and `sha256` are those of the bytes themselves."""

sighting = Table(
    "sighting",
    metadata,
    Column("id", Id, primary_key=True),
    Column("capture_id", ForeignKey("capture.id"), nullable=False),
    Column("key", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("url", Text),
    Column("captured_at", Text),
    Column("captured_at_from", Text),
    Column("added_at", Text, nullable=False),
    UniqueConstraint("capture_id", "key"),
)
"""Where and when the bytes of a capture were met. `key` is a hash of where and when, so that each is kept once; the
first one of a capture is what its readings went by.
"""

reader = Table(
    "reader",
    metadata,
    Column("id", Id, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
    Column("onrecord", Text, nullable=False),
    Column("models", Text, nullable=False),
)
"""What made readings: OnRecord's version, and its models' names as a JSON object. `key` is their hash."""

reading = Table(
    "reading",
    metadata,
    Column("id", Id, primary_key=True),
    Column("capture_id", ForeignKey("capture.id"), nullable=False),
    Column("reader_id", ForeignKey("reader.id"), nullable=False),
    Column("read_at", Text, nullable=False),
    Column("page_kind", Text, nullable=False),
    Column("form", Integer, nullable=False),
    Column("packed", LargeBinary, nullable=False),
    Column("current", Boolean, nullable=False),
    UniqueConstraint("capture_id", "reader_id"),
    Index(
        "uq_reading_current", "capture_id", unique=True, sqlite_where=text("current"), postgresql_where=text("current")
    ),
)
"""A whole reading as its reader made it, packed by `record.stored` in the form numbered `form`. The current one of a
capture is what its views show; the others are kept.
"""

correction = Table(
    "correction",
    metadata,
    Column("id", Id, primary_key=True),
    Column("capture_id", ForeignKey("capture.id"), nullable=False, index=True),
    Column("at", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("undoes", ForeignKey("correction.id"), unique=True),
)
"""What a person put right, as JSON (`record.corrections.model`), append-only. An undoing is a row of its own that names
the row it undoes.
"""
