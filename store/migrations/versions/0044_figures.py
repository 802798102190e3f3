"""The figures of a month are found by their time."""

from alembic import op

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.create_index("ix_callbacks_requested_at", "callbacks", ["requested_at", "connected_at", "promised_by"])
    op.create_index("ix_checkins_at", "checkins", ["at", "channel", "contact_id"])
    op.drop_index("ix_inbound_received_at", "inbound")
    op.create_index("ix_inbound_received_at", "inbound", ["received_at", "contact_id"])
    op.create_index("ix_contacts_created_at", "contacts", ["created_at"])


def downgrade() -> None:
    """Go back."""
    op.drop_index("ix_contacts_created_at", "contacts")
    op.drop_index("ix_inbound_received_at", "inbound")
    op.create_index("ix_inbound_received_at", "inbound", ["received_at"])
    op.drop_index("ix_checkins_at", "checkins")
    op.drop_index("ix_callbacks_requested_at", "callbacks")
