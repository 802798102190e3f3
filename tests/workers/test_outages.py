"""Redis or the database away while worker and clock run: the same processes wait, say so, and go on by themselves."""

import json
import socketserver
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
import redis
from psycopg import sql

from store.upkeep import heartbeats
from store.upkeep.heartbeats import OwnHeartbeat
from telephony.local_carrier.phones.phones import Carrier as Phones
from tests.kits.bridge import PARTICIPANT, VOLUNTEER
from tests.kits.processes import Stack
from tests.kits.servers import QueueServer, free_port
from tests.kits.waiting import PATIENCE, eventually
from workers import outage
from workers.queues import QUEUES, Wakeups, connect
from workers.run import run


@pytest.fixture
def queue_server(tmp_path: Path) -> Iterator[QueueServer]:
    """A Redis of this test's own, running."""
    server = QueueServer(tmp_path / "redis")
    server.start()
    yield server
    server.close()


@pytest.fixture
def stack(
    migrated: Callable[[str], str], queue_server: QueueServer, local_carrier_url: str, phones: Phones
) -> Iterator[Stack]:
    """A line whose Redis can be done anything to."""
    made = Stack(migrated("sqlite"), queue_server.url, local_carrier_url)
    yield made
    made.close()


def offered(phones: Phones) -> int:
    return sum("TAKE" in text.body for text in phones.phone(VOLUNTEER).texts())


def waits_for(stack: Stack, kind: str) -> list[str | None]:
    return [beat.waits_for for beat in stack.beats(kind)]


def both_wait_for(stack: Stack, said: str | None) -> bool:
    """Whether worker and clock come to say that they wait for this; None: for nothing."""
    return eventually(lambda: waits_for(stack, "worker") == waits_for(stack, "clock") == [said])


def goes_on(stack: Stack, phones: Phones) -> bool:
    """Whether a callback asked for now brings an offer."""
    before = offered(phones)
    stack.text(PARTICIPANT, "CALL")
    return eventually(lambda: offered(phones) > before)


def test_a_redis_away_for_seven_seconds_costs_no_process(
    stack: Stack, queue_server: QueueServer, phones: Phones, tmp_path: Path
) -> None:
    log = tmp_path / "worker.log"
    processes = stack.start("worker", log), stack.start("clock")
    stack.volunteer()
    assert both_wait_for(stack, None)
    queue_server.kill()
    began = time.monotonic()
    assert eventually(lambda: waits_for(stack, "worker") == [outage.UNREACHABLE])
    assert eventually(lambda: waits_for(stack, "clock") == [outage.UNREACHABLE])
    stack.text(PARTICIPANT, "CALL")
    assert eventually(lambda: time.monotonic() - began > 7)
    assert [process.poll() for process in processes] == [None, None]
    queue_server.start()
    assert eventually(lambda: offered(phones) == 1)
    assert both_wait_for(stack, None)
    assert [process.poll() for process in processes] == [None, None]
    said = log.read_text()
    # Once each; a second one is told where the worker was just about to ask for more work.
    outages, ends = (
        [line["of"] for line in map(json.loads, said.splitlines()) if line["event"] == event]
        for event in ("outage_began", "outage_over")
    )
    assert "redis" in outages and sorted(outages) == sorted(set(outages)) == sorted(ends), said
    assert "Traceback" not in said
    assert stack.redis_url.split("@")[0].split(":")[-1] not in said, "the password"


def full(client: redis.Redis) -> None:
    client.config_set("maxmemory", "1")


def read_only(client: redis.Redis) -> None:
    client.replicaof("127.0.0.1", free_port())


def of_another_password(client: redis.Redis) -> None:
    client.config_set("requirepass", "another")
    client.client_kill_filter(_type="normal", skipme=True)


def not_allowed(client: redis.Redis) -> None:
    client.acl_setuser("default", enabled=True, categories=["-@write"])


def as_before(client: redis.Redis, password: str) -> None:
    client.config_set("maxmemory", "0")
    client.replicaof("NO", "ONE")
    client.acl_setuser("default", enabled=True, categories=["+@all"])
    client.config_set("requirepass", password)


TROUBLES: tuple[tuple[Callable[[redis.Redis], None], str], ...] = (
    (full, outage.FULL),
    (read_only, outage.READ_ONLY),
    (of_another_password, outage.PASSWORD),
    (not_allowed, outage.NOT_ALLOWED),
)


@pytest.mark.timeout(400)  # four troubles, one after the other
def test_a_redis_that_refuses_is_waited_for_and_named_by_the_same_processes_whatever_it_has(
    stack: Stack, phones: Phones
) -> None:
    password = stack.redis_url.split("@")[0].split(":")[-1]
    worker, clock = stack.start("worker"), stack.start("clock")
    stack.volunteer()
    assert both_wait_for(stack, None)
    for trouble, said in TROUBLES:
        with redis.from_url(stack.redis_url) as client:
            trouble(client)
            assert both_wait_for(stack, said)
            assert worker.poll() is clock.poll() is None, said
            as_before(client, password)
        assert goes_on(stack, phones), said
        stack.text(PARTICIPANT, "NEVERMIND")  # so that the volunteer is free for the next to ask
        assert both_wait_for(stack, None), said
        assert worker.poll() is clock.poll() is None, said


@pytest.mark.parametrize("command", ["worker", "clock"])
def test_a_process_that_starts_before_redis_waits_and_ends_at_once_when_told(
    stack: Stack, queue_server: QueueServer, command: str
) -> None:
    queue_server.kill()
    process = stack.start(command)
    assert eventually(lambda: waits_for(stack, command) == [outage.UNREACHABLE])
    began = time.monotonic()
    process.terminate()
    assert process.wait(10) == 0
    assert time.monotonic() - began < 3
    assert stack.beats(command) == [], "who ends as told leaves nothing that looks dead"


def knows_of_the_database(log: Path) -> bool:
    return any('"outage_began"' in line and '"database"' in line for line in log.read_text().splitlines())


def test_processes_that_start_while_the_database_is_locked_wait_for_it(
    stack: Stack, phones: Phones, tmp_path: Path
) -> None:
    stack.volunteer()
    logs = tmp_path / "worker.log", tmp_path / "clock.log"
    with stack.db.engine.begin():
        worker, clock = stack.start("worker", logs[0]), stack.start("clock", logs[1])
        # Both have waited for it twice by then: to prove their keys, and to write their first heartbeat.
        assert eventually(lambda: all(map(knows_of_the_database, logs)))
    assert worker.poll() is clock.poll() is None
    assert goes_on(stack, phones)
    assert both_wait_for(stack, None)


def test_a_postgresql_that_lets_nobody_in_ends_nobody_and_leaves_no_failed_sweeps(
    migrated: Callable[[str], str],
    queue_server: QueueServer,
    local_carrier_url: str,
    phones: Phones,
    tmp_path: Path,
) -> None:
    url, log = migrated("postgresql"), tmp_path / "worker.log"
    with closing(Stack(url, queue_server.url, local_carrier_url)) as stack:
        worker, clock = stack.start("worker", log), stack.start("clock")
        stack.volunteer()
        assert eventually(lambda: len(stack.beats("sweep")) == len(QUEUES))
        server, name = url.replace("+psycopg", "").rsplit("/", 1)
        shut, open_again = (
            sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS {}").format(sql.Identifier(name), sql.SQL(allowed))
            for allowed in ("false", "true")
        )
        with psycopg.connect(f"{server}/postgres", autocommit=True) as master:
            master.execute(shut)
            master.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
            )
            assert eventually(lambda: knows_of_the_database(log))
            master.execute(open_again)
        assert goes_on(stack, phones)
        with redis.from_url(queue_server.url) as client:
            assert not any(client.zcard(f"rq:failed:{queue}") for queue in QUEUES)
        assert worker.poll() is clock.poll() is None


class Refusing(socketserver.ThreadingTCPServer):
    """A Redis that answers whatever it is asked with one refusal."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, line: str) -> None:
        class Answer(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                while self.request.recv(65536):
                    self.request.sendall(f"-{line}\r\n".encode())

        super().__init__(("127.0.0.1", 0), Answer)

    @property
    def url(self) -> str:
        return f"redis://:secret-of-nobody@127.0.0.1:{self.server_address[1]}/0"


@contextmanager
def refusing(line: str) -> Iterator[Refusing]:
    with Refusing(line) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield server
        server.shutdown()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("LOADING Valkey is loading the dataset in memory", outage.LOADING),
        (
            "MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'.",
            outage.NO_MASTER,
        ),
        ("CLUSTERDOWN The cluster is down", outage.NO_MASTER),
        ("OOM command not allowed when used memory > 'maxmemory'.", outage.FULL),
        ("READONLY You can't write against a read only replica.", outage.READ_ONLY),
        ("NOAUTH Authentication required.", outage.PASSWORD),
        ("WRONGPASS invalid username-password pair or user is disabled.", outage.PASSWORD),
        ("NOPERM User default has no permissions to run the 'set' command", outage.NOT_ALLOWED),
        ("MISCONF Valkey is configured to save RDB snapshots, but it's unable to", outage.DISK),
        ("NOREPLICAS Not enough good replicas to write.", outage.REPLICAS),
        ("ERR something new", outage.REFUSES),
    ],
)
def test_every_refusal_is_told_in_a_word_without_an_address(
    line: str, said: str, migrated: Callable[[str], str], caplog: pytest.LogCaptureFixture
) -> None:
    url = migrated("sqlite")
    with refusing(line) as server:
        wakeups = Wakeups(server.url)
        wakeups.sweep("calls")
        assert wakeups.trouble == said
        assert not wakeups.takes_work()
        heartbeat, over = OwnHeartbeat(url, "worker"), threading.Event()
        working = threading.Thread(target=run, args=(server.url, QUEUES, heartbeat, over))
        working.start()
        try:
            assert eventually(lambda: waiting_in(heartbeat) == [said])
        finally:
            over.set()
            working.join(PATIENCE)
    assert not working.is_alive()
    assert "secret-of-nobody" not in caplog.text
    assert "127.0.0.1" not in caplog.text


def waiting_in(heartbeat: OwnHeartbeat) -> list[Any]:
    with heartbeat.engine.begin() as connection:
        return [beat.waits_for for beat in heartbeats.read(connection)]


def test_a_host_that_does_not_exist_and_a_port_where_nobody_listens_are_unreachable() -> None:
    for url in ("redis://nowhere.invalid:6379/0", f"redis://127.0.0.1:{free_port()}/0"):
        with connect(url) as client, pytest.raises(redis.RedisError) as away:
            client.ping()
        assert outage.why(away.value) == outage.UNREACHABLE


def test_a_sweep_asked_for_right_after_an_outage_is_not_marked_as_asked_while_it_was_not(
    queue_server: QueueServer,
) -> None:
    wakeups = Wakeups(queue_server.url)
    queue_server.kill()
    wakeups.sweep("calls")
    queue_server.start()
    wakeups.sweep("calls")  # too soon after the failure: nobody is asked, and nothing says so
    with redis.from_url(queue_server.url) as client:
        assert not client.exists("warmline:sweep:calls")

        def asked() -> int:
            wakeups.sweep("calls")
            return int(client.llen("rq:queue:calls"))

        assert eventually(asked)
    assert wakeups.trouble is None


def test_a_clock_that_is_always_second_knows_that_the_outage_is_over(queue_server: QueueServer) -> None:
    wakeups = Wakeups(queue_server.url)
    queue_server.kill()
    wakeups.sweep("calls")
    assert wakeups.trouble == outage.UNREACHABLE
    queue_server.start()
    with redis.from_url(queue_server.url) as client:
        client.set("warmline:sweep:calls", "1")  # the other clock's mark

        def knows() -> bool:
            wakeups.sweep("calls")
            return wakeups.trouble is None

        assert eventually(knows)


def test_the_wait_doubles_to_a_bound_and_starts_anew_when_it_worked() -> None:
    waits = outage.Waits(first=0.5, longest=2.0)
    assert [waits.again() for _ in range(4)] == [0.5, 1.0, 2.0, 2.0]
    waits.over()
    assert waits.again() == 0.5
