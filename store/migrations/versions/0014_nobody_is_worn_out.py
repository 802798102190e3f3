"""A talk has a limit, which its volunteer may extend."""

import sqlalchemy as sa
from alembic import op

from store import models

revision = "0014"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.add_column("callbacks", sa.Column("talk_until", models.UtcDateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Go back."""
    op.drop_column("callbacks", "talk_until")
