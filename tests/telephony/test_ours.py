"""A signed request is taken only for our account and our number, under SIDs that have the shape of SIDs."""

import pytest
from flask import Request
from twilio.request_validator import RequestValidator
from werkzeug.test import EnvironBuilder

from store.models import Callback, Inbound
from telephony.signature import Signature
from tests.kits.bridge import PARTICIPANT, VOLUNTEER, Desk
from tests.kits.line import ACCOUNT, LINE_NUMBER, ORIGIN, TOKEN, TestLine

SID = "SM" + "a1" * 16
TEXT = {"MessageSid": SID, "AccountSid": ACCOUNT, "From": PARTICIPANT, "To": LINE_NUMBER, "Body": "CALL"}
WHOLE = TEXT | {"NumMedia": "0"}


def moved(form: dict[str, str], name: str) -> dict[str, str]:
    """The same string to sign, with the parameter after this one moved into its value."""
    names = sorted(form)
    after = names[names.index(name) + 1]
    rest = {key: value for key, value in form.items() if key != after}
    return rest | {name: form[name] + after + form[after]}


def test_a_text_sent_again_with_a_moved_boundary_is_refused_and_nothing_changes(line: TestLine) -> None:
    first = line.post("/sms", WHOLE)
    assert first.status_code == 200
    kept = (line.rows(Inbound), line.rows(Callback))
    for name in ("MessageSid", "AccountSid", "To"):
        form = moved(WHOLE | {"ToCity": "X"}, name) if name == "To" else moved(WHOLE, name)
        again = line.post("/sms", form)
        assert again.status_code == 403, form
        assert "<Response" in again.text
    assert line.post("/sms", WHOLE).text == first.text, "the carrier's own repeat gets the same answer"
    assert (line.rows(Inbound), line.rows(Callback)) == kept


def test_the_moved_request_would_have_the_same_signature() -> None:
    sign = RequestValidator(TOKEN).compute_signature
    assert sign(ORIGIN + "/sms", WHOLE) == sign(ORIGIN + "/sms", moved(WHOLE, "MessageSid"))


@pytest.mark.parametrize(
    "wrong",
    [
        {"MessageSid": ""},
        {"MessageSid": "SM1"},
        {"MessageSid": SID.upper()},
        {"MessageSid": "CA" + "a1" * 16},
        {"MessageSid": SID + "\n"},
        {"SmsSid": "SM" + "z" * 32},
        {"AccountSid": ""},
        {"AccountSid": "AC" + "1" * 32},
        {"To": ""},
        {"To": PARTICIPANT},
    ],
)
def test_a_text_of_another_account_or_number_or_without_a_proper_sid_is_refused(
    quick_line: TestLine, wrong: dict[str, str]
) -> None:
    assert quick_line.post("/sms", WHOLE | wrong).status_code == 403
    assert quick_line.rows(Inbound) == []
    assert quick_line.post("/sms", WHOLE | {"MessageSid": "MM" + "a1" * 16}).status_code == 200


def test_a_ring_of_ours_is_from_our_number_and_a_call_in_to_it(quick_line: TestLine) -> None:
    desk = Desk(quick_line)
    desk.ask()
    ring = desk.take()
    path = ring.url.removeprefix(ORIGIN)
    call = {"CallSid": ring.sid, "CallStatus": "in-progress"}
    assert quick_line.post(path, call | {"From": PARTICIPANT, "To": VOLUNTEER}).status_code == 403
    assert quick_line.post(path, call | {"AccountSid": "AC" + "1" * 32}).status_code == 403
    assert quick_line.post(path, call | {"From": LINE_NUMBER, "To": VOLUNTEER}).status_code == 200
    caller = {"CallSid": "CA" + "b2" * 16, "From": PARTICIPANT}
    assert quick_line.post("/voice", caller | {"To": VOLUNTEER}).status_code == 403
    assert quick_line.post("/voice", caller | {"CallSid": "CA1"}).status_code == 403
    assert quick_line.post("/voice", caller).status_code == 200


def test_while_a_token_is_changed_requests_signed_with_either_are_taken() -> None:
    both = Signature(("newer", TOKEN), ORIGIN)
    for token, holds in ((TOKEN, True), ("newer", True), ("another", False)):
        given = RequestValidator(token).compute_signature(ORIGIN + "/sms", WHOLE)
        headers = [("X-Twilio-Signature", given)]
        environ = EnvironBuilder("/sms", method="POST", data=dict(WHOLE), headers=headers).get_environ()
        environ.update(RAW_URI="/sms")
        assert both.holds(Request(environ)) is holds
