"""What is due, and whoever texts, is found by an index: a line with years behind it is as quick as a new one."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from sqlalchemy import Engine, event, inspect

from store.volunteers import roster
from tests.kits.bridge import PARTICIPANT, VOLUNTEER
from tests.kits.line import TestLine
from tests.kits.reminders_kind import talked

GROWS = {
    "alerts",
    "callbacks",
    "checkins",
    "consents",
    "contacts",
    "happenings",
    "inbound",
    "legs",
    "messages",
    "notes",
    "offers",
    "reminders",
    "turns",
    "turns_asked",
}
"""Tables that have a row more for each thing that happens. The others have as many rows as there are people."""


@dataclass
class Asked:
    """The statements that a database was asked, each once, with parameters it was asked with."""

    statements: dict[str, Any] = field(default_factory=dict)

    def note(self, _: Any, __: Any, statement: str, parameters: Any, ___: Any, many: bool) -> None:
        """One more. Rows that are put in read nothing but what they name."""
        if statement.lstrip().startswith(("SELECT", "UPDATE", "DELETE", "WITH")):
            self.statements.setdefault(statement, parameters[0] if many else parameters)


@contextmanager
def asked(engine: Engine) -> Iterator[Asked]:
    """All that is asked of this database within the block."""
    found = Asked()
    event.listen(engine, "before_cursor_execute", found.note)
    yield found
    event.remove(engine, "before_cursor_execute", found.note)


def read_whole(engine: Engine, statements: Mapping[str, Any]) -> list[str]:
    """The statements for which a table that grows is read from one end to the other."""
    partial = {
        index["name"]
        for table in GROWS
        for index in inspect(engine).get_indexes(table)
        if index.get("dialect_options", {}).get("sqlite_where") is not None
    }
    with engine.connect() as connection:
        plans = {
            statement: [
                row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
            ]
            for statement, parameters in statements.items()
        }
    return [statement for statement, plan in plans.items() if _reads_whole(statement, plan, partial)]


def _reads_whole(statement: str, plan: Sequence[str], partial: set[str | None]) -> bool:
    # The newest so many, by their number, end after so many.
    newest = "LIMIT" in statement and not any("TEMP B-TREE" in step for step in plan)
    for step in plan:
        scan = re.match(r"SCAN (\w+)(?: USING (?:COVERING )?INDEX (\w+))?", step)
        if scan and scan[1] in GROWS and scan[2] not in partial and not newest:
            return True
    return False


def evening(line: TestLine) -> None:
    """A volunteer with shifts, somebody who checks in, is called and asked how it was, reminders, an idle minute."""
    line.ctx.run(lambda tx: roster.add_active(tx, "Sam", VOLUNTEER))
    for words in ("ON", "SHIFT Mon Thu 7pm-10pm", "SHIFTS", "HERE", "DROP MON", "COVER", "ME"):
        line.text(VOLUNTEER, words)
    for words in ("CHECKIN", "1", "1", "2", "1", "STATUS", "REMIND Mon 7pm", "LATER 1", "READY", "MENU"):
        line.text(PARTICIPANT, words)
    line.text(PARTICIPANT, "CALL")
    for words in ("TAKE", "PASS", "TAKE", "GO", "DONE", "AGAIN"):
        line.text(VOLUNTEER, words)
    line.call(PARTICIPANT)
    line.call(VOLUNTEER)
    talked(line, 3)
    for _ in range(4):
        line.pass_time(minutes=30)
    line.pass_time(hours=24)


def test_no_table_that_grows_is_read_whole(quick_line: TestLine) -> None:
    with asked(quick_line.db.engine) as found:
        evening(quick_line)
        quick_line.clock.at += timedelta(days=7)
        quick_line.work()
    assert len(found.statements) > 100, "the evening was one"
    assert read_whole(quick_line.db.engine, found.statements) == []
