"""`warmline doctor`, against real parts: a carrier, a Redis, a database, the web app, worker and clock."""

import os
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import redis
from cryptography.fernet import Fernet
from sqlalchemy import text, update
from werkzeug.serving import make_server

from console.doctor import checks_processes, doctor
from console.doctor.report import Findings
from console.web.app import build
from flows.effects.base import AlertKind
from store import schema
from store.alerts import danger
from store.config.settings import Settings
from store.consent import ledger as consent
from store.contacts import ladder
from store.database import Database, open_engine
from store.delivery import outbox
from store.messages import compose
from store.models import Message, Volunteer
from store.upkeep import disk, heartbeats
from store.vault import Vault
from store.volunteers import roster
from tests.kits.programs import first_line, running
from tests.kits.servers import Databases, free_port
from tests.kits.waiting import eventually

ROOT = Path(__file__).parents[3]
ACCOUNT, TOKEN = "AC" + "0123456789abcdef" * 2, "a-token-of-the-tests"
LINE, COORDINATOR, VOLUNTEER = "+12025550100", "+12025550199", "+12025550122"
KEY, OLD_KEY = Fernet.generate_key().decode(), Fernet.generate_key().decode()
PASSWORD = "of-no-account"
PUBLIC_PORT = free_port()
PUBLIC = f"http://127.0.0.1:{PUBLIC_PORT}"

Said = tuple[int, str]
Examine = Callable[..., Said]


def migrated(url: str) -> None:
    engine = open_engine(url)
    schema.migrate(engine)
    engine.dispose()


@contextmanager
def carrier(number: str = LINE, voice_status: str = f"{PUBLIC}/voice/status") -> Iterator[str]:
    """A carrier as a process of its own."""
    argv = [
        *(sys.executable, "-m", "telephony.local_carrier", "--account-sid", ACCOUNT, "--number", number),
        *("--sms-url", f"{PUBLIC}/sms", "--voice-url", f"{PUBLIC}/voice"),
        *("--voice-status-url", voice_status),
    ]
    env = {**os.environ, "TWILIO_AUTH_TOKEN": TOKEN}
    with running(argv, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True) as process:
        found = re.search(r"http://\S+", first_line(process))
        assert found
        yield found.group()


@pytest.fixture(scope="module")
def carrier_url() -> Iterator[str]:
    with carrier() as url:
        yield url


def heard_of(url: str, *kinds: str, waits_for: str | None = None, swept: bool = True) -> None:
    """As if processes of these kinds had just written their heartbeat, and every queue had been swept."""
    engine = open_engine(url)
    with engine.begin() as connection:
        for kind in kinds:
            heartbeats.write(connection, kind, "elsewhere:1", waits_for)
        for queue in heartbeats.QUEUES_ARE_LATE if swept else ():
            heartbeats.write(connection, "sweep", queue)
    engine.dispose()


def changed(url: str, statement: str) -> None:
    engine = open_engine(url)
    with engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()


@pytest.fixture
def env(databases: Databases, redis_url: str, carrier_url: str, tmp_path: Path) -> Iterator[dict[str, str]]:
    """A whole line's environment, with nobody in it yet, as if its processes had just been heard of."""
    with databases.fresh("sqlite", migrated) as url:
        heard_of(url, "worker", "clock")
        yield {
            "TWILIO_ACCOUNT_SID": ACCOUNT,
            "TWILIO_AUTH_TOKEN": TOKEN,
            "TWILIO_API_BASE_URL": carrier_url,
            "PUBLIC_URL": PUBLIC,
            "LINE_NUMBER": LINE,
            "COORDINATOR_NUMBER": COORDINATOR,
            "POLICY": "if_asked",
            "SECRET_KEY": "s" * 43,
            "DATA_KEYS": KEY,
            "DATABASE_URL": url,
            "REDIS_URL": redis_url,
            "VAR_DIR": str(tmp_path),
        }


@pytest.fixture
def examine(env: dict[str, str], capsys: pytest.CaptureFixture[str]) -> Examine:
    """Examine that environment with some of it changed (None: left out); nothing private may ever be said."""

    def run(**changed: str | None) -> Said:
        given = {name: value for name, value in {**env, **changed}.items() if value is not None}
        code = doctor.examine(given)
        said = capsys.readouterr().out
        for secret in (TOKEN, ACCOUNT, KEY, OLD_KEY, PASSWORD, given.get("SECRET_KEY", "s" * 43)):
            assert secret not in said
        assert not re.findall(r"\+?\d{7,}", said.replace("+12025550100", "", said.count("like +1202")))
        assert all(line[:2] in ("✓ ", "✗ ", "! ") for line in said.splitlines()[:-1]), said
        assert (code == 1) == ("✗" in said.replace("Each ✗", ""))
        return code, said

    return run


def add(env: dict[str, str], *, on_duty: bool = True, key: str = KEY) -> None:
    settings = Settings.from_environment({**env, "DATA_KEYS": key})
    engine = open_engine(env["DATABASE_URL"])
    with Database(engine, Vault([key]), settings.line).begin(datetime.now(UTC)) as tx:
        roster.add_active(tx, "Sam", VOLUNTEER, on_duty=on_duty)
    engine.dispose()


def test_a_line_that_has_everything_is_well(env: dict[str, str], examine: Examine) -> None:
    add(env)
    changed(env["DATABASE_URL"], "DELETE FROM heartbeats")
    with ExitStack() as line:
        for name in ("worker", "clock"):
            argv = [sys.executable, "-m", "console.cli", name]
            line.enter_context(running(argv, cwd=ROOT, env={**os.environ, **env}, stdout=subprocess.DEVNULL))
        app = build(Settings.from_environment(env))
        web = make_server("127.0.0.1", PUBLIC_PORT, app)
        threading.Thread(target=web.serve_forever, daemon=True).start()
        line.callback(web.server_close)
        line.callback(web.shutdown)
        assert eventually(lambda: examine()[0] == 0)
        code, said = examine()
    assert code == 0, said
    assert [line[2:].split(":")[0] for line in said.splitlines() if line.startswith("✓")] == [
        *(
            "settings",
            "database",
            "DATA_KEYS",
            "policy",
            "volunteers",
            "database",
            "worker",
            "clock",
            "work",
            "disk",
        ),
        *("Redis", "carrier", "LINE_NUMBER", "PUBLIC_URL"),
    ]
    assert "! TWILIO_API_BASE_URL" in said, "nobody should take a carrier on this machine for a real one"


def test_a_line_whose_policy_nobody_chose_is_not_ready(env: dict[str, str], examine: Examine) -> None:
    code, said = examine(POLICY=None)
    assert code == 1
    assert "✗ policy: nothing is chosen" in said
    assert "warmline line set policy" in said


def test_before_the_first_start_it_is_said_what_to_start(env: dict[str, str], examine: Examine) -> None:
    changed(env["DATABASE_URL"], "DELETE FROM heartbeats")
    code, said = examine()
    assert code == 1
    assert "✗ worker: none runs, so nobody is rung" in said
    assert "✗ clock: none runs, so what falls due later is forgotten. Start `warmline clock`" in said
    for warned in ("volunteers: nobody yet", "PUBLIC_URL: its /healthz"):
        assert f"! {warned}" in said


@pytest.mark.parametrize("kind", ["worker", "clock"])
def test_a_process_that_is_dead_keeps_the_line_from_working_and_is_told_with_its_age(
    env: dict[str, str], examine: Examine, kind: str
) -> None:
    assert examine()[0] == 0
    changed(
        env["DATABASE_URL"],
        f"UPDATE heartbeats SET beat_at = datetime('now', '-5 minutes') WHERE kind = '{kind}'",  # noqa: S608
    )
    code, said = examine()
    assert code == 1
    assert f"✗ {kind}: none has been heard of for 5 minutes" in said
    assert said.count("✗") == 2, "it, and the last line"


def test_how_many_live_and_which_of_them_wait_is_told(env: dict[str, str], examine: Examine) -> None:
    changed(
        env["DATABASE_URL"],
        "INSERT INTO heartbeats SELECT 'worker', 'elsewhere:2', NULL, beat_at, beat_at, beat_at FROM heartbeats "
        "WHERE kind = 'worker'",
    )
    code, said = examine()
    assert code == 0
    assert "✓ worker: 2 alive, last heard of " in said
    changed(
        env["DATABASE_URL"],
        "UPDATE heartbeats SET waits_for = 'redis: password refused' WHERE name = 'elsewhere:2'",
    )
    code, said = examine()
    assert code == 0
    assert "✓ worker: 1 alive" in said
    assert "! worker: 1 of 2 wait for Redis: it refuses the password in REDIS_URL" in said
    heard_of(env["DATABASE_URL"], "worker", "clock", waits_for="redis: out of memory")
    code, said = examine()
    assert code == 1
    assert "✗ clock: 1 of 1 wait for Redis: its memory is full" in said
    assert "✓ work" not in said


def test_work_that_does_not_come_through_is_told_though_all_live(
    env: dict[str, str], examine: Examine
) -> None:
    changed(env["DATABASE_URL"], "DELETE FROM heartbeats WHERE name IN ('calls', 'reminders')")
    code, said = examine()
    assert code == 1
    assert "✗ work: no sweep of calls, reminders has come through lately" in said


def test_a_database_that_takes_no_write_is_told(env: dict[str, str], examine: Examine) -> None:
    changed(
        env["DATABASE_URL"],
        "CREATE TRIGGER full BEFORE INSERT ON heartbeats BEGIN SELECT raise(FAIL, 'disk is full'); END",
    )
    code, said = examine()
    assert code == 1
    assert "✗ database: it takes no write, so no text can be kept: its disk is full." in said


@pytest.mark.parametrize(
    ("left", "code", "told"),
    [
        (disk.FULL - 1, 1, "✗ disk: 49 MB are left"),
        (disk.LOW - 1, 0, "! disk: 499 MB"),
        (disk.LOW, 0, "✓ disk"),
    ],
)
def test_a_disk_that_fills_up_is_told_before_it_is_full(left: int, code: int, told: str) -> None:
    found = Findings()
    checks_processes.room([Path.cwd()], found, of=lambda _: left)
    assert found.lines[0].startswith(told)
    assert found.failed == (code == 1)


def test_nobody_who_takes_calls_with_somebody_in_danger_is_told(
    env: dict[str, str], examine: Examine
) -> None:
    add(env)
    code, said = examine()
    assert code == 0
    assert "! volunteers: nobody takes calls with somebody in danger" in said
    engine = open_engine(env["DATABASE_URL"])
    with engine.begin() as connection:
        connection.execute(update(Volunteer).values(takes_danger=True, ready_for_danger=True))
    engine.dispose()
    assert "nobody takes calls" not in examine()[1]


def test_nobody_on_duty_is_told(env: dict[str, str], examine: Examine) -> None:
    add(env, on_duty=False)
    code, said = examine()
    assert code == 0
    assert "nobody is on duty" in said
    engine = open_engine(env["DATABASE_URL"])
    with engine.begin() as connection:
        over = datetime.now(UTC) - timedelta(minutes=1)
        connection.execute(update(Volunteer).values(on_duty=True, duty_until=over))
    engine.dispose()
    assert "nobody is on duty" in examine()[1]


def test_without_any_settings_all_that_is_missing_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert doctor.examine({"VAR_DIR": "/nowhere/at/all"}) == 1
    said = capsys.readouterr().out
    assert said.startswith("✗ TWILIO_AUTH_TOKEN IS MISSING.")
    for name in "TWILIO_ACCOUNT_SID PUBLIC_URL LINE_NUMBER SECRET_KEY DATA_KEYS ON_CALL".split():
        assert said.count(f"✗ {name}:") == 1, name
    assert said.count("✗ DATABASE_URL:") == said.count("✗ REDIS_URL:") == 1


def test_somebody_who_runs_a_demo_is_told_that_it_needs_none_of_this(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("warmline.db", "twilio_auth_token", "data_keys", "secret_key"):
        doctor.examine({"VAR_DIR": str(tmp_path)})
        assert "make demo" not in capsys.readouterr().out
        (tmp_path / name).touch()
    assert doctor.examine({"VAR_DIR": str(tmp_path)}) == 1
    assert "! settings: what `make demo` runs here" in capsys.readouterr().out


@pytest.mark.parametrize(("seconds", "warned"), [("9.5", True), ("10", False), (None, False)])
def test_a_ring_shorter_than_the_carriers_shortest_is_told(
    examine: Examine, seconds: str | None, warned: bool
) -> None:
    code, said = examine(RING_SECONDS=seconds)
    assert code == 0
    assert ("! RING_SECONDS: the carrier rings" in said) is warned


@pytest.mark.parametrize("name", ["COORDINATOR_NUMBER", "TWILIO_AUTH_TOKEN", "PUBLIC_URL", "DATABASE_URL"])
def test_one_missing_setting_fails_and_the_rest_is_looked_at(examine: Examine, name: str) -> None:
    code, said = examine(**{name: None})
    assert code == 1
    assert said.count("✗") == 2  # it, and the last line
    assert name in said
    assert "✓ Redis: reachable" in said


GARBAGE = (
    "\u2603",
    "http://[",
    "redis://host:none/0",
    "sqlite:///:memory:",
    "-1",
    "\udcff",
    "a\x00b",
    "=",
    "/",
)


@pytest.mark.parametrize("garbage", GARBAGE)
def test_garbage_in_every_setting_is_a_finding_and_not_a_crash(garbage: str, env: dict[str, str]) -> None:
    assert doctor.examine(dict.fromkeys(env, garbage)) == 1
    for name in env:
        assert doctor.examine({"VAR_DIR": "/nowhere/at/all", name: garbage}) == 1


def test_a_terminal_that_knows_no_ticks_gets_words(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "console.cli", "doctor"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "PYTHONIOENCODING": "latin-1", "VAR_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stdout.startswith("NO TWILIO_AUTH_TOKEN IS MISSING")
    assert not done.stderr


def test_a_database_that_was_not_migrated_is_told_and_left_alone(
    databases: Databases, examine: Examine, tmp_path: Path
) -> None:
    absent = tmp_path / "none.db"
    assert "Run `warmline migrate`" in examine(DATABASE_URL=f"sqlite:///{absent}")[1]
    assert not absent.exists()
    with databases.fresh("sqlite", lambda url: open_engine(url).connect().close()) as empty:
        code, said = examine(DATABASE_URL=empty)
    assert code == 1
    assert "Run `warmline migrate`" in said


def test_a_postgresql_is_looked_at_as_well(databases: Databases, examine: Examine) -> None:
    with databases.fresh("postgresql", migrated) as url:
        heard_of(url, "worker", "clock")
        assert examine(DATABASE_URL=url)[0] == 0
        server, name = url.rsplit("/", 1)
        wrong = re.sub(r"//(\w+):\w+@", rf"//\1:{PASSWORD}@", url)
        assert "refuses the name or the password" in examine(DATABASE_URL=wrong)[1]
        assert "not that database" in examine(DATABASE_URL=f"{server}/no_{name}")[1]


def test_the_keys_must_open_what_is_stored(env: dict[str, str], examine: Examine) -> None:
    add(env, key=OLD_KEY)
    code, said = examine()
    assert code == 1
    assert "3 of 3 stored values" in said
    code, said = examine(DATA_KEYS=f"{KEY},{OLD_KEY}")
    assert code == 0
    assert "! DATA_KEYS: 3 of them need an older key" in said


def test_a_redis_that_throws_work_away_is_told(env: dict[str, str], examine: Examine) -> None:
    with redis.from_url(env["REDIS_URL"]) as client:
        try:
            client.config_set("maxmemory-policy", "allkeys-lru")
            code, said = examine()
            assert code == 0
            assert "! Redis: its maxmemory-policy is allkeys-lru" in said
            client.config_set("maxmemory", "64mb")
            client.config_set("appendonly", "no")
            code, said = examine()
            assert code == 1
            assert "✗ Redis: it throws work away" in said
            assert "! Redis: it keeps nothing over a restart" in said
            client.config_set("maxmemory-policy", "noeviction")
            client.config_set("maxmemory", "1")
            code, said = examine()
            assert code == 1
            assert "✗ Redis: its memory is full, and it takes no work." in said
        finally:
            client.config_set("maxmemory", "0")
            client.config_set("maxmemory-policy", "noeviction")
            client.config_set("appendonly", "yes")
    wrong = re.sub(r":[^:@/]+@", f":{PASSWORD}@", env["REDIS_URL"])
    assert "refuses the password" in examine(REDIS_URL=wrong)[1]


def test_the_server_that_up_brings_is_missed_where_it_does_not_answer(
    examine: Examine, env: dict[str, str]
) -> None:
    assert "✗ REDIS_URL: it is missing." in examine(REDIS_URL=None)[1]
    config = Path(env["VAR_DIR"]) / "redis" / "valkey.conf"
    config.parent.mkdir()
    config.write_text(f"port {free_port()}\nrequirepass {PASSWORD}\n")
    assert "✗ Redis: the server that `warmline up` brings does not answer" in examine(REDIS_URL=None)[1]


def test_work_that_nobody_does_is_told(env: dict[str, str], examine: Examine) -> None:
    engine = open_engine(env["DATABASE_URL"])
    settings = Settings.from_environment(env)
    with Database(engine, Vault([KEY]), settings.line).begin(datetime.now(UTC) - timedelta(minutes=5)) as tx:
        id, _ = roster.add_volunteer(
            tx, "Sam", VOLUNTEER, languages=[], experiences=[], timezone=None, active=False, on_duty=False
        )
        assert roster.invite(tx, id)
    engine.dispose()
    assert "! work: something is due since 5 minutes" in examine()[1]


def test_an_alert_that_reached_nobody_is_told_for_a_day(env: dict[str, str], examine: Examine) -> None:
    engine = open_engine(env["DATABASE_URL"])
    settings, now = Settings.from_environment(env), datetime.now(UTC)
    for at, told in ((now - timedelta(days=1, minutes=1), False), (now, True)):
        with Database(engine, Vault([KEY]), settings.line).begin(at) as tx:
            message_id = compose.queue(
                tx, None, "alert", "alert.crisis", handle="H1", code="A1", channel="text", at=at
            )
            assert message_id is not None
            outbox.failed(tx, message_id, 21211)
        assert ("! alerts: 1 of the last day were refused for good" in examine()[1]) is told
    engine.dispose()


def test_an_alert_that_waits_and_one_that_no_phone_takes_are_told(
    env: dict[str, str], examine: Examine
) -> None:
    engine = open_engine(env["DATABASE_URL"])
    settings, now = Settings.from_environment(env), datetime.now(UTC)
    with Database(engine, Vault([KEY]), settings.line).begin(now - timedelta(minutes=2)) as tx:
        danger.tell(tx, AlertKind.CRISIS, whose="somebody", channel="text")
    code, said = examine()
    assert code == 1 and "✗ alerts: 1 due for a minute and not sent" in said
    with Database(engine, Vault([KEY]), settings.line).begin(now) as tx:
        tx.run(update(Message).values(state="failed"))
        consent.opt_out(tx, ladder.everybody(tx)[0].contact_id, "STOP", "text")
    code, said = examine()
    assert code == 1 and "✗ alerts: 1 open, about danger, were refused by every phone on call" in said
    assert "✗ ON_CALL: STOP was texted from every phone on it" in said
    assert (
        "! ON_CALL: STOP was texted from number 1 of it" in examine(ON_CALL=f"{COORDINATOR},+12025550171")[1]
    )
    engine.dispose()


def test_a_wrong_token_and_a_wrong_account_are_told_apart_from_no_carrier(examine: Examine) -> None:
    assert "it refuses TWILIO_ACCOUNT_SID" in examine(TWILIO_AUTH_TOKEN="another")[1]
    assert "it refuses TWILIO_ACCOUNT_SID" in examine(TWILIO_ACCOUNT_SID="AC" + "f" * 32)[1]
    code, said = examine(TWILIO_API_BASE_URL=f"http://127.0.0.1:{free_port()}")
    assert code == 1
    assert "✗ carrier: it cannot be reached" in said


def test_a_number_of_somebody_else_is_told(examine: Examine) -> None:
    code, said = examine(LINE_NUMBER="+12025550111")
    assert code == 1
    assert "✗ LINE_NUMBER: the account has no such number" in said


def test_the_line_cannot_be_its_own_coordinator(examine: Examine) -> None:
    assert "✗ COORDINATOR_NUMBER: it is the line's own number" in examine(COORDINATOR_NUMBER=LINE)[1]


def test_who_is_on_call_may_be_the_coordinator_and_not_the_line(examine: Examine) -> None:
    assert "✗ ON_CALL_NUMBER: it is the line's own number" in examine(ON_CALL_NUMBER=LINE)[1]
    assert "ON_CALL_NUMBER" not in examine(ON_CALL_NUMBER=COORDINATOR)[1]
    assert "! ON_CALL: it is missing" in examine()[1]


def test_every_number_on_the_ladder_is_one_that_the_line_can_text_and_ring(examine: Examine) -> None:
    code, said = examine(ON_CALL=f"{COORDINATOR}, {LINE}, +442079460018")
    assert code == 1
    assert "✗ ON_CALL: number 2 is the line's own number" in said
    assert "✗ ON_CALL: number 3 is no ordinary phone in LINE_REGION" in said
    assert "555" not in said and "7946" not in said
    assert "! COORDINATOR_NUMBER: it is not asked any more" not in said


def test_hours_that_nobody_covers_and_a_coordinator_who_is_not_asked_any_more_are_told(
    examine: Examine,
) -> None:
    code, said = examine(ON_CALL="+12025550171 09:00-17:00, +12025550172 22:00-06:00")
    assert code == 0
    assert "! ON_CALL: nobody's hours cover 06:00-09:00, 17:00-22:00" in said
    assert "! COORDINATOR_NUMBER: it is not asked any more" in said
    assert "hours cover" not in examine(ON_CALL=f"{COORDINATOR} 09:00-17:00, +12025550172")[1]
    assert examine(COORDINATOR_NUMBER=None, ON_CALL="+12025550171")[0] == 0


def test_that_no_volunteer_has_a_menu_by_phone_is_worth_knowing(examine: Examine) -> None:
    assert "! TRUST_ATTESTED: it says no" in examine(TRUST_ATTESTED="no")[1]
    assert "TRUST_ATTESTED" not in examine()[1]


def test_each_address_that_leads_elsewhere_is_told_with_what_to_set(examine: Examine) -> None:
    code, said = examine(PUBLIC_URL="http://localhost:9")
    assert code == 1
    assert 'set "A message comes in" to http://localhost:9/sms (HTTP POST)' in said
    assert 'set "A call comes in" to http://localhost:9/voice (HTTP POST)' in said
    assert 'set "Call status changes" to http://localhost:9/voice/status (HTTP POST)' in said
    with carrier(voice_status="") as without_status:
        code, said = examine(TWILIO_API_BASE_URL=without_status)
    assert code == 1
    assert said.count("✗ LINE_NUMBER") == 1
    assert f'set "Call status changes" to {PUBLIC}/voice/status' in said


def test_a_region_without_a_crisis_line_is_told(examine: Examine) -> None:
    assert (
        "! LINE_REGION: the line knows no crisis line there, and can only say 112."
        in examine(LINE_REGION="BR")[1]
    )


def test_a_crisis_line_that_no_law_gives_out_is_to_be_checked(examine: Examine) -> None:
    said = examine(LINE_REGION="gb")[1]
    assert "! LINE_REGION: check this number. People in danger are told to call 116 123 (Samaritans)" in said
    assert "LINE_REGION" not in examine(LINE_REGION="US")[1]


def test_plain_http_is_for_this_machine_only(examine: Examine) -> None:
    code, said = examine(PUBLIC_URL="http://line.invalid")
    assert code == 1
    assert "✗ PUBLIC_URL: it begins with http://" in said


def test_something_else_at_our_address_is_told(examine: Examine) -> None:
    def elsewhere(_env: object, start: Callable[..., object]) -> list[bytes]:
        start("302 Found", [("Location", "https://line.invalid/healthz")])
        return []

    web = make_server("127.0.0.1", PUBLIC_PORT, elsewhere)
    threading.Thread(target=web.serve_forever, daemon=True).start()
    try:
        code, said = examine()
    finally:
        web.shutdown()
        web.server_close()
    assert code == 0
    assert "! PUBLIC_URL: it sends callers elsewhere" in said


def test_servers_that_take_a_connection_and_say_nothing_cost_five_seconds_together(examine: Examine) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as silent:
        port = silent.getsockname()[1]
        began = time.monotonic()
        code, said = examine(
            DATABASE_URL=f"postgresql://warm:{PASSWORD}@127.0.0.1:{port}/line",
            REDIS_URL=f"redis://:{PASSWORD}@127.0.0.1:{port}/0",
            TWILIO_API_BASE_URL=f"http://127.0.0.1:{port}",
            PUBLIC_URL=f"http://127.0.0.1:{port}",
        )
        took = time.monotonic() - began
    assert code == 1
    assert took < 9, "two of them one after the other would be ten"
    for name in ("database", "Redis", "carrier"):
        assert re.search(rf"✗ {name}: (no answer|it cannot be reached)", said), said
