"""A log of who did what, that is only ever added to; how volunteers agreed, and left; whose phone it is besides."""

import sqlalchemy as sa
from alembic import op

from store import models

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

_REFUSED = "what was done is never changed and never deleted"
_ON_SQLITE = "CREATE TRIGGER {name} BEFORE {what} ON audit_entries BEGIN SELECT RAISE(ABORT, '{said}'); END"
_FUNCTION = (
    "CREATE FUNCTION audit_entries_stay() RETURNS trigger LANGUAGE plpgsql AS $$ "
    "BEGIN RAISE EXCEPTION '{said}'; END $$"
)
_ON_POSTGRESQL = "CREATE TRIGGER {name} BEFORE {what} ON audit_entries EXECUTE FUNCTION audit_entries_stay()"


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "audit_entries",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("entry", sa.Text(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.add_column("volunteers", sa.Column("agreed", sa.String(length=120), nullable=True))
    op.add_column("volunteers", sa.Column("left_at", models.UtcDateTime(timezone=True), nullable=True))
    op.add_column("volunteers", sa.Column("left_by", sa.String(length=8), nullable=True))
    op.add_column("contacts", sa.Column("shared_at", models.UtcDateTime(timezone=True), nullable=True))
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.add_column("contacts", sa.Column("same_as", number, nullable=True))
    there = sa.text("same_as IS NOT NULL")
    op.create_index(
        "ix_contacts_same_as", "contacts", ["same_as"], sqlite_where=there, postgresql_where=there
    )
    if op.get_bind().dialect.name == "sqlite":
        for what in ("UPDATE", "DELETE"):
            op.execute(_ON_SQLITE.format(name=f"audit_entries_no_{what.lower()}", what=what, said=_REFUSED))
        return
    op.execute(_FUNCTION.format(said=_REFUSED))
    for name, what in (("change", "UPDATE OR DELETE"), ("truncate", "TRUNCATE")):
        op.execute(_ON_POSTGRESQL.format(name=f"audit_entries_no_{name}", what=what))


def downgrade() -> None:
    """Go back."""
    op.drop_index("ix_contacts_same_as", table_name="contacts")
    for name in ("same_as", "shared_at"):
        op.drop_column("contacts", name)
    for name in ("left_by", "left_at", "agreed"):
        op.drop_column("volunteers", name)
    op.drop_table("audit_entries")
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION audit_entries_stay()")
