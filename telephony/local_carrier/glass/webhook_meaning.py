"""Says what each webhook of the carrier is about: a title, and what the line is told in it."""

from collections.abc import Callable, Mapping

from telephony.local_carrier.exchanges import Kind
from telephony.local_carrier.glass.call_meaning import voice, voice_told, whisper
from telephony.local_carrier.glass.plain_words import duration, plural, quoted
from telephony.local_carrier.glass.problem_words import words_for
from telephony.local_carrier.glass.subject import Subject
from telephony.local_carrier.messages.opt_out import decide
from telephony.local_carrier.values import whole

_RECEIPTS = {
    "queued": "waits to be sent",
    "sending": "is being sent",
    "sent": "has left for the phone",
    "delivered": "was delivered",
    "undelivered": "was not delivered",
    "failed": "could not be sent",
    "read": "was read",
}
_CALL_EVENTS = {
    "initiated": "the carrier is about to ring {phone}",
    "ringing": "{phone} rings",
    "in-progress": "{who} picked up",
    "busy": "{who} did not take the call (busy)",
    "no-answer": "nobody picked up {phone}",
    "failed": "{phone} could not be reached",
    "canceled": "the call to {who} was taken back before anybody picked up",
}
_MACHINES = {
    "human": "a person picked up {phone}",
    "machine_start": "a machine picked up {phone}",
    "machine_end_beep": "a machine picked up {phone}, and records now (after the beep)",
    "machine_end_silence": "a machine picked up {phone}, and records now",
    "machine_end_other": "a machine picked up {phone}, and its greeting is over",
    "fax": "a fax machine picked up {phone}",
}
_CONFERENCE_EVENTS = {
    "participant-join": "{who} is in the conference now",
    "participant-leave": "{who} has left the conference",
    "conference-start": "the conference has begun",
    "conference-end": "the conference is over",
}


def sms(subject: Subject) -> str:
    asked = "asks the line what to answer"
    if subject.params.get("ErrorUrl"):
        asked = "asks the line at its second address, since the first one failed"
    return f"{subject.who} texts the line; the carrier {asked}"


def sms_told(subject: Subject) -> list[str]:
    params = subject.params
    said = [f"{subject.who} wrote: {quoted(params.get('Body', ''))}"]
    if pictures := whole(params.get("NumMedia"), 0):
        said.append(f"with it came {plural(pictures, 'picture or recording')}")
    if params.get("OptOutType"):
        said.append("the carrier has answered this word itself, so the line must not answer it again")
    elif decide(params.get("Body", ""), subject.names.line, opted_out=False).kind == "STOP":
        said.append(
            f"the carrier knows this word: it blocks the line’s texts to {subject.who} until they text START"
        )
    return said


def receipt(subject: Subject) -> str:
    status = subject.params.get("MessageStatus", "")
    became = _RECEIPTS.get(status, f"is now “{status[:40]}”")
    return f"the carrier reports: the line’s text to {subject.who} {became}"


def receipt_told(subject: Subject) -> list[str]:
    code = subject.params.get("ErrorCode", "")
    return [f"the reason: {words_for(code)}"] if code else []


def call_status(subject: Subject) -> str:
    params = subject.params
    status, inbound = params.get("CallStatus", ""), params.get("Direction") == "inbound"
    if status == "completed" or (inbound and status in ("no-answer", "busy")):
        whose = f"the call {'from' if inbound else 'to'} {subject.who}"
        end = "is over" if status == "completed" else "was refused by the line"
        return f"the carrier reports: {whose} {end}"
    if inbound and status == "canceled":
        return f"the carrier reports: the call from {subject.who} ended before the line took it"
    event = _filled(_CALL_EVENTS.get(status, ""), subject)
    return f"the carrier reports: {event or f'the call with {subject.who} is now “{status[:40]}”'}"


def call_status_told(subject: Subject) -> list[str]:
    seconds = whole(subject.params.get("CallDuration"), 0)
    return [f"it lasted {duration(seconds)}"] if seconds > 0 else []


def amd(subject: Subject) -> str:
    found = _MACHINES.get(
        subject.params.get("AnsweredBy", ""), "it cannot be told who or what picked up {phone}"
    )
    return f"the carrier reports: {_filled(found, subject)}"


def conference(subject: Subject) -> str:
    event = subject.params.get("StatusCallbackEvent", "")
    happened = _filled(_CONFERENCE_EVENTS.get(event, ""), subject)
    return f"the carrier reports: {happened or f'“{event[:40]}” in a conference'}"


def _filled(event: str, subject: Subject) -> str:
    return event.format(who=subject.who, phone=subject.its_phone)


def wait(subject: Subject) -> str:
    return f"{subject.who} waits in the conference; the carrier asks the line what to play meanwhile"


def announce(subject: Subject) -> str:
    return f"the carrier asks the line what to say to {subject.who} in the conference"


def play(subject: Subject) -> str:
    return "the carrier fetches a recording from the line"


def nothing(subject: Subject) -> list[str]:
    return []


WEBHOOKS: Mapping[Kind, tuple[Callable[[Subject], str], Callable[[Subject], list[str]]]] = {
    "sms": (sms, sms_told),
    "voice": (voice, voice_told),
    "whisper": (whisper, nothing),
    "receipt": (receipt, receipt_told),
    "call-status": (call_status, call_status_told),
    "amd": (amd, nothing),
    "conference": (conference, nothing),
    "wait": (wait, nothing),
    "announce": (announce, nothing),
    "play": (play, nothing),
}
"""Title, and what the line is told, for every kind of webhook."""
