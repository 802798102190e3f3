"""A volunteer leaves: what they held, were asked and had promised goes to others."""

from flows.states import OfferState
from store.callbacks import callbacks, offer_rows, queue
from store.callbacks.callbacks import S
from store.database import Tx
from store.models import Offer
from store.relay import writing
from store.rota import shifts


def let_all_go(tx: Tx, volunteer_id: int) -> None:
    """A volunteer has left: offer what they hold to others, and close the offers that are open to them."""
    held = callbacks.lock_held(tx, volunteer_id)
    if writing.is_on(held):
        writing.peer_is_gone(tx, held)
    elif held is not None and held.state != S.CONNECTED:
        callbacks.time_is_off(tx, held)
        callbacks.let_go(tx, held, OfferState.WITHDRAWN)
    offer_rows.move(tx, Offer.volunteer_id == volunteer_id, OfferState.WITHDRAWN, OfferState.OPEN)
    shifts.gone(tx, volunteer_id)
    queue.wake_waiting(tx)
