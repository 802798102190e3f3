"""A line that may not text yet rings instead: offers, shifts and alerts, asked by key."""

import sqlalchemy as sa
from alembic import op

from store import models

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "line_rings",
        sa.Column("id", ID, nullable=False),
        sa.Column("token", sa.String(length=43), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("contact_id", ID, nullable=True),
        sa.Column("about_id", ID, nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("outcome", sa.String(length=24), nullable=True),
        sa.Column("sid", sa.String(length=64), nullable=True),
        sa.Column("requests", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("due_at", models.UtcDateTime(timezone=True), nullable=False),
        sa.Column("hang_up_at", models.UtcDateTime(timezone=True), nullable=True),
        sa.Column("created_at", models.UtcDateTime(timezone=True), nullable=False),
        sa.Column("ended_at", models.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("sid"),
        sa.UniqueConstraint("token"),
    )
    op.create_index("uq_line_rings_once", "line_rings", ["kind", "about_id"], unique=True)
    _partial("ix_line_rings_due", ["due_at"], "state != 'ended' OR hang_up_at IS NOT NULL", unique=False)
    _partial("uq_line_rings_under_way", ["contact_id"], "state IN ('requesting', 'ringing', 'answered')")
    _partial("uq_line_rings_alert", ["kind"], "contact_id IS NULL AND state != 'ended'")


def _partial(name: str, columns: list[str], where: str, *, unique: bool = True) -> None:
    condition = sa.text(where)
    op.create_index(
        name, "line_rings", columns, unique=unique, sqlite_where=condition, postgresql_where=condition
    )


def downgrade() -> None:
    """Go back."""
    for name in ("uq_line_rings_alert", "uq_line_rings_under_way", "ix_line_rings_due", "uq_line_rings_once"):
        op.drop_index(name, table_name="line_rings")
    op.drop_table("line_rings")
