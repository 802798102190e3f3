"""Somebody who took over a number is reminded of nothing, and a signature makes no STOP unread."""

import pytest

from store.models import Alert, Callback, Contact, ReminderPlan, Volunteer
from tests.kits.bridge import PARTICIPANT, SECOND, VOLUNTEER, Desk
from tests.kits.line import COORDINATOR, TestLine


@pytest.mark.parametrize(
    "said", ["Wrong number", "wrong number, sorry", "se equivocó de número", "numero equivocado"]
)
def test_what_was_the_former_owners_ends_and_a_coordinator_is_told(line: TestLine, said: str) -> None:
    desk = Desk(line)
    desk.ask()
    line.text(PARTICIPANT, "REMIND Mon Thu 7pm")
    answer = line.text(PARTICIPANT, said)
    assert "has ended" in answer or "Quitamos" in answer
    line.work()
    assert desk.state == "cancelled"
    assert [row.ended_at is not None for row in line.rows(ReminderPlan)] == [True]
    assert any("WRONG NUMBER" in words for words in line.texts_to(COORDINATOR))
    sent = len(line.texts_to(PARTICIPANT))
    line.pass_time(days=8)
    assert len(line.texts_to(PARTICIPANT)) == sent


def test_wrong_number_stop_is_both(line: TestLine) -> None:
    line.text(PARTICIPANT, "REMIND Mon 7pm")
    assert "unsubscribed" in line.text(PARTICIPANT, "Wrong number, stop")
    assert line.rows(Contact)[0].opted_out_at is not None


@pytest.mark.parametrize(
    "said", ["I am not Maria", "this isnt Tom's phone anymore", "este chip lo compré ayer"]
)
def test_what_only_sounds_like_it_silences_and_asks(line: TestLine, said: str) -> None:
    desk = Desk(line)
    desk.ask()
    asked = line.text(PARTICIPANT, said)
    assert "new to you" in asked or "nuevo para ti" in asked
    assert desk.callback.silenced_at is not None
    assert desk.state == "waiting", "nothing ends on a suspicion"
    line.text(PARTICIPANT, "1")
    assert desk.state == "cancelled"


def test_an_owner_who_has_the_number_all_along_keeps_everything(line: TestLine) -> None:
    desk = Desk(line)
    desk.ask()
    assert "new to you" in line.text(PARTICIPANT, "this isnt Tom's phone anymore")
    assert "nothing changes" in line.text(PARTICIPANT, "2")
    assert desk.state == "waiting"
    assert "will call you" in line.text(PARTICIPANT, "CALL")


def test_who_is_this_is_answered_and_with_a_call_open_takes_no_key_away(line: TestLine) -> None:
    assert "new to you" in line.text(SECOND, "who is this?")
    desk = Desk(line)
    desk.ask()
    line.pass_time(minutes=16)
    line.text(VOLUNTEER, f"TAKE {desk.code}")
    line.work()
    assert "volunteers who've been through" in line.text(PARTICIPANT, "who is sam?")
    assert desk.callback.silenced_at is None
    assert "will ring in a minute" in line.text(PARTICIPANT, "1")


def test_the_trusted_person_is_told_no_more(line: TestLine) -> None:
    line.text(PARTICIPANT, "REMIND Mon 7pm")
    line.text(PARTICIPANT, "REMIND MISSED")
    line.text(SECOND, "wrong number")
    assert [row.kind for row in line.rows(Alert)].count("wrong_number") == 1


def test_a_volunteers_number_that_changed_hands_is_asked_nothing_more(line: TestLine) -> None:
    desk = Desk(line)
    desk.ask()
    line.text(VOLUNTEER, "wrong number")
    line.work()
    line.pass_time(hours=1)
    sent = [said for said in line.texts_to(VOLUNTEER) if "TAKE" in said]
    assert len(sent) == 1, "the offer they had, and none after it"
    [row] = line.rows(Volunteer)
    assert (row.status, row.left_by, row.on_duty) == ("left", "number", False)
    assert "Riverside Warmline" in line.text(VOLUNTEER, "ON"), (
        "whoever has the number now is nobody's volunteer"
    )
    line.pass_time(hours=24)
    assert "Our team invites" in line.text(VOLUNTEER, "JOIN")
    assert line.rows(Volunteer)[0].status == "left"


def test_a_wrong_number_that_was_forged_is_undone_with_one_word_and_the_coordinator_is_told(
    quick_line: TestLine,
) -> None:
    quick_line.volunteer(VOLUNTEER)
    assert "JOIN" in quick_line.text(VOLUNTEER, "wrong number")
    quick_line.work()
    assert "WRONG NUMBER" in quick_line.texts_to(COORDINATOR)[-1]
    quick_line.text(VOLUNTEER, "JOIN")
    quick_line.work()
    [row] = quick_line.rows(Volunteer)
    assert (row.status, row.on_duty) == ("active", False)
    assert "NUMBER BACK" in quick_line.texts_to(COORDINATOR)[-1]


@pytest.mark.parametrize(
    "stop",
    [
        "STOP\n\nSent from my iPhone",
        "stop -- Jane",
        "Baja\n\nSaludos, Marta",
        "unsubscribe\nEnviado desde mi Samsung",
    ],
)
def test_a_stop_with_a_signature_is_a_stop(line: TestLine, stop: str) -> None:
    line.text(PARTICIPANT, "CALL")
    line.text(PARTICIPANT, stop)
    assert line.rows(Contact)[0].opted_out_at is not None
    assert [row.state for row in line.rows(Callback)] == ["cancelled"]


def test_a_signature_hides_no_answer(line: TestLine) -> None:
    line.text(PARTICIPANT, "CHECKIN\n\nSent from my iPhone")
    assert "be in touch with a volunteer" in line.text(PARTICIPANT, "3\n\n-- \nAna")
    assert "will call you" in line.text(PARTICIPANT, "1\nEnviado desde mi iPhone") or line.rows(Callback)


def test_danger_below_a_line_of_dashes_is_read(line: TestLine) -> None:
    assert "988" in line.text(PARTICIPANT, "stop\n\n-- i want to kill myself")
