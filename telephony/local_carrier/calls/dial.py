"""Plays Dial: rings others, whispers to the one who answers, and bridges."""

import asyncio
import xml.etree.ElementTree as ET  # for the type of parsed elements
from dataclasses import dataclass

from telephony.local_carrier.calls import conference
from telephony.local_carrier.calls.answering_machine import MODES, detect
from telephony.local_carrier.calls.call_record import CallRecord, Report
from telephony.local_carrier.calls.leg import HungUp, Leg, Step
from telephony.local_carrier.calls.player import Player
from telephony.local_carrier.calls.ringing import ring
from telephony.local_carrier.twiml import twiml
from telephony.local_carrier.values import in_service, truthy, whole
from telephony.local_carrier.waiting import first_of

# Twilio always lets a phone ring this many seconds longer than asked.
GRACE = 5
LONGEST_CALL = 4 * 3600


@dataclass
class Result:
    """What the action URL is told."""

    status: str = "failed"
    sid: str = ""
    duration: int | None = None
    bridged: bool = False

    def params(self) -> dict[str, str]:
        found = {"DialCallStatus": self.status, "DialBridged": str(self.bridged).lower()}
        if self.sid:
            found["DialCallSid"] = self.sid
        if self.duration is not None:
            found["DialCallDuration"] = str(self.duration)
        return found


async def dial(player: Player, verb: ET.Element, document: twiml.Document) -> Step | None:
    """Connect the leg to others; returns the action to ask next, or None.

    If the leg hung up, the action is asked as well, and HungUp raised.
    """
    leg, result = player.leg, Result()
    action, method = verb.get("action"), verb.get("method", "POST")
    noun = verb.find("Conference")
    try:
        if noun is not None:
            await conference.join(player, verb, noun, document)
            result.status, result.bridged = "answered", True
        else:
            await _call_out(player, verb, document, result)
    except HungUp:
        if noun is not None:
            result.status, result.bridged = "answered", True
        if action is not None:
            params = leg.record.params() | result.params()
            leg.office.spawn(
                leg.office.webhooks.notify("voice", document.resolve(action), params, method=method)
            )
        raise
    return None if action is None else Step(document.resolve(action), method, result.params())


async def _call_out(player: Player, verb: ET.Element, document: twiml.Document, result: Result) -> None:
    leg = player.leg
    shown = _caller_id(leg, verb)
    if not truthy(verb.get("answerOnBridge")):
        leg.answer()
    children = {} if shown is None else _children(leg, verb, document, shown)
    if not children:
        return
    leg.hear("[ringing]", kind="tone")
    result.status = "canceled"
    result.sid = next(iter(children)).record.sid
    winner: Leg | None = None
    try:
        winner = await leg.during(_ring_all(list(children), _timeout(leg, verb)))
        if winner is None:
            result.status = list(children)[-1].record.status
            return
        result.sid, number = winner.record.sid, children[winner]
        if await leg.during(_admitted(player, winner, number, document)):
            result.bridged = True
            await _bridge(leg, winner, verb)
    finally:
        # One may have picked up at the moment when the caller hung up.
        for child in children:
            if child is not winner:
                child.end("canceled")
        if winner is not None:
            step = winner.take_move()
            if step:
                leg.office.spawn(player.on(winner).play_out(step))
            else:
                winner.end()
            result.status, result.duration = "completed", winner.record.duration or 0


def _caller_id(leg: Leg, verb: ET.Element) -> str | None:
    """The number that the phones rung will show; None if the account may not show what was asked for."""
    asked = verb.get("callerId")
    if not asked:
        # As at Twilio: if none is given, the person's own number is shown to those who are called.
        return leg.record.from_ if leg.record.direction == "inbound" else leg.phone
    if asked not in (leg.office.settings.number, leg.phone, leg.record.from_):
        leg.office.journal.error(13214, "Dial: invalid callerId value", sid=leg.record.sid)
        return None
    return asked


def _children(leg: Leg, verb: ET.Element, document: twiml.Document, shown: str) -> dict[Leg, ET.Element]:
    numbers = verb.findall("Number")
    if not numbers and (plain := (verb.text or "").strip()):
        numbers = [ET.Element("Number")]
        numbers[0].text = plain
    children: dict[Leg, ET.Element] = {}
    for number in numbers:
        to = in_service((number.text or "").strip())
        if to is None:
            leg.office.journal.error(13224, "Dial: invalid phone number", sid=leg.record.sid)
            continue
        record = CallRecord(leg.record.account_sid, shown, to, "outbound-dial", parent_sid=leg.record.sid)
        if url := number.get("statusCallback"):
            events = frozenset((number.get("statusCallbackEvent") or "completed").split())
            record.report = Report(document.resolve(url), number.get("statusCallbackMethod", "POST"), events)
        children[Leg(leg.office, record, to, shown)] = number
    return children


def _timeout(leg: Leg, verb: ET.Element) -> float:
    asked = whole(verb.get("timeout"), 30)
    kept = min(max(asked, 5), 600)
    if kept != asked:
        leg.office.journal.warning(12200, "Dial: timeout is not from 5 to 600", sid=leg.record.sid)
    return float(kept + GRACE)


async def _ring_all(children: list[Leg], timeout: float) -> Leg | None:
    """Ring all at once. The first to pick up has the call, and the others stop ringing; None if nobody picks up."""
    office, winner = children[0].office, None
    ringing = {office.spawn(ring(child, timeout)): child for child in children}
    try:
        pending = set(ringing)
        while pending and winner is None:
            done, pending = await asyncio.wait(pending, return_when=asyncio.FIRST_COMPLETED)
            winner = next((ringing[task] for task in done if task.result() == "in-progress"), None)
    finally:
        for child in children:
            if child is not winner:
                child.end("canceled")
    return winner


async def _admitted(player: Player, child: Leg, number: ET.Element, document: twiml.Document) -> bool:
    """Play the whisper, if there is one; False if the one called hung up during it."""
    mode = number.get("machineDetection", "")
    if mode in MODES and (url := number.get("amdStatusCallback")):
        method = number.get("amdStatusCallbackMethod", "POST")
        child.office.spawn(detect(child, mode, document.resolve(url), method))
    if digits := number.get("sendDigits"):
        child.hear(digits, kind="tone")
    if url := number.get("url"):
        try:
            await player.whispering(child).run(Step(document.resolve(url), number.get("method", "POST")))
        except HungUp:
            return False
    return child.live


async def _bridge(leg: Leg, child: Leg, verb: ET.Element) -> None:
    """Let two people talk until one leaves, the time is up, or the caller presses * if that ends it."""
    leg.answer()
    leg.star.clear()
    child.star.clear()
    leg.bridged, child.bridged = [child], [leg]
    leg.office.journal.changed()
    limit = whole(verb.get("timeLimit"), LONGEST_CALL)
    waits = [child.gone(), leg.office.pass_time(limit)]
    if truthy(verb.get("hangupOnStar")):
        waits.append(_pressed(leg))
    try:
        await leg.during(first_of(*waits))
    finally:
        leg.bridged, child.bridged = [], []
        leg.office.journal.changed()


async def _pressed(leg: Leg) -> None:
    await leg.star.wait()
