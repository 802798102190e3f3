"""A coordinator has more volunteers asked for a callback, or puts its promise off. The participant hears of the second.

Both raise `actions.Refused` where it cannot be done, and then nothing is changed: the caller's transaction has to end
without a commit.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from flows.states import CallbackState
from store import decisions
from store.callbacks import callbacks
from store.contacts import contacts, in_danger
from store.coordinators import overview
from store.coordinators.actions import Refused, lock_open
from store.database import Tx
from store.models import Callback
from store.offers import escalation, matching
from store.relay import writing
from store.safe_contact import safe_contact

AT_ONCE: Final = 3
"""How many more are asked with one word of a coordinator. It can be said again."""
LONGEST: Final = timedelta(hours=12)
"""No promise is put off further than this from now: whoever waits longer is better asked anew."""
_IN_LINE = (CallbackState.WAITING, CallbackState.OFFERED)


def widen(tx: Tx, callback_id: int) -> Sequence[overview.Peer]:
    """Ask the next best volunteers who can be asked now, whatever the round; gives who they are."""
    cb = _in_line(tx, callback_id)
    if tx.line.closed_at(tx.now) is not None:
        raise Refused("closed", "The line is closed, so nobody is asked.")
    asked: list[int] = []
    for choice in matching.ranked(tx, cb).choices:
        made = matching.offer(tx, cb, choice, "a coordinator had more asked")
        if made is not None:
            escalation.ask(tx, cb, choice.volunteer_id, made)
            asked.append(choice.volunteer_id)
        if len(asked) == AT_ONCE:
            break
    if not asked:
        raise Refused("nobody_left", f"Nobody else can be asked for {cb.code} just now.")
    callbacks.move(tx, cb, CallbackState.OFFERED, due_at=tx.now)
    tx.wake("advance_callback", cb.id)
    return [each for id in asked if (each := overview.peer(tx, id)) is not None]


def put_off(tx: Tx, callback_id: int, by: datetime) -> None:
    """Promise a later time, and tell the participant so by text."""
    cb = _in_line(tx, callback_id)
    if cb.not_before is not None and cb.not_before > tx.now:
        raise Refused("their_hour", f"They chose the hour of {cb.code} themselves: LATER moves it.")
    if in_danger.needs_ready(tx, cb):
        raise Refused("danger", "They spoke of danger and were told no hour: none can be put off.")
    if not cb.promised_by < by <= max(tx.now, cb.promised_by) + LONGEST or by <= tx.now:
        raise Refused("not_later", "A promise is put off to a later time, by twelve hours at most.")
    if not _hears_at_once(tx, cb):
        raise Refused("unheard", "No text reaches them, so they would wait for the old hour.")
    callbacks.tell_participant(tx, cb, "notice.revised", was=cb.promised_by, by=by)
    anew = {"risk_alerted_at": None, "late_told_at": None}
    callbacks.change(tx, cb.id, promised_by=by, revised=cb.revised + 1, due_at=tx.now, **anew)
    decisions.note(tx, cb.id, "promise-revised", "by a coordinator")
    tx.wake("advance_callback", cb.id)


def _hears_at_once(tx: Tx, cb: Callback) -> bool:
    if cb.contact_id is None or not tx.line.texting or not writing.takes_texts(tx, cb.contact_id):
        return False
    ear = contacts.listening(tx, cb.contact_id)
    return safe_contact.may_text(tx, cb.contact_id, ear.safe, ear.to.zone).allowed


def _in_line(tx: Tx, callback_id: int) -> Callback:
    cb = lock_open(tx, callback_id)
    if cb.state not in _IN_LINE:
        holder = overview.peer(tx, cb.volunteer_id)
        raise Refused("has_it", f"{holder} has {cb.code}.", name=holder.name if holder is not None else "?")
    if cb.ready_asked_at is not None or cb.contact_id is None:
        raise Refused("waits_for_word", f"{cb.code} waits for their own word that they can be called.")
    return cb
