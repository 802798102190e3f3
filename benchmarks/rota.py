"""A long rota: 1,000 volunteers, ten years of shifts. Who is on now, and how fast patterns come to shifts."""

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import insert

from benchmarks.load import number
from benchmarks.stage import KEY
from flows.rules.times.recurring import Recurring, weekly_rule
from flows.rules.times.shift_patterns import stretches
from store import schema
from store.database import Database, Tx, open_engine
from store.models import Contact, Shift, ShiftPattern, Volunteer
from store.rota import queries, shift_patterns, shifts
from store.vault import Vault
from store.vault.columns import CONTACT_NUMBER, VOLUNTEER_EXPERIENCES, VOLUNTEER_NAME, RowName
from tests.kits.line import LINE
from tests.kits.servers import running_postgres

VOLUNTEERS, YEARS, LOOKS = 1_000, 10, 2_000
NOW = datetime(2026, 1, 1, 17, tzinfo=UTC)
END = NOW + timedelta(days=365.25 * YEARS)
AIM_MS = 5.0


def run() -> Iterator[str]:
    """The table's rows."""
    yield f"{VOLUNTEERS:,} volunteers two shifts a week each, {YEARS} years of them as turns in rows."
    yield f"Aim: who is on at a moment in under {AIM_MS:.0f} ms."
    yield ""
    yield "| database | what | measured |"
    yield "|---|---|---|"
    with tempfile.TemporaryDirectory() as folder:
        yield from _measure("sqlite", f"sqlite:///{Path(folder) / 'rota.db'}")
    with running_postgres(durable=True) as server:
        yield from _measure("postgresql", server.url(server.create()))


def _measure(kind: str, url: str) -> Iterator[str]:
    engine = open_engine(url)
    schema.migrate(engine)
    db = Database(engine, Vault([KEY]), LINE)
    _people(db)
    made, seconds = _expanded_by_the_line(db)
    each = f"{made / seconds:,.0f} shifts/s, {seconds / VOLUNTEERS * 1000:.1f} ms a shift"
    yield f"| {kind} | five weeks of a shift made by the line, reminders and all | {each} |"
    rows, seconds = _ten_years(db)
    if kind == "sqlite":
        yield f"| — | ten years reckoned by the rules alone, {rows:,} shifts | {rows / seconds:,.0f} shifts/s |"
    random = Random(2026)  # noqa: S311 - the same moments each time
    moments = [NOW + (END - NOW) * random.random() for _ in range(LOOKS)]
    with db.begin(NOW) as tx:
        on = statistics.mean(len(queries.running(tx, at)) for at in moments[:100])
        yield _row(
            kind,
            f"who is on at a moment (about {on:.0f} of {rows:,} shifts)",
            _timed(queries.running, tx, moments),
        )
    with db.begin(moments[0]) as tx:
        yield _row(kind, "when somebody is on next", _timed(_next_cover, tx, moments[:500]))
    engine.dispose()


def _next_cover(tx: Tx, _: datetime) -> Any:
    return queries.next_cover(tx, language="en")


def _timed(look: Callable[[Tx, datetime], Any], tx: Tx, moments: list[datetime]) -> list[float]:
    took = []
    for at in moments:
        began = time.perf_counter()
        look(tx, at)
        took.append((time.perf_counter() - began) * 1000)
    return sorted(took)


def _row(kind: str, what: str, took: list[float]) -> str:
    return (
        f"| {kind} | {what} | {statistics.median(took):.2f} ms, "
        f"99th {took[int(len(took) * 0.99)]:.2f} ms, slowest {took[-1]:.2f} ms |"
    )


def _people(db: Database) -> None:
    contacts = [
        {
            "id": n,
            "handle": f"Heron-{n}",
            "number_hash": db.vault.hash(number(n)),
            "number_sealed": db.vault.seal(CONTACT_NUMBER, RowName(f"Heron-{n}"), number(n)),
            "language": "en",
            "created_at": NOW,
        }
        for n in range(1, VOLUNTEERS + 1)
    ]
    volunteers = [
        {
            "id": n,
            "contact_id": n,
            "row_key": f"Heron-{n}",
            "name_sealed": db.vault.seal(VOLUNTEER_NAME, RowName(f"Heron-{n}"), "Sam"),
            "status": "active",
            "on_duty": False,
            "languages": ["en"],
            "experiences_sealed": db.vault.seal(VOLUNTEER_EXPERIENCES, RowName(f"Heron-{n}"), "[]"),
            "created_at": NOW,
        }
        for n in range(1, VOLUNTEERS + 1)
    ]
    with db.begin(NOW) as tx:
        tx.run(insert(Contact), contacts)
        tx.run(insert(Volunteer), volunteers)


def _expanded_by_the_line(db: Database) -> tuple[int, float]:
    began, made = time.perf_counter(), 0
    for volunteer_id in range(1, VOLUNTEERS + 1):
        with db.begin(NOW) as tx:
            begins = datetime.combine(NOW.date() + timedelta(days=volunteer_id % 7), datetime.min.time())
            begins += timedelta(hours=volunteer_id % 24)
            shift_patterns.add_pattern(
                tx,
                volunteer_id,
                begins=begins,
                recurs=weekly_rule((begins.weekday(),)),
                minutes=180,
                ends=None,
                timezone="America/New_York",
            )
            made += 5
    return made, time.perf_counter() - began


def _ten_years(db: Database) -> tuple[int, float]:
    """Rows for ten years, and the seconds that the rules took for them."""
    random = Random(7)  # noqa: S311 - the same rota each time
    count, seconds = 0, 0.0
    for volunteer_id in range(1, VOLUNTEERS + 1):
        rows: list[dict[str, Any]] = []
        pattern_ids = []
        for _ in range(2):
            begins = datetime.combine(NOW.date(), datetime.min.time()) + timedelta(
                hours=random.randrange(168)
            )
            minutes = random.choice((120, 180, 240, 480))
            rule = weekly_rule((begins.weekday(),))
            with db.begin(NOW) as tx:
                values = {"volunteer_id": volunteer_id, "begins": begins.isoformat(timespec="minutes")}
                values |= {"recurs": rule, "minutes": minutes, "timezone": "America/New_York"}
                made = (
                    insert(ShiftPattern)
                    .values(created_at=NOW, expanded_to=END, **values)
                    .returning(ShiftPattern.id)
                )
                pattern_ids.append(tx.run(made).scalar_one())
            began = time.perf_counter()
            found = list(stretches(Recurring(begins, rule, "America/New_York"), minutes, None, NOW, END))
            seconds += time.perf_counter() - began
            rows += [
                {
                    "shift_id": pattern_ids[-1],
                    "volunteer_id": volunteer_id,
                    "local_date": each.local_date.isoformat(),
                    "starts_at": each.starts_at,
                    "ends_at": each.ends_at,
                    "state": "planned",
                    "due_at": each.starts_at - shifts.LOOK_BEFORE,
                    "created_at": NOW,
                }
                for each in found
            ]
        with db.begin(NOW) as tx:
            tx.run(insert(Shift), rows)
        count += len(rows)
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE")
    return count, seconds
