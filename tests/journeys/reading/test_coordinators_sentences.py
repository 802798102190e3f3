"""What a coordinator writes in a sentence while alerts are open: taken, asked about, never half done."""

from dataclasses import replace
from datetime import timedelta

import pytest

from flows.rules.words.segments import count
from store.models import Alert, Callback, Contact
from tests.kits.bridge import PARTICIPANT, VOLUNTEER, Desk
from tests.kits.line import COORDINATOR, LINE, TestLine

OTHER = "+12025550144"
CRISIS = "I want to kill myself with the pills from the drawer"


def taken(line: TestLine) -> list[bool]:
    return [row.acknowledged_at is not None for row in line.rows(Alert)]


@pytest.mark.both_databases
def test_on_it_takes_the_one_alert_and_list_says_that_somebody_has_it(line: TestLine) -> None:
    line.text(PARTICIPANT, CRISIS)
    line.work()
    assert "A1 is yours now" in line.text(COORDINATOR, "on it")
    assert taken(line) == [True]
    has, nothing = line.text(COORDINATOR, "LIST").split("\n")
    assert nothing == "Nothing else is open. Nobody is waiting for a call."
    handle = line.rows(Contact)[0].handle
    assert has == f"Yours: CRISIS A1 {handle}, 12:00 PM EST."
    line.pass_time(hours=25)
    assert "Yours" not in line.text(COORDINATOR, "LIST"), "a day later it is no news"


@pytest.mark.both_databases
def test_with_two_people_in_danger_none_is_taken_before_the_code_is_named(line: TestLine) -> None:
    line.text(PARTICIPANT, CRISIS)
    line.text(OTHER, CRISIS)
    line.work()
    assert "Which one do you have?" in line.text(COORDINATOR, "i got this")
    assert taken(line) == [False, False]
    assert "A2 is yours now" in line.text(COORDINATOR, "i got this, a2 is mine")
    assert taken(line) == [False, True]
    assert "A1 is yours now" in line.text(COORDINATOR, "got it"), "one is left"


@pytest.mark.parametrize(
    "given", ["i dont have it", "is anyone on it?", "Omar has it", "not me tonight", "thanks"]
)
def test_an_alert_that_nobody_took_stays_open_and_says_so(quick_line: TestLine, given: str) -> None:
    line = quick_line
    line.text(PARTICIPANT, CRISIS)
    line.work()
    answer = line.text(COORDINATOR, given)
    assert "A1" in answer, answer
    assert taken(line) == [False]


@pytest.mark.both_databases
def test_who_it_is_says_who_how_often_and_since_when_and_never_their_words_or_number(line: TestLine) -> None:
    line.text(PARTICIPANT, CRISIS)
    line.work()
    told = line.texts_to(COORDINATOR)[-1]
    line.clock.at += timedelta(minutes=3)
    line.text(PARTICIPANT, "yes")
    answer = line.text(COORDINATOR, "who is it")
    handle = line.rows(Contact)[0].handle
    assert answer.startswith(
        f"CRISIS A1 {handle}, 12:00 PM EST. Words of danger so far: 1. Last word from them: 12:03"
    )
    assert told not in answer, "they have read that"
    assert "SHOW A1" in answer
    assert "pills" not in answer
    assert PARTICIPANT not in answer
    assert count(answer).segments <= 2
    assert line.text(COORDINATOR, "SHOW a1").startswith(f"{told}\n")
    assert taken(line) == [False]
    line.text(COORDINATOR, "ACK A1")
    assert line.text(COORDINATOR, "who was it") == answer
    shown = line.text(COORDINATOR, "SHOW A1")
    assert shown.startswith(f"CRISIS A1 {handle}, 12:00 PM EST, taken 12:03 PM EST.")


def test_somebody_who_is_not_safe_to_call_is_said_to_be_so_wherever_they_are_reached(
    quick_line: TestLine,
) -> None:
    for said in ("SAFE", "2", CRISIS):
        quick_line.text(PARTICIPANT, said)
    quick_line.work()
    answer = quick_line.text(COORDINATOR, "who is it")
    assert "Don't call" in answer and "not safe" in answer
    assert "calls aren't safe" in quick_line.text(COORDINATOR, "CALL A1")
    assert {each.to for each in quick_line.carrier.rings} == {COORDINATOR}


def test_an_alert_that_a_volunteer_raised_is_shown_as_they_told_it(quick_line: TestLine) -> None:
    desk = Desk(quick_line)
    desk.ask()
    quick_line.text(VOLUNTEER, f"TAKE {desk.code}")
    quick_line.text(VOLUNTEER, f"NOTE {desk.code} she has pills and will kill herself tonight")
    quick_line.work()
    assert "their volunteer" in quick_line.text(COORDINATOR, "who is it")


def test_whether_they_may_be_answered_is_said_with_the_way_to_do_it(quick_line: TestLine) -> None:
    for said in ("TEAM", "1", "do you have a group", "1"):
        quick_line.text(PARTICIPANT, said)
    quick_line.work()
    assert "SAY A1 and your words" in quick_line.text(COORDINATOR, "can i text them")
    assert "nothing was sent" not in quick_line.text(COORDINATOR, "SAY A1 Yes, on Sundays.").lower()


@pytest.mark.both_databases
def test_of_several_alerts_it_is_asked_which_is_meant(line: TestLine) -> None:
    line.text(PARTICIPANT, CRISIS)
    line.text(OTHER, CRISIS)
    line.work()
    assert "Which one? Open: A2, A1." in line.text(COORDINATOR, "who is it")
    assert line.contacts_of(OTHER)[0].handle in line.text(COORDINATOR, "who is a2")
    assert "I have no open alert A99" in line.text(COORDINATOR, "SHOW A99")


def test_an_alert_about_a_callback_leads_to_what_was_decided(quick_line: TestLine) -> None:
    quick_line.text(PARTICIPANT, "CALL")
    quick_line.work()
    code = quick_line.rows(Callback)[0].code
    answer = quick_line.text(COORDINATOR, "who is it")
    assert answer.startswith("NOBODY ON DUTY")
    assert answer.endswith(f"warmline callbacks show {code}")


def test_with_nothing_open_and_nothing_taken_there_is_nobody_to_tell_of(quick_line: TestLine) -> None:
    assert quick_line.text(COORDINATOR, "who is it") == "No alert is open."


@pytest.mark.parametrize("given", ["put me through", "tell her im here", "give it to Omar", "no more alerts"])
def test_what_cannot_be_done_rings_and_texts_nobody_and_changes_nothing(
    quick_line: TestLine, given: str
) -> None:
    line = quick_line
    line.text(PARTICIPANT, CRISIS)
    line.work()
    before = len(line.carrier.texts), len(line.carrier.rings)
    assert line.text(COORDINATOR, given)
    line.work()
    assert (len(line.carrier.texts), len(line.carrier.rings)) == before
    line.text(OTHER, CRISIS)
    line.work()
    assert any("CRISIS A2" in said for said in line.texts_to(COORDINATOR)), "alerts still come here"


def test_words_that_nobody_understands_are_answered_with_what_is_open(quick_line: TestLine) -> None:
    assert "No alert is open" in quick_line.text(COORDINATOR, "asdf")
    quick_line.text(PARTICIPANT, CRISIS)
    quick_line.text(OTHER, CRISIS)
    answer = quick_line.text(COORDINATOR, "asdf")
    assert "Open: A2, A1. ACK A2: you have it." in answer


@pytest.mark.parametrize("given", ["quien es", "lo tengo yo", "pasame con ella", "asdf", "MENU", "LIST"])
def test_in_spanish_each_answer_keeps_within_two_segments(lines: object, given: str) -> None:
    line = lines("sqlite", replace(LINE, language="es"))  # type: ignore[operator]
    line.text(PARTICIPANT, "me quiero matar con las pastillas")
    line.work()
    answer = line.text(COORDINATOR, given)
    assert count(answer).segments <= 2, answer
    assert "I " not in answer
