"""A call is surely somebody's after a ring of their filed number, or after a PIN; tries are counted by number."""

import sqlalchemy as sa
from alembic import op

from store import models

revision = "0021"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "tries",
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("key_hash", sa.String(length=64), nullable=False),
        sa.Column("since", models.UtcDateTime(timezone=True), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "key_hash"),
    )
    op.create_index("ix_tries_since", "tries", ["since"])
    op.add_column("volunteers", sa.Column("pin_sealed", sa.Text(), nullable=True))
    op.add_column("volunteers", sa.Column("code_sealed", sa.Text(), nullable=True))
    op.add_column("volunteers", sa.Column("code_until", models.UtcDateTime(timezone=True), nullable=True))
    op.add_column("conversations", sa.Column("proof", sa.String(length=16), nullable=True))
    op.add_column(
        "trial_rings",
        sa.Column("purpose", sa.String(length=16), nullable=False, server_default="trial"),
    )
    op.add_column("trial_rings", sa.Column("call_sid", sa.String(length=64), nullable=True))
    op.create_index("ix_trial_rings_call", "trial_rings", ["call_sid"], unique=False)
    op.add_column("callbacks", sa.Column("crossed_at", models.UtcDateTime(timezone=True), nullable=True))
    op.add_column("callbacks", sa.Column("crossing_sid", sa.String(length=64), nullable=True))
    op.add_column(
        "callbacks", sa.Column("crossings", sa.Integer(), nullable=False, server_default=sa.text("0"))
    )
    op.add_column("callbacks", sa.Column("keyed_in", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("contacts", sa.Column("keyed_in_off_at", models.UtcDateTime(timezone=True), nullable=True))
    op.create_index("ix_callbacks_crossing", "callbacks", ["crossing_sid"], unique=False)


def downgrade() -> None:
    """Go back."""
    op.drop_index("ix_callbacks_crossing", table_name="callbacks")
    op.drop_column("contacts", "keyed_in_off_at")
    op.drop_column("callbacks", "keyed_in")
    op.drop_column("callbacks", "crossings")
    op.drop_column("callbacks", "crossing_sid")
    op.drop_column("callbacks", "crossed_at")
    op.drop_index("ix_trial_rings_call", table_name="trial_rings")
    op.drop_column("trial_rings", "call_sid")
    op.drop_column("trial_rings", "purpose")
    op.drop_column("conversations", "proof")
    op.drop_column("volunteers", "code_until")
    op.drop_column("volunteers", "code_sealed")
    op.drop_column("volunteers", "pin_sealed")
    op.drop_index("ix_tries_since", table_name="tries")
    op.drop_table("tries")
