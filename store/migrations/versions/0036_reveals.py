"""That a supervisor was shown somebody's number, and who was told of it."""

import sqlalchemy as sa
from alembic import op

from store import models

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_AT = models.UtcDateTime(timezone=True)


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "reveals",
        sa.Column("id", _ID, primary_key=True),
        sa.Column("row_key", sa.String(24), nullable=True),
        sa.Column("contact_id", _ID, sa.ForeignKey("contacts.id"), nullable=False),
        sa.Column("alert_id", _ID, sa.ForeignKey("alerts.id"), nullable=False),
        sa.Column("notice_id", _ID, sa.ForeignKey("alerts.id"), nullable=False, unique=True),
        sa.Column("account_id", _ID, sa.ForeignKey("accounts.id"), nullable=False),
        sa.Column("at", _AT, nullable=False),
        sa.Column("reason_sealed", sa.Text(), nullable=True),
        sa.Column("once", sa.String(24), nullable=False),
        sa.Column("alone", sa.Boolean(), nullable=False),
    )
    op.create_index("ix_reveals_contact_id", "reveals", ["contact_id"])
    op.create_index("ix_reveals_account", "reveals", ["account_id", "at"])
    op.create_index("uq_reveals_once", "reveals", ["account_id", "once"], unique=True)


def downgrade() -> None:
    """Go back."""
    op.drop_table("reveals")
