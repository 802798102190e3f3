"""An index over the tests of the alerts: the last one is looked at once a minute."""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    where = sa.text("kind = 'test'")
    op.create_index("ix_alerts_tests", "alerts", ["id"], sqlite_where=where, postgresql_where=where)


def downgrade() -> None:
    """Go back."""
    op.drop_index("ix_alerts_tests", "alerts")
