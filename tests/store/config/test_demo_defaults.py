"""A demo makes up what nobody said, once, and keeps it to itself."""

import stat
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest

from store.config.settings import Settings, SettingsError
from tests.kits.programs import running

SECRET = "chosen by hand and long enough for anyone"


def test_a_demo_needs_nothing_and_remembers_its_secrets(tmp_path: Path) -> None:
    env = {"VAR_DIR": str(tmp_path / "var"), "PORT": "8100"}
    settings = Settings.from_environment(env, demo=True)
    assert settings == Settings.from_environment(env, demo=True)
    assert settings.public_url == "http://127.0.0.1:8100"
    assert settings.twilio_api_base_url == "http://127.0.0.1:8101"
    kept = [path for path in (tmp_path / "var").iterdir() if path.is_file()]
    assert sorted(path.name for path in kept) == ["data_keys", "secret_key", "twilio_auth_token"]
    assert {stat.S_IMODE(path.stat().st_mode) for path in kept} == {0o600}


def test_a_demo_prefers_what_it_is_given_and_refuses_nonsense_too(tmp_path: Path) -> None:
    env = {"VAR_DIR": str(tmp_path), "SECRET_KEY": SECRET}
    assert Settings.from_environment(env, demo=True).secret_key == SECRET
    assert not (tmp_path / "secret_key").exists()
    with pytest.raises(SettingsError):
        Settings.from_environment(env | {"OFFER_MINUTES": "0"}, demo=True)


def test_a_spoilt_secret_of_a_demo_is_told_in_plain_words(tmp_path: Path) -> None:
    (tmp_path / "data_keys").write_text("spoilt")
    with pytest.raises(SettingsError, match="DATA_KEYS: each key must be"):
        Settings.from_environment({"VAR_DIR": str(tmp_path)}, demo=True)
    (tmp_path / "file").touch()
    with pytest.raises(SettingsError, match="VAR_DIR: nothing can be kept there"):
        Settings.from_environment({"VAR_DIR": str(tmp_path / "file" / "var")}, demo=True)


def test_processes_that_make_a_secret_at_once_agree_on_it(tmp_path: Path) -> None:
    program = (
        "import sys, secrets, pathlib; from store.config.demo_defaults import made_once; sys.stdin.read(1);"
        "print(made_once(pathlib.Path(sys.argv[1]), lambda: secrets.token_hex(16)))"
    )
    argv = [sys.executable, "-c", program, str(tmp_path / "var" / "key")]
    with ExitStack() as started:
        racers = [
            started.enter_context(running(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True))
            for _ in range(6)
        ]
        answers = {racer.communicate("!")[0] for racer in racers}
    assert len(answers) == 1
    assert [path.name for path in (tmp_path / "var").iterdir()] == ["key"]  # no drafts left behind
