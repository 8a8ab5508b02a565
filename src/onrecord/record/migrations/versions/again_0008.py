"""Compare all captures with each other again.

How statements, copies and people are compared was mended since, and a search counts by topics now: what was worked out
before holds pairs that would not be made any more. Nothing that was collected, corrected or judged is touched.
"""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Put every article back among those that are to be compared."""
    op.execute(
        "INSERT INTO trace_due (capture_id)"
        " SELECT capture_id FROM article WHERE capture_id NOT IN (SELECT capture_id FROM trace_due)"
    )
