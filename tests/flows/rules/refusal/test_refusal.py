"""A no to a call in anybody's words: found nearly always, and never where somebody still wants it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.rules.meaning import certainty
from flows.rules.refusal import refusal
from flows.rules.refusal.kinds import About
from flows.rules.refusal.without_no import WITHOUT_NO
from flows.rules.words.replies import clean
from tests.kits.texts_written import KEPT_BACK, SEEN, Written, share, written


@pytest.mark.parametrize(("file", "at_least"), [(SEEN, 0.9), (KEPT_BACK, 0.8)])
def test_a_call_is_taken_back_in_words_nobody_wrote_a_rule_from(file: str, at_least: float) -> None:
    rows = written("call_off", file=file)
    found = share([refusal.read(row.text) is not None for row in rows])
    assert found >= at_least, f"{found:.0%} of {len(rows)}"


@pytest.mark.parametrize(("file", "at_most"), [(SEEN, 0.02), (KEPT_BACK, 0.12)])
def test_whoever_still_wants_the_call_is_seldom_taken_to_say_no(file: str, at_most: float) -> None:
    rows = written("keep_call", file=file)
    wrong = share([refusal.read(row.text) is not None for row in rows])
    assert wrong <= at_most, f"{wrong:.0%} of {len(rows)}"


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("dont call me", About.CALL), ("que no me llamen", About.CALL), ("no callback please", About.CALL),
        ("call it off", About.CHANGED), ("i changed my mind", About.CHANGED), ("me arrepentí", About.CHANGED),
        ("hes home", About.COMPANY), ("ya llegó mi esposo", About.COMPANY),
        ("not today", About.NOT_NOW), ("ahorita no puedo", About.NOT_NOW),
        ("actually im ok now", About.BETTER), ("ya se me pasó", About.BETTER),
        ("nah", About.PLAIN), ("no gracias", About.PLAIN), ("not really", About.PLAIN),
    ],
)  # fmt: skip
def test_what_makes_it_a_no_is_known(text: str, about: About) -> None:
    read = refusal.read(text)
    assert read is not None
    assert read.about is about


@pytest.mark.parametrize(
    "text",
    [
        "please avoid phoning, the baby wakes", "quit calling me", "spare me the phone call", "zero calls",
        "anything but a phone call", "the last thing i need is somebody calling", "make sure nobody rings me",
        "keep my phone quiet", "calls are off the table", "ring me and i'll hang up", "texting ok, calls no",
        "nada de llamarme", "eviten marcar a la casa", "dejen de llamar", "prohibido llamarme",
        "lo último que quiero es que me llamen", "ni se les ocurra marcarme", "que nadie me llame",
        "ahórrense la llamada", "mensajes sí, llamadas no", "lo que sea menos una llamada",
    ],
)  # fmt: skip
def test_a_no_needs_no_no_and_no_likelihood_of_a_request_outweighs_it(text: str) -> None:
    """To a model that knows requests by their words these look like requests."""
    read = refusal.read(text)
    assert read is not None
    assert read.about is About.CALL
    for state in ("new", "idle", "mood", "offer", "after"):
        assert not certainty.asks_for_call(text, state, {"call": 0.99}), state


@pytest.mark.parametrize(
    "text",
    [
        "no me dejen de llamar eh", "quiero una llamada no un mensaje", "hablo con nadie. llamen",
        "call me, dont avoid it",
        "no one calls me anymore, could somebody ring", "nadie me llama, llámenme", "no dejen de marcarme",
        "mejor llamada, no veo bien", "es hoy la llamada, no?", "i quit drinking. call me",
    ],
)  # fmt: skip
def test_who_asks_for_a_call_with_such_words_is_not_taken_to_refuse_one(text: str) -> None:
    assert WITHOUT_NO.search(clean(text)) is None


@pytest.mark.parametrize(
    ("text", "certain"),
    [
        ("cancel the call", True), ("call it off", True), ("ya no quiero la llamada", True),
        ("i don't want a call", True), ("cancela la llamada porfa", True),
        ("hes home", False), ("not today", False), ("im ok now", False), ("mejor otro dia", False),
    ],
)  # fmt: skip
def test_only_what_says_so_in_so_many_words_is_certain(text: str, certain: bool) -> None:
    read = refusal.read(text)
    assert read is not None
    assert read.certain is certain


@pytest.mark.parametrize(
    "text",
    ["", "   ", "🙂", "thanks", "gracias", "no sé", "call me", "yes please", "ok", "is it free?", "when?"],
)
def test_what_is_no_refusal_is_none(text: str) -> None:
    assert refusal.read(text) is None


@settings(max_examples=60)
@given(
    st.lists(
        st.sampled_from("no dont call not tell the volunteer me mi ya que cancel my is home to".split()),
        max_size=300,
    )
)
def test_no_text_keeps_it_busy(words: list[str]) -> None:
    refusal.read(" ".join(words))


@pytest.mark.parametrize("word", ["no ", "tell the ", "not so ", "ya no ", "mi "])
def test_the_longest_text_is_read_like_any_other(word: str) -> None:
    refusal.read(word * 800)


def test_the_rows_are_many_and_of_both_languages() -> None:
    rows: list[Written] = written("call_off", "keep_call", file=KEPT_BACK)
    assert {row.language for row in rows} == {"en", "es"}
    assert len(rows) >= 100
