"""A volunteer leaves: asked once more, then nothing is asked of them, and what they had goes to others."""

from datetime import timedelta

import pytest

from flows.states import CallbackState
from store.audit import chain
from store.joining import renumbering
from store.models import Consent, Reminder, Shift, Volunteer
from store.volunteers import roster
from tests.kits.bridge import PARTICIPANT, SECOND, VOLUNTEER, Desk
from tests.kits.line import COORDINATOR, TestLine

NEW = "+12025550147"


@pytest.fixture
def desk(line: TestLine) -> Desk:
    made = Desk(line)
    made.ask()
    return made


@pytest.mark.both_databases
def test_who_leaves_is_asked_once_more_and_then_what_they_had_goes_to_others(desk: Desk) -> None:
    line = desk.line
    line.volunteer(SECOND, "Ruth")
    line.text(VOLUNTEER, "ZONE Eastern")
    line.text(VOLUNTEER, "SHIFT Sat 7pm-10pm")
    line.text(VOLUNTEER, f"TAKE {desk.code} at 1pm")
    assert "leave us as a volunteer" in line.text(VOLUNTEER, "Leave")
    assert "still with us" in line.text(VOLUNTEER, "2")
    assert desk.callback.volunteer_id is not None
    heard = len(line.texts_to(PARTICIPANT))
    line.text(VOLUNTEER, "i quit")
    assert "text JOIN" in line.text(VOLUNTEER, "2")
    line.work()
    assert len(line.texts_to(PARTICIPANT)) == heard + 1, "the time they were told is off"
    assert desk.callback.state == CallbackState.OFFERED and desk.callback.volunteer_id is None
    assert any(desk.code in each for each in line.texts_to(SECOND))
    assert {row.state for row in line.rows(Shift)} >= {"open"}
    assert {row.volunteer_id for row in line.rows(Shift) if row.state != "dropped"} == {None}
    [told] = [each for each in line.texts_to(COORDINATOR) if each.startswith("LEFT")]
    assert "no longer a volunteer" in told
    with line.db.begin(line.clock.at) as tx:
        assert [each.did for each in chain.entries(tx.connection, most=9)] == ["leave"]
    # They use the line as anybody; what volunteers say is nothing any more, and nothing is sent to them.
    before = len(line.texts_to(VOLUNTEER))
    assert "Riverside Warmline" in line.text(VOLUNTEER, f"TAKE {desk.code}")
    assert desk.callback.volunteer_id is None
    line.clock.at += timedelta(days=1)
    line.work()
    assert len(line.texts_to(VOLUNTEER)) == before


def test_join_takes_it_back_within_thirty_days_but_not_what_the_team_ended(desk: Desk) -> None:
    line = desk.line
    line.text(VOLUNTEER, "LEAVE")
    line.text(VOLUNTEER, "1")
    line.clock.at += timedelta(days=29)
    assert "Welcome back" in line.text(VOLUNTEER, "join")
    [row] = line.rows(Volunteer)
    assert (row.status, row.on_duty, row.left_at) == ("active", False, None)
    assert [each.action for each in line.rows(Consent) if each.purpose == "volunteering"] == [
        "withdrawn",
        "given",
    ]
    line.text(VOLUNTEER, "LEAVE")
    line.text(VOLUNTEER, "1")
    line.clock.at += timedelta(days=31)
    assert "Our team invites" in line.text(VOLUNTEER, "JOIN")


def test_who_was_never_told_who_we_are_is_told_with_the_answer_to_their_first_word(
    quick_line: TestLine,
) -> None:
    quick_line.ctx.run(
        lambda tx: roster.add_volunteer(
            tx, "Sam", VOLUNTEER, languages=["en"], experiences=[], timezone=None, active=False, on_duty=False
        )
    )
    quick_line.work()
    assert quick_line.texts_to(VOLUNTEER) == []
    first = quick_line.text(VOLUNTEER, "JOIN")
    assert "Riverside Warmline" in first and "STOP" in first and "Rule 1 of 4" in first
    assert "STOP" not in quick_line.text(VOLUNTEER, "1")


def test_with_another_number_shifts_and_their_reminders_go_along_and_the_old_phone_is_nobodys(
    quick_line: TestLine,
) -> None:
    line = quick_line
    line.volunteer(VOLUNTEER)
    line.text(VOLUNTEER, "ZONE Eastern")
    line.text(VOLUNTEER, "SHIFT Sat 7pm-10pm")
    line.text(VOLUNTEER, "REMIND daily 8pm")
    handle = line.ctx.run(lambda tx: renumbering.renumber(tx, 1, NEW, agreed="in person"))
    assert not isinstance(handle, renumbering.NotMoved)
    due = {(row.kind, row.contact_id) for row in line.rows(Reminder) if row.state == "due"}
    [volunteer] = line.rows(Volunteer)
    assert {kind for kind, _ in due} == {"turn_day", "turn_hour"}
    assert {contact for _, contact in due} == {volunteer.contact_id}
    assert "for our volunteers" in line.text(VOLUNTEER, "ON")
    assert "You're on" in line.text(NEW, "ON")
    assert "7-10 PM" in line.text(NEW, "SHIFTS")


def test_one_person_with_two_phones_is_never_asked_to_call_themselves(quick_line: TestLine) -> None:
    from store.contacts import contacts, same_person

    line = quick_line
    line.volunteer(VOLUNTEER)

    def link(tx: object) -> None:
        one, other = (contacts.by_number(tx, each).contact_id for each in (VOLUNTEER, PARTICIPANT))  # type: ignore[arg-type]
        same_person.link(tx, one or 0, other or 0)  # type: ignore[arg-type]

    line.ctx.run(link)
    line.text(PARTICIPANT, "CALL")
    line.work()
    assert not any("TAKE" in each for each in line.texts_to(VOLUNTEER))
