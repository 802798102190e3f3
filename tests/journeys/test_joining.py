"""Volunteers come in: added by command, invited by text, on duty by their own word."""

from store import roster
from store.models import Consent, Volunteer
from tests.bridging import PARTICIPANT, VOLUNTEER
from tests.line import TestLine


def add(line: TestLine, *, active: bool = False, on_duty: bool = False) -> None:
    def work(tx: object) -> None:
        id, new = roster.add_volunteer(
            tx,  # type: ignore[arg-type]
            "Sam",
            VOLUNTEER,
            languages=["en"],
            experiences=["grief"],
            timezone=None,
            active=active,
            on_duty=on_duty,
        )
        if new and not active:
            roster.invite(tx, id)  # type: ignore[arg-type]

    line.ctx.run(work)
    line.work()


def test_an_invited_volunteer_is_texted_once_and_joins_by_replying(line: TestLine) -> None:
    add(line)
    [invitation] = line.texts_to(VOLUNTEER)
    assert "JOIN" in invitation and "STOP" in invitation and "HELP" in invitation
    assert "for our peer volunteers" in line.text(VOLUNTEER, "ON"), "not before they said yes"
    assert line.rows(Volunteer)[0].status == "invited"
    assert "Welcome" in line.text(VOLUNTEER, "join")
    assert "on duty" in line.text(VOLUNTEER, "ON")
    assert line.rows(Volunteer)[0].status == "active"
    assert [(c.purpose, c.action) for c in line.rows(Consent)] == [("volunteering", "given")]


def test_nobody_invited_is_offered_anything(quick_line: TestLine) -> None:
    add(quick_line, on_duty=True)
    assert "No peer is on" in quick_line.text(PARTICIPANT, "CALL")
    quick_line.work()
    assert all("TAKE" not in said for said in quick_line.texts_to(VOLUNTEER))


def test_an_invitation_answered_with_stop_is_an_opt_out(quick_line: TestLine) -> None:
    add(quick_line)
    assert "unsubscribed" in quick_line.text(VOLUNTEER, "STOP")
    assert quick_line.text(VOLUNTEER, "JOIN") == ""
    assert quick_line.rows(Volunteer)[0].status == "invited"


def test_active_and_on_duty_is_offered_a_callback_at_once_with_no_text_before(quick_line: TestLine) -> None:
    quick_line.text(PARTICIPANT, "CALL")
    add(quick_line, active=True, on_duty=True)
    quick_line.pass_time(seconds=16)
    [offer] = quick_line.texts_to(VOLUNTEER)
    assert "TAKE" in offer


def test_a_stranger_who_texts_join_is_no_volunteer(quick_line: TestLine) -> None:
    quick_line.text(PARTICIPANT, "JOIN")
    assert quick_line.rows(Volunteer) == []


def test_a_volunteer_who_says_stop_is_off_duty_and_what_they_hold_goes_on(line: TestLine) -> None:
    line.volunteer(VOLUNTEER)
    line.text(PARTICIPANT, "CALL")
    line.work()
    line.text(VOLUNTEER, "TAKE")
    line.work()
    assert "unsubscribed" in line.text(VOLUNTEER, "STOP")
    line.work()
    assert [r.status for r in line.carrier.rings] == ["canceled"]
    assert line.rows(Volunteer)[0].on_duty is False
    sent = len(line.texts_to(VOLUNTEER))
    line.pass_time(hours=2)
    assert len(line.texts_to(VOLUNTEER)) == sent
    assert line.text(VOLUNTEER, "ON") == ""
