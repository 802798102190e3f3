"""Safe hours in a sentence: read where it says only when they may be reached, and never the other way round."""

from datetime import time

import pytest

from flows.rules.safe_contact.answers import find_hours


@pytest.mark.parametrize(
    ("said", "hours"),
    [
        ("only when hes at work, 8 to 4", (time(8), time(16))),
        ("9 to 5 when he's at work", (time(9), time(17))),
        ("solo de 9am a 2pm", (time(9), time(14))),
        ("sí pero solo por las mañanas", (time(8), time(12))),
    ],
)
def test_the_one_span_of_a_sentence_is_found(said: str, hours: tuple[time, time]) -> None:
    assert find_hours(said) == hours


@pytest.mark.parametrize(
    "said",
    [
        "8 to 4, hes home",
        "not 8 to 4",
        "9am to 5pm except fridays",
        "mornings or evenings",
        "he's home 8 to 4",
    ],
)
def test_hours_in_which_nobody_may_call_are_asked_for_again(said: str) -> None:
    assert find_hours(said) is None
