"""Texts that the line did not understand, from people who let the team read them, and what they taught it."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from store.models.base import ROW_KEY, Base, Id


class UnreadText(Base):
    """A short text that the line did not understand, until somebody says what it meant, for 30 days at most.

    `who`, `reading_state`: who wrote, in which state, as the model of meaning names them. `said`: the wordings that the
    line answered with, by their ids.
    """

    __tablename__ = "unread_texts"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    row_key: Mapped[str | None] = mapped_column(String(ROW_KEY))
    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id"), index=True)
    language: Mapped[str] = mapped_column(String(8))
    who: Mapped[str] = mapped_column(String(16))
    reading_state: Mapped[str] = mapped_column(String(16))
    said: Mapped[list[str]]
    words_sealed: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]
    __table_args__ = (Index("ix_unread_texts_at", "at"),)


class Paraphrase(Base):
    """What such a text meant, in other words, typed by somebody of the team: all of it that leaves the line.

    `account_id`: who typed it.
    """

    __tablename__ = "paraphrases"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    row_key: Mapped[str | None] = mapped_column(String(ROW_KEY))
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    language: Mapped[str] = mapped_column(String(8))
    who: Mapped[str] = mapped_column(String(16))
    reading_state: Mapped[str] = mapped_column(String(16))
    meaning: Mapped[str] = mapped_column(String(16))
    words_sealed: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]
