"""A worker process: empties its queues in order of urgency, one job at a time."""

from collections.abc import Sequence

from rq import SimpleWorker
from rq.serializers import JSONSerializer

from workers import callbacks, calls, sweep, texts
from workers.queues import QUEUES, connect_patiently, queue

JOBS_ARE_HERE = (callbacks, calls, sweep, texts)
"""A worker that cannot import its jobs must not start, or every alert would fail in silence."""


class Worker(SimpleWorker):
    """Works in its own process: a fork a job costs more than the job.

    A killed worker's job is lost with it, which is why every job only does what a row says is due, and the sweep
    finds the row again.
    """

    max_connection_wait_time = 3.0


def run(url: str, names: Sequence[str] = QUEUES) -> None:
    """Work until SIGTERM or SIGINT; the job at hand is finished first."""
    connection = connect_patiently(url)
    queues = [queue(name, connection) for name in QUEUES if name in names]
    worker = Worker(
        queues,
        connection=connection,
        serializer=JSONSerializer,
        default_worker_ttl=60,
        maintenance_interval=30,
        log_job_description=False,
    )
    worker.work(with_scheduler=False, logging_level="WARNING")
