"""Whatever the line asks by REST, and whatever the local carrier answers, is in the carrier's own document."""

import json
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from twilio.base.exceptions import TwilioException

from telephony import account
from telephony.carrier import Carrier as Asked
from telephony.carrier import TwilioCarrier
from telephony.errors import TransportError
from telephony.local_carrier.phones.phones import Carrier
from telephony.local_carrier.rest.rest import ROUTES, Route
from tests.kits.carrier_document import operations, parameters_of, wrong_in_answer, wrong_in_request
from tests.kits.exchanges import Recorder, recording
from tests.telephony.local_carrier.conftest import Elsewhere
from tests.telephony.local_carrier.product import Product, response
from tests.telephony.local_carrier.sdk import ACCOUNT, LINE, TOKEN, Client, sdk
from tests.telephony.local_carrier.waiting import eventually

ANA, BEA, CAL = "+12025550123", "+12025550124", "+12025550125"
NOBODY = "f" * 32
PAUSE = response('<Pause length="3000"/>')
ROOM = response("<Dial><Conference>circle</Conference></Dial>")


@pytest.fixture
def client(recorder: Recorder) -> Client:
    """Twilio's own client, recorded."""
    return sdk(recorder.url)


def broken(recorder: Recorder) -> list[str]:
    """Everything that the document does not allow, in requests and in answers."""
    return [
        f"{exchange}: {problem}"
        for exchange in recorder.exchanges
        for problem in (*wrong_in_request(exchange), *wrong_in_answer(exchange))
    ]


def pattern(path: str) -> str:
    return re.sub(r"\{\w+\}", "{}", path)


def talk_in_conference(carrier: Carrier, product: Product) -> str:
    """Two people in the conference "circle"; gives the first one's call."""
    product.page("/voice", ROOM)
    first = carrier.phone(ANA).call()
    carrier.phone(BEA).call().wait_until_bridged()
    first.wait_until_bridged()
    return first.sid


def test_all_that_the_line_asks_and_is_answered_is_in_the_document(
    carrier: Carrier, product: Product, recorder: Recorder, line: TwilioCarrier
) -> None:
    product.page("/hello", PAUSE)
    product.page("/tone", response("<Say>psst</Say>"))
    in_the_room = talk_in_conference(carrier, product)
    since = datetime.now(UTC) - timedelta(minutes=1)
    carrier.phone(CAL).on_ring("answer")
    rung = line.ring(CAL, url=product.url("/hello"), status_url=product.url("/s"), seconds=20)
    carrier.phone(CAL).wait_for_call().wait_until_state("in-progress")
    asked: dict[str, Callable[[], object]] = {
        "ring": lambda: line.ring(ANA, url=product.url("/a"), status_url=product.url("/s"), seconds=20),
        "send_text": lambda: line.send_text(ANA, "Hello, é", receipt_url=product.url("/r")),
        "texts_to": lambda: line.texts_to(ANA, since=since),
        "rings_to": lambda: line.rings_to(ANA, since=since),
        "call": lambda: line.call(rung.sid),
        "redirect": lambda: line.redirect(rung.sid, url=product.url("/hello?again=1")),
        "hang_up": lambda: line.hang_up(rung.sid),
        "announce": lambda: line.announce("circle", in_the_room, url=product.url("/tone")),
    }
    assert set(asked) == {name for name in vars(Asked) if not name.startswith("_")}, "ask all that is asked"
    for ask in asked.values():
        ask()
    account.look_up(ACCOUNT, TOKEN, LINE, base_url=recorder.url)
    assert len(recorder.exchanges) == len(asked) + 4, "each asked at least once"
    assert {exchange.status for exchange in recorder.exchanges} == {200, 201}
    assert broken(recorder) == []


def test_every_operation_of_the_document_is_answered_as_it_says(
    carrier: Carrier, product: Product, recorder: Recorder, client: Client
) -> None:
    product.page("/hello", response("<Say>Hello.</Say>"))
    carrier.phone(CAL).on_ring("answer")
    in_the_room = talk_in_conference(carrier, product)
    sent = client.messages.create(to=ANA, from_=LINE, body="one")
    call = client.calls.create(
        to=CAL,
        from_=LINE,
        url=product.url("/hello"),
        status_callback_event=["ringing", "completed"],
        machine_detection="Enable",
    )
    eventually(lambda: sent.fetch().status, lambda status: status == "delivered")
    eventually(lambda: call.fetch().status, lambda status: status == "completed")
    sent.update(body="")
    client.api.accounts(ACCOUNT).fetch()
    client.incoming_phone_numbers.list(phone_number=LINE, beta=False)
    client.messages.list(to=ANA, date_sent=date.today().isoformat(), date_sent_after=datetime.now(UTC))  # noqa: DTZ011
    client.calls.list(status="completed", start_time_before=datetime.now(UTC), page_size=1)
    [room] = client.conferences.list(friendly_name="circle", date_created_after=date(2026, 1, 1))
    people = client.conferences(room.sid).participants
    people.list(muted=False)
    people(in_the_room).fetch()
    people(in_the_room).update(end_conference_on_exit=True, muted=True)
    client.conferences(room.sid).fetch()
    client.conferences(room.sid).update(status="completed")
    eventually(lambda: client.calls(in_the_room).fetch().status, lambda status: status == "completed")
    sent.delete()
    call.delete()
    client.calls(client.calls.create(to=ANA, from_=LINE, url=product.url("/hello")).sid).update(
        status="canceled"
    )
    done = {(exchange.method, _anonymous(exchange.path)) for exchange in recorder.exchanges}
    assert done == operations()
    assert broken(recorder) == []


def _anonymous(path: str) -> str:
    return re.sub(r"/[A-Z]{2}[0-9a-f]{32}", "/{}", path)


def test_a_text_is_in_the_document_in_every_state(
    carrier: Carrier, product: Product, recorder: Recorder, another_carrier: Callable[..., Elsewhere]
) -> None:
    with recording(another_carrier("--receipt-delay", "600").url) as slow:
        sdk(slow.url).messages.create(to=ANA, from_=LINE, body="one").fetch()
        assert broken(slow) == []
    client = sdk(recorder.url)
    product.page("/sms", response("<Message>an answer</Message>"))
    carrier.phone(ANA).text("CHECKIN")
    carrier.phone(BEA).on_text(error=30006)
    client.messages.create(to=ANA, from_=LINE, body="😀" * 40)
    client.messages.create(to=BEA, from_=LINE, body="three")
    carrier.fail_next("messages", 30002)
    client.messages.create(to=ANA, from_=LINE, body="two")
    states = {"received", "delivered", "undelivered", "failed"}
    eventually(lambda: {m.status for m in client.messages.list()}, lambda seen: seen == states)
    assert {m.direction for m in client.messages.list()} == {"inbound", "outbound-api", "outbound-reply"}
    assert broken(recorder) == []


@pytest.mark.parametrize("policy", ["answer", "busy", "no-answer", "failed", "voicemail", "manual"])
def test_a_call_is_in_the_document_in_every_state(
    carrier: Carrier, product: Product, recorder: Recorder, client: Client, policy: str
) -> None:
    product.page("/voice", response(f'<Dial callerId="{LINE}"><Number>{BEA}</Number></Dial>'))
    carrier.phone(BEA).on_ring(policy)
    call = client.calls.create(
        to=BEA, from_=LINE, url=product.url("/hello"), timeout=5, machine_detection="DetectMessageEnd"
    )
    carrier.phone(ANA).call(caller_id="anonymous")
    eventually(
        lambda: {each.direction for each in client.calls.list()},
        lambda seen: seen == {"inbound", "outbound-api", "outbound-dial"},
    )
    if policy == "manual":
        call.update(status="canceled")
    eventually(
        lambda: call.fetch().end_time or call.fetch().status not in ("queued", "ringing", "in-progress")
    )
    assert broken(recorder) == []


@pytest.mark.parametrize(
    ("ends", "reason"),
    [
        ("the last leaves", "last-participant-left"),
        ("the host leaves", "participant-with-end-conference-on-exit-left"),
        ("by REST", "conference-ended-via-api"),
    ],
)
def test_a_conference_is_in_the_document_from_its_beginning_to_each_end(
    carrier: Carrier, product: Product, recorder: Recorder, client: Client, ends: str, reason: str
) -> None:
    product.page("/voice", ROOM.replace("<Conference>", '<Conference participantLabel="ana">'))
    first = carrier.phone(ANA).call()
    [room] = eventually(lambda: client.conferences.list(status="init"))
    host = str(ends == "the host leaves").lower()
    product.page("/voice", ROOM.replace("<Conference>", f'<Conference endConferenceOnExit="{host}">'))
    second = carrier.phone(BEA).call()
    second.wait_until_bridged()
    shown = client.conferences(room.sid).fetch()
    assert (shown.status, shown.reason_conference_ended) == ("in-progress", None)
    assert {p.label for p in client.conferences(room.sid).participants.list()} == {"ana", None}
    if ends == "by REST":
        client.conferences(room.sid).update(status="completed")
    else:
        second.hang_up()
        first.hang_up()
    shown = eventually(room.fetch, lambda each: each.status == "completed")
    by = {"the last leaves": first.sid, "the host leaves": second.sid, "by REST": None}
    assert (shown.reason_conference_ended, shown.call_sid_ending_conference) == (reason, by[ends])
    assert broken(recorder) == []


def refused(recorder: Recorder, work: Callable[[], object]) -> tuple[int, int]:
    """The HTTP status and code of a refusal, whose answer the document must have."""
    # Of a list that was refused, the SDK raises less than of other requests.
    with pytest.raises((TwilioException, TransportError)):
        work()
    last = recorder.exchanges[-1]
    assert wrong_in_answer(last) == []
    told = json.loads(last.answer)
    assert told["status"] == last.status
    assert told["more_info"].endswith(f"/{told['code']}")
    return last.status, told["code"]


def test_every_refusal_is_in_the_document(
    carrier: Carrier, recorder: Recorder, client: Client, line: TwilioCarrier, product: Product
) -> None:
    def text(to: str = ANA) -> object:
        return line.send_text(to, "hello", receipt_url=product.url("/r"))

    stranger = sdk(recorder.url, token="wrong")
    assert refused(recorder, lambda: text("12")) == (400, 21211)
    assert refused(recorder, lambda: stranger.messages.create(to=ANA, from_=LINE, body="x")) == (401, 20003)
    assert refused(recorder, lambda: client.messages(f"SM{NOBODY}").fetch()) == (404, 20404)
    assert refused(recorder, lambda: client.calls(f"CA{NOBODY}").update(status="completed")) == (404, 20404)
    assert refused(recorder, lambda: line.redirect(f"CA{NOBODY}", url=product.url("/a"))) == (404, 20404)
    assert refused(recorder, lambda: client.calls.list(page_size=5000)) == (400, 20007)
    for kind, work in (("messages", text), ("lookups", lambda: line.texts_to(ANA, since=datetime.now(UTC)))):
        for how, found in (
            ("429", (429, 20429)),
            ("500", (500, 20500)),
            (20503, (503, 20503)),
            (20005, (401, 20005)),
        ):
            carrier.fail_next(kind, how)
            assert refused(recorder, work) == found
    call = client.calls.create(to=ANA, from_=LINE, url=product.url("/hello"), timeout=60)
    assert refused(recorder, call.delete) == (409, 20009)
    assert refused(recorder, lambda: call.update(url=product.url("/a"))) == (400, 21220)
    call.update(status="canceled")
    assert {wrong for exchange in recorder.exchanges for wrong in wrong_in_answer(exchange)} == set()


def test_the_local_carrier_has_the_operations_of_the_document_and_no_other() -> None:
    assert {(route.method, pattern(route.path)) for route in ROUTES} == operations()


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: f"{route.method} {route.path[30:]}")
def test_no_parameter_does_anything_that_the_document_does_not_have(route: Route) -> None:
    known = set(parameters_of(route.method, pattern(route.path)))
    assert route.honoured - known == set()
    if route.method == "GET":
        assert route.honoured == known, "a filter that is passed over lists what nobody asked for"
