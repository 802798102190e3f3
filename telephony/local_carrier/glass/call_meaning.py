"""Says what happened in a call when the carrier asks the line what is heard next."""

from telephony.local_carrier.calls.call_record import LIVE
from telephony.local_carrier.glass.plain_words import quoted
from telephony.local_carrier.glass.problem_words import words_for
from telephony.local_carrier.glass.subject import Subject
from telephony.local_carrier.values import WITHHELD

ATTESTED = "TN-Validation-Passed-A"
_DIALLED = {
    "busy": "{other} did not take the call (busy)",
    "no-answer": "nobody picked up {phone}",
    "failed": "{phone} could not be rung",
    "canceled": "{who} hung up before {other} picked up",
    "completed": "{other} picked up, but was not connected",
}


def voice(subject: Subject) -> str:
    """What happened in the call, and what the carrier asks."""
    params, happened = subject.params, _happened(subject)
    if over(subject):
        return f"{happened or f'{subject.who} is gone'}, and the call is over; the carrier tells the line"
    asks = "asks the line what to do" if _begins(subject) else f"asks the line what {subject.who} hears next"
    if params.get("ErrorUrl"):
        asks = "asks the line at its second address, since the first one failed"
    return f"{happened}; the carrier {asks}" if happened else f"the carrier {asks}"


def over(subject: Subject) -> bool:
    """Whether nobody is on the phone any more, so that nothing of an answer is played."""
    return subject.params.get("CallStatus", LIVE[-1]) not in LIVE


def _begins(subject: Subject) -> bool:
    return subject.exchange.first and subject.params.get("Direction") == "inbound"


def _happened(subject: Subject) -> str:
    params, who = subject.params, subject.who
    if "DialCallStatus" in params:
        return _dialled(subject)
    if entered := _entered(subject):
        return entered
    if not subject.exchange.first:
        return ""
    return f"{who} calls the line" if params.get("Direction") == "inbound" else f"{who} picked up"


def _entered(subject: Subject) -> str:
    """What was pressed or said, with nothing if there was neither; "" if the carrier did not listen."""
    params = subject.params
    if digits := params.get("Digits"):
        return f"{subject.who} pressed {digits[:40]}"
    if words := params.get("SpeechResult"):
        return f"{subject.who} said {quoted(words)}"
    listened = "Digits" in params or "SpeechResult" in params
    return f"{subject.who} did nothing in time" if listened else ""


def _dialled(subject: Subject) -> str:
    params, names = subject.params, subject.names
    if "DialCallSid" not in params and params.get("DialBridged") == "true":
        return f"{subject.who} is out of the conference"
    other = names.who(subject.other) if subject.other else "the other side"
    if params.get("DialBridged") == "true":
        return f"the talk of {subject.who} and {other} is over"
    phone = names.phone(subject.other) if subject.other else "the other phone"
    event = _DIALLED.get(params["DialCallStatus"], "{other} was not connected")
    return event.format(other=other, phone=phone, who=subject.who)


def voice_told(subject: Subject) -> list[str]:
    """What stands in the fields beside that: who vouches for the number, who picked up, what failed before."""
    params, said = subject.params, []
    if _begins(subject):
        said.append(_shown(subject))
    if by := params.get("AnsweredBy"):
        found = {"human": "a person", "unknown": "it cannot be told who or what"}.get(by, "a machine")
        said.append(f"the carrier listened: {found} picked up")
    if code := params.get("ErrorCode"):
        said.append(f"what went wrong before: {words_for(code)}")
    return said


def _shown(subject: Subject) -> str:
    shown = subject.params.get("From", "")
    if shown in WITHHELD or not shown:
        return "the call shows no number"
    whose = subject.names.number_of(shown)
    if shown != subject.phone:
        whose = f"{whose}, though it comes from {subject.names.phone(subject.phone)}"
    vouches = "the carrier vouches" if subject.params.get("StirVerstat") == ATTESTED else "nobody vouches"
    return f"the call shows {whose}; {vouches} for that"


def whisper(subject: Subject) -> str:
    """Before two phones are connected, the one that was rung is alone with the line."""
    happened = _entered(subject) or f"{subject.who} picked up"
    return f"{happened}; the carrier asks the line what {subject.who} hears before the two are connected"
