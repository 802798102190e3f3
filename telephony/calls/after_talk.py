"""What a volunteer presses once a talk is over: never again, gladly again, or the star was a mistake."""

from datetime import datetime

from flows.engine import Phrase
from store.callbacks import cut_off, legs
from store.calls import line_rings
from store.database import Database, Tx
from store.reconnect import blocking
from telephony.calls import inbound
from telephony.calls.bridge import on_leg, volunteer_listener
from telephony.calls.twiml import Pages


def block_or_again(
    db: Database, now: datetime, pages: Pages, *, token: str, digits: str, sid: str = ""
) -> str:
    """After a talk the volunteer pressed star to block the participant, or 1 for gladly again. They hear of neither.

    2 ends a talk in a conference, and whoever presses it here means that as well. While the line may not text, how it
    was is asked next, on this call (`sid`).
    """

    def work(tx: Tx, held: legs.HeldLeg) -> str:
        leg, said = held.leg, "leg.ended"
        if leg.outcome == "connected" and digits == "*":
            blocking.block(tx, held.cb, leg.volunteer_id)
            return pages.blocked(volunteer_listener(tx, held), leg)
        if leg.outcome == "connected" and digits == "1":
            blocking.talk_again(tx, held.cb, leg.volunteer_id)
            said = "leg.again"
        elif leg.outcome == "connected" and digits == "2":
            cut_off.drop_word_of_reconnect(tx, held.cb)
        return _goodbye(tx, held, pages, sid, said)

    return on_leg(db, now, token, work)


def blocked_by_mistake(
    db: Database, now: datetime, pages: Pages, *, token: str, digits: str, sid: str = ""
) -> str:
    """Star kept the two apart, and the volunteer was told so: with 1 they take it back."""

    def work(tx: Tx, held: legs.HeldLeg) -> str:
        taken_back = digits == "1" and held.leg.outcome == "connected"
        if taken_back:
            blocking.take_back(tx, held.cb, held.leg.volunteer_id)
        return _goodbye(tx, held, pages, sid, "leg.unblocked" if taken_back else "leg.ended")

    return on_leg(db, now, token, work)


def _goodbye(tx: Tx, held: legs.HeldLeg, pages: Pages, sid: str, said: str) -> str:
    if not tx.line.texting and held.leg.outcome == "connected" and sid:
        return _how_it_was(tx, held, pages, sid, [] if said == "leg.ended" else [said])
    return pages.goodbye(volunteer_listener(tx, held), [Phrase(said)])


def _how_it_was(tx: Tx, held: legs.HeldLeg, pages: Pages, sid: str, before: list[str]) -> str:
    whose, (step, answers) = (
        legs.volunteer_contact(tx, held.leg.volunteer_id),
        line_rings.how_it_was(tx, held),
    )
    return inbound.talk_on(
        tx, pages, sid=sid, contact_id=whose, step=step, answers=answers, before=before, anew=True
    )
