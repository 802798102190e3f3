"""A promise kept: what a callback asks for, how a person may be reached, with whom, how often."""

import sqlalchemy as sa
from alembic import op

from store import models

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "other_numbers",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("contact_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number_hash", sa.String(length=64), nullable=False),
        sa.Column("number_sealed", sa.Text(), nullable=False),
        sa.Column("code", sa.String(length=8), nullable=False),
        sa.Column("tries", sa.Integer(), server_default="0", nullable=False),
        sa.Column("asked_at", models.UtcDateTime(timezone=True), nullable=False),
        sa.Column("expires_at", models.UtcDateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", models.UtcDateTime(timezone=True), nullable=True),
        sa.Column("ended_at", models.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["contact_id"],
            ["contacts.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_other_numbers_contact_id", "other_numbers", ["contact_id"], unique=False)
    op.create_index("ix_other_numbers_number_hash", "other_numbers", ["number_hash"], unique=False)
    op.create_table(
        "safe_contacts",
        sa.Column("contact_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("calls", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("voicemail", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("hours_from", sa.String(length=5), nullable=True),
        sa.Column("hours_to", sa.String(length=5), nullable=True),
        sa.Column("cover_sealed", sa.Text(), nullable=True),
        sa.Column("discreet", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("ends_sealed", sa.Text(), nullable=True),
        sa.Column("they_contact", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("updated_at", models.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"],
            ["contacts.id"],
        ),
        sa.PrimaryKeyConstraint("contact_id"),
    )
    op.create_table(
        "care_plans",
        sa.Column("contact_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("calls_per_day", sa.Integer(), nullable=True),
        sa.Column("slots", sa.JSON(), nullable=False),
        sa.Column("timezone", sa.String(length=64), nullable=False),
        sa.Column("named_volunteer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("updated_at", models.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"],
            ["contacts.id"],
        ),
        sa.ForeignKeyConstraint(
            ["named_volunteer_id"],
            ["volunteers.id"],
        ),
        sa.PrimaryKeyConstraint("contact_id"),
    )
    op.create_table(
        "pairings",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("contact_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("volunteer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("contact_again_at", models.UtcDateTime(timezone=True), nullable=True),
        sa.Column("volunteer_again_at", models.UtcDateTime(timezone=True), nullable=True),
        sa.Column("contact_refused_at", models.UtcDateTime(timezone=True), nullable=True),
        sa.Column("volunteer_refused_at", models.UtcDateTime(timezone=True), nullable=True),
        sa.Column("talked_at", models.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["contact_id"],
            ["contacts.id"],
        ),
        sa.ForeignKeyConstraint(
            ["volunteer_id"],
            ["volunteers.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_pairings_volunteer_id", "pairings", ["volunteer_id"], unique=False)
    op.create_index("uq_pairings_pair", "pairings", ["contact_id", "volunteer_id"], unique=True)
    op.create_table(
        "happenings",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("callback_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("volunteer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("what", sa.String(length=32), nullable=False),
        sa.Column("why", sa.JSON(), nullable=False),
        sa.Column("at", models.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["callback_id"],
            ["callbacks.id"],
        ),
        sa.ForeignKeyConstraint(
            ["volunteer_id"],
            ["volunteers.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_happenings_callback_id", "happenings", ["callback_id"], unique=False)
    op.add_column("callbacks", sa.Column("kind", sa.String(length=8), server_default="call", nullable=False))
    op.add_column("callbacks", sa.Column("zone_assumed", sa.String(length=64), nullable=True))
    op.add_column("callbacks", sa.Column("minutes", sa.Integer(), nullable=True))
    op.add_column("callbacks", sa.Column("wishes_sealed", sa.Text(), nullable=True))
    op.add_column("callbacks", sa.Column("severity", sa.Integer(), server_default="0", nullable=False))
    op.add_column("callbacks", sa.Column("yes_at", models.UtcDateTime(timezone=True), nullable=True))
    op.add_column("callbacks", sa.Column("ready_asked_at", models.UtcDateTime(timezone=True), nullable=True))
    op.add_column("callbacks", sa.Column("near_asked_at", models.UtcDateTime(timezone=True), nullable=True))
    op.add_column("callbacks", sa.Column("agreed_at", models.UtcDateTime(timezone=True), nullable=True))
    op.add_column("callbacks", sa.Column("revised", sa.Integer(), server_default="0", nullable=False))
    op.add_column(
        "callbacks",
        sa.Column("reconnect_of", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
    )
    op.add_column(
        "callbacks",
        sa.Column("other_number_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
    )
    op.add_column("callbacks", sa.Column("rating", sa.Integer(), nullable=True))
    op.add_column("callbacks", sa.Column("again", sa.String(length=8), nullable=True))
    op.add_column("callbacks", sa.Column("followed_up_at", models.UtcDateTime(timezone=True), nullable=True))
    op.add_column("contacts", sa.Column("landline_at", models.UtcDateTime(timezone=True), nullable=True))
    op.add_column(
        "messages",
        sa.Column("callback_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
    )
    op.add_column("messages", sa.Column("session_sealed", sa.Text(), nullable=True))
    op.add_column("messages", sa.Column("veiled", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("offers", sa.Column("willing_from", models.UtcDateTime(timezone=True), nullable=True))
    op.add_column("volunteers", sa.Column("gender", sa.String(length=16), nullable=True))
    op.add_column("volunteers", sa.Column("daily_cap", sa.Integer(), nullable=True))
    op.add_column("volunteers", sa.Column("resting_until", models.UtcDateTime(timezone=True), nullable=True))
    op.create_index("ix_offers_lately", "offers", ["volunteer_id", "offered_at"], unique=False)


def downgrade() -> None:
    """Go back."""
    op.drop_index("ix_offers_lately", table_name="offers")
    op.drop_column("volunteers", "resting_until")
    op.drop_column("volunteers", "daily_cap")
    op.drop_column("volunteers", "gender")
    op.drop_column("offers", "willing_from")
    op.drop_column("messages", "veiled")
    op.drop_column("messages", "session_sealed")
    op.drop_column("messages", "callback_id")
    op.drop_column("contacts", "landline_at")
    op.drop_column("callbacks", "followed_up_at")
    op.drop_column("callbacks", "again")
    op.drop_column("callbacks", "rating")
    op.drop_column("callbacks", "other_number_id")
    op.drop_column("callbacks", "reconnect_of")
    op.drop_column("callbacks", "revised")
    op.drop_column("callbacks", "agreed_at")
    op.drop_column("callbacks", "near_asked_at")
    op.drop_column("callbacks", "ready_asked_at")
    op.drop_column("callbacks", "yes_at")
    op.drop_column("callbacks", "severity")
    op.drop_column("callbacks", "wishes_sealed")
    op.drop_column("callbacks", "minutes")
    op.drop_column("callbacks", "zone_assumed")
    op.drop_column("callbacks", "kind")
    op.drop_index("ix_happenings_callback_id", table_name="happenings")
    op.drop_table("happenings")
    op.drop_index("uq_pairings_pair", table_name="pairings")
    op.drop_index("ix_pairings_volunteer_id", table_name="pairings")
    op.drop_table("pairings")
    op.drop_table("care_plans")
    op.drop_table("safe_contacts")
    op.drop_index("ix_other_numbers_number_hash", table_name="other_numbers")
    op.drop_index("ix_other_numbers_contact_id", table_name="other_numbers")
    op.drop_table("other_numbers")
