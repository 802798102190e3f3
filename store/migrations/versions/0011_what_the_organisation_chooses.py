"""What the organisation chooses about its line."""

import sqlalchemy as sa
from alembic import op

from store import models

revision = "0011"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "line_choices",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("chosen_by", sa.String(length=120), nullable=False),
        sa.Column("chosen_at", models.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_line_choices_name"), "line_choices", ["name"])


def downgrade() -> None:
    """Go back."""
    op.drop_index(op.f("ix_line_choices_name"), table_name="line_choices")
    op.drop_table("line_choices")
