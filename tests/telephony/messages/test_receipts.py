"""Delivery receipts: late, twice, out of order, about texts we never sent; and what each error makes us do."""

import itertools

import pytest

from store.messages import compose
from store.models import (
    Alert,
    Callback,
    Contact,
    Message,
    Offer,
    Receipt,
    Reminder,
    Shift,
    Volunteer,
)
from telephony.errors import TransportError
from tests.kits.bridge import PARTICIPANT, SECOND, VOLUNTEER
from tests.kits.line import COORDINATOR, TestLine

STATUSES = ("sent", "delivered", "queued")


@pytest.fixture
def offered(quick_line: TestLine) -> TestLine:
    """An offer went out to the first of two volunteers."""
    quick_line.volunteer(VOLUNTEER)
    quick_line.volunteer(SECOND, "Kim")
    quick_line.text(PARTICIPANT, "CALL")
    quick_line.work()
    return quick_line


def receipt(line: TestLine, sid: str, status: str, error: int | None = None, path: str = "/receipts") -> None:
    form = {"MessageSid": sid, "MessageStatus": status, "To": VOLUNTEER, "From": "+12025550100"}
    response = line.post(path, form | ({"ErrorCode": str(error)} if error else {}))
    assert (response.status_code, response.mimetype) == (200, "text/xml")


def first_sid(line: TestLine) -> str:
    return line.carrier.texts[0].sid


def offers_to(line: TestLine, number: str) -> int:
    return sum("TAKE" in words for words in line.texts_to(number))


@pytest.mark.parametrize("order", list(itertools.permutations(STATUSES)), ids="-".join)
def test_in_whatever_order_they_come_delivered_is_the_last_word(
    offered: TestLine, order: tuple[str, ...]
) -> None:
    for status in order:
        receipt(offered, first_sid(offered), status)
    assert offered.rows(Message)[0].receipt == "delivered"


def test_the_same_receipt_twice_is_filed_once_and_acts_once(offered: TestLine) -> None:
    for _ in range(2):
        receipt(offered, first_sid(offered), "failed", 30032)
        offered.work()
    assert [r.status for r in offered.rows(Receipt)] == ["failed"]
    assert sum(a.kind == "carrier_refused" for a in offered.rows(Alert)) == 1
    assert offers_to(offered, SECOND) == 1


@pytest.mark.parametrize("code", [30003, 30005, 30006, 30007, 30008, 21610, None])
@pytest.mark.parametrize("status", ["failed", "undelivered"])
def test_an_offer_that_did_not_arrive_goes_to_the_next_at_once(
    offered: TestLine, status: str, code: int | None
) -> None:
    receipt(offered, first_sid(offered), status, code)
    offered.work()
    assert offers_to(offered, SECOND) == 1
    assert offered.rows(Offer)[0].state in ("failed", "withdrawn")


def test_a_receipt_that_overtakes_the_carriers_answer_acts_all_the_same(offered: TestLine) -> None:
    sid = f"SMf{2:031x}"  # what the carrier is about to call the next text
    receipt(offered, sid, "undelivered", 21610)
    offered.text(PARTICIPANT, "LATER")
    offered.text(PARTICIPANT, "1")
    offered.work()
    assert offered.carrier.texts[1].sid == sid
    assert [c.opted_out_at is not None for c in offered.rows(Contact)] == [True, False, False]


def test_a_receipt_for_a_text_of_nobody_changes_nothing(offered: TestLine) -> None:
    for status in ("delivered", "failed", "undelivered"):
        receipt(offered, "SM" + "e" * 32, status, 21610)
    offered.work()
    assert all(c.opted_out_at is None and c.unreachable_at is None for c in offered.rows(Contact))
    assert offers_to(offered, SECOND) == 0


@pytest.mark.parametrize("status", ["", "nonsense", "DELIVERED", "x" * 500])
def test_a_status_nobody_knows_is_dropped(offered: TestLine, status: str) -> None:
    receipt(offered, first_sid(offered), status)
    assert offered.rows(Receipt) == []


def test_21610_by_receipt_is_an_opt_out_and_nothing_goes_there_any_more(offered: TestLine) -> None:
    receipt(offered, first_sid(offered), "undelivered", 21610)
    offered.work()
    contact = offered.rows(Contact)[0]
    assert contact.opted_out_at is not None
    sent = len(offered.texts_to(VOLUNTEER))
    offered.pass_time(hours=5)
    assert len(offered.texts_to(VOLUNTEER)) == sent


def test_a_landline_is_texted_no_more_and_a_coordinator_is_told_once(offered: TestLine) -> None:
    for sid in (first_sid(offered), first_sid(offered)):
        receipt(offered, sid, "failed", 30006)
        receipt(offered, sid, "undelivered", 30006)
    offered.work()
    assert sum("LANDLINE" in t for t in offered.texts_to(COORDINATOR)) == 1
    assert offered.rows(Contact)[0].landline_at is not None
    assert offered.rows(Contact)[0].unreachable_at is None


@pytest.mark.parametrize("code", [30007, 30032, 30034, 30035])
def test_what_only_an_operator_can_mend_is_told_to_one(offered: TestLine, code: int) -> None:
    receipt(offered, first_sid(offered), "undelivered", code)
    offered.work()
    assert sum(t.startswith("CARRIER") for t in offered.texts_to(COORDINATOR)) == 1


@pytest.mark.parametrize("code", [30003, 30005, 30008])
def test_an_alert_to_a_phone_that_is_off_is_sent_again_after_a_while(quick_line: TestLine, code: int) -> None:
    quick_line.text(PARTICIPANT, "I want to die")
    quick_line.work()
    receipt(quick_line, first_sid(quick_line), "undelivered", code)
    quick_line.work()
    assert len(quick_line.texts_to(COORDINATOR)) == 1, "not at once"
    for _ in range(10):
        quick_line.pass_time(minutes=1)
    first, again = [said for said in quick_line.texts_to(COORDINATOR) if "nobody has it yet" not in said]
    assert first == again


def test_an_alert_that_was_filtered_makes_no_endless_row_of_alerts(quick_line: TestLine) -> None:
    quick_line.text(PARTICIPANT, "I want to die")
    for _ in range(5):
        quick_line.work()
        for sent in list(quick_line.carrier.texts):
            receipt(quick_line, sent.sid, "undelivered", 30007)
    assert len(quick_line.rows(Message)) <= 2


def crisis(line: TestLine) -> str:
    sid = f"SM{'c' * 32}"
    reply = line.post("/sms", {"MessageSid": sid, "From": PARTICIPANT, "Body": "I want to kill myself"})
    assert f"/receipts/answer/{sid}" in reply.text
    again = line.post("/sms", {"MessageSid": sid, "From": PARTICIPANT, "Body": "I want to kill myself"})
    assert again.text == reply.text, "a retry is watched as the first was"
    return f"/receipts/answer/{sid}"


@pytest.mark.parametrize("status", ["failed", "undelivered"])
def test_a_crisis_answer_that_was_blocked_alerts_a_person_at_once(quick_line: TestLine, status: str) -> None:
    path = crisis(quick_line)
    receipt(quick_line, "SM" + "d" * 32, status, 30007, path)
    receipt(quick_line, "SM" + "d" * 32, status, 30007, path)
    quick_line.work()
    told = quick_line.texts_to(COORDINATOR)
    assert sum("NOT DELIVERED" in t for t in told) == 1
    assert all(PARTICIPANT[2:] not in t for t in told)


def test_a_crisis_answer_that_arrived_alerts_nobody_more(quick_line: TestLine) -> None:
    path = crisis(quick_line)
    for status in ("sent", "delivered"):
        receipt(quick_line, "SM" + "d" * 32, status, None, path)
    quick_line.work()
    assert [t.split()[0] for t in quick_line.texts_to(COORDINATOR)] == ["CRISIS"]


def test_an_ordinary_answer_that_was_blocked_alerts_nobody(quick_line: TestLine) -> None:
    quick_line.text(PARTICIPANT, "HELLO", sid="SM" + "a" * 32)
    receipt(quick_line, "SM" + "d" * 32, "failed", 30007, "/receipts/answer/SM" + "a" * 32)
    quick_line.work()
    assert quick_line.carrier.texts == []


def test_someone_opted_out_by_the_carrier_who_texts_again_after_start_is_answered(offered: TestLine) -> None:
    offered.carrier.refused[VOLUNTEER] = TransportError("code 21610", permanent=True, code=21610)
    receipt(offered, first_sid(offered), "undelivered", 21610)
    assert offered.text(VOLUNTEER, "STATUS") == ""
    assert "you're back" in offered.text(VOLUNTEER, "START")
    assert offered.text(VOLUNTEER, "STATUS") != ""


def nobody_has_it(line: TestLine, number: str) -> None:
    """The carrier says of the last text to them that nobody has this number."""
    sid = [sent.sid for sent in line.carrier.texts if sent.to == number][-1]
    receipt(line, sid, "undelivered", 30005)
    line.work()


def text_them(line: TestLine, contact_id: int) -> None:
    line.ctx.run(lambda tx: compose.queue(tx, contact_id, "notice", "trial.failed"))
    line.work()


def test_a_number_that_nobody_has_three_times_running_is_left_alone_and_a_coordinator_is_told(
    quick_line: TestLine,
) -> None:
    line = quick_line
    line.volunteer(VOLUNTEER)
    line.text(VOLUNTEER, "ZONE Eastern")
    line.text(VOLUNTEER, "SHIFT Sat 7pm-10pm")
    line.text(VOLUNTEER, "REMIND daily 8pm")
    line.pass_time(minutes=1)
    for times in range(3):
        assert line.rows(Contact)[0].unreachable_at is None, times
        text_them(line, 1)
        nobody_has_it(line, VOLUNTEER)
    assert line.rows(Contact)[0].unreachable_at is not None
    [volunteer] = line.rows(Volunteer)
    assert (volunteer.status, volunteer.on_duty) == ("active", False)
    assert {row.state for row in line.rows(Reminder)} == {"dropped"}
    assert {row.state for row in line.rows(Shift)} <= {"open", "dropped"}
    assert [said.split()[:2] for said in line.texts_to(COORDINATOR) if "GONE" in said] == [["NUMBER", "GONE"]]


def test_a_text_that_arrived_between_or_a_word_of_theirs_counts_anew(quick_line: TestLine) -> None:
    line = quick_line
    line.text(PARTICIPANT, "CALL")
    line.pass_time(minutes=1)
    for how in ("lost", "lost", "arrived", "lost", "lost", "heard", "lost"):
        if how == "heard":
            line.text(PARTICIPANT, "STATUS")
            continue
        text_them(line, 1)
        if how == "lost":
            nobody_has_it(line, PARTICIPANT)
        else:
            receipt(line, line.carrier.texts[-1].sid, "delivered")
        line.pass_time(minutes=30)
    assert line.rows(Contact)[0].unreachable_at is None
    assert line.rows(Callback)[0].state != "cancelled"
