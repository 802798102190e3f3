"""Accounts of the console, their second factors, links, recovery codes and sessions."""

import sqlalchemy as sa
from alembic import op

from store import models

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_AT = models.UtcDateTime(timezone=True)


def _row_key() -> "sa.Column[str]":
    return sa.Column("row_key", sa.String(length=24), nullable=True)


def _of_account() -> "sa.Column[int]":
    return sa.Column("account_id", _ID, sa.ForeignKey("accounts.id"), nullable=False)


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "accounts",
        sa.Column("id", _ID, primary_key=True),
        _row_key(),
        sa.Column("handle", sa.String(length=40), nullable=False, unique=True),
        sa.Column("email_hash", sa.String(length=64), nullable=False, unique=True),
        sa.Column("email_sealed", sa.Text(), nullable=False),
        sa.Column("name_sealed", sa.Text(), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("password_hash", sa.String(length=160), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("created_at", _AT, nullable=False),
        sa.Column("ended_at", _AT, nullable=True),
    )
    op.create_table(
        "account_factors",
        sa.Column("id", _ID, primary_key=True),
        _row_key(),
        _of_account(),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("secret_sealed", sa.Text(), nullable=False),
        sa.Column("last_step", _ID, nullable=True),
        sa.Column("created_at", _AT, nullable=False),
    )
    op.create_table(
        "account_links",
        sa.Column("id", _ID, primary_key=True),
        _row_key(),
        _of_account(),
        sa.Column("purpose", sa.String(length=16), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False, unique=True),
        sa.Column("secret_sealed", sa.Text(), nullable=False),
        sa.Column("created_at", _AT, nullable=False),
        sa.Column("expires_at", _AT, nullable=False),
        sa.Column("used_at", _AT, nullable=True),
    )
    op.create_table(
        "recovery_codes",
        sa.Column("id", _ID, primary_key=True),
        _of_account(),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("used_at", _AT, nullable=True),
    )
    op.create_table(
        "account_sessions",
        sa.Column("id", _ID, primary_key=True),
        _row_key(),
        _of_account(),
        sa.Column("token_hash", sa.String(length=64), nullable=False, unique=True),
        sa.Column("device", sa.String(length=40), nullable=False),
        sa.Column("kept_sealed", sa.Text(), nullable=True),
        sa.Column("kept_at", _AT, nullable=True),
        sa.Column("confirmed_at", _AT, nullable=False),
        sa.Column("seen_at", _AT, nullable=False),
        sa.Column("created_at", _AT, nullable=False),
        sa.Column("ended_at", _AT, nullable=True),
    )
    for table in ("account_factors", "account_links", "recovery_codes", "account_sessions"):
        op.create_index(f"ix_{table}_account", table, ["account_id"])


def downgrade() -> None:
    """Go back."""
    for table in ("account_sessions", "recovery_codes", "account_links", "account_factors", "accounts"):
        op.drop_table(table)
