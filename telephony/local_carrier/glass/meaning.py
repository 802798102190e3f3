"""Says in plain English what one exchange was about: a title, and what was asked and answered, in order."""

from telephony.local_carrier.exchanges import LARGEST, Exchange
from telephony.local_carrier.glass import rest_meaning
from telephony.local_carrier.glass.call_meaning import over
from telephony.local_carrier.glass.plain_words import sentence
from telephony.local_carrier.glass.problem_words import PROBLEMS, words_for
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
    again = " (sent again)" if exchange.repeat else ""
    return f"{found[:1].upper()}{found[1:]}{again}"


def meaning_of(subject: Subject) -> list[str]:
    """Sentences: what stands in the request, then what the answer makes happen."""
    exchange = subject.exchange
    if exchange.kind == "rest":
        return [sentence(line) for line in rest_meaning.sentences_of(subject)]
    told = WEBHOOKS[exchange.kind][1](subject)
    if exchange.repeat:
        told.insert(
            0, "the carrier sends this again, under the same SID: it cannot tell whether the line got it"
        )
    return [sentence(line) for line in told + _answered(subject)]


def _answered(subject: Subject) -> list[str]:
    exchange = subject.exchange
    if exchange.lost:
        return ["broken on purpose: the answer is lost on its way, so the carrier sends this again"]
    if exchange.error or not exchange.status:
        return _failed(exchange)
    vocabulary = _VOCABULARIES.get(exchange.kind)
    if exchange.kind == "play":
        return [f"the line sends it: {exchange.answer.strip('[]')}"]
    if vocabulary is None:
        return ["the line has heard it"]
    if exchange.kind == "voice" and over(subject):
        return ["the line has heard it; nothing of its answer is played, since nobody is on the phone"]
    if len(exchange.answer.encode()) > LARGEST:
        return ["the answer is longer than 8 kB: only its beginning is kept, and it is not explained here"]
    if exchange.kind == "sms" and not exchange.answer.strip():
        return [f"the line sends no text back to {subject.who}"]
    answer = Answer(exchange.url, exchange.status, exchange.content_type, exchange.answer.encode())
    shows = subject.params.get("From", "") if subject.params.get("Direction") == "inbound" else subject.phone
    said = read_out(answer, Hearing(subject.names, subject.phone, shows, vocabulary, exchange.url))
    return said + [
        f"the carrier does not deliver that text: {words_for(code)}" for code in subject.undelivered
    ]


def _failed(exchange: Exchange) -> list[str]:
    if not exchange.error:
        return ["the carrier waited no longer for an answer"]
    said = [f"{_why(exchange)} (code {exchange.error})"]
    if exchange.error == 11205 and not exchange.repeat:
        said.append("the carrier tries once more")
    elif exchange.kind in ("sms", "voice"):
        said.append(_WITHOUT_ANSWER[exchange.kind])
    elif exchange.kind not in _VOCABULARIES:
        said.append("the carrier lets it be; it does not report this again")
    return said


def _why(exchange: Exchange) -> str:
    if exchange.status:
        return f"the line answered with an error, HTTP {exchange.status}"
    if exchange.error == 11200 and "within" in exchange.reason:
        return "the line did not answer within 15 seconds"
    return PROBLEMS[exchange.error]


_WITHOUT_ANSWER = {
    "sms": "nobody is answered, unless the line has a second address for such a case",
    "voice": "the caller hears an apology, unless the line has a second address for such a case",
}
