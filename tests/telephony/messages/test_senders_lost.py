"""Senders that are nobody, and people the carrier says have left."""

from store.models import Alert, Callback
from telephony.messages import receipts
from tests.kits.line import TestLine

SID = "SM" + "1" * 32

PARTICIPANT, VOLUNTEER = "+12025550142", "+12025550122"


def test_a_text_of_a_machine_that_comes_twice_is_met_with_silence_twice(line: TestLine) -> None:
    assert line.text("24273", "hello", sid=SID) == line.text("24273", "hello", sid=SID) == ""


def test_words_of_crisis_from_no_number_that_come_twice_are_answered_alike_and_alert_once(
    line: TestLine,
) -> None:
    first = line.text("24273", "i want to die", sid=SID)
    assert "988" in first
    assert line.text("24273", "i want to die", sid=SID) == first
    assert len(line.rows(Alert)) == 1


def test_who_opted_out_at_the_carrier_is_not_rung_either(line: TestLine) -> None:
    line.volunteer(VOLUNTEER)
    line.text(PARTICIPANT, "CALL")
    line.work()
    contact_id = line.rows(Callback)[0].contact_id
    with line.db.begin(line.clock()) as tx:
        receipts.consequences(tx, contact_id, 21610)
    line.work()
    assert line.rows(Callback)[0].state == "cancelled"
    assert "no longer needed" in line.texts_to(VOLUNTEER)[-1]
    line.text(VOLUNTEER, "TAKE")
    line.work()
    assert line.carrier.rings == []
