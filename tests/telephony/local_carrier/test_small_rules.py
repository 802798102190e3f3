"""Rules that need no telephone."""

import asyncio
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from twilio.request_validator import RequestValidator

from telephony.local_carrier.calls.call_record import CallRecord
from telephony.local_carrier.calls.leg import LEGS, Leg, legs_of
from telephony.local_carrier.calls.listener import Listener
from telephony.local_carrier.journal import KEPT, Journal
from telephony.local_carrier.messages.opt_out import decide
from telephony.local_carrier.messages.segments import segments
from telephony.local_carrier.office import Book, Office
from telephony.local_carrier.phones.handset import Handset, Ring
from telephony.local_carrier.rest.paging import dates
from telephony.local_carrier.settings import Settings
from telephony.local_carrier.values import LARGEST, dialable, whole
from telephony.local_carrier.webhooks import _as_signed, bare, signature


@pytest.mark.parametrize(
    ("body", "count"),
    [
        ("", 1),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("€" * 80, 1),
        ("€" * 81, 2),
        ("a" * 152 + "€" + "a" * 152, 3),
        ("ç" * 70, 1),
        ("ç" * 71, 2),
        ("🙂" * 35, 1),
        ("🙂" * 36, 2),
        ("è é à ñ ü Ç", 1),
    ],
)
def test_segments_are_counted_as_the_carrier_does(body: str, count: int) -> None:
    assert segments(body) == count


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("5", 5),
        (" -1 ", -1),
        (None, 7),
        ("", 7),
        ("1.5", 7),
        ("nan", 7),
        ("9" * 400, LARGEST),
        ("-" + "9" * 400, -LARGEST),
        ("9" * 5000, 7),
    ],
)
def test_a_number_in_a_document_is_one_that_can_be_slept_for(text: str | None, number: int) -> None:
    assert whole(text, 7) == number


def test_an_address_in_a_log_has_no_password_and_no_query() -> None:
    assert bare("https://line:hunter2@127.0.0.1:8000/sms?code=1#x") == "https://127.0.0.1:8000/sms"
    assert bare("http://[bad") == ""


@given(
    st.dictionaries(st.text(min_size=1), st.text(), max_size=6), st.sampled_from(["", "?", "?a=%27&b=%2B"])
)
def test_every_signature_is_the_one_twilio_would_make(params: dict[str, str], query: str) -> None:
    url = f"https://line.example/sms{query}"
    try:
        "".join([*params, *params.values()]).encode()
    except UnicodeEncodeError:
        return
    assert signature("token", url, params) == RequestValidator("token").compute_signature(url, params)


def test_the_port_is_signed_except_on_voice_over_https() -> None:
    assert _as_signed("https://a.example:8443/voice?x=1", "voice") == "https://a.example/voice?x=1"
    assert _as_signed("https://a.example:8443/sms", "sms") == "https://a.example:8443/sms"
    assert _as_signed("http://a.example:8000/voice#frag", "voice") == "http://a.example:8000/voice"


@pytest.mark.parametrize("number", ["+12025550123", "+1 (202) 555-0123", "+442079460123"])
def test_numbers_that_can_be_rung(number: str) -> None:
    assert dialable(number) is not None


@pytest.mark.parametrize(
    "number", ["", "911", "+1", "anonymous", "+464", "+17378742833", "client:x", "+0123456789"]
)
def test_numbers_that_cannot(number: str) -> None:
    assert dialable(number) is None


def test_dates_are_compared_to_the_second() -> None:
    moment = datetime(2026, 11, 22, 17, 30, 15, 900_000, tzinfo=UTC)
    assert dates({"DateSent>": "2026-11-22T17:30:15Z", "DateSent<": "2026-11-22"}, "DateSent")(moment)
    assert dates({"DateSent": "2026-11-22"}, "DateSent")(moment)
    assert not dates({"DateSent>": "2026-11-22T17:30:16Z"}, "DateSent")(moment)
    assert not dates({"DateSent<": "2026-11-21"}, "DateSent")(moment)


def test_a_toll_free_line_knows_fewer_words() -> None:
    assert decide("STOP", "+18005550100", opted_out=False).kind == "STOP"
    assert decide("QUIT", "+18005550100", opted_out=False).kind == ""
    assert decide("YES", "+18005550100", opted_out=True).kind == ""
    assert decide("unstop", "+18005550100", opted_out=True).kind == "START"


def test_a_listener_takes_nothing_once_it_is_done() -> None:
    async def pressed() -> tuple[str, bool]:
        listener = Listener({"dtmf"}, 1, "#")
        assert listener.key("1")
        return listener.digits, listener.key("2")

    assert asyncio.run(pressed()) == ("1", False)


def test_memory_is_bounded() -> None:
    async def filled() -> int:
        journal = Journal()
        for number in range(KEPT + 10):
            journal.error(number, "x")
        return len(journal.faults)

    assert asyncio.run(filled()) == KEPT
    book: Book[int] = Book(3)
    for number in range(5):
        book[str(number)] = number
    assert list(book) == ["2", "3", "4"]


def test_a_reset_forgets_all_records_and_hangs_up_every_call() -> None:
    async def reset() -> tuple[bool, int]:
        office = Office(Settings("AC1", "token", "+12025550100", "", ""))
        record = CallRecord("AC1", "+12025550100", "+12025550123", "outbound-api")
        leg = Leg(office, record, record.to, record.from_)
        await office.reset()
        await office.close()
        return leg.live, len(office.book(LEGS)) + len(legs_of(office, record.to))

    assert asyncio.run(reset()) == (False, 0)


def test_queued_policies_are_used_up_before_the_one_that_stays() -> None:
    handset = Handset("+12025550123", default=Ring("answer"))
    handset.queue.append(Ring("busy"))
    assert [handset.next_ring().policy for _ in range(3)] == ["busy", "answer", "answer"]
