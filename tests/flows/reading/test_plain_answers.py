"""What volunteers answer in everyday words: to questions about themselves, about their hours, how they stand."""

from dataclasses import replace
from datetime import timedelta

import pytest

from flows.catalogue import STEPS
from flows.effects.volunteers import BlockPair, PassOffer, SetDuty, TakeOffer, TalkAfterShift, TalkItOver
from flows.engine import Channel, Scene, Session, settle
from flows.person import Person
from tests.flows.reading.test_by_volunteer import AFTER, IDLE, K7, OFFERED, done, said, then, writes
from tests.kits.line import LINE, NOON

UNTIL = NOON + timedelta(hours=1)


def asked(step: str) -> Session:
    person = Person("en", introduced=True, volunteer=replace(AFTER, name_to_ask="Sam"))
    known = {"code": "K7", "words": ""}
    session = settle(STEPS[step], Scene(NOON, LINE, person, Channel.TEXT, known, "")).session
    assert session is not None
    return session


YES = "sure why not; yeah i guess so; i think so; that would help; i'd like that; por qué no; creo que sí; me ayudaría"
NO = "nah im good; no need thanks; not tonight; i'll be ok; no hace falta; ahorita no gracias; estoy bien"


@pytest.mark.parametrize("words", YES.split("; "))
def test_a_yes_in_everyday_words_to_the_question_about_themselves_reaches_the_team(words: str) -> None:
    assert done(writes(words, AFTER, asked("debrief.ask"))) == [TalkItOver()]
    assert done(writes(words, IDLE, asked("shift_ending.ask"))) == [TalkAfterShift()]


@pytest.mark.parametrize("words", NO.split("; "))
def test_a_no_in_everyday_words_leaves_it(words: str) -> None:
    turn = writes(words, AFTER, asked("debrief.ask"))
    assert (said(turn), done(turn)) == (["debrief.fine"], [])
    assert said(writes(words, IDLE, asked("shift_ending.ask"))) == ["shift_ending.fine"]


def test_a_yes_reaches_every_such_question() -> None:
    for step in ("after_call.never_again", "unsure.cut_off", "name.quietly"):
        assert done(writes("sure why not", AFTER, asked(step))), step
        assert not [each for each in done(writes("nah", AFTER, asked(step))) if isinstance(each, BlockPair)]


@pytest.mark.parametrize("words", ["sure, why not?", "why would i", "i think she was drunk", "not really"])
def test_what_is_neither_is_not_taken_for_one(words: str) -> None:
    assert TalkAfterShift() not in done(writes(words, IDLE, asked("shift_ending.ask")))


def test_a_question_that_rings_a_phone_needs_its_own_words() -> None:
    turn = writes("i guess", OFFERED, writes("not busy until 5", OFFERED).session)
    assert not [each for each in done(turn) if isinstance(each, TakeOffer)]


@pytest.mark.parametrize(
    "words",
    [
        "not busy until 5",
        "free until 5",
        "im around till 5",
        "estoy libre hasta las 5",
        "no estoy ocupada hasta las 5",
    ],
)
def test_who_is_free_until_an_hour_is_asked_and_their_yes_is_a_take_now(words: str) -> None:
    turn = writes(words, OFFERED)
    assert (said(turn), done(turn)) == (["for_volunteer.take"], [])
    assert then(turn, "1", OFFERED) == [TakeOffer("K7", True)]


@pytest.mark.parametrize(
    "words", ["busy until 5", "not free until 5", "no estoy libre hasta las 5", "at work til 5"]
)
def test_who_is_busy_until_then_still_passes_until_then(words: str) -> None:
    [effect] = done(writes(words, replace(IDLE, offers=(K7,))))
    assert isinstance(effect, PassOffer) and effect.willing_from is not None


STANDS = [
    (IDLE, "for_volunteer.on"),
    (replace(IDLE, duty_until=UNTIL), "for_volunteer.on_until"),
    (replace(IDLE, resting_until=UNTIL, duty_until=UNTIL), "for_volunteer.resting"),
    (replace(IDLE, on_duty=False), "for_volunteer.off"),
    (replace(IDLE, on_duty=False, paused=True), "for_volunteer.paused"),
    (replace(IDLE, on_duty=False, paused=True, paused_until=UNTIL), "for_volunteer.paused_until"),
]


@pytest.mark.parametrize(("state", "wording"), STANDS, ids=[wording for _, wording in STANDS])
def test_whoever_asks_whether_they_are_on_hears_of_a_rest_and_a_break_as_well(
    state: object, wording: str
) -> None:
    for words in ("am i still on", "STATUS"):
        turn = writes(words, state)  # type: ignore[arg-type]
        assert said(turn) == [wording], words


@pytest.mark.parametrize(
    "words",
    [
        "im going to bed",
        "heading to bed, night",
        "ok bedtime for me",
        "ya me voy a dormir",
        "me voy a la cama",
    ],
)
def test_who_goes_to_bed_is_off_duty_whatever_was_asked(words: str) -> None:
    for volunteer, session in ((IDLE, None), (AFTER, asked("debrief.ask"))):
        assert done(writes(words, volunteer, session)) == [SetDuty(False, None)]
