"""How many rings in a row that ask how somebody is stayed unanswered; since when somebody is near a contact's phone."""

import sqlalchemy as sa
from alembic import op

from store import models

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.add_column(
        "reminder_plans", sa.Column("calls_missed", sa.Integer(), nullable=False, server_default="0")
    )
    op.add_column("contacts", sa.Column("company_at", models.UtcDateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Go back."""
    op.drop_column("contacts", "company_at")
    op.drop_column("reminder_plans", "calls_missed")
