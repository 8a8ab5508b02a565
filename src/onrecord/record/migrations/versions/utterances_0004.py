"""Keep which statements carry the same words."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "worded",
        sa.Column("statement_id", sa.BigInteger(), nullable=False),
        sa.Column("capture_id", sa.BigInteger(), nullable=False),
        sa.Column("grams", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("statement_id", name="pk_worded"),
    )
    op.create_index("ix_worded_capture_id", "worded", ["capture_id"])
    op.create_table(
        "gram",
        sa.Column("hash", sa.BigInteger(), nullable=False),
        sa.Column("statement_id", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("hash", "statement_id", name="pk_gram"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "repeat",
        sa.Column("statement_id", sa.BigInteger(), nullable=False),
        sa.Column("other_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("statement_id", "other_id", name="pk_repeat"),
    )
    op.create_index("ix_repeat_other_id", "repeat", ["other_id"])
