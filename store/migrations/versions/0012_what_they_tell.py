"""What people tell is kept for the volunteer who takes their call, and gone a day after the talk."""

import sqlalchemy as sa
from alembic import op

from store import models

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "told",
        sa.Column("id", key, primary_key=True),
        sa.Column("contact_id", key, sa.ForeignKey("contacts.id"), nullable=False),
        sa.Column("callback_id", key, sa.ForeignKey("callbacks.id"), nullable=True),
        sa.Column("inbound_sid", sa.String(64), nullable=True),
        sa.Column("words_sealed", sa.Text(), nullable=True),
        sa.Column("said", sa.String(16), nullable=True),
        sa.Column("at", models.UtcDateTime(timezone=True), nullable=False),
        sa.Column("gone_at", models.UtcDateTime(timezone=True), nullable=True),
    )
    op.create_index("ix_told_contact_id", "told", ["contact_id"])
    op.create_index("ix_told_callback_id", "told", ["callback_id"])
    some = {
        "ix_told_gone_at": ("told", "gone_at", "gone_at IS NOT NULL"),
        "ix_callbacks_wishes": ("callbacks", "ended_at", "wishes_sealed IS NOT NULL"),
        "ix_messages_briefings": ("messages", "callback_id", "purpose = 'briefing'"),
    }
    for name, (table, column, where) in some.items():
        op.create_index(name, table, [column], sqlite_where=sa.text(where), postgresql_where=sa.text(where))


def downgrade() -> None:
    """Go back."""
    op.drop_index("ix_messages_briefings", "messages")
    op.drop_index("ix_callbacks_wishes", "callbacks")
    op.drop_table("told")
