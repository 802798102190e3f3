"""`warmline demo`, as a newcomer runs it."""

import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from console.cli import main
from store.config.settings import Settings
from telephony.local_carrier.phones.control_link import Link
from tests.kits import programs
from tests.kits.servers import two_free_ports
from tests.kits.waiting import PATIENCE, as_long_here, eventually, runs

TOLD = "Ctrl-C stops every process."
STORY = (
    "Maya texts CHECKIN",
    "How are you right now?",
    "gets an offer",
    "picks up and hears",
    "Neither has seen the other's number",
    "Thank you for",
    "You are Ana: text how you are, or call.",
    TOLD,
)


class Demo:
    """The command, running, and what it has said so far."""

    def __init__(self, folder: Path, port: int, **env: str) -> None:
        settings = {each.name.upper() for each in fields(Settings)}
        ours = {name: value for name, value in os.environ.items() if name not in settings}
        self.said: list[str] = []
        self._said_at: list[float] = []
        self._env = {**ours, "VAR_DIR": str(folder), "PORT": str(port), "PYTHONUNBUFFERED": "1", **env}
        self.child = programs.start(
            [sys.executable, "-m", "console.cli", "demo"],
            env=self._env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    @property
    def text(self) -> str:
        return "".join(self.said)

    def _read(self) -> None:
        assert self.child.stdout is not None
        for line in self.child.stdout:
            self.said.append(line)
            self._said_at.append(time.monotonic())

    def holes(self) -> list[str]:
        """What was said last before a long silence, without a word that something is waited for."""
        pairs = zip(self.said, self._said_at, self._said_at[1:], strict=False)
        silence = as_long_here(3)
        return [line for line, at, after in pairs if after - at > silence and not line.endswith("…\n")]

    def asks(self, *command: str) -> tuple[int, str]:
        """The exit code and the words of a command given in another window."""
        done = subprocess.run(
            [sys.executable, "-m", "console.cli", *command],
            env=self._env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        return done.returncode, done.stdout

    def ends(self, number: int = signal.SIGINT) -> int:
        """Its exit code after a Ctrl-C."""
        self.child.send_signal(number)
        code = self.child.wait(PATIENCE)
        self._reader.join(PATIENCE)
        return code

    def tells(self, sentence: str) -> bool:
        """Whether it says this in time."""
        return eventually(lambda: sentence in self.text)

    def stops(self, number: int = signal.SIGINT) -> None:
        """After a Ctrl-C it is over soon, and with it all that it had started."""
        started, at = children(self.child.pid), time.monotonic()
        assert self.ends(number) == 0
        assert time.monotonic() - at < as_long_here(3)
        assert not [pid for pid in started if runs(pid)]
        assert "Everything is stopped" in self.text and "Traceback" not in self.text

    def close(self) -> None:
        with self.child:
            programs.end(self.child)
            self._reader.join(PATIENCE)


def in_this_process(folder: Path, port: int, **env: str) -> Result:
    """What the command says to somebody for whom it starts nothing."""
    unset: dict[str, str | None] = {each.name.upper(): None for each in fields(Settings)}
    return CliRunner().invoke(main, ["demo"], env=unset | {"VAR_DIR": str(folder), "PORT": str(port)} | env)


@pytest.fixture
def port() -> int:
    """A free port with a free one after it."""
    return two_free_ports()


@pytest.fixture
def demo(tmp_path: Path, port: int) -> Iterator[Demo]:
    """The demo on free ports."""
    with closing(Demo(tmp_path / "var", port)) as made:
        yield made


def children(pid: int) -> set[int]:
    """A process's descendants."""
    found: set[int] = set()
    parents = {}
    for each in Path("/proc").iterdir():
        if each.name.isdigit():
            try:
                parents[int(each.name)] = int((each / "stat").read_text().rsplit(")", 1)[1].split()[1])
            except (OSError, IndexError):
                continue
    while more := {child for child, parent in parents.items() if parent in {pid, *found}} - found:
        found |= more
    return found


def asked(database: Path, statement: str) -> list[Any]:
    """What a statement of SQL gives, or does, in the demo's database."""
    with closing(sqlite3.connect(database)) as connection, connection:
        return connection.execute(statement).fetchall()


def body(url: str) -> str:
    with urllib.request.urlopen(url, timeout=PATIENCE) as answer:  # noqa: S310 our own address
        assert answer.status == 200
        return str(answer.read().decode())


def test_ctrl_c_while_it_starts_ends_it_and_what_it_has_started(demo: Demo) -> None:
    assert eventually(lambda: "starting the web server" in demo.text), demo.text
    demo.stops()


@pytest.mark.timeout(300)  # two lines are started, one after the other
def test_a_demo_broken_off_lets_no_second_in_and_ends_and_the_next_tells_all_and_stops_everything_on_ctrl_c(
    demo: Demo, port: int, tmp_path: Path
) -> None:
    """One test of what were three: each start of a whole line costs as much as a hundred other tests."""
    assert eventually(lambda: "is starting" in demo.text)
    assert eventually(lambda: (tmp_path / "var" / "redis" / "password").exists())
    with closing(Demo(tmp_path / "var", two_free_ports())) as second:
        assert second.child.wait(PATIENCE) == 1, second.text
    assert "another warmline runs" in second.text
    assert eventually(lambda: "Maya texts 1" in demo.text), demo.text
    demo.stops(signal.SIGTERM)
    database = tmp_path / "var" / "warmline.db"
    asked(
        database,
        "insert into heartbeats (kind, name, started_at, beat_at) "
        "values ('worker', 'killed', current_timestamp, current_timestamp)",
    )

    (tmp_path / "var" / "clock").write_text("10800")
    (tmp_path / "another").write_text("500000")
    link = Link(f"http://127.0.0.1:{port + 1}")

    # The clock of another line, whose environment this is: a demo has its own.
    with closing(Demo(tmp_path / "var", port, WARMLINE_CLOCK=str(tmp_path / "another"))) as again:
        assert again.tells("gets an offer"), again.text
        assert re.search("(Sam|Rosa|Lee)’s .* just now", link.get("view", since=0)["notice"])
        # Half a minute, most of it words that are spoken; each sentence is given all the patience there is.
        for sentence in STORY:
            assert again.tells(sentence), again.text
        assert "another turn" not in again.text
        talk = "select (julianday(ended_at) - julianday(connected_at)) * 24 * 60 from callbacks where ended_at > ''"
        [(minutes,)] = asked(database, talk + " and state = 'completed'")
        assert minutes > 10, "as long as a talk is, after which nobody is told what to do when it was cut off"
        assert again.holes() == []
        assert "The line's clock is 3 hours ahead" in again.text
        view = link.get("view", since=0)
        assert "just now" not in view["notice"] and view["broken"] == []
        assert view["clock"]["ahead"] == 10800 and view["clock"]["movable"]
        assert [phone["name"] for phone in view["phones"]] == ["Ana", "Sam", "Rosa", "Lee", "Coordinator"]
        assert not any(text["mine"] for text in view["phones"][0]["texts"]), "the story is another's"
        assert f"http://127.0.0.1:{port + 1}/" in again.text
        assert "Traceback" not in again.text and '"level"' not in again.text
        body(f"http://127.0.0.1:{port}/readyz")
        assert '"line": "ok"' in body(f"http://127.0.0.1:{port}/status")
        code, told = again.asks("doctor")
        assert code == 0, told
        assert "This is the demo's data" in told and "✓ worker: 2 alive" in told
        code, told = again.asks("volunteers", "list")
        assert code == 0 and told.startswith("This is the demo's data") and "Rosa" in told
        link.post("clock", by=3600)
        assert "Telephones" in body(f"http://127.0.0.1:{port + 1}/")
        running = len(children(again.child.pid))
        assert running >= 7, "web, two workers, a clock, a carrier and a queue run"
        again.stops()
        assert (tmp_path / "var" / "log" / "web.log").exists()
        assert float((tmp_path / "var" / "clock").read_text()) == 14400


def test_a_port_that_is_taken_is_said_in_one_sentence(tmp_path: Path, port: int) -> None:
    with socket.socket() as somebody:
        somebody.bind(("127.0.0.1", port + 1))
        somebody.listen()
        refused = in_this_process(tmp_path / "var", port)
    assert refused.exit_code == 1
    assert f"Port {port + 1} is taken" in refused.output
    assert len(refused.output.splitlines()) == 1


def test_a_demo_keeps_away_from_a_line_that_others_reach(tmp_path: Path, port: int) -> None:
    refused = in_this_process(tmp_path / "var", port, PUBLIC_URL="https://line.example.org")
    assert refused.exit_code == 1
    assert "Unset PUBLIC_URL" in refused.output


def test_a_demo_keeps_away_from_the_data_of_a_line(tmp_path: Path, port: int) -> None:
    url, keys = f"sqlite:///{tmp_path / 'line.db'}", "A" * 43 + "="
    refused = in_this_process(tmp_path / "var", port, DATABASE_URL=url, DATA_KEYS=keys)
    assert refused.exit_code == 1
    assert "Unset both" in refused.output
    assert not (tmp_path / "line.db").exists()


def test_a_demo_whose_clock_was_spoilt_says_which_file_to_remove(tmp_path: Path, port: int) -> None:
    (tmp_path / "clock").write_text("tomorrow")
    refused = in_this_process(tmp_path, port)
    assert refused.exit_code == 2
    assert f"{tmp_path / 'clock'} should hold by how many seconds" in refused.output
