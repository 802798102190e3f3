"""Key 3: the supervisor on call is rung, hears what is known, joins or takes over, and never unannounced."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from flows.line.on_call import OnCall
from telephony.errors import TransportError
from tests.kits.bridge import CALLER_ID, PARTICIPANT, VOLUNTEER, Desk, Dialled
from tests.kits.conference import ON_CALL, Phone, Talk, moved, moved_caller, supervised
from tests.kits.line import COORDINATOR, TestLine


@pytest.fixture
def talk(lines: Callable[..., TestLine]) -> Talk:
    """Two in a conference."""
    return moved(supervised(lines))


def asks(talk: Talk) -> None:
    talk.star()
    heard = talk.volunteer.presses("3")
    assert "calling the supervisor" in heard.words and talk.volunteer.room


def joins(talk: Talk, key: str = "1") -> Phone:
    asks(talk)
    phone = talk.supervisor_rings()
    phone.presses(key)
    talk.line.work()
    return phone


def test_the_supervisor_is_rung_from_the_lines_number_and_hears_a_handle_and_no_number(talk: Talk) -> None:
    asks(talk)
    phone = talk.supervisor_rings()
    assert "1 to join" in phone.heard.words and "-" in phone.heard.words.split("talking with")[1]
    for number in (PARTICIPANT, VOLUNTEER, CALLER_ID):
        assert number[2:] not in phone.heard.document
    assert len(talk.line.carrier.rings) == 2
    assert "is already ringing" in talk.star_again("3")


def test_both_are_told_when_the_supervisor_comes_in_and_the_supervisor_beeps(talk: Talk) -> None:
    phone = joins(talk)
    assert phone.room == talk.participant.room and not phone.ends
    conference = phone.heard.root.find(".//Conference")
    assert conference is not None and conference.attrib["beep"] == "onEnter"
    assert talk.volunteer.ear() == talk.participant.ear() == ["supervisor"]
    said = talk.line.turn(talk.line.carrier.announced[0][1].split("line.example")[1], "CA" + "1" * 32)
    assert "A supervisor from Riverside Warmline has joined" in said.words
    assert talk.desk.callback.handed_to is None and talk.alerts() == []


def test_an_announcement_waits_for_a_phone_on_its_way_back(talk: Talk) -> None:
    asks(talk)
    phone = talk.supervisor_rings()
    talk.participant.out()
    phone.presses("1")
    talk.line.work()
    assert talk.participant.ear() == []
    talk.participant.comes_back()
    talk.line.pass_time(seconds=3)
    assert talk.participant.ear() == ["supervisor"]


def test_the_volunteer_leaves_and_the_talk_goes_on_with_the_supervisor(talk: Talk) -> None:
    phone = joins(talk, "2")
    assert talk.participant.ear() == ["takes_over"]
    talk.participant.out()
    phone.out()
    talk.volunteer_hangs_up()
    assert talk.participant.room, "with a supervisor there they come back in at once"
    assert talk.participant.room == phone.room != ""
    talk.line.work()
    assert talk.state == "completed" and talk.desk.callback.handed_to == "supervisor"
    assert sum("Thank you for" in said for said in talk.line.texts_to(VOLUNTEER)) == 1
    talk.line.pass_time(minutes=10)
    assert not any("How was it for you" in said for said in talk.line.texts_to(PARTICIPANT))
    assert {leg.role for leg in talk.desk.live_legs} == {"participant", "supervisor"}
    talk.participant.out()
    phone.over()
    phone.out(CallStatus="completed")
    assert talk.participant.comes_back().ends and talk.desk.live_legs == []


@pytest.mark.parametrize("key", ["2", "*"])
def test_leaving_by_key_leaves_the_others_together_and_whose_leaving_ends_it_is_dealt_anew(
    talk: Talk, key: str
) -> None:
    phone = joins(talk)
    talk.volunteer.out()
    talk.participant.out()
    phone.out()
    assert talk.participant.room and phone.room and not phone.ends, "three of them: back in at once"
    talk.volunteer.comes_back()
    talk.volunteer.presses(key)
    talk.line.work()
    assert "goes_on" in talk.participant.ear() and talk.participant.fetched().endswith("/room")
    phone.over()
    talk.desk.end(next(r for r in talk.line.carrier.rings if r.sid == phone.sid), "completed")
    talk.line.pass_time(seconds=5)
    assert talk.participant.fetched().endswith("/room/over"), "nobody is left in the conference alone"
    assert talk.participant.goes(talk.participant.fetched()).ends and talk.desk.live_legs == []


def test_the_participant_hangs_up_and_the_supervisor_hears_so(talk: Talk) -> None:
    phone = joins(talk)
    talk.volunteer_hangs_up()
    talk.participant_hangs_up()
    assert "has ended" in phone.out().words and phone.heard.ends
    assert talk.state == "completed" and [leg.role for leg in talk.desk.live_legs] == []


@pytest.mark.parametrize("how", ["no-answer", "silent", "refused", "lost", "hangs up"])
def test_with_nobody_reached_the_volunteer_hears_so_a_human_is_told_and_the_talk_goes_on(
    talk: Talk, how: str
) -> None:
    if how == "refused":
        talk.line.carrier.refused[ON_CALL] = TransportError("no", permanent=True, code=21211)
    asks(talk)
    talk.line.work()
    if how == "no-answer":
        talk.desk.end(talk.desk.ringing(ON_CALL), how)
    elif how == "lost":
        talk.desk.ringing(ON_CALL).status = "no-answer"
        talk.line.pass_time(seconds=40)
    elif how in ("silent", "hangs up"):
        phone = talk.supervisor_rings()
        for _ in range(6):
            if how == "silent" and phone.heard.root.find("Gather") is not None:
                phone.presses("")
        talk.desk.end(talk.line.carrier.rings[-1], "completed")
    talk.line.work()
    assert talk.volunteer.ear() == ["not_reached"] and talk.participant.ear() == []
    assert talk.alerts() == ["supervisor"] and talk.state == "connected"
    assert any(said.startswith("SUPERVISOR") for said in talk.line.texts_to(COORDINATOR))
    talk.line.pass_time(minutes=2)
    assert talk.alerts() == ["supervisor"]


def test_a_talk_that_is_over_wants_no_supervisor_any_more(talk: Talk) -> None:
    asks(talk)
    talk.line.work()
    ring = talk.desk.ringing(ON_CALL)
    talk.participant_hangs_up()
    talk.line.work()
    assert ring.status == "canceled" and talk.alerts() == []
    phone = Phone(talk.line, ring.sid, talk.volunteer.heard, ON_CALL)
    assert "no longer needed" in phone.goes(ring.url.split("line.example")[1]).words


def test_a_volunteer_who_cannot_press_keys_asks_for_the_supervisor_by_text(
    lines: Callable[..., TestLine],
) -> None:
    talk = moved_caller(supervised(lines))
    assert "calling the supervisor" in talk.line.text(VOLUNTEER, "SUPERVISOR")
    assert "already" in talk.line.text(VOLUNTEER, "supervisora")
    phone = talk.supervisor_rings()
    phone.presses("1")
    assert "on with you now" in talk.line.text(VOLUNTEER, "SUPERVISOR")
    talk.participant_hangs_up()
    assert "aren't in a call" in talk.line.text(VOLUNTEER, "SUPERVISOR")


def test_without_a_conference_a_coordinator_is_told(quick_line: TestLine) -> None:
    talk = moved_caller_unmoved(quick_line)
    assert "coordinator has its code" in quick_line.text(VOLUNTEER, "SUPERVISOR")
    quick_line.work()
    assert talk.alerts() == ["supervisor"] and quick_line.carrier.rings == []


def moved_caller_unmoved(line: TestLine) -> Talk:
    line.volunteer(VOLUNTEER)
    sid, greeting = line.call(PARTICIPANT)
    heard = line.press(greeting, "3", sid, PARTICIPANT)
    dialled = Dialled(line, heard, "CA" + "7" * 32)
    dialled.presses(dialled.picks_up(), "7")
    phone = Phone(line, sid, heard, PARTICIPANT)
    return Talk(Desk(line), phone, phone, None, dialled)


def test_without_a_supervisor_of_its_own_the_first_of_the_ladder_who_is_free_is_rung(talk: Talk) -> None:
    ladder = tuple(OnCall(number) for number in (VOLUNTEER, PARTICIPANT, ON_CALL, COORDINATOR))
    talk.line.db.line = replace(talk.line.db.line, supervisor=None, ladder=ladder)
    rung = len(talk.line.carrier.rings)
    asks(talk)
    talk.line.work()
    assert [ring.to for ring in talk.line.carrier.rings[rung:]] == [ON_CALL]


@pytest.mark.parametrize("themself", [VOLUNTEER, PARTICIPANT])
def test_nobody_is_rung_to_supervise_their_own_talk(talk: Talk, themself: str) -> None:
    talk.line.db.line = replace(talk.line.db.line, supervisor=themself)
    rung = len(talk.line.carrier.rings)
    asks(talk)
    talk.line.work()
    assert len(talk.line.carrier.rings) == rung
    assert talk.alerts() == ["supervisor"] and talk.state == "connected"
    talk.line.pass_time(seconds=3)
    assert talk.volunteer.ear() == ["not_reached"]


def test_a_volunteer_who_was_out_for_long_hears_who_has_come_in_meanwhile(talk: Talk) -> None:
    asks(talk)
    phone = talk.supervisor_rings()
    talk.star()
    phone.presses("1")
    for _ in range(15):
        talk.line.pass_time(seconds=2)
    assert talk.volunteer.ear() == []
    talk.volunteer.presses("1")
    talk.line.pass_time(seconds=3)
    assert talk.volunteer.ear() == ["supervisor"]


def test_a_supervisor_left_alone_with_them_hears_so_and_one_who_gives_it_back_leaves_no_trace(
    talk: Talk,
) -> None:
    phone = joins(talk, "2")
    assert talk.desk.callback.handed_to == "supervisor"
    phone.over()
    phone.out(CallStatus="completed")
    assert talk.desk.callback.handed_to is None and talk.state == "connected"
    phone = joins(talk)
    talk.volunteer_hangs_up()
    talk.line.work()
    assert phone.ear() == ["left_to_you"] and talk.desk.callback.handed_to == "supervisor"


def test_keys_of_a_supervisor_whose_part_is_over_lead_nowhere(talk: Talk) -> None:
    asks(talk)
    phone = talk.supervisor_rings()
    gather = phone.heard.path("Gather")
    phone.presses("1")
    phone.over()
    phone.out(CallStatus="completed")
    assert "no longer needed" in phone.goes(gather, Digits="2").words
    assert phone.heard.ends and talk.desk.callback.handed_to is None
