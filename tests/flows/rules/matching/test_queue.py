"""Severity before age, and nobody starves."""

from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.rules.matching.queue import CRISIS, PASSED_FOR, Waiting, in_order, severity_of
from tests.kits.line import NOON

WAIT = timedelta(hours=2)
MINUTES = st.integers(-600, 600)
SEVERITIES = st.integers(0, CRISIS)
CALLBACKS = st.builds(
    lambda severity, asked, wait: Waiting(
        severity, NOON + timedelta(minutes=asked), NOON + timedelta(minutes=asked + wait)
    ),
    SEVERITIES,
    MINUTES,
    st.integers(0, 300),
)


def asked(minutes: float, severity: int = 0, wait: timedelta = WAIT) -> Waiting:
    """A callback asked for so many minutes after noon."""
    at = NOON + timedelta(minutes=minutes)
    return Waiting(severity, at, at + wait)


@pytest.mark.parametrize(
    ("mood", "crisis", "check", "severity"),
    [
        (5, True, False, 3),
        (None, True, True, 3),
        (5, False, True, 2),
        (1, False, False, 2),
        (2, False, False, 1),
        (3, False, False, 0),
        (5, False, False, 0),
        (None, False, False, 0),
    ],
)
def test_words_weigh_more_than_numbers(mood: int | None, crisis: bool, check: bool, severity: int) -> None:
    assert severity_of(mood, crisis, check) == severity


def test_the_graver_goes_first_even_when_it_came_later() -> None:
    items = [asked(-30, 0), asked(-20, 1), asked(-10, 2), asked(0, 3)]
    assert in_order(items, lambda w: w, NOON) == items[::-1]


def test_of_two_alike_the_one_who_asked_first_goes_first() -> None:
    assert in_order([asked(-5), asked(-50), asked(-20)], lambda w: w, NOON) == [
        asked(-50),
        asked(-20),
        asked(-5),
    ]


def test_one_about_to_be_late_goes_before_a_somewhat_worse_one_with_time_in_hand() -> None:
    assert asked(-115, 0).urgency(NOON) > asked(-5, 1).urgency(NOON)
    assert asked(-115, 0).urgency(NOON) < asked(-5, 2).urgency(NOON)


def test_nearing_ends_where_crisis_begins_and_late_ones_go_before_all_nearing_a_step_above() -> None:
    assert asked(-119, 2).urgency(NOON) < asked(0, 3).urgency(NOON)
    assert asked(-120, 0).urgency(NOON) > asked(-119, 1).urgency(NOON)
    assert asked(-120, 2).urgency(NOON) > asked(-119, 3).urgency(NOON)


@given(CALLBACKS, CALLBACKS, MINUTES)
def test_one_in_crisis_is_passed_by_none_whose_promise_still_holds(
    one: Waiting, other: Waiting, later: int
) -> None:
    now = NOON + timedelta(minutes=later)
    crisis = replace(one, severity=CRISIS)
    if other.severity < CRISIS and now < other.promised_by:
        assert other.urgency(now) < crisis.urgency(now)


@given(CALLBACKS, CALLBACKS, MINUTES)
def test_a_late_one_goes_before_any_that_is_not_late_and_at_most_a_step_worse(
    late: Waiting, other: Waiting, later: int
) -> None:
    now = NOON + timedelta(minutes=later)
    if late.promised_by <= now < other.promised_by and other.severity <= late.severity + 1:
        assert late.urgency(now) > other.urgency(now)


@given(CALLBACKS, MINUTES, MINUTES)
def test_waiting_never_costs_a_place_nor_does_being_worse_off(one: Waiting, a: int, b: int) -> None:
    early, late = (NOON + timedelta(minutes=m) for m in sorted((a, b)))
    assert one.urgency(early) <= one.urgency(late)
    worse = replace(one, severity=min(one.severity + 1, CRISIS))
    if one.severity < CRISIS and (late < one.promised_by) == (late < worse.promised_by):
        assert one.urgency(late) <= worse.urgency(late)


@given(CALLBACKS, CALLBACKS, st.integers(0, 10_000))
def test_a_request_made_long_after_a_broken_promise_never_passes_it(
    old: Waiting, other: Waiting, later: int
) -> None:
    """The bound itself, at every moment to come and whatever the newcomer's severity and promise."""
    wait = other.promised_by - other.requested_at
    start = old.promised_by + PASSED_FOR + timedelta(microseconds=1)
    newcomer = Waiting(other.severity, start, start + wait)
    now = start + timedelta(minutes=later)
    assert newcomer.urgency(now) < old.urgency(now) + 1e-9
    assert in_order([newcomer, old], lambda w: w, now)[0] == old or newcomer.urgency(now) == pytest.approx(
        old.urgency(now)
    )


@dataclass
class Evening:
    """One volunteer, who takes the most urgent every `call_minutes`, and people in crisis who never stop coming."""

    call_minutes: int
    coming: list[int]
    waiting: list[Waiting] = field(default_factory=list)
    overtakers: int = 0

    def until_served(self, ours: Waiting, most_calls: int) -> timedelta:
        """How long after noon ours is served."""
        self.waiting = [ours]
        for call in range(most_calls):
            now = NOON + timedelta(minutes=call * self.call_minutes)
            many = self.coming[call % len(self.coming)]
            self.waiting += [Waiting(CRISIS, now, now + WAIT)] * many
            first = in_order(self.waiting, lambda w: w, now)[0]
            if first is ours:
                return now - NOON
            self.waiting.remove(first)
            self.overtakers += 1
        raise AssertionError("starved")


@given(st.integers(5, 40), st.lists(st.integers(0, 4), min_size=1, max_size=6), SEVERITIES)
def test_nobody_starves_under_an_endless_stream_of_people_in_crisis(
    call_minutes: int, coming: list[int], severity: int
) -> None:
    evening = Evening(call_minutes, coming)
    # All who can go first came before ours was late for so long; it is at most they who are served before it.
    until = WAIT + PASSED_FOR
    may_pass = sum(coming[call % len(coming)] for call in range(until // timedelta(minutes=call_minutes) + 1))
    served = evening.until_served(asked(0, severity), most_calls=may_pass + until // timedelta(minutes=5) + 2)
    assert evening.overtakers <= may_pass
    assert served <= max(until, timedelta(minutes=call_minutes) * (may_pass + 1))


def test_an_ordinary_callback_passes_fresh_crises_some_time_after_its_promise() -> None:
    """With as many coming as can be served, ours waits for its promise and no more than an hour and a half."""
    served = Evening(20, [1]).until_served(asked(0), most_calls=100)
    assert WAIT < served <= WAIT + timedelta(minutes=90)


@given(st.lists(CALLBACKS), MINUTES)
def test_the_order_holds_everybody_once_whatever_order_they_came_in(items: list[Waiting], later: int) -> None:
    now = NOON + timedelta(minutes=later)
    ordered = in_order(items, lambda w: w, now)
    key = [(-w.urgency(now), w.requested_at) for w in ordered]
    assert key == sorted(key)
    assert sorted(map(repr, items)) == sorted(map(repr, ordered))


def test_an_odd_severity_costs_nobody_their_place() -> None:
    assert asked(0, 7).urgency(NOON) == asked(0, 3).urgency(NOON)
    assert asked(0, -1).urgency(NOON) == asked(0, 0).urgency(NOON)
