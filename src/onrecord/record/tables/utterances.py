"""By which words statements are found again, and which of them carry the same words."""

from sqlalchemy import BigInteger, Column, Float, Index, LargeBinary, Table, Text

from onrecord.record.tables.base import metadata

worded = Table(
    "worded",
    metadata,
    Column("statement_id", BigInteger, primary_key=True, autoincrement=False),
    Column("capture_id", BigInteger, nullable=False, index=True),
    Column("grams", LargeBinary, nullable=False),
)
"""Statements that were compared, by the capture they were found in. `grams` are their rows in `gram`: eight bytes each,
big end first, signed.
"""

gram = Table(
    "gram",
    metadata,
    Column("hash", BigInteger, primary_key=True, autoincrement=False),
    Column("statement_id", BigInteger, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)
"""Which statements have a few words in a row, by these words' hash (`onrecord.story.words`)."""

repeat = Table(
    "repeat",
    metadata,
    Column("statement_id", BigInteger, primary_key=True, autoincrement=False),
    Column("other_id", BigInteger, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("score", Float, nullable=False),
    Index("ix_repeat_other_id", "other_id"),
)
"""Two statements that carry the same words, the one with the lower id first. `kind` says how (``verbatim``, ``cut``,
``ellipsis``, ``altered``), `score` which share of the words both have. Ids are never used again, so what is left of a
statement that is gone names nothing else.
"""
