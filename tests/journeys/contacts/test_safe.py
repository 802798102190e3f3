"""Who is texted and rung at which hour, whatever set it off; and the word that ends everything."""

from datetime import UTC, datetime, time
from typing import Any

import pytest
from sqlalchemy import update

from flows.rules.safe_contact.allowed import Safe
from flows.wording import words
from store.contacts import contacts
from store.delivery import claim
from store.messages import compose
from store.models import Alert, Callback, Decision, Inbound, Message, Offer, SafeContact, Volunteer
from store.safe_contact import safe_contact
from tests.kits.bridge import PARTICIPANT, SECOND, VOLUNTEER, Desk
from tests.kits.line import COORDINATOR, TestLine

EVENING = datetime(2026, 3, 5, 1, 0, tzinfo=UTC)
"""20:00 in New York."""
DAYTIME = (time(9), time(17))
DISCREET = words("veiled", "en").text
CHILD = "CA" + "c" * 32


def says(line: TestLine, number: str, **answers: Any) -> int:
    """What somebody answered about safe contact; gives their contact's row."""

    def work(tx: Any) -> int:
        contact_id = contacts.by_number(tx, number).contact_id
        assert contact_id is not None
        for answer, value in answers.items():
            safe_contact.keep(tx, contact_id, answer, value)
        return contact_id

    return line.db.transact(line.clock.at, work)


def queued(line: TestLine, contact_id: int, purpose: str = "notice", wording: str = "callback.kept") -> int:
    """A text of ours waits to be sent to them."""

    def work(tx: Any) -> int:
        made = compose.queue(tx, contact_id, purpose, wording, by=tx.now, code="K7")
        assert made is not None
        return made

    return line.db.transact(line.clock.at, work)


def state(line: TestLine, message_id: int) -> str:
    """Where a text stands."""
    return next(str(m.state) for m in line.rows(Message) if m.id == message_id)


@pytest.fixture
def desk(line: TestLine) -> Desk:
    """Asked for and offered, nobody has it yet."""
    made = Desk(line)
    made.ask(volunteers=(VOLUNTEER, SECOND))
    return made


# The conversation


def answer_all(line: TestLine, *answers: str, number: str = PARTICIPANT) -> list[str]:
    """SAFE, and an answer to each question."""
    return [line.text(number, said) for said in ("SAFE", *answers)]


def kept(line: TestLine, number: str = PARTICIPANT) -> Safe:
    """What is kept about somebody, as the rules see it."""
    return line.db.transact(line.clock.at, lambda tx: contacts.by_number(tx, number).person.safe)


@pytest.mark.both_databases
def test_every_answer_is_kept_at_once(line: TestLine) -> None:
    line.text(PARTICIPANT, "CHECKIN")
    expected: list[tuple[str, dict[str, Any]]] = [
        ("1", {"calls": True}),
        ("yes", {"voicemail": True}),
        ("9am to 5pm", {"hours": DAYTIME}),
        ("Ana", {"cover": "Ana"}),
        ("1", {"discreet": True}),
        ("Zanahoria", {"ends": "zanahoria"}),
        ("2", {"they_contact": True}),
    ]
    line.text(PARTICIPANT, "SAFE")
    for said, changed in expected:
        line.text(PARTICIPANT, said)
        for answer, value in changed.items():
            assert getattr(kept(line), answer) == value
    [row] = line.rows(SafeContact)
    assert "Ana" not in row.cover_sealed and "zanahoria" not in row.ends_sealed
    assert "3 hours 9am-5pm, 4 name Ana" in line.text(PARTICIPANT, "SAFE")


def test_skip_and_back_work_and_any_one_answer_can_be_changed_by_its_number(quick_line: TestLine) -> None:
    line = quick_line
    line.text(PARTICIPANT, "CHECKIN")
    replies = answer_all(line, "2", "SKIP", "BACK", "after 6pm", "SKIP", "SKIP", "NONE", "SKIP")
    assert "voicemail" not in replies[1], "no call, no voicemail"
    assert "hours" in replies[1] and "name" in replies[2] and "hours" in replies[3]
    assert kept(line) == Safe(calls=False, hours=(time(18), time(0)))
    assert "I've kept it all" in replies[-1]
    assert "1 calls no" in line.text(PARTICIPANT, "safe")
    line.text(PARTICIPANT, "4")
    assert line.text(PARTICIPANT, "STATUS?").startswith("You have no request"), "a keyword is no name"
    line.text(PARTICIPANT, "SAFE")
    line.text(PARTICIPANT, "4")
    assert "can't use that name" in line.text(PARTICIPANT, "call 5551234567")
    assert "Kept" in line.text(PARTICIPANT, "Book Club")
    assert "4 name Book Club" in line.text(PARTICIPANT, "SAFE")
    assert "Cleared" in line.text(PARTICIPANT, "SAFE OFF")
    assert kept(line) == Safe()
    assert "Is it safe to call you?" in line.text(PARTICIPANT, "SAFE")


def test_going_back_to_the_first_question_asks_it_again(quick_line: TestLine) -> None:
    quick_line.text(PARTICIPANT, "CHECKIN")
    replies = answer_all(quick_line, "2", "BACK", "1")
    assert "Is it safe to call you?" in replies[2] and "voicemail" in replies[3]
    assert kept(quick_line).calls


def test_the_first_booking_ever_says_that_safe_exists_and_the_next_does_not(quick_line: TestLine) -> None:
    quick_line.volunteer(VOLUNTEER)
    hint = "If someone else sees this phone, text SAFE."
    assert hint in quick_line.text(PARTICIPANT, "CALL")
    quick_line.text(PARTICIPANT, "NEVERMIND")
    assert hint not in quick_line.text(PARTICIPANT, "CALL")
    says(quick_line, SECOND, calls=True)
    assert hint not in quick_line.text(SECOND, "CALL")


# Texts


@pytest.mark.parametrize("hour", range(24))
def test_a_text_goes_out_in_their_hours_or_waits_for_them_while_it_is_still_true(
    quick_line: TestLine, hour: int
) -> None:
    line = quick_line
    contact_id = says(line, PARTICIPANT, hours=DAYTIME)
    line.clock.at = (
        datetime(2026, 3, 4, 5 + hour, tzinfo=UTC)
        if hour < 19
        else datetime(2026, 3, 5, hour - 19, tzinfo=UTC)
    )
    notice = queued(line, contact_id)
    line.work()
    allowed, soon = 9 <= hour < 17, hour in (7, 8)
    assert len(line.texts_to(PARTICIPANT)) == allowed
    assert state(line, notice) == ("sent" if allowed else "due" if soon else "dropped")
    if soon:
        line.pass_time(hours=9 - hour)
        assert len(line.texts_to(PARTICIPANT)) == 1


def test_that_it_is_over_is_still_told_the_next_morning(quick_line: TestLine) -> None:
    contact_id = says(quick_line, PARTICIPANT, hours=DAYTIME)
    quick_line.clock.at = EVENING
    closing = queued(quick_line, contact_id, "closing", "notice.missed")
    quick_line.work()
    assert state(quick_line, closing) == "due"
    quick_line.pass_time(hours=13)
    assert len(quick_line.texts_to(PARTICIPANT)) == 1


@pytest.mark.both_databases
def test_what_they_answered_between_queue_and_send_decides(line: TestLine) -> None:
    contact_id = says(line, PARTICIPANT, calls=True)
    held, gone = queued(line, contact_id), queued(line, contact_id)
    says(line, PARTICIPANT, hours=(time(13), time(17)))
    assert line.ctx.run(lambda tx: claim.claim(tx, held)) is None
    assert state(line, held) == "due"
    says(line, PARTICIPANT, hours=None, they_contact=True)
    assert line.ctx.run(lambda tx: claim.claim(tx, gone)) is None
    assert state(line, gone) == "dropped"
    assert line.texts_to(PARTICIPANT) == []


def test_a_participant_who_starts_contact_gets_answers_and_nothing_else_a_quarter_of_an_hour_later(
    line: TestLine,
) -> None:
    contact_id = says(line, PARTICIPANT, they_contact=True)
    assert line.text(PARTICIPANT, "CHECKIN") != ""
    queued(line, contact_id)
    line.work()
    assert len(line.texts_to(PARTICIPANT)) == 1, "they have just texted"
    line.pass_time(minutes=15, seconds=1)
    late = queued(line, contact_id)
    line.work()
    assert (len(line.texts_to(PARTICIPANT)), state(line, late)) == (1, "dropped")
    assert line.text(PARTICIPANT, "STATUS") != ""


def test_a_text_queued_before_they_asked_for_discretion_goes_out_discreetly(line: TestLine) -> None:
    contact_id = says(line, PARTICIPANT, calls=True)
    before = queued(line, contact_id, wording="consent.help")
    says(line, PARTICIPANT, discreet=True, cover="Ana")
    line.work()
    [said] = line.texts_to(PARTICIPANT)
    assert said == DISCREET
    [row] = [m for m in line.rows(Message) if m.id == before]
    assert row.veiled
    queued(line, contact_id, wording="consent.help")
    line.work()
    assert line.texts_to(PARTICIPANT)[1] == DISCREET


def test_a_question_that_was_made_discreet_is_not_open(quick_line: TestLine) -> None:
    desk = Desk(quick_line)
    desk.ask()
    quick_line.pass_time(minutes=16)
    quick_line.text(VOLUNTEER, f"TAKE {desk.code}")
    with quick_line.db.begin(quick_line.clock.at) as tx:
        tx.run(update(Message).values(veiled=False))
    says(quick_line, PARTICIPANT, discreet=True)
    quick_line.work()
    assert quick_line.texts_to(PARTICIPANT)[-1] == DISCREET
    assert "in a minute or two" not in quick_line.text(PARTICIPANT, "1"), "they have not read what 1 means"


def test_a_text_that_was_queued_before_a_name_was_chosen_says_nothing_of_the_line(
    quick_line: TestLine,
) -> None:
    contact_id = says(quick_line, PARTICIPANT, calls=True)
    queued(quick_line, contact_id, wording="consent.help")
    says(quick_line, PARTICIPANT, cover="Ana")
    quick_line.work()
    [said] = quick_line.texts_to(PARTICIPANT)
    assert said == "You have a message here. When it suits you, text STATUS."


def test_the_coordinator_is_texted_whatever_a_participant_answered(quick_line: TestLine) -> None:
    says(quick_line, PARTICIPANT, they_contact=True, discreet=True, hours=(time(1), time(2)))
    assert "Reply 1" in quick_line.text(PARTICIPANT, "I want to die")
    assert "988" in quick_line.text(PARTICIPANT, "1")
    quick_line.work()
    assert [t.to for t in quick_line.carrier.texts] == [COORDINATOR]


@pytest.mark.both_databases
def test_a_volunteer_is_asked_only_in_hours_that_are_safe_for_them(line: TestLine) -> None:
    line.volunteer(VOLUNTEER)
    line.volunteer(SECOND, "Kim")
    line.clock.at = EVENING
    says(line, VOLUNTEER, hours=DAYTIME)
    line.text(PARTICIPANT, "CALL")
    line.work()
    assert line.texts_to(VOLUNTEER) == []
    assert any("TAKE" in said for said in line.texts_to(SECOND)), "the next is asked at once"
    assert [o.state for o in line.rows(Offer)][-1] == "open"


# Rings


def test_a_callback_asked_for_outside_their_hours_is_promised_for_them(line: TestLine) -> None:
    line.volunteer(VOLUNTEER)
    line.clock.at = EVENING
    says(line, PARTICIPANT, hours=DAYTIME)
    assert "11:00 AM EST tomorrow" in line.text(PARTICIPANT, "CALL")
    line.work()
    assert line.texts_to(VOLUNTEER) == []
    line.pass_time(hours=13)
    assert any("TAKE" in said for said in line.texts_to(VOLUNTEER))


def test_take_in_an_unsafe_hour_rings_nobody_until_it_is_safe(desk: Desk) -> None:
    line = desk.line
    says(line, PARTICIPANT, hours=(time(13), time(17)))
    answer = line.text(VOLUNTEER, f"TAKE {desk.code}")
    line.work()
    assert "Now isn't good for them" in answer and "1:00 PM" in answer
    assert line.carrier.rings == [] and desk.state == "accepted"
    assert "GO" not in line.texts_to(PARTICIPANT)
    assert "isn't good for them" in line.text(VOLUNTEER, f"GO {desk.code}"), "nor does GO"
    line.pass_time(hours=1)
    line.text(PARTICIPANT, "READY")
    line.work()
    desk.ringing(VOLUNTEER)


@pytest.mark.both_databases
def test_their_yes_does_not_open_an_unsafe_hour(desk: Desk) -> None:
    line = desk.line
    says(line, PARTICIPANT, hours=(time(13), time(17)))
    line.text(VOLUNTEER, f"TAKE {desk.code}")
    line.text(PARTICIPANT, "READY")
    line.work()
    assert line.carrier.rings == []


def test_what_they_answer_while_the_volunteers_phone_rings_decides_at_the_dial(desk: Desk) -> None:
    line = desk.line
    ring = desk.take()
    heard = desk.pick_up(ring)
    says(line, PARTICIPANT, hours=(time(13), time(17)))
    after = line.press(heard, "5", ring.sid)
    assert after.root.find(".//Dial") is None, "their phone stays quiet"
    assert "Now isn't a good time for them" in after.words and after.ends
    assert "safe" not in after.words and "asked" not in after.words
    desk.end(ring, "completed")
    assert (desk.state, desk.callback.attempts) == ("accepted", 0)
    assert desk.callback.retry_at == datetime(2026, 3, 4, 18, tzinfo=UTC)
    assert desk.live_legs == []
    line.pass_time(minutes=30)
    assert len(line.carrier.rings) == 1


def test_a_retry_keeps_to_their_hours(desk: Desk) -> None:
    line = desk.line
    ring = desk.take()
    desk.connect_volunteer(ring).over("no-answer", ring.sid)
    desk.end(ring, "completed")
    says(line, PARTICIPANT, hours=(time(14), time(17)))
    line.text(PARTICIPANT, "READY")
    line.pass_time(minutes=11)
    assert len(line.carrier.rings) == 1
    assert any("Now isn't good" in said for said in line.texts_to(VOLUNTEER))
    assert desk.callback.retry_at == datetime(2026, 3, 4, 19, tzinfo=UTC)


def test_hours_that_end_before_the_promise_are_told_of_while_they_last_and_once(line: TestLine) -> None:
    says(line, PARTICIPANT, hours=(time(9), time(13)))  # it is noon, and the line promises two hours
    line.text(PARTICIPANT, "CALL")
    line.work()
    line.pass_time(minutes=30)
    assert line.texts_to(PARTICIPANT) == [], "a peer may still come in time"
    line.pass_time(minutes=15)
    [told] = line.texts_to(PARTICIPANT)
    assert "between 9:00 and 9:30 AM EST tomorrow" in told
    assert "tomorrow" in line.text(PARTICIPANT, "STATUS"), "which says the same"
    assert line.rows(Callback)[0].promised_by == datetime(2026, 3, 5, 14, 30, tzinfo=UTC)
    assert any("9:30 AM EST tomorrow" in said for said in line.texts_to(COORDINATOR))
    line.volunteer(VOLUNTEER)
    line.pass_time(minutes=10)
    line.text(VOLUNTEER, "TAKE")
    line.text(PARTICIPANT, "READY")
    line.work()
    assert len(line.carrier.rings) == 1, "until they end it may still be today"
    line.pass_time(hours=19)
    assert sum("safe hours" in said for said in line.texts_to(PARTICIPANT)) == 1


def test_a_promise_put_off_by_their_hours_is_honest_where_no_text_may_go_first(desk: Desk) -> None:
    line = desk.line
    says(line, PARTICIPANT, hours=(time(9), time(11)))
    line.text(VOLUNTEER, f"TAKE {desk.code}")
    line.work()
    stands = line.text(PARTICIPANT, "STATUS")
    assert "9:00 AM EST tomorrow" in stands and "could not reach" not in stands
    assert desk.callback.promised_by == datetime(2026, 3, 5, 14, 30, tzinfo=UTC)
    assert any(each.what == "promise-revised" for each in line.rows(Decision))
    line.pass_time(hours=3)
    assert line.texts_to(PARTICIPANT) == []
    assert desk.callback.late_told_at is None


def test_safe_hours_too_short_for_any_promise_put_it_off_twice_and_no_more(quick_line: TestLine) -> None:
    line = quick_line
    says(line, PARTICIPANT, hours=(time(12), time(12, 20)))
    line.text(PARTICIPANT, "CALL")
    for _ in range(5 * 24):
        line.pass_time(hours=1)
    assert line.rows(Callback)[0].revised == 2
    assert line.rows(Callback)[0].state == "expired"


def test_a_participant_who_wants_no_calls_is_booked_for_writing(line: TestLine) -> None:
    line.volunteer(VOLUNTEER)
    says(line, PARTICIPANT, calls=False)
    line.text(PARTICIPANT, "CALL")
    [cb] = line.rows(Callback)
    assert cb.kind == "text"


@pytest.mark.both_databases
def test_no_calls_said_while_the_volunteers_phone_rings_rings_nobody(desk: Desk) -> None:
    line = desk.line
    ring = desk.take()
    heard = desk.pick_up(ring)
    says(line, PARTICIPANT, calls=False)
    after = line.press(heard, "5", ring.sid)
    assert after.root.find(".//Dial") is None and after.ends
    assert (desk.state, desk.callback.kind, desk.callback.attempts) == ("accepted", "text", 0)


@pytest.mark.both_databases
def test_a_participant_who_starts_contact_is_rung_right_after_asking_and_later_only_when_they_text(
    desk: Desk,
) -> None:
    line = desk.line
    says(line, PARTICIPANT, they_contact=True)
    line.pass_time(minutes=16)
    line.text(VOLUNTEER, f"TAKE {desk.code}")
    line.work()
    assert line.carrier.rings == [] and desk.state == "waiting"
    assert line.texts_to(PARTICIPANT) == [], "nothing is started by us"
    line.text(PARTICIPANT, "READY")
    line.work()
    assert any("TAKE" in said for said in line.texts_to(VOLUNTEER)[-3:] + line.texts_to(SECOND)[-3:])
    desk.take()


def test_a_volunteer_who_is_also_a_participant_is_rung_for_the_call_they_take(desk: Desk) -> None:
    says(desk.line, VOLUNTEER, calls=False, hours=DAYTIME)
    desk.take()


# Voicemail


@pytest.mark.parametrize(
    ("answers", "hears"),
    [
        ({}, ""),
        ({"voicemail": False, "cover": "Ana"}, ""),
        ({"voicemail": True, "calls": True}, "Hello. Sorry we missed you. It's nothing urgent. Goodbye."),
        (
            {"voicemail": True, "cover": "Ana"},
            "Hello, this is Ana. Sorry we missed you. It's nothing urgent. Goodbye.",
        ),
    ],
)
@pytest.mark.both_databases
def test_a_machine_hears_the_discreet_message_only_where_they_allowed_it(
    desk: Desk, answers: dict[str, Any], hears: str
) -> None:
    says(desk.line, PARTICIPANT, **answers or {"calls": True})
    ring = desk.take()
    dialled = desk.connect_volunteer(ring)
    listening = dialled.picks_up_at_first()
    assert listening.words == ""
    dialled.machine("machine_end_beep" if hears else "machine_start")
    heard = dialled.presses(listening, "")
    assert (heard.words, heard.ends) == (hears, True)
    assert dialled.presses(listening, "").words == hears, "the carrier asks twice"
    dialled.over("completed", ring.sid)
    desk.end(ring, "completed")
    assert (desk.state, desk.callback.attempts) == ("accepted", 1)


def test_a_message_is_left_once_a_callback(desk: Desk) -> None:
    says(desk.line, PARTICIPANT, voicemail=True)
    ring = desk.take()
    dialled = desk.connect_volunteer(ring)
    assert "Sorry we missed you" in dialled.picks_up_at_first(AnsweredBy="machine_end_beep").words
    dialled.over("completed", ring.sid)
    desk.end(ring, "completed")
    desk.line.text(PARTICIPANT, "READY")
    desk.line.work()
    again = desk.connect_volunteer(desk.ringing(VOLUNTEER))
    heard = again.picks_up_at_first(AnsweredBy="machine_end_beep")
    assert (heard.words, heard.ends) == ("", True)


def test_a_machine_still_greeting_is_waited_for_where_a_message_may_be_left(desk: Desk) -> None:
    says(desk.line, PARTICIPANT, voicemail=True, cover="Ana")
    ring = desk.take()
    dialled = desk.connect_volunteer(ring)
    number = dialled.heard.root.find(".//Number")
    assert number is not None and number.attrib["machineDetection"] == "DetectMessageEnd"
    heard = dialled.picks_up()
    dialled.machine("machine_start")
    desk.line.work()
    assert desk.line.carrier.others[dialled.sid] == "in-progress"
    heard = dialled.presses(heard, "")
    assert "Press 1" in heard.words and "Sorry" not in heard.words, "it does not record yet"
    dialled.machine("machine_end_silence")
    assert "this is Ana" in dialled.presses(heard, "").words


@pytest.mark.both_databases
def test_a_person_taken_for_a_machine_still_has_the_key(desk: Desk) -> None:
    says(desk.line, PARTICIPANT, voicemail=True)
    dialled = desk.connect_volunteer(desk.take())
    heard = dialled.picks_up()
    dialled.machine("machine_end_other")
    assert len(dialled.presses(heard, "1").root) == 0
    assert desk.state == "connected"


@pytest.mark.parametrize(
    ("answers", "hears"),
    [
        ({"cover": "Ana"}, "Hello, this is Ana. Press 1"),
        ({"discreet": True}, "Hello. Press 1"),
        ({"discreet": True, "cover": "Ana"}, "Hello, this is Ana. Press 1"),
    ],
)
def test_whoever_picks_up_hears_the_name_they_chose_or_none(
    desk: Desk, answers: dict[str, Any], hears: str
) -> None:
    says(desk.line, PARTICIPANT, **answers)
    heard = desk.connect_volunteer(desk.take()).picks_up()
    assert heard.words.startswith(hears) and "Riverside" not in heard.words


# The word that ends everything


def test_the_word_calls_everything_off_in_silence(desk: Desk) -> None:
    line = desk.line
    contact_id = says(line, PARTICIPANT, ends="zanahoria")
    waits = queued(line, contact_id)
    sent = len(line.carrier.texts)
    assert line.text(PARTICIPANT, " Zanahoría! ") == ""
    line.work()
    assert (desk.state, state(line, waits)) == ("cancelled", "dropped")
    assert line.texts_to(PARTICIPANT) == []
    assert [t.words for t in line.carrier.texts[sent:]] == [f"{desk.code} is no longer needed, thank you."]
    assert line.rows(Alert) == [], "the coordinator hears nothing"
    assert line.text(PARTICIPANT, "STATUS") != "", "they may begin again at any time"


def test_the_word_beside_other_words_ends_nothing_and_crisis_goes_before(desk: Desk) -> None:
    says(desk.line, PARTICIPANT, ends="zanahoria")
    assert desk.line.text(PARTICIPANT, "I bought a zanahoria") != ""
    assert desk.state == "offered"
    assert "988" in desk.line.text(PARTICIPANT, "zanahoria I want to die")
    assert desk.state == "offered"


def test_the_word_during_a_talk_ends_it_and_the_volunteer_hears_only_that(desk: Desk) -> None:
    line = desk.line
    says(line, PARTICIPANT, ends="zanahoria")
    ring = desk.take()
    dialled = desk.talk(ring)
    sent = len(line.carrier.texts)
    assert line.text(PARTICIPANT, "ZANAHORIA") == ""
    line.work()
    assert line.carrier.others[dialled.sid] == "completed", "their own phone is hung up"
    heard = dialled.over("completed", ring.sid)
    assert heard.words.startswith("The call has ended.") and heard.ends
    desk.end(ring, "completed")
    assert (desk.state, desk.live_legs) == ("cancelled", [])
    line.pass_time(hours=3)
    assert line.carrier.texts[sent:] == []


@pytest.mark.both_databases
def test_the_word_during_a_ring_stops_it(desk: Desk) -> None:
    line = desk.line
    says(line, PARTICIPANT, ends="zanahoria")
    ring = desk.take()
    dialled = desk.connect_volunteer(ring)
    heard = dialled.picks_up()
    line.text(PARTICIPANT, "zanahoria")
    assert dialled.presses(heard, "1").ends, "not joined"
    line.work()
    assert ring.status == "completed"
    assert desk.state == "cancelled"


@pytest.mark.both_databases
def test_a_caller_who_talks_is_hung_up_by_their_word(line: TestLine) -> None:
    line.volunteer(VOLUNTEER)
    says(line, PARTICIPANT, ends="zanahoria")
    sid, menu = line.call(PARTICIPANT)
    heard = line.press(menu, "3", sid, PARTICIPANT)
    line.carrier.others[CHILD] = "in-progress"
    asked = line.turn(heard.path("Number", "url"), CHILD)
    line.press(asked, "5", CHILD)
    assert line.rows(Callback)[0].state == "connected"
    line.text(PARTICIPANT, "zanahoria")
    line.work()
    assert line.carrier.others[sid] == "completed"
    line.hang_up(sid, PARTICIPANT)
    assert line.rows(Callback)[0].state == "cancelled"


@pytest.mark.both_databases
def test_the_word_ends_a_conversation_in_writing_as_well(desk: Desk) -> None:
    line = desk.line
    says(line, PARTICIPANT, ends="zanahoria")
    has_it = {"state": "connected", "kind": "text", "volunteer_id": line.rows(Volunteer)[0].id}
    with line.db.begin(line.clock.at) as tx:
        tx.run(update(Callback).values(**has_it))
    assert line.text(PARTICIPANT, "zanahoria") == ""
    line.work()
    assert desk.state == "cancelled"
    assert line.texts_to(VOLUNTEER)[-1] == f"{desk.code} is no longer needed, thank you."
    assert line.texts_to(PARTICIPANT) == []


def test_the_word_spoken_into_the_phone_ends_the_call_without_a_word(quick_line: TestLine) -> None:
    desk = Desk(quick_line)
    desk.ask()
    says(quick_line, PARTICIPANT, ends="zanahoria")
    sid, menu = quick_line.call(PARTICIPANT)
    heard = quick_line.turn(menu.path("Gather"), sid, PARTICIPANT, SpeechResult="Zanahoria.")
    assert (heard.words, heard.ends) == ("", True)
    assert desk.state == "cancelled"


def test_a_volunteers_own_word_takes_them_off_duty_as_well(desk: Desk) -> None:
    line = desk.line
    says(line, VOLUNTEER, ends="zanahoria")
    line.text(VOLUNTEER, f"TAKE {desk.code}")
    assert line.text(VOLUNTEER, "zanahoria") == ""
    line.work()
    assert [v.on_duty for v in line.rows(Volunteer)] == [False, True]
    assert desk.state in ("waiting", "offered") and not desk.callback.volunteer_id


def test_the_word_is_kept_sealed_like_everything_they_text(quick_line: TestLine) -> None:
    says(quick_line, PARTICIPANT, ends="zanahoria")
    quick_line.text(PARTICIPANT, "zanahoria")
    assert all(
        "zanahoria" not in repr(row) for row in quick_line.rows(Inbound) + quick_line.rows(SafeContact)
    )
