"""Bridging two phones: who is rung, what they are shown, who gets in."""

from telephony.local_carrier.phones.phones import Carrier, Ring
from tests.telephony.local_carrier.product import Product, response
from tests.telephony.local_carrier.sdk import LINE, Client
from tests.telephony.local_carrier.waiting import eventually

ANA, BEA, CAL = "+12025550123", "+12025550124", "+12025550125"
ACCEPT = response(
    '<Gather timeout="120" numDigits="1" action="/accept"><Say>press 1 to take it</Say></Gather><Hangup/>'
)


def dial(inside: str, attributes: str = "") -> str:
    return response(
        f'<Dial callerId="{LINE}" action="/after" {attributes}>{inside}</Dial><Say>unreachable</Say>'
    )


def whispered(product: Product) -> None:
    product.page("/voice", dial(f'<Number url="/whisper">{BEA}</Number>', 'answerOnBridge="true"'))
    product.page("/whisper", ACCEPT)
    product.page("/after", response("<Say>that was it</Say>"))


def after(product: Product) -> dict[str, str]:
    [asked] = eventually(lambda: product.requests("/after"))
    return {name: value for name, value in asked.params.items() if name.startswith("Dial")}


def test_whoever_accepts_the_whisper_is_bridged_and_sees_only_the_line(
    carrier: Carrier, product: Product
) -> None:
    whispered(product)
    carrier.phone(BEA).on_ring("answer", keys=[("press 1", "1")])
    call = carrier.phone(ANA).call()
    taken = carrier.phone(BEA).wait_for_call()
    assert call.wait_until_bridged() == BEA
    assert (taken.bridged_with, taken.shown_caller_id) == (ANA, LINE)
    assert call.state == "in-progress"
    call.say("hello Bea")
    taken.say("hello Ana")
    assert taken.wait_until_heard("hello bea").kind == "person"
    call.wait_until_heard("hello ana")
    taken.hang_up()
    call.wait_until_heard("that was it")
    found = after(product)
    assert found.pop("DialCallDuration").isdecimal()
    assert found == {"DialCallStatus": "completed", "DialBridged": "true", "DialCallSid": taken.sid}
    [asked] = product.requests("/whisper")
    assert (asked.params["ParentCallSid"], asked.params["CallSid"]) == (call.sid, taken.sid)
    assert (asked.params["Direction"], asked.params["From"], asked.params["To"]) == (
        "outbound-dial",
        LINE,
        BEA,
    )


def test_whoever_does_not_accept_is_screened_out_though_the_status_says_completed(
    carrier: Carrier, product: Product
) -> None:
    whispered(product)
    carrier.phone(BEA).on_ring("voicemail", greeting=3)
    call = carrier.phone(ANA).call()
    message = carrier.phone(BEA).wait_for_call()
    call.wait_until_heard("that was it")
    assert message.outcome == "completed"
    found = after(product)
    assert (found["DialCallStatus"], found["DialBridged"]) == ("completed", "false")
    assert "that was it" not in message.transcript


def test_a_dial_that_is_not_taken_says_why(carrier: Carrier, product: Product) -> None:
    whispered(product)
    expected = {"busy": "busy", "no-answer": "no-answer", "failed": "failed", "reject": "busy"}
    carrier.phone(BEA).on_ring([Ring(policy) for policy in expected])
    for status in expected.values():
        carrier.phone(ANA).call().wait_until_ended()
        assert product.requests("/after")[-1].params["DialCallStatus"] == status
        assert product.requests("/after")[-1].params["DialBridged"] == "false"
    assert [entry.outcome for entry in carrier.ring_log()] == list(expected.values())
    assert carrier.phone(BEA).calls()[0].shown_caller_id == LINE


def test_without_a_caller_id_the_callers_number_is_shown(
    carrier: Carrier, client: Client, product: Product
) -> None:
    product.page("/voice", response(f"<Dial>{BEA}</Dial>"))
    carrier.phone(BEA).on_ring("busy")
    carrier.phone(ANA).call().wait_until_ended()
    carrier.phone(ANA).call(caller_id="anonymous").wait_until_ended()
    carrier.phone(CAL).on_ring("answer")
    client.calls.create(to=CAL, from_=LINE, url=product.url("/voice"))
    entries = eventually(carrier.ring_log, lambda found: len(found) == 4)
    assert [entry.shown for entry in entries if entry.number == BEA] == [ANA, "anonymous", CAL]


def test_a_caller_id_that_is_not_ours_fails(carrier: Carrier, product: Product) -> None:
    product.page("/voice", response(f'<Dial callerId="{CAL}" action="/after">{BEA}</Dial>'))
    carrier.phone(ANA).call().wait_until_ended()
    assert after(product)["DialCallStatus"] == "failed"
    assert [fault.code for fault in carrier.errors()] == [13214]
    assert carrier.ring_log() == []


def test_an_invalid_number_fails(carrier: Carrier, product: Product) -> None:
    product.page("/voice", dial("+266696687"))
    carrier.phone(ANA).call().wait_until_ended()
    assert after(product) == {"DialCallStatus": "failed", "DialBridged": "false"}
    assert [fault.code for fault in carrier.errors()] == [13224]


def test_a_caller_who_hangs_up_while_it_rings_ends_the_ringing_and_the_action_is_still_asked(
    carrier: Carrier, product: Product
) -> None:
    product.page("/voice", dial(BEA, 'answerOnBridge="true" timeout="600"'))
    product.page("/after", response("<Say>to nobody</Say>"))
    call = carrier.phone(ANA).call()
    ringing = carrier.phone(BEA).wait_for_call()
    assert call.state == "ringing", "not answered before it is bridged"
    call.hang_up()
    assert ringing.wait_until_ended() == "canceled"
    assert after(product)["DialCallStatus"] == "canceled"
    assert "to nobody" not in call.transcript


def test_a_caller_who_hangs_up_in_the_bridge_ends_the_other_leg(carrier: Carrier, product: Product) -> None:
    product.page("/voice", dial(BEA))
    carrier.phone(BEA).on_ring("answer")
    call = carrier.phone(ANA).call()
    call.wait_until_bridged()
    call.hang_up()
    assert carrier.phone(BEA).calls()[0].wait_until_ended() == "completed"
    found = after(product)
    assert (found["DialCallStatus"], found["DialBridged"]) == ("completed", "true")


def test_a_caller_who_hangs_up_in_the_whisper_ends_it(carrier: Carrier, product: Product) -> None:
    whispered(product)
    carrier.phone(BEA).on_ring("answer")
    call = carrier.phone(ANA).call()
    taken = carrier.phone(BEA).wait_for_call()
    taken.wait_until_heard("press 1")
    call.hang_up()
    assert taken.wait_until_ended() == "completed"
    assert product.requests("/accept") == []


def test_several_are_rung_at_once_and_the_first_to_pick_up_has_it(carrier: Carrier, product: Product) -> None:
    product.page("/voice", dial(f"<Number>{BEA}</Number><Number>{CAL}</Number>"))
    carrier.phone(BEA).on_ring("answer", after=10)
    carrier.phone(CAL).on_ring("answer", after=3)
    call = carrier.phone(ANA).call()
    assert call.wait_until_bridged() == CAL
    assert {entry.number: entry.outcome for entry in carrier.ring_log()} == {BEA: "canceled", CAL: "answered"}


def test_the_time_limit_and_the_star_end_the_bridge(carrier: Carrier, product: Product) -> None:
    carrier.phone(BEA).on_ring("answer")
    product.page("/after", response("<Say>over</Say>"))
    product.page("/voice", dial(BEA, 'timeLimit="20"'))
    call = carrier.phone(ANA).call()
    call.wait_until_heard("over")
    assert int(after(product)["DialCallDuration"]) >= 20
    product.page("/voice", dial(BEA, 'hangupOnStar="true"'))
    call = carrier.phone(ANA).call()
    call.wait_until_bridged()
    call.press("5*")
    call.wait_until_heard("over")
    assert carrier.phone(BEA).calls()[-1].transcript.startswith("5")


def test_star_ends_the_bridge_and_once_more_is_a_key_of_the_gather_behind_it(
    carrier: Carrier, product: Product
) -> None:
    carrier.phone(BEA).on_ring("answer")
    product.page("/voice", dial(BEA, 'hangupOnStar="true"'))
    asked = 'timeout="120" input="dtmf" numDigits="1" finishOnKey="" action="/parting"'
    gather = f"<Gather {asked}><Say>once more</Say></Gather>"
    product.page("/after", response(gather))
    product.page("/parting", response("<Say>for good</Say>"))
    call = carrier.phone(ANA).call()
    call.wait_until_bridged()
    call.press("*")
    call.wait_until_heard("once more")
    call.press("*")
    call.wait_until_heard("for good")
    assert product.requests("/parting")[-1].params["Digits"] == "*"
    assert "once more" not in carrier.phone(BEA).calls()[0].transcript


def test_the_dialled_leg_reports_to_its_own_url(carrier: Carrier, product: Product) -> None:
    events = "initiated ringing answered completed"
    number = f'<Number statusCallback="/legs" statusCallbackEvent="{events}">{BEA}</Number>'
    product.page("/voice", dial(number))
    carrier.phone(BEA).on_ring("answer", hang_up_after=5)
    call = carrier.phone(ANA).call()
    reports = eventually(lambda: product.requests("/legs"), lambda found: len(found) == 4)
    assert [asked.params["CallStatus"] for asked in reports] == [
        "initiated",
        "ringing",
        "in-progress",
        "completed",
    ]
    assert {asked.params["ParentCallSid"] for asked in reports} == {call.sid}
    assert int(reports[-1].params["CallDuration"]) >= 5


def test_detection_on_a_dialled_leg_has_its_own_url(carrier: Carrier, product: Product) -> None:
    number = f'<Number machineDetection="Enable" amdStatusCallback="/amd">{BEA}</Number>'
    product.page("/voice", dial(number))
    carrier.phone(BEA).on_ring("voicemail")
    carrier.phone(ANA).call()
    [asked] = eventually(lambda: product.requests("/amd"))
    assert asked.params["AnsweredBy"] == "machine_start"


def test_a_phone_in_a_call_is_busy(carrier: Carrier, product: Product) -> None:
    product.page("/voice", dial(BEA))
    carrier.phone(BEA).on_ring("answer")
    carrier.phone(ANA).call().wait_until_bridged()
    carrier.phone(CAL).call().wait_until_ended()
    assert product.requests("/after")[-1].params["DialCallStatus"] == "busy"


def test_a_phone_is_answered_by_hand(carrier: Carrier, product: Product) -> None:
    product.page("/voice", dial(BEA, 'timeout="600"'))
    call = carrier.phone(ANA).call()
    ringing = carrier.phone(BEA).wait_for_call()
    ringing.wait_until_state("ringing")
    ringing.answer()
    assert call.wait_until_bridged() == BEA


def test_the_called_can_be_redirected_out_of_the_bridge(
    carrier: Carrier, client: Client, product: Product
) -> None:
    product.page("/voice", dial(BEA))
    product.page("/after", response("<Say>you are alone</Say>"))
    product.page("/aside", response('<Say>a word with you</Say><Pause length="3000"/>'))
    carrier.phone(BEA).on_ring("answer")
    call = carrier.phone(ANA).call()
    call.wait_until_bridged()
    taken = carrier.phone(BEA).calls()[0]
    client.calls(taken.sid).update(url=product.url("/aside"))
    taken.wait_until_heard("a word with you")
    call.wait_until_heard("you are alone")
    assert taken.outcome is None
