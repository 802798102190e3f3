"""Whoever is on the ladder has a coordinator's phone; alerts go to the first of it whose hour it is."""

from dataclasses import replace
from datetime import time

import pytest

from flows.line.on_call import OnCall
from tests.kits.bridge import PARTICIPANT
from tests.kits.line import COORDINATOR, TestLine
from workers.texts import alert_outage_with

BO, CY = "+12025550171", "+12025550172"


def on_call(line: TestLine, *ladder: OnCall) -> TestLine:
    line.db.line = replace(line.db.line, ladder=ladder)
    return line


@pytest.fixture
def line(quick_line: TestLine) -> TestLine:
    """Noon, when it is Bo's hour and not the coordinator's."""
    return on_call(quick_line, OnCall(COORDINATOR, (time(13), time(17))), OnCall(BO), OnCall(CY))


def test_an_alert_goes_to_the_first_whose_hour_it_is(line: TestLine) -> None:
    line.text(PARTICIPANT, "I want to die")
    line.work()
    [to] = [to for to, words in line.new_texts() if "CRISIS" in words]
    assert to == BO


@pytest.mark.parametrize("number", [COORDINATOR, BO, CY])
def test_everybody_on_the_ladder_has_a_coordinators_phone_at_any_hour(line: TestLine, number: str) -> None:
    line.text(PARTICIPANT, "I want to die")
    line.work()
    assert "CRISIS A1" in line.text(number, "LIST")
    assert "A1 is yours now" in line.text(number, "ACK A1")
    assert "A1" not in line.text("+12025550173", "ACK A1")


def test_a_coordinator_in_danger_is_not_told_of_themselves(line: TestLine) -> None:
    line.text(BO, "I want to die")
    line.work()
    assert [to for to, words in line.new_texts() if "CRISIS" in words] == [CY]


def test_while_the_database_is_away_everybody_whose_hour_it_is_hears_of_it(line: TestLine) -> None:
    alert_outage_with(line.ctx)
    assert [to for to, _ in line.new_texts()] == [BO, CY]
