"""Whom people in danger are sent to: numbers that ring, at any hour, and say where they were found."""

from datetime import date

import pytest

from flows.contacts import danger_answer
from flows.line import Line
from flows.person import Person
from flows.rules.crisis import crisis, help_lines
from flows.rules.crisis import lines as crisis_lines
from flows.rules.phone import Refusal, read_callback_number
from flows.steps import Channel, Scene
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


@pytest.mark.parametrize("region", "BE BG CY CZ DK EE HR IT LU MT RO BR".split())
def test_where_no_line_was_found_in_service_the_emergency_number_stands_alone(region: str) -> None:
    assert "116 123" not in told(region)
    assert told(region).count("112") == 1, "nobody is told twice to call the same number"
    assert "go to a hospital" in told(region)


@pytest.mark.parametrize(
    ("region", "number"),
    [("AT", "142"), ("CH", "143"), ("PT", "1411"), ("SE", "90101"), ("IS", "1717"), ("SK", "0800 800 566")],
)
def test_a_country_whose_own_line_is_open_at_any_hour_is_given_that(region: str, number: str) -> None:
    assert f"call {number} any time, day or night" in told(region)


@pytest.mark.parametrize("region", REGIONS)
def test_no_crisis_line_is_taken_for_somebodys_own_phone(region: str) -> None:
    for number in (crisis_lines.for_region(region).crisis, crisis_lines.for_region(region).text_to):
        if number:
            assert read_callback_number(number, region).refusal is Refusal.emergency


def answered(region: str, language: str) -> str:
    line = Line(**{**{name: getattr(LINE, name) for name in LINE.__slots__}, "region": region})
    scene = Scene(NOON, line, Person(language), Channel.TEXT, given="i want to die")
    to = Listener(line, language, False, NOON)
    return " ".join(render(phrase.id, to, phrase.params) for phrase in danger_answer.answer(scene))


@pytest.mark.parametrize(
    ("region", "language", "said"),
    [
        ("GB", "en", "text SHOUT to 85258"),
        ("IE", "en", "text HELLO to 50808"),
        ("AU", "en", "text 0477 13 11 14"),
        ("US", "es", "marca 2, o manda AYUDA al 988"),
    ],
)
def test_the_answer_says_where_to_text_and_how_it_is_reached_in_spanish(
    region: str, language: str, said: str
) -> None:
    assert said in answered(region, language)


def test_where_the_crisis_line_takes_texts_it_is_said_once() -> None:
    assert answered("US", "en").count("988") == 1


@pytest.mark.parametrize(
    ("text", "need"),
    [
        ("my husband is choking me", "violence"),
        ("he forced me to have sex", "rape"),
        ("my stepdad touches me", "child"),
        ("she drank bleach", "poison"),
        ("mi padrastro me toca", "child"),
        ("i want to die", None),
        ("he beats me and i want to die", None),
        ("hello", None),
    ],
)
def test_a_reading_names_the_line_for_what_is_happening(text: str, need: str | None) -> None:
    assert help_lines.need_of(crisis.read(text).reasons) == need


def test_each_help_line_is_dated_says_where_it_was_found_and_is_nobodys_phone() -> None:
    for region in ("US", "GB", "IE", "CA", "AU", "ES", "AR"):
        for need in help_lines.NEEDS:
            if (line := help_lines.line_for(need, region)) is not None:
                assert line.known_from
                assert line.found.year >= 2026
                assert read_callback_number(line.call, region).refusal is not None
    later = date(2028, 1, 1)
    assert {line.call for line in help_lines.to_check(LINE, "ES", later)} == {
        "016",
        "116 111",
        "91 562 04 20",
    }
    assert list(help_lines.to_check(LINE, "ES", date(2026, 12, 1))) == []
