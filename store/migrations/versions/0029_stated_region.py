"""Where somebody said that they are: whose emergency number and crisis line they are given."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.add_column("contacts", sa.Column("region", sa.String(length=2), nullable=True))


def downgrade() -> None:
    """Go back."""
    op.drop_column("contacts", "region")
