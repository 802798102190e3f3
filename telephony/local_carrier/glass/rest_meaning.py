"""Says what the line asks of the carrier over REST, and what the carrier answered: a title and sentences."""

from collections.abc import Callable, Mapping

from telephony.local_carrier.exchanges import Exchange
from telephony.local_carrier.glass.plain_words import address, duration, plural, quoted
from telephony.local_carrier.glass.problem_words import words_for
from telephony.local_carrier.glass.subject import Hearing, Subject
from telephony.local_carrier.glass.twiml_meaning import read_inline
from telephony.local_carrier.values import whole

Title = Callable[[Subject], str]


def title_of(subject: Subject) -> str:
    """What the line asks for."""
    found = ROUTES.get(subject.exchange.route)
    return found(subject) if found else "the line asks the carrier for something that it does not have"


def sentences_of(subject: Subject) -> list[str]:
    """What stands in the request, in the order in which it will happen, and then what came of it."""
    return _asked(subject) + _answered(subject)


def _call(subject: Subject) -> str:
    """What is to happen to a call that there is already."""
    params, who = subject.params, subject.who
    if params.get("Status") == "completed":
        return f"the line asks the carrier to end the call with {who}"
    if params.get("Status") == "canceled":
        return f"the line asks the carrier to stop ringing {who}"
    return f"the line asks the carrier to interrupt what {who} hears and to go on elsewhere"


def _participant(subject: Subject) -> str:
    if subject.params.get("AnnounceUrl"):
        return f"the line asks the carrier to say something to {subject.who} alone in the conference"
    return f"the line asks the carrier to change how {subject.who} takes part in the conference"


def _conference(subject: Subject) -> str:
    if subject.params.get("Status") == "completed":
        return "the line asks the carrier to end a conference"
    return "the line asks the carrier to say something to all in a conference"


def _numbers(subject: Subject) -> str:
    return "the line asks the carrier which number is the line’s, and where its texts and calls are sent"


def _to(subject: Subject) -> str:
    """Whose texts or calls are listed."""
    return f" to {subject.who}" if subject.params.get("To") else ""


ROUTES: Mapping[str, Title] = {
    "GET .json": lambda subject: "the line asks the carrier whether its account is in order",
    "GET /IncomingPhoneNumbers.json": _numbers,
    "POST /Messages.json": lambda subject: f"the line asks the carrier to text {subject.who}",
    "GET /Messages.json": lambda subject: (
        f"the line asks the carrier which texts{_to(subject)} it has taken lately"
    ),
    "GET /Messages/{sid}.json": lambda subject: (
        f"the line asks the carrier what became of a text with {subject.who}"
    ),
    "POST /Messages/{sid}.json": lambda subject: (
        f"the line asks the carrier to forget the words of a text with {subject.who}"
    ),
    "DELETE /Messages/{sid}.json": lambda subject: (
        f"the line asks the carrier to delete a text with {subject.who}"
    ),
    "POST /Calls.json": lambda subject: f"the line asks the carrier to ring {subject.who}",
    "GET /Calls.json": lambda subject: (
        f"the line asks the carrier which calls{_to(subject)} it has taken lately"
    ),
    "GET /Calls/{sid}.json": lambda subject: (
        f"the line asks the carrier how the call with {subject.who} stands"
    ),
    "POST /Calls/{sid}.json": _call,
    "DELETE /Calls/{sid}.json": lambda subject: (
        f"the line asks the carrier to delete the record of a call with {subject.who}"
    ),
    "GET /Conferences.json": lambda subject: "the line asks the carrier which conferences there are",
    "GET /Conferences/{sid}.json": lambda subject: "the line asks the carrier how a conference stands",
    "POST /Conferences/{sid}.json": _conference,
    "GET /Conferences/{sid}/Participants.json": lambda subject: (
        "the line asks the carrier who is in a conference"
    ),
    "GET /Conferences/{sid}/Participants/{who}.json": lambda subject: (
        f"the line asks the carrier whether {subject.who} is in the conference"
    ),
    "POST /Conferences/{sid}/Participants/{who}.json": _participant,
}
"""What each request asks for, by method and route."""


def _asked(subject: Subject) -> list[str]:
    params, who, said = subject.params, subject.who, []
    creates = subject.exchange.route == "POST /Messages.json"
    if creates and "Body" in params:
        said.append(f"the text: {quoted(params['Body'])}")
    if creates and (url := params.get("StatusCallback")):
        said.append(f"the carrier is to report at {address(url)} what becomes of it")
    if subject.exchange.route == "POST /Calls.json":
        said += _ring(subject)
    elif subject.exchange.route == "POST /Calls/{sid}.json" and (url := params.get("Url")):
        said.append(f"from now on {who} hears what the line says at {address(url)}")
    if twiml := params.get("Twiml"):
        said.append(f"what {who} will hear comes with the request")
        said += read_inline(twiml, Hearing(subject.names, subject.phone, subject.phone, "voice"))
    if url := params.get("AnnounceUrl"):
        said.append(f"the words are to be fetched from the line, at {address(url)}")
    if "EndConferenceOnExit" in params:
        ends = params["EndConferenceOnExit"].lower() == "true"
        said.append(f"when {who} leaves, the conference {'ends for everybody' if ends else 'goes on'}")
    return said


def _ring(subject: Subject) -> list[str]:
    params, who = subject.params, subject.who
    shows = subject.names.who(params.get("From", ""))
    said = [f"{subject.names.phone(subject.phone)} will show the number of {shows}"]
    said.append(f"it may ring for up to {duration(min(max(whole(params.get('Timeout'), 60), 1), 600))}")
    if url := params.get("Url"):
        said.append(f"when {who} picks up, the carrier asks the line what {who} hears, at {address(url)}")
    if params.get("MachineDetection") in ("Enable", "DetectMessageEnd"):
        said.append("the carrier listens whether a person or a machine picks up")
    if url := params.get("StatusCallback"):
        said.append(f"how the call goes is reported at {address(url)}")
    return said


def _answered(subject: Subject) -> list[str]:
    exchange, facts = subject.exchange, subject.exchange.facts
    if not exchange.status:
        return [f"no answer came in time; {_DOUBTFUL}"]
    if exchange.status >= 400:
        return [
            f"the carrier refuses: {words_for(facts.get('code', exchange.status), facts.get('message', ''))}"
        ]
    if exchange.status == 204:
        return ["the carrier has deleted it"]
    if "count" in facts:
        return [_list(exchange)]
    return _accepted(exchange)


_DOUBTFUL = "whether the carrier did it is not known, so the line has to look before it asks again"


def _list(exchange: Exchange) -> str:
    noun = {"Messages": "text", "Calls": "call", "Conferences": "conference", "Participants": "participant"}
    count = plural(int(exchange.facts["count"]), noun.get(_last_word(exchange.route), "number"))
    newest = exchange.facts.get("newest")
    more = ", and there are more" if exchange.facts.get("more") else ""
    return f"the carrier finds {count}{more}" + (f"; the newest is {_status(newest)}" if newest else "")


def _last_word(route: str) -> str:
    return route.rsplit("/", 1)[-1].removesuffix(".json")


def _accepted(exchange: Exchange) -> list[str]:
    status = exchange.facts.get("status", "")
    if exchange.status == 201:
        return [f"the carrier takes it: {_status(status)}"]
    if exchange.method == "GET":
        return [f"the carrier answers: {_status(status)}"]
    return [f"the carrier has done it{f' ({_status(status)})' if status else ''}"]


def _status(status: str) -> str:
    return _STATUSES.get(status, status or "nothing more is said")


_STATUSES = {
    "queued": "it waits its turn",
    "sending": "it is being sent",
    "sent": "it has left",
    "delivered": "it was delivered",
    "undelivered": "it was not delivered",
    "failed": "it failed",
    "received": "it came in",
    "initiated": "it is about to ring",
    "ringing": "it rings",
    "in-progress": "it is on",
    "completed": "it is over",
    "busy": "it was not taken (busy)",
    "no-answer": "nobody picked up",
    "canceled": "it was taken back",
    "init": "it has not begun",
    "active": "it is in order",
}
