"""A request of somebody who was erased ends by itself: there is nobody left to ring."""

from flows.states import OPEN_STATES, CallbackState
from store import decisions
from store.callbacks import callbacks
from store.database import Tx
from store.models import Callback


def ends(tx: Tx, cb: Callback) -> bool:
    """Whether the participant's key is destroyed. Then the request has ended, and its volunteer is told that it has."""
    if cb.contact_id is None or not tx.keys.is_destroyed(cb.contact_id):
        return False
    if cb.state in OPEN_STATES and cb.state != CallbackState.CONNECTED:
        decisions.note(tx, cb.id, "erased", "the participant was erased")
        callbacks.end(tx, cb, CallbackState.CANCELLED, tell_volunteers="offer.withdrawn")
    return True
