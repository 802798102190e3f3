"""REMIND: to be asked how one is, on days and at an hour of one's own; and nothing that was not asked for."""

from datetime import timedelta

import pytest

from store.consent import ledger as consent
from store.contacts import contacts
from store.models import Callback, Checkin, Consent, Contact, Reminder, ReminderPlan
from store.vault.columns import CONSENT_WORDS
from tests.kits.bridge import PARTICIPANT
from tests.kits.line import TestLine
from tests.kits.reminders import ASKED, LOS_ANGELES, becomes, local, passes, said, set_up, to_come

WED, THU, FRI = "2026-03-04", "2026-03-05", "2026-03-06"


def ledger(line: TestLine) -> list[tuple[str, str]]:
    return [
        (row.action, line.opened(CONSENT_WORDS, row))
        for row in line.rows(Consent)
        if row.purpose == "reminders"
    ]


def test_the_question_comes_at_their_hour_and_the_answer_goes_on_as_a_check_in(quick_line: TestLine) -> None:
    set_up(quick_line, "Mon Thu 7pm")
    assert passes(quick_line, f"{THU} 18:59") == []
    texts = passes(quick_line, f"{THU} 19:00")
    assert said(texts, ASKED) == 1 and said(texts, "as you asked") == 1
    assert "be in touch with a volunteer" in quick_line.text(PARTICIPANT, "2")
    assert [row.mood for row in quick_line.rows(Checkin)] == [2]
    assert "A peer" in quick_line.text(PARTICIPANT, "1") or quick_line.rows(Callback)


def test_an_answer_a_day_later_still_goes_on(quick_line: TestLine) -> None:
    set_up(quick_line, "Mon Thu 7pm")
    becomes(quick_line, f"{THU} 19:00")
    becomes(quick_line, f"{FRI} 20:00")
    assert "sounds hard" in quick_line.text(PARTICIPANT, "2")
    assert "here any time" in quick_line.text(PARTICIPANT, "3")
    assert [row.mood for row in quick_line.rows(Checkin)] == [2]


def test_exactly_one_is_always_to_come(quick_line: TestLine) -> None:
    set_up(quick_line)
    for day in range(4, 8):
        assert [local(at) for at in to_come(quick_line)] == [f"{('Wed', 'Thu', 'Fri', 'Sat')[day - 4]} 19:00"]
        becomes(quick_line, f"2026-03-{day:02} 19:00")


def test_a_line_that_slept_an_hour_sends_it_late_and_one_that_slept_days_sends_none(
    quick_line: TestLine,
) -> None:
    set_up(quick_line, "every day 12:30")
    assert said(becomes(quick_line, f"{WED} 14:25"), ASKED) == 1, "within two hours it is said"
    assert said(becomes(quick_line, f"{THU} 14:35"), ASKED) == 0, "later it is not"
    assert said(becomes(quick_line, "2026-03-10 18:00"), ASKED) == 0, "and days of them are none at once"
    assert [local(at) for at in to_come(quick_line)] == ["Wed 12:30"]
    assert said(becomes(quick_line, "2026-03-11 12:30"), ASKED) == 1


def test_late_into_the_quiet_hours_it_is_left_out(quick_line: TestLine) -> None:
    set_up(quick_line)
    assert said(becomes(quick_line, f"{WED} 20:30"), ASKED) == 0
    assert said(becomes(quick_line, f"{THU} 09:00"), ASKED) == 0


def test_seven_stays_seven_when_clocks_change(quick_line: TestLine) -> None:
    quick_line.clock.at += timedelta(days=3)  # Saturday: the clocks go forward in the night
    set_up(quick_line)
    becomes(quick_line, "2026-03-07 19:00")
    [sunday] = to_come(quick_line)
    assert local(sunday) == "Sun 19:00"
    assert sunday - quick_line.clock.at == timedelta(hours=23)


def test_a_zone_told_later_moves_it_to_seven_there(quick_line: TestLine) -> None:
    quick_line.text(PARTICIPANT, "REMIND every day 7pm")
    assert [local(at) for at in to_come(quick_line)] == ["Wed 19:00"], (
        "read in the line's own zone, which is named"
    )
    assert "REMIND keeps its hour" in quick_line.text(PARTICIPANT, "ZONE Pacific")
    assert [local(at, LOS_ANGELES) for at in to_come(quick_line)] == ["Wed 19:00"]
    assert said(passes(quick_line, f"{WED} 19:05"), ASKED) == 0
    assert said(passes(quick_line, f"{WED} 19:00", LOS_ANGELES), ASKED) == 1
    quick_line.text(PARTICIPANT, "ZONE Hawaii")
    assert [local(at, "Pacific/Honolulu") for at in to_come(quick_line)] == ["Thu 19:00"], (
        "once a day, though it is earlier there"
    )


def test_the_zone_is_asked_once_and_never_taken_from_the_number(quick_line: TestLine) -> None:
    first = quick_line.text(PARTICIPANT, "REMIND Mon 7pm")
    assert "Which time zone" in first and "Eastern Time" in first
    assert ASKED not in first, "one question a text"
    assert quick_line.rows(Contact)[0].timezone is None
    assert "Which time zone" not in quick_line.text(PARTICIPANT, "REMIND Tue 7pm")
    quick_line.text(PARTICIPANT, "REMIND OFF")
    assert "Which time zone" not in quick_line.text(PARTICIPANT, "REMIND Wed 7pm")


def test_a_zone_said_with_the_hour_is_kept_without_a_question(quick_line: TestLine) -> None:
    answer = quick_line.text(PARTICIPANT, "REMIND Mon 7pm PT")
    assert "Pacific Time" in answer and "Which time zone" not in answer
    assert [local(at, LOS_ANGELES) for at in to_come(quick_line)] == ["Mon 19:00"]


def test_what_is_missing_is_asked_for(quick_line: TestLine) -> None:
    assert "On which days" in quick_line.text(PARTICIPANT, "REMIND")
    assert "At what time" in quick_line.text(PARTICIPANT, "Mon Thu")
    assert "Mon and Thu at 7pm" in quick_line.text(PARTICIPANT, "7pm")
    assert "On which days" in quick_line.text(PARTICIPANT, "REMIND 8am")
    answer = quick_line.text(PARTICIPANT, "weekends")
    assert "text you at 8am all the same?" in answer, "an early hour is asked about"


@pytest.mark.parametrize("answer", ["1", "yes"])
def test_an_early_or_late_hour_is_kept_once_they_say_that_they_want_it(
    quick_line: TestLine, answer: str
) -> None:
    assert "all the same?" in quick_line.text(PARTICIPANT, "REMIND weekdays 8:30")
    assert to_come(quick_line) == []
    assert "Mon to Fri at 8:30am" in quick_line.text(PARTICIPANT, answer)
    assert said(becomes(quick_line, f"{THU} 08:30"), ASKED) == 1
    assert ledger(quick_line) == [("given", f"weekdays 8:30 / {answer}")]


def test_another_hour_may_be_named_instead(quick_line: TestLine) -> None:
    quick_line.text(PARTICIPANT, "REMIND weekdays 11pm")
    assert "Mon to Fri at 7pm" in quick_line.text(PARTICIPANT, "7pm")
    quick_line.text(PARTICIPANT, "REMIND Sat 11pm")
    assert "At what time" in quick_line.text(PARTICIPANT, "2")
    assert "Sat at 6pm" in quick_line.text(PARTICIPANT, "6pm")
    assert len(to_come(quick_line)) == 1


def test_off_ends_it_at_once_also_while_one_is_due(quick_line: TestLine) -> None:
    set_up(quick_line)
    quick_line.clock.at += timedelta(hours=7)  # seven o'clock, and nothing done yet
    assert "won't ask any more" in quick_line.text(PARTICIPANT, "REMIND OFF")
    assert passes(quick_line, f"{FRI} 12:00") == []
    assert [action for action, _ in ledger(quick_line)] == ["given", "withdrawn"]
    assert "Nothing is set" in quick_line.text(PARTICIPANT, "remind off")
    assert "Done: every day" in quick_line.text(PARTICIPANT, "REMIND every day 7pm")
    assert said(passes(quick_line, f"{FRI} 19:00"), ASKED) == 1


def test_stop_ends_it_and_start_does_not_bring_it_back(quick_line: TestLine) -> None:
    set_up(quick_line)
    quick_line.text(PARTICIPANT, "STOP")
    quick_line.text(PARTICIPANT, "START")
    assert passes(quick_line, f"{FRI} 20:00") == []
    assert [action for action, _ in ledger(quick_line)] == ["given", "withdrawn"]
    assert "On which days" in quick_line.text(PARTICIPANT, "REMIND")


def test_the_word_that_ends_everything_ends_it_too(quick_line: TestLine) -> None:
    set_up(quick_line)
    for body in ("SAFE", "1", "2", "ANY", "NONE", "2", "zanahoria", "1"):
        quick_line.text(PARTICIPANT, body)
    assert quick_line.text(PARTICIPANT, "Zanahoria") == ""
    assert passes(quick_line, f"{THU} 20:00") == []


def test_no_question_goes_out_without_the_consent_for_it(quick_line: TestLine) -> None:
    set_up(quick_line)
    with quick_line.db.begin(quick_line.clock.at) as tx:
        contact_id = contacts.by_number(tx, PARTICIPANT).contact_id or 0
        assert consent.agreed(tx, contact_id, consent.REMINDERS)
        consent.record(
            tx, contact_id, purpose=consent.REMINDERS, action="withdrawn", words="no", source="console"
        )
    assert becomes(quick_line, f"{WED} 19:00") == []
    assert [row.why for row in quick_line.rows(Reminder) if row.state == "dropped"] == ["no consent"]


def test_a_pause_ends_by_itself_and_may_be_ended(quick_line: TestLine) -> None:
    set_up(quick_line)
    assert "They rest until" in quick_line.text(PARTICIPANT, "REMIND PAUSE until Friday")
    assert passes(quick_line, f"{FRI} 18:00") == []
    assert said(passes(quick_line, f"{FRI} 19:00"), ASKED) == 1, "it goes on by itself"
    quick_line.text(PARTICIPANT, "4")
    assert "until you send REMIND ON" in quick_line.text(PARTICIPANT, "REMIND PAUSE")
    assert to_come(quick_line) == []
    assert "They rest" in quick_line.text(PARTICIPANT, "REMIND")
    assert "Good, again every day at 7pm" in quick_line.text(PARTICIPANT, "REMIND ON")
    assert [local(at) for at in to_come(quick_line)] == ["Sat 19:00"], "today was asked already"


def test_a_pause_that_is_not_read_is_asked_about(quick_line: TestLine) -> None:
    set_up(quick_line)
    assert "Until when" in quick_line.text(PARTICIPANT, "REMIND PAUSE till the weather is better")
    assert "They rest until Sat" in quick_line.text(PARTICIPANT, "3 days")
    quick_line.text(PARTICIPANT, "REMIND PAUSE a good while")
    assert "until you send REMIND ON" in quick_line.text(PARTICIPANT, "open")


def test_a_new_hour_on_the_same_day_does_not_ask_twice(quick_line: TestLine) -> None:
    set_up(quick_line, "every day 12:30")
    becomes(quick_line, f"{WED} 12:30")
    quick_line.text(PARTICIPANT, "4")
    quick_line.text(PARTICIPANT, "REMIND every day 7pm")
    assert [local(at) for at in to_come(quick_line)] == ["Thu 19:00"]
    quick_line.text(PARTICIPANT, "REMIND every day 6pm")
    assert [local(at) for at in to_come(quick_line)] == ["Thu 18:00"], "it moves, and stays one"


def test_a_participant_who_has_just_said_how_they_are_is_not_asked_again(quick_line: TestLine) -> None:
    set_up(quick_line)
    becomes(quick_line, f"{WED} 18:30")
    quick_line.text(PARTICIPANT, "CHECKIN")
    quick_line.text(PARTICIPANT, "4")
    assert said(becomes(quick_line, f"{WED} 19:00"), ASKED) == 0
    assert said(becomes(quick_line, f"{THU} 19:00"), ASKED) == 1


def test_discreet_people_read_nothing_of_what_it_is_about_and_answer_all_the_same(
    quick_line: TestLine,
) -> None:
    set_up(quick_line)
    for body in ("SAFE", "1", "2", "ANY", "NONE", "1", "NONE", "1"):
        quick_line.text(PARTICIPANT, body)
    [(_, words)] = becomes(quick_line, f"{WED} 19:00")
    assert words == "Hello, as you asked. REMIND changes it.\nHow is today? Reply 1 to 5, or SKIP."
    assert quick_line.text(PARTICIPANT, "1").startswith("Thank you for telling me.\nWould you like somebody")


def test_safe_hours_bind_and_are_minded_when_it_is_set(quick_line: TestLine) -> None:
    for body in ("SAFE", "1", "2", "9am to 5pm", "NONE", "2", "NONE", "1"):
        quick_line.text(PARTICIPANT, body)
    answer = quick_line.text(PARTICIPANT, "REMIND Mon Thu 7pm")
    assert "outside the hours you told us are safe" in answer and to_come(quick_line) == []
    assert "Mon and Thu at 4pm" in quick_line.text(PARTICIPANT, "4pm")
    quick_line.text(PARTICIPANT, "SAFE")
    quick_line.text(PARTICIPANT, "3")
    quick_line.text(PARTICIPANT, "9am to 2pm")
    assert said(passes(quick_line, f"{FRI} 15:00"), ASKED) == 0, "hours told later bind as well"


def test_safety_that_keeps_the_question_back_is_said_and_never_promised_against(quick_line: TestLine) -> None:
    set_up(quick_line, "Mon Thu 7pm", after="1")
    for body in ("SAFE", "1", "2"):
        quick_line.text(PARTICIPANT, body)
    assert "the REMIND texts won't come" in quick_line.text(PARTICIPANT, "9am to 5pm")
    held = quick_line.text(PARTICIPANT, "REMIND")
    assert "keep those texts back" in held and "next one comes" not in held
    quick_line.text(PARTICIPANT, "REMIND PAUSE")
    assert "keep those texts back" in quick_line.text(PARTICIPANT, "REMIND ON")
    assert passes(quick_line, f"{FRI} 20:00") == []
    quick_line.text(PARTICIPANT, "SAFE")
    quick_line.text(PARTICIPANT, "3")
    assert "REMIND" not in quick_line.text(PARTICIPANT, "9am to 8pm")
    assert "next one comes" in quick_line.text(PARTICIPANT, "REMIND")
    quick_line.text(PARTICIPANT, "SAFE")
    quick_line.text(PARTICIPANT, "7")
    assert "the REMIND texts won't come" in quick_line.text(PARTICIPANT, "2")
    assert "keep those texts back" in quick_line.text(PARTICIPANT, "REMIND")


def test_a_day_alone_is_a_day_and_not_the_end_of_a_pause(quick_line: TestLine) -> None:
    assert "At what time on those days" in quick_line.text(PARTICIPANT, "REMIND Mon")
    assert "Mon at 7pm" in quick_line.text(PARTICIPANT, "7pm")


@pytest.mark.parametrize("words", ["REMIND STOP", "remind me never", "REMIND CANCEL", "RECORDAR CANCELAR"])
def test_it_ends_by_any_plain_word_for_it(quick_line: TestLine, words: str) -> None:
    set_up(quick_line, after="1")
    assert "I won't ask any more" in quick_line.text(PARTICIPANT, words)
    assert to_come(quick_line) == []


def test_hours_that_open_a_little_later_only_put_it_off(quick_line: TestLine) -> None:
    set_up(quick_line, "every day 9am", after="1")
    for body in ("SAFE", "1", "2"):
        quick_line.text(PARTICIPANT, body)
    assert "REMIND" not in quick_line.text(PARTICIPANT, "10am to 5pm")
    assert said(passes(quick_line, f"{THU} 10:00"), ASKED) == 1


@pytest.mark.parametrize("open_question", ["REMIND MISSED", "REMIND 9 and 7pm", "at seven"])
def test_a_participant_who_ends_reminders_is_asked_nothing_more_about_them(
    quick_line: TestLine, open_question: str
) -> None:
    set_up(quick_line, after="1")
    if open_question == "at seven":
        assert said(becomes(quick_line, f"{WED} 19:00"), ASKED) == 1
    else:
        assert "?" in quick_line.text(PARTICIPANT, open_question)
    assert quick_line.text(PARTICIPANT, "REMIND OFF").endswith("REMIND starts it again when you like.")


def test_a_participant_who_starts_contact_is_told_that_it_cannot_be(quick_line: TestLine) -> None:
    for body in ("SAFE", "1", "2", "ANY", "NONE", "2", "NONE", "2"):
        quick_line.text(PARTICIPANT, body)
    assert "only you contact us" in quick_line.text(PARTICIPANT, "REMIND Mon 7pm")
    assert quick_line.rows(ReminderPlan) == []


@pytest.mark.parametrize("body", ["Monday I want to die", "REMIND Mon 7pm because I want to kill myself"])
def test_words_of_crisis_come_first_also_here(quick_line: TestLine, body: str) -> None:
    quick_line.text(PARTICIPANT, "REMIND")
    assert "988" in quick_line.text(PARTICIPANT, body)
    assert to_come(quick_line) == []


def test_words_of_crisis_in_answer_to_the_question_reach_a_person(quick_line: TestLine) -> None:
    set_up(quick_line)
    becomes(quick_line, f"{WED} 19:00")
    assert "988" in quick_line.text(PARTICIPANT, "1 and I want to die")
    quick_line.work()
    assert any("CRISIS" in words for _, words in quick_line.new_texts())


@pytest.mark.parametrize(
    "body", ["remind my sister that she is loved by us all", "reminds me of home and of you"]
)
def test_a_sentence_that_only_begins_with_the_word_is_no_request(quick_line: TestLine, body: str) -> None:
    quick_line.text(PARTICIPANT, "CHECKIN")
    quick_line.text(PARTICIPANT, "SKIP")
    assert "which days" not in quick_line.text(PARTICIPANT, body)


def test_remind_me_is_as_good(quick_line: TestLine) -> None:
    assert "On which days" in quick_line.text(PARTICIPANT, "Remind me")
    assert "every day at 9am" in quick_line.text(PARTICIPANT, "Remind me every day at 9")


def test_a_caller_hears_it_and_ends_it_by_key(quick_line: TestLine) -> None:
    sid, menu = quick_line.call(PARTICIPANT)
    assert "press 4" not in menu.words, "who has none has a shorter menu"
    quick_line.hang_up(sid, PARTICIPANT)
    set_up(quick_line, "Mon Thu 7pm")
    sid, menu = quick_line.call(PARTICIPANT)
    assert "press 4" in menu.words
    heard = quick_line.press(menu, "4", sid, PARTICIPANT)
    assert "Monday and Thursday, at 7:00 PM" in heard.words and "Press 2 to end" in heard.words
    assert "no more of these" in quick_line.press(heard, "2", sid, PARTICIPANT).words
    assert to_come(quick_line) == []
    assert [action for action, _ in ledger(quick_line)] == ["given", "withdrawn"]
