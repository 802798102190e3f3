"""Says what Dial means: who is rung, which number they will see, and what happens before and after they talk."""

import xml.etree.ElementTree as ET  # for the type of parsed elements

from telephony.local_carrier.calls.dial import GRACE
from telephony.local_carrier.glass.plain_words import address, duration, listed, quoted
from telephony.local_carrier.glass.subject import Hearing
from telephony.local_carrier.values import truthy, whole

WARNING = "Warning: "
"""Begins a sentence about something that would harm somebody. The page marks it."""


def dial(verb: ET.Element, to: Hearing) -> list[str]:
    noun = verb.find("Conference")
    said = _rings(verb, to) if noun is None else conference(noun, to)
    if truthy(verb.get("hangupOnStar")):
        leaves = "end the talk" if noun is None else "leave the conference"
        said.append(f"{to.who} can {leaves} with the star key, without hanging up")
    if (limit := whole(verb.get("timeLimit"), 0)) > 0:
        said.append(f"after {duration(limit)} at the latest the carrier ends the talk")
    if verb.get("record", "do-not-record") not in ("do-not-record", "false"):
        said.append(f"{WARNING}the talk is recorded")
    if url := verb.get("action"):
        said.append(f"when it is over, the carrier asks the line what {to.who} hears next, at {address(url)}")
    return said


def _rings(verb: ET.Element, to: Hearing) -> list[str]:
    numbers = verb.findall("Number")
    rung = [(item.text or "").strip() for item in numbers] or [(verb.text or "").strip()]
    seconds = min(max(whole(verb.get("timeout"), 30), 5), 600) + GRACE
    said = [f"the carrier rings {listed(map(to.names.who, rung))}, for up to {duration(seconds)}"]
    said.append(_shown(verb.get("callerId"), rung, to))
    if truthy(verb.get("answerOnBridge")):
        said.append(f"meanwhile {to.who} hears it ring")
    return said + [line for item in numbers for line in number(item, to)]


def _shown(caller_id: str | None, rung: list[str], to: Hearing) -> str:
    phones = listed(map(to.names.phone, rung))
    if caller_id == to.names.line:
        return f"{phones} will show the line’s number, not {to.who}’s"
    if not caller_id:
        return f"{WARNING}the answer names no callerId, so {phones} would show the number of {to.who}: {to.shows}"
    if caller_id in (to.phone, to.shows):
        return f"{WARNING}{phones} would show the number of {to.who}: {caller_id}"
    return f"{WARNING}the carrier will not ring: the number to be shown, {caller_id[:40]}, is not the line’s"


def number(verb: ET.Element, to: Hearing) -> list[str]:
    """What happens between picking up and being connected, and what is reported of it."""
    whom, said = to.names.who((verb.text or "").strip()), []
    if digits := verb.get("sendDigits"):
        said.append(f"when the call is picked up, the carrier presses {digits[:40]}")
    if url := verb.get("url"):
        said.append(
            f"when {whom} picks up, the carrier first asks the line what {whom} hears alone, before the two are "
            f"connected (a whisper), at {address(url)}"
        )
    if verb.get("machineDetection") in ("Enable", "DetectMessageEnd"):
        told = f", and reports it at {address(url)}" if (url := verb.get("amdStatusCallback")) else ""
        said.append(f"the carrier listens whether a person or a machine picked up{told}")
    if url := verb.get("statusCallback"):
        said.append(f"how the ring goes is reported at {address(url)}")
    return said


def conference(verb: ET.Element, to: Hearing) -> list[str]:
    """Which conference is joined, what is heard until it begins, and whether it ends when this phone leaves."""
    name = (verb.text or "").strip()
    short = name if len(name) < 20 else f"{name[:8]}…"
    said = [f"{to.who} joins the conference {quoted(short)}, in which all hear each other"]
    if truthy(verb.get("muted")):
        said.append(f"the others do not hear {to.who}")
    if not truthy(verb.get("startConferenceOnEnter"), True):
        said.append(f"it does not begin because {to.who} comes in")
    said.append(_waiting(verb.get("waitUrl"), to))
    beep = verb.get("beep", "true")
    said.append("nobody hears a beep" if beep == "false" else f"a beep tells the others of {to.who}")
    if truthy(verb.get("endConferenceOnExit")):
        said.append(f"when {to.who} leaves, it ends for everybody")
    if verb.get("record", "do-not-record") not in ("do-not-record", "false"):
        said.append(f"{WARNING}the talk is recorded")
    if url := verb.get("statusCallback"):
        said.append(f"who comes and goes is reported at {address(url)}")
    return said


def _waiting(url: str | None, to: Hearing) -> str:
    until = f"until somebody else is there, {to.who} hears"
    if url is None:
        return f"{until} music"
    return f"{until} what the line says at {address(url)}" if url else f"{until} nothing"
