"""What a coordinator's phone does with an alert: words, a call, the end of it."""

import sqlalchemy as sa
from alembic import op

from store import models

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

_MOMENT = models.UtcDateTime(timezone=True)
_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_MOMENTS = ("proven_until", "said_at", "asked_at", "hidden_at", "passed_at")


def upgrade() -> None:
    """Go forward."""
    op.add_column("alerts", sa.Column("row_key", sa.String(length=24), nullable=True))
    op.add_column("alerts", sa.Column("closed_at", _MOMENT, nullable=True))
    op.add_column("alerts", sa.Column("outcome_sealed", sa.Text(), nullable=True))
    op.add_column("alerts", sa.Column("call_yes_at", _MOMENT, nullable=True))
    op.add_column("trial_rings", sa.Column("about_id", _NUMBER, nullable=True))
    op.add_column("trial_rings", sa.Column("joined_at", _MOMENT, nullable=True))
    op.create_table(
        "alert_phones",
        sa.Column("id", _NUMBER, nullable=False),
        sa.Column("alert_id", _NUMBER, nullable=False),
        sa.Column("contact_id", _NUMBER, nullable=False),
        sa.Column("about_id", _NUMBER, nullable=True),
        *(sa.Column(name, _MOMENT, nullable=True) for name in _MOMENTS),
        sa.ForeignKeyConstraint(["alert_id"], ["alerts.id"]),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"]),
        sa.ForeignKeyConstraint(["about_id"], ["contacts.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("uq_alert_phones", "alert_phones", ["alert_id", "contact_id"], unique=True)
    op.create_index("ix_alert_phones_about_id", "alert_phones", ["about_id", "contact_id"])


def downgrade() -> None:
    """Go back."""
    op.drop_table("alert_phones")
    op.drop_column("trial_rings", "joined_at")
    op.drop_column("trial_rings", "about_id")
    for name in ("call_yes_at", "outcome_sealed", "closed_at", "row_key"):
        op.drop_column("alerts", name)
