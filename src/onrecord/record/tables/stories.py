"""What is followed across captures: worked out by `onrecord.story`, and made again from the views at any time."""

from sqlalchemy import BigInteger, Column, Table

from onrecord.record.tables.base import metadata

trace_due = Table(
    "trace_due",
    metadata,
    Column("capture_id", BigInteger, primary_key=True, autoincrement=False),
)
"""Captures whose views changed since they were last compared with the others."""
