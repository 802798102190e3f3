"""What is not in the carrier's document is noticed: one change to an exchange that is in it, and it is not."""

import json
from dataclasses import replace

import pytest

from telephony.carrier import TwilioCarrier
from tests.kits.carrier_document import wrong_in_answer, wrong_in_request
from tests.kits.exchanges import Exchange, Recorder
from tests.telephony.local_carrier.product import Product

ANA = "+12025550123"


@pytest.fixture
def exchange(recorder: Recorder, line: TwilioCarrier, product: Product) -> Exchange:
    """A ring, asked for as the document has it, and answered so."""
    line.ring(ANA, url=product.url("/hello"), status_url=product.url("/status"), seconds=20)
    [found] = recorder.exchanges
    assert wrong_in_request(found) == wrong_in_answer(found) == []
    return found


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"Timeout=20", b"Timeout=20&Timout=20"),
        (b"Timeout=20", b"Timeout=20&Timeout=21"),
        (b"Timeout=20", b"Timeout=soon"),
        (b"StatusCallbackEvent=completed", b"StatusCallbackEvent=ended"),
        (b"&Method=POST", b"&Method=PUT"),
        (b"From=", b"Sender="),
        (b"&Url=http", b"&Url=nothing"),
        (b"&Url=", b"&Uri="),
        (b"To=%2B1", b"To=client%3A"),
    ],
)
def test_a_request_that_the_document_does_not_have_is_noticed(
    exchange: Exchange, before: bytes, after: bytes
) -> None:
    assert before in exchange.body
    assert wrong_in_request(replace(exchange, body=exchange.body.replace(before, after))) != []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("annotation", None),
        ("status", "initiated"),
        ("direction", "outbound"),
        ("duration", 5),
        ("date_created", "2026-11-30T04:16:31Z"),
        ("sid", "CA1"),
        ("uri", "https://api.twilio.com/2010-04-01/Accounts"),
        ("to", None),
    ],
)
def test_an_answer_that_the_document_does_not_have_is_noticed(
    exchange: Exchange, name: str, value: object
) -> None:
    answer = json.loads(exchange.answer)
    changed = json.dumps(answer | {name: value}).encode()
    assert wrong_in_answer(replace(exchange, answer=changed)) != []
    without = json.dumps({key: value for key, value in answer.items() if key != name}).encode()
    if name in answer:
        assert wrong_in_answer(replace(exchange, answer=without)) != []


def test_a_status_a_path_and_a_query_that_the_document_does_not_have_are_noticed(exchange: Exchange) -> None:
    assert wrong_in_answer(replace(exchange, status=200)) != []
    assert wrong_in_answer(replace(exchange, status=418)) != []
    assert wrong_in_request(replace(exchange, path=exchange.path.replace("Calls", "Rings"))) != []
    look_up = replace(exchange, method="GET", body=b"", query=[("To", ANA), ("StartTime>", "2026-11-30")])
    assert wrong_in_request(look_up) == []
    assert wrong_in_request(replace(look_up, query=[("Started>", "2026-11-30")])) != []
    assert wrong_in_request(replace(look_up, query=[("StartTime>", "yesterday")])) != []
