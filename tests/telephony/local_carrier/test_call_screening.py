"""Call screening: a robot answers and asks who calls; the phone rings only for a caller who says so."""

import pytest

from telephony.local_carrier.calls.call_screening import NOT_AVAILABLE, PROMPT
from telephony.local_carrier.phones.phones import Carrier, PhoneCall
from tests.telephony.local_carrier.page import Page
from tests.telephony.local_carrier.product import Product, response
from tests.telephony.local_carrier.sdk import LINE, Client
from tests.telephony.local_carrier.waiting import eventually

ANA, BEA = "+16175550101", "+16175550102"
WHO = "This is the warmline, calling back."
# Who calls, a pause in which the robot's prompt ends, and who calls once more, in two sentences.
PATIENT = response(
    f"<Say>{WHO}</Say>",
    '<Pause length="10"/>',
    f"<Say>{WHO}</Say><Say>One moment.</Say>",
    '<Pause length="3000"/>',
)
MENU = response('<Gather numDigits="1" timeout="1000" action="/got"><Say>press 1</Say></Gather>')


def outcomes(carrier: Carrier) -> list[str]:
    return [entry.outcome for entry in carrier.ring_log()]


def ring(client: Client, product: Product, **more: str) -> str:
    sid = client.calls.create(to=ANA, from_=LINE, url=product.url("/hello"), **more).sid
    return str(sid)


def after(call: PhoneCall, words: str, robot: PhoneCall) -> PhoneCall:
    """The call of the phone at the other end, after these words."""
    call.say(words, when_asked=0)
    return robot


def test_the_phone_rings_after_the_caller_has_spoken_and_only_then_a_person_hears(
    carrier: Carrier, product: Product, client: Client
) -> None:
    carrier.phone(ANA).on_ring("screening")
    product.page("/hello", PATIENT)
    product.page("/menu", MENU)
    sid = ring(client, product)
    call = carrier.phone(ANA).wait_for_call()
    call.wait_until_ringing()
    assert (call.state, call.screened) == ("in-progress", True)
    # What was said before the prompt was over reached nobody; the rest is on the phone's display.
    assert call.announced == [WHO, "One moment."]
    assert call.heard == []
    assert outcomes(carrier) == ["ringing"]
    call.answer()
    eventually(lambda: outcomes(carrier) == ["answered"])
    client.calls(sid).update(url=product.url("/menu"))
    call.wait_until_heard("press 1")
    call.press("1")
    [asked] = eventually(lambda: product.requests("/got"))
    assert asked.params["Digits"] == "1"
    assert (call.screened, call.transcript) == (False, "press 1")


def test_a_caller_who_hangs_up_in_silence_has_rung_nobody(
    carrier: Carrier, product: Product, client: Client
) -> None:
    carrier.phone(ANA).on_ring("screening", owner="answer")
    product.page("/hello", response(f'<Say>{WHO}</Say><Pause length="12"/><Hangup/>'))
    ring(client, product, status_callback=product.url("/status"))
    call = carrier.phone(ANA).wait_for_call()
    assert call.wait_until_ended() == "completed"
    assert (call.announced, call.transcript, call.screened) == ([], "", True)
    assert outcomes(carrier) == ["screened"]
    # To the line it looks like a call that somebody took.
    [asked] = eventually(lambda: product.requests("/status"))
    assert (asked.params["CallStatus"], int(asked.params["CallDuration"]) >= 12) == ("completed", True)


def test_a_caller_who_says_nothing_is_hung_up_on(carrier: Carrier, product: Product, client: Client) -> None:
    carrier.phone(ANA).on_ring("screening", owner="answer")
    product.page("/hello", response('<Pause length="3000"/>'))
    ring(client, product)
    assert carrier.phone(ANA).wait_for_call().wait_until_ended() == "completed"
    assert outcomes(carrier) == ["screened"]


def test_whoever_answers_after_screening_presses_what_was_planned(
    carrier: Carrier, product: Product, client: Client
) -> None:
    carrier.phone(ANA).on_ring("screening", owner="answer", keys=[("press 1", "1")], hang_up_after=1)
    product.page("/hello", PATIENT)
    product.page("/menu", MENU)
    sid = ring(client, product)
    eventually(lambda: outcomes(carrier) == ["answered"])
    client.calls(sid).update(url=product.url("/menu"))
    [asked] = eventually(lambda: product.requests("/got"))
    assert asked.params["Digits"] == "1"
    carrier.phone(ANA).wait_for_call().wait_until_ended()


@pytest.mark.parametrize(("owner", "outcome"), [("reject", "busy"), ("no-answer", "no-answer")])
def test_a_robot_makes_excuses_for_whoever_does_not_answer(
    carrier: Carrier, product: Product, client: Client, owner: str, outcome: str
) -> None:
    carrier.phone(ANA).on_ring("screening", owner=owner)
    # The second Gather listens for speech, and so takes the excuse for an answer.
    listen = '<Gather input="speech" timeout="1000" action="/got"/>'
    product.page("/hello", response(f'<Pause length="10"/><Say>{WHO}</Say>{listen}'))
    product.page("/got", response('<Pause length="3000"/>'))
    ring(client, product)
    [asked] = eventually(lambda: product.requests("/got"))
    assert asked.params["SpeechResult"] == NOT_AVAILABLE
    call = carrier.phone(ANA).wait_for_call()
    assert call.wait_until_ended() == "completed"
    assert (call.transcript, outcomes(carrier)) == ("", [outcome])


def test_a_caller_who_hangs_up_while_the_phone_rings_is_a_missed_call(
    carrier: Carrier, product: Product, client: Client
) -> None:
    carrier.phone(ANA).on_ring("screening")
    product.page("/hello", PATIENT)
    sid = ring(client, product)
    call = carrier.phone(ANA).wait_for_call()
    call.wait_until_ringing()
    client.calls(sid).update(status="completed")
    call.wait_until_ended()
    assert outcomes(carrier) == ["canceled"]


def test_a_gather_for_speech_takes_the_robots_prompt_for_an_answer(
    carrier: Carrier, product: Product, client: Client
) -> None:
    carrier.phone(ANA).on_ring("screening")
    product.page(
        "/hello", response('<Gather input="speech" timeout="60" action="/got"><Say>hi</Say></Gather>')
    )
    product.page("/got", response(f'<Pause length="8"/><Say>{WHO}</Say><Pause length="3000"/>'))
    ring(client, product)
    [asked] = eventually(lambda: product.requests("/got"))
    assert asked.params["SpeechResult"] == PROMPT
    carrier.phone(ANA).wait_for_call().wait_until_ringing()


@pytest.mark.parametrize(
    ("mode", "verdict"), [("Enable", "machine_start"), ("DetectMessageEnd", "machine_end_silence")]
)
def test_machine_detection_takes_the_robot_for_a_machine(
    carrier: Carrier, product: Product, client: Client, mode: str, verdict: str
) -> None:
    carrier.phone(ANA).on_ring("screening")
    product.page("/hello", response('<Pause length="3000"/>'))
    ring(client, product, machine_detection=mode)
    [asked] = eventually(lambda: product.requests("/hello"))
    assert asked.params["AnsweredBy"] == verdict


def test_a_screened_phone_that_is_dialled_hears_who_calls_from_the_other_caller(
    carrier: Carrier, product: Product
) -> None:
    carrier.phone(BEA).on_ring("screening", owner="answer")
    product.page("/voice", response(f'<Dial callerId="{LINE}">{BEA}</Dial>'))
    call = carrier.phone(ANA).call()
    call.wait_until_bridged()
    call.wait_until_heard("record your name")
    robot = carrier.phone(BEA).wait_for_call()
    eventually(lambda: after(call, "It is Ana", robot).announced)
    eventually(lambda: after(call, "are you there?", robot).heard)


def test_a_phone_whose_kind_is_screening_is_answered_by_hand_and_not_before_it_rings(
    page: Page, product: Product, client: Client
) -> None:
    page.does("add", number=ANA, kind="screening")
    product.page("/hello", PATIENT)
    sid = ring(client, product)
    call = page.call_when(ANA, lambda call: call["screened"] and not call["ringing"])
    for act in ("answer", "decline", "voicemail"):
        assert "does not ring yet" in page.refusal(f"calls/{sid}/{act}")
    call = page.call_when(ANA, lambda call: call["ringing"])
    assert (call["state"], call["screened"], call["announced"]) == ("in-progress", True, [WHO, "One moment."])
    page.does(f"calls/{sid}/answer")
    page.call_when(ANA, lambda call: not call["screened"])
    client.calls(sid).update(twiml=MENU)
    call = page.call_when(ANA, lambda call: call["heard"])
    assert (call["ringing"], call["screened"], call["heard"][0]["text"]) == (False, False, "press 1")


def test_voicemail_can_take_a_call_from_the_robot(page: Page, product: Product, client: Client) -> None:
    page.does("add", number=ANA, kind="screening")
    product.page(
        "/hello", response('<Pause length="10"/><Say>who</Say><Pause length="20"/><Say>call us</Say>')
    )
    ring(client, product)
    sid = page.call_when(ANA, lambda call: call["ringing"])["sid"]
    page.does(f"calls/{sid}/voicemail")
    call = page.call_when(ANA, lambda call: call["ended_at"])
    assert (call["voicemail"], call["screened"], call["message"]) == (True, False, ["call us"])
