"""The crisis transfer: the participant's own call dials the crisis line, and what they hear when it comes back."""

from collections.abc import Sequence
from datetime import datetime

from twilio.twiml.voice_response import VoiceResponse

from flows.engine import Phrase
from flows.rules.crisis import lines as crisis_lines
from flows.wording import Listener
from store.callbacks import legs
from store.calls import conference, supervisor
from store.calls.conference import Next
from store.database import Database, Tx
from store.models import Leg
from telephony.calls import conference_twiml
from telephony.calls.bridge import OVER, listener_on, on_leg
from telephony.calls.conference import what_next
from telephony.calls.twiml import Pages, say


def to_crisis_line(db: Database, now: datetime, pages: Pages, *, token: str) -> str:
    """The carrier takes the participant's call out of the conference, to dial the crisis line."""

    def work(tx: Tx, held: legs.HeldLeg) -> str:
        leg = supervisor.ring_crisis_line(tx, held)
        if leg is None:
            stays = conference.stays(tx, held)
            return what_next(tx, held, pages, Next.ROOM if stays else Next.GOODBYE, waits=True)
        said = [Phrase("room.to_crisis")]
        return _dial_crisis_line(tx, pages, listener_on(tx, held), held, leg, said)

    return on_leg(db, now, token, work)


def after_crisis_line(
    db: Database, now: datetime, pages: Pages, *, token: str, status: str, call_status: str
) -> str:
    """The participant's call is back from the crisis line, or never reached it."""

    def work(tx: Tx, held: legs.HeldLeg) -> str:
        came_of_it, leg = conference.crisis_over(tx, held, status, gone=call_status in OVER)
        to = listener_on(tx, held)
        if came_of_it == "back":
            said = [Phrase("room.crisis_failed")]
            return conference_twiml.conference(tx, pages, to, held, said, waits=True)
        if leg is not None:
            return _dial_crisis_line(tx, pages, to, held, leg, [Phrase("room.crisis_again")])
        return pages.goodbye(
            to, [Phrase("room.crisis_failed" if came_of_it == "alone" else "room.after_crisis")]
        )

    return on_leg(db, now, token, work)


def _dial_crisis_line(
    tx: Tx, pages: Pages, to: Listener, held: legs.HeldLeg, leg: Leg, phrases: Sequence[Phrase]
) -> str:
    """Dial the crisis line (`leg`) from the participant's own call: once it answers, the line is not in between."""
    response = VoiceResponse()
    say(response, to, *phrases)
    dial = response.dial(
        # Without callerId the crisis line would see the participant's number, which they have not given it.
        caller_id=tx.line.number,
        timeout=supervisor.CRISIS_RINGS,
        action=pages.url(f"/legs/{held.leg.token}/room/handed"),
        method="POST",
    )
    dial.number(
        crisis_lines.for_region(tx.line.region).dial,
        status_callback=pages.url(f"/legs/{leg.token}/status"),
        status_callback_method="POST",
        status_callback_event="answered completed",
    )
    return str(response)
