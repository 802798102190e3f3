"""Says what the line asks of the carrier over REST, and what the carrier answered: a title and sentences."""

from collections.abc import Callable, Mapping

from telephony.local_carrier.glass.plain_words import address, duration, quoted
from telephony.local_carrier.glass.rest_answer import answered
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
    return _asked(subject) + answered(subject.exchange)


def _call(subject: Subject) -> str:
    """What is to happen to a call that there is already."""
    params, who = subject.params, subject.who
    if params.get("Status") == "completed":
        return f"the line asks the carrier to end the call with {who}"
    if params.get("Status") == "canceled":
        return f"the line asks the carrier to stop ringing {who}"
    return f"the line asks the carrier to interrupt the call with {who} and to go on with something else"


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
    if "Muted" in params:
        hears = "no longer hear" if params["Muted"].lower() == "true" else "hear"
        said.append(f"from now on the others {hears} {who}")
    if "EndConferenceOnExit" in params:
        ends = params["EndConferenceOnExit"].lower() == "true"
        said.append(f"when {who} leaves, the conference {'ends for everybody' if ends else 'goes on'}")
    return said


def _ring(subject: Subject) -> list[str]:
    params, who, names = subject.params, subject.who, subject.names
    seconds = min(max(whole(params.get("Timeout"), 60), 1), 600)
    said = [f"{subject.its_phone} will show {names.number_of(params.get('From', ''))}"]
    said.append(f"the phone may ring for up to {duration(seconds)}")
    if url := params.get("Url"):
        said.append(f"when {who} picks up, the carrier asks the line what {who} hears, at {address(url)}")
    if params.get("MachineDetection") in ("Enable", "DetectMessageEnd"):
        said.append("the carrier listens whether a person or a machine picks up")
    if url := params.get("StatusCallback"):
        said.append(f"how the call goes is reported at {address(url)}")
    return said
