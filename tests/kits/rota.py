"""Makes a rota for tests: volunteers with patterns and shifts on a line in this process, and a clock that runs it."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import update

from flows.effects.base import Outcome
from store.database import Tx
from store.models import Shift, Volunteer
from store.rota import clock, open_shifts, shift_patterns
from store.rota import queries as rota
from store.rota import shifts as shifts
from store.upkeep import housekeeping
from tests.kits.line import TestLine

SAM, RUTH, ALEX, NOOR = "+12025550122", "+12025550123", "+12025550124", "+12025550125"
TONIGHT = datetime(2026, 3, 5, 0, 0, tzinfo=UTC)
"""Wednesday, 4 March 2026, 7 pm in New York: seven hours after a test's line begins."""


@dataclass
class Rota:
    """A line's rota: its volunteers by number, and their shifts."""

    line: TestLine
    ids: dict[str, int] = field(default_factory=dict)

    def volunteer(self, number: str, name: str, *, languages: tuple[str, ...] = ("en",), **more: Any) -> int:
        """Add an active volunteer who is off duty; gives their id. `more`: columns of their row, like reserve=True."""
        id = self.line.volunteer(number, name, on_duty=False, languages=languages)
        if more:
            self.run(lambda tx: tx.run(update(Volunteer).where(Volunteer.id == id).values(**more)))
        self.ids[number] = id
        return id

    def run(self, work: Any) -> Any:
        """Run `work` in one transaction at this moment; gives its result."""
        return self.line.db.transact(self.line.clock.at, work)

    def pattern(self, volunteer_id: int, begins: str, minutes: int = 180, **more: Any) -> int:
        """Add a shift pattern that begins at "2026-03-04T19:00" in New York, every week unless `more` says else."""
        at = datetime.fromisoformat(begins)
        days = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
        said = {"recurs": f"FREQ=WEEKLY;BYDAY={days[at.weekday()]}", "ends": None} | more
        said.setdefault("timezone", "America/New_York")
        added: int = self.run(
            lambda tx: shift_patterns.add_pattern(tx, volunteer_id, begins=at, minutes=minutes, **said)
        )
        return added

    def shift(self, volunteer_id: int, starts_at: datetime = TONIGHT, hours: float = 3) -> int:
        """Add a shift that a volunteer has taken and that belongs to no pattern; gives its id."""

        def work(tx: Tx) -> int:
            place = open_shifts.open_shift(tx, starts_at, starts_at + timedelta(hours=hours))
            assert place is not None
            assert shifts.take(tx, volunteer_id, place).name in ("taken", "on")
            return place

        made: int = self.run(work)
        return made

    def say_open(self, starts_at: datetime, hours: float = 3) -> None:
        """Add an open shift, which nobody has."""
        self.run(lambda tx: open_shifts.open_shift(tx, starts_at, starts_at + timedelta(hours=hours)))

    def to(self, at: datetime) -> None:
        """Move the clock to a moment, and do what is due until then, each thing at its time."""
        while (then := self._next_due(at)) is not None:
            self.line.clock.at = max(then, self.line.clock.at)
            self.work()
        self.line.clock.at = at
        self.work()

    def work(self) -> None:
        """Do what is due in the rota, and send the texts that come of it."""
        for _ in range(5):
            found = self.run(lambda tx: clock.due(tx, 100))
            for shift_id in found:
                self.run(lambda tx, id=shift_id: clock.advance(tx, id))
            if not found:
                break
        self.line.work()

    def tidy(self) -> None:
        """Do one minute's housekeeping."""
        self.run(housekeeping.tidy)
        self.work()

    def say(self, verb: Any, *given: Any, **more: Any) -> Outcome:
        """Call a verb of the store in a transaction of its own; gives its outcome."""
        outcome: Outcome = self.run(lambda tx: verb(tx, *given, **more))
        return outcome

    def row(self, shift_id: int) -> Any:
        """The row of a shift, as it is now."""
        return self.run(lambda tx: rota.shift(tx, shift_id))

    def open_ones(self) -> list[Any]:
        """The rows of the open shifts."""
        return [row for row in self.line.rows(Shift) if row.state == "open"]

    def duty(self, volunteer_id: int) -> tuple[bool, datetime | None]:
        """Whether a volunteer is on duty by their row, and until when."""
        row = next(row for row in self.line.rows(Volunteer) if row.id == volunteer_id)
        on = row.on_duty and (row.duty_until is None or row.duty_until > self.line.clock.at)
        return on, row.duty_until

    def states(self) -> list[str]:
        """The states of all shifts, in the order in which they were made."""
        return [row.state for row in self.line.rows(Shift)]

    def _next_due(self, before: datetime) -> datetime | None:
        found = [
            row.due_at for row in self.line.rows(Shift) if row.due_at is not None and row.due_at <= before
        ]
        return min(found, default=None)
