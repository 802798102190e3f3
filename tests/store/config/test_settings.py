"""Settings are read whole, refused whole, and never talk about secrets."""

import base64
from datetime import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.config.settings import DECLARED, Settings, SettingsError

KEYS = tuple(base64.urlsafe_b64encode(bytes([n]) * 32).decode() for n in (1, 2))
GOOD = {
    "LINE_NUMBER": "+1 (202) 555-0100",
    "TWILIO_ACCOUNT_SID": "AC" + "1" * 32,
    "TWILIO_AUTH_TOKEN": "very-private-token",
    "PUBLIC_URL": "https://line.example.org/",
    "SECRET_KEY": "very-private-secret-" + "x" * 20,
    "DATA_KEYS": ",".join(KEYS),
    "DATABASE_URL": "postgres://line:very-private-password@db.example.org/line",
    "REDIS_URL": "rediss://:very-private-password@redis.example.org:6379/0",
}


def problems(**changes: str) -> list[str]:
    with pytest.raises(SettingsError) as refusal:
        Settings.from_environment(GOOD | changes)
    return refusal.value.problems


@pytest.mark.parametrize("name", ["River\nside", "River\x1b[2Jside", "River\u202eside", "River\x00"])
def test_a_name_of_the_line_that_shows_something_else_than_it_says_is_refused(name: str) -> None:
    assert problems(LINE_NAME=name) == ["LINE_NAME: leave out line breaks and other control characters."]


def test_what_is_not_said_has_the_defaults_of_the_contract() -> None:
    settings = Settings.from_environment(GOOD)
    assert settings.line_number == "+12025550100"
    assert (*settings.line_region, settings.line_timezone, settings.line_language) == (
        "US",
        "America/New_York",
        "en",
    )
    assert (settings.offer_minutes, settings.ring_seconds, settings.callback_attempts) == (10, 25, 2)
    assert (settings.callback_retry_minutes, settings.promise_minutes, settings.port) == (10, 120, 8000)
    assert settings.public_url == "https://line.example.org"
    assert settings.data_keys == KEYS
    assert (settings.cover_hours, settings.coordinator_number, settings.twilio_api_base_url) == (
        None,
        None,
        None,
    )


def test_what_is_said_is_taken() -> None:
    settings = Settings.from_environment(
        GOOD
        | {
            "LINE_NAME": "  Harbour Line ",
            "LINE_REGION": "es",
            "LINE_TIMEZONE": "Europe/Madrid",
            "LINE_LANGUAGE": "es",
            "OFFER_MINUTES": "0.05",
            "RING_SECONDS": "2.5",
            "CALLBACK_ATTEMPTS": "2",
            "CALLBACK_RETRY_MINUTES": ".1",
            "PROMISE_MINUTES": "1e1",
            "COVER_HOURS": "17:00-21:30",
            "COORDINATOR_NUMBER": "+34 600 123 456",
            "TWILIO_API_BASE_URL": "http://127.0.0.1:9000",
            "LOG_LEVEL": "debug",
            "PORT": "",  # left empty is left out
        }
    )
    line = settings.line
    assert (line.name, line.region, line.timezone, line.language) == (
        "Harbour Line",
        "ES",
        "Europe/Madrid",
        "es",
    )
    assert (line.offer_minutes, line.ring_seconds, line.callback_attempts) == (0.05, 2.5, 2)
    assert (line.callback_retry_minutes, line.promise_minutes) == (0.1, 10.0)
    assert line.cover_hours == (time(17), time(21, 30))
    assert line.has_coordinator
    assert settings.coordinator_number == "+34600123456"
    assert (settings.twilio_api_base_url, settings.log_level, settings.port) == (
        "http://127.0.0.1:9000",
        "DEBUG",
        8000,
    )


@pytest.mark.parametrize("name", sorted(GOOD))
def test_without_what_the_line_cannot_do_without_it_refuses_to_start(name: str) -> None:
    (problem,) = problems(**{name: ""})
    assert problem.startswith(f"{name}: it is missing")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("OFFER_MINUTES", value) for value in ("0", "-1", "nan", "inf", "-inf", "ten", "1441", "1_0 0")),
        *(("RING_SECONDS", value) for value in ("0", "601", "25s")),
        *(("CALLBACK_ATTEMPTS", value) for value in ("0", "2.5", "21", "nan", "many")),
        *(("TEXTS_PER_SECOND", value) for value in ("0", "-1", "1001", "nan", "fast")),
        *(("PORT", value) for value in ("0", "65536", "-8000", "http")),
        *(("LINE_NUMBER", value) for value in ("2025550100", "+0123456789", "call us", "+1", "+1" * 20)),
        ("COORDINATOR_NUMBER", "12345"),
        *(
            ("ON_CALL", value)
            for value in (
                *(",", "Ana", "+12025550199 9-17", "+12025550199 9am-5pm", "+12025550199 09:00-09:00"),
                *("09:00-17:00 +12025550199", "+12025550199;+12025550198", "+12025550199 17:00", "+1202555"),
                ",".join(f"+120255501{place:02}" for place in range(21)),
            )
        ),
        *(("LINE_REGION", value) for value in ("USA", "1", "U1")),
        *(
            ("LINE_TIMEZONE", value)
            for value in ("Mars/Olympus", "America", "../../etc/passwd", "/etc/passwd")
        ),
        *(("LINE_LANGUAGE", value) for value in ("fr", "EN-us")),
        *(
            ("PUBLIC_URL", value)
            for value in (
                *("line.example.org", "https://", "https://line.example.org/sms", "ftp://line.example.org"),
                *(
                    "https://me:pw@line.example.org",
                    "https://line.example.org?a=b",
                    "http://a:99999",
                    "http://a b",
                ),
            )
        ),
        ("TWILIO_API_BASE_URL", "https://api.example.org/2010-04-01"),
        *(("SECRET_KEY", value) for value in ("short", "x" * 31)),
        *(("DATA_KEYS", value) for value in (",", "abc", KEYS[0][:-2], KEYS[0] + ",nonsense", "é" * 44)),
        *(
            ("DATABASE_URL", value)
            for value in (
                "mysql://a/b",
                "postgresql+psycopg2://a/b",
                "sqlite://",
                "sqlite:///:memory:",
                "nonsense",
            )
        ),
        *(("REDIS_URL", value) for value in ("localhost:6379", "http://a", "redis://")),
        *(
            ("COVER_HOURS", value)
            for value in ("17-21", "17:00-17:00", "25:00-26:00", "17:00-24:30", "always")
        ),
        ("LOG_LEVEL", "chatty"),
        ("TWILIO_AUTH_TOKEN", "two words"),
    ],
)
def test_a_value_that_makes_no_sense_is_refused_by_name(name: str, value: str) -> None:
    (problem,) = problems(**{name: value})
    assert problem.startswith(f"{name}: ")


def test_no_problem_repeats_a_value_which_may_be_a_secret_in_the_wrong_place() -> None:
    found = problems(**dict.fromkeys(DECLARED.names, "very-private ? nonsense"))
    assert len(found) > 15
    assert "very-private" not in str(found)


def test_all_problems_are_told_at_once() -> None:
    found = problems(TWILIO_AUTH_TOKEN="", OFFER_MINUTES="soon", LINE_TIMEZONE="Mars")
    assert [problem.split(":")[0] for problem in found] == [
        "LINE_TIMEZONE",
        "OFFER_MINUTES",
        "TWILIO_AUTH_TOKEN",
    ]


@given(st.dictionaries(st.sampled_from([*GOOD, "OFFER_MINUTES", "COVER_HOURS", "PORT"]), st.text()))
def test_nothing_in_the_environment_breaks_the_reading(env: dict[str, str]) -> None:
    try:
        Settings.from_environment(GOOD | env)
    except SettingsError as refusal:
        if not refusal.problems:
            raise


@pytest.mark.parametrize("prefix", ["postgres://", "postgresql://", "postgresql+psycopg://"])
def test_every_name_of_postgresql_means_psycopg_3(prefix: str) -> None:
    settings = Settings.from_environment(GOOD | {"DATABASE_URL": prefix + "a:b@c/d?sslmode=require"})
    assert settings.database_url == "postgresql+psycopg://a:b@c/d?sslmode=require"


def test_hours_may_end_at_midnight() -> None:
    settings = Settings.from_environment(GOOD | {"COVER_HOURS": "18:00 - 24:00"})
    assert settings.cover_hours == (time(18), time(0))


def test_the_repr_shows_no_secret_and_no_coordinator() -> None:
    shown = repr(Settings.from_environment(GOOD | {"COORDINATOR_NUMBER": "+12025550199"}))
    assert "very-private" not in shown
    assert KEYS[0] not in shown
    assert "+12025550199" not in shown


def test_settings_can_be_handed_to_another_process() -> None:
    settings = Settings.from_environment(GOOD | {"COVER_HOURS": "17:00-21:00", "RING_SECONDS": "2.5"})
    assert Settings.from_environment(settings.environment()) == settings


def test_with_servers_of_our_own_neither_has_to_be_named(tmp_path: Path) -> None:
    env = {name: value for name, value in GOOD.items() if name not in ("DATABASE_URL", "REDIS_URL")}
    settings = Settings.from_environment(env | {"VAR_DIR": str(tmp_path)}, embedded=True)
    assert settings.redis_url is None
    assert settings.database_url == f"sqlite:///{tmp_path}/warmline.db"


def test_texts_go_as_fast_as_we_like_unless_the_carriers_pace_is_named() -> None:
    assert Settings.from_environment(GOOD).line.texts_per_second is None
    for said, read in (("10", 10), ("0.25", 0.25), ("", None)):
        settings = Settings.from_environment(GOOD | {"TEXTS_PER_SECOND": said})
        assert settings.line.texts_per_second == read
        assert Settings.from_environment(settings.environment()) == settings


def test_rest_after_a_talk_is_five_minutes_unless_the_organisation_says_otherwise() -> None:
    assert Settings.from_environment(GOOD).line.rest_minutes == 15
    settings = Settings.from_environment(GOOD | {"REST_MINUTES": "12.5"})
    assert settings.line.rest_minutes == 12.5
    assert Settings.from_environment(settings.environment()) == settings


def test_what_may_be_talked_about_is_read_once_each_and_written_back_as_it_was() -> None:
    settings = Settings.from_environment(
        GOOD | {"EXPERIENCES": " Grief, panic  attacks,grief ,", "CALLS_PER_DAY": "0"}
    )
    assert settings.line.experiences == ("Grief", "panic attacks")
    assert settings.line.calls_per_day == 0
    again = Settings.from_environment(settings.environment())
    assert (again.experiences, again.calls_per_day) == (settings.experiences, 0)
    unset = Settings.from_environment(GOOD)
    assert (unset.line.experiences, unset.line.calls_per_day) == ((), 3)
    assert Settings.from_environment(unset.environment()).experiences == ()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("EXPERIENCES", ",".join(f"experience {n}" for n in range(9))),
        ("EXPERIENCES", "x" * 25),
        ("EXPERIENCES", "🙂"),
        ("CALLS_PER_DAY", "-1"),
        ("CALLS_PER_DAY", "two"),
    ],
)
def test_what_no_text_has_room_for_is_refused(name: str, value: str) -> None:
    with pytest.raises(SettingsError) as refused:
        Settings.from_environment(GOOD | {name: value})
    assert refused.value.problems[0].startswith(f"{name}: ")


def test_attested_calls_are_trusted_unless_the_organisation_says_otherwise() -> None:
    assert Settings.from_environment(GOOD).line.trust_attested is True
    for said, read in (("no", False), ("NO", False), ("yes", True), ("0", False), ("true", True)):
        settings = Settings.from_environment(GOOD | {"TRUST_ATTESTED": said})
        assert settings.line.trust_attested is read
        assert Settings.from_environment(settings.environment()) == settings
    with pytest.raises(SettingsError, match="TRUST_ATTESTED: write yes or no"):
        Settings.from_environment(GOOD | {"TRUST_ATTESTED": "maybe"})
