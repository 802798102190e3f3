from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.rules.times.zones import MOST, choices, name_of, read_zone, suggest
from flows.rules.words.segments import GSM_BASIC

WINTER, SUMMER = (datetime(2026, month, 1, tzinfo=UTC) for month in (1, 7))


def test_a_zone_is_suggested_only_where_the_whole_country_keeps_one_and_never_by_area_code() -> None:
    assert suggest("+33639980101") == "Europe/Paris"
    for number in (
        "+12025550101",
        "+13105550101",
        "+34600000000",
        "+18005550101",
        "",
        "junk",
        "anonymous",
        "33639980101",
    ):
        assert suggest(number) is None


def test_the_united_states_are_offered_by_name_and_others_by_their_best_known_cities() -> None:
    assert [wording for _, wording in choices("US")] == [
        f"zone.{name}" for name in "eastern central mountain arizona pacific alaska hawaii".split()
    ]
    assert choices("GB") == (("Europe/London", ""),)
    assert choices("mx")[0] == ("America/Mexico_City", "")
    assert ("America/Tijuana", "") in choices("MX")
    assert {len(choices(region)) for region in ("MX", "CA", "AU", "BR", "AR")} == {MOST}
    assert choices("XX") == ()


@pytest.mark.parametrize(
    ("words", "zone"),
    [
        ("eastern", "America/New_York"), ("EST", "America/New_York"), ("et", "America/New_York"),
        ("Eastern Time please", "America/New_York"), ("new york", "America/New_York"), ("NYC", "America/New_York"),
        ("hora del este", "America/New_York"), ("estern", "America/New_York"),
        ("Chicago", "America/Chicago"), ("central time", "America/Chicago"), ("I'm in Chicago", "America/Chicago"),
        ("mountan", "America/Denver"), ("America/Denver", "America/Denver"), ("hora de la montaña", "America/Denver"),
        ("Arizona", "America/Phoenix"), ("pacific time", "America/Los_Angeles"), ("LA", "America/Los_Angeles"),
        ("hora del Pacífico", "America/Los_Angeles"), ("Los Ángeles", "America/Los_Angeles"),
        ("alaska", "America/Anchorage"), ("Hawaii", "Pacific/Honolulu"), ("ciudad de mexico", "America/Mexico_City"),
        ("america/new york", "America/New_York"), ("Europe/Madrid", "Europe/Madrid"), ("Bogotá", "America/Bogota"),
    ],
)  # fmt: skip
def test_a_zone_is_known_by_what_people_call_it(words: str, zone: str) -> None:
    assert read_zone(words, "US") == zone


def test_the_same_word_is_the_zone_of_ones_own_country() -> None:
    assert read_zone("central", "US") == "America/Chicago"
    assert read_zone("central", "MX") == "America/Mexico_City"
    assert read_zone("eastern", "CA") == "America/Toronto"
    assert read_zone("atlantic", "PR") == "America/Puerto_Rico"
    assert read_zone("EST", "GB") is None


@pytest.mark.parametrize(
    "words",
    ["", "1", "garbage", "eastern or central", "stop", "time", "hora", "utc", "🙂", "mexico", "x" * 5000],
)
def test_what_is_no_zone_or_could_be_two_is_none(words: str) -> None:
    assert read_zone(words, "US") is None


@given(st.text(max_size=100), st.sampled_from(("US", "MX", "ES", "XX", "")))
def test_whatever_is_written_is_one_zone_or_none(words: str, region: str) -> None:
    zone = read_zone(words, region)
    assert zone is None or name_of(zone, "en", WINTER)


def test_a_zone_is_said_back_shortly_and_never_by_a_name_that_is_an_hour_wrong() -> None:
    assert (
        name_of("America/New_York", "en", WINTER)
        == name_of("America/New_York", "en", SUMMER)
        == "Eastern Time"
    )
    assert name_of("America/New_York", "es", WINTER) == "hora oriental"
    assert name_of("America/Denver", "en", SUMMER) == "Mountain Time"
    assert name_of("America/Phoenix", "en", SUMMER) == "Arizona Time"
    assert name_of("America/Mexico_City", "en", SUMMER) == "Mexico City Time"
    assert name_of("Europe/London", "es", WINTER) == "hora de Londres"


def test_every_name_costs_no_more_than_its_letters() -> None:
    for region in ("US", "MX", "CA", "ES", "GB", "AR", "BR", "CO", "AU", "PR", "IN", "DE"):
        for zone, _ in choices(region):
            for language in ("en", "es"):
                for now in (WINTER, SUMMER):
                    assert GSM_BASIC.issuperset(name_of(zone, language, now)), zone
