"""The carrier's doors: every route here is signed, answers well-formed text/xml, and never with a 500."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import structlog
from flask import Blueprint, Response, request
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException

from flows.engine import Phrase
from flows.wording import Listener
from store.database import Database
from telephony import bridge, receipts, sms, twiml, voice
from telephony.signature import Signature

LARGEST = 64 * 1024
log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Doors:
    """What the routes need. `outage_alert` tells a person of crisis words that no database could take."""

    db: Database
    signature: Signature
    pages: twiml.Pages
    clock: Callable[[], datetime]
    outage_alert: Callable[[], None]


def blueprint(doors: Doors) -> Blueprint:
    """All carrier routes."""
    routes = Blueprint("carrier", __name__)

    @routes.before_request
    def signed() -> Response | None:
        if request.content_length is not None and request.content_length > LARGEST:
            return _refused(doors)
        try:
            holds = doors.signature.holds(request)
        except HTTPException:  # a body that is no form at all
            holds = False
        if holds:
            return None
        log.warning("unsigned_request_refused", path=request.path.split("/")[1])
        return _refused(doors)

    @routes.errorhandler(Exception)
    def failed(error: Exception) -> Response:
        if isinstance(error, HTTPException) and error.code is not None and error.code < 500:
            return _xml(_sorry(doors), error.code)
        log.error(
            "carrier_request_failed", route=request.endpoint, error=type(error).__name__, exc_info=error
        )
        try:
            return _xml(_sorry(doors))
        except Exception as worse:  # noqa: BLE001  whatever is broken, the carrier gets a well-formed answer
            log.error("apology_failed", error=type(worse).__name__)
            return _xml('<?xml version="1.0" encoding="UTF-8"?><Response/>')

    _text_routes(routes, doors)
    _call_routes(routes, doors)
    _leg_routes(routes, doors)
    return routes


def _text_routes(routes: Blueprint, doors: Doors) -> None:
    @routes.post("/sms")
    def text() -> Response:
        sid, body = _field("MessageSid") or _field("SmsSid"), request.form.get("Body", "")
        if not sid:
            return _xml(twiml.message(sms.trouble(doors.db, doors.clock(), body).words))
        now = doors.clock()
        try:
            reply = sms.receive(
                doors.db,
                now,
                sid=sid[:64],
                sender=_field("From"),
                body=body,
                opt_out_type=_field("OptOutType"),
            )
        except Exception as error:
            log.error(
                "text_not_kept", error=type(error).__name__, exc_info=not isinstance(error, SQLAlchemyError)
            )
            reply = sms.trouble(doors.db, now, body)
            if reply.crisis:
                doors.outage_alert()
            return _xml(twiml.message(reply.words))
        receipt_url = (
            doors.pages.url(f"/receipts/answer/{sid[:64]}") if reply.crisis and sid.isalnum() else None
        )
        return _xml(twiml.message(reply.words, receipt_url))

    @routes.post("/receipts")
    def receipt() -> Response:
        return _received(doors, "")

    @routes.post("/receipts/answer/<sid>")
    def answer_receipt(sid: str) -> Response:
        return _received(doors, sid)


def _received(doors: Doors, answer_to: str) -> Response:
    status = _field("MessageStatus") or _field("SmsStatus")
    sid = _field("MessageSid") or _field("SmsSid")
    receipts.receive(
        doors.db, doors.clock(), sid=sid, status=status, error=_field("ErrorCode"), answer_to=answer_to
    )
    return _xml(twiml.message(""))


def _call_routes(routes: Blueprint, doors: Doors) -> None:
    @routes.post("/voice")
    def call() -> Response:
        sid = _field("CallSid")
        if not sid:
            return _xml(_sorry(doors))
        return _xml(voice.begin(doors.db, doors.clock(), doors.pages, sid=sid[:64], caller=_field("From")))

    @routes.post("/voice/turn/<int:revision>")
    def turn(revision: int) -> Response:
        digits, speech = _field("Digits"), request.form.get("SpeechResult", "")[:1600]
        answer = voice.go_on(
            doors.db,
            doors.clock(),
            doors.pages,
            sid=_field("CallSid")[:64],
            caller=_field("From"),
            revision=revision,
            digits=digits[:64],
            speech=speech,
        )
        return _xml(answer)

    @routes.post("/voice/status")
    def call_status() -> Response:
        if _field("CallStatus") in ("completed", "busy", "no-answer", "failed", "canceled"):
            voice.hung_up(doors.db, doors.clock(), sid=_field("CallSid")[:64])
        return _xml(twiml.message(""))


def _leg_routes(routes: Blueprint, doors: Doors) -> None:
    @routes.post("/legs/<token>/answered")
    def answered(token: str) -> Response:
        return _xml(
            bridge.answered(
                doors.db,
                doors.clock(),
                doors.pages,
                token=token,
                sid=_field("CallSid")[:64],
                answered_by=_field("AnsweredBy"),
            )
        )

    @routes.post("/legs/<token>/key/<int:asked>")
    def pressed(token: str, asked: int) -> Response:
        digits = _field("Digits")[:8]
        return _xml(
            bridge.pressed(doors.db, doors.clock(), doors.pages, token=token, digits=digits, asked=asked)
        )

    @routes.post("/legs/<token>/ready")
    def ready(token: str) -> Response:
        return _xml(bridge.ready(doors.db, doors.clock(), doors.pages, token=token))

    @routes.post("/legs/<token>/over")
    def over(token: str) -> Response:
        return _xml(
            bridge.over(
                doors.db,
                doors.clock(),
                doors.pages,
                token=token,
                status=_field("DialCallStatus"),
                caller=_field("From"),
                call_status=_field("CallStatus"),
                sid=_field("CallSid")[:64],
            )
        )

    @routes.post("/legs/<token>/status")
    def leg_status(token: str) -> Response:
        bridge.status(doors.db, doors.clock(), token=token, call_status=_field("CallStatus"))
        return _xml(twiml.message(""))

    @routes.post("/legs/<token>/machine")
    def machine(token: str) -> Response:
        bridge.machine(
            doors.db, doors.clock(), token=token, sid=_field("CallSid")[:64], answered_by=_field("AnsweredBy")
        )
        return _xml(twiml.message(""))


def _field(name: str) -> str:
    return request.form.get(name, "").strip()[:400]


def _xml(document: str, status: int = 200) -> Response:
    return Response(document, status=status, mimetype="text/xml")


def _refused(doors: Doors) -> Response:
    return _xml(_sorry(doors), 403)


def _sorry(doors: Doors) -> str:
    """Something is wrong on our side, in the words of the door that was knocked at, with the crisis line."""
    line = doors.db.line
    if request.path.startswith(("/sms", "/receipts")):
        return twiml.message(sms.trouble(doors.db, doors.clock(), "").words if request.path == "/sms" else "")
    if request.path.endswith(("/status", "/machine")):
        return twiml.message("")
    if request.path.endswith("/answered"):
        # Whoever picked up may be a machine, or somebody else's ear: nothing is said before a key is pressed.
        return twiml.hang_up()
    to = Listener(line, line.language, True, doors.clock())
    return doors.pages.goodbye(to, [Phrase("trouble")])
