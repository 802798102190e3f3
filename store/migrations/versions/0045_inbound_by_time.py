"""Texts that came in, found by whose and when: the page of somebody with thousands of them reads the newest alone."""

from alembic import op

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.create_index("ix_inbound_contact_id_received_at", "inbound", ["contact_id", "received_at"])
    op.drop_index("ix_inbound_contact_id", "inbound")


def downgrade() -> None:
    """Go back."""
    op.create_index("ix_inbound_contact_id", "inbound", ["contact_id"])
    op.drop_index("ix_inbound_contact_id_received_at", "inbound")
