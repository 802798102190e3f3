"""Volunteers write sentences instead of keywords: all goes on as with the keywords, and nothing rings unasked."""

import pytest

from store.models import Alert, Note, Offer, Pairing, Shift, Volunteer
from store.vault.columns import NOTE_WORDS
from tests.journeys.relay.test_writing import begun, says
from tests.kits.bridge import PARTICIPANT, SECOND, VOLUNTEER, Desk
from tests.kits.line import COORDINATOR, TestLine

pytestmark = pytest.mark.both_databases


@pytest.fixture
def desk(line: TestLine) -> Desk:
    """A callback asked for, a peer on duty who is offered it."""
    made = Desk(line)
    made.ask()
    return made


@pytest.fixture
def talked(desk: Desk) -> Desk:
    """The same, after ten minutes of talk."""
    ring = desk.take()
    dialled = desk.talk(ring)
    desk.line.clock.at = desk.line.clock.at.replace(minute=10)
    dialled.over("completed", ring.sid)
    desk.end(ring, "completed")
    assert desk.state == "completed"
    return desk


def notes(desk: Desk) -> list[str]:
    return [desk.line.opened(NOTE_WORDS, row) for row in desk.line.rows(Note)]


def test_a_plain_yes_rings_the_one_who_says_it_and_pass_undoes_it(desk: Desk) -> None:
    answer = desk.line.text(VOLUNTEER, "yeah i'll take it")
    assert f"{desk.code} is yours" in answer and f"PASS {desk.code} hands it back" in answer
    desk.line.work()
    ring = desk.ringing(VOLUNTEER)
    assert "handed back" in desk.line.text(VOLUNTEER, f"PASS {desk.code}")
    desk.line.work()
    assert ring.status in ("canceled", "completed")


def test_what_only_may_be_a_yes_rings_nobody_until_it_is_answered(desk: Desk) -> None:
    assert f"Will you take {desk.code}?" in desk.line.text(VOLUNTEER, "i can do it if nobody else will")
    desk.line.work()
    assert desk.line.carrier.rings == []
    assert "is yours" in desk.line.text(VOLUNTEER, "1")
    desk.line.work()
    assert desk.ringing(VOLUNTEER).status == "ringing"


def test_what_is_about_something_else_takes_nothing(desk: Desk) -> None:
    for words in ("bake sale rn", "take care", "fake", "who took it", "la venta de pasteles"):
        desk.line.text(VOLUNTEER, words)
        desk.line.work()
    assert desk.line.carrier.rings == []
    assert [offer.state for offer in desk.line.rows(Offer)] == ["open"]


def test_a_no_goes_to_the_next_peer(desk: Desk) -> None:
    desk.line.volunteer(SECOND, "Kim")
    assert "ask others" in desk.line.text(VOLUNTEER, "sorry im at work")
    desk.line.work()
    assert "TAKE" in desk.line.texts_to(SECOND)[-1]


def test_a_time_is_kept_and_their_own_words_ring_sooner(desk: Desk) -> None:
    assert "We'll call you at 12:30 PM" in desk.line.text(VOLUNTEER, "i can do it in 30 minutes")
    desk.line.pass_time(minutes=5)
    desk.line.text(VOLUNTEER, "ok")
    desk.line.work()
    assert desk.line.carrier.rings == [], "they have read it, and ask for nothing"
    assert "We're calling you now" in desk.line.text(VOLUNTEER, "im ready now, put me through")
    desk.line.work()
    assert desk.ringing(VOLUNTEER).status == "ringing"


def test_after_a_hard_call_they_rest_and_only_a_yes_tells_the_team(talked: Desk) -> None:
    answer = talked.line.text(VOLUNTEER, "that was awful, im shaking")
    assert "No calls for you until" in answer and "talk it over" in answer
    assert notes(talked) == ["that was awful, im shaking"]
    assert talked.line.rows(Volunteer)[0].resting_until is not None
    assert talked.line.rows(Alert) == []
    talked.line.text(VOLUNTEER, "yes please")
    talked.line.work()
    assert [alert.kind for alert in talked.line.rows(Alert)] == ["debrief"]
    said = [each.words for each in talked.line.carrier.texts if each.to != VOLUNTEER]
    assert not any("shaking" in words for words in said), "their words go to nobody"


def test_words_after_a_call_are_a_note_for_coordinators_alone_and_for_three_hours(talked: Desk) -> None:
    words = "all good, we talked about his dog"
    talked.line.pass_time(hours=2, minutes=55)
    assert f"Noted for {talked.code}" in talked.line.text(VOLUNTEER, words)
    assert notes(talked) == [words]
    talked.line.pass_time(minutes=10)
    talked.line.text(VOLUNTEER, "it went well, she felt better")
    assert notes(talked) == [words], "by then it may be about anything"
    sent = [each.words for each in talked.line.carrier.texts]
    assert not any("dog" in each for each in sent)


def test_a_call_that_never_came_about_is_no_last_call(desk: Desk) -> None:
    desk.line.text(VOLUNTEER, f"TAKE {desk.code} when the kids sleep")
    desk.line.text(PARTICIPANT, "NEVERMIND")
    desk.line.work()
    assert (desk.state, desk.callback.volunteer_id) == ("cancelled", 1)
    assert "NOTE" not in desk.line.text(VOLUNTEER, "purple monkey dishwasher")


def test_never_again_is_for_ever_and_the_participant_hears_nothing(talked: Desk) -> None:
    before = talked.line.texts_to(PARTICIPANT)
    assert "won't connect the two of you again" in talked.line.text(
        VOLUNTEER, "please never put me with him again"
    )
    talked.line.work()
    assert [row.volunteer_refused_at is not None for row in talked.line.rows(Pairing)] == [True]
    assert talked.line.texts_to(PARTICIPANT) == before


def test_a_cut_off_call_is_brought_back_only_after_a_yes(talked: Desk) -> None:
    before = len(talked.line.texts_to(PARTICIPANT))
    talked.line.text(VOLUNTEER, "1")
    assert f"Was {talked.code} cut off?" in talked.line.text(VOLUNTEER, "we got cut off")
    talked.line.work()
    assert len(talked.line.texts_to(PARTICIPANT)) == before
    assert "We're asking them" in talked.line.text(VOLUNTEER, "1")
    talked.line.work()
    assert "would like to go on" in talked.line.texts_to(PARTICIPANT)[-1]


def test_as_an_answer_to_how_it_was_it_asks_them_at_once(talked: Desk) -> None:
    assert "We're asking them" in talked.line.text(VOLUNTEER, "we got cut off")
    talked.line.work()
    assert "would like to go on" in talked.line.texts_to(PARTICIPANT)[-1]


def test_se_corto_la_llamada_alarms_nobody(talked: Desk) -> None:
    talked.line.text(VOLUNTEER, "1")
    assert f"Was {talked.code} cut off?" in talked.line.text(VOLUNTEER, "se cortó la llamada")
    talked.line.work()
    assert talked.line.rows(Alert) == [] and talked.line.texts_to(COORDINATOR) == []
    talked.line.text(VOLUNTEER, "me dijo que se cortó los brazos anoche")
    assert [alert.kind for alert in talked.line.rows(Alert)] == ["crisis"]


def test_duty_in_their_own_words(line: TestLine) -> None:
    line.volunteer(VOLUNTEER)
    assert "You're off" in line.text(VOLUNTEER, "im done for tonight")
    assert not line.rows(Volunteer)[0].on_duty
    assert "ON brings you back" in line.text(VOLUNTEER, "im available tomorrow")
    assert not line.rows(Volunteer)[0].on_duty
    assert "on until" in line.text(VOLUNTEER, "im back, put me on duty please")
    assert line.rows(Volunteer)[0].on_duty


def test_a_holiday_is_a_pause_at_once_and_on_ends_it(line: TestLine) -> None:
    line.volunteer(VOLUNTEER)
    said = line.text(VOLUNTEER, "im on holiday until monday")
    assert "Paused until Mon" in said and "ON ends it" in said
    assert line.rows(Volunteer)[0].paused_until is not None
    line.text(VOLUNTEER, "ON")
    assert line.rows(Volunteer)[0].paused_until is None


def test_days_off_are_asked_about_and_then_given_back(line: TestLine) -> None:
    line.volunteer(VOLUNTEER)
    line.text(VOLUNTEER, "ZONE Eastern")
    line.text(VOLUNTEER, "SHIFT Fri 7pm-10pm")
    asked = line.text(VOLUNTEER, "taking a break friday to sunday")
    assert "Are you away Fri" in asked
    assert "You're away" in line.text(VOLUNTEER, "yes")


def test_who_cannot_come_is_asked_first(line: TestLine) -> None:
    line.volunteer(VOLUNTEER, on_duty=False)
    line.text(VOLUNTEER, "ZONE Eastern")
    line.text(VOLUNTEER, "SHIFT Wed 7pm-10pm")
    assert "Give back" in line.text(VOLUNTEER, "cant make it tonight")
    assert "dropped" not in {row.state for row in line.rows(Shift)}
    assert "gave back" in line.text(VOLUNTEER, "1")
    assert "open" in {row.state for row in line.rows(Shift)}
    assert "7-10 PM" in line.text(VOLUNTEER, "when am i on")


def test_who_quits_is_off_nothing_yet(line: TestLine) -> None:
    line.volunteer(VOLUNTEER)
    answer = line.text(VOLUNTEER, "i quit")
    assert "for now, or for good" in answer
    [row] = line.rows(Volunteer)
    assert (row.status, row.on_duty) == ("active", True)


def test_a_volunteer_is_never_sent_to_the_check_in_for_not_being_understood(desk: Desk) -> None:
    asked = desk.line.text(VOLUNTEER, "purple monkey dishwasher")
    assert f"TAKE {desk.code}" in asked
    desk.line.text(VOLUNTEER, f"TAKE {desk.code} when the kids sleep")
    held = desk.line.text(VOLUNTEER, "purple monkey dishwasher")
    assert f"GO {desk.code}" in held
    desk.line.text(VOLUNTEER, f"PASS {desk.code}")
    idle = desk.line.text(VOLUNTEER, "purple monkey dishwasher")
    assert "You're on" in idle
    assert not any("CHECKIN" in answer for answer in (asked, held, idle))


def test_in_spanish_too(line: TestLine) -> None:
    line.volunteer(VOLUNTEER, languages=("es", "en"))
    line.text(PARTICIPANT, "CALL")
    line.work()
    code = Desk(line).callback.code
    assert f"TOMO {code}" in line.text(VOLUNTEER, "mono morado lavaplatos")
    assert f"¿Tomas {code}?" in line.text(VOLUNTEER, "la tomo si nadie más puede")
    line.work()
    assert line.carrier.rings == []
    assert f"{code} es tuya" in line.text(VOLUNTEER, "sí, yo me encargo")
    line.work()
    assert [ring.to for ring in line.carrier.rings] == [VOLUNTEER]


PRIVATE = [
    "please dont ever connect me with him again",
    "keep him away from me in future",
    "ya nos despedimos, pueden cerrar",
]


@pytest.mark.parametrize("words", PRIVATE)
def test_while_they_write_what_is_all_but_surely_for_the_line_is_asked_about(
    quick_line: TestLine, words: str
) -> None:
    desk = begun(quick_line)
    says(desk, VOLUNTEER, "hello")
    assert "is that for them?" in says(desk, VOLUNTEER, words)
    assert not any(words in said for said in desk.line.texts_to(PARTICIPANT))
    assert "note" in says(desk, VOLUNTEER, "2")
    assert notes(desk) == [words]
    assert not any(words in said for said in desk.line.texts_to(PARTICIPANT))


@pytest.mark.parametrize(
    "words",
    ["well done!", "i hear you, that must be hard", "it took me a year to be done with it", "the hardest year i had",
     "my sister blocked him and never looked back", "a mi me paso lo mismo"],
)  # fmt: skip
def test_while_they_write_what_is_said_to_the_participant_still_arrives(
    quick_line: TestLine, words: str
) -> None:
    desk = begun(quick_line)
    says(desk, VOLUNTEER, "hello")
    says(desk, VOLUNTEER, words)
    assert any(words in said for said in desk.line.texts_to(PARTICIPANT)), "passed on at once"


def test_in_danger_nothing_is_held_back_for_sounding_like_a_report(quick_line: TestLine) -> None:
    desk = begun(quick_line)
    says(desk, VOLUNTEER, "hello")
    says(desk, PARTICIPANT, "i want to kill myself tonight")
    words = "keep him away from me in future"
    assert "is that for them?" not in says(desk, VOLUNTEER, words)
    assert any(words in said for said in desk.line.texts_to(PARTICIPANT))
