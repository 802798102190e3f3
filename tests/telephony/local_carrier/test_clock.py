"""The carrier's clock: what moves it the line reads, what the line moves it reads, and all times go by it."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from store.config import clock as line_clock
from telephony.local_carrier.clock import MOST_AHEAD, Clock, strides, until_evening, until_morning
from telephony.local_carrier.phones.phones import Carrier
from tests.telephony.local_carrier.conftest import Elsewhere
from tests.telephony.local_carrier.product import Product, response
from tests.telephony.local_carrier.sdk import LINE, sdk
from tests.telephony.local_carrier.tab import Page
from tests.telephony.local_carrier.test_named_phones import refused
from tests.telephony.local_carrier.waiting import eventually

ANA = "+16175550101"
DAY = 86400.0


@pytest.mark.parametrize("zone", ["America/New_York", "Asia/Kolkata", "Asia/Kathmandu", "UTC"])
def test_a_clock_that_runs_over_a_night_stops_on_every_full_hour_of_the_line(zone: str) -> None:
    begins = datetime(2026, 11, 29, 19, 7, tzinfo=ZoneInfo(zone))
    stops = strides(begins, (begins + timedelta(hours=24)).astimezone(UTC))
    here = [stop.astimezone(ZoneInfo(zone)) for stop in stops]
    assert [f"{stop:%H:%M}" for stop in here[:6]] == ["19:10", "19:15", "19:20", "19:25", "19:30", "19:45"]
    hours = {stop.hour for stop in here if stop.minute == 0}
    assert hours == set(range(24)), "nobody's nine o'clock is leapt over"
    assert here == sorted(here) and here[-1] == begins + timedelta(hours=24)


def test_a_clock_that_runs_over_a_change_of_clocks_only_goes_forward() -> None:
    for month, day in ((3, 8), (11, 1)):
        start = datetime(2026, month, day, 0, 50, tzinfo=ZoneInfo("America/New_York"))
        moments = [stop.timestamp() for stop in strides(start, start.astimezone(UTC) + timedelta(hours=6))]
        assert moments == sorted(set(moments)) and moments[0] > start.timestamp()
        assert moments[-1] == start.timestamp() + 6 * 3600
    assert strides(start, start) == []


def following(file: Path) -> Clock:
    clock = Clock()
    clock.follow(file)
    return clock


def test_what_the_carrier_moves_the_line_reads_and_the_other_way_around(tmp_path: Path) -> None:
    file = tmp_path / "clock"
    clock = following(file)
    assert (clock.ahead(), line_clock.ahead(file)) == (0.0, timedelta())
    clock.move(90.5)
    assert line_clock.ahead(file) == timedelta(seconds=90.5)
    line_clock.move_on(file, timedelta(hours=1))
    assert clock.ahead() == 3690.5
    clock.move(0.25)
    assert line_clock.ahead(file) == timedelta(seconds=clock.ahead())
    assert abs(line_clock.at(file) - clock.now()) < timedelta(seconds=5)


def test_without_a_file_the_time_is_the_real_one_and_cannot_be_moved() -> None:
    clock = Clock()
    assert (clock.movable, clock.ahead()) == (False, 0.0)
    assert abs(clock.seconds() - time.time()) < 5
    with pytest.raises(ValueError, match="cannot be moved"):
        clock.move(1)


@pytest.mark.parametrize("content", ["yesterday", "", "nan", "inf", "-1", "1e300", "1\n2"])
def test_a_file_that_holds_no_seconds_is_refused_at_first_and_later_changes_nothing(
    tmp_path: Path, content: str
) -> None:
    file = tmp_path / "clock"
    file.write_text(content)
    with pytest.raises(ValueError, match="must hold a number of seconds"):
        Clock().follow(file)
    file.write_text("60")
    clock = following(file)
    assert clock.ahead() == 60
    file.write_text(content)
    assert clock.ahead() == 60


@pytest.mark.parametrize("by", [-1.0, float("nan"), float("inf"), float("-inf"), MOST_AHEAD + 1])
def test_no_clock_goes_back_or_out_of_the_calendar(tmp_path: Path, by: float) -> None:
    clock = following(tmp_path / "clock")
    clock.move(10)
    with pytest.raises(ValueError, match="clock"):
        clock.move(by)
    assert clock.ahead() == 10


def test_a_file_that_cannot_be_written_is_said_in_words(tmp_path: Path) -> None:
    clock = following(tmp_path / "gone" / "clock")
    with pytest.raises(ValueError, match="cannot be written"):
        clock.move(1)


NEW_YORK = ZoneInfo("America/New_York")


@pytest.mark.parametrize(
    ("now", "evening", "morning"),
    [
        # An ordinary afternoon; exactly seven; a minute past midnight.
        ("2026-06-10T15:00-04:00", "2026-06-10T19:00-04:00", "2026-06-11T09:00-04:00"),
        ("2026-06-10T19:00-04:00", "2026-06-11T19:00-04:00", "2026-06-11T09:00-04:00"),
        ("2026-06-10T00:01-04:00", "2026-06-10T19:00-04:00", "2026-06-10T09:00-04:00"),
        # It is the line's day that counts, not the one in UTC.
        ("2026-06-11T03:30+00:00", "2026-06-11T19:00-04:00", "2026-06-11T09:00-04:00"),
        # The nights in which the clocks of New York go forward and back.
        ("2026-03-07T20:00-05:00", "2026-03-08T19:00-04:00", "2026-03-08T09:00-04:00"),
        ("2026-03-08T01:30-05:00", "2026-03-08T19:00-04:00", "2026-03-08T09:00-04:00"),
        ("2026-10-31T20:00-04:00", "2026-11-01T19:00-05:00", "2026-11-01T09:00-05:00"),
        ("2026-11-01T01:30-05:00", "2026-11-01T19:00-05:00", "2026-11-01T09:00-05:00"),
    ],
)
def test_evening_and_morning_are_the_next_on_the_lines_own_clock(
    now: str, evening: str, morning: str
) -> None:
    moment = datetime.fromisoformat(now).astimezone(UTC)
    for expected, found in (
        (evening, until_evening(moment, NEW_YORK)),
        (morning, until_morning(moment, NEW_YORK)),
    ):
        assert moment + timedelta(seconds=found) == datetime.fromisoformat(expected)


@pytest.fixture
def moved(another_carrier: Callable[..., Elsewhere], tmp_path: Path) -> Elsewhere:
    """A carrier that goes by a file of its own, on a clock of New York."""
    return another_carrier("--clock", str(tmp_path / "clock"), "--timezone", "America/New_York")


def test_a_moved_clock_is_on_everything_that_the_carrier_says(moved: Elsewhere, product: Product) -> None:
    page, client, ahead = Page(moved.url), sdk(moved.url), 3 * DAY
    page.does("add", number=ANA)
    moved.phone(ANA).on_ring("answer")
    revision = page.sees()["revision"]
    found = page.does("clock", by=ahead)["clock"]
    assert (found["ahead"], found["movable"]) == (ahead, True)
    assert page.sees(revision, wait=20)["clock"]["ahead"] == ahead

    product.page("/sms", response('<Message statusCallback="/receipts">hello</Message>'))
    product.page("/hello", response('<Say>hello</Say><Pause length="50"/>'))
    page.does("text", **{"from": ANA}, body="hi")
    call = client.calls.create(
        to=ANA, from_=LINE, url=product.url("/hello"), status_callback=product.url("/status")
    )
    [ended] = eventually(lambda: product.requests("/status"))
    delivered = eventually(lambda: product.requests("/receipts"), lambda asked: len(asked) == 2)[1]
    client.messages.create(to=ANA, from_=LINE, body="later")
    phone = eventually(lambda: page.phone(ANA), lambda phone: phone["texts"][-1]["state"] == "delivered")

    def then(seconds: float) -> bool:
        return abs(seconds - ahead - time.time()) < 300

    stated = datetime.strptime(delivered.params["RawDlrDoneDate"], "%y%m%d%H%M").replace(tzinfo=UTC)
    assert then(stated.timestamp())
    assert then(datetime.strptime(ended.params["Timestamp"], "%a, %d %b %Y %H:%M:%S %z").timestamp())
    shown = phone["calls"][-1]
    for at in (
        *(text["at"] for text in phone["texts"]),
        *(text.at for text in moved.phone(ANA).texts()),
        *(shown[name] for name in ("at", "answered_at", "ended_at")),
        *(item["at"] for item in shown["heard"]),
        *(entry.at for entry in moved.webhooks()),
        *(entry.at for entry in moved.ring_log()),
        page.sees()["clock"]["now"],
    ):
        assert then(at)
    fetched = client.calls(call.sid).fetch()
    for date in (
        fetched.date_created,
        fetched.start_time,
        fetched.end_time,
        client.messages.list()[0].date_sent,
    ):
        assert date is not None and then(date.timestamp())


def test_a_clock_moved_in_the_middle_of_a_call_makes_it_no_longer(moved: Elsewhere, product: Product) -> None:
    page, carrier = Page(moved.url), Carrier(moved.url)
    product.page("/voice", response('<Say>hello</Say><Pause length="30"/>'))
    call = carrier.phone(ANA).call()
    call.wait_until_heard("hello")
    page.does("clock", by=3600)
    call.wait_until_ended()
    [ended] = eventually(lambda: product.requests("/voice/status"))
    assert 25 <= int(ended.params["CallDuration"]) < 3600


def test_the_page_moves_the_clock_to_the_evening_and_to_the_morning(moved: Elsewhere) -> None:
    page = Page(moved.url)
    for to, hour in (("evening", 19), ("morning", 9), ("evening", 19), ("morning", 9)):
        before = datetime.fromtimestamp(page.sees()["clock"]["now"], NEW_YORK)
        after = datetime.fromtimestamp(page.does("clock", to=to)["clock"]["now"], NEW_YORK)
        assert (after.hour, after.minute) == (hour, 0)
        assert timedelta() < after - before <= timedelta(days=2)


def test_what_the_line_moves_shows_at_the_page(moved: Elsewhere, tmp_path: Path) -> None:
    page = Page(moved.url)
    revision = page.sees()["revision"]
    line_clock.move_on(tmp_path / "clock", timedelta(hours=5))
    # Though nothing happened at the carrier, this is a change, for every page that looks.
    for _ in range(2):
        view = page.sees(revision, wait=20)
        assert (view["clock"]["ahead"], view["revision"] > revision) == (5 * 3600, True)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({}, "Say how far"),
        ({"by": 1, "to": "evening"}, "Say how far"),
        ({"by": -1}, "forward only"),
        ({"by": float("nan")}, "forward only"),
        ({"by": float("inf")}, "forward only"),
        ({"by": float("-inf")}, "forward only"),
        ({"by": 10**400}, "forward only"),
        ({"by": 1e11}, "ten years"),
        ({"by": "3600"}, "must be a number of seconds"),
        ({"by": True}, "must be a number of seconds"),
        ({"by": [1]}, "must be a number of seconds"),
        ({"to": "noon"}, "“evening” or to “morning”"),
        ({"to": ["evening"]}, "“evening” or to “morning”"),
        ({"to": {}}, "“evening” or to “morning”"),
    ],
)
def test_a_move_that_is_none_is_refused_in_words(
    another_carrier: Callable[..., Elsewhere], tmp_path: Path, data: dict[str, Any], words: str
) -> None:
    page = Page(another_carrier("--clock", str(tmp_path / "clock")).url)
    assert words in page.refusal("clock", **data)
    assert page.sees()["clock"]["ahead"] == 0


def test_a_move_that_is_refused_lets_a_clock_run_on_and_stop_stops_it_at_once(
    another_carrier: Callable[..., Elsewhere], tmp_path: Path
) -> None:
    page = Page(another_carrier("--clock", str(tmp_path / "clock"), "--stride", "600").url)
    until = page.does("clock", by=DAY, run=True)["clock"]["until"]
    for wrong in ({"by": -5}, {"to": "noon"}, {}, {"by": 9 * DAY, "run": True}, {"by": 1e11}):
        page.refusal("clock", **wrong)
        assert page.sees()["clock"]["until"] == until
    assert page.does("clock", stop=True)["clock"]["until"] is None


def test_a_clock_does_not_set_out_for_where_it_cannot_get(moved: Elsewhere, tmp_path: Path) -> None:
    (tmp_path / "clock").write_text(str(MOST_AHEAD - DAY))
    page = Page(moved.url)
    assert "ten years ahead at most" in page.refusal("clock", by=2 * DAY, run=True)
    clock = page.sees()["clock"]
    assert (clock["until"], clock["ahead"]) == (None, MOST_AHEAD - DAY)


def test_a_carrier_in_real_time_refuses_to_be_moved(page: Page) -> None:
    clock = page.sees()["clock"]
    assert (clock["ahead"], clock["movable"]) == (0, False)
    assert page.refusal("clock", by=60) == "This carrier's clock cannot be moved: it goes by the real time."
    assert (
        page.refusal("clock", to="evening")
        == "This carrier's clock cannot be moved: it goes by the real time."
    )


def test_a_carrier_does_not_start_with_a_clock_that_it_cannot_read(tmp_path: Path) -> None:
    (tmp_path / "clock").write_text("soon")
    assert "must hold a number of seconds" in refused("--clock", str(tmp_path / "clock"))
    assert "cannot be read" in refused("--clock", str(tmp_path))
