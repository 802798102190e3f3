"""Plays Gather: a prompt that listens."""

import asyncio
import xml.etree.ElementTree as ET  # for the type of parsed elements

from telephony.local_carrier.calls.leg import Leg, Step
from telephony.local_carrier.calls.listener import Listener
from telephony.local_carrier.calls.player import Player
from telephony.local_carrier.twiml import twiml
from telephony.local_carrier.values import truthy, whole
from telephony.local_carrier.waiting import first_of


async def gather(player: Player, verb: ET.Element, document: twiml.Document) -> Step | None:
    """Play the prompt and collect keys or words; returns the action to ask, or None if nothing was entered."""
    leg = player.leg
    leg.answer()
    kinds = set(verb.get("input", "dtmf").split())
    most = whole(verb.get("numDigits"), 0) or None
    listener = Listener(kinds, most, verb.get("finishOnKey", "#"))
    if truthy(verb.get("bargeIn"), True):
        leg.listener = listener
    try:
        await leg.during(first_of(player.speak_verbs(list(verb), document), listener.began.wait()))
        leg.listener = listener
        leg.office.journal.changed()
        await _collect(leg, listener, float(max(whole(verb.get("timeout"), 5), 0)))
    finally:
        listener.done.set()
        leg.listener = None
    return _action(listener, kinds, verb, document)


async def _collect(leg: Leg, listener: Listener, timeout: float) -> None:
    """Wait until the input is complete, or until `timeout` telephone seconds pass without another key."""
    while not listener.done.is_set():
        listener.more.clear()
        try:
            await leg.during(asyncio.wait_for(listener.more.wait(), leg.office.seconds(timeout)))
        except TimeoutError:
            return


def _action(listener: Listener, kinds: set[str], verb: ET.Element, document: twiml.Document) -> Step | None:
    if listener.digits:
        params = {"Digits": listener.digits}
    elif listener.speech:
        params = {"SpeechResult": listener.speech, "Confidence": "0.92"}
    elif truthy(verb.get("actionOnEmptyResult")):
        # Blank values are sent, and signed, like any others.
        params = {
            name: "" for kind, name in (("dtmf", "Digits"), ("speech", "SpeechResult")) if kind in kinds
        }
    else:
        return None
    return Step(document.resolve(verb.get("action", "")), verb.get("method", "POST"), params)
