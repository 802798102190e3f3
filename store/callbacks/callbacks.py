"""The row of a callback: lock it, open it, move it to another state, end it, take it from a volunteer."""

import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import ColumnElement, Select, and_, bindparam, insert, or_, select, update

from flows.states import HELD_STATES, OPEN_STATES, CallbackState, LegState, OfferState
from store import transitions
from store.callbacks import offer_rows, queue, told_words
from store.callbacks.rows import HeldCallback, has_volunteer, rings_at_most, with_volunteer
from store.consent import other_numbers
from store.database import Tx
from store.messages import compose, prompts
from store.models import Callback, Leg, Message, Offer, Volunteer
from store.vault.columns import new_row_key

S = CallbackState
AGREED = "agreed"
"""The purpose of a text that tells a time agreed with a peer. Dropped once that time is past, or no longer agreed."""
COMING = "coming"
"""The purpose of a text that says that the phone rings in a minute or two. It is not true for long."""
COMING_LASTS = timedelta(minutes=5)
"""A text of that purpose that is older than this is not sent."""
_LETTERS = "CDEFGHJKMNPRTUVWXY"
"""Letters that are not mistaken for another; no A, because A12 is the code of an alert."""
_DIGITS = "23456789"
_REUSE_AFTER = timedelta(days=7)
_RUNG_BY_REST = ("volunteer", "heard", "listener")


_LOCK = select(Callback.__table__).with_for_update(key_share=True)
_LOCK_ID = _LOCK.where(Callback.id == bindparam("wanted"))
_LOCK_OPEN = _LOCK.where(Callback.contact_id == bindparam("wanted"), Callback.state.in_(OPEN_STATES))
_LOCK_CODE = _LOCK.where(Callback.code == bindparam("wanted"), Callback.state.in_(OPEN_STATES))
_LOCK_CALL = _LOCK.where(Callback.call_sid == bindparam("wanted"), Callback.state.in_(OPEN_STATES))
_LOCK_HELD = _LOCK.where(Callback.volunteer_id == bindparam("wanted"), Callback.state.in_(HELD_STATES))
_CHANGE = update(Callback).where(Callback.id == bindparam("changed"))


def lock(tx: Tx, callback_id: int) -> Callback:
    """The callback's row, locked: nobody else can change it until this transaction ends."""
    return cast(Callback, tx.run(_LOCK_ID, {"wanted": callback_id}).one())


def lock_open(tx: Tx, contact_id: int) -> Callback | None:
    """The contact's open callback, locked; None when there is none."""
    return _lock_first(tx, _LOCK_OPEN, contact_id)


def lock_code(tx: Tx, code: str) -> Callback | None:
    """The open callback with this code, locked; None when there is none."""
    return _lock_first(tx, _LOCK_CODE, code)


def lock_call(tx: Tx, call_sid: str) -> Callback | None:
    """The open callback a caller on this call wants to talk about at once, locked; None when there is none."""
    return _lock_first(tx, _LOCK_CALL, call_sid)


def lock_held(tx: Tx, volunteer_id: int) -> HeldCallback | None:
    """The callback this volunteer holds, locked; None when there is none."""
    held = _lock_first(tx, _LOCK_HELD, volunteer_id)
    return with_volunteer(held) if held is not None else None


def _lock_first(tx: Tx, which: Select[Any], wanted: int | str) -> Callback | None:
    return cast("Callback | None", tx.run(which, {"wanted": wanted}).first())


def read(tx: Tx, *where: ColumnElement[bool]) -> Callback | None:
    """A callback's row without a lock, as it stands at this moment; None when there is none."""
    return cast("Callback | None", tx.run(select(Callback.__table__).where(*where)).first())


def is_open(tx: Tx, callback_id: int) -> bool:
    """Whether the callback is open: waiting, offered, taken, or on."""
    state = tx.run(select(Callback.state).where(Callback.id == callback_id)).scalar()
    return state in OPEN_STATES


def is_agreed(tx: Tx, callback_id: int) -> bool:
    """Whether a volunteer has this callback for a time, theirs or the participant's, that is still to come."""
    theirs = and_(
        Callback.agreed_at.is_(None), Callback.not_before > tx.now, Callback.state == CallbackState.ACCEPTED
    )
    to_come = or_(Callback.agreed_at > tx.now, theirs)
    return tx.run(select(Callback.id).where(Callback.id == callback_id, to_come)).first() is not None


def still_rings_soon(tx: Tx, callback_id: int, told_at: datetime) -> bool:
    """Whether "your phone rings in a minute or two", written at `told_at`, is still true."""
    cb = read(tx, Callback.id == callback_id)
    if cb is not None and cb.kind == "text" and cb.state == S.CONNECTED:
        both_want_it = cb.listen_agreed_at is not None and cb.room_at is None
        return both_want_it and tx.now - told_at <= COMING_LASTS
    if cb is None or cb.state not in (S.ACCEPTED, S.CONNECTING) or cb.kind != "call":
        return False
    return cb.ready_asked_at is None and tx.now - told_at <= COMING_LASTS


def move(tx: Tx, cb: Callback, to: CallbackState, **values: Any) -> bool:
    """Bring a callback into the state `to`, and write `values` with it; False where it is elsewhere by now.

    Raises NotAllowedError where `to` may not follow the state of `cb` (`flows.states`).
    """
    transitions.check(Callback, cb.state, to)
    moved = transitions.moving(Callback, to).where(Callback.id == cb.id).values(**values)
    return bool(tx.run(moved).rowcount)


def take(tx: Tx, cb: Callback, volunteer_id: int, **values: Any) -> bool:
    """The volunteer has it from now on; False where somebody else was quicker. The first wins, in one UPDATE.

    Raises IntegrityError where they have another one.
    """
    without_volunteer = (Callback.id == cb.id) & Callback.volunteer_id.is_(None)
    first = transitions.moving(Callback, S.ACCEPTED, S.WAITING, S.OFFERED).where(without_volunteer)
    return bool(tx.run(first.values(volunteer_id=volunteer_id, **values)).rowcount)


def change(tx: Tx, callback_id: int, **values: Any) -> None:
    """Write to the callback's row, but not its state: see `move`."""
    if "state" in values:
        raise ValueError("the state of a callback is written by `move`")
    tx.run(_CHANGE, {"changed": callback_id, **values})


def open_new(tx: Tx, contact_id: int | None, **values: Any) -> Callback:
    """Open a callback with a code of its own. It rings the number they chose: their own, or a confirmed other one."""
    if contact_id is not None:
        # Whoever asks for a new call is not asked any more how the last one was.
        compose.drop_unsent(tx, contact_id, purpose="followup")
    values.setdefault("other_number_id", other_numbers.booked(tx, contact_id))
    values.setdefault("row_key", new_row_key())
    code = _free_code(tx)
    made = tx.run(
        insert(Callback)
        .values(
            contact_id=contact_id, code=code, state=S.WAITING, requested_at=tx.now, due_at=tx.now, **values
        )
        .returning(Callback.id)
    )
    callback_id = int(made.scalar_one())
    if contact_id is not None:
        told_words.attach(tx, contact_id, callback_id)
    return lock(tx, callback_id)


def _free_code(tx: Tx) -> str:
    open_codes = select(Callback.code).where(Callback.state.in_(OPEN_STATES))
    recent_codes = select(Callback.code).where(Callback.ended_at > tx.now - _REUSE_AFTER)
    taken = set(tx.run(open_codes.union_all(recent_codes)).scalars())
    for digits in (1, 2, 3):
        free = [
            letter + "".join(random.choices(_DIGITS, k=digits))  # noqa: S311  (a code is a name, not a secret)
            for letter in random.sample(_LETTERS, len(_LETTERS))
            for _ in range(4)
        ]
        for code in free:
            if code not in taken:
                return code
    raise RuntimeError("no free callback code")


def end(tx: Tx, cb: Callback, state: CallbackState, *, tell_volunteers: str | None = None) -> None:
    """End a callback: withdraw its offers, call off its rings, and free the volunteer who had it.

    `tell_volunteers`: the wording of the text to those who were asked, and to the volunteer who had it.
    """
    move(tx, cb, state, ended_at=tx.now, retry_at=None)
    withdraw_offers(tx, cb, OfferState.WITHDRAWN, tell=tell_volunteers)
    call_off_rings(tx, cb.id)
    if tell_volunteers and has_volunteer(cb) and cb.state in HELD_STATES:
        tell_holder_last(tx, cb, tell_volunteers)
    if cb.volunteer_id is not None:
        queue.wake_waiting(tx)


def let_go(tx: Tx, cb: Callback, offer_state: OfferState) -> None:
    """Take the callback from its volunteer: it waits again, and the next one is asked at once.

    After the last ring that the line promises it ends as missed instead. `offer_state`: what became of their offer.
    """
    accepted_offer = (Offer.callback_id == cb.id) & (Offer.volunteer_id == cb.volunteer_id)
    offer_rows.move(tx, accepted_offer, offer_state, OfferState.ACCEPTED)
    if cb.attempts >= rings_at_most(tx, cb):
        # Another peer would ring the participant more often than the line promises.
        end(tx, cb, S.MISSED)
        tell_participant(tx, cb, "notice.missed")
        return
    call_off_rings(tx, cb.id)
    move(
        tx,
        cb,
        S.WAITING,
        volunteer_id=None,
        retry_at=None,
        wait_for_go=False,
        agreed_at=None,
        talk_started_at=None,
        due_at=tx.now,
    )
    tx.wake("advance_callback", cb.id)
    queue.wake_waiting(tx, besides=cb.id)


def withdraw_offers(
    tx: Tx, cb: Callback, state: OfferState, *, tell: str | None, besides: int | None = None
) -> None:
    """Close the open offers of a callback, but not that of the volunteer `besides`, and text the others (`tell`)."""
    open_offers_of_callback = (Offer.callback_id == cb.id) & (Offer.state == "open")
    if besides is not None:
        open_offers_of_callback &= Offer.volunteer_id != besides
    asked: Sequence[int] = list(tx.run(select(Offer.volunteer_id).where(open_offers_of_callback)).scalars())
    if not asked:
        return
    offer_rows.move(tx, open_offers_of_callback, state, OfferState.OPEN)
    if tell:
        for volunteer_id in asked:
            contact_id = _contact_of(tx, volunteer_id)
            compose.queue(tx, contact_id, "notice", tell, callback_id=cb.id, code=cb.code)


def drop_offer_notices(tx: Tx, volunteer_id: int, code: str) -> None:
    """Drop the unsent text of `withdraw_offers` to this volunteer: the answer to their own text says the same."""
    callbacks_with_code = select(Callback.id).where(Callback.code == code)
    unsent_notices = and_(
        Message.contact_id == _contact_of(tx, volunteer_id),
        Message.callback_id.in_(callbacks_with_code),
        Message.purpose == "notice",
        Message.state == "due",
    )
    tx.run(update(Message).where(unsent_notices).values(state="dropped"))


def call_off_rings(tx: Tx, callback_id: int) -> None:
    """End every live leg of a callback: planned ones at once, the others by asking the carrier to hang up."""
    live_legs_of_callback = (Leg.callback_id == callback_id) & (Leg.state != "ended")
    over = transitions.moving(Leg, LegState.ENDED).values(outcome="called_off", ended_at=tx.now)
    for leg in tx.run(select(Leg.id, Leg.state, Leg.role).where(live_legs_of_callback)).all():
        if leg.state == LegState.PLANNED:
            tx.run(over.where(Leg.id == leg.id))
            continue
        # A leg that we rang stays live until the carrier confirms the end: its row is due until then, so a lost
        # wake-up costs seconds. A leg dialled from inside a call ends with that call; as ended, its late webhooks
        # cannot be taken for those of a later try.
        hung_up = update(Leg) if leg.role in _RUNG_BY_REST else over
        tx.run(hung_up.where(Leg.id == leg.id).values(hang_up_at=tx.now))
        tx.wake("hang_up_leg", leg.id)


def tell_volunteer(tx: Tx, volunteer_id: int, wording: str, **params: Any) -> None:
    """Text a volunteer."""
    compose.queue(tx, _contact_of(tx, volunteer_id), "notice", wording, **params)


def tell_holder_last(tx: Tx, cb: HeldCallback, wording: str) -> None:
    """Send the last text about a callback to the volunteer who has it; unsent notices about it are dropped."""
    about_this_callback = and_(
        Message.contact_id == _contact_of(tx, cb.volunteer_id), Message.callback_id == cb.id
    )
    unsent_notices = and_(about_this_callback, Message.purpose == "notice", Message.state == "due")
    tx.run(update(Message).where(unsent_notices).values(state="dropped"))
    tell_volunteer(tx, cb.volunteer_id, wording, code=cb.code)


def _contact_of(tx: Tx, volunteer_id: int) -> int:
    return int(tx.run(select(Volunteer.contact_id).where(Volunteer.id == volunteer_id)).scalar_one())


def tell_participant(tx: Tx, cb: Callback, wording: str, **params: Any) -> None:
    """Text the participant, if they can be texted."""
    if cb.contact_id is not None:
        # "closing" may wait for safe hours: that it is over is still true the next morning.
        purpose = "closing" if wording in ("notice.missed", "notice.expired") else "notice"
        if wording in ("notice.agreed", "notice.agreed_text"):
            purpose = AGREED
            compose.drop_unsent(
                tx, cb.contact_id, purpose=AGREED
            )  # an hour that waited, and is another by now
        compose.queue(tx, cb.contact_id, purpose, wording, **{"callback_id": cb.id, **params})


def time_is_off(tx: Tx, cb: Callback) -> None:
    """The volunteer is gone who had it for a time: tell the participant, where that time or that name was said."""
    if cb.state != S.ACCEPTED or cb.contact_id is None:
        return
    if cb.agreed_at is not None:
        compose.drop_unsent(tx, cb.contact_id, purpose=AGREED)
        tell_participant(tx, cb, "notice.agreed_off", by=cb.promised_by)
    elif cb.not_before is not None and cb.not_before > tx.now and cb.ready_asked_at is None:
        unsaid = compose.drop_unsent(tx, cb.contact_id, purpose=AGREED)
        if not unsaid and isinstance(prompts.peer_name(tx, cb), str):
            tell_participant(tx, cb, "notice.someone_else")
