"""All webhooks of the carrier: every request is signed, and every answer is TwiML, never an error 500."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import structlog
from flask import Blueprint, Response, request
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException

from store.database import Database
from telephony.apology import Ready, is_for_carrier
from telephony.calls import (
    after_talk,
    alert_ring_routes,
    bridge,
    conference_routes,
    crossing,
    held_volunteer,
    line_ring_routes,
    listening_routes,
    ring_back_routes,
    trial_routes,
    twiml,
)
from telephony.calls import inbound as voice
from telephony.messages import inbound as sms
from telephony.messages import receipts
from telephony.signature import Ours, Signature

LARGEST = 64 * 1024
log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Context:
    """What the webhooks work with. `outage_alert` tells who is on call of a crisis that no database could take."""

    db: Database
    signature: Signature
    ours: Ours
    pages: twiml.Pages
    clock: Callable[[], datetime]
    outage_alert: Callable[[], None]


def blueprint(ctx: Context) -> Blueprint:
    """All routes that the carrier asks."""
    routes = Blueprint("carrier", __name__)

    apologies = Ready(ctx.db, ctx.pages)

    def refused() -> Response:
        return _xml(apologies.now().at(request.path), 403)

    @routes.before_request
    def signed() -> Response | None:
        if request.content_length is not None and request.content_length > LARGEST:
            return refused()
        try:
            holds = ctx.signature.holds(request)
        except HTTPException:  # a body that is no form at all
            holds = False
        door = request.path.split("/")[1]
        if not holds:
            log.warning("unsigned_request_refused", door=door)
            return refused()
        if not ctx.ours.is_meant(request):
            log.warning("request_of_another_refused", door=door)
            return refused()
        return None

    @routes.app_errorhandler(HTTPException)
    def refused_by_flask(error: HTTPException) -> HTTPException | Response:
        # The carrier would read a page of HTML out, or text it, to somebody in need.
        code = error.code or 500
        return _xml(apologies.now().at(request.path), code) if is_for_carrier(request.path) else error

    @routes.errorhandler(Exception)
    def failed(error: Exception) -> Response:
        log.error(
            "carrier_request_failed", route=request.endpoint, error=type(error).__name__, exc_info=error
        )
        if sms.is_crisis(request.form.get("SpeechResult", "")):
            ctx.outage_alert()
        return _xml(apologies.now().at(request.path, request.values))

    _text_routes(routes, ctx)
    _call_routes(routes, ctx, apologies)
    _leg_routes(routes, ctx)
    conference_routes.add(routes, ctx.db, ctx.clock, ctx.pages)
    listening_routes.add(routes, ctx.db, ctx.clock, ctx.pages)
    trial_routes.add(routes, ctx.db, ctx.clock, ctx.pages)
    line_ring_routes.add(routes, ctx.db, ctx.clock, ctx.pages)
    alert_ring_routes.add(routes, ctx.db, ctx.clock, ctx.pages)
    ring_back_routes.add(routes, ctx.db, ctx.clock, ctx.pages)
    return routes


def _text_routes(routes: Blueprint, ctx: Context) -> None:
    @routes.post("/sms")
    def text() -> Response:
        sid, body = _field("MessageSid") or _field("SmsSid"), request.form.get("Body", "")
        if not sid:
            return _xml(twiml.message(sms.trouble(ctx.db, ctx.clock(), body).words))
        now = ctx.clock()
        try:
            reply = sms.receive(
                ctx.db,
                now,
                sid=sid[:64],
                sender=_field("From"),
                body=body,
                opt_out_type=_field("OptOutType"),
                media=_field("NumMedia").strip("0") != "",
            )
        except Exception as error:
            log.error(
                "text_not_kept", error=type(error).__name__, exc_info=not isinstance(error, SQLAlchemyError)
            )
            reply = sms.trouble(ctx.db, now, body)
            if reply.crisis:
                ctx.outage_alert()
            return _xml(twiml.message(reply.words))
        receipt_url = (
            ctx.pages.url(f"/receipts/answer/{sid[:64]}") if reply.crisis and sid.isalnum() else None
        )
        return _xml(twiml.message(reply.words, receipt_url))

    @routes.post("/receipts")
    def receipt() -> Response:
        return _received(ctx, "")

    @routes.post("/receipts/answer/<sid>")
    def answer_receipt(sid: str) -> Response:
        return _received(ctx, sid)


def _received(ctx: Context, answer_to: str) -> Response:
    status = _field("MessageStatus") or _field("SmsStatus")
    sid = _field("MessageSid") or _field("SmsSid")
    receipts.receive(
        ctx.db, ctx.clock(), sid=sid, status=status, error=_field("ErrorCode"), answer_to=answer_to
    )
    return _xml(twiml.message(""))


def _call_routes(routes: Blueprint, ctx: Context, apologies: Ready) -> None:
    @routes.post("/voice")
    def call() -> Response:
        sid = _field("CallSid")
        if not sid:
            return _xml(apologies.now().voice)
        return _xml(
            voice.begin(
                ctx.db,
                ctx.clock(),
                ctx.pages,
                sid=sid[:64],
                caller=_field("From"),
                verstat=_field("StirVerstat"),
            )
        )

    @routes.post("/voice/turn/<int:revision>")
    def turn(revision: int) -> Response:
        digits, speech = _field("Digits"), request.form.get("SpeechResult", "")[:1600]
        answer = voice.go_on(
            ctx.db,
            ctx.clock(),
            ctx.pages,
            sid=_field("CallSid")[:64],
            caller=_field("From"),
            revision=revision,
            digits=digits[:64],
            speech=speech,
            verstat=_field("StirVerstat"),
        )
        return _xml(answer)

    @routes.post("/voice/crossing")
    def waits_for_volunteer() -> Response:
        return _xml(crossing.waits(ctx.db, ctx.clock(), ctx.pages, sid=_field("CallSid")[:64]))

    @routes.post("/voice/status")
    def call_status() -> Response:
        if _field("CallStatus") in ("completed", "busy", "no-answer", "failed", "canceled"):
            voice.hung_up(ctx.db, ctx.clock(), sid=_field("CallSid")[:64])
        return _xml(twiml.message(""))


def _leg_routes(routes: Blueprint, ctx: Context) -> None:
    @routes.post("/legs/<token>/answered")
    def answered(token: str) -> Response:
        return _xml(
            bridge.answered(
                ctx.db,
                ctx.clock(),
                ctx.pages,
                token=token,
                sid=_field("CallSid")[:64],
                answered_by=_field("AnsweredBy"),
            )
        )

    @routes.post("/legs/<token>/key/<int:asked>")
    def pressed(token: str, asked: int) -> Response:
        digits = _field("Digits")[:8]
        return _xml(bridge.pressed(ctx.db, ctx.clock(), ctx.pages, token=token, digits=digits, asked=asked))

    @routes.post("/legs/<token>/over")
    def over(token: str) -> Response:
        return _xml(
            bridge.over(
                ctx.db,
                ctx.clock(),
                ctx.pages,
                token=token,
                status=_told("DialCallStatus"),
                caller=_field("From"),
                call_status=_field("CallStatus"),
                sid=_field("CallSid")[:64],
            )
        )

    @routes.post("/legs/<token>/held")
    def held_on(token: str) -> Response:
        return _xml(held_volunteer.held_on(ctx.db, ctx.clock(), ctx.pages, token=token))

    @routes.post("/legs/<token>/parting")
    def block_or_again(token: str) -> Response:
        digits = _told("Digits")[:8]
        sid = _field("CallSid")[:64]
        return _xml(
            after_talk.block_or_again(ctx.db, ctx.clock(), ctx.pages, token=token, digits=digits, sid=sid)
        )

    @routes.post("/legs/<token>/parted")
    def blocked_by_mistake(token: str) -> Response:
        digits = _told("Digits")[:8]
        sid = _field("CallSid")[:64]
        return _xml(
            after_talk.blocked_by_mistake(ctx.db, ctx.clock(), ctx.pages, token=token, digits=digits, sid=sid)
        )

    @routes.post("/legs/<token>/status")
    def leg_status(token: str) -> Response:
        bridge.status(ctx.db, ctx.clock(), token=token, call_status=_field("CallStatus"))
        return _xml(twiml.message(""))

    @routes.post("/legs/<token>/machine")
    def machine(token: str) -> Response:
        bridge.machine(
            ctx.db, ctx.clock(), token=token, sid=_field("CallSid")[:64], answered_by=_field("AnsweredBy")
        )
        return _xml(twiml.message(""))


def _field(name: str) -> str:
    return request.form.get(name, "").strip()[:400]


def _told(name: str) -> str:
    """As `_field`; or what the carrier said when we failed to take it: `telephony.apology` put it into the address."""
    return _field(name) or request.args.get(name, "")[:20]


def _xml(document: str, status: int = 200) -> Response:
    return Response(document, status=status, mimetype="text/xml")
