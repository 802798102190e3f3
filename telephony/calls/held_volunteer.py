"""What a volunteer hears who is held, because the participant is calling us at this moment (`store.calls.crossing`)."""

from datetime import datetime

from flows.engine import Phrase
from store.callbacks import legs
from store.calls import crossing
from store.database import Database, Tx
from store.volunteers import roster
from telephony.calls import crossing as crossings
from telephony.calls.bridge import on_leg
from telephony.calls.twiml import Pages


def held_on(db: Database, now: datetime, pages: Pages, *, token: str) -> str:
    """A few seconds have passed: ring the participant, or a few seconds more. `token`: of the ring that was in vain."""

    def work(tx: Tx, held: legs.HeldLeg) -> str:
        if not crossing.hold(tx, held):
            to = roster.volunteer_listener(tx, held.leg.volunteer_id)
            return pages.goodbye(to, [Phrase("leg.volunteer_gone")])
        return crossings.volunteer_waits(tx, pages, held)

    return on_leg(db, now, token, work)
