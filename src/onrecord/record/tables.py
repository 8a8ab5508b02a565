"""The tables of an archive, the same on SQLite and PostgreSQL.

Four kinds of tables, which are treated differently:

- what was collected and never changes: `capture`, `sighting`, `reader`, `reading`, `correction`;
- the views, worked out from a capture's current reading and its corrections, and rebuilt from them at any time:
  `article`, `statement`, `party`, `via`, `entity`, `entity_name` (and the index of `record.search`);
- what running the archive needs: `failure`, `feed`, `feed_entry`, `token`, `setting`.

Times are text, ISO 8601 in UTC with seconds and a Z, as ``2024-08-16T05:46:00Z``; days are ``YYYY-MM-DD``. A `key` is a
name folded for comparison (`record.names.key`). JSON is kept as text, for SQLite and PostgreSQL differ in all else.
A new or changed table needs a migration (`record/migrations`); a test compares the two.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

_Id = BigInteger().with_variant(Integer, "sqlite")
"""SQLite numbers rows by itself only where the key is called INTEGER."""

_Key = Text().with_variant(Text(collation="C"), "postgresql")
"""A name folded for comparison, in the order of its code points on either database, so that beginnings are a range."""

setting = Table(
    "setting",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)
"""What holds for the whole archive: its `id` (a UUID) and when it was made."""

capture = Table(
    "capture",
    metadata,
    Column("id", _Id, primary_key=True),
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
    Column("id", _Id, primary_key=True),
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
    Column("id", _Id, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
    Column("onrecord", Text, nullable=False),
    Column("models", Text, nullable=False),
)
"""What made readings: OnRecord's version, and its models' names as a JSON object. `key` is their hash."""

reading = Table(
    "reading",
    metadata,
    Column("id", _Id, primary_key=True),
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
    Column("id", _Id, primary_key=True),
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
    Column("id", _Id, primary_key=True),
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
    Column("key", _Key, primary_key=True),
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
    Column("id", _Id, primary_key=True),
    Column("capture_id", ForeignKey("article.capture_id"), nullable=False, index=True),
    Column("number", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("key", _Key, nullable=False),
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
    Column("key", _Key, primary_key=True, index=True),
)
"""Every name of an entity, variants included, folded for comparison."""

failure = Table(
    "failure",
    metadata,
    Column("source", Text, primary_key=True),
    Column("message", Text, nullable=False),
    Column("at", Text, nullable=False),
)
"""Inputs that could not be read, the last message of each; one that is read later leaves the list."""

feed = Table(
    "feed",
    metadata,
    Column("url", Text, primary_key=True),
    Column("title", Text),
    Column("etag", Text),
    Column("modified", Text),
    Column("checked_at", Text),
    Column("next_at", Text),
    Column("failures", Integer, nullable=False),
    Column("message", Text),
)
"""Feeds that are watched, with what a conditional request needs, and when each may be asked again."""

feed_entry = Table(
    "feed_entry",
    metadata,
    Column("feed_url", ForeignKey("feed.url", ondelete="CASCADE"), primary_key=True),
    Column("url", Text, primary_key=True),
    Column("seen_at", Text, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("again_at", Text),
)
"""Pages that a feed named: `state` is ``new``, ``added`` or ``failed``; one that failed is not asked for before
`again_at`.
"""

token = Table(
    "token",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("name", Text, nullable=False),
    Column("hash", Text, nullable=False, unique=True),
    Column("scopes", Text, nullable=False),
    Column("made_at", Text, nullable=False),
    Column("ends_at", Text),
    Column("revoked_at", Text),
)
"""Tokens of the API. Only a hash of each is kept; `scopes` is a JSON list."""
