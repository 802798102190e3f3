"""After a talk: thank both, ask the participant one gentle question, and keep the answers."""

from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy import and_, func, or_, select

from flows.effects.base import AlertKind, Outcome
from flows.rules.matching import rest
from flows.volunteers import after_call
from store import decisions
from store.callbacks import callbacks, cut_off, legs, reminders
from store.callbacks.callbacks import S
from store.callbacks.rows import HeldCallback
from store.database import Tx
from store.messages import prompts
from store.models import Alert, Callback
from store.volunteers import availability, notes, pairings

HARDLY_BEGUN = timedelta(seconds=30)
"""A shorter call was no talk: nobody is asked how it was."""
SOON_OVER = timedelta(seconds=60)
"""A shorter call may have been cut off: both are told how to go on."""
LED_TO_IT = timedelta(hours=1)
"""Words of crisis so long before the call was asked for are about it too."""
_DONE, _NONE = Outcome("done", {}), Outcome("none", {})


def ended(
    tx: Tx,
    cb: HeldCallback,
    *,
    failed: bool = False,
    thank: bool = True,
    handed_on: bool = False,
    by_key: bool = False,
    on_the_phone: bool = False,
) -> None:
    """They have talked, or written, and it is over now: the row says COMPLETED. Call it once a talk.

    `cb` is the row as it was before. `failed`: the carrier says that the call broke off. `thank`: not a
    volunteer who ended it by text, and is thanked in the answer to that. `handed_on`: it goes on without them, with
    the crisis line or a supervisor: however soon that was, it was a talk, and nobody was cut off. `by_key`: somebody
    ended it by key, so nobody was cut off. `on_the_phone`: the volunteer still is, and may yet press such a key
    (`store.callbacks.cut_off`).
    """
    lasted = tx.now - (cb.connected_at or tx.now)
    hardly = cb.kind == "call" and lasted < HARDLY_BEGUN and not handed_on
    broke_off = failed or (cb.kind == "call" and lasted < SOON_OVER)
    broke_off = broke_off and cb.contact_id is not None
    broke_off = broke_off and not handed_on and not by_key and not _kept_apart(tx, cb)
    told: dict[str, str] = {after_call.BROKE_OFF: "yes"} if broke_off and not on_the_phone else {}
    if not hardly:
        told |= _rest(tx, cb, handed_on=handed_on)
    if thank:
        _ask_volunteer(tx, cb, told)
    if cb.contact_id is None:
        return
    if broke_off:
        cut_off.tell_of_reconnect(tx, cb, on_the_phone=on_the_phone)
    if hardly:
        return
    pairings.talked(tx, contact_id=cb.contact_id, volunteer_id=cb.volunteer_id)
    _ask(tx, cb)


def _rest(tx: Tx, cb: HeldCallback, *, handed_on: bool) -> dict[str, str]:
    """The volunteer rests, an hour where words of crisis were said. Gives what they are told of it."""
    heavy = handed_on or _was_heavy(tx, cb)
    lasting = rest.AFTER_A_HARD_ONE if heavy else rest.after_a_talk(tx.line)
    notes.begin_rest(tx, cb.volunteer_id, lasting)
    if not availability.is_on_duty(tx, cb.volunteer_id):
        return {}  # nobody asks them anyway
    said = {after_call.RESTS_UNTIL: (tx.now + lasting).isoformat()}
    return said | ({after_call.HEAVY: "yes"} if heavy else {})


def _was_heavy(tx: Tx, cb: HeldCallback) -> bool:
    """Whether words of crisis were said in the talk, in what led to it, or in what its volunteer told us of it."""
    since = cb.requested_at - LED_TO_IT
    about = Alert.callback_id == cb.id
    if cb.contact_id is not None:
        about = or_(about, Alert.contact_id == cb.contact_id)
    newest = func.coalesce(Alert.crisis_at, Alert.at)
    crisis = and_(about, Alert.kind == AlertKind.CRISIS.value, newest > since)
    return tx.run(select(Alert.id).where(crisis).limit(1)).first() is not None


def _ask_volunteer(tx: Tx, cb: HeldCallback, told: Mapping[str, str]) -> None:
    """Thank the volunteer and ask how it was, in one text."""
    answers = {after_call.CODE: cb.code, **told}
    if cb.kind == "text":
        answers[after_call.IN_WRITING] = "yes"
    contact_id = legs.volunteer_contact(tx, cb.volunteer_id)
    # Not filed under the callback: a key that takes back word of RECONNECT must not take this back.
    prompts.put(tx, contact_id, "after_call.ask", answers=answers)


def _kept_apart(tx: Tx, cb: HeldCallback) -> bool:
    """Whether the volunteer has blocked them: then neither is told of RECONNECT, since it would not connect them."""
    if cb.contact_id is None:
        return False
    return pairings.is_blocked(tx, contact_id=cb.contact_id, volunteer_id=cb.volunteer_id)


def _ask(tx: Tx, cb: Callback) -> None:
    """Plan the one question about the talk, unless they ended everything meanwhile."""
    if callbacks.lock(tx, cb.id).followed_up_at is None:
        reminders.ask_how_it_was(tx, cb)


def rate(tx: Tx, contact_id: int, callback_id: int, rating: int) -> Outcome:
    """Keep how much the talk helped, 1 to 5."""
    cb = _theirs(tx, contact_id, callback_id)
    if cb is None:
        return _NONE
    callbacks.change(tx, cb.id, rating=rating)
    decisions.note(tx, cb.id, "rated", f"{rating} of 5", volunteer_id=cb.volunteer_id)
    return _DONE


def choose_peer(tx: Tx, contact_id: int, callback_id: int, whom: str) -> Outcome:
    """Keep whom they would like next time: "same", "anyone", or "not_them", which blocks this pair from now on."""
    cb = _theirs(tx, contact_id, callback_id)
    if cb is None or cb.volunteer_id is None:
        return _NONE
    callbacks.change(tx, cb.id, again=whom)
    pair = {"contact_id": contact_id, "volunteer_id": cb.volunteer_id}
    if whom == "same":
        pairings.again(tx, **pair, by="contact")
    elif whom == "not_them":
        pairings.refuse(tx, **pair, by="contact")
    decisions.note(tx, cb.id, "next-time", _SAID[whom], volunteer_id=cb.volunteer_id)
    return _DONE


_SAID = {"same": "the same peer, please", "anyone": "anyone will do", "not_them": "rather not this peer"}


def _theirs(tx: Tx, contact_id: int, callback_id: int) -> Callback | None:
    callback_of_contact = (Callback.id == callback_id) & (Callback.contact_id == contact_id)
    done = select(Callback.id).where(callback_of_contact, Callback.state == S.COMPLETED)
    return callbacks.lock(tx, callback_id) if tx.run(done).first() is not None else None


def wanted_again(tx: Tx, contact_id: int) -> int | None:
    """The peer they asked for after their last talk, with whom their next callback begins; None for no wish."""
    answers_of_contact = select(Callback.again, Callback.volunteer_id).where(
        Callback.contact_id == contact_id, Callback.again.is_not(None)
    )
    latest = tx.run(answers_of_contact.order_by(Callback.id.desc()).limit(1)).first()
    return latest.volunteer_id if latest is not None and latest.again == "same" else None


def want_again(tx: Tx, volunteer_id: int, code: str | None) -> Outcome:
    """AGAIN: a volunteer would like to talk with them again. Without a code: the last they talked with."""
    talks_of_volunteer = select(Callback.contact_id, Callback.code, Callback.id).where(
        Callback.volunteer_id == volunteer_id,
        Callback.contact_id.is_not(None),
        Callback.connected_at.is_not(None),
        Callback.state == S.COMPLETED,
    )
    latest_talk = talks_of_volunteer.order_by(Callback.ended_at.desc(), Callback.id.desc()).limit(1)
    row = tx.run(latest_talk.where(Callback.code == code) if code else latest_talk).first()
    if row is None:
        return _NONE
    pairings.again(tx, contact_id=row.contact_id, volunteer_id=volunteer_id, by="volunteer")
    decisions.note(tx, row.id, "again", "the peer is glad to talk again", volunteer_id=volunteer_id)
    return Outcome("noted", {"code": row.code})
