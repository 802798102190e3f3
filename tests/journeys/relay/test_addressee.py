"""A volunteer writes with a participant: what is private stays private, what is for them arrives, the rest is asked."""

import pytest

from store.models import Alert, Message, Note, Pairing
from store.vault.columns import NOTE_WORDS
from tests.journeys.relay.test_writing import begun, last, says
from tests.kits.bridge import PARTICIPANT, SECOND, VOLUNTEER, Desk
from tests.kits.line import COORDINATOR, TestLine

ASKED = "is that for them?"


@pytest.fixture
def desk(quick_line: TestLine) -> Desk:
    """Two who write to each other, both with a word said."""
    desk = begun(quick_line)
    says(desk, PARTICIPANT, "hi")
    says(desk, VOLUNTEER, "hello")
    return desk


def heard(desk: Desk) -> list[str]:
    """What the participant read of the peer, after the hello."""
    words = [
        said.removeprefix("Sam: ") for said in desk.line.texts_to(PARTICIPANT) if said.startswith("Sam: ")
    ]
    return words[1:]


def notes(desk: Desk) -> list[str]:
    return [desk.line.opened(NOTE_WORDS, row) for row in desk.line.rows(Note)]


def alerts(desk: Desk) -> list[str]:
    return [str(row.kind) for row in desk.line.rows(Alert)]


def test_done_with_a_report_ends_it_and_the_report_is_a_note(desk: Desk) -> None:
    answer = says(desk, VOLUNTEER, "DONE she was drunk")
    assert "has ended" in answer and desk.state == "completed"
    assert notes(desk) == ["she was drunk"]
    assert heard(desk) == []


def test_a_note_without_a_code_is_filed_and_the_conversation_goes_on(desk: Desk) -> None:
    assert f"Noted for {desk.code}" in says(desk, VOLUNTEER, "NOTE she sounded high")
    assert (notes(desk), heard(desk), desk.state) == (["she sounded high"], [], "connected")
    assert says(desk, VOLUNTEER, "take a deep breath") == ""
    assert heard(desk) == ["take a deep breath"]


def test_block_at_the_end_of_a_report_blocks_and_keeps_the_report(desk: Desk) -> None:
    assert "won't connect the two of you again" in says(desk, VOLUNTEER, "this one is creepy BLOCK")
    assert desk.state == "completed" and heard(desk) == []
    assert notes(desk) == ["this one is creepy"]
    assert [row.volunteer_refused_at is not None for row in desk.line.rows(Pairing)] == [True]


def test_pass_with_a_reason_hands_them_on_and_pass_alone_says_how(desk: Desk) -> None:
    desk.line.volunteer(SECOND, "Kim")
    assert "hands them to another" in says(desk, VOLUNTEER, "PASS")
    assert desk.state == "connected"
    assert "handed back" in says(desk, VOLUNTEER, "PASS i need a break")
    assert desk.state == "offered" and heard(desk) == []
    assert "Sam had to stop" in last(desk, PARTICIPANT)


@pytest.mark.parametrize(
    "said",
    [
        "take a deep breath",
        "go easy on yourself",
        "note to self: drink water lol",
        "im done with work so i have time",
        "pass me the tissues lol",
        "your mum was drunk, that isnt on you",
        "paso a paso",
        "hecho, te espero",
    ],
)
def test_a_line_for_them_reaches_them_and_alarms_nobody(desk: Desk, said: str) -> None:
    assert says(desk, VOLUNTEER, said) == ""
    assert heard(desk) == [said]
    assert alerts(desk) == []


@pytest.mark.parametrize(
    "said",
    [
        "call 911 right now please",
        "are you thinking about suicide?",
        "how many pills did you take",
        "please dont kill yourself",
        "does he have a gun in the house?",
        "¿cuántas pastillas tomaste?",
        "por favor, no hables de suicidio a solas, llama al 911",
    ],
)
def test_a_peers_question_or_call_for_help_reaches_them_and_the_check_is_about_them(
    desk: Desk, said: str
) -> None:
    assert says(desk, VOLUNTEER, said) == ""
    assert heard(desk) == [said]
    [alert] = desk.line.rows(Alert)
    assert (alert.kind, alert.contact_id, alert.callback_id) == (
        "check",
        desk.callback.contact_id,
        desk.callback.id,
    )
    assert "their volunteer" in last(desk, COORDINATOR) and "They have" not in last(desk, COORDINATOR)
    says(desk, VOLUNTEER, "do you have the pills with you? how many pills")
    assert len(desk.line.rows(Alert)) == 1, "one that is open says it all"


def test_what_is_unclear_is_asked_about_and_nothing_goes_out_before_the_answer(desk: Desk) -> None:
    answer = says(desk, VOLUNTEER, "done w her")
    assert ASKED in answer and desk.code in answer and "w her" not in answer
    assert (heard(desk), desk.state) == ([], "connected")
    assert all("done w her" not in repr(row) for row in desk.line.rows(Message))
    assert says(desk, VOLUNTEER, "1") == ""
    assert heard(desk) == ["done w her"]
    assert says(desk, VOLUNTEER, "1") == ""
    assert heard(desk) == ["done w her", "1"], "answered, and from then on said to a person"


@pytest.mark.parametrize("private", ["2", "private", "for you"])
def test_private_is_carried_out(desk: Desk, private: str) -> None:
    says(desk, VOLUNTEER, "done w her")
    assert "has ended" in says(desk, VOLUNTEER, private)
    assert (heard(desk), notes(desk), desk.state) == ([], ["w her"], "completed")
    desk.line.pass_time(minutes=3)
    assert desk.told(VOLUNTEER, "didn't send") == desk.told(VOLUNTEER, "still haven't sent") == 0


def test_what_was_ended_before_an_answer_is_not_asked_about_any_more(desk: Desk) -> None:
    says(desk, VOLUNTEER, "done w her")
    says(desk, PARTICIPANT, "NEVERMIND")
    desk.line.pass_time(minutes=3)
    assert (desk.told(VOLUNTEER, "didn't send"), desk.told(VOLUNTEER, "still haven't sent")) == (1, 0)


def test_private_words_that_ask_for_nothing_are_kept_as_a_note(desk: Desk) -> None:
    assert ASKED in says(desk, VOLUNTEER, "take me off this one")
    assert "Kept as a note" in says(desk, VOLUNTEER, "2")
    assert (heard(desk), notes(desk), desk.state) == ([], ["take me off this one"], "connected")


def test_a_peer_who_writes_on_is_asked_once_more_and_then_told_that_it_was_not_sent(desk: Desk) -> None:
    says(desk, VOLUNTEER, "all done")
    assert "haven't sent your earlier text" in says(desk, VOLUNTEER, "how was your day")
    assert "didn't send" in says(desk, VOLUNTEER, "did you sleep")
    assert says(desk, VOLUNTEER, "and eat") == ""
    assert heard(desk) == ["how was your day", "did you sleep", "and eat"]
    desk.line.pass_time(minutes=5)
    assert desk.told(VOLUNTEER, "still haven't sent") == 0


def test_two_that_wait_are_answered_together(desk: Desk) -> None:
    says(desk, VOLUNTEER, "all done")
    assert ASKED in says(desk, VOLUNTEER, "block him")
    says(desk, VOLUNTEER, "1")
    assert heard(desk) == ["all done\nblock him"]


def test_silence_is_reminded_of_once_and_at_the_end_they_hear_that_it_was_not_sent(desk: Desk) -> None:
    says(desk, VOLUNTEER, "done w her")
    desk.line.pass_time(minutes=3)
    assert desk.told(VOLUNTEER, "still haven't sent") == 1
    desk.line.pass_time(minutes=5)
    assert desk.told(VOLUNTEER, "still haven't sent") == 1
    says(desk, PARTICIPANT, "NEVERMIND")
    assert desk.told(VOLUNTEER, "didn't send") == 1
    assert heard(desk) == []
    answer = says(desk, VOLUNTEER, "1")
    assert answer != "" and heard(desk) == []


def test_a_peer_who_goes_silent_with_a_question_open_is_nudged_as_always(desk: Desk) -> None:
    desk.line.volunteer(SECOND, "Kim")
    says(desk, VOLUNTEER, "done w her")
    desk.line.pass_time(seconds=30)
    says(desk, PARTICIPANT, "are you there?")
    desk.line.pass_time(minutes=6)
    desk.line.pass_time(minutes=3)
    assert "No answer from Sam yet" in last(desk, PARTICIPANT)
    says(desk, PARTICIPANT, "2")
    assert desk.told(VOLUNTEER, "went to another volunteer") == 1
    assert desk.told(VOLUNTEER, "didn't send") == 1


def test_where_danger_is_open_what_may_be_for_them_is_not_held_back(desk: Desk) -> None:
    assert ASKED in says(desk, VOLUNTEER, "pass whatever you have to someone else")
    says(desk, VOLUNTEER, "1")
    says(desk, PARTICIPANT, "I want to kill myself")
    assert says(desk, VOLUNTEER, "pass whatever you have to someone else") == ""
    assert heard(desk) == ["pass whatever you have to someone else"] * 2
    assert ASKED in says(desk, VOLUNTEER, "done w her"), "said behind their back, it helps nobody"
    assert "has ended" in says(desk, VOLUNTEER, "DONE she was drunk")


def test_a_peers_own_danger_is_held_back_and_answered_and_is_theirs(desk: Desk) -> None:
    answer = says(desk, VOLUNTEER, "i cant do this anymore i want to die")
    assert "988" in answer and "did not go to" in answer
    [alert] = desk.line.rows(Alert)
    assert alert.kind == "crisis" and alert.contact_id != desk.callback.contact_id
    assert heard(desk) == []
    desk.line.pass_time(seconds=30)
    says(desk, PARTICIPANT, "are you there?")
    desk.line.pass_time(minutes=11)
    assert desk.told(VOLUNTEER, "have no answer yet") == 1


def test_a_participants_words_like_a_verb_are_for_the_peer(desk: Desk) -> None:
    for said in ("BLOCK him", "NOTE this", "done with her", "PASS i need a break"):
        assert says(desk, PARTICIPANT, said) == ""
        assert last(desk, VOLUNTEER) == f"{desk.code}: {said}"
    assert desk.state == "connected"


def test_a_command_for_a_time_or_for_help_is_never_passed_on(desk: Desk) -> None:
    for said in ("PAUSE 1 hour", "pause 30 min", "ON 3H", "SUPERVISOR he scares me", "need a supervisor"):
        assert says(desk, VOLUNTEER, said) != "", said
    assert heard(desk) == []
