"""When slots are, through nights when clocks change, and how many are missing in them."""

from datetime import UTC, date, datetime, time, timedelta

from flows.rules.promises.coverage import Stretch
from store.rota import slots
from store.rota.slots import SlotHours
from tests.kits.line import TestLine
from tests.kits.rota import TONIGHT, Rota

NEW_YORK = "America/New_York"
HOUR = timedelta(hours=1)
NIGHTS = SlotHours((5,), time(22), time(6), 1)


def test_a_slot_over_night_has_seven_hours_in_spring_and_nine_in_autumn(line: TestLine) -> None:
    rota = Rota(line)
    rota.run(lambda tx: slots.add(tx, NIGHTS, date(2026, 1, 1)))
    (row,) = rota.run(lambda tx: slots.within(tx, date(2026, 3, 7), date(2026, 3, 7)))
    ((starts, ends),) = slots.times(row, date(2026, 3, 7), date(2026, 3, 8), NEW_YORK)
    assert ends - starts == 7 * HOUR
    ((starts, ends),) = slots.times(row, date(2026, 10, 31), date(2026, 11, 1), NEW_YORK)
    assert ends - starts == 9 * HOUR


def test_the_fewest_at_any_moment_count(line: TestLine) -> None:
    rota = Rota(line)
    rota.run(lambda tx: slots.add(tx, SlotHours((2,), time(19), time(22), 2), date(2026, 3, 1)))
    rows = rota.run(lambda tx: slots.within(tx, date(2026, 3, 4), date(2026, 3, 4)))
    on = [Stretch(TONIGHT, TONIGHT + 3 * HOUR), Stretch(TONIGHT, TONIGHT + 2 * HOUR)]
    (short,) = slots.short(rows, on, date(2026, 3, 4), date(2026, 3, 4), NEW_YORK)
    assert (short.starts_at, short.on, short.missing) == (TONIGHT, 1, 1)
    (enough,) = slots.short(rows, [*on, on[0]], date(2026, 3, 4), date(2026, 3, 4), NEW_YORK)
    assert enough.missing == 0
    assert short.ends_at == datetime(2026, 3, 5, 3, tzinfo=UTC)


def test_ended_twice_the_earlier_day_counts_and_days_before_stand(line: TestLine) -> None:
    rota = Rota(line)
    number = rota.run(lambda tx: slots.add(tx, NIGHTS, date(2026, 3, 1)))
    for day in (date(2026, 4, 1), date(2026, 5, 1)):
        slot = rota.run(lambda tx: slots.find(tx, number))
        assert slot is not None
        rota.run(lambda tx, slot=slot, day=day: slots.end(tx, slot, day))
    (row,) = rota.run(lambda tx: slots.listed(tx, date(2026, 3, 31)))
    assert row.last == "2026-03-31"
    assert rota.run(lambda tx: slots.listed(tx, date(2026, 4, 1))) == []
