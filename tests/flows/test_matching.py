"""Who is asked next, and why: never who passed, never who needs a rest, language first, then fairness."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from flows.rules.matching import MOST_ASKED, Candidate, rank
from tests.line import NOON

REST = timedelta(minutes=10)


def order(*candidates: Candidate, language: str = "en", now: datetime = NOON) -> list[int]:
    return [choice.volunteer_id for choice in rank(candidates, language=language, now=now, rest=REST)]


def test_who_speaks_the_language_comes_first_and_who_does_not_is_still_asked() -> None:
    assert order(Candidate(1, ("en",)), Candidate(2, ("es", "en")), language="es") == [2, 1]


def test_who_was_not_asked_for_this_one_comes_before_who_was() -> None:
    asked = Candidate(1, ("en",), times_asked=1, asked_until=NOON - timedelta(hours=1))
    assert order(asked, Candidate(2, ("en",), last_asked_at=NOON)) == [2, 1]


def test_among_equals_whoever_was_asked_longest_ago_comes_first() -> None:
    never = Candidate(3, ("en",))
    long_ago = Candidate(2, ("en",), last_asked_at=NOON - timedelta(days=3))
    lately = Candidate(1, ("en",), last_asked_at=NOON - timedelta(minutes=30))
    assert order(lately, long_ago, never) == [3, 2, 1]


def test_language_weighs_more_than_fairness() -> None:
    tired = Candidate(1, ("es",), last_asked_at=NOON, times_asked=2, asked_until=NOON - timedelta(hours=1))
    assert order(tired, Candidate(2, ("en",)), language="es") == [1, 2]


def test_who_passed_is_never_asked_again() -> None:
    assert order(Candidate(1, ("en",), passed=True, times_asked=1)) == []


def test_who_stayed_silent_rests_as_long_as_an_offer_stands() -> None:
    silent = Candidate(1, ("en",), times_asked=1, asked_until=NOON)
    assert order(silent, now=NOON + REST - timedelta(seconds=1)) == []
    assert order(silent, now=NOON + REST) == [1]


def test_nobody_is_asked_without_end() -> None:
    for times in range(MOST_ASKED):
        assert order(Candidate(1, ("en",), times_asked=times)) == [1]
    assert order(Candidate(1, ("en",), times_asked=MOST_ASKED)) == []


def test_the_reasons_can_be_read() -> None:
    [choice] = rank([Candidate(1, ("es",), times_asked=2)], language="en", now=NOON, rest=REST)
    assert choice.why == ("does not list en", "asked 2 times before", "never asked before")
    assert choice.times_asked == 2


CANDIDATES = st.lists(
    st.builds(
        Candidate,
        volunteer_id=st.integers(1, 10_000),
        languages=st.sampled_from([("en",), ("es",), ("en", "es"), ()]),
        last_asked_at=st.none() | st.integers(0, 10_000).map(lambda m: NOON - timedelta(minutes=m)),
        times_asked=st.integers(0, 4),
        asked_until=st.none() | st.integers(-100, 100).map(lambda m: NOON + timedelta(minutes=m)),
        passed=st.booleans(),
    ),
    unique_by=lambda c: c.volunteer_id,
)


@given(CANDIDATES, st.sampled_from(["en", "es", "fr"]))
def test_the_order_is_the_same_however_they_are_listed_and_holds_only_who_may_be_asked(
    candidates: list[Candidate], language: str
) -> None:
    chosen = order(*candidates, language=language)
    assert chosen == order(*reversed(candidates), language=language)
    assert len(chosen) == len(set(chosen))
    for each in candidates:
        resting = each.asked_until is not None and each.asked_until + REST > NOON
        may = not each.passed and not resting and each.times_asked < MOST_ASKED
        assert (each.volunteer_id in chosen) is may
    speaks = {c.volunteer_id: language in c.languages for c in candidates}
    assert [speaks[id] for id in chosen] == sorted((speaks[id] for id in chosen), reverse=True)
