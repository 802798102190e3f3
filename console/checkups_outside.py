"""The doctor's looks beyond the database: the queue and who works on it, the carrier, our own address."""

import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import redis
from rq import Worker
from rq.serializers import JSONSerializer

from console.checkups import Findings, is_here
from telephony import account
from telephony.account import Hook, OwnNumber
from telephony.errors import TransportError
from workers.queues import QUEUES, SWEEPS, connect

ALIVE = timedelta(seconds=90)
"""A worker with nothing to do tells of itself every 45 seconds."""
CLOCK_SECONDS = 2.5
"""How long we watch for the clock's tick, which comes every second."""


def embedded_redis(folder: Path) -> str | None:
    """The address of the server that `warmline up` runs here; None when none answers."""
    with suppress(OSError, KeyError, ValueError, redis.RedisError):
        lines = (folder / "valkey.conf").read_text().splitlines()
        said = dict(line.split(" ", 1) for line in lines if " " in line)
        url = f"redis://:{said['requirepass']}@127.0.0.1:{int(said['port'])}/0"
        with connect(url) as client:
            client.ping()
        return url
    return None


def queue(url: str, watch: float, found: Findings) -> None:
    """Redis answers, forgets nothing by itself, and somebody works."""
    try:
        with connect(url) as client:
            client.ping()
            found.ok("Redis: reachable.")
            _keeps(client, found)
            _workers(client, watch, found)
    except redis.AuthenticationError:
        found.bad("Redis: it refuses the password in REDIS_URL.")
    except redis.RedisError:
        found.bad("Redis: it cannot be reached. Is it up, and is REDIS_URL right?")
    except ValueError:
        found.bad("REDIS_URL: it cannot be read. Write it like redis://host:6379/0.")


def _keeps(client: redis.Redis, found: Findings) -> None:
    said: dict[str, Any] = client.info()
    policy, limit = said.get("maxmemory_policy", "noeviction"), said.get("maxmemory", 0)
    if policy != "noeviction" and limit:
        found.bad(
            f"Redis: it throws work away when it is full ({policy}). Set maxmemory-policy to noeviction."
        )
    elif policy != "noeviction":
        found.warn(
            f"Redis: its maxmemory-policy is {policy}. Set it to noeviction before it gets a memory limit."
        )
    snapshots = ""
    with suppress(redis.ResponseError):  # hosted servers often keep their configuration to themselves
        snapshots = str(client.config_get("save").get("save", ""))
        if not said.get("aof_enabled") and not snapshots:
            found.warn(
                "Redis: it keeps nothing over a restart. The line picks up from its database; only an alert sent "
                "while the database was down would be lost. Set appendonly to yes."
            )


def _workers(client: redis.Redis, watch: float, found: Findings) -> None:
    now = datetime.now(UTC)
    alive = [w for w in _all(client) if w.last_heartbeat and now - _aware(w.last_heartbeat) < ALIVE]
    idle = [name for name in QUEUES if not any(name in worker.queue_names() for worker in alive)]
    if not alive:
        found.warn(
            "worker: none is alive, so nobody is rung and no offer or alert goes out. Start `warmline worker`."
        )
    elif idle:
        found.warn(f"worker: nobody works on {', '.join(idle)}. Start a `warmline worker` for all queues.")
    else:
        found.ok(f"worker: {len(alive)} alive.")
    if _ticks(client, watch, working=bool(alive)):
        found.ok("clock: alive.")
    else:
        found.warn("clock: no tick was seen, so what falls due later is forgotten. Start `warmline clock`.")


def _ticks(client: redis.Redis, watch: float, *, working: bool) -> bool:
    """Whether the clock asks for sweeps: workers finish them, or with no worker the request stands."""
    flags = [f"warmline:sweep:{name}" for name in SWEEPS]
    done = _finished(client)
    until = time.monotonic() + watch
    while time.monotonic() < until:
        if client.exists(*flags) or (working and _finished(client) != done):
            return True
        time.sleep(0.1)
    return False


def _finished(client: redis.Redis) -> int:
    return sum(worker.successful_job_count + worker.failed_job_count for worker in _all(client))


def _all(client: redis.Redis) -> list[Any]:
    return list(Worker.all(connection=client, serializer=JSONSerializer))


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def carrier(known: Mapping[str, Any], found: Findings) -> None:
    """The account is ours and open, the number is its own, and its addresses lead to us."""
    number, public = known.get("line_number"), known.get("public_url")
    try:
        seen = account.look_up(
            known["twilio_account_sid"],
            known["twilio_auth_token"],
            number,
            base_url=known["twilio_api_base_url"],
        )
    except TransportError as error:
        found.bad(f"carrier: {_refusal(error)}")
        return
    if seen.status != "active":
        found.bad(f"carrier: the account is {seen.status}, not active. See the carrier's console.")
        return
    found.ok("carrier: the account is open to us.")
    if seen.trial:
        found.warn("carrier: it is a trial account, which reaches only numbers that were verified there.")
    if number is None:
        return
    if seen.number is None:
        found.bad("LINE_NUMBER: the account has no such number. Buy it there, or correct LINE_NUMBER.")
        return
    _able(seen.number, found)
    if public:
        _hooks(seen.number, public, found)


def _refusal(error: TransportError) -> str:
    if error.code == 401:
        return "it refuses TWILIO_ACCOUNT_SID with TWILIO_AUTH_TOKEN. Copy both again from the same account."
    if error.code == 404:
        return "it knows no such account, or TWILIO_API_BASE_URL is not a carrier's."
    if error.code is not None:
        return f"it answered HTTP {error.code}. Try again, and see the carrier's status page."
    return "it cannot be reached. May this machine go out to it, and is TWILIO_API_BASE_URL right?"


def _able(number: OwnNumber, found: Findings) -> None:
    lacking = [what for what, able in (("texts", number.texts), ("calls", number.calls)) if not able]
    if lacking:
        found.bad(
            f"LINE_NUMBER: at the carrier it can do no {' and no '.join(lacking)}. Choose one that can."
        )


def _hooks(number: OwnNumber, public: str, found: Findings) -> None:
    if number.application:
        found.bad(
            "LINE_NUMBER: a TwiML App or a SIP trunk answers it. Take that off, and set webhook URLs instead."
        )
        return
    wanted = (
        ("A message comes in", number.sms, f"{public}/sms"),
        ("A call comes in", number.voice, f"{public}/voice"),
        ("Call status changes", number.status, f"{public}/voice/status"),
    )
    wrong = [(label, url) for label, hook, url in wanted if hook != Hook(url, "POST")]
    for label, url in wrong:
        found.bad(f'LINE_NUMBER: at the carrier, set "{label}" to {url} (HTTP POST).')
    if not wrong:
        found.ok("LINE_NUMBER: it belongs to the account, and its texts and calls come to us.")
    if not all(number.fallbacks) and not is_here(public):
        found.warn(
            "LINE_NUMBER: no fallback is set at the carrier. While the line is down, people should still be told the "
            "crisis number: docs/operating.md says how."
        )


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


def web(public: str, found: Findings) -> None:
    """Whether our own address leads to us. From here it may look different than from the carrier: no failure."""
    try:
        with urllib.request.build_opener(_NoRedirect()).open(f"{public}/healthz", timeout=4) as response:
            ours = response.status == 200 and response.read(8) == b"ok\n"
    except urllib.error.HTTPError as error:
        moved = 300 <= error.code < 400
        why = (
            "it sends callers elsewhere; give the address itself"
            if moved
            else f"it answers HTTP {error.code}"
        )
        found.warn(f"PUBLIC_URL: {why}. Its /healthz should say ok.")
    except (OSError, ValueError):
        found.warn(
            "PUBLIC_URL: its /healthz does not answer from here. Is the web process up, and may it be reached?"
        )
    else:
        if ours:
            found.ok("PUBLIC_URL: it answers.")
        else:
            found.warn("PUBLIC_URL: something else than the line answers there.")
