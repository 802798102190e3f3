"""What a coordinator says about an alert in words like "closed" closes no line."""

import pytest

from tests.kits.bridge import PARTICIPANT
from tests.kits.line import COORDINATOR, TestLine


@pytest.mark.parametrize(
    "said",
    ["closed, she is with her sister", "close A1", "closing the alert a1 now", "close it, all is well"],
)
def test_words_about_an_alert_close_nothing(quick_line: TestLine, said: str) -> None:
    quick_line.text(PARTICIPANT, "i have the pills in my hand")
    quick_line.text(COORDINATOR, "ACK A1")
    answer = quick_line.text(COORDINATOR, said)
    assert "Close the line" not in answer and "CLOSE alone" not in answer


@pytest.mark.parametrize(
    "said", ["CLOSE", "close the line tonight", "close until 9pm", "cerrar la linea por favor"]
)
def test_words_about_the_line_are_read_back(quick_line: TestLine, said: str) -> None:
    answer = quick_line.text(COORDINATOR, said)
    assert "Close the line until" in answer or "¿Cierro la linea hasta" in answer


def test_a_time_that_cannot_be_read_is_asked_for(quick_line: TestLine) -> None:
    assert "CLOSE UNTIL 9AM" in quick_line.text(COORDINATOR, "CLOSE tomorow-ish")
