"""Whom people in danger are sent to: numbers that ring, at any hour, and say where they were found."""

import pytest

from flows.line import Line
from flows.rules.crisis import lines as crisis_lines
from flows.rules.phone import Refusal, read_callback_number
from flows.wording import Listener, render
from tests.kits.line import LINE, NOON

REGIONS = (
    "AT BE BG CA CH CY CZ DE DK EE ES FI FR GB GR HR HU IE IS IT LI LT LU LV MT MX NL NO NZ PL PT RO SE SI SK AU US BR"
).split()
UNDER_LAW = {"US"}


def told(region: str, wording: str = "crisis.answer") -> str:
    line = Line(**{**{name: getattr(LINE, name) for name in LINE.__slots__}, "region": region})
    return render(wording, Listener(line, "en", False, NOON))


@pytest.mark.parametrize("region", REGIONS)
def test_a_number_that_no_law_gives_out_says_where_it_was_found(region: str) -> None:
    lines = crisis_lines.for_region(region)
    assert bool(lines.known_from) == (bool(lines.crisis) and region not in UNDER_LAW)


@pytest.mark.parametrize("region", "BE BG CY DK EE HR IS IT LU MT RO SK BR".split())
def test_where_no_line_was_found_in_service_the_emergency_number_stands_alone(region: str) -> None:
    assert "116 123" not in told(region)
    assert told(region).count("112") == 2, "and no sentence is without a number"


@pytest.mark.parametrize(
    ("region", "number"), [("AT", "142"), ("CH", "143"), ("PT", "1411"), ("SE", "90101")]
)
def test_a_country_whose_own_line_is_open_at_any_hour_is_given_that(region: str, number: str) -> None:
    assert f"call {number} any time, day or night" in told(region)


@pytest.mark.parametrize("region", REGIONS)
def test_no_crisis_line_is_taken_for_somebodys_own_phone(region: str) -> None:
    for number in (crisis_lines.for_region(region).crisis, crisis_lines.for_region(region).text_to):
        if number:
            assert read_callback_number(number, region).refusal is Refusal.emergency
