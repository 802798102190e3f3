"""Who is asked next, and why: never against a hard rule; then the best match, weighed with fairness and time left."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.rules.matching import weights
from flows.rules.matching.matching import (
    Candidate,
    Choice,
    LeftOut,
    Reason,
    Wish,
    calls_left,
    fitness,
    in_words,
    rank,
)
from flows.rules.matching.rounds import FIRST_ROUND, SECOND_AFTER
from tests.kits.line import NOON
from tests.kits.matching_cases import REST, any_candidate, any_wish, volunteer, wish

MINUTE = timedelta(minutes=1)
PROMISE = NOON + timedelta(hours=2)


def order(asked: Wish, *of: Candidate, now: datetime = NOON) -> list[int]:
    return [choice.volunteer_id for choice in rank(asked, of, now=now, rest=REST).choices]


def against(asked: Wish, one: Candidate, now: datetime = NOON) -> list[str]:
    found = fitness(asked, one, now=now, rest=REST)
    return [reason.code for reason in found.why] if isinstance(found, LeftOut) else []


def reasons(asked: Wish, one: Candidate, now: datetime = NOON) -> dict[str, Reason]:
    found = fitness(asked, one, now=now, rest=REST)
    assert isinstance(found, Choice)
    return {reason.code: reason for reason in found.why}


@pytest.mark.parametrize(
    ("code", "fits", "does_not"),
    [
        ("other-language", {"languages": ("es", "en")}, {"languages": ("es",)}),
        ("not-on-duty", {"on_duty": True}, {"on_duty": False}),
        ("ends-before", {"duty_until": NOON + 15 * MINUTE}, {"duty_until": NOON + 14 * MINUTE}),
        ("busy", {"holds_another": False}, {"holds_another": True}),
        ("cap-reached", {"calls_today": 2, "daily_cap": 3}, {"calls_today": 3, "daily_cap": 3}),
        ("resting", {"resting_until": NOON}, {"resting_until": NOON + MINUTE}),
        ("refused-pair", {"refused": False}, {"refused": True}),
        ("themselves", {"is_participant": False}, {"is_participant": True}),
        ("passed", {"passed": False}, {"passed": True}),
        ("asked-now", {"asked_now": False}, {"asked_now": True, "holds_another": True}),
        ("taken-back", {"taken_back": False}, {"taken_back": True}),
        ("asleep", {"asleep": False}, {"asleep": True}),
        ("paused", {"paused": False}, {"paused": True}),
        (
            "shift-cap-reached",
            {"shift_cap": 2, "calls_on_shift": 1},
            {"shift_cap": 2, "calls_on_shift": 2},
        ),
        (
            "asked-enough",
            {"times_asked": FIRST_ROUND, "asked_until": NOON - SECOND_AFTER},
            {"times_asked": FIRST_ROUND, "asked_until": NOON - SECOND_AFTER + MINUTE},
        ),
        (
            "silent-at-night",
            {"times_asked": FIRST_ROUND - 1, "may_sleep": True},
            {"times_asked": FIRST_ROUND, "asked_until": NOON - SECOND_AFTER, "may_sleep": True},
        ),
        ("too-soon-to-ask-again", {"asked_until": NOON - REST}, {"asked_until": NOON - REST + MINUTE}),
    ],
)
def test_nobody_is_asked_against_a_hard_rule(
    code: str, fits: dict[str, Any], does_not: dict[str, Any]
) -> None:
    assert against(wish(), volunteer(1, **fits)) == []
    assert against(wish(), volunteer(1, **does_not)) == [code]
    assert order(wish(), volunteer(1, **does_not), volunteer(2, **fits)) == [2]


def test_a_gender_asked_for_is_honoured_and_one_not_known_does_not_match() -> None:
    asked = wish(gender="woman")
    assert against(asked, volunteer(1, gender="woman")) == []
    assert against(asked, volunteer(1, gender="man")) == ["gender"]
    assert against(asked, volunteer(1)) == ["gender"]
    assert against(wish(), volunteer(1, gender="man")) == []


def test_a_volunteer_with_an_open_offer_may_still_be_rung_for_a_caller_on_the_line() -> None:
    assert against(wish(), volunteer(1, asked_now=True, holds_another=False)) == []


@pytest.mark.parametrize(
    "said", [{"passed": True}, {"taken_back": True}, {"asked_now": True, "holds_another": True}]
)
def test_a_volunteer_who_answered_or_still_may_is_never_listed_as_silent(said: dict[str, Any]) -> None:
    [code] = against(wish(), volunteer(1, asked_until=NOON + MINUTE, **said))
    assert code in ("passed", "taken-back", "asked-now")


def test_no_cap_is_no_limit() -> None:
    assert against(wish(), volunteer(1, calls_today=50)) == []


def test_every_reason_that_holds_is_told_not_only_the_first() -> None:
    barred = volunteer(1, refused=True, languages=("es",), on_duty=False, passed=True)
    assert set(against(wish(), barred)) == {"refused-pair", "other-language", "not-on-duty", "passed"}
    ranking = rank(wish(), [barred, volunteer(2)], now=NOON, rest=REST)
    assert [out.volunteer_id for out in ranking.left_out] == [1]


def test_duty_counts_at_the_time_of_the_call_and_not_at_the_time_of_asking() -> None:
    later = wish(starts_at=NOON + 60 * MINUTE, minutes=30)
    assert against(later, volunteer(1, duty_until=NOON + 89 * MINUTE)) == ["ends-before"]
    assert against(later, volunteer(1, duty_until=NOON + 90 * MINUTE)) == []


def test_a_call_that_is_late_begins_now_and_not_when_it_was_wanted() -> None:
    late = wish(starts_at=NOON - 60 * MINUTE)
    assert against(late, volunteer(1, duty_until=NOON + 10 * MINUTE)) == ["ends-before"]


def test_a_volunteer_who_said_they_can_at_that_time_is_asked_though_off_duty() -> None:
    said = volunteer(1, on_duty=False, willing_from=NOON + 30 * MINUTE)
    assert against(wish(), said) == ["not-on-duty"]
    assert against(wish(), said, now=NOON + 30 * MINUTE) == []
    assert against(wish(starts_at=NOON + 30 * MINUTE), said) == []
    assert against(wish(), volunteer(1, duty_until=NOON + MINUTE, willing_from=NOON)) == []


def test_no_but_i_can_in_two_hours_is_asked_again_in_two_hours() -> None:
    passed = volunteer(1, passed=True, times_asked=1, asked_until=NOON, willing_from=NOON + 120 * MINUTE)
    tonight = wish(starts_at=NOON + 240 * MINUTE)
    assert against(tonight, passed, now=NOON + 119 * MINUTE) == ["passed"]
    assert against(tonight, passed, now=NOON + 120 * MINUTE) == []


def test_a_word_given_wipes_out_the_silence_before_it_but_not_the_silence_after() -> None:
    silent = volunteer(1, times_asked=FIRST_ROUND, asked_until=NOON - MINUTE, willing_from=NOON)
    assert against(wish(), replace(silent, willing_from=None)) == ["asked-enough"]
    assert against(wish(), silent) == []
    again = replace(silent, times_asked=FIRST_ROUND + 1, asked_until=NOON + MINUTE)
    assert against(wish(), again, now=NOON + 2 * MINUTE) == ["asked-enough"]


def test_a_word_counts_from_its_very_moment_and_silence_after_it_is_silence_and_no_pass() -> None:
    there = volunteer(1, passed=True, times_asked=FIRST_ROUND, asked_until=NOON, willing_from=NOON)
    assert against(wish(), there) == []
    silent = replace(there, times_asked=1, asked_until=NOON + MINUTE)
    assert against(wish(), silent, now=NOON + 2 * MINUTE) == ["too-soon-to-ask-again"]
    assert against(wish(), silent, now=NOON + MINUTE + REST) == []


def test_a_word_for_later_tonight_does_not_let_them_be_asked_without_end_until_then() -> None:
    tonight = wish(starts_at=NOON + 240 * MINUTE)
    silent = volunteer(1, willing_from=NOON + 240 * MINUTE, times_asked=FIRST_ROUND, asked_until=NOON - REST)
    assert against(tonight, silent) == ["asked-enough"]


def test_nobody_is_woken_for_a_call_in_the_night_unless_they_said_so() -> None:
    sleeping = volunteer(1, on_duty=False, asleep=True)
    assert against(wish(), sleeping) == ["asleep", "not-on-duty"]
    assert against(wish(), replace(sleeping, willing_from=NOON)) == []
    early = wish(starts_at=NOON + 480 * MINUTE)
    assert against(early, replace(sleeping, willing_from=NOON + 480 * MINUTE)) == ["asleep"]


def test_a_shared_experience_comes_before_fairness_and_says_which() -> None:
    asked = wish(about=frozenset({"grief", "cancer"}))
    tired = volunteer(1, experiences=frozenset({"grief"}), asked_lately=3, last_asked_at=NOON - 720 * MINUTE)
    assert order(asked, volunteer(2), tired) == [1, 2]
    assert reasons(asked, tired)["shared-experience"].detail == "grief"
    assert "shared-experience" not in reasons(wish(), tired)


def test_each_more_shared_experience_is_worth_less_than_the_one_before() -> None:
    worth = [weights.shared_points(count, 0.0) for count in range(6)]
    steps = [b - a for a, b in pairwise(worth)]
    assert worth[0] == 0 and worth[-1] < weights.SHARED
    assert steps == sorted(steps, reverse=True) and steps[-1] > 0


def test_the_same_peer_counts_only_when_both_want_it() -> None:
    assert "same-again" in reasons(wish(same=True), volunteer(1, wants_same=True))
    assert "same-again" not in reasons(wish(same=True), volunteer(1))
    assert "same-again" not in reasons(wish(), volunteer(1, wants_same=True))


EVERYTHING_SHARED = frozenset({"grief", "cancer", "birth", "drinking"})


@pytest.mark.parametrize("now", [NOON, NOON + 60 * MINUTE, PROMISE])
def test_same_again_outweighs_what_is_shared_and_the_care_plan_outweighs_both(now: datetime) -> None:
    asked = wish(about=EVERYTHING_SHARED, same=True, named_volunteer=3)
    shares = volunteer(1, experiences=EVERYTHING_SHARED)
    same = volunteer(2, wants_same=True, asked_lately=50, last_asked_at=now)
    named = volunteer(3, asked_lately=50, last_asked_at=now)
    both = volunteer(4, wants_same=True, experiences=EVERYTHING_SHARED)
    assert order(asked, shares, same, named, now=now) == [3, 2, 1]
    assert order(asked, both, named, now=now) == [3, 4]


def test_among_equals_the_volunteer_who_was_asked_least_lately_comes_first() -> None:
    often = volunteer(1, asked_lately=5, last_asked_at=NOON - 300 * MINUTE)
    seldom = volunteer(2, asked_lately=1, last_asked_at=NOON - 300 * MINUTE)
    just = volunteer(3, asked_lately=1, last_asked_at=NOON - 5 * MINUTE)
    assert order(wish(), often, just, seldom, volunteer(4)) == [4, 2, 3, 1]


def test_of_equal_scores_the_longest_without_an_offer_comes_first_then_the_lower_id() -> None:
    two_days = volunteer(3, last_asked_at=NOON - timedelta(days=2))
    three_days = volunteer(4, last_asked_at=NOON - timedelta(days=3))
    assert order(wish(), volunteer(2), two_days, three_days, volunteer(1)) == [1, 2, 4, 3]


def test_a_volunteer_not_asked_for_this_callback_comes_before_one_who_did_not_answer() -> None:
    silent = volunteer(1, times_asked=1, asked_until=NOON - timedelta(hours=1))
    assert order(wish(), silent, volunteer(2, asked_lately=1)) == [2, 1]
    assert reasons(wish(), silent)["asked-before"].detail == "1 times"


def test_near_the_promise_a_likely_yes_outweighs_a_match_that_stayed_silent() -> None:
    asked = wish(about=frozenset({"grief"}))
    match = volunteer(1, experiences=frozenset({"grief"}), times_asked=1, asked_until=NOON - REST)
    fresh = volunteer(2)
    assert order(asked, match, fresh) == [1, 2]
    assert order(asked, match, fresh, now=PROMISE) == [2, 1]


def test_matches_lose_half_their_weight_and_a_likely_yes_triples_by_the_promised_time() -> None:
    asked, one = wish(same=True), volunteer(1, wants_same=True)
    early, late = reasons(asked, one), reasons(asked, one, now=PROMISE)
    assert (early["same-again"].points, late["same-again"].points) == (75, 37.5)
    assert (early["not-asked-yet"].points, late["not-asked-yet"].points) == (20, 60)
    assert reasons(asked, one, now=PROMISE + timedelta(days=1)) == late


def test_the_last_calls_of_a_volunteers_day_are_spared() -> None:
    fresh, near, last = (volunteer(id, calls_today=had, daily_cap=5) for id, had in ((3, 1), (2, 3), (1, 4)))
    ranked = rank(wish(), [last, near, fresh], now=NOON, rest=REST).choices
    assert [each.volunteer_id for each in ranked] == [3, 2, 1]
    assert "offers are shared fairly (0 offers in 7 days, can take 1 more)" in in_words(ranked[-1].why[-1])
    on_shift = volunteer(1, calls_on_shift=1, shift_cap=2, daily_cap=9)
    assert calls_left(on_shift) == 1


def test_of_two_who_suit_alike_whoever_leaves_first_is_asked_since_nobody_can_ask_them_later() -> None:
    stays = volunteer(1, daily_cap=5, duty_until=NOON + timedelta(hours=4))
    leaves = volunteer(2, daily_cap=5, duty_until=NOON + timedelta(hours=1))
    assert order(wish(), stays, leaves) == [2, 1]


def test_the_last_call_is_not_spared_for_hours_in_which_the_volunteer_is_not_there() -> None:
    """With about a call an hour, who leaves in half an hour is not at their limit before."""

    def fair(until: datetime) -> float:
        return reasons(wish(), volunteer(1, daily_cap=1, duty_until=until))["fair"].points

    assert fair(NOON + timedelta(hours=24)) == pytest.approx(4 + 4)
    assert fair(NOON + timedelta(minutes=30)) == pytest.approx(
        4 + 4 + 20 * 0.5**0.5 + 12 * (1 - 0.5**0.5), abs=0.01
    )


def test_the_end_of_a_duty_that_is_over_or_has_not_begun_counts_for_nothing() -> None:
    willing = NOON - timedelta(minutes=5)
    off = volunteer(1, on_duty=False, willing_from=willing, duty_until=NOON - timedelta(hours=2))
    never = volunteer(1, on_duty=False, willing_from=willing)
    assert reasons(wish(), off)["fair"] == reasons(wish(), never)["fair"]


def test_the_reasons_add_up_and_can_be_read() -> None:
    asked = wish(about=frozenset({"grief"}), same=True, named_volunteer=1)
    [choice] = rank(
        asked,
        [volunteer(1, experiences=frozenset({"grief"}), wants_same=True, asked_lately=2)],
        now=NOON,
        rest=REST,
    ).choices
    assert choice.score == pytest.approx(150 + 75 + 16 + 20 + 4 * 3 / 5 + 4 + 12)
    assert [in_words(reason) for reason in choice.why] == [
        "named in the care plan",
        "both would like to talk again",
        "shares an experience both chose (grief)",
        "not asked for this one yet",
        "so that offers are shared fairly (2 offers in 7 days)",
    ]
    assert choice.times_asked == 0


RANDOM = st.integers(0, 2**32).map(Random)


@given(st.integers(0, 8), RANDOM)
def test_everybody_is_either_chosen_or_left_out_with_a_reason_however_they_are_listed(
    count: int, random: Random
) -> None:
    asked = any_wish(random, 1)
    given_ones = [any_candidate(random, id) for id in random.sample(range(1, 9), count)]
    ranking = rank(asked, given_ones, now=NOON, rest=REST)
    assert ranking == rank(asked, reversed(given_ones), now=NOON, rest=REST)
    chosen = [choice.volunteer_id for choice in ranking.choices]
    left = [out.volunteer_id for out in ranking.left_out]
    assert sorted(chosen + left) == sorted(c.volunteer_id for c in given_ones)
    assert all(out.why for out in ranking.left_out)
    scores = [choice.score for choice in ranking.choices]
    assert scores == sorted(scores, reverse=True) and all(score > 0 for score in scores)
    for choice in ranking.choices:
        assert choice.score == pytest.approx(sum(reason.points for reason in choice.why))
    whys = [each.why for each in ranking.choices] + [each.why for each in ranking.left_out]
    for reason in (reason for why in whys for reason in why):
        assert in_words(reason) != reason.code, "every reason has words"


@given(RANDOM)
def test_another_thing_shared_or_wanted_never_lowers_and_another_offer_never_raises(random: Random) -> None:
    asked, one, other = any_wish(random, 1), any_candidate(random, 1), any_candidate(random, 1)
    found = fitness(asked, one, now=NOON, rest=REST)
    if not isinstance(found, Choice):
        return
    more = replace(one, experiences=one.experiences | other.experiences, wants_same=True)
    better = fitness(asked, more, now=NOON, rest=REST)
    assert isinstance(better, Choice) and better.score >= found.score
    busier = replace(one, asked_lately=one.asked_lately + 1, last_asked_at=NOON)
    worse = fitness(asked, busier, now=NOON, rest=REST)
    assert isinstance(worse, Choice) and worse.score < found.score
