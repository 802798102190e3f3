"""Who there is: contacts, volunteers."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from store.models.base import Base, Id, partial


class Contact(Base):
    """A person reached by one number. `handle` is how coordinators speak of them.

    `unreachable_at`: the carrier delivers them nothing. `landline_at`: calls, but no texts.
    """

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
    landline_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


class Volunteer(Base):
    """A peer. `status`: invited, active, left. `daily_cap`: calls a day, on the line's clock; None: no cap."""

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
    gender: Mapped[str | None] = mapped_column(String(16))
    daily_cap: Mapped[int | None]
    resting_until: Mapped[datetime | None]
    last_asked_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    __table_args__ = (partial("ix_volunteers_on_duty", "on_duty", where=text("on_duty"), unique=False),)
