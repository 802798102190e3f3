"""What the organisation chooses about its line."""

import sqlalchemy as sa
from alembic import op

from store import models

revision = "0011"
down_revision = "0010"
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
    op.add_column("contacts", sa.Column("policy_told", sa.String(length=32), nullable=True))
    op.add_column("contacts", sa.Column("age_said", sa.String(length=8), nullable=True))
    op.create_table(
        "team_requests",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("contact_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("alert_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("words_sealed", sa.Text(), nullable=True),
        sa.Column("may_answer", sa.Boolean(), nullable=False),
        sa.Column("volunteer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("at", models.UtcDateTime(timezone=True), nullable=False),
        sa.Column("answered_at", models.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"]),
        sa.ForeignKeyConstraint(["alert_id"], ["alerts.id"]),
        sa.ForeignKeyConstraint(["volunteer_id"], ["volunteers.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    for name in ("contact_id", "alert_id", "volunteer_id", "at"):
        op.create_index(op.f(f"ix_team_requests_{name}"), "team_requests", [name])


def downgrade() -> None:
    """Go back."""
    op.drop_table("team_requests")
    op.drop_column("contacts", "age_said")
    op.drop_column("contacts", "policy_told")
    op.drop_index(op.f("ix_line_choices_name"), table_name="line_choices")
    op.drop_table("line_choices")
