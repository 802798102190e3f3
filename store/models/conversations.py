"""What is being talked about, and what came in."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from store.models.base import ROW_KEY, Base, Id, partial


class Conversation(Base):
    """An open question on one channel: one row a contact for texts, one a call for voice.

    `attested`: for a call, whether the carrier attested in full that its number is the caller's; NULL says nothing.
    `contact_id` of a call is the number's owner, and NULL where nobody vouches for that. `proof`: what made a call
    surely theirs that was not attested: "ring_back" or "pin".
    """

    __tablename__ = "conversations"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    row_key: Mapped[str | None] = mapped_column(String(ROW_KEY))
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id"), index=True)
    channel: Mapped[str] = mapped_column(String(8))
    call_sid: Mapped[str | None] = mapped_column(String(64), unique=True)
    attested: Mapped[bool | None]
    proof: Mapped[str | None] = mapped_column(String(16))
    language: Mapped[str | None] = mapped_column(String(8))
    session_sealed: Mapped[str | None] = mapped_column(Text)
    reply_sealed: Mapped[str | None] = mapped_column(Text)
    revision: Mapped[int] = mapped_column(default=0)
    window_at: Mapped[datetime | None]
    window_count: Mapped[int] = mapped_column(default=0)
    expires_at: Mapped[datetime]
    __table_args__ = (
        partial("uq_conversations_text", "contact_id", where=text("channel = 'text'")),
        Index("ix_conversations_expires_at", "expires_at"),
    )


class Inbound(Base):
    """A text that reached us, by the carrier's SID, with what was answered: a repeat gets the same answer."""

    __tablename__ = "inbound"
    sid: Mapped[str] = mapped_column(String(64), primary_key=True)
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id"))
    words_sealed: Mapped[str] = mapped_column(Text)
    crisis: Mapped[bool] = mapped_column(default=False)
    received_at: Mapped[datetime]
    __table_args__ = (
        Index("ix_inbound_received_at", "received_at", "contact_id"),
        Index("ix_inbound_contact_id_received_at", "contact_id", "received_at"),
    )


class Told(Base):
    """Words that somebody told the line, kept sealed for the volunteer who takes their call.

    `callback_id`: the request or talk that they belong to; until there is one, they are kept until `gone_at`.
    `inbound_sid`: the text that they came in, whose filed copy goes with them. `words_sealed`: None where only that
    copy has to go. `said`: what it was answered with.
    """

    __tablename__ = "told"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    row_key: Mapped[str | None] = mapped_column(String(ROW_KEY))
    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id"), index=True)
    callback_id: Mapped[int | None] = mapped_column(ForeignKey("callbacks.id"), index=True)
    inbound_sid: Mapped[str | None] = mapped_column(String(64))
    words_sealed: Mapped[str | None] = mapped_column(Text)
    said: Mapped[str | None] = mapped_column(String(16))
    at: Mapped[datetime]
    gone_at: Mapped[datetime | None]
    __table_args__ = (partial("ix_told_gone_at", "gone_at", where=text("gone_at IS NOT NULL"), unique=False),)


class LineQuestion(Base):
    """A question that the line put to a participant by itself: so few are asked. `asked_on`: the day (UTC), once each.

    `answered_at`: when they wrote while it was open.
    """

    __tablename__ = "line_questions"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id"))
    step: Mapped[str] = mapped_column(String(64))
    asked_on: Mapped[str] = mapped_column(String(10))
    asked_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    __table_args__ = (Index("uq_line_questions_day", "contact_id", "asked_on", unique=True),)


class Checkin(Base):
    """How somebody was, 1 to 5, or that they rather did not say."""

    __tablename__ = "checkins"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id"), index=True)
    mood: Mapped[int | None]
    channel: Mapped[str] = mapped_column(String(8))
    at: Mapped[datetime]
    __table_args__ = (Index("ix_checkins_at", "at", "channel", "contact_id"),)
