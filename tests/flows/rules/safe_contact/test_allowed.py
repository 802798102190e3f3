"""When somebody's phone may ring or be texted, and what was said about it in words."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from flows.rules.safe_contact.allowed import (
    ANY_TIME,
    Safe,
    ends_everything,
    may_leave_message,
    may_ring,
    may_text,
)
from flows.rules.safe_contact.answers import read_cover, read_end_word, read_hours, say_hours

ZONES = ("America/New_York", "Europe/Madrid", "Australia/Lord_Howe", "Asia/Kolkata", "America/Phoenix")
NEW_YORK = "America/New_York"
SPRING, AUTUMN = datetime(2026, 3, 8, tzinfo=UTC), datetime(2026, 11, 1, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
clocks = st.times().map(lambda at: at.replace(second=0, microsecond=0))
spans = st.tuples(clocks, clocks).filter(lambda span: span[0] != span[1])
moments = st.integers(0, 2 * 365 * 1440 * 60).map(
    lambda seconds: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
)
near_changes = st.builds(
    lambda day, minutes: day + timedelta(minutes=minutes),
    st.sampled_from(
        (SPRING, AUTUMN, datetime(2026, 3, 29, tzinfo=UTC), datetime(2026, 4, 4, 12, tzinfo=UTC))
    ),
    st.integers(-600, 1800),
)
TAKEN = {"LATER": ("later",), "reply": ("okay", "1")}


def at(said: str, zone: str = NEW_YORK, fold: int = 0) -> datetime:
    """A moment as a clock there shows it."""
    return datetime.fromisoformat(said).replace(tzinfo=ZoneInfo(zone), fold=fold).astimezone(UTC)


def within(hours: tuple[time, time], moment: datetime, zone: str) -> bool:
    """By the minute, round the clock: another way to the same answer."""
    clock = moment.astimezone(ZoneInfo(zone)).time()
    minute, (begins, ends) = clock.hour * 60 + clock.minute, [each.hour * 60 + each.minute for each in hours]
    return (minute - begins) % 1440 < (ends - begins) % 1440


@given(moments | near_changes, st.sampled_from(ZONES))
def test_somebody_who_said_nothing_may_be_rung_and_texted_at_any_hour_and_left_no_message(
    now: datetime, zone: str
) -> None:
    assert may_ring(ANY_TIME, now, zone).allowed and may_text(ANY_TIME, now, zone).allowed
    assert not may_leave_message(ANY_TIME)


@given(moments | near_changes, spans, st.sampled_from(ZONES))
def test_only_within_their_hours_on_their_own_clock(
    now: datetime, hours: tuple[time, time], zone: str
) -> None:
    for verdict in (may_ring(Safe(hours=hours), now, zone), may_text(Safe(hours=hours), now, zone)):
        assert verdict.allowed == within(hours, now, zone)
        assert (verdict.not_before is None) == verdict.allowed


@given(moments | near_changes, spans, st.sampled_from(ZONES))
@example(at("2026-03-08T01:59"), (time(2, 30), time(3, 30)), NEW_YORK)
@example(at("2026-03-08T01:59"), (time(2, 10), time(2, 50)), NEW_YORK)
@example(at("2026-11-01T01:45"), (time(1, 30), time(1, 40)), NEW_YORK)
def test_the_next_time_is_the_first_minute_that_is_safe(
    now: datetime, hours: tuple[time, time], zone: str
) -> None:
    now = now.replace(second=0, microsecond=0)
    opens = may_ring(Safe(hours=hours), now, zone).not_before
    assume(opens is not None)
    assert opens is not None and opens > now and opens.utcoffset() == timedelta()
    assert may_ring(Safe(hours=hours), opens, zone).allowed
    for minutes in range(1, (opens - now) // MINUTE):
        assert not within(hours, now + minutes * MINUTE, zone)


def test_a_span_that_passes_midnight_is_open_on_both_sides_of_it() -> None:
    night = Safe(hours=(time(22), time(6)))
    assert may_ring(night, at("2026-05-05T23:00"), NEW_YORK).allowed
    assert may_ring(night, at("2026-05-06T05:59"), NEW_YORK).allowed
    assert may_ring(night, at("2026-05-06T06:00"), NEW_YORK).not_before == at("2026-05-06T22:00")


def test_in_spring_an_hour_that_is_skipped_is_safe_from_the_end_of_the_gap() -> None:
    early = Safe(hours=(time(2, 30), time(4)))
    assert may_ring(early, at("2026-03-08T01:00"), NEW_YORK).not_before == at("2026-03-08T03:00")
    inside_the_gap = Safe(hours=(time(2, 10), time(2, 50)))
    assert may_ring(inside_the_gap, at("2026-03-08T01:00"), NEW_YORK).not_before == at("2026-03-09T02:10")


def test_in_autumn_an_hour_that_comes_twice_is_safe_twice() -> None:
    small = Safe(hours=(time(1), time(1, 30)))
    assert may_ring(small, at("2026-11-01T01:10"), NEW_YORK).allowed
    assert may_ring(small, at("2026-11-01T01:40"), NEW_YORK).not_before == at("2026-11-01T01:00", fold=1)


@given(moments, spans, st.sampled_from(ZONES))
def test_where_calls_are_not_safe_no_hour_and_no_yes_makes_them_so(
    now: datetime, hours: tuple[time, time], zone: str
) -> None:
    quiet = Safe(calls=False, voicemail=True, hours=hours)
    verdict = may_ring(quiet, now, zone, asked_at=now)
    assert (verdict.allowed, verdict.not_before) == (False, None)
    assert may_text(quiet, now, zone).allowed == within(hours, now, zone)
    assert not may_leave_message(quiet)


@pytest.mark.parametrize("may", [may_ring, may_text])
@pytest.mark.parametrize(
    ("minutes", "allowed"), [(0, True), (15, True), (15.1, False), (-1, False), (None, False)]
)
def test_a_participant_who_starts_contact_is_answered_for_a_quarter_of_an_hour(
    may: object, minutes: float | None, allowed: bool
) -> None:
    now = at("2026-05-05T12:00")
    asked = now - timedelta(minutes=minutes) if minutes is not None else None
    verdict = may(Safe(they_contact=True), now, NEW_YORK, asked_at=asked)  # type: ignore[operator]
    assert (verdict.allowed, verdict.not_before) == (allowed, None)


def test_asking_does_not_open_hours_that_were_called_unsafe() -> None:
    night = at("2026-05-05T23:50")
    assert may_ring(Safe(hours=(time(9), time(17))), night, NEW_YORK, asked_at=night).not_before is not None
    both = Safe(hours=(time(0), time(6)), they_contact=True)
    assert may_text(both, night, NEW_YORK, asked_at=night).not_before == at("2026-05-06T00:00")
    late = Safe(hours=(time(9), time(17)), they_contact=True)
    assert may_text(late, night, NEW_YORK, asked_at=night).not_before is None, (
        "by then they would have to ask anew"
    )


@pytest.mark.parametrize(
    ("said", "ends"),
    [
        ("apple", True),
        ("APPLE!", True),
        (" Ápple. ", True),
        ("apple pie", False),
        ("aple", False),
        ("", False),
    ],
)
def test_the_word_that_ends_everything_is_that_word_alone(said: str, ends: bool) -> None:
    assert ends_everything(Safe(ends="apple"), said) is ends
    assert not ends_everything(ANY_TIME, said)


@pytest.mark.parametrize(
    ("said", "hours"),
    [
        ("9am to 5pm", "9am-5pm"),
        ("9 to 5", "9am-5pm"),
        ("9-17", "9am-5pm"),
        ("de 9 a 17", "9am-5pm"),
        ("De 9 de la mañana a 5 de la tarde", "9am-5pm"),
        ("after 6pm", "6pm-12am"),
        ("después de las 6 de la tarde", "6pm-12am"),
        ("before 5pm", "8am-5pm"),
        ("antes de las 5 p.m.", "8am-5pm"),
        ("9:30 am - 5:15 pm", "9:30am-5:15pm"),
        ("6 to 9pm", "6pm-9pm"),
        ("10pm to 6am", "10pm-6am"),
        ("9pm to 2", "9pm-2am"),
        ("noon to 5pm", "12pm-5pm"),
        ("mornings", "8am-12pm"),
        ("en la tarde", "12pm-5pm"),
        ("6 to 9", None),
        ("after 6", None),
        ("weekdays", None),
        ("9am", None),
        ("25 to 30", None),
        ("9am to 9am", None),
        ("not in the morning", None),
        ("call me 9am to 5pm at 5551234567", None),
    ],
)
def test_hours_are_read_as_people_say_them_and_asked_again_where_they_could_be_two(
    said: str, hours: str | None
) -> None:
    read = read_hours(said)
    assert (say_hours(read) if read else None) == hours


@given(spans)
def test_hours_said_back_are_read_as_the_same_hours(hours: tuple[time, time]) -> None:
    assert read_hours(say_hours(hours)) == hours


@given(st.text(max_size=40))
def test_no_words_at_all_break_the_readers(said: str) -> None:
    hours, cover, word = read_hours(said), read_cover(said, TAKEN), read_end_word(said, TAKEN)
    assert hours is None or hours[0] != hours[1]
    assert cover is None or 0 < len(cover) <= 20
    assert word is None or (word.isalpha() and 3 <= len(word) <= 20)


@pytest.mark.parametrize("name", ["Ana", "Book Club", "Mr. T", "José", "Dr O'Neill"])
def test_a_plain_name_will_do(name: str) -> None:
    assert read_cover(name, TAKEN) == name


@pytest.mark.parametrize(
    "name",
    ["STOP", "yes", "later", "Okay", "5551234567", "a.com", "{line}", "x" * 21, "日本", "suicide line", ""],
)
def test_a_name_that_means_something_here_or_would_not_fit_is_refused(name: str) -> None:
    assert read_cover(name, TAKEN) is None


@pytest.mark.parametrize("word", ["Apple", "ZANAHORIA", "ñandú"])
def test_one_odd_word_will_do_to_end_everything(word: str) -> None:
    assert read_end_word(word, TAKEN) is not None


@pytest.mark.parametrize(
    "word",
    [
        "stop",
        "alto",
        "later",
        "latter",
        "okay",
        "7",
        "seven",
        "two words",
        "ab",
        "thanks",
        "die",
        "help",
        "a1b2c3",
    ],
)
def test_a_word_that_could_be_sent_by_chance_ends_nothing(word: str) -> None:
    assert read_end_word(word, TAKEN) is None
