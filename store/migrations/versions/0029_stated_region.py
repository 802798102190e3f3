"""Where somebody said that they are: whose numbers they are given; and an index for what on-call phones refused."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.add_column("contacts", sa.Column("region", sa.String(length=2), nullable=True))
    only = sa.text("on_call_id IS NOT NULL")
    op.create_index(
        "ix_messages_on_call_id", "messages", ["on_call_id"], sqlite_where=only, postgresql_where=only
    )


def downgrade() -> None:
    """Go back."""
    op.drop_index("ix_messages_on_call_id", table_name="messages")
    op.drop_column("contacts", "region")
