"""A volunteer's bounds: a pause, the night, a cap on one stretch of duty, and a talk after a hard call."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from store.database import Tx
from store.models import Alert, Callback, Volunteer
from store.offers.candidates import candidates
from store.rota import pause
from store.staffing import forecast
from store.upkeep import housekeeping
from store.volunteers import availability, notes
from tests.kits.bridge import PARTICIPANT, SECOND, VOLUNTEER, Desk
from tests.kits.line import COORDINATOR, LINE, TestLine
from tests.kits.rota import ALEX, RUTH, SAM, TONIGHT, Rota
from tests.kits.talks import say, talk


def them(line: TestLine) -> Any:
    [row] = line.rows(Volunteer)
    return row


def asked(line: TestLine, number: str = VOLUNTEER) -> int:
    return sum("TAKE" in words and "PASS" in words for words in line.texts_to(number))


def after(line: TestLine, **by: float) -> None:
    """Time passes; the clock looks at everything."""
    line.clock.at += timedelta(**by)
    line.db.transact(line.clock.at, housekeeping.tidy)
    line.work()


def test_a_break_hands_the_offer_on_at_once_and_duty_goes_on_after_it(line: TestLine) -> None:
    desk = Desk(line)
    desk.ask(volunteers=(VOLUNTEER, SECOND))
    first, other = (VOLUNTEER, SECOND) if asked(line, VOLUNTEER) else (SECOND, VOLUNTEER)
    reply = say(desk, first, "PAUSE 1 hour")
    assert "a break until 1:00 PM" in reply and "on again" in reply
    assert asked(line, other) == 1, "the open offer went on"
    say(desk, other, f"PASS {desk.code}")
    after(line, minutes=59)
    assert asked(line, first) == 1, "not asked again"
    after(line, minutes=2)
    assert asked(line, first) == 2, "on duty again, without ON"


def test_a_pause_without_an_end_ends_with_on(quick_line: TestLine) -> None:
    quick_line.volunteer(VOLUNTEER)
    assert "until you text ON" in quick_line.text(VOLUNTEER, "PAUSE")
    assert not them(quick_line).on_duty
    after(quick_line, days=20)
    assert them(quick_line).paused_at is not None, "no end comes by itself"
    quick_line.text(VOLUNTEER, "ON")
    assert (them(quick_line).paused_at, them(quick_line).on_duty) == (None, True)
    assert them(quick_line).duty_since == quick_line.clock.at


def test_words_that_name_no_time_are_a_pause_all_the_same(quick_line: TestLine) -> None:
    quick_line.volunteer(VOLUNTEER)
    reply = quick_line.text(VOLUNTEER, "PAUSE when kids sleep")
    assert "until you text ON" in reply and "PAUSE 1 hour" in reply
    assert not them(quick_line).on_duty


def test_a_pause_of_a_day_is_off_duty_and_forgotten_when_it_is_over(quick_line: TestLine) -> None:
    quick_line.volunteer(VOLUNTEER)
    assert "Paused until 12:00 AM EST tomorrow" in quick_line.text(VOLUNTEER, "PAUSE today")
    after(quick_line, hours=13)
    assert (them(quick_line).paused_at, them(quick_line).paused_until) == (None, None)
    assert not them(quick_line).on_duty


@pytest.mark.both_databases
def test_a_paused_volunteer_is_not_found_by_anything_that_asks(line: TestLine) -> None:
    id = line.volunteer(VOLUNTEER)
    line.text(PARTICIPANT, "CALL")
    with line.db.begin(line.clock.at) as tx:
        assert [row.id for row in availability.counted_on(tx)] == [id]
        pause.begin(tx, id, tx.now + timedelta(hours=1), is_break=True)
        assert availability.counted_on(tx) == []
        assert availability.back_at(tx, "en") == tx.now + timedelta(hours=1)
        [cb] = tx.run(Callback.__table__.select())
        assert [each.paused for each in candidates(tx, cb)] == [True]


def test_a_participant_who_calls_while_the_only_volunteer_rests_is_promised_a_time_after_it(
    quick_line: TestLine,
) -> None:
    quick_line.volunteer(VOLUNTEER)
    quick_line.text(VOLUNTEER, "PAUSE 1 hour")
    quick_line.text(PARTICIPANT, "CALL")
    [cb] = quick_line.rows(Callback)
    assert cb.promised_by == quick_line.clock.at + timedelta(hours=3), "an hour of rest, and two as promised"


def test_shifts_that_fall_into_a_pause_are_told_by_their_hours(quick_line: TestLine) -> None:
    rota = Rota(quick_line)
    sam = rota.volunteer(SAM, "Sam")
    for days in range(3):
        rota.shift(sam, TONIGHT + timedelta(days=days))
    assert "a shift in that time: today 7-10 PM EST." in quick_line.text(SAM, "PAUSE a day")
    said = quick_line.text(SAM, "PAUSE until Monday")
    assert "3 shifts in that time. The next two: today 7-10 PM EST, tomorrow 7-10 PM EST." in said
    assert "in that time" not in quick_line.text(SAM, "PAUSE 1 hour")


@pytest.mark.both_databases
def test_the_end_of_a_break_is_told_only_to_a_volunteer_on_a_shift(line: TestLine) -> None:
    rota = Rota(line)
    sam = rota.volunteer(SAM, "Sam")
    line.volunteer(RUTH, "Ruth")
    rota.shift(sam)
    rota.shift(rota.volunteer(ALEX, "Alex"))
    rota.to(TONIGHT)
    for number in (SAM, RUTH):
        assert "a break until 8:00 PM" in line.text(number, "PAUSE 1 hour")
    after(line, minutes=61)
    after(line, minutes=1)
    told = [said for said in line.texts_to(SAM) if "break is over" in said]
    assert len(told) == 1 and "until 10:00 PM" in told[0], "once"
    for number in (RUTH, ALEX):
        assert not [said for said in line.texts_to(number) if "break is over" in said], (
            "on by ON; never paused"
        )


def test_a_break_that_outlasts_the_shift_ends_in_silence(quick_line: TestLine) -> None:
    rota = Rota(quick_line)
    rota.shift(rota.volunteer(SAM, "Sam"))
    rota.to(TONIGHT)
    quick_line.text(SAM, "PAUSE 4 hours")
    after(quick_line, hours=5)
    assert not [said for said in quick_line.texts_to(SAM) if "break is over" in said]


@pytest.mark.both_databases
def test_a_break_at_the_beginning_of_a_shift_does_not_cost_the_shift(line: TestLine) -> None:
    rota = Rota(line)
    sam = rota.volunteer(SAM, "Sam")
    rota.volunteer(RUTH, "Ruth", reserve=True)
    shift = rota.shift(sam)
    line.text(SAM, "HERE")
    line.clock.at = TONIGHT - timedelta(hours=3)
    assert "(today 7-10 PM EST) stays yours" in line.text(SAM, "PAUSE 4 hours")
    line.text(PARTICIPANT, "CALL")
    [cb] = line.rows(Callback)
    assert cb.promised_by == TONIGHT + timedelta(hours=3), "counted from the end of the break"
    ahead = rota.run(lambda tx: list(forecast.stretches(tx, until=TONIGHT + timedelta(hours=3))))
    assert [each.sure for each in ahead] == [True], "no gap in the week ahead"
    rota.tidy()
    rota.to(TONIGHT - timedelta(hours=1))
    rota.to(TONIGHT + timedelta(minutes=59))
    assert (rota.row(shift).state, rota.duty(sam)) == ("on", (True, TONIGHT + timedelta(hours=3)))
    assert line.texts_to(SAM) == [], "nothing is asked, and nothing told, in a pause"
    assert line.texts_to(RUTH) == [] and not rota.open_ones(), "nobody is asked to come instead"
    after(line, minutes=1)
    after(line, minutes=1)
    over, offer = line.texts_to(SAM)
    assert "break is over" in over and "until 10:00 PM" in over and "TAKE" in offer
    assert [alert.kind for alert in line.rows(Alert)] == ["nobody_on_duty"], "not that a place is empty"


def test_a_break_across_two_shifts_that_follow_on_each_other_costs_neither(quick_line: TestLine) -> None:
    rota = Rota(quick_line)
    sam = rota.volunteer(SAM, "Sam")
    for at in (TONIGHT, TONIGHT + timedelta(hours=3)):
        rota.shift(sam, at)
    rota.to(TONIGHT + timedelta(hours=2.5))
    said = quick_line.text(SAM, "PAUSE 1 hour")
    assert "a break until 10:30 PM" in said and "(today 10 PM-1 AM EST) stays yours" in said
    rota.to(TONIGHT + timedelta(hours=3))
    after(quick_line, minutes=30)
    assert rota.states()[:2] == ["over", "on"] and not rota.open_ones()
    assert "until 1:00 AM" in quick_line.texts_to(SAM)[-1]


def test_a_break_that_takes_most_of_a_shift_gives_it_to_others(quick_line: TestLine) -> None:
    rota = Rota(quick_line)
    shift = rota.shift(rota.volunteer(SAM, "Sam"))
    quick_line.clock.at = TONIGHT - timedelta(hours=1)
    said = quick_line.text(SAM, "PAUSE 3 hours")
    assert "a shift in that time: today 7-10 PM EST" in said and "stays yours" not in said
    rota.tidy()
    assert rota.row(shift).state == "away" and len(rota.open_ones()) == 1


def test_the_rest_of_the_day_is_no_break_and_gives_the_shift_of_the_night_to_others(
    quick_line: TestLine,
) -> None:
    rota = Rota(quick_line)
    shift = rota.shift(rota.volunteer(SAM, "Sam"), TONIGHT + timedelta(hours=3), 8)
    quick_line.clock.at = TONIGHT + timedelta(hours=1)
    assert "we'll ask others" in quick_line.text(SAM, "PAUSE today")
    rota.tidy()
    assert rota.row(shift).state == "away"


def test_a_pause_made_a_break_gives_the_shift_back_that_nobody_took_and_made_longer_takes_it(
    quick_line: TestLine,
) -> None:
    rota = Rota(quick_line)
    shift = rota.shift(rota.volunteer(SAM, "Sam"))
    quick_line.clock.at = TONIGHT - timedelta(minutes=30)
    states = []
    for said in ("PAUSE", "PAUSE 1 hour", "PAUSE until Monday"):
        quick_line.clock.at += timedelta(minutes=1)
        quick_line.text(SAM, said)
        rota.tidy()
        states.append(rota.row(shift).state)
    assert states == ["away", "confirmed", "away"]


def test_a_break_that_is_over_as_the_shift_begins_is_nothing_to_tell(quick_line: TestLine) -> None:
    rota = Rota(quick_line)
    rota.shift(rota.volunteer(SAM, "Sam"))
    quick_line.clock.at = TONIGHT - timedelta(minutes=60)
    quick_line.text(SAM, "PAUSE 1 hour")
    rota.to(TONIGHT)
    rota.tidy()
    assert not [said for said in quick_line.texts_to(SAM) if "break is over" in said]


def test_a_shift_that_somebody_on_pause_will_not_come_to_is_no_cover_to_promise(quick_line: TestLine) -> None:
    rota = Rota(quick_line)
    rota.shift(rota.volunteer(SAM, "Sam"), TONIGHT + timedelta(hours=24))
    assert "next one starts" in quick_line.text(PARTICIPANT, "CALL")
    quick_line.text(SAM, "PAUSE")
    assert "don't know yet who is next" in quick_line.text(SECOND, "CALL")


def test_a_pause_in_the_last_minutes_is_no_sign_that_they_come(quick_line: TestLine) -> None:
    rota = Rota(quick_line)
    sam = rota.volunteer(SAM, "Sam")
    shift = rota.shift(sam)
    quick_line.clock.at = TONIGHT - timedelta(minutes=10)
    quick_line.text(SAM, "PAUSE until Monday")
    rota.work()  # the clock of the shift comes before the housekeeping
    assert (rota.row(shift).state, rota.duty(sam)[0]) == ("away", False)


def test_two_shifts_that_overlap_go_on_with_one_text(quick_line: TestLine) -> None:
    rota = Rota(quick_line)
    sam = rota.volunteer(SAM, "Sam")
    for begins in ("2026-03-04T19:00", "2026-03-04T20:00"):
        rota.pattern(sam, begins)
    rota.to(TONIGHT + timedelta(hours=1))
    quick_line.text(SAM, "PAUSE 30 min")
    after(quick_line, minutes=30)
    told = [said for said in quick_line.texts_to(SAM) if "break is over" in said]
    assert len(told) == 1 and "until 11:00 PM" in told[0]


def test_on_pause_nobody_is_asked_the_day_before_whether_they_come(quick_line: TestLine) -> None:
    rota = Rota(quick_line)
    rota.shift(rota.volunteer(SAM, "Sam"), TONIGHT + timedelta(hours=24))
    quick_line.text(SAM, "PAUSE a day")
    rota.to(TONIGHT)
    assert quick_line.texts_to(SAM) == []
    rota.to(TONIGHT + timedelta(hours=23))
    assert len(quick_line.texts_to(SAM)) == 1, "the hour before is after it"


def test_a_shift_added_for_once_in_a_pause_is_a_newer_word(quick_line: TestLine) -> None:
    rota = Rota(quick_line)
    rota.volunteer(SAM, "Sam")
    quick_line.text(SAM, "ZONE Eastern")
    quick_line.text(SAM, "PAUSE")
    quick_line.text(SAM, "SHIFT 5 Mar 7pm 3h")
    rota.to(TONIGHT + timedelta(hours=1))
    rota.tidy()
    assert rota.states()[0] == "planned"


@pytest.mark.parametrize(
    ("said", "until"),
    [
        ("PAUSE a day", "12:00 PM EST tomorrow"),
        ("PAUSE today please", "12:00 AM EST tomorrow"),
        ("PAUSE hoy", "12:00 AM EST tomorrow"),
    ],
)
def test_a_day_is_no_misspelt_today_and_today_no_courtesy(
    quick_line: TestLine, said: str, until: str
) -> None:
    quick_line.volunteer(VOLUNTEER)
    assert f"Paused until {until}" in quick_line.text(VOLUNTEER, said)


@pytest.mark.parametrize(
    "said", ["PAUSE please I cant do this right now", "Pause until I feel better, thank you"]
)
def test_a_pause_with_its_reason_is_a_pause(quick_line: TestLine, said: str) -> None:
    quick_line.volunteer(VOLUNTEER)
    assert "Paused" in quick_line.text(VOLUNTEER, said)
    assert not them(quick_line).on_duty


def test_advice_that_begins_with_the_word_is_no_pause(quick_line: TestLine) -> None:
    quick_line.volunteer(VOLUNTEER)
    quick_line.text(VOLUNTEER, "Pause and breathe out slowly is what helps")
    assert them(quick_line).on_duty


def test_a_call_in_hand_stays_theirs_in_a_pause(quick_line: TestLine) -> None:
    desk = Desk(quick_line)
    desk.ask()
    desk.take()
    assert f"{desk.code} is still yours" in say(desk, VOLUNTEER, "PAUSE")
    assert desk.callback.volunteer_id is not None


def test_pause_from_a_participant_pauses_their_reminders(quick_line: TestLine) -> None:
    quick_line.text(PARTICIPANT, "REMIND Mon Thu 7pm")
    assert "They rest until Mon" in quick_line.text(PARTICIPANT, "PAUSE until Monday")
    assert "REMIND ON" in quick_line.text(PARTICIPANT, "PAUSE")
    assert "They rest" not in quick_line.text(PARTICIPANT, "PAUSE and breathe helped me a lot today")


def test_a_line_that_rests_long_promises_less_from_its_first_call_on(
    lines: Callable[..., TestLine],
) -> None:
    line = lines("sqlite", replace(LINE, rest_minutes=60))
    line.volunteer(VOLUNTEER)
    for number in (PARTICIPANT, SECOND, "+12025550114"):
        line.text(number, "CALL")
    promised = [cb.promised_by for cb in line.rows(Callback)]
    assert promised[0] == line.clock.at + timedelta(hours=2)
    assert promised[2] >= line.clock.at + timedelta(minutes=2 * 75), "two talks before it, and two rests"


def test_rest_after_a_talk_is_as_long_as_the_organisation_gives(lines: Callable[..., TestLine]) -> None:
    line = lines("sqlite", replace(LINE, rest_minutes=20))
    desk = Desk(line)
    desk.ask()
    talk(desk)
    ended = line.rows(Callback)[0].ended_at
    assert them(line).resting_until == ended + timedelta(minutes=20)


# --- the night


@pytest.mark.both_databases
def test_a_volunteer_on_duty_since_the_morning_is_not_asked_at_night_but_the_next_morning(
    line: TestLine,
) -> None:
    line.volunteer(VOLUNTEER)
    line.clock.at = TONIGHT + timedelta(hours=5.5)
    line.text(PARTICIPANT, "CALL")
    line.work()
    assert asked(line) == 0, "half past midnight, and ON was at noon"
    [cb] = line.rows(Callback)
    assert cb.promised_by == TONIGHT + timedelta(hours=15), "counted from 8 in the morning"
    line.text(VOLUNTEER, "ON")
    line.work()
    assert asked(line) == 1, "ON at night counts until its morning"


def test_a_volunteer_added_on_duty_at_3_in_the_morning_is_asked_at_once(quick_line: TestLine) -> None:
    quick_line.clock.at = TONIGHT + timedelta(hours=8)
    quick_line.volunteer(VOLUNTEER)
    quick_line.text(PARTICIPANT, "CALL")
    quick_line.work()
    assert asked(quick_line) == 1


# --- a cap on one stretch


@pytest.mark.both_databases
def test_a_volunteer_at_their_cap_is_not_asked_until_they_come_on_duty_anew(line: TestLine) -> None:
    desk = Desk(line)
    desk.ask()

    def cap(tx: Tx) -> Any:
        return tx.run(update(Volunteer).values(shift_cap=1))

    line.db.transact(line.clock.at, cap)
    talk(desk)
    line.pass_time(minutes=20)
    line.text(SECOND, "CALL")
    line.work()
    before = asked(line)
    line.pass_time(minutes=30)
    assert asked(line) == before == 1
    line.text(VOLUNTEER, "ON")
    line.work()
    assert asked(line) == 2


def test_a_shift_of_the_rota_is_a_stretch_of_its_own_and_so_is_each_day_of_an_on_that_was_forgotten(
    quick_line: TestLine,
) -> None:
    desk = Desk(quick_line)
    desk.ask()
    quick_line.db.transact(quick_line.clock.at, lambda tx: tx.run(update(Volunteer).values(shift_cap=1)))
    talk(desk)

    def reached() -> bool:
        cb = desk.callback
        with quick_line.db.begin(quick_line.clock.at) as tx:
            [each] = candidates(tx, cb)
            capped = each.calls_on_shift >= 1
            # Nobody is promised who is asked no more.
            assert (availability.counted_on(tx) == []) is (capped or each.asleep)
            return capped

    assert reached()
    assert "No volunteer is on" in quick_line.text(SECOND, "CALL")
    quick_line.clock.at = TONIGHT + timedelta(hours=12)
    assert reached(), "seven in the morning"
    quick_line.clock.at += timedelta(hours=1)
    assert not reached()
    quick_line.clock.at = TONIGHT - timedelta(hours=1)
    rota = Rota(quick_line)
    rota.shift(them(quick_line).id)
    assert reached()
    rota.to(TONIGHT)
    assert not reached()


# --- after a hard call


def test_a_hard_call_brings_rest_and_an_offer_to_talk_and_the_team_hears_only_of_a_yes(
    line: TestLine,
) -> None:
    desk = Desk(line)
    desk.ask()
    talk(desk)
    reply = say(desk, VOLUNTEER, f"DONE {desk.code} hard, he reminded me of my brother")
    assert "No calls for you until" in reply and "someone on our team to talk it over" in reply
    assert not [alert for alert in line.rows(Alert) if alert.kind == "debrief"]
    assert "get in touch" in say(desk, VOLUNTEER, "1")
    [told] = [words for words in line.texts_to(COORDINATOR) if words.startswith("DEBRIEF")]
    assert desk.code in told and "brother" not in told and VOLUNTEER not in told


def test_whether_to_talk_it_over_may_be_slept_on(quick_line: TestLine) -> None:
    desk = Desk(quick_line)
    desk.ask()
    talk(desk)
    say(desk, VOLUNTEER, f"DONE {desk.code} that was too much")
    quick_line.pass_time(hours=20)
    assert "get in touch" in say(desk, VOLUNTEER, "1")


def test_no_is_an_answer_and_so_is_silence(quick_line: TestLine) -> None:
    desk = Desk(quick_line)
    desk.ask()
    talk(desk)
    say(desk, VOLUNTEER, f"DONE {desk.code} hard")
    assert "That's fine" in say(desk, VOLUNTEER, "2")
    say(desk, VOLUNTEER, f"DONE {desk.code} hard")
    assert "on until" in say(desk, VOLUNTEER, "ON"), "another word is read as ever"
    assert not [alert for alert in quick_line.rows(Alert) if alert.kind == "debrief"]


def test_a_line_without_a_coordinator_says_so_and_promises_nobody(lines: Callable[..., TestLine]) -> None:
    line = lines("sqlite", replace(LINE, has_coordinator=False))
    desk = Desk(line)
    desk.ask()
    talk(desk)
    assert "talk it over" not in say(desk, VOLUNTEER, f"DONE {desk.code} hard")
    assert line.db.transact(line.clock.at, lambda tx: notes.talk_it_over(tx, 1)).name == "nobody"
    assert line.rows(Alert) == []


def test_a_yes_said_twice_tells_the_team_once_a_call(quick_line: TestLine) -> None:
    desk = Desk(quick_line)
    desk.ask()
    talk(desk)
    for _ in range(2):
        say(desk, VOLUNTEER, f"DONE {desk.code} hard")
        say(desk, VOLUNTEER, "1")
    assert len([alert for alert in quick_line.rows(Alert) if alert.kind == "debrief"]) == 1
