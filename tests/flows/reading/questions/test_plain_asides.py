"""What people plainly ask or say of this line is answered as asked, in any state, and books or moves nothing."""

from dataclasses import replace
from datetime import timedelta

import pytest

from flows.effects.requests import KeepWish, RequestCallback
from flows.effects.told import KeepTold
from flows.engine import Act, Phrase, Session, Turn
from flows.person import CallbackView, Person
from flows.rules.meaning.plain_question_words import read
from flows.rules.refusal import writing_words
from flows.states import CallbackState
from tests.flows.test_front_door import KNOWN, VOLUNTEER, asked_mood, said, text
from tests.kits.line import NOON

WAITS = replace(
    KNOWN, callback=CallbackView("K7", CallbackState.WAITING, NOON + timedelta(hours=2), language="en")
)
ASKED = {
    "bot": "are you a bot · is this a real person · whos this a bot?? · sos un bot? · esto es real?"
    " · holaa esto es posta? · quién escribe conmigo? persona real?",
    "there": "is anyone there · qué onda, neta hay alguien ahí? · hay alguien?",
    "soon": "how long will it take · how long do I have to wait · cuanto tardan · van a tardar mucho? · cuánto falta"
    " · y entonces cuándo me llaman? · when will someone call me · how long does it take",
    "long": "how long is the call · ¿y cuánto dura? · how long does a call last · how long will we talk",
    "number": "why do you have my number · y por qué tienen mi número? · how did you get my number",
    "tell": "will you tell my mom · u gonna tell my mom?? · do u tell the school · no le vayan a decir a mis papás"
    " · le van a decir a mi mama?? · mi vieja se entera? · dont tell my parents",
    "bill": "does it show on the bill · can my parents see this on the bill · sale en la factura?",
    "woman": "will it be a woman · will it be a lady · va a ser una mujer?",
    "come": "how do I know when they come · how I know when person come · cómo sé cuando llega?",
    "same": "can it be a dad · someone whos lost a kid if theres anybody · alguien que haya perdido un hijo"
    " · sabe lengua de señas?",
    "sorry": "sorry · im sory · perdón por molestar · perdon x lo de anoche q pena · sorry to bother you so late",
    "bother": "I don't want to be a bother · i feel stupid for asking · q pena · no sé ni para qué escribo",
}
NONE_OF_THESE = (
    "sorry wrong number · sorry i need someone to call me · perdon llamenme · sorry cant now · sorry not now · ok sorry"
    " · can it be tomorrow · can it be at 7 · will you tell me when · call me · tell my mom i love her"
    " · sorry for everything goodbye · perdon por todo adios · im sorry i took them · im a burden to everyone"
    " · dont bother now · dont call my job again · can it be a different day · sorry i missed it please try again"
    " · es un hombre malo · sorry im going to do it"
).split(" · ")


@pytest.mark.parametrize("kind", ASKED)
def test_a_plain_question_is_known_by_its_words(kind: str) -> None:
    assert {asked: read(asked) for asked in ASKED[kind].split(" · ")} == dict.fromkeys(
        ASKED[kind].split(" · "), kind
    )


def test_a_request_a_no_an_hour_and_a_farewell_are_none_of_these() -> None:
    assert [asked for asked in NONE_OF_THESE if read(asked) is not None] == []


@pytest.mark.parametrize(
    "given", ["will you tell my mom", "sorry to bother you", "are you a bot", "how long is a call"]
)
def test_it_is_answered_beside_the_question_which_is_put_again(given: str) -> None:
    asked = asked_mood()
    turn = text(given, asked)
    assert said(turn)[0].startswith("plain.") and said(turn)[1] == "checkin.mood"
    assert turn.session == asked and turn.effects == ()


@pytest.mark.parametrize("person", [KNOWN, WAITS, replace(WAITS, language="es")])
def test_an_apology_books_and_calls_off_nothing(person: Person) -> None:
    turn = text("perdón por molestar", None, person)
    assert turn == Turn((Phrase("plain.sorry"),))


def test_who_waits_and_asks_how_long_hears_when() -> None:
    assert said(text("how long will it take", None, WAITS)) == ["status.waiting"]
    assert said(text("how long will it take", None, KNOWN)) == ["plain.soon"]


def test_a_wish_for_somebody_like_them_is_kept_for_whoever_takes_it() -> None:
    wished = text("can it be a dad", None, WAITS).said[0]
    assert isinstance(wished, Act) and isinstance(wished.effect, KeepWish) and wished.effect.what == "topic"
    kept = text("can it be a dad").said[0]
    assert isinstance(kept, Act) and kept.effect == KeepTold("can it be a dad")


def test_words_for_the_team_or_a_volunteer_go_to_them() -> None:
    question = Session(
        "team.question", Phrase("team.ask_question"), (("", "*", "team.consent"),), optional=True
    )
    assert said(text("will you tell my mom", question))[0].partition(".")[0] != "plain"
    assert said(text("sorry", None, VOLUNTEER))[0] != "plain.sorry"


def test_who_chooses_to_write_is_written_to_whatever_the_reason() -> None:
    offer = text("2", asked_mood()).session
    for given in (
        "por msj plis, me da cringe hablar",
        "escribir, llamada ni loca",
        "text, i panic on the phone",
    ):
        turn = text(given, offer)
        assert any(
            isinstance(part, Act) and part.effect == RequestCallback(2, by_text=True) for part in turn.said
        ), turn
    assert said(text("ok but dont call", offer))[-1] == "answer.write_here"


def test_a_call_that_is_asked_for_beside_it_is_no_choice_of_writing() -> None:
    for given in ("por mensaje me da cosa, mejor llamada", "escribir no, llamada si", "text or call"):
        assert not writing_words.chooses(given), given
    assert not writing_words.accepts_without_call("ok but dont call before 7")
