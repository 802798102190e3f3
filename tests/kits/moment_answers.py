"""What the code of then made of its moments: recorded once, and what has been changed on purpose since."""

import json
import lzma
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

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
    """What is another today on purpose, by differences.toml.

    `reworded`: words (`then`, `now`) wherever they stand. `changed`: lines that one event no longer brings (`gone`),
    and those that it brings now (`come`), in any order.
    """

    def __init__(self) -> None:
        said = tomllib.loads((FOLDER / "differences.toml").read_text())
        self.reworded: Sequence[Mapping[str, str]] = said.get("reworded", [])
        self.changed = {(each["moment"], each["event"]): each for each in said.get("changed", [])}

    def unexpected(self, moment: str, event: str, then: Sequence[str], now: Sequence[str]) -> str:
        """What today's code makes of it that is neither as it was nor meant; "" for nothing."""
        expected = Counter(self._in_todays_words(then))
        if (meant := self.changed.get((moment, event))) is not None:
            expected = expected - Counter(meant["gone"]) + Counter(meant["come"])
        elif list(now) == self._in_todays_words(then):
            return ""
        gone, come = expected - Counter(now), Counter(now) - expected
        if not gone and not come and meant is not None:
            return ""
        lines = {"gone": gone.elements(), "come": come.elements()}
        listed = "\n".join(f"{name} = {_listed(each)}" for name, each in lines.items())
        return f'[[changed]]\nwhy = ""\nmoment = {_quoted(moment)}\nevent = {_quoted(event)}\n{listed}\n'

    def about_nothing(self, answers: Answers) -> list[str]:
        """Differences from what was never recorded."""
        said = "\n".join(line for events in answers.values() for lines in events.values() for line in lines)
        nowhere = [each["then"] for each in self.reworded if each["then"] not in said]
        for (moment, event), each in self.changed.items():
            recorded_then = self._in_todays_words(answers.get(moment, {}).get(event, []))
            nowhere += [line for line in each["gone"] if line not in recorded_then]
        return nowhere

    def _in_todays_words(self, lines: Sequence[str]) -> list[str]:
        said = "\n".join(lines)
        for each in self.reworded:
            said = said.replace(each["then"], each["now"])
        return said.split("\n") if said else []


def _listed(lines: Iterable[str]) -> str:
    return "".join(["[", *(f"\n  {_quoted(line)}," for line in lines), "\n]"])


def _quoted(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)
