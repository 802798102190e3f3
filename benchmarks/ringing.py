"""From TAKE received to the volunteer's ring asked of the carrier, with idle workers; memory; cold start."""

import json
import re
import statistics
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlencode
from urllib.request import Request, urlopen

import psutil
from twilio.request_validator import RequestValidator

from benchmarks import load, stage
from console.running import embedded_redis, stack
from console.running.processes import Supervisor
from store.config.settings import Settings
from store.database import Database, open_engine
from store.vault import Vault
from store.volunteers import roster
from tests.kits.servers import free_port

ROUNDS = 40


@dataclass
class Seen:
    """What the carrier was asked, and when."""

    texts: list[tuple[float, str]] = field(default_factory=list)
    rings: list[float] = field(default_factory=list)


@contextmanager
def carrier() -> Iterator[tuple[str, Seen]]:
    """A carrier that takes everything at once and notes the time."""
    seen = Seen()

    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            at = time.perf_counter()
            form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            if self.path.endswith("Messages.json"):
                seen.texts.append((at, form["Body"][0]))
            elif self.path.endswith("Calls.json"):
                seen.rings.append(at)
            sid = f"{'SM' if 'Messages' in self.path else 'CA'}{len(seen.texts) + len(seen.rings):032x}"
            answer = json.dumps({"sid": sid, "status": "queued"}).encode()
            self.send_response(201)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            """No log."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", seen
    server.shutdown()


def post(port: int, form: dict[str, str]) -> str:
    """One signed text."""
    signature = RequestValidator(load.TOKEN).compute_signature(load.ORIGIN + "/sms", form)
    request = Request(
        f"http://127.0.0.1:{port}/sms",
        urlencode(form).encode(),
        {"X-Twilio-Signature": signature, "Content-Type": "application/x-www-form-urlencoded"},
    )
    with urlopen(request, timeout=10) as answer:  # noqa: S310
        return str(answer.read().decode())


def run() -> list[str]:
    """Two tables: times, and memory."""
    with tempfile.TemporaryDirectory() as folder, carrier() as (url, seen):
        port = free_port()
        with embedded_redis.running(Path(folder) / "redis") as redis:
            database = f"sqlite:///{folder}/line.db"
            env = stage.environment(database, redis.url, port) | {
                "TWILIO_API_BASE_URL": url,
                "RING_SECONDS": "600",
            }
            stage.fill(database)
            with stage.web("console:create_app()", env) as (_, cold, _):
                pass
            settings = Settings.from_environment(env)
            with Supervisor(stack.line(env, port)) as line:
                waits = [_take(settings, port, seen, n) for n in range(ROUNDS)]
                memory = {name: _memory(line.pid(name)) for name in ("web", "worker-1", "worker-2", "clock")}
    waits.sort()
    return [
        "| what | measured |",
        "|---|---|",
        f"| TAKE received → ring asked of the carrier, median of {ROUNDS} | {statistics.median(waits) * 1000:.0f} ms |",
        f"| the same, slowest | {waits[-1] * 1000:.0f} ms |",
        f"| cold start of web, to its first answer | {cold:.2f} s |",
        *(
            f"| memory of {name} at rest (PSS, with its children) | {mb:.0f} MB |"
            for name, mb in memory.items()
        ),
    ]


def _take(settings: Settings, port: int, seen: Seen, n: int) -> float:
    """One participant asks, one volunteer takes; seconds from the TAKE to the ring."""
    number = f"+1646555{1000 + n}"
    db = Database(open_engine(settings.database_url), Vault(settings.data_keys), settings.line)
    with db.begin(datetime.now(UTC)) as tx:
        roster.add_active(tx, "Sam", number)
    db.engine.dispose()
    texts, rings = len(seen.texts), len(seen.rings)
    post(
        port,
        {"MessageSid": f"SMcall{n:028x}", "From": load.number(n), "To": load.LINE_NUMBER, "Body": "CALL"},
    )
    while not (found := re.search(r"TAKE (\w+)", " ".join(words for _, words in seen.texts[texts:]))):
        time.sleep(0.01)
    time.sleep(0.3)  # the workers are idle again
    began = time.perf_counter()
    post(
        port,
        {"MessageSid": f"SMtake{n:028x}", "From": number, "To": load.LINE_NUMBER, "Body": f"TAKE {found[1]}"},
    )
    while len(seen.rings) == rings:
        time.sleep(0.001)
    post(port, {"MessageSid": f"SMoff{n:029x}", "From": number, "To": load.LINE_NUMBER, "Body": "OFF"})
    return seen.rings[-1] - began


def _memory(pid: int | None) -> float:
    process = psutil.Process(pid)
    family = [process, *process.children(recursive=True)]
    return float(sum(one.memory_full_info().pss for one in family) / 2**20)
