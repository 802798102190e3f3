"""A volunteer is there: they are told what they should know, and the participant's phone rings from their call."""

from collections.abc import Sequence
from datetime import timedelta

from flows.engine import Phrase
from flows.offers.briefing import seconds
from flows.rules.crisis import lines as crisis_lines
from flows.wording import Listener, render
from store.callbacks import briefing, legs
from store.calls import bridge
from store.calls.bridge import Heard
from store.database import Tx
from telephony.calls import crossing
from telephony.calls.twiml import Pages


def rings_them(
    tx: Tx, pages: Pages, held: legs.HeldLeg, to: Listener, *, before: Sequence[Phrase] = ()
) -> str | None:
    """The briefing, and the ring; or why there is none now. None where the volunteer's ring no longer counts."""
    told = [*before, *(briefing.aloud(tx, held.cb, to) if held.current else [])]
    speaking = timedelta(seconds=seconds([render(each.id, to, each.params) for each in told]))
    ready = bridge.volunteer_ready(tx, held, speaking=speaking)
    if ready.leg is not None:
        told.append(Phrase(_ringing(tx)))
        return pages.dial_participant(tx, to, told, ready.leg, held.cb)
    if ready.heard is Heard.ROOM:
        return crossing.volunteer_joins(tx, pages, held.leg.id, *told, Phrase("crossing.on_the_line"))
    if ready.heard is Heard.NOT_NOW:
        said = Phrase("leg.not_now", {"at": ready.at}) if ready.at else Phrase("leg.not_by_phone")
        return pages.goodbye(to, [said])
    return None


def _ringing(tx: Tx) -> str:
    if not tx.line.on_call:
        return "leg.ringing_participant"
    dialled = crisis_lines.for_region(tx.line.region).dial
    return "leg.ringing_participant_room" if dialled else "leg.ringing_participant_room_without"
