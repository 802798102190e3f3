"""Answers a call as call screening does (iOS 26, Pixel): a robot asks who calls, and only then the phone rings.

As Apple and Twilio describe it: the robot answers at once, so that the carrier sees an answered call and machine
detection a machine; what the caller says after the prompt is shown to the phone's owner while the phone rings; a caller
who says nothing is never put through. The robot's prompt is speech like any other: a Gather that listens for speech
takes it for an answer.
"""

import asyncio
from dataclasses import replace

from telephony.local_carrier.calls.answering import behave
from telephony.local_carrier.calls.leg import Leg
from telephony.local_carrier.calls.robot import Robot
from telephony.local_carrier.phones.handset import Ring

PROMPT = "Hi, if you record your name and reason for calling, I'll see if this person is available."
NOT_AVAILABLE = "The person you are calling is not available. Goodbye."

# All in telephone seconds. Speech is about 14 letters a second.
LETTERS_PER_SECOND = 14
BEFORE_PROMPT = 1.0
PROMPT_SECONDS = BEFORE_PROMPT + len(PROMPT) / LETTERS_PER_SECOND
LONGEST_SILENCE = 30.0
AFTER_WORDS = 1.0
LONGEST_RING = 25.0


async def screen(leg: Leg, plan: Ring, robot: Robot) -> None:
    """Play the robot until the phone's owner has answered or will not, or the call is over."""
    office = leg.office
    await office.pass_time(BEFORE_PROMPT)
    await _speak(leg, PROMPT)
    robot.listens = True
    try:
        async with asyncio.timeout(office.seconds(LONGEST_SILENCE)):
            await robot.spoken.wait()
    except TimeoutError:
        leg.end()
        return
    await _until_silent(leg, robot)
    decision = await _ring_owner(leg, plan, robot)
    if decision in ("answer", "voicemail"):
        robot.holds = False
        leg.plan = replace(plan, policy="voicemail") if decision == "voicemail" else plan
        office.journal.changed()
        await behave(leg, leg.plan)
    else:
        await _speak(leg, NOT_AVAILABLE)
        leg.end()


async def _until_silent(leg: Leg, robot: Robot) -> None:
    """Let the caller finish: everything they say goes to the robot."""
    heard = 0
    while heard < len(robot.said):
        heard = len(robot.said)
        await leg.office.pass_time(len(robot.said[-1]) / LETTERS_PER_SECOND + AFTER_WORDS)


async def _ring_owner(leg: Leg, plan: Ring, robot: Robot) -> str:
    """Ring the phone itself; returns answer, reject, voicemail or no-answer."""
    office, outcomes = leg.office, {"answer": "answered", "reject": "busy"}
    robot.rings = True
    if leg.rung:
        leg.rung.outcome = "ringing"
    office.journal.changed()
    owner = None if plan.owner in ("manual", "no-answer") else office.spawn(_decide(leg, plan))
    try:
        async with asyncio.timeout(office.seconds(LONGEST_RING)):
            decision = await asyncio.shield(leg.decision)
    except TimeoutError:
        decision = "no-answer"
    finally:
        robot.rings = False
        if owner:
            owner.cancel()
    if leg.rung:
        leg.rung.outcome = outcomes.get(decision, "no-answer")
    office.journal.changed()
    return decision


async def _decide(leg: Leg, plan: Ring) -> None:
    await leg.office.pass_time(plan.after)
    if not leg.decision.done():
        leg.decision.set_result(plan.owner)


async def _speak(leg: Leg, words: str) -> None:
    leg.utter(words)
    await leg.office.pass_time(len(words) / LETTERS_PER_SECOND)
