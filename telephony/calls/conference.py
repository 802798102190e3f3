"""The room two people talk in: what each phone hears of it, and what every word of the carrier about it does."""

from datetime import datetime

from flows.engine import Phrase
from flows.rules.crisis import lines as crisis_lines
from store.callbacks import legs
from store.calls import commands, conference, supervisor
from store.calls.conference import Next
from store.database import Database, Tx
from telephony.calls import conference_twiml, twiml
from telephony.calls.bridge import OVER, ear, on_leg
from telephony.calls.twiml import Pages

ASKED_AT_MOST = 3
WAIT_SECONDS = 10
FETCHED_WITHIN = 3
_SAID_BEFORE = {
    Next.COMING: "room.coming",
    Next.ALREADY: "room.already",
    Next.IN: "room.is_in",
    Next.TOLD: "room.told",
    Next.HANDED: "room.handed",
    Next.NO_LINE: "room.no_line",
}
_SAID_LAST = {Next.BLOCKED: "leg.blocked", Next.AGAIN: "leg.again", Next.HANDED_ON: "room.they_have_them"}
SAYINGS = {
    "supervisor": "room.supervisor",
    "takes_over": "room.takes_over",
    "goes_on": "room.goes_on",
    "left_to_you": "room.left_to_you",
    "not_reached": "room.not_reached",
    "crisis_failed": "room.crisis_failed",
}


def come_in(db: Database, now: datetime, pages: Pages, *, token: str) -> str:
    """The carrier has sent this call to the room."""
    return on_leg(db, now, token, lambda tx, held: _next(tx, held, pages, conference.comes_in(tx, held)))


def out(db: Database, now: datetime, pages: Pages, *, token: str, call_status: str) -> str:
    """Somebody is out of the room: by star, because it ended, or because they hung up."""

    def work(tx: Tx, held: legs.HeldLeg) -> str:
        return _next(tx, held, pages, conference.out(tx, held, gone=call_status in OVER), waits=True)

    return on_leg(db, now, token, work)


def again(db: Database, now: datetime, pages: Pages, *, token: str) -> str:
    """The participant, a moment after they came out."""
    return on_leg(
        db, now, token, lambda tx, held: _next(tx, held, pages, conference.again(tx, held), waits=True)
    )


def pressed(db: Database, now: datetime, pages: Pages, *, token: str, digits: str, asked: int) -> str:
    """A key of the volunteer's out of the room, or silence."""

    def work(tx: Tx, held: legs.HeldLeg) -> str:
        what = conference.key(tx, held, digits, asked)
        return _next(tx, held, pages, what, waits=True, asked=asked)

    return on_leg(db, now, token, work)


def fetched(db: Database, now: datetime, pages: Pages, *, token: str) -> str:
    """A call that was fetched from the room, because its talk is over."""
    return on_leg(db, now, token, lambda tx, held: _next(tx, held, pages, conference.is_over(tx, held)))


def wait(db: Database, now: datetime, pages: Pages, *, token: str) -> str:
    """What somebody hears who is in the room alone; asked for again and again."""

    def work(tx: Tx, held: legs.HeldLeg) -> str:
        to, once_more = ear(tx, held), pages.url(f"/legs/{token}/room/wait")
        if not conference.stays(tx, held):
            # They are about to be fetched; this is for the case that no worker comes.
            has_them = held.leg.role != "participant" and supervisor.crisis_line_has_them(tx, held.cb)
            said = "room.they_have_them" if has_them else "room.ended"
            words = [Phrase(said)]
            return conference_twiml.aside(
                to, words, pause=WAIT_SECONDS, before=FETCHED_WITHIN, again=once_more
            )
        handing = held.cb.handed_to == "crisis" and held.leg.role != "participant"
        said = "room.wait_crisis" if handing else "room.one_moment"
        return conference_twiml.aside(to, [Phrase(said)], pause=WAIT_SECONDS, again=once_more)

    return on_leg(db, now, token, work, otherwise=twiml.bridge())


def saying(db: Database, now: datetime, pages: Pages, *, token: str, what: str) -> str:
    """Words, or the tone, for one ear in the room."""

    def work(tx: Tx, held: legs.HeldLeg) -> str:
        if what == "tone":
            return conference_twiml.tone(pages)
        said = [Phrase(SAYINGS[what])] if what in SAYINGS else []
        return conference_twiml.aside(ear(tx, held), said)

    return on_leg(db, now, token, work, otherwise=twiml.bridge())


def to_crisis_line(db: Database, now: datetime, pages: Pages, *, token: str) -> str:
    """The participant's call is sent on to the crisis line."""

    def work(tx: Tx, held: legs.HeldLeg) -> str:
        leg = supervisor.ring_crisis_line(tx, held)
        if leg is None:
            return _next(
                tx, held, pages, Next.ROOM if conference.stays(tx, held) else Next.GOODBYE, waits=True
            )
        said = [Phrase("room.to_crisis")]
        return conference_twiml.crisis_line(tx, pages, ear(tx, held), held, leg, said)

    return on_leg(db, now, token, work)


def after_crisis_line(
    db: Database, now: datetime, pages: Pages, *, token: str, status: str, call_status: str
) -> str:
    """The participant's call is back from the crisis line, or never reached it."""

    def work(tx: Tx, held: legs.HeldLeg) -> str:
        came_of_it, leg = conference.crisis_over(tx, held, status, gone=call_status in OVER)
        to = ear(tx, held)
        if came_of_it == "back":
            return conference_twiml.room(tx, pages, to, held, [Phrase("room.crisis_failed")], waits=True)
        if leg is not None:
            return conference_twiml.crisis_line(tx, pages, to, held, leg, [Phrase("room.crisis_again")])
        said = "room.crisis_failed" if came_of_it == "alone" else "room.after_crisis"
        return pages.goodbye(to, [Phrase(said)])

    return on_leg(db, now, token, work)


def supervisor_answered(db: Database, now: datetime, pages: Pages, *, token: str, sid: str) -> str:
    """The supervisor on call picked up."""

    def work(tx: Tx, held: legs.HeldLeg) -> str:
        if not supervisor.picked_up(tx, held, sid):
            return pages.goodbye(ear(tx, held), [Phrase("leg.volunteer_gone")])
        said = [Phrase("room.supervisor_hello", {"code": held.cb.code})]
        return conference_twiml.supervisor_key(pages, ear(tx, held), held.leg, said, 1)

    return on_leg(db, now, token, work)


def supervisor_pressed(
    db: Database, now: datetime, pages: Pages, *, token: str, digits: str, asked: int
) -> str:
    """A key of the supervisor's: any to hear what is known (`asked` below 10), then 1 to join, 2 to take over."""

    def work(tx: Tx, held: legs.HeldLeg) -> str:
        to, leg = ear(tx, held), held.leg
        if leg.state == "ended" or (leg.outcome != "connected" and not supervisor.picked_up(tx, held, "")):
            return pages.goodbye(to, [Phrase("leg.volunteer_gone")])
        if asked >= _KNOWN and digits in ("1", "2") and supervisor.joined(tx, held, takes_over=digits == "2"):
            said = [Phrase("room.supervisor_joins")]
            return conference_twiml.room(tx, pages, to, held, said, waits=True, ends=False)
        if not digits and asked % _KNOWN >= ASKED_AT_MOST:
            supervisor.not_reached(tx, held, "no_key")
            return twiml.hang_up()
        if asked >= _KNOWN or digits:
            heard = supervisor.hears(tx, held) if asked < _KNOWN else []
            asks = max(asked, _KNOWN - 1) + 1
            return conference_twiml.supervisor_key(
                pages, to, leg, [*heard, Phrase("room.supervisor_keys")], asks
            )
        return conference_twiml.supervisor_key(pages, to, leg, [Phrase("leg.volunteer_again")], asked + 1)

    return on_leg(db, now, token, work)


_KNOWN = 10


def _next(
    tx: Tx, held: legs.HeldLeg, pages: Pages, what: Next, *, waits: bool = False, asked: int = 0
) -> str:
    leg, to = held.leg, ear(tx, held)
    if what in _SAID_LAST:
        return pages.goodbye(to, [Phrase(_SAID_LAST[what])])
    match what:
        case Next.PARTING:
            return pages.parting(to, leg)
        case Next.LISTEN:
            return conference_twiml.moment(pages, leg)
        case Next.MENU:
            dialled = crisis_lines.for_region(tx.line.region).dial
            return conference_twiml.menu(
                pages, to, leg, Phrase("room.menu" if dialled else "room.menu_without"), asked + 1
            )
        case Next.GOODBYE:
            return pages.goodbye(to, [Phrase("room.ended")])
    said = [Phrase(_SAID_BEFORE[what])] if what in _SAID_BEFORE else []
    return conference_twiml.room(tx, pages, to, held, said, waits=waits, ends=_ends(tx, held))


def _ends(tx: Tx, held: legs.HeldLeg) -> bool:
    """Whether this one's leaving ends it: a supervisor's only where the volunteer has left it to them."""
    if held.leg.role != "supervisor":
        return True
    return not any(each.role in commands.VOLUNTEERS for each in legs.live_of(tx, held.cb.id))
