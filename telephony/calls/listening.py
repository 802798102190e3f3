"""What the two phones hear while one of them only listens; which of them comes in, and out, by each webhook."""

from datetime import datetime

from twilio.twiml.voice_response import Gather, VoiceResponse

from flows.engine import Phrase
from flows.wording import Listener
from store.callbacks import legs
from store.callbacks import listening as rows
from store.calls import conference as talk
from store.calls import listening
from store.calls.listening import Next
from store.database import Database, Tx
from store.messages import prompts
from store.safe_contact import safe_contact
from telephony.calls import conference_twiml, twiml
from telephony.calls.bridge import MACHINES, listener_on, on_leg
from telephony.calls.twiml import Pages

PAUSE = 2
"""Seconds after which a volunteer's phone asks again whether the participant is there."""
SPEAKS_EVERY = 5
NET = 20
"""Seconds after the five minutes in which the carrier itself puts a listener out, should no worker have done so."""
SHORTEST = 20
_MAY_CHOOSE = (Next.MENU, Next.LAST_MENU, Next.CRISIS)


def answered(db: Database, now: datetime, pages: Pages, *, token: str, sid: str, answered_by: str) -> str:
    """A phone that we rang for it was picked up."""

    def work(tx: Tx, held: legs.HeldLeg) -> str:
        if held.leg.role not in legs.LISTENING:
            return twiml.hang_up()
        what = listening.picked_up(tx, held, sid=sid, machine=answered_by in MACHINES)
        return _document(tx, held, pages, what)

    return on_leg(db, now, token, work)


def pressed(db: Database, now: datetime, pages: Pages, *, token: str, digits: str, asked: int) -> str:
    """A key, or none, of whoever picked up. `asked`: how often they were asked for one."""

    def work(tx: Tx, held: legs.HeldLeg) -> str:
        what = listening.key(tx, held, digits, asked)
        return _document(tx, held, pages, what, asked=asked if what is Next.KEY else 0)

    return on_leg(db, now, token, work)


def waits(db: Database, now: datetime, pages: Pages, *, token: str, times: int) -> str:
    """The volunteer's phone asks again whether the participant is there."""

    def work(tx: Tx, held: legs.HeldLeg) -> str:
        return _document(tx, held, pages, listening.waits(tx, held), asked=times)

    return on_leg(db, now, token, work)


def chooses(db: Database, now: datetime, pages: Pages, *, token: str, digits: str, asked: int) -> str:
    """The participant is out of the conference, with a menu. `asked`: how often it was read out."""

    def work(tx: Tx, held: legs.HeldLeg) -> str:
        what = listening.chooses(tx, held, digits, asked)
        return _document(tx, held, pages, what, asked=asked)

    return on_leg(db, now, token, work)


def out(tx: Tx, held: legs.HeldLeg, pages: Pages, *, gone: bool) -> str:
    """One of the two has left the conference."""
    return _document(tx, held, pages, listening.out(tx, held, gone=gone))


def over(tx: Tx, held: legs.HeldLeg, pages: Pages) -> str:
    """A worker fetched this call, because it is over."""
    return _document(tx, held, pages, Next.OVER)


def waits_inside(tx: Tx, held: legs.HeldLeg) -> Phrase:
    """What a phone hears that is alone in the conference for a moment."""
    if listening.waits_inside(tx, held):
        return Phrase("room.one_moment")
    return _said_last(tx, held)


def _document(tx: Tx, held: legs.HeldLeg, pages: Pages, what: Next, *, asked: int = 0) -> str:
    held = legs.lock(tx, held.leg.id)  # as it is by now
    to, leg = listener_on(tx, held), held.leg
    peer = {"peer": prompts.peer_name(tx, held.cb)}
    if what in _MAY_CHOOSE:
        return _menu(tx, held, pages, to, what, asked + 1)
    match what:
        case Next.SILENCE:
            return twiml.hang_up()
        case Next.KEY:
            return _ask_for_key(tx, held, pages, to, asked + 1)
        case Next.RINGING | Next.CHOOSING:
            return _wait(held, pages, to, what, asked)
        case Next.MOMENT:
            return _moment(pages, leg.token)
        case Next.ROOM | Next.BACK:
            return _room(tx, held, pages, to, first=what is Next.ROOM)
        case Next.TALK:
            return _talk(tx, held, pages, to)
    said = _said_last(tx, held)
    listening.said_goodbye(tx, held)
    return pages.goodbye(to, [Phrase(said.id, {**peer, **said.params})])


def _ask_for_key(tx: Tx, held: legs.HeldLeg, pages: Pages, to: Listener, asked: int) -> str:
    if held.leg.role == legs.HEARD:
        hello = "heard.hello_talk" if held.cb.listen_wish == "talk" else "heard.hello_listen"
        wording = hello if asked == 1 else "leg.volunteer_again"
    else:
        first = "leg.participant_unnamed" if safe_contact.goes_unnamed(tx, held.cb) else "leg.participant"
        wording = first if asked == 1 else "leg.participant_again"
    return _gather(to, [Phrase(wording)], pages.url(f"/legs/{held.leg.token}/listen/key/{asked}"))


def _wait(held: legs.HeldLeg, pages: Pages, to: Listener, what: Next, times: int) -> str:
    """Outside the conference, with words now and then: a document that asks for itself until the other one is there."""
    response = VoiceResponse()
    leg = held.leg
    calling = "heard.calling_talk" if held.cb.listen_wish == "talk" else "heard.calling_listen"
    if what is Next.CHOOSING:
        said = "heard.choosing"
    else:
        said = calling if leg.outcome is None and not times else "room.one_moment"
    # First a moment without words: should the participant have hung up, the carrier says so meanwhile.
    if times % SPEAKS_EVERY == (1 if what is Next.CHOOSING else 0):
        twiml.say(response, to, Phrase(said))
    response.pause(length=PAUSE)
    response.redirect(pages.url(f"/legs/{leg.token}/listen/wait/{times + 1}"), method="POST")
    return str(response)


def _moment(pages: Pages, token: str) -> str:
    """A moment of silence: should the volunteer have hung up, the carrier says so meanwhile."""
    response = VoiceResponse()
    response.pause(length=conference_twiml.MOMENT)
    response.redirect(pages.url(f"/legs/{token}/room/choice"), method="POST")
    return str(response)


def _room(tx: Tx, held: legs.HeldLeg, pages: Pages, to: Listener, *, first: bool) -> str:
    """Into the conference, where the participant hears the volunteer and is not heard."""
    peer = {"peer": prompts.peer_name(tx, held.cb)}
    begun = held.cb.room_at or tx.now
    left = max(SHORTEST, round((begun + rows.LASTS - tx.now).total_seconds())) + NET
    if held.leg.role == legs.HEARD:
        said = Phrase("heard.they_hear_you" if first else "heard.they_listen_on")
        return conference_twiml.conference(tx, pages, to, held, [said], waits=True, lasts=left + NET)
    said = Phrase("listen.on_mute" if first else "listen.still_on_mute", peer)
    return conference_twiml.conference(tx, pages, to, held, [said], waits=True, lasts=left)


def _talk(tx: Tx, held: legs.HeldLeg, pages: Pages, to: Listener) -> str:
    """Both talk from now on: into the conference, in which both are heard."""
    if talk.comes_in(tx, held) is not talk.Next.ROOM:
        # The other one has hung up in the same moment: what comes after a talk is asked there.
        response = VoiceResponse()
        response.redirect(pages.url(f"/legs/{held.leg.token}/room"), method="POST")
        return str(response)
    peer = {"peer": prompts.peer_name(tx, held.cb)}
    said = Phrase("listen.may_speak", peer) if held.leg.role == "participant" else Phrase("heard.they_speak")
    return conference_twiml.conference(tx, pages, to, held, [said], waits=True)


def _menu(tx: Tx, held: legs.HeldLeg, pages: Pages, to: Listener, what: Next, asked: int) -> str:
    peer = {"peer": prompts.peer_name(tx, held.cb)}
    told = {
        Next.MENU: [Phrase("listen.menu", peer)],
        Next.LAST_MENU: [Phrase("listen.last_menu", peer)],
        Next.CRISIS: [Phrase("listen.crisis"), Phrase("listen.menu", peer)],
    }[what]
    return _gather(to, told, pages.url(f"/legs/{held.leg.token}/room/choice/{asked}"))


def _gather(to: Listener, phrases: list[Phrase], action: str) -> str:
    response = VoiceResponse()
    gather = Gather(
        input="dtmf",
        num_digits=1,
        finish_on_key="",
        timeout=twiml.KEY_SECONDS,
        action=action,
        method="POST",
    )
    gather.attrs["actionOnEmptyResult"] = "true"
    twiml.say(gather, to, *phrases)
    response.append(gather)
    response.redirect(action, method="POST")
    return str(response)


_VOLUNTEER_HEARS = {
    rows.KEPT: "heard.over_kept",
    rows.DECLINED: "heard.over_declined",
    rows.MISSED: "heard.over_missed",
}


def _said_last(tx: Tx, held: legs.HeldLeg) -> Phrase:
    if held.leg.role == legs.HEARD:
        return Phrase(_VOLUNTEER_HEARS.get(listening.why_over(held), "heard.over_off"))
    if held.leg.outcome == rows.DECLINED:
        return Phrase("listen.declined")
    return Phrase("listen.goodbye", {"peer": prompts.peer_name(tx, held.cb)})
