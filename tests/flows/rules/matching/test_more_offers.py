"""How many are asked besides those who have not answered."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from flows.rules.matching.matching import Candidate, Choice, Reason, Wish
from flows.rules.matching.more_offers import Asked, More, chosen, more, suits
from flows.rules.matching.pace import MOST, History, Pace, Width, learn
from tests.kits.line import LINE, NOON

NEW = learn(History(0, 0, 0))
ONE, THREE = Width(1, "one"), Width(3, "three")
COUNTS = st.lists(
    st.builds(lambda m, suits: asked(m, suits=suits), st.floats(0, 30), st.booleans()), max_size=12
)
WISH = Wish(
    callback_id=1,
    language="en",
    starts_at=NOON,
    about=frozenset({"grief"}),
    promised_by=NOON + timedelta(hours=2),
    requested_at=NOON,
)


def asked(minutes: float, *, suits: bool = False) -> Asked:
    return Asked(NOON - timedelta(minutes=minutes), suits)


def wanted(*open_now: Asked, wide: Width = ONE, pace: Pace = NEW) -> More:
    return more(NOON, wide, LINE, pace, open_now)


def test_on_a_new_line_the_second_is_asked_after_three_minutes_of_silence() -> None:
    assert wanted().anyone == 1
    assert wanted(asked(2.9)).anyone == 0
    assert wanted(asked(2.9)).again_at == NOON + timedelta(minutes=0.1)
    assert wanted(asked(3)).anyone == 1


def test_a_quick_line_waits_less_and_a_slow_one_half_an_offer_at_most() -> None:
    assert wanted(asked(1.5), pace=Pace(0.5, 1)).anyone == 1
    assert wanted(asked(0.9), pace=Pace(0.5, 0.2)).anyone == 0
    assert wanted(asked(4.9), pace=Pace(0.5, 60)).anyone == 0
    assert wanted(asked(5), pace=Pace(0.5, 60)).anyone == 1


def test_somebody_who_suits_has_twice_as_long_before_one_is_asked_who_suits_less() -> None:
    match = wanted(asked(4, suits=True))
    assert (match.suiting, match.anyone) == (1, 0)
    assert match.again_at == NOON + timedelta(minutes=2)
    assert wanted(asked(6, suits=True)).anyone == 1


def test_an_offer_to_somebody_who_does_not_suit_holds_back_nobody_who_does() -> None:
    """They said what about after the first was asked: the match moves at once."""
    assert (wanted(asked(0)).suiting, wanted(asked(0)).anyone) == (1, 0)


def test_never_more_than_two_hold_an_offer_for_each_one_wanted() -> None:
    assert wanted(asked(9), asked(5)).most == 0
    assert wanted(asked(9), asked(5)).again_at is None
    assert wanted(*[asked(9)] * 3, wide=THREE).most == 3


@given(COUNTS, st.integers(1, MOST))
def test_never_more_than_there_is_room_for(open_now: list[Asked], at_once: int) -> None:
    found = more(NOON, Width(at_once, ""), LINE, NEW, open_now)
    assert 0 <= found.anyone <= found.most
    assert 0 <= found.suiting <= found.most
    assert found.most + len(open_now) <= max(MOST, len(open_now))
    assert found.again_at is None or found.again_at > NOON


def choice(id: int, *, match: bool) -> Choice:
    return Choice(id, 0.0, (Reason("shared-experience"),) if match else (Reason("fair"),), 0)


def test_of_those_who_may_be_asked_the_ones_who_suit_are_asked_when_only_they_are_wanted() -> None:
    best = [choice(1, match=True), choice(2, match=False), choice(3, match=True)]

    def ids(suiting: int, anyone: int, most: int = 9) -> list[int]:
        return [each.volunteer_id for each in chosen(best, More(suiting, anyone, most, ""))]

    assert ids(2, 0) == [1, 3]
    assert ids(1, 0) == [1]
    assert ids(0, 2) == [1, 2]
    assert ids(3, 3, most=1) == [1]


def test_to_suit_is_a_shared_experience_or_that_this_very_volunteer_is_meant() -> None:
    plain = Candidate(volunteer_id=7, languages=("en",))
    assert not suits(WISH, plain)
    assert suits(WISH, replace(plain, experiences=frozenset({"grief", "surgery"})))
    assert suits(replace(WISH, named_volunteer=7), plain)
    assert suits(replace(WISH, same=True), replace(plain, wants_same=True))
    assert not suits(WISH, replace(plain, wants_same=True)), "they did not ask for the same person"
