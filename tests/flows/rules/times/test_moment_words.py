"""Right before a ring: who asks for a moment, and who says that now is good."""

import pytest

from flows.rules.times.moment_words import MOST_MINUTES, USUAL_MINUTES, is_back, minutes_asked

A_MOMENT = (
    "espérame tantito; un momento; un momento que estoy en la ducha; one sec im in the bathroom; hold on; brb; wait; "
    "dame 5 minutos; 2 mins; give me ten minutes; ya casi; ahorita vengo; bancame un toque; let me get to my car; "
    "almost home; sorry one moment; espera un segundo porfa; i need a minute; aguántame tantito"
).split("; ")
NO_MOMENT = (
    "no puedo ahora; 20 minutes; in an hour; 5; un momento muy dificil; one minute im fine the next im crying; "
    "wait, dont call; no, espera; later; momento de mi vida; wait who is this?; espera mejor no; a minute ago; "
    "necesito hablar; en un rato a las 8; 1; hold on is this free?; "
    "uno; three; wait who is it tho; esperen, q sea una mujer"
).split("; ")
BACK = "ya; ya puedo; im back; ok im parked; home now; hi im alone now; ya estoy sola; ya regresé; ok now; ahora sí"
NOT_BACK = (
    "ya llegó; ya salió; ya no; im home alone and scared; no; home; im done with this; ya no puedo; he is back; "
    "ya estoy harta; im free of him; back off"
)


@pytest.mark.parametrize("text", A_MOMENT)
def test_somebody_who_asks_for_a_moment_is_waited_for(text: str) -> None:
    assert minutes_asked(text) == USUAL_MINUTES


def test_the_minutes_they_name_are_waited_and_no_more_than_a_quarter_of_an_hour() -> None:
    assert minutes_asked("dame 15 minutos") == MOST_MINUTES
    assert minutes_asked("give me 20 minutes") is None


@pytest.mark.parametrize("text", NO_MOMENT)
def test_a_no_another_time_a_question_or_a_story_is_no_moment(text: str) -> None:
    assert minutes_asked(text) is None


@pytest.mark.parametrize("text", BACK.split("; "))
def test_whoever_is_back_says_that_now_is_good(text: str) -> None:
    assert is_back(text)


@pytest.mark.parametrize("text", NOT_BACK.split("; "))
def test_somebody_else_who_came_and_pain_are_no_yes(text: str) -> None:
    assert not is_back(text)
