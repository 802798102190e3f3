"""Then the participant is rung: every word the carrier can have for their phone, in every order."""

import pytest

from store.models import Callback
from tests.kits.bridge import PARTICIPANT, SECOND, VOLUNTEER, Desk, Dialled
from tests.kits.fakes import Ring


def test_one_picks_up_presses_1_and_they_talk(desk: Desk, ring: Ring, dialled: Dialled) -> None:
    heard = dialled.picks_up()
    assert "Riverside Warmline" in heard.words and "Press 1" in heard.words
    joined = dialled.presses(heard, "1")
    assert len(joined.root) == 0, "the whisper ends without a word and the carrier joins the calls"
    assert desk.state == "connected"
    assert "on that call" in desk.line.text(PARTICIPANT, "STATUS")
    assert "ended" in dialled.over("completed", ring.sid, DialBridged="true").words
    assert desk.state == "completed"
    desk.line.work()
    assert desk.told(VOLUNTEER, f"Thank you for {desk.code}") == 1


def test_nothing_is_said_for_a_moment_so_that_a_machine_found_out_in_it_hears_no_word(
    desk: Desk, ring: Ring, dialled: Dialled
) -> None:
    heard = dialled.picks_up_at_first()
    assert heard.words == ""
    assert int(heard.root.find("Gather").attrib["timeout"]) <= 4, "a person does not wait for long"  # type: ignore[union-attr]


def test_a_person_who_presses_1_into_the_silence_is_connected(
    desk: Desk, ring: Ring, dialled: Dialled
) -> None:
    dialled.presses(dialled.picks_up_at_first(), "1")
    assert desk.state == "connected"


def test_the_whisper_says_which_line_calls_and_not_why(dialled: Dialled) -> None:
    words = dialled.picks_up().words.lower()
    for disclosing in ("peer", "support", "crisis", "mood", "volunteer", "warmline volunteer"):
        assert disclosing not in words


@pytest.mark.parametrize("status", ["busy", "no-answer", "failed", "canceled"])
def test_not_reached_rings_again_after_a_new_yes_with_the_same_volunteer_and_both_are_told(
    desk: Desk, ring: Ring, dialled: Dialled, status: str
) -> None:
    heard = dialled.over(status, ring.sid)
    assert "If they say yes" in heard.words and heard.ends
    desk.end(ring, "completed")
    assert desk.state == "accepted"
    assert desk.told(PARTICIPANT, "It's okay that you didn't pick up") == 1
    assert desk.told(VOLUNTEER, "they didn't pick up") == 1
    desk.line.pass_time(minutes=6, seconds=50)
    assert len(desk.line.carrier.rings) == 1
    desk.line.text(PARTICIPANT, "1")
    desk.line.work()
    assert desk.ringing(VOLUNTEER).sid != ring.sid
    assert desk.told(SECOND, "TAKE") == 0


def test_exactly_three_rings_of_the_participant_and_then_it_is_missed(desk: Desk) -> None:
    ring = desk.take()
    for attempt in (1, 2, 3):
        dialled = desk.connect_volunteer(ring)
        assert desk.callback.attempts == attempt
        assert dialled.number == PARTICIPANT
        heard = dialled.over("no-answer", ring.sid)
        assert ("last try" in heard.words) is (attempt == 3)
        assert dialled.over("no-answer", ring.sid).document == heard.document, "asked twice, answered alike"
        desk.end(ring, "completed")
        if attempt < 3:
            desk.line.text(PARTICIPANT, "1")
            desk.line.work()
            ring = desk.ringing(VOLUNTEER)
    assert desk.state == "missed"
    assert desk.told(PARTICIPANT, "We rang and didn't reach you") == 1
    assert desk.told(VOLUNTEER, "that was the last try") == 1
    desk.line.pass_time(hours=3)
    assert len(desk.line.carrier.rings) == 3
    assert desk.line.text(PARTICIPANT, "CALL").startswith("A volunteer will call you")


@pytest.mark.parametrize("volunteer_says", ["", "GO", "TAKE"])
def test_no_second_ring_without_a_new_yes_whatever_the_volunteer_texts(
    desk: Desk, ring: Ring, dialled: Dialled, volunteer_says: str
) -> None:
    dialled.over("no-answer", ring.sid)
    desk.end(ring, "completed")
    if volunteer_says:
        desk.line.text(VOLUNTEER, f"{volunteer_says} {desk.code}")
        desk.line.work()
    desk.line.pass_time(minutes=7, seconds=1)
    desk.line.pass_time(hours=3)
    assert len(desk.line.carrier.rings) == 1, "the yes of before was for that one ring"
    assert desk.state == "waiting"
    assert desk.told(VOLUNTEER, "you're free again") == 1
    assert desk.told(PARTICIPANT, "1 ready, 2 later") == 2, (
        "who calls, and that it is okay; nothing more is asked"
    )


def test_a_yes_while_the_volunteer_still_hears_of_it_rings_as_soon_as_their_call_is_over(
    desk: Desk, ring: Ring, dialled: Dialled
) -> None:
    dialled.over("no-answer", ring.sid)
    desk.line.work()
    assert "will ring in a minute" in desk.line.text(PARTICIPANT, "1")
    desk.end(ring, "completed")
    assert desk.ringing(VOLUNTEER).sid != ring.sid


def test_only_rings_of_the_participant_count_as_attempts(desk: Desk) -> None:
    for _ in range(2):
        desk.end(desk.take(), "no-answer")
        desk.end(desk.take(SECOND), "busy")
    assert desk.callback.attempts == 0
    assert desk.state != "missed"


def test_a_volunteer_who_hangs_up_during_the_last_ring_adds_no_fourth(desk: Desk) -> None:
    ring = desk.take()
    for _ in range(2):
        desk.connect_volunteer(ring).over("no-answer", ring.sid)
        desk.end(ring, "completed")
        desk.line.text(PARTICIPANT, "1")
        desk.line.work()
        ring = desk.ringing(VOLUNTEER)
    desk.connect_volunteer(ring)
    desk.end(ring, "completed")
    assert desk.callback.attempts == 3
    assert desk.state == "missed"
    assert desk.told(PARTICIPANT, "We rang and didn't reach you") == 1
    assert desk.told(SECOND, "TAKE") == 0


@pytest.mark.parametrize("first", ["over", "status"])
def test_a_machine_on_the_whisper_request_hears_nothing_and_counts_as_not_reached(
    desk: Desk, ring: Ring, dialled: Dialled, first: str
) -> None:
    heard = dialled.picks_up(AnsweredBy="machine_start")
    assert (heard.words, heard.ends) == ("", True)
    if first == "status":
        dialled.status("completed")
    assert "If they say yes" in dialled.over("completed", ring.sid, DialBridged="false").words
    if first == "over":
        dialled.status("completed")
    assert (desk.state, desk.callback.attempts) == ("accepted", 1)


def test_a_machine_found_out_while_the_whisper_speaks_is_hung_up(
    desk: Desk, ring: Ring, dialled: Dialled
) -> None:
    dialled.picks_up()
    dialled.machine()
    desk.line.work()
    assert desk.line.carrier.others[dialled.sid] == "completed"
    assert "If they say yes" in dialled.over("completed", ring.sid).words
    assert desk.state == "accepted"


def test_a_machines_word_after_a_person_pressed_1_is_not_believed(
    desk: Desk, ring: Ring, dialled: Dialled
) -> None:
    dialled.presses(dialled.picks_up(), "1")
    dialled.machine()
    desk.line.work()
    assert desk.state == "connected"
    assert ring.status == "in-progress"


def test_a_human_answered_by_changes_nothing(desk: Desk, dialled: Dialled) -> None:
    heard = dialled.picks_up()
    dialled.machine("human")
    assert len(dialled.presses(heard, "1").root) == 0
    assert desk.state == "connected"


def test_without_a_key_nobody_is_joined_and_it_counts_as_not_reached(
    desk: Desk, ring: Ring, dialled: Dialled
) -> None:
    heard = dialled.stays_silent(dialled.picks_up())
    assert heard.ends
    assert desk.state == "connecting"
    assert "If they say yes" in dialled.over("completed", ring.sid, DialBridged="false").words
    assert (desk.state, desk.callback.attempts) == ("accepted", 1)


def test_a_1_after_the_third_silence_joins_nobody(desk: Desk, dialled: Dialled) -> None:
    heard = dialled.picks_up()
    dialled.stays_silent(heard)
    assert dialled.presses(heard, "1").ends
    assert desk.state == "connecting"


@pytest.mark.parametrize("key", ["3", "9", "0", "*", "#"])
def test_a_wrong_key_is_asked_again_and_1_still_works(desk: Desk, dialled: Dialled, key: str) -> None:
    again = dialled.presses(dialled.picks_up(), key)
    assert "Press 1" in again.words
    assert desk.state == "connecting"
    assert len(dialled.presses(again, "1").root) == 0
    assert desk.state == "connected"


def test_2_means_not_now_and_nobody_rings_again(desk: Desk, ring: Ring, dialled: Dialled) -> None:
    heard = dialled.presses(dialled.picks_up(), "2")
    assert heard.ends and "Press 1" not in heard.words
    assert "wasn't a good time" in dialled.over("completed", ring.sid).words
    desk.end(ring, "completed")
    desk.line.pass_time(hours=1)
    assert desk.state == "cancelled"
    assert len(desk.line.carrier.rings) == 1
    assert "CALL" in desk.line.text(PARTICIPANT, "STATUS")


def test_the_participant_hanging_up_ends_a_talk_whoever_tells_us(
    desk: Desk, ring: Ring, dialled: Dialled
) -> None:
    dialled.presses(dialled.picks_up(), "1")
    dialled.status("completed")
    assert "ended" in dialled.over("completed", ring.sid).words
    desk.end(ring, "completed")
    assert desk.state == "completed"
    assert desk.told(VOLUNTEER, "Thank you for") == 1
    assert desk.live_legs == []


def test_the_volunteer_hanging_up_ends_a_talk(desk: Desk, ring: Ring, dialled: Dialled) -> None:
    dialled.presses(dialled.picks_up(), "1")
    desk.end(ring, "completed")
    assert desk.state == "completed"
    assert desk.told(VOLUNTEER, "Thank you for") == 1
    assert desk.live_legs == []


def test_when_the_word_of_a_rings_end_is_lost_it_is_found_out(
    desk: Desk, ring: Ring, dialled: Dialled
) -> None:
    ring.status = "completed"
    desk.line.pass_time(minutes=2)
    assert desk.live_legs == []
    assert desk.state in ("accepted", "offered", "waiting")


def test_when_the_word_of_a_talks_end_is_lost_it_is_found_out(
    desk: Desk, ring: Ring, dialled: Dialled
) -> None:
    dialled.presses(dialled.picks_up(), "1")
    for _ in range(20):
        desk.line.pass_time(minutes=1.5)
    assert desk.state == "connected", "they may talk as long as they like"
    ring.status = desk.line.carrier.others[dialled.sid] = "completed"
    desk.line.pass_time(minutes=4)
    assert desk.state == "completed"
    assert desk.live_legs == []


def test_never_mind_while_they_talk_changes_nothing(desk: Desk, dialled: Dialled) -> None:
    dialled.presses(dialled.picks_up(), "1")
    assert "on that call right now" in desk.line.text(PARTICIPANT, "NEVERMIND")
    assert desk.state == "connected"


def test_never_mind_while_the_phone_rings_joins_nobody(desk: Desk, ring: Ring, dialled: Dialled) -> None:
    heard = dialled.picks_up()
    desk.line.text(PARTICIPANT, "NEVERMIND")
    after = dialled.presses(heard, "1")
    assert after.ends, "not joined"
    assert "call you again" not in after.words, "they said never mind"
    desk.line.work()
    assert ring.status == "completed"
    dialled.over("completed", ring.sid)
    desk.end(ring, "completed")
    assert desk.state == "cancelled"
    assert len(desk.line.rows(Callback)) == 1


def test_8_says_the_crisis_line_and_asks_again_but_not_on_a_phone_that_others_may_hold(
    desk: Desk, dialled: Dialled
) -> None:
    heard = dialled.presses(dialled.picks_up(), "8")
    assert "9 8 8" in heard.words and "Press 1" in heard.words
    assert dialled.presses(heard, "1").words == ""
    assert desk.state == "connected"
