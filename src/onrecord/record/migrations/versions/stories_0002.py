"""Keep what is followed across captures."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "trace_due",
        sa.Column("capture_id", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("capture_id", name="pk_trace_due"),
    )
    op.execute("INSERT INTO trace_due (capture_id) SELECT id FROM capture")
