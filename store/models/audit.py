"""Who did what to the line."""

from datetime import datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from store.models.base import Base, Id


class AuditEntry(Base):
    """One thing somebody did. Never changed, and deleted only where an `AuditCut` covers it: triggers refuse the rest.

    `id` counts without a gap. `entry`: all that is kept, as JSON text. `hash`: of the hash before it and of exactly
    that text (`store.audit.chain`), so that no kind of database can turn what was hashed into something else.
    """

    __tablename__ = "audit_entries"
    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    entry: Mapped[str] = mapped_column(Text)
    hash: Mapped[str] = mapped_column(String(64))


class AuditCut(Base):
    """The log of who did what was cut: all entries to `last_id`, whose hash the next entry goes on from.

    Only with such a row do the triggers let these entries go.
    """

    __tablename__ = "audit_cuts"
    last_id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    hash: Mapped[str] = mapped_column(String(64))
    cut_at: Mapped[datetime]


class AuditCheck(Base):
    """How far the log of who did what was proved: one row, which workers move on (`store.audit.proof`).

    `kept_id` and `kept_hash`: how far it came the time before, so that a log whose end was cut off is found out.
    """

    __tablename__ = "audit_checks"
    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    up_to: Mapped[int] = mapped_column(Id)
    hash: Mapped[str] = mapped_column(String(64))
    begun_at: Mapped[datetime]
    at: Mapped[datetime]
    done: Mapped[bool]
    asked_at: Mapped[datetime | None]
    kept_id: Mapped[int | None] = mapped_column(Id)
    kept_hash: Mapped[str | None] = mapped_column(String(64))
    broken_id: Mapped[int | None] = mapped_column(Id)
    broken_why: Mapped[str | None] = mapped_column(String(80))
