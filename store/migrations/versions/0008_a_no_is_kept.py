"""A callback that somebody said no to is silent until they ask again."""

import sqlalchemy as sa
from alembic import op

from store import models

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.add_column("callbacks", sa.Column("silenced_at", models.UtcDateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Go back."""
    op.drop_column("callbacks", "silenced_at")
