"""Heartbeats of the processes, and fingerprints of the keys that values are sealed with."""

import sqlalchemy as sa
from alembic import op

from store import models

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "heartbeats",
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("waits_for", sa.String(length=40), nullable=True),
        sa.Column("started_at", models.UtcDateTime(timezone=True), nullable=False),
        sa.Column("beat_at", models.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("kind", "name"),
    )
    op.create_table(
        "key_fingerprints",
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("since", models.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("fingerprint"),
    )


def downgrade() -> None:
    """Go back."""
    op.drop_table("key_fingerprints")
    op.drop_table("heartbeats")
