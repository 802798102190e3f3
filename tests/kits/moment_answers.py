"""What the code of then made of its moments: recorded once, and what has been changed on purpose since."""

import lzma
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence

from tests.kits import moment_days
from tests.kits.line import TestLine
from tests.kits.moment_events import Event, events, rounds
from tests.kits.moments import FOLDER, Moment

Answers = Mapping[str, Mapping[str, Sequence[str]]]
"""By moment, by event: the lines of a record."""
DAYS: Mapping[str, Callable[[TestLine], list[str]]] = {
    "a day with nobody": moment_days.nobody,
    "a day with everybody": moment_days.everybody,
    "every reminder in its time": moment_days.reminders,
}


def ways_on(moment: Moment) -> Iterator[Event]:
    """Each way to go on from there."""
    yield from rounds(moment) if moment.taken_from == "talks.txt" else events(moment)
    for name, day in DAYS.items():
        yield Event(frozenset({f"{name} in {moment.name}"}), name, day, "")


def recorded() -> dict[str, dict[str, list[str]]]:
    """What was made of them then."""
    answers: dict[str, dict[str, list[str]]] = {}
    for row in lzma.decompress((FOLDER / "answers.txt.xz").read_bytes()).decode().split("\n"):
        match row[:2]:
            case "= ":
                of_moment = answers.setdefault(row[2:], {})
            case "- ":
                lines = of_moment.setdefault(row[2:], [])
            case "  ":
                lines.append(row[2:])
    return answers


def write_down(answers: Answers) -> None:
    """Keep them for `recorded`."""
    rows = []
    for moment, of_moment in answers.items():
        rows.append(f"= {moment}")
        for event, lines in of_moment.items():
            rows += [f"- {event}", *(f"  {line}" for line in lines)]
    written = "\n".join(rows).encode()
    (FOLDER / "answers.txt.xz").write_bytes(lzma.compress(written, preset=9 | lzma.PRESET_EXTREME))


class Differences:
    """What differs on purpose by now, as differences.toml says it. Knows at the end which of it was met."""

    def __init__(self) -> None:
        self._said = tomllib.loads((FOLDER / "differences.toml").read_text()).get("difference", [])
        self.met: set[str] = set()

    def expected(self, moment: str, event: str, lines: Sequence[str]) -> list[str]:
        """What today's code is to make of it."""
        said = "\n".join(lines)
        for each in self._said:
            if (
                each.get("moment", moment) == moment
                and each.get("event", event) == event
                and each["then"] in said
            ):
                said = said.replace(each["then"], each["now"])
                self.met.add(each["why"])
        return said.split("\n") if said else []

    @property
    def unmet(self) -> list[str]:
        """Those that no moment has met."""
        return [each["why"] for each in self._said if each["why"] not in self.met]
