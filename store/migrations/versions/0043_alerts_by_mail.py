"""E-mails about alerts, and which of them an account wants."""

import sqlalchemy as sa
from alembic import op

from store import models

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_AT = models.UtcDateTime(timezone=True)


def upgrade() -> None:
    """Go forward."""
    op.add_column("accounts", sa.Column("alert_mail", sa.String(8), nullable=False, server_default="off"))
    op.create_table(
        "alert_mails",
        sa.Column("id", _ID, primary_key=True),
        sa.Column("alert_id", _ID, sa.ForeignKey("alerts.id"), nullable=False),
        sa.Column("account_id", _ID, sa.ForeignKey("accounts.id"), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("due_at", _AT, nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("created_at", _AT, nullable=False),
        sa.Column("sent_at", _AT, nullable=True),
    )
    op.create_index("uq_alert_mails", "alert_mails", ["alert_id", "account_id"], unique=True)
    open_ones = sa.text("state IN ('due', 'claimed')")
    op.create_index(
        "ix_alert_mails_due", "alert_mails", ["due_at"], sqlite_where=open_ones, postgresql_where=open_ones
    )
    op.create_index("ix_alert_mails_created_at", "alert_mails", ["created_at"])


def downgrade() -> None:
    """Go back."""
    op.drop_table("alert_mails")
    op.drop_column("accounts", "alert_mail")
