"""Participants who get no volunteers' time for a while; and which of them volunteers blocked lately."""

import sqlalchemy as sa
from alembic import op

from store import models

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_AT = models.UtcDateTime(timezone=True)
_UNSEEN = sa.text("looked_at IS NULL AND ended_at IS NULL")
_REFUSED = sa.text("volunteer_refused_at IS NOT NULL")


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "blocks",
        sa.Column("id", _ID, primary_key=True),
        sa.Column("row_key", sa.String(24), nullable=True),
        sa.Column("contact_id", _ID, sa.ForeignKey("contacts.id"), nullable=False),
        sa.Column("by_account_id", _ID, sa.ForeignKey("accounts.id"), nullable=False),
        sa.Column("at", _AT, nullable=False),
        sa.Column("reason", sa.String(16), nullable=False),
        sa.Column("words_sealed", sa.Text(), nullable=True),
        sa.Column("ends_at", _AT, nullable=True),
        sa.Column("look_by", _AT, nullable=False),
        sa.Column("looked_by_account_id", _ID, sa.ForeignKey("accounts.id"), nullable=True),
        sa.Column("looked_at", _AT, nullable=True),
        sa.Column("ended_by_account_id", _ID, sa.ForeignKey("accounts.id"), nullable=True),
        sa.Column("ended_at", _AT, nullable=True),
        sa.Column("ended_why", sa.String(16), nullable=True),
        sa.Column("told", sa.Boolean(), nullable=False),
    )
    op.create_index("ix_blocks_contact_id", "blocks", ["contact_id"])
    op.create_index(
        "ix_blocks_to_look_at", "blocks", ["look_by"], sqlite_where=_UNSEEN, postgresql_where=_UNSEEN
    )
    op.create_index(
        "ix_pairings_refused_by_volunteer",
        "pairings",
        ["volunteer_refused_at"],
        sqlite_where=_REFUSED,
        postgresql_where=_REFUSED,
    )


def downgrade() -> None:
    """Go back."""
    op.drop_index("ix_pairings_refused_by_volunteer", "pairings")
    op.drop_table("blocks")
