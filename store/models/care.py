"""What makes contact safe and right for one person: how to reach them, with whom, how often."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, false, text, true
from sqlalchemy.orm import Mapped, mapped_column

from store.models.base import ROW_KEY, Base, Id, partial


class SafeContact(Base):
    """How a person may be reached. Asked at every send and every ring, whatever set it off.

    `hours_from`, `hours_to`: "HH:MM" on their own clock, both or neither; a span may pass midnight. `ends_sealed`: the
    word that ends everything. `they_contact`: "I'll contact you": nothing is started from our side.
    """

    __tablename__ = "safe_contacts"
    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id"), primary_key=True)
    calls: Mapped[bool] = mapped_column(default=True, server_default=true())
    voicemail: Mapped[bool] = mapped_column(default=False, server_default=false())
    hours_from: Mapped[str | None] = mapped_column(String(5))
    hours_to: Mapped[str | None] = mapped_column(String(5))
    cover_sealed: Mapped[str | None] = mapped_column(Text)
    discreet: Mapped[bool] = mapped_column(default=False, server_default=false())
    ends_sealed: Mapped[str | None] = mapped_column(Text)
    they_contact: Mapped[bool] = mapped_column(default=False, server_default=false())
    updated_at: Mapped[datetime]


class OtherNumber(Base):
    """Another number somebody named. Used only once it was confirmed from that number itself.

    `purpose`: call (they are to be called on it), or tell (somebody they chose, told when they miss a check-in).
    `called_sealed`: the name by which that somebody knows them.
    """

    __tablename__ = "other_numbers"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    row_key: Mapped[str | None] = mapped_column(String(ROW_KEY))
    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id"), index=True)
    purpose: Mapped[str] = mapped_column(String(8), default="call", server_default="call")
    number_hash: Mapped[str] = mapped_column(String(64), index=True)
    number_sealed: Mapped[str] = mapped_column(Text)
    called_sealed: Mapped[str | None] = mapped_column(Text)
    code: Mapped[str] = mapped_column(String(8))
    tries: Mapped[int] = mapped_column(default=0, server_default="0")
    asked_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]


class Pairing(Base):
    """What two people who talked, or were to talk, said about each other: again, or never."""

    __tablename__ = "pairings"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id"))
    volunteer_id: Mapped[int] = mapped_column(ForeignKey("volunteers.id"), index=True)
    contact_again_at: Mapped[datetime | None]
    volunteer_again_at: Mapped[datetime | None]
    contact_refused_at: Mapped[datetime | None]
    volunteer_refused_at: Mapped[datetime | None]
    talked_at: Mapped[datetime | None]
    __table_args__ = (
        Index("uq_pairings_pair", "contact_id", "volunteer_id", unique=True),
        partial(
            "ix_pairings_refused_by_volunteer",
            "volunteer_refused_at",
            where=text("volunteer_refused_at IS NOT NULL"),
            unique=False,
        ),
    )


class Reveal(Base):
    """A supervisor was shown somebody's number, while an alert of crisis of theirs was open; why, for 90 days.

    `alert_id`: that alert; `notice_id`: the alert by which others are told. `once`: of the form, so that a double click
    is one. `alone`: nobody else could be told.
    """

    __tablename__ = "reveals"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    row_key: Mapped[str | None] = mapped_column(String(ROW_KEY))
    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id"), index=True)
    alert_id: Mapped[int] = mapped_column(ForeignKey("alerts.id"))
    notice_id: Mapped[int] = mapped_column(ForeignKey("alerts.id"), unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    at: Mapped[datetime]
    reason_sealed: Mapped[str | None] = mapped_column(Text)
    once: Mapped[str] = mapped_column(String(24))
    alone: Mapped[bool]
    __table_args__ = (
        Index("ix_reveals_account", "account_id", "at"),
        Index("uq_reveals_once", "account_id", "once", unique=True),
    )


class Block(Base):
    """Somebody who treats volunteers badly gets none of their time for a while. Danger is read and answered as ever.

    `reason`: one of `store.outreach.blocks.REASONS`; `words_sealed`: what happened, in the words of whoever blocked
    them, for 90 days. `ends_at`: None: for good. Until somebody else has looked (`looked_at`) it ends at `look_by` at
    the latest. `ended_why`: early or not_agreed; None where it ran out, which no process has to write. `told`: whether
    a text that says so could be queued.
    """

    __tablename__ = "blocks"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    row_key: Mapped[str | None] = mapped_column(String(ROW_KEY))
    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id"), index=True)
    by_account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(String(16))
    words_sealed: Mapped[str | None] = mapped_column(Text)
    ends_at: Mapped[datetime | None]
    look_by: Mapped[datetime]
    looked_by_account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    looked_at: Mapped[datetime | None]
    ended_by_account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    ended_at: Mapped[datetime | None]
    ended_why: Mapped[str | None] = mapped_column(String(16))
    told: Mapped[bool]
    __table_args__ = (
        partial(
            "ix_blocks_to_look_at",
            "look_by",
            where=text("looked_at IS NULL AND ended_at IS NULL"),
            unique=False,
        ),
    )


class CarePlan(Base):
    """What was agreed with somebody who calls often: how many calls a day, which times, with whom. Never a block.

    `slots`: [{"weekday": 0–6, "at": "HH:MM", "minutes": 30}] in `timezone`.
    """

    __tablename__ = "care_plans"
    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id"), primary_key=True)
    calls_per_day: Mapped[int | None]
    slots: Mapped[list[dict[str, Any]]]
    timezone: Mapped[str] = mapped_column(String(64))
    named_volunteer_id: Mapped[int | None] = mapped_column(ForeignKey("volunteers.id"))
    updated_at: Mapped[datetime]
