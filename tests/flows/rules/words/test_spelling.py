"""Misspellings are forgiven where the sense cannot change; across a no, and where a phone would ring, nothing is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.reading import keywords
from flows.replies import ALL_KEYWORDS
from flows.rules.words import negation
from flows.rules.words.replies import best, clean
from tests.kits.texts_written import KEPT_BACK, SEEN, written

RINGING = sorted(name for name in keywords.RINGS if name.startswith("keyword:"))


def once(word: str) -> str:
    """A word with its doubled letters written once."""
    return "".join(letter for letter, after in zip(word, word[1:] + " ", strict=True) if letter != after)


def is_swap(typed: str, word: str) -> bool:
    """The same letters, the first in its place."""
    return sorted(typed) == sorted(word) and typed[:1] == word[:1]


def keyword(text: str) -> str | None:
    return best(text, ALL_KEYWORDS, strict=keywords.RINGS)


@pytest.mark.parametrize("file", [SEEN, KEPT_BACK])
def test_no_text_that_asks_for_no_call_is_a_keyword_that_rings(file: str) -> None:
    read = {row.text: keyword(row.text) for row in written("no_ring", file=file)}
    assert {text: found for text, found in read.items() if found in RINGING} == {}


@pytest.mark.parametrize("name", RINGING)
@pytest.mark.parametrize(
    "no", ["no", "not", "dont", "never", "ni", "nunca", "sin", "ya no", "que no", "do not", "nver", "dnt"]
)
def test_a_no_before_or_behind_a_word_that_rings_is_never_forgiven(name: str, no: str) -> None:
    for word in ALL_KEYWORDS[name]:
        for said in (
            f"{no} {word}",
            f"{no}{word}",
            f"{word} {no}",
            f"{no} {word} please",
            f"{no} {word} now",
        ):
            if said.replace(" ", "") in {clean(known).replace(" ", "") for known in ALL_KEYWORDS[name]}:
                continue
            assert keyword(said) != name, said


@pytest.mark.parametrize("name", RINGING)
def test_a_word_that_rings_needs_its_letters(name: str) -> None:
    letters = "abcdefghijklmnopqrstuvwxyz"
    known = {clean(word).replace(" ", "") for word in ALL_KEYWORDS[name]}
    for word in known:
        changed = {word[:at] + new + word[at + 1 :] for at in range(len(word)) for new in letters} - known
        dropped = {
            word[:at] + word[at + 1 :] for at in range(len(word)) if word[at] not in word[at + 1 : at + 2]
        }
        added = {
            word[:at] + new + word[at:] for at in range(len(word) + 1) for new in letters if new not in word
        }
        for typed in (changed | dropped | added) - known:
            if once(typed) in map(once, known) or any(is_swap(typed, other) for other in known):
                continue  # a doubled letter, or two swapped
            assert keyword(typed) != name, (typed, word)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("calll me", "CALL"), ("clal me", "CALL"), ("cal me please", "CALL"), ("raedy", "READY"),
        ("readyy", "READY"),
        ("tkae", "TAKE"), ("chekin", "CHECKIN"), ("chek in", "CHECKIN"), ("nevrmind", "NEVERMIND"),
        ("statsu", "STATUS"),

        ("lllamame", "CALL"), ("lalmame", "CALL"), ("im calm", None), ("ball", None), ("cell", None), ("fake", None),
        ("bake", None), ("sale", None), ("mote", None), ("same", None), ("i need to go", None),
        ("take care", None), ("lets go", None), ("can i go", None), ("the ball", None),
    ],
)  # fmt: skip
def test_what_is_forgiven_and_what_is_not(text: str, name: str | None) -> None:
    assert keyword(text) == (f"keyword:{name}" if name else None)


@pytest.mark.parametrize("text", ["gracias", "no sé", "thanks"])
def test_what_is_no_no_is_not_made_one(text: str) -> None:
    assert best(text, {"no": ("no", "no gracias", "no thanks")}) is None


@given(
    st.text(alphabet="nosidtevrua ", max_size=20), st.sampled_from(["callback", "llamenme", "ready", "take"])
)
def test_whatever_is_said_around_it_a_no_is_kept(around: str, word: str) -> None:
    said = clean(f"{around} {word}")
    if negation.negates(said):
        assert best(said, {"it": (word,)}, strict=("it",)) is None
