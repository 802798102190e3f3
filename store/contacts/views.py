"""What a flow may see of a person, read from their rows: their callback, their duty, how they may be reached."""

from dataclasses import replace
from datetime import time, timedelta
from typing import Final, cast

from sqlalchemy import bindparam, or_, select

from flows.person import CallbackView, OfferView, VolunteerView
from flows.rules.matching.availability import is_on_duty_at, is_paused, is_resting
from flows.rules.safe_contact.allowed import ANY_TIME, Safe
from flows.states import HELD_STATES, CallbackState
from store import person_keys
from store.contacts import in_danger, offer_topic
from store.contacts.rows import CallbackColumns, HeldColumns, NameColumns, SafeColumns, VolunteerColumns
from store.database import Tx
from store.models import Callback, Contact, Message, Offer, PersonKeyRow, SafeContact, Volunteer
from store.vault.columns import (
    EMPTIED,
    SAFE_COVER,
    SAFE_ENDS,
    VOLUNTEER_CALLED,
    VOLUNTEER_NAME,
    RowName,
    row_named,
    row_of,
)

_B, _S, _V = Callback.__table__.c, SafeContact.__table__.c, Volunteer.__table__.c
CALLBACK_VIEW = (
    _B.id.label("callback_id"),
    _B.code,
    _B.state,
    _B.promised_by,
    _B.retry_at,
    _B.kind,
    _B.not_before,
    _B.minutes,
    _B.ready_asked_at,
    _B.agreed_at,
    _B.attempts,
    _B.silenced_at,
    _B.listen_wish,
    _B.room_at,
    _B.volunteer_id.label("held_by"),
    _B.language.label("asked_in"),
)
SAFE_COLUMNS = (
    _S.contact_id.label("has_safe"),
    _S.calls,
    _S.voicemail,
    _S.hours_from,
    _S.hours_to,
    _S.cover_sealed,
    _S.discreet,
    _S.ends_sealed,
    _S.they_contact,
)
_OFFERS = (
    select(
        _B.code,
        _B.language,
        _B.promised_by,
        _B.kind,
        _B.minutes,
        _B.not_before,
        _B.contact_id,
        _B.id,
        _B.requested_at,
        _B.call_sid,
        _B.severity,
        _B.mood,
        _B.wishes_sealed,
        _B.row_key.label("callback_row_key"),
        _B.id.label("callback_id"),
        _V.experiences_sealed,
        _V.row_key.label("volunteer_row_key"),
        _V.id.label("volunteer_id"),
        Contact.age_said,
        Contact.no_phone_at,
    )
    .select_from(Callback.__table__)
    .join(Offer.__table__, Offer.callback_id == _B.id)
    .outerjoin(Contact.__table__, Contact.id == _B.contact_id)
    .join(Volunteer.__table__, Offer.volunteer_id == _V.id)
    .where(Offer.volunteer_id == bindparam("volunteer_id"), Offer.state == "open")
    .order_by(Offer.id)
)
PASSED_LATELY: Final = timedelta(minutes=30)
"""So long after a PASS a volunteer's words may still be about what they passed."""
_PASSED = (
    select(_B.code)
    .join(Offer.__table__, Offer.callback_id == _B.id)
    .where(
        Offer.volunteer_id == bindparam("volunteer_id"),
        Offer.state == "passed",
        or_(Offer.answered_at > bindparam("since"), Offer.willing_from.is_not(None)),
        _B.state.in_(("waiting", "offered")),
    )
    .order_by(Offer.answered_at.desc(), Offer.id.desc())
    .limit(1)
)
LAST_CALL: Final = timedelta(hours=3)
"""So long after it has ended, a volunteer's words may still be about it."""
_LAST_CALL = (
    select(_B.code)
    .where(
        _B.volunteer_id == bindparam("volunteer_id"),
        _B.ended_at > bindparam("since"),
        _B.connected_at.is_not(None),
    )
    .order_by(_B.ended_at.desc())
    .limit(1)
)
_INVITED = (
    select(Message.id)
    .join(Volunteer.__table__, _V.contact_id == Message.contact_id)
    .where(_V.id == bindparam("volunteer_id"), Message.purpose == "invite")
    .limit(1)
)
_HOLDING = select(*CALLBACK_VIEW, _B.contact_id.label("participant_id")).where(
    _B.volunteer_id == bindparam("volunteer_id"), _B.state.in_(HELD_STATES)
)


_NAMES = (
    select(_V.id, _V.row_key, _V.contact_id, _V.name_sealed, _V.called_sealed, *person_keys.COLUMNS)
    .select_from(
        Volunteer.__table__.join(Contact.__table__, Contact.id == _V.contact_id).outerjoin(
            PersonKeyRow.__table__, person_keys.ON_KEY
        )
    )
    .where(_V.id == bindparam("volunteer_id"))
)


def safe_of(tx: Tx, row: SafeColumns) -> Safe:
    """The answers on safe contact in a row that has `SAFE_COLUMNS`."""
    if row.has_safe is None:
        return ANY_TIME
    hours = None
    if row.hours_from and row.hours_to:
        hours = (time.fromisoformat(row.hours_from), time.fromisoformat(row.hours_to))
    name = RowName(str(row.has_safe))
    cover = tx.open(SAFE_COVER, name, row.cover_sealed) or None if row.cover_sealed else None
    ends = tx.open(SAFE_ENDS, name, row.ends_sealed) or None if row.ends_sealed else None
    return Safe(row.calls, row.voicemail, hours, cover, row.discreet, ends, row.they_contact)


def callback_view(tx: Tx, row: CallbackColumns) -> CallbackView:
    """The callback in a row that has `CALLBACK_VIEW`."""
    peer = name_for_participants(tx, row.held_by) if row.held_by is not None else None
    return CallbackView(
        code=row.code,
        state=CallbackState(row.state),
        promised_by=row.promised_by,
        retry_at=row.retry_at,
        kind=row.kind,
        not_before=row.not_before,
        minutes=row.minutes,
        ready_asked=row.ready_asked_at is not None,
        peer=peer,
        id=row.callback_id,
        agreed_at=row.agreed_at,
        attempts=row.attempts,
        silenced=row.silenced_at is not None,
        language=row.asked_in,
        listening="" if row.listen_wish is None else "asked" if row.room_at is None else "on",
    )


def name_for_participants(tx: Tx, volunteer_id: int) -> str | None:
    """What participants may call this volunteer, as the volunteer agreed; None: no name."""
    row = tx.run(_NAMES, {"volunteer_id": volunteer_id}).one()
    tx.keys.remember(row.contact_id, row.person_key_id, row.key_sealed)
    return tx.open(VOLUNTEER_CALLED, row_of(row), row.called_sealed or EMPTIED) or None


def first_name(tx: Tx, volunteer_id: int) -> str:
    """The first word of a volunteer's name: for coordinators and for themselves, never for participants."""
    row = tx.run(_NAMES, {"volunteer_id": volunteer_id}).one()
    tx.keys.remember(row.contact_id, row.person_key_id, row.key_sealed)
    return (name_of(tx, row).split() or [""])[0][:20]


def name_of(tx: Tx, row: NameColumns) -> str:
    """The whole name in a row of `volunteers`: for coordinators."""
    return tx.open(VOLUNTEER_NAME, row_of(row), row.name_sealed)


def volunteer_view(tx: Tx, row: VolunteerColumns) -> VolunteerView:
    """The volunteer side of a row of `people`, with their open offers and what they hold."""
    if row.status != "active":
        invited = row.status == "invited"
        untold = invited and tx.run(_INVITED, {"volunteer_id": row.volunteer_id}).first() is None
        return VolunteerView(active=False, on_duty=False, invited=invited, untold=untold)
    # A volunteer in a break is told that they are off duty: ON ends the break.
    on = is_on_duty_at(row, tx.now) and not is_paused(row, tx.now)
    offers = tuple(
        OfferView(
            o.code,
            o.language,
            o.promised_by,
            o.kind,
            o.minutes,
            o.not_before,
            offer_topic.of(
                tx,
                offer_topic.Kept(o.wishes_sealed, row_named(o.callback_row_key, o.callback_id)),
                offer_topic.Kept(o.experiences_sealed, row_named(o.volunteer_row_key, o.volunteer_id)),
            ),
            in_danger.is_heavy(tx, o.contact_id, severity=o.severity, mood=o.mood),
            in_danger.told_to_volunteers(tx, cast("in_danger.AskedFor", o)),
            o.age_said == "minor",
            o.no_phone_at is not None,
        )
        for o in tx.run(_OFFERS, {"volunteer_id": row.volunteer_id})
    )
    view = VolunteerView(
        True,
        on,
        row.duty_until,
        offers,
        resting_until=row.resting_until if is_resting(row.resting_until, tx.now) else None,
        paused=is_paused(row, tx.now),
        paused_until=row.paused_until,
    )
    held = cast("HeldColumns | None", tx.run(_HOLDING, {"volunteer_id": row.volunteer_id}).first())
    if held is not None:
        return replace(view, holding=_holding(tx, held))
    ended = {"volunteer_id": row.volunteer_id, "since": tx.now - LAST_CALL}
    last_call: str | None = tx.run(_LAST_CALL, ended).scalar()
    passed = passed_lately(tx, row.volunteer_id) if not offers else None
    return replace(view, last_call=last_call, passed=passed)


def passed_lately(tx: Tx, volunteer_id: int) -> str | None:
    """The code of what they passed or handed back a moment ago, or until a time, if it still waits for somebody."""
    lately = {"volunteer_id": volunteer_id, "since": tx.now - PASSED_LATELY}
    code: str | None = tx.run(_PASSED, lately).scalar()
    return code


def passed_until(tx: Tx, volunteer_id: int) -> str | None:
    """The code of what they passed until a time ("at work til 5"), if it still waits for somebody."""
    willing = _PASSED.where(Offer.willing_from.is_not(None))
    code: str | None = tx.run(
        willing, {"volunteer_id": volunteer_id, "since": tx.now - PASSED_LATELY}
    ).scalar()
    return code


def _holding(tx: Tx, held: HeldColumns) -> CallbackView:
    view = callback_view(tx, held)
    if view.kind != "text" or view.state is not CallbackState.CONNECTED or held.participant_id is None:
        return view
    return replace(view, in_danger=in_danger.in_crisis(tx, held.participant_id))
