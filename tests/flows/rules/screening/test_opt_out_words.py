"""More words that end all texts count at once; an hour, a call, others' words and a wish for texts make them none."""

import pytest

from flows.reading.refusal import opt_out_sentence
from flows.rules.meaning.model import likely
from flows.rules.screening.opt_out_words import asks

ENDS = (
    "good talk, last one. take me off now please",
    "get out of my phone",
    "fuera de mi teléfono",
    "ya no quiero que me lleguen mensajes",
    "i said STOP in june and here you still are",
    "call cancelled and cancel me too, cancel the lot",
    "cambié de idea: sin llamada y sin ustedes",
    "Take. Me. Off.",
    "dont need these coming anymore, thanks",
    "no more messages to this phone after today",
    "kiero mi vaja",
    "me desapunto",
)
NO_ENDS = (
    "dont cancel me",
    "no quiero dejar de hablar con ustedes",
    "take me off the list for tonight",
    "my ex wont stop texting me, blocked him twice",
    "he said never text again",
    "no more emojis please",
    "i want to stop drinking",
    "make it stop",
    "dont send texts when my kids are home",
    "i fell asleep. dont need it anymore",
    "no more calls today, texts are fine",
)


@pytest.mark.parametrize("text", ENDS)
def test_these_words_end_all_texts_at_once(text: str) -> None:
    assert asks(text)
    assert opt_out_sentence.asks(text, likely(text, "participant", "idle"))


@pytest.mark.parametrize("text", NO_ENDS)
def test_words_much_like_them_end_none(text: str) -> None:
    assert not asks(text)
    assert not opt_out_sentence.asks(text, likely(text, "participant", "idle"))
