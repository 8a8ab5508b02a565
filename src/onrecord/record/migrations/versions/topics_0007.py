"""Keep what articles are about."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "article_topic",
        sa.Column("capture_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["capture_id"], ["article.capture_id"], name="fk_article_topic_capture_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("capture_id", name="pk_article_topic"),
    )
    op.create_index("ix_article_topic_topic", "article_topic", ["topic", "capture_id"])
