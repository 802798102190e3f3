"""What a coordinator does about somebody in danger from an ordinary phone, and what nobody can do in their place."""

from dataclasses import replace
from typing import Any

import pytest

from flows.effects.alert_actions import CallPerson, CloseAlert
from flows.effects.coordinators import AnswerRequest
from flows.line.on_call import OnCall
from store.alerts import closing, history
from store.contacts import contacts
from store.effects.apply import Applied, apply
from store.models import Alert, AuditEntry, Callback, Contact, TrialRing
from store.safe_contact import safe_contact
from tests.kits.bridge import CALLER_ID, PARTICIPANT, VOLUNTEER, Desk, Dialled
from tests.kits.codes import code_in
from tests.kits.line import COORDINATOR, LINE_NUMBER, Heard, TestLine

NEXT = "+12025550177"
STRANGER = "+12025550144"
CRISIS = "I want to kill myself with the pills from the drawer, my number is 202-555-0111"


@pytest.fixture
def line(quick_line: TestLine) -> TestLine:
    """Somebody is in danger, and a coordinator has the alert."""
    quick_line.text(PARTICIPANT, CRISIS)
    quick_line.work()
    quick_line.text(COORDINATOR, "ACK A1")
    quick_line.work()
    return quick_line


def rung(line: TestLine) -> list[str]:
    """Whom the line has rung about an alert that somebody acts on; not the rings that tell of one."""
    return [each.to for each in line.carrier.rings if "/alertrings/" in each.url or each.to == PARTICIPANT]


def ladder(line: TestLine, *numbers: str) -> None:
    line.db.line = replace(line.db.line, ladder=tuple(map(OnCall, numbers)))


def by_code(line: TestLine, given: str) -> str:
    """The coordinator sends this, and the code that comes back."""
    asked = line.text(COORDINATOR, given)
    answer = line.text(COORDINATOR, code_in(asked))
    line.work()
    return answer


def ring(line: TestLine) -> tuple[Desk, Any, Heard]:
    """The coordinator's phone rings; gives what it hears behind 1."""
    desk = Desk(line)
    ringing = desk.ringing(COORDINATOR)
    heard = line.press(desk.pick_up(ringing), "1", ringing.sid, CALLER_ID)
    return desk, ringing, heard


def their_phone(line: TestLine, heard: Heard) -> Dialled:
    sid = f"CA{next(line.sids):032x}"
    line.carrier.others[sid] = "ringing"
    return Dialled(line, heard, sid)


def told(line: TestLine, number: str) -> list[str]:
    line.work()
    return line.texts_to(number)


# What a forged text cannot do.


@pytest.mark.parametrize(
    "given", ["SAY A1 go to the bridge", "CALL A1", "CLOSE A1 she is fine", "DECIR A1 hola", "CERRAR A1 ya"]
)
def test_a_forged_text_does_nothing_without_the_code_that_only_the_real_phone_has(
    line: TestLine, given: str
) -> None:
    before = told(line, PARTICIPANT)
    assert "reply" in line.text(COORDINATOR, given), "the answer, with the code, goes to the real phone"
    for guess in ("0000", given):
        line.text(COORDINATOR, guess if guess != code_in(line.text(COORDINATOR, given)) else "1")
        line.work()
    assert told(line, PARTICIPANT) == before
    assert rung(line) == []
    assert [each.closed_at for each in line.rows(Alert)] == [None]


def test_show_rings_the_phone_on_file_and_no_text_has_the_words(line: TestLine) -> None:
    answer = line.text(COORDINATOR, "SHOW A1")
    line.work()
    assert rung(line) == [COORDINATOR]
    assert "pills" not in answer
    assert not any("pills" in said for said in told(line, COORDINATOR))


def test_the_store_itself_sends_and_closes_nothing_that_is_not_proven(line: TestLine) -> None:
    before = told(line, PARTICIPANT)
    with line.db.begin(line.clock.at) as tx:
        known = contacts.by_number(tx, COORDINATOR)
        done = Applied(replace(known, person=replace(known.person, coordinator=True)), "text")
        assert apply(tx, done, AnswerRequest("A1", "hi")).name == "none"
        assert apply(tx, done, CallPerson("A1")).name == "prove"
        assert apply(tx, done, CloseAlert("A1", "all fine")).name == "may"
        assert apply(tx, Applied(known, "text"), CloseAlert("A1", "all fine", proven=True)).name == "none"
    assert told(line, PARTICIPANT) == before
    assert [each.closed_at for each in line.rows(Alert)] == [None]


def test_a_stranger_can_do_none_of_it(line: TestLine) -> None:
    for given in ("SAY A1 hi", "CALL A1", "CLOSE A1 done", "SHOW A1", "PASS A1"):
        line.text(STRANGER, given)
        line.work()
    assert rung(line) == []
    assert line.rows(Alert)[0].closed_at is None
    assert not any("From our team" in said for said in told(line, PARTICIPANT))


# SAY, and what they answer.


def test_words_go_out_in_the_teams_name_and_one_code_lasts_half_an_hour_for_that_alert(
    line: TestLine,
) -> None:
    assert "on its way" in by_code(line, "SAY A1 Are you alone?")
    assert (
        told(line, PARTICIPANT)[-1] == "From our team: Are you alone?\nText back here, and it goes to them."
    )
    line.pass_time(minutes=29)
    line.text(COORDINATOR, "SAY A1 Still here")
    assert told(line, PARTICIPANT)[-1] == "From our team: Still here"
    line.text(STRANGER, CRISIS)
    line.work()
    assert "reply" in line.text(COORDINATOR, "SAY A2 hello"), "another alert wants a code of its own"
    line.pass_time(minutes=2)
    assert "reply" in line.text(COORDINATOR, "SAY A1 And now?")


def test_what_they_answer_comes_to_that_phone_without_words_unless_the_organisation_allows_them(
    line: TestLine,
) -> None:
    by_code(line, "SAY A1 Are you alone?")
    assert line.text(PARTICIPANT, "yes my number is 202 555 0111 he left") == ""
    assert told(line, COORDINATOR)[-1].endswith("(A1) wrote again. SHOW A1 reads it to you on a call.")
    line.pass_time(minutes=2)
    line.db.transact(line.clock.at, lambda tx: tx.choose("alert_words", "text", by="test"))
    line.text(PARTICIPANT, "yes my number is 202 555 0111 he left")
    handle = line.rows(Contact)[0].handle
    assert told(line, COORDINATOR)[-1] == f"A1 {handle}: yes my number is [number removed] he left"
    assert "988" in line.text(PARTICIPANT, "i will kill myself now"), "danger is answered as ever"
    assert any("i will kill myself now" in said for said in told(line, COORDINATOR))
    line.pass_time(minutes=21)
    assert line.text(PARTICIPANT, "are you there") != "", "nobody writes into silence"


def test_keywords_and_stop_do_what_they_do(line: TestLine) -> None:
    by_code(line, "SAY A1 Are you alone?")
    assert "volunteer" in line.text(PARTICIPANT, "CALL").lower()
    assert line.text(PARTICIPANT, "STOP") != ""
    line.work()
    for given in ("SAY A1 please", "CALL A1"):
        assert "opted out" in line.text(COORDINATOR, given), given
    assert rung(line) == []


def test_hours_bind_words_but_for_an_hour_after_their_own_last_text(quick_line: TestLine) -> None:
    line = quick_line
    for given in ("SAFE", "1", "2", "8am to 9am", "NONE", "2", "NONE", "1", CRISIS):
        line.text(PARTICIPANT, given)
    line.work()
    assert "on its way" in by_code(line, "SAY A1 Are you alone?"), "they have the phone in their hand"
    assert told(line, PARTICIPANT)[-1].startswith("From our team")
    line.pass_time(minutes=70)
    assert "safe" in line.text(COORDINATOR, "SAY A1 hello?")
    assert len([each for each in told(line, PARTICIPANT) if "hello?" in each]) == 0


def test_who_makes_contact_alone_is_answered_for_a_quarter_of_an_hour(quick_line: TestLine) -> None:
    line = quick_line
    for given in ("SAFE", "1", "2", "SKIP", "NONE", "2", "NONE", "2", CRISIS):
        line.text(PARTICIPANT, given)
    line.work()
    assert "reply" in line.text(COORDINATOR, "SAY A1 Are you alone?")
    line.pass_time(minutes=16)
    assert "never to write first" in line.text(COORDINATOR, "SAY A1 Are you alone?")
    assert "never to call first" in line.text(COORDINATOR, "CALL A1")


def test_while_somebody_is_beside_them_nothing_is_sent_and_nobody_is_rung(line: TestLine) -> None:
    for said, there in (("he is here", True), ("he left", False), ("my sister is here with me", False)):
        line.pass_time(minutes=1)
        line.text(PARTICIPANT, said)
        line.work()
        for given in ("SAY A1 Are you alone?", "CALL A1"):
            answer = line.text(COORDINATOR, given)
            assert ("somebody is there" in answer) == there, (said, answer)
    assert rung(line) == []


# CALL.


def test_a_person_is_rung_only_on_their_yes_from_the_lines_number_and_joined_by_their_key(
    line: TestLine,
) -> None:
    assert "I've asked" in by_code(line, "CALL A1")
    assert rung(line) == [], "nobody rings before they agree"
    assert "in a moment" in line.text(PARTICIPANT, "yes please")
    line.work()
    desk, ringing, heard = ring(line)
    assert heard.words == "Ringing them now. Star ends the call."
    them = their_phone(line, heard)
    assert (them.number, them.shows) == (PARTICIPANT, LINE_NUMBER)
    first = them.picks_up_at_first()
    assert first.words == "", "a machine hears nothing"
    asked = them.presses(first, "")
    assert asked.words.startswith("Hello, this is Riverside Warmline. Press 1")
    joined = them.presses(asked, "1")
    assert joined.words == "" and not joined.ends
    line.pass_time(minutes=4)
    line.pass_time(minutes=4)
    assert ringing.status == "in-progress", "two who talk are not cut off"
    assert them.over("completed", ringing.sid).words == "The call is over. Thank you."
    desk.end(ringing, "completed")
    assert rung(line) == [COORDINATOR], "nothing is tried again by itself"


@pytest.mark.parametrize("no", ["2", "no dont call me", "please dont, he is here", "no me llamen"])
def test_a_no_in_any_words_keeps_the_phone_silent_and_the_coordinator_hears_it(
    line: TestLine, no: str
) -> None:
    by_code(line, "CALL A1")
    line.text(PARTICIPANT, no)
    assert rung(line) == []
    assert any("wants no call now" in said for said in told(line, COORDINATOR))


def test_a_bare_no_answers_what_the_team_asked_and_calls_nothing_off(line: TestLine) -> None:
    line.text(PARTICIPANT, "CALL")
    by_code(line, "SAY A1 Are you safe right now?")
    assert line.text(PARTICIPANT, "not really") == ""
    assert "wrote again" in told(line, COORDINATOR)[-1]
    [cb] = line.rows(Callback)
    assert cb.silenced_at is None
    assert "obody will call" in line.text(PARTICIPANT, "no please dont call me")


def test_a_no_after_the_yes_stops_the_ring_that_is_on_its_way(line: TestLine) -> None:
    by_code(line, "CALL A1")
    line.text(PARTICIPANT, "1")
    line.work()
    desk = Desk(line)
    ringing = desk.ringing(COORDINATOR)
    line.text(PARTICIPANT, "wait no dont call")
    assert desk.pick_up(ringing).ends
    assert any("wants no call now" in said for said in told(line, COORDINATOR))


def test_who_takes_back_the_call_they_asked_for_is_not_rung(line: TestLine) -> None:
    line.text(PARTICIPANT, "CALL")
    line.work()
    line.text(COORDINATOR, "CALL A1")
    line.work()
    line.text(PARTICIPANT, "NEVERMIND")
    line.work()
    _, _, heard = ring(line)
    assert heard.words == "I can't ring them now. Something has changed."
    assert PARTICIPANT not in rung(line)


def test_while_the_team_talks_with_them_no_volunteer_is_put_through(line: TestLine) -> None:
    line.text(PARTICIPANT, "CALL")
    line.work()
    line.text(COORDINATOR, "CALL A1")
    line.work()
    [cb] = line.rows(Callback)
    with line.db.begin(line.clock.at) as tx:
        assert safe_contact.may_ring_participant(tx, cb).allowed
    ring(line)
    with line.db.begin(line.clock.at) as tx:
        assert not safe_contact.may_ring_participant(tx, cb).allowed


def test_who_asked_for_a_call_themselves_is_not_asked_once_more(line: TestLine) -> None:
    line.text(PARTICIPANT, "CALL")
    line.work()
    assert "calling this phone now" in line.text(COORDINATOR, "CALL A1")
    line.work()
    _, _, heard = ring(line)
    assert their_phone(line, heard).number == PARTICIPANT


def test_nobody_is_rung_where_calls_are_not_safe_or_a_volunteer_talks_with_them(quick_line: TestLine) -> None:
    line = quick_line
    desk = Desk(line)
    desk.ask()
    ringing = desk.take()
    line.text(PARTICIPANT, CRISIS)
    line.work()
    desk.talk(ringing)
    before = len(rung(line))
    code = line.rows(Alert)[0].id
    assert "somebody is on the phone with them" in line.text(COORDINATOR, f"CALL A{code}")
    line.work()
    assert len(rung(line)) == before


def test_a_coordinator_who_does_not_pick_up_is_told_and_so_is_who_waits(line: TestLine) -> None:
    by_code(line, "CALL A1")
    line.text(PARTICIPANT, "1")
    line.work()
    desk = Desk(line)
    desk.end(desk.ringing(COORDINATOR), "no-answer")
    assert "nobody pressed 1" in told(line, COORDINATOR)[-1]
    assert "Nobody could call you" in told(line, PARTICIPANT)[-1] and "988" in told(line, PARTICIPANT)[-1]
    assert rung(line) == [COORDINATOR]


# SHOW.


def test_the_words_are_read_on_the_call_without_numbers_and_the_log_keeps_who_and_when(
    line: TestLine,
) -> None:
    line.text(COORDINATOR, "SHOW A1")
    line.work()
    _, _, heard = ring(line)
    assert "pills from the drawer" in heard.words
    assert "0111" not in heard.document
    log = "\n".join(each.entry for each in line.rows(AuditEntry))
    assert "words shown" in log and "pills" not in log
    assert [each.outcome for each in line.rows(TrialRing)] == ["heard"]


def test_a_machine_or_nobody_hears_no_word(line: TestLine) -> None:
    line.text(COORDINATOR, "SHOW A1")
    line.work()
    desk = Desk(line)
    ringing = desk.ringing(COORDINATOR)
    assert desk.pick_up(ringing, AnsweredBy="machine_start").words == ""


# PASS, and whom one knows.


def test_pass_tells_the_next_at_once_and_nobody_knows_of_it_in_the_room(line: TestLine) -> None:
    ladder(line, COORDINATOR, NEXT)
    before = told(line, PARTICIPANT)
    assert "goes to the next person" in line.text(COORDINATOR, "PASS A1")
    assert told(line, NEXT)[-1].startswith("PASSED ON A1")
    assert told(line, PARTICIPANT) == before
    assert [each.to for each in line.carrier.rings][-1] == NEXT, "a crisis rings as well"
    mine = told(line, COORDINATOR)
    line.pass_time(minutes=6)
    assert told(line, COORDINATOR) == mine, "who cannot look is not told again while somebody else can"
    assert "A1 is yours now" in line.text(NEXT, "ACK A1")
    assert "goes to the next" not in line.text(NEXT, "PASS A1"), "who passed it is not asked again"


def test_who_knows_the_person_hears_of_them_no_more(line: TestLine) -> None:
    ladder(line, COORDINATOR, NEXT)
    handle = line.rows(Contact)[0].handle
    assert "nothing more about them" in line.text(COORDINATOR, "PASS A1 i know her, she is my neighbour")
    for given in ("LIST", "SHOW A1", "ACK A1", "SAY A1 hi", "CALL A1", "who is it"):
        assert handle not in line.text(COORDINATOR, given), given
    before = told(line, COORDINATOR)
    line.text(PARTICIPANT, "i will kill myself")
    line.pass_time(minutes=11)
    line.text(NEXT, code_in(line.text(NEXT, "CLOSE A1 with her sister")))
    line.text(PARTICIPANT, "i will kill myself after all")
    line.pass_time(minutes=11)
    assert len(line.rows(Alert)) == 2, "and not in a new alert either"
    assert told(line, COORDINATOR) == before
    assert rung(line) == []


def test_who_said_by_mistake_that_they_know_the_person_takes_it_back(line: TestLine) -> None:
    ladder(line, COORDINATOR, NEXT)
    handle = line.rows(Contact)[0].handle
    line.text(COORDINATOR, "PASS A1 i know her")
    assert handle not in line.text(COORDINATOR, "LIST")
    assert f"you hear of {handle} again" in line.text(COORDINATOR, "UNDO")
    assert handle in line.text(COORDINATOR, "LIST")
    assert handle not in line.text(COORDINATOR, "UNDO"), "once"
    line.text(COORDINATOR, "PASS A1 i know her")
    line.text(NEXT, "PASS A1 i know her")
    mine, alert_id = [each.handle for each in line.contacts_of(COORDINATOR)], line.rows(Alert)[0].id
    shown = line.ctx.run(lambda tx: history.show_again(tx, alert_id, mine[0].lower()))
    assert shown == mine
    assert handle in line.text(COORDINATOR, "LIST") and handle not in line.text(NEXT, "LIST")
    assert len(line.ctx.run(lambda tx: history.show_again(tx, alert_id))) == 1
    assert line.ctx.run(lambda tx: history.show_again(tx, alert_id)) == []


def test_with_nobody_else_on_call_it_says_so(line: TestLine) -> None:
    assert "Nobody else is on call" in line.text(COORDINATOR, "PASS A1")


def test_a_coordinator_in_danger_neither_reads_nor_takes_their_own_alert(quick_line: TestLine) -> None:
    line = quick_line
    line.text(COORDINATOR, CRISIS)
    line.work()
    for given in ("LIST", "SHOW A1", "ACK A1", "ACK", "SAY A1 hi", "CLOSE A1 all fine", "PASS A1"):
        line.text(COORDINATOR, given)
        line.work()
    [alert] = line.rows(Alert)
    assert (alert.acknowledged_at, alert.closed_at) == (None, None)
    assert rung(line) == []


# CLOSE.


def test_closing_ends_it_keeps_what_was_done_and_later_words_are_a_new_alert(line: TestLine) -> None:
    assert "What was done?" in line.text(COORDINATOR, "CLOSE A1")
    assert "A1 is closed" in by_code(line, "CLOSE A1 she took 40 pills, ambulance came")
    [alert] = line.rows(Alert)
    assert "pills" not in (alert.outcome_sealed or "")
    with line.db.begin(line.clock.at) as tx:
        assert closing.what_was_done(tx, alert.id) == "she took 40 pills, ambulance came"
        assert "closed" in [each.what for each in history.story(tx, alert.id)]
    assert "A1" not in line.text(COORDINATOR, "LIST")
    assert "nothing to undo" in line.text(COORDINATOR, "UNDO").lower()
    line.text(PARTICIPANT, "i want to die")
    assert len(line.rows(Alert)) == 2
    assert told(line, COORDINATOR)[-1].startswith("CRISIS A2")


def test_a_volunteer_who_coordinates_keeps_pass_and_call_for_themselves(quick_line: TestLine) -> None:
    line = quick_line
    ladder(line, VOLUNTEER)
    desk = Desk(line)
    desk.ask()
    assert "on_alert" not in line.text(VOLUNTEER, f"PASS {desk.code}")
    line.work()
    assert desk.callback.state == "waiting"


# Calling in.


def test_a_coordinator_who_calls_in_hears_what_is_open_takes_it_and_hears_the_words(
    quick_line: TestLine,
) -> None:
    line = quick_line
    line.text(PARTICIPANT, CRISIS)
    line.work()
    sid, heard = line.call(COORDINATOR)
    assert "Open alerts: 1." in heard.words and "Crisis" not in heard.words, "nothing of it before a key"
    heard = line.press(heard, "1", sid, COORDINATOR)
    assert "Crisis, A1" in heard.words and "pills" not in heard.words
    heard = line.press(heard, "2", sid, COORDINATOR)
    assert "pills from the drawer" in heard.words and "0111" not in heard.document
    heard = line.press(heard, "1", sid, COORDINATOR)
    assert "It's yours now." in heard.words
    assert line.rows(Alert)[0].acknowledged_at is not None
    assert "Open alerts" not in line.call(COORDINATOR)[1].words


def test_a_call_that_nobody_vouches_for_hears_of_no_alert(quick_line: TestLine) -> None:
    line = quick_line
    line.text(PARTICIPANT, CRISIS)
    line.work()
    assert line.call(COORDINATOR, attestation="")[1].words == line.call(STRANGER, attestation="")[1].words


def test_behind_the_alerts_is_the_menu_that_everybody_has(quick_line: TestLine) -> None:
    line = quick_line
    line.text(PARTICIPANT, CRISIS)
    line.text(COORDINATOR, CRISIS)
    line.work()
    sid, heard = line.call(COORDINATOR)
    assert "Open alerts: 1." in heard.words, "their own is none of them"
    rest = line.press(heard, "2", sid, COORDINATOR)
    assert "talk now" in rest.words and "alert" not in rest.words.lower()
