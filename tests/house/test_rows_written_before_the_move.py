"""A database, a queue and phones as the code left them before its modules moved: today's code goes on with them.

The code of then was asked the same, and its answers were kept (tests/fixtures/before_the_move/README.md).
"""

from collections.abc import Iterator
from contextlib import closing

import pytest

from tests.kits.moment_answers import Differences, recorded, ways_on
from tests.kits.moment_records import Recorder
from tests.kits.moments import Opened, moments

MOMENTS = {moment.name: moment for moment in moments()}
NO_LONGER_OPEN = ("no longer open", "ya no sigue abierta", "let us start again", "empecemos de nuevo")


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    """Where moments are opened."""
    with closing(Opened(tmp_path_factory.mktemp("moments"))) as made:
        yield made


@pytest.fixture(scope="module")
def then() -> dict[str, dict[str, list[str]]]:
    """What the code of then made of them."""
    return recorded()


@pytest.mark.parametrize("name", MOMENTS)
def test_what_was_begun_then_goes_on_as_it_would_have(
    name: str, opened: Opened, then: dict[str, dict[str, list[str]]]
) -> None:
    recorder, differences = Recorder(*opened.at(MOMENTS[name])), Differences()
    ways = {event.name: event.do for event in ways_on(MOMENTS[name])}
    found = (
        differences.unexpected(name, event, lines, recorder.of(ways[event]))
        for event, lines in then[name].items()
    )
    unexpected = "\n".join(filter(None, found))
    assert not unexpected, f"Where this is meant, differences.toml says it and why:\n{unexpected}"


def test_each_difference_is_one_from_what_was_recorded(then: dict[str, dict[str, list[str]]]) -> None:
    assert Differences().about_nothing(then) == []


def test_no_answer_of_then_is_that_a_question_is_no_longer_open(
    then: dict[str, dict[str, list[str]]],
) -> None:
    said = [line for events in then.values() for lines in events.values() for line in lines]
    assert len(said) > 10_000
    assert [line for line in said if any(words in line for words in NO_LONGER_OPEN)] == []
