"""The SDK starts, watches, redirects, cancels and ends calls."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from telephony.local_carrier.phones.phones import Carrier
from tests.telephony.local_carrier.conftest import PACE, Elsewhere
from tests.telephony.local_carrier.product import Product, response
from tests.telephony.local_carrier.sdk import ACCOUNT, LINE, Client, TwilioRestException, sdk
from tests.telephony.local_carrier.waiting import eventually

ANA, BEA = "+12025550123", "+12025550124"
ALL = ["initiated", "ringing", "answered", "completed"]
NOWHERE = "http://127.0.0.1:9/answered"
LONG = response('<Pause length="3000"/>')


def test_a_call_goes_through_all_states_and_reports_each(
    carrier: Carrier, client: Client, product: Product
) -> None:
    carrier.phone(ANA).on_ring("answer")
    product.page("/hello", response("<Say>Hello there.</Say>"))
    started = client.calls.create(
        to=ANA,
        from_=LINE,
        url=product.url("/hello"),
        status_callback=product.url("/status"),
        status_callback_event=ALL,
    )
    assert (started.status, started.direction) == ("queued", "outbound-api")
    call = carrier.phone(ANA).wait_for_call()
    assert call.wait_until_ended() == "completed"
    assert [(item.text, item.language) for item in call.heard] == [("Hello there.", "en-US")]
    assert (call.shown_caller_id, call.direction) == (LINE, "outbound-api")
    events = [
        asked.params
        for asked in eventually(lambda: product.requests("/status"), lambda found: len(found) == 4)
    ]
    assert [event["CallStatus"] for event in events] == ["initiated", "ringing", "in-progress", "completed"]
    assert [event["SequenceNumber"] for event in events] == ["0", "1", "2", "3"]
    assert "CallDuration" in events[-1]
    assert "CallDuration" not in events[0]
    assert {(event["CallSid"], event["AccountSid"]) for event in events} == {(started.sid, ACCOUNT)}
    [asked] = product.requests("/hello")
    assert (asked.params["CallStatus"], asked.params["Direction"]) == ("in-progress", "outbound-api")
    done = client.calls(started.sid).fetch()
    assert done.status == "completed"
    assert done.end_time >= done.start_time


@pytest.mark.parametrize(
    ("policy", "status"),
    [
        ("busy", "busy"),
        ("reject", "busy"),
        ("no-answer", "no-answer"),
        ("failed", "failed"),
        ("manual", "no-answer"),
    ],
)
def test_a_call_that_is_not_taken_says_why_and_asks_for_no_document(
    carrier: Carrier, client: Client, product: Product, policy: str, status: str
) -> None:
    carrier.phone(ANA).on_ring(policy)
    sid = client.calls.create(
        to=ANA, from_=LINE, url=product.url("/hello"), status_callback=product.url("/status"), timeout=10
    ).sid
    [asked] = eventually(lambda: product.requests("/status"))
    assert asked.params["CallStatus"] == status
    assert asked.params["CallDuration"] == "0"
    assert client.calls(sid).fetch().status == status
    assert product.requests("/hello") == []
    assert [(entry.number, entry.shown, entry.outcome) for entry in carrier.ring_log()] == [
        (ANA, LINE, status)
    ]


def test_a_document_can_come_with_the_request_and_its_urls_are_absolute(
    carrier: Carrier, client: Client, product: Product
) -> None:
    carrier.phone(ANA).on_ring("answer", keys=[(None, "5")])
    twiml = response(
        f'<Gather timeout="600" numDigits="1" action="{product.url("/got")}"><Say>a digit</Say></Gather>'
    )
    client.calls.create(to=ANA, from_=LINE, twiml=twiml)
    [asked] = eventually(lambda: product.requests("/got"))
    assert asked.params["Digits"] == "5"


def test_a_ringing_call_is_canceled_and_reported(carrier: Carrier, client: Client, product: Product) -> None:
    call = client.calls.create(
        to=ANA, from_=LINE, url=product.url("/hello"), status_callback=product.url("/status"), timeout=600
    )
    ringing = carrier.phone(ANA).wait_for_call()
    call.update(status="canceled")
    assert ringing.wait_until_ended() == "canceled"
    [asked] = eventually(lambda: product.requests("/status"))
    assert asked.params["CallStatus"] == "canceled"


def test_a_call_canceled_while_queued_is_never_reported(
    product: Product, another_carrier: Callable[..., Elsewhere]
) -> None:
    # One call a second: at this pace the last of many stands in the queue long enough.
    carrier = another_carrier("--pace", "2")
    client = sdk(carrier.url)
    calls = [
        client.calls.create(
            to=ANA, from_=LINE, url=product.url("/hello"), status_callback=product.url(f"/status/{n}")
        )
        for n in range(12)
    ]
    last = calls[-1].update(status="canceled")
    assert last.status == "canceled"
    for call in calls[:-1]:
        call.update(status="completed")
    eventually(lambda: client.calls.list(status="queued"), lambda found: not found)
    assert product.requests("/status/11") == []
    assert last.sid not in {entry.call_sid for entry in carrier.ring_log()}


def test_a_live_call_is_redirected_and_then_ended(carrier: Carrier, client: Client, product: Product) -> None:
    carrier.phone(ANA).on_ring("answer")
    product.page("/hold", LONG)
    product.page("/news", response("<Say>news</Say>", '<Pause length="3000"/>'))
    sid = client.calls.create(to=ANA, from_=LINE, url=product.url("/hold")).sid
    call = carrier.phone(ANA).wait_for_call()
    eventually(lambda: product.requests("/hold"))
    client.calls(sid).update(url=product.url("/news"))
    call.wait_until_heard("news")
    client.calls(sid).update(twiml=response("<Say>and more</Say>", '<Pause length="3000"/>'))
    call.wait_until_heard("and more")
    assert client.calls(sid).update(status="completed").status == "completed"
    assert call.outcome == "completed"
    with pytest.raises(TwilioRestException) as caught:
        client.calls(sid).update(url=product.url("/hold"))
    assert caught.value.code == 21220


def test_calls_are_listed_by_number_state_and_time_and_deleted(
    carrier: Carrier, client: Client, product: Product
) -> None:
    for number, policy in ((ANA, "busy"), (BEA, "failed")):
        carrier.phone(number).on_ring(policy)
        client.calls.create(to=number, from_=LINE, url=product.url("/hello"))
    eventually(lambda: client.calls.list(status="failed"))
    [busy] = eventually(lambda: client.calls.list(status="busy"))
    assert [call.to for call in client.calls.list(to=BEA)] == [BEA]
    hour = timedelta(hours=1)
    for name in ("start_time", "end_time"):
        assert len(client.calls.list(**{f"{name}_after": datetime.now(UTC) - hour})) == 2
        assert client.calls.list(**{f"{name}_before": datetime.now(UTC) - hour}) == []
    assert client.calls(busy.sid).delete() is True
    assert len(client.calls.list()) == 1


def test_a_call_that_waits_for_its_turn_has_not_started_and_is_in_no_list_by_that_time(
    another_carrier: Callable[..., Elsewhere],
) -> None:
    # One call a second, and here a second lasts 100: the second call stays in the queue.
    client = sdk(another_carrier("--pace", "0.01").url)
    first, second = (client.calls.create(to=to, from_=LINE, url=NOWHERE) for to in (ANA, BEA))
    eventually(lambda: client.calls(first.sid).fetch().start_time)
    assert [(c.sid, c.status, c.start_time) for c in client.calls.list(to=BEA)] == [
        (second.sid, "queued", None)
    ]
    now = datetime.now(UTC)
    for asked in (
        {"start_time": now.date().isoformat()},
        {"start_time_after": now - timedelta(days=1)},
        {"start_time_before": now + timedelta(days=1)},
    ):
        assert [c.sid for c in client.calls.list(**asked)] == [first.sid]
    client.calls(second.sid).update(status="canceled")


def test_only_a_call_in_which_somebody_talked_has_an_end_and_a_length(
    carrier: Carrier, client: Client, product: Product
) -> None:
    carrier.phone(ANA).on_ring("busy")
    carrier.phone(BEA).on_ring("answer")
    product.page("/hello", response("<Say>Hello there.</Say>"))
    busy, talked = (client.calls.create(to=to, from_=LINE, url=product.url("/hello")) for to in (ANA, BEA))
    eventually(lambda: client.calls.list(status="completed"))
    shown = client.calls(busy.sid).fetch()
    assert (shown.status, shown.end_time, shown.duration) == ("busy", None, None)
    shown = client.calls(talked.sid).fetch()
    assert shown.end_time >= shown.start_time
    assert int(shown.duration) >= 0
    assert (shown.to, shown.to_formatted) == (BEA, "(202) 555-0124")


def test_what_changes_nothing_here_and_what_no_api_has_is_warned_of(
    carrier: Carrier, client: Client, product: Product
) -> None:
    carrier.phone(ANA).on_ring("busy")
    client.calls.create(to=ANA, from_=LINE, url=product.url("/hello"), send_digits="1", time_limit=5)
    assert [(fault.code, fault.level, fault.message) for fault in carrier.errors()] == [
        (20001, "warning", "Unknown parameters: SendDigits, TimeLimit")
    ]
    client.request("GET", f"{client.api.base_url}/2010-04-01/Accounts/{ACCOUNT}/Calls.json", {"To+12": "x"})
    assert carrier.errors()[-1].message == "Unknown parameters: (no name)"


def test_an_event_that_does_not_exist_is_told_and_the_others_are_reported(
    carrier: Carrier, client: Client, product: Product
) -> None:
    carrier.phone(ANA).on_ring("busy")
    client.calls.create(
        to=ANA,
        from_=LINE,
        url=product.url("/hello"),
        status_callback=product.url("/status"),
        status_callback_event=["rings", "ringing", "completed"],
    )
    asked = eventually(lambda: product.requests("/status"), lambda found: len(found) == 1)
    assert asked[0].params["CallStatus"] == "busy"
    assert [fault.code for fault in carrier.errors()] == [21626]


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"to": "123", "from_": LINE, "url": "http://x.test/"}, 21211),
        ({"to": "+17378742833", "from_": LINE, "url": "http://x.test/"}, 21211),
        ({"to": ANA, "from_": BEA, "url": "http://x.test/"}, 21210),
        ({"to": ANA, "from_": "restricted", "url": "http://x.test/"}, 21212),
        ({"to": ANA, "from_": LINE}, 21205),
        ({"to": ANA, "from_": LINE, "url": "not a url"}, 21205),
        ({"to": ANA, "from_": LINE, "url": "http://x.test/", "status_callback": "/status"}, 21609),
    ],
)
def test_a_call_that_cannot_be_made_is_refused(client: Client, fields: dict[str, str], code: int) -> None:
    with pytest.raises(TwilioRestException) as caught:
        client.calls.create(**fields)
    assert caught.value.code == code


def test_one_call_a_second_is_started(carrier: Carrier, client: Client, product: Product) -> None:
    for number in (ANA, BEA):
        carrier.phone(number).on_ring("busy")
        client.calls.create(to=number, from_=LINE, url=product.url("/hello"))
    first, second = eventually(carrier.ring_log, lambda found: len(found) == 2)
    assert second.at - first.at >= 0.9 / PACE


def test_detection_tells_a_voicemail_before_the_document_is_asked_for(
    carrier: Carrier, client: Client, product: Product
) -> None:
    carrier.phone(ANA).on_ring("voicemail")
    carrier.phone(BEA).on_ring("answer")
    product.page("/hello", response("<Say>Please ring us back.</Say>"))
    for number in (ANA, BEA):
        client.calls.create(to=number, from_=LINE, url=product.url("/hello"), machine_detection="Enable")
    asked = eventually(lambda: product.requests("/hello"), lambda found: len(found) == 2)
    found = {item.params["To"]: item.params["AnsweredBy"] for item in asked}
    assert found == {ANA: "machine_start", BEA: "human"}
    call = carrier.phone(ANA).calls()[0]
    assert call.wait_until_ended() == "completed"
    assert call.transcript == "Please ring us back."
    assert client.calls(call.sid).fetch().answered_by == "machine_start"


def test_detection_beside_the_call_has_its_own_url(
    carrier: Carrier, client: Client, product: Product
) -> None:
    carrier.phone(ANA).on_ring("voicemail")
    product.page("/hold", LONG)
    client.calls.create(
        to=ANA,
        from_=LINE,
        url=product.url("/hold"),
        machine_detection="DetectMessageEnd",
        async_amd="true",
        async_amd_status_callback=product.url("/amd"),
    )
    [asked] = eventually(lambda: product.requests("/amd"))
    assert asked.params["AnsweredBy"] == "machine_end_beep"
    assert "AnsweredBy" not in product.requests("/hold")[0].params
