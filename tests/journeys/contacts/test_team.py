"""TEAM: what somebody asks reaches people once they agreed, and the answer comes back as a text."""

import re
from dataclasses import replace

from sqlalchemy import update

from flows.states import CallbackState
from store.callbacks import callbacks
from store.contacts import contacts
from store.coordinators import team
from store.database import Tx
from store.models import Alert, Callback, TeamRequest
from tests.kits.codes import proven
from tests.kits.line import COORDINATOR, LINE, TestLine

PARTICIPANT = "+12025550111"


def code_in(alert: str) -> str:
    found = re.search(r"\bA\d+\b", alert)
    assert found is not None, alert
    return found[0]


def test_a_question_goes_out_with_consent_and_its_answer_comes_back(quick_line: TestLine) -> None:
    line = quick_line
    line.text(PARTICIPANT, "hi")
    assert "1 a question" in line.text(PARTICIPANT, "TEAM")
    assert "What would you like to ask" in line.text(PARTICIPANT, "1")
    asked = line.text(PARTICIPANT, "do you have a group on sundays? call me at 202 555 0143")
    assert "May I tell our team" in asked
    line.work()
    assert line.texts_to(COORDINATOR) == [], "nobody is told before they agree"
    assert "I've told our team" in line.text(PARTICIPANT, "1")
    line.work()
    [told] = line.texts_to(COORDINATOR)
    assert told.startswith("QUESTION ") and "a group on sundays?" in told
    assert "0143" not in told, "an alert carries no number"
    code = code_in(told)
    assert proven(line, COORDINATOR, f"SAY {code} Yes, Sundays at 5. Call 202 555 0177.").startswith(
        "It's on its way to "
    )
    line.work()
    assert line.texts_to(PARTICIPANT)[-1] == (
        "Our team at Riverside Warmline writes: Yes, Sundays at 5. Call 202 555 0177."
    )
    assert [row.answered_at for row in line.rows(TeamRequest)] != [None]
    assert [row.acknowledged_at for row in line.rows(Alert)] != [None]
    assert "Nothing was sent" in line.text(COORDINATOR, "SAY A99 hello"), "and no code is asked for it"
    line.text(PARTICIPANT, "STOP")
    assert "no text of ours" in proven(line, COORDINATOR, f"SAY {code} one more thing")


def test_who_wants_no_answer_gets_none_and_who_says_no_is_not_passed_on(quick_line: TestLine) -> None:
    line = quick_line
    line.text(PARTICIPANT, "hi")
    line.text(PARTICIPANT, "5")
    line.text(PARTICIPANT, "3")
    line.text(PARTICIPANT, "i want to volunteer")
    assert "haven't told anybody" in line.text(PARTICIPANT, "3")
    line.text(PARTICIPANT, "i want to volunteer")
    assert "want no answer" in line.text(PARTICIPANT, "2")
    line.work()
    [told] = line.texts_to(COORDINATOR)
    assert told.startswith("NEW VOLUNTEER? ") and "want no answer" in told
    code = code_in(told)
    assert "wants no answer" in line.text(COORDINATOR, f"SAY {code} welcome!")
    line.work()
    assert not any("welcome!" in each for each in line.texts_to(PARTICIPANT))
    assert "Nothing was sent" not in line.text(PARTICIPANT, f"SAY {code} hello"), "it is a coordinator's word"


def test_complaints_after_a_talk_with_a_volunteer_are_counted(quick_line: TestLine) -> None:
    line = quick_line
    sam = line.volunteer("+12025550122", "Sam Reed")
    for number in (PARTICIPANT, "+12025550112"):
        line.text(number, "hi")
        line.text(number, "5")
        line.text(number, "3")

        def have_talked(tx: Tx, number: str = number) -> None:
            whose = contacts.by_number(tx, number).contact_id
            cb = callbacks.open_new(tx, whose, promised_by=tx.now, language="en", severity=0)
            over = {
                "state": CallbackState.COMPLETED,
                "volunteer_id": sam,
                "connected_at": tx.now,
                "ended_at": tx.now,
            }
            tx.run(update(Callback).where(Callback.id == cb.id).values(**over))

        line.db.transact(line.clock.at, have_talked)
        line.text(number, "the volunteer was rude to me")
        line.text(number, "1")
    line.work()
    first, second = [each for each in line.texts_to(COORDINATOR) if each.startswith("COMPLAINT")]
    assert re.search(
        r'after Sam \(\w+-\d+\), complaint no. 1 in 90 days: "the volunteer was rude to me"', first
    )
    assert "), complaint no. 2 in 90 days" in second
    with line.db.begin(line.clock.at) as tx:
        assert team.complaints(tx) == {sam: 2}
    line.pass_time(days=31)
    line.db.transact(line.clock.at, team.forget)
    assert {row.words_sealed for row in line.rows(TeamRequest)} == {None}


def test_a_line_without_coordinators_says_that_it_reaches_nobody(quick_line: TestLine) -> None:
    quick_line.db.line = replace(LINE, has_coordinator=False)
    quick_line.text(PARTICIPANT, "hi")
    quick_line.text(PARTICIPANT, "TEAM")
    quick_line.text(PARTICIPANT, "4")
    assert "can't reach our team" in quick_line.text(PARTICIPANT, "1")
