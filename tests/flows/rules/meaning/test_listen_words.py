"""Words that ask to just hear the volunteer, or to talk; and words that are said to the volunteer and ask nothing."""

import pytest

from flows.rules.meaning.listen_words import what_they_want

LISTENS = (
    "can i just listen|could I just listen to you for a bit?|i dont want to talk, can i just listen|just listen please"
    "|I just want to listen|id rather listen|can i listen first|can I hear your voice|i want to hear a voice"
    "|id love to hear sams voice|quiero solo escuchar|¿puedo solo escuchar?|solo quiero escucharte|puedo oír tu voz"
    "|me gustaría escuchar tu voz|prefiero solo escuchar|no quiero hablar, ¿puedo solo escuchar?|solo escuchar"
).split("|")
TALKS = (
    "can you call me|call me please|could we have a call|can we talk on the phone|i want to talk to you on the phone"
    "|would you call me?|¿me puedes llamar?|puedes llamarme|llámame por favor|¿podemos hablar por teléfono?"
).split("|")
NEITHER = (
    "listen, i am so tired|just listen to me for once|he never listens|i listen to music all day|nobody listens"
    "|can you listen|my mom could just listen|i dont want to listen to you|please dont call me|can you not call me"
    "|call|ok call|they call me names|lets talk about it|i want to talk|i cant talk now|nobody calls me"
    "|escúchame|nadie me escucha|no me llames|quiero hablar|él nunca me escucha|escucho música|no quiero escuchar"
    "|can you tell me|i heard a voice in the hall|voices|let me listen to my music|i could listen to her all day"
).split("|")


@pytest.mark.parametrize("text", LISTENS)
def test_they_would_listen(text: str) -> None:
    assert what_they_want(text) == "listen"


@pytest.mark.parametrize("text", TALKS)
def test_they_would_talk(text: str) -> None:
    assert what_they_want(text) == "talk"


@pytest.mark.parametrize("text", NEITHER)
def test_this_is_said_to_a_person(text: str) -> None:
    assert what_they_want(text) is None
