"""The phone on which somebody at the console is rung, for one session."""

import sqlalchemy as sa
from alembic import op

from store import models

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_AT = models.UtcDateTime(timezone=True)


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "console_phones",
        sa.Column(
            "session_id", _ID, sa.ForeignKey("account_sessions.id", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("contact_id", _ID, sa.ForeignKey("contacts.id"), nullable=False),
        sa.Column("code_hash", sa.String(64), nullable=False),
        sa.Column("code_until", _AT, nullable=False),
        sa.Column("wrong", sa.Integer(), nullable=False),
        sa.Column("proven_at", _AT, nullable=True),
    )


def downgrade() -> None:
    """Go back."""
    op.drop_table("console_phones")
