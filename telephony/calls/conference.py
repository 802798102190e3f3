"""The conference two people talk in: what each webhook about it changes, and what that phone hears next."""

from datetime import datetime

from flows.engine import Phrase
from flows.rules.crisis import lines as crisis_lines
from store.callbacks import legs
from store.calls import commands, conference, supervisor, time_warning
from store.calls.conference import Next
from store.database import Database, Tx
from telephony.calls import conference_twiml, listening, twiml
from telephony.calls.bridge import OVER, listener_on, on_leg
from telephony.calls.twiml import Pages

WAIT_SECONDS = 10
FETCHED_WITHIN = 3
_SAID_BEFORE = {
    Next.LONGER: "time_limit.longer",
    Next.NO_LONGER: "time_limit.no_longer",
    Next.COMING: "room.coming",
    Next.ALREADY: "room.already",
    Next.IN: "room.is_in",
    Next.TOLD: "room.told",
    Next.HANDED: "room.handed",
    Next.NO_LINE: "room.no_line",
}
_SAID_LAST = {Next.AGAIN: "leg.again", Next.HANDED_ON: "room.they_have_them"}
ANNOUNCEMENTS = {
    "supervisor": "room.supervisor",
    "takes_over": "room.takes_over",
    "goes_on": "room.goes_on",
    "left_to_you": "room.left_to_you",
    "not_reached": "room.not_reached",
    "crisis_failed": "room.crisis_failed",
    "time_over": "time_limit.over",
}
"""What a worker may have said to one phone in a conference, by its name in the address, and the wording of it."""


def come_in(db: Database, now: datetime, pages: Pages, *, token: str) -> str:
    """The carrier sends this call into the conference."""
    return on_leg(db, now, token, lambda tx, held: what_next(tx, held, pages, conference.comes_in(tx, held)))


def out(db: Database, now: datetime, pages: Pages, *, token: str, call_status: str) -> str:
    """A call has left the conference: by star, because the conference ended, or because they hung up."""

    def work(tx: Tx, held: legs.HeldLeg) -> str:
        if held.leg.role in legs.LISTENING:
            return listening.out(tx, held, pages, gone=call_status in OVER)
        return what_next(tx, held, pages, conference.out(tx, held, gone=call_status in OVER), waits=True)

    return on_leg(db, now, token, work)


def again(db: Database, now: datetime, pages: Pages, *, token: str) -> str:
    """The participant's call asks again, a moment after it left the conference."""

    def work(tx: Tx, held: legs.HeldLeg) -> str:
        return what_next(tx, held, pages, conference.again(tx, held), waits=True)

    return on_leg(db, now, token, work)


def pressed(db: Database, now: datetime, pages: Pages, *, token: str, digits: str, asked: int) -> str:
    """The volunteer pressed a key in the private menu, or none. `asked`: how often the menu was read out."""

    def work(tx: Tx, held: legs.HeldLeg) -> str:
        what = conference.key(tx, held, digits, asked)
        return what_next(tx, held, pages, what, waits=True, asked=asked)

    return on_leg(db, now, token, work)


def fetched(db: Database, now: datetime, pages: Pages, *, token: str) -> str:
    """A worker fetched this call out of the conference, because its talk is over."""

    def work(tx: Tx, held: legs.HeldLeg) -> str:
        if held.leg.role in legs.LISTENING:
            return listening.over(tx, held, pages)
        return what_next(tx, held, pages, conference.is_over(tx, held))

    return on_leg(db, now, token, work)


def wait(db: Database, now: datetime, pages: Pages, *, token: str) -> str:
    """What a phone hears while it is alone in the conference; the document asks for itself again and again."""

    def work(tx: Tx, held: legs.HeldLeg) -> str:
        to, same_again = listener_on(tx, held), pages.url(f"/legs/{token}/room/wait")
        if held.leg.role in legs.LISTENING:
            said = [listening.waits_inside(tx, held)]
            return conference_twiml.private_words(to, said, pause=WAIT_SECONDS, again=same_again)
        if not conference.stays(tx, held):
            # A worker is about to fetch this call; the words are for the case that none comes.
            has_them = held.leg.role != "participant" and supervisor.crisis_line_has_them(tx, held.cb)
            said = [Phrase("room.they_have_them" if has_them else "room.ended")]
            return conference_twiml.private_words(
                to, said, pause=WAIT_SECONDS, before=FETCHED_WITHIN, again=same_again
            )
        handing = held.cb.handed_to == "crisis" and held.leg.role != "participant"
        said = [Phrase("room.wait_crisis" if handing else "room.one_moment")]
        return conference_twiml.private_words(to, said, pause=WAIT_SECONDS, again=same_again)

    return on_leg(db, now, token, work, otherwise=twiml.bridge())


def announcement(db: Database, now: datetime, pages: Pages, *, token: str, what: str) -> str:
    """Words, or the tone of the time warning, that only this phone hears in the conference."""

    def work(tx: Tx, held: legs.HeldLeg) -> str:
        if what == "tone":
            return conference_twiml.tone(pages)
        said = [Phrase(conference.as_told(tx, held.cb, ANNOUNCEMENTS[what]))] if what in ANNOUNCEMENTS else []
        return conference_twiml.private_words(listener_on(tx, held), said)

    return on_leg(db, now, token, work, otherwise=twiml.bridge())


def what_next(
    tx: Tx, held: legs.HeldLeg, pages: Pages, what: Next, *, waits: bool = False, asked: int = 0
) -> str:
    """The document for what comes next on this leg. `waits`: it may be alone in the conference for a while."""
    leg, to = held.leg, listener_on(tx, held)
    if what in _SAID_LAST:
        return pages.goodbye(to, [Phrase(_SAID_LAST[what])])
    match what:
        case Next.BLOCKED:
            return pages.blocked(to, leg)
        case Next.LAST_WORD:
            return pages.block_or_again(to, leg)
        case Next.LISTEN:
            return conference_twiml.moment(pages, leg)
        case Next.MENU:
            dialled = crisis_lines.for_region(tx.line.region).dial
            phrase = Phrase("room.menu" if dialled else "room.menu_without")
            longer = (Phrase("time_limit.by_key"),) if time_warning.is_near_limit(tx, held.cb) else ()
            return conference_twiml.menu(pages, to, leg, (*longer, phrase), asked + 1)
        case Next.GOODBYE:
            why = [Phrase("time_limit.over")] if time_warning.was_ended(held.cb) else []
            return pages.goodbye(to, [*why, Phrase("room.ended")])
    said = [Phrase(conference.as_told(tx, held.cb, _SAID_BEFORE[what]))] if what in _SAID_BEFORE else []
    return conference_twiml.conference(tx, pages, to, held, said, waits=waits, ends=_ends(tx, held))


def _ends(tx: Tx, held: legs.HeldLeg) -> bool:
    """Whether the conference ends when this leg leaves: a supervisor's ends it only once the volunteer has left."""
    if held.leg.role != "supervisor":
        return True
    return not any(each.role in commands.VOLUNTEERS for each in legs.live_of(tx, held.cb.id))
