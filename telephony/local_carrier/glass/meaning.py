"""Says in plain English what one exchange was about: a title, and what was asked and answered, in order."""

from telephony.local_carrier.calls.call_record import LIVE
from telephony.local_carrier.exchanges import LARGEST, Exchange
from telephony.local_carrier.glass import rest_meaning
from telephony.local_carrier.glass.plain_words import sentence
from telephony.local_carrier.glass.problem_words import words_for
from telephony.local_carrier.glass.subject import Hearing, Subject
from telephony.local_carrier.glass.twiml_meaning import read_out
from telephony.local_carrier.glass.webhook_meaning import WEBHOOKS
from telephony.local_carrier.webhooks import Answer

_VOCABULARIES = {"sms": "sms", "voice": "voice", "whisper": "whisper", "wait": "aside", "announce": "aside"}
"""With which vocabulary an answer is read; what is not here is a report, or a recording."""


def title_of(subject: Subject) -> str:
    """Who does what, in one line."""
    exchange = subject.exchange
    if exchange.kind == "rest":
        found = rest_meaning.title_of(subject)
    else:
        found = WEBHOOKS[exchange.kind][0](subject)
    again = "once more: " if exchange.repeat else ""
    return f"{again}{found}"[:1].upper() + f"{again}{found}"[1:]


def meaning_of(subject: Subject) -> list[str]:
    """Sentences: what stands in the request, then what the answer makes happen."""
    exchange = subject.exchange
    if exchange.kind == "rest":
        return [sentence(line) for line in rest_meaning.sentences_of(subject)]
    told = WEBHOOKS[exchange.kind][1](subject)
    if exchange.repeat:
        told.insert(0, "the carrier cannot tell whether the line got this; it has the same SID as before")
    return [sentence(line) for line in told + _answered(subject)]


def _answered(subject: Subject) -> list[str]:
    exchange = subject.exchange
    if exchange.error or not exchange.status:
        return _failed(exchange)
    vocabulary = _VOCABULARIES.get(exchange.kind)
    if exchange.kind == "play":
        return [f"the line sends it: {exchange.answer.strip('[]')}"]
    if vocabulary is None:
        return ["the line has heard it"]
    if exchange.kind == "voice" and subject.params.get("CallStatus", "") not in LIVE:
        return ["the line has heard it; nothing of its answer is played, since nobody is on the phone"]
    if len(exchange.answer.encode()) > LARGEST:
        return ["the answer is longer than 8 kB: only its beginning is kept, and it is not explained here"]
    if exchange.kind == "sms" and not exchange.answer.strip():
        return [f"the line sends no text back to {subject.who}"]
    answer = Answer(exchange.url, exchange.status, exchange.content_type, exchange.answer.encode())
    shows = subject.params.get("From", "") if subject.params.get("Direction") == "inbound" else subject.phone
    return read_out(answer, Hearing(subject.names, subject.phone, shows, vocabulary, exchange.url))


def _failed(exchange: Exchange) -> list[str]:
    if not exchange.error:
        return ["the carrier waited no longer for an answer"]
    said = [f"the line did not answer: {words_for(exchange.error)}, {exchange.reason}"]
    if exchange.error == 11205 and not exchange.repeat:
        said.append("the carrier tries once more")
    elif exchange.kind in ("sms", "voice"):
        said.append(_WITHOUT_ANSWER[exchange.kind])
    elif exchange.kind not in _VOCABULARIES:
        said.append("the carrier lets it be; it does not report this again")
    return said


_WITHOUT_ANSWER = {
    "sms": "nobody is answered, unless the line has a second address for such a case",
    "voice": "the caller hears an apology, unless the line has a second address for such a case",
}
