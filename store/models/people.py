"""The people: contacts and volunteers."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, false, text
from sqlalchemy.orm import Mapped, mapped_column

from store.models.base import ROW_KEY, Base, Id, partial


class PersonKeyRow(Base):
    """One person's own key, sealed with the line's. Deleted, it takes with it all that was sealed for that person."""

    __tablename__ = "person_keys"
    id: Mapped[str] = mapped_column(String(12), primary_key=True)
    key_sealed: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime]


class Contact(Base):
    """A person reached by one number. `handle` is how coordinators speak of them.

    `person_key_id`: of their own key; with no such row in `person_keys`, that key was destroyed (`store.person_keys`).
    `unreachable_at`: the carrier delivers them nothing. `landline_at`: calls, but no texts. `policy_told`: which of
    the written policies they were told last. `age_said`: adult, minor or skip, once they were asked.
    `keyed_in_off_at`: since when nobody may key this number in to have it called. `refused_calls_at`: when a
    text last took back what SAFE kept silent.
    `safe_before_sealed`: their answers on safe contact before SAFE OFF, kept for a day
    from `safe_cleared_at`.
    `region`: where they said that they are, for the numbers in danger; None: the line's.
    `closed_told_at`: when they were last told that the line is closed. `last_kind`: what they asked for last, call or
    text. `shared_at`: since when we know that several people use this phone. `same_as`: the contact whose person this
    is as well, who has two phones (the lower id of the two). `company_at`: when they last said that somebody is near
    their phone; None once they write or call again. `heard_at`: when they last wrote or called, give or take some
    minutes (`store.contacts.last_heard`); None: never.
    """

    __tablename__ = "contacts"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    handle: Mapped[str] = mapped_column(String(40), unique=True)
    number_hash: Mapped[str] = mapped_column(String(64), unique=True)
    number_sealed: Mapped[str] = mapped_column(Text)
    person_key_id: Mapped[str | None] = mapped_column(String(12))
    language: Mapped[str] = mapped_column(String(8))
    timezone: Mapped[str | None] = mapped_column(String(64))
    introduced_at: Mapped[datetime | None]
    opted_out_at: Mapped[datetime | None]
    unreachable_at: Mapped[datetime | None]
    landline_at: Mapped[datetime | None]
    closed_told_at: Mapped[datetime | None]
    keyed_in_off_at: Mapped[datetime | None]
    refused_calls_at: Mapped[datetime | None]
    safe_before_sealed: Mapped[str | None] = mapped_column(Text)
    safe_cleared_at: Mapped[datetime | None]
    last_kind: Mapped[str | None] = mapped_column(String(8))
    created_at: Mapped[datetime]
    policy_told: Mapped[str | None] = mapped_column(String(32))
    age_said: Mapped[str | None] = mapped_column(String(8))
    no_phone_at: Mapped[datetime | None]
    shared_at: Mapped[datetime | None]
    region: Mapped[str | None] = mapped_column(String(2))
    company_at: Mapped[datetime | None]
    same_as: Mapped[int | None] = mapped_column(Id)
    heard_at: Mapped[datetime | None]
    __table_args__ = (
        partial("ix_contacts_same_as", "same_as", where=text("same_as IS NOT NULL"), unique=False),
        Index("ix_contacts_heard", "heard_at", "id"),
        Index("ix_contacts_created_at", "created_at"),
        *(
            partial(
                f"ix_contacts_{mark}", "heard_at", "id", where=text(f"{mark}_at IS NOT NULL"), unique=False
            )
            for mark in ("opted_out", "unreachable", "landline", "shared")
        ),
    )


class Volunteer(Base):
    """A peer. `status`: invited, active, left (`left_at`; `left_by`: self, team, or number: it is somebody else's).

    `agreed`: how they agreed to be texted first, in the team's words: "signed form 2026-11-01"; None: nobody said.

    `name_sealed`: their name, for coordinators. `called_sealed`: what participants may call them, as they agreed; None:
    no name. `name_asked_at`: when they were asked for it.
    `daily_cap`: calls a day, on the line's clock, `shift_cap`: calls in one stretch of duty; None: no cap.
    `duty_since`: when they came on. `paused_at`: when they asked for a pause, until `paused_until` or, where that is
    None, until they say. `resting_until`: they are asked nothing before. Who may be asked:
    `store.volunteers.availability`.
    `takes_danger`: what they said to calls with somebody in danger, None: nothing yet; `ready_for_danger`: the
    organisation marked them ready for such calls.
    `reserve`: they said that they may be asked to fill a gap. `holidays_off`: their shifts do not run on public
    holidays. `feed_hash`: of the secret in the address of their calendar; None: there is none.
    `team_notes_sealed`: what coordinators want to remember of them, for the team alone.
    `pin_sealed`: what their PIN is compared with (`store.proof.pins`); `code_sealed`: a code for one call, to
    `code_until`.
    """

    __tablename__ = "volunteers"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    row_key: Mapped[str | None] = mapped_column(String(ROW_KEY))
    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id"), unique=True)
    name_sealed: Mapped[str] = mapped_column(Text)
    called_sealed: Mapped[str | None] = mapped_column(Text)
    name_asked_at: Mapped[datetime | None]
    status: Mapped[str] = mapped_column(String(16))
    on_duty: Mapped[bool]
    duty_until: Mapped[datetime | None]
    languages: Mapped[list[str]]
    experiences_sealed: Mapped[str] = mapped_column(Text)
    timezone: Mapped[str | None] = mapped_column(String(64))
    gender: Mapped[str | None] = mapped_column(String(16))
    daily_cap: Mapped[int | None]
    resting_until: Mapped[datetime | None]
    shift_cap: Mapped[int | None]
    duty_since: Mapped[datetime | None]
    paused_at: Mapped[datetime | None]
    paused_until: Mapped[datetime | None]
    reserve: Mapped[bool] = mapped_column(default=False, server_default=false())
    takes_danger: Mapped[bool | None]
    ready_for_danger: Mapped[bool] = mapped_column(default=False, server_default=false())
    holidays_off: Mapped[bool] = mapped_column(default=False, server_default=false())
    feed_hash: Mapped[str | None] = mapped_column(String(64))
    team_notes_sealed: Mapped[str | None] = mapped_column(Text)
    pin_sealed: Mapped[str | None] = mapped_column(Text)
    code_sealed: Mapped[str | None] = mapped_column(Text)
    code_until: Mapped[datetime | None]
    last_asked_at: Mapped[datetime | None]
    agreed: Mapped[str | None] = mapped_column(String(120))
    left_at: Mapped[datetime | None]
    left_by: Mapped[str | None] = mapped_column(String(8))
    created_at: Mapped[datetime]
    __table_args__ = (
        partial("ix_volunteers_on_duty", "on_duty", where=text("on_duty"), unique=False),
        Index("uq_volunteers_feed", "feed_hash", unique=True),
    )
