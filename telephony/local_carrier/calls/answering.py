"""Acts as whoever picked up a phone: presses what was planned, or records as a voicemail does."""

from telephony.local_carrier.calls.leg import Leg
from telephony.local_carrier.phones.handset import Ring

# Telephone seconds that a voicemail records before it hangs up by itself.
LONGEST_RECORDING = 180.0


async def behave(leg: Leg, plan: Ring) -> None:
    """Act as the one who picked up: press what was planned, or be a machine. Ends with the leg."""
    if plan.policy == "voicemail":
        await leg.office.pass_time(plan.greeting)
        leg.message = []
        await leg.office.pass_time(LONGEST_RECORDING)
        leg.end()
    elif plan.policy in ("answer", "screening"):
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
