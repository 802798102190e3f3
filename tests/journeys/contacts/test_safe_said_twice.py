"""SAFE said while its first question is open is the word SAFE, and no "it is safe to call me"."""

import pytest

from tests.kits.bridge import PARTICIPANT
from tests.kits.line import TestLine


@pytest.mark.parametrize(
    ("language", "word", "calls_no"),
    [("ENGLISH", "SAFE", "1 calls no"), ("ESPANOL", "SEGURO", "1 llamadas no")],
)
def test_it_shows_what_stands_and_allows_nothing(
    quick_line: TestLine, language: str, word: str, calls_no: str
) -> None:
    for said in (language, word, "2", "BACK" if language == "ENGLISH" else "ATRAS"):
        quick_line.text(PARTICIPANT, said)
    assert calls_no in quick_line.text(PARTICIPANT, word)
