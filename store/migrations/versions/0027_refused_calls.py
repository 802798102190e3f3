"""When a text last took back what SAFE kept silent; their answers on safe contact, a day after SAFE OFF;
where the log of who did what was cut.
"""

import sqlalchemy as sa
from alembic import op

from store import models

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

_REFUSED = "what was done is never changed and never deleted"
_COVERED = "EXISTS (SELECT 1 FROM audit_cuts WHERE last_id >= OLD.id)"
_ON_SQLITE = (
    "CREATE TRIGGER audit_entries_no_delete BEFORE DELETE ON audit_entries {when}"
    f"BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END"
)
_FUNCTION = (
    "CREATE FUNCTION audit_entries_cut() RETURNS trigger LANGUAGE plpgsql AS $$ "
    f"BEGIN IF {_COVERED} THEN RETURN OLD; END IF; RAISE EXCEPTION '{_REFUSED}'; END $$"
)
_ON_POSTGRESQL = (
    "CREATE TRIGGER audit_entries_no_{name} BEFORE {what} ON audit_entries {each}EXECUTE FUNCTION {does}()"
)


def upgrade() -> None:
    """Go forward."""
    op.add_column("contacts", sa.Column("refused_calls_at", models.UtcDateTime(timezone=True), nullable=True))
    op.add_column("contacts", sa.Column("safe_before_sealed", sa.Text(), nullable=True))
    op.add_column("contacts", sa.Column("safe_cleared_at", models.UtcDateTime(timezone=True), nullable=True))
    op.create_table(
        "audit_cuts",
        sa.Column(
            "last_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("cut_at", models.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("last_id"),
    )
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER audit_entries_no_delete")
        op.execute(_ON_SQLITE.format(when=f"WHEN NOT {_COVERED} "))
        return
    op.execute(_FUNCTION)
    op.execute("DROP TRIGGER audit_entries_no_change ON audit_entries")
    op.execute(_ON_POSTGRESQL.format(name="change", what="UPDATE", each="", does="audit_entries_stay"))
    row = {"name": "delete", "what": "DELETE", "each": "FOR EACH ROW "}
    op.execute(_ON_POSTGRESQL.format(**row, does="audit_entries_cut"))


def downgrade() -> None:
    """Go back."""
    for name in ("safe_cleared_at", "safe_before_sealed", "refused_calls_at"):
        op.drop_column("contacts", name)
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER audit_entries_no_delete")
        op.execute(_ON_SQLITE.format(when=""))
    else:
        op.execute("DROP TRIGGER audit_entries_no_delete ON audit_entries")
        op.execute("DROP TRIGGER audit_entries_no_change ON audit_entries")
        op.execute(
            _ON_POSTGRESQL.format(name="change", what="UPDATE OR DELETE", each="", does="audit_entries_stay")
        )
        op.execute("DROP FUNCTION audit_entries_cut()")
    op.drop_table("audit_cuts")
