"""Texts that were not understood, and what they meant."""

import sqlalchemy as sa
from alembic import op

from store import models

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_AT = models.UtcDateTime(timezone=True)


def _read_as() -> tuple[sa.Column[str], ...]:
    """Language, who wrote, and in which state."""
    return (
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("who", sa.String(16), nullable=False),
        sa.Column("reading_state", sa.String(16), nullable=False),
    )


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "unread_texts",
        sa.Column("id", _ID, primary_key=True),
        sa.Column("row_key", sa.String(24)),
        sa.Column("contact_id", _ID, sa.ForeignKey("contacts.id"), nullable=False),
        *_read_as(),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.Column("words_sealed", sa.Text(), nullable=False),
        sa.Column("at", _AT, nullable=False),
    )
    op.create_index("ix_unread_texts_contact_id", "unread_texts", ["contact_id"])
    op.create_index("ix_unread_texts_at", "unread_texts", ["at"])
    op.create_table(
        "paraphrases",
        sa.Column("id", _ID, primary_key=True),
        sa.Column("row_key", sa.String(24)),
        sa.Column("account_id", _ID, sa.ForeignKey("accounts.id"), nullable=False),
        *_read_as(),
        sa.Column("meaning", sa.String(16), nullable=False),
        sa.Column("words_sealed", sa.Text(), nullable=False),
        sa.Column("at", _AT, nullable=False),
    )


def downgrade() -> None:
    """Go back."""
    op.drop_table("paraphrases")
    op.drop_table("unread_texts")
