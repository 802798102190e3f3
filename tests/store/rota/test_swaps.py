"""Two volunteers exchange turns: both say yes, and then both shifts change hands at once."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from store.delivery.reminder_kinds import KINDS
from store.models import Reminder, Shift, Swap, Volunteer
from store.rota import queries, shifts, swaps
from store.rota import views as rota_view
from tests.kits.line import NOON, TestLine
from tests.kits.rota import ALEX, RUTH, SAM, TONIGHT, Rota

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def two_shifts(line: TestLine) -> tuple[Rota, int, int, int, int]:
    """Sam on Thursday evening, Ruth on Friday evening."""
    rota = Rota(line)
    sam, ruth = rota.volunteer(SAM, "Sam Jones"), rota.volunteer(RUTH, "Ruth")
    return rota, sam, ruth, rota.shift(sam, TONIGHT + DAY), rota.shift(ruth, TONIGHT + 2 * DAY)


def whose(rota: Rota, *shift_ids: int) -> list[int]:
    return [rota.row(shift).volunteer_id for shift in shift_ids]


def test_with_a_yes_from_both_the_shifts_change_hands(line: TestLine) -> None:
    rota, sam, ruth, mine, hers = two_shifts(line)
    rota.say(shifts.confirm, mine, sam)
    said = rota.say(swaps.propose_swap, sam, mine, hers)
    assert (said.name, said.params["code"]) == ("asked", "S3")
    assert rota.say(swaps.propose_swap, sam, mine, hers).name == "already"
    line.work()
    assert [words.partition(":")[0] for words in line.texts_to(RUTH)] == [
        "Somebody asks to trade shifts with you"
    ]
    assert "Sam" not in line.texts_to(RUTH)[0], "who asks is nobody's business"
    assert whose(rota, mine, hers) == [sam, ruth]
    said = rota.say(swaps.answer_swap, ruth, "s3", True)
    assert (said.name, said.params["at"], said.params["was"]) == ("swapped", TONIGHT + DAY, TONIGHT + 2 * DAY)
    assert whose(rota, mine, hers) == [ruth, sam]
    assert [rota.row(shift).state for shift in (mine, hers)] == ["planned", "planned"], "a word is one's own"
    line.work()
    assert "You come Fri 7:00 PM EST now" in line.texts_to(SAM)[0]
    due = {(row.about_id, row.contact_id, row.kind) for row in line.rows(Reminder) if row.state == "due"}
    contacts = {row.id: row.contact_id for row in line.rows(Volunteer)}
    assert {about for about, contact, _ in due if contact == contacts[ruth]} == {mine}
    assert {about for about, contact, _ in due if contact == contacts[sam]} == {hers}
    assert rota.say(swaps.answer_swap, ruth, "S3", True).name == "gone"


def test_with_a_no_everything_stays_and_who_asked_is_told(quick_line: TestLine) -> None:
    rota, sam, ruth, mine, hers = two_shifts(quick_line)
    rota.say(swaps.propose_swap, sam, mine, hers)
    assert rota.say(swaps.answer_swap, ruth, "S3", False).name == "declined"
    assert rota.say(swaps.answer_swap, ruth, "S3", True).name == "gone"
    quick_line.work()
    assert whose(rota, mine, hers) == [sam, ruth]
    assert quick_line.texts_to(SAM) == [
        "They can't trade Fri 7:00 PM EST this time. Your shift 7:00 PM EST tomorrow is yours as before."
    ]


def test_a_shift_of_a_shift_that_was_swapped_away_outlives_the_shift(quick_line: TestLine) -> None:
    rota = Rota(quick_line)
    sam, ruth = rota.volunteer(SAM, "Sam"), rota.volunteer(RUTH, "Ruth")
    pattern = rota.pattern(sam, "2026-03-05T19:00")
    mine, hers = quick_line.rows(Shift)[0].id, rota.shift(ruth, TONIGHT + 2 * DAY)
    reminder = quick_line.rows(Reminder)[0]
    still_true = KINDS[reminder.kind].still_true
    assert rota.run(lambda tx: still_true(tx, reminder)) is True
    rota.say(swaps.propose_swap, sam, mine, hers)
    rota.say(swaps.answer_swap, ruth, "S3", True)
    assert rota.run(lambda tx: still_true(tx, reminder)) is False, "it is not theirs to be reminded of"
    rota.run(lambda tx: shifts.end_pattern(tx, pattern))
    assert rota.row(mine).state == "planned", "it is hers, whatever becomes of the shift"
    assert rota.say(shifts.drop, mine, ruth, all_of_them=True).name == "dropped"
    assert [row.id for row in rota.run(lambda tx: queries.coming(tx, sam))] == [hers]


def test_a_shift_ended_on_a_day_takes_no_evening_from_who_got_it_in_a_trade_nor_ends_anothers(
    quick_line: TestLine,
) -> None:
    for number, name, days in ((SAM, "Sam", "Thu Fri"), (RUTH, "Ruth", "Sat Sun")):
        quick_line.volunteer(number, name, on_duty=False)
        quick_line.text(number, "ZONE Eastern")
        quick_line.text(number, f"SHIFT {days} 7pm-10pm")
    quick_line.text(SAM, "SWAP THU FOR SAT")
    quick_line.text(RUTH, "SWAP S3")

    def standing(volunteer: int) -> list[str]:
        rows = [row for row in quick_line.rows(Shift) if row.volunteer_id == volunteer]
        return [row.local_date for row in rows if row.state in ("planned", "confirmed")]

    sams, ruths = standing(1), standing(2)
    assert ("2026-03-07" in sams, "2026-03-05" in ruths) == (True, True)
    assert "gave back" in quick_line.text(SAM, "DROP SAT ALWAYS"), "that one evening: the shift is Ruth's"
    assert standing(2) == ruths
    quick_line.text(SAM, "DROP THU ALWAYS")
    assert standing(2) == ruths, "his Thursdays have ended, and the one she has by the trade is hers"
    assert {"2026-03-06", "2026-03-12"} & set(standing(1)) == {"2026-03-06"}


def test_who_asked_for_a_trade_takes_it_back_and_a_late_yes_changes_nothing(quick_line: TestLine) -> None:
    rota, sam, ruth, mine, hers = two_shifts(quick_line)
    assert "asked for no trade" in quick_line.text(SAM, "SWAP OFF")
    rota.say(swaps.propose_swap, sam, mine, hers)
    assert "no trade any more" in quick_line.text(SAM, "SWAP OFF please")
    assert "off by now. It was taken back" in quick_line.text(RUTH, "SWAP S3")
    assert whose(rota, mine, hers) == [sam, ruth]
    quick_line.pass_time(days=2)
    assert not any("answered about the trade" in words for words in quick_line.texts_to(SAM))


def test_who_asked_for_peace_is_asked_for_no_trade_until_it_is_over(quick_line: TestLine) -> None:
    rota, sam, ruth, mine, hers = two_shifts(quick_line)
    rota.run(lambda tx: tx.run(update(Volunteer).where(Volunteer.id == ruth).values(paused_at=NOON)))
    assert (
        rota.run(lambda tx: rota_view.seen(tx, sam, mine=None, free=None, others="", language="en")).others
        == ()
    )
    until = {"paused_until": NOON + 2 * HOUR}
    rota.run(lambda tx: tx.run(update(Volunteer).where(Volunteer.id == ruth).values(**until)))
    rota.say(swaps.propose_swap, sam, mine, hers)
    quick_line.pass_time(hours=1, minutes=59)
    assert quick_line.texts_to(RUTH) == []
    quick_line.pass_time(minutes=1)
    assert len(quick_line.texts_to(RUTH)) == 1


def test_nobody_answers_for_another(quick_line: TestLine) -> None:
    rota, sam, ruth, mine, hers = two_shifts(quick_line)
    alex = rota.volunteer(ALEX, "Alex")
    rota.say(swaps.propose_swap, sam, mine, hers)
    assert [rota.say(swaps.answer_swap, one, "S3", True).name for one in (sam, alex)] == ["none", "none"]
    assert rota.say(swaps.propose_swap, alex, mine, hers).name == "none"
    assert rota.say(swaps.propose_swap, ruth, mine, hers).name == "none"


@pytest.mark.parametrize(("after", "told"), [(DAY - HOUR, 0), (DAY, 1)])
def test_without_an_answer_it_lapses_after_a_day_and_who_asked_is_told(
    quick_line: TestLine, after: timedelta, told: int
) -> None:
    rota, sam, ruth, mine, hers = two_shifts(quick_line)
    rota.say(swaps.propose_swap, sam, mine, hers)
    quick_line.clock.at = NOON + after
    assert rota.run(swaps.lapse) == told
    assert rota.run(swaps.lapse) == 0
    quick_line.work()
    assert sum("answered about the trade" in words for words in quick_line.texts_to(SAM)) == told
    assert rota.say(swaps.answer_swap, ruth, "S3", True).name == ("gone" if told else "swapped")


def test_it_lapses_an_hour_before_the_earlier_shift(quick_line: TestLine) -> None:
    rota = Rota(quick_line)
    sam, ruth = rota.volunteer(SAM, "Sam"), rota.volunteer(RUTH, "Ruth")
    mine, hers = rota.shift(sam, NOON + 3 * HOUR), rota.shift(ruth, TONIGHT + 2 * DAY)
    rota.say(swaps.propose_swap, sam, mine, hers)
    assert quick_line.rows(Swap)[0].expires_at == NOON + 2 * HOUR
    quick_line.clock.at = NOON + 2 * HOUR
    assert rota.say(swaps.answer_swap, ruth, "S3", True).name == "gone"
    assert rota.say(swaps.propose_swap, ruth, hers, mine).name == "too_late"


def test_a_shift_that_changed_meanwhile_is_not_swapped(quick_line: TestLine) -> None:
    rota, sam, ruth, mine, hers = two_shifts(quick_line)
    rota.say(swaps.propose_swap, sam, mine, hers)
    rota.say(shifts.drop, mine, sam)
    assert rota.say(swaps.answer_swap, ruth, "S3", True).name == "gone"
    assert whose(rota, hers) == [ruth]
    rota.run(swaps.lapse)
    quick_line.work()
    assert not any("trade" in words for words in quick_line.texts_to(SAM)), "they know, they dropped it"


def test_nobody_gets_two_shifts_at_once_by_a_swap(quick_line: TestLine) -> None:
    rota, sam, ruth, mine, hers = two_shifts(quick_line)
    rota.shift(ruth, TONIGHT + DAY + HOUR)
    assert rota.say(swaps.propose_swap, sam, mine, hers).name == "overlaps"
    alex = rota.volunteer(ALEX, "Alex")
    his = rota.shift(alex, TONIGHT + 2 * DAY)
    assert rota.say(swaps.propose_swap, sam, mine, his).name == "asked"
    rota.shift(alex, TONIGHT + DAY - HOUR, 2)
    assert rota.say(swaps.answer_swap, alex, "S3", True).name == "gone"
    # Shifts that share time with each other are no hindrance: each gives one for one.
    same = rota.shift(rota.volunteer("+12025550131", "Kim"), TONIGHT + DAY)
    assert rota.say(swaps.propose_swap, sam, mine, same).name == "asked"


def test_nobody_is_asked_for_a_swap_at_night(quick_line: TestLine) -> None:
    rota, sam, ruth, mine, hers = two_shifts(quick_line)
    rota.run(lambda tx: tx.run(update(Volunteer).where(Volunteer.id == ruth).values(timezone="Asia/Kolkata")))
    assert rota.say(swaps.propose_swap, sam, mine, hers).name == "asked"
    quick_line.work()
    assert quick_line.texts_to(RUTH) == []
    quick_line.pass_time(hours=10.5)  # 9 am in Kolkata
    assert len(quick_line.texts_to(RUTH)) == 1
    assert quick_line.rows(Swap)[0].expires_at == TONIGHT + DAY - HOUR
