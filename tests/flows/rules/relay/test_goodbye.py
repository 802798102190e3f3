"""A goodbye is a whole text, so that a story is none; "brb" is no goodbye for today."""

import pytest

from flows.rules.meaning.talk_now_words import asks_for_somebody_now
from flows.rules.relay.goodbye import Goodbye, adds_nothing, read

GOODBYES = """thank you for listening, goodnight|gtg|GTG my mom is here|chau gracias|ya me voy a dormir|adiós gracias
listo, ya está por hoy|otro día, ahorita no puedo|FIN|bye|ok thanks so much, talk tomorrow|goodnight Sam
I have to go now, thank you|me tengo que ir, gracias por escucharme|gracias, buenas noches
I feel better now, goodnight"""
NONE = """buenas noches|hola buenas noches|I never got to say goodbye|he left without a goodbye|I have to go to court
me tengo que ir de esta casa|goodnight forever|bye?|another day like this|i cant right now|thanks|adiós mundo|no puedo
voy a descansar para siempre|not today|❤|"""


@pytest.mark.parametrize("said", GOODBYES.replace("\n", "|").split("|"))
def test_a_goodbye_is_heard(said: str) -> None:
    assert read(said, name="Sam") is Goodbye.FOR_TODAY


@pytest.mark.parametrize("said", NONE.replace("\n", "|").split("|"))
def test_a_greeting_a_story_and_a_farewell_for_ever_are_no_goodbye(said: str) -> None:
    assert read(said) is None


@pytest.mark.parametrize("said", ["BRB", "one sec", "ahorita vuelvo", "dame 5 min"])
def test_a_moment_is_no_goodbye_for_today(said: str) -> None:
    assert read(said) is Goodbye.A_MOMENT


def test_thanks_after_a_goodbye_leave_it_one_and_anything_told_does_not() -> None:
    assert all(map(adds_nothing, ("you too", "gracias, igualmente", "❤")))
    assert not any(map(adds_nothing, ("wait, one more thing", "actually no", "thanks?")))


@pytest.mark.parametrize(
    ("said", "asks"),
    [
        ("quiero hablar con alguien ya", True),
        ("que me pasen con alguien", True),
        ("I need to talk to somebody right now", True),
        ("put me through", True),
        ("I don't want to talk to anyone right now", False),
        ("quiero hablar con alguien mañana", False),
        ("I want to talk to someone", False),
    ],
)
def test_a_caller_asks_for_somebody_now(said: str, asks: bool) -> None:
    assert asks_for_somebody_now(said) is asks
