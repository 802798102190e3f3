"""Star for a caller who was put through, and BLOCK where no star was pressed: the two are kept apart all the same."""

from store.models import Pairing
from tests.kits.bridge import PARTICIPANT, SECOND, VOLUNTEER, Desk
from tests.kits.line import TestLine
from tests.telephony.calls.test_talk_now import Caller

NEVER = "won't connect the two of you again"


def refused(line: TestLine) -> list[tuple[bool, bool]]:
    return [
        (row.volunteer_refused_at is not None, row.contact_refused_at is not None)
        for row in line.rows(Pairing)
    ]


def test_star_ends_the_talk_of_a_caller_who_was_put_through_and_is_told_before(quick_line: TestLine) -> None:
    quick_line.volunteer(VOLUNTEER)
    caller = Caller(quick_line)
    dial = caller.heard.root.find(".//Dial")
    assert dial is not None and dial.attrib["hangupOnStar"] == "true"
    assert "star ends the call" in caller.heard.words


def test_a_volunteer_who_was_dialled_for_a_caller_blocks_by_text(quick_line: TestLine) -> None:
    quick_line.volunteer(VOLUNTEER)
    caller = Caller(quick_line)
    dialled = caller.dialled()
    dialled.presses(dialled.picks_up(), "1")
    quick_line.pass_time(minutes=5)
    caller.over(dialled, "completed")
    assert NEVER in quick_line.text(VOLUNTEER, "BLOCK")
    assert refused(quick_line) == [(True, False)]


def test_what_the_same_person_asks_next_goes_on_to_the_next_volunteer(desk: Desk) -> None:
    before = desk.code
    dialled = desk.talk(ring := desk.take())
    desk.line.pass_time(minutes=10)
    dialled.over("completed", ring.sid)
    desk.end(ring, "completed")
    desk.line.text(SECOND, "OFF")
    desk.line.text(VOLUNTEER, "ON")
    desk.line.text(PARTICIPANT, "CALL")
    desk.line.work()
    assert "is yours" in desk.line.text(VOLUNTEER, f"TAKE {desk.line.code()} when I am home")
    assert NEVER in desk.line.text(VOLUNTEER, f"BLOCK {before}")
    desk.line.work()
    assert (desk.callback.state, desk.callback.volunteer_id) == ("waiting", None)


def test_block_ends_a_conversation_in_writing_and_the_other_hears_only_goodbye(line: TestLine) -> None:
    desk = Desk(line)
    line.volunteer(VOLUNTEER, "Sam")
    line.text(PARTICIPANT, "CALL")
    line.work()
    desk.code = line.code()
    line.text(PARTICIPANT, "write instead")
    line.work()
    line.text(VOLUNTEER, f"TAKE {desk.code}")
    line.work()
    assert (desk.callback.kind, desk.state) == ("text", "connected")
    line.text(VOLUNTEER, "hello, I am here")
    assert NEVER in line.text(VOLUNTEER, f"BLOCK {desk.code}")
    line.work()
    assert desk.state == "completed"
    assert desk.told(PARTICIPANT, "Sam has said goodbye for now") == 1
    assert refused(line) == [(True, False)]
