"""Keep which captures are versions of one article, and which are copies."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "shingle",
        sa.Column("hash", sa.BigInteger(), nullable=False),
        sa.Column("capture_id", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("hash", "capture_id", name="pk_shingle"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "edition",
        sa.Column("capture_id", sa.BigInteger(), nullable=False),
        sa.Column("article", sa.BigInteger(), nullable=False),
        sa.Column("prose", sa.BigInteger(), nullable=False),
        sa.Column("standfirst", sa.BigInteger()),
        sa.Column("place", sa.BigInteger(), nullable=False),
        sa.Column("address", _KEY),
        sa.Column("credit", sa.Text()),
        sa.Column("hashes", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("capture_id", name="pk_edition"),
    )
    op.create_index("ix_edition_address", "edition", ["address", "capture_id"])
    op.create_index("ix_edition_article", "edition", ["article", "capture_id"])
    op.create_table(
        "copy",
        sa.Column("capture_id", sa.BigInteger(), nullable=False),
        sa.Column("other_id", sa.BigInteger(), nullable=False),
        sa.Column("whole", sa.Boolean(), nullable=False),
        sa.Column("share", sa.Float(), nullable=False),
        sa.Column("other_share", sa.Float(), nullable=False),
        sa.Column("spans", sa.Text(), nullable=False),
        sa.Column("credited", sa.Text()),
        sa.Column("origin", sa.BigInteger()),
        sa.PrimaryKeyConstraint("capture_id", "other_id", name="pk_copy"),
    )
    op.create_index("ix_copy_other_id", "copy", ["other_id"])
