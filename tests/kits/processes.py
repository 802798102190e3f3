"""Runs real worker and clock processes for tests, with a database, a queue and a carrier for them."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import redis
from sqlalchemy import create_engine, select

from store.config.clock import now
from store.database import Database, open_engine
from store.models import Message
from store.upkeep import heartbeats
from store.upkeep.heartbeats import Beat
from store.vault import Vault
from store.volunteers import roster
from telephony.messages import inbound
from tests.kits import programs
from tests.kits.bridge import VOLUNTEER
from tests.kits.carriers import ACCOUNT, AUTH
from tests.kits.line import COORDINATOR, KEYS, LINE, LINE_NUMBER
from workers.queues import Wakeups

ROOT = Path(__file__).resolve().parents[2]


class Stack:
    """A database, a queue, a carrier, and the processes that a test starts."""

    def __init__(self, database_url: str, redis_url: str, carrier_url: str) -> None:
        self.redis_url = redis_url
        self.env = {
            **os.environ,
            "DATABASE_URL": database_url,
            "REDIS_URL": redis_url,
            "TWILIO_ACCOUNT_SID": ACCOUNT,
            "TWILIO_AUTH_TOKEN": AUTH,
            "TWILIO_API_BASE_URL": carrier_url,
            "PUBLIC_URL": "http://127.0.0.1:9",
            "LINE_NUMBER": LINE_NUMBER,
            "LINE_NAME": LINE.name,
            "COORDINATOR_NUMBER": COORDINATOR,
            "SECRET_KEY": "s" * 40,
            "DATA_KEYS": KEYS[0],
        }
        self.wakeups = Wakeups(redis_url)
        self.db = Database(open_engine(database_url), Vault(KEYS), LINE, self.wakeups)
        self._reading = create_engine(database_url)  # takes no lock, however often a test looks
        self._started: list[subprocess.Popen[bytes]] = []
        self._sids = iter(range(1, 1000))

    def start(self, command: str, log: Path | None = None) -> subprocess.Popen[bytes]:
        """Start `warmline COMMAND`; its output goes to `log`, or nowhere."""
        argv = [sys.executable, "-m", "console.cli", command]
        with (log or Path(os.devnull)).open("wb") as output:
            process = programs.start(argv, cwd=ROOT, env=self.env, stdout=output)
        self._started.append(process)
        return process

    def kill(self, process: subprocess.Popen[bytes]) -> None:
        programs.end(process, signal.SIGKILL)

    def text(self, sender: str, body: str) -> str:
        return inbound.receive(
            self.db, now(), sid=f"SM{next(self._sids):032x}", sender=sender, body=body
        ).words

    def volunteer(self) -> None:
        with self.db.begin(now()) as tx:
            roster.add_active(tx, "Sam", VOLUNTEER)

    def states(self) -> list[str]:
        with self.db.begin(now()) as tx:
            return list(tx.run(select(Message.state).order_by(Message.id)).scalars())

    def beats(self, kind: str) -> list[Beat]:
        """The heartbeats of this kind of process in the database."""
        with self._reading.connect() as connection:
            return [beat for beat in heartbeats.read(connection) if beat.kind == kind]

    def flush(self) -> None:
        with redis.from_url(self.redis_url) as client:
            client.flushall()

    def close(self) -> None:
        for process in self._started:
            self.kill(process)
        self.db.engine.dispose()
        self._reading.dispose()
        self.wakeups._connection.close()
