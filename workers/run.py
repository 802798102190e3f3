"""A worker process empties its queues, most urgent first, one job at a time, and outlives every outage of Redis."""

import logging
import threading
from collections.abc import Callable, Sequence

import redis
import structlog
from rq import SimpleWorker
from rq.exceptions import DequeueTimeout
from rq.serializers import JSONSerializer
from rq.utils import now

from store.upkeep.heartbeats import EVERY, OwnHeartbeat
from workers import alerts, callbacks, calls, line_rings, sweep, texts
from workers.heartbeat import HeartbeatWriter
from workers.outage import Outage, Waits, why
from workers.queues import ANSWER_SECONDS, QUEUES, WAIT_SECONDS, connect_patiently, queue, take_write
from workers.stopping import until_told

log = structlog.get_logger(__name__)
JOBS_ARE_HERE = (alerts, callbacks, calls, line_rings, sweep, texts)
"""Imported here: a worker that cannot import its jobs must not start, or every alert would fail in silence."""


class Worker(SimpleWorker):
    """RQ's worker with a loop of our own. Jobs run in this process: a fork for each would cost more than the job.

    When a worker is killed its job is lost. So a job only does what a row says is due, and the sweep finds the row
    again. RQ's own loop ends at the first answer of Redis that it does not expect, obeys commands from Redis, and may
    be interrupted anywhere by a signal; this one does none of that.
    """

    connection_timeout = ANSWER_SECONDS  # type: ignore[assignment]  # a property there

    def work_until(self, over: threading.Event, each_round: Callable[[], None]) -> None:
        """Do one job after the other until `over` is set; the current job is finished first. Raises RedisError.

        `each_round` is called whenever a round with Redis went well, once a second or so.
        """
        self.register_birth()  # type: ignore[no-untyped-call]
        while not over.is_set():
            if self.should_run_maintenance_tasks:
                self.run_maintenance_tasks()  # type: ignore[no-untyped-call]
            if self.last_heartbeat is None or now() - self.last_heartbeat > EVERY:
                self.heartbeat()
            self._one_job()
            each_round()
        self.register_death()  # type: ignore[no-untyped-call]

    def _one_job(self) -> None:
        try:
            found = self.queue_class.dequeue_any(
                self.queues,
                WAIT_SECONDS,
                connection=self.connection,
                job_class=self.job_class,
                serializer=self.serializer,
                death_penalty_class=self.death_penalty_class,
            )
        except DequeueTimeout:
            return
        if found is not None:
            job, where = found
            job.redis_server_version = self.get_redis_server_version()  # type: ignore[no-untyped-call]
            self.execute_job(job, where)


def run(url: str, names: Sequence[str], heartbeat: OwnHeartbeat, over: threading.Event | None = None) -> None:
    """Work until `over` is set (left out: by SIGTERM or SIGINT); the current job is finished first.

    While Redis is away, full, read-only or refuses us, the worker waits, says so in its heartbeat, and goes on by
    itself.
    """
    over = over or until_told()
    for each in ("rq.worker", "rq.job"):
        logging.getLogger(each).setLevel(logging.WARNING)
    writer, outage, waits = HeartbeatWriter(heartbeat), Outage("redis"), Waits()

    def well() -> None:
        outage.back()
        waits.over()
        writer.beat()

    log.info("worker_started")
    while not over.is_set():
        try:
            with connect_patiently(url) as connection:
                take_write(connection)
                _worker(connection, names).work_until(over, well)
            continue
        except redis.RedisError as error:
            outage.lost(why(error))
        except Exception as error:
            # A defect, or something foreign on our queue. The line needs its worker, so it goes on.
            log.error("worker_stumbled", error=type(error).__name__, exc_info=error)
        writer.beat(waits_for=outage.why)
        over.wait(waits.again())
    writer.end()


def _worker(connection: redis.Redis, names: Sequence[str]) -> Worker:
    return Worker(
        [queue(name, connection) for name in QUEUES if name in names],
        connection=connection,
        serializer=JSONSerializer,
        worker_ttl=60,
        maintenance_interval=30,
        log_job_description=False,
    )
