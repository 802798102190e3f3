"""The health addresses: whether this process is up, whether it can keep a text, and how the whole line does."""

import hmac
import json
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from flask import Blueprint, Response, request
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from sqlalchemy.exc import SQLAlchemyError

from store.database import Database
from store.upkeep import metrics
from telephony.health.status import Health, Kept, Watched

TONE = Path(__file__).with_name("tone.wav")
"""Two soft notes of a fifth of a second: a volunteer who listens hears them, and nobody takes them for an alarm."""


_FRESH = {"Cache-Control": "no-store"}


class LineCollector(Collector):
    """Gauges read from the database, so that every web process gives the same numbers."""

    def __init__(
        self, db: Database, clock: Callable[[], datetime], queue_reachable: Callable[[], bool]
    ) -> None:
        self._db, self._clock, self._queue_reachable = db, clock, queue_reachable

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """All gauges, as Prometheus asks for them."""
        yield _gauge("warmline_queue_up", "1 when Redis answers", float(self._queue_reachable()))
        try:
            with self._db.look(self._clock()) as tx:
                now = metrics.count(tx)
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
        yield _gauge(
            "warmline_volunteers_on_duty", "Volunteers whom the line would ask now", now.volunteers_on_duty
        )
        yield _gauge("warmline_alerts_open", "Alerts nobody has acknowledged", now.alerts_open)


def _gauge(name: str, says: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, says, value=value)


def blueprint(
    watched: Watched,
    clock: Callable[[], datetime],
    queue_reachable: Callable[[], bool],
    metrics_token: str | None = None,
) -> Blueprint:
    """/healthz, /readyz, /status and the tone: open to everybody, and they say nothing about anybody.

    And /metrics, for whoever has `metrics_token`: how many alerts are open is nobody else's business. None: for nobody.
    """
    routes = Blueprint("health", __name__)
    registry = CollectorRegistry(auto_describe=False)
    registry.register(LineCollector(watched.db, clock, queue_reachable))
    health = Health(watched)

    @routes.get("/healthz")
    def alive() -> Response:
        return Response("ok\n", mimetype="text/plain")

    @routes.get("/readyz")
    def ready() -> Response:
        # Neither Redis nor a worker is asked about: without them a text is still kept and answered, and a load
        # balancer that took this process out for their sake would leave people without any answer.
        well = health.ready()
        said = "ready\n" if well else "not ready: no text can be kept\n"
        return Response(said, 200 if well else 503, _FRESH, mimetype="text/plain")

    @routes.get("/status")
    def status() -> Response:
        parts = {name: "ok" if well else "failing" for name, well in health.parts().items()}
        well = set(parts.values()) == {"ok"}
        said = json.dumps({"line": "ok" if well else "failing", "parts": parts}) + "\n"
        return Response(said, 200 if well else 503, _FRESH, mimetype="application/json")

    tone = TONE.read_bytes()

    @routes.get("/tone.wav")
    def sound() -> Response:
        # The carrier fetches without a signature what it plays, and caches it.
        return Response(tone, mimetype="audio/wav", headers={"Cache-Control": "public, max-age=86400"})

    told = Kept(
        lambda: generate_latest(registry)
    )  # however often it is asked, the rows are counted once in 2 s

    @routes.get("/metrics")
    def gauges() -> Response:
        if metrics_token is None:
            return Response("not found\n", 404, mimetype="text/plain")
        given = request.headers.get("Authorization", "").encode()
        if not hmac.compare_digest(given, f"Bearer {metrics_token}".encode()):
            return Response("not yours\n", 401, {"WWW-Authenticate": "Bearer"}, mimetype="text/plain")
        return Response(told(), mimetype=CONTENT_TYPE_LATEST, headers=_FRESH)

    return routes
