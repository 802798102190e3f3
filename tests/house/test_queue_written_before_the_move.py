"""A database and a queue as processes left them before the modules moved: today's processes and commands take them up.

How they were made: tests/fixtures/before_the_move/README.md.
"""

import base64
import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import redis
from click.testing import CliRunner

from console.cli import main
from store.config.clock import now
from store.vault import Vault
from store.vault.columns import NOTE_WORDS, RowName
from telephony.local_carrier.phones.phones import Carrier as Phones
from tests.kits.line import COORDINATOR
from tests.kits.moments import FOLDER, KEY, moments, moved_to, tables
from tests.kits.moments_opened import release, write_database
from tests.kits.processes import Stack
from tests.kits.waiting import eventually

MOMENTS = {moment.name: moment for moment in moments()}
ON_THE_QUEUE = MOMENTS["a queue with every job on it"]
QUEUE = json.loads((FOLDER / "queue.json").read_text())


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The database of the moment in which every job is on the queue, as if it were now, under today's schema."""
    write_database(moved_to(ON_THE_QUEUE, now()), tmp_path / "line.db")
    release(f"sqlite:///{tmp_path / 'line.db'}")
    return tmp_path / "line.db"


@pytest.fixture
def stack(path: Path, redis_url: str, local_carrier_url: str) -> Iterator[Stack]:
    """A line's environment around it."""
    made = Stack(f"sqlite:///{path}", redis_url, local_carrier_url)
    made.env["DATA_KEYS"] = KEY
    yield made
    made.close()


def rows(path: Path, table: str) -> dict[int, dict[str, Any]]:
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        return {row["id"]: dict(row) for row in connection.execute(f"SELECT * FROM {table}")}  # noqa: S608


def swept(path: Path) -> set[str]:
    """The queues that a worker says it has swept."""
    with closing(sqlite3.connect(path)) as connection:
        return {name for (name,) in connection.execute("SELECT name FROM heartbeats WHERE kind = 'sweep'")}


def put_on_the_queue(client: redis.Redis, *, sweeps: bool) -> int:
    """The jobs as Redis held them: those that name a row, or the sweeps. Gives how many."""
    chosen: Mapping[str, Mapping[str, str]] = {
        key: job for key, job in QUEUE["jobs"].items() if (".sweep." in job["description"]) == sweeps
    }
    for key, job in chosen.items():
        for name, value in job.items():
            client.hset(key, name, base64.b64decode(value) if name == "data" else value)
    for queue, ids in QUEUE["queues"].items():
        if mine := [each for each in ids if f"rq:job:{each}" in chosen]:
            client.sadd("rq:queues", queue)
            client.rpush(queue, *mine)
    return len(chosen)


def test_every_job_of_then_is_done_by_a_worker_of_today(
    path: Path, stack: Stack, redis_url: str, phones: Phones, tmp_path: Path
) -> None:
    legs, callbacks, texts = (rows(path, table) for table in ("legs", "callbacks", "messages"))
    [rings] = [id for id, leg in legs.items() if leg["state"] == "planned" and leg["role"] == "volunteer"]
    [hangs_up] = [id for id, leg in legs.items() if leg["hang_up_at"]]
    [fetched] = [id for id, leg in legs.items() if leg["errand"]]
    unsent = {id for id, text in texts.items() if text["state"] == "due"}
    with redis.from_url(redis_url) as client:
        assert put_on_the_queue(client, sweeps=False) >= len(QUEUE["wakes"])
        stack.start("worker", tmp_path / "log")
        # A job that was done is deleted; one that failed stays for an hour.
        assert eventually(lambda: not client.keys("rq:job:*"), seconds=30)
        after = rows(path, "legs")
        assert after[rings]["state"] == "ringing"
        assert after[hangs_up]["hang_up_at"] != legs[hangs_up]["hang_up_at"]
        assert after[fetched]["errand"] is None or after[fetched]["requests"] > legs[fetched]["requests"]
        assert rows(path, "callbacks")[max(callbacks)]["due_at"] != callbacks[max(callbacks)]["due_at"]
        sent = [id for id, text in rows(path, "messages").items() if id in unsent and text["state"] == "sent"]
        told = [id for id in sent if texts[id]["contact_id"] is None]
        assert sent and told
        # And one from memory: that of an outage, which has no row.
        assert eventually(lambda: len(phones.phone(COORDINATOR).texts()) == len(told) + 1)
        assert put_on_the_queue(client, sweeps=True) == len(QUEUE["queues"])
        assert eventually(lambda: not client.keys("rq:job:*"), seconds=30)
        assert not client.keys("rq:failed:*")
    assert eventually(lambda: swept(path) == {queue.rpartition(":")[2] for queue in QUEUE["queues"]})
    assert '"level": "error"' not in (tmp_path / "log").read_text()


def test_what_was_sealed_then_opens_today() -> None:
    assert Vault((KEY,)).open(NOTE_WORDS, RowName("any"), QUEUE["sealed"]) == "sealed then"


def test_a_release_takes_the_database_of_then_and_loses_nothing(path: Path, stack: Stack) -> None:
    before = {table: len(ON_THE_QUEUE.of(table)) for table in tables()}
    done = CliRunner().invoke(main, ["migrate"], env=stack.env)
    assert done.exit_code == 0, done.output
    with closing(sqlite3.connect(path)) as connection:
        for table, count in before.items():
            [there] = connection.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608
            assert there == count, table


@pytest.mark.parametrize(
    "command",
    [
        "callbacks list --all",
        "callbacks list --json",
        "callbacks show #1",
        "volunteers list",
        "volunteers fairness",
        "shifts list",
    ],
)
def test_the_commands_of_a_coordinator_show_what_was_written_then(command: str, stack: Stack) -> None:
    done = CliRunner().invoke(main, command.split(), env=stack.env)
    assert done.exit_code == 0 and done.output.strip(), done.output
