"""How many rings in a row that ask how somebody is stayed unanswered."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.add_column(
        "reminder_plans", sa.Column("calls_missed", sa.Integer(), nullable=False, server_default="0")
    )


def downgrade() -> None:
    """Go back."""
    op.drop_column("reminder_plans", "calls_missed")
