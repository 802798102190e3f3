"""A check-in that stays unanswered: one gentle word, and then only what they set up; nobody is rung who did not ask."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from store.consent import ledger as consent
from store.contacts import contacts
from store.database import Tx
from store.models import Alert, Callback, Consent, Contact, OtherNumber, Reminder, ReminderPlan
from store.reminders import schedules
from store.vault.columns import CONSENT_WORDS
from tests.kits.bridge import PARTICIPANT, VOLUNTEER
from tests.kits.line import TestLine
from tests.kits.reminders import (
    ASKED,
    CALL,
    FRIEND,
    GENTLE,
    TOLD,
    becomes,
    chooses,
    passes,
    said,
    set_up,
    trusts,
)

WED, THU, FRI = "2026-03-04", "2026-03-05", "2026-03-06"
THIRD = "+12025550148"


def missed(line: TestLine, words: str = "every day 12:30", **more: str) -> None:
    """It is set up, and Wednesday's question stays unanswered."""
    set_up(line, words, **more)
    assert said(passes(line, f"{WED} 12:30"), ASKED) == 1


def test_one_gentle_text_follows_after_three_hours_and_nothing_else(quick_line: TestLine) -> None:
    missed(quick_line)
    assert passes(quick_line, f"{WED} 15:29") == []
    [(_, words)] = passes(quick_line, f"{WED} 15:30")
    assert GENTLE in words and ASKED in words
    assert passes(quick_line, f"{THU} 12:29") == []
    assert quick_line.rows(Callback) == [] and quick_line.rows(Alert) == []
    assert quick_line.carrier.rings == []


def test_the_gentle_text_may_be_answered_with_a_number_too(quick_line: TestLine) -> None:
    missed(quick_line)
    passes(quick_line, f"{WED} 15:30")
    assert "sounds hard" in quick_line.text(PARTICIPANT, "1")


@pytest.mark.parametrize("word", ["3", "MENU", "not today thanks"])
def test_any_word_of_the_participant_prevents_what_would_follow(quick_line: TestLine, word: str) -> None:
    missed(quick_line, after="2")
    passes(quick_line, f"{WED} 13:00")
    quick_line.text(PARTICIPANT, word)
    assert passes(quick_line, f"{THU} 12:00") == []


def test_a_call_from_the_participant_prevents_what_would_follow(quick_line: TestLine) -> None:
    missed(quick_line)
    passes(quick_line, f"{WED} 13:00")
    sid, _ = quick_line.call(PARTICIPANT)
    quick_line.hang_up(sid, PARTICIPANT)
    assert passes(quick_line, f"{WED} 20:00") == []


def test_in_the_evening_it_waits_for_the_morning(quick_line: TestLine) -> None:
    set_up(quick_line, "Wed 7pm")
    assert said(passes(quick_line, f"{WED} 19:00"), ASKED) == 1
    assert passes(quick_line, f"{THU} 08:59") == []
    assert said(passes(quick_line, f"{THU} 09:00"), GENTLE) == 1


def test_where_safe_hours_push_it_close_to_the_next_one_it_is_left_out(quick_line: TestLine) -> None:
    for body in ("SAFE", "1", "2", "9:30am to 1pm", "NONE", "2", "NONE", "1"):
        quick_line.text(PARTICIPANT, body)
    set_up(quick_line, "every day 10am")
    assert said(passes(quick_line, f"{THU} 10:00"), ASKED) == 1
    texts = passes(quick_line, f"{FRI} 10:00")
    assert said(texts, GENTLE) == 0 and said(texts, ASKED) == 1


def test_what_was_changed_for_them_in_between_counts(quick_line: TestLine) -> None:
    def changed(what: Callable[[Tx, int], object]) -> None:
        plan = quick_line.rows(ReminderPlan)[0]
        quick_line.db.transact(quick_line.clock.at, lambda tx: what(tx, plan.contact_id))

    missed(quick_line, after="2")
    passes(quick_line, f"{WED} 15:30")
    changed(lambda tx, contact_id: schedules.after_missed(tx, contact_id, "none"))
    assert passes(quick_line, f"{WED} 20:00") == []
    assert said(passes(quick_line, f"{THU} 12:30"), ASKED) == 1
    changed(lambda tx, contact_id: schedules.pause(tx, contact_id, None))
    assert passes(quick_line, f"{FRI} 20:00") == []


def test_a_question_that_never_reached_them_is_not_missed(quick_line: TestLine) -> None:
    missed(quick_line)
    sent = quick_line.carrier.texts[-1]
    quick_line.post(
        "/receipts", {"MessageSid": sent.sid, "MessageStatus": "undelivered", "ErrorCode": "30003"}
    )
    quick_line.post("/receipts", {"MessageSid": sent.sid, "MessageStatus": "failed", "ErrorCode": "30003"})
    assert said(passes(quick_line, f"{WED} 20:00"), GENTLE) == 0


@pytest.mark.parametrize("words", ["REMIND OFF", "REMIND PAUSE", "STOP"])
def test_after_reminders_end_or_pause_nothing_is_said_of_the_last(quick_line: TestLine, words: str) -> None:
    missed(quick_line, after="2")
    passes(quick_line, f"{WED} 15:30")
    quick_line.text(PARTICIPANT, words)
    waiting = [row.kind for row in quick_line.rows(Reminder) if row.state == "due"]
    assert waiting == (["missed_call"] if words == "REMIND PAUSE" else []), (
        "what is over leaves nothing waiting"
    )
    assert passes(quick_line, f"{FRI} 20:00") == []


def test_a_call_is_asked_about_first_and_nobody_is_rung_before_their_word(quick_line: TestLine) -> None:
    line = quick_line
    line.volunteer(VOLUNTEER)
    missed(line, after="2")
    assert said(passes(line, f"{WED} 15:30"), GENTLE) == 1
    [(to, words)] = passes(line, f"{WED} 17:30")
    assert to == PARTICIPANT and CALL in words and "1 ready, 2 later, 3 write instead" in words
    assert said(passes(line, f"{WED} 20:00"), "") == 0 and line.texts_to(VOLUNTEER) == []
    assert line.carrier.rings == []
    assert "should call by" in line.text(PARTICIPANT, "1")
    line.work()
    line.text(VOLUNTEER, f"TAKE {line.code()}")
    line.work()
    assert [ring.to for ring in line.carrier.rings] == [VOLUNTEER]


def test_an_offered_call_that_nobody_answers_ends_without_a_word_or_an_alert(quick_line: TestLine) -> None:
    missed(quick_line, "Wed 12:30", after="2")
    assert said(passes(quick_line, f"{WED} 18:00"), CALL) == 1
    assert becomes(quick_line, f"{FRI} 12:00") == []
    assert [cb.state for cb in quick_line.rows(Callback)] == ["cancelled"]
    assert quick_line.rows(Alert) == []


def test_an_offered_call_may_be_moved_or_called_off(quick_line: TestLine) -> None:
    missed(quick_line, after="2")
    passes(quick_line, f"{WED} 18:00")
    assert "When would be better" in quick_line.text(PARTICIPANT, "2")
    assert "it's off" in quick_line.text(PARTICIPANT, "NEVERMIND")


def test_somebody_who_has_a_call_waiting_is_offered_no_second(quick_line: TestLine) -> None:
    missed(quick_line, after="2")
    passes(quick_line, f"{WED} 15:30")
    quick_line.text(PARTICIPANT, "CALL")
    passes(quick_line, f"{WED} 19:00")
    assert len(quick_line.rows(Callback)) == 1


def test_no_phone_may_ring_so_writing_is_offered(quick_line: TestLine) -> None:
    for body in ("SAFE", "2", "ANY", "NONE", "2", "NONE", "1"):
        quick_line.text(PARTICIPANT, body)
    missed(quick_line, after="2")
    texts = passes(quick_line, f"{WED} 18:00")
    assert said(texts, "1 ready, 2 later.") == 1
    assert [cb.kind for cb in quick_line.rows(Callback)] == ["text"]


def test_the_person_they_chose_is_told_once_and_they_knew_it_before(quick_line: TestLine) -> None:
    line = quick_line
    set_up(line, "every day 12:30")
    trusts(line)
    passes(line, f"{WED} 12:30")
    [(_, gentle)] = passes(line, f"{WED} 15:30")
    assert "the person you chose gets a short text after 5:30 PM" in gentle
    [(to, words)] = passes(line, f"{WED} 18:00")
    assert to == FRIEND and words.startswith("Alex asked us to tell you if they don't answer us")
    assert "no emergency service" in words and "911" in words and "STOP" in words
    assert line.db.line.name not in words and "check" not in words.lower()


def test_a_trusted_person_who_writes_back_is_not_asked_how_they_are_nor_told_what_line_this_is(
    quick_line: TestLine,
) -> None:
    line = quick_line
    set_up(line, "every day 12:30")
    trusts(line)
    for at in ("12:30", "15:30", "18:00"):
        passes(line, f"{WED} {at}")
    for body in ("is she ok??", "2", "since when"):
        reply = line.text(FRIEND, body)
        assert "we know no more" in reply and "911" in reply
        assert line.db.line.name not in reply and "How are you" not in reply
    assert "988" in line.text(FRIEND, "she said she will kill herself tonight")
    reply = line.text(FRIEND, "CHECKIN")
    assert line.db.line.name in reply and "How are you right now?" in reply, "for themselves, as anybody"


def test_a_participant_who_is_told_keeps_the_question_they_are_in(quick_line: TestLine) -> None:
    line = quick_line
    line.text(FRIEND, "CHECKIN")
    line.text(FRIEND, "3")
    line.text(FRIEND, "3")
    set_up(line, "every day 12:30")
    trusts(line)
    passes(line, f"{WED} 12:30")
    passes(line, f"{WED} 15:30")
    line.text(FRIEND, "CHECKIN")
    [(to, _)] = passes(line, f"{WED} 18:00")
    assert to == FRIEND
    assert "Would you like" in line.text(FRIEND, "2") or "call" in line.text(FRIEND, "MENU")


def test_a_word_after_the_gentle_text_keeps_it_between_us(quick_line: TestLine) -> None:
    set_up(quick_line, "every day 12:30")
    trusts(quick_line)
    passes(quick_line, f"{WED} 16:00")
    quick_line.text(PARTICIPANT, "SKIP")
    assert passes(quick_line, f"{WED} 20:00") == []


def test_nothing_is_sent_to_the_phone_they_chose_before_it_agreed(quick_line: TestLine) -> None:
    set_up(quick_line, "every day 12:30")
    chooses(quick_line)
    passes(quick_line, f"{FRI} 12:00")
    assert quick_line.texts_to(FRIEND) == [] and quick_line.carrier.rings == []


def test_one_text_a_day_at_most_goes_to_them(quick_line: TestLine) -> None:
    line = quick_line
    set_up(line, "every day 7pm")
    trusts(line)
    assert said(passes(line, f"{THU} 11:00"), TOLD, FRIEND) == 1, "Wednesday's, by day"
    line.clock.at += timedelta(minutes=5)
    line.text(PARTICIPANT, "REMIND every day 12:30")
    texts = passes(line, f"{THU} 20:00")
    assert said(texts, GENTLE) == 1 and said(texts, TOLD, FRIEND) == 0
    assert said(texts, "the person you chose") == 0, "nor is it announced"
    assert said(passes(line, f"{FRI} 20:00"), TOLD, FRIEND) == 1


def test_their_quiet_hours_bind_as_well_and_are_reckoned_with_beforehand(quick_line: TestLine) -> None:
    line = quick_line
    set_up(line, "Wed 12:30")
    trusts(line)
    line.text(FRIEND, "ZONE London")  # half past five in New York is half past ten at night there
    passes(line, f"{WED} 12:30")
    assert said(passes(line, f"{WED} 15:30"), "after 4:00 AM tomorrow") == 1
    assert passes(line, f"{THU} 08:59", "Europe/London") == []
    line.text(FRIEND, "ZONE Azores")  # they are an hour behind
    assert passes(line, f"{THU} 09:30", "Europe/London") == []
    assert said(passes(line, f"{THU} 09:00", "Atlantic/Azores"), TOLD, FRIEND) == 1


def test_a_trusted_person_who_withdrew_their_agreement_is_told_nothing(quick_line: TestLine) -> None:
    set_up(quick_line, "every day 12:30")
    trusts(quick_line)
    with quick_line.db.begin(quick_line.clock.at) as tx:
        friend = contacts.by_number(tx, FRIEND).contact_id or 0
        consent.record(tx, friend, purpose=consent.TOLD, action="withdrawn", words="no", source="console")
    assert said(passes(quick_line, f"{THU} 12:00"), TOLD, FRIEND) == 0


def test_a_stop_from_that_phone_ends_it_and_they_hear_of_it(quick_line: TestLine) -> None:
    line = quick_line
    set_up(line, "every day 12:30")
    trusts(line)
    line.text(FRIEND, "STOP")
    line.work()
    assert any("ends in 47 gets no more texts" in words for words in line.texts_to(PARTICIPANT))
    assert [plan.after_missed for plan in line.rows(ReminderPlan)] == ["none"]
    line.text(FRIEND, "START")
    passes(line, f"{FRI} 12:00")
    assert said(line.new_texts(), TOLD, FRIEND) == 0 and not any(
        TOLD in words for words in line.texts_to(FRIEND)
    )


def test_a_volunteers_phone_and_one_that_opted_out_are_refused_without_a_word_of_why(
    quick_line: TestLine,
) -> None:
    line = quick_line
    set_up(line, "every day 12:30")
    line.volunteer(VOLUNTEER, on_duty=False)
    line.text(THIRD, "STOP")
    for number in (VOLUNTEER, THIRD):
        code = chooses(line, number=number)
        line.text(number, f"{code} CONFIRM")
        assert line.rows(OtherNumber)[-1].confirmed_at is None


def test_a_trusted_person_who_became_a_volunteer_is_told_nothing_and_the_participant_hears_so(
    quick_line: TestLine,
) -> None:
    line = quick_line
    set_up(line, "every day 12:30")
    trusts(line)
    line.volunteer(FRIEND, on_duty=False)
    texts = passes(line, f"{WED} 20:00")
    assert said(texts, TOLD, FRIEND) == 0 and said(texts, "gets no more texts") == 1
    assert said(texts, "the person you chose gets") == 0, "no promise that is not kept"


def test_the_two_purposes_of_another_phone_never_mix(quick_line: TestLine) -> None:
    line = quick_line
    set_up(line, "every day 12:30")
    trusts(line)
    line.volunteer(VOLUNTEER)
    line.text(PARTICIPANT, "CALL")
    assert [cb.other_number_id for cb in line.rows(Callback)] == [None], "who is told is never rung"
    assert "Your calls come to this phone" in line.text(PARTICIPANT, "NUMBER OFF")
    line.text(PARTICIPANT, f"NUMBER {FRIEND}")
    assert [row.purpose for row in line.rows(OtherNumber)] == ["tell", "call"]
    line.text(FRIEND, line.rows(OtherNumber)[-1].code)
    assert [row.ended_at for row in line.rows(OtherNumber)] == [None, None], "neither ends the other"
    line.text(PARTICIPANT, "REMIND MISSED")
    line.text(PARTICIPANT, "1")
    assert [row.ended_at is None for row in line.rows(OtherNumber)] == [False, True], (
        "nobody is told, calls go on"
    )
    line.text(PARTICIPANT, "NEVERMIND")
    line.work()
    line.new_texts()
    assert said(passes(line, f"{THU} 20:00"), TOLD, FRIEND) == 0, "who is rung is never told"


def test_that_they_agreed_stands_in_the_ledger_in_the_words_they_read(quick_line: TestLine) -> None:
    set_up(quick_line, "every day 12:30")
    trusts(quick_line)
    [row] = [row for row in quick_line.rows(Consent) if row.purpose == "told"]
    words = quick_line.opened(CONSENT_WORDS, row)
    assert (row.action, row.source) == ("given", "text")
    assert "If Alex doesn't answer" in words and "STOP ends that" in words
    [friend] = [each.id for each in quick_line.rows(Contact) if each.id == row.contact_id]
    assert friend != quick_line.rows(ReminderPlan)[0].contact_id


def test_a_code_keyed_in_on_a_call_from_there_is_as_good(quick_line: TestLine) -> None:
    set_up(quick_line, "every day 12:30")
    code = chooses(quick_line)
    sid, asked = quick_line.call(FRIEND)
    heard = quick_line.press(asked, code, sid, FRIEND)
    assert "you may get a text from this number" in heard.words and "press 2" in heard.words
    assert said(passes(quick_line, f"{WED} 18:00"), TOLD, FRIEND) == 1


def test_the_agreement_runs_out_after_half_a_year_and_they_hear_of_it(quick_line: TestLine) -> None:
    from store.upkeep import housekeeping

    set_up(quick_line, "Mon 12:30")
    trusts(quick_line)
    quick_line.clock.at += timedelta(days=180)
    quick_line.db.transact(quick_line.clock.at, housekeeping.tidy)
    quick_line.work()
    assert any("gets no more texts" in words for words in quick_line.texts_to(PARTICIPANT))
    assert [plan.after_missed for plan in quick_line.rows(ReminderPlan)] == ["none"]


def test_nobody_is_named_without_reminders_and_a_bad_name_or_number_is_asked_for_again(
    quick_line: TestLine,
) -> None:
    assert "Nothing is set" in quick_line.text(PARTICIPANT, "REMIND MISSED")
    set_up(quick_line, "every day 12:30")
    quick_line.text(PARTICIPANT, "REMIND MISSED")
    quick_line.text(PARTICIPANT, "3")
    assert "name would not do" in quick_line.text(PARTICIPANT, "http://example.org/x")
    assert "their number" in quick_line.text(PARTICIPANT, "Alex")
    assert "emergency number" in quick_line.text(PARTICIPANT, "911")
    assert "nobody is told" in quick_line.text(PARTICIPANT, "SKIP")
    assert quick_line.rows(OtherNumber) == []


def test_reminders_say_why_they_were_left_out(quick_line: TestLine) -> None:
    missed(quick_line)
    quick_line.text(PARTICIPANT, "4")
    passes(quick_line, f"{WED} 15:30")
    assert [row.why for row in quick_line.rows(Reminder) if row.kind == "missed_checkin"] == [
        "no longer true"
    ]
