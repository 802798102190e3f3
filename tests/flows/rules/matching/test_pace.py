"""How many are asked at once."""

import math
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.line import Line
from flows.rules.matching.pace import AT_RISK, MOST, TARGET, History, Pace, Width, learn, width
from flows.rules.promises import promise
from tests.kits.line import LINE, NOON

NEW = learn(History(0, 0, 0))
BY = NOON + timedelta(hours=2)
PACES = st.builds(Pace, share_taken=st.floats(0, 1), minutes=st.floats(0.01, 120))
LINES = st.builds(
    lambda offer, ring: replace(LINE, offer_minutes=offer, ring_seconds=ring),
    st.sampled_from([0.01, 0.05, 0.5, 3.0, 10.0, 30.0]),
    st.sampled_from([0.5, 2.0, 25.0, 60.0]),
)


def at(left: float, pace: Pace = NEW, line: Line = LINE) -> Width:
    return width(BY - timedelta(minutes=left), NOON, BY, line, pace)


def test_a_new_line_is_taken_to_have_half_its_offers_taken_in_three_minutes() -> None:
    assert Pace(0.5, 3.0) == NEW


def test_what_a_line_sees_outweighs_what_was_imagined() -> None:
    seen = learn(History(asked=1000, taken=200, minutes_to_take=1600))
    assert seen.share_taken == pytest.approx(0.2, abs=0.01)
    assert seen.minutes == pytest.approx(8, abs=0.2)
    first = learn(History(asked=2, taken=0, minutes_to_take=0))
    assert first == Pace(0.4, 3.0)


@given(st.integers(0, 5000), st.integers(0, 5000), st.floats(0, 1e5))
def test_what_is_learnt_is_always_a_chance_and_a_time(asked: int, taken: int, minutes: float) -> None:
    pace = learn(History(asked, taken, minutes))
    assert 0 < pace.share_taken < 1
    assert 0 < pace.minutes < math.inf


def test_half_of_those_who_take_it_have_done_so_after_the_half_life() -> None:
    assert Pace(0.8, 5).chance(5 * math.log(2)) == pytest.approx(0.4)
    assert Pace(0.8, 5).chance(0) == 0 == Pace(0.8, 5).chance(-1)


@given(PACES, st.floats(0, 200), st.floats(0, 200), st.floats(0.01, 60))
def test_more_time_is_never_less_chance_and_a_whole_offer_is_the_share_taken(
    pace: Pace, one: float, other: float, offer: float
) -> None:
    less, more = (pace.chance(m, offer_minutes=offer) for m in sorted((one, other)))
    assert 0 <= less <= more <= pace.share_taken
    assert pace.chance(offer, offer_minutes=offer) == pace.share_taken
    assert pace.chance(one) <= pace.chance(one, offer_minutes=offer) + 1e-12


def test_a_fresh_request_on_a_new_line_is_asked_of_one_at_a_time() -> None:
    assert at(120).at_once == 1


def test_as_the_promise_nears_more_are_asked_and_most_when_it_is_past() -> None:
    asked = [at(left).at_once for left in (120, 60, 45, 30, 15, 10, 5, 1, 0, -600)]
    assert asked == [1, 1, 2, 3, 3, 6, 8, 10, 10, 10]


def test_where_offers_are_seldom_taken_more_are_asked_from_the_start() -> None:
    assert at(120, Pace(0.1, 3)).at_once == 3
    assert at(60, Pace(0.1, 3)).at_once > at(60).at_once
    assert at(20, Pace(0.95, 1)).at_once == AT_RISK


def test_slow_takers_count_as_slow_in_what_is_left_of_a_round() -> None:
    assert at(5, Pace(0.9, 8)).at_once > at(5, Pace(0.9, 0.5)).at_once


def test_the_rings_of_both_legs_are_kept_free() -> None:
    slow = replace(LINE, ring_seconds=150)
    assert at(12.5, line=slow).at_once > at(12.5).at_once
    assert at(4, line=slow).at_once == MOST


def test_a_line_that_counts_in_seconds_still_asks_one_at_a_time_while_there_is_time() -> None:
    quick = replace(LINE, offer_minutes=0.05, promise_minutes=0.5)
    by = NOON + timedelta(seconds=30)

    def asked(seconds: float) -> int:
        return width(NOON + timedelta(seconds=seconds), NOON, by, quick, NEW).at_once

    assert asked(0) == 1
    assert AT_RISK <= asked(24) <= asked(29) <= asked(30) == MOST


def test_where_all_on_duty_leave_before_the_promise_more_are_asked_as_that_nears() -> None:
    def asked(now: int, closes: int) -> Width:
        closes_at = NOON + timedelta(minutes=closes)
        return width(NOON + timedelta(minutes=now), NOON, BY, LINE, NEW, closes_at=closes_at)

    assert asked(0, 100).at_once == 1
    assert asked(0, 15).at_once >= AT_RISK
    assert asked(15, 30).at_once >= asked(0, 30).at_once >= 2
    assert asked(76, 100).why.endswith("those on duty leave soon: 3 at once")
    assert asked(0, 300) == width(NOON, NOON, BY, LINE, NEW), "the promise comes first"


def test_the_reason_can_be_read_by_a_coordinator() -> None:
    assert at(100, Pace(0.4, 3)).why == (
        "100 min left, peers take 4 of 10 offers in about 3 min: one at a time is enough"
    )
    assert at(30).why.endswith("the promise is near: 3 at once")
    assert at(1).why == (
        "60 s left, peers take 5 of 10 offers in about 3 min: it may not be taken in time: 10 at once"
    )
    assert at(0).why == "the promised time has passed: 10 at once"


@given(PACES, LINES, st.floats(0.05, 60 * 24), st.floats(0, 1.2), st.floats(0, 1.2))
def test_the_number_never_falls_as_the_promise_nears(
    pace: Pace, line: Line, wait: float, one: float, other: float
) -> None:
    by = NOON + timedelta(minutes=wait)
    early, late = (NOON + timedelta(minutes=wait * part) for part in sorted((one, other)))
    first, then = (width(now, NOON, by, line, pace).at_once for now in (early, late))
    assert 1 <= first <= then <= MOST
    if late >= promise.at_risk_from(NOON, by, line):
        assert then >= AT_RISK
    if late >= by:
        assert then == MOST


@given(PACES, st.floats(0.5, 119))
def test_it_is_the_fewest_that_are_enough_round_by_round(pace: Pace, left: float) -> None:
    """Counted out one round after the other, as the clock will do it."""
    now = BY - timedelta(minutes=left)

    def taken(at_once: int) -> float:
        time, nobody = left - 50 / 60, 1.0
        while time > 0:
            nobody *= (1 - pace.chance(min(time, 10), offer_minutes=10)) ** at_once
            time -= 10
        return 1 - nobody

    chosen = width(now, NOON, BY, LINE, pace).at_once
    floor = AT_RISK if now >= promise.at_risk_from(NOON, BY, LINE) else 1
    assert chosen == MOST or taken(chosen) >= TARGET - 1e-6
    assert chosen == floor or taken(chosen - 1) <= TARGET + 1e-6


@given(PACES, LINES)
def test_a_promise_that_was_past_when_it_was_made_asks_as_many_as_may_be(pace: Pace, line: Line) -> None:
    assert width(NOON, NOON, NOON, line, pace).at_once == MOST
