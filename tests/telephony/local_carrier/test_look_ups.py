"""What the line's own look-ups find among all that bears the line's number."""

from datetime import UTC, datetime, timedelta

from telephony.carrier import TwilioCarrier
from telephony.local_carrier.phones.phones import Carrier
from tests.telephony.local_carrier.product import Product, response
from tests.telephony.local_carrier.sdk import LINE, Client
from tests.telephony.local_carrier.waiting import eventually

ANA, BEA = "+12025550123", "+12025550124"


def since() -> datetime:
    return datetime.now(UTC) - timedelta(seconds=30)


def test_an_answer_to_a_text_is_not_taken_for_a_text_that_we_sent(
    carrier: Carrier, product: Product, line: TwilioCarrier
) -> None:
    product.page("/sms", response("<Message>Somebody will call you.</Message>"))
    carrier.phone(ANA).text("CALL")
    carrier.phone(ANA).wait_for_text("somebody")
    assert line.texts_to(ANA, since=since()) == []
    sent = line.send_text(ANA, "Somebody will call you.", receipt_url=product.url("/receipts"))
    assert [placed.sid for placed in line.texts_to(ANA, since=since())] == [sent.sid]


def test_a_phone_rung_from_within_a_call_is_not_taken_for_a_ring_that_we_asked_for(
    carrier: Carrier, client: Client, product: Product, line: TwilioCarrier
) -> None:
    product.page("/voice", response(f'<Dial callerId="{LINE}"><Number>{BEA}</Number></Dial>'))
    carrier.phone(ANA).call()
    carrier.phone(BEA).wait_for_call()
    [within] = client.calls.list(to=BEA, from_=LINE)
    assert within.direction == "outbound-dial"
    assert line.rings_to(BEA, since=since()) == []
    asked = line.ring(BEA, url=product.url("/hello"), status_url=product.url("/status"), seconds=20)
    assert eventually(lambda: [p.sid for p in line.rings_to(BEA, since=since())]) == [asked.sid]
