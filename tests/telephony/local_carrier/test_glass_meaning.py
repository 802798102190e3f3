"""Everything that the carrier knows has a meaning in plain English; nothing of it can be new and unexplained."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from typing import get_args

import pytest

from telephony.local_carrier.app import create_app
from telephony.local_carrier.exchanges import Exchange, Kind, Pairs
from telephony.local_carrier.glass import rest_answer
from telephony.local_carrier.glass.meaning import meaning_of, title_of
from telephony.local_carrier.glass.plain_words import Names, duration, quoted
from telephony.local_carrier.glass.problem_words import PROBLEMS, words_for
from telephony.local_carrier.glass.rest_exchanges import ROOT, route_of
from telephony.local_carrier.glass.rest_meaning import ROUTES
from telephony.local_carrier.glass.subject import Hearing, Subject
from telephony.local_carrier.glass.twiml_meaning import MEANINGS
from telephony.local_carrier.glass.webhook_meaning import WEBHOOKS
from telephony.local_carrier.settings import Settings
from telephony.local_carrier.twiml.twiml import VOCABULARIES
from tests.telephony.local_carrier.conftest import ROOT as HERE

LINE, ANA, SAM, LEE = "+12025550100", "+16175550101", "+12025550141", "+14155550143"
NAMES = Names({ANA: "Ana", SAM: "Sam"}, LINE)
CARRIER = HERE / "telephony/local_carrier"


def webhook(kind: Kind, fields: Mapping[str, str], other: str = "", **more: object) -> Subject:
    exchange = Exchange("carrier", kind, "POST", "/x", list(fields.items()), status=200)
    for name, value in more.items():
        setattr(exchange, name, value)
    return Subject(exchange, NAMES, ANA, other)


def rest(route: str, fields: Pairs, http: int = 200, **facts: str) -> Subject:
    exchange = Exchange("line", "rest", route.split()[0], "/x", fields, route=route, status=http, facts=facts)
    return Subject(exchange, NAMES, ANA)


@pytest.mark.parametrize("kind", VOCABULARIES)
def test_every_verb_has_a_meaning(kind: str) -> None:
    assert VOCABULARIES[kind].keys() <= MEANINGS[kind].keys()
    to = Hearing(NAMES, ANA, ANA, kind, "http://line/voice")
    for verb in VOCABULARIES[kind].keys() - {"Number"}:
        assert all(MEANINGS[kind][verb](ET.Element(verb), to)), verb


def test_every_route_of_the_api_has_a_meaning() -> None:
    app = create_app(Settings("AC1", "token", LINE, "", ""))
    routes = {
        route_of(route.method, route.resource.canonical)
        for route in app.router.routes()
        if route.resource and route.resource.canonical.startswith(ROOT)
    }
    assert routes == set(ROUTES)
    for route in routes:
        assert title_of(rest(route, [])).startswith("The line asks the carrier"), route


def test_every_kind_of_webhook_has_a_meaning() -> None:
    assert set(WEBHOOKS) == set(get_args(Kind))
    for kind in get_args(Kind):
        assert "Ana" in title_of(webhook(kind, {})) or kind in ("conference", "play"), kind
        assert meaning_of(webhook(kind, {}, content_type="text/xml", answer="<Response/>")), kind


def test_every_code_that_the_carrier_gives_has_plain_words() -> None:
    source = "\n".join(path.read_text("utf-8") for path in CARRIER.rglob("*.py"))
    given = {int(code) for code in re.findall(r"(?:Error|error|warning|code, why =)[( =]+(\d{5})\b", source)}
    assert len(given) > 30, "this test no longer finds the codes"
    assert sorted(given - set(PROBLEMS)) == []
    assert words_for(99999, "Something odd.") == "Something odd (code 99999)"
    assert words_for("x") == "the carrier gives no reason (code x)"


@pytest.mark.parametrize(
    ("fields", "title"),
    [
        ({"CallStatus": "in-progress"}, "The carrier asks the line what Ana hears next"),
        ({"CallStatus": "in-progress", "Digits": "12"}, "Ana pressed 12; the carrier asks the line what Ana"),
        ({"CallStatus": "in-progress", "SpeechResult": "yes"}, "Ana said “yes”; the carrier asks the line"),
        ({"CallStatus": "in-progress", "SpeechResult": ""}, "Ana did nothing in time; the carrier asks"),
        (
            {"CallStatus": "in-progress", "ErrorUrl": "x", "ErrorCode": "11200"},
            "The carrier asks the line at its second address, since the first one failed",
        ),
        (
            {"CallStatus": "in-progress", "DialCallStatus": "busy"},
            "Sam did not take the call (busy); the carrier",
        ),
        (
            {"CallStatus": "in-progress", "DialCallStatus": "no-answer"},
            "Nobody picked up Sam’s phone; the carr",
        ),
        (
            {"CallStatus": "in-progress", "DialCallStatus": "failed"},
            "Sam’s phone could not be rung; the carr",
        ),
        (
            {"CallStatus": "completed", "DialCallStatus": "canceled"},
            "Ana hung up before Sam picked up, and the call is over; the carrier tells the line",
        ),
        (
            {"CallStatus": "in-progress", "DialCallStatus": "completed", "DialBridged": "false"},
            "Sam picked up, but was not connected; the carrier asks",
        ),
        (
            {"CallStatus": "in-progress", "DialCallStatus": "answered", "DialBridged": "true"},
            "Ana is out of the conference; the carrier asks",
        ),
        (
            {
                "CallStatus": "in-progress",
                "DialCallStatus": "completed",
                "DialBridged": "true",
                "DialCallSid": "C",
            },
            "The talk of Ana and Sam is over; the carrier asks",
        ),
    ],
)
def test_what_happened_in_a_call(fields: dict[str, str], title: str) -> None:
    assert title_of(webhook("voice", fields, SAM)).startswith(title)


@pytest.mark.parametrize(
    ("kind", "fields", "title"),
    [
        ("receipt", {"MessageStatus": "sent"}, "the line’s text to Ana has left for the phone"),
        ("receipt", {"MessageStatus": "failed"}, "the line’s text to Ana could not be sent"),
        ("receipt", {"MessageStatus": "lost"}, "the line’s text to Ana is now “lost”"),
        ("call-status", {"CallStatus": "ringing"}, "Ana’s phone rings"),
        ("call-status", {"CallStatus": "in-progress"}, "Ana picked up"),
        ("call-status", {"CallStatus": "completed"}, "the call to Ana is over"),
        ("call-status", {"CallStatus": "completed", "Direction": "inbound"}, "the call from Ana is over"),
        (
            "call-status",
            {"CallStatus": "busy", "Direction": "inbound"},
            "the call from Ana was refused by the line",
        ),
        (
            "call-status",
            {"CallStatus": "canceled", "Direction": "inbound"},
            "the call from Ana ended before the line took it",
        ),
        ("call-status", {"CallStatus": "failed"}, "Ana’s phone could not be reached"),
        ("call-status", {"CallStatus": "{who}"}, "the call with Ana is now “{who}”"),
        ("amd", {"AnsweredBy": "human"}, "a person picked up Ana’s phone"),
        ("amd", {"AnsweredBy": "unknown"}, "it cannot be told who or what picked up Ana’s phone"),
        ("conference", {"StatusCallbackEvent": "participant-join"}, "Ana is in the conference now"),
        ("conference", {"StatusCallbackEvent": "conference-end"}, "the conference is over"),
        ("conference", {"StatusCallbackEvent": "odd"}, "“odd” in a conference"),
    ],
)
def test_what_the_carrier_reports(kind: Kind, fields: dict[str, str], title: str) -> None:
    assert title_of(webhook(kind, fields)) == f"The carrier reports: {title}"


@pytest.mark.parametrize(
    ("subject", "title", "last"),
    [
        (
            rest("POST /Calls/{sid}.json", [("Status", "completed")]),
            "The line asks the carrier to end the call with Ana",
            "The carrier has done it.",
        ),
        (
            rest("POST /Calls/{sid}.json", [("Status", "canceled")]),
            "The line asks the carrier to stop ringing Ana",
            "The carrier has done it.",
        ),
        (
            rest("POST /Calls/{sid}.json", [("Url", "http://line/hold")], 400, code="21220"),
            "The line asks the carrier to interrupt the call with Ana and to go on with something else",
            "The carrier refuses: the call is over, or was not answered yet (code 21220).",
        ),
        (
            rest("GET /Calls/{sid}.json", [], status="no-answer"),
            "The line asks the carrier how the call with Ana stands",
            "The carrier answers: the call was not picked up.",
        ),
        (
            rest("GET /Calls.json", [("To", ANA)], count="50", more="yes", newest="busy"),
            "The line asks the carrier which calls to Ana it has taken lately",
            "The carrier finds 50 calls, and there are more; the newest was not taken (busy).",
        ),
        (
            rest("GET /Messages.json", [], 0),
            "The line asks the carrier which texts it has taken lately",
            "No answer came in time; the line knows no more than before.",
        ),
        (
            rest("POST /Messages.json", [], 503, code="20503", message="Service unavailable"),
            "The line asks the carrier to text Ana",
            "The carrier fails: it is out of order for now (code 20503).",
        ),
        (
            rest("POST /Conferences/{sid}.json", [("Status", "completed")]),
            "The line asks the carrier to end a conference",
            "The carrier has done it.",
        ),
        (
            rest("GET .json", [], status="active"),
            "The line asks the carrier whether its account is in order",
            "The carrier answers: the account is in order.",
        ),
        (
            rest("PUT /Nothing.json", [], 404, code="20404"),
            "The line asks the carrier for something that it does not have",
            "The carrier refuses: there is no such thing (any more) (code 20404).",
        ),
    ],
)
def test_what_the_line_asks_and_is_answered(subject: Subject, title: str, last: str) -> None:
    assert title_of(subject) == title
    assert meaning_of(subject)[-1] == last


def test_a_text_that_the_carrier_answered_itself_says_so() -> None:
    stop = webhook("sms", {"Body": "STOP", "OptOutType": "STOP", "NumMedia": "1"}, answer="")
    assert meaning_of(stop) == [
        "Ana wrote: “STOP”",
        "With it came 1 picture or recording.",
        "The carrier has answered this word itself, so the line must not answer it again.",
        "The line sends no text back to Ana.",
    ]


def test_people_and_numbers_are_called_what_they_are() -> None:
    assert [
        NAMES.who(number) for number in (ANA, f"whatsapp:{ANA}", LEE, LINE, "988", "", "+17378742833")
    ] == [
        "Ana",
        "Ana",
        LEE,
        "the line",
        "the crisis line 988",
        *["somebody who hides their number"] * 2,
    ]
    assert [duration(seconds) for seconds in (0, 1, 60, 90, 3600, 5400)] == [
        "0 seconds",
        "1 second",
        "1 minute",
        "90 seconds",
        "1 hour",
        "90 minutes",
    ]
    assert quoted("a\n b") == "“a b”"
    assert len(quoted("x" * 5000)) < 410


def test_every_sentence_begins_and_ends_as_one() -> None:
    assert rest_answer.answered(rest("POST /Calls.json", [], 201, status="queued").exchange) == [
        "the carrier takes it on; the call waits its turn"
    ]
    for kind in get_args(Kind):
        for line in meaning_of(webhook(kind, {"Body": "x"}, answer="<Response/>", content_type="text/xml")):
            assert re.fullmatch(r"[A-Z].*[.”]", line), line
