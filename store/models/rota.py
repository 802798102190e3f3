"""When volunteers mean to be there: shift patterns, the shifts they come to, swaps, time off."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, false, text
from sqlalchemy.orm import Mapped, mapped_column

from store.models.base import Base, Id, State, partial

COMING_STATES = ("planned", "confirmed")
"""Somebody means to be there."""


class ShiftPattern(Base):
    """What a volunteer agreed to, on their own wall clock: every week, or once.

    `begins`: the first time, "YYYY-MM-DDTHH:MM", without a zone; `recurs`: an RFC 5545 rule like
    "FREQ=WEEKLY;BYDAY=MO,TH", None for once. It lasts `minutes`, or to `ends` ("HH:MM") on the wall clock for who said
    until when: the two differ on the nights when clocks change. `ended_at`: no shifts from then on.
    `expanded_to`: its shifts are rows up to here.
    """

    __tablename__ = "shifts"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    volunteer_id: Mapped[int] = mapped_column(ForeignKey("volunteers.id"), index=True)
    begins: Mapped[str] = mapped_column(String(16))
    recurs: Mapped[str | None] = mapped_column(String(120))
    minutes: Mapped[int]
    ends: Mapped[str | None] = mapped_column(String(5))
    timezone: Mapped[str] = mapped_column(String(64))
    expanded_to: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


class Shift(Base):
    """One stretch of duty by the rota: to come, running, or over.

    `state`: planned → confirmed → on → over; open: nobody's yet, and anybody may take it; dropped: given back, its
    place is an open shift, or, of an open one, not needed any more; away: within their time off; holiday; missed:
    nobody was there. `shift_id`: the pattern it comes from; tables and columns are older than the names in code: a
    `turn_id` is a shift's. `local_date`: the day it begins on its pattern's own clock; a pattern has one shift a day
    at most, also where that was dropped. `covers_id`: the shift it stands in for. `code`: to name it by text, while it
    is open. `asked_at`: standby volunteers were asked. `told_at`: the coordinator was told. `due_at`: when the clock
    looks at it next.
    `by_cover`: it was opened because an hour to come has too few, and is closed when that is mended otherwise.
    """

    __tablename__ = "turns"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    shift_id: Mapped[int | None] = mapped_column(ForeignKey("shifts.id"))
    volunteer_id: Mapped[int | None] = mapped_column(ForeignKey("volunteers.id"))
    local_date: Mapped[str | None] = mapped_column(String(10))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(State(12))
    covers_id: Mapped[int | None] = mapped_column(Id)
    code: Mapped[str | None] = mapped_column(String(8))
    confirmed_at: Mapped[datetime | None]
    asked_at: Mapped[datetime | None]
    told_at: Mapped[datetime | None]
    by_cover: Mapped[bool] = mapped_column(default=False, server_default=false())
    due_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    __table_args__ = (
        Index("uq_turns_shift_date", "shift_id", "local_date", unique=True),
        Index("ix_turns_starts_at", "starts_at"),
        Index("ix_turns_theirs", "volunteer_id", "starts_at"),
        partial("uq_turns_open_code", "code", where=text("state = 'open'")),
        partial(
            "uq_turns_stood_in_for_once",
            "covers_id",
            where=text("state IN ('open', 'planned', 'confirmed', 'on')"),
        ),
        partial("ix_turns_due", "due_at", where=text("due_at IS NOT NULL"), unique=False),
        partial("ix_turns_away", "ends_at", where=text("state = 'away'"), unique=False),
        partial("ix_turns_covers_id", "covers_id", where=text("covers_id IS NOT NULL"), unique=False),
        partial("ix_turns_code", "code", where=text("code IS NOT NULL"), unique=False),
    )


class ShiftAsked(Base):
    """A volunteer was asked whether they would take an open turn: once, whatever they said. `answer`: took, passed."""

    __tablename__ = "turns_asked"
    turn_id: Mapped[int] = mapped_column(ForeignKey("turns.id"), primary_key=True)
    volunteer_id: Mapped[int] = mapped_column(ForeignKey("volunteers.id"), primary_key=True)
    asked_at: Mapped[datetime]
    answer: Mapped[str | None] = mapped_column(String(8))
    __table_args__ = (Index("ix_turns_asked_lately", "volunteer_id", "asked_at"),)


class Swap(Base):
    """One volunteer would give a shift for another's. `state`: open, accepted, declined, lapsed, withdrawn."""

    __tablename__ = "swaps"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    code: Mapped[str] = mapped_column(String(8))
    turn_id: Mapped[int] = mapped_column(ForeignKey("turns.id"))
    for_turn_id: Mapped[int] = mapped_column(ForeignKey("turns.id"))
    asked_by: Mapped[int] = mapped_column(ForeignKey("volunteers.id"))
    asked_of: Mapped[int] = mapped_column(ForeignKey("volunteers.id"))
    state: Mapped[str] = mapped_column(State(12))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    __table_args__ = (
        partial("uq_swaps_open_code", "code", where=text("state = 'open'")),
        partial("ix_swaps_open", "expires_at", where=text("state = 'open'"), unique=False),
    )


class TimeOff(Base):
    """A volunteer is away: shifts within it are not theirs. `ended_at`: they took it back."""

    __tablename__ = "times_off"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    volunteer_id: Mapped[int] = mapped_column(ForeignKey("volunteers.id"), index=True)
    begins_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


class Slot(Base):
    """Hours of the week that want at least so many people, on the line's clock: known without any forecast.

    `days`: weekdays as digits, "0123" for Monday to Thursday. `starts` and `ends`: "HH:MM"; an end that is not later
    is on the next day. `first` and `last`: the days ("YYYY-MM-DD") between which it counts; no `last`: for good.
    A change from a day on is an end and a new row.
    """

    __tablename__ = "slots"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    days: Mapped[str] = mapped_column(String(7))
    starts: Mapped[str] = mapped_column(String(5))
    ends: Mapped[str] = mapped_column(String(5))
    minimum: Mapped[int]
    first: Mapped[str] = mapped_column(String(10))
    last: Mapped[str | None] = mapped_column(String(10))
    created_at: Mapped[datetime]
