"""Which hour in a text is that of a call, and which no to now names another time."""

import pytest

from flows.rules.times.other_times import instead_of_now, is_of_a_call


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("hoy no, mañana a las 10", "mañana a las 10"),
        ("hoy no mejor mañana a las 10", "mejor mañana a las 10"),
        ("pues que me llame alguien, pero esta noche no, mañana a las 10", "mañana a las 10"),
        ("ahora no puedo, mañana mejor", "mañana mejor"),
        ("not tonight, tomorrow at 9", "tomorrow at 9"),
        ("can't talk now, maybe 7pm", "maybe 7pm"),
        ("mañana a las 10, hoy no", "mañana a las 10"),
    ],
)
def test_a_no_to_now_leaves_the_other_time(text: str, when: str) -> None:
    parts = instead_of_now(text)
    assert parts is not None
    assert parts[1] == when


@pytest.mark.parametrize(
    "text",
    "not tonight and not tomorrow; hoy no, ni mañana; no me llamen hoy a las 10; not now; hoy no puedo, gracias; "
    "dont call me tonight at 10".split("; "),
)
def test_a_no_that_goes_on_or_names_its_own_hour_leaves_none(text: str) -> None:
    assert instead_of_now(text) is None


@pytest.mark.parametrize(
    ("text", "beside"),
    [("he would be 7 tomorrow", "he would be"), ("el funeral es mañana a las 10", "el funeral es")],
)
def test_an_hour_in_something_told_is_none_of_a_call(text: str, beside: str) -> None:
    assert not is_of_a_call(text, beside)


@pytest.mark.parametrize(
    ("text", "beside"),
    [
        ("mejor mañana a las 10", "mejor"),
        ("i get off at 6", "i get off"),
        ("after 8 please", ""),
        ("7pm", ""),
    ],
)
def test_an_hour_alone_or_beside_words_of_their_day_may_be(text: str, beside: str) -> None:
    assert is_of_a_call(text, beside)
