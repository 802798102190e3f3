"""Calls whose number is not proven: the caller may ask for a call to it, or for silence (docs/adr/0031).

The answer never depends on what is on file. What was changed is told to the number's owner, by text, as SAFE allows.
"""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select

from flows.effects.base import AlertKind, Outcome
from flows.effects.requests import Wanted
from flows.rules.phone import may_dial
from flows.rules.promises import promise
from flows.states import CallbackState
from flows.wording import Named, Span
from store import decisions
from store.alerts import danger
from store.callbacks import callbacks, refusal, wishes
from store.callbacks.callbacks import S
from store.contacts import contacts
from store.database import Tx
from store.models import Callback, Decision
from store.requests import call as requests
from store.requests import keyed_in as keyed_in_calls
from store.staffing import capacity

REFUSAL_LASTS = timedelta(days=1)
"""After the owner of a number called such a call off, nobody can ask for another one for so long."""
_SILENT = (S.WAITING, S.OFFERED)


def ask_for_call(
    tx: Tx, caller: contacts.Known, mood: int | None, keyed_in: str | None
) -> tuple[Outcome, Callback | None]:
    """Book a call to the number shown, or keyed in, where its owner's answers allow one and none is open.

    Gives the outcome, which is that of `AskForCall`, and the callback that was booked, if one was.
    """
    number = keyed_in or caller.shown
    if number is None:
        raise ValueError("a call needs a number")
    if not may_dial(number, tx.line.rung):
        return Outcome("not_ringable", {}), None
    answer = _as_the_line_stands(tx, caller.language)
    owner = contacts.by_number(tx, number)
    assert owner.contact_id is not None  # noqa: S101  (`by_number` makes one)
    often = not keyed_in_calls.counted(tx, number, keyed_in=keyed_in is not None)
    if often or not _may_be_asked_for(tx, owner):
        return answer, None
    if keyed_in is not None and not keyed_in_calls.may_be_called(tx, owner.contact_id, number):
        return answer, None
    open_callback = callbacks.lock_open(tx, owner.contact_id)
    if open_callback is not None:
        if keyed_in is None:
            _asked_while_on_hold(tx, open_callback)
        return answer, None
    requests.request(tx, _spoken_to(tx, owner, caller), mood, keyed_in=keyed_in is not None)
    cb = callbacks.lock_open(tx, owner.contact_id)
    if cb is None:
        return answer, None
    decisions.note(tx, cb.id, decisions.ASKED_UNVERIFIED, "by a call that is not proven to be theirs")
    if keyed_in is None:
        _tell_asked(tx, owner, cb)
    return answer, cb


def _as_the_line_stands(tx: Tx, language: str) -> Outcome:
    """Who is on duty, and nothing of the number: what is promised to it in particular would tell of its owner."""
    made = promise.promise_for(
        tx.now, tx.line, replace(capacity.cover_now(tx, language=language, besides=None), ahead=0)
    )
    if made.anyone_on:
        return Outcome("asked", {})
    return Outcome("nobody_until" if made.cover_from else "nobody", {"cover_from": made.cover_from})


def _may_be_asked_for(tx: Tx, owner: contacts.Known) -> bool:
    """Not where the last word of its owner was a no: opted out, "I'll contact you", or a call like this called off."""
    if owner.opted_out_at is not None or owner.person.safe.they_contact:
        return False
    refused = (
        select(Callback.id)
        .join(Decision, Decision.callback_id == Callback.id)
        .where(
            Callback.contact_id == owner.contact_id,
            Callback.state == CallbackState.CANCELLED,
            Callback.ended_at > tx.now - REFUSAL_LASTS,
            Decision.what == decisions.ASKED_UNVERIFIED,
        )
    )
    return tx.run(refused.limit(1)).first() is None


def _spoken_to(tx: Tx, owner: contacts.Known, caller: contacts.Known) -> contacts.Known:
    """In the language that was chosen on this call, or else in the owner's."""
    return replace(owner, language=caller.language) if caller.language != tx.line.language else owner


def _asked_while_on_hold(tx: Tx, cb: Callback) -> None:
    """Somebody asked for a call while the owner keeps it on hold. It stays on hold; the owner is told once."""
    told_notes = select(Decision.id).where(
        Decision.callback_id == cb.id, Decision.what == decisions.ASKED_ON_HOLD
    )
    if (
        cb.ready_asked_at is None
        or cb.state not in _SILENT
        or tx.run(told_notes.limit(1)).first() is not None
    ):
        return
    decisions.note(
        tx, cb.id, decisions.ASKED_ON_HOLD, "by a call that is not proven to be theirs; it stays on hold"
    )
    callbacks.tell_participant(tx, cb, "unverified.told_on_hold")


def _tell_asked(tx: Tx, owner: contacts.Known, cb: Callback) -> None:
    # Somebody who never texted us hears of it when they are rung: a first text from us could give them away.
    if owner.person.introduced or owner.volunteer_id is not None:
        wording = "unverified.told_asked_text" if cb.kind == "text" else "unverified.told_asked"
        callbacks.tell_participant(tx, cb, wording, by=cb.promised_by)


def move(tx: Tx, caller: contacts.Known, callback_id: int | None, wanted: Wanted) -> Outcome:
    """Move the callback that this same call booked. The outcome is that of `MoveAsked`."""
    cb = _still_open(tx, callback_id)
    if cb is not None and cb.contact_id is not None:
        moved = requests.move(tx, cb.contact_id, wanted).name == "moved"
        if moved and caller.shown is not None:
            _tell_asked(tx, contacts.by_id(tx, cb.contact_id, lock=False), callbacks.lock(tx, cb.id))
    cover = replace(capacity.cover_now(tx, language=tx.line.language, besides=None), ahead=0)
    made = promise.promise_for(tx.now, tx.line, cover, wanted_at=wanted.at)
    return Outcome("moved", {"when": Span(wanted.at, max(made.by, wanted.until or made.by))})


def keep_length(tx: Tx, callback_id: int | None, minutes: int) -> Outcome:
    """How long they would like to talk. The outcome is that of `KeepLength`."""
    cb = _still_open(tx, callback_id)
    if cb is not None and cb.contact_id is not None:
        wishes.keep(tx, cb.contact_id, "minutes", minutes)
    return Outcome("kept", {"minutes": minutes})


def _still_open(tx: Tx, callback_id: int | None) -> Callback | None:
    if callback_id is None:
        return None
    cb = callbacks.lock(tx, callback_id)
    return cb if cb.state in (*_SILENT, S.ACCEPTED) else None


def silence(tx: Tx, caller: contacts.Known) -> None:
    """Do not ring the number shown for now. Its owner is told, and can undo it with one word."""
    owner = contacts.on_file(tx, caller.shown) if caller.shown is not None else None
    if owner is None or owner.contact_id is None:
        return
    before = callbacks.lock_open(tx, owner.contact_id)
    on_hold = before is not None and before.ready_asked_at is not None and before.state in _SILENT
    if on_hold or refusal.silence(tx, owner.contact_id).name != "silenced":
        return
    cb = callbacks.lock_open(tx, owner.contact_id)
    if cb is not None:  # else that was their last try, and they are told so
        callbacks.tell_participant(tx, cb, "unverified.told_quiet")


def raise_alert(tx: Tx, caller: contacts.Known, kind: AlertKind, channel: Named) -> None:
    """Words of danger on such a call: alert a coordinator, and say that the number may be somebody else's."""
    owner = contacts.by_number(tx, caller.shown or "")
    # Of its own: what somebody forges may neither hide what the owner says, nor be taken for it.
    whose = f"unverified {owner.contact_id}"
    wording = f"alert.{kind.value}_unverified"
    danger.tell(
        tx, kind, contact_id=owner.contact_id, whose=whose, wording=wording, news=False, channel=channel
    )
