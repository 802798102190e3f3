"""Passkeys beside authenticator apps, and when somebody last signed in."""

import sqlalchemy as sa
from alembic import op

from store import models

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_AT = models.UtcDateTime(timezone=True)


def upgrade() -> None:
    """Go forward."""
    op.add_column("accounts", sa.Column("last_signed_in_at", _AT, nullable=True))
    op.add_column("account_factors", sa.Column("credential_hash", sa.String(length=64), nullable=True))
    op.add_column("account_factors", sa.Column("label_sealed", sa.Text(), nullable=True))
    op.add_column("account_factors", sa.Column("sign_count", _ID, nullable=True))
    op.add_column("account_factors", sa.Column("last_used_at", _AT, nullable=True))
    op.create_index("ix_account_factors_credential", "account_factors", ["credential_hash"], unique=True)


def downgrade() -> None:
    """Go back. A passkey is no authenticator app, so none may stay."""
    op.execute("DELETE FROM account_factors WHERE kind = 'passkey'")
    op.drop_index("ix_account_factors_credential", "account_factors")
    for column in ("last_used_at", "sign_count", "label_sealed", "credential_hash"):
        op.drop_column("account_factors", column)
    op.drop_column("accounts", "last_signed_in_at")
