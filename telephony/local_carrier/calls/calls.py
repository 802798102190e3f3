"""Runs calls from beginning to end: a phone calls the line, or REST has the line call a phone."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape

from telephony.local_carrier.calls.answering_machine import detect, listen
from telephony.local_carrier.calls.call_record import CALLS, CallRecord, Report
from telephony.local_carrier.calls.dial import dial
from telephony.local_carrier.calls.gather import gather
from telephony.local_carrier.calls.leg import HungUp, Leg, Step
from telephony.local_carrier.calls.player import Player, Verb
from telephony.local_carrier.calls.ringing import ring
from telephony.local_carrier.office import Office
from telephony.local_carrier.phones.handset import handset

VERBS: Mapping[str, Verb] = {"Dial": dial, "Gather": gather}


@dataclass(frozen=True)
class Order:
    """What REST asked for, apart from the numbers."""

    step: Step
    fallback: str = ""
    timeout: float = 60.0
    detection: str = ""
    detection_url: str = ""
    detection_method: str = "POST"


def call_line(
    office: Office, phone: str, caller_id: str, extra: dict[str, str], verstat: str | None = None
) -> Leg:
    """Let a phone call the line, showing `caller_id`, whatever that is.

    `verstat`: the call's StirVerstat, "" for none. If None, it is the one set for this phone (full attestation unless
    changed), or none if the phone shows a number that is not its own.
    """
    if verstat is None:
        verstat = handset(office, phone).verstat if caller_id == phone else ""
    settings = office.settings
    record = CallRecord(settings.account_sid, caller_id, settings.number, "inbound", "ringing", extra=extra)
    record.started = record.created
    if settings.voice_status_url:
        record.report = Report(settings.voice_status_url)
    leg = Leg(office, record, phone, settings.number)
    leg.fallback = settings.voice_fallback_url
    # Twilio promises it only for the first request of a call, so no other request has it.
    attestation = {"StirVerstat": verstat} if verstat else {}
    office.spawn(Player(leg, VERBS).play_out(Step(settings.voice_url, params=attestation)))
    office.journal.changed()
    return leg


def call_nobody(office: Office, phone: str, shown: str, to: str, why: str) -> Leg:
    """Let a phone call a number that is not the line's: it hears `why` nobody answers. The line never learns of it."""
    record = CallRecord(office.settings.account_sid, shown, to, "inbound", "ringing")
    record.started = record.created
    leg = Leg(office, record, phone, to)
    office.book(CALLS).pop(record.sid)
    words = escape(why)
    office.spawn(Player(leg, VERBS).play_out(Step(twiml=f"<Response><Say>{words}</Say></Response>")))
    office.journal.changed()
    return leg


def call_phone(office: Office, record: CallRecord, order: Order) -> Leg:
    """Let the line call a phone when its turn comes: an account starts one call a second."""
    leg = Leg(office, record, record.to, record.from_)
    leg.fallback = order.fallback
    office.spawn(_connect(leg, order))
    return leg


async def _connect(leg: Leg, order: Order) -> None:
    office = leg.office
    turn = max(time.monotonic(), office.next_call_slot)
    office.next_call_slot = turn + office.seconds(1.0)
    try:
        await leg.during(office.pass_time((turn - time.monotonic()) * office.settings.pace))
        if await ring(leg, order.timeout) != "in-progress":
            return
        step = order.step
        if order.detection and order.detection_url:
            office.spawn(detect(leg, order.detection, order.detection_url, order.detection_method))
        elif order.detection:
            # Without a URL of its own, detection delays the document until it has a verdict.
            found = await leg.during(listen(leg, order.detection))
            step = Step(step.url, step.method, step.params | found, step.twiml)
        await Player(leg, VERBS).play_out(step)
    except HungUp:
        return
    finally:
        leg.end()


def cancel(leg: Leg) -> None:
    """Take a call back before it is answered. Nothing is reported of one that is still queued."""
    if leg.record.status == "queued":
        leg.record.report = None
    leg.end("canceled")
