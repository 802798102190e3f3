"""A crisis climbs the ladder: a text and a ring to one person after the other, until somebody has it."""

import re
from dataclasses import replace
from datetime import time

import pytest

from flows.line.on_call import OnCall
from store.alerts import refusal
from store.contacts import same_person
from store.models import Alert, LineRing, Message
from store.safe_contact import safe_contact
from telephony.errors import TransportError
from tests.kits.bridge import CALLER_ID, PARTICIPANT, VOLUNTEER, Desk
from tests.kits.fakes import Ring
from tests.kits.line import COORDINATOR, Heard, TestLine

ANA, BO, CY = COORDINATOR, "+12025550171", "+12025550172"
CRISIS = "I want to kill myself"
LADDER = (OnCall(ANA), OnCall(BO), OnCall(CY))


def with_ladder(line: TestLine, *ladder: OnCall) -> TestLine:
    line.db.line = replace(line.db.line, ladder=ladder or LADDER)
    return line


@pytest.fixture
def line(quick_line: TestLine) -> TestLine:
    return with_ladder(quick_line)


def told(line: TestLine) -> list[tuple[str, str]]:
    """Who was texted since last asked, each with the first word."""
    line.work()
    return [(to, words.split()[0]) for to, words in line.new_texts()]


def rung(line: TestLine) -> list[str]:
    return [ring.to for ring in line.carrier.rings]


def ringing(line: TestLine, number: str) -> Ring:
    return next(
        ring for ring in reversed(line.carrier.rings) if ring.to == number and ring.status == "ringing"
    )


def nobody_picks_up(line: TestLine) -> None:
    for ring in line.carrier.rings:
        if ring.status == "ringing":
            Desk(line).end(ring, "no-answer")


def hears(line: TestLine, number: str) -> tuple[Ring, Heard]:
    ring = ringing(line, number)
    return ring, line.press(Desk(line).pick_up(ring), "5", ring.sid, CALLER_ID)


def presses(line: TestLine, number: str, key: str) -> str:
    ring, heard = hears(line, number)
    said = line.press(heard, key, ring.sid, CALLER_ID).words
    Desk(line).end(ring, "completed")
    return said


def test_text_and_ring_at_once_the_next_after_five_minutes_the_list_twice_then_everybody_hourly(
    line: TestLine,
) -> None:
    line.text(PARTICIPANT, CRISIS)
    steps = []
    for _ in range(40):
        line.work()
        nobody_picks_up(line)
        steps += [to for to, words in line.new_texts() if words.startswith("CRISIS")]
        line.pass_time(minutes=5)
    assert steps[:6] == [ANA, BO, CY, ANA, BO, CY]
    assert steps[6:] == [ANA, BO, CY] * 2, "60 and 120 minutes after the last of them"
    assert rung(line) == steps, "each text comes with a ring"


def test_whose_hour_it_is_not_is_passed_over_and_a_crisis_waits_for_no_morning(quick_line: TestLine) -> None:
    evening, day = (time(17), time(21)), (time(9), time(17))
    line = with_ladder(quick_line, OnCall(ANA, evening), OnCall(BO, day), OnCall(CY))
    line.text(PARTICIPANT, CRISIS)
    assert told(line) == [(BO, "CRISIS")]
    line.clock.at = line.clock.at.replace(hour=21, minute=58)  # two minutes to Bo's five o'clock
    line.pass_time(minutes=5)
    assert told(line)[0] == (ANA, "CRISIS"), "the first whose hour it is now"
    night = with_ladder(quick_line, OnCall(ANA, evening), OnCall(BO, day))
    night.clock.at = night.clock.at.replace(hour=7)  # two in the morning
    night.text(VOLUNTEER, CRISIS)
    assert (ANA, "CRISIS") in told(night)


def test_a_voicemail_hears_nothing_of_anybody_and_has_nothing(line: TestLine) -> None:
    line.text(PARTICIPANT, CRISIS)
    line.work()
    ring = ringing(line, ANA)
    heard = Desk(line).pick_up(ring)
    for _ in range(2):
        assert "Crisis" not in heard.words
        heard = line.press(heard, "", ring.sid, CALLER_ID)
    assert heard.ends
    Desk(line).end(ring, "completed")
    told(line)
    line.pass_time(minutes=5)
    assert told(line) == [(BO, "CRISIS")]


def test_1_has_it_all_other_phones_fall_silent_and_the_others_hear_so_once(line: TestLine) -> None:
    line.text(PARTICIPANT, CRISIS)
    line.work()
    nobody_picks_up(line)
    line.pass_time(minutes=5)
    still = ringing(line, BO)
    line.new_texts()
    line.pass_time(minutes=5)
    heard = hears(line, CY)[1]
    assert "Crisis, A1" in heard.words and "ACK" not in heard.words
    assert "It's yours" in line.press(heard, "1", ringing_sid(line, CY), CALLER_ID).words
    line.work()
    assert still.status == "canceled", "Bo's phone rings no more"
    notices = [(to, words) for to, words in line.new_texts() if "somebody else on call has it" in words]
    assert [to for to, _ in notices] == [ANA, BO] and "A1" in notices[0][1]
    rings = len(rung(line))
    for _ in range(30):
        line.pass_time(minutes=5)
    assert told(line) == [] and len(rung(line)) == rings
    assert line.rows(Alert)[0].taken_by_id == line.contacts_of(CY)[0].id


def ringing_sid(line: TestLine, number: str) -> str:
    return next(ring.sid for ring in reversed(line.carrier.rings) if ring.to == number)


def test_an_ack_by_text_silences_the_phone_that_rings_and_who_picks_up_just_then_hears_it(
    line: TestLine,
) -> None:
    line.text(PARTICIPANT, CRISIS)
    line.work()
    ring, heard = hears(line, ANA)
    line.pass_time(minutes=5)
    assert "is yours now" in line.text(BO, "ACK A1")
    line.work()
    assert ringing_status(line, BO) == "canceled"
    assert ring.status != "completed", "who listens is not cut off"
    assert "Somebody else has it by now" in line.press(heard, "1", ring.sid, CALLER_ID).words
    assert line.rows(Alert)[0].taken_by_id == line.contacts_of(BO)[0].id


def ringing_status(line: TestLine, number: str) -> str:
    return next(ring.status for ring in reversed(line.carrier.rings) if ring.to == number)


def test_2_is_not_now_and_the_next_hears_of_it_at_once(line: TestLine) -> None:
    line.text(PARTICIPANT, CRISIS)
    told(line)
    assert "next person hears of it now" in presses(line, ANA, "2")
    assert told(line) == [(BO, "CRISIS")]
    assert "next person" in presses(line, BO, "2")
    assert told(line) == [(CY, "CRISIS")]
    line.pass_time(minutes=4)
    assert told(line) == []
    assert line.rows(Alert)[0].acknowledged_at is None


def test_2_of_the_only_person_rings_them_again_only_when_it_is_time(quick_line: TestLine) -> None:
    line = with_ladder(quick_line, OnCall(ANA))
    line.text(PARTICIPANT, CRISIS)
    told(line)
    assert "go on asking until somebody has it" in presses(line, ANA, "2")
    assert told(line) == []
    line.pass_time(minutes=5)
    assert told(line) == [(ANA, "CRISIS")]


def test_8_says_the_crisis_line_and_then_the_alert_again(line: TestLine) -> None:
    line.text(PARTICIPANT, CRISIS)
    line.work()
    ring, heard = hears(line, ANA)
    again = line.press(heard, "8", ring.sid, CALLER_ID).words
    assert "9 8 8" in again and "Crisis, A1" in again


def test_what_came_while_they_listened_is_not_taken_unheard(line: TestLine) -> None:
    line.text(PARTICIPANT, CRISIS)
    line.work()
    ring, heard = hears(line, ANA)
    line.text(VOLUNTEER, CRISIS)
    assert "It's yours" in line.press(heard, "1", ring.sid, CALLER_ID).words
    assert [alert.acknowledged_at is not None for alert in line.rows(Alert)] == [True, False]


def test_what_came_while_the_phone_was_busy_rings_when_it_is_free(line: TestLine) -> None:
    line.text(PARTICIPANT, CRISIS)
    line.work()
    ring, heard = hears(line, ANA)
    line.pass_time(seconds=20)
    line.text(VOLUNTEER, CRISIS)
    line.work()
    line.press(heard, "1", ring.sid, CALLER_ID)
    Desk(line).end(ring, "completed")
    line.work()
    assert rung(line) == [ANA, ANA]
    assert "A2" in hears(line, ANA)[1].words


def test_two_people_in_crisis_are_one_ring_of_one_phone(line: TestLine) -> None:
    line.text(PARTICIPANT, CRISIS)
    line.text(VOLUNTEER, CRISIS)
    line.work()
    assert rung(line) == [ANA]
    heard = hears(line, ANA)[1]
    assert "A1" in heard.words and "A2" in heard.words
    assert len([ring for ring in line.rows(LineRing) if ring.ended_at is None]) == 1


@pytest.mark.parametrize("code", [21610, 21211])
def test_a_phone_that_the_carrier_refuses_for_good_is_passed_over_at_once(line: TestLine, code: int) -> None:
    line.carrier.refused[ANA] = TransportError("no", permanent=True, code=code)
    line.text(PARTICIPANT, CRISIS)
    assert told(line) == [(BO, "CRISIS")]
    line.text(PARTICIPANT, "CALL")
    assert [to for to, word in told(line) if word == "NOBODY"] == [BO], "any other alert too"


def test_a_refusal_that_comes_as_a_receipt_goes_to_the_next_as_well(line: TestLine) -> None:
    line.text(PARTICIPANT, CRISIS)
    told(line)
    sid = line.rows(Message)[0].sid
    line.post("/receipts", {"MessageSid": sid, "MessageStatus": "undelivered", "ErrorCode": "21610"})
    assert told(line) == [(BO, "CRISIS")]
    assert line.contacts_of(ANA)[0].opted_out_at is not None
    assert "person on our team" in line.text(VOLUNTEER, CRISIS)
    assert told(line) == [(BO, "CRISIS")]


def test_refused_by_everybody_it_is_known_to_reach_nobody(line: TestLine) -> None:
    for number in (ANA, BO, CY):
        line.carrier.refused[number] = TransportError("no", permanent=True, code=21211)
    line.text(PARTICIPANT, CRISIS)
    assert told(line) == []
    assert line.ctx.run(lambda tx: refusal.reach_nobody(tx.connection)) == 1
    line.carrier.refused.clear()
    line.pass_time(minutes=5)
    assert told(line) != []
    assert line.ctx.run(lambda tx: refusal.reach_nobody(tx.connection)) == 0


def test_that_somebody_is_alerted_is_said_only_where_it_is_so(quick_line: TestLine) -> None:
    line, alerted = with_ladder(quick_line, OnCall(ANA)), "person on our team has been alerted"
    assert alerted not in line.text(ANA, CRISIS), "nobody but them would have it"
    assert told(line) == [] and line.ctx.run(lambda tx: refusal.reach_nobody(tx.connection)) == 1
    assert alerted in line.text(PARTICIPANT, CRISIS)
    line.text(ANA, "STOP")
    assert alerted not in line.text(VOLUNTEER, CRISIS), "the only phone takes no alerts"
    sid, heard = line.call("+12025550113")
    said = line.turn(heard.path("Gather"), sid, "+12025550113", SpeechResult=CRISIS).words
    assert "9 8 8" in said and alerted not in said
    line.text(ANA, "START")
    assert alerted in line.text(VOLUNTEER, CRISIS)


def test_stop_says_what_it_costs_and_the_next_person_hears_of_it(line: TestLine) -> None:
    line.text(PARTICIPANT, CRISIS)
    told(line)
    assert "no alert reaches this phone now, not even of a crisis" in line.text(ANA, "STOP")
    assert ringing_status(line, ANA) == "ringing"
    assert sorted(told(line)) == [(BO, "CRISIS"), (BO, "NO")]
    assert ringing_status(line, ANA) == "canceled"
    line.pass_time(minutes=5)
    assert told(line) == [(CY, "CRISIS")]


def test_stop_of_somebody_who_was_told_before_the_last_hurries_nobody(line: TestLine) -> None:
    line.text(PARTICIPANT, CRISIS)
    told(line)
    line.pass_time(minutes=5)
    assert told(line) == [(BO, "CRISIS")]
    line.text(ANA, "STOP")
    assert told(line) == [(BO, "NO")]


def test_stop_before_the_text_has_left_sends_it_to_the_next_and_no_further(line: TestLine) -> None:
    line.text(PARTICIPANT, CRISIS)
    line.text(ANA, "STOP")
    assert sorted(told(line)) == [(BO, "CRISIS"), (BO, "NO")]
    assert rung(line) == [BO]


def test_after_a_quarter_of_an_hour_the_person_is_told_once_that_nobody_has_it(line: TestLine) -> None:
    line.text(PARTICIPANT, CRISIS)
    line.pass_time(minutes=14)
    assert line.texts_to(PARTICIPANT) == []
    line.pass_time(minutes=1)
    [said] = line.texts_to(PARTICIPANT)
    assert "nobody has answered yet" in said and "988" in said
    for _ in range(20):
        line.pass_time(minutes=10)
    assert len(line.texts_to(PARTICIPANT)) == 1
    line.text(ANA, "ACK")
    line.work()
    assert len(line.texts_to(PARTICIPANT)) == 1


@pytest.mark.parametrize("meanwhile", ["taken", "better", "stopped", "reported", "nobody"])
def test_nobody_is_told_so_where_it_is_not_so_or_not_wished(quick_line: TestLine, meanwhile: str) -> None:
    line = with_ladder(quick_line, *(() if meanwhile != "nobody" else (OnCall(PARTICIPANT),)))
    if meanwhile == "reported":
        desk = Desk(line)
        desk.ask()
        line.text(VOLUNTEER, f"TAKE {desk.code}")
        line.text(VOLUNTEER, f"NOTE {desk.code} she has pills and will kill herself tonight")
    else:
        line.text(PARTICIPANT, CRISIS)
    before = len(line.texts_to(PARTICIPANT))
    line.pass_time(minutes=10)
    if meanwhile == "taken":
        line.text(ANA, "ACK A1")
    elif meanwhile == "better":
        line.text(PARTICIPANT, "i put them away")
    elif meanwhile == "stopped":
        line.text(PARTICIPANT, "STOP")
    line.pass_time(minutes=5)
    assert "nobody has answered" not in " ".join(line.texts_to(PARTICIPANT)[before:])


def test_who_asked_for_few_words_reads_few(line: TestLine) -> None:
    line.text(PARTICIPANT, "CHECKIN")
    contact = line.contacts_of(PARTICIPANT)[0].id
    line.ctx.run(lambda tx: safe_contact.keep(tx, contact, "discreet", True))
    line.text(PARTICIPANT, CRISIS)
    line.pass_time(minutes=15)
    [said] = line.texts_to(PARTICIPANT)
    assert "988" not in said and "911" in said


def test_who_has_it_is_said_to_the_others_and_it_is_not_theirs(line: TestLine) -> None:
    line.text(PARTICIPANT, CRISIS)
    told(line)
    line.text(ANA, "ACK A1")
    line.pass_time(minutes=10)
    assert "somebody else on call has had it since 12:00 PM" in line.text(BO, "ACK A1")
    assert "had it since" in line.text(BO, "ACK")
    assert "had it since" in line.text(BO, "SHOW A1")
    listed = line.text(BO, "LIST")
    assert "Somebody else on call has: CRISIS A1" in listed and "Yours" not in listed
    assert "Yours: CRISIS A1" in line.text(ANA, "LIST")
    assert "nothing to undo" in line.text(BO, "UNDO")
    line.new_texts()
    line.text(PARTICIPANT, CRISIS)
    assert [to for to, _ in told(line)] == [ANA], "more words go to who has it"


def test_what_is_undone_goes_to_somebody_else_at_once(line: TestLine) -> None:
    line.text(PARTICIPANT, CRISIS)
    told(line)
    line.text(ANA, "ACK A1")
    line.pass_time(minutes=1)
    assert "open again" in line.text(ANA, "UNDO")
    assert told(line) == [(BO, "CRISIS")]


def test_while_the_line_may_not_text_it_climbs_by_rings_and_later_goes_out_once(line: TestLine) -> None:
    line.db.transact(line.clock.at, lambda tx: tx.choose("texting", "off", by="test"))
    line.text(PARTICIPANT, CRISIS)
    for _ in range(30):
        line.work()
        nobody_picks_up(line)
        line.pass_time(minutes=5)
    assert rung(line)[:6] == [ANA, BO, CY] * 2 and line.carrier.texts == []
    line.db.transact(line.clock.at, lambda tx: tx.choose("texting", "on", by="test"))
    line.pass_time(hours=1)
    sent = [to for to, word in told(line) if word == "CRISIS"]
    assert {number: sent.count(number) <= 2 for number in (ANA, BO, CY)} == dict.fromkeys((ANA, BO, CY), True)


def test_who_is_on_call_and_in_danger_on_another_phone_is_not_told_of_themselves(line: TestLine) -> None:
    line.text(PARTICIPANT, "CHECKIN")
    line.text(ANA, "LIST")
    ana, theirs = line.contacts_of(ANA)[0].id, line.contacts_of(PARTICIPANT)[0].id
    line.ctx.run(lambda tx: same_person.link(tx, ana, theirs))
    line.text(PARTICIPANT, CRISIS)
    assert told(line) == [(BO, "CRISIS")]


def test_a_check_is_one_text_and_no_ring_at_any_hour(line: TestLine) -> None:
    line.clock.at = line.clock.at.replace(hour=7)  # two in the morning
    line.text(PARTICIPANT, "i used to want to kill myself")
    assert told(line) == [(ANA, "CHECK")]
    line.pass_time(hours=3)
    assert told(line) == [] and rung(line) == []


def test_where_the_last_alert_was_refused_by_every_phone_nothing_says_that_the_team_knows(
    quick_line: TestLine,
) -> None:
    line = with_ladder(quick_line, OnCall(ANA))
    line.db.line = replace(line.db.line, policy="never")
    line.carrier.refused[ANA] = TransportError("no", permanent=True, code=21211)
    assert "has been alerted" in line.text(PARTICIPANT, CRISIS), "nothing is known of that phone yet"
    told(line)
    assert "Our team" not in line.text(PARTICIPANT, "STATUS")
    assert "has been alerted" not in line.text(VOLUNTEER, CRISIS)
    assert "I tell a person" not in line.text(PARTICIPANT, "POLICY")
    line.text(VOLUNTEER, "TEAM")
    line.text(VOLUNTEER, "4")
    assert "can't reach our team" in line.text(VOLUNTEER, "1")
    line.carrier.refused.clear()
    line.pass_time(minutes=5)
    assert (ANA, "CRISIS") in told(line)
    assert "Our team has been told" in line.text(PARTICIPANT, "STATUS")


def test_each_phone_rings_in_the_language_of_whoever_has_it(line: TestLine) -> None:
    line.text(BO, "ESPAÑOL")
    line.text(PARTICIPANT, CRISIS)
    line.work()
    assert "Press any key" in Desk(line).pick_up(ringing(line, ANA)).words
    nobody_picks_up(line)
    line.pass_time(minutes=5)
    said = hears(line, BO)[1]
    assert "Marca 1" in said.words and "Press" not in said.words
    assert set(re.findall('language="([^"]+)"', said.document)) == {"es-MX"}
