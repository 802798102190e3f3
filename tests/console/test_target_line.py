"""Whose line a command acts on: never on nothing, never on half a line, never with keys that are another line's."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from cryptography.fernet import Fernet
from sqlalchemy import select, text

from console import create_app
from console.cli import main
from console.running import stack
from console.target_line import NAMES_A_LINE, NoLine
from store.config import clock, demo_defaults
from store.config.settings import DECLARED, Settings
from store.database import Database, open_engine
from store.models import Contact, KeyFingerprint
from store.vault import Vault
from store.vault.columns import CONTACT_NUMBER, RowName
from store.volunteers import roster
from tests.kits.servers import free_port
from tests.kits.waiting import PATIENCE

ROOT = Path(__file__).parents[2]
SAM, ALEX = "+12025550124", "+12025550133"
KEY, OTHER = Fernet.generate_key().decode(), Fernet.generate_key().decode()

COMMANDS = {
    "alerts list": "",
    "alerts show": "A1",
    "accounts add": "a@example.org --role coordinator",
    "accounts end": "a@example.org",
    "accounts list": "",
    "accounts reset": "a@example.org",
    "accounts role": "a@example.org --role auditor",
    "alerts test": "",
    "alerts unhide": "A1",
    "callbacks list": "",
    "callbacks show": "K7",
    "callbacks reassign": "K7",
    "callbacks call-off": "K7",
    "close": "",
    "cover": "",
    "keys rotate": "",
    "line show": "",
    "line set": "policy if_asked",
    "open": "",
    "plans show": "Heron-1",
    "plans set": "Heron-1 --calls-a-day 5",
    "plans clear": "Heron-1",
    "shifts list": "",
    "shifts add": "Sam 'Mon 7pm-10pm'",
    "shifts drop": "#1",
    "shifts open": "'Sat 7pm 3h'",
    "shifts away": "Sam 2026-12-24",
    "volunteers add": f"Sam {SAM} --active",
    "volunteers list": "",
    "volunteers show": "Sam",
    "volunteers edit": "Sam --shift-cap 3",
    "volunteers renumber": f"Sam {SAM} --agreed said",
    "volunteers off": "Sam",
    "volunteers remove": "Sam",
    "people show": "Heron-1",
    "people same": "Heron-1 Wren-2",
    "people shared": "Heron-1",
    "audit show": "",
    "audit verify": "",
    "volunteers fairness": "",
    "volunteers print-card": "",
}
"""Every command that acts on the data or speaks in the name of a line, with arguments that it takes."""
PROCESSES = ("migrate", "worker", "clock", "up", "phones")
OF_THEIR_OWN = {"demo", "rehearse", "doctor", "read", "safety evaluate", "safety train"}
"""These bring their own line, or look at whether there is one."""


def paths(group: click.Group, before: str = "") -> Iterator[str]:
    """Every command there is."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from paths(command, f"{before}{name} ")
        else:
            yield f"{before}{name}"


def test_every_command_is_known_to_these_tests() -> None:
    assert set(paths(main)) == set(COMMANDS) | set(PROCESSES) | OF_THEIR_OWN


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to stand in, and an environment that names no line."""
    folder = tmp_path / "somewhere"
    folder.mkdir()
    monkeypatch.chdir(folder)
    for name in list(os.environ):
        if name in NAMES_A_LINE or name == "VAR_DIR":
            monkeypatch.delenv(name)
    return folder


@pytest.fixture
def env(migrated: Callable[[str], str]) -> dict[str, str]:
    """A whole line, whose volunteers are sealed with KEY."""
    made = {
        "TWILIO_ACCOUNT_SID": "AC" + "0" * 32,
        "TWILIO_AUTH_TOKEN": "a-token-of-the-tests",
        "PUBLIC_URL": "https://line.example",
        "LINE_NUMBER": "+12025550100",
        "SECRET_KEY": "s" * 43,
        "DATA_KEYS": KEY,
        "DATABASE_URL": migrated("sqlite"),
    }
    filled(made, KEY)
    return made


def filled(env: dict[str, str], key: str) -> None:
    engine = open_engine(env["DATABASE_URL"])
    line = Settings.from_environment(env | {"DATA_KEYS": key}, embedded=True).line
    with Database(engine, Vault([key]), line).begin(datetime.now(UTC)) as tx:
        roster.add_active(tx, "Sam", SAM)
    engine.dispose()


def warmline(said: str, env: dict[str, str] | None = None) -> Result:
    done = CliRunner().invoke(main, [each.strip("'") for each in _split(said)], env=dict(env or {}))
    assert "Traceback" not in done.output
    assert KEY not in done.output and OTHER not in done.output
    return done


def _split(said: str) -> list[str]:
    parts = said.split("'")
    return [word for n, part in enumerate(parts) for word in ([part] if n % 2 else part.split())]


def content(url: str) -> list[str]:
    """All that is in a SQLite database."""
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection:
        return list(connection.iterdump())


@pytest.mark.parametrize("command", [*COMMANDS, *PROCESSES])
def test_without_the_environment_a_command_says_what_to_set_and_makes_nothing(
    here: Path, command: str
) -> None:
    done = warmline(f"{command} {COMMANDS.get(command, '')}")
    assert done.exit_code == 2, done.output
    assert done.stdout == ""
    for name in ("DATA_KEYS", "LINE_NUMBER", "SECRET_KEY"):
        assert name in done.stderr
    assert list(here.iterdir()) == []


@pytest.mark.parametrize("command", ["volunteers list", "callbacks list", "keys rotate"])
@pytest.mark.parametrize("missing", [*DECLARED.required, "DATABASE_URL"])
def test_half_a_line_is_told_so_and_gets_no_demo(
    here: Path, env: dict[str, str], command: str, missing: str
) -> None:
    a_demo(here / "var")
    before = content(env["DATABASE_URL"])
    if missing == "DATABASE_URL":
        (here / "var" / "warmline.db").unlink()
    done = warmline(command, {name: value for name, value in env.items() if name != missing})
    assert (done.exit_code, done.stdout) == (2, "")
    assert f"{missing}: it is missing" in done.stderr
    assert content(env["DATABASE_URL"]) == before
    assert (here / "var" / "warmline.db").exists() is (missing != "DATABASE_URL")


def a_demo(folder: Path) -> Settings:
    """What `make demo` leaves in a folder."""
    settings = Settings.from_environment({"VAR_DIR": str(folder)}, demo=True)
    stack.migrate(settings)
    filled(settings.environment(), settings.data_keys[0])
    return settings


@pytest.mark.parametrize("command", ["volunteers list", "cover", "volunteers fairness"])
def test_a_demo_made_in_this_folder_is_acted_on_and_that_is_said_first(here: Path, command: str) -> None:
    a_demo(here / "var")
    done = warmline(command)
    assert done.exit_code == 0, done.output
    assert done.stderr == "This is the demo's data, in var/: nobody in it is real.\n"
    assert done.output.startswith(done.stderr), "before anything else"
    assert "Sam" in done.stdout or command == "cover"


def test_a_command_on_a_demo_goes_by_the_demos_clock(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(clock.VARIABLE, str(here / "another"))
    a_demo(here / "var")
    (here / "var" / "clock").write_text("10800")
    try:
        assert warmline("volunteers list").exit_code == 0
        assert clock.now() - datetime.now(UTC) > timedelta(hours=2)
    finally:
        clock.follow(None)


def test_a_demo_in_another_folder_is_nobodys_business(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    a_demo(here / "var")
    other = here / "elsewhere"
    other.mkdir()
    monkeypatch.chdir(other)
    assert warmline("volunteers list").exit_code == 2
    assert warmline("volunteers list", {"VAR_DIR": str(here / "var")}).exit_code == 0


@pytest.mark.parametrize("missing", ["data_keys", "twilio_auth_token", "warmline.db"])
def test_half_a_demo_is_none_and_its_secrets_are_not_made_anew(here: Path, missing: str) -> None:
    a_demo(here / "var")
    (here / "var" / missing).unlink()
    assert warmline("volunteers list").exit_code == 2
    assert not (here / "var" / missing).exists()


def test_a_line_that_up_runs_here_is_found_without_a_database_url(here: Path, env: dict[str, str]) -> None:
    del env["DATABASE_URL"]
    done = warmline(f"volunteers add Sam {SAM}", env)
    assert done.exit_code == 2
    assert "DATABASE_URL: it is missing, and `warmline up` has made no database" in done.stderr
    assert list(here.iterdir()) == []
    stack.migrate(Settings.from_environment(env | {"VAR_DIR": str(here / "var")}, embedded=True))
    assert warmline(f"volunteers add Sam {SAM} --active", env).exit_code == 0
    assert "Sam" in warmline("volunteers list", env).stdout
    assert "demo" not in warmline("volunteers list", env).output


@pytest.mark.parametrize("command", [*COMMANDS, "migrate", "worker", "clock"])
def test_keys_of_another_line_are_refused_before_a_word_is_written(
    here: Path, env: dict[str, str], command: str
) -> None:
    if command == "volunteers print-card":
        return  # reads no data
    before = content(env["DATABASE_URL"])
    queue = {"REDIS_URL": f"redis://127.0.0.1:{free_port()}/0"}
    done = warmline(f"{command} {COMMANDS.get(command, '')}", env | queue | {"DATA_KEYS": OTHER})
    assert (done.exit_code, done.stdout) == (2, "")
    assert "DATA_KEYS: what is stored in this database was sealed with a key that is not among" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert content(env["DATABASE_URL"]) == before
    assert list(here.iterdir()) == []


def test_a_web_process_does_not_start_with_keys_of_another_line(
    here: Path, env: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    queue = {"REDIS_URL": f"redis://127.0.0.1:{free_port()}/0"}
    before = content(env["DATABASE_URL"])
    for name, value in (env | queue | {"DATA_KEYS": OTHER}).items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SystemExit) as ended:
        create_app()
    assert "DATA_KEYS: what is stored in this database was sealed with a key" in str(ended.value)
    assert content(env["DATABASE_URL"]) == before


def test_up_does_not_start_with_keys_of_another_line(here: Path, env: dict[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "console.cli", "up"],
        cwd=ROOT,
        env={**os.environ, **env, "DATA_KEYS": OTHER, "VAR_DIR": str(here / "var"), "PORT": str(free_port())},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 2, done.stderr
    assert "DATA_KEYS: what is stored" in done.stderr


def test_a_database_that_a_demo_filled_is_no_real_lines_and_the_other_way_round(
    here: Path, env: dict[str, str]
) -> None:
    settings = a_demo(here / "var")
    theirs = {**env, "DATABASE_URL": settings.database_url}
    assert "DATA_KEYS" in warmline("volunteers list", theirs).stderr
    with pytest.raises(NoLine):
        stack.migrate(Settings.from_environment({"DATABASE_URL": env["DATABASE_URL"]}, demo=True))


def test_the_files_a_command_makes_are_for_its_user_alone_whatever_the_umask(
    here: Path, env: dict[str, str]
) -> None:
    env["DATABASE_URL"] = f"sqlite:///{here / 'line.db'}"
    before = os.umask(0)
    try:
        done = warmline("migrate", env | {"REDIS_URL": "redis://127.0.0.1:9/0"})
    finally:
        os.umask(before)
    assert done.exit_code == 0, done.output
    assert (here / "line.db").stat().st_mode & 0o077 == 0


def test_who_was_filed_is_found_again_through_a_whole_rotation(here: Path, env: dict[str, str]) -> None:
    """The four steps of docs/operators.md; a step left out is refused, and nobody is filed twice."""
    steps = [(f"{KEY},{OTHER}", 0), (f"{OTHER},{KEY}", 0), (OTHER, 2)]
    for keys, code in steps:
        assert warmline(f"volunteers add Sam {SAM}", env | {"DATA_KEYS": keys}).exit_code == code
    rotated = warmline("keys rotate", env | {"DATA_KEYS": f"{OTHER},{KEY}"})
    assert rotated.exit_code == 0, rotated.output
    assert warmline(f"volunteers add Sam {SAM}", env | {"DATA_KEYS": OTHER}).exit_code == 0
    assert warmline(f"volunteers add Sam {SAM}", env).exit_code == 2, "the old key is of no use any more"
    engine = open_engine(env["DATABASE_URL"])
    with engine.connect() as connection:
        assert len(connection.execute(select(Contact.id)).all()) == 1
        assert len(connection.execute(select(KeyFingerprint.fingerprint)).all()) == 1
    engine.dispose()


def test_a_database_from_before_fingerprints_is_judged_by_what_is_in_it(
    here: Path, env: dict[str, str]
) -> None:
    engine = open_engine(env["DATABASE_URL"])
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM key_fingerprints"))
    assert warmline("volunteers list", env | {"DATA_KEYS": OTHER}).exit_code == 2
    assert warmline("volunteers list", env | {"DATA_KEYS": f"{OTHER},{KEY}"}).exit_code == 0
    with engine.begin() as connection:
        known = set(connection.execute(select(KeyFingerprint.fingerprint)).scalars())
    assert known == set(Vault([KEY, OTHER]).fingerprints)
    engine.dispose()


def test_a_database_once_written_under_two_keys_goes_on_with_either(here: Path, env: dict[str, str]) -> None:
    """Refusing it would take a line off the air that has worked until now."""
    engine = open_engine(env["DATABASE_URL"])
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM key_fingerprints"))
        values = {"handle": "Wren-1", "language": "en", "created_at": datetime.now(UTC)}
        other = Vault([OTHER])
        values |= {
            "number_hash": other.hash(ALEX),
            "number_sealed": other.seal(CONTACT_NUMBER, RowName("Wren-1"), ALEX),
        }
        connection.execute(Contact.__table__.insert().values(**values))  # type: ignore[attr-defined]
    assert warmline("volunteers list", env).exit_code == 0
    assert warmline("volunteers list", env | {"DATA_KEYS": OTHER}).exit_code == 2
    engine.dispose()


def test_before_anything_is_stored_a_release_may_bring_other_keys(
    here: Path, env: dict[str, str], migrated: Callable[[str], str]
) -> None:
    env |= {"DATABASE_URL": f"sqlite:///{here / 'line.db'}", "REDIS_URL": "redis://127.0.0.1:9/0"}
    assert warmline("migrate", env).exit_code == 0
    assert warmline("volunteers list", env | {"DATA_KEYS": OTHER}).exit_code == 2, "one of two is wrong"
    assert warmline("migrate", env | {"DATA_KEYS": OTHER}).exit_code == 0
    assert warmline("volunteers list", env | {"DATA_KEYS": OTHER}).exit_code == 0


def test_a_fingerprint_tells_nothing_of_the_key_or_of_anything_sealed() -> None:
    vault = Vault([KEY])
    [fingerprint] = vault.fingerprints
    assert fingerprint == Vault([KEY]).fingerprints[0] != Vault([OTHER]).fingerprints[0]
    assert fingerprint not in (vault.hash(SAM), KEY)
    assert demo_defaults.DEMO_NUMBER not in fingerprint
