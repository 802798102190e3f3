"""The pocket card: all it says works, in both languages, and who finds it learns nothing of anybody."""

import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner

from console.card import LANGUAGES, page, words
from console.cli import main
from flows.catalogue import BY_KEYWORD
from flows.rules.words.replies import best
from flows.wording import KEYWORDS
from flows.wording import words as known_words
from tests.console.commands.test_callbacks import environment
from tests.kits.line import LINE, TestLine

TEXTS = ("asked", "duty", "in_call", "after", "yours", "shifts")
CARRIERS = {"STOP"}
"""Read before any of our words, by the carrier too."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_on_the_card_is_a_word_the_line_knows(language: str) -> None:
    known = {name: [*KEYWORDS["en"][name], *KEYWORDS[language][name]] for name in KEYWORDS["en"]}
    for part in TEXTS:
        for row in words(language)[part]:
            verb, *more = row["say"].split()
            if verb in CARRIERS or not verb.isupper():  # keys
                continue
            found = best(verb, known)
            assert found is not None, row["say"]
            assert not more or BY_KEYWORD[found].argument, row["say"]


def test_both_languages_have_the_same_rows() -> None:
    counts = [
        {part: len(rows) for part, rows in words(language).items() if isinstance(rows, list)}
        for language in LANGUAGES
    ]
    assert counts[0] == counts[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_a_page_in_its_language_and_names_nothing_but_the_number_to_call(language: str) -> None:
    made = page(LINE, language)
    ElementTree.fromstring(re.sub(r"<!doctype html>|<meta[^>]*>", "", made))
    assert f'<html lang="{language}">' in made
    assert "(202) 555-0100" in made
    assert "988" in made
    assert LINE.name not in made
    for telling in ("peer", "recovery", "grief", "warmline", "recuperaci", "duelo"):
        assert telling not in made.casefold()


def test_keys_that_need_a_supervisor_are_there_only_where_there_is_one() -> None:
    plain, with_one = page(LINE, "en"), page(replace(LINE, on_call=True), "en")
    assert "supervisor" not in plain
    assert "bring in the supervisor" in with_one
    assert ">star<" in plain
    assert ">star<" not in with_one
    assert "star 4" in with_one
    assert "star 4" not in page(replace(LINE, on_call=True, region="GB"), "en"), "it cannot be dialled there"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_of_the_volunteers_menu_is_on_the_card(language: str) -> None:
    keyed = {known_key for known_key, *_ in known_words("voice.volunteer_menu", language).replies.values()}
    assert {row["say"] for row in words(language)["calling"]} == {*keyed, "8", "0"}, (
        "8 is the crisis line in every menu"
    )


def test_the_command_writes_it_where_it_is_told(line: TestLine, tmp_path: Path) -> None:
    where = tmp_path / "card.html"
    run = CliRunner().invoke(
        main, ["volunteers", "print-card", "--language", "es", "--output", str(where)], env=environment(line)
    )
    assert run.exit_code == 0, run.output
    assert '<html lang="es">' in where.read_text(encoding="utf-8")
    shown = CliRunner().invoke(main, ["volunteers", "print-card"], env=environment(line))
    assert shown.output.startswith("<!doctype html>")
