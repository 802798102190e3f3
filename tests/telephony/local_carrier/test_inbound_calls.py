"""What a caller hears, says and presses."""

import time
from collections.abc import Callable

import pytest

from telephony.local_carrier.phones.phones import Carrier, NotInTime
from tests.telephony.local_carrier.conftest import PACE
from tests.telephony.local_carrier.product import Answer, Product, response
from tests.telephony.local_carrier.sdk import LINE
from tests.telephony.local_carrier.waiting import eventually

ANA = "+12025550123"
PATIENT = 'timeout="3600"'
"""A Gather that outlasts a busy machine: its seconds pass at the carrier's pace."""
SORRY = "We are sorry, an application error has occurred. Goodbye."


def test_a_document_is_played_in_order_and_the_end_is_reported(carrier: Carrier, product: Product) -> None:
    product.page(
        "/voice",
        response(
            '<Say language="es-US">Hola <emphasis>Ana</emphasis></Say><Pause/><Play>/tune.mp3</Play>',
            "<Redirect>more?n=1&amp;x=%27</Redirect><Say>never</Say>",
        ),
    )
    product.page("/more", response("<Say>more</Say><Hangup/><Say>never</Say>"))
    call = carrier.phone(ANA).call()
    assert call.wait_until_ended() == "completed"
    assert [(item.text, item.kind) for item in call.heard] == [
        ("Hola Ana", "say"),
        (product.url("/tune.mp3"), "play"),
        ("more", "say"),
    ]
    assert call.heard[0].language == "es-US"
    [first] = product.requests("/voice")
    assert (first.params["CallStatus"], first.params["Direction"]) == ("ringing", "inbound")
    assert (first.params["From"], first.params["To"]) == (ANA, LINE)
    assert product.requests("/tune.mp3")[0].method == "GET"
    [ended] = eventually(lambda: product.requests("/voice/status"))
    assert (ended.params["CallStatus"], ended.params["CallSid"]) == ("completed", call.sid)
    assert int(ended.params["CallDuration"]) >= 1


@pytest.mark.parametrize("shown", ["anonymous", "+266696687", "", "+17378742833", "client:ana"])
def test_a_withheld_number_arrives_as_it_does_from_the_carrier(
    carrier: Carrier, product: Product, shown: str
) -> None:
    carrier.phone(ANA).call(caller_id=shown).wait_until_ended()
    assert product.requests("/voice")[0].params["From"] == shown


ATTESTED = "TN-Validation-Passed-A"


def verstat(product: Product) -> str | None:
    """What the last first request of a call said of its number."""
    return product.requests("/voice")[-1].params.get("StirVerstat")


def test_a_phone_is_attested_at_the_first_request_of_a_call_and_no_other(
    carrier: Carrier, product: Product
) -> None:
    product.page("/voice", response('<Gather timeout="600" action="/got"><Say>go on</Say></Gather>'))
    call = carrier.phone(ANA).call()
    call.wait_until_heard("go on")
    call.press("1#")
    [asked] = eventually(lambda: product.requests("/got"))
    call.wait_until_ended()
    [ended] = eventually(lambda: product.requests("/voice/status"))
    assert verstat(product) == ATTESTED
    assert "StirVerstat" not in asked.params and "StirVerstat" not in ended.params


def test_a_phone_that_shows_another_number_is_attested_only_where_it_is_told_so(
    carrier: Carrier, product: Product
) -> None:
    phone = carrier.phone(ANA)
    phone.call(caller_id="+12025550124").wait_until_ended()
    assert verstat(product) is None
    phone.call(caller_id="+12025550124", attestation=ATTESTED).wait_until_ended()
    assert verstat(product) == ATTESTED


def test_a_call_or_a_phone_may_have_another_attestation_or_none(carrier: Carrier, product: Product) -> None:
    phone = carrier.phone(ANA)
    for said, sent in (("", None), ("TN-Validation-Passed-B", "TN-Validation-Passed-B")):
        phone.call(attestation=said).wait_until_ended()
        assert verstat(product) == sent
        phone.attest(said)
        phone.call().wait_until_ended()
        assert verstat(product) == sent
    phone.attest()
    phone.call().wait_until_ended()
    assert verstat(product) == ATTESTED


@pytest.mark.parametrize(
    ("attributes", "press", "expected"),
    [
        (f'numDigits="1" {PATIENT}', "1", {"Digits": "1"}),
        (f'numDigits="3" {PATIENT}', "12#", {"Digits": "12"}),
        (PATIENT, "202555#", {"Digits": "202555"}),
        ('timeout="60"', "77", {"Digits": "77"}),
        ('finishOnKey="" timeout="60"', "1#", {"Digits": "1#"}),
        (f'finishOnKey="*" {PATIENT}', "4*", {"Digits": "4"}),
        (f'input="dtmf speech" {PATIENT}', "say:a call please", {"SpeechResult": "a call please"}),
    ],
)
def test_gather_takes_keys_and_words(
    carrier: Carrier, product: Product, attributes: str, press: str, expected: dict[str, str]
) -> None:
    product.page("/voice", response(f'<Gather action="/got" {attributes}><Say>go on</Say></Gather>'))
    call = carrier.phone(ANA).call()
    call.wait_until_heard("go on")
    if press.startswith("say:"):
        call.say(press.removeprefix("say:"))
    else:
        call.press(press)
    [asked] = eventually(lambda: product.requests("/got"))
    assert {name: asked.params[name] for name in expected} == expected
    assert ("Confidence" in asked.params) == ("SpeechResult" in expected)


def test_silence_falls_through_without_a_request_unless_asked_for(carrier: Carrier, product: Product) -> None:
    product.page("/voice", response('<Gather timeout="2" action="/got"/><Say>nobody</Say>'))
    call = carrier.phone(ANA).call()
    assert call.wait_until_ended() == "completed"
    assert call.transcript == "nobody"
    assert product.requests("/got") == []
    product.page("/voice", response('<Gather timeout="1" action="/got" actionOnEmptyResult="true"/>'))
    carrier.phone(ANA).call().wait_until_ended()
    [asked] = product.requests("/got")
    assert asked.params["Digits"] == ""


def test_without_an_action_the_same_document_is_asked_again_with_the_digits(
    carrier: Carrier, product: Product
) -> None:
    menu = response('<Gather timeout="600" numDigits="1"><Say>menu</Say></Gather>')
    product.page("/voice", menu, response("<Say>thanks</Say>"))
    call = carrier.phone(ANA).call()
    call.press("1")
    call.wait_until_heard("thanks")
    assert product.requests("/voice")[1].params["Digits"] == "1"


def test_a_key_cuts_the_prompt_short_and_one_that_nobody_asked_for_is_lost(
    carrier: Carrier, product: Product
) -> None:
    product.page(
        "/voice",
        response(
            '<Say>welcome</Say><Pause length="5"/>',
            '<Gather numDigits="1" action="/got"><Say>press 1</Say><Pause length="3000"/></Gather>',
        ),
    )
    call = carrier.phone(ANA).call()
    call.wait_until_heard("welcome")
    call.press("9", when_asked=0)
    call.wait_until_heard("press 1")
    call.press("1")
    [asked] = eventually(lambda: product.requests("/got"))
    assert (asked.params["Digits"], call.lost_keys) == ("1", "9")


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ((500, "text/xml", "<Response/>"), 11200),
        ((200, "text/xml", "<Response><Say>"), 12100),
        ((200, "text/xml", ""), 12100),
        ((200, "application/json", "{}"), 12300),
        (response("<Redirect>http://[bad</Redirect>"), 11100),
    ],
)
def test_a_document_that_cannot_be_played_is_said_to_the_caller(
    carrier: Carrier, product: Product, answer: Answer, code: int
) -> None:
    product.page("/voice", answer)
    call = carrier.phone(ANA).call()
    assert call.wait_until_ended() == "completed"
    assert call.transcript == SORRY
    assert [fault.code for fault in carrier.errors()] == [code]


def test_what_twilio_does_not_understand_is_warned_about_and_left_out(
    carrier: Carrier, product: Product
) -> None:
    product.page(
        "/voice",
        response('<say>no</say><Say Voice="x">yes</Say><Gather numdigits="1" timeout="1"><Dial/></Gather>'),
    )
    call = carrier.phone(ANA).call()
    call.wait_until_ended()
    assert call.transcript == "yes"
    faults = carrier.errors()
    assert {(fault.code, fault.level) for fault in faults} == {(12200, "warning")}
    named = " ".join(fault.message for fault in faults)
    assert all(
        word in named for word in ("<say>", "Voice", "numdigits", "<Dial> is not understood in <Gather>")
    )


def test_a_call_can_be_rejected_before_it_is_answered(carrier: Carrier, product: Product) -> None:
    product.page("/voice", response('<Reject reason="busy"/>'))
    assert carrier.phone(ANA).call().wait_until_ended() == "busy"


def test_a_caller_who_hangs_up_ends_the_document(carrier: Carrier, product: Product) -> None:
    product.page("/voice", response('<Say>hello</Say><Pause length="3000"/><Redirect>/more</Redirect>'))
    call = carrier.phone(ANA).call()
    call.wait_until_heard("hello")
    call.hang_up()
    assert call.outcome == "completed"
    [ended] = eventually(lambda: product.requests("/voice/status"))
    assert ended.params["CallStatus"] == "completed"
    assert product.requests("/more") == []


def test_an_endless_loop_of_documents_ends(carrier: Carrier, product: Product) -> None:
    product.page("/voice", response("<Say>.</Say><Redirect/>"))
    call = carrier.phone(ANA).call()
    eventually(lambda: product.requests("/voice"), lambda found: len(found) > 5)
    call.hang_up()
    assert call.outcome == "completed"


def test_the_fallback_is_asked_when_the_document_fails(
    product: Product, another_carrier: Callable[..., Carrier]
) -> None:
    product.page("/voice", (503, "text/html", "down"))
    product.page("/fallback", response("<Say>If you are in danger, call 988.</Say>"))
    carrier = another_carrier("--voice-fallback-url", product.url("/fallback"))
    call = carrier.phone(ANA).call()
    assert call.wait_until_ended() == "completed"
    assert call.transcript == "If you are in danger, call 988."
    assert product.requests("/fallback")[0].params["ErrorCode"] == "11200"


def test_the_fallback_also_rescues_a_later_document_and_then_an_apology_does(
    product: Product, another_carrier: Callable[..., Carrier]
) -> None:
    product.page("/voice", response("<Say>one</Say><Redirect>/broken</Redirect>"))
    product.page("/broken", "<Response><Say>")
    product.page("/fallback", response("<Say>call 988</Say><Redirect>/fallback</Redirect>"), "not xml")
    carrier = another_carrier("--voice-fallback-url", product.url("/fallback"))
    call = carrier.phone(ANA).call()
    assert call.wait_until_ended() == "completed"
    assert call.transcript.splitlines() == ["one", "call 988", SORRY]
    assert [fault.code for fault in carrier.errors()] == [12100, 12100]


def test_telephone_time_runs_at_the_pace(carrier: Carrier, product: Product) -> None:
    product.page("/voice", response('<Pause length="20"/>'))
    start = time.monotonic()
    carrier.phone(ANA).call().wait_until_ended()
    assert 20 / PACE <= time.monotonic() - start < 20 / PACE + 8
    [ended] = eventually(lambda: product.requests("/voice/status"))
    # Pause comes before the answer, so nothing was billed.
    assert ended.params["CallDuration"] == "0"


def test_a_wait_that_fails_says_what_was_there(carrier: Carrier, product: Product) -> None:
    product.page("/voice", response('<Say>hello</Say><Pause length="3000"/>'))
    call = carrier.phone(ANA).call()
    call.wait_until_heard("hello")
    with pytest.raises(NotInTime, match="hello"):
        call.wait_until_heard("goodbye", timeout=0.3)
