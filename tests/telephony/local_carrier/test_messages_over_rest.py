"""The SDK sends, lists, fetches, redacts and deletes texts."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from telephony.local_carrier.errors import WORDS
from telephony.local_carrier.phones.phones import Carrier
from tests.telephony.local_carrier.conftest import Elsewhere
from tests.telephony.local_carrier.product import Product
from tests.telephony.local_carrier.sdk import LINE, Client, TwilioRestException, sdk
from tests.telephony.local_carrier.waiting import eventually

ANA, BEA = "+12025550123", "+12025550124"


def refusal(work: Callable[[], object]) -> TwilioRestException:
    with pytest.raises(TwilioRestException) as caught:
        work()
    return caught.value


def test_a_text_reaches_the_phone_and_its_receipts_come_in_order(
    carrier: Carrier, client: Client, product: Product
) -> None:
    sent = client.messages.create(
        to=ANA, from_=LINE, body="Hello, é", status_callback=product.url("/receipts")
    )
    assert (sent.status, sent.direction, sent.num_segments) == ("queued", "outbound-api", "1")
    text = carrier.phone(ANA).wait_for_text("hello")
    assert (text.sid, text.from_, text.segments, text.by) == (sent.sid, LINE, 1, "line")
    receipts = eventually(lambda: product.requests("/receipts"), lambda found: len(found) == 2)
    assert [asked.params["MessageStatus"] for asked in receipts] == ["sent", "delivered"]
    assert {asked.params["MessageSid"] for asked in receipts} == {sent.sid}
    assert len(receipts[1].params["RawDlrDoneDate"]) == 10
    assert client.messages(sent.sid).fetch().date_sent is not None


def test_a_list_is_filtered_by_number_and_date_newest_first(carrier: Carrier, client: Client) -> None:
    before = datetime.now(UTC) - timedelta(seconds=1)
    first = client.messages.create(to=ANA, from_=LINE, body="one")
    second = client.messages.create(to=ANA, from_=LINE, body="two")
    client.messages.create(to=BEA, from_=LINE, body="three")
    eventually(lambda: [m.date_sent for m in client.messages.list()], all)
    assert [m.sid for m in client.messages.list(to=ANA)] == [second.sid, first.sid]
    assert len(client.messages.list(to=ANA, date_sent_after=before)) == 2
    assert client.messages.list(to=ANA, date_sent_before=before - timedelta(hours=1)) == []
    assert len(client.messages.list(date_sent=datetime.now(UTC).date().isoformat())) == 3


def test_a_text_that_has_not_left_has_no_date_it_was_sent_and_is_in_no_list_by_that_date(
    another_carrier: Callable[..., Elsewhere],
) -> None:
    client = sdk(another_carrier("--receipt-delay", "600").url)
    sent = client.messages.create(to=ANA, from_=LINE, body="one")
    assert [(m.sid, m.status, m.date_sent) for m in client.messages.list(to=ANA)] == [
        (sent.sid, "queued", None)
    ]
    now = datetime.now(UTC)
    for asked in (
        {"date_sent": now.date().isoformat()},
        {"date_sent_after": now - timedelta(days=1)},
        {"date_sent_before": now + timedelta(days=1)},
    ):
        assert client.messages.list(to=ANA, **asked) == []


def test_an_inbound_text_was_sent_when_it_came(carrier: Carrier, client: Client, product: Product) -> None:
    carrier.phone(ANA).text("hello")
    [inbound] = client.messages.list(to=LINE, date_sent_after=datetime.now(UTC) - timedelta(days=1))
    assert (inbound.status, inbound.direction, inbound.body) == ("received", "inbound", "hello")


def test_a_long_list_is_walked_page_by_page_even_when_texts_come_in_between(
    carrier: Carrier, client: Client
) -> None:
    sids = [client.messages.create(to=ANA, from_=LINE, body=str(n)).sid for n in range(7)]
    pages = client.messages.stream(to=ANA, page_size=3)
    seen = [next(pages).sid]
    client.messages.create(to=ANA, from_=LINE, body="late")
    seen += [message.sid for message in pages]
    assert seen == sids[::-1]


def test_a_text_is_redacted_and_deleted_once_it_is_done(carrier: Carrier, client: Client) -> None:
    sent = client.messages.create(to=ANA, from_=LINE, body="secret" * 30)
    eventually(lambda: client.messages(sent.sid).fetch().status, lambda status: status == "delivered")
    before = client.messages(sent.sid).fetch()
    redacted = client.messages(sent.sid).update(body="")
    assert (redacted.body, redacted.num_segments, redacted.status) == ("", "2", "delivered")
    assert (redacted.date_sent, redacted.date_created) == (before.date_sent, before.date_created)
    assert [m.body for m in client.messages.list(to=ANA)] == [""]
    assert client.messages(sent.sid).delete() is True
    assert client.messages.list(to=ANA) == []
    assert refusal(lambda: client.messages(sent.sid).fetch()).code == 20404
    assert carrier.phone(ANA).texts()[0].body == "secret" * 30, "what a phone has got, it keeps"


def test_a_text_on_its_way_can_be_neither_redacted_nor_deleted(
    another_carrier: Callable[..., Elsewhere],
) -> None:
    client = sdk(another_carrier("--receipt-delay", "600").url)
    sent = client.messages.create(to=ANA, from_=LINE, body="secret")
    for too_early in (lambda: client.messages(sent.sid).update(body=""), client.messages(sent.sid).delete):
        problem = refusal(too_early)
        assert (problem.code, problem.status) == (20009, 409)
    assert client.messages(sent.sid).fetch().body == "secret"


def test_a_text_cannot_be_reworded_nor_canceled(carrier: Carrier, client: Client) -> None:
    sent = client.messages.create(to=ANA, from_=LINE, body="one")
    eventually(lambda: client.messages(sent.sid).fetch().status, lambda status: status == "delivered")
    assert refusal(lambda: client.messages(sent.sid).update(body="two")).code == 20422
    assert refusal(lambda: client.messages(sent.sid).update(status="canceled")).code == 30409
    assert client.messages(sent.sid).fetch().body == "one"


@pytest.mark.parametrize(
    ("code", "statuses"),
    [
        (30001, ["failed"]),
        (30002, ["failed"]),
        (30003, ["sent", "undelivered"]),
        (30004, ["sent", "undelivered"]),
        (30005, ["sent", "undelivered"]),
        (30006, ["sent", "undelivered"]),
        (30007, ["sent", "undelivered"]),
        (30008, ["sent", "undelivered"]),
        (30010, ["failed"]),
        (30032, ["sent", "undelivered"]),
        (30034, ["sent", "undelivered"]),
        (21610, ["failed"]),
    ],
)
def test_a_text_that_does_not_arrive_says_why_in_its_receipt_and_in_its_resource(
    carrier: Carrier, client: Client, product: Product, code: int, statuses: list[str]
) -> None:
    carrier.phone(ANA).on_text(error=code)
    sent = client.messages.create(to=ANA, from_=LINE, body="x", status_callback=product.url("/receipts"))
    receipts = eventually(lambda: product.requests("/receipts"), lambda found: len(found) == len(statuses))
    assert [asked.params["MessageStatus"] for asked in receipts] == statuses
    last = receipts[-1].params
    assert last["ErrorCode"] == str(code)
    assert ("RawDlrDoneDate" in last) == (statuses[-1] == "undelivered"), (
        "the network's date, if it had the text"
    )
    shown = client.messages(sent.sid).fetch()
    assert (shown.status, shown.error_code, shown.error_message) == (statuses[-1], code, WORDS[code])
    assert (shown.date_sent is None) == (statuses == ["failed"])
    assert carrier.phone(ANA).texts() == []


@pytest.mark.parametrize(
    ("to", "sender", "body", "code"),
    [
        ("12", LINE, "x", 21211),
        ("anonymous", LINE, "x", 21211),
        ("+266696687", LINE, "x", 21211),
        (ANA, "+12025550999", "x", 21606),
        (ANA, "Line", "x", 21212),
        (ANA, LINE, "x" * 1601, 21617),
        (LINE, LINE, "x", 21266),
        (ANA, LINE, "", 21602),
        ("", LINE, "x", 21604),
    ],
)
def test_what_cannot_be_sent_is_refused_with_twilios_code(
    client: Client, to: str, sender: str, body: str, code: int
) -> None:
    problem = refusal(lambda: client.messages.create(to=to, from_=sender, body=body))
    assert (problem.code, problem.status) == (code, 400)


def test_wrong_credentials_see_nothing(client: Client) -> None:
    stranger = sdk(client.api.base_url, token="wrong")
    problem = refusal(lambda: stranger.messages.create(to=ANA, from_=LINE, body="x"))
    assert (problem.code, problem.status) == (20003, 401)


def test_the_account_and_its_number_can_be_looked_at(client: Client, product: Product) -> None:
    account = client.api.accounts(client.username).fetch()
    assert account.status == "active"
    [number] = client.incoming_phone_numbers.list()
    assert (number.phone_number, number.sms_url) == (LINE, product.url("/sms"))
    assert number.status_callback == product.url("/voice/status")
    assert client.incoming_phone_numbers.list(phone_number=ANA) == []
    for part in ("555", "+1202555****", LINE[-4:]):
        assert [found.phone_number for found in client.incoming_phone_numbers.list(phone_number=part)] == [
            LINE
        ]
    assert client.incoming_phone_numbers.list(friendly_name="another") == []
