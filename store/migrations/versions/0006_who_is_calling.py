"""Who is calling: whether the carrier vouched for the number that a call shows."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward. An old process leaves it NULL, which says nothing: such a call is told nothing."""
    op.add_column("conversations", sa.Column("attested", sa.Boolean(), nullable=True))


def downgrade() -> None:
    """Go back."""
    op.drop_column("conversations", "attested")
