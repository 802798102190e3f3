"""Gives a volunteer's shifts to their own calendar: at one secret address each, read-only (docs/adr/0025).

An event says that there is a shift, from when to when, and whether it was dropped: no line, no name, no number.
"""

import hashlib
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from uuid import UUID, uuid5

import structlog
from flask import Blueprint, Response, request
from icalendar import Calendar, Event, vDuration
from werkzeug.exceptions import HTTPException, NotFound

from flows.wording import words
from store.database import Database
from store.rota import calendar_feed
from store.rota.calendar_feed import CalendarShift

log = structlog.get_logger(__name__)

_OURS = UUID("6a1f2c0e-7d0b-5b63-9b1a-3f0f5f1c8e21")
"""Names events: nobody can tell from one whose it is, or on which line."""
_STATUS = {"planned": "TENTATIVE", "confirmed": "CONFIRMED", "on": "CONFIRMED", "over": "CONFIRMED"}
"""A shift in any other state was dropped, and calendars are told to remove it."""
_ORDER = ("TENTATIVE", "CONFIRMED", "CANCELLED")
_LOOK_AGAIN = timedelta(hours=1)


def blueprint(db: Database, clock: Callable[[], datetime]) -> Blueprint:
    """GET /calendar/<secret>.ics: unsigned, because calendars cannot sign; whoever has the secret may read."""
    routes = Blueprint("calendar", __name__)

    @routes.get("/calendar/<secret>.ics")
    def shifts(secret: str) -> Response:
        with db.begin(clock()) as tx:
            volunteer = calendar_feed.whose(tx, secret)
            shifts = calendar_feed.shifts(tx, volunteer.id) if volunteer is not None else []
        if volunteer is None:
            raise NotFound
        return _answer(document(shifts, volunteer.id, volunteer.language))

    @routes.errorhandler(Exception)
    def failed(error: Exception) -> HTTPException | Response:
        # Flask would log the path of a failed request, and with it the secret.
        if isinstance(error, HTTPException):
            return error
        log.error("calendar_not_shown", error=type(error).__name__)
        return Response("not available just now\n", status=503, mimetype="text/plain")

    return routes


def document(shifts: Sequence[CalendarShift], volunteer_id: int, language: str) -> bytes:
    """The calendar of these shifts (RFC 5545). The same shifts give the same bytes."""
    title = words("calendar.title", language).text
    made = Calendar()
    made.add("version", "2.0")
    made.add("prodid", "-//shifts//calendar 1//EN")
    made.add("x-wr-calname", title)
    made.add("refresh-interval", vDuration(_LOOK_AGAIN), parameters={"VALUE": "DURATION"})
    made.add("x-published-ttl", vDuration(_LOOK_AGAIN))
    for shift in shifts:
        made.add_component(_event(shift, volunteer_id, title))
    return bytes(made.to_ical())


def _event(shift: CalendarShift, volunteer_id: int, title: str) -> Event:
    status = _STATUS.get(shift.state, "CANCELLED")
    event = Event()
    event.add("uid", str(uuid5(_OURS, f"{shift.id}/{volunteer_id}")))
    # Fixed, so that an unchanged calendar has an unchanged tag; what has changed has a higher sequence.
    event.add("dtstamp", shift.created_at)
    # Higher with every change: a shift taken back comes after it was dropped, a shorter end after the longer one.
    event.add("sequence", 4 * shift.times_back + (3 if shift.state == "over" else _ORDER.index(status)))
    event.add("dtstart", shift.starts_at)
    event.add("dtend", shift.ends_at)
    event.add("summary", title)
    event.add("status", status)
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT" if status == "CANCELLED" else "OPAQUE")
    return event


def _answer(body: bytes) -> Response:
    answer = Response(body, mimetype="text/calendar")
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.headers["Referrer-Policy"] = "no-referrer"
    answer.headers["X-Robots-Tag"] = "noindex"
    answer.set_etag(hashlib.sha256(body).hexdigest()[:32])
    answer.make_conditional(request)
    return answer
