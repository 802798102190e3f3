"""What is sure of a sentence about regular check-ins; the rest is asked for, and never guessed."""

import pytest

from flows.rules.times import schedules
from flows.rules.times.reminders_in_words import Said, read


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        ("text me every morning at 7", "en", "every day 7:00am"),
        ("check on me each evening, around 8 please", "en", "every day 8:00pm"),
        ("every Sunday at 6:30pm would be good", "en", "sunday 6:30pm"),
        ("escríbanme todas las noches a las 9", "es", "every day 9:00pm"),
        ("los lunes a las 19:30", "es", "monday 19:30"),
        ("write me on Sundays", "en", "sunday"),
        ("3. ask me this on Sundays", "en", "sunday"),
        ("2 and text me mornings", "en", "every day"),
        ("me escribes cada mañana?", "es", "every day"),
    ],
)
def test_the_days_and_the_time_that_are_sure(text: str, language: str, words: str) -> None:
    assert read(text, language) == Said(words=words)
    assert isinstance(schedules.read(words, language), schedules.Asked), "REMIND reads it"


@pytest.mark.parametrize(
    "text",
    [
        "every day, my son is 7 and likes mornings and evenings",
        "every morning, 5 of us, at 7",
        "daily, im 62",
        "every night at 15 past",
        "every day at 9",
    ],
)
def test_a_number_that_may_be_no_time_or_another_hour_is_left_out(text: str) -> None:
    assert ":" not in read(text, "en").words


@pytest.mark.parametrize(
    "text", ["im asleep at 8am", "ask me at night instead", "next week", "a text would be nice"]
)
def test_without_a_day_there_is_nothing_to_keep(text: str) -> None:
    assert read(text, "en") == Said()


@pytest.mark.parametrize(
    "text",
    [
        "no more morning reminders",
        "please stop the daily ones",
        "skip the weekends",
        "too many how-are-yous",
        "dont text me in the mornings any more",
        "ya no me pregunten en las mañanas",
        "quiten el mensaje de los lunes",
        "dejen de escribirme todos los días",
    ],
)
def test_fewer_of_them(text: str) -> None:
    assert read(text, "en") == read(text, "es") == Said(fewer=True)


@pytest.mark.parametrize(
    "text",
    [
        "why didnt i get my daily text",
        "didnt get my hello today",
        "hoy no me llegó el diario",
        "is it switched off",
    ],
)
def test_one_that_did_not_come_asks_for_nothing(text: str) -> None:
    assert read(text, "en") == Said()


@pytest.mark.parametrize(
    "text", ["would it be too much trouble to write Sundays", "un mensaje los domingos me basta"]
)
def test_courtesy_is_no_wish_for_fewer(text: str) -> None:
    assert read(text, "es") == Said(words="sunday")


def test_any_text_is_read_in_a_moment() -> None:
    for text in ("", "1" * 1600, "every " * 300, "7 " * 800, "ño" * 800):
        assert read(text, "en").words in ("", "every day")
