"""Volunteers come in: added by command, invited by text, on duty by their own word."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import update

from flows.rules.ground_rules import RULES
from store.models import Consent, Contact, ShiftPattern, Volunteer
from store.vault.columns import CONSENT_WORDS, VOLUNTEER_CALLED
from store.volunteers import roster
from tests.kits.bridge import PARTICIPANT, VOLUNTEER
from tests.kits.line import LINE, TestLine


def add(line: TestLine, *, active: bool = False, on_duty: bool = False) -> None:
    def work(tx: object) -> None:
        id, new = roster.add_volunteer(
            tx,  # type: ignore[arg-type]
            "Sam",
            VOLUNTEER,
            languages=["en"],
            experiences=["grief"],
            timezone=None,
            active=active,
            on_duty=on_duty,
        )
        if new and not active:
            roster.invite(tx, id)  # type: ignore[arg-type]

    line.ctx.run(work)
    line.work()


AGREED = [("volunteering", "given")]
FOUR = [f"rule.{rule}" for rule in RULES]


def ledger(line: TestLine) -> list[tuple[str, str]]:
    return [(row.purpose, row.action) for row in line.rows(Consent)]


def agree(line: TestLine, *, rules: int = 4) -> str:
    said = line.text(VOLUNTEER, "JOIN")
    for _ in range(rules):
        said = line.text(VOLUNTEER, "1")
    return said


@pytest.mark.both_databases
def test_an_invited_volunteer_agrees_to_the_rules_one_by_one_and_only_then_is_one(line: TestLine) -> None:
    add(line)
    [invitation] = line.texts_to(VOLUNTEER)
    assert "JOIN" in invitation and "STOP" in invitation and "HELP" in invitation
    for number, said in enumerate(["join", "1", "I agree", "yes"], 1):
        assert f"Rule {number} of 4" in line.text(VOLUNTEER, said)
        assert line.rows(Volunteer)[0].status == "invited"
    assert "Welcome" in line.text(VOLUNTEER, "1")
    assert line.rows(Volunteer)[0].status == "active"
    assert ledger(line) == [(rule, "given") for rule in FOUR] + AGREED
    assert "on until" in line.text(VOLUNTEER, "ON")


def test_the_ledger_keeps_the_very_words_they_agreed_to(quick_line: TestLine) -> None:
    add(quick_line)
    put = quick_line.text(VOLUNTEER, "JOIN")
    quick_line.text(VOLUNTEER, "1")
    [kept] = quick_line.rows(Consent)
    assert quick_line.opened(CONSENT_WORDS, kept) == put


def test_a_volunteer_who_stops_half_way_goes_on_where_they_were_also_with_on_and_days_later(
    quick_line: TestLine,
) -> None:
    add(quick_line)
    assert "Rule 3 of 4" in agree(quick_line, rules=2)
    quick_line.pass_time(days=3)
    assert "Rule 3 of 4" in quick_line.text(VOLUNTEER, "ON")
    assert "Rule 3 of 4" in quick_line.text(VOLUNTEER, "JOIN")
    assert "Rule 4 of 4" in quick_line.text(VOLUNTEER, "1")


def test_a_rule_and_the_questions_after_them_may_be_answered_a_day_later(quick_line: TestLine) -> None:
    add(quick_line)
    agree(quick_line, rules=3)
    quick_line.pass_time(hours=25)
    assert "Welcome" in quick_line.text(VOLUNTEER, "1")
    quick_line.pass_time(hours=25)
    assert "with commas between" in quick_line.text(VOLUNTEER, "Sammy")
    quick_line.pass_time(hours=25)
    assert "Which languages" in quick_line.text(VOLUNTEER, "losing a child")
    quick_line.pass_time(hours=31)
    assert "didn't get that" in quick_line.text(VOLUNTEER, "3"), "not for ever: ME asks again"


def test_another_word_of_a_volunteer_leads_somebody_invited_to_the_rules_and_other_words_do_not(
    quick_line: TestLine,
) -> None:
    add(quick_line)
    for said in ("take care", "on my way home", "CALL"):
        assert "Rule 1 of 4" not in quick_line.text(VOLUNTEER, said), said
    for said in ("ON", "ON 3H", "SHIFTS", "TAKE K7", "SHIFT Mon 7pm-10pm", "ME"):
        assert quick_line.text(VOLUNTEER, said).startswith("Rule 1 of 4"), said


@pytest.mark.parametrize("said", ["yes please", "Sure", "Sí, claro", "ok", "join please"])
def test_an_invitation_answered_with_a_yes_leads_to_the_rules(quick_line: TestLine, said: str) -> None:
    add(quick_line)
    assert quick_line.text(VOLUNTEER, said).startswith("Rule 1 of 4")


def test_an_invitation_answered_with_a_no_is_answered_kindly_and_leaves_no_trace(
    quick_line: TestLine,
) -> None:
    add(quick_line)
    assert "being honest" in quick_line.text(VOLUNTEER, "no thanks")
    assert ledger(quick_line) == []
    assert "Rule 1 of 4" in quick_line.text(VOLUNTEER, "JOIN")


def test_words_that_are_not_read_are_answered_with_how_to_join(quick_line: TestLine) -> None:
    add(quick_line)
    assert "JOIN shows the ground rules" in quick_line.text(
        VOLUNTEER, "who is this and how did you get my number"
    )
    quick_line.text(VOLUNTEER, "JOIN")
    assert "Rule 2 of 4" in quick_line.text(VOLUNTEER, "Yes, I agree")
    for _ in range(2):
        quick_line.text(VOLUNTEER, "well that depends")
    assert "988" in quick_line.text(VOLUNTEER, "hmmm"), "no more of the same sentence; the rule stays open"
    assert "JOIN: read the ground rules" in quick_line.text(VOLUNTEER, "MENU")
    assert "Rule 3 of 4" in quick_line.text(VOLUNTEER, "yes")


def test_an_invited_volunteer_who_does_not_agree_is_none_and_may_think_again(quick_line: TestLine) -> None:
    add(quick_line)
    agree(quick_line, rules=1)
    assert "being honest" in quick_line.text(VOLUNTEER, "2")
    assert quick_line.rows(Volunteer)[0].status == "invited"
    assert "Rule 2 of 4" in quick_line.text(VOLUNTEER, "JOIN")
    assert ledger(quick_line)[-1] == ("rule.numbers", "declined")


def test_what_they_say_of_themselves_is_kept_at_once_and_shown_by_me(line: TestLine) -> None:
    add(line)
    assert "1 Sam, 2 no name" in agree(line)
    assert "with commas between" in line.text(VOLUNTEER, "2")
    assert "Which languages" in line.text(VOLUNTEER, "Panic attacks, losing a child")
    assert "Which time zone" in line.text(VOLUNTEER, "both")
    assert "usually free" in line.text(VOLUNTEER, "Denver")
    said = line.text(VOLUNTEER, "Tue 7pm-9pm")
    assert "Tue" in said and "How many calls" in said
    assert "a shift has nobody" in line.text(VOLUNTEER, "3")
    assert "someone in danger" in line.text(VOLUNTEER, "1")
    assert "That's all" in line.text(VOLUNTEER, "1")
    [row] = line.rows(Volunteer)
    assert (row.takes_danger, row.ready_for_danger) == (True, False), "who is ready, the organisation says"
    assert (row.languages, row.shift_cap, row.reserve) == (["en", "es"], 3, True)
    assert [(shift.begins[-5:], shift.timezone) for shift in line.rows(ShiftPattern)] == [
        ("19:00", "America/Denver")
    ]
    shown = line.text(VOLUNTEER, "ME")
    for part in (
        "Sam",
        "Panic attacks, losing a child",
        "English, Spanish",
        "Mountain",
        "shift: 3",
        "Extra shifts: yes",
    ):
        assert part in shown


def test_every_question_can_be_skipped_and_nothing_is_made_up(quick_line: TestLine) -> None:
    add(quick_line)
    said = agree(quick_line)
    for _ in range(8):
        said = quick_line.text(VOLUNTEER, "SKIP")
    assert "That's all" in said
    [row] = quick_line.rows(Volunteer)
    assert (row.languages, row.shift_cap, row.reserve) == (["en"], None, False)
    assert quick_line.rows(ShiftPattern) == []


def test_me_changes_one_thing_and_asks_no_more(quick_line: TestLine) -> None:
    quick_line.volunteer(VOLUNTEER, "Sam")
    assert "To change" in quick_line.text(VOLUNTEER, "me")
    assert "How many calls" in quick_line.text(VOLUNTEER, "5")
    assert "A number up to 20" in quick_line.text(VOLUNTEER, "99")
    assert "kept that" in quick_line.text(VOLUNTEER, "2")
    assert quick_line.rows(Volunteer)[0].shift_cap == 2
    quick_line.text(VOLUNTEER, "ME")
    quick_line.text(VOLUNTEER, "calls")
    quick_line.text(VOLUNTEER, "no limit")
    assert quick_line.rows(Volunteer)[0].shift_cap is None


def test_me_in_the_middle_of_joining_changes_one_thing_too(quick_line: TestLine) -> None:
    add(quick_line)
    agree(quick_line)
    quick_line.text(VOLUNTEER, "ME")
    quick_line.text(VOLUNTEER, "1")
    assert "kept that" in quick_line.text(VOLUNTEER, "divorce")


def test_me_shows_hours_a_cap_on_the_day_and_a_pause(quick_line: TestLine) -> None:
    quick_line.volunteer(VOLUNTEER, "Sam")
    assert "Your hours" not in quick_line.text(VOLUNTEER, "ME")
    quick_line.text(VOLUNTEER, "ZONE Denver")
    quick_line.text(VOLUNTEER, "SHIFT Tue 7pm-9pm")
    assert "Your hours: Every Tue, 7-9 PM, Mountain Time." in quick_line.text(VOLUNTEER, "ME")
    quick_line.text(VOLUNTEER, "SHIFT Fri 7pm-9pm")
    quick_line.text(VOLUNTEER, "PAUSE until Monday")
    quick_line.db.transact(quick_line.clock.at, lambda tx: tx.run(update(Volunteer).values(daily_cap=4)))
    shown = quick_line.text(VOLUNTEER, "ME")
    assert "paused until Mon" in shown and "1 more (SHIFTS)" in shown and "Calls a day: 4 at most" in shown
    quick_line.text(VOLUNTEER, "PAUSE")
    assert "paused until you text ON" in quick_line.text(VOLUNTEER, "ME")
    quick_line.text(VOLUNTEER, "ON")
    assert "Paused" not in quick_line.text(VOLUNTEER, "ME")


def test_the_lines_own_list_is_chosen_from_by_number(lines: Callable[..., TestLine]) -> None:
    line = lines("sqlite", replace(LINE, experiences=("grief", "panic attacks", "divorce")))
    line.volunteer(VOLUNTEER, "Sam")
    line.text(VOLUNTEER, "ME")
    assert "1 grief, 2 panic attacks, 3 divorce" in line.text(VOLUNTEER, "1")
    assert "couldn't read" in line.text(VOLUNTEER, "1 4")
    line.text(VOLUNTEER, "1 and 3")
    assert "grief, divorce" in line.text(VOLUNTEER, "ME")


def test_a_stranger_has_no_profile_and_no_rules_to_agree_to(quick_line: TestLine) -> None:
    assert "To change" not in quick_line.text(PARTICIPANT, "ME")
    assert "Rule" not in quick_line.text(PARTICIPANT, "JOIN")
    assert quick_line.rows(Volunteer) == []


def test_somebody_invited_joins_by_keypad(line: TestLine) -> None:
    add(line)
    sid, heard = line.call(VOLUNTEER)
    assert "invited" in heard.words
    heard = line.press(heard, "1", sid, VOLUNTEER)
    for number in range(1, 5):
        assert f"Rule {number} of 4" in heard.words
        heard = line.press(heard, "1", sid, VOLUNTEER)
    assert line.rows(Volunteer)[0].status == "active"
    assert "For Sam, press 1" in heard.words
    heard = line.press(heard, "1", sid, VOLUNTEER)
    assert line.opened(VOLUNTEER_CALLED, line.rows(Volunteer)[0]) == "Sam"
    assert "Which languages" in heard.words
    heard = line.press(heard, "3", sid, VOLUNTEER)
    assert "Which time zone" in heard.words
    heard = line.press(heard, "2", sid, VOLUNTEER)
    heard = line.press(heard, "4", sid, VOLUNTEER)
    heard = line.press(heard, "2", sid, VOLUNTEER)
    heard = line.press(heard, "2", sid, VOLUNTEER)
    assert "That's all" in heard.words
    assert line.rows(Volunteer)[0].takes_danger is False
    [row] = line.rows(Volunteer)
    assert (row.languages, row.shift_cap, row.reserve) == (["en", "es"], 4, False)
    assert line.rows(Contact)[0].timezone == "America/Chicago"


def test_a_silent_phone_skips_every_question_and_is_a_volunteer_all_the_same(quick_line: TestLine) -> None:
    add(quick_line)
    sid, heard = quick_line.call(VOLUNTEER)
    for _ in range(5):
        heard = quick_line.press(heard, "1", sid, VOLUNTEER)
    for _ in range(6):
        heard = quick_line.press(heard, "", sid, VOLUNTEER)
    assert "That's all" in heard.words
    assert quick_line.rows(Volunteer)[0].status == "active"


def test_a_volunteer_changes_what_can_be_keyed_by_phone(quick_line: TestLine) -> None:
    quick_line.volunteer(VOLUNTEER, "Sam")
    sid, heard = quick_line.call(VOLUNTEER)
    heard = quick_line.press(heard, "6", sid, VOLUNTEER)
    assert "You speak English. Calls a shift: any." in heard.words
    heard = quick_line.press(heard, "5", sid, VOLUNTEER)
    assert "How many calls" in heard.words
    assert "kept that" in quick_line.press(heard, "4", sid, VOLUNTEER).words
    assert quick_line.rows(Volunteer)[0].shift_cap == 4


def test_nobody_invited_is_offered_anything(quick_line: TestLine) -> None:
    add(quick_line, on_duty=True)
    assert "No volunteer is on" in quick_line.text(PARTICIPANT, "CALL")
    quick_line.work()
    assert all("TAKE" not in said for said in quick_line.texts_to(VOLUNTEER))


def test_an_invitation_answered_with_stop_is_an_opt_out(quick_line: TestLine) -> None:
    add(quick_line)
    assert "unsubscribed" in quick_line.text(VOLUNTEER, "STOP")
    assert quick_line.text(VOLUNTEER, "JOIN") == ""
    assert quick_line.rows(Volunteer)[0].status == "invited"


def test_active_and_on_duty_is_offered_a_callback_at_once_with_no_text_before(quick_line: TestLine) -> None:
    quick_line.text(PARTICIPANT, "CALL")
    add(quick_line, active=True, on_duty=True)
    quick_line.pass_time(seconds=16)
    [offer] = quick_line.texts_to(VOLUNTEER)
    assert "TAKE" in offer


def test_a_volunteer_who_says_stop_is_off_duty_and_what_they_hold_goes_on(line: TestLine) -> None:
    line.volunteer(VOLUNTEER)
    line.text(PARTICIPANT, "CALL")
    line.work()
    line.text(VOLUNTEER, "TAKE")
    line.work()
    assert "unsubscribed" in line.text(VOLUNTEER, "STOP")
    line.work()
    assert [r.status for r in line.carrier.rings] == ["canceled"]
    assert line.rows(Volunteer)[0].on_duty is False
    sent = len(line.texts_to(VOLUNTEER))
    line.pass_time(hours=2)
    assert len(line.texts_to(VOLUNTEER)) == sent
    assert line.text(VOLUNTEER, "ON") == ""
