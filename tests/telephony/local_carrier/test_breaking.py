"""What can be broken on purpose is really broken until it is mended, as a real carrier would be."""

from collections.abc import Callable
from typing import Any

import pytest
import requests

from telephony.local_carrier.phones.phones import Carrier, CarrierRefused
from tests.telephony.local_carrier.glass import exchange, exchanges, says
from tests.telephony.local_carrier.product import Product, response
from tests.telephony.local_carrier.sdk import LINE, Client, TwilioRestException
from tests.telephony.local_carrier.test_program import JSON, ask
from tests.telephony.local_carrier.waiting import eventually

ANA, BEA = "+12025550123", "+12025550124"
ALL = ["initiated", "ringing", "answered", "completed"]


def breaks(carrier: Carrier, what: str, on: bool = True, **more: object) -> list[dict[str, Any]]:
    """Break or mend; what is broken then."""
    found: list[dict[str, Any]] = carrier._link.post("break", what=what, on=on, **more)["broken"]
    return found


def refused(work: Callable[[], object]) -> tuple[int, int]:
    """HTTP status and code of a refusal."""
    with pytest.raises(TwilioRestException) as caught:
        work()
    return caught.value.status, caught.value.code


def statuses(product: Product, path: str, count: int, field: str) -> list[str]:
    found = eventually(lambda: product.requests(path), lambda found: len(found) == count)
    return [asked.params[field] for asked in found]


def test_a_carrier_that_is_down_refuses_everything_until_it_is_mended(
    carrier: Carrier, client: Client, product: Product
) -> None:
    assert breaks(carrier, "carrier_down") == [{"what": "carrier_down"}]
    assert refused(lambda: client.messages.create(to=ANA, from_=LINE, body="x")) == (503, 20503)
    assert refused(lambda: client.calls.create(to=ANA, from_=LINE, url=product.url("/x"))) == (503, 20503)
    assert refused(lambda: client.api.accounts(client.username).fetch()) == (503, 20503)
    shown = exchange(carrier, "rest", lambda each: "text" in each["title"])
    assert (shown["status"], shown["phone"]) == (503, ANA)
    assert shown["meaning"] == [
        "The text: “x”",
        "The carrier fails: it is out of order for now (code 20503).",
    ]
    assert breaks(carrier, "carrier_down", on=False) == []
    client.messages.create(to=ANA, from_=LINE, body="works again")
    carrier.phone(ANA).wait_for_text("works again")
    assert carrier.phone(ANA).calls() == []
    assert len(client.messages.list(to=ANA)) == 1, "what was refused was not done"


def test_twice_repeats_texts_receipts_and_call_statuses_under_the_same_sid(
    carrier: Carrier, client: Client, product: Product
) -> None:
    product.page("/sms", response("<Message>first</Message>"), response("<Message>second</Message>"))
    breaks(carrier, "twice")
    sent = carrier.phone(ANA).text("hi")
    first, second = product.requests("/sms")
    assert first.params == second.params and first.params["MessageSid"] == sent.sid
    token = "I-Twilio-Idempotency-Token"
    assert first.headers[token] == second.headers[token]
    assert [reply.body for reply in sent.replies] == ["second"], "the first answer was lost on its way"
    assert [text.body for text in carrier.phone(ANA).texts()] == ["second"]
    lost, taken = [each for each in exchanges(carrier) if each["kind"] == "sms"]
    assert (lost["repeat"], taken["repeat"]) == (False, True)
    says(lost, "Broken on purpose: the answer is lost on its way, so the carrier sends this again.")
    says(taken, f"The line answers {ANA} with a text: “second”")
    assert "“first”" not in str(lost["meaning"])

    client.messages.create(to=ANA, from_=LINE, body="x", status_callback=product.url("/receipts"))
    assert statuses(product, "/receipts", 4, "MessageStatus") == ["sent", "sent", "delivered", "delivered"]

    carrier.phone(BEA).on_ring("answer")
    client.calls.create(
        to=BEA,
        from_=LINE,
        url=product.url("/x"),
        status_callback=product.url("/status"),
        status_callback_event=ALL,
    )
    wanted = [each for each in ("initiated", "ringing", "in-progress", "completed") for _ in range(2)]
    assert statuses(product, "/status", 8, "CallStatus") == wanted
    assert statuses(product, "/status", 8, "SequenceNumber") == [*"00112233"]

    breaks(carrier, "twice", on=False)
    product.clear()
    carrier.phone(ANA).text("hi")
    assert len(product.requests("/sms")) == 1


def test_out_of_order_delivers_before_it_sends(carrier: Carrier, client: Client, product: Product) -> None:
    breaks(carrier, "out_of_order")
    client.messages.create(to=ANA, from_=LINE, body="x", status_callback=product.url("/receipts"))
    assert statuses(product, "/receipts", 2, "MessageStatus") == ["delivered", "sent"]
    product.page("/sms", response('<Message statusCallback="/reply">hi</Message>'))
    carrier.phone(ANA).text("hi")
    assert statuses(product, "/reply", 2, "MessageStatus") == ["delivered", "sent"]
    breaks(carrier, "out_of_order", on=False)
    client.messages.create(to=ANA, from_=LINE, body="x", status_callback=product.url("/again"))
    assert statuses(product, "/again", 2, "MessageStatus") == ["sent", "delivered"]


def test_a_slow_carrier_outlasts_a_hasty_client_and_does_nothing_that_it_did_not_begin(
    carrier: Carrier, client: Client, hasty_client: Client
) -> None:
    breaks(carrier, "slow")
    with pytest.raises(requests.Timeout):
        hasty_client.messages.create(to=ANA, from_=LINE, body="never")
    given_up = exchange(carrier, "rest", lambda each: each["status"] == 0)
    assert (given_up["phone"], given_up["title"]) == (ANA, f"The line asks the carrier to text {ANA}")
    assert given_up["meaning"][0] == "The text: “never”"
    breaks(carrier, "slow", on=False)
    assert hasty_client.messages.list(to=ANA) == []


def test_texts_to_one_phone_are_not_delivered_neither_sent_nor_as_replies(
    carrier: Carrier, client: Client, product: Product
) -> None:
    carrier.phone(ANA).on_text(30006)
    assert breaks(carrier, "not_delivered", phone="+1 (202) 555-0123") == [
        {"what": "not_delivered", "phone": ANA, "code": 30003}
    ]
    client.messages.create(to=ANA, from_=LINE, body="x", status_callback=product.url("/receipts"))
    assert statuses(product, "/receipts", 2, "MessageStatus") == ["sent", "undelivered"]
    assert product.requests("/receipts")[1].params["ErrorCode"] == "30003"
    product.page("/sms", response('<Message statusCallback="/reply">hi</Message>'))
    assert carrier.phone(ANA).text("hi").replies == []
    says(
        exchange(carrier, "sms"),
        f"The line answers {ANA} with a text: “hi”",
        "The carrier does not deliver that text: the phone cannot be reached: it is switched off or out of range "
        "(code 30003).",
    )
    assert statuses(product, "/reply", 2, "MessageStatus") == ["sent", "undelivered"]
    assert len(carrier.phone(BEA).text("hi").replies) == 1, "no other phone is concerned"
    assert breaks(carrier, "not_delivered", phone=ANA, code=30007)[0]["code"] == 30007
    assert breaks(carrier, "not_delivered", on=False, phone=ANA) == []
    sent = client.messages.create(to=ANA, from_=LINE, body="x")
    eventually(lambda: client.messages(sent.sid).fetch().error_code, lambda code: code == 30006)
    breaks(carrier, "not_delivered", phone=ANA)
    carrier.phone(ANA).on_text(0)
    assert breaks(carrier, "slow", on=False) == [], "what was set otherwise meanwhile is broken no longer"
    breaks(carrier, "not_delivered", on=False, phone=ANA)
    assert [text.body for text in carrier.phone(ANA).texts()] == []
    assert len(carrier.phone(ANA).text("hi").replies) == 1


def test_an_opted_out_phone_gets_nothing_and_comes_back_with_start_or_when_mended(
    carrier: Carrier, client: Client
) -> None:
    for mend in (
        lambda: carrier.phone(ANA).text("START"),
        lambda: breaks(carrier, "opted_out", False, phone=ANA),
    ):
        assert breaks(carrier, "opted_out", phone=ANA) == [{"what": "opted_out", "phone": ANA}]
        assert refused(lambda: client.messages.create(to=ANA, from_=LINE, body="x")) == (400, 21610)
        mend()
        assert breaks(carrier, "slow", on=False) == []
        client.messages.create(to=ANA, from_=LINE, body="x")
    breaks(carrier, "opted_out", phone=ANA)
    carrier.phone(ANA).text("stop ")
    breaks(carrier, "opted_out", on=False, phone=ANA)
    assert refused(lambda: client.messages.create(to=ANA, from_=LINE, body="x")) == (400, 21610), "STOP holds"
    carrier.phone(BEA).text("STOP")
    with pytest.raises(CarrierRefused, match="has opted out already, with STOP"):
        breaks(carrier, "opted_out", phone=BEA)
    breaks(carrier, "opted_out", on=False, phone=BEA)
    breaks(carrier, "all", on=False)
    assert refused(lambda: client.messages.create(to=BEA, from_=LINE, body="x")) == (400, 21610), "STOP holds"


def test_a_screening_phone_is_picked_up_by_a_robot_and_rings_again_when_mended(
    carrier: Carrier, client: Client, product: Product
) -> None:
    product.page("/hear", response('<Pause length="3000"/>'))
    assert breaks(carrier, "screening", phone=ANA) == [{"what": "screening", "phone": ANA}]
    client.calls.create(to=ANA, from_=LINE, url=product.url("/hear"))
    screened = carrier.phone(ANA).wait_for_call()
    screened.wait_until_state("in-progress")
    screened.hang_up()
    assert breaks(carrier, "screening", on=False, phone=ANA) == []
    client.calls.create(to=ANA, from_=LINE, url=product.url("/hear"), timeout=20)
    assert carrier.phone(ANA).wait_for_call().wait_until_ended() == "no-answer"


def test_everything_is_mended_at_once_and_by_a_reset(carrier: Carrier, client: Client) -> None:
    def break_all() -> list[str]:
        for what in ("carrier_down", "twice", "out_of_order", "slow"):
            breaks(carrier, what)
        for what in ("not_delivered", "opted_out"):
            breaks(carrier, what, phone=ANA)
        return [each["what"] for each in breaks(carrier, "screening", phone=ANA)]

    everything = [
        *("carrier_down", "twice", "out_of_order", "slow"),
        *("not_delivered", "opted_out", "screening"),
    ]
    assert break_all() == everything
    assert break_all() == everything, "broken twice is broken once"
    assert breaks(carrier, "all", on=False) == []
    client.messages.create(to=ANA, from_=LINE, body="hello")
    carrier.phone(ANA).wait_for_text("hello")
    break_all()
    carrier.reset()
    assert breaks(carrier, "screening", on=False, phone=BEA) == []
    client.messages.create(to=ANA, from_=LINE, body="hello again")
    carrier.phone(ANA).wait_for_text("hello again")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({}, "“on” is true"),
        ({"what": "slow", "on": "yes"}, "“on” is true"),
        ({"what": "slow", "on": 1}, "“on” is true"),
        ({"what": "everything", "on": True}, "nothing of that name"),
        ({"what": ["slow"], "on": True}, "nothing of that name"),
        ({"what": {"a": 1}, "on": False}, "nothing of that name"),
        ({"what": "all", "on": True}, "only be mended"),
        ({"what": "screening", "on": True}, "Say whose phone"),
        ({"what": "opted_out", "on": True, "phone": 5}, "Say whose phone"),
        ({"what": "opted_out", "on": True, "phone": "abc"}, "“abc” is no phone number"),
        ({"what": "opted_out", "on": True, "phone": "+266696687"}, "is no phone number"),
        ({"what": "opted_out", "on": False, "phone": "٠١٢٣" * 1000}, "is no phone number"),
        ({"what": "not_delivered", "on": True, "phone": ANA, "code": "30003"}, "five digits"),
        ({"what": "not_delivered", "on": True, "phone": ANA, "code": True}, "five digits"),
        ({"what": "not_delivered", "on": True, "phone": ANA, "code": 10**400}, "five digits"),
    ],
)
def test_what_cannot_be_broken_is_refused_in_words_and_nothing_is_broken(
    carrier: Carrier, data: dict[str, Any], words: str
) -> None:
    with pytest.raises(CarrierRefused, match=words):
        carrier._link.post("break", **data)
    assert breaks(carrier, "slow", on=False) == []


def test_a_refused_code_leaves_what_was_broken_as_it_was(carrier: Carrier) -> None:
    breaks(carrier, "not_delivered", phone=ANA)
    with pytest.raises(CarrierRefused):
        breaks(carrier, "not_delivered", phone=ANA, code=5)
    assert breaks(carrier, "slow", on=False) == [{"what": "not_delivered", "phone": ANA, "code": 30003}]


def test_no_more_phones_are_broken_than_the_carrier_keeps(carrier: Carrier) -> None:
    numbers = [f"+1{300 + n}5550{100 + n}" for n in range(100)]
    for number in numbers:
        breaks(carrier, "screening", phone=number)
    with pytest.raises(CarrierRefused, match="100 phones are broken already"):
        breaks(carrier, "screening", phone=ANA)
    assert len(breaks(carrier, "screening", phone=numbers[0])) == 100
    assert breaks(carrier, "all", on=False) == []


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        (b"[]", JSON, 400),
        (b"\xff", JSON, 400),
        (b'"all"', JSON, 400),
        (b'{"what": "all", "on": false}', {}, 415),
        (b'{"what": "all", "on": false}', JSON | {"Host": "evil.test"}, 403),
        (b'{"what": "all", "on": false}', JSON | {"Sec-Fetch-Site": "cross-site"}, 403),
    ],
)
def test_only_json_of_this_machine_breaks_anything(
    carrier: Carrier, client: Client, body: bytes, headers: dict[str, str], status: int
) -> None:
    found, text = ask(client.api.base_url, "POST", "/_phones/break", body, headers)
    assert (found, "error" in text) == (status, True)
