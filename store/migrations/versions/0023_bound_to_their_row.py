"""What names the row of a sealed value, since when values are bound to it, and a key for each person."""

import sqlalchemy as sa
from alembic import op

from store import models

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

_WITH_A_ROW_KEY = (
    "callbacks",
    "notes",
    "other_numbers",
    "conversations",
    "told",
    "volunteers",
    "messages",
    "consents",
    "team_requests",
)


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "sealing_forms",
        sa.Column("form", sa.String(length=12), nullable=False),
        sa.Column("since", models.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("form"),
    )
    op.create_table(
        "person_keys",
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("key_sealed", sa.Text(), nullable=False),
        sa.Column("created_at", models.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    # No foreign key: a name without a row says that the key was destroyed.
    op.add_column("contacts", sa.Column("person_key_id", sa.String(length=12), nullable=True))
    op.add_column("heartbeats", sa.Column("reads_bound_at", models.UtcDateTime(timezone=True), nullable=True))
    for table in _WITH_A_ROW_KEY:
        op.add_column(table, sa.Column("row_key", sa.String(length=24), nullable=True))


def downgrade() -> None:
    """Go back."""
    for table in reversed(_WITH_A_ROW_KEY):
        op.drop_column(table, "row_key")
    op.drop_column("heartbeats", "reads_bound_at")
    op.drop_column("contacts", "person_key_id")
    op.drop_table("person_keys")
    op.drop_table("sealing_forms")
