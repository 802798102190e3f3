"""Keeps the situations in which somebody writes to a line, each brought about once, and plays from any as often as one
likes.

What is kept is the database file, the carrier and the clock. Every text is sent to a copy, so that each comes from a
fresh person, on a line where nothing was said before but what led there.
"""

import copy
import random
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from store import schema
from store.database import open_engine
from tests.kits.fakes import FakeCarrier
from tests.kits.line import SharedEngine, TestLine, make_line
from tests.kits.situations import WAYS, Key, Made, open_question

THE_DAY_BEFORE = datetime(2026, 3, 3, 22, 30, tzinfo=UTC)
"""Half past five in the afternoon on the line's clock; the texts come a day later, where "at 8" is this evening."""
BETWEEN = 75
"""Seconds from the last thing that happened until the text, so that it belongs to nothing said before."""


@dataclass
class Situation:
    """A line just before a text. `number`: who will write; `peer`: the volunteer they have to do with, or "".

    `codes`: what the codes that people write in examples (K7, M3, A1) are called here; `handle`: Heron-321, or "".
    `offered`: the keys of the open question, and what each means.
    """

    key: Key
    number: str
    peer: str
    codes: Mapping[str, str]
    handle: str
    offered: Mapping[str, str]
    file: Path
    at: datetime
    carrier: FakeCarrier


@dataclass
class Stage:
    """A line on which situations are brought about and played from. Its files are in `folder`."""

    folder: Path
    _kept: dict[Key, Situation] = field(default_factory=dict)

    def __post_init__(self) -> None:
        # Handles and codes are drawn by lot: the same ones in every run, and nobody else's draws are changed by it.
        self._random = random.getstate()
        self._file, self._migrated = self.folder / "line.db", self.folder / "migrated.db"
        engine = open_engine(f"sqlite:///{self._migrated}")
        schema.migrate(engine)
        engine.dispose()
        url = f"sqlite:///{self._file}"
        self._engine = SharedEngine(url)
        self.line: TestLine = make_line(url, engine=self._engine.engine)

    def close(self) -> None:
        """Close the database."""
        self._engine.engine.dispose()
        random.setstate(self._random)

    def situation(self, key: Key) -> Situation:
        """The situation of this key, brought about when first asked for. AssertionError where it does not come."""
        if key not in self._kept:
            self._kept[key] = self._bring_about(key)
        return self._kept[key]

    def enter(self, there: Situation) -> TestLine:
        """The line as it was when the situation had come about."""
        self._begin_from(there.file, there.at, copy.deepcopy(there.carrier))
        random.seed(there.file.name)
        return self.line

    def _begin_from(self, file: Path, at: datetime, carrier: FakeCarrier) -> None:
        self._engine.engine.dispose()
        for each in self.folder.glob(f"{self._file.name}-*"):
            each.unlink()
        shutil.copyfile(file, self._file)
        line = self.line
        line.clock.at = at
        carrier.clock = line.clock
        vars(line.carrier).update(vars(carrier))
        line.woken.clear()
        line.outages.clear()
        line.last_words.clear()
        line.read = len(carrier.texts)

    def _bring_about(self, key: Key) -> Situation:
        random.seed(str(key))
        self._begin_from(self._migrated, THE_DAY_BEFORE, FakeCarrier())
        made = Made(self.line, key)
        WAYS[key.state](made)
        self.line.pass_time(seconds=BETWEEN)
        question = open_question(self.line, made.number)
        number = len(self._kept)
        kept = self.folder / f"situation_{number}.db"
        self._engine.engine.dispose()  # the last to close it brings all into the one file
        shutil.copyfile(self._file, kept)
        offered = {shown: meaning for shown, meaning, _ in question.offered} if question else {}
        carrier = copy.deepcopy(replace(self.line.carrier, clock=datetime.now))
        return Situation(
            key, made.number, made.peer, *made.names(), offered, kept, self.line.clock.at, carrier
        )
