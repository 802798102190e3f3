"""Who is told next: a pure rule over who can be told, and whom it was told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.coordinators.escalation import NEXT_AFTER, THEN_EVERY, TIMES, instead, step

PEOPLE = st.lists(st.integers(1, 6), unique=True, max_size=5)


@pytest.mark.parametrize(
    ("on", "told", "people", "then"),
    [
        ([1, 2, 3], [], (1,), NEXT_AFTER),
        ([1, 2, 3], [1], (2,), NEXT_AFTER),
        ([1, 2, 3], [1, 2, 3], (1,), NEXT_AFTER),
        ([1, 2, 3], [1, 2, 3, 1, 2], (3,), THEN_EVERY),
        ([1, 2, 3], [1, 2, 3] * 2, (1, 2, 3), THEN_EVERY),
        ([1, 2, 3], [1, 2, 3] * 9, (1, 2, 3), THEN_EVERY),
        ([4], [], (4,), NEXT_AFTER),
        ([4], [4], (4,), THEN_EVERY),
        ([2, 9], [1, 2], (9,), NEXT_AFTER),  # 1 went home, and 9 came
        ([], [1], (), THEN_EVERY),
    ],
)
def test_down_the_list_twice_then_everybody_hourly(
    on: list[int], told: list[int], people: tuple[int, ...], then: object
) -> None:
    found = step(on, told)
    assert (found.people, found.then) == (people, then)


@given(on=PEOPLE)
def test_everybody_is_told_twice_in_turn_before_anybody_a_third_time(on: list[int]) -> None:
    told: list[int] = []
    for _ in range(len(on) * TIMES):
        told += step(on, told).people
    assert told == on * TIMES


@pytest.mark.parametrize(
    ("on", "told", "of", "people"),
    [
        ([1, 2, 3], [1], 1, (2,)),
        ([1, 2, 3], [1, 2], 2, (3,)),
        (
            [1, 2, 3],
            [1, 2, 3],
            3,
            None,
        ),  # each round takes its time: else dead numbers burn the list in a second
        ([1], [1], 1, None),
        ([1, 2], [1, 2, 1], 1, (2,)),
        ([2, 3], [1], 1, (2,)),
    ],
)
def test_who_cannot_look_is_followed_at_once_by_whom_it_was_told_less_often(
    on: list[int], told: list[int], of: int, people: tuple[int, ...] | None
) -> None:
    found = instead(on, told, of)
    assert (found.people if found else None) == people
