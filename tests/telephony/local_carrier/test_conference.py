"""Rooms: who hears whom, and who is left."""

from telephony.local_carrier.phones import Carrier
from tests.telephony.local_carrier.product import Product, response
from tests.telephony.local_carrier.waiting import eventually

ANA, BEA, CAL = "+12025550123", "+12025550124", "+12025550125"


def room(attributes: str = "") -> str:
    return response(f'<Dial action="/after"><Conference {attributes}>circle</Conference></Dial>')


def test_music_until_it_starts_then_all_hear_each_other(carrier: Carrier, product: Product) -> None:
    events = 'statusCallback="/events" statusCallbackEvent="start end join leave"'
    product.page("/voice", room(f'startConferenceOnEnter="false" {events}'))
    first = carrier.phone(ANA).call()
    first.wait_until_heard("[hold music]")
    second = carrier.phone(BEA).call()
    second.wait_until_heard("[hold music]")
    assert first.bridged_with is None
    product.page("/voice", room('endConferenceOnExit="true"'))
    host = carrier.phone(CAL).call()
    host.wait_until_bridged()
    assert set(first.bridged_with_all) == {BEA, CAL}
    host.say("welcome")
    first.wait_until_heard("welcome")
    second.wait_until_heard("welcome")
    assert "[beep]" in first.transcript
    host.hang_up()
    assert first.wait_until_ended() == "completed"
    assert second.wait_until_ended() == "completed"
    asked = eventually(lambda: product.requests("/after"), lambda found: len(found) == 3)
    assert {item.params["DialCallStatus"] for item in asked} == {"answered"}
    assert all("DialCallDuration" not in item.params for item in asked)
    names = [
        item.params["StatusCallbackEvent"]
        for item in eventually(lambda: product.requests("/events"), lambda found: len(found) == 8)
    ]
    assert names[:4] == ["participant-join", "participant-join", "participant-join", "conference-start"]
    assert names[-1] == "conference-end"


def test_one_side_can_be_left_alone(carrier: Carrier, product: Product) -> None:
    product.page("/voice", room('beep="false" waitUrl=""'))
    first, second = carrier.phone(ANA).call(), carrier.phone(BEA).call()
    first.wait_until_bridged()
    second.hang_up()
    eventually(lambda: first.bridged_with, lambda other: other is None)
    assert (first.state, first.transcript) == ("in-progress", "")


def test_a_waiting_document_is_played_until_somebody_comes(carrier: Carrier, product: Product) -> None:
    product.page("/voice", room('waitUrl="/wait"'))
    product.page("/wait", response("<Say>soon</Say>"))
    first = carrier.phone(ANA).call()
    first.wait_until_heard("soon")
    carrier.phone(BEA).call().wait_until_bridged()
    first.wait_until_bridged()


def test_a_label_twice_in_a_room_fails(carrier: Carrier, product: Product) -> None:
    product.page("/voice", room('participantLabel="host"'))
    carrier.phone(ANA).call().wait_until_heard("[hold music]")
    carrier.phone(BEA).call().wait_until_heard("application error")
    assert [fault.code for fault in carrier.errors()] == [16025]
