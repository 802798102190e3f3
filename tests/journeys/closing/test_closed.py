"""A line that is closed tonight: nobody is rung or asked, nobody's request is lost, everybody is told once."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from flows.line.closing import Closing
from store.closing import closing
from store.models import Callback, LineChoice
from tests.kits.bridge import PARTICIPANT, SECOND, VOLUNTEER, Desk
from tests.kits.codes import proven
from tests.kits.line import COORDINATOR, TestLine

ANOTHER = "+12025550117"


def close(line: TestLine, words: str = "CLOSE") -> str:
    """Close the line by a coordinator's texts; gives the last answer."""
    answer = proven(line, COORDINATOR, words)
    line.work()
    line.work()
    return answer


def becomes(line: TestLine, moment: str) -> None:
    line.clock.at = datetime.fromisoformat(moment).replace(tzinfo=ZoneInfo("America/New_York"))
    line.work()
    line.work()


def told(line: TestLine, number: str, words: str) -> int:
    return sum(words in said for said in line.texts_to(number))


@pytest.mark.both_databases
def test_who_waits_is_told_once_keeps_the_place_and_is_called_after_it_opens(line: TestLine) -> None:
    desk = Desk(line)
    desk.ask()
    line.text(SECOND, "CALL")
    line.work()
    assert "People waiting: 2" in close(line)
    line.pass_time(hours=3)
    assert told(line, PARTICIPANT, "Your request keeps its place") == 1
    assert told(line, PARTICIPANT, "Reply 1 keep my place, 2 let it go") == 1
    assert told(line, VOLUNTEER, "The line is closed until") == 1
    kept = line.text(PARTICIPANT, "1")
    assert "keeps its place" in kept and "closed" not in kept
    assert "nobody will call or write" in line.text(SECOND, "2")
    asked = told(line, VOLUNTEER, "TAKE")
    assert "The line is closed" in line.text(VOLUNTEER, f"TAKE {desk.code}")
    line.text(PARTICIPANT, "READY")
    line.pass_time(hours=5)
    assert line.carrier.rings == [] and told(line, VOLUNTEER, "TAKE") == asked
    assert not [said for said in line.texts_to(COORDINATOR) if "late" in said.lower()]
    becomes(line, "2026-03-05 09:00")
    assert told(line, PARTICIPANT, "We're open again, and your request kept its place") == 1
    assert told(line, VOLUNTEER, "TAKE") == asked + 1, "nobody had to say OPEN"
    assert [cb.state for cb in line.rows(Callback)] == ["offered", "cancelled"]
    assert line.rows(Callback)[0].promised_by == line.clock.at + timedelta(hours=2)
    line.text(PARTICIPANT, "1")
    line.text(VOLUNTEER, f"TAKE {desk.code}")
    line.work()
    assert desk.ringing(VOLUNTEER).status == "ringing"


def test_open_brings_them_back_at_once_in_their_places(quick_line: TestLine) -> None:
    line = quick_line
    for number in (PARTICIPANT, SECOND):
        line.text(number, "CALL")
        line.work()
        line.pass_time(minutes=5)
    close(line, "close until tomorrow noon")
    line.pass_time(minutes=30)
    line.text(ANOTHER, "CALL")
    line.work()
    assert "People waiting: 3" in proven(line, COORDINATOR, "open")
    line.work()
    line.work()
    first, second, third = line.rows(Callback)
    assert first.requested_at < second.requested_at < third.requested_at
    assert line.clock.at - first.requested_at == timedelta(minutes=10), "the night counts for nobody"
    assert all(cb.held_at is None and cb.promised_by > line.clock.at for cb in (first, second, third))
    assert told(line, PARTICIPANT, "We're open again") == 1


def test_who_asks_while_it_is_closed_is_told_and_kept(quick_line: TestLine) -> None:
    line = quick_line
    line.volunteer(VOLUNTEER)
    close(line)
    answer = line.text(PARTICIPANT, "CALL")
    assert "We're closed until 9:00 AM" in answer and "988" in answer
    assert "I have your request" in answer and "11:00 AM" in answer
    status = line.text(PARTICIPANT, "STATUS")
    assert "We're closed until 9:00 AM" in status and status.count("closed") == 1
    assert "closed" not in line.text(PARTICIPANT, "MENU"), "said once"
    line.work()
    line.work()
    assert told(line, PARTICIPANT, "keeps its place") == 0, "the answer said it"
    assert told(line, VOLUNTEER, "TAKE") == 0
    assert told(line, COORDINATOR, "nobody") == 0


def test_words_of_danger_are_answered_as_ever(quick_line: TestLine) -> None:
    close(quick_line)
    answer = quick_line.text(PARTICIPANT, "I want to die")
    assert "988" in answer and "closed" not in answer
    quick_line.work()
    assert told(quick_line, COORDINATOR, "CRISIS") == 1


def test_a_caller_hears_it_with_the_crisis_line_and_talk_now_rings_nobody(quick_line: TestLine) -> None:
    line = quick_line
    line.volunteer(VOLUNTEER)
    close(line)
    sid, heard = line.call(PARTICIPANT)
    assert "988" in heard.words.replace("9 8 8", "988") and "We are closed until" in heard.words
    heard = line.press(heard, "3", sid, PARTICIPANT)
    assert "I have your request" in heard.words and heard.root.find("Dial") is None
    line.work()
    assert line.carrier.rings == []
    _, heard = line.call(VOLUNTEER)
    assert "The line is closed until" in heard.words


def test_a_volunteer_who_had_one_is_let_go_and_the_ring_under_way_to_them_is_not_asked_for(
    quick_line: TestLine,
) -> None:
    line = quick_line
    desk = Desk(line)
    desk.ask()
    line.text(VOLUNTEER, f"TAKE {desk.code}")  # planned, and no worker has asked the carrier yet
    close(line)
    assert line.carrier.rings == []
    assert desk.state == "waiting" and desk.callback.volunteer_id is None
    assert told(line, VOLUNTEER, "The line is closed until") == 1
    assert told(line, PARTICIPANT, "keeps its place") == 1


def test_a_call_for_after_it_opens_stays_as_it_is(quick_line: TestLine) -> None:
    line = quick_line
    line.text(PARTICIPANT, "CALL tomorrow 3pm")
    line.work()
    [before] = line.rows(Callback)
    close(line)
    [after] = line.rows(Callback)
    assert (after.held_at, after.not_before) == (None, before.not_before)
    assert told(line, PARTICIPANT, "closed") == 0


def test_a_shift_in_that_time_asks_nothing_of_its_volunteer(quick_line: TestLine) -> None:
    line = quick_line
    line.volunteer(VOLUNTEER, on_duty=False)
    line.text(VOLUNTEER, "SHIFTS ADD Wed 6pm-8pm")
    line.text(VOLUNTEER, "1")
    line.work()
    close(line)
    line.pass_time(minutes=1)
    assert told(line, VOLUNTEER, "The line is closed until") == 1
    line.new_texts()
    for _ in range(10):
        line.pass_time(hours=1)
    assert [said for number, said in line.new_texts() if number in (VOLUNTEER, COORDINATOR)] == []


@pytest.mark.parametrize("words", ["close", "CLOSE until 9am", "open"])
def test_only_a_coordinator_can_and_only_with_the_code_of_their_phone(
    quick_line: TestLine, words: str
) -> None:
    for number in (PARTICIPANT, COORDINATOR):
        quick_line.text(number, words)
    quick_line.text(COORDINATOR, "1")
    quick_line.text(PARTICIPANT, "1")
    assert quick_line.rows(LineChoice) == []


def test_a_time_that_cannot_be_read_closes_nothing(quick_line: TestLine) -> None:
    for words in ("CLOSE until the weather is better", "CLOSE 400 days"):
        assert "I couldn't read until when" in quick_line.text(COORDINATOR, words)
    assert quick_line.rows(LineChoice) == []


def test_a_closing_that_is_prolonged_is_told_again_and_keeps_the_places(quick_line: TestLine) -> None:
    line = quick_line
    line.text(PARTICIPANT, "CALL")
    line.work()
    line.pass_time(minutes=5)
    close(line)
    line.pass_time(hours=1)
    close(line, "CLOSE until Friday 9am")
    line.pass_time(hours=1)
    assert told(line, PARTICIPANT, "We're closed until") == 2
    assert told(line, PARTICIPANT, "Fri 9:00 AM") == 1
    becomes(line, "2026-03-05 09:00")
    assert told(line, PARTICIPANT, "We're open again") == 0
    becomes(line, "2026-03-06 09:00")
    assert told(line, PARTICIPANT, "We're open again") == 1
    assert line.rows(Callback)[0].requested_at == line.clock.at - timedelta(minutes=5)


def test_a_call_moved_into_the_closed_hours_is_moved_to_their_end(quick_line: TestLine) -> None:
    line = quick_line
    line.text(PARTICIPANT, "CALL")
    line.work()
    close(line)
    line.text(PARTICIPANT, "LATER")
    assert "between 9:00 and 9:30 AM" in line.text(PARTICIPANT, "8pm")


def test_a_volunteer_hears_of_a_closed_shift_by_day_and_in_time(quick_line: TestLine) -> None:
    line = quick_line
    line.volunteer(VOLUNTEER, on_duty=False)
    line.text(VOLUNTEER, "SHIFTS ADD Thu 7am-8am")
    line.text(VOLUNTEER, "1")
    becomes(line, "2026-03-04 22:00")
    line.new_texts()
    close(line)
    line.pass_time(hours=7, minutes=59)
    assert told(line, VOLUNTEER, "The line is closed until") == 0
    line.pass_time(minutes=2)
    assert told(line, VOLUNTEER, "The line is closed until") == 1


def test_a_reason_is_told_to_volunteers_alone(quick_line: TestLine) -> None:
    line = quick_line
    desk = Desk(line)
    desk.ask()
    until = line.clock.at + timedelta(hours=5)
    line.db.transact(line.clock.at, lambda tx: closing.close(tx, until, reason="a storm", by="test"))
    line.work()
    line.work()
    assert told(line, VOLUNTEER, "(a storm)") == 1
    assert told(line, PARTICIPANT, "storm") == 0 and told(line, PARTICIPANT, "keeps its place") == 1
    [row] = line.rows(LineChoice)
    assert row.value == str(Closing(line.clock.at, until, "a storm"))
