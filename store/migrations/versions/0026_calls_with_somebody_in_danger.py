"""Whether a volunteer takes calls with somebody in danger and is marked ready; who cannot hear or speak on a phone."""

import sqlalchemy as sa
from alembic import op

from store import models

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.add_column("volunteers", sa.Column("takes_danger", sa.Boolean(), nullable=True))
    op.add_column(
        "volunteers",
        sa.Column("ready_for_danger", sa.Boolean(), server_default=sa.false(), nullable=False),
    )

    op.add_column("contacts", sa.Column("no_phone_at", models.UtcDateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Go back."""
    op.drop_column("contacts", "no_phone_at")
    op.drop_column("volunteers", "ready_for_danger")
    op.drop_column("volunteers", "takes_danger")
