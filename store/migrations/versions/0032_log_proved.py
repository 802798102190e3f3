"""How far the log of who did what was proved."""

import sqlalchemy as sa
from alembic import op

from store import models

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_AT = models.UtcDateTime(timezone=True)


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "audit_checks",
        sa.Column("id", _ID, primary_key=True, autoincrement=False),
        sa.Column("up_to", _ID, nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("begun_at", _AT, nullable=False),
        sa.Column("at", _AT, nullable=False),
        sa.Column("done", sa.Boolean(), nullable=False),
        sa.Column("asked_at", _AT, nullable=True),
        sa.Column("kept_id", _ID, nullable=True),
        sa.Column("kept_hash", sa.String(64), nullable=True),
        sa.Column("broken_id", _ID, nullable=True),
        sa.Column("broken_why", sa.String(80), nullable=True),
    )


def downgrade() -> None:
    """Go back."""
    op.drop_table("audit_checks")
