"""What accounts wrote to somebody in the team's name: that, to whom and when."""

import sqlalchemy as sa
from alembic import op

from store import models

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_AT = models.UtcDateTime(timezone=True)


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "team_words",
        sa.Column("id", _ID, primary_key=True),
        sa.Column("contact_id", _ID, sa.ForeignKey("contacts.id"), nullable=False),
        sa.Column("account_id", _ID, sa.ForeignKey("accounts.id"), nullable=False),
        sa.Column("alert_id", _ID, sa.ForeignKey("alerts.id"), nullable=True),
        sa.Column("message_id", _ID, sa.ForeignKey("messages.id"), nullable=False),
        sa.Column("once", sa.String(24), nullable=False),
        sa.Column("at", _AT, nullable=False),
        sa.Column("looked_at", _AT, nullable=False),
    )
    op.create_index("uq_team_words_once", "team_words", ["account_id", "once"], unique=True)
    op.create_index("ix_team_words_contact", "team_words", ["contact_id", "at"])


def downgrade() -> None:
    """Go back."""
    op.drop_table("team_words")
