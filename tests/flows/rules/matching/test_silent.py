"""A volunteer is taken for silent after two offers in a row that they could have answered."""

import pytest

from flows.rules.matching.silent import is_silent


@pytest.mark.parametrize(
    ("latest_first", "silent"),
    [
        ([], False),
        (["lapsed"], False),
        (["lapsed", "lapsed"], True),
        (["open", "lapsed", "covered", "lapsed"], True),  # covered: somebody else was faster
        (["lapsed", "passed"], False),
        (["lapsed", "accepted", "lapsed"], False),
        (["failed", "failed", "lapsed"], False),  # those never reached them
    ],
)
def test_only_offers_that_they_could_answer_count(latest_first: list[str], silent: bool) -> None:
    assert is_silent(latest_first) is silent
