"""A database with people in it, and the web servers to measure."""

import base64
import contextlib
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from sqlalchemy import insert

from benchmarks import baseline
from benchmarks.load import LINE_NUMBER, ORIGIN, TOKEN, number
from console.running.keeper import dying_with_us
from store import schema
from store.database import open_engine
from store.models import Contact, Conversation, Inbound, Message
from store.vault import Vault
from store.vault.columns import CONTACT_NUMBER, MESSAGE_WORDS, RowName
from tests.kits.servers import free_port

KEY = base64.urlsafe_b64encode(sha256(b"a measurement keeps nobody's words").digest()).decode()
"""The same each time, so that a database can be filled now and measured later."""
KNOWN = 400
"""Contacts that text in a run: so many that nobody meets the limit of texts a minute."""


def environment(database_url: str, redis_url: str, port: int) -> dict[str, str]:
    """The line's environment for a measurement."""
    return {
        **os.environ,
        "DATABASE_URL": database_url,
        "BENCH_DATABASE_URL": database_url,
        "REDIS_URL": redis_url,
        "PORT": str(port),
        "PUBLIC_URL": ORIGIN,
        "TWILIO_ACCOUNT_SID": "AC" + "0" * 32,
        "TWILIO_AUTH_TOKEN": TOKEN,
        "LINE_NUMBER": LINE_NUMBER,
        "COORDINATOR_NUMBER": "+12025550199",
        "SECRET_KEY": "s" * 43,
        "DATA_KEYS": KEY,
        "LOG_LEVEL": "WARNING",
        "WEB_CONCURRENCY": "2",
    }


def fill(database_url: str, *, contacts: int = KNOWN, messages: int = 0) -> None:
    """Migrate, and put `contacts` people and `messages` texts (half received, half sent) into the store."""
    engine = open_engine(database_url)
    schema.migrate(engine)
    baseline.metadata.create_all(engine)
    vault = Vault([KEY])
    now = datetime.now(UTC) - timedelta(days=1)
    sealed = vault.seal(
        MESSAGE_WORDS,
        RowName("of years ago"),
        "How are you right now? Reply 1 (very low) to 5 (good), or SKIP.",
    )
    with engine.begin() as connection:
        for start in range(0, contacts, 10_000):
            span = range(start, min(contacts, start + 10_000))
            connection.execute(
                insert(Contact),
                [
                    {
                        "id": n + 1,
                        "handle": f"Heron-{n}",
                        "number_hash": vault.hash(number(n)),
                        "number_sealed": vault.seal(CONTACT_NUMBER, RowName(f"Heron-{n}"), number(n))
                        if n < KNOWN
                        else sealed,
                        "language": "en",
                        "introduced_at": now,
                        "created_at": now,
                    }
                    for n in span
                ],
            )
            connection.execute(
                insert(Conversation),
                [
                    {
                        "contact_id": n + 1,
                        "channel": "text",
                        "revision": 1,
                        "window_count": 0,
                        "expires_at": now,
                    }
                    for n in span
                ],
            )
        people = [{"number": number(n), "texts": 0} for n in range(KNOWN)]
        connection.execute(insert(baseline.contacts), people)
        for start in range(0, messages // 2, 10_000):
            span = range(start, min(messages // 2, start + 10_000))
            connection.execute(
                insert(Inbound),
                [
                    {
                        "sid": f"SMold{n:029x}",
                        "contact_id": n % contacts + 1,
                        "words_sealed": sealed,
                        "crisis": False,
                        "received_at": now,
                    }
                    for n in span
                ],
            )
            connection.execute(
                insert(Message),
                [
                    {
                        "contact_id": n % contacts + 1,
                        "purpose": "notice",
                        "words_sealed": sealed,
                        "state": "sent",
                        "due_at": now,
                        "sid": f"SMout{n:029x}",
                        "created_at": now,
                    }
                    for n in span
                ],
            )
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE")
    engine.dispose()


def _sealed_number(vault: Vault, n: int) -> str:
    return vault.seal(CONTACT_NUMBER, RowName(f"Heron-{n}"), number(n))


@contextlib.contextmanager
def web(app: str, env: dict[str, str]) -> Iterator[tuple[int, float, int]]:
    """gunicorn with `app` as the line runs it: its port, the seconds of its cold start, its process id."""
    port = free_port()
    argv = [sys.executable, "-m", "gunicorn", "-c", "console/gunicorn.conf.py", app]
    began = time.perf_counter()
    child = subprocess.Popen(dying_with_us(argv), env={**env, "PORT": str(port)})
    try:
        while True:
            if child.poll() is not None:
                raise RuntimeError(f"{app} did not start")
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=1)
                break
            except urllib.error.HTTPError:
                break  # the baseline has no such page; it is up
            except OSError:
                time.sleep(0.005)
        yield port, time.perf_counter() - began, child.pid
    finally:
        child.terminate()
        child.wait()
