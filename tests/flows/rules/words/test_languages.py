"""The language of a first text: found where its words leave no doubt, and never the wrong one."""

from pathlib import Path

import pytest

from console.reading import languages
from console.reading.rows import TRAINING, Row, written
from flows.rules.words.languages import language_of

CORPUS = Path(__file__).parents[1] / "crisis" / "crisis_corpus.tsv"


@pytest.mark.parametrize(
    "given",
    [
        *("hola", "¡HOLA!", "Ayuda", "llámame", "Buenas tardes", "buenos días", "gracias", "que me llamen"),
        *(
            "oigan esto es real?",
            "ando bien pedo",
            "recaí",
            "si",
            "wenas",
            "es gratis?",
            "no entiendo ingles",
        ),
        *("quiero hablar con alguien", "me siento muy triste", "no aguanto más esta vida", "¿Quién es?"),
    ],
)
def test_plain_spanish_is_spanish(given: str) -> None:
    assert language_of(given) == "es"


@pytest.mark.parametrize(
    "given",
    [
        "is this real",
        "im so drunk rn",
        "u there?",
        "hello",
        "Hi!",
        "call me please",
        "I'm not ok",
        "what is this",
        "my sister gave me this number",
    ],
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


def test_the_table_is_counted_the_same_from_the_same_texts_in_any_order() -> None:
    rows = [
        Row(f"{word} {word} x", language)
        for word, language in (("perro", "es"), ("doggy", "en"))
        for _ in range(6)
    ]
    counted = languages.table(rows)
    assert counted == languages.table(reversed(rows))
    assert "doggy -" in counted and "\nperro " in counted and "\nx " not in counted


def test_other_writers_first_texts_in_spanish_are_found_by_a_table_of_some() -> None:
    by_writer = written(TRAINING)
    learned, held = by_writer["writer_33"] + by_writer["writer_34"], by_writer["writer_31"]
    known = dict(line.rsplit(" ", 1) for line in languages.table(learned).splitlines())
    first = [row for row in held if row.state == "new" and row.language == "es"]
    found = [language_of(row.text, {name: int(leans) for name, leans in known.items()}) for row in first]
    assert found.count("en") <= 0.02 * len(first)
    assert found.count("es") > 0.85 * len(first)
