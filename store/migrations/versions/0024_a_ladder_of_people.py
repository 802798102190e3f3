"""Who of the people on call was told of an alert, who answered, who has it, and when the next is told."""

import sqlalchemy as sa
from alembic import op

from store import models

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = models.UtcDateTime(timezone=True)

# An older process that runs beside a new one fills none of these: its alerts go to the first of the ladder, and the
# next person is told of them by the first newer worker that looks.
COLUMNS = (
    ("alerts", "taken_by_id", ID),
    ("alerts", "next_at", MOMENT),
    ("alerts", "nobody_told_at", MOMENT),
    ("messages", "on_call_id", ID),
    ("messages", "answered_at", MOMENT),
    ("line_rings", "alert_id", ID),
)
INDEXES = (
    ("ix_alerts_next_at", "alerts", "next_at", "next_at IS NOT NULL", False),
    ("uq_line_rings_alert_phone", "line_rings", "contact_id", "kind = 'alert' AND state != 'ended'", True),
)


def upgrade() -> None:
    """Go forward."""
    for table, name, kind in COLUMNS:
        op.add_column(table, sa.Column(name, kind, nullable=True))
    for name, table, column, where, unique in INDEXES:
        only = sa.text(where)
        op.create_index(name, table, [column], unique=unique, sqlite_where=only, postgresql_where=only)


def downgrade() -> None:
    """Go back."""
    for name, table, *_ in INDEXES:
        op.drop_index(name, table_name=table)
    for table, name, _ in reversed(COLUMNS):
        op.drop_column(table, name)
