"""Webhooks of a call in which the participant only listens; signed as all of the carrier's blueprint."""

from collections.abc import Callable
from datetime import datetime

from flask import Blueprint, Response, request

from store.database import Database
from telephony.calls import listening
from telephony.calls.twiml import Pages


def add(routes: Blueprint, db: Database, clock: Callable[[], datetime], pages: Pages) -> None:
    """Add these routes to the carrier's blueprint."""

    @routes.post("/legs/<token>/listen/answered")
    def listen_answered(token: str) -> Response:
        sid, by = _field("CallSid")[:64], _field("AnsweredBy")
        return _xml(listening.answered(db, clock(), pages, token=token, sid=sid, answered_by=by))

    @routes.post("/legs/<token>/listen/key/<int:asked>")
    def listen_pressed(token: str, asked: int) -> Response:
        digits = _told("Digits")[:8]
        return _xml(listening.pressed(db, clock(), pages, token=token, digits=digits, asked=asked))

    @routes.post("/legs/<token>/listen/wait/<int:asked>")
    def listen_waits(token: str, asked: int) -> Response:
        return _xml(listening.waits(db, clock(), pages, token=token, times=asked))

    @routes.post("/legs/<token>/room/choice")
    def listen_moved(token: str) -> Response:
        return _xml(listening.chooses(db, clock(), pages, token=token, digits="", asked=0))

    @routes.post("/legs/<token>/room/choice/<int:asked>")
    def listen_chooses(token: str, asked: int) -> Response:
        digits = _told("Digits")[:8]
        return _xml(listening.chooses(db, clock(), pages, token=token, digits=digits, asked=asked))


def _field(name: str) -> str:
    return request.form.get(name, "").strip()[:400]


def _told(name: str) -> str:
    """As `_field`; or what the carrier said when we failed to take it: `telephony.apology` put it into the address."""
    return _field(name) or request.args.get(name, "")[:20]


def _xml(document: str) -> Response:
    return Response(document, mimetype="text/xml")
