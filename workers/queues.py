"""The queues by urgency, and the only way work gets onto them: a dotted name and an id."""

import time
from collections.abc import Sequence

import redis
from rq import Queue
from rq.serializers import JSONSerializer

from store.database import Wake
from workers.outage import Outage, why

QUEUES = ("calls", "offers", "reminders", "housekeeping")
"""Most urgent first: a worker of several empties them in this order."""

JOBS = {
    "place_leg": ("calls", "workers.calls.settle"),
    "hang_up_leg": ("calls", "workers.calls.settle"),
    "run_errand": ("calls", "workers.calls.settle"),
    "advance_callback": ("offers", "workers.callbacks.advance"),
    "send_text": ("offers", "workers.texts.send"),
}
SWEEPS = {name: f"workers.sweep.{name}" for name in QUEUES[:3]} | {"housekeeping": "workers.sweep.housekeep"}
JOB_SECONDS = 60
WAIT_SECONDS = 1
"""How long a worker waits for a job before it looks whether it should end."""
ANSWER_SECONDS = 5.0
"""After so long a worker takes a Redis that says nothing for one that is away."""
KEPT_FAILURE = 3600
"""Seconds that a job which failed can be looked at. Nothing is done again from there: that is what the rows are for."""
_PILE = 5000
_AGAIN = 4
"""Sweeps of one queue that may be asked for by others that left something: more would only find each other at it."""


def connect(url: str) -> redis.Redis:
    """A connection that gives up soon: nobody on the phone waits for the queue."""
    return redis.Redis.from_url(url, socket_connect_timeout=0.5, socket_timeout=1.0)


def connect_patiently(url: str) -> redis.Redis:
    """A worker's connection: it gives up on a server that is stuck, and not while it waits for a job."""
    return redis.Redis.from_url(
        url, socket_connect_timeout=2.0, socket_timeout=ANSWER_SECONDS, socket_keepalive=True
    )


def take_write(connection: redis.Redis) -> None:
    """Prove that Redis takes work: one small write that is gone in a minute. Raises RedisError."""
    connection.set("warmline:writable", "1", ex=60)


def queue(name: str, connection: redis.Redis) -> Queue:
    """A queue whose jobs are JSON: pickle from a queue would be code from a queue."""
    return Queue(name, connection=connection, serializer=JSONSerializer)


class Wakeups:
    """Puts due work on its queue. Losing a wake-up costs seconds, so a Redis that is down costs no request."""

    def __init__(self, url: str) -> None:
        self._connection = connect(url)
        self._quiet_until = 0.0
        self._outage = Outage("queue")

    def __call__(self, wakes: Sequence[Wake]) -> None:
        """Tell the workers of these rows."""
        for wake in wakes:
            name, job = JOBS[wake.job]
            self._put(name, job, wake.id)

    def outage_alert(self) -> None:
        """Have a worker text the coordinator without the database."""
        self._put("offers", "workers.texts.alert_outage")

    def sweep(self, name: str) -> None:
        """Ask for a look at what is due on a queue, unless one is asked for already."""
        if self._quiet():
            return  # else the mark would stand, and say that one is asked for
        try:
            first = self._connection.set(f"warmline:sweep:{name}", "1", nx=True, ex=5)
            self._outage.back()  # it took the write, even where another clock had asked already
            if first:
                self._put(name, SWEEPS[name])
        except redis.RedisError as error:
            self._failed(error)

    def sweeping(self, name: str) -> None:
        """A sweep has begun: the next may be asked for."""
        try:
            self._connection.delete(f"warmline:sweep:{name}")
        except redis.RedisError as error:
            self._failed(error)

    def sweep_again(self, name: str) -> None:
        """A sweep left something that is due: another one at once, where there are not enough already."""
        try:
            if self._connection.llen(f"rq:queue:{name}") < _AGAIN:
                self._put(name, SWEEPS[name])
        except redis.RedisError as error:
            self._failed(error)

    def is_pressed(self, name: str) -> bool:
        """Whether work waits on a more urgent queue than this one."""
        try:
            return any(self._connection.llen(f"rq:queue:{other}") for other in QUEUES[: QUEUES.index(name)])
        except redis.RedisError as error:
            self._failed(error)
            return False

    def reachable(self) -> bool:
        """Whether the queue answers."""
        try:
            return bool(self._connection.ping())
        except redis.RedisError:
            return False

    def takes_work(self) -> bool:
        """Whether the queue takes a write now: it may answer and be full, read-only or of another password."""
        try:
            take_write(self._connection)
        except redis.RedisError:
            return False
        return True

    @property
    def trouble(self) -> str | None:
        """What kept the queue from taking the last wake-up; None: nothing."""
        return self._outage.why

    def _put(self, name: str, job: str, *ids: int) -> None:
        if self._quiet():
            return
        try:
            if self._connection.llen(f"rq:queue:{name}") > _PILE:
                return  # nobody is working; the rows wait, and the pile need not grow
            queue(name, self._connection).enqueue(
                job, *ids, job_timeout=JOB_SECONDS, result_ttl=0, failure_ttl=KEPT_FAILURE, description=job
            )
            self._outage.back()
        except redis.RedisError as error:
            self._failed(error)

    def _quiet(self) -> bool:
        return time.monotonic() < self._quiet_until

    def _failed(self, error: redis.RedisError) -> None:
        self._quiet_until = time.monotonic() + 2
        self._outage.lost(why(error))
