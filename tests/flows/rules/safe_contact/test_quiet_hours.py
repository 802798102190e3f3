"""Quiet hours: nine to eight on the receiver's own clock, whatever that clock does."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.rules.safe_contact import allowed as safe_contact
from flows.rules.safe_contact import quiet_hours
from flows.rules.safe_contact.allowed import ANY_TIME, Safe

NEW_YORK = "America/New_York"
ZONES = (
    NEW_YORK,
    "America/Los_Angeles",
    "Europe/Madrid",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "Africa/Cairo",
)
YEARS = st.integers(0, 4 * 366 * 24 * 60).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
CLOCKS = st.times().map(lambda at: at.replace(second=0, microsecond=0))


def at(zone: str, *moment: int) -> datetime:
    return datetime(*moment, tzinfo=ZoneInfo(zone)).astimezone(UTC)  # type: ignore[misc,arg-type]


@pytest.mark.parametrize(
    ("clock", "quiet"),
    [((8, 59), True), ((9, 0), False), ((19, 59), False), ((20, 0), True), ((0, 0), True)],
)
def test_it_is_quiet_before_nine_and_from_eight_on_where_they_live(
    clock: tuple[int, int], quiet: bool
) -> None:
    for zone in ZONES:
        assert quiet_hours.is_quiet(at(zone, 2026, 6, 3, *clock), zone) is quiet
    assert quiet_hours.is_quiet(at(NEW_YORK, 2026, 6, 3, 9, 30), "America/Los_Angeles"), "half past six there"


@pytest.mark.parametrize(
    ("evening", "morning"),
    [
        ((2026, 3, 7, 21, 0), (2026, 3, 8, 9, 0)),  # the night in which an hour does not exist
        ((2026, 10, 31, 21, 0), (2026, 11, 1, 9, 0)),  # the night in which one comes twice
        ((2028, 2, 28, 21, 0), (2028, 2, 29, 9, 0)),
        ((2027, 2, 28, 21, 0), (2027, 3, 1, 9, 0)),
        ((2028, 2, 29, 3, 0), (2028, 2, 29, 9, 0)),
    ],
)
def test_what_falls_into_the_night_waits_for_nine_in_the_morning(
    evening: tuple[int, ...], morning: tuple[int, ...]
) -> None:
    assert quiet_hours.over_at(at(NEW_YORK, *evening), NEW_YORK) == at(NEW_YORK, *morning)


@given(moment=YEARS, zone=st.sampled_from(ZONES))
def test_the_wait_ends_at_nine_within_a_day_and_not_a_minute_later(moment: datetime, zone: str) -> None:
    over = quiet_hours.over_at(moment, zone)
    assert not quiet_hours.is_quiet(over, zone)
    assert timedelta() <= over - moment <= timedelta(hours=14)  # thirteen, and the hour that comes twice
    if over != moment:
        assert over.astimezone(ZoneInfo(zone)).time() == time(9)
        assert quiet_hours.is_quiet(over - timedelta(minutes=1), zone)


@given(moment=YEARS, zone=st.sampled_from(ZONES), begins=CLOCKS, ends=CLOCKS)
def test_a_reminder_goes_at_the_first_moment_that_both_kinds_of_hours_allow(
    moment: datetime, zone: str, begins: time, ends: time
) -> None:
    safe = Safe(hours=(begins, ends))

    def allowed(at: datetime) -> bool:
        return not quiet_hours.is_quiet(at, zone) and safe_contact.may_text(safe, at, zone).allowed

    verdict = quiet_hours.may_remind(safe, moment, zone, quiet_from=moment)
    assert verdict.allowed is allowed(moment)
    if verdict.not_before is not None:
        first = verdict.not_before
        assert first > moment and allowed(first)
        # Nothing in between would have done: looked at each quarter of an hour, and at the last minute.
        waited = [
            moment + n * timedelta(minutes=15) for n in range((first - moment) // timedelta(minutes=15))
        ]
        assert not any(map(allowed, [*waited, first - timedelta(minutes=1)]))
    elif not verdict.allowed:
        assert not any(allowed(moment + n * timedelta(minutes=5)) for n in range(2 * 24 * 12))


def test_hours_that_never_meet_the_day_are_never() -> None:
    night = Safe(hours=(time(21), time(23)))
    noon = at(NEW_YORK, 2026, 3, 4, 12, 0)
    assert quiet_hours.may_remind(night, noon, NEW_YORK, quiet_from=noon) == safe_contact.NEVER
    assert quiet_hours.may_remind(night, noon, NEW_YORK, quiet_from=None).not_before == at(
        NEW_YORK, 2026, 3, 4, 21, 0
    )


def test_safe_hours_that_begin_in_the_hour_that_does_not_exist_begin_right_after_it() -> None:
    before = at(NEW_YORK, 2026, 3, 8, 1, 0)
    asked = Safe(hours=(time(2, 30), time(5)))
    verdict = quiet_hours.may_remind(asked, before, NEW_YORK, quiet_from=None)
    assert verdict.not_before == at(NEW_YORK, 2026, 3, 8, 3, 0)


def test_in_the_hour_that_comes_twice_both_are_in_the_hours() -> None:
    asked = Safe(hours=(time(1, 15), time(2)))
    first = at(NEW_YORK, 2026, 11, 1, 1, 30)
    moments = [first, first + timedelta(hours=1)]
    assert [m.astimezone(ZoneInfo(NEW_YORK)).time() for m in moments] == [time(1, 30)] * 2
    assert all(quiet_hours.may_remind(asked, m, NEW_YORK, quiet_from=None).allowed for m in moments)


def test_a_participant_who_starts_contact_is_reminded_only_right_after_they_did() -> None:
    theirs = Safe(they_contact=True)
    noon = at(NEW_YORK, 2026, 3, 4, 12, 0)
    assert quiet_hours.may_remind(theirs, noon, NEW_YORK, quiet_from=noon) == safe_contact.NEVER
    just_now = noon - timedelta(minutes=3)
    assert quiet_hours.may_remind(theirs, noon, NEW_YORK, quiet_from=noon, asked_at=just_now).allowed


def test_without_any_hours_of_theirs_only_the_quiet_ones_count_from_when_they_bind() -> None:
    night = at(NEW_YORK, 2026, 3, 4, 22, 0)
    assert quiet_hours.may_remind(ANY_TIME, night, NEW_YORK, quiet_from=None).allowed
    assert quiet_hours.may_remind(ANY_TIME, night, NEW_YORK, quiet_from=night + timedelta(minutes=1)).allowed
    assert not quiet_hours.may_remind(ANY_TIME, night, NEW_YORK, quiet_from=night).allowed
