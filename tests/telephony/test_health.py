"""The health addresses: what each asks, what it answers while something is broken, and what it gives away."""

import json
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from cryptography.fernet import Fernet
from flask import Flask
from flask.testing import FlaskClient
from psycopg import sql
from sqlalchemy import delete, func, select, text, update

from flows.effects.base import AlertKind
from store.config import clock
from store.database import Database, open_engine
from store.messages import compose
from store.models import Heartbeat, Message
from store.upkeep import disk, heartbeats
from store.vault import Vault
from telephony.health import routes, status
from telephony.health.status import Watched
from tests.kits.line import KEYS, LINE, NOON
from tests.kits.waiting import eventually

QUEUES = tuple(heartbeats.QUEUES_ARE_LATE)
PARTS = {"alerts", "clock", "database", "disk", "queue", "redis", "worker"}


@dataclass
class Site:
    """A web process's health addresses over a database, with all that they ask in our hands."""

    url: str
    alerts: bool = True
    redis: bool = True
    room: int | None = 10**12
    keys: Sequence[str] = KEYS
    asked: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.db = Database(open_engine(self.url), Vault(self.keys), LINE)
        self.client = self.process()

    def process(self) -> FlaskClient:
        """Another web process of the same line."""

        def takes_work() -> bool:
            self.asked.append("redis")
            return self.redis

        watched = Watched(self.db, takes_work, (), self.alerts, room=lambda _: self.room)
        app = Flask("health")
        app.register_blueprint(routes.blueprint(watched, lambda: NOON, lambda: True))
        return app.test_client()

    def beats(self, *kinds: str, waits_for: str | None = None, sweeps: Sequence[str] = QUEUES) -> None:
        """As if these processes had just beaten, and these queues been swept."""
        with self.db.engine.begin() as connection:
            for kind in kinds:
                heartbeats.write(connection, kind, "elsewhere:1", waits_for)
            for queue in sweeps:
                heartbeats.write(connection, "sweep", queue)

    def aged(self, seconds: int, **which: str) -> None:
        """As if these rows had been written so long ago."""
        moment = (
            f"datetime('now', '-{seconds} seconds')"
            if self.db.engine.dialect.name == "sqlite"
            else f"now() - interval '{seconds} seconds'"
        )
        where = " AND ".join(f"{name} = '{value}'" for name, value in which.items())
        with self.db.engine.begin() as connection:
            connection.execute(text(f"UPDATE heartbeats SET beat_at = {moment} WHERE {where}"))  # noqa: S608

    def failing(self) -> set[str]:
        """The parts that a fresh look at /status calls failing; the answer's code fits them."""
        answer = self.process().get("/status")
        said = json.loads(answer.text)
        assert set(said["parts"]) == PARTS
        found = {name for name, state in said["parts"].items() if state == "failing"}
        assert (answer.status_code, said["line"]) == ((503, "failing") if found else (200, "ok"))
        return found

    def ready(self) -> bool:
        """What a fresh look at /readyz says."""
        return self.process().get("/readyz").status_code == 200


@pytest.fixture(params=["sqlite", "postgresql"])
def site(migrated: Callable[[str], str], request: pytest.FixtureRequest) -> Iterator[Site]:
    made = Site(migrated(request.param))
    yield made
    made.db.engine.dispose()


@pytest.fixture
def small_site(migrated: Callable[[str], str]) -> Iterator[Site]:
    """On SQLite, whose file a test may do anything to."""
    made = Site(migrated("sqlite"))
    yield made
    made.db.engine.dispose()


def test_a_line_in_which_everything_works_says_so(site: Site) -> None:
    site.beats("worker", "clock")
    answer = site.client.get("/status")
    assert (answer.status_code, answer.mimetype) == (200, "application/json")
    assert json.loads(answer.text) == {"line": "ok", "parts": dict.fromkeys(sorted(PARTS), "ok")}
    assert site.client.get("/readyz").text == "ready\n"


def test_before_worker_and_clock_start_the_web_is_ready_and_the_line_is_not(site: Site) -> None:
    assert site.ready()
    assert site.failing() == {"worker", "clock", "queue"}


@pytest.mark.parametrize("kind", ["worker", "clock"])
def test_a_process_not_heard_of_for_45_seconds_is_dead(site: Site, kind: str) -> None:
    site.beats("worker", "clock")
    site.aged(40, kind=kind)
    assert site.failing() == set()
    site.aged(46, kind=kind)
    assert site.failing() == {kind}
    assert site.ready(), "a web that still answers people stays on the air"


@pytest.mark.parametrize("kind", ["worker", "clock"])
def test_a_process_that_waits_for_redis_does_not_work(site: Site, kind: str) -> None:
    site.beats("worker", "clock")
    site.beats(kind, waits_for="redis: out of memory")
    assert site.failing() == {kind}


def test_one_that_works_is_enough_beside_one_that_waits(site: Site) -> None:
    site.beats("worker", "clock")
    with site.db.engine.begin() as connection:
        heartbeats.write(connection, "worker", "elsewhere:2", "redis: unreachable")
    assert site.failing() == set()


@pytest.mark.parametrize(("queue", "seconds"), heartbeats.QUEUES_ARE_LATE.items())
def test_work_that_does_not_come_through_one_queue_is_seen_though_all_processes_live(
    small_site: Site, queue: str, seconds: int
) -> None:
    small_site.beats("worker", "clock")
    small_site.aged(seconds - 3, kind="sweep", name=queue)
    assert small_site.failing() == set()
    small_site.aged(seconds + 1, kind="sweep", name=queue)
    assert small_site.failing() == {"queue"}


def test_a_redis_that_takes_no_work_and_nobody_to_alert_are_the_lines_trouble_and_not_the_webs(
    site: Site,
) -> None:
    site.beats("worker", "clock")
    site.redis = site.alerts = False
    assert site.failing() == {"redis", "alerts"}
    site.asked.clear()
    assert site.ready()
    assert site.asked == [], "/readyz does not even ask Redis"


def test_an_alert_that_is_due_and_unsent_for_a_minute_is_the_lines_trouble(small_site: Site) -> None:
    small_site.beats("worker", "clock")
    with small_site.db.begin(clock.now() - timedelta(seconds=59)) as tx:
        compose.raise_alert(tx, AlertKind.STUCK, count=1, minutes=1)
        message_id = tx.run(select(func.max(Message.id))).scalar_one()
    assert small_site.failing() == set()
    with small_site.db.begin(clock.now()) as tx:
        tx.run(update(Message).values(due_at=tx.now - timedelta(seconds=61)))
    assert small_site.failing() == {"alerts"}
    with small_site.db.begin(clock.now()) as tx:
        tx.run(update(Message).where(Message.id == message_id).values(state="sent"))
    assert small_site.failing() == set()


def test_a_disk_that_is_nearly_full_is_told_and_one_with_no_room_for_a_text_is_not_ready(site: Site) -> None:
    site.beats("worker", "clock")
    site.room = disk.FULL - 1
    assert site.failing() == {"disk"}
    assert site.ready()
    site.room = disk.NOTHING - 1
    assert not site.ready()
    site.room = None  # nothing of ours is on this machine
    assert site.failing() == set()


def test_the_room_is_that_of_the_fullest_folder_and_a_server_has_none(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/line.db"
    assert disk.folders(url, tmp_path / "absent") == (tmp_path,)
    assert disk.folders("postgresql+psycopg://x@h/d", tmp_path / "absent") == ()
    left = disk.room(disk.folders(url, tmp_path))
    assert left is not None and left > 0
    assert disk.room(()) is None


def test_a_database_locked_by_another_is_not_ready_and_said_within_the_time_a_load_balancer_waits(
    small_site: Site,
) -> None:
    small_site.beats("worker", "clock")
    with small_site.db.engine.begin():
        answer = small_site.process().get("/readyz")
        assert (answer.status_code, answer.text) == (503, "not ready: no text can be kept\n")
        assert small_site.failing() == {"database", "worker", "clock", "queue"}
    assert small_site.ready()


@contextmanager
def read_only(url: str) -> Iterator[None]:
    """A PostgreSQL database that answers questions and takes no write, as on a full disk or a standby."""
    server, name = url.replace("+psycopg", "").rsplit("/", 1)
    of = sql.SQL("ALTER DATABASE {} {} default_transaction_read_only")
    with psycopg.connect(f"{server}/postgres", autocommit=True) as master:
        master.execute(of.format(sql.Identifier(name), sql.SQL("SET")) + sql.SQL(" = on"))
        try:
            yield
        finally:
            master.execute(of.format(sql.Identifier(name), sql.SQL("RESET")))


def test_a_database_that_only_answers_questions_is_not_ready(
    migrated: Callable[[str], str], tmp_path: Path
) -> None:
    url = migrated("postgresql")
    with read_only(url):
        assert not Site(url).ready()
    assert Site(url).ready()
    file = tmp_path / "line.db"
    with closing(sqlite3.connect(migrated("sqlite").removeprefix("sqlite:///"))) as here:
        here.execute("VACUUM INTO ?", [str(file)])
    assert Site(f"sqlite:///{file}").ready()
    assert not Site(f"sqlite:///file:{file}?mode=ro&uri=true").ready()


def test_a_database_that_is_not_there_is_not_ready_and_not_made(tmp_path: Path) -> None:
    assert not Site(f"sqlite:///{tmp_path}/line.db").ready()
    assert list(tmp_path.iterdir()) == []
    assert not Site("postgresql+psycopg://nobody@127.0.0.1:9/none").ready()


_NO_MORE_ROOM = """
import resource, sys
from tests.telephony.test_health import Site
site = Site(sys.argv[1])
assert site.ready()
resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
print(site.process().get("/readyz").status_code)
"""


def test_a_disk_that_takes_no_byte_more_is_not_ready(migrated: Callable[[str], str]) -> None:
    argv = [sys.executable, "-c", _NO_MORE_ROOM, migrated("sqlite")]
    done = subprocess.run(argv, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[2])
    assert done.stdout.splitlines()[-1:] == ["503"], done.stderr


def test_a_process_whose_keys_do_not_fit_is_not_ready(site: Site) -> None:
    with site.db.begin(NOON):
        pass
    site.keys = (Fernet.generate_key().decode(),)
    other = Site(site.url, keys=site.keys)
    assert not other.ready()
    assert site.ready()


def test_however_often_it_is_asked_it_looks_once_in_two_seconds_and_keeps_one_row_a_process(
    site: Site,
) -> None:
    site.beats("worker", "clock")
    began, asked = time.monotonic(), 0
    while asked < 30 or not site.asked:
        site.client.get("/status")
        site.client.get("/readyz")
        site.process().get("/readyz")
        asked += 1
    assert len(site.asked) <= 1 + (time.monotonic() - began) / status.KEPT_SECONDS
    with site.db.engine.begin() as connection:
        rows = [beat for beat in heartbeats.read(connection) if beat.kind == "web"]
        assert len(rows) == 1
        connection.execute(delete(Heartbeat))
    assert eventually(lambda: site.client.get("/status").status_code == 503)


def test_what_is_told_holds_no_number_no_address_and_no_detail(site: Site) -> None:
    site.beats("worker", waits_for="redis: password refused")
    for path in ("/healthz", "/readyz", "/status"):
        said = site.client.get(path)
        assert not any(letter.isdigit() for letter in said.text)
        for word in ("elsewhere", "password", "127", "@", "://", "Error"):
            assert word not in said.text
    assert site.client.get("/readyz").headers["Cache-Control"] == "no-store"
    assert site.client.post("/status").status_code == 405


def test_a_row_of_a_process_that_ended_without_a_word_is_forgotten_after_an_hour(site: Site) -> None:
    site.beats("worker", "clock", sweeps=())
    site.aged(3601, kind="worker")
    site.aged(3500, kind="clock")
    with site.db.engine.begin() as connection:
        assert heartbeats.forget_old(connection) == 1
        assert [beat.kind for beat in heartbeats.read(connection)] == ["clock"]
