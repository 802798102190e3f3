"""Now with 200 who wait and 50 who watch; twenty wrong sign-ins a second: the cost, and what a text notices of it."""

import asyncio
import secrets
import statistics
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlencode

import psutil
from sqlalchemy import insert, update

from benchmarks import load, stage
from benchmarks.webhook import databases
from console.running import embedded_redis
from store.accounts import accounts, sessions
from store.database import Database, open_engine
from store.models import Alert, Callback, Offer
from store.vault import Vault
from store.volunteers import roster
from tests.kits.line import LINE

WAITING, ON_DUTY, VIEWERS = 200, 100, 50
TEXTS_A_SECOND, GUESSES_A_SECOND = 20, 20
SECONDS, ROUNDS = 4, 15
"""Short rounds, many of them, in turn: whatever else the machine does meets all three alike."""
ASKS_AFTER = 3000
"""Milliseconds between two questions of one page, at least: as live.js has it."""
CHANGES_EVERY = 5.0
"""Seconds between two things that happen on the line, so that everybody is sent the page anew."""


@dataclass
class Viewer:
    """A browser that has Now open: its cookie, and the tag of what it shows."""

    token: str
    tag: str = ""


@dataclass
class Seen:
    """What the viewers got, and how long a text waited, over all rounds of one kind."""

    texts: list[float] = field(default_factory=list)
    polls: int = 0
    changed: int = 0
    bytes: int = 0
    guesses: int = 0
    processor: float = 0.0


HEAD = (
    "| database | who is there | /sms p50 ms | p99 ms | processor s/min | polls/min | of them news | kB/min each |",
    "|---|---|---|---|---|---|---|---|",
)


def run() -> list[str]:
    """The table's rows."""
    rows = list(HEAD)
    with tempfile.TemporaryDirectory() as folder, embedded_redis.running(Path(folder)) as redis:
        for kind in ("sqlite", "postgresql"):
            with databases(kind) as (url, _):
                stage.fill(url, contacts=stage.KNOWN)
                rows += _rows(kind, _measured(url, stage.environment(url, redis.url, 0)))
    return rows


def _measured(url: str, env: dict[str, str]) -> tuple[Seen, Seen, Seen]:
    """Nobody, those who watch, those who guess: in turn, since the machine has other things to do."""
    viewers = [Viewer(token) for token in _people(url)]
    alone, watched, guessed = Seen(), Seen(), Seen()
    with stage.web("console:create_app()", env) as (port, _, pid):
        asyncio.run(_round(url, port, pid, Seen(), 5, viewers=viewers, guesses=True))  # what is loaded once
        for _ in range(ROUNDS):
            asyncio.run(_round(url, port, pid, alone, SECONDS))
            asyncio.run(_round(url, port, pid, watched, SECONDS, viewers=viewers))
            asyncio.run(_round(url, port, pid, guessed, SECONDS, guesses=True))
    return alone, watched, guessed


def _people(url: str) -> Sequence[str]:
    """Two hundred who wait, half of them offered to somebody, a hundred on duty; gives the cookies of who watches."""
    now = datetime.now(UTC)
    db = Database(open_engine(url), Vault([stage.KEY]), LINE)
    with db.begin(now) as tx:
        on = [
            roster.add_active(tx, f"Volunteer {n}", load.number(n), ["en"]) for n in range(300, 300 + ON_DUTY)
        ]
        promised = [now + timedelta(minutes=n) for n in range(WAITING)]
        common = {"state": "waiting", "language": "en", "kind": "call", "due_at": now + timedelta(hours=1)}
        tx.run(
            insert(Callback),
            [
                {**common, "code": f"Q{n}", "contact_id": n + 1, "requested_at": now, "promised_by": at}
                for n, at in enumerate(promised)
            ],
        )
        offered = {"why": [], "state": "open", "offered_at": now, "round": 1}
        lapses = now + timedelta(minutes=30)
        tx.run(
            insert(Offer),
            [
                {**offered, "callback_id": n + 1, "volunteer_id": who, "expires_at": lapses}
                for n, who in enumerate(on)
            ],
        )
        tx.run(
            insert(Alert),
            [
                {"kind": "crisis", "contact_id": n + 1, "at": now, "whose": f"contact {n + 1}"}
                for n in range(5)
            ],
        )
        tokens = []
        for n in range(VIEWERS):
            account = accounts.add(tx, f"v{n}@example.org", "coordinator")
            accounts.make_active(tx, account.id)
            tokens.append(sessions.start(tx, account.id, "Firefox, Linux"))
    db.engine.dispose()
    return tokens


async def _round(
    url: str,
    port: int,
    pid: int,
    seen: Seen,
    seconds: int,
    *,
    viewers: Sequence[Viewer] = (),
    guesses: bool = False,
) -> None:
    before = _processor(pid)
    over = time.perf_counter() + seconds
    await asyncio.gather(
        _texts(port, seen, over),
        _changes(url, over),
        *(_watches(port, each, seen, over) for each in viewers),
        *([_guesser(port, seen, over)] if guesses else []),
    )
    seen.processor += _processor(pid) - before


async def _texts(port: int, seen: Seen, over: float) -> None:
    """Texts at an even pace, whether the last one was answered or not."""
    count = int((over - time.perf_counter()) * TEXTS_A_SECOND)
    began, sent = time.perf_counter(), []
    for n, request in enumerate(load.texts(count, 290, secrets.token_hex(3))):
        await asyncio.sleep(max(0.0, began + n / TEXTS_A_SECOND - time.perf_counter()))
        sent.append(asyncio.create_task(_asked(port, request)))
    for answer, took in await asyncio.gather(*sent):
        assert b"<Response" in answer
        seen.texts.append(took)


async def _watches(port: int, viewer: Viewer, seen: Seen, over: float) -> None:
    """Asks as live.js does."""
    await asyncio.sleep(secrets.randbelow(ASKS_AFTER) / 1000)
    while time.perf_counter() < over:
        head = (
            "GET /console/now/live HTTP/1.1\r\nHost: line.example\r\nConnection: close\r\nAccept-Encoding: gzip\r\n"
            f"Cookie: __Host-warmline={viewer.token}\r\nIf-None-Match: {viewer.tag}\r\n\r\n"
        )
        answer, took = await _asked(port, head.encode())
        seen.polls += 1
        seen.bytes += len(answer) + len(head)
        if b" 200 " in answer[:20]:
            seen.changed += 1
            viewer.tag = answer.partition(b"ETag: ")[2].partition(b"\r\n")[0].decode()
        else:
            assert b" 304 " in answer[:20], answer[:200]
        await asyncio.sleep(max(250 * (took * 1000) ** 0.5 - 1000, ASKS_AFTER) / 1000)


async def _guesser(port: int, seen: Seen, over: float) -> None:
    """Sends wrong passwords at an even pace from one address, with the token of a form that was really shown."""
    head = "HTTP/1.1\r\nHost: line.example\r\nConnection: close\r\nX-Forwarded-For: 203.0.113.9\r\n"
    page, _ = await _asked(port, f"GET /console/sign-in {head}\r\n".encode())
    cookie = page.partition(b"Set-Cookie: ")[2].partition(b";")[0].decode()
    token = page.partition(b'name="csrf_token" value="')[2].partition(b'"')[0].decode()
    form = urlencode({"csrf_token": token, "email": "v0@example.org", "password": "x" * 14, "code": "123456"})
    more = (
        f"Cookie: {cookie}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(form)}"
    )
    request = f"POST /console/sign-in {head}{more}\r\n\r\n{form}".encode()
    began, sent = time.perf_counter(), []
    for n in range(int((over - began) * GUESSES_A_SECOND)):
        await asyncio.sleep(max(0.0, began + n / GUESSES_A_SECOND - time.perf_counter()))
        sent.append(asyncio.create_task(_asked(port, request)))
    for answer, _ in await asyncio.gather(*sent):
        assert answer[9:12] in (b"422", b"429"), answer[:200]
        seen.guesses += 1


async def _changes(url: str, over: float) -> None:
    engine, n = open_engine(url), 0
    while time.perf_counter() < over:
        await asyncio.sleep(min(CHANGES_EVERY, max(0.0, over - time.perf_counter())))
        with engine.begin() as connection:
            n += 1
            connection.execute(update(Callback).where(Callback.id == n).values(revised=Callback.revised + 1))
    engine.dispose()


async def _asked(port: int, request: bytes) -> tuple[bytes, float]:
    began = time.perf_counter()
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(request)
    answer = await reader.read()
    writer.close()
    return answer, time.perf_counter() - began


def _processor(pid: int) -> float:
    """Seconds of processor time of the web processes so far."""
    whole = psutil.Process(pid)
    times = [each.cpu_times() for each in (whole, *whole.children(recursive=True))]
    return sum(each.user + each.system for each in times)


def _at(times: Sequence[float], percent: int) -> float:
    return statistics.quantiles(times, n=100)[percent - 1] * 1000


def _ratio(alone: Seen, other: Seen, percent: int) -> float:
    return _at(other.texts, percent) / _at(alone.texts, percent)


def _rows(kind: str, measured: tuple[Seen, Seen, Seen]) -> list[str]:
    alone, watched, guessed = measured
    what = f"{VIEWERS} who watch", f"{GUESSES_A_SECOND} wrong sign-ins a second"
    rows = [_row(kind, f"nobody (n {len(alone.texts):,})", alone)]
    for name, seen in zip(what, (watched, guessed), strict=True):
        rows.append(_row(kind, name, seen))
        rows.append(
            f"| {kind} | ratio | {_ratio(alone, seen, 50):.2f} | {_ratio(alone, seen, 99):.2f} | | | | |"
        )
    return rows


def _row(kind: str, who: str, seen: Seen) -> str:
    minutes = SECONDS * ROUNDS / 60
    kilobytes = seen.bytes / 1000 / minutes / VIEWERS
    return (
        f"| {kind} | {who} | {_at(seen.texts, 50):.0f} | {_at(seen.texts, 99):.0f} | {seen.processor / minutes:.1f} "
        f"| {seen.polls / minutes:.0f} | {seen.changed / minutes:.0f} | {kilobytes:.0f} |"
    )
