"""Webhooks about a ring of a coordinator's phone about an alert; signed as all of the carrier's blueprint."""

from collections.abc import Callable
from datetime import datetime

from flask import Blueprint, Response, request

from store.database import Database
from telephony.calls import alert_ring, twiml
from telephony.calls.twiml import Pages


def add(routes: Blueprint, db: Database, clock: Callable[[], datetime], pages: Pages) -> None:
    """Add these routes to the carrier's blueprint."""

    @routes.post("/alertrings/<token>/answered")
    def alert_ring_answered(token: str) -> Response:
        sid, by = _field("CallSid")[:64], _field("AnsweredBy")
        return _xml(alert_ring.answered(db, clock(), pages, token=token, sid=sid, answered_by=by))

    @routes.post("/alertrings/<token>/key/<int:asked>")
    def alert_ring_pressed(token: str, asked: int) -> Response:
        return _xml(alert_ring.pressed(db, clock(), pages, token=token, digits=_digits(), asked=asked))

    @routes.post("/alertrings/<token>/heard/<int:asked>")
    def alert_ring_heard(token: str, asked: int) -> Response:
        return _xml(alert_ring.heard(db, clock(), pages, token=token, digits=_digits(), times=asked))

    @routes.post("/alertrings/<token>/them")
    def alert_ring_their_phone(token: str) -> Response:
        return _xml(alert_ring.their_phone(db, clock(), pages, token=token))

    @routes.post("/alertrings/<token>/them/key/<int:asked>")
    def alert_ring_their_key(token: str, asked: int) -> Response:
        return _xml(alert_ring.their_key(db, clock(), pages, token=token, digits=_digits(), asked=asked))

    @routes.post("/alertrings/<token>/them/machine")
    def alert_ring_their_machine(token: str) -> Response:
        alert_ring.their_machine(db, clock(), token=token, answered_by=_field("AnsweredBy"))
        return _xml(twiml.message(""))

    @routes.post("/alertrings/<token>/over")
    def alert_ring_over(token: str) -> Response:
        return _xml(alert_ring.dial_over(db, clock(), pages, token=token))

    @routes.post("/alertrings/<token>/status")
    def alert_ring_status(token: str) -> Response:
        alert_ring.status(db, clock(), token=token, call_status=_field("CallStatus"))
        return _xml(twiml.message(""))


def _digits() -> str:
    return _field("Digits")[:8]


def _field(name: str) -> str:
    return request.form.get(name, "").strip()[:400]


def _xml(document: str) -> Response:
    return Response(document, mimetype="text/xml")
