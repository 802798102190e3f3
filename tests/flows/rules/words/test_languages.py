"""The language of a first text: found where its words leave no doubt, and never the wrong one."""

from pathlib import Path

import pytest

from flows.rules.words.languages import language_of

CORPUS = Path(__file__).parents[1] / "crisis" / "crisis_corpus.tsv"


@pytest.mark.parametrize(
    "given",
    [
        *("hola", "¡HOLA!", "Ayuda", "llámame", "Buenas tardes", "buenos días", "gracias", "que me llamen"),
        *("quiero hablar con alguien", "me siento muy triste", "no aguanto más esta vida", "¿Quién es?"),
    ],
)
def test_plain_spanish_is_spanish(given: str) -> None:
    assert language_of(given) == "es"


@pytest.mark.parametrize(
    "given", ["hello", "Hi!", "call me please", "I'm not ok", "what is this", "my sister gave me this number"]
)
def test_plain_english_is_english(given: str) -> None:
    assert language_of(given) == "en"


@pytest.mark.parametrize(
    "given",
    [
        *(
            "",
            "🫠",
            "2",
            "CALL",
            "CHECKIN",
            "MENU",
            "STATUS",
            "STOP",
            "HELP",
            "START",
            "no",
            "ok",
            "me",
            "solo",
        ),
        *("hola, can someone call me?", "hello quiero hablar", "Los Angeles", "x-mas", "El Paso", "todo"),
    ],
)
def test_what_both_languages_share_or_mix_is_no_finding(given: str) -> None:
    assert language_of(given) is None


def test_no_text_of_the_crisis_corpus_is_taken_for_the_other_language() -> None:
    rows = [line.split("\t") for line in CORPUS.read_text("utf-8").splitlines()[1:]]
    assert [(row[0], row[3]) for row in rows if language_of(row[3]) not in (row[0], None)] == []
    found = {lang: [language_of(row[3]) for row in rows if row[0] == lang] for lang in ("en", "es")}
    assert all(answers.count(lang) > 0.75 * len(answers) for lang, answers in found.items())
