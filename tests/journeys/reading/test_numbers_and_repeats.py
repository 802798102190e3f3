"""A number that is no answer is none; the same text twice is one; a greeting loses nothing that is open."""

from store.models import Callback, Checkin
from tests.kits.bridge import PARTICIPANT, VOLUNTEER, Desk
from tests.kits.line import TestLine


def test_a_sentence_that_begins_with_a_number_files_no_mood_and_books_no_call(line: TestLine) -> None:
    line.volunteer(VOLUNTEER)
    line.text(PARTICIPANT, "CHECKIN")
    for sentence in ("one sec", "5 years sober", "una pregunta", "2 kids at home", "one of my friends died"):
        line.text(PARTICIPANT, sentence)
    assert line.rows(Checkin) == []
    line.text(PARTICIPANT, "CHECKIN")
    line.text(PARTICIPANT, "2 and a bit tired")
    assert [row.mood for row in line.rows(Checkin)] == [2]
    line.text(PARTICIPANT, "1 question first")
    line.text(PARTICIPANT, "one sec im in the bathroom")
    assert line.rows(Callback) == []


def test_one_sent_twice_asks_again_and_books_nothing_twice(line: TestLine) -> None:
    line.volunteer(VOLUNTEER)
    line.text(PARTICIPANT, "CHECKIN")
    line.text(PARTICIPANT, "1")
    again = line.text_sent_twice(PARTICIPANT, "1")
    assert "be in touch with a volunteer" in again, "the question it caused is put again"
    assert line.rows(Callback) == []
    assert "will call you" in line.text(PARTICIPANT, "1")


def test_the_number_that_booked_a_call_moves_nothing_right_after(line: TestLine) -> None:
    line.volunteer(VOLUNTEER)
    line.text(PARTICIPANT, "CHECKIN")
    line.text(PARTICIPANT, "2")
    assert "will call you" in line.text(PARTICIPANT, "1")
    line.pass_time(minutes=2)
    again = line.text(PARTICIPANT, "1")
    assert "Anything they should know first?" in again and "When" not in again


def test_hello_puts_the_open_question_again(line: TestLine) -> None:
    line.text(PARTICIPANT, "CHECKIN")
    line.text(PARTICIPANT, "3")
    for hello in ("hi", "Hello?", "hola", "hey"):
        assert "be in touch with a volunteer" in line.text(PARTICIPANT, hello), hello
    assert "here any time" in line.text(PARTICIPANT, "3")
    assert "How are you" in line.text(PARTICIPANT, "hi"), "with nothing open it begins a check-in"


def test_hello_while_a_peer_waits_lets_nobody_go(line: TestLine) -> None:
    desk = Desk(line)
    desk.ask()
    line.pass_time(minutes=16)
    line.text(VOLUNTEER, f"TAKE {desk.code}")
    line.work()
    assert "1 ready, 2 later" in line.text(PARTICIPANT, "hi")
    assert desk.state == "accepted"
    assert line.rows(Checkin) == []
    assert "will ring in a minute" in line.text(PARTICIPANT, "1")
    line.work()
    assert sum(ring.to == VOLUNTEER for ring in line.carrier.rings) == 1
