"""A number answers only where it is an answer: a mood nobody gave is on file for ever, a call nobody wanted rings."""

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.rules.words import numbered_answer
from flows.rules.words.replies import best
from flows.wording import words
from tests.kits.texts_written import KEPT_BACK, SEEN, Written, share, written

CHOICES: Mapping[str, Sequence[str]] = {
    "low": ("1", "low"), "okay": ("2", "okay"), "good": ("3", "good"), "great": ("4",), "best": ("5",),
}  # fmt: skip
READY = {"ready": ("1", "ready", "yes"), "later": ("2", "later", "not now", "no"), "text": ("3", "text only")}


def read(row: Written, question: str) -> str | None:
    accepted = words(question, row.language).replies
    return best(row.text, accepted) or numbered_answer.read(row.text, accepted)


@pytest.mark.parametrize("file", [SEEN, KEPT_BACK])
@pytest.mark.parametrize(
    ("kind", "question"),
    [
        ("number_no_mood", "checkin.mood"),
        ("number_no_mood", "after.rating"),
        ("number_no_offer", "checkin.offer"),
    ],
)
def test_a_number_that_is_no_answer_is_never_taken_for_one(file: str, kind: str, question: str) -> None:
    misread = [row.text for row in written(kind, file=file) if read(row, question) is not None]
    assert misread == []


@pytest.mark.parametrize(("file", "at_least"), [(SEEN, 0.95), (KEPT_BACK, 0.7)])
@pytest.mark.parametrize(
    ("kind", "question"), [("number_yes_mood", "checkin.mood"), ("rating_reason", "after.rating")]
)
def test_a_rating_in_a_sentence_is_read_and_never_as_another(
    file: str, at_least: float, kind: str, question: str
) -> None:
    rows = written(kind, file=file)
    given = [
        (read(row, question), next((c for c in row.note + row.text if c.isdigit()), None)) for row in rows
    ]
    assert share([found is not None for found, _ in given]) >= at_least
    if kind == "number_yes_mood":
        assert [pair for pair in given if pair[0] not in (None, pair[1])] == []


@pytest.mark.parametrize("text", ["10", "11", "1 0", "6", "0", "1st", "1x", "2x a day", "3pm", "4:30", "5th"])
def test_another_number_or_a_time_is_none(text: str) -> None:
    assert numbered_answer.read(text, CHOICES) is None


@pytest.mark.parametrize("text", ["2 or 3", "2-3", "1.5", "2 3", "two or three", "2, 3", "1/2", "2 y 3"])
def test_two_answers_are_none(text: str) -> None:
    assert numbered_answer.read(text, CHOICES) is None


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("2 and I feel bad", "okay"), ("2. slept badly", "okay"), ("three, better today", "good"),
        ("5!! tell him he's a legend", "best"), ("like a 2", "okay"), ("2/5", "okay"), ("3 out of 5", "good"),
        ("2️⃣ y cansada", "okay"), ("pretty rough, like a 1", "low"), ("3ish", "good"),
    ],
)  # fmt: skip
def test_a_rating_may_have_its_reason(text: str, meaning: str) -> None:
    assert numbered_answer.read(text, CHOICES) == meaning


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("1. ready", "ready"), ("1 ready", "ready"), ("1 yes please", "ready"), ("2 not now", "later"),
        ("3, text only", "text"),
        ("1 no wait", None), ("1, not now", None), ("1. one sec", None),
        ("1 but text only", None), ("1, text only", None),
        ("1 of my friends died", None), ("2 minutes", None), ("3 kids asleep", None), ("1 question", None),
    ],
)  # fmt: skip
def test_the_number_of_a_choice_takes_only_words_of_its_own(text: str, meaning: str | None) -> None:
    assert (best(text, READY) or numbered_answer.read(text, READY)) == meaning


@given(st.text())
def test_any_text_at_all_is_read_or_not(text: str) -> None:
    assert numbered_answer.read(text, CHOICES) in {*CHOICES, None}
