"""The embedded server keeps what it was given, answers only to us, and goes when we go."""

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest
import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from console.running.embedded_redis import AlreadyRunning, EmbeddedRedis, running
from console.running.processes import Process, Supervisor
from tests.kits import programs
from tests.kits.waiting import PATIENCE, eventually, runs


def test_it_keeps_its_data_over_a_kill_and_is_back_at_once(tmp_path: Path) -> None:
    server = EmbeddedRedis(tmp_path)
    with Supervisor([server.process()], say=lambda name, line: None) as line:
        with redis.from_url(server.url) as client:
            client.set("promise", "kept")
            client.waitaof(1, 0, 2000)
        line.kill("redis", signal.SIGKILL)
        assert eventually(lambda: line.starts("redis") == 2 and server.ready())
        with redis.from_url(server.url, decode_responses=True) as client:
            assert client.get("promise") == "kept"
    server.close()


def test_it_never_throws_anything_away_for_want_of_memory(redis_server: EmbeddedRedis) -> None:
    with redis.from_url(redis_server.url, decode_responses=True) as client:
        assert client.config_get("maxmemory-policy") == {"maxmemory-policy": "noeviction"}
        assert client.config_get("appendonly") == {"appendonly": "yes"}


def test_it_answers_on_this_machine_only_and_only_to_who_has_the_password(
    redis_server: EmbeddedRedis,
) -> None:
    with redis.from_url(redis_server.url, decode_responses=True) as client:
        assert client.config_get("bind") == {"bind": "127.0.0.1"}
    once = Retry(NoBackoff(), 0)
    with (
        redis.Redis(port=redis_server.port, retry=once) as stranger,
        pytest.raises(redis.AuthenticationError),
    ):
        stranger.ping()
    for name in ("password", "valkey.conf"):
        assert stat.S_IMODE((redis_server.directory / name).stat().st_mode) == 0o600
    assert not any("password" in part for part in redis_server.argv)


def test_a_directory_has_one_server_at_a_time(tmp_path: Path) -> None:
    with running(tmp_path), pytest.raises(AlreadyRunning):
        EmbeddedRedis(tmp_path)
    with running(tmp_path) as again:
        assert again.ready()


def test_a_server_left_over_is_ended_before_another_starts(tmp_path: Path) -> None:
    first = EmbeddedRedis(tmp_path)
    with programs.running(first.argv) as left_over:
        assert eventually(first.ready)
        first.close()
        with running(tmp_path) as second:
            assert left_over.wait(PATIENCE) == 0
            assert second.ready()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a process with its parent")
def test_it_goes_with_a_process_that_was_killed(tmp_path: Path) -> None:
    program = (
        "import pathlib, sys, time; from console.running.embedded_redis import running\n"
        "with running(pathlib.Path(sys.argv[1])) as server: print(server.port, flush=True); time.sleep(600)"
    )
    argv = [sys.executable, "-c", program, str(tmp_path)]
    with programs.running(argv, stdout=subprocess.PIPE, text=True) as ours:
        port = int(programs.first_line(ours))
        password = (tmp_path / "password").read_text()
        with redis.Redis(port=port, password=password) as client:
            pid = int(client.info("server")["process_id"])
        os.kill(ours.pid, signal.SIGKILL)
        ours.communicate()
    assert eventually(lambda: not runs(pid))


def test_a_server_that_cannot_start_is_no_endless_wait(tmp_path: Path) -> None:
    server = EmbeddedRedis(tmp_path, port=1)
    broken = Process("redis", ["/does/not/exist"], ready=server.ready, restart=False)
    with pytest.raises(Exception, match="redis did not come up"):
        Supervisor([broken], say=lambda name, line: None).__enter__()
    server.close()
