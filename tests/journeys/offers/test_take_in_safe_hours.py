"""TAKE for an hour to come: neither of the two is told one at which the participant's phone may not ring."""

from datetime import UTC, datetime, time

import pytest

from store.models import Callback
from tests.journeys.contacts.test_safe import says
from tests.kits.bridge import PARTICIPANT, VOLUNTEER, Desk
from tests.kits.line import TestLine

SEVEN = datetime(2026, 3, 5, 0, 0, tzinfo=UTC)
"""19:00 in New York; the promise is by nine."""


@pytest.fixture
def desk(quick_line: TestLine) -> Desk:
    """At noon one volunteer is asked for a callback that is promised by two."""
    made = Desk(quick_line)
    made.ask()
    return made


def take(desk: Desk, at: str) -> str:
    answer = desk.line.text(VOLUNTEER, f"TAKE {desk.code} {at}")
    desk.line.work()
    return answer


def rung(line: TestLine) -> int:
    return sum(ring.to == VOLUNTEER for ring in line.carrier.rings)


def test_an_unsafe_hour_gives_way_to_the_next_safe_one_and_both_are_told_that_one(
    desk: Desk,
) -> None:
    line = desk.line
    says(line, PARTICIPANT, hours=(time(13), time(17)))
    answer = take(desk, "at 12:30")
    assert "12:30 PM EST isn't good for them, so we'll call you at 1:00 PM EST" in answer
    assert "safe" not in answer and "5:00" not in answer, "and no more of what they said than that"
    assert "at 1:00 PM EST" in line.text(PARTICIPANT, "STATUS")
    line.pass_time(minutes=59)
    assert (line.texts_to(PARTICIPANT), rung(line)) == ([], 0)
    line.pass_time(minutes=1)
    told = " ".join(line.texts_to(PARTICIPANT))
    assert "12:30" not in told and "can call you now" in told, "and not that it is due by two"
    assert "will call you: " not in told, "an hour that has come need not be told"
    line.text(PARTICIPANT, "1")
    line.work()
    assert rung(line) == 1


def test_with_no_safe_hour_left_after_it_another_is_asked_for_and_nobody_has_it_yet(
    quick_line: TestLine,
) -> None:
    quick_line.clock.at = SEVEN
    desk = Desk(quick_line)
    desk.ask()
    says(quick_line, PARTICIPANT, hours=(time(18), time(20)))
    answer = take(desk, "at 8:30pm")
    assert "8:30 PM EST isn't good for them: it has to be before 8:00 PM EST" in answer
    assert (desk.state, desk.callback.volunteer_id) == ("offered", None)
    assert quick_line.texts_to(PARTICIPANT) == []
    assert "We'll call you at 7:40 PM" in take(desk, "at 7:40")
    assert "has to be before 8:00 PM EST" in take(desk, "at 8:45pm")
    assert desk.callback.agreed_at == datetime(2026, 3, 5, 0, 40, tzinfo=UTC), "what stands stays"


def test_with_no_safe_hour_before_the_promise_it_is_put_off_and_not_broken(quick_line: TestLine) -> None:
    quick_line.clock.at = SEVEN
    desk = Desk(quick_line)
    desk.ask()
    says(quick_line, PARTICIPANT, hours=(time(13), time(17)))
    assert "we'll call you at 1:00 PM EST tomorrow" in take(desk, "at 8")
    stands = desk.callback
    assert stands.agreed_at == datetime(2026, 3, 5, 18, tzinfo=UTC)
    assert stands.promised_by == datetime(2026, 3, 5, 18, 30, tzinfo=UTC)


def test_a_time_of_their_own_that_is_no_longer_safe_is_not_promised_to_the_volunteer(
    quick_line: TestLine,
) -> None:
    quick_line.volunteer(VOLUNTEER)
    quick_line.text(PARTICIPANT, "CALL 3pm")
    says(quick_line, PARTICIPANT, hours=(time(16), time(18)))
    quick_line.pass_time(hours=2, minutes=31)
    assert "we'll call you at 4:00 PM EST" in quick_line.text(VOLUNTEER, "TAKE")
    assert quick_line.rows(Callback)[0].promised_by == datetime(2026, 3, 4, 21, 30, tzinfo=UTC)


def test_go_is_asked_for_before_their_hours_end(quick_line: TestLine) -> None:
    quick_line.clock.at = SEVEN
    desk = Desk(quick_line)
    desk.ask()
    says(quick_line, PARTICIPANT, hours=(time(18), time(19, 20)))
    assert "please by 7:20 PM EST" in take(desk, "when the kids sleep")


def test_a_participant_who_starts_contact_is_told_so_when_they_ask_and_is_promised_no_later_hour(
    quick_line: TestLine,
) -> None:
    line = quick_line
    line.volunteer(VOLUNTEER)
    says(line, PARTICIPANT, they_contact=True)
    assert "We reach you up to 15 minutes after a text of yours" in line.text(PARTICIPANT, "CALL")
    line.work()
    answer = line.text(VOLUNTEER, "TAKE in 40 min")
    assert "it has to be before 12:15 PM EST" in answer
    assert line.texts_to(PARTICIPANT) == []
    line.pass_time(minutes=16)
    assert "has to wait until they text again" in line.text(VOLUNTEER, "TAKE in 40 min")
    assert "text READY when it's a good time" in line.text(PARTICIPANT, "STATUS")


def test_take_alone_still_takes_what_went_on_while_nobody_has_it(desk: Desk) -> None:
    desk.line.pass_time(minutes=11)
    assert desk.state == "waiting"
    assert f"{desk.code} is yours" in desk.line.text(VOLUNTEER, "TAKE")
    desk.line.text(VOLUNTEER, f"PASS {desk.code}")
    assert "Nothing is open" in desk.line.text(VOLUNTEER, "TAKE"), "what they passed is not meant"
    assert f"{desk.code} is yours" in desk.line.text(VOLUNTEER, "actually i'll do it in half an hour")


def test_a_time_they_had_agreed_moves_into_the_hours_that_they_call_safe_and_is_read_back(desk: Desk) -> None:
    line = desk.line
    assert "We'll call you at 1:30 PM" in take(desk, "at 1:30")
    for said in ("SAFE", "1", "2"):
        line.text(PARTICIPANT, said)
    assert "Your call moves into these hours: between 3:00 and 3:30 PM EST" in line.text(
        PARTICIPANT, "3pm to 5pm"
    )
    line.work()
    assert any("no longer needed" in told for told in line.texts_to(VOLUNTEER)), "they said half past one"
    assert "between 3:00 and 3:30 PM" in line.text(PARTICIPANT, "STATUS")


def test_a_time_that_could_not_be_told_before_it_was_off_is_not_told_any_more(desk: Desk) -> None:
    line = desk.line
    says(line, PARTICIPANT, hours=(time(13), time(17)))
    take(desk, "at 12:30")
    line.text(VOLUNTEER, f"PASS {desk.code}")
    line.pass_time(hours=1)
    told = line.texts_to(PARTICIPANT)
    assert [said for said in told if "will call you: " in said] == []
    assert sum("That time has changed" in said for said in told) == 1, "STATUS may have said it"


def test_a_participant_who_would_rather_write_is_told_of_no_call_and_their_peer_of_no_ring(
    quick_line: TestLine,
) -> None:
    line = quick_line
    line.volunteer(VOLUNTEER)
    line.text(PARTICIPANT, "CALL")
    line.text(PARTICIPANT, "write instead")
    line.work()
    said = [line.text(VOLUNTEER, words) for words in ("TAKE in 30 min", "TAKE 25:00")]
    line.pass_time(minutes=21)
    said.append(line.text(PARTICIPANT, "1"))
    line.pass_time(minutes=20)
    said += [line.text(PARTICIPANT, "CALL"), *line.texts_to(PARTICIPANT)]
    offered = line.texts_to(VOLUNTEER)[1:]
    assert [
        each for each in (*said, *offered) if " ring" in each or "call you" in each or "Your call" in each
    ] == []
