"""The processes of a line on one machine, as the supervisor runs them."""

import http.client
import os
import socket
import sys
import urllib.request
from collections.abc import Mapping
from dataclasses import fields
from datetime import timedelta
from pathlib import Path

from console.running.embedded_redis import EmbeddedRedis
from console.running.keeper import Process
from console.target_line import NoLine
from store import schema
from store.config import clock, private_files
from store.config.settings import Settings
from store.database import file_of, open_engine
from store.key_check import KeysDoNotFit
from store.vault import Vault
from telephony.local_carrier.clock import MOST_AHEAD

HERE = Path(__file__).resolve().parents[1]
WORKERS = 2
SETTINGS = frozenset(each.name.upper() for each in fields(Settings))
"""The variables that describe a line."""
_DIRECTLY = urllib.request.build_opener(urllib.request.ProxyHandler({}))
"""No proxy leads to this machine, whatever the environment says."""


def environment(settings: Settings, redis_url: str) -> dict[str, str]:
    """The environment of our own processes: ours, with every setting as it was read, and none that was not."""
    ours = {name: value for name, value in os.environ.items() if name not in SETTINGS}
    return {**ours, **settings.environment(), "REDIS_URL": redis_url}


def on_its_own(env: Mapping[str, str]) -> dict[str, str]:
    """The same for a line with a carrier on this machine: nothing goes through a proxy or to Twilio's own edges."""
    strange = ("TWILIO_EDGE", "TWILIO_REGION", "GUNICORN_CMD_ARGS")
    kept = {name: value for name, value in env.items() if name not in strange and "proxy" not in name.lower()}
    return {**kept, "NO_PROXY": "*", "no_proxy": "*"}


def taken(port: int) -> bool:
    """Whether somebody listens at this port already."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("0.0.0.0", port))  # noqa: S104 what gunicorn binds
        except OSError:
            return True
    return False


def migrate(settings: Settings) -> None:
    """Bring the database to the newest schema. Raises NoLine where DATA_KEYS do not fit what is stored."""
    if file_of(settings.database_url) == settings.var_dir / "warmline.db":
        private_files.folder(settings.var_dir)
    engine = open_engine(settings.database_url)
    try:
        schema.migrate(engine, Vault(settings.data_keys))
    except KeysDoNotFit as wrong:
        raise NoLine(str(wrong)) from None
    finally:
        engine.dispose()


def check_clock(file: Path) -> None:
    """Raise NoLine where a file cannot be what the clock of a line and its carrier goes by. It need not be there."""
    try:
        if timedelta() <= clock.ahead(file) <= timedelta(seconds=MOST_AHEAD):
            return
    except (OSError, ValueError, OverflowError):
        pass
    raise NoLine(
        f"{file} should hold by how many seconds the line's clock is ahead, ten years at most. Remove it, or name "
        "another."
    )


def redis_server(settings: Settings) -> EmbeddedRedis | None:
    """The embedded server, where none is named. Its data live under VAR_DIR."""
    return None if settings.redis_url else EmbeddedRedis(settings.var_dir / "redis")


def line(env: Mapping[str, str], port: int) -> list[Process]:
    """Web, workers and clock."""
    warmline = [sys.executable, "-m", "console.cli"]
    web = [sys.executable, "-m", "gunicorn", "-c", str(HERE / "gunicorn.conf.py"), "console:create_app()"]
    workers = [Process(f"worker-{n}", [*warmline, "worker"], env) for n in range(1, WORKERS + 1)]
    return [
        Process("web", web, env, ready=lambda: answers(f"http://127.0.0.1:{port}/healthz")),
        *workers,
        Process("clock", [*warmline, "clock"], env),
    ]


def local_carrier(
    settings: Settings,
    env: Mapping[str, str],
    port: int,
    *,
    pace: float = 1.0,
    phones: Path | None = None,
    clock_file: Path | None = None,
) -> Process:
    """The local carrier, calling this line's webhooks.

    `phones`: a file with the phones that its page shows. `clock_file`: what the line's clock goes by; the page may then
    move it on.
    """
    at = settings.public_url
    argv = [
        *(sys.executable, "-m", "telephony.local_carrier", "--port", str(port), "--pace", str(pace)),
        *("--number", settings.line_number, "--sms-url", f"{at}/sms", "--voice-url", f"{at}/voice"),
        *("--voice-status-url", f"{at}/voice/status"),
        *(f"--name={settings.line_name}", "--timezone", settings.line_timezone),
        *(("--phones", str(phones)) if phones else ()),
        *(("--clock", str(clock_file)) if clock_file else ()),
    ]
    return Process("carrier", argv, env, ready=lambda: answers(f"http://127.0.0.1:{port}/"))


def answers(url: str, saying: bytes = b"") -> bool:
    """Whether something answers there with success, and first of all with these words."""
    try:
        with _DIRECTLY.open(url, timeout=2) as response:
            return bool(response.status == 200 and response.read(len(saying)) == saying)
    except (http.client.HTTPException, OSError):
        return False
