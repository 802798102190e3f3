"""Where no call can come, nobody reads "text CALL any time"."""

from dataclasses import replace

import pytest

from flows.wording import LANGUAGES, Listener, render
from flows.wording.catalogue import ids, words
from tests.kits.line import LINE, NOON

VARIANTS = sorted(id.removeprefix("no_calls.") for id in ids("en") if id.startswith("no_calls."))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_names_call_has_other_words_for_whom_no_call_can_reach(language: str) -> None:
    may = Listener(LINE, language, False, NOON)
    word = {"en": "CALL", "es": "LLAMAR"}[language]
    for id in VARIANTS:
        assert word in render(id, may), id
        assert word not in render(id, replace(may, no_calls=True)), id
        assert words(id, language).discreet == words(f"no_calls.{id}", language).discreet
