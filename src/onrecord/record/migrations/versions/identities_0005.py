"""Keep who is the same person or body across captures."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def _identity(table: str, column: str = "identity_id") -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], ["identity.id"], name=f"fk_{table}_{column}", ondelete="CASCADE")


def upgrade() -> None:
    """Add the tables, and let every capture be compared."""
    op.create_table(
        "identity",
        sa.Column("id", _ID, nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.Column("said", sa.Integer(), nullable=False),
        sa.Column("about", sa.Integer(), nullable=False),
        sa.Column("first", sa.Text()),
        sa.Column("last", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_identity"),
        sa.UniqueConstraint("ref", name="uq_identity_ref"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "identity_ref",
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("identity_id", _ID, nullable=False),
        _identity("identity_ref"),
        sa.PrimaryKeyConstraint("ref", name="pk_identity_ref"),
    )
    op.create_index("ix_identity_ref_identity_id", "identity_ref", ["identity_id"])
    op.create_table(
        "identity_key",
        sa.Column("key", _KEY, nullable=False),
        sa.Column("identity_id", _ID, nullable=False),
        sa.Column("name", sa.Text()),
        sa.Column("uses", sa.Integer(), nullable=False),
        _identity("identity_key"),
        sa.PrimaryKeyConstraint("key", "identity_id", name="pk_identity_key"),
    )
    op.create_index("ix_identity_key_identity_id", "identity_key", ["identity_id"])
    op.create_table(
        "identity_member",
        sa.Column("capture_id", _ID, nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("identity_id", _ID, nullable=False),
        sa.Column("key", _KEY, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("day", sa.Text()),
        sa.Column("said", sa.Integer(), nullable=False),
        sa.Column("about", sa.Integer(), nullable=False),
        sa.Column("seen", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["capture_id"], ["capture.id"], name="fk_identity_member_capture_id"),
        _identity("identity_member"),
        sa.PrimaryKeyConstraint("capture_id", "number", name="pk_identity_member"),
    )
    op.create_index("ix_identity_member_identity_id_day", "identity_member", ["identity_id", "day", "capture_id"])
    op.create_table(
        "identity_statement",
        sa.Column("statement_id", _ID, nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("identity_id", _ID, nullable=False),
        sa.Column("key", _KEY, nullable=False),
        sa.Column("day", sa.Text()),
        sa.ForeignKeyConstraint(
            ["statement_id"], ["statement.id"], name="fk_identity_statement_statement_id", ondelete="CASCADE"
        ),
        _identity("identity_statement"),
        sa.PrimaryKeyConstraint("statement_id", "part", "identity_id", name="pk_identity_statement"),
    )
    op.create_index(
        "ix_identity_statement_identity_id", "identity_statement", ["identity_id", "part", "day", "statement_id"]
    )
    op.create_table(
        "identity_pair",
        sa.Column("left_id", _ID, nullable=False),
        sa.Column("right_id", _ID, nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("points", sa.Float(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        _identity("identity_pair", "left_id"),
        _identity("identity_pair", "right_id"),
        sa.PrimaryKeyConstraint("left_id", "right_id", name="pk_identity_pair"),
    )
    op.create_index("ix_identity_pair_right_id", "identity_pair", ["right_id"])
    op.create_index("ix_identity_pair_verdict", "identity_pair", ["verdict", "points"])
    op.create_table(
        "judgement",
        sa.Column("id", _ID, nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("type", sa.Text()),
        sa.Column("left_id", _ID),
        sa.Column("left_key", _KEY),
        sa.Column("right_id", _ID),
        sa.Column("right_key", _KEY),
        sa.Column("undoes", _ID),
        sa.ForeignKeyConstraint(["left_id"], ["capture.id"], name="fk_judgement_left_id"),
        sa.ForeignKeyConstraint(["right_id"], ["capture.id"], name="fk_judgement_right_id"),
        sa.ForeignKeyConstraint(["undoes"], ["judgement.id"], name="fk_judgement_undoes"),
        sa.PrimaryKeyConstraint("id", name="pk_judgement"),
        sa.UniqueConstraint("undoes", name="uq_judgement_undoes"),
    )
    op.create_index("ix_judgement_left_id", "judgement", ["left_id"])
    op.create_index("ix_judgement_right_id", "judgement", ["right_id"])
    op.create_table(
        "wikidata",
        sa.Column("key", _KEY, nullable=False),
        sa.Column("qid", sa.Text(), nullable=False),
        sa.Column("type", sa.Text()),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("born", sa.BigInteger()),
        sa.PrimaryKeyConstraint("key", "qid", name="pk_wikidata"),
    )
