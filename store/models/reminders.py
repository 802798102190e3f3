"""What the line will say by itself at a time: plans of it, and each single reminder."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, text
from sqlalchemy.orm import Mapped, mapped_column

from store.models.base import Base, Id, State, partial


class ReminderPlan(Base):
    """Somebody wants to be reminded again and again, on their own wall clock. One live plan a contact and kind.

    `recurs`: an RFC 5545 rule like "FREQ=WEEKLY;BYDAY=MO,TH"; `at`: "HH:MM" in `timezone`. `paused_at` without
    `paused_until`: until they say. `after_missed`: what they set up for a check-in they miss: none, call, or tell (the
    person whose confirmed number is `other_number_id`). `calls_missed`: how many rings in a row nobody answered; with
    the last that was allowed the plan pauses, and the number stands until they have heard why.
    """

    __tablename__ = "reminder_plans"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id"))
    kind: Mapped[str] = mapped_column(String(24))
    recurs: Mapped[str] = mapped_column(String(120))
    at: Mapped[str] = mapped_column(String(5))
    timezone: Mapped[str] = mapped_column(String(64))
    paused_at: Mapped[datetime | None]
    paused_until: Mapped[datetime | None]
    after_missed: Mapped[str] = mapped_column(String(8), default="none", server_default="none")
    other_number_id: Mapped[int | None] = mapped_column(Id)
    ended_at: Mapped[datetime | None]
    calls_missed: Mapped[int] = mapped_column(default=0, server_default="0")
    created_at: Mapped[datetime]
    __table_args__ = (
        partial("uq_reminder_plans_live", "contact_id", "kind", where=text("ended_at IS NULL")),
    )


class Reminder(Base):
    """One thing to say to one person at one time. `key`: what it is about, once and for all ("turn:7:day").

    `state`: due → sent (its text is a row of messages), or dropped; `why`: the rule that dropped it. `about_id`: the
    row it speaks of, of the table that its kind names. `was_due_at`: what it was planned for, where it has to wait
    for a better hour; how late it is counts from there.
    """

    __tablename__ = "reminders"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    kind: Mapped[str] = mapped_column(String(24))
    key: Mapped[str] = mapped_column(String(80), unique=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id"), index=True)
    about_id: Mapped[int | None] = mapped_column(Id)
    due_at: Mapped[datetime]
    was_due_at: Mapped[datetime | None]
    state: Mapped[str] = mapped_column(State(8))
    why: Mapped[str | None] = mapped_column(String(40))
    message_id: Mapped[int | None] = mapped_column(ForeignKey("messages.id"), index=True)
    done_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    __table_args__ = (
        partial("ix_reminders_due", "due_at", where=text("state = 'due'"), unique=False),
        partial("ix_reminders_about", "about_id", where=text("state = 'due'"), unique=False),
    )


class RateLimit(Base):
    """When the carrier takes our next text, where it limits the rate. One row for each sender."""

    __tablename__ = "pacing"
    sender: Mapped[str] = mapped_column(String(24), primary_key=True)
    next_at: Mapped[datetime]
