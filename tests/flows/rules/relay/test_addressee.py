"""A peer's text in the middle of a conversation: what is private stays so, what is for them arrives."""

from collections import Counter
from pathlib import Path

import pytest

from flows.rules.relay.addressee import Reader, read
from flows.rules.relay.verbs import verb_of
from flows.wording import KEYWORDS

ROWS = [
    line.split("\t")
    for line in (Path(__file__).parent / "peers_words.tsv").read_text("utf-8").splitlines()
    if line
]
TO_THEM = [text for kind, _, text in ROWS if kind == "to_them"]
TO_LINE = [text for kind, _, text in ROWS if kind == "to_line"]


def reader(text: str) -> Reader:
    return read(text, "X6").to


def test_no_private_word_is_read_as_one_for_the_participant() -> None:
    assert [text for text in TO_LINE if reader(text) is Reader.THEM] == []


def test_no_line_for_the_participant_is_carried_out_as_a_command() -> None:
    assert [text for text in TO_THEM if reader(text) is Reader.LINE] == []


@pytest.mark.parametrize("language", ["en", "es"])
def test_of_ordinary_lines_few_are_asked_about_though_all_sound_like_a_command(language: str) -> None:
    ours = [text for kind, spoken, text in ROWS if kind == "to_them" and spoken == language]
    asked = [text for text in ours if reader(text) is Reader.UNCLEAR]
    assert len(asked) <= len(ours) * 0.08, asked


def test_most_of_what_is_for_the_line_is_carried_out_without_a_question() -> None:
    assert Counter(map(reader, TO_LINE))[Reader.LINE] >= len(TO_LINE) * 0.6


@pytest.mark.parametrize(
    ("text", "verb", "words"),
    [
        ("DONE she was drunk", "done", "she was drunk"),
        ("done, drunk again", "done", "drunk again"),
        ("NOTE prefers mornings", "note", "prefers mornings"),
        ("PASS i need a break", "pass", "i need a break"),
        ("this one is creepy BLOCK", "block", "this one is creepy"),
        (
            "please block this person they keep sending me pics",
            "block",
            "this person they keep sending me pics",
        ),
        ("fin, estaba borracha", "done", "estaba borracha"),
        ("nota: tiene dos hijos", "note", "tiene dos hijos"),
        ("paso, hoy no tengo cabeza", "pass", "hoy no tengo cabeza"),
        ("bloqueen a este man, es un asqueroso", "block", "a este man, es un asqueroso"),
        ("BLOCK", "block", ""),
        ("NOTE X6 she has a dog", "note", "X6 she has a dog"),
    ],
)
def test_what_is_asked_of_the_line_is_read_with_the_words_behind_it(text: str, verb: str, words: str) -> None:
    found = read(text, "X6")
    assert (found.to, found.verb, found.words) == (Reader.LINE, verb, words)


@pytest.mark.parametrize("text", ["done w her", "block him", "all done", "X6 she was drunk"])
def test_what_may_be_for_either_is_asked(text: str) -> None:
    assert reader(text) is Reader.UNCLEAR


@pytest.mark.parametrize(
    "text", ["she sounds lovely", "he hit me too", "my sister drank", "te leo", "mi ex me pegaba"]
)
def test_a_line_without_any_verb_of_theirs_is_never_asked_about(text: str) -> None:
    assert reader(text) is Reader.THEM


def test_every_keyword_of_a_note_an_end_and_a_block_is_known_in_every_language() -> None:
    for verb in ("DONE", "NOTE", "PASS", "BLOCK"):
        for known in KEYWORDS.values():
            assert {verb_of(word) for word in known[verb]} == {verb.lower()}, verb


@pytest.mark.parametrize(
    "text",
    [
        "he is drunk i think", "i think shes drunk", "hes so high", "sounds drunk tbh", "they're not making sense",
        "he's creepy", "creo que está borracho", "anda bien tomado", "creo que es menor de edad",
    ],
)  # fmt: skip
def test_the_state_that_somebody_is_in_may_be_said_behind_their_back_and_is_asked_about(text: str) -> None:
    assert reader(text) is Reader.UNCLEAR


@pytest.mark.parametrize(
    "text",
    [
        "is he drunk?", "is he drunk now", "was your dad drunk", "he was drunk when he hit you", "your son is asleep",
        "i was drunk too back then", "he is drunk every night and you pay", "being sober now is huge", "he hurt you",
        "está borracho tu papá?", "yo también andaba tomado",
    ],
)  # fmt: skip
def test_who_asks_or_names_somebody_of_their_life_says_it_to_them(text: str) -> None:
    assert reader(text) is Reader.THEM
