"""Is the process up, can it reach what it needs, and how does it do."""

from collections.abc import Callable

from flask import Blueprint, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from store.database import Database


def blueprint(db: Database, queue_reachable: Callable[[], bool], gauges: Callable[[], None]) -> Blueprint:
    """/healthz, /readyz, /metrics: unsigned, and say nothing about anybody."""
    routes = Blueprint("health", __name__)

    @routes.get("/healthz")
    def alive() -> Response:
        return Response("ok\n", mimetype="text/plain")

    @routes.get("/readyz")
    def ready() -> Response:
        problems = []
        try:
            with db.engine.connect() as connection:
                connection.execute(text("SELECT 1 FROM callbacks LIMIT 1"))
        except SQLAlchemyError:
            problems.append("database")
        if not queue_reachable():
            problems.append("redis")
        said = "ready\n" if not problems else f"not reachable: {', '.join(problems)}\n"
        return Response(said, status=503 if problems else 200, mimetype="text/plain")

    @routes.get("/metrics")
    def metrics() -> Response:
        gauges()
        return Response(generate_latest(), mimetype=CONTENT_TYPE_LATEST)

    return routes
