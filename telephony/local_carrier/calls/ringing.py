"""Makes a phone ring, and does what the phone was told to do then."""

import asyncio
from dataclasses import replace

from telephony.local_carrier.calls.answering import behave
from telephony.local_carrier.calls.call_screening import screen
from telephony.local_carrier.calls.leg import Interrupted, Leg, engaged
from telephony.local_carrier.calls.robot import Robot
from telephony.local_carrier.journal import Rung
from telephony.local_carrier.phones.handset import Ring, handset

# Policies of a phone that answers by itself, and so cannot take a second call.
_BY_ITSELF = ("answer", "voicemail", "screening")


async def ring(leg: Leg, timeout: float) -> str:
    """Ring the leg's phone for up to `timeout` telephone seconds; returns "in-progress", or how the ring ended."""
    record, office = leg.record, leg.office
    plan = leg.plan = handset(office, leg.phone).next_ring()
    leg.rung = Rung(leg.phone, leg.shown, record.sid, record.parent_sid)
    office.journal.rings.append(leg.rung)
    record.set_status("initiated")
    record.started = record.updated
    leg.report("initiated")
    if plan.policy == "failed":
        leg.end("failed")
    elif plan.policy == "busy" or (engaged(office, leg.phone) and plan.policy in _BY_ITSELF):
        leg.end("busy")
    else:
        record.set_status("ringing")
        leg.report("ringing")
        office.journal.changed()
        await _await_decision(leg, plan, timeout)
    return record.status


async def _await_decision(leg: Leg, plan: Ring, timeout: float) -> None:
    office = leg.office
    if plan.policy == "screening":
        _let_robot_answer(leg, plan)
        return
    hand = office.spawn(_decide(leg, plan)) if plan.policy not in ("manual", "no-answer") else None
    try:
        decision = await leg.during(asyncio.wait_for(asyncio.shield(leg.decision), office.seconds(timeout)))
    except TimeoutError:
        leg.end("no-answer")
        return
    except Interrupted:
        return
    finally:
        if hand:
            hand.cancel()
    if decision == "reject":
        leg.end("busy")
        return
    leg.plan = replace(plan, policy="voicemail") if decision == "voicemail" else plan
    leg.answer()
    leg.hand = office.spawn(behave(leg, leg.plan))


def _let_robot_answer(leg: Leg, plan: Ring) -> None:
    """Let a call-screening robot take the call. To the carrier it is answered; the phone has not rung yet."""
    if leg.rung:
        leg.rung.outcome = "screened"
    leg.robot = Robot()
    leg.answer()
    leg.hand = leg.office.spawn(screen(leg, plan, leg.robot))


async def _decide(leg: Leg, plan: Ring) -> None:
    await leg.office.pass_time(plan.after)
    if not leg.decision.done():
        leg.decision.set_result("reject" if plan.policy == "reject" else "answer")
