"""The rota through an evening: shifts become shifts, shifts become duty, gaps find somebody."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from flows.effects.base import Outcome
from store.models import Alert, Contact, Offer, Reminder, Shift, ShiftAsked, ShiftPattern, Volunteer
from store.rota import on_off, open_shifts, queries, shift_patterns
from store.rota import shifts as shifts
from tests.kits.bridge import PARTICIPANT
from tests.kits.line import COORDINATOR, NOON, TestLine
from tests.kits.rota import ALEX, NOOR, RUTH, SAM, TONIGHT, Rota

HOUR, MINUTE, DAY = timedelta(hours=1), timedelta(minutes=1), timedelta(days=1)


def alerts(line: TestLine) -> list[str]:
    """What the coordinator was told of the rota."""
    ours = ("unconfirmed", "gap", "gaps")
    return [alert.kind for alert in line.rows(Alert) if alert.kind in ours]


def test_a_shift_has_its_shifts_five_weeks_ahead_on_its_own_clock(line: TestLine) -> None:
    rota = Rota(line)
    sam = rota.volunteer(SAM, "Sam")
    rota.pattern(sam, "2026-03-04T19:00")
    starts = [shift.starts_at for shift in line.rows(Shift)]
    # Clocks go forward on 8 March: 7 pm comes an hour earlier from then on.
    weeks = [TONIGHT, *(TONIGHT - HOUR + week * 7 * DAY for week in range(1, 5))]
    assert starts == weeks
    assert {shift.ends_at - shift.starts_at for shift in line.rows(Shift)} == {3 * HOUR}


def test_a_shift_that_was_dropped_is_never_made_again_and_the_clock_makes_the_next_ones(
    line: TestLine,
) -> None:
    rota = Rota(line)
    sam = rota.volunteer(SAM, "Sam")
    pattern = rota.pattern(sam, "2026-03-04T19:00")
    first = line.rows(Shift)[0]
    rota.say(shifts.drop, first.id, sam)
    rota.run(lambda tx: tx.run(update(ShiftPattern).values(expanded_to=NOON)))
    assert rota.run(lambda tx: shift_patterns.expand(tx, pattern)) == 0
    assert rota.states().count("dropped") == 1
    line.clock.at += 7 * DAY
    assert rota.run(shift_patterns.expand_all) == 1
    assert rota.run(shift_patterns.expand_all) == 0
    assert len([shift for shift in line.rows(Shift) if shift.shift_id == pattern]) == 6


def test_a_shift_that_begins_puts_its_volunteer_on_duty_and_what_waits_is_taken_up(line: TestLine) -> None:
    rota = Rota(line)
    sam = rota.volunteer(SAM, "Sam")
    shift = rota.shift(sam)
    rota.say(shifts.confirm, shift, sam)
    line.text(PARTICIPANT, "CALL")
    rota.to(TONIGHT - timedelta(seconds=5))
    assert rota.duty(sam)[0] is False
    assert not line.rows(Offer)
    rota.to(TONIGHT)
    assert rota.duty(sam) == (True, TONIGHT + 3 * HOUR)
    assert [offer.volunteer_id for offer in line.rows(Offer)] == [sam]
    rota.to(TONIGHT + 3 * HOUR)
    assert rota.duty(sam)[0] is False
    assert rota.row(shift).state == "over"


@pytest.mark.parametrize(
    ("said", "until"), [(9 * HOUR, NOON + 9 * HOUR), (None, TONIGHT + 3 * HOUR), (7.5 * HOUR, TONIGHT + HOUR)]
)
def test_a_shift_never_shortens_what_they_said_themselves(
    quick_line: TestLine, said: timedelta | None, until: datetime | None
) -> None:
    rota = Rota(quick_line)
    sam = rota.volunteer(SAM, "Sam")
    rota.shift(sam, hours=1)
    rota.say(on_off.set_duty, sam, True, said)
    rota.to(TONIGHT)
    assert rota.duty(sam) == (True, until)


def test_nobody_is_asked_or_told_of_a_shift_that_was_confirmed(quick_line: TestLine) -> None:
    rota = Rota(quick_line)
    sam = rota.volunteer(SAM, "Sam")
    rota.volunteer(RUTH, "Ruth", reserve=True)
    shift = rota.shift(sam)
    said = rota.say(shifts.confirm, shift, sam)
    assert said == Outcome("confirmed", {"at": TONIGHT, "until": TONIGHT + 3 * HOUR})
    rota.to(TONIGHT)
    assert (alerts(quick_line), quick_line.texts_to(RUTH)) == ([], [])
    assert rota.row(shift).state == "on"


def test_who_is_there_already_need_not_confirm(quick_line: TestLine) -> None:
    rota = Rota(quick_line)
    sam, ruth = rota.volunteer(SAM, "Sam"), rota.volunteer(RUTH, "Ruth")
    mine, hers = rota.shift(sam), rota.shift(ruth)
    rota.say(on_off.set_duty, sam, True, None)
    quick_line.clock.at = TONIGHT - timedelta(minutes=30)
    quick_line.text(RUTH, "STATUS")
    rota.to(TONIGHT - MINUTE)
    assert alerts(quick_line) == []
    assert [rota.row(shift).state for shift in (mine, hers)] == ["confirmed", "confirmed"]


def test_unconfirmed_ten_minutes_before_the_reserve_is_asked_and_the_coordinator_told_once(
    line: TestLine,
) -> None:
    rota = Rota(line)
    sam, ruth = rota.volunteer(SAM, "Sam"), rota.volunteer(RUTH, "Ruth", reserve=True)
    shift = rota.shift(sam)
    rota.to(TONIGHT - 11 * MINUTE)
    assert alerts(line) == []
    rota.to(TONIGHT - 10 * MINUTE)
    asked = "Could you come between 7:00 and 10:00 PM EST? COVER S4 takes it. "
    assert line.texts_to(RUTH) == [asked + "If you can't, there's no need to answer."]
    told = [words for words in line.texts_to(COORDINATOR) if words.startswith("NOT CONFIRMED")]
    assert len(told) == 1
    assert "Reserve asked: 1" in told[0]
    rota.to(TONIGHT + HOUR)
    # Nobody took it: they are on all the same, and are told so; nobody is asked or told twice.
    assert rota.duty(sam) == (True, TONIGHT + 3 * HOUR)
    assert any("Your shift has begun" in words for words in line.texts_to(SAM))
    assert (len(line.texts_to(RUTH)), alerts(line)) == (1, ["unconfirmed"])
    assert rota.duty(ruth)[0] is False
    rota.to(TONIGHT + 3 * HOUR)
    assert rota.row(shift).state == "missed"
    assert rota.open_ones() == []


def unconfirmed(line: TestLine) -> tuple[Rota, int, int, int, int]:
    """Ten minutes to go: Sam's shift, not confirmed, and the place in it that Ruth was asked to take."""
    rota = Rota(line)
    sam, ruth = rota.volunteer(SAM, "Sam"), rota.volunteer(RUTH, "Ruth", reserve=True)
    shift = rota.shift(sam)
    rota.to(TONIGHT - 10 * MINUTE)
    return rota, sam, ruth, shift, rota.open_ones()[0].id


def test_a_reserve_who_takes_it_is_on_in_their_place_and_they_are_told_kindly(quick_line: TestLine) -> None:
    rota, sam, ruth, shift, place = unconfirmed(quick_line)
    assert rota.say(shifts.take, ruth, place).name == "taken"
    rota.to(TONIGHT)
    assert (rota.duty(ruth), rota.duty(sam)[0]) == ((True, TONIGHT + 3 * HOUR), False)
    assert any("someone else has your shift" in words for words in quick_line.texts_to(SAM))
    assert rota.say(shifts.confirm, shift, sam).name == "covered"
    quick_line.text(SAM, "ON")
    assert rota.duty(sam)[0] is True


def test_a_word_in_time_closes_the_place_again(quick_line: TestLine) -> None:
    rota, sam, ruth, shift, place = unconfirmed(quick_line)
    assert rota.say(shifts.confirm, shift, sam).name == "confirmed"
    assert rota.say(shifts.take, ruth, place).name == "covered"
    rota.to(TONIGHT)
    assert (rota.duty(sam)[0], rota.duty(ruth)[0]) == (True, False)


def test_who_drops_it_after_the_reserve_was_asked_leaves_the_place_they_were_asked_for(
    quick_line: TestLine,
) -> None:
    rota, sam, ruth, shift, place = unconfirmed(quick_line)
    said = rota.say(shifts.drop, shift, sam)
    assert (said.name, said.params["code"]) == ("dropped", rota.row(place).code)
    assert rota.say(shifts.take, ruth, place).name == "taken"
    rota.to(TONIGHT)
    asked, begun = quick_line.texts_to(RUTH)
    assert "COVER" in asked and "has begun" in begun and rota.duty(ruth)[0]
    assert not any("has your shift" in words for words in quick_line.texts_to(SAM))


def test_a_reserve_may_still_come_once_it_has_begun_and_who_was_never_heard_from_is_off(
    quick_line: TestLine,
) -> None:
    rota, sam, ruth, shift, place = unconfirmed(quick_line)
    rota.to(TONIGHT + HOUR)
    assert rota.say(shifts.take, ruth, place).name == "on"
    assert (rota.duty(ruth), rota.duty(sam)[0]) == ((True, TONIGHT + 3 * HOUR), False)
    assert rota.row(shift).state == "dropped"


def test_a_sign_of_life_after_the_beginning_closes_the_place(quick_line: TestLine) -> None:
    rota, sam, ruth, shift, place = unconfirmed(quick_line)
    quick_line.clock.at = TONIGHT
    rota.work()
    quick_line.text(SAM, "STATUS")
    rota.to(TONIGHT + HOUR)
    assert rota.row(shift).confirmed_at is not None
    assert rota.say(shifts.take, ruth, place).name == "covered"
    rota.to(TONIGHT + 3 * HOUR)
    assert rota.row(shift).state == "over"
    assert rota.duty(sam)[0] is False


def test_the_reserve_who_is_asked_speaks_the_language_is_free_awake_and_not_resting(
    quick_line: TestLine,
) -> None:
    rota = Rota(quick_line)
    numbers = iter(f"+120255501{n}" for n in range(30, 60))

    def reserve(name: str, *, languages: tuple[str, ...] = ("en",), **more: object) -> int:
        return rota.volunteer(next(numbers), name, languages=languages, **{"reserve": True, **more})

    sam = rota.volunteer(SAM, "Sam", languages=("en", "es"))
    both = reserve("Both", languages=("es", "en"))
    english, spanish = reserve("English"), reserve("Spanish", languages=("es",))
    for name, more in (
        ("No reserve", {"reserve": False}),
        ("Paused", {"paused_at": NOON}),
        ("Paused still", {"paused_at": NOON, "paused_until": TONIGHT + DAY}),
        ("Left", {"status": "left"}),
        ("Asleep", {"timezone": "Europe/Madrid"}),
    ):
        reserve(name, **more)
    reserve("French", languages=("fr",))
    back = reserve("Back", paused_at=NOON - DAY, paused_until=NOON)
    busy = reserve("Busy")
    rota.say(shifts.confirm, rota.shift(busy, TONIGHT - HOUR, 2), busy)
    gone = reserve("Gone")
    gone_contact = select(Volunteer.contact_id).where(Volunteer.id == gone).scalar_subquery()
    rota.run(lambda tx: tx.run(update(Contact).where(Contact.id == gone_contact).values(opted_out_at=NOON)))
    rota.shift(sam)
    rota.to(TONIGHT + 50 * MINUTE)
    asked = [row.volunteer_id for row in sorted(quick_line.rows(ShiftAsked), key=lambda row: row.asked_at)]
    assert sorted(asked) == sorted([both, english, spanish, back])
    assert both in asked[:3], "who speaks all that is missing is asked in the first round"


def test_who_was_asked_of_a_stretch_or_gave_it_up_is_not_asked_of_it_again(quick_line: TestLine) -> None:
    rota = Rota(quick_line)
    sam, ruth = rota.volunteer(SAM, "Sam", reserve=True), rota.volunteer(RUTH, "Ruth", reserve=True)
    alex = rota.volunteer(ALEX, "Alex", reserve=True)
    shift = rota.shift(sam, TONIGHT + DAY)
    rota.say(shifts.drop, shift, sam)
    rota.to(NOON + 5 * HOUR)
    assert {row.volunteer_id for row in quick_line.rows(ShiftAsked) if row.answer is None} == {ruth, alex}
    place = rota.open_ones()[0]
    rota.say(shifts.take, ruth, place.id)
    rota.say(shifts.drop, place.id, ruth)
    quick_line.clock.at = TONIGHT + DAY - HOUR
    rota.work()
    assert [len(quick_line.texts_to(number)) for number in (RUTH, ALEX)] == [1, 1]
    assert not any("COVER" in words for words in quick_line.texts_to(SAM))


def test_a_dropped_shift_is_open_and_told_while_it_can_still_be_filled(quick_line: TestLine) -> None:
    rota = Rota(quick_line)
    sam, ruth = rota.volunteer(SAM, "Sam"), rota.volunteer(RUTH, "Ruth", reserve=True)
    far = rota.shift(sam, NOON + 20 * DAY)
    said = rota.say(shifts.drop, far, sam)
    assert (said.name, said.params["code"]) == ("dropped", rota.open_ones()[0].code)
    rota.work()
    assert (alerts(quick_line), quick_line.texts_to(RUTH)) == ([], [])
    rota.to(NOON + 13 * DAY)
    assert alerts(quick_line) == ["gap"]
    assert len(quick_line.texts_to(RUTH)) == 1
    assert rota.say(shifts.take, ruth, rota.open_ones()[0].id).name == "taken"
    assert rota.say(shifts.drop, far, sam).name == "none", "it is given back already"


def test_dropping_all_of_them_ends_the_shift_with_one_word_to_the_coordinator(quick_line: TestLine) -> None:
    rota = Rota(quick_line)
    sam = rota.volunteer(SAM, "Sam")
    rota.pattern(sam, "2026-03-04T19:00")
    said = rota.say(shifts.drop, quick_line.rows(Shift)[0].id, sam, all_of_them=True)
    assert (said.name, said.params["count"]) == ("dropped_all", 5)
    quick_line.clock.at = TONIGHT + DAY
    rota.work()
    assert alerts(quick_line) == ["gaps"]
    assert rota.run(lambda tx: queries.coming(tx, sam)) == []


def test_off_in_the_middle_of_a_shift_opens_what_is_left_of_it(quick_line: TestLine) -> None:
    rota = Rota(quick_line)
    sam = rota.volunteer(SAM, "Sam")
    shift = rota.shift(sam)
    rota.say(shifts.confirm, shift, sam)
    rota.to(TONIGHT + HOUR)
    quick_line.text(SAM, "OFF")
    assert rota.duty(sam)[0] is False
    place = rota.open_ones()[0]
    assert (place.starts_at, place.ends_at) == (TONIGHT + HOUR, TONIGHT + 3 * HOUR)
    assert rota.row(shift).state == "over"
    assert rota.run(lambda tx: shifts.left_early(tx, sam)) == 0


def test_the_last_minutes_of_a_shift_are_no_gap(quick_line: TestLine) -> None:
    rota = Rota(quick_line)
    sam = rota.volunteer(SAM, "Sam")
    shift = rota.shift(sam)
    rota.to(TONIGHT + 2.6 * HOUR)
    assert rota.run(lambda tx: shifts.left_early(tx, sam)) == 1
    assert rota.open_ones() == []
    assert rota.row(shift).state == "over"


def test_a_shift_taken_within_the_hour_is_confirmed_with_it_and_not_reminded_of(quick_line: TestLine) -> None:
    rota = Rota(quick_line)
    sam = rota.volunteer(SAM, "Sam")
    soon = rota.shift(sam, NOON + 45 * MINUTE)
    later = rota.shift(sam, NOON + 6 * HOUR)
    running = rota.shift(rota.volunteer(RUTH, "Ruth"), NOON - HOUR)
    assert [rota.row(shift).state for shift in (soon, later, running)] == ["confirmed", "planned", "on"]
    reminded = [(row.about_id, row.kind) for row in quick_line.rows(Reminder)]
    assert reminded == [(later, "turn_hour")]


def test_the_day_before_is_said_by_day_and_the_hour_before_on_time(quick_line: TestLine) -> None:
    rota = Rota(quick_line)
    sam = rota.volunteer(SAM, "Sam")
    three = datetime(2026, 3, 12, 7, tzinfo=UTC)  # 3 am in New York
    shift = rota.shift(sam, three)
    due = {row.kind: row.due_at for row in quick_line.rows(Reminder)}
    # The evening before the night before: 10 March, 7:30 pm.
    assert due == {"turn_day": datetime(2026, 3, 10, 23, 30, tzinfo=UTC), "turn_hour": three - HOUR}
    rota.say(shifts.drop, shift, sam)
    assert {row.state for row in quick_line.rows(Reminder)} == {"dropped"}


def test_a_host_that_slept_through_a_shift_wakes_to_what_is_over(quick_line: TestLine) -> None:
    rota = Rota(quick_line)
    sam, ruth = rota.volunteer(SAM, "Sam"), rota.volunteer(RUTH, "Ruth")
    one, other = rota.shift(sam), rota.shift(ruth)
    rota.say(shifts.confirm, one, sam)
    quick_line.clock.at = TONIGHT + 5 * HOUR
    rota.work()
    assert [rota.row(shift).state for shift in (one, other)] == ["over", "missed"]
    assert (rota.duty(sam)[0], alerts(quick_line)) == (False, [])


def test_a_volunteer_who_texts_stop_leaves_gaps_and_no_shift(quick_line: TestLine) -> None:
    rota = Rota(quick_line)
    sam = rota.volunteer(SAM, "Sam")
    rota.volunteer(RUTH, "Ruth", reserve=True)
    rota.pattern(sam, "2026-03-04T19:00")
    quick_line.text(SAM, "STOP")
    rota.work()
    assert alerts(quick_line) == ["gaps"]
    assert len(rota.open_ones()) == 5
    rota.to(TONIGHT)
    assert rota.duty(sam)[0] is False
    assert rota.run(lambda tx: shift_patterns.of(tx, sam)) == []


def test_the_next_cover_is_the_first_shift_of_somebody_who_speaks_the_language(line: TestLine) -> None:
    rota = Rota(line)
    sam, noor = rota.volunteer(SAM, "Sam"), rota.volunteer(NOOR, "Noor", languages=("es",))
    rota.shift(sam, TONIGHT + DAY)
    rota.shift(sam)
    rota.shift(noor, TONIGHT - HOUR)
    contact = line.rows(Volunteer)[0].contact_id

    def next_cover(language: str, besides: int | None = None) -> datetime | None:
        found: datetime | None = rota.run(
            lambda tx: queries.next_cover(tx, language=language, besides=besides)
        )
        return found

    assert next_cover("en") == TONIGHT
    assert next_cover("es") == TONIGHT - HOUR
    assert next_cover("en", contact) is None
    assert "7:00 PM" in line.text(PARTICIPANT, "CALL") or "9:00 PM" in line.texts_to(PARTICIPANT)[0]


def test_running_are_those_whose_time_it_is(quick_line: TestLine) -> None:
    rota = Rota(quick_line)
    sam, ruth = rota.volunteer(SAM, "Sam"), rota.volunteer(RUTH, "Ruth")
    long, late = rota.shift(sam, TONIGHT, 24), rota.shift(ruth, TONIGHT + 2 * HOUR)

    def at(moment: datetime) -> list[int]:
        return [row.id for row in rota.run(lambda tx: queries.running(tx, moment))]

    assert at(TONIGHT - MINUTE) == []
    assert at(TONIGHT) == [long]
    assert at(TONIGHT + 2 * HOUR) == [long, late]
    assert at(TONIGHT + 23 * HOUR) == [long]
    assert at(TONIGHT + 24 * HOUR) == []


def test_a_shift_is_taken_by_the_first_and_not_by_who_is_there_already(quick_line: TestLine) -> None:
    rota = Rota(quick_line)
    sam, ruth = rota.volunteer(SAM, "Sam"), rota.volunteer(RUTH, "Ruth")
    rota.shift(sam)
    place = rota.run(lambda tx: open_shifts.open_shift(tx, TONIGHT + HOUR, TONIGHT + 5 * HOUR))
    assert rota.say(shifts.take, sam, place).name == "overlaps"
    assert rota.say(shifts.take, ruth, place).name == "taken"
    assert rota.say(shifts.take, ruth, place).name == "yours"
    assert rota.say(shifts.take, sam, place).name == "covered"
    assert rota.say(shifts.take, sam, 999).name == "none"
    assert rota.say(shifts.confirm, place, sam).name == "none"


def test_codes_of_open_shifts_are_even_numbers_after_an_s_used_again_when_nobody_has_them_in_mind(
    quick_line: TestLine,
) -> None:
    rota = Rota(quick_line)
    first = rota.run(lambda tx: open_shifts.open_shift(tx, TONIGHT, TONIGHT + HOUR))
    second = rota.run(lambda tx: open_shifts.open_shift(tx, TONIGHT, TONIGHT + HOUR))
    assert [rota.row(shift).code for shift in (first, second)] == ["S2", "S4"]
    assert rota.run(lambda tx: queries.by_code(tx, "s4")).id == second
    rota.to(TONIGHT + 26 * HOUR)
    third = rota.run(lambda tx: open_shifts.open_shift(tx, TONIGHT + 30 * HOUR, TONIGHT + 31 * HOUR))
    assert rota.row(third).code == "S2"


def test_on_for_an_hour_within_a_shift_does_not_end_the_shift(quick_line: TestLine) -> None:
    rota = Rota(quick_line)
    sam = rota.volunteer(SAM, "Sam")
    rota.shift(sam, hours=3)
    rota.to(TONIGHT + HOUR)
    rota.say(on_off.set_duty, sam, True, HOUR)
    assert rota.duty(sam) == (True, TONIGHT + 3 * HOUR)
    rota.say(on_off.set_duty, sam, True, 4 * HOUR)
    assert rota.duty(sam) == (True, TONIGHT + 5 * HOUR)


def test_a_week_of_gaps_is_not_a_day_of_texts(quick_line: TestLine) -> None:
    rota = Rota(quick_line)
    rota.volunteer(RUTH, "Ruth", reserve=True)
    for day in range(2, 7):
        rota.say_open(TONIGHT + day * DAY)
    rota.to(NOON + 5 * HOUR)
    assert len(quick_line.texts_to(RUTH)) == 1
    for hours in (4, 5, 6, 7):
        rota.say_open(NOON + 5 * HOUR + hours * HOUR)
    rota.to(NOON + 8 * HOUR)
    assert len(quick_line.texts_to(RUTH)) == 3, "three a day at most, also for today's gaps"
    rota.say_open(NOON + 8 * HOUR + 30 * MINUTE)
    rota.to(NOON + 8 * HOUR + MINUTE)
    assert len(quick_line.texts_to(RUTH)) == 4, "but for a place within the hour"
    rota.to(NOON + 2 * DAY)
    assert len(quick_line.texts_to(RUTH)) > 4, "and again the next day"


@pytest.mark.parametrize(
    "said", ["NOTE sorry, I really don't think I can come", "hoy no puedo, perdón", "the baby has a fever"]
)
def test_a_no_or_what_nobody_understood_is_no_sign_that_they_will_be_there(
    quick_line: TestLine, said: str
) -> None:
    rota = Rota(quick_line)
    shift = rota.shift(rota.volunteer(SAM, "Sam"))
    quick_line.clock.at = TONIGHT - timedelta(minutes=30)
    quick_line.text(SAM, said)
    rota.to(TONIGHT - 10 * MINUTE)
    assert (alerts(quick_line), rota.row(shift).state) == (["unconfirmed"], "planned")


def test_the_same_shift_said_again_a_week_later_is_still_one(quick_line: TestLine) -> None:
    rota = Rota(quick_line)
    sam = rota.volunteer(SAM, "Sam")
    first = rota.pattern(sam, "2026-03-04T19:00")
    quick_line.clock.at += 8 * DAY
    assert rota.pattern(sam, "2026-03-18T19:00") == first
    assert rota.pattern(sam, "2026-03-18T20:00") != first
    once = rota.pattern(sam, "2026-03-20T19:00", recurs=None)
    assert rota.pattern(sam, "2026-03-27T19:00", recurs=None) != once, "two evenings are two"


def test_a_shift_said_again_is_theirs_as_far_as_nobody_took_it_and_nobody_is_looked_for(
    quick_line: TestLine,
) -> None:
    rota = Rota(quick_line)
    for number, name in ((SAM, "Sam"), (RUTH, "Ruth")):
        rota.volunteer(number, name)
        quick_line.text(number, "ZONE Eastern")
    quick_line.text(SAM, "SHIFT tomorrow 6pm-9pm")
    quick_line.text(SAM, "DROP TOMORROW")
    assert "We'll remind you" in quick_line.text(SAM, "SHIFT tomorrow 6pm-9pm")
    assert rota.states() == ["planned", "dropped"]
    quick_line.text(SAM, "DROP TOMORROW")
    quick_line.text(RUTH, "COVER TOMORROW")
    assert "others are covering" in quick_line.text(SAM, "SHIFT tomorrow 6pm-9pm")
    assert "isn't open any more" in quick_line.text(SAM, "COVER S2")
    # And where it had ended for good, so that it is another shift now.
    quick_line.text(SAM, "SHIFT Sat 6pm-9pm")
    quick_line.text(SAM, "DROP SAT ALWAYS")
    assert len(rota.open_ones()) == 5
    quick_line.text(SAM, "SHIFT Sat 6pm-9pm")
    assert rota.open_ones() == []


def test_in_the_small_hours_tonight_is_the_shift_that_runs(quick_line: TestLine) -> None:
    rota = Rota(quick_line)
    sam = rota.volunteer(SAM, "Sam")
    shift = rota.shift(sam, TONIGHT + 3 * HOUR, 8)
    quick_line.clock.at = TONIGHT + 6 * HOUR
    rota.work()
    quick_line.text(SAM, "ZONE Eastern")
    assert "the rest of today 10 PM-6 AM" in quick_line.text(SAM, "DROP TONIGHT").replace(
        "Wed Mar 4", "today"
    )
    assert (rota.row(shift).state, rota.duty(sam)[0]) == ("over", False)


def test_who_drops_the_shift_that_runs_is_off_though_on_of_theirs_would_last_longer(
    quick_line: TestLine,
) -> None:
    rota = Rota(quick_line)
    sam = rota.volunteer(SAM, "Sam")
    rota.pattern(sam, "2026-03-04T19:00")
    quick_line.text(SAM, "ON")
    rota.to(TONIGHT + HOUR)
    quick_line.text(SAM, "DROP")
    assert "You're off now" in quick_line.text(SAM, "1")
    assert rota.duty(sam)[0] is False
