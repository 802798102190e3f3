"""Names that volunteers chose for participants, and rings on trial."""

import sqlalchemy as sa
from alembic import op

from store import models

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_AT = models.UtcDateTime(timezone=True)
_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_UNDER_WAY = sa.text("state != 'ended' OR hang_up_at IS NOT NULL")


def upgrade() -> None:
    """Go forward."""
    op.add_column("volunteers", sa.Column("called_sealed", sa.Text(), nullable=True))
    op.add_column("volunteers", sa.Column("name_asked_at", _AT, nullable=True))
    op.create_table(
        "trial_rings",
        sa.Column("id", _ID, primary_key=True),
        sa.Column("token", sa.String(43), nullable=False, unique=True),
        sa.Column("contact_id", _ID, sa.ForeignKey("contacts.id"), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("outcome", sa.String(24), nullable=True),
        sa.Column("sid", sa.String(64), nullable=True, unique=True),
        sa.Column("requests", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("due_at", _AT, nullable=False),
        sa.Column("hang_up_at", _AT, nullable=True),
        sa.Column("created_at", _AT, nullable=False),
        sa.Column("ended_at", _AT, nullable=True),
    )
    op.create_index("ix_trial_rings_contact_id", "trial_rings", ["contact_id", "created_at"])
    op.create_index(
        "ix_trial_rings_due",
        "trial_rings",
        ["due_at"],
        sqlite_where=_UNDER_WAY,
        postgresql_where=_UNDER_WAY,
    )
    op.create_index(
        "uq_trial_rings_live",
        "trial_rings",
        ["contact_id"],
        unique=True,
        sqlite_where=sa.text("state != 'ended'"),
        postgresql_where=sa.text("state != 'ended'"),
    )


def downgrade() -> None:
    """Go back."""
    op.drop_table("trial_rings")
    op.drop_column("volunteers", "name_asked_at")
    op.drop_column("volunteers", "called_sealed")
