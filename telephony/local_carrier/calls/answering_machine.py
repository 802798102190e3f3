"""Tells a machine from a person, as Twilio's detection does after a few seconds."""

from telephony.local_carrier.calls.call_screening import PROMPT_SECONDS
from telephony.local_carrier.calls.leg import Leg

MODES = ("Enable", "DetectMessageEnd")
HUMAN_SECONDS = 2.0
MACHINE_SECONDS = 4.0


async def listen(leg: Leg, mode: str) -> dict[str, str]:
    """Wait as long as detection takes; returns the parameters that it adds to a webhook."""
    # A robot that screens calls is taken for a machine.
    machine = leg.plan.policy in ("voicemail", "screening")
    seconds = MACHINE_SECONDS if machine else HUMAN_SECONDS
    verdict = "machine_start" if machine else "human"
    if machine and mode == "DetectMessageEnd" and leg.plan.policy == "voicemail":
        seconds, verdict = max(leg.plan.greeting, seconds), "machine_end_beep"
    elif machine and mode == "DetectMessageEnd":
        seconds, verdict = PROMPT_SECONDS, "machine_end_silence"
    await leg.office.pass_time(seconds)
    leg.record.answered_by = verdict
    return {"AnsweredBy": verdict, "MachineDetectionDuration": str(round(seconds * 1000))}


async def detect(leg: Leg, mode: str, url: str, method: str) -> None:
    """Detect while the call goes on, and tell the URL, unless the call ends first."""
    found = await listen(leg, mode)
    if leg.live:
        params = {"CallSid": leg.record.sid, "AccountSid": leg.record.account_sid, **found}
        await leg.office.webhooks.notify("amd", url, params, method=method)
