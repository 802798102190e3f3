"""A supervisor joins a talk, or it is handed over to the crisis line."""

from contextlib import suppress
from datetime import datetime, timedelta

from sqlalchemy import func, select

from flows.effects.base import AlertKind, Outcome
from flows.engine import Phrase
from flows.offers import briefing as composed
from flows.rules.crisis import lines as crisis_lines
from flows.states import LegState
from flows.wording import Named
from store import decisions
from store.alerts import danger
from store.callbacks import briefing, callbacks, follow_up, legs, queue
from store.callbacks.callbacks import S
from store.callbacks.rows import with_volunteer
from store.calls import commands
from store.contacts import ladder
from store.database import Tx
from store.messages import compose
from store.models import Callback, Contact, Leg
from store.vault import Erased

ROLES = ("supervisor", "crisis")
CRISIS_RINGS = 40
"""How many seconds the crisis line is rung: a recording answers at once."""
CRISIS_TRIES = 2
TO_KEY = timedelta(seconds=60)
"""How long a supervisor who picked up has to press a key before their call is looked up."""


def bring_supervisor(tx: Tx, cb: Callback, volunteer_id: int) -> Outcome:
    """Ring the supervisor on call, to join this talk.

    coming: their phone rings; already: it does so by now; is_in: they are in; told: there is nobody to ring, or no room
    to join, and a coordinator has an alert instead.
    """
    if cb.room_at is None or not tx.line.on_call or cb.kind == "text":
        _alert(tx, cb)
        return Outcome("told", {})
    there = _live(tx, cb, "supervisor")
    if there is not None:
        return Outcome("is_in" if there.outcome == "connected" else "already", {})
    leg_id = _plan(tx, cb, "supervisor", due_at=tx.now)
    tx.wake("place_leg", leg_id)
    decisions.note(tx, cb.id, "supervisor", "the peer asked for them", volunteer_id=volunteer_id)
    return Outcome("coming", {})


def asked_by_text(tx: Tx, volunteer_id: int) -> Outcome:
    """SUPERVISOR by text, for a volunteer who cannot press keys: as `bring_supervisor`, or no_talk."""
    cb = callbacks.lock_held(tx, volunteer_id)
    if cb is None or cb.state != S.CONNECTED:
        return Outcome("no_talk", {})
    return bring_supervisor(tx, cb, volunteer_id)


def number_to_ring(tx: Tx, leg_id: int) -> str | None:
    """The supervisor's number: ON_CALL_NUMBER, else the first of the ladder whose hour it is; None: nobody is free.

    Not one of the two who talk: that phone is busy with this very talk. Nor one whose owner texted STOP.
    """
    held = legs.lock(tx, leg_id)
    named = (tx.line.supervisor,) if tx.line.supervisor is not None else ()
    wanted = named or tuple(each.number for each in ladder.on_now(tx))
    return next((number for number in wanted if not _is_one_of_the_two(tx, held, number)), None)


def _is_one_of_the_two(tx: Tx, held: legs.HeldLeg, number: str) -> bool:
    with suppress(Erased):
        if number == legs.volunteer_number(tx, held.leg.volunteer_id):
            return True
        return held.cb.contact_id is not None and number == legs.participant_number(tx, held.cb)
    return False


def picked_up(tx: Tx, held: legs.HeldLeg, sid: str) -> bool:
    """The supervisor answered, or pressed a key; gives whether the talk still wants them."""
    leg = held.leg
    if not held.current:
        return False
    due_at = (leg.answered_at or tx.now) + TO_KEY
    legs.move(
        tx,
        leg,
        LegState.ANSWERED,
        answered_at=leg.answered_at or tx.now,
        due_at=due_at,
        sid=leg.sid or sid or None,
    )
    return True


def hears(tx: Tx, held: legs.HeldLeg) -> list[Phrase]:
    """What the supervisor is told before they join: what matters for safety, and the topic; no confided words."""
    told = [each for each in composed.phrases(briefing.of(tx, held.cb)) if each.id in _FOR_A_SUPERVISOR]
    minutes = max(1, round((tx.now - (held.cb.connected_at or tx.now)).total_seconds() / 60))
    handle_of_participant = select(Contact.handle).where(Contact.id == held.cb.contact_id)
    who = tx.run(handle_of_participant).scalar() or Named("room.no_number")
    return [Phrase("room.supervisor_known", {"who": who, "minutes": minutes}), *told]


_FOR_A_SUPERVISOR = ("briefing.crisis", "briefing.check", "briefing.low", "briefing.about")


def joined(tx: Tx, held: legs.HeldLeg, *, takes_over: bool) -> bool:
    """The supervisor joins the conference, and both in it are told; gives whether there is a talk to join."""
    leg, cb = held.leg, held.cb
    if not held.current:
        return False
    if leg.outcome == "connected":
        return True  # the carrier asked twice
    legs.change(tx, leg.id, outcome="connected", due_at=tx.now + legs.CHECK_EVERY)
    if takes_over:
        callbacks.change(tx, cb.id, handed_to="supervisor")
    why = "and takes over" if takes_over else "beside the peer"
    decisions.note(tx, cb.id, "supervisor-joined", why, volunteer_id=leg.volunteer_id)
    for each in legs.live_of(tx, cb.id):
        if each.role not in ROLES:
            commands.ask(tx, each.id, "say takes_over" if takes_over else "say supervisor")
    return True


def not_reached(tx: Tx, held: legs.HeldLeg, why: str) -> None:
    """The supervisor was not reached: tell the volunteer, alert a coordinator; the talk goes on."""
    leg, cb = held.leg, held.cb
    if leg.state == "ended":
        return
    legs.end(tx, leg.id, leg.outcome or why)
    if cb.state != S.CONNECTED:
        return
    _alert(tx, cb)
    for each in legs.live_of(tx, cb.id):
        if each.role in commands.VOLUNTEERS:
            commands.ask(tx, each.id, "say not_reached")


def left(tx: Tx, held: legs.HeldLeg) -> None:
    """The supervisor has hung up. A participant who is alone now is not left waiting."""
    leg, cb = held.leg, held.cb
    if leg.state == "ended":
        return
    legs.end(tx, leg.id, leg.outcome or "completed")
    left = legs.live_of(tx, cb.id)
    if any(each.role in commands.VOLUNTEERS for each in left) and cb.handed_to == "supervisor":
        callbacks.change(tx, cb.id, handed_to=None)  # they had taken over, and gave it back
    if not any(each.role != "participant" for each in left):
        for each in left:
            legs.end(tx, each.id, each.outcome or "completed")
            commands.fetch_from_conference(tx, each, cb)


def hand_over(tx: Tx, cb: Callback, volunteer_id: int) -> bool:
    """Hand over to the crisis line, at the volunteer's key. A coordinator is told; gives whether it can be dialled."""
    if _live(tx, cb, "crisis") is not None:
        return True
    theirs = participant(tx, cb)
    can = bool(crisis_lines.for_region(tx.line.region).dial) and theirs is not None
    said = "alert.handed_over" if can else "alert.not_handed_over"
    danger.tell(tx, AlertKind.CRISIS, wording=said, contact_id=cb.contact_id, callback_id=cb.id)
    why = "the peer asked for it" if can else "the peer asked for it; it cannot be dialled from here"
    decisions.note(tx, cb.id, "crisis-line", why, volunteer_id=volunteer_id)
    if theirs is None or not can:
        return False
    # Due soon: first a worker has to send the participant's call there.
    _plan(tx, cb, "crisis", due_at=tx.now + timedelta(seconds=30), parent_id=theirs.id)
    callbacks.change(tx, cb.id, handed_to="crisis")
    commands.ask(tx, theirs.id, commands.GO_CRISIS)
    return True


def ring_crisis_line(tx: Tx, held: legs.HeldLeg) -> Leg | None:
    """The participant's call dials the crisis line now: gives its leg, None where that was settled meanwhile."""
    commands.arrived(tx, held.leg)
    leg = _live(tx, held.cb, "crisis")
    if leg is None or held.leg.state == "ended":
        return None
    if leg.state == "planned":
        due_at = tx.now + timedelta(seconds=CRISIS_RINGS + 10) + legs.GRACE
        legs.move(tx, leg, LegState.RINGING, due_at=due_at)
    return leg


def crisis_line_answered(tx: Tx, held: legs.HeldLeg) -> None:
    """The crisis line has answered: from now on the call is theirs. The volunteer is thanked, and free."""
    leg, cb = held.leg, held.cb
    if leg.state == "ended":
        return
    legs.end(tx, leg.id, "connected")
    participant_id = legs.dialled_from(leg)
    legs.end(tx, participant_id, "handed_over")
    legs.change(tx, participant_id, errand=None)
    for each in legs.live_of(tx, cb.id):
        if each.role in commands.VOLUNTEERS:
            continue
        legs.end(tx, each.id, each.outcome or "completed")
        commands.ask(tx, each.id, commands.GO_OVER)
    _volunteer_is_free(tx, cb)


def crisis_line_failed(tx: Tx, leg: Leg, cb: Callback, why: str) -> None:
    """The crisis line was not reached. Everybody in the conference is told its number; nobody is left there alone."""
    if leg.state == "ended":
        return
    legs.end(tx, leg.id, why.replace("-", "_"))
    callbacks.change(tx, cb.id, handed_to=None)
    decisions.note(tx, cb.id, "crisis-line", "it could not be reached", volunteer_id=leg.volunteer_id)
    staying = legs.live_of(tx, cb.id)
    alone = len(staying) == 1
    for each in staying:
        commands.ask(tx, each.id, commands.GO_OVER if alone else "say crisis_failed")


def dial_crisis_line_again(tx: Tx, held: legs.HeldLeg) -> Leg | None:
    """Nobody is left to go back to: dial the crisis line again, `CRISIS_TRIES` times in all. Its leg, or None."""
    crisis_legs = select(func.count()).where(Leg.callback_id == held.cb.id, Leg.role == "crisis")
    if held.leg.state == "ended" or tx.run(crisis_legs).scalar_one() >= CRISIS_TRIES:
        return None
    due_at = tx.now + timedelta(seconds=CRISIS_RINGS + 10) + legs.GRACE
    leg_id = _plan(tx, held.cb, "crisis", due_at=due_at, parent_id=held.leg.id, state=LegState.RINGING)
    return legs.get(tx, leg_id)


def last_crisis_leg(tx: Tx, held: legs.HeldLeg) -> Leg | None:
    """The last leg to the crisis line dialled from this participant's call; None when there is none."""
    crisis_legs_of_call = (Leg.parent_id == held.leg.id) & (Leg.role == "crisis")
    return next(iter(legs.find(tx, crisis_legs_of_call)), None)


def crisis_line_has_them(tx: Tx, cb: Callback) -> bool:
    """Whether the crisis line answered in this talk."""
    connected_crisis_legs = (Leg.callback_id == cb.id) & (Leg.role == "crisis") & (Leg.outcome == "connected")
    return tx.run(select(Leg.id).where(connected_crisis_legs).limit(1)).first() is not None


def has_company(tx: Tx, cb: Callback) -> bool:
    """Whether the participant is not left alone without their volunteer: a supervisor is in, or a crisis line rings."""
    there = _live(tx, cb, "supervisor")
    return (there is not None and there.outcome == "connected") or _live(tx, cb, "crisis") is not None


_GOES_ON = {"participant": "say goes_on", "supervisor": "say left_to_you"}


def volunteer_leaves(tx: Tx, cb: Callback) -> None:
    """The volunteer leaves, and the talk goes on without them."""
    if cb.handed_to is None:
        callbacks.change(tx, cb.id, handed_to="supervisor")
    for each in legs.live_of(tx, cb.id):
        if each.role in _GOES_ON and _live(tx, cb, "crisis") is None:
            commands.ask(tx, each.id, _GOES_ON[each.role])
    _volunteer_is_free(tx, cb)


def _volunteer_is_free(tx: Tx, cb: Callback) -> None:
    for each in legs.live_of(tx, cb.id):
        if each.role in commands.VOLUNTEERS:
            legs.end(tx, each.id, each.outcome or "completed")
            commands.ask(tx, each.id, commands.GO_OVER)
    if cb.state == S.CONNECTED:
        # The participant talks on with somebody else: do not ask them in the middle of that how it was.
        callbacks.move(tx, cb, S.COMPLETED, ended_at=tx.now, followed_up_at=tx.now)
        follow_up.ended(tx, with_volunteer(cb), handed_on=True)
        queue.wake_waiting(tx)


def participant(tx: Tx, cb: Callback) -> Leg | None:
    """The participant's live leg; None when there is none."""
    return _live(tx, cb, "participant")


def _live(tx: Tx, cb: Callback, role: str) -> Leg | None:
    return next((leg for leg in reversed(legs.live_of(tx, cb.id)) if leg.role == role), None)


def _plan(
    tx: Tx,
    cb: Callback,
    role: str,
    *,
    due_at: datetime,
    parent_id: int | None = None,
    state: LegState = LegState.PLANNED,
) -> int:
    whose = {"callback_id": cb.id, "volunteer_id": cb.volunteer_id, "role": role}
    return legs.plan(tx, state, due_at=due_at, parent_id=parent_id, **whose)


def _alert(tx: Tx, cb: Callback) -> None:
    compose.raise_alert(tx, AlertKind.SUPERVISOR, contact_id=cb.contact_id, callback_id=cb.id)
