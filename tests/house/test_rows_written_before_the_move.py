"""Databases and phones as the code left them before its modules moved: today's code still answers what was asked then.

What is said may have changed since. What stands in those rows is read as it was heard (DESIGN.md, "A conversation").
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing

import pytest

from flows.wording import LANGUAGES, words
from tests.kits import moment_days
from tests.kits.line import TestLine, make_line
from tests.kits.moment_events import Event, events, rounds
from tests.kits.moments import FOLDER, Moment, moments
from tests.kits.moments_opened import Opened, put, release, write_server
from tests.kits.servers import Databases

MOMENTS = {moment.name: moment for moment in moments()}
ON_POSTGRESQL = "two who wrote to each other go on writing and no phone rings, 19"
DAYS: Mapping[str, Callable[[TestLine], list[str]]] = {
    "a day with nobody": moment_days.nobody,
    "a day with everybody": moment_days.everybody,
    "every reminder in its time": moment_days.reminders,
}
CHOSEN_DAYS = {tuple(row.split("\t")) for row in (FOLDER / "days.tsv").read_text().splitlines()}
LOST = tuple(
    said[:30].partition("{")[0]
    for language in LANGUAGES
    for id in ("moved_on", "trouble")
    for said in (words(id, language).text, words(id, language).voice)
)
"""How the answers begin that nobody is to get: the question is no longer open, or something went wrong."""


def ways_on(moment: Moment) -> Iterator[Event]:
    """Each way to go on from there."""
    yield from rounds(moment) if moment.taken_from == "talks.txt" else events(moment)
    for name, day in DAYS.items():
        if (name, moment.name) in CHOSEN_DAYS:
            yield Event(frozenset({f"{name} in {moment.name}"}), name, day, "")


def lost(line: TestLine, event: Event) -> list[str]:
    """What is said, if this is what happens next, that nobody is to hear."""
    texts = len(line.carrier.texts)
    said = [*event.do(line), *(text.words for text in line.carrier.texts[texts:])]
    return [f"{event.name}: {each}" for each in said if any(words in each for words in LOST)]


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    """Where moments are opened."""
    with closing(Opened(tmp_path_factory.mktemp("moments"))) as made:
        yield made


@pytest.mark.parametrize("name", MOMENTS)
def test_what_was_asked_then_is_still_answered(name: str, opened: Opened) -> None:
    line, moment, restore = opened.at(MOMENTS[name])
    for event in ways_on(moment):
        restore()
        put(line, moment)
        assert lost(line, event) == []


def test_on_postgresql_as_well(databases: Databases) -> None:
    moment = MOMENTS[ON_POSTGRESQL]

    def prepare(url: str) -> None:
        write_server(moment, url)
        release(url)

    for event in ways_on(moment):
        with databases.fresh("postgresql", prepare) as url:
            line = make_line(url)
            put(line, moment)
            assert lost(line, event) == []
            line.db.engine.dispose()
