"""What is shown of a capture, worked out from its current reading and its corrections; made again at any time."""

from sqlalchemy import Boolean, Column, Float, ForeignKey, Index, Integer, Table, Text, text

from onrecord.record.tables.base import Id, Key, metadata

article = Table(
    "article",
    metadata,
    Column("capture_id", ForeignKey("capture.id"), primary_key=True, autoincrement=False),
    Column("reading_id", ForeignKey("reading.id"), nullable=False),
    Column("headline", Text),
    Column("standfirst", Text),
    Column("authors", Text, nullable=False),
    Column("published", Text),
    Column("updated", Text),
    Column("day", Text),
    Column("language", Text),
    Column("url", Text),
    Column("outlet", Text),
    Column("outlet_key", Text),
    Column("words", Integer, nullable=False),
    Column("statements", Integer, nullable=False),
    Column("corrected", Boolean, nullable=False),
    Index("ix_article_day", "day", "capture_id"),
    Index("ix_article_outlet_key_day", "outlet_key", "day"),
)
"""The article of a capture's current reading. `day` is the day it was published, else the day it was captured.
`authors` is a JSON list. `words` counts those of its body.
"""

statement = Table(
    "statement",
    metadata,
    Column("id", Id, primary_key=True),
    Column("capture_id", ForeignKey("article.capture_id"), nullable=False, index=True),
    Column("ref", Text, nullable=False, unique=True),
    Column("number", Text, nullable=False),
    Column("place", Integer, nullable=False),
    Column("within", Text),
    Column("source", Text, nullable=False),
    Column("cue", Text, nullable=False),
    Column("content", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("spans", Text, nullable=False),
    Column("quotation", Text, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("speaker", Text),
    Column("speaker_key", Text),
    Column("speaker_confidence", Float),
    Column("source_kind", Text, nullable=False),
    Column("channel", Text),
    Column("manner", Text, nullable=False),
    Column("polarity", Text, nullable=False),
    Column("said_at", Text),
    Column("corrected", Boolean, nullable=False),
    Column("day", Text),
    Column("outlet", Text),
    Column("outlet_key", Text),
    Column("language", Text),
    Index("ix_statement_speaker_key_day", "speaker_key", "day", "id"),
    Index("ix_statement_day", "day", "id"),
    Index("ix_statement_source_kind_day", "source_kind", "day", "id"),
    Index("ix_statement_outlet_key_day", "outlet_key", "day", "id"),
    Index("ix_statement_confidence", "confidence", "id"),
    Index(
        "ix_statement_speaker_confidence",
        "speaker_confidence",
        "id",
        sqlite_where=text("speaker IS NOT NULL"),
        postgresql_where=text("speaker IS NOT NULL"),
    ),
    sqlite_autoincrement=True,  # an id is never used again, for the index remembers by it
)
"""A statement as it stands after corrections. `ref` names it for people and programs, stays the same as long as its
content stands in the same place (`record.refs`), and is unique in the archive. `number` is its id in the reading,
`place` its rank in the article; `within` the number of the statement in whose content it is made. `start` and `end` are
code points of the page's text around all its pieces; `spans` is a JSON object of the lists ``source``, ``cue`` and
``content``. `day`, `outlet` and `language` are its article's.
"""

party = Table(
    "party",
    metadata,
    Column("statement_id", ForeignKey("statement.id", ondelete="CASCADE"), primary_key=True),
    Column("part", Text, primary_key=True),
    Column("key", Key, primary_key=True),
    Column("name", Text, nullable=False),
    Column("day", Text),
    Index("ix_party_key_part_day", "key", "part", "day", "statement_id"),
)
"""Who is behind a statement, by `part`: ``speaker`` (those who say it together each have a row) or ``organisation``
(one that speaks, or that the article says a speaker belongs to). `day` is its article's, so that everything somebody
has said is in order in the index.
"""

via = Table(
    "via",
    metadata,
    Column("statement_id", ForeignKey("statement.id", ondelete="CASCADE"), primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("key", Text, nullable=False, index=True),
    Column("kind", Text, nullable=False),
)
"""The stations of a statement's way to the article, numbered from 0 at the speaker outwards."""

entity = Table(
    "entity",
    metadata,
    Column("id", Id, primary_key=True),
    Column("capture_id", ForeignKey("article.capture_id"), nullable=False, index=True),
    Column("number", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("key", Key, nullable=False),
    Column("named", Boolean, nullable=False),
    Column("variants", Text, nullable=False),
    Column("roles", Text, nullable=False),
    Column("mentions", Integer, nullable=False),
    Index("ix_entity_key_type", "key", "type"),
)
"""Someone or something that one article speaks of, after corrections. `variants` and `roles` are JSON lists of text."""

entity_name = Table(
    "entity_name",
    metadata,
    Column("entity_id", ForeignKey("entity.id", ondelete="CASCADE"), primary_key=True),
    Column("key", Key, primary_key=True, index=True),
)
"""Every name of an entity, variants included, folded for comparison."""
