"""A text that leaves after an hour it promises has passed: what it says instead."""

import sqlalchemy as sa
from alembic import op

from store import models

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.add_column("messages", sa.Column("late_words_sealed", sa.Text(), nullable=True))
    op.add_column("messages", sa.Column("late_from", models.UtcDateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Go back."""
    op.drop_column("messages", "late_from")
    op.drop_column("messages", "late_words_sealed")
