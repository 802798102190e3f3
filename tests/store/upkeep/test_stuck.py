"""What is due and nobody works on is found and told, and nothing can be open without a time."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import update

from store.models import Base, Callback, Leg, Message, Offer
from store.upkeep import stuck
from tests.kits.bridge import Desk
from tests.kits.line import COORDINATOR, TestLine
from workers.sweep import sweep_with


@pytest.fixture
def desk(line: TestLine) -> Desk:
    """A callback taken, a volunteer's phone ringing: one open row of each kind but a text."""
    made = Desk(line)
    made.ask()
    made.take()
    return made


def found(line: TestLine, at: datetime) -> dict[str, int]:
    with line.db.engine.begin() as connection:
        return dict(stuck.found(connection, at).counts)


def set_all(line: TestLine, model: Any, **values: Any) -> None:
    with line.db.begin(line.clock.at) as tx:
        tx.run(update(model).values(**values))


@pytest.mark.parametrize(
    ("model", "column", "name", "allowed"),
    [
        (Callback, "due_at", "callbacks", 5),
        (Leg, "due_at", "rings", 5),
        (Message, "due_at", "texts", 10),
        (Offer, "expires_at", "offers", 10),
    ],
)
def test_a_row_that_is_long_due_is_stuck_and_one_a_little_late_is_not(
    desk: Desk, model: Any, column: str, name: str, allowed: int
) -> None:
    line, now = desk.line, desk.line.clock.at
    far = now + timedelta(days=1)
    for each, due in ((Callback, "due_at"), (Leg, "due_at"), (Message, "due_at"), (Offer, "expires_at")):
        set_all(line, each, **{due: far})
    if model in (Message, Offer):
        set_all(line, model, state="due" if model is Message else "open")
    set_all(line, model, **{column: now - timedelta(minutes=allowed - 1)})
    assert found(line, now) == {}
    set_all(line, model, **{column: now - timedelta(minutes=allowed + 1)})
    assert found(line, now) == {name: len(line.rows(model))}
    set_all(
        line, model, state={"callbacks": "completed", "rings": "ended", "texts": "sent"}.get(name, "passed")
    )
    assert found(line, now) == {}, "what is over waits for nothing"


def test_a_line_that_is_worked_on_is_never_stuck(desk: Desk) -> None:
    for _ in range(30):
        desk.line.pass_time(minutes=5)
        assert found(desk.line, desk.line.clock.at) == {}


def test_what_is_stuck_is_told_once_an_hour(desk: Desk) -> None:
    line = desk.line
    told = len(line.texts_to(COORDINATOR))

    def an_hour_goes_by_with_a_broken_row() -> None:
        set_all(line, Callback, due_at=line.clock.at - timedelta(minutes=42), state="connected")
        set_all(line, Leg, due_at=line.clock.at + timedelta(hours=9))
        sweep_with(line.ctx, "housekeeping")
        sweep_with(line.ctx, "housekeeping")
        assert line.texts_to(COORDINATOR)[told:] == said_before
        line.clock.at += stuck.CHANCE
        sweep_with(line.ctx, "housekeeping")
        sweep_with(line.ctx, "offers")

    said_before: list[str] = []
    an_hour_goes_by_with_a_broken_row()
    said = line.texts_to(COORDINATOR)[told:]
    assert len(said) == 1
    assert said[0].startswith("STUCK: 1 things are due, the first for 42 minutes")
    said_before = said
    line.clock.at += timedelta(minutes=50)
    an_hour_goes_by_with_a_broken_row()
    assert len(line.texts_to(COORDINATOR)) == told + 1
    line.clock.at += timedelta(minutes=8)
    an_hour_goes_by_with_a_broken_row()
    assert len(line.texts_to(COORDINATOR)) == told + 2


def test_a_standstill_that_is_worked_off_alerts_nobody_and_keeps_no_later_alert_back(desk: Desk) -> None:
    line = desk.line

    def told() -> int:
        return sum("STUCK" in said for said in line.texts_to(COORDINATOR))

    line.clock.at += timedelta(hours=2)
    assert found(line, line.clock.at), "everything is long due when the processes come back"
    sweep_with(line.ctx, "housekeeping")
    line.work()
    line.clock.at += timedelta(minutes=1)
    sweep_with(line.ctx, "housekeeping")
    line.pass_time(minutes=2)
    assert told() == 0
    set_all(line, Callback, due_at=line.clock.at - timedelta(minutes=42), state="connected")
    set_all(line, Leg, due_at=line.clock.at + timedelta(hours=9))
    for _ in range(2):
        sweep_with(line.ctx, "housekeeping")
        line.clock.at += timedelta(minutes=1)
    sweep_with(line.ctx, "offers")
    assert told() == 1


def test_every_table_with_a_state_has_a_time_for_what_is_open_and_is_watched() -> None:
    """Invariant 5: every open row has an owner and a time. The column's own rule says so, not our good will."""
    watched = {each.due_at.class_.__table__.name: each.due_at.key for each in stuck.WATCHED}
    for table in Base.metadata.sorted_tables:
        if (
            "state" not in table.columns or table.name == "accounts"
        ):  # a person; an invitation ends by its own time
            continue
        times = [table.columns[name] for name in ("due_at", "expires_at") if name in table.columns]
        assert times, f"{table.name} has a state, and no time at which somebody looks"
        # What a shift waits for is its time itself: one without is looked at by nobody any more.
        assert not times[0].nullable or table.name == "turns", f"{table.name}.{times[0].name}"
        assert watched.get(table.name) == times[0].name, f"{table.name} is not watched: store/upkeep/stuck.py"


def test_what_is_asked_or_waits_in_other_tables_ends_by_itself() -> None:
    """No state, but open all the same: a question, a number to be confirmed."""
    for name in ("conversations", "other_numbers"):
        assert not Base.metadata.tables[name].columns["expires_at"].nullable


def test_every_open_row_of_a_real_line_belongs_to_somebody(desk: Desk) -> None:
    owners = {Callback: "contact_id", Leg: "volunteer_id", Offer: "volunteer_id"}
    for model, owner in owners.items():
        rows = desk.line.rows(model)
        assert rows
        assert all(getattr(row, owner) is not None for row in rows), model.__name__
