"""A rehearsal's clock goes on when it is told to; the clock of a line with a real carrier never does."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from store.config import clock
from store.config.settings import Settings, SettingsError

LINE = {
    "TWILIO_ACCOUNT_SID": "AC" + "0" * 32,
    "TWILIO_AUTH_TOKEN": "token",
    "PUBLIC_URL": "https://line.example.org",
    "LINE_NUMBER": "+12025550100",
    "SECRET_KEY": "s" * 32,
    "DATA_KEYS": "A" * 43 + "=",
    "DATABASE_URL": "sqlite:///line.db",
    "REDIS_URL": "redis://127.0.0.1:6379/0",
    "WARMLINE_CLOCK": "clock",
}


def near(at: datetime, wanted: datetime) -> bool:
    return abs(at - wanted) < timedelta(minutes=1)


def test_without_a_file_to_read_it_is_the_clock_on_the_wall(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(clock.VARIABLE, raising=False)
    assert near(clock.now(), datetime.now(UTC))
    monkeypatch.setenv(clock.VARIABLE, str(tmp_path / "clock"))
    assert near(clock.now(), datetime.now(UTC))


def test_it_goes_on_for_everybody_who_reads_the_file_and_further_each_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(clock.VARIABLE, str(tmp_path / "clock"))
    clock.move_on(tmp_path / "clock", timedelta(hours=4))
    assert near(clock.now(), datetime.now(UTC) + timedelta(hours=4))
    clock.move_on(tmp_path / "clock", timedelta(minutes=30))
    assert near(clock.at(tmp_path / "clock"), datetime.now(UTC) + timedelta(hours=4, minutes=30))


def test_a_process_goes_by_the_file_it_was_told_of_unless_its_environment_names_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(clock.VARIABLE, raising=False)
    clock.move_on(tmp_path / "demo", timedelta(hours=4))
    clock.follow(tmp_path / "demo")
    try:
        assert near(clock.now(), datetime.now(UTC) + timedelta(hours=4))
        monkeypatch.setenv(clock.VARIABLE, str(tmp_path / "another"))
        assert near(clock.now(), datetime.now(UTC))
    finally:
        clock.follow(None)


def test_it_never_goes_back(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="goes back"):
        clock.move_on(tmp_path / "clock", timedelta(seconds=-1))


@pytest.mark.parametrize("carrier", [{}, {"TWILIO_API_BASE_URL": "https://api.example.org"}])
def test_a_line_with_a_real_carrier_refuses_to_start_with_a_clock_that_can_be_moved(
    carrier: dict[str, str],
) -> None:
    with pytest.raises(SettingsError, match="WARMLINE_CLOCK: unset it"):
        Settings.from_environment(LINE | carrier)
    without = {name: LINE[name] for name in LINE if name != "WARMLINE_CLOCK"}
    assert Settings.from_environment(without | carrier).line_name


def test_a_line_with_a_carrier_on_this_machine_may_rehearse() -> None:
    read = Settings.from_environment(LINE | {"TWILIO_API_BASE_URL": "http://127.0.0.1:8001"})
    assert read.twilio_api_base_url == "http://127.0.0.1:8001"


def test_a_demo_with_a_real_carrier_refuses_too(tmp_path: Path) -> None:
    given = {"VAR_DIR": str(tmp_path), "WARMLINE_CLOCK": "clock"}
    assert Settings.from_environment(given, demo=True).line_name
    with pytest.raises(SettingsError, match="WARMLINE_CLOCK"):
        Settings.from_environment(given | {"TWILIO_API_BASE_URL": "https://api.example.org"}, demo=True)
