"""The doctor checks that Redis answers, takes work, and forgets nothing by itself."""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import redis

from console.doctor.report import Findings
from workers import outage
from workers.queues import connect, take_write

WAITS: Mapping[str, str] = {
    outage.UNREACHABLE: "it cannot be reached. Is it up, and is REDIS_URL right?",
    outage.PASSWORD: "it refuses the password in REDIS_URL. Give every process the right one, and start it again.",
    outage.NOT_ALLOWED: "its user in REDIS_URL may not do what a queue needs. Allow it all commands on all keys.",
    outage.FULL: "its memory is full, and it takes no work. Raise maxmemory, or see what else fills it.",
    outage.READ_ONLY: "it is a read-only replica. Name its master in REDIS_URL.",
    outage.LOADING: "it is still loading its data. Look again in a minute.",
    outage.NO_MASTER: "it has lost its master, and takes no work.",
    outage.DISK: "it cannot save to its disk, and takes no work. Is that disk full?",
    outage.REPLICAS: "it has too few replicas to take work (min-replicas-to-write).",
    outage.REFUSES: "it answers, and refuses our work. Its own log says why.",
}
"""What to say and do about each way in which Redis can fail us."""
_NEARLY = 0.9


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


def was_embedded(folder: Path) -> bool:
    """Whether `warmline up` has ever started a server here."""
    return (folder / "valkey.conf").is_file()


def queue(url: str, found: Findings) -> None:
    """Check that Redis answers, takes a write, and is set to forget nothing by itself."""
    try:
        with connect(url) as client:
            take_write(client)
            found.ok("Redis: reachable, and it takes work.")
            _keeps(client, found)
    except redis.RedisError as error:
        found.bad(f"Redis: {WAITS[outage.why(error)]}")
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
    if limit and said.get("used_memory", 0) > _NEARLY * limit:
        found.warn("Redis: its memory is nearly full. Raise maxmemory, or see what else fills it.")
    snapshots = ""
    with suppress(redis.ResponseError):  # hosted servers often do not show their configuration
        snapshots = str(client.config_get("save").get("save", ""))
        if not said.get("aof_enabled") and not snapshots:
            found.warn(
                "Redis: it keeps nothing over a restart. The line picks up from its database; only an alert sent "
                "while the database was down would be lost. Set appendonly to yes."
            )
