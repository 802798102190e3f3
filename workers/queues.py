"""The queues, most urgent first, and the only way to put work on them: a dotted name and an id."""

import time
from collections.abc import Sequence

import redis
from rq import Queue
from rq.serializers import JSONSerializer

from store.database import Wake
from workers.outage import Outage, why

QUEUES = ("alerts", "calls", "offers", "reminders", "housekeeping")
"""Most urgent first: a worker of several empties them in this order."""

JOBS = {
    "send_alert": ("alerts", "workers.texts.send"),
    "ring_alert": ("alerts", "workers.line_rings.settle"),
    "place_leg": ("calls", "workers.calls.settle"),
    "hang_up_leg": ("calls", "workers.calls.settle"),
    "place_trial": ("calls", "workers.trials.settle"),
    "place_line_ring": ("calls", "workers.line_rings.settle"),
    "run_errand": ("calls", "workers.calls.settle"),
    "advance_callback": ("offers", "workers.callbacks.advance"),
    "send_text": ("offers", "workers.texts.send"),
}
SWEEPS = {name: f"workers.sweep.{name}" for name in QUEUES[:-1]} | {"housekeeping": "workers.sweep.housekeep"}
JOB_SECONDS = 60
WAIT_SECONDS = 1
"""How long a worker waits for a job before it looks whether it was told to end."""
ANSWER_SECONDS = 5.0
"""After so long without an answer, a worker takes Redis to be away."""
KEPT_FAILURE = 3600
"""Seconds for which a failed job can be looked at. It is never run again from there: the sweep finds its row."""
_PILE = 5000
_AGAIN = 4
"""How many sweeps of one queue may wait because an earlier one left work: more would only get in each other's way."""


def connect(url: str) -> redis.Redis:
    """A connection that gives up soon: nobody on the phone must wait for the queue."""
    return redis.Redis.from_url(url, socket_connect_timeout=0.5, socket_timeout=1.0)


def connect_patiently(url: str) -> redis.Redis:
    """A worker's connection: it gives up on a server that is stuck, but not while it waits for a job."""
    return redis.Redis.from_url(
        url, socket_connect_timeout=2.0, socket_timeout=ANSWER_SECONDS, socket_keepalive=True
    )


def take_write(connection: redis.Redis) -> None:
    """Prove that Redis takes work, by one small write that is gone in a minute. Raises RedisError."""
    connection.set("warmline:writable", "1", ex=60)


def queue(name: str, connection: redis.Redis) -> Queue:
    """A queue whose jobs are JSON: pickle from a queue would be code from a queue."""
    return Queue(name, connection=connection, serializer=JSONSerializer)


class Wakeups:
    """Puts due work on its queue. A lost wake-up costs only seconds, so no request fails because Redis is down."""

    def __init__(self, url: str) -> None:
        self._connection = connect(url)
        self._quiet_until = 0.0
        self._outage = Outage("queue")

    def __call__(self, wakes: Sequence[Wake]) -> None:
        """Put a job for each of these rows on its queue."""
        for wake in wakes:
            name, job = JOBS[wake.job]
            self._put(name, job, wake.id)

    def outage_alert(self) -> None:
        """Have a worker text who is on call, which needs no database: before all that waits for the database."""
        self._put("alerts", "workers.texts.alert_outage", at_front=True)

    def sweep(self, name: str) -> None:
        """Ask for a sweep of a queue, unless one is asked for already."""
        if self._quiet():
            return  # else the mark would be set, and say that a sweep is asked for
        try:
            first = self._connection.set(f"warmline:sweep:{name}", "1", nx=True, ex=5)
            self._outage.back()  # it took the write, even where another clock had asked already
            if first:
                self._put(name, SWEEPS[name])
        except redis.RedisError as error:
            self._failed(error)

    def sweeping(self, name: str) -> None:
        """A sweep of this queue has begun, so the next may be asked for."""
        try:
            self._connection.delete(f"warmline:sweep:{name}")
        except redis.RedisError as error:
            self._failed(error)

    def sweep_again(self, name: str) -> None:
        """A sweep left work that is due: ask for another at once, unless enough of them wait already."""
        try:
            if self._connection.llen(f"rq:queue:{name}") < _AGAIN:
                self._put(name, SWEEPS[name])
        except redis.RedisError as error:
            self._failed(error)

    def is_pressed(self, name: str) -> bool:
        """Whether work waits on a queue more urgent than this one."""
        try:
            return any(self._connection.llen(f"rq:queue:{other}") for other in QUEUES[: QUEUES.index(name)])
        except redis.RedisError as error:
            self._failed(error)
            return False

    def reachable(self) -> bool:
        """Whether Redis answers."""
        try:
            return bool(self._connection.ping())
        except redis.RedisError:
            return False

    def takes_work(self) -> bool:
        """Whether Redis takes a write now: it may answer and yet be full, read-only, or refuse our password."""
        try:
            take_write(self._connection)
        except redis.RedisError:
            return False
        return True

    @property
    def trouble(self) -> str | None:
        """Why the last wake-up could not be put on a queue; None when it could."""
        return self._outage.why

    def _put(self, name: str, job: str, *ids: int, at_front: bool = False) -> None:
        if self._quiet():
            return
        try:
            if self._connection.llen(f"rq:queue:{name}") > _PILE:
                return  # nobody works these off; the rows wait, and the queue need not grow
            queue(name, self._connection).enqueue(
                job,
                *ids,
                job_timeout=JOB_SECONDS,
                result_ttl=0,
                failure_ttl=KEPT_FAILURE,
                description=job,
                at_front=at_front,
            )
            self._outage.back()
        except redis.RedisError as error:
            self._failed(error)

    def _quiet(self) -> bool:
        return time.monotonic() < self._quiet_until

    def _failed(self, error: redis.RedisError) -> None:
        self._quiet_until = time.monotonic() + 2
        self._outage.lost(why(error))
