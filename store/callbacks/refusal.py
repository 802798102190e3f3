"""A participant says no to their callback: no phone rings and no volunteer is asked until they ask again."""

from flows.effects.base import Outcome
from flows.states import HELD_STATES, CallbackState, OfferState
from store import decisions
from store.callbacks import callbacks, listening, trial_rings
from store.callbacks.callbacks import S
from store.callbacks.rows import has_volunteer, rings_at_most
from store.database import Tx
from store.messages import compose
from store.models import Callback


def silence(tx: Tx, contact_id: int, *, rings_only: bool = False) -> Outcome:
    """Call off every ring and free whoever has the callback. The outcomes are those of `SilenceCallback`.

    Saying it twice changes nothing. The request stays for a day, so that one word brings it back.
    """
    trial_rings.call_off(tx, contact_id)
    cb = callbacks.lock_open(tx, contact_id)
    if cb is not None and cb.listen_wish is not None:
        listening.stop(tx, cb, listening.OFF)  # they write on, and no phone rings beside it
    if cb is None or (rings_only and cb.kind == "text"):
        return Outcome("none", {})
    if cb.state == S.CONNECTED or cb.talk_started_at is not None:
        return Outcome("talking", {})
    if cb.silenced_at is not None:
        return Outcome("silenced", {})
    compose.drop_unsent(tx, contact_id, purpose="ready")
    if cb.attempts >= rings_at_most(tx, cb):
        callbacks.end(tx, cb, CallbackState.CANCELLED, tell_volunteers="offer.withdrawn")
        return Outcome("cancelled", {})
    callbacks.withdraw_offers(tx, cb, OfferState.WITHDRAWN, tell="offer.withdrawn")
    _free(tx, cb)
    now = {"silenced_at": tx.now, "ready_asked_at": tx.now, "near_asked_at": tx.now, "due_at": tx.now}
    callbacks.move(tx, cb, S.WAITING, retry_at=None, **now)
    decisions.note(tx, cb.id, "silenced", "they said no; it waits until they ask again")
    return Outcome("silenced", {})


def _free(tx: Tx, cb: Callback) -> None:
    """Take the callback from the volunteer who has it, or is rung for it."""
    if has_volunteer(cb) and cb.state in HELD_STATES:
        callbacks.tell_holder_last(tx, cb, "offer.withdrawn")
        callbacks.let_go(tx, cb, OfferState.WITHDRAWN)
