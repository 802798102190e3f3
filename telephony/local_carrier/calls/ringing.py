"""Makes a phone ring, and does what the phone was told to do then."""

import asyncio

from telephony.local_carrier.calls.leg import Interrupted, Leg, engaged
from telephony.local_carrier.journal import Rung
from telephony.local_carrier.phones.handset import Ring, handset

# Telephone seconds that a voicemail records before it hangs up by itself.
LONGEST_RECORDING = 180.0


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
    elif plan.policy == "busy" or (engaged(office, leg.phone) and plan.policy in ("answer", "voicemail")):
        leg.end("busy")
    else:
        record.set_status("ringing")
        leg.report("ringing")
        office.journal.changed()
        await _await_decision(leg, plan, timeout)
    return record.status


async def _await_decision(leg: Leg, plan: Ring, timeout: float) -> None:
    office = leg.office
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
    if decision == "answer":
        leg.answer()
        leg.hand = office.spawn(behave(leg, plan))
    else:
        leg.end("busy")


async def _decide(leg: Leg, plan: Ring) -> None:
    await leg.office.pass_time(plan.after)
    if not leg.decision.done():
        leg.decision.set_result("reject" if plan.policy == "reject" else "answer")


async def behave(leg: Leg, plan: Ring) -> None:
    """Act as the one who picked up: press what was planned, or be a machine. Ends with the leg."""
    if plan.policy == "voicemail":
        await leg.office.pass_time(plan.greeting + LONGEST_RECORDING)
        leg.end()
    elif plan.policy == "answer":
        await _press_all(leg, plan)
        if plan.hang_up_after is not None:
            await leg.office.pass_time(plan.hang_up_after)
            leg.end()


async def _press_all(leg: Leg, plan: Ring) -> None:
    journal, seen = leg.office.journal, 0
    for press in plan.presses:
        while True:
            revision = journal.revision
            if leg.listening and press.met_by([heard.text for heard in leg.heard[seen:]]):
                break
            await journal.wait(revision, 1.0)
        seen = len(leg.heard)
        if press.keys.startswith("say:"):
            leg.speak(press.keys.removeprefix("say:"))
        else:
            leg.press(press.keys)
