"""Is the process up, can it reach what it needs, and how does the line do."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from flask import Blueprint, Response
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from store import figures
from store.database import Database

TONE = Path(__file__).with_name("tone.wav")
"""Two soft notes of a fifth of a second: heard in the middle of listening, and no alarm."""


class LineCollector(Collector):
    """Gauges from the database: however many processes answer, each tells the same."""

    def __init__(
        self, db: Database, clock: Callable[[], datetime], queue_reachable: Callable[[], bool]
    ) -> None:
        self._db, self._clock, self._queue_reachable = db, clock, queue_reachable

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """What Prometheus asks for."""
        yield _gauge("warmline_queue_up", "1 when Redis answers", float(self._queue_reachable()))
        try:
            with self._db.begin(self._clock()) as tx:
                now = figures.count(tx)
        except SQLAlchemyError:
            yield _gauge("warmline_database_up", "1 when the database answers", 0.0)
            return
        yield _gauge("warmline_database_up", "1 when the database answers", 1.0)
        by_state = GaugeMetricFamily("warmline_callbacks_open", "Open callbacks by state", labels=["state"])
        for state, number in now.callbacks.items():
            by_state.add_metric([state], number)
        yield by_state
        yield _gauge(
            "warmline_promises_broken", "Open callbacks past their promised time", now.promises_broken
        )
        yield _gauge("warmline_texts_waiting", "Texts not yet taken by the carrier", now.texts_waiting)
        yield _gauge("warmline_late_seconds", "How late the oldest due work is", now.late_seconds)
        yield _gauge("warmline_volunteers_on_duty", "Volunteers on duty", now.volunteers_on_duty)
        yield _gauge("warmline_alerts_open", "Alerts nobody has acknowledged", now.alerts_open)


def _gauge(name: str, says: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, says, value=value)


def blueprint(db: Database, clock: Callable[[], datetime], queue_reachable: Callable[[], bool]) -> Blueprint:
    """/healthz, /readyz, /metrics, and the tone: unsigned, and say nothing about anybody."""
    routes = Blueprint("health", __name__)
    registry = CollectorRegistry(auto_describe=False)
    registry.register(LineCollector(db, clock, queue_reachable))

    @routes.get("/healthz")
    def alive() -> Response:
        return Response("ok\n", mimetype="text/plain")

    @routes.get("/readyz")
    def ready() -> Response:
        problems = []
        try:
            with db.engine.connect() as connection:
                connection.execute(text("SELECT id FROM callbacks LIMIT 1"))
        except SQLAlchemyError:
            problems.append("database")
        if not queue_reachable():
            problems.append("redis")
        said = "ready\n" if not problems else f"not reachable: {', '.join(problems)}\n"
        return Response(said, status=503 if problems else 200, mimetype="text/plain")

    tone = TONE.read_bytes()

    @routes.get("/tone.wav")
    def sound() -> Response:
        # The carrier fetches what it plays without a signature, and keeps it.
        return Response(tone, mimetype="audio/wav", headers={"Cache-Control": "public, max-age=86400"})

    @routes.get("/metrics")
    def metrics() -> Response:
        return Response(generate_latest(registry), mimetype=CONTENT_TYPE_LATEST)

    return routes
