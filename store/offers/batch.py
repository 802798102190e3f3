"""Whom to ask when several callbacks wait: look at all together, so that one does not take the only peer of another."""

from datetime import timedelta
from typing import cast

from sqlalchemy import bindparam, exists, select

from flows.rules.matching.assignment import for_one
from flows.rules.matching.matching import Choice
from flows.rules.matching.queue import urgency
from store.callbacks import queue
from store.database import Tx
from store.models import IN_LINE, Callback, Offer
from store.offers import candidates

TOGETHER = 200
"""How many waiting callbacks are weighed against each other; beyond it, the least urgent wait for the next look."""


def choose(tx: Tx, cb: Callback, more: int) -> list[Choice]:
    """The volunteers to offer this callback, best first (`flows.rules.matching.assignment.for_one`)."""
    # In one order whoever asks: two who plan at the same moment come to the same plan.
    waiting = sorted([cb, *_others_short(tx, cb)], key=lambda each: (each.requested_at, each.id))
    wishes = {each.id: candidates.wish_of(tx, each) for each in waiting}
    urgent = {
        each.id: urgency(
            severity=each.severity,
            requested_at=queue.waits_since(each),
            promised_by=each.promised_by,
            now=tx.now,
        )
        for each in waiting
    }
    return for_one(
        wishes.pop(cb.id),
        list(wishes.values()),
        candidates.pool(tx, waiting),
        more=more,
        now=tx.now,
        rest=timedelta(minutes=tx.line.offer_minutes),
        urgency=urgent,
    )


def _others_short(tx: Tx, cb: Callback) -> list[Callback]:
    """The other callbacks that wait now and for which nobody is asked, the soonest promise first."""
    return cast(list[Callback], list(tx.run(_OTHERS_SHORT, {"besides": cb.id, "now": tx.now})))


_HAS_AN_OPEN_OFFER = exists().where(Offer.callback_id == Callback.id, Offer.state == "open")
_OTHERS_SHORT = (
    select(Callback.__table__)
    .where(
        IN_LINE,
        Callback.id != bindparam("besides"),
        Callback.contact_id.is_not(None),
        Callback.talk_started_at.is_(None),
        Callback.ready_asked_at.is_(None),
        Callback.not_before.is_(None) | (Callback.not_before <= bindparam("now")),
        ~_HAS_AN_OPEN_OFFER,
    )
    .order_by(Callback.promised_by)
    .limit(TOGETHER)
)
