"""Time off, public holidays and PAUSE: shifts that are not theirs, and theirs again."""

from datetime import timedelta

from sqlalchemy import update

from store.models import Alert, Shift, Volunteer
from store.rota import shift_patterns, time_off
from store.rota import shifts as shifts
from tests.kits.line import NOON, TestLine
from tests.kits.rota import RUTH, SAM, TONIGHT, Rota

HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(weeks=1)


def test_shifts_within_a_time_off_are_open_and_the_coordinator_reads_one_text(line: TestLine) -> None:
    rota = Rota(line)
    sam = rota.volunteer(SAM, "Sam")
    rota.pattern(sam, "2026-03-04T19:00")
    said = rota.say(time_off.be_away, sam, NOON + WEEK, NOON + 3 * WEEK)
    assert (said.name, said.params["count"]) == ("away", 2)
    assert rota.states() == ["planned", "away", "away", "planned", "planned", "open", "open"]
    rota.tidy()
    assert [alert.kind for alert in line.rows(Alert)].count("gaps") == 1
    assert "gap" not in [alert.kind for alert in line.rows(Alert)]


def test_a_shift_made_later_within_a_time_off_is_open_as_well(quick_line: TestLine) -> None:
    rota = Rota(quick_line)
    sam = rota.volunteer(SAM, "Sam")
    rota.say(time_off.be_away, sam, NOON + WEEK, NOON + 2 * WEEK)
    rota.pattern(sam, "2026-03-04T19:00")
    assert rota.states() == ["planned", "away", "planned", "planned", "planned", "open"]


def test_taken_back_they_have_what_nobody_took(line: TestLine) -> None:
    rota = Rota(line)
    sam, ruth = rota.volunteer(SAM, "Sam"), rota.volunteer(RUTH, "Ruth")
    rota.pattern(sam, "2026-03-04T19:00")
    rota.say(time_off.be_away, sam, NOON, NOON + 3 * WEEK)
    rota.say(shifts.take, ruth, rota.open_ones()[1].id)
    assert rota.say(time_off.back, sam).params == {"count": 2}
    mine = [shift.state for shift in line.rows(Shift) if shift.volunteer_id == sam]
    assert mine == ["planned", "away", "planned", "planned", "planned"]
    assert (rota.open_ones(), rota.say(time_off.back, sam).name) == ([], "none")
    rota.tidy()
    assert [shift.state for shift in line.rows(Shift) if shift.volunteer_id == sam] == mine


def test_of_two_times_off_the_other_still_stands(quick_line: TestLine) -> None:
    rota = Rota(quick_line)
    sam = rota.volunteer(SAM, "Sam")
    rota.pattern(sam, "2026-03-04T19:00")
    rota.say(time_off.be_away, sam, NOON, NOON + WEEK)
    rota.say(time_off.be_away, sam, NOON + WEEK, NOON + 2 * WEEK)
    first = rota.run(lambda tx: time_off.of(tx, sam))[0]
    rota.say(time_off.back, sam, time_off_id=first.id)
    assert rota.states()[:3] == ["planned", "away", "planned"]


def test_a_time_off_that_makes_no_sense_changes_nothing(quick_line: TestLine) -> None:
    rota = Rota(quick_line)
    sam = rota.volunteer(SAM, "Sam")
    shift = rota.shift(sam)
    assert rota.say(time_off.be_away, sam, NOON + DAY, NOON).name == "backwards"
    assert rota.say(time_off.be_away, sam, NOON - DAY, NOON - HOUR).name == "backwards"
    assert rota.say(time_off.be_away, sam, NOON, NOON + 400 * DAY).name == "too_long"
    assert rota.row(shift).state == "planned"


def test_on_public_holidays_a_shift_does_not_run_for_who_said_so(quick_line: TestLine) -> None:
    rota = Rota(quick_line)
    quick_line.clock.at += 8 * WEEK
    free = rota.volunteer(SAM, "Sam", holidays_off=True)
    here = rota.volunteer(RUTH, "Ruth")
    for volunteer in (free, here):
        rota.pattern(volunteer, "2026-05-04T19:00")

    def holidays(volunteer: int) -> list[str | None]:
        return [
            shift.local_date
            for shift in quick_line.rows(Shift)
            if shift.volunteer_id == volunteer and shift.state == "holiday"
        ]

    assert (holidays(free), holidays(here)) == (["2026-05-25"], [])  # Memorial Day
    assert [shift.starts_at.date().isoformat() for shift in rota.open_ones()] == ["2026-05-25"]
    rota.run(lambda tx: tx.run(update(Volunteer).where(Volunteer.id == free).values(holidays_off=False)))
    assert rota.run(lambda tx: shift_patterns.holidays_changed(tx, free)) == 1
    assert (holidays(free), rota.open_ones()) == ([], [])


def test_who_asked_for_peace_is_not_put_on_duty_and_their_shift_is_open_a_day_before(
    quick_line: TestLine,
) -> None:
    rota = Rota(quick_line)
    sam = rota.volunteer(SAM, "Sam", paused_at=NOON)
    tonight, tomorrow = rota.shift(sam), rota.shift(sam, TONIGHT + DAY)
    rota.tidy()
    assert [rota.row(shift).state for shift in (tonight, tomorrow)] == ["away", "planned"]
    rota.run(lambda tx: tx.run(update(Volunteer).values(paused_at=None)))
    rota.tidy()
    assert rota.row(tonight).state == "planned"
    rota.run(lambda tx: tx.run(update(Volunteer).values(paused_at=NOON)))
    quick_line.clock.at = TONIGHT
    rota.work()
    assert (rota.row(tonight).state, rota.duty(sam)[0]) == ("away", False)
    assert len(rota.open_ones()) == 1


def test_a_pause_that_is_over_by_then_takes_no_shift_away(quick_line: TestLine) -> None:
    rota = Rota(quick_line)
    sam = rota.volunteer(SAM, "Sam", paused_at=NOON, paused_until=TONIGHT - HOUR)
    shift = rota.shift(sam)
    rota.tidy()
    assert rota.row(shift).state == "planned"
    rota.to(TONIGHT)
    assert rota.duty(sam)[0] is True


def test_their_own_word_for_a_shift_ends_the_peace_they_asked_for_as_it_begins(quick_line: TestLine) -> None:
    rota = Rota(quick_line)
    rota.volunteer(RUTH, "Ruth")
    sam = rota.volunteer(SAM, "Sam", paused_at=NOON)
    rota.say_open(TONIGHT)
    assert "This is yours" in quick_line.text(SAM, "COVER S2")
    rota.tidy()
    assert [row.state for row in quick_line.rows(Shift)] == ["planned"], "the clock takes nothing back"
    rota.to(TONIGHT)
    assert rota.duty(sam) == (True, TONIGHT + 3 * HOUR)
    quick_line.text(SAM, "PAUSE until Monday")
    rota.tidy()
    place = rota.open_ones()[0]
    assert "on now" in quick_line.text(SAM, f"COVER {place.code}")
    assert rota.duty(sam)[0] is True
