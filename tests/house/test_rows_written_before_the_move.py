"""Databases and phones as the code left them before its modules moved: today's code goes on with them as that would.

The code of then was asked the same, and its answers were kept (tests/fixtures/before_the_move/README.md).
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from itertools import islice

import pytest

from tests.kits.line import make_line
from tests.kits.moment_answers import Differences, recorded, ways_on
from tests.kits.moment_records import Recorder
from tests.kits.moments import Moment, moments
from tests.kits.moments_opened import Opened, release, write_server
from tests.kits.servers import Databases

MOMENTS = {moment.name: moment for moment in moments()}
THEN = recorded()
"""What the code of then made of them."""
AT_ONCE = 6
"""So many events are in one test: where many people are asked something, an event takes a quarter of a second."""
PARTS = [(name, part) for name, events in THEN.items() for part in range(0, len(events), AT_ONCE)]
ON_POSTGRESQL = "two who wrote to each other go on writing and no phone rings, 19"
NO_LONGER_OPEN = ("no longer open", "ya no sigue abierta", "let us start again", "empecemos de nuevo")


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    """Where moments are opened."""
    with closing(Opened(tmp_path_factory.mktemp("moments"))) as made:
        yield made


def unexpected(recorder: Recorder, moment: Moment, then: Mapping[str, Sequence[str]]) -> str:
    """What these events bring that is neither as it was nor meant."""
    differences, ways = Differences(), {event.name: event.do for event in ways_on(moment)}
    found = (
        differences.unexpected(moment.name, name, lines, recorder.of(ways[name]))
        for name, lines in then.items()
    )
    return "\n".join(filter(None, found))


@pytest.mark.parametrize(("name", "part"), PARTS)
def test_what_was_begun_then_goes_on_as_it_would_have(name: str, part: int, opened: Opened) -> None:
    events = dict(islice(THEN[name].items(), part, part + AT_ONCE))
    found = unexpected(Recorder(*opened.at(MOMENTS[name])), MOMENTS[name], events)
    assert not found, f"Where this is meant, differences.toml says it and why:\n{found}"


def test_on_postgresql_it_goes_on_the_same(databases: Databases) -> None:
    moment = MOMENTS[ON_POSTGRESQL]

    def prepare(url: str) -> None:
        write_server(moment, url)
        release(url)

    for event, lines in THEN[ON_POSTGRESQL].items():
        with databases.fresh("postgresql", prepare) as url:
            line = make_line(url)
            found = unexpected(Recorder(line, moment, lambda: None), moment, {event: lines})
            line.db.engine.dispose()
        assert not found, found


def test_each_difference_is_one_from_what_was_recorded() -> None:
    assert Differences().about_nothing(THEN) == []


def test_no_answer_of_then_is_that_a_question_is_no_longer_open() -> None:
    said = [line for events in THEN.values() for lines in events.values() for line in lines]
    assert len(said) > 10_000
    assert [line for line in said if any(words in line for words in NO_LONGER_OPEN)] == []
