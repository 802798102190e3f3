"""The conference in which two people talk. Each function handles one thing the carrier tells us about it.

The carrier does not say who ended it: star, hanging up and the end of the whole conference are told in the same way,
and in any order (docs/adr/0027). So a phone that comes out hears nothing for a moment, and then we look again.
"""

from datetime import timedelta
from enum import StrEnum
from typing import Final

from store.callbacks import callbacks, cut_off, legs
from store.callbacks.callbacks import S
from store.calls import bridge, commands, ending, supervisor, time_warning
from store.contacts import ladder
from store.database import Tx
from store.models import Callback, Leg
from store.reconnect import blocking
from store.volunteers import pairings

JUST_NOW = timedelta(seconds=5)
LOOK_SOON = timedelta(seconds=12)
"""How long somebody may be alone in the conference before we ask the carrier about the others."""
MOST_MENUS = 2


class Next(StrEnum):
    """What a phone in the conference, or out of it, should hear next."""

    ROOM = "room"
    LISTEN = "listen"
    MENU = "menu"
    LAST_WORD = "last_word"
    BLOCKED = "blocked"
    AGAIN = "again"
    LONGER = "longer"
    NO_LONGER = "no_longer"
    COMING = "coming"
    ALREADY = "already"
    IN = "is_in"
    TOLD = "told"
    HANDED = "handed"
    HANDED_ON = "handed_on"
    NO_LINE = "no_line"
    GOODBYE = "goodbye"


def stays(tx: Tx, held: legs.HeldLeg) -> bool:
    """Whether this phone still has somebody to talk to, as far as the rows know."""
    leg, cb = held.leg, held.cb
    if leg.state == "ended" or leg.outcome != "connected" or cb.room is None:
        return False
    others = [each for each in legs.live_of(tx, cb.id) if each.id != leg.id]
    return any(each.outcome == "connected" or each.role == "crisis" for each in others)


def comes_in(tx: Tx, held: legs.HeldLeg) -> Next:
    """A call has arrived at the conference."""
    commands.arrived(tx, held.leg)
    if not stays(tx, held):
        return _out(tx, held)
    if held.cb.room_at is None:
        callbacks.change(tx, held.cb.id, room_at=tx.now)
    return Next.ROOM


def dial_ended(tx: Tx, held: legs.HeldLeg) -> Leg | None:
    """The Dial ended. The leg that had dialled `held`, where both move to the conference; None when it is over."""
    if not commands.is_moving(held):
        return None
    caller = _caller(tx, held)
    return caller if caller is not None and caller.state != "ended" else None


def heard_of_the_end(tx: Tx, held: legs.HeldLeg) -> None:
    """The call that had dialled `held` is told that the talk is over: it need not be fetched for that."""
    caller = _caller(tx, held) if held.cb.room is not None else None
    if caller is not None:
        commands.arrived(tx, legs.get(tx, caller.id))


def _caller(tx: Tx, held: legs.HeldLeg) -> Leg | None:
    if held.leg.parent_id is not None:
        return legs.get(tx, held.leg.parent_id)
    return legs.own_of_caller(tx, held.cb)


def out(tx: Tx, held: legs.HeldLeg, *, gone: bool) -> Next:
    """Somebody has left the conference. `gone`: their call is over as well."""
    commands.arrived(tx, held.leg)
    role = held.leg.role
    if gone:
        supervisor.left(tx, held) if role in supervisor.ROLES else bridge.leg_over(tx, held, "completed")
        return Next.GOODBYE
    if not stays(tx, held):
        return _out(tx, held)
    if _too_long(tx, held):
        ending.finish(tx, held)
        return _out(tx, legs.lock(tx, held.leg.id))
    if role in commands.VOLUNTEERS:
        # While the participant is handed over the volunteer gets no menu, and waits for how it goes.
        return Next.ROOM if _handing_over(tx, held) else Next.LISTEN
    others = [each for each in legs.live_of(tx, held.cb.id) if each.outcome == "connected"]
    return Next.ROOM if role in supervisor.ROLES or len(others) > 2 else Next.LISTEN


def _too_long(tx: Tx, held: legs.HeldLeg) -> bool:
    """Whether the longest allowed talk is over, so that the carrier put everybody out; never during a hand-over."""
    since = tx.now - (held.cb.connected_at or tx.now)
    return since > legs.LONGEST_TALK - JUST_NOW and not _handing_over(tx, held)


def again(tx: Tx, held: legs.HeldLeg) -> Next:
    """The participant a moment later: back into the conference, to wait for the volunteer, where it is not over."""
    commands.arrived(tx, held.leg)
    if not stays(tx, held):
        return _out(tx, held)
    callbacks.change(tx, held.cb.id, room_at=tx.now)
    _look_for(tx, held, commands.VOLUNTEERS, LOOK_SOON)
    return Next.ROOM


def key(tx: Tx, held: legs.HeldLeg, digits: str, asked: int) -> Next:
    """A key of the volunteer, who is out of the conference; "" for none. `asked`: how often the menu was read out."""
    leg, cb = held.leg, held.cb
    commands.arrived(tx, leg)
    if not stays(tx, held):
        return _after_the_talk(tx, held, digits)
    if not asked and not digits and tx.now - (cb.room_at or tx.now) > JUST_NOW:
        # Perhaps it was the participant who hung up, and the carrier is late to say so: look their call up.
        _look_for(tx, held, ("participant",), timedelta())
    match digits:
        case "*":
            blocking.block(tx, cb, leg.volunteer_id)
            _leaves(tx, held)
            return Next.BLOCKED
        case "2":
            _leaves(tx, held)
            return Next.LAST_WORD
        case "3":
            return Next(supervisor.bring_supervisor(tx, cb, leg.volunteer_id).name)
        case "4":
            return Next.HANDED if supervisor.hand_over(tx, cb, leg.volunteer_id) else Next.NO_LINE
        case "5":
            longer = time_warning.extend(tx, cb).name == "extended"
            return Next.LONGER if longer else Next.NO_LONGER
    back = digits == "1" or (not digits and asked) or asked > MOST_MENUS
    return Next.ROOM if back else Next.MENU


def _after_the_talk(tx: Tx, held: legs.HeldLeg, digits: str) -> Next:
    leg, cb = held.leg, held.cb
    if leg.outcome == "connected" and digits == "*":
        if not pairings.is_blocked(tx, contact_id=cb.contact_id, volunteer_id=leg.volunteer_id):
            blocking.block(tx, cb, leg.volunteer_id)
        return Next.BLOCKED
    if leg.outcome == "connected" and digits == "2" and cb.state == S.COMPLETED:
        cut_off.drop_word_of_reconnect(tx, cb)
    if leg.outcome == "connected" and digits == "1" and cb.state != S.CONNECTED:
        blocking.talk_again(tx, cb, leg.volunteer_id)
        return Next.AGAIN
    return _out(tx, held)


def _leaves(tx: Tx, held: legs.HeldLeg) -> None:
    """The volunteer ended the talk by key. The participant, alone in the conference, is fetched at once."""
    ending.leave(tx, held, by_key=True)
    commands.arrived(tx, legs.get(tx, held.leg.id))
    for each in commands.legs_to_fetch(tx, held.cb.id):
        if each.role == "participant":
            commands.ask(tx, each.id, commands.GO_OVER)


def is_over(tx: Tx, held: legs.HeldLeg) -> Next:
    """A call was fetched from the conference, because its talk is over."""
    commands.arrived(tx, held.leg)
    return _out(tx, held)


def _out(tx: Tx, held: legs.HeldLeg) -> Next:
    if held.leg.role not in commands.VOLUNTEERS or held.leg.outcome != "connected":
        return Next.GOODBYE
    return Next.HANDED_ON if supervisor.crisis_line_has_them(tx, held.cb) else Next.LAST_WORD


def crisis_over(tx: Tx, held: legs.HeldLeg, status: str, *, gone: bool) -> tuple[str, Leg | None]:
    """The participant is back from the crisis line: "talked", "back" in the room, "again" with a leg, "alone"."""
    leg = supervisor.last_crisis_leg(tx, held)
    if leg is None:
        return "alone", None
    if gone:
        if leg.state != "ended":
            legs.end(tx, leg.id, "hung_up")
        bridge.leg_over(tx, legs.lock(tx, held.leg.id), "completed")
        return "alone", None
    if leg.outcome == "connected" or status in ("completed", "answered"):
        supervisor.crisis_line_answered(tx, legs.HeldLeg(leg, held.cb))
        return "talked", None
    if leg.state != "ended":
        legs.end(tx, leg.id, status.replace("-", "_") or "no_answer")
        if stays(tx, held):
            callbacks.change(tx, held.cb.id, handed_to=None)
            for each in legs.live_of(tx, held.cb.id):
                if each.role in commands.VOLUNTEERS:
                    commands.ask(tx, each.id, "say crisis_failed")
            return "back", None
        once_more = supervisor.dial_crisis_line_again(tx, held)
        if once_more is not None:
            return "again", once_more
        legs.end(tx, held.leg.id, "completed")
        return "alone", None
    return ("back" if stays(tx, held) else "alone"), None


def third_leg_over(tx: Tx, held: legs.HeldLeg, status: str) -> None:
    """The leg of a supervisor, or of the crisis line, is over at the carrier."""
    leg = held.leg
    if leg.role == "crisis":
        # The Dial's action tells the participant's call, with more detail; due soon in case that webhook is lost.
        if leg.state != "ended":
            legs.change(tx, leg.id, due_at=tx.now + legs.GRACE)
    elif leg.outcome == "connected":
        supervisor.left(tx, held)
    else:
        supervisor.not_reached(tx, held, "hung_up" if status == "completed" else status.replace("-", "_"))


def crisis_lost(tx: Tx, held: legs.HeldLeg, *, participant_gone: bool) -> None:
    """No webhook told us how the ring of the crisis line ended, and it must have ended by now."""
    leg, cb = held.leg, held.cb
    if leg.state == "planned":
        supervisor.crisis_line_failed(tx, leg, cb, "refused")
    elif participant_gone:
        legs.end(tx, leg.id, "hung_up")
        bridge.leg_over(tx, legs.lock(tx, legs.dialled_from(leg)), "completed")
    else:
        supervisor.crisis_line_answered(tx, held)  # it cannot ring for so long: they talk


def refused(tx: Tx, command: commands.Command) -> None:
    """The carrier refused a command, or it was tried too often: the talk goes on without it."""
    if not commands.drop(tx, command.leg_id, command.what):
        return
    held = legs.lock(tx, command.leg_id)
    match command.what:
        case commands.GO_ROOM:
            if held.cb.room_at is None:
                callbacks.change(tx, held.cb.id, room=None)
        case commands.GO_CRISIS:
            leg = supervisor.last_crisis_leg(tx, held)
            if leg is not None:
                supervisor.crisis_line_failed(tx, leg, held.cb, "refused")
        case commands.GO_OVER:
            legs.change(tx, command.leg_id, hang_up_at=tx.now)
            tx.wake("hang_up_leg", command.leg_id)
        case "say tone":
            time_warning.warn_by_text(tx, held.cb)
        case "say not_reached" if held.cb.state == S.CONNECTED:
            said = as_told(tx, held.cb, "room.not_reached")
            callbacks.tell_volunteer(tx, held.leg.volunteer_id, said)


_ALONE: Final = {
    "room.told": "room.told_alone",
    "room.handed": "room.handed_alone",
    "room.no_line": "room.no_line_alone",
    "room.not_reached": "room.not_reached_alone",
}


def as_told(tx: Tx, cb: Callback, wording: str) -> str:
    """The wording, or the one beside it that does not say "a coordinator has been told", where nobody can be."""
    if wording in _ALONE and not ladder.hears(tx, besides=cb.contact_id):
        return _ALONE[wording]
    return wording


def _handing_over(tx: Tx, held: legs.HeldLeg) -> bool:
    return any(each.role == "crisis" for each in legs.live_of(tx, held.cb.id))


def _look_for(tx: Tx, held: legs.HeldLeg, roles: tuple[str, ...], after: timedelta) -> None:
    for each in legs.live_of(tx, held.cb.id):
        if each.role in roles and each.errand is None and each.due_at > tx.now + after:
            legs.change(tx, each.id, due_at=tx.now + after)
            if not after:
                tx.wake("place_leg", each.id)
