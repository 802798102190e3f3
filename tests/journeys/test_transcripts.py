"""Every transcript in transcripts/, played line by line."""

from pathlib import Path

import pytest

from tests.kits.line import TestLine
from tests.kits.transcript import Play, scripts

ON_POSTGRESQL = (
    "a_callback_from_request_to_done",
    "two_offers_and_one_winner",
    "a_shift_given_back_and_covered",
)


@pytest.mark.parametrize("script", scripts(), ids=lambda path: path.stem)
def test_a_conversation_goes_as_written(script: Path, quick_line: TestLine) -> None:
    Play(quick_line).run(script.read_text())


@pytest.mark.parametrize("name", ON_POSTGRESQL)
def test_it_goes_the_same_on_postgresql(name: str, postgres_line: TestLine) -> None:
    [script] = [path for path in scripts() if path.stem == name]
    Play(postgres_line).run(script.read_text())


def test_a_wrong_transcript_fails(quick_line: TestLine) -> None:
    for wrong in ("> P: CHECKIN\n< Good night", "> P: CHECKIN\n<", "> P: CALL", "? what"):
        with pytest.raises(AssertionError):
            Play(quick_line).run(wrong)
