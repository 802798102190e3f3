"""Somebody who writes may ask to just hear the volunteer's voice first: what they asked, and both yeses."""

import sqlalchemy as sa
from alembic import op

from store import models

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None
_MOMENTS = ("listen_asked_at", "listen_agreed_at", "listen_offered_at")


def upgrade() -> None:
    """Go forward."""
    op.add_column("callbacks", sa.Column("listen_wish", sa.String(length=8), nullable=True))
    for name in _MOMENTS:
        op.add_column("callbacks", sa.Column(name, models.UtcDateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Go back."""
    for name in reversed(_MOMENTS):
        op.drop_column("callbacks", name)
    op.drop_column("callbacks", "listen_wish")
