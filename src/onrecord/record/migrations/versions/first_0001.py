"""The first tables of an archive."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

_SQLITE = (
    "CREATE VIRTUAL TABLE statement_index USING fts5(terms, tokenize = 'ascii')",
    "CREATE TABLE statement_card (id INTEGER PRIMARY KEY, card BLOB NOT NULL)",
    "CREATE VIRTUAL TABLE article_index USING fts5(terms, tokenize = 'ascii')",
    "CREATE TABLE article_card (id INTEGER PRIMARY KEY, card BLOB NOT NULL)",
    "CREATE TABLE index_language (language TEXT NOT NULL PRIMARY KEY)",
    "CREATE TABLE meaning (id INTEGER PRIMARY KEY, vector BLOB NOT NULL)",
    "CREATE TABLE meaning_due (id INTEGER PRIMARY KEY)",
)
_POSTGRESQL = (
    "CREATE TABLE statement_index (id BIGINT PRIMARY KEY, card BYTEA NOT NULL, terms TSVECTOR NOT NULL)",
    "CREATE INDEX ix_statement_index_terms ON statement_index USING gin (terms) WITH (fastupdate = off)",
    "CREATE TABLE article_index (id BIGINT PRIMARY KEY, card BYTEA NOT NULL, terms TSVECTOR NOT NULL)",
    "CREATE INDEX ix_article_index_terms ON article_index USING gin (terms) WITH (fastupdate = off)",
    "CREATE TABLE index_language (language TEXT PRIMARY KEY)",
    "CREATE TABLE meaning (id BIGINT PRIMARY KEY, vector BYTEA NOT NULL)",
    "CREATE TABLE meaning_due (id BIGINT PRIMARY KEY)",
)
"""The index of full text and of meanings, which each database has in its own way (`record.search.index`)."""


def upgrade() -> None:
    """Make the tables in an empty database."""
    op.create_table(
        "capture",
        sa.Column("id", _ID, nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("charset", sa.Text()),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_capture"),
        sa.UniqueConstraint("sha256", name="uq_capture_sha256"),
    )
    op.create_table(
        "failure",
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("source", name="pk_failure"),
    )
    op.create_table(
        "feed",
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("title", sa.Text()),
        sa.Column("etag", sa.Text()),
        sa.Column("modified", sa.Text()),
        sa.Column("checked_at", sa.Text()),
        sa.Column("next_at", sa.Text()),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("message", sa.Text()),
        sa.PrimaryKeyConstraint("url", name="pk_feed"),
    )
    op.create_table(
        "reader",
        sa.Column("id", _ID, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("onrecord", sa.Text(), nullable=False),
        sa.Column("models", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_reader"),
        sa.UniqueConstraint("key", name="uq_reader_key"),
    )
    op.create_table(
        "setting",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_setting"),
    )
    op.create_table(
        "token",
        sa.Column("id", _ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("scopes", sa.Text(), nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.Column("ends_at", sa.Text()),
        sa.Column("revoked_at", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_token"),
        sa.UniqueConstraint("hash", name="uq_token_hash"),
    )
    op.create_table(
        "correction",
        sa.Column("id", _ID, nullable=False),
        sa.Column("capture_id", _ID, nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("undoes", _ID),
        sa.ForeignKeyConstraint(["capture_id"], ["capture.id"], name="fk_correction_capture_id"),
        sa.ForeignKeyConstraint(["undoes"], ["correction.id"], name="fk_correction_undoes"),
        sa.PrimaryKeyConstraint("id", name="pk_correction"),
        sa.UniqueConstraint("undoes", name="uq_correction_undoes"),
    )
    op.create_index("ix_correction_capture_id", "correction", ["capture_id"], unique=False)
    op.create_table(
        "feed_entry",
        sa.Column("feed_url", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("seen_at", sa.Text(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("again_at", sa.Text()),
        sa.ForeignKeyConstraint(["feed_url"], ["feed.url"], name="fk_feed_entry_feed_url", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("feed_url", "url", name="pk_feed_entry"),
    )
    op.create_table(
        "reading",
        sa.Column("id", _ID, nullable=False),
        sa.Column("capture_id", _ID, nullable=False),
        sa.Column("reader_id", _ID, nullable=False),
        sa.Column("read_at", sa.Text(), nullable=False),
        sa.Column("page_kind", sa.Text(), nullable=False),
        sa.Column("form", sa.Integer(), nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["capture_id"], ["capture.id"], name="fk_reading_capture_id"),
        sa.ForeignKeyConstraint(["reader_id"], ["reader.id"], name="fk_reading_reader_id"),
        sa.PrimaryKeyConstraint("id", name="pk_reading"),
        sa.UniqueConstraint("capture_id", "reader_id", name="uq_reading_capture_id_reader_id"),
    )
    op.create_index(
        "uq_reading_current",
        "reading",
        ["capture_id"],
        unique=True,
        sqlite_where=sa.text("current"),
        postgresql_where=sa.text("current"),
    )
    op.create_table(
        "sighting",
        sa.Column("id", _ID, nullable=False),
        sa.Column("capture_id", _ID, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("url", sa.Text()),
        sa.Column("captured_at", sa.Text()),
        sa.Column("captured_at_from", sa.Text()),
        sa.Column("added_at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["capture_id"], ["capture.id"], name="fk_sighting_capture_id"),
        sa.PrimaryKeyConstraint("id", name="pk_sighting"),
        sa.UniqueConstraint("capture_id", "key", name="uq_sighting_capture_id_key"),
    )
    op.create_table(
        "article",
        sa.Column("capture_id", _ID, autoincrement=False, nullable=False),
        sa.Column("reading_id", _ID, nullable=False),
        sa.Column("headline", sa.Text()),
        sa.Column("standfirst", sa.Text()),
        sa.Column("authors", sa.Text(), nullable=False),
        sa.Column("published", sa.Text()),
        sa.Column("updated", sa.Text()),
        sa.Column("day", sa.Text()),
        sa.Column("language", sa.Text()),
        sa.Column("url", sa.Text()),
        sa.Column("outlet", sa.Text()),
        sa.Column("outlet_key", sa.Text()),
        sa.Column("words", sa.Integer(), nullable=False),
        sa.Column("statements", sa.Integer(), nullable=False),
        sa.Column("corrected", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["capture_id"], ["capture.id"], name="fk_article_capture_id"),
        sa.ForeignKeyConstraint(["reading_id"], ["reading.id"], name="fk_article_reading_id"),
        sa.PrimaryKeyConstraint("capture_id", name="pk_article"),
    )
    op.create_index("ix_article_day", "article", ["day", "capture_id"], unique=False)
    op.create_index("ix_article_outlet_key_day", "article", ["outlet_key", "day"], unique=False)
    op.create_table(
        "entity",
        sa.Column("id", _ID, nullable=False),
        sa.Column("capture_id", _ID, nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("key", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("named", sa.Boolean(), nullable=False),
        sa.Column("variants", sa.Text(), nullable=False),
        sa.Column("roles", sa.Text(), nullable=False),
        sa.Column("mentions", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["capture_id"], ["article.capture_id"], name="fk_entity_capture_id"),
        sa.PrimaryKeyConstraint("id", name="pk_entity"),
    )
    op.create_index("ix_entity_capture_id", "entity", ["capture_id"], unique=False)
    op.create_index("ix_entity_key_type", "entity", ["key", "type"], unique=False)
    op.create_table(
        "statement",
        sa.Column("id", _ID, nullable=False),
        sa.Column("capture_id", _ID, nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("within", sa.Text()),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("cue", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("spans", sa.Text(), nullable=False),
        sa.Column("quotation", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("speaker", sa.Text()),
        sa.Column("speaker_key", sa.Text()),
        sa.Column("speaker_confidence", sa.Float()),
        sa.Column("source_kind", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text()),
        sa.Column("manner", sa.Text(), nullable=False),
        sa.Column("polarity", sa.Text(), nullable=False),
        sa.Column("said_at", sa.Text()),
        sa.Column("corrected", sa.Boolean(), nullable=False),
        sa.Column("day", sa.Text()),
        sa.Column("outlet", sa.Text()),
        sa.Column("outlet_key", sa.Text()),
        sa.Column("language", sa.Text()),
        sa.ForeignKeyConstraint(["capture_id"], ["article.capture_id"], name="fk_statement_capture_id"),
        sa.PrimaryKeyConstraint("id", name="pk_statement"),
        sa.UniqueConstraint("ref", name="uq_statement_ref"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_statement_capture_id", "statement", ["capture_id"], unique=False)
    op.create_index("ix_statement_day", "statement", ["day", "id"], unique=False)
    op.create_index("ix_statement_outlet_key_day", "statement", ["outlet_key", "day", "id"], unique=False)
    op.create_index("ix_statement_source_kind_day", "statement", ["source_kind", "day", "id"], unique=False)
    op.create_index("ix_statement_speaker_key_day", "statement", ["speaker_key", "day", "id"], unique=False)
    op.create_table(
        "entity_name",
        sa.Column("entity_id", _ID, nullable=False),
        sa.Column("key", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.ForeignKeyConstraint(["entity_id"], ["entity.id"], name="fk_entity_name_entity_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("entity_id", "key", name="pk_entity_name"),
    )
    op.create_index("ix_entity_name_key", "entity_name", ["key"], unique=False)
    op.create_table(
        "party",
        sa.Column("statement_id", _ID, nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("key", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("day", sa.Text()),
        sa.ForeignKeyConstraint(["statement_id"], ["statement.id"], name="fk_party_statement_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("statement_id", "part", "key", name="pk_party"),
    )
    op.create_index("ix_party_key_part_day", "party", ["key", "part", "day", "statement_id"], unique=False)
    op.create_table(
        "via",
        sa.Column("statement_id", _ID, nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["statement_id"], ["statement.id"], name="fk_via_statement_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("statement_id", "place", name="pk_via"),
    )
    op.create_index("ix_via_key", "via", ["key"], unique=False)
    for line in _POSTGRESQL if op.get_bind().dialect.name == "postgresql" else _SQLITE:
        op.execute(line)
