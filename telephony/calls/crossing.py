"""What is heard on a call that crosses with one of ours (`store.calls.crossing`)."""

from datetime import datetime

from flows.engine import Phrase
from store.callbacks import callbacks, legs
from store.callbacks.callbacks import S
from store.calls import conference, crossing
from store.contacts import contacts, open_questions
from store.database import Database, Tx
from store.models import Callback
from store.volunteers import roster
from telephony.calls import conference_twiml, twiml
from telephony.calls.twiml import Pages

WAIT_SECONDS, HELD_SECONDS = 4, 3
NOT_REACHED = ("busy", "no-answer", "failed", "canceled")


def begins(tx: Tx, pages: Pages, known: contacts.Known, sid: str) -> str | None:
    """What a call that crosses hears, in place of a menu; None for every other, and where nobody vouches for it."""
    if known.contact_id is None:
        if known.shown is not None:
            crossing.unverified(tx, known.shown, sid)
        return None
    if (
        known.volunteer_id is not None
        and known.person.volunteer is not None
        and known.person.volunteer.active
    ):
        leg = crossing.volunteer(tx, known.volunteer_id, sid)
        if leg is not None:
            return pages.key(roster.volunteer_listener(tx, known.volunteer_id), "leg.volunteer", leg, 1)
    if known.person.safe.says_less:
        # Somebody else may have picked up that phone to see who called: it rings, and asks for a key without a reason.
        crossing.unverified(tx, contacts.number_of(tx, known.contact_id), sid)
        return None
    cb = crossing.participant(tx, known.contact_id, sid)
    return _waits(tx, pages, cb, sid, first=True) if cb is not None else None


def waits(db: Database, now: datetime, pages: Pages, *, sid: str) -> str:
    """The participant's call asks again: their volunteer is there, or is still rung, or could not be reached."""

    def work(tx: Tx) -> str:
        held = legs.lock_by_sid(tx, sid)
        cb = held.cb if held is not None else callbacks.lock_call(tx, sid)
        if cb is not None:
            return _waits(tx, pages, cb, sid, first=False)
        call = open_questions.call(tx, sid)
        if call is None or call.contact_id is None:
            return twiml.hang_up()
        return pages.goodbye(contacts.listener(tx, call.contact_id), [Phrase("crossing.not_reached")])

    return db.transact(now, work)


def _waits(tx: Tx, pages: Pages, cb: Callback, sid: str, *, first: bool) -> str:
    to = contacts.listener(tx, cb.contact_id or 0)
    said = [Phrase("crossing.hello")] if first else []
    if cb.state == S.CONNECTED:
        held = legs.lock_by_sid(tx, sid)
        if held is None:
            return twiml.hang_up()
        if conference.comes_in(tx, held) is not conference.Next.ROOM:
            return pages.goodbye(to, [Phrase("room.ended")])
        return conference_twiml.conference(tx, pages, to, held, said, waits=True)
    if crossing.caller_waits(tx, cb) != sid:
        return pages.goodbye(to, [Phrase("crossing.not_reached")])
    return conference_twiml.private_words(to, said, pause=WAIT_SECONDS, again=pages.url("/voice/crossing"))


def instead_of_the_end(tx: Tx, pages: Pages, held: legs.HeldLeg, status: str) -> str | None:
    """What the volunteer hears when the participant's ring is over because they are calling us; None where not."""
    joined = crossing.joined_meanwhile(tx, held)
    if joined is not None:
        return volunteer_joins(tx, pages, joined.id)
    if status in NOT_REACHED and crossing.hold(tx, held):
        return volunteer_waits(tx, pages, held, first=True)
    return None


def volunteer_waits(tx: Tx, pages: Pages, held: legs.HeldLeg, *, first: bool = False) -> str:
    """The volunteer stays on the line while the participant calls us; then that phone rings. `held`: its last ring."""
    to = roster.volunteer_listener(tx, held.leg.volunteer_id)
    again = None if first else crossing.ring_again(tx, held)
    if again is not None:
        return pages.dial_participant(tx, to, [Phrase("crossing.ringing")], again, held.cb)
    said = [Phrase("crossing.held")] if first else []
    path = pages.url(f"/legs/{held.leg.token}/held")
    return conference_twiml.private_words(to, said, pause=HELD_SECONDS, again=path)


def volunteer_joins(tx: Tx, pages: Pages, leg_id: int, *said: Phrase) -> str:
    """The volunteer's call goes into the conference, where the participant is, or is about to be."""
    held = legs.lock(tx, leg_id)
    to = roster.volunteer_listener(tx, held.leg.volunteer_id)
    return conference_twiml.conference(tx, pages, to, held, said, waits=True)
