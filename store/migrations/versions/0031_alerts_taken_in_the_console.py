"""Alerts that somebody takes in the console, and accounts that know somebody."""

import sqlalchemy as sa
from alembic import op

from store import models

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_AT = models.UtcDateTime(timezone=True)


def upgrade() -> None:
    """Go forward."""
    op.add_column("alerts", sa.Column("taken_by_account_id", _ID, nullable=True))
    op.create_table(
        "account_knows",
        sa.Column("account_id", _ID, sa.ForeignKey("accounts.id"), primary_key=True),
        sa.Column("contact_id", _ID, sa.ForeignKey("contacts.id"), primary_key=True),
        sa.Column("said_at", _AT, nullable=False),
    )


def downgrade() -> None:
    """Go back."""
    op.drop_table("account_knows")
    op.drop_column("alerts", "taken_by_account_id")
