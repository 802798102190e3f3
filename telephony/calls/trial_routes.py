"""Webhooks about a ring on trial; signed as all of the carrier's blueprint."""

from collections.abc import Callable
from datetime import datetime

from flask import Blueprint, Response, request

from store.database import Database
from telephony.calls import trial, twiml
from telephony.calls.twiml import Pages


def add(routes: Blueprint, db: Database, clock: Callable[[], datetime], pages: Pages) -> None:
    """Add these routes to the carrier's blueprint."""

    @routes.post("/trials/<token>/answered")
    def trial_answered(token: str) -> Response:
        sid, by = _field("CallSid")[:64], _field("AnsweredBy")
        return _xml(trial.answered(db, clock(), pages, token=token, sid=sid, answered_by=by))

    @routes.post("/trials/<token>/key/<int:asked>")
    def trial_pressed(token: str, asked: int) -> Response:
        return _xml(trial.pressed(db, clock(), pages, token=token, digits=_field("Digits")[:8], asked=asked))

    @routes.post("/trials/<token>/heard/<int:asked>")
    def trial_heard(token: str, asked: int) -> Response:
        return _xml(trial.heard(db, clock(), pages, token=token, digits=_field("Digits")[:8], times=asked))

    @routes.post("/trials/<token>/status")
    def trial_status(token: str) -> Response:
        trial.status(db, clock(), token=token, call_status=_field("CallStatus"))
        return _xml(twiml.message(""))


def _field(name: str) -> str:
    return request.form.get(name, "").strip()[:400]


def _xml(document: str) -> Response:
    return Response(document, mimetype="text/xml")
