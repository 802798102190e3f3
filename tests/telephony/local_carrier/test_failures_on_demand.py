"""Failures on demand: whether the carrier took it or not, the client cannot know without looking."""

import pytest
import requests

from telephony.local_carrier.phones.phones import Carrier, CarrierRefused
from tests.telephony.local_carrier.product import Product
from tests.telephony.local_carrier.sdk import LINE, Client, TwilioRestException
from tests.telephony.local_carrier.waiting import eventually

ANA, BEA = "+12025550123", "+12025550124"


def test_a_text_whose_answer_never_came_was_sent_all_the_same(
    carrier: Carrier, client: Client, hasty_client: Client
) -> None:
    carrier.fail_next("messages", "timeout_after_accept")
    with pytest.raises(requests.Timeout):
        hasty_client.messages.create(to=ANA, from_=LINE, body="once")
    eventually(
        lambda: [message.body for message in client.messages.list(to=ANA)], lambda found: found == ["once"]
    )
    carrier.phone(ANA).wait_for_text("once")


def test_a_text_that_timed_out_before_was_not_sent(
    carrier: Carrier, client: Client, hasty_client: Client
) -> None:
    carrier.fail_next("messages", "timeout_before_accept", to=BEA)
    client.messages.create(to=ANA, from_=LINE, body="not concerned")
    with pytest.raises(requests.Timeout):
        hasty_client.messages.create(to=BEA, from_=LINE, body="never")
    assert client.messages.list(to=BEA) == []


def test_a_call_whose_answer_never_came_rings_all_the_same(
    carrier: Carrier, client: Client, hasty_client: Client, product: Product
) -> None:
    carrier.fail_next("calls", "timeout_after_accept")
    with pytest.raises(requests.Timeout):
        hasty_client.calls.create(to=ANA, from_=LINE, url=product.url("/hello"))
    eventually(lambda: client.calls.list(to=ANA), lambda found: len(found) == 1)
    carrier.phone(ANA).wait_for_call()


@pytest.mark.parametrize(
    ("how", "status", "code", "kept"),
    [
        ("500", 500, 20500, 0),
        ("500_after_accept", 500, 20500, 1),
        ("429", 429, 20429, 0),
        (21408, 400, 21408, 0),
    ],
)
def test_refusals_are_twilios_and_used_up(
    carrier: Carrier, client: Client, how: str | int, status: int, code: int, kept: int
) -> None:
    carrier.fail_next("messages", how, times=2)
    for _ in range(2):
        with pytest.raises(TwilioRestException) as caught:
            client.messages.create(to=ANA, from_=LINE, body="x")
        assert (caught.value.status, caught.value.code) == (status, code)
    assert len(client.messages.list(to=ANA)) == kept * 2
    client.messages.create(to=ANA, from_=LINE, body="works again")


def test_a_code_of_the_thirty_thousands_comes_in_the_receipt(
    carrier: Carrier, client: Client, product: Product
) -> None:
    carrier.fail_next("messages", 30007)
    sent = client.messages.create(to=ANA, from_=LINE, body="x", status_callback=product.url("/receipts"))
    eventually(lambda: client.messages(sent.sid).fetch().error_code, lambda code: code == 30007)


@pytest.mark.parametrize(
    ("how", "order"),
    [("receipts_reversed", ["delivered", "sent"]), ("receipts_twice", ["sent", "delivered"] * 2)],
)
def test_receipts_can_come_in_any_order_and_twice(
    carrier: Carrier, client: Client, product: Product, how: str, order: list[str]
) -> None:
    carrier.fail_next("messages", how)
    client.messages.create(to=ANA, from_=LINE, body="x", status_callback=product.url("/receipts"))
    receipts = eventually(lambda: product.requests("/receipts"), lambda found: len(found) == len(order))
    assert [asked.params["MessageStatus"] for asked in receipts] == order


def test_look_ups_can_fail_and_be_slow(carrier: Carrier, client: Client, hasty_client: Client) -> None:
    carrier.fail_next("lookups", "500")
    with pytest.raises(Exception, match="Unable to fetch page"):
        client.messages.list(to=ANA)
    carrier.set_latency(0.6)
    with pytest.raises(requests.Timeout):
        hasty_client.messages.list(to=ANA)
    carrier.set_latency(0)
    assert client.messages.list(to=ANA) == []


def test_a_failure_that_does_not_exist_is_refused(carrier: Carrier) -> None:
    with pytest.raises(CarrierRefused, match="no such failure"):
        carrier.fail_next("messages", "explode")
    with pytest.raises(CarrierRefused, match="no such policy"):
        carrier.phone(ANA).on_ring("asleep")
