"""Promises: callbacks, offers, legs, notes."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, false, text
from sqlalchemy.orm import Mapped, mapped_column

from flows.states import HELD_STATES, OPEN_STATES, CallbackState
from store.models.base import ROW_KEY, Base, Id, State, among, partial


class Callback(Base):
    """Somebody asked for a peer to call: the promise, and where it stands.

    `kind`: call, or text (they write through the line). `not_before`: the time they said. `zone_assumed`: the zone we
    read it in, while they had not told us theirs. `minutes`: how long they would like. `wishes_sealed`: what about, the
    particular question, with whom. `severity`: 0 to 3. `yes_at`: when they last said that they can be rung.
    `ready_asked_at`: when they were asked for that yes, until they answer. `near_asked_at`: "still want the call?".
    `held_at`: since when it is held because the line is closed.
    `silence_asked_at`: when a participant who writes was asked how to go on without an answer, until they say; and
    `silence_asks`: how often, since the volunteer last wrote.
    `silenced_at`: when they said no, until they ask again. `agreed_at`: when the volunteer who has it wants to be rung.
    `revised`: how often we moved the promise.
    `listen_wish`: what a participant who writes asked for, listen or talk, until it is over; `listen_asked_at` and
    `listen_agreed_at`: when they and the volunteer last said yes to it; `listen_offered_at`: when we told them of it.
    `reconnect_of`: the dropped call that this goes on with. `other_number_id`: ring there.
    `crossed_at`: when the participant called while they were being called, or had just missed it; `crossings`: how
    often. `keyed_in`: somebody whose number does not show keyed this number in (`store.requests.keyed_in`).
    `crossing_sid`: that call, while it has to end before their phone can ring (`store.calls.crossing`).
    `rating`, `again`: what they said afterwards. `room`: the name at the carrier of the room they talk in, from
    `room_at`; `tone_at`: the next mark of the time; `talk_until`: its limit; `handed_to`: supervisor, or crisis.
    """

    __tablename__ = "callbacks"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    row_key: Mapped[str | None] = mapped_column(String(ROW_KEY))
    code: Mapped[str] = mapped_column(String(8))
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id"), index=True)
    state: Mapped[str] = mapped_column(State(16))
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
    kind: Mapped[str] = mapped_column(String(8), default="call", server_default="call")
    zone_assumed: Mapped[str | None] = mapped_column(String(64))
    minutes: Mapped[int | None]
    wishes_sealed: Mapped[str | None] = mapped_column(Text)
    severity: Mapped[int] = mapped_column(default=0, server_default="0")
    yes_at: Mapped[datetime | None]
    ready_asked_at: Mapped[datetime | None]
    near_asked_at: Mapped[datetime | None]
    silenced_at: Mapped[datetime | None]
    held_at: Mapped[datetime | None]
    silence_asked_at: Mapped[datetime | None]
    silence_asks: Mapped[int] = mapped_column(default=0, server_default="0")
    agreed_at: Mapped[datetime | None]
    revised: Mapped[int] = mapped_column(default=0, server_default="0")
    reconnect_of: Mapped[int | None] = mapped_column(Id)
    other_number_id: Mapped[int | None] = mapped_column(Id)
    rating: Mapped[int | None]
    again: Mapped[str | None] = mapped_column(String(8))
    followed_up_at: Mapped[datetime | None]
    listen_wish: Mapped[str | None] = mapped_column(String(8))
    listen_asked_at: Mapped[datetime | None]
    listen_agreed_at: Mapped[datetime | None]
    listen_offered_at: Mapped[datetime | None]
    room: Mapped[str | None] = mapped_column(String(43))
    room_at: Mapped[datetime | None]
    tone_at: Mapped[datetime | None]
    talk_until: Mapped[datetime | None]
    handed_to: Mapped[str | None] = mapped_column(String(12))
    crossed_at: Mapped[datetime | None]
    crossing_sid: Mapped[str | None] = mapped_column(String(64))
    crossings: Mapped[int] = mapped_column(default=0, server_default="0")
    keyed_in: Mapped[bool] = mapped_column(default=False, server_default=false())
    risk_alerted_at: Mapped[datetime | None]
    late_told_at: Mapped[datetime | None]
    connected_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    __table_args__ = (
        partial("uq_callbacks_open_per_contact", "contact_id", where=among("state", OPEN_STATES)),
        partial("uq_callbacks_held_per_volunteer", "volunteer_id", where=among("state", HELD_STATES)),
        partial("uq_callbacks_open_code", "code", where=among("state", OPEN_STATES)),
        Index("uq_callbacks_room", "room", unique=True),
        partial("ix_callbacks_tone", "tone_at", where=text("tone_at IS NOT NULL"), unique=False),
        partial("ix_callbacks_due", "due_at", where=among("state", OPEN_STATES), unique=False),
        Index("ix_callbacks_volunteer_id", "volunteer_id"),
        partial(
            "ix_callbacks_talks",
            "volunteer_id",
            "connected_at",
            where=text("connected_at IS NOT NULL"),
            unique=False,
        ),
        Index("ix_callbacks_crossing", "crossing_sid"),
        Index("ix_callbacks_ended_at", "ended_at"),
        Index("ix_callbacks_requested_at", "requested_at", "connected_at", "promised_by"),
        partial("ix_callbacks_wishes", "ended_at", where=text("wishes_sealed IS NOT NULL"), unique=False),
    )


IN_LINE = Callback.state.in_(OPEN_STATES) & Callback.state.in_((CallbackState.WAITING, CallbackState.OFFERED))
"""Callbacks that no volunteer has. That they are open is said as well: the indexes know only that."""


class Offer(Base):
    """A volunteer was asked. `why`: reasons.

    `state`: open, accepted, passed, lapsed, covered, withdrawn, failed, taken_back (by a coordinator).
    `willing_from`: they said they could from then on ("PASS K7 but I can in 2 hours").
    """

    __tablename__ = "offers"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    callback_id: Mapped[int] = mapped_column(ForeignKey("callbacks.id"), index=True)
    volunteer_id: Mapped[int] = mapped_column(ForeignKey("volunteers.id"), index=True)
    state: Mapped[str] = mapped_column(State(16))
    round: Mapped[int]
    why: Mapped[list[str]]
    offered_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    willing_from: Mapped[datetime | None]
    __table_args__ = (
        partial("uq_offers_live_per_volunteer", "volunteer_id", where=text("state = 'open'")),
        partial("uq_offers_accepted_per_callback", "callback_id", where=text("state = 'accepted'")),
        Index("ix_offers_lately", "volunteer_id", "offered_at"),
        Index("uq_offers_asked_once_a_round", "callback_id", "volunteer_id", "round", unique=True),
    )


class Leg(Base):
    """One ring of one phone for a callback. `token` stands in our URLs, never an id or a number.

    `state`: planned → requesting → ringing → answered → ended. `hang_up_at`: the carrier is to be told to end it.
    `role`: volunteer, participant, volunteer_now (rung for a caller), and in a room supervisor, or crisis (the line a
    participant is handed to); while one only listens, heard (the volunteer) and listener.
    `errand`: what the carrier is still to be asked for this call (`store.calls.commands`).
    """

    __tablename__ = "legs"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    token: Mapped[str] = mapped_column(String(43), unique=True)
    callback_id: Mapped[int] = mapped_column(ForeignKey("callbacks.id"), index=True)
    volunteer_id: Mapped[int] = mapped_column(ForeignKey("volunteers.id"))
    role: Mapped[str] = mapped_column(String(16))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("legs.id"))
    state: Mapped[str] = mapped_column(State(16))
    outcome: Mapped[str | None] = mapped_column(String(24))
    sid: Mapped[str | None] = mapped_column(String(64), unique=True)
    requests: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime]
    hang_up_at: Mapped[datetime | None]
    errand: Mapped[str | None] = mapped_column(String(24))
    created_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    __table_args__ = (
        partial(
            "ix_legs_due",
            "due_at",
            where=text("state != 'ended' OR hang_up_at IS NOT NULL OR errand IS NOT NULL"),
            unique=False,
        ),
        partial("ix_legs_parent_id", "parent_id", where=text("parent_id IS NOT NULL"), unique=False),
    )


class TrialRing(Base):
    """A ring of somebody's own phone with nobody on it, at their word: TRY. No callback, and no volunteer.

    `purpose`: trial, or ring_back: a volunteer's phone, because a call with their number asked for their menu
    (`store.proof.ring_backs`). `call_sid`: that call. Or alert_words, alert_call: a coordinator's phone, to hear the
    words behind an alert (`about_id`), or to be put through to its person; `joined_at`: when the two were joined.
    `state`, `token`, `hang_up_at`: as of a leg. `outcome`: heard, declined, no_key, machine, called_off, refused, or
    the carrier's.
    """

    __tablename__ = "trial_rings"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    token: Mapped[str] = mapped_column(String(43), unique=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id"))
    purpose: Mapped[str] = mapped_column(String(16), default="trial", server_default="trial")
    call_sid: Mapped[str | None] = mapped_column(String(64))
    about_id: Mapped[int | None] = mapped_column(Id)
    joined_at: Mapped[datetime | None]
    state: Mapped[str] = mapped_column(State(16))
    outcome: Mapped[str | None] = mapped_column(String(24))
    sid: Mapped[str | None] = mapped_column(String(64), unique=True)
    requests: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    due_at: Mapped[datetime]
    hang_up_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    __table_args__ = (
        Index("ix_trial_rings_contact_id", "contact_id", "created_at"),
        Index("ix_trial_rings_call", "call_sid"),
        partial(
            "ix_trial_rings_due",
            "due_at",
            where=text("state != 'ended' OR hang_up_at IS NOT NULL"),
            unique=False,
        ),
        partial("uq_trial_rings_live", "contact_id", where=text("state != 'ended'")),
    )


class LineRing(Base):
    """A ring in place of a text, while the line may not text: it asks by key.

    `kind`: offer, alert, or the kind of a reminder. `contact_id`: None in an alert's of before there was a ladder.
    `about_id`: the offer's, or the reminder's; None for alerts, of which one ring says all that wait; `alert_id`: the
    one that it began with. `state`, `token`,
    `sid`, `hang_up_at`: as of a leg. `outcome`: heard, no_key, called_off, refused, or the carrier's.
    """

    __tablename__ = "line_rings"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    token: Mapped[str] = mapped_column(String(43), unique=True)
    kind: Mapped[str] = mapped_column(String(24))
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id"))
    about_id: Mapped[int | None] = mapped_column(Id)
    state: Mapped[str] = mapped_column(State(16))
    outcome: Mapped[str | None] = mapped_column(String(24))
    sid: Mapped[str | None] = mapped_column(String(64), unique=True)
    requests: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    due_at: Mapped[datetime]
    hang_up_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    alert_id: Mapped[int | None] = mapped_column(Id)
    __table_args__ = (
        partial("uq_line_rings_alert_phone", "contact_id", where=text("kind = 'alert' AND state != 'ended'")),
        Index("uq_line_rings_once", "kind", "about_id", unique=True),
        partial(
            "ix_line_rings_due",
            "due_at",
            where=text("state != 'ended' OR hang_up_at IS NOT NULL"),
            unique=False,
        ),
        # Never two rings at once for one phone; planned ones wait for each other.
        partial(
            "uq_line_rings_under_way",
            "contact_id",
            where=text("state IN ('requesting', 'ringing', 'answered')"),
        ),
        partial("uq_line_rings_alert", "kind", where=text("contact_id IS NULL AND state != 'ended'")),
    )


class Note(Base):
    """A volunteer's words after a call."""

    __tablename__ = "notes"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    row_key: Mapped[str | None] = mapped_column(String(ROW_KEY))
    callback_id: Mapped[int] = mapped_column(ForeignKey("callbacks.id"), index=True)
    volunteer_id: Mapped[int] = mapped_column(ForeignKey("volunteers.id"), index=True)
    kind: Mapped[str] = mapped_column(String(8))
    words_sealed: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]


class Decision(Base):
    """What was decided about a callback, when and why: a coordinator can read every choice. Never anybody's words."""

    __tablename__ = "happenings"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    callback_id: Mapped[int] = mapped_column(ForeignKey("callbacks.id"), index=True)
    volunteer_id: Mapped[int | None] = mapped_column(ForeignKey("volunteers.id"))
    what: Mapped[str] = mapped_column(String(32))
    why: Mapped[list[str]]
    at: Mapped[datetime]
