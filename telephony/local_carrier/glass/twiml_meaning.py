"""Says what an answer of the line in TwiML makes the carrier do, verb by verb, in the order in which it happens."""

import xml.etree.ElementTree as ET  # for the type of parsed elements
from collections.abc import Mapping

from telephony.local_carrier.errors import DocumentError
from telephony.local_carrier.glass import verbs
from telephony.local_carrier.glass.dial_meaning import conference, dial, number
from telephony.local_carrier.glass.plain_words import sentence
from telephony.local_carrier.glass.problem_words import words_for
from telephony.local_carrier.glass.subject import Hearing
from telephony.local_carrier.glass.verbs import Meaning
from telephony.local_carrier.journal import Journal
from telephony.local_carrier.twiml import twiml
from telephony.local_carrier.values import truthy
from telephony.local_carrier.webhooks import Answer

_LEADS_ON = ("Redirect", "Hangup", "Reject")


def read_out(answer: Answer, to: Hearing) -> list[str]:
    """The sentences for an answer that came; what is wrong with it is said first."""
    # A journal of its own: what the carrier objects to is in the real one already.
    journal = Journal()
    try:
        document = twiml.read(answer, to.kind, journal, "")
    except DocumentError as problem:
        return [sentence(f"the carrier cannot use this answer: {words_for(problem.code, problem.message)}")]
    objections = [
        f"the carrier leaves something out: {fault.message.removeprefix('Schema validation warning: ')}"
        for fault in journal.faults
    ]
    return [sentence(line) for line in objections + response(document.verbs, to)]


def read_inline(document: str, to: Hearing) -> list[str]:
    """As `read_out`, for a document that the line sent along with a request."""
    return read_out(Answer(to.url, 200, "text/xml", document.encode("utf-8", "replace")), to)


def response(found: list[ET.Element], to: Hearing) -> list[str]:
    """What all verbs of a document mean together, and what happens when they run out."""
    if not found:
        return [_empty(to)]
    said: list[str] = []
    unless = ""
    for place, verb in enumerate(found, 1):
        first, *more = MEANINGS[to.kind][verb.tag](verb, to)
        said += [_after(unless, first), *more]
        unless = "if nothing comes, " if verb.tag == "Gather" else ""
        if verb.tag in _LEADS_ON or (verb.tag == "Dial" and verb.get("action")):
            if place < len(found):
                said.append("what follows in the answer is never reached")
            return said
        if verb.tag == "Gather" and truthy(verb.get("actionOnEmptyResult")) and place < len(found):
            said.append("what else is in the answer is for a carrier that would keep that to itself")
            return said
    end = {"voice": "then the call ends", "whisper": "then the two phones are connected"}.get(to.kind)
    return [*said, _after(unless, end)] if end else said


def _after(unless: str, line: str) -> str:
    return f"{unless}{line.removeprefix('then ')}" if unless else line


def _empty(to: Hearing) -> str:
    return {
        "sms": f"the line sends no text back to {to.who}",
        "whisper": "the line has nothing to say here: the two phones are connected",
        "aside": f"the line has nothing to say here: {to.who} hears nothing",
    }.get(to.kind, "the line has nothing more to say: the call ends")


def _response(verb: ET.Element, to: Hearing) -> list[str]:
    return response(list(verb), to)


_VOICE: Mapping[str, Meaning] = {
    "Response": _response,
    **verbs.PROMPTS,
    "Gather": verbs.gather,
    "Redirect": verbs.redirect,
    "Hangup": verbs.hangup,
    "Reject": verbs.reject,
    "Dial": dial,
    "Number": number,
    "Conference": conference,
}
MEANINGS: Mapping[str, Mapping[str, Meaning]] = {
    "voice": _VOICE,
    "whisper": _VOICE,
    "aside": _VOICE,
    "sms": {
        "Response": _response,
        "Message": verbs.message,
        "Body": verbs.body,
        "Media": verbs.media,
        "Redirect": verbs.redirect,
    },
}
"""What each verb means, by the vocabulary that a document is read with."""
