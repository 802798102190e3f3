"""A call in which the participant only listens. Each function handles one thing that the carrier tells us of it.

The volunteer's phone is rung first; it waits on the phone, outside the conference, until the participant is in it. So
nobody is ever in there alone, and each time one of the two comes out, their own call asks what comes next: with all
workers dead it still ends. Only the two rings, and the end of the five minutes, need a worker (docs/adr/0052).
"""

from datetime import timedelta
from enum import StrEnum

from flows.rules.promises import time_limit
from flows.states import LegState
from store import decisions
from store.callbacks import callbacks, legs, listening
from store.calls import commands
from store.consent import ground_rules
from store.contacts import open_questions
from store.database import Tx
from store.messages import compose
from store.models import Leg
from store.relay import held_words, writing
from store.relay import listening as wishes

KEY_WAIT = timedelta(seconds=20)
LONGEST_RING = timedelta(seconds=60)
"""How long a volunteer waits beyond the time a phone rings: with no worker at hand, it has not rung at all."""
LOOK_SOON = timedelta(seconds=30)
NEARLY_OVER = timedelta(seconds=15)
ROOM_FOR_IT = timedelta(minutes=15)
"""So much of the writing's time is left, at least, when somebody begins to listen."""
ASKED_AT_MOST = 3
ASKED_TO_CHOOSE = 2


class Next(StrEnum):
    """What a phone hears next."""

    KEY = "key"
    RINGING = "ringing"
    CHOOSING = "choosing"
    ROOM = "room"
    BACK = "back"
    MOMENT = "moment"
    MENU = "menu"
    LAST_MENU = "last_menu"
    CRISIS = "crisis"
    TALK = "talk"
    OVER = "over"
    SILENCE = "silence"


def picked_up(tx: Tx, held: legs.HeldLeg, *, sid: str, machine: bool) -> Next:
    """A phone that we rang for it was picked up. A machine hears nothing."""
    leg = held.leg
    if machine:
        leg_over(tx, held, "machine")
        return Next.SILENCE
    if not listening.is_wanted(held):
        return Next.OVER
    told = {"sid": sid} if leg.sid is None and sid else {}
    answered_at = leg.answered_at or tx.now
    legs.move(tx, leg, LegState.ANSWERED, answered_at=answered_at, due_at=tx.now + KEY_WAIT, **told)
    return Next.KEY


def key(tx: Tx, held: legs.HeldLeg, digits: str, asked: int) -> Next:
    """A key, or none, of whoever picked up. Any key is a volunteer's yes; a participant's is 1, and 2 their no."""
    leg, cb = held.leg, held.cb
    if leg.role not in legs.LISTENING:
        return Next.TALK  # the carrier repeats a request, and the two talk by now
    if not listening.is_wanted(held) or not writing.is_on(cb):
        return Next.OVER
    is_volunteer = leg.role == legs.HEARD
    if is_volunteer and digits:
        legs.change(tx, leg.id, due_at=tx.now + legs.CHECK_EVERY)
        return Next.RINGING if wishes.ring_participant(tx, cb) else Next.OVER
    if digits == "1":
        return _comes_in(tx, held)
    if digits == "2":
        legs.end(tx, leg.id, listening.DECLINED)
        wishes.is_off(tx, cb, listening.DECLINED, told=None)
        return Next.OVER
    if asked < ASKED_AT_MOST:
        return Next.KEY
    leg_over(tx, held, "no_key")
    return Next.SILENCE


def _comes_in(tx: Tx, held: legs.HeldLeg) -> Next:
    """The participant takes the call: into the conference, where they listen, or talk if that was their wish."""
    leg, cb = held.leg, held.cb
    heard = _heard(tx, held)
    if heard is None:
        return Next.OVER
    if cb.listen_wish == "talk":
        _talk(tx, held, heard)
        return Next.TALK
    legs.change(tx, leg.id, outcome="connected", due_at=tx.now + legs.CHECK_EVERY)
    if cb.room_at is None:
        callbacks.change(tx, cb.id, room_at=tx.now, **_time_for_it(tx, held))
        commands.ask(tx, leg.id, commands.GO_CHOICE, after=listening.LASTS)
        decisions.note(tx, cb.id, "listens", "they hear the peer, unheard", volunteer_id=leg.volunteer_id)
    return Next.ROOM


def _time_for_it(tx: Tx, held: legs.HeldLeg) -> dict[str, object]:
    until = held.cb.talk_until
    if until is None or until - tx.now >= ROOM_FOR_IT:
        return {}
    return {"talk_until": tx.now + ROOM_FOR_IT, "tone_at": tx.now + ROOM_FOR_IT - time_limit.LIMIT_NEAR}


def _heard(tx: Tx, held: legs.HeldLeg) -> Leg | None:
    """The volunteer's leg, if they are on the phone and have pressed their key."""
    found = listening.leg(tx, held.cb.id, legs.HEARD)
    return found if found is not None and found.state == LegState.ANSWERED else None


def waits(tx: Tx, held: legs.HeldLeg) -> Next:
    """The volunteer's phone asks, every few seconds, whether the participant is in the conference."""
    leg, cb = held.leg, held.cb
    if leg.role not in legs.LISTENING:
        return Next.TALK
    if not listening.is_wanted(held) or not writing.is_on(cb) or leg.outcome not in (None, "connected"):
        return Next.OVER
    listener = listening.leg(tx, cb.id, legs.LISTENER)
    if listener is None:
        return Next.OVER
    if listener.outcome == listening.CHOOSING:
        return Next.CHOOSING
    if listener.outcome == "connected":
        first = leg.outcome is None
        legs.change(tx, leg.id, outcome="connected", due_at=tx.now + legs.CHECK_EVERY)
        return Next.ROOM if first else Next.BACK
    if tx.now - listener.created_at > timedelta(seconds=tx.line.ring_seconds) + LONGEST_RING:
        wishes.is_off(tx, cb, listening.MISSED, told="listen.missed")
        return Next.OVER
    return Next.RINGING


def waits_inside(tx: Tx, held: legs.HeldLeg) -> bool:
    """Whether who is alone in the conference is about to be joined; False: it is over, and they may hang up."""
    other = legs.LISTENER if held.leg.role == legs.HEARD else legs.HEARD
    return listening.is_wanted(held) and listening.leg(tx, held.cb.id, other) is not None


def out(tx: Tx, held: legs.HeldLeg, *, gone: bool) -> Next:
    """One of the two has left the conference, which ends it for both. `gone`: their call is over as well."""
    leg, cb = held.leg, held.cb
    if gone:
        leg_over(tx, held, "completed")
        return Next.OVER
    if not listening.is_wanted(held):
        return Next.OVER
    listener = listening.leg(tx, cb.id, legs.LISTENER)
    if listener is not None and listener.outcome == "connected":
        # Whoever of them it was: the participant is out of it, perhaps with a menu, or has hung up.
        legs.change(tx, listener.id, outcome=listening.CHOOSING, **_look_soon(tx, listener))
    if leg.role == legs.HEARD:
        return Next.CHOOSING if listener is not None else Next.OVER
    return Next.MOMENT


def _look_soon(tx: Tx, leg: Leg) -> dict[str, object]:
    # A command keeps its own time in the same column.
    return {} if leg.errand is not None else {"due_at": tx.now + LOOK_SOON}


def chooses(tx: Tx, held: legs.HeldLeg, digits: str, asked: int) -> Next:
    """The participant, out of the conference: 1 to talk, 2 to listen on while there is time, 8 the crisis line.

    `asked`: how often the menu was read out. With no key they listen on, or go back to writing at the end.
    """
    leg, cb = held.leg, held.cb
    if leg.role not in legs.LISTENING:
        return Next.TALK
    if not listening.is_wanted(held) or not writing.is_on(cb):
        return Next.OVER
    heard = _heard(tx, held)
    if heard is None:
        return Next.OVER
    is_over = cb.room_at is None or tx.now >= cb.room_at + listening.LASTS - NEARLY_OVER
    if is_over and leg.errand is not None:
        commands.drop(tx, leg.id, leg.errand)
    if leg.outcome == "connected":
        # A worker has sent this call here; the conference ends by that, and the volunteer waits for what they say.
        legs.change(tx, leg.id, outcome=listening.CHOOSING, **_look_soon(tx, legs.get(tx, leg.id)))
    if digits == "1":
        _talk(tx, held, heard)
        return Next.TALK
    if digits == "8":
        return Next.CRISIS
    if asked < ASKED_TO_CHOOSE and digits != "2":
        return Next.LAST_MENU if is_over else Next.MENU
    if not is_over:
        legs.change(tx, leg.id, outcome="connected")
        return Next.ROOM if asked == 0 else Next.BACK
    if digits == "2" and asked < ASKED_TO_CHOOSE:
        return Next.LAST_MENU
    legs.end(tx, leg.id, listening.KEPT)
    wishes.is_off(tx, cb, listening.KEPT, told="listen.back")
    return Next.OVER


def _talk(tx: Tx, held: legs.HeldLeg, heard: Leg) -> None:
    """They want to talk: from now on it is a talk like any other, with its keys, its time and what comes after it."""
    leg, cb = held.leg, held.cb
    if not writing.is_on(cb):
        return
    check = tx.now + legs.CHECK_EVERY
    for each, role in ((leg, "participant"), (heard, "volunteer")):
        legs.change(tx, each.id, role=role, outcome="connected", errand=None, due_at=check)
    held_words.drop_held(tx, cb)
    wishes.drop_unsaid(tx, cb)
    compose.drop_unsent(tx, cb.contact_id, purpose=writing.NO_ANSWER)
    for contact_id in (cb.contact_id, legs.volunteer_contact(tx, leg.volunteer_id)):
        # From here on nothing they text is for the other one, and no old question is answered by it.
        open_questions.drop_question(tx, contact_id)
    callbacks.change(
        tx,
        cb.id,
        kind="call",
        connected_at=tx.now,
        **time_limit.begins(tx.now, cb.minutes),
        room_at=tx.now,
        due_at=check + legs.CHECK_EVERY,
        silence_asked_at=None,
        silence_asks=0,
        near_asked_at=None,
        **listening.NO_WISH,
    )
    ground_rules.accept(tx, cb.contact_id, "voice")
    decisions.note(tx, cb.id, "talk", "from writing to a talk, at their word", volunteer_id=leg.volunteer_id)


def leg_over(tx: Tx, held: legs.HeldLeg, status: str) -> None:
    """One of the two calls is over at the carrier, or nobody took it: both fall silent, and the writing goes on."""
    leg, cb = held.leg, held.cb
    if leg.state == LegState.ENDED:
        return
    wanted = listening.is_wanted(held)
    outcome = "hung_up" if status == "completed" else status.replace("-", "_")
    legs.end(tx, leg.id, leg.outcome if leg.outcome not in (None, listening.CHOOSING) else outcome)
    if not wanted or not writing.is_on(cb):
        return
    began = cb.room_at is not None
    is_volunteer = leg.role == legs.HEARD
    inside = [each for each in listening.live(tx, cb.id) if each.outcome == "connected"]
    told = "listen.peer_not_reached" if is_volunteer else "listen.missed"
    if began or (status == "refused" and not is_volunteer):
        told = "listen.back" if began else "listen.failed"
    for each in inside:
        # They leave the conference by themselves, as it has ended; one who had just come back is fetched from it.
        commands.ask(tx, each.id, commands.GO_OVER, after=commands.BY_ITSELF)
    wishes.is_off(tx, cb, listening.KEPT if began else listening.MISSED, told=told, gently=True)
    if is_volunteer and not began:
        callbacks.tell_volunteer(
            tx, cb.volunteer_id, "heard.told_not_reached", callback_id=cb.id, code=cb.code
        )


def why_over(held: legs.HeldLeg) -> str:
    """Why it is over, for the words that a volunteer hears."""
    known = (listening.KEPT, listening.DECLINED, listening.MISSED)
    return held.leg.outcome if held.leg.outcome in known else listening.OFF


def said_goodbye(tx: Tx, held: legs.HeldLeg) -> None:
    """This phone has heard that it is over, and is hung up with that."""
    if held.leg.role in legs.LISTENING and held.leg.state == LegState.ANSWERED:
        legs.end(tx, held.leg.id, held.leg.outcome or "completed")
        legs.change(tx, held.leg.id, errand=None)
