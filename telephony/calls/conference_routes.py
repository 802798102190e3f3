"""Webhooks about a conference, its supervisor and the crisis transfer; signed as all of the carrier's blueprint."""

from collections.abc import Callable
from datetime import datetime

from flask import Blueprint, Response, request

from store.database import Database
from telephony.calls import conference, supervisor, transfer
from telephony.calls.twiml import Pages


def add(routes: Blueprint, db: Database, clock: Callable[[], datetime], pages: Pages) -> None:
    """Add these routes to the carrier's blueprint."""

    @routes.post("/legs/<token>/room")
    def come_in(token: str) -> Response:
        return _xml(conference.come_in(db, clock(), pages, token=token))

    @routes.post("/legs/<token>/room/out")
    def out(token: str) -> Response:
        return _xml(conference.out(db, clock(), pages, token=token, call_status=_field("CallStatus")))

    @routes.post("/legs/<token>/room/again")
    def again(token: str) -> Response:
        return _xml(conference.again(db, clock(), pages, token=token))

    @routes.post("/legs/<token>/room/menu/<int:asked>")
    def menu(token: str, asked: int) -> Response:
        return _xml(
            conference.pressed(db, clock(), pages, token=token, digits=_told("Digits")[:8], asked=asked)
        )

    @routes.post("/legs/<token>/room/over")
    def fetched(token: str) -> Response:
        return _xml(conference.fetched(db, clock(), pages, token=token))

    @routes.post("/legs/<token>/room/wait")
    def wait(token: str) -> Response:
        return _xml(conference.wait(db, clock(), pages, token=token))

    @routes.post("/legs/<token>/room/say/<what>")
    def announcement(token: str, what: str) -> Response:
        return _xml(conference.announcement(db, clock(), pages, token=token, what=what))

    @routes.post("/legs/<token>/room/crisis")
    def to_crisis_line(token: str) -> Response:
        return _xml(transfer.to_crisis_line(db, clock(), pages, token=token))

    @routes.post("/legs/<token>/room/handed")
    def after_crisis_line(token: str) -> Response:
        answer = transfer.after_crisis_line(
            db,
            clock(),
            pages,
            token=token,
            status=_told("DialCallStatus"),
            call_status=_field("CallStatus"),
        )
        return _xml(answer)

    @routes.post("/legs/<token>/supervisor")
    def supervisor_answered(token: str) -> Response:
        answer = supervisor.answered(db, clock(), pages, token=token, sid=_field("CallSid")[:64])
        return _xml(answer)

    @routes.post("/legs/<token>/supervisor/<int:asked>")
    def supervisor_pressed(token: str, asked: int) -> Response:
        digits = _told("Digits")[:8]
        return _xml(supervisor.pressed(db, clock(), pages, token=token, digits=digits, asked=asked))


def _field(name: str) -> str:
    return request.form.get(name, "").strip()[:400]


def _told(name: str) -> str:
    """As `_field`; or what the carrier said when we failed to take it: `telephony.apology` put it into the address."""
    return _field(name) or request.args.get(name, "")[:20]


def _xml(document: str) -> Response:
    return Response(document, mimetype="text/xml")
