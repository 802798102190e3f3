"""What a person looks over in the console before it happens, notes on a volunteer, and talks by volunteer."""

import sqlalchemy as sa
from alembic import op

from store import models

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_AT = models.UtcDateTime(timezone=True)


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "account_drafts",
        sa.Column("id", _ID, primary_key=True),
        sa.Column("row_key", sa.String(24), nullable=True),
        sa.Column("account_id", _ID, sa.ForeignKey("accounts.id"), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("words_sealed", sa.Text(), nullable=False),
        sa.Column("created_at", _AT, nullable=False),
        sa.Column("used_at", _AT, nullable=True),
    )
    op.create_index("ix_account_drafts_created_at", "account_drafts", ["created_at"])
    op.add_column("volunteers", sa.Column("team_notes_sealed", sa.Text(), nullable=True))
    talked = sa.text("connected_at IS NOT NULL")
    op.create_index(
        "ix_callbacks_talks",
        "callbacks",
        ["volunteer_id", "connected_at"],
        sqlite_where=talked,
        postgresql_where=talked,
    )


def downgrade() -> None:
    """Go back."""
    op.drop_index("ix_callbacks_talks", "callbacks")
    op.drop_column("volunteers", "team_notes_sealed")
    op.drop_table("account_drafts")
