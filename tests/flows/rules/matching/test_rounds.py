"""When a volunteer who stayed silent, or passed, is asked for the same callback again."""

from datetime import UTC, datetime, timedelta

import pytest

from flows.rules.matching import rounds
from flows.rules.matching.rounds import again_from, pass_is_over
from flows.rules.times.night import may_sleep

NOON = datetime(2026, 3, 4, 17, 0, tzinfo=UTC)
REST = timedelta(minutes=10)
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(("times", "minutes"), [(1, 10), (2, 10), (3, 30), (4, 30), (5, 60), (20, 60)])
def test_rounds_come_further_apart(times: int, minutes: int) -> None:
    assert again_from(times, NOON, REST) == NOON + minutes * MINUTE


def test_a_line_of_long_offers_never_asks_again_sooner_than_its_offers_last() -> None:
    assert again_from(4, NOON, timedelta(hours=2)) == NOON + timedelta(hours=2)


def test_ready_brings_a_round_nearer_if_it_was_said_after_the_last_offer() -> None:
    assert again_from(9, NOON, REST, ready_at=NOON + MINUTE) == NOON + rounds.SECOND_AFTER
    assert again_from(9, NOON, REST, ready_at=NOON - MINUTE) == NOON + rounds.LATER_AFTER


def test_a_pass_stands_for_the_evening() -> None:
    assert not pass_is_over(NOON, NOON + rounds.PASS_STANDS - MINUTE)
    assert pass_is_over(NOON, NOON + rounds.PASS_STANDS)
    assert not pass_is_over(None, NOON)


TEN_PM = datetime(2026, 3, 5, 3, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("on_shift", "since", "until", "at", "sleeps"),
    [
        (False, TEN_PM - 2 * 60 * MINUTE, None, TEN_PM - MINUTE, False),
        (False, TEN_PM - 2 * 60 * MINUTE, None, TEN_PM, True),
        (False, TEN_PM + MINUTE, None, TEN_PM + 90 * MINUTE, False),
        (True, TEN_PM - 2 * 60 * MINUTE, None, TEN_PM + 90 * MINUTE, False),
        (False, TEN_PM - 2 * 60 * MINUTE, TEN_PM + 180 * MINUTE, TEN_PM + 90 * MINUTE, False),
        (False, None, None, TEN_PM + 90 * MINUTE, True),
        (False, TEN_PM + MINUTE, None, TEN_PM + 24 * 60 * MINUTE, True),
    ],
    ids=[
        "by day",
        "night has come",
        "ON in this night",
        "on a shift",
        "named an end",
        "not known",
        "ON last night",
    ],
)
def test_which_volunteers_may_be_in_bed(
    on_shift: bool, since: datetime | None, until: datetime | None, at: datetime, sleeps: bool
) -> None:
    assert may_sleep(at, "America/New_York", on_shift=on_shift, since=since, until=until) is sleeps
