"""A volunteer's evening: shifts and the turns they come to, reminders sent once, rooms, rest."""

import sqlalchemy as sa
from alembic import op

from store import models

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

FOUND_BY = (
    ("ix_callbacks_volunteer_id", "callbacks", "volunteer_id"),
    ("ix_callbacks_ended_at", "callbacks", "ended_at"),
    ("ix_notes_volunteer_id", "notes", "volunteer_id"),
    ("ix_alerts_at", "alerts", "at"),
)
FOUND_BY_WHERE_ANY = (
    ("ix_legs_parent_id", "legs", "parent_id"),
    ("ix_messages_offer_id", "messages", "offer_id"),
    ("ix_messages_alert_id", "messages", "alert_id"),
)
"""Rows that were looked for from the start by reading their whole table."""


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "pacing",
        sa.Column("sender", sa.String(length=24), nullable=False),
        sa.Column("next_at", models.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("sender"),
    )
    op.create_table(
        "reminder_plans",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("contact_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("recurs", sa.String(length=120), nullable=False),
        sa.Column("at", sa.String(length=5), nullable=False),
        sa.Column("timezone", sa.String(length=64), nullable=False),
        sa.Column("paused_at", models.UtcDateTime(timezone=True), nullable=True),
        sa.Column("paused_until", models.UtcDateTime(timezone=True), nullable=True),
        sa.Column("after_missed", sa.String(length=8), server_default="none", nullable=False),
        sa.Column("other_number_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("ended_at", models.UtcDateTime(timezone=True), nullable=True),
        sa.Column("created_at", models.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"],
            ["contacts.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "uq_reminder_plans_live",
        "reminder_plans",
        ["contact_id", "kind"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )

    op.create_table(
        "shifts",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("volunteer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("begins", sa.String(length=16), nullable=False),
        sa.Column("recurs", sa.String(length=120), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("ends", sa.String(length=5), nullable=True),
        sa.Column("timezone", sa.String(length=64), nullable=False),
        sa.Column("expanded_to", models.UtcDateTime(timezone=True), nullable=True),
        sa.Column("ended_at", models.UtcDateTime(timezone=True), nullable=True),
        sa.Column("created_at", models.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["volunteer_id"],
            ["volunteers.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_shifts_volunteer_id", "shifts", ["volunteer_id"], unique=False)

    op.create_table(
        "times_off",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("volunteer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("begins_at", models.UtcDateTime(timezone=True), nullable=False),
        sa.Column("ends_at", models.UtcDateTime(timezone=True), nullable=False),
        sa.Column("ended_at", models.UtcDateTime(timezone=True), nullable=True),
        sa.Column("created_at", models.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["volunteer_id"],
            ["volunteers.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_times_off_volunteer_id", "times_off", ["volunteer_id"], unique=False)

    op.create_table(
        "turns",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("shift_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("volunteer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("local_date", sa.String(length=10), nullable=True),
        sa.Column("starts_at", models.UtcDateTime(timezone=True), nullable=False),
        sa.Column("ends_at", models.UtcDateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("covers_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("code", sa.String(length=8), nullable=True),
        sa.Column("confirmed_at", models.UtcDateTime(timezone=True), nullable=True),
        sa.Column("asked_at", models.UtcDateTime(timezone=True), nullable=True),
        sa.Column("told_at", models.UtcDateTime(timezone=True), nullable=True),
        sa.Column("by_cover", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("due_at", models.UtcDateTime(timezone=True), nullable=True),
        sa.Column("created_at", models.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["shift_id"],
            ["shifts.id"],
        ),
        sa.ForeignKeyConstraint(
            ["volunteer_id"],
            ["volunteers.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "ix_turns_due",
        "turns",
        ["due_at"],
        unique=False,
        sqlite_where=sa.text("due_at IS NOT NULL"),
        postgresql_where=sa.text("due_at IS NOT NULL"),
    )
    op.create_index("ix_turns_starts_at", "turns", ["starts_at"], unique=False)
    op.create_index("ix_turns_theirs", "turns", ["volunteer_id", "starts_at"], unique=False)
    op.create_index(
        "uq_turns_open_code",
        "turns",
        ["code"],
        unique=True,
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_index("uq_turns_shift_date", "turns", ["shift_id", "local_date"], unique=True)
    op.create_index(
        "uq_turns_stood_in_for_once",
        "turns",
        ["covers_id"],
        unique=True,
        sqlite_where=sa.text("state IN ('open', 'planned', 'confirmed', 'on')"),
        postgresql_where=sa.text("state IN ('open', 'planned', 'confirmed', 'on')"),
    )

    op.create_table(
        "swaps",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("code", sa.String(length=8), nullable=False),
        sa.Column("turn_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("for_turn_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("asked_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("asked_of", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("created_at", models.UtcDateTime(timezone=True), nullable=False),
        sa.Column("expires_at", models.UtcDateTime(timezone=True), nullable=False),
        sa.Column("answered_at", models.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["asked_by"],
            ["volunteers.id"],
        ),
        sa.ForeignKeyConstraint(
            ["asked_of"],
            ["volunteers.id"],
        ),
        sa.ForeignKeyConstraint(
            ["for_turn_id"],
            ["turns.id"],
        ),
        sa.ForeignKeyConstraint(
            ["turn_id"],
            ["turns.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "ix_swaps_open",
        "swaps",
        ["expires_at"],
        unique=False,
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_index(
        "uq_swaps_open_code",
        "swaps",
        ["code"],
        unique=True,
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )

    op.create_table(
        "turns_asked",
        sa.Column("turn_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("volunteer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("asked_at", models.UtcDateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.String(length=8), nullable=True),
        sa.ForeignKeyConstraint(
            ["turn_id"],
            ["turns.id"],
        ),
        sa.ForeignKeyConstraint(
            ["volunteer_id"],
            ["volunteers.id"],
        ),
        sa.PrimaryKeyConstraint("turn_id", "volunteer_id"),
    )
    op.create_table(
        "reminders",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("contact_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("about_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("due_at", models.UtcDateTime(timezone=True), nullable=False),
        sa.Column("was_due_at", models.UtcDateTime(timezone=True), nullable=True),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("why", sa.String(length=40), nullable=True),
        sa.Column("message_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("done_at", models.UtcDateTime(timezone=True), nullable=True),
        sa.Column("created_at", models.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"],
            ["contacts.id"],
        ),
        sa.ForeignKeyConstraint(
            ["message_id"],
            ["messages.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("key"),
    )
    op.create_index("ix_reminders_contact_id", "reminders", ["contact_id"], unique=False)
    op.create_index("ix_reminders_message_id", "reminders", ["message_id"], unique=False)
    op.create_index(
        "ix_reminders_about",
        "reminders",
        ["about_id"],
        unique=False,
        sqlite_where=sa.text("state = 'due'"),
        postgresql_where=sa.text("state = 'due'"),
    )
    op.create_index(
        "ix_reminders_due",
        "reminders",
        ["due_at"],
        unique=False,
        sqlite_where=sa.text("state = 'due'"),
        postgresql_where=sa.text("state = 'due'"),
    )

    op.add_column("callbacks", sa.Column("room", sa.String(length=43), nullable=True))
    op.add_column("callbacks", sa.Column("room_at", models.UtcDateTime(timezone=True), nullable=True))
    op.add_column("callbacks", sa.Column("tone_at", models.UtcDateTime(timezone=True), nullable=True))
    op.add_column("callbacks", sa.Column("handed_to", sa.String(length=12), nullable=True))
    op.create_index(
        "ix_callbacks_tone",
        "callbacks",
        ["tone_at"],
        unique=False,
        sqlite_where=sa.text("tone_at IS NOT NULL"),
        postgresql_where=sa.text("tone_at IS NOT NULL"),
    )
    op.add_column("legs", sa.Column("errand", sa.String(length=24), nullable=True))
    op.drop_index("ix_legs_due", table_name="legs")
    _partial(
        "ix_legs_due", "legs", "due_at", "state != 'ended' OR hang_up_at IS NOT NULL OR errand IS NOT NULL"
    )

    op.add_column(
        "other_numbers", sa.Column("purpose", sa.String(length=8), server_default="call", nullable=False)
    )
    op.add_column("other_numbers", sa.Column("called_sealed", sa.Text(), nullable=True))

    op.add_column("volunteers", sa.Column("shift_cap", sa.Integer(), nullable=True))
    op.add_column("volunteers", sa.Column("duty_since", models.UtcDateTime(timezone=True), nullable=True))
    op.add_column("volunteers", sa.Column("paused_at", models.UtcDateTime(timezone=True), nullable=True))
    op.add_column("volunteers", sa.Column("paused_until", models.UtcDateTime(timezone=True), nullable=True))
    op.add_column("volunteers", sa.Column("reserve", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column(
        "volunteers", sa.Column("holidays_off", sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    op.add_column("volunteers", sa.Column("feed_hash", sa.String(length=64), nullable=True))
    op.create_index("uq_callbacks_room", "callbacks", ["room"], unique=True)
    op.create_index("uq_volunteers_feed", "volunteers", ["feed_hash"], unique=True)

    _partial("ix_turns_away", "turns", "ends_at", "state = 'away'")
    _partial("ix_turns_covers_id", "turns", "covers_id", "covers_id IS NOT NULL")
    _partial("ix_turns_code", "turns", "code", "code IS NOT NULL")
    op.create_index("ix_turns_asked_lately", "turns_asked", ["volunteer_id", "asked_at"])
    for name, table, column in FOUND_BY:
        op.create_index(name, table, [column])
    for name, table, column in FOUND_BY_WHERE_ANY:
        _partial(name, table, column, f"{column} IS NOT NULL")


def _partial(name: str, table: str, column: str, where: str) -> None:
    op.create_index(name, table, [column], sqlite_where=sa.text(where), postgresql_where=sa.text(where))


def downgrade() -> None:
    """Go back."""
    for name, table, _ in (*FOUND_BY, *FOUND_BY_WHERE_ANY):
        op.drop_index(name, table_name=table)
    op.drop_index("uq_volunteers_feed", table_name="volunteers")
    op.drop_index("uq_callbacks_room", table_name="callbacks")
    op.drop_column("volunteers", "feed_hash")
    op.drop_column("volunteers", "holidays_off")
    op.drop_column("volunteers", "reserve")
    op.drop_column("volunteers", "paused_until")
    op.drop_column("volunteers", "paused_at")
    op.drop_column("volunteers", "duty_since")
    op.drop_column("volunteers", "shift_cap")
    op.drop_column("other_numbers", "called_sealed")
    op.drop_column("other_numbers", "purpose")
    op.drop_index("ix_legs_due", table_name="legs")
    op.drop_column("legs", "errand")
    _partial("ix_legs_due", "legs", "due_at", "state <> 'ended' OR hang_up_at IS NOT NULL")
    op.drop_index("ix_callbacks_tone", table_name="callbacks")
    op.drop_column("callbacks", "handed_to")
    op.drop_column("callbacks", "tone_at")
    op.drop_column("callbacks", "room_at")
    op.drop_column("callbacks", "room")
    op.drop_table("reminders")
    op.drop_table("turns_asked")
    op.drop_table("swaps")
    op.drop_table("turns")
    op.drop_table("times_off")
    op.drop_table("shifts")
    op.drop_table("reminder_plans")
    op.drop_table("pacing")
