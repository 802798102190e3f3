"""Webhooks about a ring-back of a volunteer's phone; signed as all of the carrier's blueprint."""

from collections.abc import Callable
from datetime import datetime

from flask import Blueprint, Response, request

from store.database import Database
from telephony.calls import ring_back, twiml
from telephony.calls.twiml import Pages


def add(routes: Blueprint, db: Database, clock: Callable[[], datetime], pages: Pages) -> None:
    """Add these routes to the carrier's blueprint."""

    @routes.post("/ringbacks/<token>/answered")
    def ring_back_answered(token: str) -> Response:
        sid, by = _field("CallSid")[:64], _field("AnsweredBy")
        return _xml(ring_back.answered(db, clock(), pages, token=token, sid=sid, answered_by=by))

    @routes.post("/ringbacks/<token>/key/<int:asked>")
    def ring_back_pressed(token: str, asked: int) -> Response:
        sid, digits = _field("CallSid")[:64], _field("Digits")[:8]
        return _xml(ring_back.pressed(db, clock(), pages, token=token, sid=sid, digits=digits, asked=asked))

    @routes.post("/ringbacks/<token>/status")
    def ring_back_status(token: str) -> Response:
        sid, status = _field("CallSid")[:64], _field("CallStatus")
        ring_back.status(db, clock(), token=token, sid=sid, call_status=status)
        return _xml(twiml.message(""))


def _field(name: str) -> str:
    return request.form.get(name, "").strip()[:400]


def _xml(document: str) -> Response:
    return Response(document, mimetype="text/xml")
