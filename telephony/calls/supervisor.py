"""The supervisor on call is rung to join a talk: what they hear before they join, and the keys they press."""

from collections.abc import Sequence
from datetime import datetime

from twilio.twiml.voice_response import Gather, VoiceResponse

from flows.engine import Phrase
from flows.wording import Listener
from store.callbacks import legs
from store.calls import supervisor
from store.database import Database, Tx
from store.models import Leg
from telephony.calls import conference_twiml, twiml
from telephony.calls.bridge import listener_on, on_leg
from telephony.calls.twiml import KEY_SECONDS, Pages, say

ASKED_AT_MOST = 3
_BRIEFED = 10
"""In the address, questions from this number on come after the supervisor has heard what is known of the talk."""


def answered(db: Database, now: datetime, pages: Pages, *, token: str, sid: str) -> str:
    """The supervisor picked up: they are asked for any key, for a voicemail must not join a talk."""

    def work(tx: Tx, held: legs.HeldLeg) -> str:
        if not supervisor.picked_up(tx, held, sid):
            return pages.goodbye(listener_on(tx, held), [Phrase("leg.volunteer_gone")])
        said = [Phrase("room.supervisor_hello", {"code": held.cb.code})]
        return _ask_for_key(pages, listener_on(tx, held), held.leg, said, 1)

    return on_leg(db, now, token, work)


def pressed(db: Database, now: datetime, pages: Pages, *, token: str, digits: str, asked: int) -> str:
    """The supervisor pressed a key, or none: first any key to hear what is known, then 1 to join or 2 to take over."""

    def work(tx: Tx, held: legs.HeldLeg) -> str:
        to, leg = listener_on(tx, held), held.leg
        if leg.state == "ended" or (leg.outcome != "connected" and not supervisor.picked_up(tx, held, "")):
            return pages.goodbye(to, [Phrase("leg.volunteer_gone")])
        briefed = asked >= _BRIEFED
        if briefed and digits in ("1", "2") and supervisor.joined(tx, held, takes_over=digits == "2"):
            said = [Phrase("room.supervisor_joins")]
            return conference_twiml.conference(tx, pages, to, held, said, waits=True, ends=False)
        if not digits and asked % _BRIEFED >= ASKED_AT_MOST:
            supervisor.not_reached(tx, held, "no_key")
            return twiml.hang_up()
        if briefed or digits:
            heard = [] if briefed else supervisor.hears(tx, held)
            asks = max(asked, _BRIEFED - 1) + 1
            return _ask_for_key(pages, to, leg, [*heard, Phrase("room.supervisor_keys")], asks)
        return _ask_for_key(pages, to, leg, [Phrase("leg.volunteer_again")], asked + 1)

    return on_leg(db, now, token, work)


def _ask_for_key(pages: Pages, to: Listener, leg: Leg, phrases: Sequence[Phrase], asked: int) -> str:
    response = VoiceResponse()
    action = pages.url(f"/legs/{leg.token}/supervisor/{asked}")
    gather = Gather(
        input="dtmf", num_digits=1, finish_on_key="", timeout=KEY_SECONDS, action=action, method="POST"
    )
    gather.attrs["actionOnEmptyResult"] = "true"
    say(gather, to, *phrases)
    response.append(gather)
    response.redirect(action, method="POST")
    return str(response)
