"""The ground rules stand beside a first booking, ask for no reply of their own, and never stand in anybody's way."""

from store.models import Consent
from tests.kits.bridge import PARTICIPANT, VOLUNTEER, Desk
from tests.kits.line import TestLine

RESPECT, ENDING = "keep their story private", "By going on, you agree"


def ledger(line: TestLine) -> list[tuple[str, str]]:
    """What the ledger holds of the rules: what was done, and by which way."""
    return [(row.action, row.source) for row in line.rows(Consent) if row.purpose == "ground_rules"]


def talk(desk: Desk) -> None:
    """Take the newest call and talk."""
    desk.line.work()
    desk.code = desk.line.code()
    ring = desk.take()
    desk.talk(ring).over("completed", ring.sid)
    desk.end(ring, "completed")
    desk.line.work()


def test_they_are_told_with_the_booking_and_before_the_ring_and_accepted_by_picking_up(
    line: TestLine,
) -> None:
    line.volunteer(VOLUNTEER, "Sam")
    desk = Desk(line)
    assert RESPECT not in line.text(PARTICIPANT, "CHECKIN")
    line.text(PARTICIPANT, "2")
    booked = line.text(PARTICIPANT, "1")
    assert RESPECT in booked and ENDING not in booked
    assert ledger(line) == [("informed", "text")]
    talk(desk)
    assert desk.told(PARTICIPANT, ENDING) == 1
    assert ledger(line) == [("informed", "text"), ("given", "voice")]
    line.pass_time(hours=1)
    assert RESPECT not in line.text(PARTICIPANT, "CALL")
    talk(desk)
    assert desk.told(PARTICIPANT, ENDING) == 1


def test_who_did_not_come_to_a_talk_is_told_once_more_and_then_no_more(line: TestLine) -> None:
    told = []
    for _ in range(3):
        told.append(RESPECT in line.text(PARTICIPANT, "CALL"))
        line.text(PARTICIPANT, "NEVERMIND")
        line.pass_time(hours=13)
    assert told == [True, True, False]


def test_who_calls_off_and_asks_anew_at_once_does_not_read_them_again_but_hears_all_before_the_talk(
    line: TestLine,
) -> None:
    line.volunteer(VOLUNTEER, "Sam")
    assert RESPECT in line.text(PARTICIPANT, "CALL")
    line.text(PARTICIPANT, "NEVERMIND")
    assert RESPECT not in line.text(PARTICIPANT, "CALL")
    desk = Desk(line)
    talk(desk)
    assert (desk.told(PARTICIPANT, RESPECT), desk.told(PARTICIPANT, ENDING)) == (0, 1)
    assert ledger(line) == [("informed", "text"), ("given", "voice")]


def test_who_asks_anew_in_writing_reads_only_what_was_not_said_yet(line: TestLine) -> None:
    line.text(PARTICIPANT, "CALL")
    line.text(PARTICIPANT, "NEVERMIND")
    line.text(PARTICIPANT, "CHECKIN")
    line.text(PARTICIPANT, "2")
    booked = line.text(PARTICIPANT, "2")
    assert ENDING in booked and RESPECT not in booked


def test_somebody_in_danger_is_told_nothing_and_is_called_all_the_same(line: TestLine) -> None:
    line.volunteer(VOLUNTEER, "Sam", ready=True)
    line.text(PARTICIPANT, "i want to die")
    assert RESPECT not in line.text(PARTICIPANT, "CALL")
    desk = Desk(line)
    talk(desk)
    assert desk.told(PARTICIPANT, ENDING) == 0
    assert ledger(line) == []


def test_two_who_write_are_told_before_and_the_writing_accepts(line: TestLine) -> None:
    line.volunteer(VOLUNTEER, "Sam")
    line.text(PARTICIPANT, "CALL")
    assert ENDING in line.text(PARTICIPANT, "i would rather write please")
    line.work()
    line.text(VOLUNTEER, f"TAKE {line.code()}")
    line.work()
    assert ledger(line) == [("informed", "text"), ("given", "text")]


def test_a_caller_hears_all_of_them_with_the_booking(line: TestLine) -> None:
    sid, menu = line.call(PARTICIPANT)
    heard = line.press(menu, "2", sid, PARTICIPANT)
    assert RESPECT in heard.words and ENDING in heard.words
    assert ledger(line) == [("informed", "voice")]


def test_a_caller_who_talks_now_hears_them_while_the_phone_rings(line: TestLine) -> None:
    line.volunteer(VOLUNTEER, "Sam")
    sid, menu = line.call(PARTICIPANT)
    heard = line.press(menu, "3", sid, PARTICIPANT)
    assert RESPECT in heard.words and heard.dialled == VOLUNTEER


def test_discreet_words_name_nobody(line: TestLine) -> None:
    line.text(PARTICIPANT, "CALL")
    line.text(PARTICIPANT, "NEVERMIND")
    for answer in ("SAFE", "SKIP", "SKIP", "SKIP", "SKIP", "1", "SKIP", "SKIP"):
        line.text(PARTICIPANT, answer)
    line.volunteer(VOLUNTEER, "Sam")
    line.text(PARTICIPANT, "CALL")
    desk = Desk(line)
    line.work()
    desk.code = line.code()
    desk.take()
    [before] = [said for said in line.texts_to(PARTICIPANT) if ENDING in said]
    assert "olunteer" not in before
