"""What somebody asked for last, a call or writing; and the question about a volunteer who falls silent in writing."""

import sqlalchemy as sa
from alembic import op

from store import models

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.add_column("contacts", sa.Column("last_kind", sa.String(8), nullable=True))
    op.add_column(
        "callbacks", sa.Column("silence_asked_at", models.UtcDateTime(timezone=True), nullable=True)
    )
    op.add_column("callbacks", sa.Column("silence_asks", sa.Integer(), nullable=False, server_default="0"))


def downgrade() -> None:
    """Go back."""
    op.drop_column("callbacks", "silence_asks")
    op.drop_column("callbacks", "silence_asked_at")
    op.drop_column("contacts", "last_kind")
