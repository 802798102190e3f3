"""Reactions and automatic replies get no answer and change nothing; questions about the policy get an honest one."""

from dataclasses import replace

import pytest

from flows import front_door
from flows.effects.base import AlertKind
from flows.effects.contacts import Introduce, OptOut, RaiseAlert
from flows.effects.relay import PassOn
from flows.engine import Act, Channel, Turn
from flows.person import CallbackView, Person, VolunteerView
from flows.rules.words.automatic_replies import is_automatic
from flows.states import CallbackState
from tests.flows.test_front_door import KNOWN, asked_mood, said, scene, text, tried
from tests.kits.line import NOON

LIKED = "Liked “How are you right now? Reply 1 (very low) to 5 (good), or SKIP.”"
OUT_OF_OFFICE = "Automatic reply: I am out of the office until Monday. If this is an emergency, call 911."
UNSPOKEN = (
    LIKED,
    OUT_OF_OFFICE,
    "If this is an emergency, call 911",
    "Le encantó “Si sientes que no puedes más: llama o escribe al 988.”",
    "Respuesta automática: estoy de vacaciones hasta el lunes.",
    "I'm driving with Driving Focus turned on. I'll see your message when I get where I'm going.",
    "I'm in a meeting. This is an automated reply.",
    "Estoy conduciendo. Te responderé cuando llegue.",
    "No puedo contestar. Enviado automáticamente",
    "Message not delivered",
    "No se pudo entregar el mensaje.",
    "Le gustó una imagen",
)
WRITTEN = (
    "is this an automated message?",
    "i have notifications silenced at night, can you text instead",
    "it says message not delivered",
    "im on vacation and i feel so alone",
    "im driving, call me at 8",
    "el usuario está muy borracho",
    "the number is not in service",
)
WRITING = CallbackView("K7", CallbackState.CONNECTED, NOON, kind="text", peer="Sam")


def writing_peer() -> Person:
    return replace(KNOWN, volunteer=VolunteerView(active=True, on_duty=True, holding=WRITING))


@pytest.mark.parametrize("given", UNSPOKEN)
@pytest.mark.parametrize("person", [KNOWN, Person("en"), replace(KNOWN, opted_out=True)])
def test_what_nobody_wrote_gets_no_answer_and_leaves_the_question_open(given: str, person: Person) -> None:
    for open_question in (None, asked_mood()):
        for _ in range(5):
            assert text(given, open_question, person) == Turn((), (), open_question)


def test_what_a_person_writes_of_such_things_is_read() -> None:
    for given in WRITTEN:
        assert not is_automatic(given), given
        assert text(given) != Turn(), given


def test_it_is_no_miss() -> None:
    question = asked_mood()
    for given in UNSPOKEN:
        after = text(given, question).session
        assert after is not None
        assert after.misses == 0


def test_an_automatic_reply_that_speaks_of_stop_is_no_opt_out() -> None:
    turn = text("Thank you for contacting Joe's Plumbing! Our office is closed. Reply STOP to unsubscribe.")
    assert not any(isinstance(effect, OptOut) for effect in turn.effects)


@pytest.mark.parametrize("given", [f"{LIKED} I want to die", f"{OUT_OF_OFFICE} I want to kill myself"])
def test_danger_beside_it_is_answered(given: str) -> None:
    turn = text(given)
    assert said(turn)[0] == "crisis.answer"
    assert RaiseAlert(AlertKind.CRISIS) in turn.effects


def test_words_that_a_person_should_look_at_are_answered_and_told_though_a_machine_seems_to_write() -> None:
    for given in (
        "Automatic reply: I used to want to kill myself",
        "Mensaje automático: antes me quería morir",
    ):
        turn = text(given)
        assert RaiseAlert(AlertKind.CHECK) in turn.effects, given
        assert "crisis.footer" in said(turn), given


def test_a_reaction_to_a_peer_passes_on_the_sign_and_not_the_quote() -> None:
    turn = text("Loved “Careful: they used words of crisis today”", None, replace(KNOWN, callback=WRITING))
    assert tried(turn) == [PassOn("❤")]
    assert text("Removed a heart from “hello”", None, replace(KNOWN, callback=WRITING)) == Turn()


def test_a_peers_reaction_goes_nowhere() -> None:
    assert text("Laughed at “Careful: they used words of crisis today”", None, writing_peer()) == Turn()


def test_a_peers_advice_reaches_the_participant_they_write_with() -> None:
    turn = text("If this is an emergency, call 911", None, writing_peer())
    assert tried(turn) == [PassOn("If this is an emergency, call 911", to_them=True)]


@pytest.mark.parametrize(
    "given",
    ["will you call the police on me?", "is it ok to talk about wanting to die", "¿llaman a la policía?"],
)
def test_a_question_about_the_policy_is_answered_and_alarms_nobody(given: str) -> None:
    question = asked_mood()
    turn = text(given, question)
    assert said(turn) == ["policy.unset", "crisis.footer", "checkin.mood"]
    assert turn.effects == ()
    assert turn.session == question


def test_where_nobody_is_told_the_answer_does_not_say_so() -> None:
    asked = scene("will you call the police on me?", has_coordinator=False, policy="never")
    assert said(front_door.text(asked, None)) == ["policy.never", "crisis.footer"]


def test_a_stranger_who_asks_hears_who_we_are_first() -> None:
    turn = text("do you send the cops?", None, Person("en"))
    assert said(turn)[:2] == ["intro", "policy.unset"]
    assert Introduce("intro") in turn.effects


def test_it_is_answered_on_the_phone_and_the_question_put_again() -> None:
    open_call = front_door.begin_call(scene("", channel=Channel.VOICE)).session
    assert open_call is not None
    asked = scene("will you call the police on me", channel=Channel.VOICE)
    turn = front_door.key(asked, open_call, speech=True)
    assert said(turn)[:2] == ["policy.unset", "crisis.footer"]
    assert turn.session == open_call
    assert turn.effects == ()


def test_to_a_peer_it_is_their_question_and_is_passed_on() -> None:
    turn = text("will you call the police on me?", None, replace(KNOWN, callback=WRITING))
    assert [part.effect for part in turn.said if isinstance(part, Act)] == [
        PassOn("will you call the police on me?")
    ]
