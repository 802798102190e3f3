"""`warmline phones`, as an operator runs it beside their own environment."""

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qsl

import psutil
import pytest
from click.testing import CliRunner
from twilio.request_validator import RequestValidator

from console.cli import main
from console.running import stack
from store.config.settings import Settings
from telephony.local_carrier.phones.control_link import CarrierRefused, Link
from telephony.local_carrier.phones.phones import Carrier
from tests.kits import programs
from tests.kits.servers import free_port
from tests.kits.waiting import PATIENCE, eventually, runs

TOKEN = "a-token-of-the-tests"
READY = "Ctrl-C ends it."


def environment(folder: Path) -> dict[str, str]:
    """What an operator who plays with a line of their own has set."""
    return {
        "TWILIO_ACCOUNT_SID": "AC" + "0" * 32,
        "TWILIO_AUTH_TOKEN": TOKEN,
        "TWILIO_API_BASE_URL": f"http://127.0.0.1:{free_port()}",
        "PUBLIC_URL": f"http://127.0.0.1:{free_port()}",
        "LINE_NUMBER": "+12025550100",
        "LINE_NAME": "--Riverside Warmline",
        "LINE_TIMEZONE": "America/Denver",
        "COORDINATOR_NUMBER": "+12025550199",
        "SECRET_KEY": "s" * 43,
        "DATA_KEYS": "A" * 43 + "=",
        "VAR_DIR": str(folder / "var"),
    }


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    return environment(tmp_path)


@dataclass
class Command:
    """The command, running, and what it has said so far."""

    child: "subprocess.Popen[str]"
    said: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(self.said)

    def tells(self, words: str) -> bool:
        return eventually(lambda: words in self.text)

    def ends(self) -> int:
        self.child.send_signal(signal.SIGINT)
        return self.child.wait(PATIENCE)


@contextmanager
def started(env: Mapping[str, str], folder: Path) -> Iterator[Command]:
    settings = {each.upper() for each in Settings.__dataclass_fields__}
    ours = {name: value for name, value in os.environ.items() if name not in settings}
    with programs.running(
        [sys.executable, "-m", "console.cli", "phones"],
        env={**ours, "PYTHONUNBUFFERED": "1", "PYTHONPATH": str(Path(__file__).parents[3]), **env},
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as child:
        command = Command(child)

        def read() -> None:
            assert child.stdout is not None
            for line in child.stdout:
                command.said.append(line)

        threading.Thread(target=read, daemon=True).start()
        yield command


class Line(ThreadingHTTPServer):
    """An imitated line, which keeps what the carrier asks of it."""

    def __init__(self, url: str, healthy: bytes = b"ok\n") -> None:
        self.asked: list[tuple[str, dict[str, str], bool]] = []
        asked = self.asked

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self._answer("text/plain", healthy)

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                form = dict(parse_qsl(body, keep_blank_values=True))
                signature = self.headers.get("X-Twilio-Signature", "")
                asked.append(
                    (self.path, form, RequestValidator(TOKEN).validate(url + self.path, form, signature))
                )
                self._answer("text/xml", b"<Response><Message>Hello, Ana.</Message></Response>")

            def _answer(self, kind: str, body: bytes) -> None:
                self.send_response(200)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        super().__init__(("127.0.0.1", int(url.rsplit(":", 1)[1])), Handler)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def close(self) -> None:
        self.shutdown()
        self.server_close()


def test_it_opens_the_telephones_waits_for_the_line_and_ends_on_ctrl_c(
    env: dict[str, str], tmp_path: Path
) -> None:
    carrier, line = env["TWILIO_API_BASE_URL"], env["PUBLIC_URL"]
    with started(env | {"WARMLINE_CLOCK": "clock"}, tmp_path) as phones:
        assert phones.tells(f"No line answers at {line} yet"), phones.text
        for said in (f"{carrier}/", "Nothing leaves this machine", f"PUBLIC_URL={line}", READY):
            assert said in phones.text
        assert "warmline volunteers add Rosa +13125550142 --active --on-duty" in phones.text
        view = Link(carrier).get("view", page="", since=0, wait=0)
        assert [phone["name"] for phone in view["phones"]] == ["Ana", "Sam", "Rosa", "Lee", "Coordinator"]
        assert view["line"]["name"] == env["LINE_NAME"] and view["line"]["timezone"] == "America/Denver"

        with closing(Line(line)) as answering:
            assert phones.tells(f"The line answers at {line}."), phones.text
            found = Carrier(carrier).phone(view["shelf"][0]).text("CHECKIN")
            assert [text.body for text in found.replies] == ["Hello, Ana."]
            [(path, form, signed)] = answering.asked
            assert (path, form["To"], form["Body"], signed) == ("/sms", "+12025550100", "CHECKIN", True)

        assert Link(carrier).post("clock", by=3600)["clock"]["ahead"] == 3600
        assert float((tmp_path / "clock").read_text()) == 3600, (
            "the line's own file, beside which it was started"
        )
        below = psutil.Process(phones.child.pid).children(recursive=True)
        given = {name for each in below for name in each.environ()}
        assert "TWILIO_AUTH_TOKEN" in given and not given & {"DATA_KEYS", "SECRET_KEY"}
        assert phones.ends() == 0, phones.text
        assert not [each.pid for each in below if runs(each.pid)]
        assert "The telephones are put away." in phones.text and "Traceback" not in phones.text
    assert not list(tmp_path.glob("var*")), "it makes no folder and no database"


def test_a_line_without_a_clock_of_its_own_has_telephones_by_the_real_time(
    env: dict[str, str], tmp_path: Path
) -> None:
    with (
        closing(Line(env["PUBLIC_URL"])),
        started({name: env[name] for name in env if name != "COORDINATOR_NUMBER"}, tmp_path) as phones,
    ):
        assert phones.tells("The line answers at"), phones.text
        assert "With WARMLINE_CLOCK naming a file" in phones.text
        assert "ON_CALL is not set" in phones.text
        with pytest.raises(CarrierRefused, match="cannot be moved"):
            Link(env["TWILIO_API_BASE_URL"]).post("clock", by=3600)


def test_something_else_at_the_lines_address_is_not_taken_for_the_line(
    env: dict[str, str], tmp_path: Path
) -> None:
    with closing(Line(env["PUBLIC_URL"], b"It works!")), started(env, tmp_path) as phones:
        assert phones.tells("No line answers at"), phones.text


def refused(env: Mapping[str, str], tmp_path: Path) -> str:
    """What it says instead of starting."""
    unset: dict[str, str | None] = {each.upper(): None for each in Settings.__dataclass_fields__}
    done = CliRunner().invoke(main, ["phones"], env=unset | {"WARMLINE_CLOCK": None} | dict(env))
    assert (done.exit_code, done.stdout) == (2, ""), done.output
    assert "Traceback" not in done.output
    return done.stderr


REFUSALS = {
    "Twilio itself (TWILIO_API_BASE_URL is not set)": {"TWILIO_API_BASE_URL": ""},
    "on another machine (TWILIO_API_BASE_URL)": {"TWILIO_API_BASE_URL": "https://api.example.org"},
    "on another machine": {"TWILIO_API_BASE_URL": "http://127.0.0.1.example.org:8001"},
    "PUBLIC_URL names a line that others reach": {"PUBLIC_URL": "https://line.example.org"},
    "an address like http://127.0.0.1:8001": {"TWILIO_API_BASE_URL": "https://127.0.0.1:8001"},
    "http, 127.0.0.1 and a port": {"TWILIO_API_BASE_URL": "http://[::1]:8001"},
    "127.0.0.1 and a port": {"TWILIO_API_BASE_URL": "http://localhost"},
    "name the same port": {
        "TWILIO_API_BASE_URL": "http://localhost:8000",
        "PUBLIC_URL": "http://127.0.0.1:8000",
    },
    "LINE_NUMBER: ": {"LINE_NUMBER": "nobody"},
}


@pytest.mark.parametrize("said", REFUSALS)
def test_where_somebody_real_could_be_reached_or_nothing_can_listen_it_says_so(
    env: dict[str, str], tmp_path: Path, said: str
) -> None:
    assert said in refused(env | REFUSALS[said], tmp_path)


def test_a_port_that_is_taken_is_said_in_one_sentence(env: dict[str, str], tmp_path: Path) -> None:
    with socket.socket() as somebody:
        somebody.bind(("127.0.0.1", 0))
        somebody.listen()
        port = somebody.getsockname()[1]
        said = refused(env | {"TWILIO_API_BASE_URL": f"http://127.0.0.1:{port}"}, tmp_path)
    assert f"Port {port}, which TWILIO_API_BASE_URL names, is taken." in said


@pytest.mark.parametrize("content", ["an hour", "-3600", "nan", "1e400", "4e8", ""])
def test_a_clock_that_holds_no_number_of_seconds_is_not_gone_by(
    env: dict[str, str], tmp_path: Path, content: str
) -> None:
    (tmp_path / "clock").write_text(content)
    said = refused(env | {"WARMLINE_CLOCK": str(tmp_path / "clock")}, tmp_path)
    assert "should hold by how many seconds the line's clock is ahead" in said


def test_a_carrier_on_this_machine_is_reached_and_reaches_the_line_without_a_proxy() -> None:
    env = {
        "HTTP_PROXY": "http://proxy.example.org",
        "https_proxy": "x",
        "TWILIO_EDGE": "dublin",
        "HOME": "/home/x",
    }
    assert stack.on_its_own(env) == {"HOME": "/home/x", "NO_PROXY": "*", "no_proxy": "*"}


def test_a_demo_has_its_telephones_already_and_where_is_said(tmp_path: Path) -> None:
    stack.migrate(Settings.from_environment({"VAR_DIR": str(tmp_path)}, demo=True))
    port = free_port()
    env = {"VAR_DIR": str(tmp_path), "PORT": str(port - 1)}
    assert f"`make demo` opens them at http://127.0.0.1:{port}/." in refused(env, tmp_path)
    with closing(Line(f"http://127.0.0.1:{port}")):
        assert f"they are open at http://127.0.0.1:{port}/." in refused(env, tmp_path)
