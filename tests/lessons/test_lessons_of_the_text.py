"""Lessons 9 to 13: what a text means, whom it is about, and what it must never be taken for (docs/lessons.md)."""

from collections.abc import Callable

import pytest

from flows.line import Line
from store.models import Checkin, Message, Note, Offer, Volunteer
from store.vault.columns import NOTE_WORDS
from telephony.errors import TransportError
from tests.kits.bridge import PARTICIPANT, SECOND, VOLUNTEER, Desk
from tests.kits.line import TestLine
from tests.kits.rung import Rung, asked

OTHER = "+12025550112"
THIRD = "+12025550144"


def talked(line: TestLine, number: str, peer: str) -> str:
    """Somebody asks, this peer takes it, they talk and hang up; gives the callback's code."""
    desk = Desk(line)
    line.text(number, "CALL")
    line.work()
    desk.code = line.code()
    ring = desk.take(peer)
    desk.talk(ring).over("completed", ring.sid)
    desk.end(ring, "completed")
    return desk.code


def notes(line: TestLine) -> list[tuple[int, int, str, str]]:
    return [(n.callback_id, n.volunteer_id, n.kind, line.opened(NOTE_WORDS, n)) for n in line.rows(Note)]


def test_09_an_outcome_texted_with_a_code_is_filed_with_that_call_and_never_with_another(
    line: TestLine,
) -> None:
    volunteer_id = line.volunteer(VOLUNTEER)
    first, second = talked(line, PARTICIPANT, VOLUNTEER), talked(line, OTHER, VOLUNTEER)
    assert first in line.text(VOLUNTEER, f"DONE {first} she has a plan for the night")
    line.text(VOLUNTEER, f"done {second.lower()}, we laughed")
    line.text(VOLUNTEER, f"Note {first[0]} {first[1:]}: likes mornings")
    assert notes(line) == [
        (1, volunteer_id, "done", "she has a plan for the night"),
        (2, volunteer_id, "done", "we laughed"),
        (1, volunteer_id, "note", "likes mornings"),
    ]


def test_09_an_outcome_for_a_call_somebody_else_had_is_filed_nowhere(line: TestLine) -> None:
    line.volunteer(VOLUNTEER)
    code = talked(line, PARTICIPANT, VOLUNTEER)
    line.volunteer(SECOND)
    assert "Nothing is open under that code" in line.text(SECOND, f"DONE {code} all good")
    line.text(PARTICIPANT, f"DONE {code} all good")
    assert notes(line) == []


REMAINDERS = ("PASS {} in 2 hours", "pass {} but i can in 2 hours", "PASS {}, in two hours I could")


@pytest.mark.parametrize("said", REMAINDERS)
def test_10_no_but_i_can_in_two_hours_is_not_cut_down_to_no(
    lines: Callable[[str, Line], TestLine], long_promise: Line, said: str
) -> None:
    line = lines("sqlite", long_promise)
    desk = Desk(line)
    desk.ask()
    line.text(VOLUNTEER, said.format(desk.code))
    line.pass_time(hours=1, minutes=50)
    assert asked(line) == [VOLUNTEER], "not before the time they said"
    line.pass_time(minutes=15)
    assert asked(line) == [VOLUNTEER, VOLUNTEER]
    assert f"{desk.code} is yours" in line.text(VOLUNTEER, f"TAKE {desk.code}")


def test_10_a_plain_pass_is_no_and_is_never_asked_again(
    lines: Callable[[str, Line], TestLine], long_promise: Line
) -> None:
    line = lines("sqlite", long_promise)
    desk = Desk(line)
    desk.ask()
    line.text(VOLUNTEER, f"PASS {desk.code}")
    for _ in range(10):
        line.pass_time(minutes=30)
    assert asked(line) == [VOLUNTEER]


def test_10_take_at_a_time_is_not_cut_down_to_now(
    lines: Callable[[str, Line], TestLine], long_promise: Line
) -> None:
    line = lines("sqlite", long_promise)
    desk = Desk(line)
    desk.ask()
    rung = Rung(line)
    line.text(VOLUNTEER, f"TAKE {desk.code} in 2 hours")
    for _ in range(11):
        line.pass_time(minutes=10)
        assert rung.numbers == [], "nobody's phone rings before the time they agreed"
    line.text(PARTICIPANT, "READY")
    line.pass_time(minutes=11)
    assert rung.numbers == [VOLUNTEER]


@pytest.mark.parametrize("mine", [0, 1], ids=["the first", "the second"])
def test_11_a_reply_is_about_the_code_it_names_and_not_about_the_number_it_comes_from(
    line: TestLine, mine: int
) -> None:
    rung = Rung(line)
    line.volunteer(VOLUNTEER)
    codes: list[str] = []
    for number in (PARTICIPANT, OTHER):
        line.text(number, "CALL")
    line.work()
    codes.append(line.code())
    for _ in range(3):
        line.pass_time(minutes=10, seconds=30)
        if line.code() not in codes:
            codes.append(line.code())
            break
    assert len(codes) == 2, "one phone was asked about two people, and the last offer stands open"
    desk = Desk(line, codes[mine])
    line.text(VOLUNTEER, f"TAKE {codes[mine]}")
    for number in (PARTICIPANT, OTHER):
        line.text(number, "READY")
    line.work()
    ring = desk.ringing(VOLUNTEER)
    assert desk.connect_volunteer(ring).number == (PARTICIPANT, OTHER)[mine]
    assert rung.from_calls == [(PARTICIPANT, OTHER)[mine]]
    other = codes[1 - mine]
    assert f"You have {codes[mine]} in hand" in line.text(VOLUNTEER, f"TAKE {other}")


def three_asked(line: TestLine) -> Desk:
    desk = Desk(line)
    desk.ask(volunteers=(VOLUNTEER, SECOND, THIRD))
    line.pass_time(minutes=95)  # the promise is near: several are asked at once
    line.text(PARTICIPANT, "READY")
    line.work()
    assert len([offer for offer in line.rows(Offer) if offer.state == "open"]) >= 2
    return desk


YESSES = ("YES", "yes", "Yes!", "sure", "I can", "YES {}", "yes i'll take it")
NO_YESSES = ("ok", "me", "1", "{}", "maybe", "somebody should take it")


@pytest.mark.parametrize("said", YESSES)
def test_12_of_several_who_say_yes_the_first_alone_is_rung_and_the_others_hear_that_it_is_covered(
    quick_line: TestLine, said: str
) -> None:
    rung, desk = Rung(quick_line), three_asked(quick_line)
    offered = [offer.volunteer_id for offer in quick_line.rows(Offer) if offer.state == "open"]
    ids = [row.id for row in quick_line.rows(Volunteer)]
    asked_now = [number for number, id in zip((VOLUNTEER, SECOND, THIRD), ids, strict=True) if id in offered]
    answers = [quick_line.text(peer, said.format(desk.code)) for peer in asked_now]
    quick_line.work()
    assert "yours" in answers[0]
    assert [answer for answer in answers[1:] if "yours" in answer or "ring" in answer] == []
    quick_line.pass_time(minutes=1)
    assert rung.numbers == asked_now[:1]


@pytest.mark.parametrize("said", NO_YESSES)
def test_12_what_only_may_be_a_yes_is_never_taken_for_a_claim(quick_line: TestLine, said: str) -> None:
    rung, desk = Rung(quick_line), three_asked(quick_line)
    for peer in (VOLUNTEER, SECOND, THIRD):
        answer = quick_line.text(peer, said.format(desk.code))
        assert "is yours" not in answer and "calling you now" not in answer
        quick_line.work()
    assert rung.numbers == []
    assert desk.callback.volunteer_id is None


@pytest.mark.both_databases
def test_12_the_others_are_told_once_that_it_is_covered_and_are_not_rung(line: TestLine) -> None:
    rung, desk = Rung(line), three_asked(line)
    waiting = {number for number in asked(line) if number != SECOND}
    opened = {offer.volunteer_id for offer in line.rows(Offer) if offer.state == "open"}
    line.text(SECOND, f"TAKE {desk.code}")
    line.work()
    winner = line.rows(Volunteer)[1].id
    for each, number in zip(line.rows(Volunteer), (VOLUNTEER, SECOND, THIRD), strict=True):
        told = desk.told(number, "is covered, thank you")
        assert told == int(each.id in opened and each.id != winner)
    for late in waiting:
        assert f"{desk.code} is covered" in line.text(late, f"TAKE {desk.code}")
    line.pass_time(minutes=1)
    assert rung.numbers == [SECOND]


CARRIER_STOPS = ("STOP", "StopAll", "unsubscribe", "CANCEL", "end", "Quit", "REVOKE", "OPTOUT")


@pytest.mark.parametrize("carrier_answered", [False, True], ids=["plain", "OptOutType"])
@pytest.mark.parametrize("word", CARRIER_STOPS)
def test_13_a_carrier_keyword_never_reaches_a_flow_and_is_confirmed_at_most_once(
    quick_line: TestLine, word: str, carrier_answered: bool
) -> None:
    line = quick_line
    typed = {"OptOutType": "STOP"} if carrier_answered else {}
    line.volunteer(VOLUNTEER)
    line.text(PARTICIPANT, "CALL")
    line.text(PARTICIPANT, "CHECKIN")
    answer = line.text(PARTICIPANT, word, **typed)
    assert ("unsubscribed" in answer) != carrier_answered
    assert "How are you" not in answer
    assert [line.text(PARTICIPANT, again, **typed) for again in (word, "2", "CALL", "MENU")] == [""] * 4
    line.work()
    before = line.texts_to(PARTICIPANT)
    for _ in range(5):
        line.pass_time(hours=6)
    assert line.texts_to(PARTICIPANT) == before == [], "a text after it would be error 21610"
    assert line.rows(Checkin) == []
    assert Desk(line).state == "cancelled"


def test_13_help_in_the_middle_of_a_question_leaves_the_question_open(quick_line: TestLine) -> None:
    quick_line.text(PARTICIPANT, "CHECKIN")
    for word in ("HELP", "INFO"):
        assert "STOP ends texts" in quick_line.text(PARTICIPANT, word)
    assert quick_line.rows(Checkin) == []
    quick_line.text(PARTICIPANT, "2")
    assert [checkin.mood for checkin in quick_line.rows(Checkin)] == [2]


def test_13_what_only_the_carrier_knew_costs_one_text_and_never_a_second(quick_line: TestLine) -> None:
    line = quick_line
    line.carrier.refused[VOLUNTEER] = TransportError("code 21610", permanent=True, code=21610)
    line.volunteer(VOLUNTEER)
    for number in (PARTICIPANT, OTHER):
        line.text(number, "CALL")
        line.work()
        line.pass_time(minutes=30)
    [offer] = [message for message in line.rows(Message) if message.purpose == "offer"]
    assert offer.tries == 1
    assert asked(line) == []


@pytest.mark.parametrize("back", ["START", "unstop", "YES"])
@pytest.mark.both_databases
def test_13_start_undoes_a_stop(line: TestLine, back: str) -> None:
    line.text(PARTICIPANT, "STOP")
    assert "you're back" in line.text(PARTICIPANT, back)
    desk = Desk(line)
    desk.ask()
    desk.take()
    assert line.texts_to(PARTICIPANT), "they are texted again"
    line.text(VOLUNTEER, "STOP")
    line.text(VOLUNTEER, back)
    assert not line.rows(Volunteer)[0].on_duty, "back, but on duty only when they say so"
    line.work()
    line.text(VOLUNTEER, "ON")
    before = len(asked(line))
    line.pass_time(minutes=1)
    assert asked(line)[before:] == [VOLUNTEER]
