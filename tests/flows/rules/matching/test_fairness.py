"""How evenly calls are shared, as a number and in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.rules.matching import fairness

COUNTS = st.lists(st.integers(0, 50), min_size=1, max_size=30)


@given(COUNTS, st.integers(2, 5))
def test_the_gini_is_between_0_and_1_and_knows_neither_order_nor_unit(counts: list[int], times: int) -> None:
    value = fairness.gini(counts)
    assert -1e-9 <= value < 1
    assert fairness.gini([times * count for count in reversed(counts)]) == pytest.approx(value)


def test_all_alike_is_0_and_all_with_one_of_four_is_three_quarters() -> None:
    assert fairness.gini([3, 3, 3]) == pytest.approx(0)
    assert fairness.gini([0, 0, 0, 8]) == pytest.approx(0.75)
    assert fairness.gini([]) == fairness.gini([0, 0]) == 0


def test_fairness_is_said_in_plain_words() -> None:
    assert fairness.in_words([0, 0, 0, 8]) == (
        "Calls were shared very unevenly (Gini 0.75; 0 is all alike, 1 all with one): who had most had 8 of 8 (100%), "
        "and 3 of 4 had none."
    )
    assert "shared evenly" in fairness.in_words([3, 3, 4])
    assert "Too little" in fairness.in_words([0, 0])
