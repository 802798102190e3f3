"""The tables. Constraints carry the invariants, so that no race and no defect can break them.

The models name columns and rules; queries are written as statements on them, not through a session: a webhook's
speed is decided by few, lean statements (docs/adr/0005).
"""

from datetime import UTC, datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, BigInteger, DateTime, ForeignKey, Index, Integer, String, Text, text
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

from flows.person import HELD_STATES, OPEN_STATES


class UtcDateTime(TypeDecorator[datetime]):
    """A moment, always aware and in UTC, also on SQLite, which forgets zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse naive moments; SQLite gets the UTC clock time."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a zone")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give back an aware moment in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


Id = BigInteger().with_variant(Integer, "sqlite")


class Base(DeclarativeBase):
    """All tables."""

    type_annotation_map: ClassVar = {datetime: UtcDateTime, dict[str, Any]: JSON, list[str]: JSON}


def _in(column: str, states: tuple[str, ...]) -> Any:
    listed = ", ".join(f"'{state}'" for state in states)
    return text(f"{column} IN ({listed})")


def _partial(name: str, *columns: str, where: Any, unique: bool = True) -> Index:
    return Index(name, *columns, unique=unique, sqlite_where=where, postgresql_where=where)


class Contact(Base):
    """A person reached by one number. `handle` is how coordinators speak of them."""

    __tablename__ = "contacts"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    handle: Mapped[str] = mapped_column(String(40), unique=True)
    number_hash: Mapped[str] = mapped_column(String(64), unique=True)
    number_sealed: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(8))
    timezone: Mapped[str | None] = mapped_column(String(64))
    introduced_at: Mapped[datetime | None]
    opted_out_at: Mapped[datetime | None]
    unreachable_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


class Volunteer(Base):
    """A peer. `status`: invited, active, left."""

    __tablename__ = "volunteers"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id"), unique=True)
    name_sealed: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(String(16))
    on_duty: Mapped[bool]
    duty_until: Mapped[datetime | None]
    languages: Mapped[list[str]]
    experiences_sealed: Mapped[str] = mapped_column(Text)
    timezone: Mapped[str | None] = mapped_column(String(64))
    last_asked_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    __table_args__ = (_partial("ix_volunteers_on_duty", "on_duty", where=text("on_duty"), unique=False),)


class Conversation(Base):
    """An open question on one channel: one row a contact for texts, one a call for voice."""

    __tablename__ = "conversations"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id"), index=True)
    channel: Mapped[str] = mapped_column(String(8))
    call_sid: Mapped[str | None] = mapped_column(String(64), unique=True)
    language: Mapped[str | None] = mapped_column(String(8))
    session_sealed: Mapped[str | None] = mapped_column(Text)
    reply_sealed: Mapped[str | None] = mapped_column(Text)
    revision: Mapped[int] = mapped_column(default=0)
    window_at: Mapped[datetime | None]
    window_count: Mapped[int] = mapped_column(default=0)
    expires_at: Mapped[datetime]
    __table_args__ = (
        _partial("uq_conversations_text", "contact_id", where=text("channel = 'text'")),
        Index("ix_conversations_expires_at", "expires_at"),
    )


class Inbound(Base):
    """A text that reached us, by the carrier's SID, with what was answered: a repeat gets the same answer."""

    __tablename__ = "inbound"
    sid: Mapped[str] = mapped_column(String(64), primary_key=True)
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id"), index=True)
    words_sealed: Mapped[str] = mapped_column(Text)
    crisis: Mapped[bool] = mapped_column(default=False)
    received_at: Mapped[datetime] = mapped_column(index=True)


class Callback(Base):
    """Somebody asked for a peer to call: the promise, and where it stands."""

    __tablename__ = "callbacks"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    code: Mapped[str] = mapped_column(String(8))
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id"), index=True)
    state: Mapped[str] = mapped_column(String(16))
    talk_started_at: Mapped[datetime | None]
    call_sid: Mapped[str | None] = mapped_column(String(64), index=True)
    mood: Mapped[int | None]
    language: Mapped[str] = mapped_column(String(8))
    requested_at: Mapped[datetime]
    not_before: Mapped[datetime | None]
    promised_by: Mapped[datetime]
    due_at: Mapped[datetime]
    volunteer_id: Mapped[int | None] = mapped_column(ForeignKey("volunteers.id"))
    retry_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    wait_for_go: Mapped[bool] = mapped_column(default=False)
    risk_alerted_at: Mapped[datetime | None]
    late_told_at: Mapped[datetime | None]
    connected_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    __table_args__ = (
        _partial("uq_callbacks_open_per_contact", "contact_id", where=_in("state", OPEN_STATES)),
        _partial("uq_callbacks_held_per_volunteer", "volunteer_id", where=_in("state", HELD_STATES)),
        _partial("uq_callbacks_open_code", "code", where=_in("state", OPEN_STATES)),
        _partial("ix_callbacks_due", "due_at", where=_in("state", OPEN_STATES), unique=False),
    )


class Offer(Base):
    """A volunteer was asked. `state`: open, accepted, passed, lapsed, covered, withdrawn, failed. `why`: reasons."""

    __tablename__ = "offers"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    callback_id: Mapped[int] = mapped_column(ForeignKey("callbacks.id"), index=True)
    volunteer_id: Mapped[int] = mapped_column(ForeignKey("volunteers.id"), index=True)
    state: Mapped[str] = mapped_column(String(16))
    round: Mapped[int]
    why: Mapped[list[str]]
    offered_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    __table_args__ = (
        _partial("uq_offers_live_per_volunteer", "volunteer_id", where=text("state = 'open'")),
        _partial("uq_offers_accepted_per_callback", "callback_id", where=text("state = 'accepted'")),
        Index("uq_offers_asked_once_a_round", "callback_id", "volunteer_id", "round", unique=True),
    )


class Leg(Base):
    """One ring of one phone for a callback. `token` stands in our URLs, never an id or a number.

    `state`: planned → requesting → ringing → answered → ended. `hang_up_at`: the carrier is to be told to end it.
    """

    __tablename__ = "legs"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    token: Mapped[str] = mapped_column(String(43), unique=True)
    callback_id: Mapped[int] = mapped_column(ForeignKey("callbacks.id"), index=True)
    volunteer_id: Mapped[int] = mapped_column(ForeignKey("volunteers.id"))
    role: Mapped[str] = mapped_column(String(16))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("legs.id"))
    state: Mapped[str] = mapped_column(String(16))
    outcome: Mapped[str | None] = mapped_column(String(24))
    sid: Mapped[str | None] = mapped_column(String(64), unique=True)
    requests: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime]
    hang_up_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    __table_args__ = (
        _partial(
            "ix_legs_due", "due_at", where=text("state <> 'ended' OR hang_up_at IS NOT NULL"), unique=False
        ),
    )


class Message(Base):
    """A text the line starts by itself. No contact: it goes to the coordinator.

    `state`: due → sending → sent, or failed, dropped. `receipt`: the carrier's last word, ranked, never backwards.
    """

    __tablename__ = "messages"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id"), index=True)
    purpose: Mapped[str] = mapped_column(String(16))
    words_sealed: Mapped[str] = mapped_column(Text)
    offer_id: Mapped[int | None] = mapped_column(ForeignKey("offers.id"))
    alert_id: Mapped[int | None] = mapped_column(ForeignKey("alerts.id"))
    state: Mapped[str] = mapped_column(String(16))
    due_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(default=0)
    sid: Mapped[str | None] = mapped_column(String(64), unique=True)
    receipt: Mapped[str | None] = mapped_column(String(16))
    error_code: Mapped[int | None]
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    __table_args__ = (
        _partial("ix_messages_due", "due_at", where=text("state IN ('due', 'sending')"), unique=False),
    )


class Receipt(Base):
    """A delivery receipt, once for each status: they come late, twice and out of order."""

    __tablename__ = "receipts"
    sid: Mapped[str] = mapped_column(String(64), primary_key=True)
    status: Mapped[str] = mapped_column(String(16), primary_key=True)
    error_code: Mapped[int | None]
    at: Mapped[datetime]


class Consent(Base):
    """The ledger: who agreed to, or withdrew from, what, in which words, by which way, when. Never changed."""

    __tablename__ = "consents"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id"), index=True)
    purpose: Mapped[str] = mapped_column(String(16))
    action: Mapped[str] = mapped_column(String(16))
    words_sealed: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(String(16))
    at: Mapped[datetime]


class Checkin(Base):
    """How somebody was, 1 to 5, or that they rather did not say."""

    __tablename__ = "checkins"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id"), index=True)
    mood: Mapped[int | None]
    channel: Mapped[str] = mapped_column(String(8))
    at: Mapped[datetime]


class Note(Base):
    """A volunteer's words after a call."""

    __tablename__ = "notes"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    callback_id: Mapped[int] = mapped_column(ForeignKey("callbacks.id"), index=True)
    volunteer_id: Mapped[int] = mapped_column(ForeignKey("volunteers.id"))
    kind: Mapped[str] = mapped_column(String(8))
    words_sealed: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]


class Alert(Base):
    """A coordinator is to know of something. Open until somebody acknowledges it."""

    __tablename__ = "alerts"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    kind: Mapped[str] = mapped_column(String(32))
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id"))
    callback_id: Mapped[int | None] = mapped_column(ForeignKey("callbacks.id"))
    at: Mapped[datetime]
    acknowledged_at: Mapped[datetime | None]
