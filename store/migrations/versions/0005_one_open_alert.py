"""One open alert a person: later words of danger join it."""

import sqlalchemy as sa
from alembic import op

from store import models

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

# An older process that runs beside a new one fills none of these: its alerts stay alone, as they were.
COLUMNS = (
    ("whose", sa.String(length=96)),
    ("last_at", models.UtcDateTime(timezone=True)),
    ("crisis_at", models.UtcDateTime(timezone=True)),
    ("told_from", models.UtcDateTime(timezone=True)),
    ("joined_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite")),
)
INDEXES = (
    (
        "uq_alerts_open",
        ["whose", "kind"],
        "whose IS NOT NULL AND acknowledged_at IS NULL AND joined_id IS NULL",
        True,
    ),
    ("ix_alerts_whose", ["whose"], "whose IS NOT NULL", False),
    ("ix_alerts_told_from", ["told_from"], "told_from IS NOT NULL", False),
)


def upgrade() -> None:
    """Go forward."""
    for name, kind in COLUMNS:
        op.add_column("alerts", sa.Column(name, kind, nullable=True))
    op.add_column("alerts", sa.Column("times", sa.Integer(), server_default=sa.text("1"), nullable=False))
    for name, columns, where, unique in INDEXES:
        only = sa.text(where)
        op.create_index(name, "alerts", columns, unique=unique, sqlite_where=only, postgresql_where=only)


def downgrade() -> None:
    """Go back."""
    for name, *_ in INDEXES:
        op.drop_index(name, table_name="alerts")
    for name in ("times", *(name for name, _ in COLUMNS)):
        op.drop_column("alerts", name)
