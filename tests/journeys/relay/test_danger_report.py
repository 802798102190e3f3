"""A volunteer reports that somebody they talked with is in danger: the alert is about that person."""

from dataclasses import replace

import pytest

from store.models import Alert, Callback, Contact, Note
from store.vault.columns import NOTE_WORDS
from tests.journeys.relay.test_writing import begun, last, says
from tests.kits.bridge import PARTICIPANT, SECOND, VOLUNTEER, Desk
from tests.kits.line import COORDINATOR, TestLine
from tests.kits.talks import talk

REPORT = "she has pills and will kill herself tonight"


@pytest.fixture
def talked(quick_line: TestLine) -> Desk:
    """A call that is over."""
    desk = Desk(quick_line)
    desk.ask()
    talk(desk)
    return desk


def handle(desk: Desk, contact_id: int) -> str:
    [found] = [row.handle for row in desk.line.rows(Contact) if row.id == contact_id]
    return str(found)


def told(desk: Desk) -> str:
    """The one alert, which is a crisis of the participant; what the coordinator read."""
    [alert] = desk.line.rows(Alert)
    assert (alert.kind, alert.contact_id, alert.callback_id) == (
        "crisis",
        desk.callback.contact_id,
        desk.callback.id,
    )
    return last(desk, COORDINATOR)


def notes(desk: Desk) -> list[str]:
    return [desk.line.opened(NOTE_WORDS, row) for row in desk.line.rows(Note)]


@pytest.mark.parametrize(
    ("said", "note"),
    [
        ("NOTE {code} " + REPORT, REPORT),
        ("NOTE " + REPORT, REPORT),
        ("DONE {code} he has a gun with him", "he has a gun with him"),
        ("{code} took 40 pills", "{code} took 40 pills"),
        (
            "my caller is going to kill herself what do i do",
            "my caller is going to kill herself what do i do",
        ),
        ("X9 is nobody of mine but " + REPORT, "X9 is nobody of mine but " + REPORT),
        ("NOTA {code} tiene pastillas y se va a matar hoy", "tiene pastillas y se va a matar hoy"),
        ("la persona que me tocó dice que se tomó 40 pastillas, qué hago", None),
    ],
)
def test_after_the_call_it_is_a_crisis_of_the_participant_and_the_note_is_kept(
    talked: Desk, said: str, note: str | None
) -> None:
    answer = says(talked, VOLUNTEER, said)
    assert f"has been alerted about {talked.code}" in answer and "988" in answer
    assert "I'm a computer" not in answer, "they are not the one in danger"
    words = told(talked)
    who = handle(talked, talked.callback.contact_id)
    assert words.startswith(f"CRISIS {talked.code} {who}") and f"ACK {talked.code}" in words
    peer = handle(
        talked, next(row.id for row in talked.line.rows(Contact) if row.id != talked.callback.contact_id)
    )
    assert f"their volunteer, {peer}, told us" in words and "They have" not in words
    assert notes(talked) == [(note or said).replace("{code}", talked.code)]
    assert talked.told(PARTICIPANT, "988") == 0, "the participant hears nothing of it"


def test_on_the_phone_with_them_they_are_told_how_to_get_help(quick_line: TestLine) -> None:
    desk = Desk(quick_line)
    desk.ask()
    desk.talk(desk.take())
    answer = says(desk, VOLUNTEER, "{code} says he is on the bridge")
    assert "Stay with them" in answer and "SUPERVISOR" in answer
    told(desk)


@pytest.mark.both_databases
def test_in_writing_the_report_is_not_passed_on_and_the_conversation_goes_on(line: TestLine) -> None:
    desk = begun(line)
    says(desk, VOLUNTEER, "hello")
    before = line.texts_to(PARTICIPANT)
    answer = says(desk, VOLUNTEER, "DONE " + REPORT)
    assert "Stay with them" in answer and f"PASS {desk.code}" in answer
    assert line.texts_to(PARTICIPANT) == before
    assert desk.state == "connected", "nobody is left alone in danger by a word"
    assert notes(desk) == [REPORT]
    told(desk)


def test_in_writing_words_of_somebody_in_danger_alarm_at_once_and_the_peer_says_who_reads_them(
    quick_line: TestLine,
) -> None:
    desk = begun(quick_line)
    answer = says(desk, VOLUNTEER, REPORT)
    assert "has been alerted" in answer and "is that for them?" in answer
    told(desk)
    says(desk, VOLUNTEER, "1")
    assert last(desk, PARTICIPANT) == f"Sam: {REPORT}"


def test_a_pass_with_danger_hands_them_on_and_alarms(quick_line: TestLine) -> None:
    desk = begun(quick_line)
    quick_line.volunteer(SECOND, "Kim", ready=True)
    says(desk, VOLUNTEER, "hello")
    answer = says(desk, VOLUNTEER, "PASS she wants to kill herself i cant do it")
    assert "has been alerted" in answer and "handed back" in answer and "Stay with them" not in answer
    assert desk.state == "offered"
    told(desk)
    says(desk, VOLUNTEER, "she has pills in her hand")
    assert {row.callback_id for row in quick_line.rows(Alert)} == {desk.callback.id}, "theirs a moment ago"


def test_what_was_meant_for_them_and_came_too_late_is_a_report(quick_line: TestLine) -> None:
    desk = begun(quick_line)
    says(desk, VOLUNTEER, "hello")
    says(desk, PARTICIPANT, "NEVERMIND")
    assert f"alerted about {desk.code}" in says(desk, VOLUNTEER, "how many pills did you take")
    told(desk)


def test_of_two_in_a_day_the_last_is_told_at_once_and_the_code_is_asked(talked: Desk) -> None:
    line, first = talked.line, talked.callback
    line.pass_time(minutes=70)
    line.text(SECOND, "CALL")
    line.work()
    talked.code = line.code()
    talk(talked)
    answer = says(talked, VOLUNTEER, "my caller took 40 pills")
    assert talked.code in answer and first.code in answer and "Text the code" in answer
    [alert] = line.rows(Alert)
    assert alert.callback_id == talked.callback.id
    words = last(talked, COORDINATOR)
    assert handle(talked, first.contact_id) in words and handle(talked, talked.callback.contact_id) in words
    assert f"alerted about {first.code}" in says(talked, VOLUNTEER, first.code)
    assert [row.callback_id for row in line.rows(Alert)] == [talked.callback.id, first.id]
    assert notes(talked) == ["my caller took 40 pills"] * 2
    assert "didn't get that" in says(talked, VOLUNTEER, "purple monkey"), "answered once"


def test_a_report_of_a_volunteer_without_a_recent_call_counts_all_the_same(talked: Desk) -> None:
    talked.line.pass_time(hours=25)
    talked.line.new_texts()
    answer = says(talked, VOLUNTEER, "she is on the bridge and wants to jump")
    assert "no call of yours" in answer and "911" in answer and "I'm a computer" not in answer
    [alert] = talked.line.rows(Alert)
    assert (alert.kind, alert.callback_id) == ("crisis", None)
    assert alert.contact_id != talked.callback.contact_id
    assert "a volunteer, says" in last(talked, COORDINATOR)


def test_their_own_danger_is_theirs_and_the_note_in_it_is_kept(talked: Desk) -> None:
    answer = says(talked, VOLUNTEER, "NOTE {code} i want to die")
    assert "I'm a computer" in answer
    [alert] = talked.line.rows(Alert)
    assert alert.contact_id != talked.callback.contact_id and alert.callback_id is None
    assert notes(talked) == ["i want to die"]


def test_somebody_of_their_own_life_is_heard_as_from_anybody(talked: Desk) -> None:
    answer = says(talked, VOLUNTEER, "my sister wants to die")
    assert "988" in answer
    [alert] = talked.line.rows(Alert)
    assert alert.kind == "check" and alert.callback_id is None


def test_a_denial_is_a_check_of_the_participant_and_the_note_is_filed(talked: Desk) -> None:
    assert "Noted for" in says(talked, VOLUNTEER, "NOTE {code} she is safe now, no longer suicidal")
    [alert] = talked.line.rows(Alert)
    assert (alert.kind, alert.callback_id) == ("check", talked.callback.id)
    assert notes(talked) == ["she is safe now, no longer suicidal"]


def test_without_anybody_to_alert_that_is_said(quick_line: TestLine) -> None:
    desk = begun(quick_line)
    quick_line.db.line = replace(quick_line.db.line, has_coordinator=False)
    answer = says(desk, VOLUNTEER, "NOTE " + REPORT)
    assert "nobody we can alert" in answer and "has been alerted" not in answer


def test_said_on_a_call_to_the_line_it_is_reported_as_well(talked: Desk) -> None:
    sid, heard = talked.line.call(VOLUNTEER)
    answer = talked.line.turn(
        heard.path("Gather"), sid, VOLUNTEER, SpeechResult="the man I talked with is going to kill himself"
    )
    assert "alerted" in answer.words and "9 8 8" in answer.words
    talked.line.work()
    assert "by phone" in told(talked)


def test_a_coordinators_ack_with_words_takes_the_alert_and_is_no_crisis_of_theirs(talked: Desk) -> None:
    talked.line.text(PARTICIPANT, "I want to kill myself")
    talked.line.work()
    answer = says(talked, COORDINATOR, "ack a1 she took 40 pills")
    assert "A1" in answer and "I'm a computer" not in answer
    [alert] = talked.line.rows(Alert)
    assert alert.acknowledged_at is not None
    assert "I'm a computer" in says(talked, COORDINATOR, "ack a1 i want to die")


def test_a_participants_words_of_another_stay_as_they_were(quick_line: TestLine) -> None:
    quick_line.text(PARTICIPANT, "she has pills and will kill herself tonight")
    quick_line.work()
    [alert] = quick_line.rows(Alert)
    assert alert.kind == "check" and quick_line.rows(Callback) == []


def test_a_volunteer_who_calls_the_supervisor_for_it_gets_the_supervisor_and_the_alert(
    quick_line: TestLine,
) -> None:
    desk = begun(quick_line)
    answer = says(desk, VOLUNTEER, "SUPERVISOR she took all her pills")
    assert "supervisor" in answer.lower() or "coordinator" in answer.lower()
    assert sorted(row.kind for row in quick_line.rows(Alert)) == ["crisis", "supervisor"]
    assert {row.contact_id for row in quick_line.rows(Alert)} == {desk.callback.contact_id}
    assert all("pills" not in said for said in quick_line.texts_to(PARTICIPANT))
