"""Says what the verbs mean that a call or a text gets to hear or read: Say, Gather, Message and the like."""

import xml.etree.ElementTree as ET  # for the type of parsed elements
from collections.abc import Callable

from telephony.local_carrier.glass.plain_words import (
    address,
    duration,
    language,
    listed,
    plural,
    quoted,
)
from telephony.local_carrier.glass.subject import Hearing
from telephony.local_carrier.twiml import twiml
from telephony.local_carrier.values import truthy, whole

MOST_HINTS = 5
Meaning = Callable[[ET.Element, Hearing], list[str]]
"""The sentences for one verb, in the order in which things happen."""


def say(verb: ET.Element, to: Hearing) -> list[str]:
    text = twiml.text_of(verb)
    if not text:
        return [f"{to.who} hears no words here"]
    return [f"{to.who} hears, in {language(verb.get('language', ''))}: {quoted(text)}{_times(verb)}"]


def play(verb: ET.Element, to: Hearing) -> list[str]:
    if digits := verb.get("digits"):
        return [f"{to.who} hears the tones of the keys {digits[:40]}"]
    return [f"{to.who} hears a recording, {address((verb.text or '').strip())}{_times(verb)}"]


def _times(verb: ET.Element) -> str:
    loop = verb.get("loop")
    if loop in (None, "1"):
        return ""
    times = whole(loop, 1)
    return f" ({times} times)" if times else " (again and again)"


def pause(verb: ET.Element, to: Hearing) -> list[str]:
    return [f"then silence, for {duration(max(whole(verb.get('length'), 1), 0))}"]


def gather(verb: ET.Element, to: Hearing) -> list[str]:
    """What is said while it listens, then what it listens for, for how long, and who is told."""
    said = [line for child in verb if child.tag in PROMPTS for line in PROMPTS[child.tag](child, to)]
    kinds = verb.get("input", "dtmf").split()
    awaited = [_keys(verb)] if "dtmf" in kinds else []
    if "speech" in kinds:
        awaited.append(f"spoken words in {language(verb.get('language', ''))}")
    seconds = duration(max(whole(verb.get("timeout"), 5), 0))
    after = "after that" if said else "without a word"
    goes_to = f"brings what comes to the line, at {_place(verb.get('action'), to)}"
    said.append(f"{after}, the carrier listens up to {seconds} for {' or '.join(awaited)}, and {goes_to}")
    if hints := verb.get("hints"):
        said.append(f"it expects words such as {listed(_some(hints))}")
    if truthy(verb.get("actionOnEmptyResult")):
        said.append(f"if {to.who} does nothing, the line is told that too")
    return said


def _some(hints: str) -> list[str]:
    found = [hint.strip()[:30] for hint in hints.split(",") if hint.strip()]
    return found[:MOST_HINTS]


def _keys(verb: ET.Element) -> str:
    count, finish = whole(verb.get("numDigits"), 0), verb.get("finishOnKey", "#")
    if count:
        return "one key" if count == 1 else plural(count, "key")
    return f"keys, ended with {finish}" if finish else "keys"


def _place(url: str | None, to: Hearing) -> str:
    return address(url) if url else f"the same address, {address(to.url)}"


def redirect(verb: ET.Element, to: Hearing) -> list[str]:
    return [f"then the carrier asks the line again, at {_place((verb.text or '').strip(), to)}"]


def hangup(verb: ET.Element, to: Hearing) -> list[str]:
    return ["then the carrier hangs up"]


def reject(verb: ET.Element, to: Hearing) -> list[str]:
    heard = "a busy tone" if verb.get("reason") == "busy" else "that the number is not in service"
    return [f"the carrier does not take the call: {to.who} hears {heard}"]


def message(verb: ET.Element, to: Hearing) -> list[str]:
    """The text, to whom it goes, and where the carrier reports whether it arrives."""
    bodies = [line for child in verb.findall("Body") for line in body(child, to)]
    plain = (verb.text or "").strip()
    words = bodies or ([quoted(plain)] if plain else [])
    whom = to.names.who(verb.get("to") or to.phone)
    said = [f"the line answers {whom} with a text: {' '.join(words) or 'without words'}"]
    said += [line for child in verb.findall("Media") for line in media(child, to)]
    if url := verb.get("statusCallback") or verb.get("action"):
        said.append(f"the carrier is to report at {address(url)} whether it arrives")
    return said


def body(verb: ET.Element, to: Hearing) -> list[str]:
    return [quoted(verb.text or "")]


def media(verb: ET.Element, to: Hearing) -> list[str]:
    return [f"with it comes a picture or a recording, {address((verb.text or '').strip())}"]


PROMPTS: dict[str, Meaning] = {"Say": say, "Play": play, "Pause": pause}
