"""One open alert a person about words of danger: what joins it, what is told of it and how often, what an ACK takes."""

from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import select

from flows.coordinators import escalation
from flows.effects.base import AlertKind
from store.alerts import danger
from store.contacts import in_danger
from store.models import Alert, Contact, Message
from store.safe_contact import safe_contact
from tests.kits.bridge import PARTICIPANT, Desk
from tests.kits.line import COORDINATOR, TestLine
from tests.kits.races import CONTACT, at_once
from workers.sweep import sweep_with

STRANGER = "+12025550144"
SHORT_CODE = "24680"
CRISIS, CHECK = "I want to kill myself", "i used to want to kill myself"
ALERTS = "LOCK TABLE alerts IN EXCLUSIVE MODE"


def told(line: TestLine) -> list[str]:
    """What the coordinator was texted since last asked."""
    line.work()
    return [words for to, words in line.new_texts() if to == COORDINATOR]


def wait(line: TestLine, *, minutes: float) -> list[str]:
    """Time goes by, five minutes at a time; what the coordinator was texted meanwhile. Nobody picks up the phone."""
    said = told(line)
    while minutes > 0:
        step = min(5.0, minutes)
        line.pass_time(minutes=step)
        sweep_with(line.ctx, "housekeeping")
        said += told(line)
        minutes -= step
    return said


def ack(line: TestLine, said: str = "ACK") -> str:
    answer = line.text(COORDINATOR, said)
    assert answer.startswith("Thank you"), answer
    return answer


def test_sixty_texts_of_a_minute_are_one_alert_and_one_text_and_each_is_answered(line: TestLine) -> None:
    for _ in range(60):
        answer = line.text(PARTICIPANT, CRISIS)
        assert "988" in answer
        assert "A person on our team has been alerted" in answer
        line.clock.at += timedelta(seconds=1)
    [said] = told(line)
    assert said.startswith("CRISIS ")
    [alert] = line.rows(Alert)
    assert alert.times == 60
    [again] = wait(line, minutes=10)
    assert "nobody has it yet" in again
    assert "said it 60 times" in again


def test_three_texts_have_one_ladder(line: TestLine) -> None:
    for _ in range(3):
        line.text(PARTICIPANT, CRISIS)
    assert len(wait(line, minutes=60)) == 2
    assert len(wait(line, minutes=60)) == 1, "hourly from then on"


def test_two_people_have_an_alert_each(line: TestLine) -> None:
    line.text(PARTICIPANT, CRISIS)
    line.text(STRANGER, CRISIS)
    assert len(told(line)) == 2
    assert len(line.rows(Alert)) == 2


def test_crisis_after_a_check_is_told_at_once_and_takes_its_place(line: TestLine) -> None:
    line.text(PARTICIPANT, CHECK)
    [check] = told(line)
    assert check.startswith("CHECK")
    line.text(PARTICIPANT, CRISIS)
    [crisis] = told(line)
    assert crisis.startswith("CRISIS")
    listed = line.text(COORDINATOR, "LIST")
    assert "Alerts (1): CRISIS" in listed
    assert "CHECK" not in listed
    ack(line)
    assert all(alert.acknowledged_at for alert in line.rows(Alert))


def test_a_check_not_sent_yet_is_not_sent_behind_the_crisis_that_took_its_place(line: TestLine) -> None:
    line.text(PARTICIPANT, CHECK)
    line.text(PARTICIPANT, CRISIS)
    assert [said.split()[0] for said in told(line)] == ["CRISIS"]


def test_a_check_after_a_crisis_joins_it_in_silence(line: TestLine) -> None:
    line.text(PARTICIPANT, CRISIS)
    assert len(told(line)) == 1
    line.text(PARTICIPANT, CHECK)
    assert told(line) == []
    [alert] = line.rows(Alert)
    assert (alert.kind, alert.times) == ("crisis", 2)


def test_an_ack_of_the_checks_code_takes_the_crisis_that_took_its_place(line: TestLine) -> None:
    line.text(PARTICIPANT, CHECK)
    told(line)
    line.text(PARTICIPANT, CRISIS)
    told(line)
    assert "A2 is yours now" in ack(line, "ACK A1")
    assert wait(line, minutes=30) == []


def test_an_ack_takes_no_crisis_that_has_not_reached_the_coordinator(line: TestLine) -> None:
    line.text(PARTICIPANT, CHECK)
    told(line)
    with line.db.begin(line.clock.at) as tx:  # it waits to be sent: nobody has worked yet
        contact_id = tx.run(select(Contact.id).order_by(Contact.id)).scalars().first()
        danger.tell(tx, AlertKind.CRISIS, contact_id=contact_id, channel="text")
    assert "I have no open alert A1. Open: A2" in line.text(COORDINATOR, "ACK A1")
    assert [said.split()[0] for said in told(line)] == ["CRISIS"]
    ack(line, "ACK A2")


def test_an_ack_takes_every_alert_of_the_person_and_drops_texts_not_sent_yet(line: TestLine) -> None:
    line.text(PARTICIPANT, "CALL")
    told(line)
    line.text(PARTICIPANT, CRISIS)
    told(line)
    line.text(STRANGER, CRISIS)
    told(line)
    kinds = [alert.kind for alert in line.rows(Alert)]
    assert kinds == ["nobody_on_duty", "crisis", "crisis"]
    assert "Which one" in line.text(COORDINATOR, "ACK")
    assert "A2 + " in ack(line, "ACK A2")
    assert [alert.acknowledged_at is not None for alert in line.rows(Alert)] == [True, True, False]
    ack(line)
    assert line.text(COORDINATOR, "ACK") == "No alert is open."
    assert wait(line, minutes=30) == []


def test_ack_with_a_callbacks_code_takes_the_crisis_of_its_participant(line: TestLine) -> None:
    line.text(PARTICIPANT, "CALL")
    [nobody] = told(line)
    code = nobody.removeprefix("NOBODY ON DUTY ").split()[0]
    ack(line, f"ACK {code}")
    line.text(PARTICIPANT, CRISIS)
    told(line)
    assert "yours now" in ack(line, f"ACK {code}")
    assert wait(line, minutes=30) == []


def test_more_words_after_an_ack_reach_the_coordinator_at_once_and_then_every_ten_minutes(
    line: TestLine,
) -> None:
    line.text(PARTICIPANT, CRISIS)
    told(line)
    ack(line)
    line.pass_time(minutes=1)
    line.text(PARTICIPANT, CRISIS)
    [more] = told(line)
    assert ", more by" in more
    assert "ACK" not in more
    for _ in range(4):
        line.text(PARTICIPANT, CRISIS)
    assert wait(line, minutes=9) == []
    [later] = wait(line, minutes=30)
    assert ", more by" in later, "the four that were said in between are told as well, once"
    assert len(line.rows(Alert)) == 1


def test_a_check_after_the_ack_joins_in_silence(line: TestLine) -> None:
    line.text(PARTICIPANT, CRISIS)
    told(line)
    ack(line)
    line.text(PARTICIPANT, CHECK)
    assert wait(line, minutes=30) == []
    assert [alert.times for alert in line.rows(Alert)] == [2]


def test_hours_after_the_ack_words_of_crisis_are_told_until_they_are_taken_again(line: TestLine) -> None:
    line.text(PARTICIPANT, CRISIS)
    told(line)
    ack(line)
    wait(line, minutes=120)
    line.text(PARTICIPANT, CRISIS)
    [again] = told(line)
    assert again.startswith("CRISIS A1") and ", again, by text" in again
    assert "ACK A1" in again
    assert "CRISIS" in line.text(COORDINATOR, "LIST"), "it is open again"
    line.text(PARTICIPANT, CRISIS)
    assert ["nobody has it yet" in said for said in wait(line, minutes=12)] == [True]
    ack(line)
    assert wait(line, minutes=60) == []
    assert len(line.rows(Alert)) == 1


def test_a_day_after_the_ack_it_is_a_new_alert(line: TestLine) -> None:
    line.text(PARTICIPANT, CRISIS)
    told(line)
    ack(line)
    line.clock.at += danger.JOINS_FOR + timedelta(minutes=1)
    line.text(PARTICIPANT, CRISIS)
    assert ["A2" in said for said in told(line)] == [True]


def test_a_crisis_that_nobody_ever_took_is_told_hourly_for_a_week_and_anew_with_new_words(
    quick_line: TestLine,
) -> None:
    line = quick_line
    line.text(PARTICIPANT, CRISIS)
    assert len(wait(line, minutes=180)) == 4, "twice at once, and then each hour"
    line.clock.at += escalation.GIVES_UP
    assert wait(line, minutes=120) == []
    line.text(PARTICIPANT, CRISIS)
    [said, _] = wait(line, minutes=30)
    assert said.startswith("CRISIS A1 ")
    assert len(line.rows(Alert)) == 1


def test_a_crisis_after_the_ack_of_a_check_has_its_own_ladder(line: TestLine) -> None:
    line.text(PARTICIPANT, CHECK)
    told(line)
    ack(line)
    line.text(PARTICIPANT, CRISIS)
    assert len(wait(line, minutes=100)) == 3


def test_checks_that_nobody_takes_are_told_once_a_day(line: TestLine) -> None:
    for _ in range(3):
        line.text(PARTICIPANT, CHECK)
    assert len(told(line)) == 1
    line.clock.at += danger.CHECK_AGAIN
    line.text(PARTICIPANT, CHECK)
    assert len(told(line)) == 1
    assert len(line.rows(Alert)) == 1


def test_a_short_code_is_one_alert_however_often_it_texts(line: TestLine) -> None:
    for _ in range(60):
        assert "988" in line.text(SHORT_CODE, CRISIS)
    assert len(told(line)) == 1
    line.text("13579", CRISIS)
    assert len(told(line)) == 1
    assert len(line.rows(Alert)) == 2
    assert not any(SHORT_CODE in (alert.whose or "") for alert in line.rows(Alert))


def test_a_caller_without_a_number_is_one_alert_a_call(line: TestLine) -> None:
    for times in (1, 2):
        sid, heard = line.call("anonymous")
        for _ in range(3):
            heard = line.turn(heard.path("Gather"), sid, "anonymous", SpeechResult="I want to die tonight")
        assert "9 8 8" in heard.words
        assert len(line.rows(Alert)) == times
    assert len(told(line)) == 2


def test_words_said_on_the_phone_join_those_that_were_texted(line: TestLine) -> None:
    line.text(PARTICIPANT, CRISIS)
    told(line)
    sid, heard = line.call(PARTICIPANT)
    line.turn(heard.path("Gather"), sid, PARTICIPANT, SpeechResult="I want to die tonight")
    assert told(line) == []
    assert [alert.times for alert in line.rows(Alert)] == [2]


def test_words_of_crisis_said_again_by_voice_count_for_a_day_from_then(line: TestLine) -> None:
    def call_and_say_so() -> None:
        sid, heard = line.call(PARTICIPANT)
        line.turn(heard.path("Gather"), sid, PARTICIPANT, SpeechResult="I want to die tonight")

    def in_crisis() -> bool:
        contact_id = line.rows(Contact)[0].id
        return line.db.transact(line.clock.at, lambda tx: in_danger.in_crisis(tx, contact_id))

    call_and_say_so()
    line.clock.at += timedelta(hours=20)
    call_and_say_so()
    assert len(line.rows(Alert)) == 1
    line.clock.at += timedelta(hours=20)
    assert in_crisis()
    line.clock.at += timedelta(hours=5)
    assert not in_crisis()


def test_answers_that_are_blocked_are_told_once_and_have_no_ladder_beside_the_crisis(line: TestLine) -> None:
    for number in range(3):
        sid = f"SM8{number:031x}"
        line.text(PARTICIPANT, CRISIS, sid=sid)
        form = {"MessageSid": f"SM9{number:031x}", "MessageStatus": "undelivered", "ErrorCode": "30007"}
        line.post(f"/receipts/answer/{sid}", form)
    said = told(line)
    assert sorted(words.split("(")[0].split()[1] == "ANSWER" for words in said) == [False, True]
    assert len(wait(line, minutes=100)) == 2, "the crisis goes on to be told, and nothing beside it"
    ack(line)
    assert all(alert.acknowledged_at for alert in line.rows(Alert))


def test_list_names_the_alerts_before_the_callbacks(line: TestLine) -> None:
    assert line.text(COORDINATOR, "LIST") == "Nothing is open. Nobody is waiting for a call."
    line.text(PARTICIPANT, CHECK)
    line.text(STRANGER, CRISIS)
    told(line)
    said = line.text(COORDINATOR, "LIST")
    assert said.startswith("Alerts (2): CRISIS ")
    assert "; CHECK " in said
    assert said.endswith("Nobody is waiting for a call.")
    line.text(PARTICIPANT, "CALL")
    said = line.text(COORDINATOR, "LIST")
    assert said.startswith("Alerts (2): CRISIS ")
    assert "\n1 open: " in said


@pytest.mark.parametrize("number", [PARTICIPANT, SHORT_CODE])
def test_two_texts_at_the_same_moment_are_one_alert(line: TestLine, number: str) -> None:
    line.text(PARTICIPANT, "hello")
    where = CONTACT if number == PARTICIPANT else ALERTS
    answers = at_once(line, where, *[partial(line.text, number, CRISIS)] * 2)
    assert ["988" in answer for answer in answers] == [True, True]
    assert len(told(line)) == 1
    [alert] = line.rows(Alert)
    assert alert.times == 2


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_of_an_ack_and_new_words_at_the_same_moment_nothing_is_lost(
    line: TestLine, order: tuple[int, int]
) -> None:
    line.text(PARTICIPANT, CRISIS)
    told(line)
    line.clock.at += timedelta(seconds=30)
    works = partial(line.text, COORDINATOR, "ACK"), partial(line.text, PARTICIPANT, CRISIS)
    answers = at_once(line, ALERTS, *(works[number] for number in order))
    [alert] = line.rows(Alert)
    assert alert.times == 2
    assert alert.acknowledged_at is not None
    thanks = answers[order.index(0)]
    heard = [", more by" in said for said in told(line)]
    assert heard == [True] or "2 times" in thanks, "who has it knows of the second time"


def test_what_a_peer_sees_of_danger_is_told_at_once_though_an_alert_is_open(line: TestLine) -> None:
    desk = Desk(line)
    desk.ask()
    line.text(PARTICIPANT, CRISIS)
    told(line)
    with line.db.begin(line.clock.at) as tx:
        contact_id = tx.run(select(Alert.contact_id).where(Alert.kind == "crisis")).scalar()
        about = {"contact_id": contact_id, "callback_id": 1}
        danger.tell(tx, AlertKind.CRISIS, wording="alert.not_handed_over", **about)
    [said] = told(line)
    assert f"CRISIS {desk.code} " in said
    assert line.rows(Message)[-1].callback_id == 1, "it is part of the story of that callback"
    ack(line, f"ACK {desk.code}")
    assert wait(line, minutes=30) == []


@pytest.mark.parametrize(
    ("answers", "warned"),
    [({}, False), ({"calls": False}, True), ({"discreet": True}, True), ({"they_contact": True}, True)],
)
def test_whoever_is_alerted_reads_not_to_call_somebody_who_said_that_it_is_not_safe(
    quick_line: TestLine, answers: dict[str, bool], warned: bool
) -> None:
    quick_line.text(PARTICIPANT, "CHECKIN")
    [contact] = quick_line.contacts_of(PARTICIPANT)
    for answer, value in answers.items():
        keep = partial(safe_contact.keep, contact_id=contact.id, answer=answer, value=value)
        quick_line.db.transact(quick_line.clock.at, keep)
    quick_line.text(PARTICIPANT, CRISIS)
    said = [*told(quick_line), *wait(quick_line, minutes=10)]
    assert [words.endswith("\nDon't call: not safe.") for words in said] == [warned, warned]


def test_words_that_it_is_better_are_told_and_take_the_place_of_no_telling(line: TestLine) -> None:
    line.text(PARTICIPANT, CRISIS)
    line.text(STRANGER, "i put them away")
    line.text(PARTICIPANT, "i put them away")
    assert [said.partition(" ")[0] for said in told(line)] == ["CRISIS", "A1"], "nobody asked of the stranger"
    [again] = wait(line, minutes=10)
    assert "nobody has it yet" in again
    line.text(PARTICIPANT, "i feel a bit calmer")
    [eased] = told(line)
    assert "Nobody has it yet" in eased, "ten minutes later they hear of it again"
    assert len(wait(line, minutes=90)) == 1
    assert [alert.acknowledged_at for alert in line.rows(Alert)] == [None], "it stays open"
