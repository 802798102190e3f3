"""When somebody was last heard of, so that people can be listed; who looked at whom, and why words were opened."""

import sqlalchemy as sa
from alembic import op

from store import models

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_AT = models.UtcDateTime(timezone=True)
_MARKS = ("opted_out", "unreachable", "landline", "shared")
_HEARD = (("inbound", "received_at"), ("checkins", "at"), ("callbacks", "requested_at"))
"""Where it stood until now, and since when."""


def upgrade() -> None:
    """Go forward."""
    op.add_column("contacts", sa.Column("heard_at", _AT, nullable=True))
    for table, column in _HEARD:
        last = f"SELECT contact_id, max({column}) AS heard FROM {table} GROUP BY contact_id"  # noqa: S608
        op.execute(
            f"UPDATE contacts SET heard_at = last.heard FROM ({last}) AS last "  # noqa: S608 names of our own
            "WHERE last.contact_id = contacts.id "
            "AND (contacts.heard_at IS NULL OR contacts.heard_at < last.heard)"
        )
    op.create_index("ix_contacts_heard", "contacts", ["heard_at", "id"])
    for mark in _MARKS:
        where = sa.text(f"{mark}_at IS NOT NULL")
        op.create_index(
            f"ix_contacts_{mark}",
            "contacts",
            ["heard_at", "id"],
            sqlite_where=where,
            postgresql_where=where,
        )
    op.create_index("ix_alerts_contact_id", "alerts", ["contact_id"])
    op.create_table(
        "account_looks",
        sa.Column("account_id", _ID, sa.ForeignKey("accounts.id"), primary_key=True),
        sa.Column("contact_id", _ID, sa.ForeignKey("contacts.id"), primary_key=True),
        sa.Column("looked_at", _AT, nullable=False),
    )
    op.create_table(
        "account_reasons",
        sa.Column("id", _ID, primary_key=True),
        sa.Column("row_key", sa.String(24)),
        sa.Column("account_id", _ID, sa.ForeignKey("accounts.id"), nullable=False),
        sa.Column("contact_id", _ID, sa.ForeignKey("contacts.id"), nullable=False),
        sa.Column("did", sa.String(32), nullable=False),
        sa.Column("item", sa.String(80), nullable=False),
        sa.Column("reason", sa.String(24), nullable=False),
        sa.Column("words_sealed", sa.Text()),
        sa.Column("at", _AT, nullable=False),
    )
    op.create_index("ix_account_reasons_contact_id", "account_reasons", ["contact_id"])
    where = sa.text("words_sealed IS NOT NULL")
    op.create_index(
        "ix_account_reasons_words", "account_reasons", ["at"], sqlite_where=where, postgresql_where=where
    )


def downgrade() -> None:
    """Go back."""
    op.drop_table("account_reasons")
    op.drop_table("account_looks")
    op.drop_index("ix_alerts_contact_id", "alerts")
    for mark in _MARKS:
        op.drop_index(f"ix_contacts_{mark}", "contacts")
    op.drop_index("ix_contacts_heard", "contacts")
    op.drop_column("contacts", "heard_at")
