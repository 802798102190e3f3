"""What the line asks of a participant by itself is counted; a line may be closed, and people are told once."""

import sqlalchemy as sa
from alembic import op

from store import models

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "line_questions",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("contact_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("step", sa.String(length=64), nullable=False),
        sa.Column("asked_on", sa.String(length=10), nullable=False),
        sa.Column("asked_at", models.UtcDateTime(timezone=True), nullable=False),
        sa.Column("answered_at", models.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("uq_line_questions_day", "line_questions", ["contact_id", "asked_on"], unique=True)
    op.add_column("callbacks", sa.Column("held_at", models.UtcDateTime(timezone=True), nullable=True))
    op.add_column("contacts", sa.Column("closed_told_at", models.UtcDateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Go back."""
    op.drop_column("contacts", "closed_told_at")
    op.drop_column("callbacks", "held_at")
    op.drop_index("uq_line_questions_day", table_name="line_questions")
    op.drop_table("line_questions")
