"""Webhooks about a ring in place of a text; signed as all of the carrier's blueprint."""

from collections.abc import Callable
from datetime import datetime

from flask import Blueprint, Response, request

from store.database import Database
from telephony.calls import line_ring, twiml
from telephony.calls.twiml import Pages


def add(routes: Blueprint, db: Database, clock: Callable[[], datetime], pages: Pages) -> None:
    """Add these routes to the carrier's blueprint."""

    @routes.post("/rings/<token>/answered")
    def line_ring_answered(token: str) -> Response:
        return _xml(line_ring.answered(db, clock(), pages, token=token, sid=_field("CallSid")[:64]))

    @routes.post("/rings/<token>/key/<int:asked>")
    def line_ring_pressed(token: str, asked: int) -> Response:
        sid, digits = _field("CallSid")[:64], _field("Digits")[:8]
        return _xml(line_ring.pressed(db, clock(), pages, token=token, sid=sid, digits=digits, asked=asked))

    @routes.post("/rings/<token>/alerts/<int:asked>/<int:up_to>")
    def line_ring_alerts(token: str, asked: int, up_to: int) -> Response:
        return _xml(
            line_ring.alerts_key(
                db, clock(), pages, token=token, digits=_field("Digits")[:8], times=asked, up_to=up_to
            )
        )

    @routes.post("/rings/<token>/status")
    def line_ring_status(token: str) -> Response:
        line_ring.status(db, clock(), token=token, call_status=_field("CallStatus"))
        return _xml(twiml.message(""))


def _field(name: str) -> str:
    return request.form.get(name, "").strip()[:400]


def _xml(document: str) -> Response:
    return Response(document, mimetype="text/xml")
